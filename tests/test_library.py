"""`import claimgraph`: what Python users get."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import rdflib
from helpers import MakeCorpus, Run
from store_fixtures import Server

import claimgraph

WHO = "SELECT ?name { org:MSL :ledBy/schema:name ?name }"


@pytest.fixture
def corpus(root: pathlib.Path) -> claimgraph.Corpus:
    return claimgraph.load(root / "facts")


def test_a_corpus_has_claims_entities_and_sources(corpus: claimgraph.Corpus) -> None:
    assert len(corpus) == len(corpus.claims()) > 100
    assert [claim["id"] for claim in corpus.claims(modality="hoped")] == ["claim:future-muse-open-source-hoped"]
    assert corpus.entities()["org:MSL"]["name"] == "Meta Superintelligence Labs"
    assert corpus.sources()["src:axios-open-source-versions"]["published"] == "2026-04-06"
    assert len(corpus.as_of("2025-06-08")) == 3


def test_what_there_is_for_users_is_listed() -> None:
    """By name, before any of it was used."""
    code = "import claimgraph; print(dir(claimgraph))"
    listed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert listed == "['ClaimgraphError', 'Corpus', 'FactsError', 'Problem', '__version__', 'connect', 'load']\n"
    assert dir(claimgraph) == sorted(claimgraph.__all__)


def test_dates_are_read_as_on_the_command_line(corpus: claimgraph.Corpus) -> None:
    import datetime as dt

    assert len(corpus.as_of(dt.date(2025, 6, 8))) == len(corpus.as_of("2025-06-08")) == 3
    assert len(corpus.as_of("2025-06")) == len(corpus.as_of("2025-06-30")) > 3
    with pytest.raises(claimgraph.ClaimgraphError, match="'2026-4-6' is not a date of the calendar"):
        corpus.as_of("2026-4-6")


def test_a_wrong_keyword_is_named(corpus: claimgraph.Corpus) -> None:
    with pytest.raises(claimgraph.ClaimgraphError, match="claims cannot be chosen by 'abuot'"):
        corpus.claims(abuot="Mango")


def test_the_dataset_is_an_rdflib_dataset_on_oxigraph(corpus: claimgraph.Corpus) -> None:
    dataset = corpus.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    assert [str(row.name) for row in dataset.query(WHO)] == ["Alexandr Wang"]  # type: ignore[union-attr]
    claim = dataset.graph(rdflib.URIRef(corpus.prefixes["claim"] + "msl-led-by-wang"))
    assert len(claim) == 1


@pytest.mark.parametrize("way", ["dataset", "graph"])
@pytest.mark.parametrize(
    "query",
    ["SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x a ?y } }", "SELECT ?x FROM <file:///etc/passwd> { ?x a ?y }"],
)
def test_the_guard_stands_before_the_dataset(corpus: claimgraph.Corpus, way: str, query: str) -> None:
    dataset = corpus.dataset()
    asked = dataset if way == "dataset" else dataset.graph(rdflib.URIRef(corpus.prefixes["claim"] + "msl-led-by-wang"))
    with pytest.raises(claimgraph.ClaimgraphError, match=r"SERVICE would send|the store holds no such graph"):
        asked.query(query)
    with pytest.raises(claimgraph.ClaimgraphError):
        dataset.query(query, use_store_provided=False)


def test_the_guard_refuses_what_it_cannot_read(corpus: claimgraph.Corpus) -> None:
    from rdflib.plugins.sparql import prepareQuery

    dataset = corpus.dataset()
    with pytest.raises(claimgraph.ClaimgraphError, match="a prepared query cannot be checked"):
        dataset.query(prepareQuery("SELECT ?x { ?x ?p ?o }"))
    with pytest.raises(claimgraph.ClaimgraphError, match="LOAD would reach out"):
        dataset.update("LOAD <file:///etc/passwd>")


def test_a_dataset_is_a_copy(corpus: claimgraph.Corpus) -> None:
    corpus.dataset().update("DELETE WHERE { ?s ?p ?o }")
    assert [str(row.name) for row in corpus.dataset().query(WHO)] == ["Alexandr Wang"]  # type: ignore[union-attr]


def test_problems_come_as_values(make_corpus: MakeCorpus) -> None:
    facts = make_corpus("id: src:a\ntype: Report\n")
    with pytest.raises(claimgraph.FactsError) as caught:
        claimgraph.load(facts)
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.line) == ("missing-key", 1)


def test_the_command_line_starts_without_heavy_libraries() -> None:
    script = (
        "import sys; sys.argv = ['claimgraph', 'query', 'ASK {}']\n"
        "from claimgraph.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'numpy', 'pandas', 'requests', 'yaml', 'importlib.metadata', 'importlib.resources'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-m", "claimgraph", "query", "ASK {}"], check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "true\n[]\n"


def test_the_graph_is_one_of_networkx(corpus: claimgraph.Corpus) -> None:
    graph = corpus.graph(about="MSL")
    edges = {row[2]["claim"]: row for row in graph.out_edges("org:MSL", data=True) if row[2]["label"] == "led by"}
    _, wang, edge = edges["claim:msl-led-by-wang"]
    assert graph.nodes[wang]["label"] == "Alexandr Wang"
    assert (edge["claim"], edge["modality"], edge["polarity"], edge["speaker"]) == (
        "claim:msl-led-by-wang", "asserted", "affirmed", "org:NYUShanghaiRITS",
    )  # fmt: skip
    assert len(corpus.graph("SELECT ?claim { ?claim cg:modality cg:hoped }").edges) == 1
    assert len(corpus.graph()) > len(corpus.graph(about="MSL", depth=2)) > len(graph)


#: Each analysis from Python, and as a command.
ANALYSES: dict[str, tuple[Callable[[claimgraph.Corpus], dict[str, Any]], list[str]]] = {
    "conflicts": (lambda c: c.conflicts(), ["conflicts"]),
    "conflicts of some": (
        lambda c: c.conflicts(about="Mango", source="src:indiatoday-avocado-delay", kind=["disjoint", "update"]),
        ["conflicts", "--about", "Mango", "--source", "src:indiatoday-avocado-delay", "--kind", "disjoint", "--kind", "update"],
    ),
    "conflicts of a claim": (lambda c: c.conflicts(claim="mango-kind"), ["conflicts", "mango-kind"]),
    "origins": (lambda c: c.origins("msl-led-by-wang", require=2), ["origins", "msl-led-by-wang", "--require", "2"]),
    "origins of a thing": (
        lambda c: c.origins(about="Scale AI", named_only=True), ["origins", "--about", "Scale AI", "--named-only"],
    ),
    "trace": (lambda c: c.trace("axios-open-source-versions"), ["trace", "axios-open-source-versions"]),
    "due": (
        lambda c: c.due(about="Muse Spark", outcome="overdue", today="2026-11-30"),
        ["due", "--about", "Muse Spark", "--outcome", "overdue", "--as-of", "2026-11-30"],
    ),
    "history": (
        lambda c: c.history("Avocado", predicate=":launchedOn", outlet="CNBC"),
        ["history", "Avocado", "--predicate", ":launchedOn", "--outlet", "CNBC"],
    ),
    "history of a claim": (lambda c: c.history("claim:mango-kind"), ["history", "claim:mango-kind"]),
    "without": (lambda c: c.without("Bloomberg", "src:inkl-capex-growth"), ["without", "Bloomberg", "src:inkl-capex-growth"]),
    "ranking": (lambda c: c.without(rank=True), ["without", "--rank"]),
    "stats": (lambda c: c.stats(), ["stats"]),
}  # fmt: skip


@pytest.mark.parametrize("analysis", ANALYSES)
def test_an_analysis_gives_what_its_command_gives(corpus: claimgraph.Corpus, run: Run, analysis: str) -> None:
    """As of a day, too: which day it is, and what was left out, is in the answer."""
    ask, words = ANALYSES[analysis]
    day = [] if "--as-of" in words else ["--as-of", "2026-11-30"]
    done = run(*words, *day, "--format", "json")
    assert ask(corpus.as_of("2026-11-30")) == json.loads(done.stdout)


def test_days_that_follow_one_another_are_counted_together(corpus: claimgraph.Corpus) -> None:
    late, early = corpus.as_of("2026-06"), corpus.as_of("2026-06").as_of("2026-03")
    assert (late.stats()["asOf"], early.stats()["asOf"], early.as_of("2026-12").stats()["asOf"]) == (
        "2026-06-30",
        "2026-03-31",
        "2026-03-31",
    )
    assert early.stats() == corpus.as_of("2026-03").stats() | {"undated": late.stats()["undated"]}
    assert corpus.stats()["asOf"] is None


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda c: c.conflicts(kind="functionl"), "there is no kind 'functionl'"),
        (lambda c: c.due(outcome=["open", "lost"]), "there is no outcome 'lost'"),
        (lambda c: c.due(today="tomorrow"), "'tomorrow' is not a date of the calendar"),
        (lambda c: c.origins(), "give one claim, or about=X, and not both"),
        (lambda c: c.trace("nothing"), "there is no claim nothing"),
        (lambda c: c.history("nothing"), "nothing: nothing in these facts has that id or name, neither an entity nor a claim"),
        (lambda c: c.without("nothing"), "nothing: no source, outlet or speaker has that id or name"),
        (lambda c: c.without(), "name what is to be taken away, or ask for rank=True, and not both"),
    ],
)
def test_what_cannot_be_analysed_is_said(corpus: claimgraph.Corpus, ask: Callable[[claimgraph.Corpus], Any], message: str) -> None:
    with pytest.raises(claimgraph.ClaimgraphError) as caught:
        ask(corpus)
    assert caught.value.message == message


def test_a_store_without_the_ontology_is_analysed_all_the_same(corpus: claimgraph.Corpus, oxigraph_server: Server) -> None:
    ontology = "https://w3id.org/claimgraph/ns"
    oxigraph_server.fill(quad for quad in corpus.store.quads() if getattr(quad.graph_name, "value", "") != ontology)
    there = claimgraph.connect(oxigraph_server.url, facts="facts")
    assert there.without(rank=True) == corpus.without(rank=True)
    assert there.conflicts() == corpus.conflicts()
    oxigraph_server.fill([])


def test_drawing_from_python(corpus: claimgraph.Corpus, tmp_path: pathlib.Path) -> None:
    for name, start in {"msl.html": "<!doctype html>", "msl.svg": "<?xml", "msl.json": "{"}.items():
        corpus.draw(tmp_path / name, about="MSL", title="a\ud800\x01b")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("name", "how", "message"),
    [
        ("a.pdf", {}, "a.pdf tells no format to draw in"),
        ("a.html", {"renderer": "d3"}, "there is no renderer 'd3'"),
        ("a.html", {"view": "tabel"}, "there is no view 'tabel'"),
        ("a.svg", {"view": "table"}, "--view is for pages, and svg is none"),
        ("a.html", {"depth": -1, "about": "MSL"}, "a depth of -1 is none"),
        ("a.html", {"quotes": True}, "there are none"),
        ("a\0.html", {}, "no file can have this name"),
    ],
)
def test_what_cannot_be_drawn_from_python(
    corpus: claimgraph.Corpus, tmp_path: pathlib.Path, name: str, how: dict[str, Any], message: str
) -> None:
    with pytest.raises(claimgraph.ClaimgraphError) as caught:
        corpus.draw(f"{tmp_path}/{name}", **how)
    assert message in caught.value.message
    assert list(tmp_path.iterdir()) == []
