"""What docs/search.md shows is so."""

from __future__ import annotations

import doctest
import pathlib
import re

import pytest
from helpers import ROOT, MakeCorpus, Run
from sessions import is_shown, play_steps, read_steps

PAGE = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
STEPS = read_steps(PAGE)


def test_its_sessions(tmp_path: pathlib.Path) -> None:
    printed = play_steps(STEPS, ROOT, CLAIMGRAPH_CACHE=str(tmp_path), COLUMNS="100")
    for step, out in zip(STEPS, printed, strict=True):
        assert is_shown(step.shown, out), out


def test_its_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, "search.md", None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_what_can_be_typed_finds_what_is_said(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        """
id: src:a
type: Report
headline: A
claims:
  - {id: claim:line, label: The tram line has a budget, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:train, label: The train has a budget, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:bus, label: The tram is no bus, says: {id: org:Lab, ledBy: person:Ann}}
"""
    )
    found = {}
    for typed in re.findall(r"^\| `('.*'|tram [^`]*)`", PAGE, re.MULTILINE):
        words = typed.strip("'").split() if not typed.startswith("'") else [typed.strip("'")]
        done = run("search", *words, "--kind", "claim", "--format", "tsv", "--facts", facts)
        found[typed] = sorted(line.split("\t")[1].removeprefix("claim:") for line in done.stdout.splitlines()[1:])
    assert found == {
        "tram budget": ["line"],
        "'\"tram line\"'": ["line"],
        "tram AND budget": ["line"],
        "tram OR train": ["bus", "line", "train"],
        "'tra*'": ["bus", "line", "train"],
        "tram -bus": ["line"],
    }
