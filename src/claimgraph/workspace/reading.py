"""A folder of facts in; its files' statements, a group of files at a time, and the problems of all of them, out."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from claimgraph.errors import CorpusError, FactsError
from claimgraph.loader import read_corpus
from claimgraph.parts.crew import Crew
from claimgraph.parts.files import Bytes, read_key
from claimgraph.parts.lookup import Parts
from claimgraph.parts.make import Maker
from claimgraph.parts.steps import Steps
from claimgraph.parts.whole import Whole
from claimgraph.workspace.record import Brought
from claimgraph.workspace.stamp import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimgraph.errors import Problem
    from claimgraph.folder import Folder
    from claimgraph.model import Corpus
    from claimgraph.parts.basis import Basis
    from claimgraph.parts.crew import Done
    from claimgraph.parts.part import Part
    from claimgraph.parts.steps import Progress

__all__ = ["Reading"]


class Reading:
    """The files of a folder of facts, as they are at one moment."""

    def __init__(self, folder: Folder, basis: Basis, progress: Progress | None = None) -> None:
        """Look at all files, of which none is understood yet.

        Raises:
            CorpusError: there are none.
        """
        paths = folder.fact_files()
        if not paths:
            raise CorpusError(f"no facts in {folder.show(folder.facts)}", "it holds no .yaml file; `claimgraph init DIR` makes an example")
        self.settings, self.ontology, self.base = basis
        self._basis, self._parts = basis, Parts(folder, basis, paths)
        self.keys, self.sizes = self._parts.keys, self._parts.sizes
        #: What a file brings, by key; of those that were made.
        self.brought: dict[bytes, Brought] = {}
        self._folder, self._steps = folder, Steps(progress)

    def name(self, more: str) -> str:
        """Return a name for what is made of the files, wherever they are; `more` says what is made."""
        settings = self.settings
        digest = hashlib.sha256(f"{FORMAT} {self.base.hex()} {settings.title!r} {settings.license!r} {more}".encode())
        for key in sorted(self.keys.values()):
            digest.update(key)
        return digest.hexdigest()[:24]

    def make(self, paths: Sequence[str]) -> Iterator[bytes]:
        """Yield the statements of files as N-Quads, a group of files at a time; nothing more once a file has a problem."""
        sound = True
        for nquads, parts in self._make(paths, statements=True):
            sound = sound and not any(part.problems for part in parts)
            if sound:
                yield nquads

    def _make(self, paths: Sequence[str], *, statements: bool) -> Iterator[tuple[bytes, list[Part]]]:
        todo = iter(paths)
        total, done, claims = sum(self.sizes[path] for path in paths), 0, 0
        for group in Crew(self._folder, self._basis, rules=False, statements=statements).make(paths):
            of = list(islice(todo, len(group.keys)))
            self._parts.keep(of, group, judged=False)
            self._note(of, group)
            done += sum(self.sizes[path] for path in of)
            claims += sum(len(part.claims) for part in group.parts)
            self.tell("read", claims, done / max(total, 1))
            yield group.nquads, group.parts

    def _note(self, paths: Sequence[str], made: Done) -> None:
        """Remember what files brought."""
        for path, key, part in zip(paths, made.keys, made.parts, strict=True):
            names = [name for name, _, _ in part.declared if not name.startswith("claim:")]
            self.brought[key] = Brought(names, self.sizes[path])

    def whole(self) -> Whole:
        """Return all files taken together.

        Raises:
            FactsError: there are problems in them.
        """
        if missing := [path for path in self.keys if self._parts.find(path) is None]:
            before = [self.keys[path] for path in missing]
            for _ in self._make(missing, statements=False):
                pass
            if before != [self.keys[path] for path in missing]:  # the store would be named by what it does not hold
                raise CorpusError("the facts changed while they were read", "try again")
        paths = {self._folder.show(path): path for path in self.keys}
        whole = Whole(paths, self._parts, Maker(self.ontology, self.settings))
        if problems := whole.problems():
            raise FactsError(sorted(set(problems)))
        if self.brought:
            self._parts.forget_old()
        return whole

    def corpus(self) -> tuple[Corpus, list[Problem]]:
        """Return all files as a corpus in memory, and the problems in them."""

        def note(path: str, data: bytes, size: int) -> None:
            self.keys[path] = read_key(self.base, Bytes(data, size))  # of what was read, should it have been written in the meantime

        return read_corpus(self._folder, self.settings, self.ontology, note=note)

    def tell(self, what: str, claims: int, share: float) -> None:
        """Tell whoever waits how far it is."""
        self._steps.tell(what, claims, share)
