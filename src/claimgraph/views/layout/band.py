"""What a picture covers, and nodes that no line leads to, in; their places out: in rows below it, in the order given."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from claimgraph.views.layout.pack import ASPECT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["place_band"]

#: The room between two of them, across and down, and between the picture and the first row.
_ACROSS, _DOWN, _BELOW = 18.0, 14.0, 46.0


def place_band(
    nodes: Sequence[str],
    sizes: Mapping[str, tuple[float, float]],
    symbols: Mapping[str, float],
    picture: tuple[float, float, float, float] | None,
) -> dict[str, tuple[int, int]]:
    """Return a place for the symbol of each node, its label below it.

    `sizes` are widths and heights with the label, `symbols` the radii; `picture` is what is taken already: left, top, right and
    bottom, or None. All columns are equally wide, so that symbols stand below one another, and a row is as wide as the picture.

    >>> place_band(["a", "b", "c"], dict.fromkeys("abc", (82, 40)), dict.fromkeys("abc", 10), (0, 0, 210, 100))
    {'a': (55, 156), 'b': (155, 156), 'c': (55, 210)}
    """
    if not nodes:
        return {}
    across = max(sizes[node][0] for node in nodes) + _ACROSS
    down = max(sizes[node][1] for node in nodes) + _DOWN
    alone = math.sqrt(len(nodes) * across * down * ASPECT)
    left, bottom, right = (picture[0], picture[3] + _BELOW, picture[2]) if picture else (0.0, 0.0, alone)
    fitting = max(1, int((right - left) // across))
    # Rows that are about equally long: not one of twelve, and below it one alone.
    columns = math.ceil(len(nodes) / math.ceil(len(nodes) / fitting))
    first = (left + right - (columns - 1) * across) / 2
    top = bottom + max(symbols[node] for node in nodes)
    return {node: (round(first + n % columns * across), round(top + n // columns * down)) for n, node in enumerate(nodes)}
