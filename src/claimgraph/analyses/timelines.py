"""Questions with their answers in; out, for each that was answered anew, the steps of it in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.updates import Change, Entry, expectations, find_changes, find_superseding, order_entries

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from claimgraph.analyses.exclusion import Answer, Group, Question
    from claimgraph.analyses.frames import Frame
    from claimgraph.analyses.statements import Reading

__all__ = ["Changed", "Timeline", "draw_timeline", "find_changed"]


class Changed(NamedTuple):
    """A question with the answers that were replaced (of other units, too) and the changes between claims, each pair once."""

    group: Group
    older: Sequence[Answer]
    changes: Mapping[frozenset[str], Change]


class Timeline(NamedTuple):
    """A question with the steps in which it was answered, and the changes between claims that make it an update."""

    question: Question
    entries: Sequence[Entry]
    changes: Sequence[Change]


def find_changed(groups: Sequence[Group], reading: Reading) -> Iterator[Changed]:
    """Yield the questions that were answered anew; some of the changes may be conflicts for another reason."""
    alike: dict[tuple[str, str], list[Answer]] = {}
    for group in groups:
        alike.setdefault(group.question[:2], []).extend(group.answers.values())
    for group in groups:
        older = alike[group.question[:2]]
        changes: dict[frozenset[str], Change] = {}
        for change in (*find_superseding(group, older, reading.newer), *find_changes(group, reading.excluded)):
            changes.setdefault(frozenset((change.one, change.two)), change)
        if changes:
            yield Changed(group, older, changes)


def draw_timeline(changed: Changed, reading: Reading, conflicts: Container[frozenset[str]]) -> Timeline | None:
    """Return the steps of an update, without `conflicts`: pairs of claims that are none; None if nothing is left."""
    changes = [change for pair, change in changed.changes.items() if pair not in conflicts]
    if not changes:
        return None
    taking_part = _taking_part(changed.group, changed.older, changes)
    return Timeline(changed.group.question, order_entries(taking_part, reading.newer, reading.roles.now), changes)


def _taking_part(group: Group, older: Iterable[Answer], changes: Iterable[Change]) -> Iterator[tuple[Answer, Frame]]:
    """Yield the claims of changes, and what else was expected, with their answers."""
    changing = {claim for change in changes for claim in (change.one, change.two)}
    own = {claim for answer in group.answers.values() for claim in answer.frames}
    for answer in older:
        yield from ((answer, frame) for claim, frame in answer.frames.items() if claim in changing and claim not in own)
    for answer in group.answers.values():
        yield from ((answer, frame) for claim, frame in answer.frames.items() if claim in changing or frame in expectations(answer))
