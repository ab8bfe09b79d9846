"""Stores that others wrote to, or that are none: what is shown is right, or there is an error that says so, and never a traceback."""

from __future__ import annotations

import json
import pathlib
import re
import urllib.parse
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from helpers import Run
from hostile import Talk, reply, serve
from store_fixtures import Server
from tram_corpus import tram_corpus

from claimgraph import loader
from claimgraph.rdf import store_quads

BASE = "https://example.org/riverton/"
CLAIM = f"<{BASE}claim/horse-tram-opened>"
PREFIXES = """
PREFIX cg: <https://w3id.org/claimgraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#>
"""
COMMANDS = [
    ("list",),
    ("show", "claim:horse-tram-opened"),
    ("draw", "--format", "json", "-o", "-", "--as-of", "2025-12-31"),
    ("export", "--format", "nq"),
]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return tram_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def quads(facts: pathlib.Path) -> list[ox.Quad]:
    return store_quads(loader.load(facts))


def _change(server: Server, quads: list[ox.Quad], update: str) -> None:
    store = ox.Store()
    store.extend(quads)
    store.update(PREFIXES + update)
    server.fill(store)


#: What somebody may do to a store that we wrote.
DIRT = {
    "a value that is made of itself": "INSERT { GRAPH ?g { ?v cg:inRespectOf ?v } } WHERE { GRAPH ?g { ?s ?p ?v . ?v ?q ?o } ?g a cg:Claim }",
    "a statement as object": f"INSERT DATA {{ GRAPH {CLAIM} {{ <urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> }} }}",
    "a statement as label": f"INSERT DATA {{ {CLAIM} rdfs:label <<( <urn:a> <urn:b> <urn:c> )>> }}",
    "statements for everything": f"INSERT {{ ?s ?p <<( <urn:a> <urn:b> <urn:c> )>> }} WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{BASE}')) }}",
    "names where texts were": f"DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p <urn:x> }} WHERE {{ ?s ?p ?o FILTER(isLiteral(?o) && STRSTARTS(STR(?s), '{BASE}')) }}",
    "a hop of no place": f"INSERT DATA {{ {CLAIM} prov:qualifiedAttribution <urn:h> . <urn:h> cg:position 'abc' ; cg:speakerCount 'many' ; prov:agent 'x' }}",
    "evidence of no place": "DELETE { ?e oa:start ?o } INSERT { ?e oa:start 'there' } WHERE { ?e oa:start ?o }",
    "no labels": "DELETE { ?c rdfs:label ?l } WHERE { ?c a cg:Claim ; rdfs:label ?l }",
    "no modalities": "DELETE { ?c cg:modality ?l } WHERE { ?c a cg:Claim ; cg:modality ?l }",
    "a description of nothing": f"INSERT DATA {{ GRAPH <{BASE}dataset> {{ _:b <urn:p> 1 . <{BASE}dataset> cg:metadataGraph 'no', _:b }} }}",
}  # fmt: skip


@pytest.mark.parametrize("dirt", DIRT)
def test_what_others_wrote_ends_no_command_with_a_traceback(
    dirt: str, run: Run, oxigraph_server: Server, quads: list[ox.Quad], facts: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    _change(oxigraph_server, quads, DIRT[dirt])
    for command in COMMANDS:
        done = run(*command, "--store", oxigraph_server.url, cwd=tmp_path)
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert done.returncode in {0, 2}, (command, done.stderr)
        assert done.returncode == 0 or "  hint: " in done.stderr, (command, done.stderr)
    pushed = run("push", oxigraph_server.url, "--facts", facts)
    assert "missing 0, extra 0" in pushed.stdout, pushed.stderr


def test_a_value_that_is_made_of_itself_is_shown_once(run: Run, oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    _change(oxigraph_server, quads, DIRT["a value that is made of itself"])
    claims = json.loads(run("list", "--format", "json", "--store", oxigraph_server.url).stdout)
    values = [term for claim in claims for triple in claim["triples"] for term in triple if isinstance(term, dict) and "id" in term]
    assert values
    assert {value["cg:inRespectOf"] == value["id"] for value in values if "cg:inRespectOf" in value} == {True}


def test_a_statement_as_object_is_shown_as_it_is_written(run: Run, oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    _change(oxigraph_server, quads, DIRT["a statement as object"])
    claim = json.loads(run("show", "claim:horse-tram-opened", "--format", "json", "--store", oxigraph_server.url).stdout)
    assert ["<urn:a>", "<urn:b>", "<urn:a> <urn:b> <urn:c>"] in claim["triples"]


def test_a_claim_without_a_label_is_listed_by_its_id_and_shown(run: Run, oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    _change(oxigraph_server, quads, DIRT["no labels"])
    claims = json.loads(run("list", "--format", "json", "--store", oxigraph_server.url).stdout)
    assert len(claims) == 25
    assert {claim["label"] == claim["id"] for claim in claims} == {True}
    assert "claim:horse-tram-opened" in run("show", "claim:horse-tram-opened", "--store", oxigraph_server.url).stdout


def test_a_claim_of_which_too_much_is_missing_is_said_to_be_there(run: Run, oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    _change(oxigraph_server, quads, DIRT["no modalities"])
    assert run("show", "horse-tram-opened", "--store", oxigraph_server.url).stderr == (
        "note: 25 claims are left out: they lack a source, a digest, a modality, a polarity or a stance; "
        "`claimgraph push` puts right what is its own\n"
        "error: the store holds horse-tram-opened without a source, a modality, a polarity or a stance\n"
        "  hint: `claimgraph push` puts it right\n"
    )
    done = run("conflicts", "--store", oxigraph_server.url)
    assert done.stderr.startswith("note: 25 claims are left out: they lack a source")


# ---------------------------------------------------------------- what is no store of claims


URI, LITERAL = {"type": "uri", "value": "http://nobody.example/x"}, {"type": "literal", "value": "abc"}
NODE, LONG = {"type": "bnode", "value": "b"}, {"type": "literal", "value": "9" * 6000}
TRIPLE = {"type": "triple", "value": {"subject": URI, "predicate": URI, "object": LITERAL}}
#: What a server may answer to any SELECT: of the variables that were asked for, the variables and the rows that come.
SHAPES: dict[str, Callable[[list[str]], tuple[list[str], list[dict[str, Any]]]]] = {
    "no rows": lambda names: (names, []),
    "no variables": lambda _: ([], [{}]),
    "other variables": lambda _: (["zz"], [{"zz": URI}]),
    "unbound": lambda names: (names, [{}]),
    "texts": lambda names: (names, [dict.fromkeys(names, LITERAL)]),
    "names": lambda names: (names, [dict.fromkeys(names, URI)]),
    "nodes without a name": lambda names: (names, [dict.fromkeys(names, NODE)]),
    "statements": lambda names: (names, [dict.fromkeys(names, TRIPLE)]),
    "a number of many digits": lambda names: (names, [dict.fromkeys(names, LONG)]),
}


def _answer(shape: str) -> Callable[[Talk], None]:
    def script(talk: Talk) -> None:
        query = urllib.parse.parse_qs(talk.server.asked[-1].body).get("query", [""])[0]
        if "SELECT" not in query:
            reply(talk, body='{"head": {}, "boolean": true}')
            return
        head = query[query.index("SELECT") :].partition("{")[0]
        names = re.findall(r"AS \?(\w+)", head) or re.findall(r"\?(\w+)", head)
        variables, rows = SHAPES[shape](names)
        reply(talk, body=json.dumps({"head": {"vars": variables}, "results": {"bindings": rows}}))

    return script


@pytest.mark.parametrize("shape", SHAPES)
def test_a_server_that_answers_something_else_ends_no_command_with_a_traceback(
    shape: str, run: Run, facts: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    with serve(_answer(shape)) as server:
        for command in (*((*command, "--store", server.url) for command in COMMANDS[1:]), ("push", server.url, "--facts", facts)):
            done = run(*command, cwd=tmp_path)
            assert "Traceback" not in done.stderr, (command, done.stderr)
            assert done.returncode in {0, 1, 2}, (command, done.stderr)
            assert done.returncode != 2 or done.stderr.startswith(("error: ", "note: ")), (command, done.stderr)
            assert "object has no" not in done.stderr
            assert "literal for" not in done.stderr
