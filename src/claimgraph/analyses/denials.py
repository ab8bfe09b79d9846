"""What claims state in; the pairs out of which one makes a statement and the other denies it, or says that it is still to come.

A claim of several statements denies them together: it meets only claims that make them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.analyses.exclusion import Pair, Question
from claimgraph.analyses.sides import is_so_by, meet, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph.analyses.frames import Frame
    from claimgraph.analyses.statements import Reading

    Triple = tuple[str, str, Any]
    Triples = frozenset[Triple]

__all__ = ["pair_same_statements"]


def pair_same_statements(reading: Reading) -> Iterator[Pair]:
    """Yield pairs of the kinds `denied` (`one` denies) and `not-yet` (`one` says that it is still to come)."""
    roles = reading.roles
    standing = [frame for frame in reading.frames.values() if not frame.gone]
    denied = {frame.claim for frame in standing if frame.is_denied and frame.modality in roles.now}
    to_come = {frame.claim for frame in standing if frame.is_affirmed and frame.modality in roles.to_come and frame.said.first}
    if not denied and not to_come:
        return
    so = {frame.claim for frame in standing if frame.is_affirmed and frame.modality in roles.now}
    stated: dict[str, set[Triple]] = {}
    for statement in reading.statements:
        if statement.claim in denied or statement.claim in to_come or statement.claim in so:
            stated.setdefault(statement.claim, set()).add(_either_way(statement[1:], reading))
    wanted = {triple for claim in denied | to_come for triple in stated.get(claim, ())}
    makers: dict[Triple, list[str]] = {}
    for claim in so:
        for triple in stated.get(claim, ()):
            if triple in wanted:
                makers.setdefault(triple, []).append(claim)
    for kind, claims, fits in (("denied", denied, _denies), ("not-yet", to_come, _not_yet)):
        for claim in claims:
            yield from _pairs(kind, claim, stated, makers, reading, fits)


def _pairs(
    kind: str,
    claim: str,
    stated: dict[str, set[Triple]],
    makers: dict[Triple, list[str]],
    reading: Reading,
    fits: Callable[[Frame, Frame, str], bool],
) -> Iterator[Pair]:
    triples = stated.get(claim, set())
    if not triples or not all(triple in makers for triple in triples):
        return
    first, *_ = ordered = tuple(sorted(triples, key=str))
    question = Question(first[0], first[1], statements=ordered)
    grains = {reading.predicates[predicate].grain for _, predicate, _ in triples}
    frame = reading.frames[claim]
    for other in min((makers[triple] for triple in triples), key=len):
        if other != claim and triples <= stated[other] and all(fits(frame, reading.frames[other], grain) for grain in grains):
            yield Pair(kind, question, claim, other)


def _either_way(triple: Triple, reading: Reading) -> Triple:
    """Return a statement the one way round in which it is looked up: what is said of two things alike may stand either way."""
    subject, predicate, value = triple
    if not reading.predicates[predicate].symmetric or not isinstance(value, ox.NamedNode) or subject <= value.value:
        return triple
    return value.value, predicate, ox.NamedNode(subject)


def _denies(one: Frame, two: Frame, grain: str) -> bool:
    return meet(time_of(one, grain), time_of(two, grain), grain)


def _not_yet(one: Frame, two: Frame, grain: str) -> bool:
    """Tell whether it was so already, says the second, when the first said that it is still to come: said later it is a fulfilment."""
    return is_so_by(two, one, grain)
