"""Exports that do not come back are told so in one line, with the format that does; nothing is written."""

from __future__ import annotations

import pathlib

import pytest
from helpers import MakeCorpus, Run

ONE_WAY = [
    ("csv", "a list of claims as claimgraph exports it as CSV, which does not come back"),
    ("jsonl", "a list of claims as claimgraph exports it as JSON Lines, which does not come back"),
    ("prov", "PROV-O as claimgraph exports it, which does not come back: it holds who said what, but not what is stated"),
    ("ttl", "has one claim, but not which claim states what: a format without named graphs does not hold it"),
    ("nt", "has one claim, but not which claim states what"),
    ("rdf", "has one claim, but not which claim states what"),
]
SOURCE = """\
id: src:paper
type: Report
headline: Paper
claims: [{id: claim:a, label: The council approved the budget, says: {id: topic:Budget, stated: Approved}}]
"""


@pytest.mark.parametrize(("format_", "why"), ONE_WAY)
def test_one_line_and_a_hint(format_: str, why: str, make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"paper.yaml": SOURCE})
    path = tmp_path / f"c.{format_}"
    assert run("export", "--facts", facts, "--format", format_, "-o", path).returncode == 0
    for where in (("-o", tmp_path / "new"), ("--facts", facts)):
        done = run("import", path, *where)
        assert (done.returncode, done.stdout) == (2, "")
        error, hint = done.stderr.splitlines()
        assert why in error
        assert "trig, nq or jsonld" in hint
    assert not (tmp_path / "new").exists()


def test_the_same_with_reify_comes_back(make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"paper.yaml": SOURCE})
    run("export", "--facts", facts, "--format", "ttl", "--reify", "rdf-statement", "-o", tmp_path / "c.ttl")
    done = run("import", tmp_path / "c.ttl", "--facts", facts)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "nothing new: all of it is there already")


def test_a_class_above_our_own_makes_no_entities_of_claims_and_sources(run: Run, tmp_path: pathlib.Path) -> None:
    text = """\
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix ex: <https://example.org/t#> .
ex:Line2 a prov:Entity , <http://schema.org/CreativeWork> , ex:Line ; prov:wasDerivedFrom ex:Line1 ; ex:colour "red" .
"""
    done = run("import", "-", "-o", tmp_path / "new", "--format", "ttl", stdin=text)
    assert (done.returncode, "5 statements read, 2 kept" in done.stdout) == (1, True), done.stdout + done.stderr
    assert run("check", tmp_path / "new").returncode == 0
