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
        return claimgraph.load(
            self._make({"entities.yaml": self.entities(entities), "source.yaml": self.source(claims)}, toml=SETTINGS)
        ).store

    @staticmethod
    def entities(more: str = MORE) -> str:
        """Return what claims may speak of."""
        return ENTITIES + more.removeprefix("\n")

    @staticmethod
    def source(claims: str, *, name: str = "paper", published: str = "2026-04-08") -> str:
        """Return the file of a source that makes claims."""
        lines = [f"  - {{id: claim:{n}, label: Claim {n}, {rest}" for n, rest in re.findall(r"^\s*([\w-]+): \{(.*)$", claims, re.MULTILINE)]
        day = f"published: {published}\n" if published else ""
        return f"id: src:{name}\ntype: NewsArticle\nheadline: The {name}\n{day}claims:\n" + "\n".join(lines) + "\n"

    def __call__(self, claims: str, **more: Any) -> list[Conflict]:
        return find_conflicts(self.store(claims, **more))

    def survey(self, claims: str, **more: Any) -> Survey:
        """Return what is found of every kind."""
        return survey_conflicts(self.store(claims), **more)
