"""Quads in; a file of RDF out, the same bytes for the same quads."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import OutputError
from claimgraph.exports.jsonld import write_jsonld
from claimgraph.exports.loss import Loss, account
from claimgraph.exports.rdfxml import write_rdfxml
from claimgraph.exports.reading_order import reading_order
from claimgraph.exports.serialize import write_rdf
from claimgraph.exports.xmlsafe import XmlJudge
from claimgraph.rdf.describe import description_graph, metadata_quad
from claimgraph.rdf.quads import order
from claimgraph.rdf.reify import reify
from claimgraph.values import is_iri
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimgraph.exports.formats import Format

__all__ = ["Shape", "check_shape", "export_quads"]

_DEFAULT = ox.DefaultGraph()
_TYPE, _CLAIM = ox.NamedNode(RDF + "type"), ox.NamedNode(CG + "Claim")


class Shape(NamedTuple):
    """How claims and their metadata are laid out: one of REIFICATIONS, and a named graph for what stands in the default graph."""

    reify: str = "named-graph"
    meta_graph: str = ""


def check_shape(shape: Shape, format_: Format) -> None:
    """Check that a format can be laid out so.

    Raises:
        OutputError: it cannot.
    """
    if format_.rdf is None:
        if shape != Shape():
            option = "--meta-graph" if shape.meta_graph else f"--reify {shape.reify}"
            raise OutputError(f"{option} is for RDF, and {format_.title} has a layout of its own", "leave it out, or ask for nq or ttl")
        return
    if shape.reify == "rdf12" and format_.rdf == ox.RdfFormat.JSON_LD:
        raise OutputError("JSON-LD has no triple terms yet", "write nq, trig, ttl, nt or rdf; or take --reify rdf-statement")
    if shape.meta_graph and not format_.rdf.supports_datasets:
        raise OutputError(f"{format_.title} has no named graphs, so none for metadata", "write nq, trig or jsonld")
    if shape.meta_graph and not is_iri(shape.meta_graph):
        raise OutputError(f"--meta-graph: '{shape.meta_graph}' is no absolute IRI", "such as https://example.org/metadata")


def export_quads(quads: Sequence[ox.Quad], format_: Format, out: BinaryIO, prefixes: Mapping[str, str], base: str, shape: Shape) -> Loss:
    """Write sorted quads, laid out as asked; returns what the format cannot hold.

    Raises:
        OutputError: the graph for metadata is already one of something else.
    """
    assert format_.rdf is not None
    if not format_.rdf.supports_datasets:
        return _export_triples(quads, format_, out, prefixes, base, shape)
    laid = quads if shape.reify == "named-graph" else reify(quads, shape.reify, base, graphs=True)
    laid = _with_meta(laid, shape.meta_graph, base) if shape.meta_graph else laid
    main = ox.NamedNode(shape.meta_graph) if shape.meta_graph else _DEFAULT
    if format_.rdf == ox.RdfFormat.N_QUADS:
        write_rdf(laid, format_.rdf, out, prefixes)
    elif format_.rdf == ox.RdfFormat.JSON_LD:
        write_jsonld(reading_order(laid, base, main), out, prefixes)
    else:
        write_rdf(reading_order(laid, base, main), format_.rdf, out, prefixes, spaced=True)
    return account(format_.name, quads, lambda _: None)


def _with_meta(quads: Sequence[ox.Quad], iri: str, base: str) -> list[ox.Quad]:
    """Move the default graph into a named one, whose name the description tells whoever reads it from a store."""
    graph = ox.NamedNode(iri)
    if any(quad.graph_name == graph for quad in quads):
        raise OutputError(f"--meta-graph: there is a graph <{iri}> already", "name one that holds nothing else")
    moved = (ox.Quad(q.subject, q.predicate, q.object, graph) if q.graph_name == _DEFAULT else q for q in quads)
    described = any(quad.graph_name == ox.NamedNode(description_graph(base)) for quad in quads)
    return sorted([*moved, *([metadata_quad(base, iri)] if described else [])], key=order)


# ------------------------------------------------------------ formats without named graphs


def _export_triples(quads: Sequence[ox.Quad], format_: Format, out: BinaryIO, prefixes: Mapping[str, str], base: str, shape: Shape) -> Loss:
    assert format_.rdf is not None
    lost = _unwritable(quads, format_, base, shape)
    left = [quad for quad in quads if quad not in lost]
    laid = left if shape.reify == "named-graph" else reify(left, shape.reify, base, graphs=False)
    plain = {ox.Quad(*quad.triple) for quad in laid}
    if format_.rdf == ox.RdfFormat.N_TRIPLES:
        write_rdf([quad.triple for quad in sorted(plain, key=order)], format_.rdf, out, prefixes)
        return account(format_.name, quads, lost.get)
    triples = [quad.triple for quad in reading_order(plain, base)]
    if format_.rdf == ox.RdfFormat.RDF_XML:
        unnamed = write_rdfxml(triples, out, prefixes)
        lost |= {quad: unnamed[quad.triple] for quad in quads if quad.triple in unnamed and quad not in lost}
    else:
        write_rdf(triples, format_.rdf, out, prefixes, spaced=True)
    return account(format_.name, quads, lost.get)


def _unwritable(quads: Sequence[ox.Quad], format_: Format, base: str, shape: Shape) -> dict[ox.Quad, tuple[str, str]]:
    """Return the quads that cannot be written, and why."""
    claims = {q.subject for q in quads if q.predicate == _TYPE and q.object == _CLAIM}
    view = {q.triple for q in quads if q.graph_name == _DEFAULT}
    alone = {_DEFAULT, ox.NamedNode(description_graph(base))}
    beside = ox.NamedNode(ONTOLOGY_GRAPH)
    judge = XmlJudge() if format_.rdf == ox.RdfFormat.RDF_XML else None
    lost: dict[ox.Quad, tuple[str, str]] = {}
    for quad in quads:
        graph = quad.graph_name
        plain = graph in alone
        if shape.reify == "named-graph" and not plain and graph != beside:
            why = f"{format_.title} has no named graphs; --reify keeps them"
            if graph not in claims:
                lost[quad] = ("statements of other named graphs", why)
            elif quad.triple in view:
                lost[quad] = ("which claim states what is in force", why)
            else:
                lost[quad] = ("what is stated by claims that are not in force", why)
        elif judge and (problem := judge.problem(quad.triple, as_node=shape.reify == "rdf-statement" and not plain)):
            lost[quad] = problem
    return lost
