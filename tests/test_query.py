"""`claimgraph query`: a question in, an answer in any format out; nothing else happens."""

from __future__ import annotations

import json
import pathlib
import re
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from helpers import MakeCorpus, Run

from claimgraph.errors import QueryError
from claimgraph.store.embedded import memory_store
from claimgraph.store.guard import check_query
from claimgraph.vocab import CORE_PREFIXES

WHO = "SELECT ?who ?name { org:MSL :ledBy ?who . ?who schema:name ?name }"
PERSON = "https://w3id.org/claimgraph/facts/person/AlexandrWang"


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("table", "who                  name\n───────────────────  ─────────────\nperson:AlexandrWang  Alexandr Wang\n"),
        ("", "who\tname\nperson:AlexandrWang\tAlexandr Wang\n"),
        ("csv", f"who,name\n{PERSON},Alexandr Wang\n"),
        ("text/csv", f"who,name\n{PERSON},Alexandr Wang\n"),
        ("tsv", f'?who\t?name\n<{PERSON}>\t"Alexandr Wang"\n'),
    ],
)
def test_rows_in_every_format(run: Run, format_: str, expected: str) -> None:
    done = run("query", WHO, *(["--format", format_] if format_ else []))
    assert done.stdout == expected
    assert done.returncode == 0


def test_json_and_xml_are_the_standard_ones(run: Run) -> None:
    rows = json.loads(run("query", WHO, "--format", "application/sparql-results+json").stdout)["results"]["bindings"]
    assert rows == [{"who": {"type": "uri", "value": PERSON}, "name": {"type": "literal", "value": "Alexandr Wang"}}]
    root = ET.fromstring(run("query", WHO, "--format", "xml").stdout)
    assert [e.text for e in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["Alexandr Wang"]


@pytest.mark.parametrize(
    ("format_", "syntax"), [("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("trig", "TRIG"), ("jsonld", "JSON_LD"), ("rdf", "RDF_XML")]
)
def test_constructed_triples_in_every_format(run: Run, tmp_path: pathlib.Path, format_: str, syntax: str) -> None:
    out = tmp_path / f"answer.{format_}"
    done = run("query", "CONSTRUCT { ?x schema:name ?n } WHERE { ?x :ledBy/schema:name ?n FILTER(?x = org:MSL) }", "-o", out)
    assert done.returncode == 0
    (quad,) = ox.parse(path=str(out), format=getattr(ox.RdfFormat, syntax))
    assert quad.object == ox.Literal("Alexandr Wang")


def test_ask_and_describe(run: Run) -> None:
    assert run("query", "ASK { org:MSL :ledBy ?x }").stdout == "true\n"
    assert run("query", "ASK { org:MSL :ledBy org:Meta }").stdout == "false\n"
    assert json.loads(run("query", "ASK {}", "--format", "json").stdout)["boolean"] is True
    assert ':codename "Mango"' in run("query", "DESCRIBE model:Mango").stdout


def test_a_query_from_a_file_and_from_standard_input(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "who.rq").write_text(WHO, encoding="utf-8")
    assert "Alexandr Wang" in run("query", "-f", tmp_path / "who.rq").stdout
    assert "Alexandr Wang" in run("query", "-", stdin=WHO).stdout
    assert "Alexandr Wang" in run("query", "-f", "-", stdin=WHO).stdout


def test_the_view_holds_only_what_is_in_force(run: Run) -> None:
    assert run("query", "ASK { model:FutureMuse :licence :open-source }").stdout == "false\n"
    assert run("query", "ASK { GRAPH ?claim { model:FutureMuse :licence :open-source } }").stdout == "true\n"


def test_a_folder_below_finds_the_facts_above(run: Run, root: pathlib.Path) -> None:
    assert "Alexandr Wang" in run("query", WHO, cwd=root / "docs").stdout


@pytest.mark.parametrize(
    ("query", "error", "hint"),
    [
        ("SELCT ?x { ?x a cg:Claim }", "query:1:1: a query cannot start with 'SELCT'", "did you mean SELECT?"),
        ("SELECT ?x {\n ?x a orgg:Meta }", "query:2:7: the prefix 'orgg:' is not declared", "did you mean org:?"),
        ("SELECT ?x { ?x a cg:Claim", "query:1:11: this '{' is never closed", "close it"),
        ("SELECT ?x { ?x a cg:Claim } }", "query:1:29: this '}' closes nothing", "delete it, or open it before"),
        ('SELECT ?x { ?x rdfs:label "Meta }', "query:1:27: the string that starts here is not closed", 'add " at its end'),
        ("SELECT ?x {\n ?x a ?y .\n FILTR(?y = ?x) }", "query:3:2: 'FILTR' is no word of SPARQL", "did you mean FILTER or FLOOR?"),
        ("SELECT ?x { ?x a ?y FILTER(?x = ) }", "query:1:31: nothing follows '='", "write what it is compared or combined with"),
        ("SELECT ?y { ?x a ?y } GROUP BY ?x", "SELECT asks for a variable that GROUP BY does not keep", "group by it"),
        ("SELECT ?x ?x { ?x ?x ?y }", "query:1:11: ?x is asked for twice", "leave it out once, or choose another name"),
        ("SELECT (?y AS ?x) (?z AS ?x) { ?y ?z ?w }", "query:1:26: ?x is asked for twice", "leave it out once"),
        (r'SELECT ?x { ?x ?y "\\a\uD800" }', r"query:1:23: '\uD800' is no character, only half of one", "write the character itself"),
        ("DELETE WHERE { ?s ?p ?o }", "query:1:1: DELETE would change the store; a query only reads", "edit the facts"),
        ("INSERT DATA { org:Meta a org:Meta }", "query:1:1: INSERT would change the store; a query only reads", "edit the facts"),
        ("", "the query is empty", "try: claimgraph query"),
        ("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x a ?y } }", "query:1:13: SERVICE would send the query to another server", "--allow-service"),
        ("SELECT ?x { service SILENT <http://127.0.0.1:9/> { ?x a ?y } }", "query:1:13: SERVICE would send", "--allow-service"),
        ("SELECT ?x FROM <file:///etc/passwd> { ?x a ?y }", "query:1:16: FROM <file:///etc/passwd>: the store holds no such graph", "never files"),
        ("SELECT ?x FROM NAMED <http://127.0.0.1:9/x> { ?x a ?y }", "the store holds no such graph", "never files"),
    ],
)  # fmt: skip
def test_a_wrong_query_gets_a_place_and_a_hint(run: Run, query: str, error: str, hint: str) -> None:
    done = run("query", query)
    first, second = done.stderr.rstrip("\n").split("\n")
    assert error in first
    assert first.startswith("error: ")
    assert second.startswith("  hint: ")
    assert hint in second
    assert len(done.stderr) < 400
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x rdfs:label 'SERVICE <http://x/>' } # SERVICE FROM",
        "SELECT ?x { ?x a <http://example.org/SERVICE#FROM> }",
        "PREFIX ex: <http://x/> SELECT ?service { ?service a ex:SERVICE }",
        'SELECT ?x { ?x rdfs:label """FROM <file:///etc/passwd>""" }',
        "PREFIX c: <https://w3id.org/claimgraph/facts/claim/> SELECT ?s FROM c:msl-led-by-wang { ?s ?p ?o }",
    ],
)
def test_what_only_looks_dangerous_may_run(run: Run, query: str) -> None:
    done = run("query", query)
    assert (done.returncode, done.stderr) == (0, "")


def test_allow_service_lets_the_query_out(run: Run) -> None:
    done = run("query", "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x a ?y } }", "--allow-service")
    assert done.returncode == 2
    assert "SERVICE would send" not in done.stderr
    assert done.stderr.startswith("error: the query failed: ")


def test_the_guard_stands_before_saved_queries(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus("id: src:a\ntype: Report\nheadline: A\n")
    (facts / "queries").mkdir()
    (facts / "queries" / "out.rq").write_text("# title: Out\nSELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x a ?y } }", encoding="utf-8")
    done = run("query", "--name", "out", "--facts", facts)
    assert "query:2:13: SERVICE would send" in done.stderr
    assert done.returncode == 2


def test_names_of_saved_queries_are_suggested(run: Run) -> None:
    done = run("query", "--name", "who-leads-mls")
    assert done.stderr == "error: there is no saved query 'who-leads-mls'\n  hint: did you mean who-leads-msl?\n"
    assert done.returncode == 2


@pytest.mark.parametrize("args", [[], [WHO, "--name", "codenames"], ["-f", "x.rq", WHO]])
def test_exactly_one_query(run: Run, args: list[str]) -> None:
    done = run("query", *args)
    assert done.stderr.startswith("error: give one query: ")
    assert done.returncode == 2


def test_no_prefixes_means_none(run: Run) -> None:
    done = run("query", WHO, "--no-prefixes")
    assert "the prefix 'org:' is not declared" in done.stderr
    assert run("query", "SELECT * { ?s <http://schema.org/name> 'Mango' }", "--no-prefixes").stdout.endswith("model/Mango>\n")


@pytest.mark.parametrize(
    ("query", "format_", "error"),
    [
        (WHO, "ttl", "the answer is rows, and ttl holds triples"),
        ("ASK {}", "trig", "the answer is yes or no, and trig holds triples"),
        ("DESCRIBE org:Meta", "csv", "the answer is triples, and csv holds rows"),
        (WHO, "docx", "there is no format 'docx'"),
    ],
)
def test_formats_that_cannot_hold_the_answer(run: Run, query: str, format_: str, error: str) -> None:
    done = run("query", query, "--format", format_)
    assert error in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_as_of_asks_the_corpus_of_that_day(run: Run) -> None:
    done = run("query", "SELECT ?claim { ?claim a cg:Claim }", "--as-of", "2025-06-08")
    assert sorted(done.stdout.split()) == ["claim", "claim:cna-scale-amount", "claim:cna-scale-not-final", "claim:nasdaq-scale-amount"]
    assert run("query", "SELECT ?claim { ?claim a cg:Claim }", "--as-of", "2025-06-07").stdout == "claim\n"
    done = run("query", "SELECT ?claim { ?claim a cg:Claim }", "--as-of", "2026-06")
    assert re.fullmatch(r"note: \d+ claims are left out: they may or may not have been said by then\n", done.stderr)
    assert run("query", WHO, "--as-of", "soon").stderr.startswith("error: --as-of: 'soon' is not a date of the calendar\n")
    assert run("query", WHO, "--as-of", "").stderr.startswith("error: --as-of: '' is not a date of the calendar\n")  # a variable not set


def test_a_kept_store_follows_the_facts(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    head = "id: src:a\ntype: Report\nheadline: A\nclaims:\n  - {id: claim:a, label: A, says: {id: org:Lab, ledBy: person:"
    facts = make_corpus(head + "Ann}}")
    ask = ("query", "SELECT ?who { org:Lab :ledBy ?who }", "--facts", facts, "--store", tmp_path / "kept")
    assert run(*ask).stdout == "who\nperson:Ann\n"
    make_corpus(head + "Bob}}")
    assert run(*ask).stdout == "who\nperson:Bob\n"


def test_problems_in_the_facts_are_said_in_place_of_an_answer(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus("id: src:a\ntype: Report\n")
    done = run("query", "ASK {}", "--facts", "facts", cwd=facts.parent)
    assert done.stderr == (
        "facts/source.yaml:1:1: error[missing-key]: a source has no 'headline'\n"
        "error: the facts have 1 problem\n  hint: run `claimgraph check`\n"
    )
    assert done.returncode == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "SELECT * { " + "FILTER EXISTS { " * 2000 + "}" * 2000 + " }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 3000 + "}",
        "SELECT * { { } " + "UNION { } " * 10000 + "}",
        "SELECT (1" + " + 1" * 10000 + " AS ?x) {}",
    ],
    ids=["parentheses", "exists", "optional", "union", "sum"],
)
def test_a_query_too_deep_for_the_engine_is_refused(run: Run, tmp_path: pathlib.Path, query: str) -> None:
    (tmp_path / "deep.rq").write_text(query, encoding="utf-8")
    done = run("query", "-f", tmp_path / "deep.rq")
    assert done.stderr.startswith("error: query:1:")
    assert done.returncode == 2


def test_a_long_list_of_values_is_no_deep_query(run: Run, tmp_path: pathlib.Path) -> None:
    values = " ".join(f'"value {n}"' for n in range(20_000))
    (tmp_path / "long.rq").write_text(f"\ufeffASK {{ VALUES ?x {{ {values} }} }}", encoding="utf-8")
    assert run("query", "-f", tmp_path / "long.rq").stdout == "true\n"


def test_the_guard_knows_prefixes_and_graphs() -> None:
    def ask(query: str) -> None:
        check_query(query, CORE_PREFIXES | {"claim": "http://c/"}, {"http://c/a"}.__contains__)

    ask("SELECT * FROM claim:a { ?s ?p ?o }")
    ask("PREFIX x: <http://c/> SELECT * FROM x:a FROM NAMED <http://c/a> { ?s ?p ?o }")
    for refused in ("FROM claim:b", "FROM <a>", "FROM NAMED x:a", "from <file:a>"):
        with pytest.raises(QueryError, match="the store holds no such graph"):
            ask(f"SELECT * {refused} {{ ?s ?p ?o }}")


def test_a_store_answers_only_questions() -> None:
    store = memory_store([], CORE_PREFIXES)
    with pytest.raises(QueryError, match="LOAD would change the store"):
        store.query("LOAD <file:///etc/passwd>")
