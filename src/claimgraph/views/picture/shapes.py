"""Boxes, and a grid that finds those near a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Box", "Grid", "Point", "around"]

Point = tuple[float, float]


class Box(NamedTuple):
    """An upright box; y goes down, as on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height."""
        return self.bottom - self.top

    def holds(self, point: Point, reach: float = 0) -> bool:
        """Tell whether a point is inside, or less than `reach` outside."""
        x, y = point
        return self.left - reach < x < self.right + reach and self.top - reach < y < self.bottom + reach

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def grown(self, by: float) -> Box:
        """Return the box with a margin on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all; an empty one at the origin where there are none."""
    found = list(boxes) or [Box(0, 0, 0, 0)]
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Grid:
    """Boxes with a name each, found by place without a look at all of them."""

    def __init__(self, cell: float = 80) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[tuple[Box, str]]] = {}

    def add(self, box: Box, name: str) -> None:
        """Add a box."""
        for key in self._keys(box):
            self._cells.setdefault(key, []).append((box, name))

    def near(self, box: Box) -> Iterator[tuple[Box, str]]:
        """Yield the boxes that share ground with a box; one may come twice."""
        for key in self._keys(box):
            for other, name in self._cells.get(key, ()):
                if other.meets(box):
                    yield other, name

    def at(self, point: Point, reach: float = 0) -> Iterator[str]:
        """Yield the names of the boxes that hold a point, or are less than `reach` away."""
        x, y = point
        for _, name in self.near(Box(x, y, x, y).grown(reach or 0.01)):
            yield name

    def _keys(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // self._cell), int(box.right // self._cell) + 1):
            for row in range(int(box.top // self._cell), int(box.bottom // self._cell) + 1):
                yield column, row
