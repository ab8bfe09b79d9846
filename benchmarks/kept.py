"""A number of claims in; facts, N-Quads or a store of so many made-up claims out, made once and kept for all parts.

They lie in the folder that CLAIMGRAPH_BENCHMARK_STORES names, for later runs too, or else
in one that goes with the run. Each is made beside its place and then moved there, so that
one that was cut off is not taken for whole.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from benchmarks.timing import Command, measure, python_command, script_command

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KEPT", "claimgraph_command", "import_command", "keep_store", "made_facts", "made_nquads", "made_store"]

#: The variable that names the folder.
KEPT = "CLAIMGRAPH_BENCHMARK_STORES"


def made_store(scratch: str, claims: int, environment: dict[str, str]) -> str:
    """Return the folder of a store of so many claims, as `claimgraph import --store` makes it."""
    folder = _kept(scratch, str(claims))
    if not os.path.exists(os.path.join(folder, "store")):
        new = f"{folder}.new-store"
        shutil.rmtree(new, ignore_errors=True)
        measure({"make": import_command(made_nquads(scratch, claims, environment), new)}, 1, environment, warm=False)
        keep_store(scratch, claims, new)
    return os.path.join(folder, "store")


def keep_store(scratch: str, claims: int, store: str) -> None:
    """Keep a store that was imported, unless there is one already."""
    folder = _kept(scratch, str(claims))
    if not os.path.exists(os.path.join(folder, "store")):
        os.makedirs(folder, exist_ok=True)
        shutil.move(store, os.path.join(folder, "store"))


def made_nquads(scratch: str, claims: int, environment: dict[str, str]) -> str:
    """Return the path of a file of N-Quads of so many claims; its folder has settings, and no facts."""
    return os.path.join(_made(scratch, "nquads", claims, environment), "outlets.nq")


def made_facts(scratch: str, claims: int, environment: dict[str, str]) -> str:
    """Return a folder of facts of so many claims, about twenty-five in a file."""
    return os.path.join(_made(scratch, "facts", claims, environment), "facts")


def import_command(path: str, store: str) -> Command:
    """Return the command that imports a file into a store which is not there at first."""

    def forget() -> None:
        shutil.rmtree(store, ignore_errors=True)

    return claimgraph_command("import", path, "--store", store, folder=os.path.dirname(path))._replace(before=forget)


def claimgraph_command(*arguments: str, folder: str) -> Command:
    """Return a command line of claimgraph."""
    command = script_command("claimgraph", *arguments, folder=folder)
    assert command is not None, "claimgraph is not installed in this environment"
    return command


def _made(scratch: str, kind: str, claims: int, environment: Mapping[str, str]) -> str:
    folder = _kept(scratch, f"{claims}-{kind}")
    if not os.path.exists(folder):
        new = f"{folder}.new"
        shutil.rmtree(new, ignore_errors=True)
        os.makedirs(os.path.dirname(new), exist_ok=True)
        measure({"make": python_command("made_data", kind, new, str(claims))}, 1, dict(environment), warm=False)
        os.rename(new, folder)
    return folder


def _kept(scratch: str, name: str) -> str:
    return os.path.join(os.environ.get(KEPT) or scratch, name)
