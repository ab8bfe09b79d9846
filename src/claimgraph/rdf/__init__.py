"""Corpus in, quads out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.rdf.asof import filter_corpus
from claimgraph.rdf.describe import Description, describe, description_graph, description_quads, read_description
from claimgraph.rdf.quads import Graph, Text, corpus_quads, corpus_text, module_quads, ontology_quads

if TYPE_CHECKING:
    import pyoxigraph as ox

    from claimgraph.model import Corpus

__all__ = [
    "Description",
    "Graph",
    "Text",
    "corpus_quads",
    "corpus_text",
    "describe",
    "description_graph",
    "description_quads",
    "filter_corpus",
    "module_quads",
    "ontology_quads",
    "read_description",
    "store_quads",
]


def store_quads(corpus: Corpus) -> list[ox.Quad]:
    """Return all that a store of a corpus holds: its statements, the ontology, and its description."""
    return [*corpus_quads(corpus).quads, *ontology_quads(corpus), *description_quads(corpus)]
