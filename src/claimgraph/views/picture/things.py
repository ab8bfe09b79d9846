"""Nodes as they are drawn in; their symbols, frames and lettering out, with the ground that each takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.views.picture.lettering import LINE, text_width
from claimgraph.views.picture.shapes import Box, Grid, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimgraph.views.picture.shapes import Point

__all__ = ["HEAD_SIZE", "Thing", "find_overlaps", "place_things"]

#: The size of the predicate that stands above a value.
HEAD_SIZE = 13
#: From this size on, letters are bold.
BOLD_FROM = 21
_GAP = 5


class Thing(NamedTuple):
    """A node with its place: a symbol (`size` is its radius) and letters, or a value in its frame."""

    id: str
    kind: str
    x: float
    y: float
    size: float
    lines: list[str]
    font: float
    head: str
    body: Box
    letters: Box

    @property
    def is_value(self) -> bool:
        """Whether this is the value of a claim, written in a frame."""
        return not self.size

    @property
    def bold(self) -> bool:
        """Whether the letters are bold."""
        return self.font >= BOLD_FROM

    @property
    def ground(self) -> Box:
        """Everything that the thing takes."""
        return around([self.body, self.letters])

    def covers(self, point: Point, reach: float = 3) -> bool:
        """Tell whether a point lies on the symbol, the frame or the letters."""
        if self.letters.holds(point, reach):
            return True
        if self.is_value:
            return self.body.holds(point, reach)
        return (point[0] - self.x) ** 2 + (point[1] - self.y) ** 2 < (self.size * 1.1 + reach) ** 2


def place_things(nodes: Iterable[dict[str, Any]], stretch: float = 1) -> list[Thing]:
    """Return the things, moved apart by a factor; in a large graph, those that are drawn first, where they stand then."""
    return [_thing(node, stretch) for node in nodes]


def _thing(node: dict[str, Any], stretch: float) -> Thing:
    left, top = node.get("first") or (node["x"], node["y"])
    x, y = left * stretch, top * stretch
    size, font, head = node["size"], node["fontSize"], node.get("head", "")
    lines = node["label"].split("\n")
    width = max(text_width(line, font, bold=font >= BOLD_FROM) for line in lines)
    height = len(lines) * font * LINE
    if not size:
        above = HEAD_SIZE + 2 if head else 0
        half, tall = max(width, text_width(head, HEAD_SIZE)) / 2 + 8, (height + above) / 2 + 5
        frame = Box(x - half, y - tall, x + half, y + tall)
        return Thing(node["id"], node["kind"], x, y, 0, lines, font, head, frame, frame)
    start = y - size * 1.1 - _GAP - height if node.get("above") else y + size * 1.1 + _GAP - 1
    letters = Box(x - width / 2, start, x + width / 2, start + height)
    reach = size * 1.1
    return Thing(node["id"], node["kind"], x, y, size, lines, font, head, Box(x - reach, y - reach, x + reach, y + reach), letters)


def find_overlaps(things: Sequence[Thing]) -> list[tuple[str, str]]:
    """Return the pairs of things of which one stands on another."""
    grid = Grid()
    parts = [(box, thing.id) for thing in things for box in (thing.body, thing.letters)]
    found: set[tuple[str, str]] = set()
    for box, name in parts:
        found.update((min(name, other), max(name, other)) for _, other in grid.near(box) if other != name)
        grid.add(box, name)
    return sorted(found)
