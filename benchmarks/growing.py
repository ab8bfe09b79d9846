"""Runs of one command on several sizes in; with which power of the size their cost grows, and what each size takes, out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.table import Row, each_run
from benchmarks.timing import Timing, measure, summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.timing import Command

__all__ = ["growth", "growth_row", "short", "size_row", "sizes_of", "times_by_size"]

#: Seconds by the clock for the runs of one command on one size.
_BUDGET = 15.0
_SIZES, _VAST, _SMOKE = (10_000, 100_000), (10_000, 100_000, 1_000_000), (200, 800)


def sizes_of(*, smoke: bool, vast: bool) -> tuple[int, ...]:
    """Return the numbers of claims on which growth is measured."""
    return _SMOKE if smoke else _VAST if vast else _SIZES


def times_by_size(commands: Mapping[int, list[Command]], environment: dict[str, str], *, smoke: bool) -> dict[int, Timing]:
    """Run the commands of all sizes in turns; the runs of one size are summed up together."""
    rounds = 5 if not smoke and all(len(several) == 1 for several in commands.values()) else 1
    named = {f"{size}/{number}": command for size, several in commands.items() for number, command in enumerate(several)}
    times = measure(named, rounds, environment, warm=not smoke, budget=_BUDGET)
    return {size: summary([run for name, time in times.items() if name.startswith(f"{size}/") for run in time.runs]) for size in commands}


def growth_row(name: str, times: Mapping[int, Timing], most: float | None) -> Row:
    """Return the row of a command that was run on several sizes: its times, its memory, and the power with which it grows."""
    power = growth({size: time.cpu for size, time in times.items()})
    return Row(
        f"growth of {name} / {' → '.join(short(size) for size in times)} claims",
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


def size_row(name: str, size: int, time: Timing, disk: int) -> Row:
    text = f"{time.memory / 1e6:,.0f} MB of memory, {time.memory / size / 1e3:.1f} kB a claim"
    kept = f"{disk / 1e6:,.0f} MB of disk, {disk / size / 1e3:.2f} kB a claim; " if disk else ""
    rate = f"{size / time.cpu:,.0f} claims a second"
    measured = {str(size): each_run(time) | {"disk": [disk]}}
    return Row(f"size of {name}, {size:,} claims", text, "-", "-", "-", "-", f"{kept}{rate}", measured)


def short(size: int) -> str:
    """Write a size in few signs.

    >>> short(200), short(10_000), short(1_000_000)
    ('200', '10k', '1M')
    """
    return f"{size // 10**6}M" if size >= 10**6 else f"{size // 1000}k" if size >= 1000 else str(size)
