r"""Text in; the same text without what does not count in a search out: case, width, accents, and signs that nobody sees.

What makes another letter stays: パ is not ハ, й is not и, and vowel signs of Hindi or
Thai are as much of a word as its consonants. Accents of Latin and Greek, stress over
Cyrillic, points of Hebrew and Arabic are left out, as they often are in writing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["clusters", "fold"]

#: Accents of Latin, Greek and whatever else has them, titlo over Cyrillic, points of Hebrew, Arabic (and the sign that carries them) and Syriac.
_ACCENT = re.compile(
    "[\u0640\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
#: What an accent makes of a Cyrillic letter is another letter, as й is; these alone are the same letters as without.
_CYRILLIC = re.compile("([\u0400-\u052f])([\u0300-\u036f]+)")
_SAME_CYRILLIC = "\u0400\u0401\u040d\u0450\u0451\u045d"
#: An alef is written with its hamza or madda, or without them.
_ALEF = re.compile("(?<=\u0627)[\u0653-\u0655]+")
#: Letters that are written so where there are no others, and that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "\u0131": "i", "ȷ": "j"}
)
#: Stretches an Arabic word on its line.
_TATWEEL = "\u0640"
#: Letters to Unicode that make one sign with what stands before them: points of Arabic on what carries them, halves of Korean
#: syllables, narrow voicing marks of Japanese.
_HALF = re.compile("[\ufcf2-\ufcf4\ufe70-\ufe7f\u1160-\u11ff\u3131-\u318e\ud7b0-\ud7fb\uff9e-\uffdc]")


class _Seen(dict[int, "int | None"]):
    """What `str.translate` writes for a sign: nothing for soft hyphens, joiners, direction marks and the like; each is worked out once."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        variant = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
        unseen = unicodedata.category(sign) == "Cf" or sign == _TATWEEL or variant
        self[code] = None if unseen else code
        return self[code]


_SEEN = _Seen()


def fold(text: str) -> str:
    r"""Return a text without case, accents, differences of width and signs that nobody sees.

    >>> fold("Zürich"), fold("STRASSE"), fold("Straße"), fold("\uff27\uff30\uff34"), fold("한국"), fold("Łódź"), fold("avo\xadcado")
    ('zurich', 'strasse', 'strasse', 'gpt', '한국', 'lodz', 'avocado')
    >>> fold("パリ"), fold("बोल"), fold("Йод"), fold("Ёлка")
    ('パリ', 'बोल', 'йод', 'елка')
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SEEN))
    bare = _ALEF.sub("", _ACCENT.sub("", _CYRILLIC.sub(_letter, apart)))
    return unicodedata.normalize("NFC", bare.casefold().translate(_LETTERS))


def clusters(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where each letter of a text stands, with the marks and unseen signs behind it: each can be folded by itself.

    >>> list(clusters("cafe\u0301 ab")), list(clusters("ab"))
    ([(0, 1), (1, 2), (2, 3), (3, 5), (5, 6), (6, 7), (7, 8)], [(0, 1), (1, 2)])
    """
    start = 0
    for at in range(1, len(text)):
        if not _goes_on(text[start], text[at]):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _goes_on(base: str, sign: str) -> bool:
    """Tell whether a sign belongs to the letter (or the mark without one) before it."""
    if sign.isascii():
        return False
    behind = unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"} or sign == _TATWEEL or _HALF.match(sign) is not None
    return behind and (base.isalnum() or unicodedata.category(base) in {"Mn", "Mc", "Me", "So"})  # letters in circles are So


def _letter(found: re.Match[str]) -> str:
    """Return a Cyrillic letter without its accents, unless the first of them makes another letter of it."""
    letter = unicodedata.normalize("NFC", found[0])[0]
    return found[1] if letter in _SAME_CYRILLIC else letter
