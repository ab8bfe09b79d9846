"""Paths of facts in; their bytes, and the keys under which their parts are kept, out."""

from __future__ import annotations

import hashlib
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph import __version__
from claimgraph.errors import reason
from claimgraph.parts.part import Part
from claimgraph.syntax import MAX_BYTES
from claimgraph.vocab import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.model import Settings

__all__ = ["CODE", "Bytes", "base_key", "code_files", "read_bytes", "read_key"]

#: The modules and packages that say what text becomes.
CODE = (
    "checks",
    "loader",
    "model",
    "ontology",
    "parts",
    "queries/rules",
    "rdf",
    "reader",
    "rules",
    "settings",
    "syntax",
    "values",
    "verify",
    "vocab",
)


class Bytes(NamedTuple):
    """The beginning of a file, as far as one may be long, and its size."""

    data: bytes
    size: int


def read_bytes(path: str) -> Bytes | Part:
    """Return the bytes of a file, or a part that says why they cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
            return Bytes(data, max(len(data), os.fstat(file.fileno()).st_size))
    except OSError as error:
        return Part(problems=[((0, 0), "unreadable", f"the file cannot be read: {reason(error)}", "")])


def read_key(base: bytes, file: Bytes | Part) -> bytes:
    """Return the key under which the part of a file is kept; an empty one for a file that cannot be read."""
    if isinstance(file, Part):
        return b""
    digest = hashlib.sha256(base)
    digest.update(file.data)
    digest.update(str(file.size).encode())
    return digest.digest()[:20]


def base_key(settings: Settings) -> bytes:
    """Return what the parts of a corpus depend on beside the bytes of their file: the code, the ontology, the names."""
    digest = hashlib.sha256(f"{__version__} {ox.__version__} {sys.version} {settings.base} {settings.prefixes}".encode())
    ontology = ontology_folder()
    own = (os.path.join(ontology, name) for name in sorted(os.listdir(ontology)))
    for path in (*own, *settings.modules, *code_files(CODE)):
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.digest()[:16]


def code_files(names: Iterable[str]) -> list[str]:
    """Return the files of modules and packages of claimgraph; an installed version keeps them, a checkout changes them."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found: list[str] = []
    for name in names:
        path = os.path.join(package, *name.split("/"))
        if os.path.isdir(path):
            for folder, folders, files in os.walk(path):
                folders.sort()
                found += (os.path.join(folder, file) for file in sorted(files) if file.endswith((".py", ".rq")))
        else:
            found.append(path + ".py")
    return found
