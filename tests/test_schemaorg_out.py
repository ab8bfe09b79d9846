"""schema.org's Claim and ClaimReview: what other people's programs know of a claim, and an account of the rest."""

from __future__ import annotations

import io
import json
import pathlib
from typing import Any

import pyld
import pyoxigraph as ox
import pytest
import rdflib
from helpers import MakeCorpus, Run
from hypothesis import HealthCheck, given, settings
from strategies import facts
from tram_corpus import tram_corpus

from claimgraph.exports.loss import Loss
from claimgraph.exports.schemaorg import write_claimreviews, write_claims
from claimgraph.exports.selection import select_quads
from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads

TOML = 'base = "https://example.org/city/"'
FACTS = """
sources:
  - id: src:gazette
    type: NewsArticle
    headline: Council plans
    url: https://example.org/gazette
    published: 2025-03
    publisher: org:Gazette
    language: en
    derivedFrom: src:agency
    claims:
      - id: claim:ann-leads
        label: Ann does not lead the lab
        says: {id: org:Lab, ledBy: person:Ann}
        attribution: [{source: src:agency, agent: org:Council}, {agent: person:Bob, role: spokesman}]
        polarity: denied
        said: 2025-02-28
        from: 2024
        note: He said so twice.
        assessment:
          - {verdict: mixed, agent: org:Lab, said: 2025-04-01, source: src:check, rating: Half true, note: She led it for a week.}
          - {verdict: refuted, source: src:check, rating: 1 out of 5}
      - id: claim:bob-leads
        label: Bob leads the lab
        says: {id: org:Lab, ledBy: person:Bob}
        attribution: [{agent: org:Council}, {unnamed: two members, count: 2}]
        modality: planned
        due: 2026
        supersedes: claim:ann-leads
  - {id: src:agency, type: NewsArticle, headline: Agency copy, author: person:Ann}
  - {id: src:check, type: WebPage, headline: Who leads the lab?, url: https://example.org/check, published: 2025-04-02, publisher: org:Gazette}
"""

ANN = {"@type": "Person", "@id": "https://example.org/city/person/Ann", "name": "Ann"}
BOB = {"@type": "Person", "@id": "https://example.org/city/person/Bob", "name": "Bob"}
LAB = {"@type": "Organization", "@id": "https://example.org/city/organization/Lab", "name": "The Lab"}
GAZETTE = {"@type": "Organization", "@id": "https://example.org/city/organization/Gazette", "name": "The Gazette"}
AGENCY = {"@type": "NewsArticle", "@id": "https://example.org/city/source/agency", "headline": "Agency copy", "author": ANN}
ARTICLE = {
    "@type": "NewsArticle",
    "@id": "https://example.org/city/source/gazette",
    "headline": "Council plans",
    "url": "https://example.org/gazette",
    "datePublished": "2025-03",
    "publisher": GAZETTE,
    "inLanguage": "en",
    "isBasedOn": AGENCY,
}
CLAIM = {
    "@type": "Claim",
    "@id": "https://example.org/city/claim/ann-leads",
    "text": "Ann does not lead the lab",
    "author": BOB,
    "datePublished": "2025-02-28",
    "temporalCoverage": "2024/..",
    "appearance": ARTICLE,
    "firstAppearance": AGENCY,
    "about": [LAB, ANN],
    "keywords": {"@type": "DefinedTerm", "@id": "https://w3id.org/claimgraph/ns#denied", "name": "denied"},
    "creativeWorkStatus": "superseded",
    "description": "He said so twice.",
}
SECOND = {
    "@type": "Claim",
    "@id": "https://example.org/city/claim/bob-leads",
    "text": "Bob leads the lab",
    "author": {"description": "two members"},
    "appearance": ARTICLE,
    "about": [LAB, BOB],
    "keywords": {"@type": "DefinedTerm", "@id": "https://w3id.org/claimgraph/ns#planned", "name": "planned"},
}
CHECK = {
    "@type": "WebPage",
    "@id": "https://example.org/city/source/check",
    "headline": "Who leads the lab?",
    "url": "https://example.org/check",
    "datePublished": "2025-04-02",
    "publisher": GAZETTE,
}
REVIEWS = [
    {
        "@type": "ClaimReview",
        "@id": "https://example.org/city/assessment/ann-leads.1",
        "claimReviewed": "Ann does not lead the lab",
        "itemReviewed": CLAIM,
        "reviewRating": {"@type": "Rating", "alternateName": "Half true"},
        "author": LAB,
        "datePublished": "2025-04-01",
        "url": "https://example.org/check",
        "isPartOf": CHECK,
        "reviewBody": "She led it for a week.",
        "keywords": {"@type": "DefinedTerm", "@id": "https://w3id.org/claimgraph/ns#mixed", "name": "mixed"},
    },
    {
        "@type": "ClaimReview",
        "@id": "https://example.org/city/assessment/ann-leads.2",
        "claimReviewed": "Ann does not lead the lab",
        "itemReviewed": CLAIM,
        "reviewRating": {"@type": "Rating", "alternateName": "refuted", "ratingValue": "1", "bestRating": "5"},
        "author": GAZETTE,
        "datePublished": "2025-04-02",
        "url": "https://example.org/check",
        "isPartOf": CHECK,
        "keywords": {"@type": "DefinedTerm", "@id": "https://w3id.org/claimgraph/ns#refuted", "name": "refuted"},
    },
]
CONTEXT = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}, "datePublished": {"@type": "Date"}}


def written(folder: pathlib.Path, *, reviews: bool = False) -> tuple[str, Loss, list[ox.Quad]]:
    corpus, problems = load_corpus(find_folder(str(folder)))
    assert not problems
    quads = select_quads(store_quads(corpus), corpus.settings.base)
    out = io.BytesIO()
    loss = (write_claimreviews if reviews else write_claims)(quads, corpus.settings.all_prefixes(), out)
    return out.getvalue().decode(), loss, quads


def adds_up(loss: Loss) -> bool:
    report = json.loads(loss.report())
    return bool(report["kept"] + report["lost"] == report["statements"] and sum(i["statements"] for i in report["items"]) == report["lost"])


def parsed(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}


def test_claims(make_corpus: MakeCorpus) -> None:
    text, _, _ = written(make_corpus(FACTS, toml=TOML))
    assert json.loads(text) == {"@context": CONTEXT, "@graph": [CLAIM, SECOND]}
    assert list(json.loads(text)["@graph"][0]) == list(CLAIM)


def test_reviews_of_what_was_assessed(make_corpus: MakeCorpus) -> None:
    text, _, _ = written(make_corpus(FACTS, toml=TOML), reviews=True)
    assert json.loads(text) == {"@context": CONTEXT, "@graph": REVIEWS}


def test_where_nobody_assessed_anything_there_are_no_reviews(tmp_path: pathlib.Path) -> None:
    text, loss, quads = written(tram_corpus(tmp_path), reviews=True)
    assert json.loads(text)["@graph"] == []
    assert (loss.kept, loss.lost) == (0, len(quads))
    assert "claims that nobody has assessed" in {item.what for item in loss.items}


def test_the_report_counts_what_there_is_no_place_for(make_corpus: MakeCorpus) -> None:
    _, loss, quads = written(make_corpus(FACTS, toml=TOML))
    assert adds_up(loss)
    assert loss.statements == len(quads)
    assert {item.what: item.statements for item in loss.items if item.what != "the description of the dataset"} == {
        "the days that dates mean": 15,  # of what falls due, of an assessment, and of the source that holds it
        "who passes a statement on, and how": 15,
        "assessments": 13,
        "sources that no claim here comes from or cites, and parts of sources": 7,
        "entities that nothing here names, and their types": 6,
        "digests of claims": 4,
        "what is stated, as RDF": 2,
        "what claims say of one another": 1,
        "when claims fall due and were recorded": 1,
    }


WRITTEN = {
    "a headline": ("headline: Council plans", "headline: Other plans"),
    "a label": ("label: Bob leads the lab", "label: Bob is the head"),
    "a date": ("said: 2025-02-28", "said: 2025-02-27"),
    "a speaker": ("agent: person:Bob, role", "agent: person:Ann, role"),
    "a modality": ("modality: planned", "modality: hoped"),
    "a note": ("note: He said so twice.", "note: Once."),
}
LOST = {
    "a role": ("role: spokesman", "role: speaker"),
    "when it is due": ("due: 2026", "due: 2027"),
    "a number of speakers": ("count: 2", "count: 3"),
}


@pytest.mark.parametrize(
    ("change", "told"), [*((c, True) for c in WRITTEN.values()), *((c, False) for c in LOST.values())], ids=[*WRITTEN, *LOST]
)
def test_what_counts_as_kept_is_in_the_file(make_corpus: MakeCorpus, change: tuple[str, str], told: bool) -> None:
    assert change[0] in FACTS
    before, loss, _ = written(make_corpus(FACTS, toml=TOML))
    after, other, _ = written(make_corpus(FACTS.replace(*change), toml=TOML))
    assert (before != after) == told
    assert loss == other


def test_two_parsers_read_the_same_from_it(make_corpus: MakeCorpus) -> None:
    for reviews in (False, True):
        text, _, _ = written(make_corpus(FACTS, toml=TOML), reviews=reviews)
        options = {"format": "application/n-quads", "documentLoader": None}
        by_pyld = ox.parse(pyld.jsonld.to_rdf(json.loads(text), options), format=ox.RdfFormat.N_QUADS)
        assert canonical({quad.triple for quad in by_pyld}) == canonical(parsed(text))


def canonical(triples: set[ox.Triple]) -> set[ox.Triple]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


SCHEMA = "http://schema.org/"


def test_what_triples_it_is(make_corpus: MakeCorpus) -> None:
    text, _, _ = written(make_corpus(FACTS, toml=TOML))
    claim, article = "https://example.org/city/claim/ann-leads", "https://example.org/city/source/gazette"
    day = ox.Literal("2025-03", datatype=ox.NamedNode(SCHEMA + "Date"))
    for subject, name, value in (
        (claim, "text", ox.Literal("Ann does not lead the lab")),
        (claim, "author", ox.NamedNode("https://example.org/city/person/Bob")),
        (claim, "appearance", ox.NamedNode(article)),
        (article, "url", ox.NamedNode("https://example.org/gazette")),
        (article, "datePublished", day),
        (article, "isBasedOn", ox.NamedNode("https://example.org/city/source/agency")),
    ):
        assert ox.Triple(ox.NamedNode(subject), ox.NamedNode(SCHEMA + name), value) in parsed(text)


def terms(node: Any) -> set[str]:
    """Return the properties and types that a node and those inside it use."""
    if isinstance(node, list):
        return set().union(*map(terms, node))
    if not isinstance(node, dict):
        return set()
    types = node.get("@type", [])
    own = {key for key in node if key[0] != "@"} | set(types if isinstance(types, list) else [types])
    return own.union(*(terms(value) for key, value in node.items() if key[0] != "@"))


def test_schema_org_knows_every_term() -> None:
    assert all(
        term in rdflib.SDO for term in terms([CLAIM, SECOND, REVIEWS]) | {"CreativeWork", "Thing", "citation", "sameAs", "alternateName"}
    )


def test_a_review_has_what_google_asks_for() -> None:
    for review in REVIEWS:
        assert {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"} <= review.keys()
    assert {"author", "appearance", "firstAppearance"} <= CLAIM.keys()


def test_sources_that_derive_from_one_another_do_not_go_round(make_corpus: MakeCorpus) -> None:
    circle = FACTS.replace("author: person:Ann}", "derivedFrom: src:gazette}")
    text, loss, _ = written(make_corpus(circle, toml=TOML))
    (appearance, first) = (json.loads(text)["@graph"][0][key] for key in ("appearance", "firstAppearance"))
    assert "isBasedOn" not in appearance["isBasedOn"]
    assert first["isBasedOn"]["@id"] == appearance["@id"]
    assert adds_up(loss)


def test_a_vague_date_is_not_made_up(make_corpus: MakeCorpus) -> None:
    vague = FACTS.replace("published: 2025-03\n", "published: {earliest: 2025-03-01, label: this spring}\n")
    days = {}
    for facts_ in (FACTS, vague):
        text, loss, _ = written(make_corpus(facts_, toml=TOML))
        days[facts_] = {item.what: item.statements for item in loss.items}["the days that dates mean"]
    assert "datePublished" not in json.loads(text)["@graph"][0]["appearance"]
    # Its type, its exactness, its one end and its label.
    assert days[vague] - days[FACTS] == 4


def test_the_command_writes_them(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("export", "--format", "claim", "-o", tmp_path / "claims.jsonld", "--facts", tram_corpus(tmp_path))
    assert done.returncode == 0
    assert len(json.loads((tmp_path / "claims.jsonld").read_text(encoding="utf-8"))["@graph"]) == 25
    report = json.loads((tmp_path / "claims.jsonld.loss.json").read_text(encoding="utf-8"))
    assert f"{report['kept']} of {report['statements']} statements of 25 claims" in done.stderr


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_of_any_corpus_all_is_accounted_for(make_corpus: MakeCorpus, text: str) -> None:
    folder = make_corpus({"entities.yaml": text})
    for reviews in (False, True):
        found, loss, quads = written(folder, reviews=reviews)
        assert adds_up(loss)
        assert loss.statements == len(quads)
        parsed(found)
    claims, _, quads = written(folder)
    labels = {str(q.subject): q.object for q in quads if q.predicate.value == str(rdflib.RDFS.label) and "/claim/" in str(q.subject)}
    assert {(str(t.subject), t.object) for t in parsed(claims) if t.predicate.value == SCHEMA + "text"} == set(labels.items())


def test_what_search_engines_ask_for_and_a_review_lacks_is_said(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts_ = make_corpus(FACTS.replace("published: 2025-04-02, publisher: org:Gazette", "published: 2025-04-02"), toml=TOML)
    done = run("export", "--facts", facts_, "--format", "claimreview", "-o", tmp_path / "reviews.jsonld")
    assert done.stderr.splitlines()[1:] == [
        "note: search engines ask for an author who is a person or an organization: 1 of 2 reviews has none"
    ]
    facts_ = make_corpus(FACTS.replace("url: https://example.org/check, ", ""), toml=TOML)
    done = run("export", "--facts", facts_, "--format", "claimreview", "-o", tmp_path / "reviews.jsonld")
    assert done.stderr.splitlines()[1:] == [
        "note: search engines ask for a url: 2 of 2 reviews have none; it is that of the source of an assessment"
    ]
    assert "note:" not in run("export", "--facts", facts_, "--format", "claim").stderr
