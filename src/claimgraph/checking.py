"""Paths in, reports out: everything `check` looks at, in one run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import CorpusError, Problem, Where
from claimgraph.evidence import Snapshot, load_texts
from claimgraph.folder import Folder, find_folder
from claimgraph.loader import load_corpus
from claimgraph.rdf import corpus_text, ontology_quads
from claimgraph.rules import run_rules, violation_problems
from claimgraph.store.embedded import memory_store
from claimgraph.verify import verify_corpus
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Report", "check_folder", "check_paths"]


class Report(NamedTuple):
    """What a check found in one corpus. Counts are of what could be read.

    `texts` is the folder that was searched, if any; `unmatched` are the sources whose
    text is not in it.
    """

    facts: str
    sources: int
    claims: int
    entities: int
    spans: int
    verified: int
    not_verified: int
    wrong: int
    without_evidence: int
    texts: str
    unmatched: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_paths(paths: tuple[str, ...], *, texts: str = "") -> list[Report]:
    """Check the corpora that paths name; a file's problems alone where a path is a file.

    Raises:
        CorpusError: a path is not there, or holds no facts.
        TextError: the folder of texts is not there.
    """
    if not paths:
        return [check_folder(find_folder(), texts=texts)]
    reports = []
    files: dict[str, list[str]] = {}
    for path in paths:
        if os.path.isfile(path):
            files.setdefault(_root_of(path), []).append(path)
        else:
            reports.append(check_folder(find_folder(path), texts=texts))
    for root, chosen in files.items():
        folder = find_folder(root)
        report = check_folder(folder, texts=texts)
        names = {folder.show(os.path.abspath(path)) for path in chosen}
        reports.append(report._replace(problems=tuple(p for p in report.problems if p.where.file in names)))
    return reports


def _root_of(path: str) -> str:
    """Return the folder of facts that a file is part of: the nearest `facts`, or its own folder."""
    if not path.endswith((".yaml", ".yml")):
        raise CorpusError(f"{path} is no facts file", "facts are .yaml files")
    parent = folder = os.path.dirname(os.path.abspath(path))
    while os.path.dirname(folder) != folder:
        if os.path.basename(folder) == "facts" or os.path.isfile(os.path.join(folder, "claimgraph.toml")):
            return folder
        folder = os.path.dirname(folder)
    return parent


def check_folder(folder: Folder, *, texts: str = "", instead: Mapping[str, bytes] | None = None) -> Report:
    """Check one corpus: its text, its shapes, its evidence; `instead` are the contents of files as they are to be, by path."""
    corpus, problems = load_corpus(folder, instead=instead)
    place = texts or corpus.settings.texts
    snapshots: dict[str, Snapshot] = load_texts(place) if place and (texts or os.path.isdir(place)) else {}
    verification = verify_corpus(corpus, snapshots)
    text = corpus_text(corpus)
    prefixes = corpus.settings.all_prefixes()
    store = memory_store(ontology_quads(corpus), prefixes, nquads=text.nquads)
    # With parts missing, the shapes that ask for parts would complain of what is reported already.
    violations = run_rules(store, core=not problems)
    default = Where(folder.show(folder.facts))
    found = {*problems, *verification.problems}
    found.update(violation_problems(violations, text.origins, Compactor(prefixes), default))
    return Report(
        facts=folder.show(folder.facts),
        sources=len(corpus.sources),
        claims=len(corpus.claims),
        entities=len(corpus.entities),
        spans=len(verification.spans),
        verified=verification.count(True),
        not_verified=verification.count(None),
        wrong=verification.count(False),
        without_evidence=len(verification.bare),
        texts=place if snapshots or os.path.isdir(place) else "",
        unmatched=verification.unmatched,
        problems=tuple(sorted(found)),
    )
