"""What the analyses reckon with: a corpus of a few sources as text in; records, origins and receipts out."""

from __future__ import annotations

import pytest
from helpers import ENTITIES, MakeCorpus

import claimgraph
from claimgraph.analyses.records import Days, Hop, read_modalities, read_origins, read_records
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.views.receipts import gather_receipts

SOURCES = """
sources:
  - id: src:agency
    type: NewsArticle
    headline: Ann leads
    publisher: org:Lab
    author: person:Bob
    published: 2026-03
    claims:
      - {id: claim:first, label: Ann leads the Lab, says: {id: org:Lab, ledBy: person:Ann}, said: 2026-03-02}
      - {id: claim:hoped, label: Bob may lead, says: {id: org:Lab, ledBy: person:Bob}, modality: hoped}
  - id: src:paper
    type: NewsArticle
    headline: Ann leads, they say
    derivedFrom: src:agency
    claims:
      - id: claim:again
        label: Ann leads the Lab, it is said
        says: {id: org:Lab, ledBy: person:Ann}
        attribution: [{source: src:agency, agent: person:Bob}, {unnamed: two people, count: 2}]
        supersedes: claim:hoped
"""


@pytest.fixture
def store(make_corpus: MakeCorpus) -> EmbeddedStore:
    return claimgraph.load(make_corpus({"entities.yaml": ENTITIES, "sources.yaml": SOURCES})).store


def test_a_record_says_when_by_whom_and_whether_it_stands(store: EmbeddedStore) -> None:
    claim, src, person = (store.prefixes[prefix] for prefix in ("claim", "src", "person"))
    records = read_records(store)
    assert {r.claim.removeprefix(claim): (r.said, r.gone, r.hops) for r in records.values()} == {
        "first": (Days("2026-03-02", "2026-03-02"), "", ()),
        "hoped": (Days("2026-03-01", "2026-03-31"), "superseded", ()),
        "again": (Days(), "", (Hop(person + "Bob", src + "agency", ""), Hop("", "", "two people"))),
    }
    assert records[claim + "first"].digest == records[claim + "again"].digest != records[claim + "hoped"].digest


def test_some_records_are_those_of_all(store: EmbeddedStore) -> None:
    records = read_records(store)
    for claim in records:
        assert read_records(store, [claim]) == {claim: records[claim]}


def test_an_origin_says_who_answers_for_a_source(store: EmbeddedStore) -> None:
    src = store.prefixes["src"]
    origins = read_origins(store)
    assert origins[src + "paper"].derived == (src + "agency",)
    assert origins[src + "agency"].authors == (store.prefixes["person"] + "Bob",)
    assert origins[src + "agency"].publishers == (store.prefixes["org"] + "Lab",)


def test_modalities_come_with_axis_and_strength(store: EmbeddedStore) -> None:
    modalities = {iri.rpartition("#")[2]: found for iri, found in read_modalities(store).items()}
    assert len(modalities) == 10
    assert {name for name, found in modalities.items() if found.now} == {"asserted", "conceded", "ongoing"}
    assert modalities["hoped"].strength < modalities["planned"].strength < modalities["ongoing"].strength
    assert modalities["hoped"].axis != modalities["possible"].axis


def test_receipts_read_like_a_list(store: EmbeddedStore) -> None:
    receipts = gather_receipts(store, list(read_records(store)))
    assert [receipts.line(claim) for claim in receipts.claims] == [
        "Bob via The Lab, 2 March 2026: Ann leads the Lab [asserted; claim:first; no place in the text given]",
        "Bob via The Lab, March 2026: Bob may lead [hoped, superseded; claim:hoped; no place in the text given]",
        (
            "“Ann leads, they say” → Bob in “Ann leads” → two people, undated: "
            "Ann leads the Lab, it is said [asserted; claim:again; no place in the text given]"
        ),
    ]
