"""A text and a size in; about how wide it comes out in a sans-serif face.

A picture is written without a font at hand, and shown with whichever the reader has. So
widths are reckoned by class of character, a little on the wide side: room too large is not
seen, room too small is.
"""

from __future__ import annotations

import functools
import unicodedata

__all__ = ["LINE", "fold", "shorten_to", "text_width"]

#: The height of a line, as a share of the size of its letters.
LINE = 1.2
_BOLD = 1.06
_CLASSES = {
    0.29: "iIjl.,:;!| \u2018\u2019·",
    0.38: "frt()[]{}/\\'\"`°*",
    0.46: "-“”",
    0.57: "ckszvxyJ?_^",
    0.62: "abdeghnopquEFL",
    0.65: "0123456789PSTZ$€£#+=<>~\u2013",
    0.69: "BKRXYAV",
    0.77: "CDGHNOQU",
    0.83: "w",
    0.92: "mM",
    1.0: "W%@&—…",
}
_WIDTHS = {character: width for width, characters in _CLASSES.items() for character in characters}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in the units of its size.

    >>> round(text_width("Muse Spark", 20)), round(text_width("Muse Spark", 20, bold=True)), round(text_width("東京", 20))
    (117, 124, 40)
    """
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


@functools.cache
def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.0
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc", "Cs"}:
        return 0.0
    # An accented letter is as wide as the letter.
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, 0.7)


def shorten_to(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut a text so that it fits, with an ellipsis for what is gone.

    >>> shorten_to("Meta Superintelligence Labs", 100, 15), shorten_to("Meta", 100, 15)
    ('Meta Supe…', 'Meta')
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width("…", size, bold=bold)
    end = 0
    while end < len(text) and text_width(text[: end + 1], size, bold=bold) <= room:
        end += 1
    return text[:end].rstrip() + "…"


def fold(text: str, width: float, size: float, *, bold: bool = False, lines: int = 2) -> list[str]:
    """Break a text at its spaces into lines that fit; the last one is cut where there are too many.

    >>> fold("open-source versions of its next models", 150, 15)
    ['open-source', 'versions of its ne…']
    """
    folded: list[str] = []
    words = text.split()
    while words and len(folded) < lines - 1:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size, bold=bold) <= width:
            count += 1
        folded.append(shorten_to(" ".join(words[:count]), width, size, bold=bold))
        words = words[count:]
    return [*folded, shorten_to(" ".join(words), width, size, bold=bold)] if words else folded
