"""What to draw: a query, things or sources in, claims out."""

from __future__ import annotations

import pathlib

import pytest
from helpers import MakeCorpus

import claimgraph
from claimgraph.errors import QueryError
from claimgraph.store.embedded import EmbeddedStore, build_store, open_store
from claimgraph.views.choose import choose_claims
from claimgraph.views.claims import list_claims, list_sources

ENTITIES = """
entities:
  - {id: org:Council, type: Organization, name: City Council, aliases: [the council]}
  - {id: org:Gazette, type: Organization, name: The Gazette}
  - {id: org:Lab, type: Organization, name: The Lab}
  - {id: org:Agency, type: Organization, name: The Agency}
  - {id: person:Ann, type: Person, name: Ann}
  - {id: person:Bob, type: Person, name: Bob}
  - {id: person:Cy, type: Person, name: Cy}
  - {id: topic:Budget, type: Topic, name: the budget}
  - {id: topic:Speed, type: Topic, name: speed}
"""
GAZETTE = """
id: src:gazette
type: NewsArticle
headline: All about the lab
publisher: org:Gazette
published: 2026-04
claims:
  - {id: claim:lab-ann, label: Ann leads the lab, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:lab-council, label: The lab belongs to the council, says: {id: org:Lab, divisionOf: org:Council}}
  - {id: claim:council-bob, label: Bob leads the council, says: {id: org:Council, ledBy: person:Bob}}
  - {id: claim:council-budget, label: The council pursues a budget, says: {id: org:Council, pursues: topic:Budget}, modality: hoped}
  - {id: claim:ann-first, label: Ann is ahead of Bob in speed,
     says: {id: person:Ann, judged: a runner}, attribution: [{source: src:wire, agent: org:Agency, speech: indirect}]}
"""
WIRE = """
id: src:wire
type: NewsArticle
headline: The wire
publisher: org:Agency
published: {latest: 2026-01-31, exactness: vague, label: in winter}
claims:
  - {id: claim:budget-cy, label: The budget came after Cy, says: {id: topic:Budget, cameAfter: person:Cy}}
  - {id: claim:agency-focus, label: More than the lab,
     says: {id: org:Agency, focusesOn: {relation: more, comparedWith: org:Lab, inRespectOf: topic:Speed}}}
  - {id: claim:about-gazette, label: That article is of April, says: {id: src:gazette, reportedOn: 2026-04-02}}
"""


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> EmbeddedStore:
    made = claimgraph.load(make_corpus({"entities.yaml": ENTITIES, "gazette.yaml": GAZETTE, "wire.yaml": WIRE})).store
    if request.param == "memory":
        return made
    build_store(str(tmp_path / "store"), list(made.inner))
    return open_store(str(tmp_path / "store"), made.prefixes)


def names(store: EmbeddedStore, claims: set[str] | None) -> str:
    assert claims is not None
    return " ".join(sorted(iri.removeprefix(store.prefixes["claim"]) for iri in claims))


# ---------------------------------------------------------------- queries


@pytest.mark.parametrize(
    ("query", "claims", "focus"),
    [
        ("SELECT ?claim { GRAPH ?claim { org:Lab :ledBy ?who } ?claim a cg:Claim }", "lab-ann", []),
        ("SELECT ?who ?claim { GRAPH ?claim { ?x :ledBy ?who } ?claim a cg:Claim }", "council-bob lab-ann", []),  # claims before entities
        ("SELECT ?claim ?label { ?claim cg:modality cg:hoped ; rdfs:label ?label }", "council-budget", []),
        ("SELECT ?who { org:Lab :ledBy ?who }", "ann-first lab-ann", ["person:Ann"]),
        ("SELECT ?who ?name { org:Lab :ledBy ?who . ?who schema:name ?name }", "ann-first lab-ann", ["person:Ann"]),
        ("SELECT ?x { VALUES ?x { topic:Speed } }", "agency-focus", ["topic:Speed"]),  # inside a value
        (
            "SELECT ?x ?y { { BIND(person:Cy AS ?x) } UNION { BIND(person:Bob AS ?y) } }",
            "budget-cy council-bob",
            ["person:Bob", "person:Cy"],
        ),
        ("SELECT ?s { VALUES ?s { src:wire } }", "about-gazette agency-focus ann-first budget-cy", []),
        ("SELECT ?s { ?s rdfs:label 'Ann leads the lab' }", "lab-ann", []),
        ("SELECT ?s { { ?s cg:modality cg:hoped } UNION { VALUES ?s { person:Ann } } }", "council-budget", []),  # a mixed column
        ("CONSTRUCT { org:Lab :ledBy ?who } { org:Lab :ledBy ?who }", "lab-ann", []),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH ?claim { ?s ?p ?o } ?claim cg:modality cg:hoped }", "council-budget", []),
        ("CONSTRUCT { ?claim cg:modality ?m } { ?claim cg:modality ?m FILTER(?m = cg:hoped) }", "council-budget", []),
        ("CONSTRUCT { ?s ?p ?o . ?o :madeUp [] } { GRAPH ?claim { ?s ?p ?o } FILTER(?p = :ledBy) }", "council-bob lab-ann", []),
        ("DESCRIBE claim:lab-ann", "lab-ann", []),
        ("DESCRIBE org:Lab", "lab-ann lab-council", []),
        ("DESCRIBE org:Agency", "agency-focus", []),
    ],
)
def test_a_query(store: EmbeddedStore, query: str, claims: str, focus: list[str]) -> None:
    choice = choose_claims(store, query=query)
    assert (names(store, choice.claims), choice.focus) == (claims, focus)


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        (
            "SELECT ?name { ?x schema:name ?name }",
            "the query returns ?name (text), and draw needs claims or entities",
            "add ?claim to the SELECT",
        ),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", "the query returns ?p (other ids), ?n (a number), and draw", "add ?claim"),
        ("SELECT ?d { ?x cg:latest ?d }", "?d (a date)", "add ?claim"),
        ("SELECT ?y { VALUES ?y { true } }", "?y (yes or no)", "add ?claim"),
        ("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) } }", "?x (a number), ?y (nothing)", "add ?claim"),
        ("SELECT (BNODE() AS ?b) {}", "?b (no ids)", "add ?claim"),
        ("SELECT ?x { VALUES ?x { org:Gazette } }", "no claim is about what the query returns", "add ?claim"),
        ("SELECT ?x { ?x a :Nothing }", "the query has no answer", "claimgraph query"),
        ("SELECT ?x {}", "the query has no answer", "claimgraph query"),
        ("CONSTRUCT { ?x a :Y } { ?x a :Nothing }", "the query has no answer", "claimgraph query"),
        ("DESCRIBE org:Nobody", "the query has no answer", "claimgraph query"),
        ("ASK { ?s ?p ?o }", "the query asks for yes or no, and draw needs claims or entities", "write a SELECT"),
        (
            "CONSTRUCT { ?x schema:name ?n } { ?x schema:name ?n }",
            "no claim states any of what the query constructs",
            "CONSTRUCT { ?s ?p ?o }",
        ),
        ("DELETE WHERE { ?s ?p ?o }", "", ""),
        ("SELECT ?x FROM <file:///etc/passwd> { ?x ?p ?o }", "the store holds no such graph", ""),
    ],
)
def test_a_query_that_cannot_be_drawn(store: EmbeddedStore, query: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        choose_claims(store, query=query)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_nothing_asked_for_is_everything(store: EmbeddedStore) -> None:
    assert choose_claims(store) == (None, [])


# ---------------------------------------------------------------- things


@pytest.mark.parametrize(
    ("about", "depth", "claims"),
    [
        (["org:Lab"], 0, "lab-ann lab-council"),
        (["org:Lab"], 1, "agency-focus lab-ann lab-council"),
        (["the lab"], 2, "agency-focus ann-first council-bob council-budget lab-ann lab-council"),
        (["org:Lab"], 3, "agency-focus ann-first budget-cy council-bob council-budget lab-ann lab-council"),
        (["org:Lab"], 99, "agency-focus ann-first budget-cy council-bob council-budget lab-ann lab-council"),
        (["The Council"], 1, "council-bob council-budget lab-council"),
        (["Cy", "Bob"], 1, "budget-cy council-bob"),
        (["src:gazette"], 1, "about-gazette"),
        (["All about the lab"], 0, "about-gazette"),
    ],
)
def test_about(store: EmbeddedStore, about: list[str], depth: int, claims: str) -> None:
    choice = choose_claims(store, about=about, depth=depth)
    assert names(store, choice.claims) == claims


def test_the_things_asked_about_are_in_focus(store: EmbeddedStore) -> None:
    assert choose_claims(store, about=["the lab", "Ann"]).focus == ["org:Lab", "person:Ann"]
    assert choose_claims(store, query="SELECT ?x { VALUES ?x { person:Ann } }", about=["Ann"]).focus == ["person:Ann"]


# ---------------------------------------------------------------- sources


@pytest.mark.parametrize(
    ("source", "claims"),
    [
        (["src:gazette"], "ann-first council-bob council-budget lab-ann lab-council"),
        (["gazette"], "ann-first council-bob council-budget lab-ann lab-council"),
        (["The Gazette"], "ann-first council-bob council-budget lab-ann lab-council"),
        (["the wire"], "about-gazette agency-focus ann-first budget-cy"),  # cited by the other
        (["org:Agency"], "about-gazette agency-focus ann-first budget-cy"),
        (["src:gazette", "src:wire"], "about-gazette agency-focus ann-first budget-cy council-bob council-budget lab-ann lab-council"),
    ],
)
def test_source(store: EmbeddedStore, source: list[str], claims: str) -> None:
    choice = choose_claims(store, source=source)
    assert (names(store, choice.claims), choice.focus) == (claims, [])


def test_what_is_asked_for_at_once_must_all_fit(store: EmbeddedStore) -> None:
    choice = choose_claims(store, about=["Ann"], source=["src:wire"])
    assert (names(store, choice.claims), choice.focus) == ("ann-first", ["person:Ann"])
    query = "SELECT ?c { ?c cg:modality cg:asserted }"
    assert names(store, choose_claims(store, query=query, about=["org:Council"], source=["gazette"]).claims) == "council-bob lab-council"


@pytest.mark.parametrize(
    ("about", "source", "message"),
    [
        (["the labb"], [], "--about the labb: nothing in these facts has that id or name"),
        ([], ["src:wyre"], "--source src:wyre: nothing in these facts has that id or name"),
        ([], ["Ann"], "no claim comes from Ann"),
        (["org:Gazette"], [], "no claim is about org:Gazette"),
        (["Bob"], ["src:wire"], "no claim fits all of what is asked for"),
    ],
)
def test_nothing_found_is_said(store: EmbeddedStore, about: list[str], source: list[str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        choose_claims(store, about=about, source=source)
    assert caught.value.message == message
    assert caught.value.hint


# ---------------------------------------------------------------- and then listed


def test_only_the_chosen_claims_are_listed(store: EmbeddedStore) -> None:
    every = {claim["id"]: claim for claim in list_claims(store)}
    only = choose_claims(store, about=["Ann"]).claims
    assert [claim["id"] for claim in list_claims(store, only=only)] == ["claim:ann-first", "claim:lab-ann"]
    assert all(claim == every[claim["id"]] for claim in list_claims(store, only=only))
    assert [claim["id"] for claim in list_claims(store, {"about": ["org:Lab"]}, only=only)] == ["claim:lab-ann"]
    assert list_claims(store, only=set()) == []
    assert list_claims(store, only=None) == list(every.values())


def test_sources_have_days(store: EmbeddedStore) -> None:
    days = {curie: (source["published"], source["earliest"], source["latest"]) for curie, source in list_sources(store).items()}
    assert days == {
        "src:gazette": ("2026-04", "2026-04-01", "2026-04-30"),
        "src:wire": ("not after 2026-01-31", None, "2026-01-31"),
    }
