"""Rows of cells in, a table out: aligned for a person, tab-separated for a pipe."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimgraph.wording.compact import Compactor

__all__ = ["flat", "render_aligned", "render_tabbed", "render_term"]

_GAP = "  "
#: So many rows say how wide the columns are.
_MEASURED = 1000
#: No longer word has to stay whole.
_WHOLE = 60


def render_term(term: object, compact: Compactor) -> str:
    """Write an RDF term for a person: names short, literals bare; nothing for nothing."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return str(term)


def render_tabbed(columns: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """Yield lines of tab-separated cells; what would break a line or a cell is escaped."""
    yield "\t".join(columns)
    for row in rows:
        yield "\t".join(flat(cell) for cell in row)


def render_aligned(columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int = 0) -> Iterator[str]:
    """Yield the lines of an aligned table that fits a terminal, long cells wrapped.

    The first thousand rows say how wide the columns are; those behind them are not held, and a longer
    word in one stands out of its column.
    """
    rest = iter(rows)
    table = [list(columns), *([_safe(cell) for cell in row] for row in itertools.islice(rest, _MEASURED))]
    wanted = [max(_width(row[n]) for row in table) for n in range(len(columns))]
    words = [max(_width(word) for row in table for word in row[n].split(" ")) for n in range(len(columns))]
    import shutil  # only for a terminal

    widths = _fit(wanted, words, (width or shutil.get_terminal_size((100, 24)).columns) - len(_GAP) * (len(columns) - 1))
    yield from _lines(table[0], widths)
    yield _GAP.join("─" * width for width in widths)
    for row in table[1:]:
        yield from _lines(row, widths)
    for later in rest:
        cells = [_safe(cell) for cell in later]
        fits = all(cell.isascii() and len(cell) <= most for cell, most in zip(cells, widths, strict=True))
        yield from _lines(cells, widths if fits else _widened(cells, widths))


def _widened(row: Sequence[str], widths: Sequence[int]) -> list[int]:
    """Return the widths of a row that was not measured with the others, in which no word of a common length is broken."""
    return [max(width, *(min(_width(word), _WHOLE) for word in cell.split(" "))) for cell, width in zip(row, widths, strict=True)]


def _fit(wanted: list[int], words: list[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit: never below their longest words, so that an id can be copied whole."""
    widths = list(wanted)
    for least in ([max(word, min(all_, 28)) for word, all_ in zip(words, wanted, strict=True)], [min(word, _WHOLE) for word in words]):
        while sum(widths) > room:
            excess = [width - low for width, low in zip(widths, least, strict=True)]
            if max(excess, default=0) <= 0:
                break
            widths[max(range(len(widths)), key=lambda n: (excess[n] > 0, widths[n]))] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max((len(cell) for cell in cells), default=0)):
        line = (cell[number] if number < len(cell) else "" for cell in cells)
        yield _GAP.join(part + " " * (width - _width(part)) for part, width in zip(line, widths, strict=True)).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Break a text at spaces, and within a word where it is longer than the column."""
    lines, line = [], ""
    for whole in text.split(" "):
        word = whole
        while _width(word) > width:
            head = _cut(word, width - _width(line) - bool(line)) if width - _width(line) > 8 or not line else ""
            lines.append(f"{line} {head}".strip() if head else line)
            line, word = "", word[len(head) :]
        if line and _width(line) + 1 + _width(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _cut(word: str, width: int) -> str:
    end = 1
    while end < len(word) and _width(word[: end + 1]) <= width:
        end += 1
    return word[:end]


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _safe(cell: str) -> str:
    return cell if cell.isprintable() else "".join(c if c.isprintable() else " " for c in cell)


def flat(cell: str) -> str:
    r"""Escape what would break a line or a cell.

    >>> print(flat("a\tb"))
    a\tb
    """
    if cell.isprintable() and "\\" not in cell:
        return cell
    return cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
