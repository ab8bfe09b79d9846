"""Paths in, reports out: everything `check` looks at, in one run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import CorpusError, Problem, Where
from claimgraph.evidence import Snapshot, load_texts
from claimgraph.folder import Folder, find_folder
from claimgraph.loader import read_corpus
from claimgraph.parts import load_basis, read_whole
from claimgraph.rdf import corpus_text, ontology_quads
from claimgraph.rules import run_rules, violation_problems
from claimgraph.store.embedded import memory_store
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimgraph.parts import Basis
    from claimgraph.parts.steps import Progress

__all__ = ["Report", "check_folder", "check_paths", "root_of"]


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


def check_paths(paths: tuple[str, ...], *, texts: str = "", progress: Progress | None = None) -> list[Report]:
    """Check the corpora that paths name; a file's problems alone where a path is a file. `progress` is told how far the reading is.

    Raises:
        CorpusError: a path is not there, or holds no facts.
        TextError: the folder of texts is not there.
    """
    if not paths:
        return [check_folder(find_folder(), texts=texts, progress=progress)]
    reports = []
    files: dict[str, list[str]] = {}
    for path in paths:
        if os.path.isfile(path):
            files.setdefault(root_of(path), []).append(path)
        else:
            reports.append(check_folder(find_folder(path), texts=texts, progress=progress))
    for root, chosen in files.items():
        folder = find_folder(root)
        report = check_folder(folder, texts=texts, progress=progress)
        # As `find_folder` leads them: to where the folder really is, and in it by their own names.
        names = {folder.show(os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))) for path in chosen}
        reports.append(report._replace(problems=tuple(p for p in report.problems if p.where.file in names)))
    return reports


def root_of(path: str) -> str:
    """Return the folder of facts that a file is part of: the nearest `facts`, or its own folder.

    Raises:
        CorpusError: it is no file of facts.
    """
    if not path.endswith((".yaml", ".yml")):
        raise CorpusError(f"{path} is no facts file", "facts are .yaml files")
    parent = folder = os.path.dirname(os.path.abspath(path))
    while os.path.dirname(folder) != folder:
        if os.path.basename(folder) == "facts" or os.path.isfile(os.path.join(folder, "claimgraph.toml")):
            return folder
        folder = os.path.dirname(folder)
    return parent


def check_folder(
    folder: Folder, *, texts: str = "", instead: Mapping[str, bytes] | None = None, progress: Progress | None = None
) -> Report:
    """Check one corpus: its text, its shapes, its evidence; `instead` are the contents of files as they are to be, by path."""
    basis = load_basis(folder)
    whole = read_whole(folder, basis, rules=True, instead=instead, progress=progress)
    problems = whole.problems()
    place = texts or basis.settings.texts
    snapshots: dict[str, Snapshot] = load_texts(place) if place and (texts or os.path.isdir(place)) else {}
    verification = whole.verify(snapshots)
    found = {*problems, *verification.problems}
    twins = any(problem.code == "duplicate-id" for problem in problems)  # what two files say of one thing, no look at one of them shows
    if twins or not whole.shapes_hold(core=not problems):
        found.update(_broken_shapes(folder, basis, instead, core=not problems))
    return Report(
        facts=folder.show(folder.facts),
        sources=whole.sources,
        claims=whole.claims,
        entities=whole.entities,
        spans=verification.verified + verification.not_verified + verification.wrong,
        verified=verification.verified,
        not_verified=verification.not_verified,
        wrong=verification.wrong,
        without_evidence=whole.bare,
        texts=place if snapshots or os.path.isdir(place) else "",
        unmatched=verification.unmatched,
        problems=tuple(sorted(found)),
    )


def _broken_shapes(folder: Folder, basis: Basis, instead: Mapping[str, bytes] | None, *, core: bool) -> Iterator[Problem]:
    """Yield what breaks the shapes, by asking them of the whole corpus at once."""
    corpus, _ = read_corpus(folder, basis.settings, basis.ontology, instead=instead)
    text = corpus_text(corpus)
    prefixes = corpus.settings.all_prefixes()
    store = memory_store(ontology_quads(corpus), prefixes, nquads=text.nquads)
    # With parts missing, the shapes that ask for parts would complain of what is reported already.
    yield from violation_problems(run_rules(store, core=core), text.origins, Compactor(prefixes), Where(folder.show(folder.facts)))
