"""Places of nodes in; what is wrong with the picture out, as one number, for many small changes at once.

Boxes on boxes, lines through boxes and lines across lines each cost; long lines and
places outside the frame cost a little. A change moves a few nodes, so that only their
boxes and lines are looked at again. Everything is plain arithmetic on arrays, which
gives the same bits on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from claimgraph.views.layout.part import Part

    Numbers = NDArray[np.float64]
    Indices = NDArray[np.int64]

__all__ = ["Picture"]

#: What each kind of fault costs; a line across another is the unit.
_OVERLAP, _TOUCH, _CROSS, _LONG, _OUTSIDE, _OWN_LABEL = 12.0, 1.2, 1.0, 0.01, 12.0, 0.15
#: Room kept around boxes: between two of them, and beside a line.
_GAP = (12.0, 8.0)
_BESIDE = 3.0


class _Moved(NamedTuple):
    """What is to be looked at again when some nodes move: lines and boxes, and how much each pair counts."""

    nodes: Indices
    lines: Indices
    boxes: Indices
    cross: Numbers
    touch: Numbers
    graze: Numbers
    overlap: Numbers


class Picture:
    """The places of the nodes of one component, and what they cost."""

    def __init__(self, part: Part, wished: Numbers, frame: tuple[float, float]) -> None:
        """Look at a component in a frame of this width and height; `wished` are the lengths of its lines."""
        self.x, self.y = part.points.T.astype(np.float32)
        self.part, self.wished, self.frame = part, wished.astype(np.float32), frame
        self.one, self.two = part.edges[:, 0], part.edges[:, 1]
        self.labelled = part.labelled
        size = np.vstack([part.boxes, part.label_boxes])
        self._size = (size / 2).astype(np.float32)
        self.grow(1.0)
        count, lines = len(part.boxes), len(part.edges)
        self.lift = (part.lifts * part.sides).astype(np.float32)
        self._lines_of = [np.flatnonzero((self.one == n) | (self.two == n)) for n in range(count)]
        ends = part.edges
        self._shared = (ends[:, None, :, None] == ends[None, :, None, :]).any((2, 3))
        # Neither does a line run through the boxes at its own ends, nor through its own label.
        self._own = np.zeros((lines, len(size)), dtype=bool)
        self._own[np.arange(lines), self.one] = self._own[np.arange(lines), self.two] = True
        self._own[self.labelled, count + np.arange(len(self.labelled))] = True
        self._seen: dict[tuple[int, ...], _Moved] = {}

    def grow(self, share: float) -> None:
        """Take boxes, and the room around them, for this share of their size."""
        self.half_x, self.half_y = self._size.T * np.float32(share)
        self.gap = np.float32(_GAP[0] * share), np.float32(_GAP[1] * share)

    def moved(self, nodes: tuple[int, ...]) -> _Moved:
        """Return what these nodes take with them."""
        if nodes not in self._seen:
            self._seen[nodes] = self._find_moved(nodes)
        return self._seen[nodes]

    def _find_moved(self, nodes: tuple[int, ...]) -> _Moved:
        lines = np.unique(np.concatenate([self._lines_of[n] for n in nodes]))
        labels = np.flatnonzero(np.isin(self.labelled, lines))
        boxes = np.concatenate([np.array(nodes, dtype=np.int64), len(self.x) + labels])
        # A pair of which both move is met twice, and counts half each time.
        both_lines = np.isin(np.arange(len(self.one)), lines)
        both_boxes = np.isin(np.arange(len(self.half_x)), boxes)
        cross = np.where(self._shared[lines], 0.0, np.where(both_lines, 0.5, 1.0))
        touch = np.where(self._own[lines], 0.0, 1.0)
        graze = np.where(self._own[:, boxes].T | both_lines, 0.0, 1.0)
        overlap = np.where(np.arange(len(self.half_x)) == boxes[:, None], 0.0, np.where(both_boxes, 0.5, 1.0))
        weights = (weight.astype(np.float32) for weight in (cross, touch, graze, overlap))
        return _Moved(np.array(nodes, dtype=np.int64), lines, boxes, *weights)

    def work(self, moved: _Moved) -> int:
        """Return about how many numbers one try takes."""
        return len(moved.lines) * (len(self.one) + len(self.half_x)) + len(moved.boxes) * (len(self.one) + len(self.half_x))

    def costs(self, moved: _Moved, x: Numbers, y: Numbers) -> Numbers:
        """Return what each try costs in which the moved nodes are at a row of x and y: a number for each row."""
        tries = len(x)
        all_x, all_y = np.repeat(self.x[None], tries, 0), np.repeat(self.y[None], tries, 0)
        all_x[:, moved.nodes], all_y[:, moved.nodes] = x, y
        ends_y = all_y - self.lift
        lines = all_x[:, self.one], ends_y[:, self.one], all_x[:, self.two], ends_y[:, self.two]
        labels = self.labelled
        boxes = (
            np.concatenate([all_x, (lines[0][:, labels] + lines[2][:, labels]) / 2], 1),
            np.concatenate([all_y, (lines[1][:, labels] + lines[3][:, labels]) / 2], 1),
        )
        mine = tuple(end[:, moved.lines] for end in lines)
        faults = _CROSS * (_crossings(mine, lines) * moved.cross).sum((1, 2))
        faults += _TOUCH * (self._touches(mine, boxes, np.arange(len(self.half_x))) * moved.touch).sum((1, 2))
        own = boxes[0][:, moved.boxes], boxes[1][:, moved.boxes]
        faults += _TOUCH * (self._touches(lines, own, moved.boxes) * moved.graze.T).sum((1, 2))
        faults += _OVERLAP * (self._overlaps(own, boxes, moved.boxes) * moved.overlap).sum((1, 2))
        faults += self._lengths(mine, moved.lines) + self._outside(own, moved.boxes)
        return np.asarray(np.round(faults, 6))

    def _touches(self, lines: tuple[Numbers, ...], boxes: tuple[Numbers, Numbers], which: Indices) -> Numbers:
        """Return how deep each line runs through each box: 0, or from 1 at its rim to 2 in its middle."""
        ax, ay, bx, by = (end[:, :, None] for end in lines)
        wide, high = self.half_x[which] + _BESIDE, self.half_y[which] + _BESIDE
        from_x, from_y = boxes[0][:, None, :] - (ax + bx) / 2, boxes[1][:, None, :] - (ay + by) / 2
        along_x, along_y = (bx - ax) / 2, (by - ay) / 2
        length = np.sqrt(along_x * along_x + along_y * along_y) + 1e-9
        steep, flat = along_y / length, along_x / length
        # Apart if they are apart seen along x, along y, or along the line.
        over = wide * np.abs(steep) + high * np.abs(flat) - np.abs(from_x * steep - from_y * flat)
        over = np.minimum(over, wide + np.abs(along_x) - np.abs(from_x))
        over = np.minimum(over, high + np.abs(along_y) - np.abs(from_y))
        return np.where(over > 0, 1 + over / np.minimum(wide, high), 0)

    def _overlaps(self, own: tuple[Numbers, Numbers], boxes: tuple[Numbers, Numbers], which: Indices) -> Numbers:
        over_x = (self.half_x[which, None] + self.half_x + self.gap[0]) - np.abs(own[0][:, :, None] - boxes[0][:, None, :])
        over_y = (self.half_y[which, None] + self.half_y + self.gap[1]) - np.abs(own[1][:, :, None] - boxes[1][:, None, :])
        over = np.minimum(over_x, over_y)
        return np.where(over > 0, over / 40 + np.float32(0.3), 0)

    def _lengths(self, mine: tuple[Numbers, ...], lines: Indices) -> Numbers:
        ax, ay, bx, by = mine
        length = np.sqrt((ax - bx) ** 2 + (ay - by) ** 2) / self.wished[lines]
        # Steep lines at a node run through its own label, where that is on their side.
        return np.asarray((_LONG * np.maximum(length - 0.7, 0) ** 2).sum(1))

    def _outside(self, own: tuple[Numbers, Numbers], which: Indices) -> Numbers:
        over = np.maximum(np.abs(own[0]) + self.half_x[which] - self.frame[0] / 2, 0)
        over = over + np.maximum(np.abs(own[1]) + self.half_y[which] - self.frame[1] / 2, 0)
        return np.asarray((_OUTSIDE * over / 40).sum(1))


def _crossings(mine: tuple[Numbers, ...], lines: tuple[Numbers, ...]) -> Numbers:
    """Return 1.0 for each pair of lines that cross."""
    ax, ay, bx, by = (end[:, :, None] for end in mine)
    cx, cy, dx, dy = (end[:, None, :] for end in lines)
    along_x, along_y = bx - ax, by - ay
    across_x, across_y = dx - cx, dy - cy
    from_x, from_y = cx - ax, cy - ay
    whole = along_x * across_y - along_y * across_x
    first = from_x * across_y - from_y * across_x
    second = from_x * along_y - from_y * along_x
    sign = np.sign(whole)
    whole, first, second = whole * sign, first * sign, second * sign
    return ((first > 0) & (first < whole) & (second > 0) & (second < whole)).astype(np.float32)
