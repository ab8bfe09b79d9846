"""Where a corpus is: a path in; the folder of its facts, its settings and its queries out.

Only names and sizes are looked at here, so that a query on a cached store need not
read a single fact.
"""

from __future__ import annotations

import os
import zlib

from claimgraph.errors import CorpusError, reason

__all__ = ["CONFIG", "Folder", "find_folder"]

CONFIG = "claimgraph.toml"
_YAML = (".yaml", ".yml")


class Folder:
    """The places of one corpus: `root` (with the settings) and `facts` (with the text)."""

    def __init__(self, root: str, facts: str) -> None:
        """Take both as given; see `find_folder`."""
        self.root = root
        self.facts = facts
        config = os.path.join(root, CONFIG)
        self.config = config if os.path.isfile(config) else ""
        self._files: list[str] | None = None

    def fact_files(self) -> list[str]:
        """Return the paths of all facts files, sorted."""
        if self._files is None:
            self._files = sorted(_walk(self.facts)) if os.path.isdir(self.facts) else []
        return self._files

    def query_files(self) -> list[str]:
        """Return the paths of the corpus's saved queries, sorted."""
        folder = os.path.join(self.facts, "queries")
        try:
            return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".rq"))
        except OSError:
            return []

    def cache_name(self) -> str:
        """Return the name under which the cache keeps what is made of these facts; what is kept says itself what of, so 32 bits do."""
        real = os.path.normcase(os.path.realpath(self.facts))
        name = os.path.basename(os.path.dirname(real))[:24]
        readable = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in name)
        return f"{readable}-{zlib.crc32(real.encode('utf-8', 'surrogateescape')):08x}"

    def show(self, path: str) -> str:
        """Return a path as messages should write it: as short as it can be from here."""
        try:
            relative = os.path.relpath(path)
        except ValueError:  # another drive, on Windows
            return path
        shown = path if relative.startswith(os.path.join("..", "..", "..")) else relative
        return shown.replace(os.sep, "/")


def find_folder(path: str | None = None) -> Folder:
    """Find the corpus that a path names; without one, the nearest above the current folder.

    A corpus is a folder of facts, or a folder that holds `facts/` or `claimgraph.toml`.

    Raises:
        CorpusError: there is none.
    """
    if path is not None:
        return _given(os.path.realpath(path) if path else path, path)
    here = os.path.abspath(os.curdir)
    while True:
        if os.path.isdir(os.path.join(here, "facts")) or os.path.isfile(os.path.join(here, CONFIG)):
            return _at_root(here)
        above = os.path.dirname(here)
        if above == here:
            raise CorpusError("no facts here: neither a facts folder nor a claimgraph.toml, here or above",
                              "name it with --facts DIR, or make an example with `claimgraph init DIR`")  # fmt: skip
        here = above


def _given(path: str, written: str) -> Folder:
    if not written or not os.path.exists(path):
        raise CorpusError(f"there is no folder {written or repr(written)}", "name the folder of facts with --facts DIR")
    if not os.path.isdir(path):
        raise CorpusError(f"{written} is a file, not a folder of facts")
    if os.path.isfile(os.path.join(path, CONFIG)) or os.path.isdir(os.path.join(path, "facts")):
        return _at_root(path)
    above = os.path.dirname(path)
    return Folder(above if os.path.isfile(os.path.join(above, CONFIG)) else path, path)


def _at_root(root: str) -> Folder:
    facts = os.path.join(root, "facts")
    return Folder(root, facts if os.path.isdir(facts) else root)


def _walk(top: str) -> list[str]:
    """List the YAML files below a folder; hidden ones and what is no file are left out."""
    found: list[str] = []
    todo = [top]
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    elif entry.name.endswith(_YAML) and entry.is_file():
                        found.append(entry.path)
        except OSError as error:
            raise CorpusError(f"the folder {folder} cannot be read: {reason(error)}") from None
    return found
