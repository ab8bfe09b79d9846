"""Drafts that importers make, as facts, and whether these are sound."""

from __future__ import annotations

import functools
import pathlib
import tempfile
from typing import TYPE_CHECKING

from claimgraph.checking import check_folder
from claimgraph.checks import check_corpus
from claimgraph.errors import render_problem
from claimgraph.folder import find_folder
from claimgraph.imports.known import Known
from claimgraph.loader import load_corpus
from claimgraph.reader import Reader
from claimgraph.syntax import parse_yaml
from claimgraph.writer import write_yaml

if TYPE_CHECKING:
    from claimgraph.imports.draft import Draft

__all__ = ["draft_problems", "draft_text", "known_of", "known_of_none", "left_lines", "rule_problems"]


@functools.cache
def known_of_none() -> Known:
    return Known()


def known_of(facts: pathlib.Path) -> Known:
    corpus, problems = load_corpus(find_folder(str(facts)))
    assert not problems
    return Known(corpus)


def draft_text(draft: Draft) -> str:
    """Write a draft as one file of facts."""
    parts = {"entities": draft.entities, "sources": draft.sources}
    return write_yaml({key: list_ for key, list_ in parts.items() if list_})


def left_lines(draft: Draft) -> list[str]:
    return [f"{left.where.line}: {left.why}" for left in draft.left]


def draft_problems(draft: Draft) -> list[str]:
    """Return what is wrong with a draft on its own, read as facts are read."""
    assert draft.read == draft.kept + len(draft.left)
    known = known_of_none()
    root, problems = parse_yaml(draft_text(draft).encode(), "draft.yaml") if draft.sources else (None, [])
    reader = Reader(known.ontology, known.settings)
    if root is not None:
        reader.read_file(root)
    return [
        render_problem(problem)
        for problem in (*problems, *reader.problems, *check_corpus(reader.ontology, reader.declared, reader.references))
    ]


def rule_problems(draft: Draft) -> list[str]:
    """Return what is wrong with a draft when all that `check` does is done."""
    if not draft.sources:
        return []
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts"
        facts.mkdir()
        (facts / "draft.yaml").write_text(draft_text(draft), encoding="utf-8")
        return [render_problem(problem) for problem in check_folder(find_folder(str(facts))).problems]
