"""`import claimgraph`: what Python users get."""

from __future__ import annotations

import pathlib
import subprocess
import sys
from typing import Any

import pytest
import rdflib
from helpers import MakeCorpus

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
