"""Quads in; what is said of each node out, and in the end which quads nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Marked", "Term"]

_DEFAULT = ox.DefaultGraph()

Term = ox.NamedNode | ox.Literal


class Marked:
    """The quads of a corpus; what has been taken is marked, so that a lossy format knows what it has left out."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """Sort quads by graph, subject and predicate; what is neither IRI nor literal is never found, and so never taken."""
        self._about: dict[str, dict[str, list[ox.Quad]]] = {}
        self._graphs: dict[str, list[ox.Quad]] = {}
        self._nodes: dict[str, list[str]] = {}
        self.taken: set[ox.Quad] = set()
        for quad in quads:
            subject, object_ = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(object_, Term):
                continue
            if quad.graph_name == _DEFAULT:
                predicate = quad.predicate.value
                self._about.setdefault(subject.value, {}).setdefault(predicate, []).append(quad)
                if predicate == RDF + "type":
                    self._nodes.setdefault(object_.value, []).append(subject.value)
            else:
                self._graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)

    def nodes(self, cls: str) -> list[str]:
        """Return the nodes of a class, sorted."""
        return sorted(self._nodes.get(cls, []))

    def is_a(self, node: str, cls: str) -> bool:
        """Tell whether a node is of a class."""
        return cls in self.look(node, RDF + "type")

    def look(self, node: str, predicate: str) -> list[str]:
        """Return the IRIs or texts that a predicate of a node has, sorted, without taking them."""
        return sorted(quad.object.value for quad in self._about.get(node, {}).get(predicate, []) if isinstance(quad.object, Term))

    def take(self, node: str, predicate: str, only: Collection[str] | None = None) -> list[str]:
        """Return the IRIs or texts that a predicate of a node has, or those among `only`, sorted; they are marked."""
        found = self._about.get(node, {}).get(predicate, [])
        values = {quad: quad.object.value for quad in found if isinstance(quad.object, Term)}
        taken = {quad: value for quad, value in values.items() if only is None or value in only}
        self.taken.update(taken)
        return sorted(taken.values())

    def first(self, node: str, predicate: str) -> str:
        """Take the one value that a predicate of a node has; nothing where there is none."""
        found = self.look(node, predicate)
        return self.take(node, predicate, found[:1])[0] if found else ""

    def named_in(self, graph: str) -> list[str]:
        """Return the IRIs that stand in a named graph as subjects or objects, in the order of their first appearance."""
        terms = (term for quad in self._graphs.get(graph, []) for term in (quad.subject, quad.object))
        return list(dict.fromkeys(term.value for term in terms if isinstance(term, ox.NamedNode)))
