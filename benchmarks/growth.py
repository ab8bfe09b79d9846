"""Made-up claims of several sizes in; what each command costs on each of them, and with which power of the size it grows, out.

Beside the time stand the most memory that a process held and the bytes that lie on disk
afterwards. Of what takes longer than its budget there are fewer runs, for a million
claims mostly one.
"""

from __future__ import annotations

import math
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.kept import claimgraph_command, import_command, keep_store, made_facts, made_nquads, made_store
from benchmarks.table import Row, each_run, failed
from benchmarks.timing import RunError, Timing, child_environment, measure, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.timing import Command

__all__ = ["CASES", "Case", "growth", "growth_row", "made_store", "run_growth"]

#: The busiest thing and outlet of all, as `benchmarks/outlets.py` numbers them.
_BUSIEST = "org:N0"
#: Of each size these claims are asked for: all of small sources, which are made first.
_CLAIMS = (150, 250, 350, 450, 550)
_SIZES, _VAST, _SMOKE = (10_000, 100_000), (10_000, 100_000, 1_000_000), (200, 800)
#: Seconds by the clock for the runs of one command on one size.
_BUDGET = 15.0
_BUILD, _CHECK = "the first query of facts", "check of facts"
_JSON = ("--format", "json")
_FIRST = "SELECT ?who { org:N1 :ledBy ?who }"


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


def run_growth(scratch: str, *, smoke: bool, vast: bool = False) -> Iterator[Row]:
    """Yield a row for each command; `vast` takes the million claims, too, for which making the data takes longest."""
    sizes = _SMOKE if smoke else _VAST if vast else _SIZES
    environment = child_environment(scratch)
    os.makedirs(scratch, exist_ok=True)
    for name, run in {"import --store": _import, _BUILD: _build, _CHECK: _check}.items():
        try:
            yield from run(scratch, sizes, environment, smoke=smoke)
        except RunError as problem:
            yield failed(f"growth of {name}", problem)
    stores = {size: made_store(scratch, size, environment) for size in sizes}
    for case in CASES:
        commands = {size: _commands(case, size, store) for size, store in stores.items()}
        try:
            yield growth_row(case.name, _times(commands, environment, smoke=smoke), None if smoke else case.most)
        except RunError as problem:  # of one command: the others can be run
            yield failed(f"growth of {case.name}", problem)


def growth_row(name: str, times: Mapping[int, Timing], most: float | None) -> Row:
    """Return the row of a command that was run on several sizes: its times, its memory, and the power with which it grows."""
    power = growth({size: time.cpu for size, time in times.items()})
    return Row(
        f"growth of {name} / {' → '.join(_short(size) for size in times)} claims",
        " → ".join(f"{time.cpu:.2f}" for time in times.values()) + " s", "-",
        f"{power:.2f}", "-" if most is None else f"≤ {most:.2f}", "-" if most is None else "yes" if power <= most else "no",
        " → ".join(f"{time.memory / 1e6:.0f}" for time in times.values()) + " MB",
        {str(size): each_run(time) for size, time in times.items()},
    )  # fmt: skip


def growth(costs: Mapping[int, float]) -> float:
    """Return the power of the size with which a cost grows: the slope of the line through the logarithms of both.

    >>> round(growth({10: 2.0, 100: 20.0, 1_000: 200.0}), 2), round(growth({10: 3.0, 100: 3.0}), 2)
    (1.0, 0.0)
    """
    points = [(math.log(size), math.log(cost)) for size, cost in costs.items()]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope: float = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return slope


def _import(scratch: str, sizes: tuple[int, ...], environment: dict[str, str], *, smoke: bool) -> Iterator[Row]:
    """Import N-Quads into a new store; what comes of it is kept for the questions."""
    files = {size: made_nquads(scratch, size, environment) for size in sizes}
    stores = {size: os.path.join(scratch, f"imported-{size}") for size in sizes}
    times = _times({size: [import_command(files[size], stores[size])] for size in sizes}, environment, smoke=smoke)
    yield growth_row("import --store", times, None if smoke else 1.05)
    for size, store in stores.items():
        yield _size_row("import --store", size, times[size], _bytes_in(store))
        keep_store(scratch, size, store)
        shutil.rmtree(store, ignore_errors=True)


def _build(scratch: str, sizes: tuple[int, ...], environment: dict[str, str], *, smoke: bool) -> Iterator[Row]:
    """Ask facts for the first time, which builds their store."""
    yield from _of_facts(scratch, sizes, environment, _BUILD, ("query", _FIRST), smoke=smoke)


def _check(scratch: str, sizes: tuple[int, ...], environment: dict[str, str], *, smoke: bool) -> Iterator[Row]:
    """Check facts for the first time."""
    yield from _of_facts(scratch, sizes, environment, _CHECK, ("check",), smoke=smoke)


def _of_facts(
    scratch: str, sizes: tuple[int, ...], environment: dict[str, str], name: str, arguments: tuple[str, ...], *, smoke: bool
) -> Iterator[Row]:
    cache, disk = environment["CLAIMGRAPH_CACHE"], dict.fromkeys(sizes, 0)

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    times: dict[int, Timing] = {}
    commands = {
        size: [claimgraph_command(*arguments, folder=made_facts(scratch, size, environment))._replace(before=forget)] for size in sizes
    }
    # Size by size, not in turns: the cache is that of the last run, and is weighed.
    for size in sizes:
        times |= _times({size: commands[size]}, environment, smoke=smoke)
        disk[size] = _bytes_in(cache)
    yield growth_row(name, times, None if smoke else 1.05)
    for size in sizes:
        yield _size_row(name, size, times[size], disk[size])


def _commands(case: Case, size: int, store: str) -> list[Command]:
    """Return the command line of a case for a store; of those about one claim, one for each of several claims."""
    few, source = f"model:N{max(1, size // 125)}", f"src:source-{min(42, size // 25 - 1)}"
    lines = [
        tuple(word.format(claim=f"claim:claim-{number % size}", few=few, source=source) if "{" in word else word for word in case.arguments)
        for number in _CLAIMS
    ]
    return [claimgraph_command(*line, "--store", store, folder=os.path.dirname(store)) for line in dict.fromkeys(lines)]


def _times(commands: Mapping[int, list[Command]], environment: dict[str, str], *, smoke: bool) -> dict[int, Timing]:
    """Run the commands of all sizes in turns; the runs of one size are summed up together."""
    rounds = 5 if not smoke and all(len(several) == 1 for several in commands.values()) else 1
    named = {f"{size}/{number}": command for size, several in commands.items() for number, command in enumerate(several)}
    times = measure(named, rounds, environment, warm=not smoke, budget=_BUDGET)
    return {size: summary([run for name, time in times.items() if name.startswith(f"{size}/") for run in time.runs]) for size in commands}


def _size_row(name: str, size: int, time: Timing, disk: int) -> Row:
    text = f"{time.memory / 1e6:,.0f} MB of memory, {time.memory / size / 1e3:.1f} kB a claim"
    kept = f"{disk / 1e6:,.0f} MB of disk, {disk / size / 1e3:.2f} kB a claim; " if disk else ""
    rate = f"{size / time.cpu:,.0f} claims a second"
    measured = {str(size): each_run(time) | {"disk": [disk]}}
    return Row(f"size of {name}, {size:,} claims", text, "-", "-", "-", "-", f"{kept}{rate}", measured)


def _bytes_in(folder: str) -> int:
    """Return how many bytes the files of a folder hold; a file with several names counts once."""
    seen = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(parent, name))
            seen[status.st_dev, status.st_ino, status.st_size] = status.st_size
    return sum(seen.values())


def _short(size: int) -> str:
    """Write a size in few signs.

    >>> _short(200), _short(10_000), _short(1_000_000)
    ('200', '10k', '1M')
    """
    return f"{size // 10**6}M" if size >= 10**6 else f"{size // 1000}k" if size >= 1000 else str(size)
