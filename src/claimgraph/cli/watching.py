"""`claimgraph check --watch`: facts that somebody edits in; a report whenever a file has changed, out."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from typing import TYPE_CHECKING, NoReturn

from claimgraph.checking import root_of
from claimgraph.errors import ClaimgraphError, CorpusError
from claimgraph.folder import find_folder
from claimgraph.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["watch"]

#: Seconds between two looks: nobody notices that they wait for it, and a look at ten thousand files takes less than a tenth of it.
_PAUSE = 0.5


def watch(paths: tuple[str, ...], texts: str, report: Callable[[], None], fail: Callable[[ClaimgraphError], None]) -> NoReturn:
    """Report, and again whenever a file changes that the report depends on, until the process is interrupted.

    `fail` is told of what ends a check; the watch goes on.

    Raises:
        CorpusError: there is no folder to watch.
    """
    for path in paths or (None,):
        find_folder(root_of(path) if path and os.path.isfile(path) else path)
    seen: list[str] | None = None
    while True:
        now = sorted(_look(paths, texts))
        if now != seen:
            seen = now  # taken before the check: a change while it runs is seen by the next look
            try:
                report()
            except ClaimgraphError as error:
                fail(error)
            gc.collect()  # the command line leaves circles alone, which one check can afford, and a thousand cannot
        time.sleep(_PAUSE)


def _look(paths: tuple[str, ...], texts: str) -> Iterator[str]:
    """Yield a line for every file that a check reads; what cannot be found now may be there at the next look."""
    for path in paths or (None,):
        try:
            folder = find_folder(root_of(path) if path and os.path.isfile(path) else path)
            files = [*folder.fact_files(), folder.config]
        except CorpusError as error:
            yield f"! {error.message}"
            continue
        place = texts
        with contextlib.suppress(CorpusError):
            settings = load_settings(folder)
            files += settings.modules
            place = texts or settings.texts
        for file in (*files, *_below(place)):
            yield _describe(file)


def _below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder) if folder else ():
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in names if not name.startswith("."))


def _describe(file: str) -> str:
    try:
        stat = os.stat(file)
    except OSError:
        return f"- {file!r}"
    return f"{file!r} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"
