"""Bytes of strangers in, the same bytes out, unless they are made to blow up the engine.

The parsers expand entities of XML without end, and fall over when triple terms nest
a few thousand deep. Nobody writes either by accident.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from claimgraph.errors import InputError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Lines", "NestingGuard", "check_entities", "pieces"]

_PIECE = 1024 * 1024
_DEEPEST = 500
_NESTING = re.compile(rb"<<\(|\)>>")
#: Entities shorten namespaces: such a text is short, and holds no other entity.
_LONGEST = 1000
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|([^>]*))")
#: What all entities of a file may come to, beside ten times its size.
_MOST = 64 * 1024**2


class Lines:
    """A file that gives a line at a time, so that the number of lines read is the place where its reader is."""

    def __init__(self, file: BinaryIO) -> None:
        """Start at the first line."""
        self._file = file
        self._rest = b""
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as is asked for."""
        if not self._rest:
            self._rest = self._file.readline()
            self.line += bool(self._rest)
        part, self._rest = (self._rest[:size], self._rest[size:]) if size >= 0 else (self._rest, b"")
        return part


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of a file, a piece at a time."""
    while piece := file.read(_PIECE):
        yield piece


class NestingGuard:
    """A file whose reading fails where triple terms nest deeper than anybody writes them."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Watch a file."""
        self._file = file
        self._name = name
        self._depth = 0
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            InputError: triple terms nest too deep.
        """
        piece = self._file.read(size)
        if b"<<(" in piece or self._depth or self._end:
            text = self._end + piece
            for found in _NESTING.finditer(text):
                self._depth = self._depth + 1 if found[0] == b"<<(" else 0
                if self._depth > _DEEPEST:
                    raise InputError(
                        f"{printable(self._name)}: triple terms nest deeper than {_DEEPEST}", "nobody means that; is the file sound?"
                    )
        self._end = _open_end(piece)
        return piece


def _open_end(piece: bytes) -> bytes:
    """Return what a piece ends in, if a bracket may go on in the next one."""
    return next((piece[-n:] for n in (2, 1) if piece[-n:] in {b"<<", b"<", b")>", b")"}), b"")


def check_entities(file: BinaryIO, name: str) -> None:
    """Look through RDF/XML for entities that would blow up; the file is read to its end if it declares any.

    Raises:
        InputError: it declares such.
    """
    head = file.read(_PIECE)
    if b"<!ENTITY" not in head:
        return
    start = head.find(b"<!DOCTYPE")
    lengths: dict[bytes, int] = {}
    for found in _ENTITY.finditer(head, start):
        value = found[3] or found[4] or b""
        if found[1] or found[5] or len(value) > _LONGEST or re.search(rb"&(?!#)", value):
            raise InputError(f"{printable(name)}: the entity '{printable(found[2].decode('utf-8', 'replace'))}' is none that shortens a namespace",
                             "entities hold a short text, no further entities and no address; write it out")  # fmt: skip
        lengths[found[2]] = len(value)
    size = total = 0
    for piece in (head, *pieces(file)) if lengths else ():
        size += len(piece)
        total += sum(piece.count(b"&" + entity + b";") * length for entity, length in lengths.items())
        if total > _MOST + 10 * size:
            raise InputError(
                f"{printable(name)}: its entities come to more than {_MOST // 1024**2} MB", "nobody means that; write them out"
            )
