"""Stores of three sizes in; what each analysis costs on each of them, and with which power of the size it grows, out."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.timing import Timing, child_environment, measure, python_command, script_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Command

__all__ = ["CASES", "Case", "run_growth"]

#: The busiest thing and outlet of all, as `benchmarks/outlets.py` numbers them; and a claim that is in all of them.
_BUSIEST = "org:N0"
_ONE = "claim:claim-150"
_SMOKE = (200, 400, 800)


class Case(NamedTuple):
    """A command line to run on each store (without --store), and the largest power of the number of claims to grow with."""

    name: str
    arguments: tuple[str, ...]
    most: float


#: Of everything: no faster than 1.2; of one claim, one row, as good as not at all.
CASES = (
    Case("conflicts", ("conflicts", "--format", "json"), 1.2),
    Case("due", ("due", "--format", "json", "--as-of", "2026-12-31"), 1.2),
    Case("stats", ("stats", "--format", "json"), 1.2),
    Case("without --rank", ("without", "--rank", "--format", "json"), 1.2),
    Case("origins of the busiest thing", ("origins", "--about", _BUSIEST, "--format", "json"), 1.2),
    Case("history of the busiest thing", ("history", _BUSIEST, "--format", "json"), 1.2),
    Case("without the busiest outlet", ("without", _BUSIEST, "--format", "json"), 1.2),
    Case("origins of a claim", ("origins", _ONE, "--format", "json"), 0.15),
    Case("trace of a claim", ("trace", _ONE, "--format", "json"), 0.15),
    Case("conflicts of a claim", ("conflicts", _ONE, "--format", "json"), 0.15),
    Case("query --why, one row", ("query", "--why", "--format", "json", "SELECT ?v { model:N0 :launchedOn ?v } LIMIT 1"), 0.15),
)


def run_growth(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[str]:
    """Yield a line for each analysis; `vast` takes the million claims, too, for which making the store takes longest."""
    sizes = _SMOKE if smoke else (10_000, 100_000, 1_000_000) if vast else (10_000, 100_000)
    environment = child_environment(scratch)
    stores = {size: made_store(scratch, size, environment) for size in sizes}
    heads = [f"{size:,}" for size in sizes]
    yield f"{'growth with claims':<30}" + "".join(f"{head:>22}" for head in heads) + "   exponent  target  reached"
    for case in CASES:
        times = {size: _time(case, store, 1 if smoke or size > 100_000 else 3, environment) for size, store in stores.items()}
        yield _line(case, times, target=not smoke)


def made_store(scratch: str, claims: int, environment: dict[str, str]) -> str:
    """Return the folder of a store of so many claims: one that CLAIMGRAPH_BENCHMARK_STORES keeps from an earlier run, or a new one."""
    kept = os.environ.get("CLAIMGRAPH_BENCHMARK_STORES", scratch)
    folder = os.path.join(kept, str(claims))
    if not os.path.exists(os.path.join(folder, "store")):
        measure({"make": python_command("made_store", folder, str(claims))}, 1, environment, warm=False)
    return os.path.join(folder, "store")


def _time(case: Case, store: str, rounds: int, environment: dict[str, str]) -> Timing:
    return measure({"ours": _command(case, store)}, rounds, environment, warm=rounds > 1)["ours"]


def _command(case: Case, store: str) -> Command:
    command = script_command("claimgraph", *case.arguments, "--store", store, folder=os.path.dirname(store))
    assert command is not None, "claimgraph is not installed in this environment"
    return command


def _line(case: Case, times: dict[int, Timing], *, target: bool) -> str:
    figures = "".join(f"{time.cpu:>11.2f} s{time.memory / 1e6:>6.0f} MB" for time in times.values())
    power = growth({size: time.cpu for size, time in times.items()})
    reached = "-" if not target else "yes" if power <= case.most else "no"
    return f"{case.name:<30}{figures}   {power:>8.2f}  ≤ {case.most:<4}  {reached}"


def growth(costs: dict[int, float]) -> float:
    """Return the power of the size with which a cost grows: the slope of the line through the logarithms of both.

    >>> round(growth({10: 2.0, 100: 20.0, 1_000: 200.0}), 2), round(growth({10: 3.0, 100: 3.0}), 2)
    (1.0, 0.0)
    """
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items()]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope: float = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return slope
