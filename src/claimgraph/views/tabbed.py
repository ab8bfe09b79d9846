"""An answer's rows in; lines of tab-separated cells for a pipe out, names short and texts bare, as fast as the engine gives them.

The engine writes rows as SPARQL's own TSV faster than it hands out their terms, and
most of its cells come again and again: each is shortened once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from claimgraph.views.table import flat, render_term
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["write_tabbed"]

_TSV = ox.QueryResultsFormat.TSV
#: So many shortened cells are remembered.
_MOST = 50_000
_ESCAPED = r"\\(.)"  # a text, not a pattern: hardly any answer needs it


def write_tabbed(answer: ox.QuerySolutions, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    r"""Write rows as `render_tabbed` does.

    >>> import io
    >>> rows = ox.parse_query_results('?a\t?b\n<http://x/y>\t"one\\ttwo"@en\n\t1\n', _TSV)
    >>> write_tabbed(rows, out := io.BytesIO(), {"x": "http://x/"})
    >>> out.getvalue()
    b'a\tb\nx:y\tone\\ttwo\n\t1\n'
    """
    out.write(("\t".join(variable.value for variable in answer.variables) + "\n").encode())
    lines = _Lines(out, prefixes)
    answer.serialize(cast("BinaryIO", lines), format=_TSV)
    lines.finish()


class _Lines:
    """A file that the engine writes SPARQL's TSV to, and that writes it shorter to another."""

    def __init__(self, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
        self._out = out
        self._cells = _Cells(Compactor(prefixes))
        self._rest = b""
        self._begun = False

    def write(self, data: bytes) -> int:
        lines, end, rest = (self._rest + data).rpartition(b"\n")
        self._rest = rest
        if end and not self._begun:  # the names of the columns, which have a sign before them here
            self._begun = True
            _, end, lines = lines.partition(b"\n")
        if end:
            self._shorten(lines.decode())
        return len(data)

    def flush(self) -> None:
        """Leave it to the end: the engine flushes when it is done."""

    def finish(self) -> None:
        """Write what has no end of line; nothing has, unless the engine changes its ways."""
        if self._rest:
            self._shorten(self._rest.decode())

    def _shorten(self, lines: str) -> None:
        cells = self._cells
        if len(cells) > _MOST:
            cells.clear()
        cells["\n"] = "\n"
        # A line's end is made a cell of its own, so that all lines are taken apart and put together at once.
        shortened = "\t".join(map(cells.__getitem__, lines.replace("\n", "\t\n\t").split("\t")))
        self._out.write((shortened.replace("\t\n\t", "\n") + "\n").encode())


class _Cells(dict[str, str]):
    """Cells of SPARQL's TSV and what they are shortened to; of one that is not known, that is found out."""

    def __init__(self, compact: Compactor) -> None:
        super().__init__()
        self._compact = compact

    def __missing__(self, cell: str) -> str:
        short = self[cell] = self._shorten(cell)
        return short

    def _shorten(self, cell: str) -> str:
        if cell.startswith("<<"):
            return flat(render_term(_term(cell), self._compact))
        if cell.startswith("<"):
            return flat(self._compact(cell[1:-1]))
        if cell.startswith('"'):
            text = cell[1 : cell.rindex('"')]  # no language and no datatype has a quotation mark
            return re.sub(_ESCAPED, _unquoted, text) if "\\" in text else text
        return cell


def _unquoted(found: re.Match[str]) -> str:
    """Return a character as it was escaped, unless it is a quotation mark, which need not be."""
    return '"' if found[1] == '"' else found[0]


def _term(cell: str) -> object:
    answer = ox.parse_query_results(f"?it\n{cell}\n", _TSV)
    assert isinstance(answer, ox.QuerySolutions)
    return next(iter(answer))[0]
