"""Small corpora of claims, one a line, for the tests of contradictions."""

from __future__ import annotations

import re
from typing import Any

from helpers import ENTITIES, MakeCorpus

import claimgraph
from claimgraph.analyses.conflicts import Conflict, find_conflicts
from claimgraph.analyses.survey import Survey, survey_conflicts
from claimgraph.store.embedded import EmbeddedStore

__all__ = ["MORE", "SETTINGS", "Ask"]

SETTINGS = """
format = 1
base = "https://example.org/t/"

[prefixes]
bench = "benchmark/"
deal = "deal/"
model = "model/"
"""
MORE = """
  - {id: model:A, type: Model, name: Model A}
  - {id: model:B, type: Model, name: Model B}
  - {id: bench:Exam, type: Benchmark, name: the Exam}
  - {id: deal:D, type: Deal, name: the deal}
"""


class Ask:
    """Makes a corpus of claims, one a line, and keeps its store."""

    def __init__(self, make_corpus: MakeCorpus) -> None:
        self._make = make_corpus

    def store(self, claims: str, *, entities: str = MORE) -> EmbeddedStore:
        """Load claims such as `one: {says: …}`."""
        lines = [f"  - {{id: claim:{n}, label: Claim {n}, {rest}" for n, rest in re.findall(r"^\s*([\w-]+): \{(.*)$", claims, re.MULTILINE)]
        source = "id: src:paper\ntype: NewsArticle\nheadline: The paper\npublished: 2026-04-08\nclaims:\n" + "\n".join(lines) + "\n"
        files = {"entities.yaml": ENTITIES + entities.removeprefix("\n"), "source.yaml": source}
        return claimgraph.load(self._make(files, toml=SETTINGS)).store

    def __call__(self, claims: str, **more: Any) -> list[Conflict]:
        return find_conflicts(self.store(claims, **more))

    def survey(self, claims: str, **more: Any) -> Survey:
        """Return what is found of every kind."""
        return survey_conflicts(self.store(claims), **more)
