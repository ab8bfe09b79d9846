"""Lines and things in; the words that stand on the lines out, each where it covers nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.views.picture.lettering import text_width
from claimgraph.views.picture.shapes import Box, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimgraph.views.picture.routes import Line
    from claimgraph.views.picture.shapes import Point
    from claimgraph.views.picture.things import Thing

__all__ = ["PREDICATE_SIZE", "SCORE_SIZE", "Word", "place_words"]

SCORE_SIZE = 14
PREDICATE_SIZE = 12
#: Where along its line a word may stand, the middle first.
_SPOTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)
#: What must stay of a line before and behind its word, for the head of its arrow.
_MARGIN = 12
#: How far a line may bend away from its word.
_SAG = 5
#: Of how many other lines a predicate may hide a piece, at most.
_CROSSED = 2


class Word(NamedTuple):
    """A word on a line: its middle, its turn in degrees, and the room it takes."""

    line: str
    text: str
    x: float
    y: float
    turn: float
    size: float
    width: float
    score: bool


def place_words(lines: Sequence[Line], things: Sequence[Thing]) -> list[Word]:
    """Return the words that have room: scores first, then predicates, the short ones first."""
    taken, paths = Grid(), Grid(40)
    for thing in things:
        taken.add(thing.body, thing.id)
        taken.add(thing.letters, thing.id)
    for line in lines:
        for x, y in line.curve.points(int(max(8, line.curve.length() / 6))):
            paths.add(Box(x - 1, y - 1, x + 1, y + 1), line.id)
    words = []
    for line in sorted(lines, key=lambda line: (not line.score, len(line.text), line.id)):
        word = _place(line, taken, paths) if line.text else None
        if word:
            words.append(word)
            for box in _ground(word):
                taken.add(box, f"word {line.id}")
    return words


def _place(line: Line, taken: Grid, paths: Grid) -> Word | None:
    size = SCORE_SIZE if line.score else PREDICATE_SIZE
    width = text_width(line.text, size, bold=line.score) + 6
    length = line.curve.length()
    if not line.score and width > length - 2 * _MARGIN:
        return None
    best: tuple[float, Word] | None = None
    for spot in _SPOTS:
        if not line.score and min(spot, 1 - spot) * length < width / 2 + _MARGIN:
            continue
        word = _word_at(line, spot, size, width)
        if word is None or any(next(taken.near(box), None) for box in _ground(word)):
            continue
        crossed = {name for box in _ground(word) for _, name in paths.near(box)} - {line.id}
        if len(crossed) > _CROSSED and not line.score:
            continue
        cost = len(crossed) + abs(spot - 0.5)
        if best is None or cost < best[0]:
            best = cost, word
    return best[1] if best else None


def _word_at(line: Line, spot: float, size: float, width: float) -> Word | None:
    """Return the word at a share of the line's length: scores upright, predicates along the line."""
    share = line.curve.share_of_length(spot)
    x, y = line.curve.at(share)
    if line.score:
        return Word(line.id, line.text, x, y, 0, size, width, score=True)
    half = width / 2 / max(1, line.curve.length())
    start, end = (line.curve.at(line.curve.share_of_length(min(1, max(0, spot + way * half)))) for way in (-1, 1))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if math.dist(middle, (x, y)) > _SAG:
        return None
    turn = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    upright = (turn + 90) % 180 - 90
    return Word(line.id, line.text, (x + middle[0]) / 2, (y + middle[1]) / 2, upright, size, width, score=False)


def _ground(word: Word) -> Iterator[Box]:
    """Yield boxes that together cover a word, however it is turned."""
    high = word.size * 0.62 + 1
    if not word.turn:
        yield Box(word.x - word.width / 2, word.y - high, word.x + word.width / 2, word.y + high)
        return
    angle = math.radians(word.turn)
    steps = max(2, math.ceil(word.width / high))
    for number in range(steps + 1):
        along = (number / steps - 0.5) * (word.width - high)
        x, y = _moved((word.x, word.y), angle, along)
        yield Box(x - high * 0.9, y - high * 0.9, x + high * 0.9, y + high * 0.9)


def _moved(point: Point, angle: float, along: float) -> Point:
    return point[0] + math.cos(angle) * along, point[1] + math.sin(angle) * along
