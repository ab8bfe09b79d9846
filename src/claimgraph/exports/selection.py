"""All that a store holds in, what an export is to hold out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.ontology import load_ontology
from claimgraph.rdf.describe import description_graph, read_description
from claimgraph.rdf.quads import order
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
    """Return the quads of an export, sorted.

    Of the ontology's graph, what the package brings itself is left out unless asked
    for; a corpus's own modules are always there. `asserted_only` keeps what is in force
    with the entities and sources, and nothing of who says so.
    """
    chosen = set(quads)
    if not with_ontology:
        chosen -= package_quads()
    if not with_description:
        described = ox.NamedNode(description_graph(base))
        chosen = {quad for quad in chosen if quad.graph_name != described}
    if asserted_only:
        chosen = _in_force(chosen)
    return sorted(chosen, key=order)


def package_quads() -> set[ox.Quad]:
    """Return what the package itself has in the ontology's graph."""
    return {ox.Quad(t.subject, t.predicate, t.object, _ONTOLOGY) for t in load_ontology().triples}


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
