"""Results in; what of them is judged, and what grows, out, as numbers."""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.results import Results
    from benchmarks.table import Row

__all__ = ["curves", "is_growth", "is_size", "judged"]


def judged(results: Results) -> list[tuple[str, float, float]]:
    """Return the name, the ratio and the target of each line that has both."""
    return [
        (row.name.partition(" / ")[0] if is_growth(row) else row.name, float(row.ratio), float(row.target.removeprefix("≤ ")))
        for row in results.rows()
        if re.fullmatch(r"-?\d+(\.\d+)?", row.ratio) and row.target.startswith("≤ ")
    ]


def curves(results: Results, *parts: str) -> dict[str, dict[int, float]]:
    """Return for each command that was run on several sizes its seconds of processor time (the median) by number of claims.

    Those of some parts, or of all.
    """
    return {
        row.name.partition(" / ")[0].removeprefix("growth of "): {
            int(size): statistics.median(runs["cpu"]) for size, runs in row.measured.items() if isinstance(runs, dict)
        }
        for row in results.rows(*parts)
        if is_growth(row) and row.measured
    }


def is_growth(row: Row) -> bool:
    """Tell whether a row says how a cost grows."""
    return row.name.startswith("growth of ")


def is_size(row: Row) -> bool:
    """Tell whether a row says how much memory and disk a number of claims takes."""
    return row.name.startswith("size of ")
