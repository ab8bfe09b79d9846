"""Sayings of one matter in; which of them came before which, for certain or perhaps, and how many days, out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.matters import starts_after
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from claimgraph.analyses.history import Entry
    from claimgraph.analyses.records import Days

__all__ = ["Alike", "Gap", "Past", "gap_between"]


class Gap(NamedTuple):
    """How many days lie between two sayings: at least, and at most, which is None where that is not known.

    Both are below zero where what is replaced or taken back was said later than what does that.
    """

    least: int
    most: int | None


class Alike:
    """The entries that say the same in the same way; which of them, apart from one itself, is the earliest."""

    def __init__(self) -> None:
        # Two each are enough: the earliest, and the next one for the earliest itself.
        self._ends: list[Entry] = []
        self._begins: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Add an entry; one without any date is neither earlier nor later."""
        if any(entry.said):
            self._begins = sorted([*self._begins, entry], key=lambda other: other.said.first)[:2]
        if entry.said.last:
            self._ends = sorted([*self._ends, entry], key=lambda other: other.said.last)[:2]

    def surely_before(self, entry: Entry) -> Entry | None:
        """Return what is known to have been said no later than an entry, soonest."""
        other = next((other for other in self._ends if other is not entry), None)
        return other if other is not None and _no_later(other.said, entry.said) else None

    def perhaps_before(self, entry: Entry) -> Entry | None:
        """Return what may have been said before an entry, as far as is known."""
        other = next((other for other in self._begins if other is not entry), None)
        return other if other is not None and not _no_later(entry.said, other.said) else None


class Past:
    """What was said so far: of each value, and of all."""

    def __init__(self) -> None:
        self._last: dict[str | None, list[Entry]] = {}

    def add(self, entry: Entry, value: str) -> None:
        """Add an entry that begins no sooner than those before it."""
        for key in (None, value):
            self._last.setdefault(key, []).append(entry)

    def last_before(self, said: Days, value: str | None) -> Entry | None:
        """Return what was said last, of a value or of all, before a day for certain."""
        return next((entry for entry in reversed(self._last.get(value, [])) if starts_after(said, entry.said)), None)


def _no_later(one: Days, two: Days) -> bool:
    """Tell whether one saying is known to be no later than another."""
    return bool(one.last and two.first) and one.last <= two.first


@as_claimgraph_writes()
def gap_between(one: Days, two: Days) -> Gap | None:
    """Return how many days after one saying another came.

    >>> from claimgraph.analyses.records import Days
    >>> gap_between(Days("2026-04-08", "2026-04-08"), Days("2026-04-08", "2026-11-23"))
    Gap(least=0, most=229)
    >>> gap_between(Days("2026-04-08", "2026-04-08"), Days("2026-04-01", "2026-04-02"))
    Gap(least=-7, most=-6)
    """
    if not (one.last and two.first):
        return None
    least = (dt.date.fromisoformat(two.first) - dt.date.fromisoformat(one.last)).days
    most = (dt.date.fromisoformat(two.last) - dt.date.fromisoformat(one.first)).days if two.last and one.first else None
    return Gap(least if most is not None and most < 0 else max(least, 0), most)
