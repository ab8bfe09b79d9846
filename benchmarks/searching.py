"""Stores of several sizes in; what `claimgraph search` costs on each, with which power of the size it grows, and what others take for the same word, out.

The index is made before: what that costs, and how large it is, are rows of their own.
The peer answers the same rare word by a filter over all labels, as one asks a store that
has no index.
"""

from __future__ import annotations

import glob
import os
import shutil
from typing import TYPE_CHECKING

from benchmarks.growing import growth_row, size_row, sizes_of, times_by_size
from benchmarks.kept import claimgraph_command, made_store
from benchmarks.table import Row, compare
from benchmarks.timing import child_environment, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Command

__all__ = ["run_searching"]

#: What is searched for: what one claim has, one in sixty, two words, all claims, beginnings; and what the growth may be.
_WORDS = {
    "a rare word": "150",
    "a frequent word": "amount",
    "two words": "amount n0",
    "a word of all claims": "claim",
    "a beginning": "am*",
}
_MOST = 0.15


def run_searching(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row]:
    """Yield a row for making the index, one for each kind of word, and one for the same without an index."""
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    sizes = sizes_of(smoke=smoke, vast=vast)
    stores = {size: _own_copy(made_store(scratch, size, environment), os.path.join(scratch, f"searched-{size}")) for size in sizes}
    made = {}
    for size, store in stores.items():
        made[size] = measure({"made": _search(store, "150")}, 1, environment, warm=False)["made"]
        yield size_row("the search index", size, made[size], os.path.getsize(_index(store)))
    yield growth_row("search, the index made at the first", made, None if smoke else 1.05)
    for name, words in _WORDS.items():
        times = times_by_size({size: [_search(store, words)] for size, store in stores.items()}, environment, smoke=smoke)
        yield growth_row(f"search, {name}", times, None if smoke else _MOST)
    size = sizes[1]
    commands = {"ours": _search(stores[size], "150", "--kind", "claim"), "filter": python_command("filtered_labels", stores[size], "150")}
    beside = measure(commands, 1 if smoke else 5, environment)
    yield compare(f"search, {size:,} claims / FILTER over all labels", beside["ours"], beside["filter"], None)
    for store in stores.values():
        shutil.rmtree(store)


def _own_copy(store: str, place: str) -> str:
    """Return a copy of a store that has no index yet; what is in it lies on the disk once."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(store, place, copy_function=_link, ignore=shutil.ignore_patterns("search*"))
    return place


def _link(source: str, target: str) -> None:
    """Link a file that nobody writes to; where files cannot be linked, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _search(store: str, words: str, *more: str) -> Command:
    return claimgraph_command("search", words, *more, "--format", "json", "--store", store, folder=os.path.dirname(store))


def _index(store: str) -> str:
    (path,) = glob.glob(os.path.join(store, "store-*", "search-*.sqlite"))
    return path
