"""What claims say of things that have one value at a time in; the pairs that cannot both hold out.

The rows come from `queries/conflicts/functional.rq`. They are paired here because a
store is good at finding them and bad at pairing them: a join of two such halves took
Virtuoso minutes, and values are compared alike wherever they come from.
"""

from __future__ import annotations

import decimal
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimgraph.store.protocol import Store

__all__ = ["pair_sides", "same_things"]

#: How much of a date counts, by the predicate's grain of time.
_LENGTHS = {"year": 4, "month": 7}
#: Values meet only where all of these are the same.
_CONTEXT = ("unit", "benchmark", "other", "respect")


class _Side(NamedTuple):
    """A value that a claim gives, with what of the claim's time counts: its first day if it has one, and the last it vouches for."""

    claim: Any
    value: Any
    bounds: tuple[Any, Any] | None
    first: str | None
    last: str | None


def pair_sides(rows: Iterable[Any], same: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield `one`, `two`, `subject`, `predicate`, `a`, `b`, `grain` of each two claims that contradict one another.

    `same` maps what has several names to one of them.
    """
    groups: dict[tuple[Any, ...], list[_Side]] = {}
    for row in rows:
        setting = row["setting"].value.lower() if row["setting"] else ""
        key = (row["subject"], row["predicate"], row["grain"], setting, *(row[name] for name in _CONTEXT))
        groups.setdefault(key, []).append(_side(row))
    for (subject, predicate, grain, *_), sides in groups.items():
        for one, two in itertools.combinations(sorted(sides, key=lambda side: side.claim.value), 2):
            if one.claim != two.claim and _differ(one, two, same) and (grain.value == "always" or _meet(one, two, grain.value)):
                yield {"one": one.claim, "two": two.claim, "subject": subject, "predicate": predicate,
                       "a": one.value, "b": two.value, "grain": grain}  # fmt: skip


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
    length = _LENGTHS.get(row["grain"].value, 10)
    first = (row["sinceLatest"].value if row["sinceLatest"] else "9999-12-31")[:length] if row["since"] else None
    said = row["until"] or row["said"] or row["published"]
    bounds = (row["low"], row["high"]) if row["exactness"] else None
    return _Side(row["claim"], row["value"], bounds, first, said.value[:length] if said else None)


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


def _meet(one: _Side, two: _Side, grain: str) -> bool:
    """Tell whether both can speak of one time: neither begins after the other's last day, or on it where a day is the grain."""
    pairs = ((one.last, two.first), (two.last, one.first))
    return not any(last and first and (last < first or (last == first and grain == "day")) for last, first in pairs)
