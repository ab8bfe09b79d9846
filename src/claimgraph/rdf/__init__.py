"""Corpus in, quads out."""

from __future__ import annotations

from claimgraph.rdf.asof import filter_corpus
from claimgraph.rdf.quads import Graph, Text, corpus_quads, corpus_text, ontology_quads

__all__ = ["Graph", "Text", "corpus_quads", "corpus_text", "filter_corpus", "ontology_quads"]
