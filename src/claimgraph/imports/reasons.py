"""Statements that are not kept in, the reason for each out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.errors import Where
from claimgraph.imports.draft import Left
from claimgraph.rdf.describe import description_graph
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.imports.entries import Entries
    from claimgraph.imports.ids import Ids
    from claimgraph.imports.proof import Proof

__all__ = ["explain_left"]

_NOWHERE = Where("")
_DERIVED = {CG + "contentDigest", CG + "fullDigest"}


def explain_left(
    lost: list[ox.Quad], plain: Mapping[ox.Quad, tuple[ox.Quad, ...]], read: Entries, proof: Proof, module: str, ids: Ids
) -> list[Left]:
    """Return an account of each lost statement, without its place; `module` is what is wrong with the corpus's own module, if anything."""
    reasons = _Reasons(read, proof, module, ids)
    return [Left(_NOWHERE, _shown(plain[quad][0] if plain[quad] else quad, ids), reasons.why(plain[quad] or (quad,))) for quad in lost]


class _Reasons:
    def __init__(self, read: Entries, proof: Proof, module: str, ids: Ids) -> None:
        whole = {iri: why for (iri, key), why in read.unfit.items() if not key} | proof.dropped
        self.whole = {iri: f"{ids.short(iri)} is left out: {why}" for iri, why in whole.items()}
        self.parts = {pair: why for pair, why in read.unfit.items() if pair[1]} | proof.pruned
        self.owners = read.owners
        self.sound = {*read.entries.entities, *read.entries.sources, *read.entries.claims}
        self.claims = read.entries.claims
        self.keys = {iri: key for key, iri in proof.corpus.ontology.keys.items()}
        self.predicates = {field.iri for field in proof.corpus.ontology.predicates.values()}
        self.module = module
        self.dataset = description_graph(ids.base)

    def why(self, said: tuple[ox.Quad, ...]) -> str:
        """Say why what a statement says is not there again."""
        for quad in said:
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
            if graph == ONTOLOGY_GRAPH:
                return self.module or "claimgraph's own ontology says otherwise"
            owner = self.owners.get(subject, subject)
            for iri in (graph, owner):
                if iri in self.whole:
                    return self.whole[iri]
            key = self.keys.get(quad.predicate.value, "")
            if owner == subject and (owner, key) in self.parts:
                return self.parts[owner, key]
            return self._plainly(quad, graph, subject, owner)
        return "it says nothing"

    def _plainly(self, quad: ox.Quad, graph: str, subject: str, owner: str) -> str:
        predicate = quad.predicate.value
        if predicate in _DERIVED:
            return "claimgraph computes this itself, and gets something else"
        if graph and graph == self.dataset:
            return "the corpus has a title, a licence and counts of its own"
        if graph and graph not in self.claims:
            return "its graph is no claim: nothing says whose statement it is"
        if graph:
            return "claimgraph writes this value otherwise"
        if predicate in self.predicates:
            return "no claim in force states it"
        if isinstance(quad.object, ox.Literal) and quad.object.language:
            return "the text is kept, the mark of its language is not"
        if owner in self.sound:
            prunings = [why for (iri, _), why in self.parts.items() if iri == owner] if owner != subject else []
            return prunings[0] if prunings else "claimgraph has no key for this, or writes it otherwise"
        if predicate == RDF + "type":
            return "it is no claim, source or entity"
        return "it is about nothing that is kept"


def _shown(quad: ox.Quad, ids: Ids) -> str:
    """Write a statement on one line, in short."""
    terms = (quad.subject, quad.predicate, quad.object)
    return " ".join(ids.short(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms)[:300]
