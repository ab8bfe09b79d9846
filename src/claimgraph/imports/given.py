"""A file or standard input in; its bytes, unpacked, and what kind of thing it is, out."""

from __future__ import annotations

import os
import re
import sys
import zlib
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import InputError, printable, reason
from claimgraph.imports.oneway import refuse_rows
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["FORMATS", "Given", "read_given"]

#: Format -> the kind of importer that reads it. What RDF calls itself otherwise (owl, n3, media types) `imports.rdf` knows.
FORMATS = {
    "trig": "rdf",
    "nq": "rdf",
    "ttl": "rdf",
    "nt": "rdf",
    "rdf": "rdf",
    "jsonld": "rdf",
    "schema": "schema",
    "csv": "table",
    "tsv": "table",
}
_JSON = {"json", "jsonld", "json-ld", "ld+json"}
#: More than this is no text that fits into memory beside what is made of it.
_LARGEST = 4 * 1024**3
#: A packed file may be so many times larger unpacked; statements pack 10 to 50 times.
_RATIO = 300
_PACKED_MIN = 64 * 1024**2
_CHUNK = 1024 * 1024
#: A first line that is longer is no header.
_HEADER = 4096
# A type of schema.org, bare or with a prefix or namespace, as JSON writes it.
_SCHEMA_TYPE = re.compile(rb'"@?type"\s*:\s*(?:\[[^\]]*)?"(?:schema:|https?://schema\.org/)?(?:Claim|ClaimReview)"')


class Given(NamedTuple):
    """An input: its name in messages, its bytes, the kind of importer that reads it, and its format as far as it is known."""

    name: str
    data: bytes
    kind: str
    format: str


def read_given(path: str, *, format_: str = "", mapped: bool = False) -> Given:
    """Read a file (`-` for standard input), unpack it if it is gzip, and find out what it is.

    `mapped` tells that columns are named, so that it is a table.

    Raises:
        InputError: it cannot be read, is empty, is larger than what can be meant, or is rows of our own, which do not come back.
    """
    name = "standard input" if path == "-" else path
    data = _read(path, name)
    shown = name
    if data[:2] == b"\x1f\x8b":
        data = _unpack(data, name)
        shown = name.removesuffix(".gz")
    if not data.strip():
        raise InputError(f"{printable(name)} is empty")
    wanted = format_.lower().lstrip(".") or ("" if path == "-" else os.path.splitext(shown)[1].lower().lstrip("."))
    if not mapped:
        refuse_rows(data, name)
    kind = "table" if mapped else _kind(data, wanted)
    return Given(name, data, kind, "" if wanted == "json" else wanted)


def _kind(data: bytes, wanted: str) -> str:
    """Tell which importer reads the data; JSON is looked into, for half of the web's JSON-LD is called .json, and pages, which hold it."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<" and b"application/ld+json" in data and wanted not in FORMATS:
        return "schema"
    if wanted in _JSON or (wanted not in FORMATS and start in {b"{", b"["}):
        own = (CG + "Claim").encode() in data  # our words alone stand in what we export for schema.org, too
        return "schema" if not own and _SCHEMA_TYPE.search(data) else "rdf"
    return FORMATS.get(wanted) or ("table" if not wanted and _is_table(data) else "rdf")


def _is_table(data: bytes) -> bool:
    """Tell whether the first line is a header that names what every table of claims has; RDF never begins so."""
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEADER].partition(b"\n")[0].decode("utf-8", "replace")
    cells = {cell.strip().strip('"').lower() for cell in re.split(r"[,;\t|]", first)}
    return len(cells) > 1 and ("claim" in cells or {"subject", "predicate", "object"} <= cells)


def _read(path: str, name: str) -> bytes:
    try:
        if path == "-":
            return _limited(sys.stdin.buffer, name)
        with open(path, "rb") as file:
            return _limited(file, name)
    except IsADirectoryError:
        raise InputError(f"{printable(name)} is a folder", "name a file, or - for standard input") from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no file can have this name"
        raise InputError(f"{printable(name)} cannot be read: {why}") from None


def _limited(file: BinaryIO, name: str) -> bytes:
    """Read a piece at a time: who asks for the most that may come takes the memory for it, however little comes."""
    data = bytearray()
    while piece := file.read(_CHUNK):
        data += piece
        if len(data) > _LARGEST:
            raise _too_large(name)
    return bytes(data)


def _unpack(data: bytes, name: str) -> bytes:
    """Unpack gzip (of several members, too), but not what blows up beyond all measure."""
    most = min(_LARGEST, max(_PACKED_MIN, len(data) * _RATIO))
    found: list[bytes] = []
    size = 0
    try:
        while data:
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                piece = unpacker.decompress(data, _CHUNK)
                data = unpacker.unconsumed_tail
                if not piece and not data and not unpacker.eof:
                    raise InputError(f"{printable(name)} is cut off: its gzip has no end", "fetch it again")
                size += len(piece)
                if size > most:
                    raise _too_large(name)
                found.append(piece)
            data = unpacker.unused_data.lstrip(b"\0")
    except zlib.error:
        raise InputError(f"{printable(name)} is not sound gzip", "fetch it again, or unpack it first") from None
    return b"".join(found)


def _too_large(name: str) -> InputError:
    return InputError(f"{printable(name)} is too large to be read into memory", "split it; statements in any order will do")
