"""RDF statements in, bytes in one of RDF's syntaxes out: the same bytes for the same statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["write_rdf"]

#: Before a subject, or a graph: the engine indents the other lines, and no text or name has a line break in it.
_THINGS = re.compile(rb"\n(?=[^\t}\n])|(?<= \.)\n(?=\t)")
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
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    if spaced:
        body = _THINGS.sub(b"\n\n", body)
    used = {p: iri for p, iri in prefixes.items() if f"{p}:".encode() in body}
    out.write("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(used.items())).encode() + b"\n" + body)
