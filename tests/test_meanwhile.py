"""Facts, settings and files that are written while a store is made, or behind its back, in; answers of what the text says out."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from helpers import MakeCorpus
from test_incremental import MOTTO

from claimgraph.folder import find_folder
from claimgraph.parts import basis
from claimgraph.workspace import building, open_corpus_store, opening

TEXT = """
id: src:paper
type: NewsArticle
headline: {headline}
claims:
  - {{id: claim:ann, label: Ann leads, said: 2026-04, says: {{id: org:Lab, ledBy: person:Ann}}}}
"""
OLD, NEW = TEXT.format(headline="OLD"), TEXT.format(headline="NEW")
#: A module with which entities have what claims state, so that all facts are read at once.
TOML = 'modules = ["motto.ttl"]\n[prefixes]\nown = "https://example.org/own#"\n'
LABS = "entities:\n  - {id: lab:One, type: Organization, name: Lab One}\n"


def headlines(facts: pathlib.Path, *, as_of: str = "", valid_on: str = "") -> list[str]:
    store = open_corpus_store(find_folder(str(facts)), as_of=as_of, valid_on=valid_on).store
    return [row["h"].value for row in store.rows("SELECT ?h { src:paper schema:headline ?h }")]


def before(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, write: Callable[[], object]) -> None:
    """Let something be written once, just before a function does what it does."""
    real, todo = getattr(module, name), [write]

    def call(*given: Any) -> Any:
        if todo:
            todo.pop()()
        return real(*given)

    monkeypatch.setattr(module, name, call)


@pytest.mark.parametrize("view", [{"as_of": "2030-01-01"}, {"valid_on": "2030-01-01"}, {}])
def test_a_file_that_is_written_meanwhile_leaves_no_wrong_store(
    make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch, view: dict[str, str]
) -> None:
    facts = make_corpus({"paper.yaml": OLD}, toml="" if view else TOML)
    (facts.parent / "motto.ttl").write_text(MOTTO, encoding="utf-8")
    before(monkeypatch, building, "build_view", lambda: (facts / "paper.yaml").write_text(NEW, encoding="utf-8"))
    assert headlines(facts, **view) == ["NEW"], "what was read"
    (facts / "paper.yaml").write_text(OLD, encoding="utf-8")
    assert headlines(facts, **view) == ["OLD"]
    (facts / "paper.yaml").write_text(NEW, encoding="utf-8")
    assert headlines(facts, **view) == ["NEW"]


def test_settings_that_are_written_meanwhile_leave_no_wrong_prefixes(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = '[prefixes]\nlab = "labs/"\n', '[prefixes]\nlab = "laboratories/"\n'
    facts = make_corpus({"labs.yaml": LABS}, toml=old)

    def names() -> list[str]:
        store = open_corpus_store(find_folder(str(facts))).store
        return [row["n"].value for row in store.rows("SELECT ?n { lab:One schema:name ?n }")]

    before(monkeypatch, basis, "load_basis", lambda: (facts.parent / "claimgraph.toml").write_text(new, encoding="utf-8"))
    assert names() == ["Lab One"]
    assert names() == ["Lab One"]
    for text in (old, new):
        (facts.parent / "claimgraph.toml").write_text(text, encoding="utf-8")
        assert names() == ["Lab One"]


def test_a_module_of_another_name_is_looked_up_only_once(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = make_corpus({"paper.yaml": OLD}, toml=TOML)
    (facts.parent / "motto.ttl").write_text(MOTTO, encoding="utf-8")
    assert headlines(facts) == ["OLD"]
    (facts.parent / "motto.ttl").rename(facts.parent / "words.ttl")
    (facts.parent / "claimgraph.toml").write_text(TOML.replace("motto.ttl", "words.ttl"), encoding="utf-8")
    assert headlines(facts) == ["OLD"]
    looked: list[str] = []
    before(monkeypatch, opening, "_refresh", lambda: looked.append("again"))
    assert headlines(facts) == ["OLD"]
    assert looked == []


@pytest.mark.skipif(os.name != "posix", reason="needs a file system that keeps the time of a change of any kind")
@pytest.mark.parametrize("how", ["written", "replaced"])
def test_another_text_of_the_same_length_and_time_is_seen(make_corpus: MakeCorpus, how: str) -> None:
    facts = make_corpus({"paper.yaml": OLD})
    path = facts / "paper.yaml"
    assert headlines(facts) == ["OLD"]
    stat = path.stat()
    if how == "replaced":
        path.unlink()
    path.write_text(NEW, encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_mtime_ns == stat.st_mtime_ns
    assert headlines(facts) == ["NEW"]
