"""What claims state in; the pairs out of which one makes a statement and the other denies it, or says that it is still to come.

A claim of several statements denies them together: it meets only claims that make them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.analyses.exclusion import Pair, Question
from claimgraph.analyses.sides import is_so_by, meet, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from claimgraph.analyses.sides import Time
    from claimgraph.analyses.statements import Reading

    Triple = tuple[str, str, Any]

__all__ = ["pair_same_statements"]


def pair_same_statements(reading: Reading) -> Iterator[Pair]:
    """Yield pairs of the kinds `denied` (`one` denies) and `not-yet` (`one` says that it is still to come)."""
    denied, to_come, so = _sort(reading)
    if not denied and not to_come:
        return
    stated: dict[str, set[Triple]] = {}
    makers: dict[Triple, dict[str, None]] = {}  # each claim once, in order
    asking = denied | to_come
    for statement in reading.statements:
        claim, triple = statement.claim, _either_way(statement[1:], reading)
        if claim in asking:
            stated.setdefault(claim, set()).add(triple)
        elif claim in so:
            makers.setdefault(triple, {})[claim] = None
    times = _Clock(reading)
    for kind, claims, fits in (("denied", denied, times.meet), ("not-yet", to_come, times.is_so)):
        for claim in claims:
            triples = stated.get(claim, ())
            if triples and all(triple in makers for triple in triples):
                yield from _pairs(kind, claim, triples, makers, fits, reading)


def _sort(reading: Reading) -> tuple[set[str], set[str], set[str]]:
    """Return the claims that deny something, that say when that it is to come, and that say it is so: as a fact, and standing."""
    denied, to_come, so = set(), set(), set()
    now, later = reading.roles.now, reading.roles.to_come
    for claim, frame in reading.frames.items():
        if frame.gone:
            continue
        if frame.modality in now:
            if frame.is_affirmed:
                so.add(claim)
            elif frame.is_denied:
                denied.add(claim)
        elif frame.modality in later and frame.said.first and frame.is_affirmed:
            to_come.add(claim)
    return denied, to_come, so


def _pairs(
    kind: str,
    one: str,
    triples: Collection[Triple],
    makers: Mapping[Triple, Mapping[str, None]],
    fits: Callable[[str, str, str], bool],
    reading: Reading,
) -> Iterator[Pair]:
    ordered = tuple(triples) if len(triples) == 1 else tuple(sorted(triples, key=str))
    question = Question(ordered[0][0], ordered[0][1], statements=ordered)
    others = [claim for claim in makers[ordered[0]] if all(claim in makers[triple] for triple in ordered[1:])]
    grains = {reading.predicates[predicate].grain for _, predicate, _ in ordered}
    for other in others:
        if other != one and all(fits(one, other, grain) for grain in grains):
            yield Pair(kind, question, one, other)


class _Clock:
    """Compares the times of claims, which it keeps: each is compared with many others."""

    def __init__(self, reading: Reading) -> None:
        self._frames = reading.frames
        self._times: dict[tuple[str, str], Time] = {}

    def meet(self, one: str, two: str, grain: str) -> bool:
        """Tell whether two claims can speak of one time."""
        return meet(self._time(one, grain), self._time(two, grain), grain)

    def is_so(self, one: str, two: str, grain: str) -> bool:
        """Tell whether it was so already, says the second, when the first said that it is still to come: said later it is a fulfilment."""
        return is_so_by(self._frames[two], self._frames[one], grain)

    def _time(self, claim: str, grain: str) -> Time:
        found = self._times.get((claim, grain))
        if found is None:
            found = self._times[claim, grain] = time_of(self._frames[claim], grain)
        return found


def _either_way(triple: Triple, reading: Reading) -> Triple:
    """Return a statement the one way round in which it is looked up: what is said of two things alike may stand either way."""
    if not reading.predicates[triple[1]].symmetric:
        return triple
    subject, predicate, value = triple
    if not isinstance(value, ox.NamedNode) or subject <= value.value:
        return triple
    return value.value, predicate, ox.NamedNode(subject)
