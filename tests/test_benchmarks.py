"""The benchmarks run, and print what they promise; how long anything takes is nobody's business here."""

from __future__ import annotations

import collections
import pathlib
import re
import subprocess
import sys

import pytest
from helpers import ROOT

import claimgraph

ROWS = (
    "cold query / click + pyoxigraph",
    "cold query / rdflib",
    "cold query / oxigraph CLI",
    "first build and query / YAML + JSON-LD",
    "check, 200 claims / YAML + JSON-LD",
    "check, 20 claims / pySHACL",
    "conflicts, 400 claims / DuckDB",
)


def benchmarks(*arguments: str) -> list[str]:
    command = (sys.executable, "-m", "benchmarks", *arguments)
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_row_has_both_sides_a_ratio_and_a_verdict_and_every_stage_a_time() -> None:
    lines = benchmarks("--smoke")
    rows = {line[: len(name)]: re.split(r" {2,}", line)[1:] for line in lines for name in ROWS if line.startswith(name)}
    assert tuple(rows) == ROWS
    assert re.split(r" {2,}", lines[1]) == ["name", "ours", "peer", "ratio", "target", "reached", "wall"]
    for name, (ours, peer, ratio, target, reached, _wall) in rows.items():
        assert re.fullmatch(r"\d+ ±\d+ ms", ours)
        if "not run" in peer:
            assert name in {"cold query / oxigraph CLI", "conflicts, 400 claims / DuckDB"}
            continue
        assert re.fullmatch(r"\d+ ±\d+ ms", peer)
        assert float(ratio) > 0
        assert re.fullmatch(r"≤ \d\.\d\d|-", target)
        assert (reached == "-") == (target == "-")
        assert reached in {"yes", "no", "-"}
    page = [line for line in lines if " / pyvis's page" in line]
    assert len(page) == 3 or "not run" in page[0]
    first = next(number for number, line in enumerate(lines) if line.startswith("growth with claims"))
    growing = {line[:30].strip(): line[30:].split() for line in lines[first + 1 :]}
    assert {"conflicts", "due", "stats", "without --rank", "trace of a claim", "query --why, one row"} <= growing.keys()
    for figures in growing.values():
        assert (figures[1:12:4], figures[3:12:4]) == (["s"] * 3, ["MB"] * 3)
    stages = [line.partition("ms  ")[2] for line in lines if re.match(r" *\d+\.\d ms  ", line)]
    assert {"read YAML", "check references", "parse and load", "rule missing", "rule wrong-class"} <= set(stages)


def test_a_part_runs_alone() -> None:
    assert benchmarks("--smoke", "--only", "stages")[0] == "stages of check, 200 claims, run once:"


def test_a_made_up_corpus_is_the_same_every_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    code = "import sys; from benchmarks.corpus import write_corpus; write_corpus(sys.argv[1], 60)"
    texts = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("made-up")
        subprocess.run((sys.executable, "-c", code, str(folder)), check=True, cwd=ROOT)
        texts.append({path.name: path.read_bytes() for path in sorted((folder / "facts").iterdir())})
    assert texts[0] == texts[1]
    assert len(texts[0]) == 3


def test_the_statements_of_made_up_outlets_are_those_that_export_makes_of_the_same_files(tmp_path: pathlib.Path) -> None:
    code = "import sys; from benchmarks.outlets import write_outlets; write_outlets(sys.argv[1], 1_000)"
    subprocess.run((sys.executable, "-c", code, str(tmp_path / "facts")), check=True, cwd=ROOT)
    exported = tmp_path / "exported.nq"
    command = (sys.executable, "-m", "claimgraph", "export", "--no-description", "-o", str(exported))
    subprocess.run(command, check=True, cwd=tmp_path / "facts", capture_output=True)
    code = "import sys, benchmarks.quads as q, claimgraph.loader as l; q.write_nquads(sys.argv[1], 1_000, l.load(sys.argv[2]).settings)"
    subprocess.run((sys.executable, "-c", code, str(tmp_path / "streamed.nq"), str(tmp_path / "facts/facts")), check=True, cwd=ROOT)
    streamed = (tmp_path / "streamed.nq").read_text(encoding="utf-8").splitlines()
    assert sorted(set(streamed)) == sorted(exported.read_text(encoding="utf-8").splitlines())


def test_made_up_outlets_repeat_contradict_cite_promise_and_replace_and_nothing_is_wrong_with_them(tmp_path: pathlib.Path) -> None:
    code = "import sys; from benchmarks.outlets import write_outlets; write_outlets(sys.argv[1], 2_000)"
    subprocess.run((sys.executable, "-c", code, str(tmp_path)), check=True, cwd=ROOT)
    subprocess.run((sys.executable, "-m", "claimgraph", "check"), check=True, cwd=tmp_path, capture_output=True)
    store = claimgraph.load(tmp_path / "facts").store

    def count(pattern: str) -> int:
        return len(list(store.rows(f"SELECT ?one {{ {pattern} }}")))

    assert count("?one a cg:Claim") == 2_000
    digests = {row["digest"].value for row in store.rows("SELECT ?digest { ?one cg:contentDigest ?digest }")}
    assert 1_200 < len(digests) < 1_500  # a third are said again
    hops = collections.Counter(row["one"].value for row in store.rows("SELECT ?one { ?one prov:qualifiedAttribution ?hop }"))
    assert set(hops.values()) == {1, 2, 3}
    for pattern in ("?one cg:due ?day", "?one prov:wasRevisionOf ?two", "?one prov:wasDerivedFrom ?two", "?one cg:assessment ?a",
                    "?one cito:disputes ?two", "?one cg:retracts ?two", "?one cg:polarity cg:denied", "?one cg:validFrom ?day"):  # fmt: skip
        assert count(pattern), pattern
