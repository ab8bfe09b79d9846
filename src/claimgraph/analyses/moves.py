"""What was said of one promise in; the days it was promised for, and how it moved from one to another, out.

Two days that can be the same are no move: "in spring" and "in May" agree. A move is
known in three ways. It is *stated*: one claim replaces another. It is *dated*: the
later word has no day in common with the earlier. Or it is *implied*: somebody states
that it moved from March, so it also moved from the first quarter, of which March is a
part. What has no date comes neither before nor after anything, unless a claim says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.matters import Moment, Value, join_days, starts_after
from claimgraph.analyses.records import Days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["Move", "Moves", "Saying", "Step", "differ", "find_moves"]


class Saying(NamedTuple):
    """One claim of a promise: when it was said, by which voice, for when, of which value; `gone` are claims that replace or retract it."""

    claim: str
    said: Days
    voice: str
    due: Moment
    value: Value | None = None
    gone: tuple[str, ...] = ()


class Step(NamedTuple):
    """A day that something was promised for, and the value promised, if that may change; by which claims; when this was first said.

    `outcome` and `timing` are known once it is known what became of the promise.
    """

    due: Moment
    value: Value | None
    claims: tuple[str, ...]
    said: Days
    outcome: str = ""
    timing: str = ""


class Move(NamedTuple):
    """From one step to another, by index; how that is known (`stated`, `dated`, `implied`); the claims that make it, and when."""

    before: int
    after: int
    known: str
    claims: tuple[str, ...]
    said: Days


class Moves(NamedTuple):
    """The steps of a promise with what was said of each, its moves, the pairs of steps in no known order, and how often it moved.

    `left` are the steps that the promise has moved away from.
    """

    steps: tuple[Step, ...]
    sayings: tuple[tuple[Saying, ...], ...]
    moves: tuple[Move, ...]
    unordered: tuple[tuple[int, int], ...]
    times: int
    left: frozenset[int]


def find_moves(sayings: Iterable[Saying]) -> Moves:
    """Return how a promise moved, given all that was said of it.

    >>> def on(claim, said, day): return Saying(claim, Days(said, said), "x:it", Moment(Days(day, day)))
    >>> found = find_moves([on("x:a", "2026-01-05", "2026-03-01"), on("x:b", "2026-02-05", "2026-05-01")])
    >>> [(move.before, move.after, move.known) for move in found.moves], found.times
    ([(0, 1, 'dated')], 1)
    """
    ordered = sorted(sayings, key=lambda s: (not _is_dated(s.said), s.said, s.due.days, s.claim))
    order = _Order(ordered)
    groups: dict[tuple[object, ...], list[Saying]] = {}
    for saying in sorted(ordered, key=order.is_old_news):  # what is told of the past alone comes last
        groups.setdefault(_key(saying), []).append(saying)
    steps = tuple(_step(group, order) for group in groups.values())
    index = {key: number for number, key in enumerate(groups)}
    at = {saying.claim: index[_key(saying)] for saying in ordered}
    stated = _stated(ordered, at, steps)
    dated, left, unordered = _dated([s for s in ordered if _is_dated(s.said) and not order.is_old_news(s)], at, steps)
    left = left | {move.before for move in stated if move.before not in {m.after for m in dated}}
    implied = _implied(stated, steps, left)
    left |= {move.before for move in implied}
    moves = _once([*stated, *dated, *implied], steps)
    known = {frozenset((move.before, move.after)) for move in moves}
    unordered |= _undated(steps, left)
    pairs = sorted(pair for pair in unordered if frozenset(pair) not in known)
    return Moves(steps, tuple(map(tuple, groups.values())), moves, tuple(pairs), _count(moves, steps), frozenset(left))


def differ(one: Step | Saying, two: Step | Saying) -> bool:
    """Tell whether two promises cannot both be kept: they have no day, or no number, in common."""
    return join_days(one.due.days, two.due.days) is None or apart(one.value, two.value)


def apart(one: Value | None, two: Value | None) -> bool:
    """Tell whether two amounts have no number in common; what is no amount, or has no bounds, has all of them.

    14 and 15 are apart, though the one may be 14.5 at most, and the other at least: the ends of what is exact belong to neither.
    """
    if one is None or two is None:
        return False
    return any(
        below.high is not None
        and above.low is not None
        and (below.high < above.low or (below.high == above.low and (below.open_high or above.open_low)))
        for below, above in ((one, two), (two, one))
    )


# ------------------------------------------------------------ the three ways


def _stated(sayings: Sequence[Saying], at: dict[str, int], steps: Sequence[Step]) -> list[Move]:
    """Return the moves that claims state by replacing others; a day within the former one is only more exact."""
    said = {saying.claim: saying.said for saying in sayings}
    return [
        Move(at[saying.claim], at[other], "stated", (other,), said[other])
        for saying in sayings
        for other in saying.gone
        if other in at and at[other] != at[saying.claim] and not _lies_within(steps[at[other]], steps[at[saying.claim]])
    ]


def _dated(sayings: Sequence[Saying], at: dict[str, int], steps: Sequence[Step]) -> tuple[list[Move], set[int], set[tuple[int, int]]]:
    """Return the moves told by the days on which things were said, in their order; the steps left behind; pairs said at one time.

    Whoever repeats a day that others have left behind moves nothing, unless they had
    themselves said another since.
    """
    moves: list[Move] = []
    left: set[int] = set()
    unordered: set[tuple[int, int]] = set()
    standing: dict[int, Days] = {}  # step -> what of it was said soonest
    last: dict[str, int] = {}
    for saying in sayings:
        step, mine = at[saying.claim], last.get(saying.voice)
        last[saying.voice] = step
        if step in standing:
            standing[step] = min(standing[step], saying.said, key=lambda days: days.last)
            continue
        if step in left and (mine is None or mine == step or not differ(steps[mine], steps[step])):
            last[saying.voice] = step if mine is None else mine
            continue
        for other, days in list(standing.items()):
            if differ(steps[other], steps[step]):
                if starts_after(saying.said, days):
                    moves.append(Move(other, step, "dated", (saying.claim,), saying.said))
                    left.add(other)
                    del standing[other]
                else:
                    unordered.add((min(other, step), max(other, step)))
        left.discard(step)
        standing[step] = saying.said
    return moves, left, unordered


def _implied(stated: Sequence[Move], steps: Sequence[Step], left: Collection[int]) -> list[Move]:
    """Return the moves away from what says the same as a step that was left by its own word, only less exactly."""
    return [
        move._replace(before=other, known="implied")
        for move in stated
        for other, step in enumerate(steps)
        if other not in left
        and other != move.before
        and _lies_within(steps[move.before], step)
        and differ(step, steps[move.after])
        and not starts_after(step.said, move.said)
    ]


def _undated(steps: Sequence[Step], left: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs of steps, neither left behind, that differ, and of which one has no date."""
    standing = [number for number in range(len(steps)) if number not in left]
    return {
        (one, two) for two in standing if not _is_dated(steps[two].said) for one in standing if one < two and differ(steps[one], steps[two])
    }


# ------------------------------------------------------------ parts


class _Order:
    """Tells which claims only report an older promise: those replaced in the same breath."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._said = {saying.claim: saying.said for saying in sayings}

    def is_old_news(self, saying: Saying) -> bool:
        """Tell whether a claim is replaced by another of this promise that is not known to come later: so it says what had been meant.

        What replaces a dated claim, and has no date itself, came later all the same.
        """
        others = [self._said[other] for other in saying.gone if other in self._said]
        return bool(others) and not any(
            starts_after(said, saying.said) or (_is_dated(saying.said) and not _is_dated(said)) for said in others
        )


def _step(sayings: Sequence[Saying], order: _Order) -> Step:
    told = [saying.said for saying in sayings if _is_dated(saying.said) and not order.is_old_news(saying)]
    first = min(told, default=Days())
    return Step(sayings[0].due, sayings[0].value, tuple(dict.fromkeys(saying.claim for saying in sayings)), first)


def _key(saying: Saying) -> tuple[object, ...]:
    """Return what makes two sayings one step: the same days, and the same amount, however they are written."""
    bounds = (saying.value.low, saying.value.high) if saying.value else ()
    return saying.due.days, saying.due.exactness == "vague", bounds


def _is_dated(said: Days) -> bool:
    return bool(said.first and said.last)


def _lies_within(one: Step, two: Step) -> bool:
    """Tell whether one step says the same as another, and no less exactly."""
    days = one.due.days.first >= two.due.days.first and (not two.due.days.last or "" < one.due.days.last <= two.due.days.last)
    if one.value is None or two.value is None:
        return days
    low = two.value.low is None or (one.value.low is not None and one.value.low >= two.value.low)
    high = two.value.high is None or (one.value.high is not None and one.value.high <= two.value.high)
    return days and low and high


def _once(moves: Iterable[Move], steps: Sequence[Step]) -> tuple[Move, ...]:
    """Return each move once, in the order in which it was said as far as that is known, with all the claims that make it."""
    found: dict[tuple[int, int], Move] = {}
    for move in moves:
        known = found.setdefault((move.before, move.after), move)
        if known is not move and known.known == move.known:
            said = min((days for days in (known.said, move.said) if _is_dated(days)), default=Days())
            found[known.before, known.after] = known._replace(claims=(*known.claims, *move.claims), said=said)
    return tuple(
        sorted(
            found.values(),
            key=lambda move: (not _is_dated(move.said), move.said, steps[move.before].due.days, steps[move.after].due.days, move[:2]),
        )
    )


def _count(moves: Iterable[Move], steps: Sequence[Step]) -> int:
    """Return how often a promise moved: moves to days that can be the same are one."""
    goals = sorted({move.after for move in moves}, key=lambda goal: (steps[goal].due.days.first, goal))
    groups: list[list[int]] = []
    for goal in goals:
        group = next((group for group in groups if not any(differ(steps[goal], steps[other]) for other in group)), None)
        if group is None:
            groups.append([goal])
        else:
            group.append(goal)
    return len(groups)
