"""Made-up claims of several sizes in; what each command costs on each of them, and with which power of the size it grows, out.

Beside the time stand the most memory that a process held and the bytes that lie on disk
afterwards. Of what takes longer than its budget there are fewer runs, for a million
claims mostly one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.growing import growth_row, sizes_of, times_by_size
from benchmarks.kept import claimgraph_command, made_store
from benchmarks.profiles import profile_slowest
from benchmarks.table import Row, failed
from benchmarks.timing import RunError, child_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.timing import Command

__all__ = ["ANALYSES", "POINTS", "Case", "case_commands", "run_analyses", "run_points"]

#: The busiest thing and outlet of all, as `benchmarks/outlets.py` numbers them.
_BUSIEST = "org:N0"
#: Of each size these claims are asked for: all of small sources, which are made first.
_CLAIMS = (150, 250, 350, 450, 550)
#: And these sources, which have two to five claims each.
_SOURCES = (11, 14, 17, 20, 23)
_JSON = ("--format", "json")


class Case(NamedTuple):
    """A command line to run on each store (without --store), and the largest power of the number of claims to grow with.

    `{claim}` stands for a claim, `{few}` for a thing of which few claims speak, `{source}` for a small source.
    """

    name: str
    arguments: tuple[str, ...]
    most: float


#: Of everything, or of the busiest: no faster than 1.2.
ANALYSES = (
    Case("conflicts", ("conflicts", *_JSON), 1.2),
    Case("due", ("due", "--as-of", "2026-12-31", *_JSON), 1.2),
    Case("stats", ("stats", *_JSON), 1.2),
    Case("without --rank", ("without", "--rank", *_JSON), 1.2),
    Case("origins of the busiest thing", ("origins", "--about", _BUSIEST, *_JSON), 1.2),
    Case("history of the busiest thing", ("history", _BUSIEST, *_JSON), 1.2),
    Case("without the busiest outlet", ("without", _BUSIEST, *_JSON), 1.2),
)
#: Of one claim, one row: as good as not at all.
POINTS = (
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
    Case("draw of a thing", ("draw", "--about", "{few}", "--depth", "1", "-o", "-"), 0.15),
    Case("without a small source", ("without", "{source}", *_JSON), 0.15),
)


def run_points(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row]:
    """Yield a row for each question about one thing."""
    growing = _Growing(scratch, smoke=smoke, vast=vast)
    yield from growing.rows(POINTS)


def run_analyses(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row | str]:
    """Yield a row for each analysis of everything, and lines on where the time of the slowest goes."""
    growing = _Growing(scratch, smoke=smoke, vast=vast)
    yield from growing.rows(ANALYSES)
    yield from growing.profiles()


class _Growing:
    """Runs commands on stores of all sizes, and remembers what each took."""

    def __init__(self, scratch: str, *, smoke: bool, vast: bool) -> None:
        os.makedirs(scratch, exist_ok=True)
        self._smoke = smoke
        self._environment = child_environment(scratch)
        self._stores = {size: made_store(scratch, size, self._environment) for size in sizes_of(smoke=smoke, vast=vast)}
        #: Large enough to tell, and small enough for a profiler.
        self._profiled = list(self._stores)[1]
        self._spent: dict[str, tuple[float, Command]] = {}

    def rows(self, cases: Iterable[Case]) -> Iterator[Row]:
        for case in cases:
            several = None if not self._smoke else 1
            commands = {size: case_commands(case, size, store, os.path.dirname(store))[:several] for size, store in self._stores.items()}
            try:
                times = times_by_size(commands, self._environment, smoke=self._smoke)
            except RunError as problem:  # of one command: the others can be run
                yield failed(f"growth of {case.name}", problem)
                continue
            yield growth_row(case.name, times, None if self._smoke else case.most)
            self._spent[case.name] = times[self._profiled].cpu, commands[self._profiled][0]

    def profiles(self) -> Iterator[str]:
        return profile_slowest(self._spent, self._environment, claims=self._profiled, smoke=self._smoke)


def case_commands(case: Case, size: int, store: str, folder: str) -> list[Command]:
    """Return the command line of a case for a store; of those about one thing, one for each of several things."""
    lines = [
        tuple(
            word.format(claim=f"claim:claim-{claim % size}", few=f"model:N{size // 125 + number}", source=f"src:source-{source}")
            if "{" in word
            else word
            for word in case.arguments
        )
        for number, (claim, source) in enumerate(zip(_CLAIMS, _SOURCES if size > _CLAIMS[-1] else (1,) * len(_CLAIMS), strict=True))
    ]
    return [claimgraph_command(*line, "--store", store, folder=folder) for line in dict.fromkeys(lines)]
