"""Answers of any length: rows are there before the last one is found, and nobody holds them all."""

from __future__ import annotations

import io
import itertools
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox
import pytest
from helpers import FACTS, MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from store_fixtures import Server

from claimgraph.exports import serialize
from claimgraph.store.depth import DEEPEST, is_deep_json, is_deep_rdf
from claimgraph.views.tabbed import write_tabbed
from claimgraph.views.table import render_aligned, render_tabbed, render_term
from claimgraph.vocab import XSD
from claimgraph.wording.compact import Compactor

PATTERNS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
#: More of them than anybody could wait for; of triples too, for each has a node of its own.
ROWS = f"SELECT * {{ {PATTERNS} }}"
TRIPLES = f"CONSTRUCT {{ [] ?b ?r }} {{ {PATTERNS} }}"
OF_ROWS = ("", "tsv", "csv", "json", "xml", "table")
OF_TRIPLES = ("", "ttl", "trig", "n3", "nt", "nq", "rdf", "jsonld", "tsv", "table")


@pytest.fixture
def facts(make_corpus: MakeCorpus, run: Run) -> pathlib.Path:
    """Facts whose store is made already."""
    facts = make_corpus(FACTS)
    assert run("query", "ASK {}", "--facts", facts).stdout == "true\n"
    return facts


# ---------------------------------------------------------------- the first rows come before the last


@pytest.mark.parametrize(("query", "format_"), [(ROWS, name) for name in OF_ROWS] + [(TRIPLES, name) for name in OF_TRIPLES])
def test_the_first_rows_do_not_wait_for_the_last(facts: pathlib.Path, query: str, format_: str) -> None:
    """Whoever has seen enough closes the pipe, and that is no error."""
    command = ["query", query, "--facts", facts, "--format", format_, "--timeout", "60"]
    with subprocess.Popen(
        [sys.executable, "-m", "claimgraph", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(100_000)) == 100_000
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 0)


# ---------------------------------------------------------------- memory


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs a system that says how much memory a process took")
@pytest.mark.parametrize("format_", ["", "csv", "json", "table"])
def test_a_hundred_times_as_many_rows_take_no_more_memory(facts: pathlib.Path, format_: str) -> None:
    few, many = (memory_of("query", f"{ROWS} LIMIT {count}", "--facts", facts, "--format", format_) for count in (1_500, 150_000))
    assert many - few < 15_000_000  # the rows are 40 megabytes of text, and of Python's terms ten times that


def memory_of(*arguments: object) -> int:
    """Return the most memory that the command line held, in bytes."""
    command = [sys.executable, "-m", "claimgraph", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# ---------------------------------------------------------------- rows for a pipe


TEXTS = st.text(max_size=8) | st.text('"\\\t\n\r a\x00', max_size=6)
IRIS = st.sampled_from(["http://x/a", "http://x/a%20b", "http://x/é", "http://x/p/", "http://y/1"]).map(ox.NamedNode)
NUMBERS = st.builds(
    lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
    TEXTS | st.sampled_from(["1", "1.0", "1e3", "true", "01", "-0", "+1.50"]),
    st.sampled_from(["integer", "decimal", "double", "boolean", "date"]),
)
TERMS = IRIS | NUMBERS | TEXTS.map(ox.Literal) | TEXTS.map(lambda text: ox.Literal(text, language="en")) | st.just(ox.BlankNode("b1"))
CELLS = st.none() | TERMS | st.builds(ox.Triple, IRIS, IRIS, TERMS)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_rows_for_a_pipe_are_those_that_the_terms_make(rows: list[tuple[object, object]]) -> None:
    text = "".join("\t".join(map(spelled, row)) + "\n" for row in [("?a", "?b"), *rows])
    compact, out = Compactor({"x": "http://x/"}), io.BytesIO()
    write_tabbed(parsed(text), out, {"x": "http://x/"})
    expected = render_tabbed(["a", "b"], ([render_term(term, compact) for term in row] for row in parsed(text)))
    assert out.getvalue().decode() == "".join(f"{line}\n" for line in expected)


def spelled(term: object) -> str:
    return "" if term is None else f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def parsed(text: str) -> ox.QuerySolutions:
    answer = ox.parse_query_results(text.encode(), ox.QueryResultsFormat.TSV)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def test_more_different_cells_than_are_remembered() -> None:
    rows = [f"http://x/{number}" for number in range(120_000)]
    out = io.BytesIO()
    write_tabbed(parsed("?it\n" + "".join(f"<{iri}>\n" for iri in rows)), out, {"x": "http://x/"})
    assert out.getvalue().decode().split("\n") == ["it", *(iri.replace("http://x/", "x:") for iri in rows), ""]


@pytest.mark.parametrize("query", ["SELECT * {}", "SELECT ?x {}", "SELECT ?x { ?x a 1 }"])
def test_rows_without_cells_and_no_rows(run: Run, facts: pathlib.Path, query: str) -> None:
    done = run("query", query, "--facts", facts)
    assert done.stdout == {"*": "\n\n", "?x": "x\n"}[query.split()[1]] + ("\n" if query == "SELECT ?x {}" else "")


# ---------------------------------------------------------------- a table of any length


def test_a_table_is_as_wide_as_its_first_thousand_rows_and_a_longer_word_behind_them_stays_whole() -> None:
    rows = [["claim:a", "one word"]] * 1000 + [["claim:much-longer-than-the-others", "two words"], ["claim:b", "three"]]
    lines = list(render_aligned(["claim", "label"], rows, width=80))
    assert lines[:3] + lines[1001:] == [
        "claim    label",
        "───────  ────────",
        "claim:a  one word",
        "claim:a  one word",
        "claim:much-longer-than-the-others  two",
        "                                   words",
        "claim:b  three",
    ]


# ---------------------------------------------------------------- answers from elsewhere


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs a system that says how much memory a process took")
def test_rows_of_a_store_elsewhere_are_not_held_either(oxigraph_server: Server) -> None:
    graph = ox.NamedNode("http://x/g")
    oxigraph_server.fill(ox.Quad(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://x/p"), ox.Literal(n), graph) for n in range(400))
    query = "SELECT ?a ?b ?c { GRAPH ?g { ?a <http://x/p> ?b . ?c <http://x/p> ?d } }"
    few, many = (memory_of("query", f"{query} LIMIT {count}", "--store", oxigraph_server.url) for count in (1_000, 150_000))
    assert many - few < 25_000_000  # the answer is 30 megabytes, and was held twice


@given(st.integers(0, DEEPEST - 1), st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_what_is_no_deeper_than_allowed_is_read_however_it_is_cut_into_pieces(deep: int, cuts: list[int]) -> None:
    text = b'[{"\\\\":"[[["},' + b"[" * deep + b'"{\\"{"' + b"]" * deep + b"]"
    assert not is_deep_json(pieces(text * 3, cuts))
    lines = b"<a> <b> " + b"<<( <a> <b> " * deep + b"<c> .\n"
    assert not is_deep_rdf(pieces(lines * 3, cuts), lines=True)


@given(st.integers(2 * DEEPEST + 1, 400), st.lists(st.integers(1, 40), min_size=1, max_size=30), st.binary(max_size=20))
def test_what_is_much_deeper_is_not_read_however_it_is_cut_into_pieces(deep: int, cuts: list[int], end: bytes) -> None:
    assert is_deep_json(pieces(b'["{",' + b'{"a":' * deep + b"1" + b"}" * deep + end, cuts))
    assert is_deep_rdf(pieces(b"<a> .\n<a> " + b"<<( <a> <b>" * deep + b" <c>\n" + end, cuts), lines=True)
    assert is_deep_rdf(pieces(b"<a> " + b"<<( <a> <b>\n" * deep + end, cuts), lines=False)


def pieces(data: bytes, cuts: list[int]) -> Iterator[bytes]:
    """Yield data in pieces of the given lengths, over and over."""
    start = 0
    for length in itertools.cycle(cuts):
        if start >= len(data):
            return
        yield data[start : start + length]
        start += length


# ---------------------------------------------------------------- triples with prefixes


SHORT = {"x": "http://x/", "y": "http://y/", "z": "http://z/"}


def turtle(count: int, write: str, out: IO[bytes]) -> None:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://y/p"), ox.Literal(number)) for number in range(count))
    answer = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?o")
    getattr(serialize, write)(answer, ox.RdfFormat.TURTLE, out, SHORT)


@given(st.integers(0, 30))
def test_few_triples_are_written_as_those_that_are_held(count: int) -> None:
    held, streamed = io.BytesIO(), io.BytesIO()
    turtle(count, "write_rdf", held)
    turtle(count, "stream_rdf", streamed)
    assert streamed.getvalue() == held.getvalue()
    assert b"@prefix z:" not in streamed.getvalue()


@settings(max_examples=20)
@given(st.integers(1, 5_000), st.integers(0, 20_000))
def test_many_triples_declare_all_prefixes_once_and_first(count: int, held: int) -> None:
    """Of what is longer than is held, nobody knows yet which prefixes it will use."""
    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serialize, "_MOST_HELD", held)
        turtle(count, "stream_rdf", out)
    text = out.getvalue().decode()
    names = re.findall("^@prefix (.):", text, re.MULTILINE)
    assert names == ["x", "y", "z"][: 2 + ("z:" in text)]
    assert text.startswith("@prefix x: <http://x/> .\n")
    assert len(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == count
