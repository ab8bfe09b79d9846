"""What claims say of things, a value a row, in; the pairs that cannot both hold out.

A store is good at finding the values and bad at pairing them: a join of two such halves
took Virtuoso minutes, and lost rows. Here values are compared alike, wherever they come from.
"""

from __future__ import annotations

import decimal
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimgraph.store.protocol import Store

__all__ = ["Time", "meet", "pair_excluded", "pair_sides", "same_things", "time_of"]

#: How much of a date counts, by the predicate's grain of time.
_LENGTHS = {"year": 4, "month": 7}
#: Values meet only where all of these are the same.
_CONTEXT = ("unit", "benchmark", "other", "respect")


class Time(NamedTuple):
    """What of a claim's time counts: its first day if it has one, and the last it vouches for; as much of each as the grain asks for."""

    first: str | None
    last: str | None


class _Side(NamedTuple):
    """A value that a claim gives, with its bounds if it has any, and the claim's time."""

    claim: Any
    value: Any
    bounds: tuple[Any, Any] | None
    time: Time


def pair_sides(rows: Iterable[Any], same: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield `one`, `two`, `subject`, `predicate`, `a`, `b`, `grain` of each two claims that give what has one value two of them.

    The rows come from `queries/conflicts/functional.rq`; `same` maps what has several names to one of them.
    """
    groups: dict[tuple[Any, ...], list[_Side]] = {}
    for row in rows:
        setting = row["setting"].value.lower() if row["setting"] else ""
        key = (row["subject"], row["predicate"], row["grain"], setting, *(row[name] for name in _CONTEXT))
        groups.setdefault(key, []).append(_side(row))
    for (subject, predicate, grain, *_), sides in groups.items():
        for one, two in itertools.combinations(sorted(sides, key=lambda side: side.claim.value), 2):
            if one.claim != two.claim and _differ(one, two, same) and meet(one.time, two.time, grain.value):
                yield _pair(one, two, subject, predicate, grain)


def pair_excluded(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the same of each two claims that give values of which one excludes the other, from `queries/conflicts/disjoint.rq`."""
    sides: dict[tuple[Any, ...], list[_Side]] = {}
    for row in rows:
        sides.setdefault((row["subject"], row["predicate"], row["grain"], row["value"], row["excluded"]), []).append(
            _Side(row["claim"], row["value"], None, time_of(row))
        )
    for (subject, predicate, grain, value, excluded), ones in sides.items():
        for one, two in itertools.product(ones, sides.get((subject, predicate, grain, excluded, value), ())):
            if one.claim.value < two.claim.value and meet(one.time, two.time, grain.value):
                yield _pair(one, two, subject, predicate, grain)


def _pair(one: _Side, two: _Side, subject: Any, predicate: Any, grain: Any) -> dict[str, Any]:
    return {"one": one.claim, "two": two.claim, "subject": subject, "predicate": predicate, "a": one.value, "b": two.value, "grain": grain}


def same_things(store: Store) -> dict[str, str]:
    """Return one of its names for everything that owl:sameAs gives several."""
    names: dict[str, str] = {}

    def find(name: str) -> str:
        while name in names and names[name] != name:
            name = names[name]
        return name

    for row in store.rows("SELECT ?a ?b { ?a owl:sameAs ?b }"):
        one, two = find(row["a"].value), find(row["b"].value)
        names[max(one, two)] = min(one, two)
    return {name: find(name) for name in names}


def _side(row: Any) -> _Side:
    bounds = (row["low"] or row["earliest"], row["high"] or row["latest"]) if row["exactness"] else None
    return _Side(row["claim"], row["value"], bounds, time_of(row))


def time_of(row: Any, which: str = "") -> Time:
    """Return the time of a row's claim; of the one whose variables end in `which`, where it has two."""
    length = _LENGTHS.get(row["grain"].value, 10)
    since, latest, until, said, published = (row[name + which] for name in ("since", "sinceLatest", "until", "said", "published"))
    first = (latest.value if latest else "9999-12-31")[:length] if since else None
    end = until or said or published
    return Time(first, end.value[:length] if end else None)


def meet(one: Time, two: Time, grain: str) -> bool:
    """Tell whether two claims can speak of one time: neither begins after the other's last day, or on it where a day is the grain."""
    pairs = ((one.last, two.first), (two.last, one.first))
    return grain == "always" or not any(last and first and (last < first or (last == first and grain == "day")) for last, first in pairs)


def _differ(one: _Side, two: _Side, same: Mapping[str, str]) -> bool:
    if one.bounds and two.bounds:
        return _below(one.bounds[1], two.bounds[0]) or _below(two.bounds[1], one.bounds[0])
    a, b = one.value.value, two.value.value
    if isinstance(one.value, ox.Literal) and isinstance(two.value, ox.Literal):
        return bool(a.lower() != b.lower())
    return bool(one.value != two.value and same.get(a, a) != same.get(b, b))


def _below(high: Any, low: Any) -> bool:
    """Tell whether the upper bound of one value is below the lower one of another; an open bound is not."""
    if high is None or low is None:
        return False
    days = [term.datatype.value.endswith("#date") for term in (high, low)]
    if all(days):
        return bool(high.value < low.value)
    return not any(days) and decimal.Decimal(high.value) < decimal.Decimal(low.value)
