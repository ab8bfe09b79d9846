"""A folder of facts in; its files' statements, a group of files at a time, and the problems of all of them, out."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from claimgraph.errors import CorpusError, FactsError
from claimgraph.files import cache_folder
from claimgraph.parts.crew import Crew
from claimgraph.parts.files import Bytes, base_key, read_bytes, read_key
from claimgraph.parts.keep import Kept
from claimgraph.parts.make import Maker
from claimgraph.parts.whole import Whole
from claimgraph.workspace.record import Brought
from claimgraph.workspace.stamp import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimgraph.folder import Folder
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology
    from claimgraph.parts.part import Part

    #: Is told how far the making of a store has come.
    Progress = Callable[["Step"], object]

__all__ = ["Reading", "Step"]

#: The parts of so many files stay in memory; those of more are fetched again when they are needed again.
_MANY = 2_000


class Step(NamedTuple):
    """How far it is: what is being done, how many claims have been read, which share of the text (from 0 to 1), and in how many seconds."""

    what: str
    claims: int
    share: float
    seconds: float


class Reading:
    """The files of a folder of facts, as they are at one moment."""

    def __init__(self, folder: Folder, settings: Settings, ontology: Ontology, progress: Progress | None = None) -> None:
        """Look at all files, of which none is understood yet.

        Raises:
            CorpusError: there are none.
        """
        self.settings, self.ontology = settings, ontology
        self.base = base_key(settings)
        self.keys: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}
        #: What a file brings, by key; of those that were made.
        self.brought: dict[bytes, Brought] = {}
        self._folder, self._progress, self._start = folder, progress, time.monotonic()
        self._kept = Kept(os.path.join(cache_folder(), "parts", f"{folder.cache_name()}.sqlite"))
        #: Parts that are in memory, by path: those that are kept nowhere else, and if there are not too many, the others, too.
        self._parts: dict[str, Part] = {}
        for path in folder.fact_files():
            file = read_bytes(path)
            self.keys[path] = read_key(self.base, file)
            self.sizes[path] = file.size if isinstance(file, Bytes) else 0
        self._many = len(self.keys) > _MANY
        if not self.keys:
            raise CorpusError(f"no facts in {folder.show(folder.facts)}", "it holds no .yaml file; `claimgraph init DIR` makes an example")

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
        for group in Crew(self._folder, self.settings, self.ontology, self.base, rules=False, statements=statements).make(paths):
            of = list(islice(todo, len(group.keys)))
            self._keep(of, group.keys, group.parts)
            done += sum(self.sizes[path] for path in of)
            claims += sum(len(part.claims) for part in group.parts)
            self.tell("read", claims, done / max(total, 1))
            yield group.nquads, group.parts

    def __getitem__(self, path: str) -> Part:
        """Return the part of a file."""
        part = self._parts.get(path)
        if part is None:
            part = self._kept.find(self.keys[path])
            if part is None:
                raise CorpusError("the cache of the facts was deleted while they were read", "try again")
            if not self._many:
                self._parts[path] = part
        return part

    def _is_known(self, path: str) -> bool:
        with contextlib.suppress(CorpusError):
            return bool(self[path])
        return False

    def _keep(self, paths: Sequence[str], keys: Sequence[bytes], parts: Sequence[Part]) -> None:
        for path, key, part in zip(paths, keys, parts, strict=True):
            self.keys[path] = key  # of what was read, should it have been written in the meantime
            if not key or not self._many:
                self._parts[path] = part
            names = [name for name, _, _ in part.declared if not name.startswith("claim:")]
            self.brought[key] = Brought(names, self.sizes[path])
        # A part that is there already may know more: what the shapes said of it.
        self._kept.add([(key, part) for key, part in zip(keys, parts, strict=True) if key and self._kept.find(key) is None])

    def whole(self) -> Whole:
        """Return all files taken together.

        Raises:
            FactsError: there are problems in them.
        """
        if missing := [path for path in self.keys if not self._is_known(path)]:
            before = [self.keys[path] for path in missing]
            for _ in self._make(missing, statements=False):
                pass
            if before != [self.keys[path] for path in missing]:  # the store would be named by what it does not hold
                raise CorpusError("the facts changed while they were read", "try again")
        paths = {self._folder.show(path): path for path in self.keys}
        whole = Whole(paths, cast("Any", self), Maker(self.ontology, self.settings))
        if problems := whole.problems():
            raise FactsError(sorted(set(problems)))
        if self.brought:
            self._kept.forget(set(self.keys.values()))
        return whole

    def tell(self, what: str, claims: int, share: float) -> None:
        """Tell whoever waits how far it is."""
        if self._progress:
            self._progress(Step(what, claims, share, time.monotonic() - self._start))
