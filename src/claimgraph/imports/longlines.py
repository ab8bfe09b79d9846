"""Lines of N-Quads or N-Triples in, quads out, however long a line is: the engine's parser of files holds only so much of one.

Its parser of bytes in memory holds more, but does not keep the labels of blank nodes:
so a long line goes there with names for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_lines"]

#: Bytes. The parser gives up at a token of 16 MB.
LONG = 8 * 1024**2
_PIECE = 1024 * 1024
_END = re.compile(rb"[\r\n]")
_TEXT_IRI_OR_BLANK = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|<[^<>]*+>|_:([\w\x80-\xff:-](?:[\w\x80-\xff:.-]*[\w\x80-\xff:-])?)')


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def parse_lines(file: _Readable, syntax: ox.RdfFormat, names: str, base: str) -> Iterator[ox.Quad]:
    """Yield the quads of a text; `names` and a hyphen are what the IRIs of the blank nodes of a long line begin with.

    Raises:
        SyntaxError: a line is wrong; it says which of the text.
        ValueError: the base is no IRI.
    """
    lines: Any = _Lines(file)
    above = 0
    try:
        while not lines.ended:
            yield from ox.parse(lines, format=syntax, base_iri=base)
            above += lines.passed
            long, lines.long, lines.passed = lines.long, b"", 0
            if long:
                yield from _parse_long(long, syntax, names, base)
                above += long.count(b"\n")
    except SyntaxError as error:
        if error.lineno:
            error.lineno += above
        raise


def _parse_long(line: bytes, syntax: ox.RdfFormat, names: str, base: str) -> ox.Store:
    """Return what a line says."""

    def name(found: re.Match[bytes]) -> bytes:
        return b"<%b-%b>" % (names.encode(), found[1]) if found[1] else found[0]

    store = ox.Store()
    store.bulk_load(_TEXT_IRI_OR_BLANK.sub(name, line), format=syntax, base_iri=base)
    return store


class _Lines:
    """A file that seems to end before a long line, which then stands in `long`; once that is taken away, it goes on behind it."""

    def __init__(self, file: _Readable) -> None:
        self.long = b""
        self.ended = False
        #: How many lines have been read since somebody set this to zero.
        self.passed = 0
        self._file = file
        self._rest = b""
        self._ready, self._at = b"", 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, of whole lines."""
        if self._at >= len(self._ready):
            if self.long or self.ended:
                return b""
            self._ready, self._at = self._next(), 0
            self.passed += self._ready.count(b"\n")
        part = self._ready[self._at : self._at + size] if size >= 0 else self._ready[self._at :]
        self._at += len(part)
        return part

    def _next(self) -> bytes:
        """Return some whole lines; none at the end and before a long one."""
        held: list[bytes] = []
        length, piece = 0, self._rest or self._file.read(_PIECE)
        while piece:
            end = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
            found = _END.search(piece) if end and length > LONG else None
            if found:
                end = found.end()
                self.long, self._rest = b"".join((*held, piece[:end])), piece[end:]
                return b""
            if end:
                self._rest = piece[end:]
                return b"".join((*held, piece[:end]))
            held.append(piece)
            length += len(piece)
            piece = self._file.read(_PIECE)
        self._rest, self.ended = b"", True
        last = b"".join(held)
        if length > LONG:
            self.long = last
            return b""
        return last
