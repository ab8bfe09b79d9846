"""A folder in; a corpus and its problems out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph.checks import check_corpus
from claimgraph.errors import CorpusError, FactsError, Problem, Where, reason
from claimgraph.folder import find_folder
from claimgraph.model import Corpus
from claimgraph.ontology import load_ontology
from claimgraph.reader import Reader
from claimgraph.settings import load_settings
from claimgraph.syntax import MAX_BYTES, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimgraph.folder import Folder
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology

    #: Is told the path of a file, its bytes as far as one may be long, and its size.
    Note = Callable[[str, bytes, int], object]

__all__ = ["load", "load_corpus", "read_corpus"]


def load(path: str | os.PathLike[str] = "facts") -> Corpus:
    """Load a folder of facts.

    Raises:
        FactsError: something in the facts is wrong; it carries the problems.
        CorpusError: there are no facts, or the settings cannot be used.
    """
    corpus, problems = load_corpus(find_folder(os.fspath(path)))
    if problems:
        raise FactsError(problems)
    return corpus


def load_corpus(folder: Folder, *, instead: Mapping[str, bytes] | None = None) -> tuple[Corpus, list[Problem]]:
    """Read all facts of a folder; the corpus holds what is free of problems.

    `instead` are the contents of files, by path, as they are to be; of those that are there already, too.
    """
    settings = load_settings(folder)
    return read_corpus(folder, settings, load_ontology(settings.modules), instead=instead)


def read_corpus(
    folder: Folder, settings: Settings, ontology: Ontology, *, instead: Mapping[str, bytes] | None = None, note: Note | None = None
) -> tuple[Corpus, list[Problem]]:
    """Read all facts of a folder with settings and an ontology: see `load_corpus`.

    `note` is told what was read of each file that could be read, for whoever names what
    is made of it: the file may be another one by then.
    """
    planned = instead or {}
    reader = Reader(ontology, settings)
    files = sorted({*folder.fact_files(), *planned})
    if not files:
        raise CorpusError(f"no facts in {folder.show(folder.facts)}", "it holds no .yaml file; `claimgraph init DIR` makes an example")
    for path in files:
        _read(path, folder.show(path), reader, planned.get(path), note)
    reader.problems += check_corpus(ontology, reader.declared, reader.references)
    problems = sorted(set(reader.problems))
    parts = tuple(reader.sources), tuple(reader.entities), tuple(reader.claims)
    return Corpus(settings, ontology, *parts, tuple(files)), problems


def _read(path: str, name: str, reader: Reader, planned: bytes | None, note: Note | None) -> None:
    data, size = planned or b"", len(planned or b"")
    if planned is None:
        try:
            with open(path, "rb") as file:
                data = file.read(MAX_BYTES + 1)
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            reader.problems.append(Problem(Where(name), "unreadable", f"the file cannot be read: {reason(error)}"))
            return
    size = max(size, len(data))
    if note:
        note(path, data, size)
    node, problems = parse_yaml(data, name, size=size)
    reader.problems += problems
    if node is not None:
        reader.read_file(node)
