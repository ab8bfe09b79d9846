"""A store that holds several corpora in; what is one corpus's own, of rows and of statements, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.rdf.describe import describes, description_graph
from claimgraph.rdf.keep import keep_claims
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF, SYSTEM_PATHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Scope"]

#: The variables of our own queries that stand for a claim, and those that stand for what a row without one is about.
_CLAIMS = ("claim", "one", "two")
_THINGS = ("entity", "source", "thing", "x")


class Scope(NamedTuple):
    """One corpus among those of a store: its base, and of the others the bases, and the vocabularies for which it has no prefix."""

    base: str
    others: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()

    @property
    def claims(self) -> str:
        """What the IRIs of its claims begin with."""
        return self.base + SYSTEM_PATHS["claim"]

    def is_foreign(self, iri: str) -> bool:
        """Tell whether something is named by another corpus; of bases that begin alike, the longer one names it."""
        longest = max((other for other in self.others if _may_name(other, iri)), key=len, default="")
        return bool(longest) and not (iri.startswith(self.base) and len(self.base) > len(longest))

    def is_own_claim(self, iri: str) -> bool:
        """Tell whether a claim is one of the corpus's."""
        return iri.startswith(self.claims) and not self.is_foreign(iri)

    def rows(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows of a query of our own that speak of no other corpus's claims, or, where they are of no claims, things."""
        for row in rows:
            claims = [name for name in map(_value, map(row.__getitem__, _CLAIMS)) if name]
            things = [] if claims else [_value(row[name]) for name in _THINGS]
            if (
                all(map(self.is_own_claim, claims))
                and not any(map(self.is_foreign, things))
                and not self._is_foreign_claim(_value(row["other"]))
            ):
                yield row

    def _is_foreign_claim(self, iri: str) -> bool:
        return any(iri.startswith(other + SYSTEM_PATHS["claim"]) for other in self.others)

    def quads(self, quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> Iterator[ox.Quad]:
        """Yield what a store would hold if no other corpus were in it."""
        held = list(quads)
        claims = {_value(q.subject) for q in held if q.predicate.value == RDF + "type" and _value(q.object) == CG + "Claim"}
        own = set(filter(self.is_own_claim, claims))
        kept = [quad for quad in keep_claims(held, own, prefixes) if not self._is_others(quad)]
        theirs = _named(quad for quad in held if self._is_others(quad)) - _named(quad for quad in kept if self._is_own(quad))
        for quad in kept:
            if not (isinstance(quad.graph_name, ox.DefaultGraph) and _value(quad.subject) in theirs and not self._is_own(quad)):
                yield quad

    def _is_others(self, quad: ox.Quad) -> bool:
        """Tell whether a statement is another corpus's: it says something of what that names, or stands in its graphs."""
        graph = _value(quad.graph_name)
        if graph == ONTOLOGY_GRAPH and _value(quad.subject).startswith(self.vocabularies):
            return True
        if graph in {"", ONTOLOGY_GRAPH}:
            return self.is_foreign(_value(quad.subject))
        return self._is_foreign_claim(graph) or any(describes(graph, description_graph(other)) for other in self.others)

    def _is_own(self, quad: ox.Quad) -> bool:
        return any(_value(term).startswith(self.base) for term in (quad.subject, quad.graph_name)) and not self._is_others(quad)


def _may_name(base: str, iri: str) -> bool:
    """Tell whether something is named under a base: all names have a path and a name in it, but for the description's graph."""
    return iri.startswith(base) and ("/" in iri[len(base) :] or iri == description_graph(base))


def _named(quads: Iterable[ox.Quad]) -> set[str]:
    """Return what statements speak of, by name."""
    return {_value(term) for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}


def _value(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
