"""Words or an id that were not found in; a hint that names others of the index which are nearly the same, out."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from claimgraph.errors import did_you_mean
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping

    from claimgraph.search.lookup import Result
    from claimgraph.search.wanted import Wanted

__all__ = ["explain", "suggest", "suggest_ids"]

#: Of words that begin alike, so many are looked at.
_MOST = 50_000
_NEAR = 0.7
#: So many letters an id may have more or fewer than what was typed.
_LONGER = 4
_ID = re.compile(r"([A-Za-z][\w.-]*):[\w%]\S*")
_STAR = re.compile(r"\w\*\w")


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


def suggest_ids(database: sqlite3.Connection, id_: str, prefixes: Mapping[str, str], kept: Collection[str] | None = None) -> str:
    """Return a hint that names the ids most like one that nothing has, with the same prefix; of claims only those `kept`, by IRI, if these are given."""
    prefix, _, local = id_.strip().partition(":")
    first = prefixes[prefix]
    length = len(first) + len(local)
    rows = database.execute("SELECT iri FROM thing WHERE iri >= ? AND iri < ? AND length(iri) BETWEEN ? AND ? LIMIT ?",
                            (first, first + "\U0010ffff", length - _LONGER, length + _LONGER, _MOST))  # fmt: skip
    compact = Compactor(prefixes)
    return did_you_mean(id_.strip(), [compact(iri) for (iri,) in rows if kept is None or prefix != "claim" or iri in kept])


def explain(text: str, prefixes: Collection[str]) -> str:
    """Return a hint where what was typed looks like more than words, and is none: a field or an unknown prefix, or a star within a word.

    >>> explain("label:tram", ["claim", "org"])
    "'label:' begins no id here, and texts are not chosen by name: leave it out"
    >>> explain("tr*m", []), explain("tram 10:30", [])
    ('a star stands at the end of a word: tra*', '')
    """
    for piece in text.split():
        named = _ID.fullmatch(piece)
        if named and named[1] not in prefixes and "/" not in piece:
            return f"'{named[1]}:' begins no id here, and texts are not chosen by name: leave it out"
    return "a star stands at the end of a word: tra*" if _STAR.search(text) else ""


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
