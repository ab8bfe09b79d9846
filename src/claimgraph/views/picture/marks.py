"""Symbols, frames, lines, arrowheads and letters in; pieces of SVG out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.exports.xmltext import escape_xml
from claimgraph.views.picture.lettering import LINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimgraph.views.look import Look
    from claimgraph.views.picture.curves import Curve
    from claimgraph.views.picture.shapes import Box, Point

__all__ = ["Ink", "element", "number", "text"]

#: How far the head of an arrow reaches back.
_HEADS = {"closed": 10.0, "diamond": 13.0, "open": 1.0, "bar": 1.0}
#: The share of a letter's size by which its middle lies above the line it stands on.
_MIDDLE = 0.36


def number(value: float) -> str:
    """Write a number as short as a picture needs it.

    >>> number(3.0), number(-0.04), number(1.26)
    ('3', '0', '1.3')
    """
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def element(name: str, *inside: str, **attributes: float | str | None) -> str:
    """Write an element; what is inside is markup, attributes are text; those that are None are left out.

    >>> element("rect", x=1.5, stroke_width=2, rx=None), element("g", element("title", "A &amp; B"))
    ('<rect x="1.5" stroke-width="2"/>', '<g><title>A &amp; B</title></g>')
    """
    given = {key.replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{escape_xml(value) if isinstance(value, str) else number(value)}"' for key, value in given.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, x: float, y: float, size: float, colour: str, *, anchor: str | None = None, bold: bool = False) -> str:
    """Write a line of text whose letters stand around the height `y`."""
    weight = "600" if bold else None
    return element(
        "text", escape_xml(words), x=x, y=y + size * _MIDDLE, font_size=size, fill=colour, text_anchor=anchor, font_weight=weight
    )


class Ink(NamedTuple):
    """The table of looks in one theme; draws whatever has a row in it."""

    look: Look
    theme: str

    def page(self, name: str) -> str:
        """Return a colour of the page."""
        return str(self.look["page"][name][self.theme])

    def line_colour(self, name: str) -> str:
        """Return the colour of a kind of line."""
        return str(self.look["lines"][name][self.theme])

    def is_value(self, kind: str) -> bool:
        """Tell whether things of a kind are drawn as text in a frame."""
        return kind in self.look["values"]

    def symbol(self, kind: str, x: float, y: float, size: float) -> str:
        """Draw the symbol of a kind of node."""
        row = self.look["kinds"].get(kind) or self.look["kinds"]["other"]
        fill, rim = row[self.theme], self.page("canvas")
        if row["outline"] == "circle":
            return element("circle", cx=x, cy=y, r=size, fill=fill, stroke=rim, stroke_width=1.5)
        path = _path([(x + u * size, y + v * size) for u, v in row["outline"]])
        return element("path", d=f"{path}Z", fill=fill, stroke=rim, stroke_width=1.5, stroke_linejoin="round")

    def frame(self, kind: str, box: Box) -> str:
        """Draw the frame of a value."""
        style = self.look["values"].get(kind, "square")
        radius = 3 if style == "square" else min(12, box.height / 2)
        return element("rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=radius, fill=self.page("card"),
                       stroke=self.page("quiet"), stroke_width=1.2, stroke_dasharray="4 3" if style == "dashed" else None)  # fmt: skip

    def plate(self, box: Box) -> str:
        """Draw the ground under a text that lines pass."""
        return element("rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=3, fill=self.page("canvas"))

    def line(self, name: str, curve: Curve, *, main: bool, opinion: bool) -> list[str]:
        """Draw a line: its colour, dashes and head say how firmly a claim is put, a ball at its start that it is an opinion."""
        colour, row = self.line_colour(name), self.look["lines"][name]
        if not main:
            return [_stroke(curve, colour, 1.1, [1, 4])]
        length = max(1.0, curve.length())
        stop = curve.share_of_length(max(0.1, 1 - _HEADS[row["head"]] / length))
        ball = [element("circle", cx=curve.start[0], cy=curve.start[1], r=4.2, fill=colour)] if opinion else []
        return [_stroke(curve.part(0, stop), colour, 1.7, row["dashes"]), _head(row["head"], curve, length, colour), *ball]

    def letters(self, lines: Sequence[str], box: Box, size: float, colour: str, *, bold: bool) -> list[str]:
        """Write lines of text in the middle of a box, down to its lower edge."""
        x, top = (box.left + box.right) / 2, box.bottom - len(lines) * size * LINE
        return [
            text(line, x, top + (count + 0.5) * size * LINE, size, colour, anchor="middle", bold=bold) for count, line in enumerate(lines)
        ]


def _stroke(curve: Curve, colour: str, width: float, dashes: Sequence[float]) -> str:
    start, one, two, end = (_pair(point) for point in curve)
    dashing = " ".join(map(number, dashes)) or None
    return element("path", d=f"M{start}C{one} {two} {end}", fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dashing)


def _head(kind: str, curve: Curve, length: float, colour: str) -> str:
    """Draw the head of an arrow at the end of a curve, in the direction that its last bit has."""
    tip = curve.end
    back = curve.at(curve.share_of_length(max(0.0, 1 - 10 / length)))
    angle = math.atan2(tip[1] - back[1], tip[0] - back[0])

    def at(along: float, across: float) -> Point:
        return tip[0] + along * math.cos(angle) - across * math.sin(angle), tip[1] + along * math.sin(angle) + across * math.cos(angle)

    if kind == "bar":
        return element("path", d=_path([at(-1, -7), at(-1, 7)]), fill="none", stroke=colour, stroke_width=3)
    if kind == "open":
        vee = _path([at(-9, -4.6), at(-0.5, 0), at(-9, 4.6)])
        return element("path", d=vee, fill="none", stroke=colour, stroke_width=1.8, stroke_linejoin="round")
    corners: Mapping[str, list[Point]] = {
        "closed": [at(0, 0), at(-11, -4.4), at(-11, 4.4)],
        "diamond": [at(0, 0), at(-7, -4.6), at(-14, 0), at(-7, 4.6)],
    }
    return element("path", d=f"{_path(corners[kind])}Z", fill=colour)


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(map(_pair, points))


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
