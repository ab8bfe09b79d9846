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

    Numbers = NDArray[np.floating]
    Indices = NDArray[np.int64]

__all__ = ["Moved", "Picture"]

#: What each kind of fault costs; a line across another is the unit.
_OVERLAP, _TOUCH, _CROSS, _OUTSIDE, _LONG = 12.0, 0.8, 1.0, 12.0, 0.01
#: Room kept around boxes: between two of them, and beside a line.
_GAP = (12.0, 8.0)
_BESIDE = 3.0


class Moved(NamedTuple):
    """What is to be looked at again when some nodes move: lines and boxes, and how much each pair counts."""

    nodes: Indices
    lines: Indices
    boxes: Indices
    line_line: Numbers
    line_box: Numbers
    box_line: Numbers
    box_box: Numbers


class _Rows(NamedTuple):
    """Lines or boxes, a row for each try: middles and half extents; of lines the y extent has a sign."""

    x: Numbers
    y: Numbers
    half_x: Numbers
    half_y: Numbers

    def take(self, columns: Indices) -> _Rows:
        return _Rows(*(part[..., columns] for part in self))


class Picture:
    """The places of the nodes of one component, and what they cost."""

    def __init__(self, part: Part, wished: Numbers, frame: tuple[float, float]) -> None:
        """Look at a component in a frame of this width and height; `wished` are the lengths of its lines."""
        self.x, self.y = part.points.T.astype(np.float32)
        self.wished, self.frame = wished.astype(np.float32), frame
        self.one, self.two = part.edges.T
        self._lifts, self._labelled = part.lifts, part.labelled
        self._sizes = (np.vstack([part.boxes, part.label_boxes]) / 2).astype(np.float32)
        count, lines = len(part.boxes), len(part.edges)
        self.lines_of = [np.flatnonzero((self.one == n) | (self.two == n)) for n in range(count)]
        ends = part.edges
        self._apart = ~(ends[:, None, :, None] == ends[None, :, None, :]).any((2, 3))
        # Neither does a line run through the boxes at its own ends, nor through its own label.
        self._foreign = np.ones((lines, len(self._sizes)), dtype=bool)
        self._foreign[np.arange(lines), self.one] = self._foreign[np.arange(lines), self.two] = False
        self._foreign[self._labelled, count + np.arange(len(self._labelled))] = False
        self._seen: dict[tuple[int, ...], Moved] = {}
        self.grow(1.0)
        self.turn_labels(part.sides)

    def grow(self, share: float) -> None:
        """Take boxes, and the room around them, for this share of their size."""
        self._half = self._sizes * np.float32(share)
        self._gap = (np.array(_GAP) * share).astype(np.float32)

    def turn_labels(self, sides: Numbers) -> None:
        """Put labels above their symbols where a side is -1."""
        self._lift = (self._lifts * sides).astype(np.float32)

    def moved(self, nodes: tuple[int, ...]) -> Moved:
        """Return what these nodes take with them."""
        if nodes not in self._seen:
            self._seen[nodes] = self._find_moved(nodes)
        return self._seen[nodes]

    def _find_moved(self, nodes: tuple[int, ...]) -> Moved:
        lines = np.unique(np.concatenate([self.lines_of[n] for n in nodes]))
        labels = np.flatnonzero(np.isin(self._labelled, lines))
        boxes = np.concatenate([np.array(nodes, dtype=np.int64), len(self.x) + labels])
        # A pair of which both move is met twice, and counts half each time; a line of them and a box once.
        both_lines = np.isin(np.arange(len(self.one)), lines)
        both_boxes = np.isin(np.arange(len(self._sizes)), boxes)
        line_line = self._apart[lines] * np.where(both_lines, 0.5, 1.0)
        box_line = (self._foreign[:, boxes] & ~both_lines[:, None]).T
        box_box = (np.arange(len(self._sizes)) != boxes[:, None]) * np.where(both_boxes, 0.5, 1.0)
        weights = (weight.astype(np.float64) for weight in (line_line, self._foreign[lines], box_line, box_box))
        return Moved(np.array(nodes, dtype=np.int64), lines, boxes, *weights)

    def work(self, moved: Moved) -> int:
        """Return about how many pairs one try looks at."""
        return (len(moved.lines) + len(moved.boxes)) * (len(self.one) + len(self._sizes))

    def costs(self, moved: Moved, x: Numbers, y: Numbers) -> Numbers:
        """Return what each try costs in which the moved nodes are at a row of x and y: a number for each row."""
        all_x, all_y = np.repeat(self.x[None], len(x), 0), np.repeat(self.y[None], len(x), 0)
        all_x[:, moved.nodes], all_y[:, moved.nodes] = x, y
        lines, boxes = self._rows(all_x, all_y)
        own_lines, own_boxes = lines.take(moved.lines), boxes.take(moved.boxes)
        faults = _CROSS * _total(_crossings(own_lines, lines), moved.line_line, len(x))
        faults += _TOUCH * _total(_touches(boxes, own_lines), moved.line_box.T, len(x))
        faults += _TOUCH * _total(_touches(own_boxes, lines), moved.box_line, len(x))
        faults += _OVERLAP * _total(_overlaps(own_boxes, boxes, self._gap), moved.box_box, len(x))
        faults += self._lengths(own_lines, moved.lines) + self._outside(own_boxes)
        return np.asarray(np.round(faults, 5))

    def troubles(self) -> Numbers:
        """Return how much is wrong with each node: its lines, or its box."""
        lines, boxes = self._rows(self.x[None], self.y[None])
        count, size = len(self.x), (len(self._sizes), len(self.one))
        _, one, two, _ = _crossings(lines, lines)
        _, box, line, _ = _touches(boxes, lines)
        foreign = self._foreign[line, box]
        on_lines = np.bincount(one[self._apart[one, two]], minlength=size[1]) + np.bincount(line[foreign], minlength=size[1])
        _, one, two, _ = _overlaps(boxes, boxes, self._gap)
        on_boxes = np.bincount(box[foreign], minlength=size[0]) + np.bincount(one[one != two], minlength=size[0])
        on_lines[self._labelled] += on_boxes[count:]
        return np.asarray(on_boxes[:count] + np.bincount(self.one, on_lines, count) + np.bincount(self.two, on_lines, count))

    def _rows(self, x: Numbers, y: Numbers) -> tuple[_Rows, _Rows]:
        """Return all lines, and all boxes, those of labels on lines last."""
        ends_y = y - self._lift
        ax, ay, bx, by = x[:, self.one], ends_y[:, self.one], x[:, self.two], ends_y[:, self.two]
        half_x, half_y = (bx - ax) / 2, (by - ay) / 2
        lines = _Rows(ax + half_x, ay + half_y, np.abs(half_x), np.where(half_x < 0, -half_y, half_y))
        label_x, label_y = lines.x[:, self._labelled], lines.y[:, self._labelled]
        boxes = _Rows(np.concatenate([x, label_x], 1), np.concatenate([y, label_y], 1), *self._half.T)
        return lines, boxes

    def _lengths(self, lines: _Rows, which: Indices) -> Numbers:
        length = 2 * np.sqrt(lines.half_x * lines.half_x + lines.half_y * lines.half_y) / self.wished[which]
        return np.asarray((_LONG * np.maximum(length - np.float32(0.7), 0) ** 2).sum(1, dtype=np.float64))

    def _outside(self, boxes: _Rows) -> Numbers:
        over = np.maximum(np.abs(boxes.x) + boxes.half_x - np.float32(self.frame[0] / 2), 0)
        over += np.maximum(np.abs(boxes.y) + boxes.half_y - np.float32(self.frame[1] / 2), 0)
        return np.asarray(_OUTSIDE / 40 * over.sum(1, dtype=np.float64))


#: Which try, which of the first, which of the second, and how bad it is.
_Found = tuple["Indices", "Indices", "Indices", "Numbers"]


def _total(found: _Found, weights: Numbers, tries: int) -> Numbers:
    row, one, two, depth = found
    return np.bincount(row, weights[one, two] * depth, tries).astype(np.float64)


def _near(one: _Rows, two: _Rows, more_x: Numbers, more_y: Numbers) -> tuple[Indices, Indices, Indices, Numbers, Numbers]:
    """Return the pairs whose rectangles meet, with how far apart their middles are."""
    between_x, between_y = two.x[:, None, :] - one.x[:, :, None], two.y[:, None, :] - one.y[:, :, None]
    near = (np.abs(between_x) < more_x) & (np.abs(between_y) < more_y)
    found = np.flatnonzero(near)
    pair, second = np.divmod(found, near.shape[2])
    row, first = np.divmod(pair, near.shape[1])
    return row, first, second, between_x.ravel()[found], between_y.ravel()[found]


def _touches(boxes: _Rows, lines: _Rows) -> _Found:
    """Return where lines run through boxes, and how deep: from 1 at the rim to 2 in the middle."""
    wide, high = boxes.half_x + _BESIDE, boxes.half_y + _BESIDE
    more_x, more_y = wide[:, None] + lines.half_x[:, None, :], high[:, None] + np.abs(lines.half_y)[:, None, :]
    row, box, line, between_x, between_y = _near(boxes, lines, more_x, more_y)
    along_x, along_y = lines.half_x[row, line], lines.half_y[row, line]
    length = np.sqrt(along_x * along_x + along_y * along_y) + np.float32(1e-6)
    over = (wide[box] * np.abs(along_y) + high[box] * along_x - np.abs(between_x * along_y - between_y * along_x)) / length
    hit = over > 0
    row, box, line = row[hit], box[hit], line[hit]
    over = np.minimum(over[hit], more_x[row, box, line] - np.abs(between_x[hit]))
    over = np.minimum(over, more_y[row, box, line] - np.abs(between_y[hit]))
    return row, box, line, 1 + over / np.minimum(wide, high)[box]


def _overlaps(one: _Rows, two: _Rows, gap: Numbers) -> _Found:
    """Return which boxes lie on one another, and how bad it is."""
    more_x, more_y = one.half_x[:, None] + two.half_x + gap[0], one.half_y[:, None] + two.half_y + gap[1]
    row, first, second, between_x, between_y = _near(one, two, more_x, more_y)
    over = np.minimum(more_x[first, second] - np.abs(between_x), more_y[first, second] - np.abs(between_y))
    return row, first, second, np.float32(0.3) + over / 40


def _crossings(one: _Rows, two: _Rows) -> _Found:
    """Return which lines cross."""
    more_x = one.half_x[:, :, None] + two.half_x[:, None, :]
    more_y = np.abs(one.half_y)[:, :, None] + np.abs(two.half_y)[:, None, :]
    row, first, second, between_x, between_y = _near(one, two, more_x, more_y)
    ax, ay, bx, by = one.half_x[row, first], one.half_y[row, first], two.half_x[row, second], two.half_y[row, second]
    # From the middles: they cross if neither middle is farther from the other line than the line reaches.
    whole = np.abs(ax * by - ay * bx)
    hit = (np.abs(between_x * ay - between_y * ax) < whole) & (np.abs(between_x * by - between_y * bx) < whole)
    row = row[hit]
    return row, first[hit], second[hit], np.ones(len(row))
