"""What a store is to hold: the statements of a corpus, one graph or one subject at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import StoreError
from claimgraph.pushing.statements import Key, key
from claimgraph.rdf.describe import description_graph, metadata_quad, names_metadata, read_description
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph.store.embedded import EmbeddedStore

__all__ = ["Wanted"]

_DEFAULT = ox.DefaultGraph()


class Wanted:
    """The embedded store of a corpus, as a list of what another store is to hold."""

    def __init__(self, store: EmbeddedStore) -> None:
        """Look up whose store it is.

        Raises:
            StoreError: it has blank nodes, or nothing tells its base.
        """
        self.store = store.inner
        self.prefixes = store.prefixes
        self.base = self._base()
        self.claim_path = self.base + "claim/"
        self.dataset = description_graph(self.base)
        #: The named graph that is to stand for the default graph in the other store; "" for none, which the description then says.
        self.place = ""
        typed = self.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CG + "Claim"), _DEFAULT)
        self.claims = {_value(quad.subject) for quad in typed if _value(quad.subject).startswith(self.claim_path)}
        #: The keys of a subject's statements in the default graph; the same entities are asked for again and again.
        self.keys: Callable[[str], frozenset[Key]] = lru_cache(10_000)(self._keys)

    def _base(self) -> str:
        described = [g for g in self.store.named_graphs() if isinstance(g, ox.NamedNode) and g.value.endswith("dataset")]
        quads = (quad for graph in described for quad in self.store.quads_for_pattern(None, None, None, graph))
        base = read_description(quads).base or self.prefixes.get("claim", "").removesuffix("claim/")
        if not base:
            raise StoreError("nothing tells the base of what is to be pushed", "import it with its description, or push a folder of facts")
        return base

    def other_graphs(self) -> list[str]:
        """Return the named graphs that are no claim's of this corpus, the ontology's and the description among them; sorted."""
        graphs = {graph.value for graph in self.store.named_graphs() if isinstance(graph, ox.NamedNode)}
        return sorted(graphs - self.claims)

    def graph(self, iri: str) -> list[ox.Triple]:
        """Return the statements of a named graph; the description says where what belongs to no claim is to stand."""
        found = [self._plain(q.triple) for q in self.store.quads_for_pattern(None, None, None, ox.NamedNode(iri)) if not names_metadata(q)]
        return [*found, metadata_quad(self.base, self.place).triple] if self.place and iri == self.dataset else found

    def own_claims(self, variable: str) -> str:
        """Return a filter for the IRIs of claims of this corpus; the base of another may begin with ours, and has a path more."""
        text = f"STR({variable})"
        return f'FILTER(STRSTARTS({text}, "{self.claim_path}") && !CONTAINS(STRAFTER({text}, "{self.claim_path}"), "/"))'

    def subjects(self) -> Iterator[str]:
        """Yield the subjects of the default graph."""
        answer: Any = self.store.query("SELECT DISTINCT ?s { ?s ?p ?o }")
        return (_value(row["s"]) for row in answer)

    def subject(self, iri: str) -> list[ox.Triple]:
        """Return what the default graph says of a subject."""
        return [self._plain(q.triple) for q in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, _DEFAULT)]

    def _keys(self, iri: str) -> frozenset[Key]:
        return frozenset(map(key, self.subject(iri)))

    def ontology(self, where: str) -> set[str]:
        """Return what a pattern over the ontology's graph finds as ?x."""
        answer: Any = self.store.query(f"SELECT DISTINCT ?x {{ GRAPH <{ONTOLOGY_GRAPH}> {{ {where} }} }}", prefixes=self.prefixes)
        return {_value(row["x"]) for row in answer}

    def __len__(self) -> int:
        """Return the number of statements that the other store is to hold."""
        return len(self.store) - sum(map(names_metadata, self._described())) + bool(self.place)

    def _described(self) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(None, None, None, ox.NamedNode(self.dataset))

    @staticmethod
    def _plain(triple: ox.Triple) -> ox.Triple:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            raise StoreError(
                f"{triple} speaks of a node without a name, which cannot be pushed", "import it again: `claimgraph import` names them"
            )
        return triple


def _value(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise StoreError(f"{term} has no name, and cannot be pushed", "import it again: `claimgraph import` names them")
