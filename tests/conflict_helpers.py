"""Small corpora of claims, one a line, for the tests of contradictions."""

from __future__ import annotations

import re
from typing import Any

from helpers import ENTITIES, MakeCorpus

import claimgraph
from claimgraph.analyses.conflicts import Conflict, find_conflicts
from claimgraph.analyses.survey import Survey, survey_conflicts
from claimgraph.store.embedded import EmbeddedStore

__all__ = ["ENDS", "LABS", "MORE", "SETTINGS", "WITH_ENDS", "Ask"]

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
#: What has several names.
LABS = (
    MORE
    + """
  - {id: org:LabA, type: Organization, name: Lab A, sameAs: "https://example.net/lab"}
  - {id: org:LabB, type: Organization, name: Lab B, sameAs: "https://example.net/lab"}
  - {id: org:LabC, type: Organization, name: Lab C, sameAs: "https://example.net/other"}
"""
)
#: A vocabulary of what is said of two things alike.
ENDS = """
@prefix : <https://w3id.org/claimgraph/domain#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

:allyOf a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "ally of"@en ; skos:definition "Who stands by whom."@en ;
    rdfs:domain schema:Organization ; rdfs:range schema:Organization ; cg:timeGrain "day" .
:marriedTo a owl:ObjectProperty , owl:SymmetricProperty , owl:FunctionalProperty ; rdfs:label "partner"@en ; skos:definition "The only partner."@en ;
    rdfs:domain schema:Organization ; rdfs:range schema:Organization ; cg:timeGrain "day" .
"""
WITH_ENDS = SETTINGS.replace("format = 1", 'format = 1\nmodules = ["ends.ttl"]')


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
