"""Pairs of claims that conflict in; why they cannot both hold out, in a sentence that says no more than holds of all of them."""

from __future__ import annotations

import datetime as dt
import heapq
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.wording.words import join_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimgraph.analyses.exclusion import Group, Pair
    from claimgraph.analyses.frames import Frame
    from claimgraph.analyses.statements import Reading

__all__ = ["Reason", "in_turn", "rule_of", "said_apart", "why_of"]

_RULES = {
    "denied": "What some say is so, others deny",
    "not-yet": "What some say is so already is, say others at that time, still to come",
    "disputed": "Somebody disputes it, by their own word",
}
_AT_ONCE = {"always": "", "year": " in the same year", "month": " in the same month"}
#: From so many days on, a span is told in months.
_MONTHS_FROM, _MONTH = 60, 30.44

#: A pair with the answers of both in words, those of `one` first.
Worded = tuple["Pair", tuple[str, str]]


class Reason(NamedTuple):
    """One way in which claims exclude one another: its kind, a sentence, and the pairs of claims (CURIEs), the first in the alphabet first."""

    kind: str
    why: str
    pairs: Sequence[tuple[str, str]]


def rule_of(kind: str, grain: str) -> str:
    """Return why two values exclude one another, for the end of a sentence.

    >>> rule_of("functional", "day"), rule_of("disjoint", "year"), rule_of("functional", "always")
    ('only one can be so at a time', 'it cannot be both in the same year', 'only one can be so')
    """
    return ("only one can be so" if kind == "functional" else "it cannot be both") + _AT_ONCE.get(grain, " at a time")


def why_of(worded: Sequence[Worded], group: Group | None, reading: Reading, *, named: bool = False) -> str:
    """Return why not all answers of pairs of one kind and question can be right; of denials also which, where that is to be `named`."""
    kind = worded[0][0].kind
    if group is None or kind in _RULES:
        denied = sorted({values[1] for _, values in worded})
        rule = _RULES[kind] + (f": {join_words(denied, 'and')}" if named else "")
    else:
        rule = rule_of(kind, group.grain)
        rule = rule[0].upper() + rule[1:] + _who_excludes_whom(worded, group, reading)
    return f"{rule}.{said_apart([pair for pair, _ in worded], reading)}"


def _who_excludes_whom(worded: Sequence[Worded], group: Group, reading: Reading) -> str:
    """Return which answers exclude which, after a colon; nothing if each excludes every other."""
    terms: dict[str, set[object]] = {}
    for pair, values in worded:
        for value, term in zip(values, (pair.a, pair.b), strict=True):
            terms.setdefault(value, set()).add(term)
    excluded = {frozenset(values) for _, values in worded}
    partly = _partly_excluded(excluded, terms, group, reading)
    if not partly and len(excluded) == len(terms) * (len(terms) - 1) // 2:
        return ""
    parts = []
    for value, others in in_turn(excluded):
        told = sorted(f"{other} as only some write it" if frozenset((value, other)) in partly else other for other in others)
        parts.append(f"{value} excludes {join_words(told, 'and')}")
    return f": {'; '.join(parts)}"


def in_turn(excluded: Collection[frozenset[str]]) -> Iterator[tuple[str, set[str]]]:
    """Yield values with those that they exclude, so that each pair comes once: first the value in most pairs that have not come yet.

    Of several in as many, the last in the alphabet comes first. A pair may be of one value alone, which is written in two ways.

    >>> [(value, sorted(others)) for value, others in in_turn({frozenset("ab"), frozenset("ac"), frozenset("cd")})]
    [('c', ['a', 'd']), ('b', ['a'])]
    """
    left: dict[str, set[str]] = {}
    for pair in excluded:
        for value in pair:
            left.setdefault(value, set()).add(next(iter(pair - {value}), value))
    # The queue holds a value once for each number of pairs it is left with: what is no longer true is passed over.
    ranks = {value: rank for rank, value in enumerate(sorted(left, reverse=True))}
    queue = [(-len(others), ranks[value], value) for value, others in left.items()]
    heapq.heapify(queue)
    while queue:
        count, _, value = heapq.heappop(queue)
        others = left[value]
        if not others or len(others) != -count:
            continue
        yield value, others - {value}
        left[value] = set()
        for other in others - {value}:
            left[other].discard(value)
            heapq.heappush(queue, (-len(left[other]), ranks[other], other))


def _partly_excluded(
    excluded: set[frozenset[str]], terms: Mapping[str, set[object]], group: Group, reading: Reading
) -> set[frozenset[str]]:
    """Return the answers that exclude one another only as some write them: 5.0 million leaves less room than 5 million."""
    if all(len(written) == 1 for written in terms.values()):
        return set()
    answers = {answer.term: answer for answer in group.answers.values()}
    return {
        pair
        for pair in excluded
        if len(pair) == 2
        for one, two in [tuple(pair)]
        if not all(group.excludes(answers[a], answers[b], reading.excluded) for a in terms[one] for b in terms[two])
    }


# ------------------------------------------------------------ what may have changed


def said_apart(pairs: Sequence[Pair], reading: Reading) -> str:
    """Return, after a space, that claims of what can change were said at different times, and do not say since when it is so; or nothing."""
    predicate = reading.predicates.get(pairs[0].question.predicate)
    if pairs[0].kind not in {"functional", "disjoint", "denied"} or predicate is None or predicate.grain == "always":
        return ""
    gaps = [gap for pair in pairs if (gap := _gap(reading.frames[pair.one], reading.frames[pair.two], predicate.grain))]
    if not gaps:
        return ""
    who = "They" if len(gaps) == len(pairs) else "Some"
    span = _span(min(least for least, _ in gaps), max(most for _, most in gaps) if all(most for _, most in gaps) else 0)
    neither = "neither says" if len(pairs) == 1 else "do not say"
    return f" {who} were said {span} apart, and {neither} since when: it may have changed in between; `from` would say so."


def _gap(one: Frame, two: Frame, grain: str) -> tuple[int, int] | None:
    """Return how many days lie at least and at most (0 if that is open) between what two claims say on different days; None if they need not."""
    if any((one.since, one.until, two.since, two.until)):
        return None
    length = {"year": 4, "month": 7}.get(grain, 10)
    for earlier, later in ((one.said, two.said), (two.said, one.said)):
        if earlier.last and later.first and earlier.last[:length] < later.first[:length]:
            return _days(earlier.last, later.first), _days(earlier.first, later.last)
    return None


def _days(earlier: str, later: str) -> int:
    if not earlier or not later:
        return 0
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days


def _span(least: int, most: int) -> str:
    """Return a span of days in words.

    >>> _span(1, 1), _span(8, 30), _span(8, 0), _span(111, 120), _span(90, 400)
    ('1 day', '8 to 30 days', 'at least 8 days', 'about 4 months', 'about 3 to 13 months')
    """
    unit, about = "day", ""
    if least >= _MONTHS_FROM:
        least, most, unit, about = round(least / _MONTH), round(most / _MONTH), "month", "about "
    if not most:
        return f"at least {least} {unit}{'' if least == 1 else 's'}"
    if least == most:
        return f"{about}{least} {unit}{'' if least == 1 else 's'}"
    return f"{about}{least} to {most} {unit}s"
