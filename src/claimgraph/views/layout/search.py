"""A placed component in; the same one out, with fewer lines across lines and through boxes.

A local search: node by node, many places are tried at once (near by, around its
neighbours, anywhere), and the best one is taken; branches are turned around the node
they hang on. At first boxes count as smaller than they are, and a change may make
things a little worse; later neither. All chance comes from one seed, and the work is
counted, not timed, so that the same graph gets the same picture on every machine.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import networkx as nx
import numpy as np

from claimgraph.views.layout.cost import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.floating]
    Tries = tuple[Numbers, Numbers]

__all__ = ["improve"]

_TURNS = np.array([[round(math.cos(math.tau * n / 16), 9), round(math.sin(math.tau * n / 16), 9)] for n in range(16)])
_STEPS = (8.0, 25.0, 70.0, 160.0)
#: Boxes begin at this share of their size, and have all of it before the sides of labels are settled.
_SMALL = 0.6
_SETTLED = 0.75
#: How much worse a change may be at first; the share of the untroubled that are tried; the largest branch that is turned.
_PATIENCE = 0.3
_IDLE = 0.1
_BRANCH = 30


def improve(part: Part, wished: Numbers, frame: tuple[float, float], *, sweeps: int, work: int) -> None:
    """Move the nodes of a component to better places, and choose on which side of its symbol each label is.

    `wished` are the lengths of its lines, `frame` the width and height to stay within;
    no more is done than so many sweeps over all nodes, looking at about so many pairs of things.
    """
    search = _Search(part, wished, frame, work)
    if not search.picture.troubles().any():
        return
    for number in range(sweeps):
        done = number / sweeps
        if done < _SETTLED:
            search.loosen(min(1.0, _SMALL + done))
        search.sweep(_PATIENCE * max(0.0, 1 - done / 0.6))
        if search.work < 0 or (done >= 1 - _SMALL and not search.picture.troubles().any()):
            break
    search.keep_if_best()
    part.points = np.column_stack(search.best).astype(np.float64)


class _Search:
    """One search: the picture, the moves there are, and the best state met so far."""

    def __init__(self, part: Part, wished: Numbers, frame: tuple[float, float], work: int) -> None:
        self.picture = Picture(part, wished, frame)
        self.part, self.frame, self.work = part, frame, work
        self.random = np.random.default_rng(1)
        self.branches = list(_branches(part))
        self.everything = self.picture.moved(tuple(range(len(part.nodes))))
        self.lowest, self.best = math.inf, (self.picture.x, self.picture.y)

    def loosen(self, share: float) -> None:
        """Look at boxes of this share of their size, and choose anew where labels go; nothing is the best so far."""
        self.picture.grow(share)
        self.part.points = np.column_stack([self.picture.x, self.picture.y]).astype(np.float64)
        self.part.choose_sides()
        self.picture.turn_labels(self.part.sides)
        self.lowest = math.inf
        self.keep_if_best()

    def keep_if_best(self) -> None:
        """Remember the present state if it is the best so far."""
        picture = self.picture
        cost = float(picture.costs(self.everything, picture.x[None], picture.y[None])[0])
        if cost < self.lowest:
            self.lowest, self.best = cost, (picture.x.copy(), picture.y.copy())

    def sweep(self, patience: float) -> None:
        """Try to move everything with which something is wrong, and some things besides: nodes first, then branches."""
        tried = (self.picture.troubles() > 0) | (self.random.random(len(self.part.nodes)) < _IDLE)
        for node in self.random.permutation(np.flatnonzero(tried)).tolist():
            self._move((node,), self._places_for(node), patience)
        self.keep_if_best()
        for hub, branch in self.branches:
            if tried[list(branch)].any():
                self._move(branch, self._turns_of(hub, branch), patience)
        self.keep_if_best()

    def _move(self, nodes: tuple[int, ...], tries: Tries, patience: float) -> None:
        """Take the best of these places, unless it is worse than the present one by more than is allowed."""
        if self.work < 0:
            return
        picture, moved = self.picture, self.picture.moved(nodes)
        self.work -= picture.work(moved) * (len(tries[0]) + 1)
        now = picture.x[moved.nodes], picture.y[moved.nodes]
        x, y = (np.vstack([here, there.round(2)]).astype(np.float32) for here, there in zip(now, tries, strict=True))
        costs = picture.costs(moved, x, y)
        best = int(costs[1:].argmin()) + 1
        if costs[best] < costs[0] + patience * self.random.random() ** 2:
            picture.x[moved.nodes], picture.y[moved.nodes] = x[best], y[best]

    def _places_for(self, node: int) -> Tries:
        """Return places to try for a node: near by, around its neighbours, anywhere."""
        picture, random = self.picture, self.random
        here = np.array([picture.x[node], picture.y[node]])
        turns = _TURNS[int(random.integers(4)) :: 4]
        tried = [here + step * (0.5 + random.random()) * turns for step in _STEPS]
        for line in random.permutation(picture.lines_of[node])[:3]:
            other = picture.one[line] + picture.two[line] - node
            length = picture.wished[line] * (0.4 + random.random())
            turns = _TURNS[int(random.integers(4)) :: 4]
            tried.append(np.array([picture.x[other], picture.y[other]]) + length * turns)
        tried.append((random.random((6, 2)) - 0.5) * self.frame)
        places = np.vstack(tried)
        return _columns(places)

    def _turns_of(self, hub: int, branch: tuple[int, ...]) -> Tries:
        """Return places to try for a branch: turned around its hub, mirrored, moved, drawn in or out."""
        picture, nodes = self.picture, np.array(branch)
        x, y = picture.x[nodes] - picture.x[hub], picture.y[nodes] - picture.y[hub]
        cos, sin = _columns(_TURNS[1 + int(self.random.integers(2)) :: 2])
        xs, ys = [cos * x - sin * y], [sin * x + cos * y]
        cos, sin = _columns(_TURNS[int(self.random.integers(4)) :: 4])
        xs.append(cos * x + sin * y)
        ys.append(sin * x - cos * y)
        for step in _STEPS[1:]:
            xs.append(x + step * cos)
            ys.append(y + step * sin)
        scale = np.array([[0.7], [0.85], [1.2], [1.4]])
        return np.vstack([*xs, scale * x]) + picture.x[hub], np.vstack([*ys, scale * y]) + picture.y[hub]


def _columns(points: Numbers) -> Tries:
    return points[:, :1], points[:, 1:]


def _branches(part: Part) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield what hangs on the rest by one line, with the node it hangs on; and each node that has leaves, with them."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(part.nodes)))
    graph.add_edges_from(part.edges.tolist())
    # The types of networkx take an edge for a node here.
    for one, two in sorted(cast("list[tuple[int, int]]", list(nx.bridges(graph)))):
        rest = nx.restricted_view(graph, (), [(one, two)])
        side = nx.node_connected_component(rest, one)
        hub, branch = (two, side) if 2 * len(side) <= len(graph) else (one, set(graph) - side)
        if 2 <= len(branch) <= _BRANCH:
            yield hub, tuple(sorted(branch))
    for node in graph:
        leaves = {other for other in graph[node] if graph.degree[other] == 1}
        others = sorted(set(graph[node]) - leaves)
        if leaves and len(others) > 1 and len(leaves) < _BRANCH:
            yield others[0], tuple(sorted({node, *leaves}))
