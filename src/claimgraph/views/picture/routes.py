"""Edges and the things that they join in; the curve that each is drawn along out.

Edges between the same two things keep apart; any edge gives way to things that are not its
own where a bend lets it; and it ends where the symbol or the letters of its own things begin.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.views.look import line_name
from claimgraph.views.picture.curves import Curve, arc, cut_ends, cut_loop, loop
from claimgraph.views.picture.shapes import Box, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimgraph.views.look import Look
    from claimgraph.views.picture.shapes import Point
    from claimgraph.views.picture.things import Thing

__all__ = ["Line", "route_edges"]

#: Bends that are tried, in the units of the picture, the straight line first; where none will do, again with a lean.
_BENDS = (0, *(side * bend for bend in range(11, 166, 11) for side in (1, -1)))
_LEANS = (-0.5, 0.5, -0.8, 0.8)
_WAYS = ((0.0, _BENDS), *((lean, _BENDS[1::3]) for lean in _LEANS))
#: A bend may be this share of the distance, at most.
_STEEPEST = 0.45
#: How far edges between the same two things keep apart at the least, and where there is room.
_APART, _WELL_APART = 12, 22
#: How much worse it is to be on a thing, for each step, than to be a unit off the straight line.
_ON_THINGS = 10
#: The same for being on another line; to cross one is no reason to bend, to run along with it is.
_ON_LINES = 1.2
#: So many points of lines are looked at for one picture; then what is left takes the first way there is.
_WORK = 400_000
#: Near their ends, lines come together all the same.
_MEETING = 70
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
    router = _Router(things, careful=careful)
    lines = []
    for edge in edges:
        if edge["from"] in router.things and edge["to"] in router.things and edge["claim"] in claims:
            curve = router.route(edge)
            claim = claims[edge["claim"]]
            lines.append(Line(edge["id"], claim, curve, line_name(look, claim), edge["text"], edge["score"], edge["main"]))
    return lines


class _Router:
    """Finds ways for edges, one after the other."""

    def __init__(self, things: Sequence[Thing], *, careful: bool) -> None:
        self.things = {thing.id: thing for thing in things}
        self._tries = [(lean, bend) for lean, bends in _WAYS for bend in bends] if careful else [(0, 0)]
        self._work = _WORK
        self._ground, self._ways = Grid(), Grid(30)
        self._taken: dict[tuple[str, str], list[float]] = {}
        for thing in things if careful else ():
            for box in (thing.body, thing.letters):
                self._ground.add(box, thing.id)

    def route(self, edge: dict[str, Any]) -> Curve:
        """Return the curve of an edge, and keep its way for itself."""
        start, end = self.things[edge["from"]], self.things[edge["to"]]
        if start is end:
            return cut_loop(loop((start.x, start.y), start.size), start.covers)
        # Offsets are told apart as seen from the same end, whichever way an edge goes.
        sign = 1 if start.id < end.id else -1
        others = self._taken.setdefault((min(start.id, end.id), max(start.id, end.id)), [])
        far = math.dist((start.x, start.y), (end.x, end.y))
        wished = edge["bend"] * min(far, 300) * 0.4
        free = []
        for lean, bend in self._tries:
            offset = wished + bend
            apart = min((abs(offset * sign - other) for other in others), default=math.inf)
            if apart >= _APART and (not bend or abs(offset) <= far * _STEEPEST):
                free.append((abs(bend) * 0.2 + abs(lean) * 10 + max(0, _WELL_APART - apart), offset, lean))
        offset, curve = self._best(start, end, free or [(0, wished, 0)])
        others.append(offset * sign)
        if len(self._tries) > 1:
            for x, y in _middle(curve, far):
                self._ways.add(Box(x - 2, y - 2, x + 2, y + 2), edge["id"])
        return cut_ends(curve, start.covers, end.covers) or curve

    def _best(self, start: Thing, end: Thing, free: Sequence[tuple[float, float, float]]) -> tuple[float, Curve]:
        """Return the offset and the curve that cost least; each way comes with what it costs for not being straight."""
        found: tuple[float, float, Curve] | None = None
        far = math.dist((start.x, start.y), (end.x, end.y))
        for ease, offset, lean in sorted(free, key=lambda way: way[0]):
            if found and (found[0] <= ease or self._work < 0):
                break
            curve = arc((start.x, start.y), (end.x, end.y), offset, lean)
            cost = ease + self._cost(curve, far, {start.id, end.id}, found[0] - ease if found else math.inf)
            if found is None or cost < found[0]:
                found = cost, offset, curve
        assert found
        return found[1], found[2]

    def _cost(self, curve: Curve, far: float, own: set[str], most: float) -> float:
        """Return what it costs to be on things that a curve does not join, and on other lines; at `most` it is enough."""
        cost = 0.0
        self._work -= _steps(far)
        for point in curve.points(_steps(far)):
            cost += _ON_THINGS * any(name not in own for name in self._ground.at(point, 4))
            if cost >= most:
                return cost
        return cost + _ON_LINES * sum(any(True for _ in self._ways.at(point, 2)) for point in _middle(curve, far))


def _steps(far: float) -> int:
    return int(min(80, max(8, far / 9)))


def _middle(curve: Curve, far: float) -> list[Point]:
    """Return points of a curve, but for its ends."""
    steps = _steps(far)
    cut = math.ceil(steps * _MEETING / max(far, 1))
    return curve.points(steps)[cut:-cut] if 2 * cut < steps else []
