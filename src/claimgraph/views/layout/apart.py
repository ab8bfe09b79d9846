"""Boxes that lie on one another in; the same boxes, pushed as far apart as they must be, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]

__all__ = ["bounds", "clear", "push_apart", "spread"]

_GAP = np.array([14.0, 10.0])
#: Pairs that are this near are looked at, for so many rounds, before they are found anew.
_NEAR = 60.0
_KEPT = 4


def spread(part: Part, points: Numbers, rounds: int) -> Numbers:
    """Push the boxes of a component apart; a label in the middle of a line takes its room too, and moves with its ends."""
    if not len(part.labelled):
        return push_apart(points, part.boxes, rounds)
    boxes, ends, count = np.vstack([part.boxes, part.label_boxes]), part.edges[part.labelled], len(points)
    for _ in range(max(1, rounds // 15)):
        middles = (points[ends[:, 0]] + points[ends[:, 1]]) / 2
        pushed = push_apart(np.vstack([points, middles]), boxes, 15)
        points, moved = pushed[:count], pushed[count:] - middles
        if not moved.any():
            break
        for end in ends.T:
            np.add.at(points, end, 0.4 * moved)
    return push_apart(points, part.boxes, rounds)


def push_apart(points: Numbers, boxes: Numbers, rounds: int) -> Numbers:
    """Move boxes until none lies on another, each time along the shorter way out."""
    points = points.copy()
    half = (boxes + _GAP) / 2
    for number in range(rounds):
        if number % _KEPT == 0:
            one, two = _near_pairs(points, half)
        between = points[one] - points[two]
        overlap = half[one] + half[two] - np.abs(between)
        hit = np.flatnonzero((overlap > 0.01).all(1))
        if not len(hit):
            if number % _KEPT == 0:
                break
            continue
        over, a, b = overlap[hit], one[hit], two[hit]
        # Two on one spot part by their order, or they would never part.
        sign = np.where(between[hit] >= 0, 1.0, -1.0)
        sideways = over[:, 0] < over[:, 1]
        push = 0.5 * sign * over * np.column_stack([sideways, ~sideways])
        crowd = np.sqrt(np.maximum(1, np.bincount(np.concatenate([a, b]), minlength=len(points))))[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(a, push[:, axis] / crowd[a, 0], len(points))
            points[:, axis] -= np.bincount(b, push[:, axis] / crowd[b, 0], len(points))
    return points


def clear(part: Part, points: Numbers) -> Numbers:
    """Push the boxes of a component apart until none lies on another; where they are too many, with more room each time."""
    for _ in range(30):
        points = spread(part, points, 120)
        if not _overlap(points, part.boxes):
            break
        points = points * 1.06
    return points


def _overlap(points: Numbers, boxes: Numbers) -> bool:
    one, two = _near_pairs(points, boxes / 2)
    return bool((np.abs(points[one] - points[two]) < (boxes[one] + boxes[two]) / 2 + 2).all(1).any())


def bounds(points: Numbers, boxes: Numbers) -> tuple[Numbers, Numbers]:
    """Return the upper left and the lower right corner of all boxes."""
    return np.asarray((points - boxes / 2).min(0)), np.asarray((points + boxes / 2).max(0))


def _near_pairs(points: Numbers, half: Numbers) -> tuple[Indices, Indices]:
    """Return the pairs of boxes that are near each other, the first number always the smaller."""
    order = np.argsort(points[:, 0], kind="stable")
    x = points[order, 0]
    # All that begin within reach of the widest box, to the right of each.
    last = np.searchsorted(x, x + half[order, 0] + half[:, 0].max() + _NEAR, side="right")
    counts = last - np.arange(1, len(x) + 1)
    left = np.repeat(np.arange(len(x)), counts)
    right = np.arange(len(left)) - np.repeat(np.cumsum(counts) - counts, counts) + left + 1
    one, two = order[left], order[right]
    near = (np.abs(points[one] - points[two]) < half[one] + half[two] + _NEAR).all(1)
    one, two = one[near], two[near]
    low, high = np.minimum(one, two), np.maximum(one, two)
    sorted_pairs = np.lexsort((high, low))
    return low[sorted_pairs], high[sorted_pairs]
