"""Results in; a picture of them out: each ratio beside its target, and how costs grow with the number of claims."""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING, Any

from benchmarks.chosen import curves, judged
from benchmarks.growing import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.results import Results

__all__ = ["check_plot", "write_plot"]

_REACHED, _MISSED = "#1f7a4d", "#b3261e"
#: Of the signs, so that curves can be told apart without colours.
_SIGNS = "osD^vPX*<>hd"
#: So many colours there are before the first comes again.
_COLOURS = 10
#: What is far below its target stands at this share of it: the number beside it tells the rest.
_LEAST = 0.05
#: The panels of growth, and the parts that each is of; what is in none of them comes last.
_KINDS = {
    "questions about one thing": ("points",),
    "searching": ("search",),
    "analyses of everything": ("analyses",),
    "importing, building, checking": ("built",),
}


def check_plot(path: str) -> None:
    """See that a plot can be written to a path, before anything is measured for it.

    Raises:
        ValueError: the ending is another than .svg and .png, there is no such folder, or matplotlib is missing.
    """
    if not path.endswith((".svg", ".png")):
        raise ValueError(f"{path}: a plot is written as .svg or .png")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise ValueError(f"{path}: there is no folder {os.path.dirname(path)}; make it first")
    if importlib.util.find_spec("matplotlib") is None:
        raise ValueError("a plot is drawn by matplotlib, which is not installed: pip install -e '.[test]'")


def write_plot(results: Results, path: str) -> None:
    """Draw the results into a file, .svg or .png; raises ValueError as `check_plot` does.

    On the left is the ratio of each line to its target: left of 1 it is reached. On the
    right are the seconds of processor time over the number of claims, a panel for each
    kind of command, both logarithmic.
    """
    check_plot(path)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    lines, kinds = judged(results), _kinds(results)
    with mpl.rc_context({"svg.hashsalt": "claimgraph", "svg.fonttype": "none", "font.size": 8}):
        height = max(0.2 * len(lines) + 1.5, 2.2 * len(kinds), 3)
        figure = Figure(figsize=(15, height), layout="constrained")
        left, right = figure.subfigures(1, 2, squeeze=False, width_ratios=[8, 7])[0]
        _draw_ratios(left.subplots(), lines)
        panels = right.subplots(max(len(kinds), 1), 1, squeeze=False)[:, 0]
        if not kinds:
            _say(panels[0], "nothing here was measured on several sizes")
        for axes, (kind, grown) in zip(panels, kinds.items(), strict=False):
            _draw_growth(axes, kind, grown)
        figure.savefig(path, metadata={"Date": None} if path.endswith(".svg") else None, dpi=140)


def _kinds(results: Results) -> dict[str, dict[str, dict[int, float]]]:
    """Return the curves by the panel in which they are drawn."""
    known = {part for parts in _KINDS.values() for part in parts}
    others = tuple(part for part in results.content["parts"] if part not in known)
    found = {kind: curves(results, *parts) for kind, parts in (_KINDS | {"others": others}).items() if parts}
    return {kind: grown for kind, grown in found.items() if grown}


def _say(axes: Any, what: str) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, what, transform=axes.transAxes, ha="center", va="center")


def _draw_ratios(axes: Any, lines: Sequence[tuple[str, float, float]]) -> None:
    from matplotlib.ticker import NullLocator

    if not lines:
        _say(axes, "nothing here is judged by a target")
        return
    axes.set_title("Ratios, each as a share of its target")
    axes.set_xscale("log")
    places = range(len(lines) - 1, -1, -1)
    for place, (_, ratio, target) in zip(places, lines, strict=True):
        share = max(ratio / target, _LEAST)
        reached = ratio <= target
        colour = _REACHED if reached else _MISSED
        axes.plot([1, share], [place, place], color=colour, linewidth=1)
        axes.plot([share], [place], "<" if share == _LEAST else "o" if reached else "X", color=colour)
        axes.text(1.01, place, f"{ratio:.2f} (≤ {target:.2f})", transform=axes.get_yaxis_transform(), va="center", color=colour)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(list(places), [name for name, _, _ in lines])
    axes.tick_params(axis="y", length=0)
    most = max([2.0, *(ratio / target for _, ratio, target in lines)])
    axes.set_xlim(_LEAST / 1.2, most * 1.2)
    axes.set_xticks(ticks := _steps(_LEAST, most), [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_ylim(-0.7, len(lines) - 0.3)
    axes.grid(axis="x", linewidth=0.3)
    axes.set_xlabel("ratio / target; up to 1 (left of the line) it is reached, less is better")


def _draw_growth(axes: Any, kind: str, grown: dict[str, dict[int, float]]) -> None:
    from matplotlib.ticker import NullLocator

    axes.set_title(f"Growth: {kind}")
    axes.set_xscale("log")
    axes.set_yscale("log")
    slowest_first = sorted(grown.items(), key=lambda item: -item[1][max(item[1])])  # as the ends of the curves stand
    for number, (name, seconds) in enumerate(slowest_first):
        axes.plot(
            list(seconds), list(seconds.values()), marker=_SIGNS[number % len(_SIGNS)], markersize=4, linewidth=1, label=name,
            linestyle="-" if number < _COLOURS else ":",
        )  # fmt: skip
    sizes = sorted({size for seconds in grown.values() for size in seconds})
    costs = [cost for seconds in grown.values() for cost in seconds.values() if cost > 0]
    low, high = min(costs, default=0.1) / 1.3, max(costs, default=1) * 1.3
    if high < low / _LEAST:  # of what hardly grows, no more is made than it is
        middle = (low * high) ** 0.5
        low, high = middle * _LEAST**0.5, middle / _LEAST**0.5
    axes.set_ylim(low, high)
    axes.set_xticks(sizes, [short(size) for size in sizes])
    axes.set_yticks(ticks := _steps(low, high), [f"{tick:g}" for tick in ticks])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
    axes.grid(linewidth=0.3)
    axes.set_xlabel("claims")
    axes.set_ylabel("processor time, s")
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, fontsize=7)


def _steps(low: float, high: float) -> list[float]:
    """Return round numbers from one to another for an axis: in steps of 1, 2, 5, or of powers of ten if these are many.

    >>> _steps(0.05, 3), _steps(0.02, 900)
    ([0.05, 0.1, 0.2, 0.5, 1.0, 2.0], [0.1, 1.0, 10.0, 100.0])
    """
    found = [float(f"{factor}e{power}") for power in range(-6, 7) for factor in (1, 2, 5)]
    found = [step for step in found if low <= step <= high]
    return found if len(found) <= 10 else [step for step in found if f"{step:e}".startswith("1")]
