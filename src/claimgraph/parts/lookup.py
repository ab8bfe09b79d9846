"""Files of facts in, their parts out: from memory, from the cache, or from whoever makes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph.errors import CorpusError
from claimgraph.files import cache_folder
from claimgraph.parts.files import Bytes, read_bytes, read_key
from claimgraph.parts.keep import Kept
from claimgraph.parts.make import Maker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.folder import Folder
    from claimgraph.parts.basis import Basis
    from claimgraph.parts.crew import Done
    from claimgraph.parts.part import Part

__all__ = ["Parts"]

#: The parts of so many files stay in memory; those of more are fetched again when they are needed again.
_MANY = 2_000


class Parts:
    """The parts of files, by path, as the files are at one moment."""

    def __init__(self, folder: Folder, basis: Basis, paths: Sequence[str]) -> None:
        """Look at files, of which none is understood yet."""
        self._basis = basis
        #: By path: the key of its part, empty for a file that cannot be read; and its size.
        self.keys: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}
        self._kept = Kept(os.path.join(cache_folder(), "parts", f"{folder.cache_name()}.sqlite"))
        self._many = len(paths) > _MANY
        #: Parts that are kept nowhere else, and if there are not too many, the others, too.
        self._memory: dict[str, Part] = {}
        self._maker: Maker | None = None
        for path in paths:
            file = read_bytes(path)
            self.keys[path] = read_key(basis.key, file)
            self.sizes[path] = file.size if isinstance(file, Bytes) else 0
            if not isinstance(file, Bytes):
                self.fix(path, file)

    def fix(self, path: str, part: Part) -> None:
        """Let the part of a file be this one; it is kept nowhere else."""
        self._memory[path] = part

    def find(self, path: str) -> Part | None:
        """Return the part of a file, or None if it is not known."""
        part = self._memory.get(path)
        if part is None:
            part = self._kept.find(self.keys[path])
            if part is not None and not self._many:
                self._memory[path] = part
        return part

    def __getitem__(self, path: str) -> Part:
        """Return the part of a file that is known."""
        return self.find(path) or self._make_again(path)

    def _make_again(self, path: str) -> Part:
        """Make a part that was known and cannot be fetched any more: its cache is full, damaged, or was deleted."""
        file = read_bytes(path)
        if not isinstance(file, Bytes) or read_key(self._basis.key, file) != self.keys[path]:
            raise CorpusError("the facts changed while they were read", "try again")
        self._maker = self._maker or Maker(self._basis.ontology, self._basis.settings)
        (made,) = self._maker.make_group([file], rules=False)
        return made.part

    def keep(self, paths: Sequence[str], made: Done, *, judged: bool) -> None:
        """Keep the parts that were made of files; `judged` says that the shapes were asked, of which a part that is there already may know."""
        for path, key, part in zip(paths, made.keys, made.parts, strict=True):
            self.keys[path] = key  # of what was read, should it have been written in the meantime
            if not self._many or not key:
                self.fix(path, part)
        new = zip(made.keys, made.parts, strict=True)
        self._kept.add([(key, part) for key, part in new if key and (judged or self._kept.find(key) is None)])

    def forget_old(self) -> None:
        """Let go of what no file has any more."""
        self._kept.forget(set(self.keys.values()))
