"""A store of claims, in a folder and behind a server, in; what a command costs on the one beside the other, for information, out."""

from __future__ import annotations

import glob
import os
import sysconfig
from typing import TYPE_CHECKING

from benchmarks.growth import ANALYSES, POINTS, case_commands
from benchmarks.kept import made_store
from benchmarks.servers import free_port, running
from benchmarks.table import Row, compare, not_run
from benchmarks.timing import child_environment, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_served"]

#: Of one thing, and of everything.
_NAMES = ("query, one claim", "show of a claim", "origins of a claim", "conflicts", "due", "stats")


def run_served(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for each command: the client's processor time with Oxigraph's server, beside the same command on the folder."""
    claims, rounds = (200, 1) if smoke else (10_000, 5)
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    store = made_store(scratch, claims, environment)
    program = os.path.join(sysconfig.get_path("scripts"), "oxigraph")
    if not os.path.exists(program):
        yield not_run(f"commands on a server, {claims:,} claims / in the folder", "-", "pip install oxigraph", None)
        return
    (data,) = glob.glob(os.path.join(store, "store-*", "data"))
    address = f"127.0.0.1:{free_port()}"
    with running((program, "serve-read-only", "--location", data, "--bind", address), f"http://{address}/") as url:
        for case in (*POINTS, *ANALYSES):
            if case.name in _NAMES:
                commands = {"server": case_commands(case, claims, url, os.path.dirname(store))[0],
                            "folder": case_commands(case, claims, store, os.path.dirname(store))[0]}  # fmt: skip
                times = measure(commands, rounds, environment, budget=8)
                yield compare(f"{case.name}, on a server, {claims:,} claims / in the folder", times["server"], times["folder"], None)
