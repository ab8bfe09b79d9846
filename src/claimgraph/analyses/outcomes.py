"""The steps of a promise and all that is stated of the same matter in; what became of it by a day out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.matters import Moment, Value, same_time, starts_after
from claimgraph.analyses.moves import Moves, Saying, Step, apart
from claimgraph.analyses.records import Days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Already", "Fate", "Said", "tell_fate", "tell_timing"]

#: With these a date has no end because it is said to have none; with others, nobody knows the end.
_OPEN = {"at-least", "over"}


class Said(NamedTuple):
    """What a claim that stands says of the matter: when it was said; whether of now; denied or affirmed; since when it is so, if told.

    `due` and `value` are the day and the amount that it states, where it states one.
    """

    claim: str
    said: Days
    now: bool
    denied: bool
    since: Days = Days()
    due: Moment | None = None
    value: Value | None = None

    @property
    def own(self) -> Days:
        """When what it says came about, by its own word."""
        return self.due.days if self.due else self.since


class Already(NamedTuple):
    """Claims that say it is so, though not after it was promised.

    `when` is `before` or `same-time`, which the predicate's grain of time tells, or `unknown`.
    """

    when: str
    claims: tuple[str, ...]


class Fate(NamedTuple):
    """What became of a promise as a whole, and of each of its steps; `current` is the step that counts now.

    `came` is when it was fulfilled, if those who say so tell the same day.
    """

    outcome: str
    timing: str
    current: int
    steps: tuple[Step, ...]
    came: Days
    fulfilled_by: tuple[str, ...]
    dropped_by: tuple[str, ...]
    already: tuple[Already, ...]


def tell_fate(moves: Moves, said: Sequence[Said], grain: str, today: str) -> Fate:
    """Return what became of a promise by a day (ISO); `grain` is the grain of time of its predicate."""
    holding = [claim for claim in said if claim.now and not claim.denied]
    denials = [claim for claim in said if claim.denied and (not claim.now or grain == "always")]
    inside = {saying.claim for sayings in moves.sayings for saying in sayings}
    kept: list[list[Said]] = []
    gone: list[list[str]] = []
    steps = []
    for number, (step, sayings) in enumerate(zip(moves.steps, moves.sayings, strict=True)):
        kept.append([claim for claim in holding if not apart(claim.value, step.value) and _comes_after(claim, sayings, grain)])
        gone.append(_dropped_by(step, sayings, denials, inside, grain) if not kept[-1] else [])
        outcome = _outcome(step, left=number in moves.left, kept=bool(kept[-1]), dropped=bool(gone[-1]), today=today)
        steps.append(step._replace(outcome=outcome, timing=_timing(step, kept[-1]) if outcome == "fulfilled" else ""))
    standing = [number for number in range(len(steps)) if number not in moves.left] or list(range(len(steps)))
    outcomes = {steps[number].outcome for number in standing}
    outcome = next((word for word in ("fulfilled", "open", "overdue", "dropped") if word in outcomes), "open")
    targets = {move.after for move in moves.moves}
    alive = [number for number in standing if steps[number].outcome == outcome] or standing
    current = max(alive, key=lambda n: (n in targets, steps[n].said, steps[n].due.days.last or "9999", -n))
    keeping = [claim for number in alive for claim in kept[number]] if outcome == "fulfilled" else []
    fulfilled = _claims(keeping)
    days = {claim.own for claim in keeping if any(claim.own)}
    came = days.pop() if len(days) == 1 else Days()
    dropped = tuple(dict.fromkeys(claim for number in alive for claim in gone[number])) if outcome == "dropped" else ()
    promised = [saying for number in alive for saying in moves.sayings[number]]
    rest = [c for c in holding if c.claim not in fulfilled and not all(apart(c.value, steps[number].value) for number in alive)]
    already = tuple(
        Already(when, found)
        for when in ("before", "same-time", "unknown")
        if (found := _claims(claim for claim in rest if _how_already(claim, promised, grain) == when))
    )
    return Fate(outcome, steps[current].timing, current, tuple(steps), came, fulfilled, dropped, already)


def tell_timing(due: Moment, came: Days) -> str:
    """Return whether what came on a day came `early`, `in-time` or `late` for the day it was promised for; else `unknown`.

    >>> tell_timing(Moment(Days("2026-05-01"), "at-least"), Days("2026-04-08", "2026-04-08"))
    'early'
    >>> tell_timing(Moment(Days("2026-01-01", "2026-03-31")), Days("2026-04-08", "2026-04-08"))
    'late'
    >>> tell_timing(Moment(Days("2026-04-08"), "vague"), Days("2026-09-01", "2026-09-01"))
    'unknown'
    """
    first, last = due.days
    if came.last and came.last < first:
        return "early"
    if came.first and last and came.first > last:
        return "late"
    if came.last and last:
        return "in-time" if came.last <= last else "unknown"
    return "in-time" if due.exactness in _OPEN and first and came.first >= first else "unknown"


def _timing(step: Step, kept: Sequence[Said]) -> str:
    """Return how a step was kept: by what the claims say themselves, or else by when it was first said to be so."""
    told = {tell_timing(step.due, claim.own) for claim in kept if any(claim.own)}
    if not told:
        told = {tell_timing(step.due, Days("", min(claim.said.last for claim in kept)))}
    return told.pop() if len(told) == 1 else "unknown"


def _outcome(step: Step, *, left: bool, kept: bool, dropped: bool, today: str) -> str:
    if left:
        return "moved"
    if kept or dropped:
        return "fulfilled" if kept else "dropped"
    return "overdue" if step.due.days.last and step.due.exactness != "vague" and step.due.days.last < today else "open"


def _comes_after(claim: Said, sayings: Iterable[Saying], grain: str) -> bool:
    """Tell whether something is so after it was promised: by its own date, or because it was said later, as the grain of time tells."""
    if any(claim.own):
        return any(not starts_after(saying.said, claim.own) and not starts_after(saying.said, claim.said) for saying in sayings)
    return any(starts_after(claim.said, saying.said, grain) for saying in sayings)


def _how_already(claim: Said, sayings: Iterable[Saying], grain: str) -> str:
    """Tell when something was said to be so that was not said after it was promised."""
    if any(claim.own) or all(starts_after(saying.said, claim.said, grain) for saying in sayings):
        return "before"
    # Neither comes after the other, and both are of one day, month or year.
    if any(same_time(saying.said, claim.said, grain) for saying in sayings):
        return "same-time"
    return "unknown"


def _dropped_by(step: Step, sayings: Sequence[Saying], denials: Iterable[Said], inside: set[str], grain: str) -> list[str]:
    """Return the claims by which a step is dropped: each of its claims is taken back or replaced by no promise, or it was denied since."""
    others = [[other for other in saying.gone if other not in inside] for saying in sayings]
    if all(others):
        return sorted({other for group in others for other in group})
    dated = [saying.said for saying in sayings if saying.said.last]
    return sorted(
        claim.claim
        for claim in denials
        if dated
        and (claim.due is None or claim.due.days == step.due.days)
        and (claim.value is None or step.value is None or (claim.value.low, claim.value.high) == (step.value.low, step.value.high))
        and all(starts_after(claim.said, said, grain) for said in dated)
    )


def _claims(said: Iterable[Said]) -> tuple[str, ...]:
    """Return claims, first said first, those without a date last."""
    ordered = sorted(said, key=lambda claim: (not claim.said.last, claim.said, claim.claim))
    return tuple(dict.fromkeys(claim.claim for claim in ordered))
