"""A folder in; a corpus and its problems out. The only code that opens facts."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

from claimgraph.checks import check_corpus
from claimgraph.errors import CorpusError, FactsError, Problem, Where, did_you_mean, reason
from claimgraph.model import Corpus, Settings
from claimgraph.ontology import load_ontology
from claimgraph.reader import Reader
from claimgraph.syntax import MAX_BYTES, parse_yaml
from claimgraph.vocab import CORE_PREFIXES, ENTITY_PATHS, SYSTEM_PATHS

if TYPE_CHECKING:
    from claimgraph.folder import Folder

__all__ = ["load", "load_corpus", "load_settings"]

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_IRI = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+[/#:]")
_KEYS = {"format": int, "base": str, "title": str, "texts": str, "prefixes": dict, "modules": list}


def load(path: str | os.PathLike[str] = "facts") -> Corpus:
    """Load a folder of facts.

    Raises:
        FactsError: something in the facts is wrong; it carries the problems.
        CorpusError: there are no facts, or the settings cannot be used.
    """
    from claimgraph.folder import find_folder

    corpus, problems = load_corpus(find_folder(os.fspath(path)))
    if problems:
        raise FactsError(problems)
    return corpus


def load_corpus(folder: Folder) -> tuple[Corpus, list[Problem]]:
    """Read all facts of a folder; the corpus holds what is free of problems."""
    settings = load_settings(folder)
    ontology = load_ontology(settings.modules)
    reader = Reader(ontology, settings)
    files = folder.fact_files()
    if not files:
        raise CorpusError(f"no facts in {folder.facts}", "it holds no .yaml file; `claimgraph init DIR` makes an example")
    for path in files:
        _read(path, folder.show(path), reader)
    reader.problems += check_corpus(reader)
    problems = sorted(set(reader.problems))
    parts = tuple(reader.sources), tuple(reader.entities), tuple(reader.claims)
    return Corpus(settings, ontology, *parts, tuple(files)), problems


def _read(path: str, name: str, reader: Reader) -> None:
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        reader.problems.append(Problem(Where(name), "unreadable", f"the file cannot be read: {reason(error)}"))
        return
    node, problems = parse_yaml(data, name, size=max(size, len(data)))
    reader.problems += problems
    if node is not None:
        reader.read_file(node)


def load_settings(folder: Folder) -> Settings:
    """Read `claimgraph.toml`, if there is one.

    Raises:
        CorpusError: it is not TOML, or says something it cannot say.
    """
    if not folder.config:
        return Settings(root=folder.root)
    name = folder.show(folder.config)
    try:
        with open(folder.config, "rb") as file:
            table = tomllib.load(file)
    except OSError as error:
        raise CorpusError(f"{name}: {reason(error)}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{name}: this is not TOML: {error}") from None
    _check_table(table, name)
    modules = tuple(os.path.join(folder.root, module) for module in table.get("modules", []))
    texts = os.path.join(folder.root, table["texts"]) if "texts" in table else ""
    prefixes = tuple(table.get("prefixes", {}).items())
    settings = Settings(folder.root, prefixes=prefixes, modules=modules, texts=texts, title=table.get("title", ""))
    return settings._replace(base=table["base"]) if "base" in table else settings


def _check_table(table: dict[str, Any], name: str) -> None:
    for key, value in table.items():
        if key not in _KEYS:
            raise CorpusError(f"{name}: unknown setting '{key}'", did_you_mean(key, _KEYS))
        if not isinstance(value, _KEYS[key]):
            raise CorpusError(f"{name}: '{key}' is not a {_KEYS[key].__name__}")
    if table.get("format", 1) != 1:
        raise CorpusError(f"{name}: format {table['format']} is newer than this claimgraph, which knows format 1",
                          "upgrade claimgraph")  # fmt: skip
    if "base" in table and not _IRI.fullmatch(table["base"]):
        raise CorpusError(f"{name}: the base '{table['base']}' is not an absolute IRI that ends in / or #")
    for module in table.get("modules", []):
        if not isinstance(module, str):
            raise CorpusError(f"{name}: 'modules' lists paths of Turtle files")
    for prefix, iri in table.get("prefixes", {}).items():
        if prefix in CORE_PREFIXES or prefix in SYSTEM_PATHS or prefix in ENTITY_PATHS:
            raise CorpusError(f"{name}: the prefix '{prefix}:' is claimgraph's own and cannot be declared again")
        if not _PREFIX.fullmatch(prefix):
            raise CorpusError(f"{name}: '{prefix}' cannot be a prefix", "letters, digits, - and _, a letter first")
        if not isinstance(iri, str) or not (_IRI.fullmatch(iri) or re.fullmatch(r"[A-Za-z0-9._~/-]+/", iri)):
            raise CorpusError(f"{name}: the prefix '{prefix}:' stands for neither an absolute IRI nor a path such as {prefix}/")
