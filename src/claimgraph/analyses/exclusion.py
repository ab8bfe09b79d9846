"""What claims state in; the answers they give to each question out, and which of them cannot both hold.

A question is one subject and predicate, and for amounts and scores the same unit,
benchmark, setting and the like. A store is good at finding answers and bad at pairing
them: a join of two such halves took Virtuoso minutes, and lost rows. Here values are
compared, of which there are fewer than claims, and only then the times of those who say so.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.sides import Value, differ, meet, read_values, time_of
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.analyses.frames import Frame
    from claimgraph.analyses.sides import Time
    from claimgraph.analyses.statements import Reading, Statement
    from claimgraph.store.protocol import Store

__all__ = ["Answer", "Group", "Pair", "Question", "group_answers", "kind_of", "pair_excluded"]


#: So many answers are compared each with each; of more, first their times.
_MANY = 12


class Question(NamedTuple):
    """What claims give different answers to: a subject and a predicate by IRI, in one context; or statements made together."""

    subject: str
    predicate: str
    context: tuple[str, ...] = ()
    statements: tuple[tuple[str, str, Any], ...] = ()


class Pair(NamedTuple):
    """Two claims by IRI that cannot both hold, and the answers that they give: terms of the store, or None where the kind tells."""

    kind: str
    question: Question
    one: str
    two: str
    a: Any = None
    b: Any = None


class Answer(NamedTuple):
    """One answer: its value, a term for it, and how the claims are put that give it, by IRI.

    `now` are those that say it is so and that stand, `expected` those that expect it,
    superseded ones among them, and `old` superseded ones that had said it is so.
    """

    value: Value
    term: Any
    now: dict[str, Frame]
    expected: dict[str, Frame]
    old: dict[str, Frame]

    @property
    def frames(self) -> dict[str, Frame]:
        """All claims that give this answer."""
        return self.now | self.expected | self.old


class Group(NamedTuple):
    """A question with its answers, by the key of their values; `kind` says why two of them exclude one another."""

    kind: str
    question: Question
    grain: str
    answers: dict[tuple[str, ...], Answer]

    @property
    def first(self) -> Answer:
        """One of its answers, the same one every time."""
        return self.answers[min(self.answers)]

    def excluded(self, excluded: dict[str, set[str]]) -> Iterator[tuple[Answer, Answer]]:
        """Yield each two answers of which one excludes the other."""
        for one, two in itertools.combinations((self.answers[key] for key in sorted(self.answers)), 2):
            if self.excludes(one, two, excluded):
                yield one, two

    def excludes(self, one: Answer, two: Answer, excluded: dict[str, set[str]]) -> bool:
        """Tell whether one answer excludes another."""
        if self.kind == "functional":
            return differ(one.value, two.value)
        return two.value.key[1] in excluded.get(one.value.key[1], ())


@as_claimgraph_writes()
def group_answers(store: Store, reading: Reading) -> list[Group]:
    """Return the questions to which claims give more than one answer, whether or not these exclude one another; sorted."""
    roles, frames = reading.roles, reading.frames
    asked: dict[tuple[str, str], list[tuple[Statement, Frame]]] = {}
    for statement in reading.statements:
        frame = frames.get(statement.claim)
        if frame is None or frame.gone == "retracted" or not frame.is_affirmed:
            continue
        if (frame.modality in roles.now or frame.modality in roles.expected) and kind_of(statement.predicate, statement.value, reading):
            for way in _ways(statement, reading):
                asked.setdefault((way.subject, way.predicate), []).append((way, frame))
    several = {ends: given for ends, given in asked.items() if len({statement.value for statement, _ in given}) > 1}
    values = read_values(store, {statement.value for given in several.values() for statement, _ in given}, reading.same)
    groups: dict[Question, Group] = {}
    for (subject, predicate), given in several.items():
        for statement, frame in given:
            value = values[statement.value]
            question = Question(subject, predicate, value.context)
            group = groups.get(question)
            if group is None:
                group = groups[question] = Group(
                    kind_of(predicate, statement.value, reading), question, reading.predicates[predicate].grain, {}
                )
            _add(group, value, statement.value, frame, now=frame.modality in roles.now)
    return [groups[question] for question in sorted(groups, key=lambda question: question[:3])]


def pair_excluded(group: Group, excluded: dict[str, set[str]]) -> Iterator[Pair]:
    """Yield each two claims that say at one time what cannot both be so."""
    if group.grain != "always" and len(group.answers) > _MANY:
        yield from _pair_by_time(group, excluded)
        return
    times = {claim: time_of(frame, group.grain) for answer in group.answers.values() for claim, frame in answer.now.items()}
    timeless = not any(time.first for time in times.values())
    for one, two in group.excluded(excluded):
        for a, b in itertools.product(one.now, two.now):
            if a != b and (timeless or meet(times[a], times[b], group.grain)):
                yield Pair(group.kind, group.question, a, b, one.term, two.term)


def _pair_by_time(group: Group, excluded: dict[str, set[str]]) -> Iterator[Pair]:
    """Yield the same where there are many answers, each of a time of its own: only those whose times meet are compared."""
    given = [(time_of(frame, group.grain), claim, answer) for answer in group.answers.values() for claim, frame in answer.now.items()]
    given.sort(key=lambda one: (one[0].first or "", one[2].value.key, one[1]))
    still: list[tuple[Time, str, Answer]] = []  # those that have not ended before what comes next begins
    for time, claim, answer in given:
        still = [one for one in still if not (one[0].last and time.first and one[0].last < time.first)]
        for other_time, other, other_answer in still:
            one, two = sorted(((other_answer, other), (answer, claim)), key=lambda side: side[0].value.key)
            if other != claim and meet(other_time, time, group.grain) and group.excludes(one[0], two[0], excluded):
                yield Pair(group.kind, group.question, one[1], two[1], one[0].term, two[0].term)
        still.append((time, claim, answer))


def _ways(statement: Statement, reading: Reading) -> list[Statement]:
    """Return a statement as the answers it gives: two where both its ends have only one other."""
    predicate, value = reading.predicates[statement.predicate], statement.value
    if not predicate.functional or not predicate.symmetric or not isinstance(value, ox.NamedNode) or value.value == statement.subject:
        return [statement]
    return [statement, statement._replace(subject=value.value, value=ox.NamedNode(statement.subject))]


def kind_of(predicate: str, value: Any, reading: Reading) -> str:
    """Return by what rule a statement may exclude another; nothing if by none."""
    known = reading.predicates[predicate]
    if known.functional or known.scores:
        return "functional"
    return "disjoint" if isinstance(value, ox.NamedNode) and value.value in reading.excluded else ""


def _add(group: Group, value: Value, term: Any, frame: Frame, *, now: bool) -> None:
    answer = group.answers.get(value.key)
    if answer is None or str(term) < str(answer.term):  # of several spellings, the same one every time
        answer = group.answers[value.key] = Answer(value, term, *(answer[2:] if answer else ({}, {}, {})))
    place = answer.expected if not now else answer.old if frame.gone else answer.now
    place[frame.claim] = frame
