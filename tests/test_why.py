"""`query --why`: a corpus and a query as text in; each row with the claims that stand behind it out."""

from __future__ import annotations

import json
import pathlib
import re
import shlex
from typing import Any

import pytest
from helpers import ENTITIES, ROOT, MakeCorpus, Run

import claimgraph
from claimgraph.analyses.why import rows as reading
from claimgraph.analyses.why.parse import parse_select
from claimgraph.cli.why import why_format
from claimgraph.errors import QueryError
from claimgraph.evidence import cite, read_text
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.views.why import explain_rows, report_why

TOML = 'format = 1\nbase = "https://example.org/t/"\n[prefixes]\ndeal = "deal/"\nmodel = "model/"\n'
MORE = """
  - {id: model:A, type: Model, name: Model A}
  - {id: deal:D, type: Deal, name: the deal}
  - {id: deal:E, type: Deal, name: the other deal}
"""
SOURCES = """
sources:
  - id: src:gazette
    type: NewsArticle
    headline: Ann leads
    publisher: org:Gazette
    published: 2026-03-02
    claims:
      - {id: claim:ann, label: Ann leads the Lab, says: {id: org:Lab, ledBy: person:Ann}}
      - {id: claim:bob-planned, label: Bob is to lead the Lab, says: {id: org:Lab, ledBy: person:Bob}, modality: planned}
      - {id: claim:ann-denied, label: Ann does not lead the Lab, says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}
      - {id: claim:deal, label: fifteen, says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}}
      - {id: claim:ann-old, label: Ann led the Council, says: {id: org:Council, ledBy: person:Ann}}
  - id: src:paper
    type: NewsArticle
    headline: Ann leads, it is said
    publisher: org:Council
    claims:
      - id: claim:ann-too
        label: Ann is said to lead the Lab
        says: {id: org:Lab, ledBy: person:Ann}
        attribution: [{agent: person:Bob}]
        assessment: {verdict: refuted, agent: org:Council}
      - {id: claim:other-deal, label: fifteen too, says: {id: deal:E, amount: {value: 15, scale: billion, unit: USD, exactness: about}}}
      - {id: claim:model, label: Model A, says: {id: model:A, codename: "a } \\"b\\" # c", launchedOn: 2026-04}}
      - {id: claim:bob-now, label: Bob leads the Council, says: {id: org:Council, ledBy: person:Bob}, supersedes: claim:ann-old}
"""


@pytest.fixture
def facts(make_corpus: MakeCorpus) -> pathlib.Path:
    return make_corpus({"entities.yaml": ENTITIES + MORE.removeprefix("\n"), "sources.yaml": SOURCES}, toml=TOML)


@pytest.fixture
def store(facts: pathlib.Path) -> EmbeddedStore:
    return claimgraph.load(facts).store


def why(store: EmbeddedStore, query: str) -> list[tuple[list[Any], dict[str, Any]]]:
    """Return rows as values, and for each pattern its claims; `corpus` or `nobody` where there is none."""
    explained = explain_rows(store, query, parse_select(query, store.prefixes), store.prefixes)
    report, _ = report_why(store, explained, store.prefixes)
    rows = []
    for row in report.data["rows"]:
        found: dict[str, Any] = {}
        for reason in row["why"]:
            claims = found.setdefault(reason["pattern"], [] if reason["claims"] else reason["owedTo"])
            if reason["claims"]:
                claims += [claim.removeprefix("claim:") for claim in reason["claims"]]
        values = [value["value"] if isinstance(value, dict) else value for value in row["values"].values()]
        rows.append((values, found))
    return rows


# ------------------------------------------------------------ what stands behind a row


def test_the_claims_in_force_that_state_it(store: EmbeddedStore) -> None:
    assert why(store, "SELECT ?who ?name { org:Lab :ledBy ?who . ?who schema:name ?name }") == [
        (["person:Ann", "Ann"], {"org:Lab :ledBy ?who": ["ann", "ann-too"], "?who schema:name ?name": "corpus"})
    ]


def test_what_is_superseded_stands_behind_nothing(store: EmbeddedStore) -> None:
    assert why(store, "SELECT ?who { org:Council :ledBy ?who }") == [(["person:Bob"], {"org:Council :ledBy ?who": ["bob-now"]})]


def test_a_claim_s_graph_is_that_claim_s_word_in_force_or_not(store: EmbeddedStore) -> None:
    query = "SELECT ?c { GRAPH ?c { org:Lab :ledBy ?who } ?c cg:modality ?m } ORDER BY ?c"
    pattern, about = "GRAPH ?c { org:Lab :ledBy ?who }", {"?c cg:modality ?m": "corpus"}
    names = ["ann", "ann-denied", "ann-too", "bob-planned"]
    assert why(store, query) == [([f"claim:{name}"], {pattern: [name]} | about) for name in names]


def test_an_optional_that_matches_nothing_has_no_list(store: EmbeddedStore) -> None:
    query = "SELECT ?x ?y { ?x a schema:Organization OPTIONAL { ?x :ledBy ?y } } ORDER BY ?x"
    assert why(store, query.replace("schema:Organization", "cg:Entity") + " LIMIT 4") == [
        (["deal:D", None], {"?x a cg:Entity": "corpus"}),
        (["deal:E", None], {"?x a cg:Entity": "corpus"}),
        (["model:A", None], {"?x a cg:Entity": "corpus"}),
        (["org:Council", "person:Bob"], {"?x a cg:Entity": "corpus", "?x :ledBy ?y": ["bob-now"]}),
    ]


def test_an_optional_without_variables_of_its_own(store: EmbeddedStore) -> None:
    query = (
        "SELECT ?x { VALUES ?x { person:Ann person:Bob } ?x schema:name ?n OPTIONAL { org:Lab :ledBy ?x FILTER(?n = 'Ann') } } ORDER BY ?x"
    )
    assert why(store, query) == [
        (["person:Ann"], {"?x schema:name ?n": "corpus", "org:Lab :ledBy ?x": ["ann", "ann-too"]}),
        (["person:Bob"], {"?x schema:name ?n": "corpus"}),
    ]


def test_only_the_branch_of_a_union_that_was_taken(store: EmbeddedStore) -> None:
    query = "SELECT ?x { { ?x :codename ?c } UNION { ?x :amount ?a FILTER(?x = deal:D) } } ORDER BY ?x"
    assert why(store, query) == [(["deal:D"], {"?x :amount ?a": ["deal"]}), (["model:A"], {"?x :codename ?c": ["model"]})]


def test_rows_that_become_one_bring_all_of_theirs(store: EmbeddedStore) -> None:
    assert why(store, "SELECT ?x { ?x :ledBy ?who } ORDER BY ?x") == [
        (["org:Council"], {"?x :ledBy ?who": ["bob-now"]}),
        (["org:Lab"], {"?x :ledBy ?who": ["ann", "ann-too"]}),
    ]
    ((values, found),) = why(store, "SELECT DISTINCT ?p { ?x ?p ?who VALUES ?p { :ledBy } }")
    assert (values, sorted(found["?x ?p ?who"])) == ([":ledBy"], ["ann", "ann-too", "bob-now"])


def test_rows_that_are_alike_bring_one_each(store: EmbeddedStore) -> None:
    rows = why(store, "SELECT ?one { ?x :ledBy ?who BIND(1 AS ?one) }")
    assert sorted(str(found["?x :ledBy ?who"]) for _, found in rows) == ["['ann', 'ann-too']", "['bob-now']"]


def test_parts_of_a_value_are_owed_to_whom_the_row_means(store: EmbeddedStore) -> None:
    """Equal values are one node: the claim on the other deal states the same of it, and is no reason for this row."""
    here = "?a cg:low ?low"
    assert why(store, f"SELECT ?low {{ deal:D :amount ?a . {here} }}") == [
        (["13500000000"], {"deal:D :amount ?a": ["deal"], here: ["deal"]})
    ]
    assert why(store, f"SELECT ?low {{ {here} }}") == [(["13500000000"], {here: ["deal", "other-deal"]})]


def test_a_date_of_the_corpus_s_own(store: EmbeddedStore) -> None:
    query = "SELECT ?day { src:gazette cg:published ?d . ?d cg:earliest ?day }"
    assert why(store, query) == [(["2026-03-02"], {"src:gazette cg:published ?d": "corpus", "?d cg:earliest ?day": "corpus"})]


def test_steps_of_a_path_are_patterns(store: EmbeddedStore) -> None:
    assert why(store, "SELECT ?n { model:A :launchedOn/cg:earliest ?n }") == [
        (["2026-04-01"], {"model:A :launchedOn []": ["model"], "[] cg:earliest ?n": ["model"]})
    ]
    assert why(store, "SELECT ?n { person:Bob ^:ledBy/schema:name ?n }") == [
        (["City Council"], {"[] :ledBy person:Bob": ["bob-now"], "[] schema:name ?n": "corpus"})
    ]


@pytest.mark.parametrize(
    ("where", "patterns"),
    [
        ("?l<https://w3id.org/claimgraph/domain#ledBy>?x#} UNION {\n.", ["?l <https://w3id.org/claimgraph/domain#ledBy> ?x"]),
        ("org:Lab :ledBy ?x, ?y; a ?t;;.", ["org:Lab :ledBy ?x", "org:Lab :ledBy ?y", "org:Lab a ?t"]),
        ("[] :ledBy ?x", ["[] :ledBy ?x"]),
        ("[ :ledBy ?x ; a ?t ] schema:name ?n .", ["[] :ledBy ?x", "[] a ?t", "[] schema:name ?n"]),
        ("_:lab :ledBy ?x . _:lab a ?t", ["_:lab :ledBy ?x", "_:lab a ?t"]),
        ("?m :codename 'a } \"b\" # c', ?x.", ["?m :codename 'a } \"b\" # c'", "?m :codename ?x"]),
        ('?m :codename ?x FILTER(?x = """a } "b" # c""")', ["?m :codename ?x"]),
        ("?l :ledBy ?x FILTER regex(str(?x), '[{(]|Bob')FILTER(?l!=?x)", ["?l :ledBy ?x"]),
        ("?l :ledBy ?x FILTER(strlen(str(?x))>3&&strlen(str(?l))<300&&?l!=<http://x/>)", ["?l :ledBy ?x"]),
        ("?l :ledBy ?x BIND(1 AS ?a)BIND(2 AS ?b)FILTER(?a<?b)FILTER(?b>?a)", ["?l :ledBy ?x"]),
        ("{{{?l :ledBy ?x}}}", ["?l :ledBy ?x"]),
        ("?l (:ledBy) $x", ["?l :ledBy ?x"]),
        ("?x ^(:ledBy/a) ?c", ["[] a ?x", "?c :ledBy []"]),
        (
            "?n qudt:unit unit:CCY_USD ; cg:low +13500000000.0 ; schema:value 15e9, .5",
            ["?n qudt:unit unit:CCY_USD", "?n cg:low +13500000000.0", "?n schema:value 15e9", "?n schema:value .5"],
        ),
        ("?x :codename ?x", ["?x :codename ?x"]),
        ("", []),
        ("VALUES(?x ?y){(UNDEF'}')(1 2)}?l :ledBy ?w", ["?l :ledBy ?w"]),
        ("optional{?l :ledBy ?x optional{?x a ?t}filter(bound(?x))}", ["?l :ledBy ?x", "?x a ?t"]),
    ],
)
def test_a_query_is_read_as_the_engine_reads_it(store: EmbeddedStore, where: str, patterns: list[str]) -> None:
    query = f"SELECT * {{ {where} }}"
    parsed = parse_select(query, store.prefixes)
    assert [str(pattern) for pattern in parsed.patterns] == patterns
    explained = explain_rows(store, query, parsed, store.prefixes)
    assert None not in explained.reasons
    assert explained.answered.remarks == ()


# ------------------------------------------------------------ what cannot be explained


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?x ?p ?y }", "query:1:9: --why cannot explain COUNT yet: a row that stands for many others has no claims of its own"),
        ("SELECT ?x { ?x ?p ?y } GROUP BY ?x", "query:1:24: --why cannot explain GROUP BY yet: a row that stands for many others has no claims of its own"),
        ("SELECT ?x { ?x ?p ?y\n MINUS { ?x a ?z } }", "query:2:2: --why cannot explain MINUS yet: what is absent, no claim states"),
        ("SELECT ?x { ?x ?p ?y FILTER NOT EXISTS { ?x a ?z } }", "query:1:29: --why cannot explain NOT EXISTS yet: what is absent, no claim states"),
        ("SELECT ?x { ?x ?p ?y FILTER EXISTS { ?x a ?z } }", "query:1:29: --why cannot explain EXISTS yet: whether something is there is asked, and not what"),
        ("SELECT ?x { { SELECT ?x { ?x a ?z } } }", "query:1:15: --why cannot explain a SELECT within the query yet: which of its rows stand behind a row is not kept"),
        ("SELECT ?x { ?x :ledBy* ?y }", "query:1:22: --why cannot explain a path with * yet: which steps it went is not kept"),
        ("SELECT ?x { ?x :ledBy|a ?y }", "query:1:22: --why cannot explain a path with | yet: which steps it went is not kept"),
        ("SELECT ?x { ?x !a ?y }", "query:1:16: --why cannot explain a path with ! yet: which steps it went is not kept"),
        ("SELECT ?x { ?x a (1 2) }", "query:1:18: --why cannot explain a list in ( ) yet: a list is made of nodes that no claim states"),
        ("SELECT ?x { ?x a <<( ?a ?b ?c )>> }", "query:1:18: --why cannot explain a triple within a triple yet: claims state plain triples"),
        ("SELECT ?x { ?x a ?y ~ ?r }", "query:1:21: --why cannot explain a name for a triple behind ~ yet: claims state plain triples"),
        ("SELECT ?x { ?x a ?y {| a ?z |} }", "query:1:21: --why cannot explain an annotation in {| |} yet: claims state plain triples"),
        ("SELECT ?x { SERVICE <http://x/> { ?x a ?y } }", "query:1:13: --why cannot explain SERVICE yet: what another server answers, no claim here states"),
        ("SELECT ?x FROM claim:ann { ?x a ?y }", "query:1:11: --why cannot explain FROM yet: it says which graphs are the default graph"),
        ("ASK { ?x a ?y }", "query:1:1: --why cannot explain an ASK yet: only the rows of a SELECT can be explained"),
        ("CONSTRUCT WHERE { ?x a ?y }", "query:1:1: --why cannot explain a CONSTRUCT yet: only the rows of a SELECT can be explained"),
        ("DESCRIBE org:Lab", "query:1:1: --why cannot explain a DESCRIBE yet: only the rows of a SELECT can be explained"),
        ("SELECT (RAND() AS ?r) {}", "query:1:9: --why cannot explain RAND yet: it gives another value each time that it is asked"),
        ("SELECT (NOW() AS ?r) {}", "query:1:9: --why cannot explain NOW as a value yet: it gives another value each time that it is asked"),
        ("SELECT?x{?x a ?y FILTERregex(?x,'a')}", "query:1:18: --why does not understand 'FILTERregex' here"),
        ("SELECT ?x { ?x a ?y } GROUPBY ?x", "query:1:23: --why does not understand 'GROUPBY' here"),
        ("SELECT ?x { ?x a ?y } GROUPBY(?x)", "query:1:23: --why does not understand 'GROUPBY' here"),
        ("SELECT ?x { ?x a ?y } LIMIT3", "query:1:23: --why does not understand 'LIMIT3' here"),
        ("SELECT ?x { ?x a ?y", "query:1:11: this '{' is never closed"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained_is_named_with_its_place(store: EmbeddedStore, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_select(query, store.prefixes)
    assert caught.value.message == message
    assert caught.value.hint


def test_now_may_be_compared_with(store: EmbeddedStore) -> None:
    rows = why(store, "SELECT ?x { ?x :launchedOn/cg:earliest ?d FILTER(?d < xsd:date(STRBEFORE(STR(NOW()), 'T')) || true) }")
    assert [values for values, _ in rows] == [["model:A"]]


def test_many_rows_of_numbers_are_asked_for_at_once(make_corpus: MakeCorpus) -> None:
    """So many that a person's query would be refused for its length."""
    claims = [f"  - {{id: claim:c{n}, label: so, says: {{id: deal:D, amount: {{value: {n}, unit: USD}}}}}}" for n in range(1, 201)]
    source = "\n".join(["id: src:paper", "type: NewsArticle", "headline: The paper", "claims:", *claims])
    store = claimgraph.load(make_corpus({"entities.yaml": ENTITIES + MORE.removeprefix("\n"), "source.yaml": source}, toml=TOML)).store
    rows = why(store, "SELECT ?v ?low { deal:D :amount ?a . ?a schema:value ?v ; cg:low ?low } ORDER BY lcase(str(?v)) ?v")
    assert len(rows) == 200
    assert rows[0][1]["?a cg:low ?low"] == [f"c{rows[0][0][0]}"]


@pytest.mark.parametrize(
    ("name", "output", "expected"), [("", "", "text"), ("table", "", "text"), ("JSON", "", "json"), ("", "x.csv", "csv"), ("tsv", "x.json", "tsv")]
)  # fmt: skip
def test_formats(name: str, output: str, expected: str) -> None:
    assert why_format(name, output) == expected


# ------------------------------------------------------------ the command


def test_a_person_sees_what_each_row_rests_on(run: Run, facts: pathlib.Path) -> None:
    done = run("query", "--why", "SELECT ?who { org:Lab :ledBy ?who . ?who schema:name ?name }", "--facts", facts)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "1 row, and what it rests on.\n"
        "\n"
        "1. who: Ann (person:Ann)\n"
        "   because org:Lab :ledBy ?who (2 independent origins)\n"
        "     The Gazette, 2 March 2026: Ann leads the Lab [asserted; claim:ann; no place in the text given]\n"
        "     City Council → Bob, undated: Ann is said to lead the Lab [asserted, refuted; claim:ann-too; no place in the text given]\n"
        "   from the corpus itself: ?who schema:name ?name\n"
    )


def test_nothing_found_is_said_in_one_line(run: Run, facts: pathlib.Path) -> None:
    done = run("query", "--why", "SELECT ?who { org:Gazette :ledBy ?who }", "--facts", facts)
    assert done.stdout == "The query finds nothing, so there is nothing to explain.\n"


def test_json_has_rows_claims_and_sources(run: Run, facts: pathlib.Path) -> None:
    query = "SELECT ?who ?name { org:Lab :ledBy ?who . ?who schema:name ?name }"
    data = json.loads(run("query", "--why", query, "--facts", facts, "--format", "json").stdout)
    name = {"value": "Ann", "datatype": "xsd:string", "lang": None}
    assert {key: data[key] for key in ("analysis", "asOf", "undated", "columns", "rows")} == {
        "analysis": "why",
        "asOf": None,
        "undated": 0,
        "columns": ["who", "name"],
        "rows": [
            {
                "values": {"who": "person:Ann", "name": name},
                "why": [
                    {
                        "pattern": "org:Lab :ledBy ?who",
                        "triple": ["org:Lab", ":ledBy", "person:Ann"],
                        "graph": None,
                        "owedTo": "claims",
                        "claims": ["claim:ann", "claim:ann-too"],
                        "origins": 2,
                    },
                    {
                        "pattern": "?who schema:name ?name",
                        "triple": ["person:Ann", "schema:name", name],
                        "graph": None,
                        "owedTo": "corpus",
                        "claims": [],
                        "origins": 0,
                    },
                ],
            }
        ],
    }
    assert [(claim["id"], claim["status"], claim["origins"]) for claim in data["claims"]] == [
        ("claim:ann", ["in-force"], 2),
        ("claim:ann-too", ["in-force"], 2),
    ]
    assert list(data["sources"]) == ["src:gazette", "src:paper"]


def test_rows_for_a_spreadsheet(run: Run, facts: pathlib.Path) -> None:
    done = run("query", "--why", "SELECT ?claims { org:Lab :ledBy ?claims }", "--facts", facts, "--format", "csv")
    assert done.stdout.splitlines() == ["claims,claims_", "https://example.org/t/person/Ann,claim:ann claim:ann-too"]


@pytest.mark.parametrize(("format_", "media_type"), [("csv", "text/csv"), ("tsv", "text/tab-separated-values; charset=utf-8")])
def test_rows_for_a_program_are_those_of_the_plain_query(
    run: Run, facts: pathlib.Path, tmp_path: pathlib.Path, format_: str, media_type: str
) -> None:
    """Whatever stands in a cell, it is the same with the claims behind it: names, texts, numbers, nothing, a blank node."""
    query = """SELECT ?who ?name ?one ?blank ?text {
        org:Lab :ledBy ?who . OPTIONAL { ?who :codename ?name } VALUES (?one ?text) { (1.50 "a, \\"b\\"\\n\\tc"@en) (true "=1") } OPTIONAL { ?blank a [] . FILTER(false) }
    }"""
    plain = run("query", query, "--facts", facts, "--format", format_).stdout
    done = run("query", "--why", query, "--facts", facts, "--format", media_type)
    assert (done.returncode, done.stderr) == (0, "")
    mark = {"csv": ",claims", "tsv": "\t?claims"}[format_]
    behind = {"csv": ",claim:ann claim:ann-too", "tsv": '\t"claim:ann claim:ann-too"'}[format_]
    assert done.stdout.count(behind) == 2
    assert done.stdout.replace(mark, "", 1).replace(behind, "") == plain
    file = tmp_path / f"rows.{format_}"
    run("query", "--why", query, "--facts", facts, "-o", file)
    assert file.read_text(encoding="utf-8").splitlines() == done.stdout.splitlines()


@pytest.mark.parametrize(
    ("most", "query", "message"),
    [
        ((200, 1_000), "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 5", "more than 200 solutions stand behind its rows"),
        ((200, 100), "SELECT ?a ?x { ?a ?b ?c OPTIONAL { ?a :codename ?x } ?d ?e ?f } LIMIT 3", "more than 100 solutions stand behind its rows"),
        ((200, 1_000), "SELECT ?a { ?a ?b ?c . ?d ?e ?f }", "it has more than 200 rows"),
    ],
)  # fmt: skip
def test_what_has_no_end_ends_with_a_message(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, most: tuple[int, int], query: str, message: str
) -> None:
    """The plain query has a LIMIT, or writes on for ever; behind its rows stands each solution with each."""
    monkeypatch.setattr(reading, "_SOLUTIONS", most[0])
    monkeypatch.setattr(reading, "_READ", most[1])
    with pytest.raises(QueryError) as caught:
        reading.match_rows(store, query, parse_select(query, store.prefixes), store.prefixes)
    assert caught.value.message == f"--why cannot explain this query: {message}"
    assert caught.value.hint == "'?a ?b ?c' has no variable in common with '?d ?e ?f': add a pattern that joins them, or leave one out"


def test_too_many_rows_of_what_is_joined_ask_for_more_to_be_named(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SOLUTIONS", 3)
    query = "SELECT ?a { ?a ?b ?c . ?c ?d ?e . org:Lab :ledBy person:Ann }"
    with pytest.raises(QueryError) as caught:
        reading.match_rows(store, query, parse_select(query, store.prefixes), store.prefixes)
    assert caught.value.hint == "name more of what is meant, by further patterns, FILTER or VALUES"


def test_a_version_of_sparql_may_be_named(store: EmbeddedStore) -> None:
    assert why(store, 'VERSION "1.2" SELECT ?x { org:Lab :ledBy ?x }') == why(store, "SELECT ?x { org:Lab :ledBy ?x }")


def test_as_of_a_day_leaves_out_what_was_said_later(run: Run, facts: pathlib.Path) -> None:
    query = "SELECT ?who { org:Lab :ledBy ?who }"
    done = run("query", "--why", query, "--facts", facts, "--as-of", "2026-04", "--format", "json")
    data = json.loads(done.stdout)
    assert done.stderr == "note: 4 claims are left out: they may or may not have been said by then\n"
    assert (data["asOf"], data["undated"], data["rows"][0]["why"][0]["claims"]) == ("2026-04-30", 4, ["claim:ann"])
    text = run("query", "--why", query, "--facts", facts, "--as-of", "2026-04").stdout
    assert "4 undated claims are left out: they may or may not have been said by then.\n" in text


def test_evidence_is_verified_where_the_text_is_at_hand(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    paper = texts / "paper.txt"
    paper.write_text("The Lab is led by Ann, it says.", encoding="utf-8")
    span, snapshot = cite(paper.read_text(encoding="utf-8"), "led by Ann"), read_text(str(paper))
    facts = make_corpus(f"""
id: src:paper
type: NewsArticle
headline: Ann leads
text: {{sha256: {snapshot.sha256}, chars: {len(snapshot.text)}}}
claims:
  - id: claim:ann
    label: Ann leads the Lab
    says: {{id: org:Lab, ledBy: person:Ann}}
    evidence: {{start: {span.start}, end: {span.end}, sha256: {span.sha256}}}
""")
    query = "SELECT ?who { org:Lab :ledBy ?who }"
    assert "claim:ann; characters 11\u201321, not verified]" in run("query", "--why", query, "--facts", facts).stdout
    assert "claim:ann; characters 11\u201321, verified]" in run("query", "--why", query, "--facts", facts, "--texts", texts).stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--format", "xml"], "error: with --why there is no format 'xml': it has no place for what stands behind a row\n  hint: one of text, json, csv, tsv; or ask without --why\n"),
        (["--format", "jsn"], "error: with --why there is no format 'jsn': it has no place for what stands behind a row\n  hint: did you mean json?\n"),
    ],
)  # fmt: skip
def test_a_format_that_cannot_hold_it(run: Run, facts: pathlib.Path, args: list[str], message: str) -> None:
    done = run("query", "--why", "SELECT ?x { ?x a ?y }", "--facts", facts, *args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_texts_are_for_why(run: Run, facts: pathlib.Path) -> None:
    done = run("query", "SELECT ?x { ?x a ?y }", "--facts", facts, "--texts", facts)
    assert (done.returncode, done.stderr) == (
        2,
        "error: --texts is for --why: without it no evidence is shown\n  hint: add --why, or leave --texts out\n",
    )


# ------------------------------------------------------------ the page

PAGE = (ROOT / "docs" / "why.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, re.DOTALL)
GIVEN = re.findall(r"^claimgraph query .*$", "".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)), re.MULTILINE)


@pytest.mark.parametrize(("line", "answer"), SHOWN)
def test_what_the_page_shows_is_what_comes(run: Run, line: str, answer: str) -> None:
    assert run(*shlex.split(line)[1:]).stdout == answer


@pytest.mark.parametrize("line", GIVEN)
def test_a_command_of_the_page_answers(run: Run, tmp_path: pathlib.Path, line: str) -> None:
    done = run(*shlex.split(line)[1:], "--facts", ROOT / "facts", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = done.stdout + "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "claim:" in written


def test_the_page_has_examples() -> None:
    assert (len(SHOWN), len(GIVEN)) == (1, 3)
