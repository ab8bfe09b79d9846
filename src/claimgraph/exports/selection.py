"""All that a store holds in, what an export is to hold out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.ontology import load_ontology
from claimgraph.rdf.describe import describe, description_graph, read_description
from claimgraph.rdf.quads import order
from claimgraph.store.terms import canonical
from claimgraph.vocab import CG, DEFAULT_BASE, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["base_of", "count_claims", "package_quads", "select_quads"]

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
        chosen = _described_anew(_in_force(chosen))
    return sorted(chosen, key=order)


def count_claims(quads: Iterable[ox.Quad]) -> int:
    """Return how many claims there are among quads."""
    return sum(quad.object == _CLAIM and quad.predicate == _TYPE for quad in quads)


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


def _described_anew(quads: set[ox.Quad]) -> set[ox.Quad]:
    """Let the description count what is there, and declare only prefixes that something is written with."""
    said = read_description(quads)
    if not said.base:
        return quads
    old = set(describe(said))
    rest = quads - old
    classes = [quad.object for quad in rest if quad.predicate == _TYPE and quad.graph_name == _DEFAULT]
    counts = {cls: number for cls in said.counts if (number := classes.count(ox.NamedNode(cls)))}
    iris = {iri for quad in rest for iri in _iris(quad)}
    used = {prefix: iri for prefix, iri in said.prefixes.items() if any(name.startswith(iri) for name in iris)}
    return rest | set(describe(said._replace(counts=counts, prefixes=used)))


def _iris(quad: ox.Quad) -> Iterator[str]:
    for term in (*quad.triple, getattr(quad.object, "datatype", None), quad.graph_name):
        if isinstance(term, ox.NamedNode):
            yield term.value
