"""Statements in any of the forms that our exports have in; each with the plain quads it amounts to out.

Plain are: a named graph per claim, metadata in the default graph, the description and
the ontology in graphs of their own. Each statement keeps what became of it, so that it
can be told of every one whether it was kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.rdf.describe import names_metadata
from claimgraph.rdf.reify import unreified
from claimgraph.store.terms import canonical
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Index", "index_quads", "plain_quads"]

#: The objects by graph (its IRI; "" for the default graph), subject and predicate.
Index = dict[str, dict[str, dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple]]]]

_DEFAULT = ox.DefaultGraph()
_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)
_DAYS = {XSD + name for name in ("date", "gYear", "gYearMonth")}
_SPELT = _DAYS | {XSD + name for name in ("boolean", "decimal", "integer")}
_TYPE = ox.NamedNode(RDF + "type")
#: What only metadata says that something is.
_DESCRIBED = {ox.NamedNode(CG + name) for name in ("Claim", "Source", "Entity")}


def plain_quads(quads: Iterable[ox.Quad]) -> dict[ox.Quad, tuple[ox.Quad, ...]]:
    """Return for each statement the plain quads that it says, or helps to say; which graph is the default one's is nothing more to say."""
    given = list(quads)
    metadata = {q.graph_name for q in given if q.predicate == _TYPE and q.object in _DESCRIBED} - {_DEFAULT}
    moved = {q: ox.Quad(q.subject, q.predicate, q.object, _DEFAULT) if q.graph_name in metadata else q for q in given}
    said = unreified(moved.values())
    return {
        quad: () if quad.object in metadata and names_metadata(quad) else tuple(map(_respelt, said[default]))
        for quad, default in moved.items()
    }


def _respelt(quad: ox.Quad) -> ox.Quad:
    """Spell a value as claimgraph does, whatever a store has made of it: Virtuoso calls true 1, and days may get a zone."""
    term = quad.object
    if not isinstance(term, ox.Literal) or term.datatype.value not in _SPELT:
        return quad
    if term.datatype.value in _DAYS:
        text = term.value.removesuffix("Z")
    elif quad.graph_name == _ONTOLOGY:
        return quad  # the spelling of its author
    else:
        text = str(canonical(term).value)  # type: ignore[union-attr]
    return quad if text == term.value else ox.Quad(quad.subject, quad.predicate, ox.Literal(text, datatype=term.datatype), quad.graph_name)


def index_quads(quads: Iterable[ox.Quad]) -> Index:
    """Return quads by graph, subject and predicate."""
    found: Index = {}
    for quad in quads:
        graph = "" if quad.graph_name == _DEFAULT else _name(quad.graph_name)
        objects = found.setdefault(graph, {}).setdefault(_name(quad.subject), {})
        objects.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def _name(term: ox.NamedNode | ox.BlankNode | ox.Triple | ox.DefaultGraph) -> str:
    """Return an IRI, or what no IRI is spelt like."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)
