"""Rows of a comparison in; the lines of a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Timing

__all__ = ["COLUMNS", "Row", "compare", "render_rows"]

COLUMNS = ("name", "ours", "peer", "ratio", "target", "reached", "wall")


class Row(NamedTuple):
    """One comparison as text: processor time of both sides, their ratio, and the ratio to reach."""

    name: str
    ours: str
    peer: str
    ratio: str
    target: str
    reached: str
    wall: str


def compare(name: str, ours: Timing, peer: Timing, target: float | None) -> Row:
    """Compare processor times of one run; without a target, the figures are for information."""
    ratio = ours.cpu / peer.cpu
    reached = "-" if target is None else "yes" if ratio <= target else "no"
    wall = f"{ours.wall * 1000:.0f} / {peer.wall * 1000:.0f} ms"
    return Row(name, str(ours), str(peer), f"{ratio:.2f}", "-" if target is None else f"≤ {target:.2f}", reached, wall)


def render_rows(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of an aligned table, at least two spaces between its columns."""
    table = [COLUMNS, *rows]
    widths = [max(len(row[n]) for row in table) for n in range(len(COLUMNS))]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
