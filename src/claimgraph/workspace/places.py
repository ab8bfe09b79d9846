"""Where the stores of a corpus are kept: a folder that is ours, finished stores in it, and nothing else for long."""

from __future__ import annotations

import contextlib
import os
import re
import time

from claimgraph.errors import StoreError
from claimgraph.files import temporary_name
from claimgraph.store.seal import is_sound

__all__ = ["check_own", "claim_place", "forget_old", "put_in_place", "remove"]

_MARK = "claimgraph-store"
_KEEP = 4
#: Seconds for which a new store is safe from being cleared away.
_YOUNG = 600
_OWN_STORE = re.compile(r"store-[0-9a-f]{24}")
_OWN_PART = re.compile(r"\..+\.[0-9a-f]+-[0-9a-f]{8}\.part")


def check_own(home: str, written: str) -> None:
    """Refuse to touch a folder that somebody filled with something else.

    Raises:
        StoreError: somebody did.
    """
    if os.path.isfile(home):
        raise StoreError(f"--store {written} is a file", "name a folder that is new, empty, or a store of claimgraph")
    if os.path.isdir(home) and os.listdir(home) and not os.path.isfile(os.path.join(home, _MARK)):
        raise StoreError(f"--store {written} holds something else than a store of claimgraph", "name a new folder")


def claim_place(home: str) -> None:
    """Make the folder, and say in it whose it is."""
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, _MARK), "a", encoding="utf-8"):
        pass


def put_in_place(part: str, final: str) -> None:
    """Rename a finished store; if somebody else was faster with the same one, keep theirs."""
    for _ in range(5):
        with contextlib.suppress(OSError):
            os.rename(part, final)
            return
        if is_sound(final):
            return
        damaged = temporary_name(final)
        with contextlib.suppress(OSError):  # another process may clear it away at the same time
            os.rename(final, damaged)
            remove(damaged)
    os.rename(part, final)


def forget_old(home: str, current: str) -> None:
    """Delete all but the last few stores, and what killed builds left behind."""
    stores = []
    with os.scandir(home) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # another process deletes too
                stores.append((entry.stat().st_mtime, entry.path, entry.name))
    # Names alone do not make a file ours; and what was just built, somebody may be about to open.
    ours = sorted((s for s in stores if _OWN_STORE.fullmatch(s[2]) and s[2] != current), reverse=True)
    old = [s for s in ours[_KEEP - 1 :] if s[0] < time.time() - _YOUNG]
    left = [s for s in stores if _OWN_PART.fullmatch(s[2]) and s[0] < time.time() - 3600]
    for _, path, _ in [*old, *left]:
        if os.path.isdir(path):
            remove(path)
        else:
            with contextlib.suppress(OSError):
                os.unlink(path)


def remove(folder: str) -> None:
    """Delete a folder with all that is in it, as far as that is possible."""
    import shutil  # with its compressors it costs milliseconds, which a query need not spend

    shutil.rmtree(folder, ignore_errors=True)
