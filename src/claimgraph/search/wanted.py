"""What a user typed in; what is wanted out: words that must all be there, others instead of them, and those that must not.

tram budget          both words, anywhere in the texts of one thing
"tram line"          these words one after the other
tram OR train        either; `tram OR train budget` is (tram or train) and budget
tra*                 words that begin so
-bus                 without this word

AND between two words is what is meant without it; NOT is refused, for it is mostly meant as a minus.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import QueryError, printable
from claimgraph.search.words import as_one, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Term", "Wanted", "matches", "parse_words", "places_of"]

#: Nobody types more; an expression of more words may be deeper than the engine goes.
_MOST_WORDS, _MOST_PLACES, _MOST_SIGNS = 50, 200, 2_000
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_PIECE = re.compile(rf"(-?)(?:[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)(\*?)|([^\s{_QUOTES}]+))")
_SUCH_AS = "such as: claimgraph search tram budget -bus"
_OR = ("OR stands between two words", "such as: tram OR train")
#: Where a word goes over from letters to digits or back: GPT5 is also written GPT 5 and GPT-5.
_CHANGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


class Term(NamedTuple):
    """A word or a phrase, as it was written, and the ways to write it as words one after the other; `begins`: the last word may go on."""

    written: str
    ways: tuple[tuple[str, ...], ...]
    begins: bool = False


class Wanted(NamedTuple):
    """What is searched for: of each group one term must be there, and of `without` none."""

    written: str
    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    def terms(self) -> Iterator[Term]:
        """Yield all that may be there."""
        for group in self.groups:
            yield from group


def parse_words(text: str) -> Wanted:
    """Read what a user searches for.

    Raises:
        QueryError: there is nothing in it that can be searched for.

    >>> parse_words('GPT-5 "open weights" -bus').groups[0][0].ways
    (('gpt', '5'), ('gpt5',))
    >>> [[term.written for term in group] for group in parse_words("tram OR train cost*").groups]
    [['tram', 'train'], ['cost*']]
    """
    if len(text) > _MOST_SIGNS:
        raise QueryError(
            f"these are {len(text):,} characters to search for, and more than {_MOST_SIGNS:,} are too many", "give fewer words"
        )
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise QueryError("what is searched for cannot be read: it is not in UTF-8", "is the terminal set to UTF-8?")
    groups: list[list[Term]] = []
    without: list[Term] = []
    either = False
    for minus, piece, begins, is_word in _pieces(text):
        if is_word and piece == "OR":
            if either or not groups:
                raise QueryError(*_OR)
            either = True
            continue
        if is_word and piece == "NOT" and not minus:
            raise QueryError(
                "NOT is not known in a search", 'a minus leaves out what has a word: tram -bus; "NOT" in quotation marks is a word'
            )
        term = _term(piece, begins=begins)
        if term is None or (is_word and piece == "AND" and groups):
            continue
        if minus and either:
            raise QueryError(*_OR)
        if minus:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    if either:
        raise QueryError(*_OR)
    if not groups:
        raise QueryError("no word is given that should be there" if without else "there is no word to search for",
                         _SUCH_AS)  # fmt: skip
    terms = [*(term for group in groups for term in group), *without]
    if len(terms) > _MOST_WORDS:
        raise QueryError(f"more than {_MOST_WORDS} words are too many to search for at once", "give fewer")
    if sum(len(way) for term in terms for way in term.ways) > _MOST_PLACES:
        raise QueryError("this is too long to search for at once", "give less of it")
    return Wanted(" ".join(text.split()), tuple(map(tuple, groups)), tuple(without))


def _pieces(text: str) -> Iterator[tuple[bool, str, bool, bool]]:
    """Yield what stands between spaces or quotation marks: whether with a minus, itself, whether with a star, and whether it is one word."""
    for found in _PIECE.finditer(text):
        minus, phrase, end, star, word = found.groups()
        if word is not None:
            sign = word.startswith("-")  # a minus before nothing but signs, or the second of two
            word = word[sign:]
            yield bool(minus) or sign, word.rstrip("*"), word.endswith("*"), True
        elif not end:
            raise QueryError(
                f"the quotation mark before '{printable(phrase, limit=60)}' is not closed", 'write "a phrase" with one at its end'
            )
        else:
            yield bool(minus), phrase, bool(star), False


def _term(text: str, *, begins: bool) -> Term | None:
    """Return the term for a word or a phrase; None for what has neither letters nor digits."""
    words = tuple(words_of(text))
    if not words:
        return None
    ways = [words, tuple(words_of(as_one(text)))]
    ways.append(tuple(words_of(" ".join(_CHANGE.sub(" ", word) for word in words))))
    return Term(text + "*" * begins, tuple(dict.fromkeys(ways)), begins)


def places_of(term: Term, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a term stands among words: the numbers of its first word and of the one behind its last.

    >>> list(places_of(Term("b*", (("b",),), begins=True), ["a", "be", "b"]))
    [(1, 2), (2, 3)]
    """
    for way in term.ways:
        *head, last = way
        for start in range(len(words) - len(way) + 1):
            at = start + len(head)
            if (words[at].startswith(last) if term.begins else words[at] == last) and list(words[start:at]) == head:
                yield start, at + 1


def matches(wanted: Wanted, texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether a thing with these texts, each as words, is wanted."""

    def has(term: Term) -> bool:
        return any(next(places_of(term, words), None) is not None for words in texts)

    return all(any(map(has, group)) for group in wanted.groups) and not any(map(has, wanted.without))
