"""Edges and the things that they join in; the curve that each is drawn along out.

Edges between the same two things keep apart; any edge gives way to things that are not its
own where a bend lets it; and it ends where the symbol or the letters of its own things begin.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.views.look import line_name
from claimgraph.views.picture.curves import Curve, arc, cut_ends, cut_loop, loop
from claimgraph.views.picture.shapes import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimgraph.views.look import Look
    from claimgraph.views.picture.things import Thing

__all__ = ["Line", "route_edges"]

#: Bends that are tried, in the units of the picture, the straight line first; where none will do, again with a lean.
_BENDS = (0, 14, -14, 28, -28, 44, -44, 64, -64, 90, -90, 120, -120, 155, -155)
_LEANS = (0, -0.5, 0.5, -0.8, 0.8)
#: A bend may be this share of the distance, at most.
_STEEPEST = 0.45
_APART = 13
#: How much worse it is to be on a thing, for each step, than to be a unit off the straight line.
_ON_THINGS = 10
_GONE = {"superseded", "retracted"}


class Line(NamedTuple):
    """An edge with its curve: `look` names its row in the table of lines."""

    id: str
    claim: Mapping[str, Any]
    curve: Curve
    look: str
    text: str
    score: bool
    main: bool

    @property
    def gone(self) -> bool:
        """Whether the claim no longer holds: another took its place, or it was taken back."""
        return not _GONE.isdisjoint(self.claim["status"])

    @property
    def opinion(self) -> bool:
        """Whether the claim is put as an opinion."""
        return bool(self.claim["stance"] == "opinion")


def route_edges(
    edges: Iterable[dict[str, Any]], things: Sequence[Thing], claims: Mapping[str, Mapping[str, Any]], look: Look, *, careful: bool
) -> list[Line]:
    """Return the lines, in the order of the edges; those of things or claims that are not there are left out.

    Where not `careful`, edges take the bend they came with, whatever is in their way.
    """
    known = {thing.id: thing for thing in things}
    grid = Grid()
    for thing in things if careful else ():
        for box in (thing.body, thing.letters):
            grid.add(box, thing.id)
    taken: dict[tuple[str, str], list[float]] = {}
    lines = []
    for edge in edges:
        if edge["from"] in known and edge["to"] in known and edge["claim"] in claims:
            curve = _route(edge, known, grid, taken)
            claim = claims[edge["claim"]]
            lines.append(Line(edge["id"], claim, curve, line_name(look, claim), edge["text"], edge["score"], edge["main"]))
    return lines


def _route(edge: dict[str, Any], known: Mapping[str, Thing], grid: Grid, taken: dict[tuple[str, str], list[float]]) -> Curve:
    start, end = known[edge["from"]], known[edge["to"]]
    if start is end:
        return cut_loop(loop((start.x, start.y), start.size), start.covers)
    # Offsets are told apart as seen from the same end, whichever way an edge goes.
    sign = 1 if start.id < end.id else -1
    others = taken.setdefault((min(start.id, end.id), max(start.id, end.id)), [])
    far = math.dist((start.x, start.y), (end.x, end.y))
    wished = edge["bend"] * min(far, 300) * 0.4
    best: tuple[float, float, Curve] | None = None
    for lean, bend in itertools.product(_LEANS, _BENDS):
        offset = wished + bend
        if any(abs(offset * sign - other) < _APART for other in others) or (bend and abs(offset) > far * _STEEPEST):
            continue
        curve = arc((start.x, start.y), (end.x, end.y), offset, lean)
        ease = abs(bend) * 0.2 + abs(lean) * 10
        if best and best[0] <= ease:
            continue
        most = (best[0] - ease) / _ON_THINGS if best else math.inf
        cost = _in_the_way(curve, far, grid, {start.id, end.id}, most) * _ON_THINGS + ease
        if best is None or cost < best[0]:
            best = cost, offset, curve
        if cost == ease == 0:
            break
    _, offset, curve = best or (0, wished, arc((start.x, start.y), (end.x, end.y), wished))
    others.append(offset * sign)
    return cut_ends(curve, start.covers, end.covers) or curve


def _in_the_way(curve: Curve, far: float, grid: Grid, own: set[str], most: float) -> int:
    """Count the steps of a curve that are on things it does not join, up to `most`."""
    found = 0
    for point in curve.points(int(min(80, max(8, far / 9)))):
        found += any(name not in own for name in grid.at(point, 4))
        if found > most:
            break
    return found
