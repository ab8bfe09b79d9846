"""The benchmarks run, and print what they promise; how long anything takes is nobody's business here."""

from __future__ import annotations

import collections
import importlib.metadata
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

import pyoxigraph
import pytest
import rdflib
from helpers import ROOT, hear_interrupts

import claimgraph
from benchmarks.markdown import fill_page
from benchmarks.parts import PARTS
from benchmarks.results import Results

ROWS = (
    "cold query / click + pyoxigraph",
    "cold query / rdflib",
    "cold query / oxigraph CLI",
    "first build and query / YAML + JSON-LD",
    "check, 200 claims / YAML + JSON-LD",
    "check, 20 claims / pySHACL",
    "check after 1 of 15 files changed, 200 claims / the first time",
    "conflicts, 400 claims / DuckDB, 73 pairs",
)


def benchmarks(*arguments: str | pathlib.Path, fails: bool = False) -> list[str]:
    command = (sys.executable, "-m", "benchmarks", *map(str, arguments))
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600)
    assert bool(done.returncode) == fails, done.stderr
    return (done.stderr if fails else done.stdout).splitlines()


@pytest.fixture(scope="module")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], pathlib.Path]:
    """Run all parts once, small: what that prints, and the file that it writes."""
    path = tmp_path_factory.mktemp("benchmarks") / "results.json"
    return benchmarks("--smoke", "-o", path), path


def test_every_row_has_both_sides_a_ratio_and_a_verdict_and_every_stage_a_time(smoke: tuple[list[str], pathlib.Path]) -> None:
    lines, path = smoke
    rows = {row["name"]: row for part in json.loads(path.read_text(encoding="utf-8"))["parts"].values() for row in part["rows"]}
    assert set(PARTS) == set(json.loads(path.read_text(encoding="utf-8"))["parts"])
    for name in ROWS:
        row = rows.get(name) or next(found for found in rows.values() if found["name"].startswith(name.partition(",")[0]))
        assert re.fullmatch(r"[\d.]+ ±[\d.]+ ms|-", row["ours"])
        if "not run" in row["peer"]:
            assert name in {"cold query / oxigraph CLI", "conflicts, 400 claims / DuckDB, 73 pairs"}
            continue
        assert re.fullmatch(r"[\d.]+ ±[\d.]+ ms", row["peer"])
        assert float(row["ratio"]) > 0
        assert re.fullmatch(r"≤ \d\.\d\d|-", row["target"])
        assert (row["reached"] == "-") == (row["target"] == "-")
        assert row["reached"] in {"yes", "no", "-"}
    page = [name for name in rows if " / pyvis's page" in name]
    assert len(page) == 3 or "not run" in rows[page[0]]["peer"]
    growing = {name.partition(" / ")[0].removeprefix("growth of "): row for name, row in rows.items() if name.startswith("growth of")}
    assert {"import --store", "check of facts", "conflicts", "due", "stats", "without --rank", "trace of a claim"} <= growing.keys()
    for row in growing.values():
        assert re.fullmatch(r"\d+\.\d\d → \d+\.\d\d s", row["ours"])
        assert re.fullmatch(r"\d+ → \d+ MB", row["wall"])
        assert set(row["measured"]) == {"200", "800"}
    stages = [line.partition("ms  ")[2] for line in lines if re.match(r" *\d+\.\d ms  ", line)]
    assert {"read YAML", "check references", "parse and load", "rule missing", "rule wrong-class"} <= set(stages)


def test_the_table_names_each_peer_with_its_version(smoke: tuple[list[str], pathlib.Path]) -> None:
    lines, _ = smoke
    assert re.match(
        r"Measured on \d{4}-\d\d-\d\d: .+, \d+ processors.*, Python 3\.\d+\.\d+; commit [0-9a-f]{12}( with changes)?\.$", lines[0]
    )
    heads = ["what", "ours", "beside", "peer", "ratio", "target", "reached", "runs", "clock"]
    assert re.split(r" {2,}", lines[2]) == heads
    beside = {row[2] for row in (re.split(r" {2,}", line) for line in lines[3:]) if len(row) == len(heads)}
    assert f"rdflib {rdflib.__version__}" in beside
    assert f"click {importlib.metadata.version('click')} + pyoxigraph {pyoxigraph.__version__}" in beside


def test_what_was_measured_can_be_printed_and_drawn_again(smoke: tuple[list[str], pathlib.Path], tmp_path: pathlib.Path) -> None:
    lines, path = smoke
    picture = tmp_path / "picture.svg"
    assert benchmarks("--from", path, "--plot", picture) == lines
    text = picture.read_text(encoding="utf-8")
    assert "</svg>" in text
    assert "trace of a claim" in text


def test_a_run_goes_on_where_it_ended(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "results.json"
    first = benchmarks("--smoke", "--only", "stages", "-o", path)
    assert first[-1] == benchmarks("--smoke", "--resume", path, "--only", "stages")[-1]  # to the tenth of a millisecond: not run again
    content = json.loads(path.read_text(encoding="utf-8"))
    content["parts"]["stages"]["error"] = "cut off"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "cut off" not in "\n".join(benchmarks("--smoke", "--resume", path, "--only", "stages"))


def test_results_of_another_kind_are_not_gone_on_with(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "results.json"
    told = "name a file that `python -m benchmarks -o FILE` wrote"
    for text in ("{}", "no results", '{"format": 1}'):
        path.write_text(text, encoding="utf-8")
        for option in ("--resume", "--from"):
            assert benchmarks(option, path, fails=True) == [f"error: {path} holds no results of benchmarks in format 1: {told}"]
    benchmarks("--smoke", "--only", "stages", "-o", path)
    assert benchmarks("--resume", path, fails=True) == [f"error: {path} is of a run with --smoke; go on with it likewise"]
    none = tmp_path / "none.json"
    assert benchmarks("--from", none, fails=True) == [f"error: {none} cannot be read: No such file or directory; {told}"]


def test_what_cannot_be_written_is_said_before_anything_is_run(tmp_path: pathlib.Path) -> None:
    gif, lost = tmp_path / "a.gif", tmp_path / "none" / "a"
    assert benchmarks("--plot", gif, fails=True) == [f"error: {gif}: a plot is written as .svg or .png"]
    for option, path in (("--plot", f"{lost}.svg"), ("-o", f"{lost}.json")):
        assert benchmarks(option, path, fails=True) == [f"error: {path}: there is no folder {lost.parent}; make it first"]


def test_a_run_that_is_interrupted_says_so_in_one_line(tmp_path: pathlib.Path) -> None:
    command = (sys.executable, "-m", "benchmarks", "--smoke", "--only", "cold", "-o", str(tmp_path / "results.json"))
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  (it starts no thread)
    ) as running:
        assert running.stderr is not None
        first = running.stderr.readline()  # the part is being run
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the commands that are measured get it, too
        out, rest = running.communicate(timeout=60)
    assert (first.partition(":")[0], out, rest, running.returncode) == ("cold", "", "interrupted\n", 130)


def test_a_part_that_fails_says_why_and_the_others_go_on(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "200-facts"  # made-up facts that are not what they should be
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / "source-1.yaml").write_text("id: src:a\n", encoding="utf-8")
    command = (sys.executable, "-m", "benchmarks", "--smoke", "--only", "recheck", "--only", "stages")
    environment = os.environ | {"CLAIMGRAPH_BENCHMARK_STORES": str(tmp_path)}
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment)
    assert done.returncode == 1
    assert "part recheck was not run to its end: RunError: claimgraph check failed: facts/source-1.yaml:1:1: error[" in done.stdout
    assert "stages of check, 200 claims, run once:" in done.stdout


MEASURED = """{"format": 1, "smoke": false, "vast": false, "date": "2026-05-04T10:00:00Z", "commit": "0123456789ab", "changed": false,
"machine": {"system": "Linux 6", "processor": "A processor", "processors": 2, "memory": 17179869184, "python": "3.11.7"},
"versions": {"pySHACL": "0.40"}, "parts": {
"analyses": {"commit": "0123456789ab", "error": "", "lines": ["profile of due"], "rows": [
    {"name": "growth of due / 10k → 100k claims", "ours": "1.00 → 20.00 s", "peer": "-", "ratio": "1.30", "target": "≤ 1.20", "reached": "no",
     "wall": "50 → 500 MB", "measured": {"10000": {"cpu": [0.9, 1.0, 1.1], "memory": [50000000]},
                                         "100000": {"cpu": [20.0], "memory": [500000000]}}},
    {"name": "size of import, 10,000 claims", "ours": "-", "peer": "-", "ratio": "-", "target": "-", "reached": "-", "wall": "-",
     "measured": {"10000": {"cpu": [2.0], "memory": [80000000], "disk": [40000000]}}}]},
"check": {"commit": "0123456789ab", "error": "", "lines": [], "rows": [
    {"name": "check, 300 claims / pySHACL", "ours": "200 ±5 ms", "peer": "4000 ±9 ms", "ratio": "0.05", "target": "≤ 0.15", "reached": "yes",
     "wall": "1 / 2 ms", "measured": {"ours": {"cpu": [0.2]}, "peer": {"cpu": [4.0]}}}]}}}"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("machine", "Measured on 2026-05-04: A processor, 2 processors, 16 GB, Linux 6, Python 3.11.7; commit 0123456789ab."),
        (
            "comparisons",
            (
                "| what | ours | beside | its time | ratio | target | reached | runs |\n|---|---|---|---|---|---|---|---|\n"
                "| check, 300 claims | 200 ±5 ms | pySHACL 0.40 | 4000 ±9 ms | 0.05 | ≤ 0.15 | yes | 1 |"
            ),
        ),
        (
            "growth",
            (
                "| command | 10k claims, s | 100k claims, s | 10k, MB | 100k, MB | exponent | target | reached | runs |\n"
                "|---|---|---|---|---|---|---|---|---|\n| due | 1.00 | 20.00 | 50 | 500 | 1.30 | ≤ 1.20 | no | 1-3 |"
            ),
        ),
        (
            "sizes",
            (
                "| what | claims | memory, MB | kB a claim | disk, MB | kB a claim | claims a second |\n|---|---|---|---|---|---|---|\n"
                "| import | 10,000 | 80 | 8.00 | 40.0 | 4.00 | 5,000 |"
            ),
        ),
        (
            "expected",
            "| command | measured, s | at | exponent | to expect at 10M |\n|---|---|---|---|---|\n| due | 20.00 | 100k | 1.30 | 2 h |",
        ),
        ("profiles", "```text\nprofile of due\n```"),
        ("stages", "(Not measured yet.)"),
    ],
)
def test_figures_of_a_page_come_from_a_file_of_results(name: str, text: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(MEASURED, encoding="utf-8")
    page = "Before.\n<!-- figures: {} -->\n{}\n<!-- end of figures -->\nAfter.\n"
    assert fill_page(page.format(name, "What stood here."), Results.read(str(path))) == page.format(name, text)


def test_the_verdict_counts_what_was_measured_and_lists_what_was_not(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "results.json"
    content = json.loads(MEASURED)
    blank = {"peer": "-", "ratio": "-", "target": "-", "reached": "-", "wall": "-"}
    content["parts"]["check"]["rows"] += [
        {"name": "placing / spring", "ours": "9 ±1 ms"} | blank | {"peer": "not run: pip install scipy", "target": "≤ 0.05"},
        {"name": "growth of stats", "ours": "failed: stats failed: it took too long"} | blank,
    ]
    for name in PARTS.keys() - content["parts"].keys() - {"page"}:
        content["parts"][name] = {"commit": "0123456789ab", "error": "", "lines": [], "rows": []}
    path.write_text(json.dumps(content), encoding="utf-8")
    page = fill_page("<!-- figures: verdict -->\n<!-- end of figures -->\n", Results.read(str(path)))
    assert page.splitlines()[1:-1] == [
        "1 of 2 targets are reached. Not reached:",
        "",
        "- due: 1.30, not ≤ 1.20",
        "",
        "Not measured, and so not counted:",
        "",
        "- placing / spring: not run: pip install scipy",
        "- stats: failed: stats failed: it took too long",
        "- the part page: the page in a browser",
    ]


def test_the_page_names_options_that_there_are() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    known = set(re.findall(r"--[a-z]+|-o", "\n".join(benchmarks("--help"))))
    named = set(
        re.findall(r"(?<![a-z])(?:--[a-z]+|-o)(?= |`|\n)", "\n".join(re.findall(r"python -m benchmarks.*\n|^\| `-.*", page, re.MULTILINE)))
    )
    assert {"--smoke", "--vast", "--resume", "--from", "--plot", "--only", "-o"} <= named <= known


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
