"""Questions with their answers in; out, for each that was answered anew, the steps of it in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.updates import Change, Entry, find_changes, find_superseding, order_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from claimgraph.analyses.exclusion import Answer, Group, Question
    from claimgraph.analyses.frames import Frame
    from claimgraph.analyses.statements import Reading

__all__ = ["Timeline", "find_timelines"]


class Timeline(NamedTuple):
    """A question with the steps in which it was answered, and the changes between claims that make it an update."""

    question: Question
    entries: Sequence[Entry]
    changes: Sequence[Change]


def find_timelines(groups: Sequence[Group], reading: Reading, conflicts: Collection[frozenset[str]]) -> Iterator[Timeline]:
    """Yield the questions that were answered anew; `conflicts` are pairs of claims that are no update, whatever else they are."""
    alike: dict[tuple[str, str], list[Answer]] = {}
    for group in groups:
        alike.setdefault(group.question[:2], []).extend(group.answers.values())
    for group in groups:
        older = alike[group.question[:2]]
        changes = _once((*find_superseding(group, older, reading.newer), *find_changes(group, reading.excluded)), conflicts)
        if changes:
            yield Timeline(group.question, order_entries(_taking_part(group, older, changes), reading.newer, reading.roles.now), changes)


def _once(changes: Iterable[Change], conflicts: Collection[frozenset[str]]) -> list[Change]:
    """Return each pair of claims once, for the reason given first, without those that conflict."""
    found: dict[frozenset[str], Change] = {}
    for change in changes:
        pair = frozenset((change.one, change.two))
        if pair not in conflicts:
            found.setdefault(pair, change)
    return list(found.values())


def _taking_part(group: Group, older: Iterable[Answer], changes: Iterable[Change]) -> Iterator[tuple[Answer, Frame]]:
    """Yield the claims of changes, and what else was expected, with their answers."""
    changing = {claim for change in changes for claim in (change.one, change.two)}
    own = {claim for answer in group.answers.values() for claim in answer.frames}
    for answer in older:
        yield from ((answer, frame) for claim, frame in answer.frames.items() if claim in changing and claim not in own)
    for answer in group.answers.values():
        yield from ((answer, frame) for claim, frame in answer.frames.items() if claim in changing or claim in answer.expected)
