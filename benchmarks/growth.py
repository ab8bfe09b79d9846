"""Made-up claims of several sizes in; what each command costs on each of them, and with which power of the size it grows, out.

Beside the time stand the most memory that a process held and the bytes that lie on disk
afterwards. Of what takes longer than its budget there are fewer runs, for a million
claims mostly one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.built import run_built
from benchmarks.growing import growth_row, times_by_size
from benchmarks.kept import claimgraph_command, made_store
from benchmarks.profiles import profile_slowest
from benchmarks.table import Row, failed
from benchmarks.timing import RunError, child_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Command

__all__ = ["CASES", "Case", "case_commands", "run_growth"]

#: The busiest thing and outlet of all, as `benchmarks/outlets.py` numbers them.
_BUSIEST = "org:N0"
#: Of each size these claims are asked for: all of small sources, which are made first.
_CLAIMS = (150, 250, 350, 450, 550)
_SIZES, _VAST, _SMOKE = (10_000, 100_000), (10_000, 100_000, 1_000_000), (200, 800)
_JSON = ("--format", "json")


class Case(NamedTuple):
    """A command line to run on each store (without --store), and the largest power of the number of claims to grow with.

    `{claim}` stands for a claim, `{few}` for a thing of which few claims speak, `{source}` for a small source.
    """

    name: str
    arguments: tuple[str, ...]
    most: float


#: Of everything: no faster than 1.2; of one claim, one row, as good as not at all.
CASES = (
    Case("conflicts", ("conflicts", *_JSON), 1.2),
    Case("due", ("due", "--as-of", "2026-12-31", *_JSON), 1.2),
    Case("stats", ("stats", *_JSON), 1.2),
    Case("without --rank", ("without", "--rank", *_JSON), 1.2),
    Case("origins of the busiest thing", ("origins", "--about", _BUSIEST, *_JSON), 1.2),
    Case("history of the busiest thing", ("history", _BUSIEST, *_JSON), 1.2),
    Case("without the busiest outlet", ("without", _BUSIEST, *_JSON), 1.2),
    Case("query, one claim", ("query", "SELECT ?p ?v {{ {claim} ?p ?v }}"), 0.15),
    Case(
        "query, who says it", ("query", "SELECT ?claim ?source {{ GRAPH ?claim {{ {few} ?p ?v }} ?claim schema:appearance ?source }}"), 0.15
    ),
    Case("query --why, one row", ("query", "--why", *_JSON, "SELECT ?v {{ {few} :builtBy ?v }} LIMIT 1"), 0.15),
    Case("show of a claim", ("show", "{claim}", *_JSON), 0.15),
    Case("list of a thing", ("list", "--about", "{few}", *_JSON), 0.15),
    Case("origins of a claim", ("origins", "{claim}", *_JSON), 0.15),
    Case("trace of a claim", ("trace", "{claim}", *_JSON), 0.15),
    Case("conflicts of a claim", ("conflicts", "{claim}", *_JSON), 0.15),
    Case("without a small source", ("without", "{source}", *_JSON), 0.15),
)


def run_growth(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row | str]:
    """Yield a row for each command, and where the time of the slowest goes; `vast` takes the million claims, too."""
    sizes = _SMOKE if smoke else _VAST if vast else _SIZES
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    yield from run_built(scratch, sizes, environment, smoke=smoke)
    stores = {size: made_store(scratch, size, environment) for size in sizes}
    profiled = sizes[1]  # large enough to tell, and small enough for a profiler
    spent: dict[str, tuple[float, Command]] = {}
    for case in CASES:
        commands = {size: case_commands(case, size, store, os.path.dirname(store)) for size, store in stores.items()}
        try:
            times = times_by_size(commands, environment, smoke=smoke)
        except RunError as problem:  # of one command: the others can be run
            yield failed(f"growth of {case.name}", problem)
            continue
        yield growth_row(case.name, times, None if smoke else case.most)
        spent[case.name] = times[profiled].cpu, commands[profiled][0]
    yield from profile_slowest(spent, environment, claims=profiled, smoke=smoke)


def case_commands(case: Case, size: int, store: str, folder: str) -> list[Command]:
    """Return the command line of a case for a store; of those about one claim, one for each of several claims."""
    few, source = f"model:N{max(1, size // 125)}", f"src:source-{min(42, size // 25 - 1)}"
    lines = [
        tuple(word.format(claim=f"claim:claim-{number % size}", few=few, source=source) if "{" in word else word for word in case.arguments)
        for number in _CLAIMS
    ]
    return [claimgraph_command(*line, "--store", store, folder=folder) for line in dict.fromkeys(lines)]
