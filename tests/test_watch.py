"""Somebody edits facts while `claimgraph check --watch` runs; what it says of each edit out."""

from __future__ import annotations

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from helpers import MakeCorpus, Run, hear_interrupts

FACTS = """
id: src:paper
type: NewsArticle
headline: A new head for the lab
claims:
  - {id: claim:ann, label: Ann leads, says: {id: org:Lab, ledBy: person:Ann}}
"""
TIME = r"[0-2]\d:[0-5]\d:[0-5]\d\n"
OK = TIME + r"facts: ok: 1 source, 1 claim, 6 entities\nevidence: .*\n"

#: Starts a watch in a folder, with more arguments; returns what waits until its output ends with a pattern, and the process.
Watch = Callable[..., tuple[Callable[[str], str], subprocess.Popen[bytes]]]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals that end one process alone")


def write(path: pathlib.Path, text: str) -> None:
    """Write a file at once: of one that is written in two steps, a watch may tell twice."""
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    path.with_suffix(".new").rename(path)


@pytest.fixture
def watch(tmp_path: pathlib.Path) -> Iterator[Watch]:
    started: list[subprocess.Popen[bytes]] = []

    def start(cwd: pathlib.Path, *more: str) -> tuple[Callable[[str], str], subprocess.Popen[bytes]]:
        said = tmp_path / f"said-{len(started)}"
        more_: Any = {"preexec_fn": hear_interrupts}
        with open(said, "wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "claimgraph", "check", "--watch", *more],
                cwd=cwd,
                stdout=out,
                stderr=out,
                **more_,
            )
        started.append(process)
        known = 0

        def wait_for(pattern: str) -> str:
            """Return what is said from now on, once it matches; a busy machine may take its time."""
            nonlocal known
            limit = time.monotonic() + 60
            while not re.fullmatch(pattern, text := said.read_text(encoding="utf-8")[known:]):
                assert time.monotonic() < limit, text
                assert process.poll() is None, text
                time.sleep(0.05)
            known += len(text)
            return text

        return wait_for, process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_a_mistake_is_reported_and_its_mending_too(watch: Watch, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(FACTS)
    wait_for, process = watch(facts.parent)
    wait_for(OK)
    write(facts / "source.yaml", FACTS.replace("person:Ann", "person:Anne"))
    said = wait_for(TIME + r"(.*\n)*facts: 1 problem: 1 source, 1 claim, 6 entities\nevidence: .*\n")
    assert "facts/source.yaml:6:66: error[unknown-entity]: claim:ann speaks of person:Anne, which is not declared" in said
    write(facts / "source.yaml", FACTS)
    wait_for(OK)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130


def test_settings_modules_and_new_files_are_watched(watch: Watch, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(FACTS)
    wait_for, _ = watch(facts.parent, "facts")
    wait_for(OK)
    write(facts.parent / "claimgraph.toml", 'modules = ["more.ttl"]')
    assert "the module " in wait_for(TIME + r"error: .*\n  hint: .*\n"), "the watch goes on"
    write(facts.parent / "more.ttl", "")
    wait_for(OK)
    write(facts / "more.yaml", FACTS.replace("src:paper", "src:other").replace("claim:ann", "claim:too"))
    wait_for(OK.replace("1 source, 1 claim", "2 sources, 2 claims"))
    (facts / "more.yaml").unlink()
    wait_for(OK)


def test_texts_are_watched(watch: Watch, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(FACTS)
    (facts.parent / "texts").mkdir()
    wait_for, _ = watch(facts.parent, "--texts", "texts")
    wait_for(OK)
    write(facts.parent / "texts" / "new.txt", "Ann leads the lab.")
    wait_for(OK)


def test_json_is_a_line_for_each_run(watch: Watch, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(FACTS)
    wait_for, _ = watch(facts.parent, "--format", "json")
    (report,) = json.loads(wait_for(r".*\n"))
    assert (report["claims"], report["problems"]) == (1, [])
    write(facts / "source.yaml", FACTS + "x: y\n")
    (report,) = json.loads(wait_for(r".*\n"))
    assert [problem["code"] for problem in report["problems"]] == ["unknown-key"]
    write(facts.parent / "claimgraph.toml", "what")
    assert "this is not TOML" in json.loads(wait_for(r".*\n"))["error"]


def test_a_folder_that_goes_is_missed_and_found_again(watch: Watch, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    corpus = make_corpus(FACTS).parent
    wait_for, _ = watch(tmp_path, corpus.name)
    wait_for(OK.replace("facts:", "corpus/facts:"))
    corpus.rename(tmp_path / "elsewhere")
    wait_for(TIME + "error: there is no folder corpus\n  hint: name the folder of facts: claimgraph check DIR\n")
    (tmp_path / "elsewhere").rename(corpus)
    wait_for(OK.replace("facts:", "corpus/facts:"))


def test_a_file_whose_time_is_kept_is_checked_again(watch: Watch, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(FACTS)
    wait_for, _ = watch(facts.parent)
    wait_for(OK)
    path = facts / "source.yaml"
    times = path.stat()
    path.write_text(FACTS.replace("ledBy", "lodBy"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    wait_for(r"(?s).*lodBy.*1 problem.*evidence: [^\n]*\n")


def test_what_cannot_be_watched_is_an_error(run: Run, tmp_path: pathlib.Path, make_corpus: MakeCorpus) -> None:
    assert run("check", "--watch", "nowhere", cwd=tmp_path).stderr == (
        "error: there is no folder nowhere\n  hint: name the folder of facts: claimgraph check DIR\n"
    )
    assert run("check", "nowhere", cwd=tmp_path).stderr == run("check", "--watch", "nowhere", cwd=tmp_path).stderr
    assert run("check", cwd=tmp_path).stderr == (
        "error: no facts here: neither a facts folder nor a claimgraph.toml, here or above\n"
        "  hint: name it: claimgraph check DIR, or make an example with `claimgraph init DIR`\n"
    )
    done = run("check", "--watch", "--require-verified", make_corpus(FACTS))
    assert done.returncode == 2
    assert "--require-verified decides how the command exits; a watch does not exit by itself" in done.stderr
