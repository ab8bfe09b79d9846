"""The answers to a question in; out, where a later one replaces an earlier one, which two claims do so, and in what order.

Such an update is no conflict: guidance was raised, a release moved, what was expected
came out otherwise, or it was so until a day and then was not.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.sides import meet, nested, time_expected, time_of
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimgraph.analyses.exclusion import Answer, Group
    from claimgraph.analyses.frames import Frame

__all__ = ["Change", "Entry", "expectations", "find_changes", "find_superseding", "order_entries"]

_ESTIMATED = CG + "estimated"
#: A day, and a place on it: what supersedes something that was said on the same day or later, or has no day of its own, comes behind it.
_Place = tuple[str, int]


class Change(NamedTuple):
    """Two claims by IRI whose answers differ, one of which replaces the other; `kind` says how.

    `superseded` by its own word, `moved` between expectations, `turned-out` between an
    expectation and what is said to be so, `changed` from one time to another.
    """

    kind: str
    one: str
    two: str


class Entry(NamedTuple):
    """One step: answers that say the same, more or less exactly, with the claims that gave them then, in order.

    `day` is the first day on which one of them was said, or since or until which it holds;
    empty if none is known. `ordered` is whether it is known to follow the entry before.
    """

    terms: Sequence[Any]
    claims: Sequence[str]
    day: str
    ordered: bool
    expected: bool


def find_changes(group: Group, excluded: dict[str, set[str]]) -> Iterator[Change]:
    """Yield each two claims whose answers exclude one another, but not as a conflict.

    What can change may come out as forecast, and then as planned: there a forecast and a plan do not replace one another.
    """
    times = {claim: time_of(frame, group.grain) for answer in group.answers.values() for claim, frame in answer.now.items()}
    timeless = not any(time.first for time in times.values())
    if timeless and not any(answer.expected for answer in group.answers.values()):
        return  # most questions: nobody says since when it is so, or ever expected it
    for one, two in group.excluded(excluded):
        for a, b in itertools.product(expectations(one), expectations(two)):
            if a.claim != b.claim and (group.grain == "always" or _is_forecast(a) == _is_forecast(b)):
                yield Change("moved", a.claim, b.claim)
        for some, others in ((one, two), (two, one)):
            for a, b in itertools.product(expectations(some), others.now.values()):
                if a.claim != b.claim and _turned_out(a, b, group.grain):
                    yield Change("turned-out", a.claim, b.claim)
        if not timeless:
            for first, second in itertools.product(one.now, two.now):
                if first != second and not meet(times[first], times[second], group.grain):
                    yield Change("changed", first, second)


def find_superseding(group: Group, older: Iterable[Answer], newer: Mapping[str, set[str]]) -> Iterator[Change]:
    """Yield a change for each superseded claim with another answer: to the claims that supersede it, and to those that say what these do.

    `older` are all answers about the subject and predicate, of other units too; `newer` maps claims to those that supersede them.
    """
    for answer in older:
        for claim in (claim for claims in (answer.expected, answer.old) for claim in claims if claim in newer):
            for later in group.answers.values():
                if later.value != answer.value and later.frames.keys() & newer[claim]:
                    yield from (Change("superseded", claim, other) for other in later.frames if other != claim)


def _turned_out(expected: Frame, so: Frame, grain: str) -> bool:
    """Tell whether what is said to be so is not what was expected.

    What holds at all times has one value, whenever it was expected. What can change may
    still come as planned: so only a forecast counts, no plan and no hope, and only what is
    said when it had been made and had fallen due.
    """
    if grain == "always":
        return True
    earlier = so.said.last and expected.said.first and so.said.last < expected.said.first
    return bool(_is_forecast(expected) and not earlier and meet(time_expected(expected, grain), time_of(so, grain), grain))


def expectations(answer: Answer) -> list[Frame]:
    """Return the claims that expect an answer; an estimate is of what is so, and expects nothing."""
    return [frame for frame in answer.expected.values() if frame.modality != _ESTIMATED]


def _is_forecast(frame: Frame) -> bool:
    """Tell whether it is said what will be, not what somebody wants."""
    return frame.modality == CG + "projected"


def order_entries(answers: Iterable[tuple[Answer, Frame]], newer: Mapping[str, set[str]], now: frozenset[str]) -> list[Entry]:
    """Return claims with their answers in the order in which they were given; those without a day at the end, if nothing tells their place.

    `now` are the modalities that say that something is so.
    """
    given = {frame.claim: (answer, frame) for answer, frame in answers}
    days = {claim: _day(frame, now) for claim, (_, frame) in given.items()}
    places = _places(days, newer)
    steps: list[list[str]] = []
    for claim in sorted(given, key=lambda claim: (places[claim] is None, places[claim] or ("", 0), given[claim][0].value.key, claim)):
        value, is_so = given[claim][0].value, given[claim][1].modality in now
        alike = [step for step in steps if (given[step[0]][1].modality in now) == is_so]
        if places[claim]:  # it goes on with the step before if it says the same, more or less exactly
            fitting = [step for step in alike if step is steps[-1] and all(nested(value, given[other][0].value) for other in step)]
        else:  # of several steps in which somebody says the very same, the last
            fitting = [step for step in alike if any(value.key == given[other][0].value.key for other in step)]
        if fitting:
            fitting[-1].append(claim)
        else:
            steps.append([claim])
    entries: list[Entry] = []
    before: _Place | None = None
    for claims in steps:
        known = [place for claim in claims if (place := places[claim])]
        ordered = bool(known) and (before is None or before < known[0])
        before = known[-1] if known else before
        terms = list(dict.fromkeys(given[claim][0].term for claim in claims))
        day = min((days[claim] for claim in claims if days[claim]), default="")
        entries.append(Entry(terms, claims, day, ordered, given[claims[0]][1].modality not in now | {_ESTIMATED}))
    return entries


def _day(frame: Frame, now: frozenset[str]) -> str:
    """Return the day that tells a claim's place: since or until when it is so, or else the first on which it can have been said."""
    times = [frame.since, frame.until] if frame.modality in now else []
    return next((time.first or time.last for time in times if time and (time.first or time.last)), frame.said.first)


def _places(days: Mapping[str, str], newer: Mapping[str, set[str]]) -> dict[str, _Place | None]:
    """Return where in time each claim stands; what supersedes or is superseded stands beside the other if it has no day itself."""
    places: dict[str, _Place | None] = {claim: (day, 0) if day else None for claim, day in days.items()}
    links = [(old, new) for old in sorted(days) for new in sorted(newer.get(old, ())) if new in days and new != old]  # the same every time
    for _ in links:  # each round tells at least one more place, or all are told; and claims that supersede one another end
        told = dict(places)
        for old, new in links:
            before, after = places[old], places[new]
            if before and (after is None or (after <= before and before[1] < len(links))):
                places[new] = (before[0], before[1] + 1)
            elif after and before is None:
                places[old] = (after[0], after[1] - 1)
        if told == places:
            break
    return places
