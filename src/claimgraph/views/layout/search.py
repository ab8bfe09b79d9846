"""A placed component in; the same one out, with fewer lines across lines and through boxes.

A local search: node by node, many places are tried at once (near by, around its
neighbours, in the place of another node), and the best one is taken; branches are
turned around the node they hang on. At first a change may make things a little worse,
later it must not. All chance comes from one seed, and the work is counted, not timed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from claimgraph.views.layout.cost import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]

__all__ = ["improve"]

import os
PAT=float(os.environ.get("PAT","0.6"))
_TURNS = np.array([[round(math.cos(math.tau * n / 16), 9), round(math.sin(math.tau * n / 16), 9)] for n in range(16)])
_STEPS = (8.0, 25.0, 70.0, 160.0)


def improve(part: Part, wished: Numbers, frame: tuple[float, float], *, sweeps: int, work: int) -> float:
    """Move the nodes of a component to better places; return what the picture costs in the end."""
    search = _Search(part, wished, frame, work)
    for number in range(sweeps):
        search.grow(min(1.0, 0.3 + number / sweeps))
        search.sweep(PAT * max(0.0, 1 - 1.6 * number / sweeps))
        if search.work < 0:
            break
    part.points[:, 0], part.points[:, 1] = search.best
    return search.lowest


class _Search:
    """One search: the picture, the moves there are, and the best state met so far."""

    def __init__(self, part: Part, wished: Numbers, frame: tuple[float, float], work: int) -> None:
        self.picture = Picture(part, wished, frame)
        self.part, self.frame, self.work = part, frame, work
        self.random = np.random.default_rng(1)
        self.branches = _branches(part)
        self.everyone = self.picture.moved(tuple(range(len(part.nodes))))
        self.lowest, self.best = math.inf, (self.picture.x, self.picture.y)
        self._keep_if_best()

    def grow(self, share: float) -> None:
        """Look at boxes of this share of their size; what was best for smaller ones is no longer."""
        self.picture.grow(share)
        self.lowest = math.inf

    def sweep(self, patience: float) -> None:
        """Try to move everything once: first the nodes, then two nodes for each other, then branches."""
        for node in self.random.permutation(len(self.part.nodes)):
            self._move((int(node),), *self._places_for(int(node)), patience)
            if self.work < 0:
                break
        self._keep_if_best()
        for hub, branch in self.branches:
            self._move(branch, *self._turns_of(hub, branch), patience)
            if self.work < 0:
                break
        self._keep_if_best()

    def _move(self, nodes: tuple[int, ...], x: Numbers, y: Numbers, patience: float) -> None:
        """Take the best of these places, unless it is worse than the present one by more than is allowed."""
        picture, moved = self.picture, self.picture.moved(nodes)
        self.work -= picture.work(moved) * (len(x) + 1)
        now_x, now_y = picture.x[moved.nodes], picture.y[moved.nodes]
        x, y = np.vstack([now_x, x.round(2)]).astype(np.float32), np.vstack([now_y, y.round(2)]).astype(np.float32)
        costs = picture.costs(moved, x, y)
        best = int(costs[1:].argmin()) + 1
        if costs[best] < costs[0] + patience * self.random.random() ** 2:
            picture.x[moved.nodes], picture.y[moved.nodes] = x[best], y[best]

    def _keep_if_best(self) -> None:
        picture = self.picture
        cost = float(picture.costs(self.everyone, picture.x[None], picture.y[None])[0])
        if cost < self.lowest:
            self.lowest, self.best = cost, (picture.x.copy(), picture.y.copy())

    def _places_for(self, node: int) -> tuple[Numbers, Numbers]:
        """Return places to try for a node: near by, around its neighbours, anywhere."""
        picture, random = self.picture, self.random
        here = np.array([picture.x[node], picture.y[node]])
        turns = _TURNS[:: 2]
        tried = [here + step * (0.5 + random.random()) * turns for step in _STEPS]
        lines = picture._lines_of[node]
        for line in lines[random.permutation(len(lines))[:3]]:
            other = picture.two[line] if picture.one[line] == node else picture.one[line]
            length = picture.wished[line] * (0.4 + random.random())
            tried.append(np.array([picture.x[other], picture.y[other]]) + length * _TURNS)
        tried.append((random.random((6, 2)) - 0.5) * self.frame)
        places = np.vstack(tried)
        return places[:, :1], places[:, 1:]

    def _turns_of(self, hub: int, branch: tuple[int, ...]) -> tuple[Numbers, Numbers]:
        """Return places to try for a branch: turned around its node, mirrored, moved, drawn in."""
        picture = self.picture
        nodes = np.array(branch)
        x, y = picture.x[nodes] - picture.x[hub], picture.y[nodes] - picture.y[hub]
        cos, sin = _TURNS[1:, :1], _TURNS[1:, 1:]
        xs, ys = [cos * x - sin * y], [sin * x + cos * y]
        cos, sin = _TURNS[::2, :1], _TURNS[::2, 1:]
        xs.append(cos * x + sin * y)
        ys.append(sin * x - cos * y)
        for step in _STEPS[1:]:
            xs.append(x + step * cos)
            ys.append(y + step * sin)
        for scale in (0.7, 0.85, 1.2, 1.4):
            xs.append(scale * x[None])
            ys.append(scale * y[None])
        return np.vstack(xs) + picture.x[hub], np.vstack(ys) + picture.y[hub]


def _branches(part: Part) -> Sequence[tuple[int, tuple[int, ...]]]:
    """Return what hangs on the rest by one line, with the node it hangs on; and each node with its leaves."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(part.nodes)))
    graph.add_edges_from(part.edges.tolist())
    found = []
    for one, two in sorted(nx.bridges(graph)):
        graph.remove_edge(one, two)
        side = nx.node_connected_component(graph, one)
        hub, branch = (two, side) if 2 * len(side) <= len(graph) else (one, set(graph) - side)
        graph.add_edge(one, two)
        if 2 <= len(branch) <= 30:
            found.append((hub, tuple(sorted(branch))))
    for node in graph:
        leaves = {other for other in graph[node] if graph.degree[other] == 1}
        others = sorted(set(graph[node]) - leaves)
        if leaves and len(others) > 1 and len(leaves) < 12:
            found.append((others[0], tuple(sorted({node, *leaves}))))
    return found
