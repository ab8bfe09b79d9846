"""A graph and the sizes of its labels in; its components as arrays out: boxes, lines, labels on lines, places."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from claimgraph.views.layout.paths import components

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]
    Sizes = Mapping[str, tuple[float, float]]
    Labels = Mapping[tuple[str, str], tuple[float, float]]

__all__ = ["Part", "split"]


@dataclasses.dataclass
class Part:
    """One component: what is to be placed, and where it is.

    `boxes` are widths and heights. Lines begin `lifts` above the middle of a box, where
    its symbol is, or as far below it where `sides` is -1 and the label is on top.
    `labelled` are the numbers of the lines that carry a label.
    """

    nodes: Sequence[str]
    boxes: Numbers
    lifts: Numbers
    edges: Indices
    labelled: Indices
    label_boxes: Numbers
    points: Numbers
    sides: Numbers

    def choose_sides(self) -> None:
        """Put each label above its symbol where more lines leave downwards than upwards."""
        (x, y), (one, two) = self.points.T, self.edges.T
        down, across = y[two] - y[one], x[two] - x[one]
        steep = np.sign(down) * (np.abs(down) > 0.6 * np.abs(across))
        more = np.bincount(one, steep, len(x)) - np.bincount(two, steep, len(x))
        self.sides = np.where(more > 0, -1.0, 1.0)


def split(graph: nx.MultiDiGraph[str], sizes: Sizes, symbols: Mapping[str, float], labels: Labels) -> list[Part]:
    """Return the components, the largest first; loops and parallel edges do not count."""
    names = sorted(graph)
    index = {node: number for number, node in enumerate(names)}
    count = len(names)
    pairs = np.array([(index[u], index[v]) for u, v in graph.edges()], dtype=np.int64).reshape(-1, 2)
    lines = _unique(pairs[pairs[:, 0] != pairs[:, 1]], count)
    boxes = np.array([sizes[node] for node in names], dtype=float).reshape(-1, 2)
    lifts = np.array([boxes[n, 1] / 2 - symbols[node] if symbols.get(node) else 0.0 for n, node in enumerate(names)])
    marked = _labels(labels, index, lines, count)
    return list(_split(names, boxes, lifts, lines, *marked))


def _unique(pairs: Indices, count: int) -> Indices:
    """Return each pair once, the smaller number first, in order."""
    keys = np.unique(pairs.min(1, initial=count) * count + pairs.max(1, initial=0)) if len(pairs) else np.zeros(0, dtype=np.int64)
    return np.column_stack(np.divmod(keys, max(1, count)))


def _labels(labels: Labels, index: Mapping[str, int], lines: Indices, count: int) -> tuple[Indices, Numbers]:
    """Return which lines carry labels, and how large these are; of several on one line the largest counts."""
    keys = lines[:, 0] * count + lines[:, 1]
    found: dict[int, tuple[float, float]] = {}
    for (u, v), (wide, high) in labels.items():
        if u != v:
            key = min(index[u], index[v]) * count + max(index[u], index[v])
            line = int(np.searchsorted(keys, key))
            before = found.get(line, (0.0, 0.0))
            found[line] = max(before[0], wide), max(before[1], high)
    order = sorted(found)
    return np.array(order, dtype=np.int64), np.array([found[line] for line in order], dtype=float).reshape(-1, 2)


def _split(names: Sequence[str], boxes: Numbers, lifts: Numbers, lines: Indices, labelled: Indices, label_boxes: Numbers) -> Iterator[Part]:
    parts = components(len(names), lines)
    which, local = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    for number, part in enumerate(parts):
        which[part], local[part] = number, np.arange(len(part))
    order = np.argsort(which[lines[:, 0]], kind="stable")
    starts = np.searchsorted(which[lines[order, 0]], np.arange(len(parts) + 1))
    label_of = which[lines[labelled, 0]]
    for number, part in enumerate(parts):
        mine = order[starts[number] : starts[number + 1]]
        marked = label_of == number
        yield Part(
            nodes=[names[n] for n in part.tolist()],
            boxes=boxes[part],
            lifts=lifts[part],
            edges=local[lines[mine]],
            labelled=np.searchsorted(mine, labelled[marked]),
            label_boxes=label_boxes[marked],
            points=np.zeros((len(part), 2)),
            sides=np.ones(len(part)),
        )
