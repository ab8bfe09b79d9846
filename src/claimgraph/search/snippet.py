"""The texts of a thing and what is wanted in; the text that shows best why it was found, cut to size, with the places of the words, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.search.wanted import places_of
from claimgraph.search.words import joined_at, words_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimgraph.search.wanted import Term, Wanted

__all__ = ["Snippet", "choose_snippet", "mark", "mark_text"]

#: So many characters of a text are shown; of a longer one, what stands around the words.
_LONGEST = 160
_BEFORE = 50


class Snippet(NamedTuple):
    """A text, or a piece of it, from a field, and where the words that were searched for stand in it (code points, ends exclusive)."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


def choose_snippet(wanted: Wanted, texts: Iterable[tuple[str, str]]) -> Snippet | None:
    """Return of some texts, each with its field, the first of those that have most of the words; None if none has any."""
    best: Snippet | None = None
    most = 0
    for field, written in texts:
        text = " ".join(written.split())
        count, marks = _places(wanted, text)
        if count > most:
            best, most = Snippet(field, text, marks), count
    return best and _cut(best)


def mark_text(wanted: Wanted, field: str, text: str) -> Snippet:
    """Return the whole of a text, on one line, with the places of the words."""
    text = " ".join(text.split())
    return Snippet(field, text, _places(wanted, text)[1])


def mark(snippet: Snippet, before: str, after: str) -> str:
    """Write a snippet with signs around the words.

    >>> mark(Snippet("label", "a tram line", ((2, 6),)), "[", "]")
    'a [tram] line'
    """
    parts, done = [], 0
    for start, end in snippet.marks:
        parts += [snippet.text[done:start], before, snippet.text[start:end], after]
        done = end
    return "".join([*parts, snippet.text[done:]])


def _places(wanted: Wanted, text: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return how many of the groups of words are in a text, and the places of all, in order and apart."""
    words, joined = words_at(text), joined_at(text)
    count, spans = 0, []
    for group in wanted.groups:
        found = [span for term in group for span in _spans(term, words) + [s for one in joined for s in _spans(term, [one])]]
        count += bool(found)
        spans += found
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return count, tuple(apart)


def _spans(term: Term, words: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    return [(words[first][1], words[last - 1][2]) for first, last in places_of(term, [word[0] for word in words])]


def _cut(snippet: Snippet) -> Snippet:
    """Cut a long text to what stands around the first word, at spaces where there are any near.

    >>> _cut(Snippet("note", "x" * 200 + " tram " + "y" * 200, ((201, 205),))).text
    '… tram …'
    """
    field, text, marks = snippet
    if len(text) <= _LONGEST:
        return snippet
    start = max(0, marks[0][0] - _BEFORE)
    end = min(len(text), max(start + _LONGEST, marks[0][1]))
    if start:
        space = text.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", marks[0][1], end)
        end = space if space >= 0 else end
    before, after = "… " * (start > 0), " …" * (end < len(text))
    moved = len(before) - start
    kept = tuple((a + moved, min(b, end) + moved) for a, b in marks if a < end)
    return Snippet(field, before + text[start:end] + after, kept)
