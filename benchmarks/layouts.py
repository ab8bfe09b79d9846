"""A graph of ten thousand nodes in; what placing them costs, beside networkx's own layouts, out."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from benchmarks.table import Row, compare
from benchmarks.timing import Cost, Timing, child_environment, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_layouts"]

#: What networkx does of its own accord, and how much of that is run here: the time of a step is the same each time.
_WHOLE = {"forceatlas2": 100, "spring": 50}


def run_layouts(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield a row for each layout of networkx: the time of a few steps, scaled to all that it takes by default."""
    nodes, steps, rounds = (450, 2, 1) if smoke else (10_000, 1, 1)
    environment = child_environment(scratch)
    names = ("nothing", "ours", "forceatlas2", *(("spring",) if _has_scipy() else ()))
    commands = {name: python_command("layouts", name, str(nodes), str(steps)) for name in names}
    times = measure(commands, rounds, environment)
    # What is read and imported before the first step is no part of a layout.
    ours = _difference(times["ours"], times["nothing"], 1.0)
    for name, whole in _WHOLE.items():
        title = f"layout, {nodes:,} nodes / networkx {name}, {whole} steps (from {steps})"
        if name in times:
            yield compare(title, ours, _difference(times[name], times["nothing"], whole / steps), None if smoke else 0.05)
        else:
            yield Row(title, str(ours), "not run: pip install scipy", "-", "≤ 0.05", "-", "-")


def _has_scipy() -> bool:
    """Tell whether networkx can use its spring layout for more than 500 nodes."""
    return importlib.util.find_spec("scipy") is not None


def _difference(more: Timing, less: Timing, factor: float) -> Timing:
    cpu, wall = (max(0.001, one - two) * factor for one, two in ((more.cpu, less.cpu), (more.wall, less.wall)))
    runs = tuple(
        Cost(max(0.001, one.cpu - less.cpu) * factor, max(0.001, one.wall - less.wall) * factor, "", one.memory) for one in more.runs
    )
    return Timing(cpu, (more.spread + less.spread) * factor, wall, "", more.memory, runs)
