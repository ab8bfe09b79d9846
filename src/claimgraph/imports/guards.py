"""Bytes of strangers in, the same bytes out, unless they are made to blow up the engine.

The parsers expand entities of XML without end, and fall over, or need minutes or all
memory, where brackets nest a few thousand deep. Nobody writes either by accident.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from claimgraph.errors import InputError, Where, printable
from claimgraph.imports.nesting import DOCTYPE, nesting_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Guard", "Lines", "pieces"]

_PIECE = 1024 * 1024
_DEEPEST = 500
#: The parsers refuse such a token, too, or hold it in memory.
_LONGEST_TOKEN = 64 * 1024**2
#: Entities shorten namespaces: such a text is short, and holds no other entity.
_LONGEST = 1000
_ENTITY = re.compile(rb"<!ENTITY\s*(%\s*)?([^\s\"'>]+)\s*(?:\"([^\"]*)\"|'([^']*)'|([^>]*))")
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


class Guard:
    """A file of RDF whose reading fails where something nests deeper, or entities come to more, than anybody writes.

    It reads ahead of its reader, and holds no more than a piece, and a token that is not yet at its end.
    """

    def __init__(self, file: BinaryIO, name: str, syntax: ox.RdfFormat, *, above: int = 0) -> None:
        """Watch a file, or what stands in one below so many lines."""
        self._file = file
        self._name = name
        self._nesting = nesting_of(syntax)
        self._depth = 0
        self._line = above + 1
        #: The line in which the last token began that is longer than a piece.
        self.long = 0
        self._open = b""  # what the scan has not stepped over: a token whose end is not there yet
        self._ahead = b""
        self._at = 0
        self._entities = _Entities(name) if syntax == ox.RdfFormat.RDF_XML else None

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            InputError: it nests too deep, a text in it is too long, or its entities blow up.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        if self._at >= len(self._ahead):
            # A token that goes on through many pieces is scanned again with each: they grow as it does.
            self._ahead, self._at = self._file.read(max(_PIECE, len(self._open))), 0
            self._scan(self._open + self._ahead)
            while self._open[:9].upper() == b"<!DOCTYPE":  # nobody may see the beginning of one before we have seen all of it
                more = self._file.read(_PIECE)
                if not more or len(self._open) > _PIECE:
                    raise self._too("a document type ends nowhere", self._open, 0)
                self._ahead += more
                self._scan(self._open + more)
        part = self._ahead[self._at : self._at + size]
        self._at += len(part)
        return part

    def _scan(self, text: bytes) -> None:
        flat, up, down, what, lines = self._nesting
        skip, rise, fall = flat.match, up.match, down.match
        at, depth = 0, self._depth
        if lines and not depth and (lines not in text or not _may_nest(text, lines)):
            at = text.rfind(b"\n") + 1
        while at < len(text):
            stepped = skip(text, at)
            at = stepped.end() if stepped else at
            if found := rise(text, at):
                depth += 1
                if depth > _DEEPEST:
                    raise self._too(f"it nests deeper than {_DEEPEST} {what}", text, at)
            elif found := fall(text, at):
                depth = depth - 1 if depth else 0
            elif self._entities and (found := DOCTYPE.match(text, at)):
                self._entities.declare(found[0])
            else:
                break
            at = found.end()
        if self._entities:
            self._entities.count(text, at)
        self._depth = depth
        self._line += text.count(b"\n", 0, at)
        self._open = text[at:]
        if len(self._open) > _PIECE:
            self.long = self._line
        if len(self._open) > _LONGEST_TOKEN:
            raise self._too(f"what begins here is longer than {_LONGEST_TOKEN // 1024**2} MB", self._open, 0)

    def _too(self, what: str, text: bytes, at: int) -> InputError:
        where = Where(self._name, self._line + text.count(b"\n", 0, at), 1)
        return InputError(f"{printable(str(where))}: {what}", "nobody means that; is the file sound?")


def _may_nest(text: bytes, up: bytes) -> bool:
    """Tell whether a line may nest too deep; most are too short."""
    lines = text.split(b"\n")
    return max(map(len, lines)) > 2 * _DEEPEST and any(line.count(up) > _DEEPEST for line in lines)


class _Entities:
    """The entities that a file declares, and what they come to where they are used."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lengths: dict[bytes, int] = {}
        self._size = self._total = self._declared = self._seen = 0

    def declare(self, doctype: bytes) -> None:
        """Take up the entities of a document type.

        Raises:
            InputError: one is no short text.
        """
        found = list(_ENTITY.finditer(doctype))
        self._declared += len(found)
        for entity in found:
            value = entity[3] or entity[4] or b""
            if entity[1] or entity[5] or len(value) > _LONGEST or re.search(rb"&(?!#)", value):
                raise self._wrong(f"the entity '{printable(entity[2].decode('utf-8', 'replace'))}' is none that shortens a namespace")
            self._lengths[entity[2]] = max(len(value), self._lengths.get(entity[2], 0))

    def count(self, text: bytes, end: int) -> None:
        """Count what is used in a text, up to its end.

        Raises:
            InputError: it comes to too much, or an entity is declared where, or as, the parsers do not agree.
        """
        self._size += end
        self._seen += text.count(b"<!ENTITY", 0, end)
        if self._seen > self._declared or (b"<!ENTITY" in text[end:] and text[end : end + 9].upper() != b"<!DOCTYPE"):
            raise self._wrong("an entity is declared outside of the document type, or not soundly")
        if self._lengths:
            self._total += sum(text.count(b"&" + entity + b";", 0, end) * length for entity, length in self._lengths.items())
            if self._total > _MOST + 10 * self._size:
                raise InputError(
                    f"{printable(self._name)}: its entities come to more than {_MOST // 1024**2} MB", "nobody means that; write them out"
                )

    def _wrong(self, what: str) -> InputError:
        hint = "entities hold a short text, no further entities and no address; write it out"
        return InputError(f"{printable(self._name)}: {what}", hint)
