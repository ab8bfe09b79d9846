"""Text in; its words out, as the index and whoever searches it understand them: folded, and writing without spaces sign by sign.

What counts as a word is settled here alone. The full-text engine gets words that are
ready, and only cuts them at spaces.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.search.folding import clusters, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["APART", "JOINERS", "Word", "as_one", "fold", "index_text", "joined_at", "words_at", "words_of"]

#: Stands between texts of one thing, so that no phrase reaches from one into the next; nobody can search for it.
APART = " \u00a6 "
#: Signs that join two words into one: GPT-5 is also found as gpt5, and O'Brien as obrien.
JOINERS = "-'\u2010\u2011\u2019\u02bc"
_JOINED = re.compile(rf"[^ {JOINERS}]+(?:[{JOINERS}][^ {JOINERS}]+)+")
_JOINER = re.compile(f"[{JOINERS}]")
_NO_WORD = re.compile(r"[\W_]+")
#: Writing that has no spaces between words (Chinese, Japanese, Thai, Lao, Tibetan, Burmese, Khmer), or puts endings to them (Korean).
_SIGNS = (
    "\u0e00-\u0eff\u0f00-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3040-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SIGN = re.compile(f"[{_SIGNS}]")
_LONGEST_JOINED = 60


class _Spacing(dict[int, str]):
    """What `str.translate` writes for a sign: itself if it is part of a word, a space for what parts words; each is worked out once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        within = sign not in JOINERS and (sign.isalnum() or unicodedata.category(sign)[0] == "M")  # marks that are left belong to letters
        self[code] = self.write(sign) if within else self.part(sign)
        return self[code]

    def write(self, sign: str) -> str:
        """Write what is part of a word; what is a word by itself stands between spaces."""
        return f" {sign} " if _SIGN.match(sign) else sign

    def part(self, _: str) -> str:
        """Write what is not part of a word."""
        return " "


class _KeepingJoiners(_Spacing):
    """Writes a sign for a sign: joiners stay, and signs that are words by themselves have no spaces around them."""

    def write(self, sign: str) -> str:
        return sign

    def part(self, sign: str) -> str:
        return sign if sign in JOINERS else " "


_SPACING, _KEEPING_JOINERS = _Spacing(), _KeepingJoiners()


class Word(NamedTuple):
    """A word as it is searched for, and where it stands in its text (code points, the end exclusive)."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text in order.

    >>> words_of("GPT-5's score: 14.3 %"), words_of("東京の人 (Tokyo)")
    (['gpt', '5', 's', 'score', '14', '3'], ['東', '京', 'の', '人', 'tokyo'])
    """
    return _spaced(fold(text)).split()


def as_one(text: str) -> str:
    """Return a text, folded, with what hyphens and apostrophes join written as one.

    >>> as_one("the open-source GPT-5"), as_one("Meta's")
    ('the opensource gpt5', 'metas')
    """
    return _JOINED.sub(lambda found: _JOINER.sub("", found[0]), fold(text).translate(_KEEPING_JOINERS))


def joined_at(text: str) -> list[Word]:
    """Return what hyphens and apostrophes join as single words, with the places where they stand.

    >>> joined_at("An Open-Source plan")
    [Word(text='opensource', start=3, end=14)]
    """
    if text.isascii():
        return [Word(joined, *span) for joined, span in _joined(text.lower())]
    folded = [(letter, start, end) for start, end in clusters(text) for letter in fold(text[start:end])]
    found = _joined("".join(letter for letter, _, _ in folded))
    return [Word(joined, folded[first][1], folded[last - 1][2]) for joined, (first, last) in found]


def index_text(text: str) -> str:
    """Return a text as the index takes it: its words with spaces between them, and behind them those with hyphens as one.

    >>> index_text("The Open-Source plan")
    'the open source plan ¦ opensource'
    """
    folded = fold(text)
    spaced = " ".join(_spaced(folded).split())
    joined = " ".join(word for word, _ in _joined(folded))
    return spaced + APART + joined if joined else spaced


def words_at(text: str) -> list[Word]:
    r"""Return the words of a text with the places where they stand, for marking them; an accent that is a sign of its own belongs to its letter.

    >>> words_at("Ça va"), words_at("cafe\u0301")
    ([Word(text='ca', start=0, end=2), Word(text='va', start=3, end=5)], [Word(text='cafe', start=0, end=5)])
    """
    found: list[Word] = []
    letters: list[str] = []
    start = end = 0
    for first, last in clusters(text):
        for letter in _spaced(fold(text[first:last])):
            if letter != " ":
                start, end = first if not letters else start, last
                letters.append(letter)
            elif letters:
                found.append(Word("".join(letters), start, end))
                letters.clear()
    if letters:
        found.append(Word("".join(letters), start, end))
    return found


def _joined(folded: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield what hyphens and apostrophes join in a folded text, as one, and where."""
    if _JOINER.search(folded):
        for found in _JOINED.finditer(folded.translate(_KEEPING_JOINERS)):
            joined = _JOINER.sub("", found[0])
            if len(joined) <= _LONGEST_JOINED:
                yield joined, found.span()


def _spaced(folded: str) -> str:
    """Put spaces for all that is part of no word, and around signs that are words by themselves."""
    return _NO_WORD.sub(" ", folded) if folded.isascii() else folded.translate(_SPACING)
