"""Quads with a named graph per claim in, the same without them out, and back.

What a claim states becomes something that can stand where there are no named graphs:
a node of type rdf:Statement, or a triple term of RDF 1.2. Either says all that the
graph said, so that `unreify` makes the same graph of it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.rdf.describe import describes, description_graph, read_description
from claimgraph.rdf.quads import order
from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["REIFICATIONS", "reify", "unreified", "unreify"]

#: How statements of claims can be kept: in a graph of their own, as a node each, as a triple term each.
REIFICATIONS = ("named-graph", "rdf-statement", "rdf12")

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_STATEMENT = ox.NamedNode(RDF + "Statement")
_SUBJECT, _PREDICATE, _OBJECT = _PARTS = tuple(ox.NamedNode(RDF + part) for part in ("subject", "predicate", "object"))
_STATES, _REIFIES = ox.NamedNode(CG + "states"), ox.NamedNode(RDF + "reifies")
_CLAIM = ox.NamedNode(CG + "Claim")


def reify(quads: Iterable[ox.Quad], how: str, base: str, *, graphs: bool) -> list[ox.Quad]:
    """Return quads, sorted, in which the graphs of claims are rdf:Statement nodes or triple terms of the default graph.

    `how` is one of REIFICATIONS, `base` the corpus's base IRI. With `graphs`, other named
    graphs stay what they are; without, they are reified too, and the description of the
    dataset stands in the default graph.
    """
    given = list(quads)
    described = ox.NamedNode(description_graph(base))
    claims = {q.subject for q in given if q.predicate == _TYPE and q.object == _CLAIM}
    done: set[ox.Quad] = set()
    for quad in given:
        graph = quad.graph_name
        if isinstance(graph, ox.DefaultGraph) or how == "named-graph" or (graphs and graph not in claims):
            done.add(quad)
        elif graph == described:
            done.add(_move(quad.triple))
        elif how == "rdf12":
            done.add(ox.Quad(graph, _REIFIES, quad.triple))
        else:
            done |= _as_node(quad, base)
    return sorted(done, key=order)


def _as_node(quad: ox.Quad, base: str) -> set[ox.Quad]:
    """Return a statement as a node that is named by what it says: whoever states the same shares it."""
    node = ox.NamedNode(f"{base}statement/{hashlib.sha256(str(quad.triple).encode()).hexdigest()[:20]}")
    said = zip(_PARTS, quad.triple, strict=True)
    stated: Any = quad.graph_name
    return {ox.Quad(stated, _STATES, node), ox.Quad(node, _TYPE, _STATEMENT), *(ox.Quad(node, part, term) for part, term in said)}


def _move(triple: ox.Triple, graph: Any = _DEFAULT) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def unreify(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return quads, sorted, with statements in the graphs that state them; what was not reified stays as it is.

    The description of the dataset goes back into its own graph too.
    """
    return sorted({quad for said in unreified(quads).values() for quad in said}, key=order)


def unreified(quads: Iterable[ox.Quad]) -> dict[ox.Quad, tuple[ox.Quad, ...]]:
    """Return for each quad what it says, or helps to say, without reification; see `unreify`."""
    given = list(quads)
    stated: dict[Any, list[Any]] = {}
    for quad in given:
        if quad.predicate == _STATES:
            stated.setdefault(quad.object, []).append(quad.subject)
    nodes: dict[Any, dict[ox.NamedNode, list[Any]]] = {}
    for quad in given:
        if quad.predicate in _PARTS and quad.subject in stated:
            nodes.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    whole = {node: triple for node, parts in nodes.items() if (triple := _triple(parts))}
    said = {node: tuple(_move(triple, claim) for claim in stated[node]) for node, triple in whole.items()}
    dataset = description_graph(read_description(given).base)
    return {quad: said[quad.subject] if _describes(quad, whole) else (_unreified(quad, whole, dataset),) for quad in given}


def _triple(parts: dict[ox.NamedNode, list[Any]]) -> ox.Triple | None:
    """Return the triple that a node describes; None if it describes none, or several."""
    found = [parts.get(part, []) for part in _PARTS]
    if any(len(terms) != 1 for terms in found):
        return None
    (subject,), (predicate,), (object_,) = found
    return ox.Triple(subject, predicate, object_) if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal) else None


def _describes(quad: ox.Quad, whole: dict[Any, ox.Triple]) -> bool:
    """Tell whether a quad is but a part of a statement's node."""
    return quad.subject in whole and (quad.predicate in _PARTS or (quad.predicate == _TYPE and quad.object == _STATEMENT))


def _unreified(quad: ox.Quad, whole: dict[Any, ox.Triple], dataset: str) -> ox.Quad:
    """Return what a quad says without reification."""
    if quad.predicate == _STATES and quad.object in whole:
        return _move(whole[quad.object], quad.subject)
    if quad.predicate == _REIFIES and isinstance(quad.object, ox.Triple):
        return _move(quad.object, quad.subject)
    if quad.graph_name == _DEFAULT and isinstance(quad.subject, ox.NamedNode) and describes(quad.subject.value, dataset):
        return _move(quad.triple, ox.NamedNode(dataset))
    return quad
