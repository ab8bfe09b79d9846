"""The same answers everywhere: embedded, on Oxigraph's server, and on Virtuoso."""

from __future__ import annotations

import io
import pathlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pytest
from helpers import ENTITIES
from store_fixtures import Server, comparable
from tram_corpus import tram_corpus

import claimgraph
from claimgraph.analyses.conflicts import KINDS, find_conflicts
from claimgraph.analyses.survey import survey_conflicts
from claimgraph.errors import QueryError, RemoteError
from claimgraph.queries import list_queries, package_query
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.protocol import Store
from claimgraph.store.remote import open_remote
from claimgraph.store.terms import canonical
from claimgraph.views.claims import FILTERS, list_claims, list_entities, list_sources
from claimgraph.views.gallery import Style, Wish, draw_subject, find_subject

META = "https://example.org/metadata"

#: What the made-up corpora leave out: disputes of every kind, values of every kind, texts with every sign.
DISPUTED_TOML = """
format = 1
base = "https://example.org/town/"
modules = ["more.ttl"]

[prefixes]
bench = "benchmark/"
deal = "deal/"
model = "model/"
own = "https://example.org/own#"
"""
MORE = """
@prefix own: <https://example.org/own#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
own:Grade a owl:Class ; rdfs:subClassOf cg:Score ; rdfs:label "grade"@en ; skos:definition "A score at school."@en .
own:grade a owl:ObjectProperty ; rdfs:domain cg:Entity ; rdfs:range own:Grade ; cg:timeGrain "always" ;
    rdfs:label "grade"@en ; skos:definition "How well it did."@en .
"""
PEOPLE = """
  - {id: model:A, type: Model, name: Model A, aliases: [A, "Ä \\"quoted\\" {GRAPH}"]}
  - {id: model:B, type: Model, name: Модель Б}
  - {id: bench:Exam, type: Benchmark, name: the Exam}
  - {id: deal:D, type: Deal, name: the deal}
  - {id: person:Carla, type: Person, name: Carla, sameAs: "http://www.wikidata.org/entity/Q1"}
  - {id: person:CarlaB, type: Person, name: Carla B, sameAs: "http://www.wikidata.org/entity/Q1"}
"""
DISPUTED = """
id: src:paper
type: NewsArticle
headline: "The paper: \\"all\\" of it \\\\ 'every' word"
published: 2026-04-08
publisher: org:Gazette
claims:
  - {id: claim:a1, label: Ann leads, says: {id: org:Lab, ledBy: person:Ann}, from: 2025}
  - {id: claim:a2, label: Bob leads, says: {id: org:Lab, ledBy: person:Bob}, said: 2026-04}
  - {id: claim:a3, label: Ann does not, says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}
  - {id: claim:a4, label: Carla leads, says: {id: org:Lab, ledBy: person:Carla}, from: 2010, until: 2012}
  - {id: claim:a5, label: Carla B led, says: {id: org:Lab, ledBy: person:CarlaB}, until: 2011-06}
  - {id: claim:b1, label: fifteen, says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}}
  - {id: claim:b2, label: twelve, says: {id: deal:D, amount: {value: 12.50, scale: billion, unit: USD}}}
  - {id: claim:b3, label: in euros, says: {id: deal:D, amount: {value: 0.90, unit: EUR}}}
  - {id: claim:c1, label: fifty, says: {id: model:A, score: {on: bench:Exam, value: 50.2, unit: percent, setting: No Tools}}}
  - {id: claim:c2, label: less, says: {id: model:A, score: {on: bench:Exam, value: 48, unit: percent, setting: no tools}}}
  - {id: claim:c3, label: with tools, says: {id: model:A, score: {on: bench:Exam, value: 60, unit: percent, setting: with tools}}}
  - {id: claim:c4, label: said to be forty, says: {id: model:A, score: {on: bench:Exam, value: 40, unit: percent, setting: no tools}}, modality: projected, said: 2025}
  - {id: claim:d1, label: in April, says: {id: model:A, launchedOn: 2026-04-08}, disputes: claim:d2, supports: claim:c1}
  - {id: claim:d2, label: in May, says: {id: model:A, launchedOn: 2026-05}, stance: opinion}
  - {id: claim:d3, label: in spring, says: {id: model:A, launchedOn: {earliest: 2026-03-01, latest: 2026-05-31}}, supersedes: claim:c2}
  - {id: claim:e1, label: closed, says: {id: model:A, licence: proprietary}, retracts: claim:b3}
  - {id: claim:e2, label: open, says: {id: model:A, licence: open-source}, modality: conceded}
  - {id: claim:e3, label: to be open, says: {id: model:B, licence: open-source}, modality: planned, due: 2027}
  - {id: claim:e4, label: open already, says: {id: model:B, licence: open-source}, said: 2026-04-07}
  - {id: claim:f1, label: apart, says: {id: model:A, separateFrom: model:B}}
  - {id: claim:f2, label: not apart, says: {id: model:B, separateFrom: model:A}, polarity: denied}
  - {id: claim:g1, label: Avocado, says: {id: model:A, codename: Avocado}}
  - {id: claim:g2, label: ÄPFEL, says: {id: model:A, codename: "ÄPFEL"}, note: "{ GRAPH ?g } # no \\u2019comment\\u2019"}
  - {id: claim:g3, label: äpfel, says: {id: model:B, codename: "äpfel"}}
  - {id: claim:g4, label: Äpfel, says: {id: model:B, codename: "Äpfel"}}
  - {id: claim:h1, label: one grade, says: {id: model:A, grade: {on: bench:Exam, value: 1, unit: points}}}
  - {id: claim:h2, label: another, says: {id: model:A, grade: {on: bench:Exam, value: 2.5, unit: points}}}
  - id: claim:i1
    label: Somebody says that somebody says so
    says: {id: org:Lab, abandoned: topic:Budget}
    attribution:
      - {agent: person:Ann, speech: direct, cue: said, role: head of the lab}
      - {unnamed: two engineers, count: 2, speech: indirect}
    assessment: {verdict: refuted, agent: org:Council, said: 2026-05, rating: "Wrong!", note: see there}
"""


class Pair(NamedTuple):
    """One corpus, embedded and elsewhere."""

    embedded: EmbeddedStore
    remote: Store
    folder: pathlib.Path
    kind: str


def _folder(name: str, root: pathlib.Path, tmp: pathlib.Path) -> pathlib.Path:
    if name == "facts":
        return root / "facts"
    if name == "tram":
        return tram_corpus(tmp)
    facts = tmp / "facts"
    facts.mkdir()
    files = {"entities.yaml": ENTITIES + PEOPLE.removeprefix("\n"), "paper.yaml": DISPUTED}
    for file, text in files.items():
        (facts / file).write_text(text, encoding="utf-8")
    (tmp / "claimgraph.toml").write_text(DISPUTED_TOML, encoding="utf-8")
    (tmp / "more.ttl").write_text(MORE, encoding="utf-8")
    return facts


@pytest.fixture(scope="module", params=["facts", "tram", "disputed"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedStore, pathlib.Path]:
    """A corpus in an embedded store, and its folder."""
    folder = _folder(request.param, pathlib.Path(__file__).parent.parent, tmp_path_factory.mktemp(request.param))
    return claimgraph.load(folder).store, folder


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph-meta", "virtuoso-meta"])
def stores(request: pytest.FixtureRequest, corpus: tuple[EmbeddedStore, pathlib.Path]) -> Iterator[Pair]:
    """The same corpus, embedded and on a server."""
    embedded, folder = corpus
    kind, _, meta = request.param.partition("-")
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, META if meta else "")
    yield Pair(embedded, open_remote(server.endpoint), folder, request.param)
    server.fill([])


def _same(stores: Pair, query: str) -> Any:
    expected = comparable(stores.embedded.query(query))
    assert comparable(stores.remote.query(query)) == expected
    return expected


# ------------------------------------------------------------ what commands show


def _both(stores: Pair, ask: Callable[[Store], Any]) -> Any:
    expected = ask(stores.embedded)
    assert ask(stores.remote) == expected
    return expected


def test_list_is_the_same(stores: Pair) -> None:
    assert _both(stores, list_claims)
    assert _both(stores, list_entities)
    assert _both(stores, list_sources)


def _values(store: Store, name: str) -> Iterable[str]:
    """Return what a filter may be given in a corpus: the ids in use, and a name for some."""
    claims = list_claims(store)
    if name == "about":
        return [*{claim["triples"][0][0] for claim in claims}, next(e["name"] for e in list_entities(store).values()).upper()]
    if name == "speaker":
        return [*{hop["agent"] for claim in claims for hop in claim["attribution"] if hop["agent"]}]
    if name == "verdict":
        return {found["verdict"] for claim in claims for found in claim["assessments"]}
    if name == "predicate":
        return {triple[1] for claim in claims for triple in claim["triples"]}
    return {claim[name] for claim in claims} | ({claims[0]["id"].partition(":")[2]} if name == "id" else set())


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_chooses_the_same(stores: Pair, name: str) -> None:
    values = sorted(_values(stores.embedded, name))[:6]
    if name == "verdict" and not values:  # most corpora assess nothing
        assert _both(stores, lambda store: list_claims(store, {name: ["refuted"]})) == []
        return
    found = [_both(stores, lambda store: list_claims(store, {name: [value]})) for value in values]  # noqa: B023
    assert any(found)


def test_filters_together_choose_the_same(stores: Pair) -> None:
    claim = list_claims(stores.embedded)[0]
    wish = {
        "modality": [claim["modality"]],
        "source": [claim["source"]],
        "about": [claim["triples"][0][0]],
        "polarity": ["affirmed", "denied"],
    }
    assert _both(stores, lambda store: list_claims(store, wish))


@pytest.mark.parametrize("name", FILTERS)
def test_a_value_that_is_not_there_is_the_same_mistake(stores: Pair, name: str) -> None:
    def mistake(store: Store) -> tuple[str, str]:
        with pytest.raises(QueryError) as caught:
            list_claims(store, {name: ["nobody"]})
        return caught.value.message, caught.value.hint

    _both(stores, mistake)


def test_conflicts_are_the_same(stores: Pair) -> None:
    found = _both(stores, find_conflicts)
    if "town" in stores.embedded.prefixes["claim"]:
        assert {conflict.kind for conflict in found} == set(KINDS)
        assert [c.two for c in found if c.one == "claim:h1"] == ["claim:h2"]
        assert not any({c.one, c.two} in ({"claim:a4", "claim:a5"}, {"claim:g3", "claim:g4"}) for c in found)


def test_disagreements_updates_and_what_cannot_be_compared_are_the_same(stores: Pair) -> None:
    found = _both(stores, survey_conflicts)
    if "town" in stores.embedded.prefixes["claim"]:
        assert {one.kind for one in found.disagreements} == set(KINDS)
        steps = [[step.claims for step in update.steps] for update in found.updates]
        assert steps == [[["claim:c4"], ["claim:c1"]], [["claim:a4", "claim:a5"], ["claim:a1"]]]
        assert [one.differs for one in found.incomparable] == [["setting"]]
    claims = [claim["id"] for claim in list_claims(stores.embedded)]
    for curie in claims[:: max(1, len(claims) // 5)]:
        focus = {stores.embedded.prefixes["claim"] + curie.partition(":")[2]}
        few = _both(stores, lambda store: survey_conflicts(store, focus=focus))  # noqa: B023
        assert [one.pairs for one in few.disagreements] == [
            pairs for one in found.disagreements if (pairs := [pair for pair in one.pairs if curie in pair])
        ]
        assert few.updates == [update for update in found.updates if any(curie in step.claims for step in update.steps)]


@pytest.mark.parametrize("wish", ["all", "about", "source", "query", "depth"])
def test_a_drawing_is_the_same_to_the_byte(stores: Pair, wish: str) -> None:
    if stores.folder.parent.name == "main" and wish != "about":
        pytest.skip("the others are of the smaller corpora: to place many nodes takes long")
    claims = list_claims(stores.embedded)
    subject = claims[0]["triples"][0][0]

    def draw(store: Store) -> bytes:
        out = io.BytesIO()
        query = "SELECT ?claim { ?claim a cg:Claim ; cg:modality cg:asserted }" if wish == "query" else None
        about = [subject] if wish in {"about", "depth"} else []
        found = find_subject(
            store, Wish(query, about, [claims[0]["source"]] if wish == "source" else [], 2 if wish == "depth" else 1, False), {}
        )
        for format_ in ("json", "html"):  # a page has the findings of the analyses in it
            draw_subject(found, Style("Claims", "auto", "entities", []), format_, out)
        return out.getvalue()

    assert len(_both(stores, draw)) > 500


def test_quads_come_back(stores: Pair) -> None:
    def held(store: Store) -> set[Any]:
        return {(quad.subject, quad.predicate, canonical(quad.object), quad.graph_name) for quad in store.quads()}

    _both(stores, held)


# ------------------------------------------------------------ queries


def _package_queries() -> list[str]:
    folder = pathlib.Path(claimgraph.__file__).parent / "queries"
    return sorted(f"{path.parent.name}/{path.stem}" for kind in ("list", "conflicts") for path in (folder / kind).glob("*.rq"))


@pytest.mark.parametrize("name", _package_queries())
def test_the_package_s_queries_give_the_same(stores: Pair, name: str) -> None:
    _same(stores, package_query(name))


def _in_order(query: str, store: Store) -> list[list[str]]:
    """Return what a query sorts by, in the order in which the rows come: those that are equal in it may come in any."""
    names = re.findall(r"[?](\w+)", query.rpartition("ORDER BY")[2]) if "ORDER BY" in query else []
    answer: Any = store.query(query)
    return [["" if row[name] is None else str(canonical(row[name])) for name in names] for row in answer]


def test_saved_queries_give_the_same(stores: Pair, root: pathlib.Path) -> None:
    found = [*(root / "facts" / "queries").glob("*.rq"), *(root / "src" / "claimgraph" / "example").rglob("*.rq")]
    prefixes = set(stores.embedded.prefixes)
    full = 0
    for query in list_queries([str(path) for path in found]):
        if "tram:" not in query.text or "tram" in prefixes:
            full += bool(_same(stores, query.text)[1])
            for limit in ("", "\nLIMIT 5", "\nLIMIT 5 OFFSET 3"):
                _both(stores, lambda store: _in_order(query.text + limit, store))  # noqa: B023
    assert full


# what anybody may ask; each has an answer in some corpus
FREE = [
    "SELECT ?who { org:Lab :ledBy ?who }",
    "SELECT ?claim ?who { GRAPH ?claim { ?any :ledBy ?who } ?claim a cg:Claim }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } ?g a cg:Claim } GROUP BY ?g",
    "SELECT ?modality (COUNT(?claim) AS ?n) { ?claim a cg:Claim ; cg:modality ?modality } GROUP BY ?modality ORDER BY DESC(?n) ?modality",
    "SELECT ?modality (COUNT(DISTINCT ?source) AS ?n) { ?claim cg:modality ?modality ; schema:appearance ?source } GROUP BY ?modality HAVING(COUNT(?claim) > 1)",
    "SELECT ?claim ?label { ?claim a cg:Claim ; rdfs:label ?label } ORDER BY ?label LIMIT 5",
    "SELECT ?claim ?label { ?claim a cg:Claim ; rdfs:label ?label } ORDER BY DESC(?label) LIMIT 5 OFFSET 3",
    "SELECT DISTINCT ?p { GRAPH ?claim { ?s ?p ?o } ?claim a cg:Claim }",
    "SELECT ?claim { ?claim a cg:Claim FILTER NOT EXISTS { ?newer prov:wasRevisionOf ?claim } }",
    "SELECT ?claim { ?claim a cg:Claim FILTER EXISTS { ?newer prov:wasRevisionOf|cg:retracts ?claim } }",
    "SELECT ?claim { ?claim a cg:Claim MINUS { ?claim cg:modality cg:asserted } }",
    "SELECT ?claim { ?claim a cg:Claim MINUS { ?claim prov:qualifiedAttribution ?hop } }",
    "SELECT ?claim ?agent { ?claim a cg:Claim OPTIONAL { ?claim prov:qualifiedAttribution/prov:agent ?agent } }",
    "SELECT ?claim ?agent ?name { ?claim a cg:Claim OPTIONAL { ?claim prov:qualifiedAttribution ?h . ?h prov:agent ?agent . OPTIONAL { ?agent schema:name ?name } } }",
    "SELECT ?claim ?source { ?claim schema:appearance|prov:hadPrimarySource ?source }",
    "SELECT ?claim ?name { ?claim (schema:appearance|prov:hadPrimarySource)/schema:publisher/schema:name ?name }",
    "SELECT ?a ?b { ?a ^prov:wasRevisionOf ?b }",
    "SELECT ?entity ?label { ?entity a ?type . GRAPH <https://w3id.org/claimgraph/ns> { ?type rdfs:label ?label } }",
    "SELECT ?entity ?class { ?entity a ?type . GRAPH <https://w3id.org/claimgraph/ns> { ?type rdfs:subClassOf ?class } }",
    "SELECT ?x ?y { GRAPH <https://w3id.org/claimgraph/ns> { ?x rdfs:subClassOf* ?y . ?x a owl:Class } }",
    "SELECT ?class { GRAPH <https://w3id.org/claimgraph/ns> { ?class rdfs:subClassOf* cg:Entity } }",
    "SELECT ?x ?value { ?x cg:low ?value FILTER(?value > 10) }",
    "SELECT ?x ?value { ?x cg:low ?value ; cg:high ?high FILTER(?value < ?high && ?high <= 1000) }",
    "SELECT (MAX(?value) AS ?most) (MIN(?value) AS ?least) { ?x cg:low ?value }",
    "SELECT ?x (?high - ?low AS ?width) { ?x cg:low ?low ; cg:high ?high }",
    "SELECT ?date { ?x cg:earliest ?date FILTER(?date > '2026-01-01'^^xsd:date) }",
    "SELECT ?date { ?x cg:earliest ?date } ORDER BY ?date ?x LIMIT 3",
    "SELECT (YEAR(?date) AS ?year) { ?x cg:earliest ?date }",
    "SELECT ?x (SUBSTR(STR(?date), 1, 7) AS ?month) { ?x cg:earliest ?date }",
    "SELECT ?x ?year { ?x schema:value ?v BIND(DATATYPE(?v) AS ?year) }",
    "SELECT ?x (LCASE(?label) AS ?low) { ?x a cg:Claim ; rdfs:label ?label }",
    "SELECT ?x (UCASE(?label) AS ?up) { ?x a cg:Entity ; schema:name ?label }",
    "SELECT ?x (STRLEN(?label) AS ?length) { ?x a cg:Claim ; rdfs:label ?label }",
    "SELECT ?x { ?x rdfs:label ?label FILTER(CONTAINS(LCASE(?label), 'lead')) }",
    "SELECT ?x { ?x rdfs:label ?label FILTER(REGEX(?label, '^A', 'i')) }",
    "SELECT ?x { ?x rdfs:label ?label FILTER(STRSTARTS(?label, 'A') || STRENDS(?label, 's')) }",
    "SELECT ?x (REPLACE(?label, 'a', 'A') AS ?new) { ?x a cg:Claim ; rdfs:label ?label }",
    "SELECT ?x (STRAFTER(STR(?x), 'claim/') AS ?slug) (STRBEFORE(STR(?x), '/claim') AS ?base) { ?x a cg:Claim }",
    "SELECT ?x (CONCAT(?label, ' (', STR(?x), ')') AS ?text) { ?x a cg:Claim ; rdfs:label ?label }",
    "SELECT ?x ?text { ?x a cg:Claim OPTIONAL { ?x skos:note ?note } BIND(COALESCE(?note, 'none') AS ?text) }",
    "SELECT ?x ?text { ?x a cg:Claim ; cg:modality ?m BIND(IF(?m = cg:planned, 'plan', 'other') AS ?text) }",
    "SELECT ?x ?text { ?x a cg:Claim BIND(IF(EXISTS { ?newer cg:retracts ?x }, 'taken back', 'stands') AS ?text) }",
    "SELECT ?x { ?x cg:modality ?m FILTER(?m IN (cg:planned, cg:hoped)) }",
    "SELECT ?x { ?x cg:modality ?m FILTER(?m NOT IN (cg:asserted)) }",
    "SELECT ?x ?m { VALUES ?m { cg:planned cg:hoped cg:asserted } ?x cg:modality ?m }",
    "SELECT ?x ?m { ?x cg:modality ?m } VALUES ?m { cg:planned cg:hoped }",
    "SELECT ?source ?n { { SELECT ?source (COUNT(*) AS ?n) { ?c schema:appearance ?source } GROUP BY ?source } FILTER(?n > 1) ?source a cg:Source }",
    "SELECT ?claim { ?claim a cg:Claim { SELECT ?source { ?source a cg:Source } ORDER BY ?source LIMIT 1 } ?claim schema:appearance ?source }",
    "SELECT ?x ?y { { ?x prov:wasRevisionOf ?y } UNION { ?x cg:retracts ?y } UNION { ?x cito:disputes ?y } }",
    "SELECT ?x { ?x a cg:Claim FILTER(isIRI(?x) && !isLiteral(?x) && !isBlank(?x)) }",
    "SELECT ?o { GRAPH ?c { ?s ?p ?o } ?c a cg:Claim FILTER(isLiteral(?o)) }",
    "SELECT ?x ?l { ?x rdfs:label ?l FILTER(LANG(?l) = '') FILTER(STRSTARTS(STR(?x), 'https://')) }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s ?p ?o } ?g a cg:Claim }",
    "SELECT (SAMPLE(?t) AS ?one) { cg:nobody a ?t }",
    "SELECT ?x (GROUP_CONCAT(DISTINCT ?p; separator=',') AS ?all) { ?x cg:polarity ?pol BIND(STR(?pol) AS ?p) } GROUP BY ?x",
    "SELECT * { ?claim cg:due ?date . ?date cg:exactness ?exactness }",
    "SELECT ?claim ?p ?o { ?claim a cg:Claim ; ?p ?o FILTER(?p != rdf:type) }",
    "SELECT ?a ?b { GRAPH ?a { ?s ?p ?x } GRAPH ?b { ?s ?p ?y } ?a a cg:Claim . ?b a cg:Claim FILTER(STR(?a) < STR(?b) && ?x != ?y) }",
    "SELECT ?s ?p ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } FILTER(?p = :ledBy || ?p = rdfs:label) }",
    "SELECT ?claim { GRAPH ?claim { ?s ?p ?o } ?claim a cg:Claim FILTER NOT EXISTS { ?s ?p ?o } }",
    "ASK { ?x a cg:Claim }",
    "ASK { ?x a cg:Nothing }",
    "ASK { GRAPH ?c { ?x :ledBy ?y } ?c cg:polarity cg:denied }",
    "CONSTRUCT { ?c rdfs:label ?l } WHERE { ?c a cg:Claim ; rdfs:label ?l }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?c { ?s ?p ?o } ?c a cg:Claim }",
    "CONSTRUCT WHERE { ?c a cg:Claim ; cg:modality ?m }",
    "CONSTRUCT { ?c :says [ :of ?s ] } WHERE { GRAPH ?c { ?s ?p ?o } ?c a cg:Nothing }",
    "DESCRIBE org:Gazette org:Council",
    "DESCRIBE ?c { ?c a cg:Claim ; cg:polarity cg:denied }",
    "DESCRIBE ?c ?s { ?c schema:appearance ?s OPTIONAL { ?c cg:due ?d } }",
    "SELECT ?x { ?x cg:position 1 }",
    "SELECT ?x { ?x cg:position ?n FILTER(?n = 1.0) }",
    "SELECT ?x { ?x schema:name 'Ann' }",
    'SELECT ?x { ?x schema:name "Модель Б" }',
    "SELECT ?x { ?x schema:value ?v FILTER(STR(?v) = '2026-04') }",
    "SELECT ?x ?m { GRAPH <https://w3id.org/claimgraph/ns> { ?m cg:holdsNow true } ?x cg:modality ?m }",
    "SELECT ?m ?now { GRAPH <https://w3id.org/claimgraph/ns> { ?m cg:holdsNow ?now } }",
    "SELECT ?x { ?x cg:modality ?m . GRAPH <https://w3id.org/claimgraph/ns> { ?m cg:holdsNow ?now } FILTER(?now) }",
    "SELECT (STR(?x) AS ?s) { ?x a cg:Entity } ORDER BY ?s",
    "SELECT ?x (ABS(?v) AS ?a) (ROUND(?v) AS ?r) { ?x cg:low ?v }",
    "SELECT ?x (IRI(CONCAT(STR(?x), '#x')) AS ?y) { ?x a cg:Source }",
    "SELECT ?g { GRAPH ?g { ?s :ledBy ?o } }",
    "SELECT ?x ?d { ?x a cg:Claim OPTIONAL { ?x cg:due ?date . ?date cg:latest ?d FILTER(?d > '2026-06-01'^^xsd:date) } }",
    "SELECT ?x { { SELECT ?x { ?x a cg:Claim } ORDER BY ?x LIMIT 2 } UNION { SELECT ?x { ?x a cg:Source } ORDER BY ?x LIMIT 1 } }",
    "SELECT ?name { ?c prov:wasAttributedTo/(schema:name|schema:alternateName) ?name }",
    "SELECT ?x { claim:d3 prov:wasRevisionOf+ ?x }",
    "SELECT ?a ?b { ?a owl:sameAs/^owl:sameAs ?b FILTER(?a != ?b) }",
    "SELECT ?x ?p { ?x !(rdf:type|rdfs:label|schema:name) ?p . ?x a cg:Source }",
    "SELECT ?x ?y { ?x a cg:Source BIND(1 + 2 * 3 AS ?y) }",
    "SELECT ?x ?y { ?x a cg:Source BIND(STRDT('2026-04-08', xsd:date) AS ?y) }",
    "SELECT ?x ?y { ?x a cg:Source BIND(xsd:integer('12') AS ?y) }",
    "SELECT ?x ?y { ?x a cg:Source BIND(SHA256(STR(?x)) AS ?y) }",
    "SELECT (SUM(?value) AS ?sum) { ?x cg:low ?value }",
    "SELECT ?x { ?x schema:value 50.20 }",
]  # fmt: skip


@pytest.mark.parametrize("query", FREE)
def test_a_free_query_gives_the_same(stores: Pair, query: str) -> None:
    if "= 1.0)" in query and stores.kind.startswith("virtuoso"):
        expected, found = (comparable(store.query(query)) for store in (stores.embedded, stores.remote))
        if found != expected and not found[1] - expected[1]:  # seen where the server has held much else before
            pytest.xfail("Virtuoso 7.2.5 sometimes loses rows where a whole number equals a decimal: the embedded answer has more")
    _same(stores, query)


def test_the_free_queries_ask_for_something(corpus: tuple[EmbeddedStore, pathlib.Path]) -> None:
    """Else they would be the same for nothing; what is in no corpus at all is there on purpose."""
    store, _ = corpus
    if "town" in store.prefixes["claim"]:
        found = [comparable(store.query(query)) for query in FREE]
        assert [q for q, a in zip(FREE, found, strict=True) if not (a[1] if isinstance(a, tuple) else a)] == [
            q for q in FREE if "cg:Nothing" in q
        ]


#: What Virtuoso 7.2.5 answers otherwise, as docs/stores/virtuoso.md says; and how to ask so that it does not.
TRAPS = {
    "EXISTS is a number there": (
        "SELECT ?x ?old { ?x a cg:Claim BIND(EXISTS { ?newer prov:wasRevisionOf ?x } AS ?old) }",
        "SELECT ?x ?old { ?x a cg:Claim BIND(IF(EXISTS { ?newer prov:wasRevisionOf ?x }, 'yes', 'no') AS ?old) }",
    ),
    "a comparison is a number, too": (
        "SELECT ?x (?v > 10 AS ?much) { ?x cg:low ?v }",
        "SELECT ?x (IF(?v > 10, 'much', 'little') AS ?much) { ?x cg:low ?v }",
    ),
    "REDUCED is not DISTINCT": ("SELECT REDUCED ?p { ?x cg:polarity ?p }", "SELECT DISTINCT ?p { ?x cg:polarity ?p }"),
    "integers are divided without a rest": (
        "SELECT ?x ?y { ?x a cg:Source BIND(10 / 4 AS ?y) }",
        "SELECT ?x ?y { ?x a cg:Source BIND(10.0 / 4 AS ?y) }",
    ),
    "a path of any length needs one end": (
        "SELECT ?x ?y { ?x prov:wasRevisionOf+ ?y }",
        "SELECT ?x ?y { ?x prov:wasRevisionOf ?any ; prov:wasRevisionOf+ ?y }",
    ),
    "VALUES of several variables takes no UNDEF": (
        "SELECT ?x ?m { ?x cg:modality ?m ; cg:polarity ?p } VALUES (?m ?p) { (cg:asserted UNDEF) (UNDEF cg:denied) }",
        "SELECT ?x ?m { ?x cg:modality ?m ; cg:polarity ?p FILTER(?m = cg:asserted || ?p = cg:denied) }",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_there_is_a_way_round_each_trap(stores: Pair, trap: str) -> None:
    straight, round_ = TRAPS[trap]
    assert _same(stores, round_)
    if not stores.kind.startswith("virtuoso"):
        _same(stores, straight)
        return
    try:
        there = comparable(stores.remote.query(straight))
    except (QueryError, RemoteError):
        return
    assert there != comparable(stores.embedded.query(straight)), "no trap any more: docs/stores/virtuoso.md can be shorter"


def test_classes_can_be_asked_for_step_by_step(stores: Pair) -> None:
    """As Virtuoso loses rows of `?c rdfs:subClassOf* cg:Entity` with some data, where something else binds ?c."""
    steps = " UNION ".join(
        f"{{ ?p {path} cg:Entity }}" for path in ("rdfs:range", "rdfs:range/rdfs:subClassOf", "rdfs:range/rdfs:subClassOf/rdfs:subClassOf")
    )
    graph = "GRAPH <https://w3id.org/claimgraph/ns>"
    expected = _same(stores, f"SELECT DISTINCT ?p {{ {graph} {{ {steps} }} }}")
    assert comparable(stores.embedded.query(f"SELECT DISTINCT ?p {{ {graph} {{ ?p rdfs:range/rdfs:subClassOf* cg:Entity }} }}")) == expected
