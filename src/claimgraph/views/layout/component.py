"""One component of a graph in; places for its nodes around the origin out, by the means that its size allows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from claimgraph.views.layout.apart import bounds, clear, push_apart, spread
from claimgraph.views.layout.mesh import place_on_mesh
from claimgraph.views.layout.pack import ASPECT
from claimgraph.views.layout.search import improve
from claimgraph.views.layout.stress import line_lengths, place_by_distance, turn_sideways, walk_lengths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]

__all__ = ["place_part"]

#: A component of more nodes is placed on a mesh.
_BY_DISTANCE = 400
#: A component of more nodes is pushed apart a little; one of still more, for which that takes too long, not at all.
_READ, _PUSHED = 2000, 12_000
#: How much larger than its labels, pushed apart, a picture may become while it is improved.
_ROOM = 1.1
#: How many times everything is moved at most, and how many pairs of things may be looked at for that.
_SWEEPS = 40
_WORK = 150_000_000


def place_part(part: Part, *, careful: bool, by_distance: bool) -> None:
    """Place the nodes of a component: with care, or by distance alone, or in a block; large ones on a mesh."""
    count = len(part.nodes)
    if count > _BY_DISTANCE:
        part.points = _on_mesh(part)
    elif count > 2 and (careful or by_distance):
        _by_distance(part, careful=careful)
    elif count > 1:
        part.points = _block(part)
    if not careful:
        part.choose_sides()


def _by_distance(part: Part, *, careful: bool) -> None:
    count = len(part.nodes)
    lengths = line_lengths(part.boxes, part.edges)
    start = turn_sideways(place_by_distance(walk_lengths(count, part.edges, lengths), rounds=100 if careful else 30))
    aspect = ASPECT if count > 12 else 1.0
    part.points = _in_shape(part, start, aspect)
    part.choose_sides()
    if not careful:
        return
    low, high = bounds(part.points, part.boxes)
    part.points -= (low + high) / 2
    area = float((high - low).prod()) * _ROOM**2
    improve(part, lengths, (math.sqrt(area * aspect), math.sqrt(area / aspect)), sweeps=_SWEEPS, work=_WORK)
    part.points = clear(part, part.points)


def _in_shape(part: Part, start: Numbers, aspect: float) -> Numbers:
    """Push the boxes apart; where they come out too high or too wide, stretch the start."""
    shape = math.sqrt(aspect)
    for _ in range(4):
        low, high = bounds(spread(part, start * np.array([shape, 1 / shape]), 60), part.boxes)
        found = float((high[0] - low[0]) / (high[1] - low[1])) / aspect
        if 0.93 < found < 1.1:
            break
        shape *= min(1.4, max(0.7, 1 / found))
    return clear(part, start * np.array([shape, 1 / shape]))


def _on_mesh(part: Part) -> Numbers:
    """Place many nodes; give them room from the start, for there is no time to push so many far."""
    points = turn_sideways(place_on_mesh(len(part.nodes), part.edges))
    wide, high = np.ptp(points, axis=0)
    points *= np.array([math.sqrt(ASPECT * high / wide), math.sqrt(wide / high / ASPECT)])
    points *= math.sqrt(5 * part.boxes.prod(1).sum() / np.ptp(points, axis=0).prod())
    if len(points) > _PUSHED:
        return points
    return clear(part, points) if len(points) < _READ else push_apart(points, part.boxes, 10)


def _block(part: Part) -> Numbers:
    """Place nodes side by side in rows, the busiest in the middle of the first."""
    count = len(part.nodes)
    columns = math.ceil(math.sqrt(count))
    cell = part.boxes.max(0) + np.array([30.0, 24.0])
    degree = np.bincount(part.edges.ravel(), minlength=count)
    rank = np.argsort(np.argsort(-degree, kind="stable"), kind="stable")
    return np.asarray(np.column_stack([rank % columns, rank // columns]) * cell)
