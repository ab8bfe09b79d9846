"""A graph and the sizes of its labels in; places for its nodes out, the same ones every time.

Distances in the picture follow distances in the graph (stress majorisation, Gansner,
Koren and North 2004), with longer edges around busy nodes; then labels are pushed apart,
and nodes moved off edges that are not theirs. Small components go below the large one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

__all__ = ["place", "place_first"]

#: The canvas of a desktop page is about this much wider than high.
ASPECT = 1.45
_GAP = np.array([14.0, 10.0])
#: Above this many nodes the passes that look at every node and edge together are left out.
_CAREFUL = 400
#: Components beyond these go in rows, and are not fitted in between.
_MANY = 40


def place(
    graph: nx.MultiDiGraph[str],
    sizes: Mapping[str, tuple[float, float]],
    labels: Mapping[tuple[str, str], tuple[float, float]] | None = None,
) -> dict[str, tuple[int, int]]:
    """Return a place for the centre of each node.

    `sizes` are widths and heights of nodes with their labels; `labels` those of the
    labels that stand in the middle of an edge.
    """
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(u, v), max(u, v)) for u, v in graph.edges() if u != v}))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    placed = [_Part(plain.subgraph(part), part, sizes, labels or {}) for part in parts]
    return _pack(placed)


def place_first(
    graph: nx.MultiDiGraph[str], sizes: Mapping[str, tuple[float, float]], nodes: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Return places for these nodes alone: a picture of its own."""
    return place(graph.subgraph(nodes).copy(), sizes)


class _Part:
    """One component, placed around the origin."""

    def __init__(
        self, graph: nx.Graph[str], nodes: Sequence[str], sizes: Mapping[str, tuple[float, float]],
        labels: Mapping[tuple[str, str], tuple[float, float]],
    ) -> None:  # fmt: skip
        index = {node: n for n, node in enumerate(nodes)}
        self.nodes = nodes
        self.boxes = np.array([sizes[node] for node in nodes], dtype=float)
        self.edges = np.array(sorted((index[u], index[v]) for u, v in graph.edges()), dtype=np.int64).reshape(-1, 2)
        inside = sorted((index[u], index[v], *size) for (u, v), size in labels.items() if u in index and v in index)
        self.label_ends = np.array([row[:2] for row in inside], dtype=np.int64).reshape(-1, 2)
        self.label_boxes = np.array([row[2:] for row in inside], dtype=float).reshape(-1, 2)
        self.points = np.zeros((1, 2)) if len(nodes) == 1 else self._place()

    def _place(self) -> Points:
        """Place the nodes; where they come out too high or too wide, stretch the start."""
        start = _turn(_stress(_distances(self.boxes, self.edges)))
        wished = ASPECT if len(self.nodes) > 12 else 1.0
        shape = math.sqrt(wished)
        for _ in range(4 if len(self.nodes) <= _CAREFUL else 0):
            low, high = _bounds(self._apart(start * np.array([shape, 1 / shape]), 60), self.boxes)
            found = (high[0] - low[0]) / (high[1] - low[1]) / wished
            if 0.93 < found < 1.1:
                break
            shape *= min(1.4, max(0.7, 1 / found))
        return self._settle(start * np.array([shape, 1 / shape]))

    def _settle(self, points: Points) -> Points:
        """Push labels apart, and nodes off edges; keep the state in which the fewest edges run through nodes."""
        if len(self.nodes) > _CAREFUL:
            # There is no time to push so many far: give them room from the start.
            low, high = _bounds(points, self.boxes)
            room = math.sqrt(5 * self.boxes.prod(1).sum() / (high - low).prod())
            return _push_apart(points * max(1.0, room), self.boxes, 40)
        points = self._apart(points, 300)
        best, fewest = points, math.inf
        for _ in range(40):
            moved, hits = _off_edges(points, self.boxes, self.edges)
            if hits < fewest:
                best, fewest = points, hits
            if not hits:
                break
            points = self._apart(moved, 30)
        return self._apart(best, 300)

    def _apart(self, points: Points, rounds: int) -> Points:
        """Push boxes apart; a label in the middle of an edge takes its room too, and moves with its ends."""
        if not len(self.label_ends):
            return _push_apart(points, self.boxes, rounds)
        boxes, count = np.vstack([self.boxes, self.label_boxes]), len(points)
        for _ in range(max(1, rounds // 15)):
            middles = points[self.label_ends].mean(1)
            pushed = _push_apart(np.vstack([points, middles]), boxes, 15)
            points, moved = pushed[:count], pushed[count:] - middles
            for ends in self.label_ends.T:
                np.add.at(points, ends, 0.4 * moved)
        return _push_apart(points, self.boxes, rounds)


def _distances(boxes: Points, edges: NDArray[np.int64]) -> Points:
    """Return wished distances: along the shortest path, over edges that are longer around busy nodes."""
    reach = np.hypot(boxes[:, 0], boxes[:, 1]) / 2
    degree = np.bincount(edges.ravel(), minlength=len(boxes))
    lengths = [(u, v, 0.42 * (reach[u] + reach[v]) + 6 * math.sqrt(max(degree[u], degree[v]))) for u, v in edges]
    far = np.full((len(boxes), len(boxes)), np.inf)
    np.fill_diagonal(far, 0)
    before = np.empty_like(far)
    while not np.array_equal(before, far):
        before = far.copy()
        for u, v, length in lengths:  # a row at a time, this is quicker than any path search in Python
            np.minimum(far[v], far[u] + length, out=far[v])
            np.minimum(far[u], far[v] + length, out=far[u])
    return np.asarray(far)


def _stress(wished: Points, *, rounds: int = 200) -> Points:
    """Place points so that their distances come near the wished ones."""
    count = len(wished)
    points = _classical(wished)
    weights = np.zeros_like(wished)
    np.divide(1.0, wished**2, out=weights, where=wished > 0)
    laplacian = np.diag(weights.sum(1)) - weights
    inverse = np.linalg.inv(laplacian + weights.mean()) - 1 / (weights.mean() * count**2)
    for _ in range(rounds if count <= _CAREFUL else 40):
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = np.zeros_like(wished)
        np.divide(weights * wished, apart, out=ratio, where=apart > 1e-9)
        points = inverse @ ((np.diag(ratio.sum(1)) - ratio) @ points)
    return np.asarray(points - points.mean(0))


def _classical(wished: Points) -> Points:
    """Start from classical scaling, with a small fixed jitter so that no two points coincide."""
    count = len(wished)
    centre = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centre @ wished**2 @ centre)
    axes = vectors[:, [-1, -2]] if count > 2 else np.column_stack([vectors[:, -1], np.zeros(count)])
    # An eigenvector's sign is arbitrary: let its largest part be positive.
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), [0, 1]] + 1e-12)
    spread = np.sqrt(np.maximum(values[[-1, -2]], 1.0)) if count > 2 else np.array([math.sqrt(max(values[-1], 1.0)), 1.0])
    jitter = np.random.default_rng(0).normal(size=(count, 2)) * wished.max() * 0.01
    started: Points = axes * spread + jitter
    return started


def _turn(points: Points) -> Points:
    """Turn points so that they spread more sideways than up and down."""
    _, _, axes = np.linalg.svd(points - points.mean(0), full_matrices=False)
    if len(axes) < 2:
        return points
    axes = axes * np.sign(axes[[0, 1], np.abs(axes).argmax(1)])[:, None]
    turned: Points = (points - points.mean(0)) @ axes.T
    return turned


def _push_apart(points: Points, boxes: Points, rounds: int) -> Points:
    """Move boxes until none lies on another, each time along the shorter way out."""
    points = points.copy()
    half = (boxes + _GAP) / 2
    one, two = np.triu_indices(len(points), 1)
    room = half[one] + half[two]
    for _ in range(rounds):
        between = points[one] - points[two]
        overlap = room - np.abs(between)
        hit = np.flatnonzero((overlap > 0.01).all(1))
        if not len(hit):
            break
        over, a, b = overlap[hit], one[hit], two[hit]
        # Two on one spot part by their order, or they would never part.
        sign = np.where(between[hit] >= 0, 1.0, -1.0)
        sideways = over[:, 0] < over[:, 1]
        push = 0.5 * sign * over * np.column_stack([sideways, ~sideways])
        count = np.maximum(1.0, np.sqrt(np.bincount(a, minlength=len(points)) + np.bincount(b, minlength=len(points))))[:, None]
        np.add.at(points, a, push / count[a])
        np.add.at(points, b, -push / count[b])
    return points


def _off_edges(points: Points, boxes: Points, edges: NDArray[np.int64]) -> tuple[Points, int]:
    """Move nodes away from edges that run through them; say how many times one did."""
    start, end = points[edges[:, 0]], points[edges[:, 1]]
    along = end - start
    length = np.maximum((along**2).sum(1), 1e-9)
    from_start = points[:, None] - start[None]
    share = np.clip((from_start * along[None]).sum(2) / length[None], 0, 1)
    away = from_start - share[..., None] * along[None]
    gap = np.linalg.norm(away, axis=2)
    # How far a box reaches towards the edge: its width and height seen along the normal.
    normal = np.abs(np.column_stack([-along[:, 1], along[:, 0]])) / np.sqrt(length)[:, None]
    reach = 0.5 * (boxes @ normal.T) * 0.85 + 3
    own = (edges[None, :, 0] == np.arange(len(points))[:, None]) | (edges[None, :, 1] == np.arange(len(points))[:, None])
    hit = (gap < reach) & ~own & (share > 0.02) & (share < 0.98)
    side = np.where(gap[..., None] > 1e-6, away / np.maximum(gap, 1e-6)[..., None], np.array([0.0, 1.0]))
    push = np.where(hit, reach - gap, 0.0)[..., None] * side
    moved: Points = points + 0.35 * push.sum(1) / np.maximum(1, hit.sum(1))[:, None]
    return moved, int(hit.sum())


def _pack(parts: Sequence[_Part]) -> dict[str, tuple[int, int]]:
    """Put the largest component in the middle, and each other one where there is room nearest to it."""
    places: dict[str, tuple[int, int]] = {}
    taken = np.zeros((0, 4))
    for number, part in enumerate(parts):
        half = part.boxes / 2
        boxes = np.hstack([part.points - half, part.points + half])
        shift = _free_spot(boxes, taken) if number < _MANY else _next_in_row(boxes, taken)
        taken = np.vstack([taken, boxes + np.tile(shift, 2)])
        if len(part.nodes) <= _CAREFUL:
            # Edges take room as well: a string of small squares along each.
            ends = (part.points + shift)[part.edges]
            along = np.concatenate([ends[:, 0] * (1 - t) + ends[:, 1] * t for t in np.linspace(0.05, 0.95, 13)])
            taken = np.vstack([taken, np.hstack([along - 4, along + 4])])
        for node, point in zip(part.nodes, part.points + shift, strict=True):
            places[node] = (round(float(point[0])), round(float(point[1])))
    return places


def _next_in_row(boxes: Points, taken: Points) -> Points:
    """Return the shift that puts boxes right of the last ones, or at the start of a new row below all."""
    low, high, last = taken[:, :2].min(0), taken[:, 2:].max(0), taken[-1]
    corner = np.array([last[2] + 30, last[1]])
    if corner[0] + np.ptp(boxes[:, [0, 2]]) > high[0]:
        corner = np.array([low[0], high[1] + 30])
    return np.asarray(corner - boxes[:, :2].min(0))


def _bounds(points: Points, boxes: Points) -> tuple[Points, Points]:
    return np.asarray((points - boxes / 2).min(0)), np.asarray((points + boxes / 2).max(0))


def _free_spot(boxes: Points, taken: Points) -> Points:
    """Return the shift that brings boxes nearest to the middle of the taken ones, without touching any."""
    if not len(taken):
        return np.asarray(-(boxes[:, :2].min(0) + boxes[:, 2:].max(0)) / 2)
    low, high = taken[:, :2].min(0), taken[:, 2:].max(0)
    # The whole of a component is kept clear, so that none lies in between the nodes of another.
    own_low, own_high = boxes[:, :2].min(0), boxes[:, 2:].max(0)
    half, middle = (own_high - own_low) / 2, (own_low + own_high) / 2
    step = max(20.0, float((high - low).max()) / 60)
    xs, ys = (np.arange(low[k] - 2 * half[k] - 60, high[k] + 2 * half[k] + 60, step) for k in (0, 1))
    spots = np.array([(x, y) for y in ys for x in xs])
    # What counts is how far the picture must grow, in the shape of the canvas; then how far out the spot is.
    grown = np.maximum(high, spots + half) - np.minimum(low, spots - half)
    size = np.maximum(grown[:, 0] / ASPECT, grown[:, 1])
    far = np.hypot((spots[:, 0] - (low + high)[0] / 2) / ASPECT, spots[:, 1] - (low + high)[1] / 2)
    room = half + 26
    for n in np.lexsort((far, np.round(size))):
        apart = (np.abs((taken[:, :2] + taken[:, 2:]) / 2 - spots[n]) >= room + (taken[:, 2:] - taken[:, :2]) / 2).any(1)
        if apart.all():
            return np.asarray(spots[n] - middle)
    return np.asarray(np.array([middle[0], high[1] + half[1] + 40]) - middle)
