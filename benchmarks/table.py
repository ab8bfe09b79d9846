"""Rows of a comparison in; the lines of a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.timing import Timing

__all__ = ["COLUMNS", "Row", "cells", "compare", "each_run", "failed", "not_run", "render_rows"]

COLUMNS = ("what", "ours", "beside", "peer", "ratio", "target", "reached", "runs", "clock")


_FAILED = "failed"


class Row(NamedTuple):
    """One comparison as text: processor time of both sides, their ratio, and the ratio to reach.

    The name is what is measured, and beside what, parted by " / ". `measured` is each run of both sides.
    """

    name: str
    ours: str
    peer: str
    ratio: str
    target: str
    reached: str
    wall: str
    measured: Mapping[str, object] | None = None

    @property
    def is_failure(self) -> bool:
        """Tell whether this could not be measured."""
        return self.ours.startswith(f"{_FAILED}: ")

    @property
    def runs(self) -> str:
        """How many runs the medians are of, if that is known."""
        found = self.measured.values() if self.measured else ()
        counts = sorted({len(side["cpu"]) for side in found if isinstance(side, dict)})
        return "-".join(str(count) for count in sorted({*counts[:1], *counts[-1:]})) or "-"


def compare(name: str, ours: Timing, peer: Timing, target: float | None) -> Row:
    """Compare processor times of one run; without a target, the figures are for information."""
    ratio = ours.cpu / peer.cpu
    reached = "-" if target is None else "yes" if ratio <= target else "no"
    wall = f"{ours.wall * 1000:.0f} / {peer.wall * 1000:.0f} ms"
    measured = {"ours": each_run(ours), "peer": each_run(peer)} if ours.runs and peer.runs else None
    return Row(name, str(ours), str(peer), f"{ratio:.2f}", "-" if target is None else f"≤ {target:.2f}", reached, wall, measured)


def not_run(name: str, ours: str, how: str, target: float | None) -> Row:
    """Return the row of a peer that is not here, with the way to get it."""
    return Row(name, ours, f"not run: {how}", "-", "-" if target is None else f"≤ {target:.2f}", "-", "-")


def failed(name: str, why: Exception) -> Row:
    """Return the row of what could not be measured."""
    return Row(name, f"{_FAILED}: {why}", "-", "-", "-", "-", "-")


def each_run(timing: Timing) -> dict[str, list[float]]:
    """Return what each run cost: seconds of the processor and by the clock, bytes of memory."""
    return {
        "cpu": [round(run.cpu, 4) for run in timing.runs],
        "wall": [round(run.wall, 4) for run in timing.runs],
        "memory": [run.memory for run in timing.runs],
    }


def cells(row: Row, versions: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells of a row; the peer by its name and version, if that is in `versions`.

    >>> cells(Row("check / pySHACL", "2 ms", "9 ms", "0.22", "-", "-", "3 / 10 ms"), {"pySHACL": "0.30"})[:4]
    ('check', '2 ms', 'pySHACL 0.30', '9 ms')
    """
    what, _, beside = row.name.rpartition(" / ")
    if not what:
        what, beside = beside, "-"
    # "DuckDB, 20,000 pairs" is DuckDB, and "click + pyoxigraph" both.
    peer, comma, more = beside.partition(",")
    named = " + ".join(_with_version(name, versions) for name in peer.split(" + "))
    return (what, row.ours, named + comma + more, row.peer, row.ratio, row.target, row.reached, row.runs, row.wall)


def _with_version(name: str, versions: Mapping[str, str]) -> str:
    """Put the version of a peer behind its name, with which what it does may begin.

    >>> _with_version("networkx spring", {"networkx": "3.6"}), _with_version("the first time", {})
    ('networkx 3.6 spring', 'the first time')
    """
    known = max((peer for peer in versions if name == peer or name.startswith(f"{peer} ")), key=len, default="")
    return f"{known} {versions[known]}{name.removeprefix(known)}" if known else name


def render_rows(rows: Sequence[Row], versions: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of an aligned table, at least two spaces between its columns."""
    table = [COLUMNS, *(cells(row, versions) for row in rows)]
    widths = [max(len(row[n]) for row in table) for n in range(len(COLUMNS))]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
