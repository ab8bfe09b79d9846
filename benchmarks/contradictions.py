"""A store of claims and the same claims as tables in; what finding all contradictions costs, beside a DuckDB plan of the same rules, out.

Both sides are processes of their own. Timed inside them is what begins with an opened
store or file and ends with all pairs as Python's; and beside it the whole process. The
pairs are compared, one by one, in every round.
"""

from __future__ import annotations

import filecmp
import importlib.util
import json
import os
import statistics
from typing import TYPE_CHECKING

from benchmarks.kept import made_store
from benchmarks.table import Row, compare
from benchmarks.timing import Cost, Timing, child_environment, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["run_contradictions"]

_TARGET = 3.0


def run_contradictions(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for the pairs alone, and one for the processes that find them."""
    claims, rounds = (400, 1) if smoke else (100_000, 7)
    title = f"conflicts, {claims:,} claims / DuckDB"
    if importlib.util.find_spec("duckdb") is None:
        yield Row(title, "-", "not run: pip install duckdb", "-", f"≤ {_TARGET:.2f}", "-", "-")
        return
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    store = made_store(scratch, claims, environment)
    tables, ours, theirs = (os.path.join(scratch, name) for name in ("tables.duckdb", "ours.tsv", "theirs.tsv"))
    measure({"make": python_command("made_tables", store, tables)}, 1, environment, warm=False)
    commands = {
        "ours": python_command("our_conflicts", store, ours),
        "theirs": python_command("duckdb_conflicts", tables, theirs, str(os.cpu_count())),
    }
    whole: dict[str, list[Timing]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, timing in measure(commands, 1, environment, warm=False).items():
            whole[name].append(timing)
        if not filecmp.cmp(ours, theirs, shallow=False) or not os.path.getsize(ours):
            raise RuntimeError(f"claimgraph and DuckDB do not find the same contradictions: compare {ours} with {theirs}")
    inside = {name: [json.loads(timing.output.splitlines()[-1]) for timing in timings] for name, timings in whole.items()}
    pairs = inside["ours"][0]["rows"]
    alone = {name: _middle([(found["cpu"], found["wall"]) for found in timings]) for name, timings in inside.items()}
    yield compare(f"{title}, {pairs:,} pairs", alone["ours"], alone["theirs"], None if smoke else _TARGET)
    processes = {name: _middle([(timing.cpu, timing.wall) for timing in timings]) for name, timings in whole.items()}
    yield compare(f"{title}, whole process", processes["ours"], processes["theirs"], None)


def _middle(times: Sequence[tuple[float, float]]) -> Timing:
    cpu, wall = (sorted(values) for values in zip(*times, strict=True))
    quarter = len(cpu) // 4
    runs = tuple(Cost(one, two, "") for one, two in times)
    return Timing(statistics.median(cpu), cpu[-1 - quarter] - cpu[quarter], statistics.median(wall), "", runs=runs)
