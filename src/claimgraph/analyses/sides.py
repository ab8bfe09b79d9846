"""What claims say of things, a value each, in; whether two of them can both hold out."""

from __future__ import annotations

import decimal
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.vocab import CG, QUDT, SCHEMA
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.frames import Frame
    from claimgraph.store.protocol import Store

__all__ = ["CONTEXT", "Time", "Value", "differ", "is_node", "is_so_by", "meet", "nested", "read_values", "time_expected", "time_of"]

#: How much of a date counts, by the predicate's grain of time.
_LENGTHS = {"year": 4, "month": 7}
#: Values meet only where all of these are the same; the words that name them when they are not.
CONTEXT = {
    QUDT + "unit": "unit",
    SCHEMA + "variableMeasured": "benchmark",
    CG + "comparedWith": "what it is compared with",
    CG + "inRespectOf": "respect",
    CG + "setting": "setting",
}
_BOUNDS = {CG + "low": 0, CG + "high": 1, CG + "earliest": 0, CG + "latest": 1}
#: Exactness -> whether its own lower and upper bound are among what it can mean: 14 and 15 differ though both end at 14.5.
_OPEN = {CG + "exact": (True, True), CG + "nearly": (False, True), CG + "over": (True, False)}


class Value(NamedTuple):
    """A value as it is compared.

    `key` is the same for what is the same value; `context` what must be the same for two
    to be compared at all, in the order of CONTEXT. `low` and `high` are the bounds of
    what it can mean: None where there is none, both numbers or both ISO days.
    """

    key: tuple[str, ...]
    context: tuple[str, ...] = ("",) * len(CONTEXT)
    bounded: bool = False
    low: decimal.Decimal | str | None = None
    high: decimal.Decimal | str | None = None
    open_low: bool = False
    open_high: bool = False


class Time(NamedTuple):
    """What of a claim's time counts: its first day if it has one, and the last it vouches for; as much of each as the grain asks for."""

    first: str | None
    last: str | None


_ANY_TIME = Time(None, None)


def time_of(frame: Frame, grain: str) -> Time:
    """Return the time of a claim that says what is so: without an end it vouches for no day after the one it was said on.

    What is so at all times has no end from when it was said, only one that is written.
    """
    if frame.since is None and frame.until is None and (grain == "always" or not frame.said.first):
        return _ANY_TIME
    length = _LENGTHS.get(grain, 10)
    first = (frame.since.last or "9999-12-31")[:length] if frame.since else None
    last = (frame.until.first if frame.until else "") or ("" if grain == "always" else frame.said.first)
    return Time(first, last[:length] or None)


def time_expected(frame: Frame, grain: str) -> Time:
    """Return the time of a claim that says what is to be: it begins when it falls due, and has an end only where one is written."""
    length = _LENGTHS.get(grain, 10)
    first = frame.since.last if frame.since else frame.due.first if frame.due else ""
    return Time(first[:length] or None, frame.until.first[:length] or None if frame.until else None)


def meet(one: Time, two: Time, grain: str) -> bool:
    """Tell whether two claims can speak of one time: neither begins after the other's last day, or on it where days are compared.

    >>> meet(Time(None, "2020"), Time("2021", None), "year"), meet(Time(None, "2021"), Time("2021", None), "year")
    (False, True)
    """
    return not (_is_over(one.last, two.first, grain) or _is_over(two.last, one.first, grain))


def _is_over(last: str | None, first: str | None, grain: str) -> bool:
    """Tell whether the one ends before the other begins; an end or a beginning that is not known does neither."""
    return bool(last and first) and (last < first or (last == first and grain not in _LENGTHS))  # type: ignore[operator]


def is_so_by(so: Frame, planned: Frame, grain: str) -> bool:
    """Tell whether something was so, says one claim, by the time at which another said that it is still to come.

    Both must have been said at a known time, and what was said later counts only if it says since when.
    """
    length = _LENGTHS.get(grain, 10)
    then, said = planned.said.first[:length], so.said.last[:length]
    since = (so.since.last if so.since else said)[:length]
    if not then or not said or not since or since > then:
        return False
    return not (so.until and so.until.first and so.until.first[:length] < then)


def differ(one: Value, two: Value) -> bool:
    """Tell whether two values cannot be the same one: bounds leave no common value, or it is another word or thing."""
    if one.bounded and two.bounded:
        return _below(one, two) or _below(two, one)
    return one.key != two.key


def nested(one: Value, two: Value) -> bool:
    """Tell whether one of two values says what the other does, perhaps more exactly."""
    ends = [end for value in (one, two) for end in (value.low, value.high) if end is not None]
    if one.bounded and two.bounded and len({isinstance(end, str) for end in ends}) == 1:
        return _within(one, two) or _within(two, one)
    return one.key == two.key


def read_values(store: Store, terms: Iterable[Any], same: Mapping[str, str]) -> dict[Any, Value]:
    """Return how terms of the store compare; `same` maps what has several names to one of them."""
    plain: dict[Any, Value] = {}
    nodes: dict[str, Any] = {}
    for term in terms:
        if isinstance(term, ox.NamedNode) and is_node(store, term.value):
            nodes[term.value] = term
        elif isinstance(term, ox.Literal):
            plain[term] = Value(("text", _as_read(term.value)))
        else:
            name = text_of(term)
            plain[term] = Value(("thing", same.get(name, name)))
    parts = _read_parts(store, nodes)
    return plain | {term: _value(node, parts.get(node, {}), same) for node, term in nodes.items()}


def _as_read(text: str) -> str:
    """Return a text as it is compared: what looks alike is the same.

    >>> _as_read("U\u0308ber  Alles") == _as_read("über alles")
    True
    """
    return unicodedata.normalize("NFC", " ".join(text.split())).lower()


def _read_parts(store: Store, nodes: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return what described values are made of: most are in force, where that is found once; the rest stands with the claims."""
    parts: dict[str, dict[str, Any]] = {}
    for name in ("in-force", "values"):
        query = package_query(f"conflicts/{name}").replace("WHERE {", "WHERE { VALUES ?value { }", 1)
        for batch in fill_values(query, iri_terms(node for node in nodes if node not in parts)):
            for node, key, part in store.rows(batch):
                parts.setdefault(node.value, {})[key.value] = part
    return parts


def is_node(store: Store, iri: str) -> bool:
    """Tell whether an IRI names a described value: an amount, a score, a date, a comparison."""
    return iri.startswith((store.prefixes["val"], store.prefixes["date"]))


def _value(node: str, parts: Mapping[str, Any], same: Mapping[str, str]) -> Value:
    names = [text_of(parts[key]) if key in parts else "" for key in CONTEXT]
    context = tuple(same.get(name, name) for name in names)
    context = (*context[:-1], context[-1].lower())
    if CG + "exactness" not in parts:
        return Value(("value", node), context)
    bounds: list[decimal.Decimal | str | None] = [None, None]
    for key, place in _BOUNDS.items():
        if key in parts:
            bounds[place] = _bound(parts[key])
    exactness = text_of(parts[CG + "exactness"])
    low, high = bounds
    open_low, open_high = _OPEN.get(exactness, (False, False))
    return Value(
        ("value", str(low), str(high), exactness), context, bounded=True, low=low, high=high, open_low=open_low, open_high=open_high
    )


def _bound(term: Any) -> decimal.Decimal | str:
    return text_of(term) if term.datatype.value.endswith("#date") else decimal.Decimal(term.value)


def _below(one: Value, two: Value) -> bool:
    """Tell whether all that one value can mean lies below all that the other can."""
    high, low = one.high, two.low
    if isinstance(high, decimal.Decimal) and isinstance(low, decimal.Decimal):
        return high < low or (high == low and (one.open_high or two.open_low))
    return isinstance(high, str) and isinstance(low, str) and high < low


def _within(one: Value, two: Value) -> bool:
    """Tell whether all that one value can mean the other can mean, too."""
    below = two.low is None or (one.low is not None and two.low <= one.low)  # type: ignore[operator]
    return below and (two.high is None or (one.high is not None and one.high <= two.high))  # type: ignore[operator]
