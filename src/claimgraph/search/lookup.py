"""An index and what is wanted in; the numbers of the best things out, and how many there are."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.search.expression import expression
from claimgraph.search.fields import COLUMNS, FACTORS, KINDS, WEIGHTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from claimgraph.search.wanted import Wanted

__all__ = ["MANY", "Found", "Result", "look_up"]

#: Of more matches of one kind than this, those with the shortest titles are ranked, and that there are more is said.
MANY = 10_000
#: The best of so many that match, and how many these are.
_BEST = """
SELECT id, score, iri, claims, matching FROM (
  SELECT number, score, count(*) OVER () AS matching FROM (
    SELECT rowid AS number, -bm25(texts, ?, ?, ?, ?, ?) AS score FROM texts WHERE texts MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?
  ) ORDER BY score DESC, number LIMIT ?
) JOIN thing ON id = number
"""


class Found(NamedTuple):
    """A thing that was found: its kind and IRI, how well it fits (more is better), whether its whole name was asked for, and the claims about it."""

    kind: str
    iri: str
    score: float
    exact: bool
    claims: int | None


class Result(NamedTuple):
    """The best, in order; how many things match; and whether there are more than that."""

    found: list[Found]
    matching: int
    more: bool = False


def look_up(database: sqlite3.Connection, wanted: Wanted, kinds: Collection[str], limit: int) -> Result:
    """Return the best things of some kinds; a `limit` of 0 is none."""
    exact = _exact(database, wanted)
    best: dict[int, Found] = {}
    count, more = 0, False
    for kind, first, last in _ranges(database):
        if kind not in kinds:
            continue

        def keep(text: str, first: int, last: int, most: int, kind: str = kind) -> int:
            matching = 0
            for number, score, iri, claims, all_ in database.execute(_BEST, (*WEIGHTS, text, first, last, most, limit or -1)):
                found = Found(kind, iri, FACTORS[kind] * score, number in exact, None if kind == "claim" else claims or 0)
                best[number] = max(found, best.get(number, found), key=lambda one: one.score)
                matching = all_
            return matching

        matching = keep(expression(wanted), first, last, MANY + 1 if limit else -1)
        if limit and matching > MANY:  # the first of all that match may not be those that have it in their titles
            keep(expression(wanted, COLUMNS[0]), first, last, MANY)
            matching, more = MANY, True
        count += matching
        for number in exact - best.keys():
            if first <= number <= last:
                keep(expression(wanted), number, number, 1)
    order = sorted(best, key=lambda number: (not best[number].exact, -best[number].score, number))
    return Result([best[number] for number in order[: limit or None]], count, more)


def _ranges(database: sqlite3.Connection) -> Iterator[tuple[str, int, int]]:
    """Yield the first and the last number of each kind."""
    counts = dict(database.execute("SELECT key, value FROM about"))
    first = 1
    for kind in KINDS:
        last = first + int(counts[kind]) - 1
        if last >= first:
            yield kind, first, last
        first = last + 1


def _exact(database: sqlite3.Connection, wanted: Wanted) -> set[int]:
    """Return the numbers of the things whose whole name is all that is asked for, however it is written."""
    terms = [group[0] for group in wanted.groups if len(group) == 1 and not group[0].begins]
    if len(terms) < len(wanted.groups) or wanted.without:
        return set()
    names = {" ".join(word for term in terms for word in term.ways[0])}
    if len(terms) == 1:
        names |= {" ".join(way) for way in terms[0].ways}
    rows = itertools.chain.from_iterable(
        database.execute("SELECT id FROM exact WHERE title = ? LIMIT 100", (name,)) for name in sorted(names)
    )
    return {number for (number,) in rows}
