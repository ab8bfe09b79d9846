"""Lines and things in; the words that stand on the lines out, each where it covers nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.views.picture.lettering import LINE, text_width
from claimgraph.views.picture.shapes import Box, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimgraph.views.picture.curves import Curve
    from claimgraph.views.picture.routes import Line
    from claimgraph.views.picture.things import Thing

__all__ = ["PREDICATE_SIZE", "SCORE_SIZE", "Word", "place_words", "word_ground"]

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
    """A word on a line: its middle, its turn in degrees, the room it takes before it is turned, and how many other lines it cuts."""

    line: str
    texts: list[str]
    x: float
    y: float
    turn: float
    size: float
    width: float
    height: float
    score: bool
    cuts: int = 0


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
            for box in word_ground(word):
                taken.add(box, f"word {line.id}")
    return words


def _place(line: Line, taken: Grid, paths: Grid) -> Word | None:
    best: tuple[float, Word] | None = None
    for word, dear in _candidates(line):
        if best and best[0] <= dear:
            break
        if any(next(taken.near(box), None) for box in word_ground(word)):
            continue
        crossed = {name for box in word_ground(word) for _, name in paths.near(box)} - {line.id}
        cost = len(crossed) + dear
        if (line.score or len(crossed) <= _CROSSED) and (best is None or cost < best[0]):
            best = cost, word._replace(cuts=len(crossed))
    return best[1] if best else None


def _candidates(line: Line) -> Iterator[tuple[Word, float]]:
    """Yield the ways to write a word, the best first, each with how dear it is: along the line, upright, upright in two lines."""
    size = SCORE_SIZE if line.score else PREDICATE_SIZE
    length = line.curve.length()
    whole = [line.text]
    ways = [(_upright, whole)] if line.score else [(_along, whole), (_upright, whole), (_upright, _halves(line.text))]
    for number, (write, texts) in enumerate(ways):
        width = max(text_width(text, size, bold=line.score) for text in texts) + 6
        blank = Word(line.id, texts, 0, 0, 0, size, width, len(texts) * size * LINE + 2, line.score)
        for spot in _SPOTS:
            word = write(blank, line.curve, length, spot)
            if word:
                yield word, abs(spot - 0.5) + number * 0.6


def _halves(text: str) -> list[str]:
    """Break a text where its halves come out most alike; one without a space stays whole."""
    words = text.split(" ")
    cuts = [[" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))]
    return min(cuts, key=lambda halves: max(map(len, halves)), default=[text])


def _along(word: Word, curve: Curve, length: float, spot: float) -> Word | None:
    """Write a word along its line, where the line is long and straight enough."""
    if min(spot, 1 - spot) * length < word.width / 2 + _MARGIN:
        return None
    x, y = curve.at(curve.share_of_length(spot))
    half = word.width / 2 / length
    start, end = (curve.at(curve.share_of_length(spot + way * half)) for way in (-1, 1))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if math.dist(middle, (x, y)) > _SAG:
        return None
    turn = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    return word._replace(x=(x + middle[0]) / 2, y=(y + middle[1]) / 2, turn=(turn + 90) % 180 - 90)


def _upright(word: Word, curve: Curve, length: float, spot: float) -> Word | None:
    """Write a word across its line, where enough of the line stays to be seen."""
    share = curve.share_of_length(spot)
    angle = curve.angle(share)
    hidden = min(word.width / max(0.01, abs(math.cos(angle))), word.height / max(0.01, abs(math.sin(angle))))
    if not word.score and min(spot, 1 - spot) * length < hidden / 2 + _MARGIN:
        return None
    x, y = curve.at(share)
    return word._replace(x=x, y=y)


def word_ground(word: Word) -> Iterator[Box]:
    """Yield boxes that together cover a word, however it is turned."""
    high = word.height / 2
    if not word.turn:
        yield Box(word.x - word.width / 2, word.y - high, word.x + word.width / 2, word.y + high)
        return
    angle = math.radians(word.turn)
    steps = max(2, math.ceil(word.width / high))
    for number in range(steps + 1):
        along = (number / steps - 0.5) * (word.width - high)
        x, y = word.x + math.cos(angle) * along, word.y + math.sin(angle) * along
        yield Box(x - high, y - high, x + high, y + high)
