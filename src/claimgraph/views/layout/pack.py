"""Placed components in; all of them beside one another out: the largest in the middle, small ones where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]

__all__ = ["ASPECT", "pack"]

#: The canvas of a desktop page is about this much wider than high.
ASPECT = 1.45
#: So many components are fitted in between, of so many nodes in all; others go in rows below.
_FITTED = 40
_FITTED_NODES = 1000
_BETWEEN = 26.0


def pack(parts: Sequence[Part]) -> None:
    """Move components so that none lies on another."""
    fitted, nodes = 0, 0
    for part in parts[:_FITTED]:
        nodes += len(part.nodes)
        fitted += nodes <= _FITTED_NODES
    fitted = max(1, fitted)
    taken = np.zeros((0, 4))
    for part in parts[:fitted]:
        part.points = part.points + _free_spot(_corners(part), taken)
        taken = np.vstack([taken, _corners(part), _along(part)])
    if parts[fitted:]:
        _in_rows(parts[fitted:], taken)


def _corners(part: Part) -> Numbers:
    return np.hstack([part.points - part.boxes / 2, part.points + part.boxes / 2])


def _along(part: Part) -> Numbers:
    """Return the room that lines take: a string of small squares along each."""
    lift = np.column_stack([np.zeros(len(part.nodes)), part.lifts * part.sides])
    start, end = ((part.points - lift)[ends] for ends in part.edges.T)
    along = np.concatenate([start * (1 - share) + end * share for share in np.linspace(0.05, 0.95, 13)])
    return np.hstack([along - 4, along + 4])


def _in_rows(parts: Sequence[Part], taken: Numbers) -> None:
    """Put components in rows below what is there, as wide as that is."""
    low, high = taken[:, :2].min(0), taken[:, 2:].max(0)
    area = sum(float(np.prod(np.ptp(_corners(part).reshape(-1, 2), axis=0) + _BETWEEN)) for part in parts)
    left, top = float(low[0]), float(high[1]) + _BETWEEN
    right = max(float(high[0]), left + (area * ASPECT) ** 0.5)
    x, bottom = left, top
    for part in parts:
        corners = _corners(part)
        first, last = corners[:, :2].min(0), corners[:, 2:].max(0)
        wide, high_part = (last - first).tolist()
        if x > left and x + wide > right:
            x, top = left, bottom + _BETWEEN
        part.points = part.points + (np.array([x, top]) - first)
        x += wide + _BETWEEN
        bottom = max(bottom, top + high_part)


def _free_spot(boxes: Numbers, taken: Numbers) -> Numbers:
    """Return the shift that brings boxes nearest to the middle of the taken ones, without touching any."""
    own_low, own_high = boxes[:, :2].min(0), boxes[:, 2:].max(0)
    if not len(taken):
        return np.asarray(-(own_low + own_high) / 2)
    low, high = taken[:, :2].min(0), taken[:, 2:].max(0)
    # On squared paper: a window as large as all of the component, so that it does not come to lie between the nodes of another.
    cell = max(10.0, float((high - low).max()) / 200)
    window = np.ceil((own_high - own_low) / cell).astype(np.int64)
    corner = low - 2 * _BETWEEN - (window + 1) * cell
    room = np.ceil((high - low + 4 * _BETWEEN) / cell).astype(np.int64) + 2 * window + 2
    covered = _covered(np.hstack([taken[:, :2] - _BETWEEN, taken[:, 2:] + _BETWEEN]), corner, cell, room)
    (wide, tall) = window.tolist()
    rows, columns = np.nonzero(covered[tall:, wide:] + covered[:-tall, :-wide] == covered[tall:, :-wide] + covered[:-tall, wide:])
    spots = corner + np.column_stack([columns, rows]) * cell
    # What counts is how far the picture must grow, in the shape of the canvas; then how far out the spot is.
    size = own_high - own_low
    grown = np.maximum(high, spots + size) - np.minimum(low, spots)
    across, down = ((spots + size / 2 - (low + high) / 2) / np.array([ASPECT, 1.0])).T
    best = np.lexsort((np.round(across * across + down * down), np.round(np.maximum(grown[:, 0] / ASPECT, grown[:, 1]))))[0]
    return np.asarray(spots[best] - own_low)


def _covered(boxes: Numbers, corner: Numbers, cell: float, room: Indices) -> Indices:
    """Return how many squares of the paper boxes cover, up and left of each of its corners."""
    first = np.floor((boxes[:, :2] - corner) / cell).astype(np.int64)
    last = np.ceil((boxes[:, 2:] - corner) / cell).astype(np.int64)
    edge = np.zeros((room[1] + 1, room[0] + 1), dtype=np.int64)
    for xs, ys, sign in ((first, first, 1), (last, first, -1), (first, last, -1), (last, last, 1)):
        np.add.at(edge, (ys[:, 1], xs[:, 0]), sign)
    sums = np.zeros((room[1] + 1, room[0] + 1), dtype=np.int64)
    sums[1:, 1:] = (edge.cumsum(0).cumsum(1) > 0)[:-1, :-1].cumsum(0).cumsum(1)
    return sums
