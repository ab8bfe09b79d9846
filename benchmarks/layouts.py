"""A graph of ten thousand nodes in; what placing them costs, beside networkx's own layouts, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.table import Row, compare
from benchmarks.timing import Timing, child_environment, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_layouts"]

#: What networkx does of its own accord, and how much of that is run here: the time of a step is the same each time.
_WHOLE = {"forceatlas2": 100, "spring": 50}


def run_layouts(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for each layout of networkx: the time of a few steps, scaled to all that it takes by default."""
    nodes, few, rounds = (150, 3, 1) if smoke else (10_000, 2, 2)
    environment = child_environment(scratch)
    commands = {name: python_command("layouts", name, str(nodes), str(steps)) for name, steps in _steps(few)}
    times = measure(commands, rounds, environment)
    # What is read and imported before the first step is no part of a layout.
    ours = _difference(times["ours"], times["nothing"], 1.0)
    for name, whole in _WHOLE.items():
        step = _difference(times[name], times[f"{name}-one"], whole / (few - 1))
        yield compare(f"layout, {nodes:,} nodes / {name}, {whole} steps (scaled from {few - 1})", ours, step, None if smoke else 0.05)


def _steps(few: int) -> Iterator[tuple[str, int]]:
    yield from (("nothing", 0), ("ours", 0))
    for name in _WHOLE:
        yield from ((name, few), (f"{name}-one", 1))


def _difference(more: Timing, less: Timing, factor: float) -> Timing:
    cpu, wall = (max(0.001, one - two) * factor for one, two in ((more.cpu, less.cpu), (more.wall, less.wall)))
    return Timing(cpu, (more.spread + less.spread) * factor, wall, "")
