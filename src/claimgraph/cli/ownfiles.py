"""Where a command is to write, in; an error out where that would replace what it reads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph.errors import ClaimgraphError, OutputError, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.folder import Folder

__all__ = ["spare_own_files"]


def spare_own_files(outputs: Iterable[str], facts: str | None, store: str) -> None:
    """Check that no output is a file of the corpus, would be read as one, or lies in the folder of a store.

    Raises:
        OutputError: one is.
    """
    named = [output for output in outputs if output not in {"", "-"}]
    if not named:
        return
    folder = _folder(facts)
    own = _own_files(folder) if folder else set()
    kept = os.path.realpath(store) + os.sep if store and os.path.isdir(store) else ""
    for output in named:
        path = os.path.realpath(output)
        if path in own:
            raise OutputError(f"{printable(output)} is a file of the corpus, and would be replaced", "name another file to write to")
        if folder and _is_facts(path, os.path.realpath(folder.facts)):
            raise OutputError(f"{printable(output)} would be read as facts", "name a file outside the folder of facts")
        if kept and path.startswith(kept):
            raise OutputError(f"{printable(output)} is in the folder of the store", "name a file elsewhere")


def _folder(facts: str | None) -> Folder | None:
    from claimgraph.folder import find_folder

    try:
        return find_folder(facts)
    except ClaimgraphError:
        return None


def _own_files(folder: Folder) -> set[str]:
    """Return the real paths of the settings, facts, queries and modules of a corpus."""
    return {os.path.realpath(path) for path in (folder.config, *folder.fact_files(), *folder.query_files(), *_modules(folder)) if path}


def _is_facts(path: str, facts: str) -> bool:
    """Tell whether a file in or below the folder of facts has a name that claimgraph reads."""
    return path.startswith(facts + os.sep) and path.endswith((".yaml", ".yml", ".rq"))


def _modules(folder: Folder) -> Iterable[str]:
    from claimgraph.settings import load_settings

    try:
        return load_settings(folder).modules
    except ClaimgraphError:  # whoever reads the settings next says what is wrong with them
        return ()
