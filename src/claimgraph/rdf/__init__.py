"""Corpus in, quads out."""

from __future__ import annotations

from claimgraph.rdf.asof import filter_corpus
from claimgraph.rdf.quads import Graph, corpus_quads, ontology_quads

__all__ = ["Graph", "corpus_quads", "filter_corpus", "ontology_quads"]
