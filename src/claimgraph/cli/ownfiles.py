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
    """Check that no output is a file of the corpus, or in the folder of a store.

    Raises:
        OutputError: one is.
    """
    named = [output for output in outputs if output not in {"", "-"}]
    if not named:
        return
    own = _own_files(facts)
    kept = os.path.realpath(store) + os.sep if store and os.path.isdir(store) else ""
    for output in named:
        path = os.path.realpath(output)
        if path in own:
            raise OutputError(f"{printable(output)} is a file of the corpus, and would be replaced", "name another file to write to")
        if kept and path.startswith(kept):
            raise OutputError(f"{printable(output)} is in the folder of the store", "name a file elsewhere")


def _own_files(facts: str | None) -> set[str]:
    """Return the real paths of the settings, facts, queries and modules of a corpus; none where there is no corpus."""
    from claimgraph.folder import find_folder

    try:
        folder = find_folder(facts)
    except ClaimgraphError:
        return set()
    return {os.path.realpath(path) for path in (folder.config, *folder.fact_files(), *folder.query_files(), *_modules(folder)) if path}


def _modules(folder: Folder) -> Iterable[str]:
    from claimgraph.loader import load_settings

    try:
        return load_settings(folder).modules
    except ClaimgraphError:  # whoever reads the settings next says what is wrong with them
        return ()
