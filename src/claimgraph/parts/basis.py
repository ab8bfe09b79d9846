"""A folder of facts in; its settings and ontology, which belong together, and the key of what is made with them, out."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph import __version__
from claimgraph.errors import CorpusError
from claimgraph.ontology import load_ontology
from claimgraph.settings import load_settings
from claimgraph.vocab import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.folder import Folder
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology

__all__ = ["Basis", "load_basis"]

#: The modules and packages that say what text becomes.
_CODE = ("checks", "loader", "model", "ontology", "parts", "queries/rules", "rdf", "reader", "rules", "settings", "syntax", "values", "verify", "vocab")  # fmt: skip
#: So often are settings read that change meanwhile.
_TRIES = 3


class Basis(NamedTuple):
    """What the files of a corpus are read with, and a key that is another one for anything else."""

    settings: Settings
    ontology: Ontology
    key: bytes


def load_basis(folder: Folder) -> Basis:
    """Read the settings of a folder and the ontology with its modules, as they are at one moment.

    Raises:
        CorpusError: they cannot be used, or change all the time.
    """
    for _ in range(_TRIES):
        settings = load_settings(folder)
        key = _key(settings)
        ontology = load_ontology(settings.modules)
        # Were one written in between, what is made of it would be kept under the name of the other.
        if load_settings(folder) == settings and _key(settings) == key:
            return Basis(settings, ontology, key)
    raise CorpusError("the settings or their modules changed while they were read", "try again")


def _key(settings: Settings) -> bytes:
    """Return what the parts of a corpus depend on beside the bytes of their file: the code, the ontology, the names."""
    digest = hashlib.sha256(f"{__version__} {ox.__version__} {sys.version} {settings.base} {settings.prefixes}".encode())
    ontology = ontology_folder()
    own = (os.path.join(ontology, name) for name in sorted(os.listdir(ontology)))
    for path in (*own, *settings.modules, *_code_files(_CODE)):
        with contextlib.suppress(OSError), open(path, "rb") as file:  # who loads it says what is wrong with it
            digest.update(file.read())
        digest.update(b"\0")
    return digest.digest()[:16]


def _code_files(names: Iterable[str]) -> list[str]:
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
