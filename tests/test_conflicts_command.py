"""`claimgraph conflicts`: small corpora as text in, what a person or a program reads out."""

from __future__ import annotations

import csv
import io
import json
import pathlib

import pytest
from conflict_helpers import SETTINGS, Ask
from helpers import MakeCorpus, Run

TWO_PAPERS = {
    "entities.yaml": Ask.entities(),
    "paper.yaml": """
id: src:paper
type: NewsArticle
headline: Who leads the lab
publisher: org:Gazette
published: 2026-04-08
claims:
  - id: claim:ann-leads
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
    attribution: [{agent: org:Council}, {unnamed: an engineer}]
    assessment: {verdict: refuted, agent: org:Council, said: 2026-05}
  - {id: claim:ten, label: The deal is expected to come to 10 billion, says: {id: deal:D, amount: {value: 10, scale: billion, unit: USD}}, modality: projected}
  - {id: claim:fifty, label: Model A gets 50 points, says: {id: model:A, score: {on: bench:Exam, value: 50, unit: points}}}
""",
    "leaflet.yaml": """
id: src:leaflet
type: WebPage
headline: A leaflet
claims:
  - {id: claim:bob-leads, label: Bob leads the lab, says: {id: org:Lab, ledBy: person:Bob}, from: 2025-03}
  - {id: claim:twelve, label: The deal came to 12 billion, says: {id: deal:D, amount: {value: 12, scale: billion, unit: USD}}}
  - {id: claim:sixty, label: Model A gets 60 percent, says: {id: model:A, score: {on: bench:Exam, value: 60, unit: percent}}}
""",
}


@pytest.fixture
def papers(make_corpus: MakeCorpus) -> pathlib.Path:
    return make_corpus(TWO_PAPERS, toml=SETTINGS).parent


def test_the_answer_comes_first_and_every_side_brings_its_receipts(run: Run, papers: pathlib.Path) -> None:
    done = run("conflicts", cwd=papers)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
1 disagreement (1 pair of claims); 1 update; 1 group of values that cannot be compared.

DISAGREEMENTS

1. The Lab, led by
   Ann (every claim that says so was found refuted)
     The Gazette → City Council → an engineer, 8 April 2026: Ann leads the lab [asserted, refuted; claim:ann-leads; no place in the text given]
   Bob
     “A leaflet”, undated: Bob leads the lab [asserted; claim:bob-leads; no place in the text given] Holds from March 2025.
   Why: Only one can be so at a time. (functional)

UPDATES: a later answer in place of an earlier one, which is no disagreement

1. the deal, amount
   8 April 2026: $10 billion (expected)
     The Gazette, 8 April 2026: The deal is expected to come to 10 billion [projected; claim:ten; no place in the text given]
   Undated, order not known: $12 billion
     “A leaflet”, undated: The deal came to 12 billion [asserted; claim:twelve; no place in the text given]
   Why: What was expected is not what is said to be so.

NOT COMPARABLE: they look alike, and measure something else

1. Model A, score on the Exam
   60% (percent): “A leaflet” [claim:sixty]
   50 points (points): The Gazette [claim:fifty]
   Not comparable: differs in unit (percent / points).
"""
    )


def test_for_a_program(run: Run, papers: pathlib.Path) -> None:
    found = json.loads(run("conflicts", "--format", "json", cwd=papers).stdout)
    assert list(found) == ["analysis", "asOf", "undated", "conflicts", "updates", "notComparable", "claims", "sources"]
    assert (found["analysis"], found["asOf"], found["undated"]) == ("conflicts", None, 0)
    assert found["conflicts"] == [
        {
            "kind": "functional",
            "kinds": ["functional"],
            "subject": "org:Lab",
            "predicate": ":ledBy",
            "heading": "The Lab, led by",
            "why": "Only one can be so at a time.",
            "sides": [
                {"value": "Ann", "claims": ["claim:ann-leads"], "refuted": True},
                {"value": "Bob", "claims": ["claim:bob-leads"], "refuted": False},
            ],
            "pairs": [["claim:ann-leads", "claim:bob-leads"]],
        }
    ]
    assert found["updates"] == [
        {
            "subject": "deal:D",
            "predicate": ":amount",
            "heading": "the deal, amount",
            "why": "What was expected is not what is said to be so.",
            "contested": False,
            "steps": [
                {"value": "$10 billion", "claims": ["claim:ten"], "day": "2026-04-08", "ordered": True, "expected": True},
                {"value": "$12 billion", "claims": ["claim:twelve"], "day": None, "ordered": False, "expected": False},
            ],
            "pairs": [["claim:ten", "claim:twelve"]],
        }
    ]
    assert found["notComparable"] == [
        {
            "subject": "model:A",
            "predicate": ":score",
            "heading": "Model A, score on the Exam",
            "differs": ["unit"],
            "why": "Not comparable: differs in unit (percent / points).",
            "sides": [
                {"context": "percent", "value": "60%", "claims": ["claim:sixty"]},
                {"context": "points", "value": "50 points", "claims": ["claim:fifty"]},
            ],
        }
    ]
    assert {claim["id"] for claim in found["claims"]} == {
        f"claim:{name}" for name in ("ann-leads", "bob-leads", "ten", "twelve", "fifty", "sixty")
    }
    assert set(found["sources"]) == {"src:paper", "src:leaflet"}


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_row_for_each_pair(run: Run, papers: pathlib.Path, format_: str) -> None:
    text = run("conflicts", "--format", format_, cwd=papers).stdout
    rows = list(csv.DictReader(io.StringIO(text), delimiter="," if format_ == "csv" else "\t"))
    assert [
        (row["kind"], row["one"], row["one_value"], row["one_said"], row["two"], row["two_value"], row["two_said"]) for row in rows
    ] == [
        ("functional", "claim:ann-leads", "Ann", "8 April 2026", "claim:bob-leads", "Bob", "undated"),
        ("update", "claim:ten", "$10 billion", "8 April 2026", "claim:twelve", "$12 billion", "undated"),
    ]


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (["claim:ann-leads"], "1 disagreement (1 pair of claims); no updates."),
        (["ann-leads"], "1 disagreement (1 pair of claims); no updates."),
        (["ten"], "no disagreements; 1 update."),
        (["--about", "Bob"], "1 disagreement (1 pair of claims); no updates."),
        (["--about", "The Lab", "--about", "the deal"], "1 disagreement (1 pair of claims); 1 update."),
        (["--about", "the deal", "--source", "src:leaflet"], "no disagreements; 1 update."),
        (["--about", "Bob", "ten"], "no disagreements; no updates."),
        (["--source", "A leaflet"], "1 disagreement (1 pair of claims); 1 update; 1 group of values that cannot be compared."),
        (["--kind", "functional"], "1 disagreement (1 pair of claims)."),
        (["--kind", "denied", "--kind", "disputed"], "no disagreements."),
        (["--kind", "update"], "1 update."),
        (["--kind", "not-comparable"], "1 group of values that cannot be compared."),
        (["--kind", "not-comparable", "ten"], "nothing that cannot be compared."),
        (["--as-of", "2026-04-08"], "no disagreements; no updates."),
        (["--valid-on", "2024"], "no disagreements; 1 update; 1 group of values that cannot be compared."),
    ],
)
def test_what_is_asked_for(run: Run, papers: pathlib.Path, options: list[str], first: str) -> None:
    done = run("conflicts", *options, cwd=papers)
    assert (done.returncode, done.stdout.partition("\n")[0]) == (0, first)


def test_what_was_left_out_is_said(run: Run, papers: pathlib.Path) -> None:
    done = run("conflicts", "--as-of", "2026-04-08", cwd=papers)
    assert done.stdout.endswith("3 claims were left out: nobody knows whether they had been said by then.\n")
    found = json.loads(run("conflicts", "--as-of", "2026-04-08", "--format", "json", cwd=papers).stdout)
    assert (found["asOf"], found["undated"], found["claims"]) == ("2026-04-08", 3, [])


@pytest.mark.parametrize(
    ("options", "code"), [([], 1), (["--kind", "denied"], 0), (["--kind", "update"], 0), (["--about", "the deal"], 0), (["bob-leads"], 1)]
)
def test_none_may_be_required(run: Run, papers: pathlib.Path, options: list[str], code: int) -> None:
    done = run("conflicts", "--require-none", *options, cwd=papers)
    assert done.returncode == code
    assert done.stderr == ("1 disagreement, and --require-none allows none\n" if code else "")
    assert done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["nobody"], "error: there is no claim nobody\n"),
        (["--about", "Anna"], "error: --about Anna: nothing in these facts has that id or name\n  hint: did you mean ann?\n"),
        (["--about", "Gazette"], "error: --about Gazette: nothing in these facts has that id or name\n"),
    ],
)
def test_what_is_not_there(run: Run, papers: pathlib.Path, options: list[str], message: str) -> None:
    done = run("conflicts", *options, cwd=papers)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message.partition("\n")[0])


def test_a_store_elsewhere_says_the_same(run: Run, papers: pathlib.Path, store: str) -> None:
    here = run("conflicts", "--format", "json", cwd=papers)
    assert run("push", store, cwd=papers).returncode == 0
    assert run("conflicts", "--format", "json", "--store", store, cwd=papers).stdout == here.stdout
    as_of = ["conflicts", "--as-of", "2026-04-08", "--format", "json"]
    assert run(*as_of, "--store", store, cwd=papers).stdout == run(*as_of, cwd=papers).stdout


NEAR = {
    "entities.yaml": Ask.entities(
        """
  - {id: deal:Lab, type: Deal, name: purchase of The Lab}
  - {id: deal:Label, type: Deal, name: purchase of The Label}
  - {id: model:Z, type: Model, name: Z}
"""
    ),
    "paper.yaml": Ask.source("""
        a: {says: {id: org:Lab, ledBy: person:Ann}}
        b: {says: {id: deal:Lab, dealKind: acquisition}}
        c: {says: {id: deal:Lab, dealKind: minority-stake}}
        d: {says: {id: deal:Label, dealKind: acquisition}}
        e: {says: {id: deal:Label, dealKind: minority-stake}}
        f: {says: {id: org:Lab, developing: model:Z}}
        g: {says: {id: model:Z, codename: Mango, launchedOn: 2025}}
        h: {says: {id: model:Z, codename: Avocado, launchedOn: 2026}}
        i: {says: {id: org:Council, ledBy: person:Ann}}
    """),
}


@pytest.mark.parametrize(
    ("options", "notes"),
    [
        (
            ["--about", "The Lab"],
            """\
note: none about The Lab itself; about Z there are 2: --about model:Z
note: about purchase of The Lab there is 1: --about deal:Lab
""",
        ),
        (["--about", "The Lab", "--kind", "disjoint"], "note: none about The Lab itself; about purchase of The Lab there is 1: --about deal:Lab\n"),
        (["--about", "The Lab", "--kind", "update"], ""),
        (["--about", "City Council"], ""),
        (["--about", "Z"], ""),
        (["a"], ""),
    ],
)  # fmt: skip
def test_where_else_to_look(run: Run, make_corpus: MakeCorpus, options: list[str], notes: str) -> None:
    done = run("conflicts", *options, cwd=make_corpus(NEAR, toml=SETTINGS).parent)
    assert (done.returncode, done.stderr) == (0, notes)
