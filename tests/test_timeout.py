"""Queries that run away: what ends them, what is said then, and what does not count as running away.

Every command runs as a process of its own. How long anything takes is compared with nothing but its own end.
"""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request
from typing import IO

import pytest
from helpers import FACTS, MakeCorpus, Run, hear_interrupts
from servers import oxigraph

PATTERNS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
NEVER = "FILTER(CONCAT(STR(?a), STR(?r)) = 'nothing')"
#: What takes longer than anybody waits: the kind of query, and what it computes before it can give a row.
ENDLESS = {
    "count": f"SELECT (COUNT(*) AS ?n) {{ {PATTERNS} }}",
    "groups": f"SELECT ?b (MAX(STR(?r)) AS ?most) {{ {PATTERNS} }} GROUP BY ?b",
    "sorted": f"SELECT ?a {{ {PATTERNS} {NEVER} }} ORDER BY ?a",
    "construct": f"CONSTRUCT {{ ?a ?b ?c }} {{ {PATTERNS} {NEVER} }}",
    "ask": f"ASK {{ {PATTERNS} {NEVER} }}",
}
TRIPLES = b" ".join(b"<http://x/%d> <http://x/p> %d ." % (number, number) for number in range(100))
ROWS = f"SELECT * {{ {PATTERNS} }}"


@pytest.fixture
def facts(make_corpus: MakeCorpus, run: Run) -> pathlib.Path:
    """Facts whose store is made already."""
    facts = make_corpus(FACTS)
    assert run("query", "ASK {}", "--facts", facts).stdout == "true\n"
    return facts


def stopped(seconds: str, twice: str, part: str = "") -> str:
    return (
        f"error: the query was stopped after {seconds}{part}\n"
        "  hint: ask for less, with a LIMIT or patterns that share a variable; or give it longer: "
        f"--timeout {twice}, or 0 for as long as it takes\n"
    )


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_query_that_takes_too_long_is_ended_with_124(run: Run, facts: pathlib.Path, kind: str) -> None:
    done = run("query", ENDLESS[kind], "--facts", facts, "--timeout", "0.5")
    assert (done.stdout, done.stderr, done.returncode) == ("", stopped("0.5 seconds", "1"), 124)


def test_what_was_printed_before_is_called_a_part(run: Run, facts: pathlib.Path) -> None:
    for format_ in ("", "csv", "json", "table"):
        with start("query", ROWS, "--facts", facts, "--timeout", "1", "--format", format_) as process:
            while out(process).read(1 << 20):
                pass
            assert process.wait(60) == 124
            assert said(process) == stopped("1 second", "2", ", and what is printed is only a part of its answer")


def test_a_file_is_written_whole_or_not_at_all(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "answer.csv").write_text("what was there", encoding="utf-8")
    done = run("query", ROWS, "--facts", facts, "--timeout", "0.5", "-o", folder / "answer.csv")
    assert (done.stdout, done.stderr, done.returncode) == ("", stopped("0.5 seconds", "1"), 124)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in folder.iterdir()] == [("answer.csv", "what was there")]


def test_saved_queries_explained_ones_and_those_of_a_drawing_are_ended_too(run: Run, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (facts / "queries").mkdir()
    (facts / "queries" / "endless.rq").write_text(f"# title: endless\n{ENDLESS['count']}\n", encoding="utf-8")
    rare = f"SELECT ?a {{ {PATTERNS} {NEVER} }}"
    for command in (["query", "--name", "endless"], ["query", "--why", rare], ["draw", ENDLESS["count"], "-o", tmp_path / "page.html"]):
        done = run(*command, "--facts", facts, "--timeout", "0.5")
        assert (done.stdout, done.stderr, done.returncode) == ("", stopped("0.5 seconds", "1"), 124), command
    assert not (tmp_path / "page.html").exists()


def test_the_environment_says_how_long_and_the_command_line_has_the_last_word(run: Run, facts: pathlib.Path) -> None:
    done = run("query", ENDLESS["count"], "--facts", facts, CLAIMGRAPH_TIMEOUT="0.25")
    assert (done.stderr, done.returncode) == (stopped("0.25 seconds", "1"), 124)
    assert run("query", "ASK {}", "--facts", facts, "--timeout", "30", CLAIMGRAPH_TIMEOUT="0.000001").stdout == "true\n"
    assert "CLAIMGRAPH_TIMEOUT" not in run("query", "ASK {}", "--facts", facts, CLAIMGRAPH_TIMEOUT="").stderr


@pytest.mark.parametrize("seconds", ["0", "1e300", "inf", "86400"])
def test_no_limit(run: Run, facts: pathlib.Path, seconds: str) -> None:
    assert run("query", "ASK {}", "--facts", facts, "--timeout", seconds).stdout == "true\n"


@pytest.mark.parametrize("seconds", ["-1", "nan", "-inf"])
def test_what_is_no_time(run: Run, facts: pathlib.Path, seconds: str) -> None:
    done = run("query", "ASK {}", "--facts", facts, "--timeout", seconds)
    hint = "  hint: write a number of seconds, or 0 for as long as it takes\n"
    assert (done.stdout, done.stderr, done.returncode) == ("", f"error: --timeout: {seconds} is no time to wait\n{hint}", 2)


def test_who_reads_slowly_is_not_hurried(facts: pathlib.Path) -> None:
    """The query has far more to say than a pipe holds, and gets its seconds for that, however long we look at the first page."""
    with start("query", ROWS + " LIMIT 20000", "--facts", facts, "--timeout", "3") as process:
        first = out(process).read(1000)
        time.sleep(4)
        assert process.poll() is None
        assert (first + out(process).read()).count(b"\n") == 20_001
        assert process.wait(60) == 0


def test_to_make_the_store_does_not_count(run: Run, make_corpus: MakeCorpus) -> None:
    claim = FACTS[FACTS.index("  - id:") :]
    facts = make_corpus(FACTS + "".join(claim.replace("led-by-ann", f"led-by-ann-{n}") for n in range(3000)))
    done = run("query", "SELECT (COUNT(*) AS ?n) { ?claim a cg:Claim }", "--facts", facts, "--timeout", "0.5")
    assert (done.stdout, done.stderr) == ("n\n3001\n", "")


def test_a_store_elsewhere_has_the_time_of_its_settings_unless_another_is_given(
    run: Run, facts: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    with oxigraph(tmp_path / "store") as url:
        urllib.request.urlopen(
            urllib.request.Request(f"{url}/store?default", TRIPLES, {"Content-Type": "text/turtle"}, method="POST")
        ).close()
        (facts.parent / "claimgraph.toml").write_text(
            f'format = 1\n[stores.there]\nurl = "{url}"\nkind = "oxigraph"\ntimeout = 1.5\n', encoding="utf-8"
        )
        done = run("query", ENDLESS["count"], "--store", "there", cwd=facts.parent)
        assert "error: the store there has not answered" in done.stderr
        assert done.returncode == 2
        for seconds in ("0.5", "3"):  # also longer than the settings allow
            done = run("query", ENDLESS["count"], "--store", "there", "--timeout", seconds, cwd=facts.parent)
            assert done.stderr.endswith(stopped(f"{seconds} seconds", f"{2 * float(seconds):g}"))
            assert done.returncode == 124


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("kind", ENDLESS)
def test_ctrl_c_ends_every_kind_of_query(facts: pathlib.Path, kind: str) -> None:
    with start("query", ENDLESS[kind], "--facts", facts, "--timeout", "0") as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert (out(process).read(), said(process).strip()) == (b"", "interrupted")


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("format_", ["", "table", "csv", "json"])
def test_ctrl_c_ends_what_nobody_reads(facts: pathlib.Path, format_: str) -> None:
    with start("query", ROWS, "--facts", facts, "--timeout", "0", "--format", format_) as process:
        out(process).read(1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert said(process).strip() == "interrupted"


def out(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None
    return process.stdout


def said(process: subprocess.Popen[bytes]) -> str:
    assert process.stderr is not None
    return process.stderr.read().decode()


def start(*args: object) -> subprocess.Popen[bytes]:
    """Start the command line as from a terminal, where Ctrl-C works."""
    command = [sys.executable, "-m", "claimgraph", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_interrupts)  # noqa: PLW1509  (it starts no thread)
