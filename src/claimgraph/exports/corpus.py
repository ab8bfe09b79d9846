"""A corpus in; a file of RDF out, the same bytes for the same corpus."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import OutputError, did_you_mean
from claimgraph.exports.serialize import write_rdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EXPORT_FORMATS", "Loss", "export_format", "export_quads"]

_DEFAULT = ox.DefaultGraph()
#: File extension -> format; those of triples alone hold the default graph only.
EXPORT_FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Loss(NamedTuple):
    """What a format could not hold: quads left out, and the named graphs they are of."""

    quads: int
    graphs: int


def export_format(name: str, output: str) -> ox.RdfFormat:
    """Return the format that a name or else the output's extension asks for.

    Raises:
        OutputError: neither names one.
    """
    wanted = name.lower().lstrip(".") or os.path.splitext(output)[1].lower().lstrip(".")
    known = EXPORT_FORMATS.get(wanted) or _by_media_type(wanted)
    if known is None:
        what = f"there is no export format '{name}'" if name else f"the name {output} tells no format" if output else "in which format?"
        raise OutputError(what, did_you_mean(wanted, EXPORT_FORMATS) or f"one of {', '.join(EXPORT_FORMATS)}, with --format")
    return known


def _by_media_type(name: str) -> ox.RdfFormat | None:
    found = ox.RdfFormat.from_media_type(name) or ox.RdfFormat.from_extension(name)
    return found if found in EXPORT_FORMATS.values() else None


def export_quads(quads: Sequence[ox.Quad], format_: ox.RdfFormat, out: BinaryIO, prefixes: Mapping[str, str]) -> Loss:
    """Write sorted quads; returns what the format cannot hold."""
    if format_.supports_datasets:
        write_rdf(quads, format_, out, prefixes)
        return Loss(0, 0)
    kept = [ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.graph_name == _DEFAULT]
    write_rdf(kept, format_, out, prefixes)
    return Loss(len(quads) - len(kept), len({q.graph_name for q in quads} - {_DEFAULT}))
