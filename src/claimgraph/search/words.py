"""Text in; its words out, as the index and whoever searches it understand them: without case and accents, and writing without spaces sign by sign.

What counts as a word is settled here alone. The full-text engine gets words that are
ready, and only cuts them at spaces.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["APART", "JOINERS", "Word", "as_one", "fold", "index_text", "joined_at", "words_at", "words_of"]

#: Stands between texts of one thing, so that no phrase reaches from one into the next; nobody can search for it.
APART = " \u00a6 "
#: Signs that join two words into one: GPT-5 is also found as gpt5, and O'Brien as obrien.
JOINERS = "-'\u2010\u2011\u2019\u02bc"
_JOINED = re.compile(rf"[^\W_]+(?:[{JOINERS}][^\W_]+)+")
_JOINER = re.compile(f"[{JOINERS}]")
_NO_WORD = re.compile(r"[\W_]+")
#: Writing that has no spaces between words (Chinese, Japanese, Thai, Lao, Tibetan, Burmese, Khmer), or puts endings to them (Korean).
_SIGNS = (
    "\u0e00-\u0eff\u0f00-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3040-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SIGN = re.compile(f"([{_SIGNS}])")
_LONGEST_JOINED = 60


class Word(NamedTuple):
    """A word as it is searched for, and where it stands in its text (code points, the end exclusive)."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    r"""Return a text without case, accents and differences of width.

    >>> fold("Zürich"), fold("STRASSE"), fold("Straße"), fold("\uff27\uff30\uff34"), fold("한국")
    ('zurich', 'strasse', 'strasse', 'gpt', '한국')
    """
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in taken_apart if unicodedata.category(c)[0] != "M"))


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
    return _JOINED.sub(lambda found: _JOINER.sub("", found[0]), fold(text))


def joined_at(text: str) -> list[Word]:
    """Return what hyphens and apostrophes join as single words, with the places where they stand.

    >>> joined_at("An Open-Source plan")
    [Word(text='opensource', start=3, end=14)]
    """
    if not _JOINER.search(text):
        return []
    found = ((_JOINER.sub("", fold(found[0])), found) for found in _JOINED.finditer(text))
    return [Word(joined, *at.span()) for joined, at in found if len(joined) <= _LONGEST_JOINED]


def index_text(text: str) -> str:
    """Return a text as the index takes it: its words with spaces between them, and behind them those with hyphens as one.

    >>> index_text("The Open-Source plan")
    'the open source plan ¦ opensource'
    """
    spaced = _spaced(fold(text)).strip()
    joined = " ".join(word.text for word in joined_at(text))
    return spaced + APART + joined if joined else spaced


def words_at(text: str) -> list[Word]:
    """Return the words of a text with the places where they stand, for marking them.

    >>> words_at("Ça va")
    [Word(text='ca', start=0, end=2), Word(text='va', start=3, end=5)]
    """
    found: list[Word] = []
    letters: list[str] = []
    start = end = 0
    for at, sign in enumerate(text):
        for letter in _spaced(fold(sign)):  # an accent of its own folds to nothing, and belongs to the letter before it
            if letter != " ":
                start, end = at if not letters else start, at + 1
                letters.append(letter)
            elif letters:
                found.append(Word("".join(letters), start, end))
                letters.clear()
    if letters:
        found.append(Word("".join(letters), start, end))
    return found


def _spaced(folded: str) -> str:
    """Put single spaces for all that is no letter and no digit, and around signs that are words by themselves."""
    if folded.isascii():
        return _NO_WORD.sub(" ", folded)
    return _SIGN.sub(r" \1 ", _NO_WORD.sub(" ", folded))
