"""Made-up claims of several sizes in; what importing, building and checking cost on each, in time, memory and disk, out."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from benchmarks.growing import growth_row, size_row, sizes_of, times_by_size
from benchmarks.kept import claimgraph_command, import_command, keep_store, made_facts, made_nquads
from benchmarks.table import Row, failed
from benchmarks.timing import RunError, Timing, child_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_built"]

_MOST = 1.05
_IMPORT, _BUILD, _CHECK = "import --store", "the first query of facts", "check of facts"


def run_built(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row]:
    """Yield rows for what is done once with all claims: how it grows, and what it takes at each size."""
    sizes, environment = sizes_of(smoke=smoke, vast=vast), child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    most = None if smoke else _MOST
    for name, arguments in ((_IMPORT, ()), (_BUILD, ("query", "SELECT ?who { org:N1 :ledBy ?who }")), (_CHECK, ("check",))):
        try:
            if arguments:
                yield from _of_facts(scratch, sizes, environment, name, arguments, most)
            else:
                yield from _import(scratch, sizes, environment, most)
        except RunError as problem:  # of one command: the others can be run
            yield failed(f"growth of {name}", problem)


def _import(scratch: str, sizes: tuple[int, ...], environment: dict[str, str], most: float | None) -> Iterator[Row]:
    """Import N-Quads into a new store; what comes of it is kept for the questions."""
    files = {size: made_nquads(scratch, size, environment) for size in sizes}
    stores = {size: os.path.join(scratch, f"imported-{size}") for size in sizes}
    times = times_by_size({size: [import_command(files[size], stores[size])] for size in sizes}, environment, smoke=most is None)
    yield growth_row(_IMPORT, times, most)
    for size, store in stores.items():
        yield size_row(_IMPORT, size, times[size], _bytes_in(store))
        keep_store(scratch, size, store)
        shutil.rmtree(store, ignore_errors=True)


def _of_facts(
    scratch: str, sizes: tuple[int, ...], environment: dict[str, str], name: str, arguments: tuple[str, ...], most: float | None
) -> Iterator[Row]:
    """Run a command on facts of which nothing is known yet."""
    cache, disk = environment["CLAIMGRAPH_CACHE"], dict.fromkeys(sizes, 0)

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    times: dict[int, Timing] = {}
    # Size by size, not in turns: the cache is that of the last run, and is weighed.
    for size in sizes:
        command = claimgraph_command(*arguments, folder=made_facts(scratch, size, environment))._replace(before=forget)
        times |= times_by_size({size: [command]}, environment, smoke=most is None)
        disk[size] = _bytes_in(cache)
        forget()
    yield growth_row(name, times, most)
    for size in sizes:
        yield size_row(name, size, times[size], disk[size])


def _bytes_in(folder: str) -> int:
    """Return how many bytes the files of a folder hold; a file with several names counts once."""
    seen = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(parent, name))
            seen[status.st_dev, status.st_ino, status.st_size] = status.st_size
    return sum(seen.values())
