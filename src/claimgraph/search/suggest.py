"""Words that were not found in; a hint that names others of the index which are nearly the same, out."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimgraph.search.lookup import Result
    from claimgraph.search.wanted import Wanted

__all__ = ["suggest"]

#: Of words that begin alike, so many are looked at.
_MOST = 50_000
_NEAR = 0.7


def suggest(database: sqlite3.Connection, wanted: Wanted, result: Result) -> str:
    """Return a hint where nothing was found: words that are known instead of those that are not, or that all are there, but not together."""
    if result.matching:
        return ""
    unknown = [word for word, begins in _words(wanted) if not begins and not _things(database, word)]
    near = [f"{' or '.join(found)}" for word in unknown if (found := _near(database, word))]
    if near:
        return f"did you mean {' and '.join(near)}?"
    if not unknown and len(wanted.groups) > 1:
        return "each of these words is there, but nothing has them all: OR between two takes either"
    return ""


def _words(wanted: Wanted) -> Iterator[tuple[str, bool]]:
    """Yield the words that are searched for, and whether each may go on."""
    for term in wanted.terms():
        for number, word in enumerate(term.ways[0], 1):
            yield word, term.begins and number == len(term.ways[0])


def _things(database: sqlite3.Connection, word: str) -> int:
    found = database.execute("SELECT things FROM word WHERE word = ?", (word,)).fetchone()
    return int(found[0]) if found else 0


def _near(database: sqlite3.Connection, word: str) -> list[str]:
    """Return the two words of the index that are most like one: those that begin alike, the likest first, then the most frequent."""
    first = word[0]
    rows = database.execute("SELECT word, things FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? LIMIT ?",
                            (first, first + "\U0010ffff", len(word) - 2, len(word) + 2, _MOST))  # fmt: skip
    known = dict(rows.fetchall())
    close = difflib.get_close_matches(word[:60], known, n=5, cutoff=_NEAR)
    likest = sorted(close, key=lambda other: (-round(difflib.SequenceMatcher(None, word, other).ratio(), 2), -known[other], other))
    return likest[:2]
