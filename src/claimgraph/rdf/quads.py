"""Corpus in, its statements out, with the asserted view in the default graph: as text to load, or as sorted quads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.syntax import Scalar, Sequence
from claimgraph.vocab import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.errors import Where
    from claimgraph.model import Claim, Corpus
    from claimgraph.ontology import Ontology
    from claimgraph.syntax import Mapping

__all__ = [
    "Graph",
    "Text",
    "claims_in_force",
    "corpus_quads",
    "corpus_text",
    "ended_by",
    "in_ontology_graph",
    "may_hold",
    "module_quads",
    "ontology_quads",
    "order",
    "targets",
]

_DEFAULT = ox.DefaultGraph()


class Text(NamedTuple):
    """A corpus as N-Quads, in the order of the facts, and where each of its nodes was written, by IRI."""

    nquads: str
    origins: dict[str, Where]


class Graph(NamedTuple):
    """A corpus's quads, sorted, and where each of its nodes was written, by IRI."""

    quads: list[ox.Quad]
    origins: dict[str, Where]


def corpus_text(corpus: Corpus) -> Text:
    """Return a corpus as text for a store: a named graph per claim; metadata and view in the default graph.

    A store reads it in half the time that it takes to make Python's quads of it.
    """
    completer = Completer(corpus)
    in_force = {completer.expand(claim.id) for claim in claims_in_force(corpus)}
    lines = node_lines(completer.nodes(), in_force)
    return Text("\n".join([*lines, ""]), completer.origins)


def corpus_quads(corpus: Corpus, *, with_graphs: Iterable[ox.Quad] = ()) -> Graph:
    """Return a corpus as sorted quads.

    `with_graphs` are further quads to sort in, such as those of the ontology.
    """
    text = corpus_text(corpus)
    quads = {*ox.parse(text.nquads, format=ox.RdfFormat.N_QUADS), *with_graphs}
    return Graph(sorted(quads, key=order), text.origins)


def order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """Return what sorts quads by graph, the default graph first, then by subject, predicate and object."""
    graph = "" if quad.graph_name == _DEFAULT else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def claims_in_force(corpus: Corpus) -> list[Claim]:
    """Return the claims whose statements enter the asserted view.

    They are affirmed statements of fact, of a modality that holds now, which no
    other claim supersedes or retracts.
    """
    gone = {target for claim in corpus.claims for target in ended_by(claim)}
    return [claim for claim in corpus.claims if claim.id not in gone and may_hold(corpus.ontology, claim)]


def may_hold(ontology: Ontology, claim: Claim) -> bool:
    """Tell whether a claim's statements enter the asserted view, if no other claim ends it."""
    node = claim.node
    return (
        ontology.holds_now(node.find_text("modality") or "asserted")
        and node.find_text("polarity") != "denied"
        and node.find_text("stance") != "opinion"
    )


def ended_by(claim: Claim) -> list[str]:
    """Return the ids of the claims that a claim supersedes or retracts."""
    return [*targets(claim.node, "supersedes"), *targets(claim.node, "retracts")]


def targets(node: Mapping, key: str) -> list[str]:
    """Return the ids that an entry has under a key."""
    value = node.find(key)
    items = value.items if isinstance(value, Sequence) else [value]
    return [item.text for item in items if isinstance(item, Scalar)]


def ontology_quads(corpus: Corpus) -> list[ox.Quad]:
    """Return the ontology, its shapes and the corpus's modules, in the ontology's named graph."""
    return in_ontology_graph(corpus.ontology.triples)


def module_quads(corpus: Corpus) -> list[ox.Quad]:
    """Return the corpus's own modules alone, in the ontology's named graph."""
    return in_ontology_graph(corpus.ontology.module_triples)


def in_ontology_graph(triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    """Return triples as quads of the ontology's named graph."""
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
