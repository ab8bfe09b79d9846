"""Edges in; neighbours, components and distances out, for graphs of tens of thousands of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]

__all__ = ["Neighbours", "components", "hops", "neighbours"]


class Neighbours(NamedTuple):
    """The neighbours of node n are `ends[starts[n]:starts[n + 1]]`."""

    starts: Indices
    ends: Indices


def neighbours(count: int, edges: Indices) -> Neighbours:
    """Return who is next to whom."""
    both = np.concatenate([edges, edges[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    return Neighbours(np.searchsorted(both[:, 0], np.arange(count + 1)), both[:, 1])


def hops(near: Neighbours, sources: Indices) -> Indices:
    """Return how many edges away every node is from each source, -1 where there is no way: a row for each source.

    All sources go outwards together, so that a long thin graph takes one walk, not many.

    >>> hops(neighbours(4, np.array([[0, 1], [1, 2]])), np.array([0, 2])).tolist()
    [[0, 1, 2, -1], [2, 1, 0, -1]]
    """
    count = len(near.starts) - 1
    far = np.full(len(sources) * count, -1, dtype=np.int64)
    front = np.arange(len(sources)) * count + sources
    distance = 0
    while len(front):
        far[front] = distance
        distance += 1
        base, node = front - front % count, front % count
        counts = near.starts[node + 1] - near.starts[node]
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        front = np.repeat(base, counts) + near.ends[np.repeat(near.starts[node], counts) + steps]
        front = np.unique(front[far[front] < 0])
    return far.reshape(len(sources), count)


def components(count: int, edges: Indices) -> list[Indices]:
    """Return the nodes of each component, the largest first, then by its first node.

    >>> [part.tolist() for part in components(5, np.array([[1, 2], [2, 4]]))]
    [[1, 2, 4], [0], [3]]
    """
    label = np.arange(count)
    while len(edges):
        # The smaller label wins on both sides of an edge; then everybody takes the label of its label.
        low = np.minimum(label[edges[:, 0]], label[edges[:, 1]])
        before = label.copy()
        for end in edges.T:
            np.minimum.at(label, before[end], low)
        while (label[label] != label).any():
            label = label[label]
        if (label == before).all():
            break
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if count else []
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))
