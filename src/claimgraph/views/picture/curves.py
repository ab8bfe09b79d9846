"""Two places and a bend in; a curve between them out, which can be cut and followed."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimgraph.views.picture.shapes import Point

__all__ = ["Curve", "arc", "cut_ends", "cut_loop", "loop"]


#: In so many pieces a curve is measured.
_PIECES = 24


class Curve(NamedTuple):
    """A cubic Bézier curve."""

    start: Point
    one: Point
    two: Point
    end: Point

    def at(self, share: float) -> Point:
        """Return the point at a share (0 to 1) of the curve's parameter."""
        s, t = 1 - share, share
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self
        return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3

    def angle(self, share: float) -> float:
        """Return the direction at a share, in radians."""
        (x, y), (u, v) = self.at(max(0, share - 0.02)), self.at(min(1, share + 0.02))
        return math.atan2(v - y, u - x)

    def points(self, count: int = 32) -> list[Point]:
        """Return points along the curve, both ends among them."""
        return [self.at(number / count) for number in range(count + 1)]

    def length(self) -> float:
        """Return about how long the curve is."""
        return _lengths(self)[-1]

    def share_of_length(self, share: float) -> float:
        """Return the parameter at which a share of the length is done."""
        done = _lengths(self)
        wanted = share * done[-1]
        after = min(max(1, bisect.bisect_left(done, wanted)), len(done) - 1)
        step = done[after] - done[after - 1]
        return (after - 1 + ((wanted - done[after - 1]) / step if step else 0)) / _PIECES

    def part(self, low: float, high: float) -> Curve:
        """Return the part between two parameters, as a curve of its own."""
        return _first(_last(self, low), (high - low) / (1 - low) if low < 1 else 1)


def arc(start: Point, end: Point, offset: float, lean: float = 0) -> Curve:
    """Return a curve that lies `offset` to the right of the straight line at its middle (0: the line itself).

    With a `lean` (-1 to 1) it bends most nearer to its start, or to its end.
    """
    (x, y), (u, v) = start, end
    far = math.dist(start, end) or 1
    # The middle of a quadratic curve lies half way to its control point.
    across = (-(v - y) / far * 2 * offset, (u - x) / far * 2 * offset)
    middle = _mix(start, end, 0.5 + lean / 2)
    control = (middle[0] + across[0], middle[1] + across[1])
    return Curve(start, _mix(start, control, 2 / 3), _mix(end, control, 2 / 3), end)


def loop(centre: Point, size: float) -> Curve:
    """Return a loop at the upper right of a node that says something of itself."""
    x, y = centre
    far = size + 58
    return Curve(centre, (x + far, y - far * 0.15), (x + far * 0.15, y - far), centre)


def cut_ends(curve: Curve, in_start: Callable[[Point], bool], in_end: Callable[[Point], bool]) -> Curve | None:
    """Cut off what lies in or behind the two nodes; None where nothing is left to see."""
    count = int(min(200, max(48, curve.length() / 4)))
    points = curve.points(count)
    low = max((n for n, point in enumerate(points) if in_start(point)), default=-1) + 1
    high = next((n for n, point in enumerate(points) if n >= low and in_end(point)), count + 1) - 1
    if low >= high:
        return None
    first = _border(curve, (low - 1) / count, low / count, in_start) if low else 0.0
    last = _border(curve, (high + 1) / count, high / count, in_end) if high < count else 1.0
    return curve.part(first, last)


def cut_loop(curve: Curve, inside: Callable[[Point], bool]) -> Curve:
    """Cut off both ends of a loop, as far as they lie in its node."""
    shares = [number / 48 for number in range(49)]
    outside = [share for share in shares if not inside(curve.at(share))]
    return curve.part(outside[0], outside[-1]) if len(outside) > 1 else curve


@functools.lru_cache(maxsize=64)
def _lengths(curve: Curve) -> list[float]:
    """Return how much of the length is done at each of some parameters."""
    steps = (math.dist(one, two) for one, two in itertools.pairwise(curve.points(_PIECES)))
    return list(itertools.accumulate(steps, initial=0.0))


def _border(curve: Curve, inside: float, outside: float, is_inside: Callable[[Point], bool]) -> float:
    for _ in range(8):
        middle = (inside + outside) / 2
        if is_inside(curve.at(middle)):
            inside = middle
        else:
            outside = middle
    return outside


def _first(curve: Curve, share: float) -> Curve:
    """Return the curve up to a share (de Casteljau)."""
    a, b, c = (_mix(one, two, share) for one, two in itertools.pairwise(curve))
    d, e = _mix(a, b, share), _mix(b, c, share)
    return Curve(curve.start, a, d, _mix(d, e, share))


def _last(curve: Curve, share: float) -> Curve:
    turned = _first(Curve(*reversed(curve)), 1 - share)
    return Curve(*reversed(turned))


def _mix(one: Point, two: Point, share: float) -> Point:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
