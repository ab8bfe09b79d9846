"""Where an import goes: options in; a corpus, or the name of a new one, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph.errors import FactsError
from claimgraph.folder import CONFIG, Folder, find_folder
from claimgraph.imports.known import Known
from claimgraph.imports.lock import locked
from claimgraph.imports.merge import entities_file
from claimgraph.imports.writing import Written, add_facts, make_facts
from claimgraph.loader import load_corpus
from claimgraph.model import Corpus
from claimgraph.ontology import load_ontology
from claimgraph.settings import load_settings

if TYPE_CHECKING:
    from contextlib import ExitStack

    from claimgraph.imports.draft import Draft

__all__ = ["Target", "find_target"]


class Target:
    """A folder to import into: a corpus, or one that is to be made. `known` is what it has already."""

    def __init__(self, path: str, folder: Folder | None, known: Known) -> None:
        """Take what `find_target` has found."""
        self.path = path
        self.folder = folder
        self.known = known

    def write(self, draft: Draft, *, dry_run: bool = False) -> Written:
        """Write a draft.

        Raises:
            CorpusError: it is of another corpus.
            FactsError: it does not fit to what is there, or breaks a rule; nothing is written.
            OutputError: it cannot be written.
        """
        if self.folder is None:
            return make_facts(draft, self.path, dry_run=dry_run)
        return add_facts(draft, self.folder, self.known, dry_run=dry_run)


def find_target(output: str, facts: str | None, name: str, *, hold: ExitStack | None = None) -> Target:
    """Find what to import into; a folder for a new corpus that holds one is that corpus.

    With `hold`, no other import can change it until that closes.

    Raises:
        OutputError: another import is at work there.
        CorpusError: there is no corpus.
        FactsError: the corpus that is there has problems.
    """
    if output and not _is_corpus(output):
        return Target(output, None, Known())
    folder = find_folder(output or facts)
    if hold is not None:
        hold.enter_context(locked(folder.facts, folder.show(folder.facts)))
    if folder.fact_files():
        corpus, problems = load_corpus(folder)
        if problems:
            raise FactsError(problems)
    else:
        if folder.config and folder.facts == folder.root:
            folder = Folder(folder.root, os.path.join(folder.root, "facts"))
        settings = load_settings(folder)
        corpus = Corpus(settings, load_ontology(settings.modules), (), (), (), ())
    rewritten = {folder.show(os.path.join(folder.facts, entities_file(name)))}
    return Target(output, folder, Known(corpus, rewritten=rewritten))


def _is_corpus(path: str) -> bool:
    return os.path.isfile(os.path.join(path, CONFIG)) or os.path.isdir(os.path.join(path, "facts"))
