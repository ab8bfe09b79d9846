"""The answers to questions in; out, what looks alike and cannot be compared: scores of one benchmark in other settings, amounts in other units."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.sides import CONTEXT, differ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimgraph.analyses.exclusion import Answer, Group

__all__ = ["Apart", "find_incomparable"]

_NAMES = tuple(CONTEXT.values())
_BENCHMARK, _UNIT = _NAMES.index("benchmark"), _NAMES.index("unit")


class Apart(NamedTuple):
    """What is said of one subject and predicate (of scores: on one benchmark) in several contexts; `differs` names what is not the same."""

    differs: Sequence[str]
    groups: Sequence[Group]


def find_incomparable(groups: Iterable[Group]) -> Iterator[Apart]:
    """Yield groups of one subject and predicate, with what claims say to be so, whose values would be a conflict but for their contexts."""
    alike: dict[tuple[str, str, str], list[Group]] = {}
    for group in groups:
        if group.kind == "functional" and any(answer.now for answer in group.answers.values()):
            question = group.question
            alike.setdefault((question.subject, question.predicate, question.context[_BENCHMARK]), []).append(group)
    for several in alike.values():
        apart = {
            question
            for one, two in itertools.combinations(several, 2)
            if _cannot_tell(one, two)
            for question in (one.question, two.question)
        }
        found = [group for group in several if group.question in apart]
        if found:
            contexts = [group.question.context for group in found]
            differs = [name for place, name in enumerate(_NAMES) if len({context[place] for context in contexts}) > 1]
            yield Apart(differs, found)


def _cannot_tell(one: Group, two: Group) -> bool:
    """Tell whether two claims give values that differ, or that are in other units and so cannot be said to."""
    if one.question.context[_UNIT] != two.question.context[_UNIT]:
        return _claims(one) != _claims(two)
    return any(differ(a.value, b.value) and a.now.keys() != b.now.keys() for a in _now(one) for b in _now(two))


def _now(group: Group) -> list[Answer]:
    return [answer for answer in group.answers.values() if answer.now]


def _claims(group: Group) -> set[str]:
    return {claim for answer in _now(group) for claim in answer.now}
