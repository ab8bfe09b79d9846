"""A file of N-Quads in; what `import --store` costs, beside the engine's own bulk load and rdflib, out.

All load the same file, but for one row: there the engine loads the same claims without
the asserted view and without digests, which is what keeping claims our way costs besides.
The engine's store is in order for queries only after `optimize`, which ours always is.
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks.kept import import_command, made_nquads
from benchmarks.table import Row, compare
from benchmarks.timing import child_environment, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Command, Timing

__all__ = ["run_loading"]

#: A digest; or what a claim in force states, as the default graph has it (the parts of its values stay).
_OURS = re.compile(
    rb"<[^>]*> <https://w3id\.org/claimgraph/"
    rb"(?:ns#(?:content|full)Digest>|domain#[^>]*> (?:<[^>]*>|\"(?:[^\"\\]|\\.)*\"(?:@[\w-]+|\^\^<[^>]*>)?) \.\n)"
)


def run_loading(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield the rows about loading many statements into a new store."""
    claims, few, rounds = (1_000, 200, 1) if smoke else (100_000, 10_000, 5)
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    path, small = (made_nquads(scratch, size, environment) for size in (claims, few))
    bare = os.path.join(scratch, "bare.nq")
    _write_bare(path, bare)
    store, raw = os.path.join(scratch, "ours"), os.path.join(scratch, "raw")
    commands = {
        "ours": import_command(path, store),
        "load": _raw(path, raw),
        "order": _raw(path, raw + "-in-order", "optimize"),
        "bare": _raw(bare, raw + "-bare"),
    }
    times = measure(commands, rounds, environment, warm=not smoke, budget=240)
    _check_same(times["ours"], raw)
    title = f"bulk ingest of N-Quads, {claims:,} claims"
    yield compare(f"{title} / pyoxigraph, bulk_load alone", times["ours"], times["load"], None if smoke else 1.10)
    yield compare(f"{title} / pyoxigraph, bulk_load and optimize", times["ours"], times["order"], None)
    yield compare(
        f"{title} with view and digests / pyoxigraph, the same without them", times["ours"], times["bare"], None if smoke else 1.25
    )
    for folder in (store, raw, raw + "-in-order", raw + "-bare"):
        shutil.rmtree(folder, ignore_errors=True)
    pair = {"ours": import_command(small, store), "rdflib": python_command("rdflib_load", small)}
    times = measure(pair, 1 if smoke else 3, environment, warm=not smoke)
    yield compare(f"bulk ingest of N-Quads, {few:,} claims / rdflib, into memory", times["ours"], times["rdflib"], None if smoke else 0.17)


def _raw(path: str, folder: str, *optimize: str) -> Command:
    def forget() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    return python_command("raw_load", path, folder, *optimize)._replace(before=forget)


def _write_bare(path: str, bare: str) -> None:
    """Write the lines of a file that are neither digests nor what claims in force state in the default graph."""
    with open(path, "rb") as lines, open(bare, "wb") as out:
        out.writelines(line for line in lines if not _OURS.match(line))


def _check_same(ours: Timing, raw: str) -> None:
    """Compare how many statements both stores hold."""
    found = re.search(r"([\d,]+) new statements", ours.output)
    wanted = len(ox.Store.read_only(raw))
    if not found or int(found[1].replace(",", "")) != wanted:
        raise RuntimeError(f"claimgraph and pyoxigraph do not agree: {ours.output!r}, {wanted}")
