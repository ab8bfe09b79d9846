"""RDF statements in, bytes in one of RDF's syntaxes out: the same bytes for the same statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["stream_rdf", "write_rdf"]

#: Before a subject, or a graph: the engine indents the other lines, and no text or name has a line break in it.
_THINGS = re.compile(rb"\n(?=[^\t}\n])|(?<= \.)\n(?=\t)")
#: An answer that is longer is written before its end is known.
_MOST_HELD = 4_000_000
_WITH_PREFIXES = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3)


def write_rdf(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    format_: ox.RdfFormat,
    out: BinaryIO,
    prefixes: Mapping[str, str],
    *,
    spaced: bool = False,
) -> None:
    """Write statements in the order given, with the prefixes that they use; `spaced` puts a blank line before each thing.

    The engine declares prefixes in no fixed order; so they are written here, sorted,
    before what it writes.
    """
    if format_ not in _WITH_PREFIXES or not (prefixes or spaced):
        ox.serialize(statements, out, format=format_)
        return
    body = ox.serialize(statements, format=format_, prefixes=dict(prefixes))
    assert body is not None  # it is None only where an output is given
    body = _beheaded(body)
    if spaced:
        body = _THINGS.sub(b"\n\n", body)
    out.write(_head(_used(prefixes, body)) + body)


def stream_rdf(answer: ox.QueryTriples, format_: ox.RdfFormat, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Write the triples of an answer as they come, as `write_rdf` does, without holding more than some megabytes of them.

    Which prefixes they use is known at their end: so what is longer than that declares all prefixes.
    """
    if format_ not in _WITH_PREFIXES or not prefixes:
        answer.serialize(out, format=format_)
        return
    behind = _BehindHead(out, prefixes)
    ox.serialize(answer, cast("BinaryIO", behind), format=format_, prefixes=dict(prefixes))
    behind.finish()


class _BehindHead:
    """A file that the engine writes to, and that writes the prefixes and what comes behind them to another."""

    def __init__(self, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
        self._out = out
        self._prefixes = prefixes
        self._held: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        if self._held is None:
            return self._out.write(data)
        self._held += data
        if len(self._held) > _MOST_HELD:
            self._begin(self._prefixes)
        return len(data)

    def flush(self) -> None:
        """Leave it to the end: the engine flushes when it is done."""

    def finish(self) -> None:
        if self._held is not None:
            self._begin(_used(self._prefixes, _beheaded(bytes(self._held))))

    def _begin(self, prefixes: Mapping[str, str]) -> None:
        assert self._held is not None
        self._out.write(_head(prefixes) + _beheaded(bytes(self._held)))
        self._held = None


def _beheaded(body: bytes) -> bytes:
    """Return what stands behind the prefixes that the engine declares."""
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    return body


def _used(prefixes: Mapping[str, str], body: bytes) -> dict[str, str]:
    return {prefix: iri for prefix, iri in prefixes.items() if f"{prefix}:".encode() in body}


def _head(prefixes: Mapping[str, str]) -> bytes:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items())).encode() + b"\n"
