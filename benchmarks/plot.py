"""Results in; a picture of them out: each ratio beside its target, and how costs grow with the number of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.chosen import curves, judged

if TYPE_CHECKING:
    from benchmarks.results import Results

__all__ = ["write_plot"]

_REACHED, _MISSED = "#1f7a4d", "#b3261e"
#: Of the signs, so that curves can be told apart without colours.
_SIGNS = "osD^vPX*<>hd"
#: So many colours there are before the first comes again.
_COLOURS = 10


def write_plot(results: Results, path: str) -> None:
    """Draw the results into a file, .svg or .png; raises ValueError for another ending.

    On the left is the ratio of each line to its target: left of 1 it is reached. On the
    right are the seconds of processor time over the number of claims, both logarithmic.
    """
    if not path.endswith((".svg", ".png")):
        raise ValueError(f"{path}: a plot is written as .svg or .png")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    lines, grown = judged(results), curves(results)
    with mpl.rc_context({"svg.hashsalt": "claimgraph", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=(13, max(4.5, 0.24 * len(lines) + 1.4)), layout="constrained")
        left, right = figure.subplots(1, 2, width_ratios=[1, 1])
        _draw_ratios(left, lines)
        _draw_growth(right, grown)
        figure.savefig(path, metadata={"Date": None} if path.endswith(".svg") else None, dpi=140)


def _draw_ratios(axes: Any, lines: list[tuple[str, float, float]]) -> None:
    axes.set_title("ratio reached, as a share of the target")
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    for place, (name, ratio, target) in enumerate(reversed(lines)):
        share = max(ratio, 0.001) / target
        colour = _REACHED if ratio <= target else _MISSED
        axes.plot([1, share], [place, place], color=colour, linewidth=1)
        axes.plot([share], [place], "o" if ratio <= target else "X", color=colour)
        axes.annotate(f"{ratio:.2f} (≤ {target:.2f})", (share, place), (0, 4), textcoords="offset points", ha="center", fontsize=6)
        axes.text(-0.01, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center")
    axes.set_yticks([])
    axes.margins(y=0.03)


def _draw_growth(axes: Any, grown: dict[str, dict[int, float]]) -> None:
    axes.set_title("seconds of processor time, by number of claims")
    axes.set_xscale("log")
    axes.set_yscale("log")
    for number, (name, seconds) in enumerate(grown.items()):
        axes.plot(
            list(seconds), list(seconds.values()), marker=_SIGNS[number % len(_SIGNS)], markersize=4, linewidth=1, label=name,
            linestyle="-" if number < _COLOURS else ":",
        )  # fmt: skip
    if grown:
        axes.legend(fontsize=6, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.06))
    axes.grid(which="major", linewidth=0.3)
