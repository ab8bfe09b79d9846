"""All that a store holds in, what an export is to hold out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.ontology import load_ontology
from claimgraph.rdf.describe import description_graph, read_description
from claimgraph.rdf.quads import order
from claimgraph.store.terms import canonical
from claimgraph.vocab import CG, DEFAULT_BASE, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["base_of", "package_quads", "select_quads"]

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_CLAIM, _ENTITY, _SOURCE = (ox.NamedNode(CG + name) for name in ("Claim", "Entity", "Source"))
_ONTOLOGY = ox.NamedNode(ONTOLOGY_GRAPH)


def base_of(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> str:
    """Return the base IRI of a corpus: as its description says, else as its prefixes do.

    >>> base_of([], {"claim": "https://example.org/riverton/claim/"})
    'https://example.org/riverton/'
    """
    return read_description(quads).base or prefixes.get("claim", DEFAULT_BASE).removesuffix("claim/")


def select_quads(
    quads: Iterable[ox.Quad], base: str, *, asserted_only: bool = False, with_ontology: bool = False, with_description: bool = True
) -> list[ox.Quad]:
    """Return the quads of an export, sorted, with IRIs for the blank nodes that others left in a store.

    Of the ontology's graph, what the package brings itself is left out unless asked
    for; a corpus's own modules are always there. `asserted_only` keeps what is in force
    with the entities and sources, and nothing of who says so.
    """
    chosen = {_named(quad, base) if _has_blank(quad) else quad for quad in quads}
    if not with_ontology:
        shipped = {_by_value(quad) for quad in package_quads()}
        chosen = {quad for quad in chosen if quad.graph_name != _ONTOLOGY or _by_value(quad) not in shipped}
    if not with_description:
        described = ox.NamedNode(description_graph(base))
        chosen = {quad for quad in chosen if quad.graph_name != described}
    if asserted_only:
        chosen = _in_force(chosen)
    return sorted(chosen, key=order)


def package_quads() -> set[ox.Quad]:
    """Return what the package itself has in the ontology's graph."""
    return {ox.Quad(t.subject, t.predicate, t.object, _ONTOLOGY) for t in load_ontology().triples}


def _by_value(quad: ox.Quad) -> ox.Triple:
    """Return what a quad says in the one spelling of its value: a store may have spelt it anew."""
    return ox.Triple(quad.subject, quad.predicate, canonical(quad.object))


def _has_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _named(quad: ox.Quad, base: str) -> ox.Quad:
    """Name blank nodes: not every store takes them alike, and not every label is a name in XML."""

    def name(term: Any) -> Any:
        return ox.NamedNode(f"{base}.well-known/genid/{term.value}") if isinstance(term, ox.BlankNode) else term

    return ox.Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))


def _in_force(quads: set[ox.Quad]) -> set[ox.Quad]:
    """Keep entities, sources, what is in force of them, and the nodes these lead to; and no claim."""
    default = {quad for quad in quads if quad.graph_name == _DEFAULT}
    types: dict[Any, set[Any]] = {}
    about: dict[Any, list[ox.Quad]] = {}
    for quad in default:
        about.setdefault(quad.subject, []).append(quad)
        if quad.predicate == _TYPE:
            types.setdefault(quad.subject, set()).add(quad.object)
    claims = {subject for subject, classes in types.items() if _CLAIM in classes}
    todo = [subject for subject, classes in types.items() if {_ENTITY, _SOURCE} & classes]
    found = set(todo)
    while todo:
        for quad in about[todo.pop()]:
            if quad.object in about and quad.object not in found and quad.object not in claims:
                found.add(quad.object)
                todo.append(quad.object)
    kept = {quad for quad in default if quad.subject in found}
    return kept | {quad for quad in quads - default if quad.graph_name not in claims}
