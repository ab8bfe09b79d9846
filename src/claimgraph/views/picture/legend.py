"""What a picture shows, counted, in; its legend out: kinds of things, and how firmly claims are put."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.views.picture.curves import arc
from claimgraph.views.picture.lettering import text_width
from claimgraph.views.picture.marks import element, text
from claimgraph.views.picture.shapes import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from claimgraph.views.picture.marks import Ink
    from claimgraph.views.picture.routes import Line
    from claimgraph.views.picture.things import Thing

__all__ = ["CAPTION", "GONE", "draw_legend", "kind_name"]

_SIZE = 13
_ROW = 26
CAPTION = 170
_NAMES = {"Word": "fixed word", "Text": "text", "other": "other"}


class _Entry(NamedTuple):
    """A line of the legend: what draws its sign (at a place), how wide that is, a name, a number."""

    sign: Callable[[float, float], str]
    wide: float
    name: str
    number: int

    @property
    def width(self) -> float:
        return self.wide + 8 + text_width(f"{self.name} {self.number:,}", _SIZE) + 26


def kind_name(kind: str) -> str:
    """Return what a reader calls a kind.

    >>> kind_name("NewsArticle"), kind_name("Word")
    ('News article', 'Fixed word')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _NAMES.get(kind, kind))
    return spaced[:1].upper() + spaced[1:].lower()


def draw_legend(
    things: Sequence[Thing],
    lines: Sequence[Line],
    ink: Ink,
    corner: tuple[float, float],
    width: float,
    names: Mapping[str, str] = {},
) -> tuple[list[str], float]:
    """Return the pieces of the legend below a corner, and its height; only what occurs is in it. `names` are words for kinds."""
    groups = {"What is drawn": _kinds(things, ink, names), "How firmly it is claimed": _firmness(lines, ink)}
    pieces: list[str] = []
    left, y = corner
    for caption, entries in groups.items():
        if not entries:
            continue
        pieces.append(text(caption, left, y + _ROW / 2, _SIZE, ink.page("quiet"), bold=True))
        x = left + CAPTION
        for entry in entries:
            if x + entry.width > left + width and x > left + CAPTION:
                x, y = left + CAPTION, y + _ROW
            pieces.append(_entry(entry, x, y + _ROW / 2, ink))
            x += entry.width
        y += _ROW + 6
    return pieces, y - corner[1]


def _entry(entry: _Entry, x: float, y: float, ink: Ink) -> str:
    after = x + entry.wide + 8
    name = text(entry.name, after, y, _SIZE, ink.page("text"))
    count = text(f"{entry.number:,}", after + text_width(f"{entry.name} ", _SIZE) + 2, y, _SIZE, ink.page("quiet"))
    return element("g", entry.sign(x, y), name, count)


def _kinds(things: Iterable[Thing], ink: Ink, names: Mapping[str, str]) -> list[_Entry]:
    counts = collections.Counter(thing.kind for thing in things)
    order = {kind: place for place, kind in enumerate([*ink.look["kinds"], *ink.look["values"]])}
    return [
        _Entry(_sign(kind, ink), 22, kind_name(names.get(kind, kind)), count)
        for kind, count in sorted(counts.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))
    ]


def _sign(kind: str, ink: Ink) -> Callable[[float, float], str]:
    if ink.is_value(kind):
        return lambda x, y: ink.frame(kind, Box(x, y - 7, x + 22, y + 7))
    return lambda x, y: ink.symbol(kind, x + 11, y, 8)


def _firmness(lines: Iterable[Line], ink: Ink) -> list[_Entry]:
    """Count claims, each once however many statements it makes."""
    drawn = [line for line in lines if line.main]
    looks = {line.claim["id"]: line.look for line in drawn}
    counts = collections.Counter(looks.values())
    entries = [_Entry(_line_sign(look, ink), 44, look.capitalize(), counts[look]) for look in ink.look["lines"] if counts[look]]
    marked = {
        "Opinion": ({line.claim["id"] for line in drawn if line.opinion}, _line_sign("asserted", ink, opinion=True)),
        "No longer holds": ({line.claim["id"] for line in drawn if line.gone}, _line_sign("asserted", ink, gone=True)),
    }
    return entries + [_Entry(sign, 44, name, len(claims)) for name, (claims, sign) in marked.items() if claims]


def _line_sign(look: str, ink: Ink, *, opinion: bool = False, gone: bool = False) -> Callable[[float, float], str]:
    def draw(x: float, y: float) -> str:
        pieces = ink.line(look, arc((x + (5 if opinion else 0), y), (x + 44, y), 0), main=True, opinion=opinion)
        return element("g", *pieces, opacity=GONE if gone else None)

    return draw


#: How faint a claim is that no longer holds.
GONE = "0.4"
