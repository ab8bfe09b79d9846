"""A store in; what its claims state out, statement by statement, with the bounds of the values and the dates beside them.

A *matter* is what can be asked of one thing: a subject and a predicate. Statements of
one matter are what the analyses of promises and of history set side by side.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.records import Days, select_by
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG, RDFS, SCHEMA
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.store.protocol import Store

__all__ = [
    "Moment",
    "Predicate",
    "Statement",
    "Value",
    "join_days",
    "read_asked",
    "read_predicates",
    "read_statements",
    "read_times",
    "read_values",
    "same_time",
    "starts_after",
]

_ENDS = {CG + "earliest", CG + "latest"}
_FUNCTIONAL = "http://www.w3.org/2002/07/owl#FunctionalProperty"


class Predicate(NamedTuple):
    """What the vocabulary says of a predicate: its grain of time, whether it has one value only, and the IRIs of its ranges."""

    grain: str
    functional: bool
    ranges: frozenset[str]

    @property
    def dated(self) -> bool:
        """Whether its values are dates."""
        return CG + "Date" in self.ranges


class Statement(NamedTuple):
    """One statement of a claim: IRIs, and a term as the object."""

    claim: str
    subject: str
    predicate: str
    object: Any


class Moment(NamedTuple):
    """A date with the days it can mean, how exactly it is meant (a local name), and its words; empty where not written."""

    days: Days
    exactness: str = "exact"
    value: str = ""
    label: str = ""


class Value(NamedTuple):
    """A value node: its parts by IRI (the least term where there are several), and its bounds as a number; None where open."""

    parts: Mapping[str, Any]
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def open_low(self) -> bool:
        """Whether the low bound is not itself a number that is meant."""
        return self._text(CG + "exactness").removeprefix(CG) in {"exact", "over"}

    @property
    def open_high(self) -> bool:
        """Whether the high bound is not itself a number that is meant."""
        return self._text(CG + "exactness").removeprefix(CG) in {"exact", "nearly"}

    @property
    def moment(self) -> Moment:
        """The value as a date."""
        days = Days(self._text(CG + "earliest"), self._text(CG + "latest"))
        return Moment(days, self._text(CG + "exactness").removeprefix(CG), self._text(SCHEMA + "value"), self._text(RDFS + "label"))

    def _text(self, part: str) -> str:
        return text_of(self.parts[part]) if part in self.parts else ""


@as_claimgraph_writes()
def read_predicates(store: Store) -> dict[str, Predicate]:
    """Return the predicates of the vocabulary by IRI."""
    found: dict[str, Predicate] = {}
    for row in store.rows(package_query("matters/predicates")):
        known = found.get(row["predicate"].value, Predicate(row["grain"].value, functional=False, ranges=frozenset()))
        functional = known.functional or text_of(row["kind"]) == _FUNCTIONAL
        found[row["predicate"].value] = Predicate(known.grain, functional, known.ranges | {text_of(row["range"])})
    return found


@as_claimgraph_writes()
def read_statements(store: Store, variable: str = "", terms: Collection[str] | None = None) -> list[Statement]:
    """Return the statements whose `claim`, `subject`, `predicate` or `object` (the variable) is one of some IRIs; all for None."""
    return _sorted(select_by(store, "matters/statements", variable, terms))


@as_claimgraph_writes()
def read_asked(store: Store, matters: Iterable[tuple[str, str]]) -> list[Statement]:
    """Return the statements of some matters, each a subject and a predicate (IRIs)."""
    query = package_query("matters/statements").replace("WHERE {", "WHERE { VALUES (?subject ?predicate) { }", 1)
    pairs = (terms for matter in matters if len(terms := list(iri_terms(matter))) == len(matter))
    return _sorted(
        row for batch in fill_values(query, (f"({subject} {predicate})" for subject, predicate in pairs)) for row in store.rows(batch)
    )


def _sorted(rows: Iterable[Any]) -> list[Statement]:
    return sorted(
        (Statement(row["claim"].value, text_of(row["subject"]), row["predicate"].value, row["object"]) for row in rows),
        key=lambda statement: (*statement[:3], str(statement.object)),
    )


@as_claimgraph_writes()
def read_values(store: Store, statements: Collection[Statement]) -> dict[str, Value]:
    """Return the values (dates, amounts, scores, comparisons) that statements give, by IRI."""
    prefixes = tuple(store.prefixes[prefix] for prefix in ("val", "date"))
    nodes = {s.object.value for s in statements if isinstance(s.object, ox.NamedNode) and s.object.value.startswith(prefixes)}
    parts: dict[str, dict[str, Any]] = {}
    for row in select_by(store, "matters/parts", "node", nodes):
        known = parts.setdefault(row["node"].value, {})
        if row["part"].value in _ENDS:
            _day(row["value"])
        known[row["part"].value] = min(known.get(row["part"].value, row["value"]), row["value"], key=str)
    return {node: Value(known, *(_number(known.get(CG + end)) for end in ("low", "high"))) for node, known in parts.items()}


@as_claimgraph_writes()
def read_times(store: Store, claims: Collection[str] | None, kind: str) -> dict[str, Moment]:
    """Return when claims fall due (`kind` is `due`), or since when what they state holds (`since`); those of some claims, or all."""
    return {
        row["claim"].value: Moment(
            Days(*(_day(row[name]) if row[name] else "" for name in ("earliest", "latest"))),
            text_of(row["exactness"]).removeprefix(CG),
            *(text_of(row[name]) if row[name] else "" for name in ("value", "label")),
        )
        for row in select_by(store, f"matters/{kind}", "claim", claims)
    }


def starts_after(one: Days, two: Days, grain: str = "day") -> bool:
    """Tell whether all of `one` lies after all of `two`, as far as a grain of time tells days apart; what has no date lies nowhere.

    >>> starts_after(Days("2026-04-09", "2026-04-09"), Days("2026-04-08", "2026-04-08"))
    True
    >>> starts_after(Days("2026-04-09", "2026-04-09"), Days("2026-04-08", "2026-04-08"), "month")
    False
    >>> starts_after(Days("2026-04-09", "2026-04-09"), Days())
    False
    """
    length = _length(grain)
    return bool(one.first and two.last) and one.first[:length] > two.last[:length]


def same_time(one: Days, two: Days, grain: str = "day") -> bool:
    """Tell whether two dates are of one day, month or year for certain, as far as a grain of time tells days apart.

    >>> same_time(Days("2026-04-09", "2026-04-09"), Days("2026-04-08", "2026-04-08"), "month")
    True
    >>> same_time(Days("2026-04-09", "2026-04-09"), Days("2026-04-08", "2026-04-10"))
    False
    """
    length = _length(grain)
    return all((*one, *two)) and len({day[:length] for day in (*one, *two)}) == 1


def _length(grain: str) -> int:
    """Return how much of an ISO day a grain of time looks at."""
    return {"year": 4, "month": 7}.get(grain, 10)


def join_days(one: Days, two: Days) -> Days | None:
    """Return the days that two dates have in common, an end that is not known being open; None if there are none.

    >>> join_days(Days("2026-03-01", "2026-06-21"), Days("2026-05-01"))
    Days(first='2026-05-01', last='2026-06-21')
    >>> join_days(Days("2026-01-01", "2026-03-31"), Days("2026-05-01")) is None
    True
    """
    first = max(one.first, two.first)
    last = min(filter(None, (one.last, two.last)), default="")
    return None if first and last and first > last else Days(first, last)


def _day(term: Any) -> str:
    """Return an ISO day; anybody may have written another into the store."""
    return dt.date.fromisoformat(text_of(term)).isoformat()


def _number(term: Any) -> Decimal | None:
    try:
        number = Decimal(text_of(term)) if term is not None else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None
