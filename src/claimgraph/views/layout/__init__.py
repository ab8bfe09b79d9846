"""A graph and the sizes of its labels in; places for its nodes out, the same ones every time.

Components of up to some hundred nodes are placed by distance, pushed apart, and improved
until few lines cross each other or foreign labels; larger ones are placed on a mesh, in
seconds. Small components go where there is room, or in rows below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from claimgraph.views.layout.component import place_part
from claimgraph.views.layout.pack import pack
from claimgraph.views.layout.part import split

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx

    from claimgraph.views.layout.part import Part

    Graph = nx.MultiDiGraph
    Sizes = Mapping[str, tuple[float, float]]
    Labels = Mapping[tuple[str, str], tuple[float, float]]

__all__ = ["Place", "place", "place_first", "place_symbols"]

#: Components are placed with care while they have so many nodes together.
_CAREFUL = 400
#: Of the others, so many by distance; what is left, each in a block.
_BY_DISTANCE = 40


class Place(NamedTuple):
    """Where the symbol of a node is, and whether its label goes above it."""

    x: int
    y: int
    above: bool


def place(graph: Graph[str], sizes: Sizes, labels: Labels | None = None) -> dict[str, tuple[int, int]]:
    """Return a place for the centre of each node.

    `sizes` are widths and heights of nodes with their labels; `labels` those of the
    labels that stand in the middle of an edge.
    """
    return {node: (spot.x, spot.y) for node, spot in place_symbols(graph, sizes, {}, labels).items()}


def place_symbols(graph: Graph[str], sizes: Sizes, symbols: Mapping[str, float], labels: Labels | None = None) -> dict[str, Place]:
    """Return a place for the symbol of each node.

    `symbols` are the radii of the symbols that stand above or below a label; both
    together are as large as `sizes` says. A node without one is all label.
    """
    parts = split(graph, sizes, symbols, labels or {})
    nodes = 0
    for number, part in enumerate(parts):
        nodes += len(part.nodes)
        place_part(part, careful=nodes <= _CAREFUL, by_distance=number < _BY_DISTANCE)
    if parts:
        pack(parts)
    return _rounded(parts)


def place_first(
    graph: Graph[str], sizes: Sizes, nodes: Collection[str], symbols: Mapping[str, float] | None = None
) -> dict[str, tuple[int, int]]:
    """Return places for some nodes of a large graph, in a picture of their own: of their symbols, if these are given."""
    return {node: (spot.x, spot.y) for node, spot in place_symbols(graph.subgraph(nodes), sizes, symbols or {}).items()}


def _rounded(parts: list[Part]) -> dict[str, Place]:
    """Return whole numbers, no two nodes on one spot."""
    if not parts:
        return {}
    lift = np.concatenate([part.lifts * part.sides for part in parts])
    points = np.round(np.concatenate([part.points for part in parts]), 3)
    points[:, 1] -= lift
    spots = _distinct(np.round(points).astype(np.int64)).tolist()
    above = np.concatenate([(part.sides < 0) & (part.lifts > 0) for part in parts]).tolist()
    names = (node for part in parts for node in part.nodes)
    return {node: Place(x, y, up) for node, (x, y), up in zip(names, spots, above, strict=True)}


def _distinct(spots: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Move those that came to lie on another's spot to a free one near by."""
    step = 0
    while True:
        keys = (spots[:, 0] << 32) + spots[:, 1]
        _, first = np.unique(keys, return_index=True)
        if len(first) == len(spots):
            return spots
        again = np.ones(len(spots), dtype=bool)
        again[first] = False
        step += 1
        spots[again] += np.array([(step, 0), (0, step), (-step, 0), (0, -step)])[step % 4]
