"""The same receipts everywhere: of a query on the facts, on Oxigraph's server, and on Virtuoso."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from helpers import ENTITIES, ROOT, Run
from store_fixtures import Server

import claimgraph
from claimgraph.analyses.why.parse import parse_select
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.protocol import Store
from claimgraph.store.remote import RemoteStore, open_remote
from claimgraph.views.why import explain_rows, report_why
from claimgraph.vocab import ONTOLOGY_GRAPH

META = "https://example.org/metadata"
QUERIES = [
    "SELECT ?who { org:MSL :ledBy ?who }",
    "SELECT ?x ?who ?name { ?x :ledBy ?who OPTIONAL { ?who schema:name ?name } } ORDER BY ?x ?who",
    "SELECT ?deal ?low ?high { ?deal :amount ?a . ?a cg:low ?low OPTIONAL { ?a cg:high ?high } } ORDER BY ?low ?high",
    "SELECT DISTINCT ?m { { ?m :codename ?c } UNION { ?m :licence ?l FILTER(?m != model:Mango) } } ORDER BY ?m",
    "SELECT ?claim ?m { GRAPH ?claim { ?x :codename ?m } ?claim a cg:Claim ; cg:modality ?how } ORDER BY ?claim",
    "SELECT ?x ?day { ?x :launchedOn/cg:earliest ?day VALUES ?x { model:MuseSpark model:Mango } } ORDER BY ?x ?day",
    "SELECT ?p ?y { org:MSL ?p ?y FILTER(isIRI(?y)) } ORDER BY ?p ?y",
    "SELECT ?s ?d { ?s cg:published ?d . ?d cg:exactness cg:exact } ORDER BY ?s LIMIT 5",
    "SELECT ?x { ?x :newlyFormed true } ORDER BY ?x",
    'SELECT ?x ?label { ?x :ledBy ?y BIND(CONCAT(STR(?x), "!") AS ?label) } ORDER BY ?label',
    "SELECT ?x { org:MSL :ledBy person:AlexandrWang . person:AlexandrWang schema:name ?x }",
    "SELECT ?x { org:MSL :ledBy org:Meta . ?x a cg:Claim }",
]


class Pair(NamedTuple):
    """The facts of this repository, embedded and elsewhere."""

    embedded: EmbeddedStore
    remote: RemoteStore


@pytest.fixture(scope="module")
def embedded() -> EmbeddedStore:
    return claimgraph.load(ROOT / "facts").store


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph-meta", "virtuoso-meta"])
def stores(request: pytest.FixtureRequest, embedded: EmbeddedStore) -> Iterator[Pair]:
    kind, _, meta = request.param.partition("-")
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, META if meta else "")
    yield Pair(embedded, open_remote(server.endpoint))
    server.fill([])


def explained(store: Store, query: str) -> Any:
    """Return what `query --why --format json` writes, and what is amiss."""
    found = explain_rows(store, query, parse_select(query, store.prefixes), store.prefixes)
    report, amiss = report_why(store, found, store.prefixes)
    return json.loads(json.dumps(report.data)), amiss


@pytest.mark.parametrize("query", QUERIES)
def test_the_receipts_are_the_same(stores: Pair, query: str) -> None:
    data, amiss = explained(stores.embedded, query)
    assert amiss == []
    assert explained(stores.remote, query) == (data, [])
    assert data["rows"] or "org:Meta . ?x" in query


# ------------------------------------------------------------ stores that are not as they should be

CORPUS = """
id: src:paper
type: NewsArticle
headline: The paper
claims:
  - {id: claim:ann, label: Ann leads, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:bob, label: Bob is to lead, says: {id: org:Lab, ledBy: person:Bob}, modality: planned}
"""
LED = "SELECT ?who { org:Lab :ledBy ?who } ORDER BY ?who"


@pytest.fixture
def small(tmp_path: pathlib.Path) -> EmbeddedStore:
    (tmp_path / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    (tmp_path / "paper.yaml").write_text(CORPUS, encoding="utf-8")
    return claimgraph.load(tmp_path).store


def test_what_no_claim_in_force_states_is_not_passed_over(run: Run, oxigraph_server: Server, small: EmbeddedStore) -> None:
    """Somebody wrote a plan into the default graph: the store gives a row for it, and no claim that is so."""
    plan = [quad for quad in small.inner if quad.object == ox.NamedNode(small.prefixes["person"] + "Bob")]
    oxigraph_server.fill([*small.inner, *(ox.Quad(q.subject, q.predicate, q.object) for q in plan)])
    done = run("query", "--why", LED, "--store", oxigraph_server.url)
    said = (
        "row 2: no claim in force states what matched org:Lab :ledBy ?who; does the store's default graph hold more than what is in force?"
    )
    assert (done.returncode, done.stderr) == (0, f"note: {said}\n")
    assert f"{said}\n\n1. who: Ann (person:Ann)\n   because org:Lab :ledBy ?who" in done.stdout
    assert done.stdout.endswith("2. who: Bob (person:Bob)\n   NO CLAIM IN FORCE says: org:Lab :ledBy ?who\n")


def test_a_store_without_the_ontology_is_told_what_is_in_force(run: Run, oxigraph_server: Server, small: EmbeddedStore) -> None:
    oxigraph_server.fill(quad for quad in small.inner if quad.graph_name != ox.NamedNode(ONTOLOGY_GRAPH))
    done = run("query", "--why", LED, "--store", oxigraph_server.url, "--format", "json")
    assert json.loads(done.stdout)["rows"][0]["why"][0]["claims"] == ["claim:ann"]


def test_a_row_that_the_statements_do_not_give(small: EmbeddedStore) -> None:
    """A store that reckons otherwise: its row stays as it is, and that it has no receipts is said."""

    class Reckons(RemoteStore):
        """Gives a row of its own, and all else as the embedded store does."""

        def __init__(self) -> None:
            self.prefixes = small.prefixes

        def query(self, query: str, **_: Any) -> Any:
            return small.query("SELECT ?who { VALUES ?who { person:Bob person:Ann } }" if query == LED else query)

        def rows(self, query: str) -> Iterator[Any]:
            return small.rows(query)

    data, amiss = explained(Reckons(), LED)
    assert amiss == ["row 1: the store gives it, but what its statements give is another; it has no receipts"]
    assert [row["why"] and row["why"][0]["claims"] for row in data["rows"]] == [None, ["claim:ann"]]


def test_another_day_is_refused_where_there_are_no_facts(run: Run, oxigraph_server: Server, small: EmbeddedStore) -> None:
    oxigraph_server.fill(small.inner)
    done = run("query", "--why", LED, "--store", oxigraph_server.url, "--as-of", "2026")
    assert done.returncode == 2
    assert done.stderr.startswith("error: a free query cannot be asked as of another day on a store that is not made from facts")
