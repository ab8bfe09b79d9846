"""What a store was made from: files in; a text that tells later, without reading them, whether they have changed, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph import __version__
from claimgraph.files import temporary_name
from claimgraph.vocab import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.folder import Folder

__all__ = ["FORMAT", "Stamp", "View", "read_stamp", "signature", "write_stamp"]

#: The layout of stores and of what is kept beside them.
FORMAT = "claimgraph-store 4"
#: The modules and packages that say what text becomes.
_CODE = ("loader", "model", "ontology", "parts", "rdf", "reader", "settings", "syntax", "values", "vocab", "workspace")


class Stamp(NamedTuple):
    """What a finished store was built from, and what must be known to use it."""

    store: str
    undated: int
    modules: tuple[str, ...]
    prefixes: dict[str, str]
    signature: str


class View(NamedTuple):
    """The days that filter a corpus before it becomes a store; empty for all of it."""

    as_of: str = ""
    valid_on: str = ""

    def __str__(self) -> str:
        return "".join(f"-{name}-{day}" for name, day in zip(self._fields, self, strict=True) if day)


def signature(folder: Folder, modules: tuple[str, ...]) -> str:
    """Describe a store's inputs without reading them: versions, sizes, times, names."""
    lines = [f"{FORMAT} {__version__} {ox.__version__}"]
    for path in _inputs(folder, modules):
        try:
            stat = os.stat(path)
        except OSError:
            lines.append(f"- {path!r}")
        else:
            # The time of the last change of all says of a file what its own time may hide: that can be set, and is kept by copies.
            lines.append(f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino} {path!r}")
    return "\n".join(lines)


def _inputs(folder: Folder, modules: tuple[str, ...]) -> Iterator[str]:
    """List every file that a store is made of: facts, settings, modules, the ontology, and the code that makes RDF of them.

    The code has a version, but in a checkout it changes between two of them.
    """
    yield from folder.fact_files()
    yield from [folder.config] if folder.config else []
    yield from modules
    ontology = ontology_folder()
    yield from (os.path.join(ontology, name) for name in sorted(os.listdir(ontology)))
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name in _CODE:
        path = os.path.join(package, name)
        if os.path.isdir(path):
            yield from (os.path.join(path, module) for module in sorted(os.listdir(path)) if module.endswith(".py"))
        else:
            yield path + ".py"


def read_stamp(path: str) -> Stamp | None:
    """Return the stamp at a path, or None if there is none that can be read."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            head, modules, prefixes, signature_ = file.read().split("\n\n", 3)
        store, undated = head.split("\t")
        pairs = (line.split("\t", 1) for line in prefixes.split("\n"))
        return Stamp(store, int(undated), tuple(modules.split("\n")[1:]), dict(pairs), signature_)
    except (OSError, ValueError):
        return None


def write_stamp(path: str, stamp: Stamp) -> None:
    """Write a stamp, whole or not at all."""
    parts = [
        f"{stamp.store}\t{stamp.undated}",
        "\n".join(["modules", *stamp.modules]),
        "\n".join(f"{p}\t{i}" for p, i in stamp.prefixes.items()),
        stamp.signature,
    ]
    part = temporary_name(path)
    with open(part, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.write("\n\n".join(parts))
    os.replace(part, path)
