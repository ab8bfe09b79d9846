"""JSON-LD document in, quads out, with the asserted view in the default graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.rdf.complete import Completer
from claimgraph.syntax import Scalar, Sequence
from claimgraph.vocab import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.errors import Where
    from claimgraph.model import Claim, Corpus

__all__ = ["Graph", "claims_in_force", "corpus_quads", "ontology_quads"]

_DEFAULT = ox.DefaultGraph()


class Graph(NamedTuple):
    """A corpus's quads, sorted, and where each of its nodes was written, by IRI."""

    quads: list[ox.Quad]
    origins: dict[str, Where]


def corpus_quads(corpus: Corpus, *, with_graphs: Iterable[ox.Quad] = ()) -> Graph:
    """Return a corpus as quads: a named graph per claim; metadata and view in the default graph.

    `with_graphs` are further quads to sort in, such as those of the ontology.
    """
    completer = Completer(corpus)
    document = json.dumps(completer.document())
    quads = set(ox.parse(document, format=ox.RdfFormat.JSON_LD))
    in_force = {completer.expand(claim.id) for claim in claims_in_force(corpus)}
    view = [
        ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in in_force
    ]
    quads.update(view, with_graphs)
    return Graph(sorted(quads, key=_order), completer.origins)


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """Sort by graph, the default graph first, then by subject, predicate and object."""
    graph = "" if quad.graph_name == _DEFAULT else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def claims_in_force(corpus: Corpus) -> list[Claim]:
    """Return the claims whose statements enter the asserted view.

    They are affirmed statements of fact, of a modality that holds now, which no
    other claim supersedes or retracts.
    """
    gone = {target for claim in corpus.claims for key in ("supersedes", "retracts") for target in _targets(claim, key)}
    return [claim for claim in corpus.claims if claim.id not in gone and _holds(corpus, claim)]


def _holds(corpus: Corpus, claim: Claim) -> bool:
    node = claim.node
    return (
        corpus.ontology.holds_now(node.find_text("modality") or "asserted")
        and node.find_text("polarity") != "denied"
        and node.find_text("stance") != "opinion"
    )


def _targets(claim: Claim, key: str) -> list[str]:
    value = claim.node.find(key)
    items = value.items if isinstance(value, Sequence) else [value]
    return [item.text for item in items if isinstance(item, Scalar)]


def ontology_quads(corpus: Corpus) -> list[ox.Quad]:
    """Return the ontology, its shapes and the corpus's modules, in the ontology's named graph."""
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in corpus.ontology.triples]
