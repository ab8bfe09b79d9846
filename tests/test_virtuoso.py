"""What is done so that Virtuoso answers as the facts do, where it would not of itself; and what is said where nothing can be done."""

from __future__ import annotations

import random
from typing import Any

import pyoxigraph as ox
import pytest
from helpers import Run
from hypothesis import example, given
from hypothesis import strategies as st
from store_fixtures import Server

from claimgraph.store import virtuoso as dialect
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.store.remote import RemoteStore, open_remote
from claimgraph.store.virtuoso import has_long_path, sorted_rightly
from claimgraph.vocab import CG, RDF

META = "https://example.org/metadata"
PREFIXES = {"": "http://x/", "cg": CG}
WORDS = [
    "Alpha",
    "beta",
    "Gamma",
    "delta",
    "Ärger",
    "épée",
    "zoo",
    "Zoo",
    "naïve",
    "data-",
    "data",
    "1",
    "10",
    "9",
    "über",
    "Über",
    "Модель",
    "😀",
]


def _quads() -> list[ox.Quad]:
    """Claims with labels of many words, long ones too, and numbers."""
    chance = random.Random(5)
    quads = []
    for number in range(300):
        node = ox.NamedNode(f"http://x/claim/{number}")
        label = " ".join(chance.choices(WORDS, k=chance.randint(1, 25)))
        quads += [
            ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(CG + "Claim")),
            ox.Quad(node, ox.NamedNode("http://x/label"), ox.Literal(label + "." * 5000 if number % 50 == 0 else label)),
            ox.Quad(node, ox.NamedNode("http://x/size"), ox.Literal(chance.randint(-20, 200))),
        ]
    return quads


@pytest.fixture(scope="module")
def here() -> EmbeddedStore:
    return memory_store(_quads(), PREFIXES)


@pytest.fixture
def there(virtuoso_server: Server) -> RemoteStore:
    virtuoso_server.fill(_quads(), META)
    store = open_remote(virtuoso_server.endpoint)
    store.prefixes = PREFIXES
    return store


def _rows(answer: Any) -> list[tuple[str, ...]]:
    return [tuple("" if term is None else term.value for term in row) for row in answer]


ORDERS = ["?label ?x", "DESC(?label) ?x", "?size ?label ?x", "DESC(?size) DESC(?label) ?x", "LCASE(?label) ?x", "BOUND(?none) ?label ?x"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", ["", " LIMIT 7", " LIMIT 200 OFFSET 20", " OFFSET 290"])
@pytest.mark.parametrize("what", ["?x ?label", "DISTINCT ?x ?label ?size", "?x"])
def test_rows_come_in_order(here: EmbeddedStore, there: RemoteStore, what: str, order: str, limit: str) -> None:
    query = (
        f"SELECT {what} {{ ?x a cg:Claim ; :label ?label ; :size ?size OPTIONAL {{ ?x :none ?none }} }} ORDER BY {order}{limit} # by what"
    )
    assert _rows(there.query(query)) == _rows(here.query(query))
    assert not there.remarks


def test_groups_come_in_order(here: EmbeddedStore, there: RemoteStore) -> None:
    query = "SELECT ?first (COUNT(?x) AS ?n) { ?x :label ?label BIND(STRBEFORE(?label, ' ') AS ?first) } GROUP BY ?first ORDER BY DESC(?n) ?first"
    assert _rows(there.query(query)) == _rows(here.query(query))


def test_more_than_it_can_sort_is_said(there: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "_MOST", 100)
    assert len(_rows(there.query("SELECT ?x { ?x :label ?label } ORDER BY ?label"))) == 300
    assert list(there.remarks) == [dialect.UNSORTED.format(name="virtuoso")]


def test_a_virtuoso_that_sorts_less_is_asked_as_it_stands(there: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "_MOST", 30_000)  # which it refuses
    assert len(_rows(there.query("SELECT ?x { ?x :label ?label } ORDER BY ?label"))) == 300
    assert list(there.remarks) == [dialect.UNSORTED.format(name="virtuoso")]


def test_a_path_of_any_length_is_warned_of(there: RemoteStore, virtuoso_server: Server, run: Run) -> None:
    assert there.query("ASK { ?x a cg:Claim }")
    assert not there.remarks
    done = run("query", "SELECT ?y { <http://x/claim/1> <http://x/size>+ ?y }", "--store", virtuoso_server.endpoint.query)
    assert done.stdout.startswith("y\n"), done.stderr
    name = virtuoso_server.url.removeprefix("http://")
    assert f"note: {dialect.PATHS.format(name=name)}\n" in done.stderr


@pytest.mark.parametrize(
    ("query", "long"),
    [
        ("SELECT * { ?x :a* ?y }", True),
        ("SELECT * { ?x a/:b+ ?y }", True),
        ("SELECT * { ?x (:a|^<http://b>)* ?y }", True),
        ("SELECT * { :x (:a/:b)+ ?y }", True),
        ("SELECT (COUNT(*) AS ?n) { ?x :a ?y }", False),
        ("SELECT * { ?x :a +3 }", False),
        ("SELECT (xsd:integer(?x) * 2 AS ?z) { ?x :a/:b|:c? ?y FILTER(?y * (2 + 1) > STRLEN('a') * 2) }", False),
        ("SELECT * { ?x :a ':a*' } # :a*", False),
    ],
)
def test_what_is_a_path_of_any_length(query: str, long: bool) -> None:
    assert has_long_path(query) is long


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("SELECT ?x { } ORDER BY ?x # all", "SELECT ?x { } ORDER BY ?x # all\nLIMIT 10000 "),
        ("select ?x { } order by ?x offset 9 values ?x { 1 }", "select ?x { } order by ?x offset 9 \nLIMIT 9991 values ?x { 1 }"),
        (
            "SELECT ?x { { SELECT ?x { } ORDER BY ?x LIMIT 3 } } ORDER BY ?x",
            "SELECT ?x { { SELECT ?x { } ORDER BY ?x LIMIT 3 } } ORDER BY ?x\nLIMIT 10000 ",
        ),
        ("SELECT ?x { } ORDER BY ?x LIMIT 5", ""),
        ("SELECT ?x { } ORDER BY ?x OFFSET 10000", ""),
        ("SELECT ?x { { SELECT ?x { } ORDER BY ?x } }", ""),
        ("CONSTRUCT { ?x ?y ?z } WHERE { ?x ?y ?z } ORDER BY ?x", ""),
        ("ASK { }", ""),
    ],
)
def test_where_the_limit_goes(query: str, sent: str) -> None:
    assert sorted_rightly(query)[0] == sent


@given(st.text(alphabet="SELECT ORDER BY {}()?x*+:a.'\"#\n<>", max_size=60))
@example("SELECT")
@example("")
@example("*")
def test_any_text_can_be_looked_at(text: str) -> None:
    """What is no query is refused elsewhere, with an explanation."""
    assert has_long_path(text) in {True, False}
    assert isinstance(sorted_rightly(text)[0], str)
