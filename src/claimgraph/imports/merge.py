"""A draft and a folder in; the files that are to be written out, checked before a byte is.

One file for each source, and one for the entities of the input. What is there already
and says the same stays as it is; what says something else is a problem, and then
nothing is written.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import CorpusError, FactsError, Problem, Where, printable
from claimgraph.imports.compare import facts_lines
from claimgraph.imports.known import tree_of
from claimgraph.imports.names import digest, slug
from claimgraph.syntax import MAX_BYTES, parse_yaml
from claimgraph.writer import unwritable, write_yaml

if TYPE_CHECKING:
    from claimgraph.folder import Folder
    from claimgraph.imports.draft import Draft, Tree
    from claimgraph.model import Corpus

__all__ = ["ByHand", "Plan", "check_fits", "entities_file", "plan_files"]

_HEAD = "Imported from "
_LONGEST = 100


class ByHand(NamedTuple):
    """Claims of a source whose file somebody has worked on, so that nobody else writes it: the place of the source, its id, and they."""

    where: Where
    source: str
    claims: list[Tree]


class Plan(NamedTuple):
    """Files to be written, by path and in order, how many claims, sources and entities in them are new, and what is left to the user."""

    files: dict[str, bytes]
    claims: int
    sources: int
    entities: int
    by_hand: list[ByHand]


def entities_file(name: str) -> str:
    """Return the name of the file for the entities of an input.

    >>> entities_file("data/My corpus.trig.gz")
    'entities-my-corpus.yaml'
    """
    base = os.path.basename(name.replace("\\", "/"))
    stem = re.sub(r"(\.[A-Za-z0-9]{1,7}){1,2}$", "", base) or base
    return _short("entities-" + (slug(stem, 1000) or "input")) + ".yaml"


def _short(name: str) -> str:
    """Keep a file's name as short as file systems want it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 9]}-{digest(name)}"


def check_fits(draft: Draft, corpus: Corpus, folder: Folder) -> None:
    """Refuse a draft whose names the settings of a corpus do not know.

    Raises:
        CorpusError: it has another base, or needs prefixes or a module that the corpus lacks.
    """
    wanted, have = draft.settings, corpus.settings
    name = printable(draft.name)
    config = folder.show(folder.config or os.path.join(folder.root, "claimgraph.toml"))
    if wanted.base and wanted.base != have.base:
        raise CorpusError(f"{name} is of a corpus with the base {printable(wanted.base)}; this one has {have.base}",
                          "import it into a folder of its own with -o DIR")  # fmt: skip
    missing = {prefix: iri for prefix, iri in wanted.prefixes.items() if dict(have.prefixes).get(prefix) != iri}
    if missing:
        lines = "; ".join(f'{prefix} = "{iri}"' for prefix, iri in missing.items())
        raise CorpusError(f"{name} uses prefixes that {config} does not declare", f"add under [prefixes]: {lines}")
    if wanted.modules:
        module = next(iter(wanted.modules))
        raise CorpusError(f"{name} brings a vocabulary of its own, which {config} does not name",
                          f'import it with -o DIR, copy DIR/{module} beside {config}, and add: modules = ["{module}"]')  # fmt: skip


def plan_files(draft: Draft, folder: Folder, corpus: Corpus) -> Plan:
    """Plan what has to be written so that a corpus holds a draft, too.

    Raises:
        FactsError: something is there already, and says something else.
    """
    planner = _Planner(draft, folder, corpus)
    files = {**planner.entities(), **planner.sources()}
    if planner.problems:
        raise FactsError(sorted(set(planner.problems)))
    return Plan(files, planner.new["claim"], planner.new["source"], planner.new["entity"], planner.by_hand)


class _Planner:
    def __init__(self, draft: Draft, folder: Folder, corpus: Corpus) -> None:
        self.draft = draft
        self.folder = folder
        self.corpus = corpus
        self.problems: list[Problem] = []
        self.by_hand: list[ByHand] = []
        self.new = {"claim": 0, "source": 0, "entity": 0}
        things: list[Any] = [*corpus.entities, *corpus.sources, *corpus.claims]
        self.places: dict[str, Where] = {thing.id: thing.where for thing in things}
        self.paths = {folder.show(path): path for path in corpus.files}
        self.taken: set[str] = set()
        self.known = {entity.id for entity in corpus.entities}
        self.have = facts_lines(corpus) if self.places else {}
        known = {thing["id"] for thing in self._things()} & self.places.keys()
        self.want = facts_lines(corpus, draft) if known else {}

    def _things(self) -> list[Tree]:
        return [*self.draft.entities, *self.draft.sources, *(claim for source in self.draft.sources for claim in source.get("claims", []))]

    def entities(self) -> dict[str, bytes]:
        """Plan the file of entities: those that it holds already, as far as they are not drafted anew, and new ones."""
        path = self._free(entities_file(self.draft.name), ours=True)
        before = _ours(path)
        kept = {tree["id"]: tree for tree in (before or {}).get("entities", [])}
        self.taken.add(path)
        found = dict(kept)
        for tree in self.draft.entities:
            name = tree["id"]
            if name in kept and self.want[name] > self.have[name]:  # the same input knows more of it now
                found[name] = tree
            elif self._is_new(tree, "an entity"):
                self.new["entity"] += 1
                found[name] = tree
        return self._file(path, {"entities": list(found.values())}, before) if found else {}

    def sources(self) -> dict[str, bytes]:
        """Plan a file for each source that is not there, or that is there as an import wrote it, and has further claims now."""
        files: dict[str, bytes] = {}
        for tree in self.draft.sources:
            claims = [claim for claim in tree.get("claims", []) if self._is_new(claim, "a claim")]
            if self._is_new(tree, "a source"):
                self.new["source"] += 1
                self.new["claim"] += len(claims)
                path = self._free(_short(tree["id"].partition(":")[2]) + ".yaml")
                self.taken.add(path)
                files |= self._file(path, tree, None)
            elif claims:
                files |= self._further(tree["id"], claims)
        return files

    def _free(self, file: str, *, ours: bool = False) -> str:
        """Return the path of a file, with a number where another one has its name; `ours` may be one that an import wrote."""
        stem = os.path.join(self.folder.facts, file.removesuffix(".yaml"))
        for n in range(1, 1000):
            path = f"{stem}.yaml" if n == 1 else f"{stem}-{n}.yaml"
            if path not in self.taken and (not os.path.exists(path) or (ours and _ours(path) is not None)):
                break
        return path

    def _further(self, source: str, claims: list[Tree]) -> dict[str, bytes]:
        """Plan to add claims to a source that is there; leave it to the user where the file is not as an import wrote it."""
        path = self.paths[self.places[source].file]
        before = _ours(path)
        if before is None or before.get("id") != source:
            self.by_hand.append(ByHand(self.places[source], source, claims))
            return {}
        self.new["claim"] += len(claims)
        return self._file(path, before | {"claims": [*before.get("claims", []), *claims]}, before)

    def _is_new(self, tree: Tree, what: str) -> bool:
        """Tell whether an entry is not there yet; report one that is there and says something else.

        Of an entity more may be known already.
        """
        name = tree["id"]
        if name not in self.places:
            return True
        have, want = self.have[name], self.want[name]
        if have != want and not (name in self.known and have > want):
            self._report(self.places[name], name, f"it is there already as {what} that says something else than the input")
        return False

    def _file(self, path: str, tree: Tree, before: Tree | None) -> dict[str, bytes]:
        """Plan a file, unless it holds just that already."""
        if tree == before:
            return {}
        if problem := next((found for text in _texts(tree) if (found := unwritable(text))), ""):
            what = f"it holds U+{ord(problem):04X}, which no facts file may hold"
            self._report(Where(self.folder.show(path)), str(tree.get("id", "its entities")), what, "take it out of the input")
            return {}
        data = write_yaml(tree, head=[f"{_HEAD}{os.path.basename(self.draft.name)}."]).encode()
        if len(data) > MAX_BYTES:
            what = f"it makes a file of {len(data):,} bytes; one of facts has at most {MAX_BYTES:,}"
            self._report(Where(self.folder.show(path)), str(tree.get("id", "its entities")), what, "load it into a store, with --store DIR")
            return {}
        return {path: data}

    def _report(self, where: Where, name: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, "already-there", f"{name}: {message}", hint or "keep one of the two, or give one another id"))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value
    return [text for item in items for text in _texts(item)]


def _ours(path: str) -> Tree | None:
    """Return what a file holds if it is, to the byte, as an import wrote it; None if there is none, or somebody has worked on it."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    node, problems = parse_yaml(data, path)
    first = data.split(b"\n", 1)[0].decode(errors="replace")
    if node is None or problems or not first.startswith(f"# {_HEAD}"):
        return None
    tree = tree_of(node)
    return tree if isinstance(tree, dict) and write_yaml(tree, head=[first.removeprefix("# ")]).encode() == data else None
