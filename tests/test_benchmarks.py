"""The benchmarks run, and print what they promise; how long anything takes is nobody's business here."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from helpers import ROOT

ROWS = (
    "cold query / click + pyoxigraph",
    "cold query / rdflib",
    "cold query / oxigraph CLI",
    "first build and query / YAML + JSON-LD",
    "check, 200 claims / YAML + JSON-LD",
    "check, 20 claims / pySHACL",
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
            assert name == "cold query / oxigraph CLI"
            continue
        assert re.fullmatch(r"\d+ ±\d+ ms", peer)
        assert float(ratio) > 0
        assert re.fullmatch(r"≤ \d\.\d\d|-", target)
        assert (reached == "-") == (target == "-")
        assert reached in {"yes", "no", "-"}
    page = [line for line in lines if " / pyvis's page" in line]
    assert len(page) == 3 or "not run" in page[0]
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
