"""Placed components in; all of them beside one another out: the largest in the middle, small ones where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]

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
    half, middle = (own_high - own_low) / 2, (own_low + own_high) / 2
    if not len(taken):
        return np.asarray(-middle)
    low, high = taken[:, :2].min(0), taken[:, 2:].max(0)
    # The whole of a component is kept clear, so that none lies in between the nodes of another.
    step = max(20.0, float((high - low).max()) / 60)
    xs, ys = (np.arange(low[k] - 2 * half[k] - 60, high[k] + 2 * half[k] + 60, step) for k in (0, 1))
    spots = np.column_stack([np.tile(xs, len(ys)), np.repeat(ys, len(xs))])
    # What counts is how far the picture must grow, in the shape of the canvas; then how far out the spot is.
    grown = np.maximum(high, spots + half) - np.minimum(low, spots - half)
    size = np.maximum(grown[:, 0] / ASPECT, grown[:, 1])
    across, down = (spots[:, 0] - (low + high)[0] / 2) / ASPECT, spots[:, 1] - (low + high)[1] / 2
    room = half + _BETWEEN + (taken[:, 2:] - taken[:, :2]) / 2
    centres = (taken[:, :2] + taken[:, 2:]) / 2
    order = np.lexsort((np.round(across * across + down * down), np.round(size)))
    for start in range(0, len(order), 64):  # many at once are quicker than one, and the first ones are likely
        some = spots[order[start : start + 64]]
        free = (np.abs(centres - some[:, None]) >= room).any(2).all(1)
        if free.any():
            return np.asarray(some[free.argmax()] - middle)
    return np.asarray(np.array([middle[0], high[1] + half[1] + 40]) - middle)
