"""A store in; what claims say that cannot both hold out: pairs, and the disagreements that these make up.

With them come updates, where a later answer replaces an earlier one, and what cannot be compared.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.contested import read_contested
from claimgraph.analyses.denials import pair_same_statements
from claimgraph.analyses.exclusion import Pair, Question, group_answers, pair_excluded
from claimgraph.analyses.explain import Explainer
from claimgraph.analyses.reasons import rule_of
from claimgraph.analyses.statements import read_statements
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from claimgraph.analyses.exclusion import Group
    from claimgraph.analyses.statements import Reading
    from claimgraph.store.protocol import Store

__all__ = ["KINDS", "Conflict", "Conflicts", "answers_of", "explain_pair", "find_all_pairs", "find_conflicts", "find_pairs", "terms_of"]

#: The kinds of conflict: a denial, words that exclude one another, a claim's own word, one value where there can be only
#: one, and what is said to be so already where others say at the same time that it is still to come.
KINDS = ("denied", "disjoint", "disputed", "functional", "not-yet")
#: How the two claims of a pair put one statement: in a sentence, and as the answer they give. The first is the pair's first.
_WAYS = {
    "denied": (("denies it", "not {}"), ("says so", "{}")),
    "not-yet": (("says that it is still to come", "{}: still to come"), ("says that it is so already", "{}: already")),
}


class Conflict(NamedTuple):
    """Two claims, by CURIE, the first in the alphabet first; and why they conflict, in a sentence that names both values.

    `subject` and `predicate` are CURIEs, `a` and `b` the answers of `one` and `two` in words; empty where claims dispute one another.
    """

    kind: str
    one: str
    two: str
    why: str
    subject: str = ""
    predicate: str = ""
    a: str = ""
    b: str = ""


class Conflicts(list[Conflict]):
    """Conflicts, sorted; `left_out` counts those that a limit kept away."""

    left_out: int = 0


@as_claimgraph_writes()
def find_conflicts(store: Store, *, only: Collection[str] | None = None, limit: int | None = None) -> Conflicts:
    """Return the conflicts among the claims that stand: neither superseded nor retracted.

    Compared is what is said to be so, as a fact: plans, hopes and opinions conflict
    with nothing, but may be disputed, and what is still to come is not so already. `only`
    are the IRIs of the claims to look among; None for all. At most `limit` pairs are returned.
    """
    if only is None:
        reading, pairs = find_all_pairs(store)
    else:
        reading = read_statements(store, only=only)
        pairs = (pair for pair in find_pairs(reading, group_answers(store, reading)) if pair.one in only and pair.two in only)
    found, left_out = _first(pairs, limit)
    explain = Explainer(store, terms_of(found), {claim for pair in found if pair.kind == "disputed" for claim in (pair.one, pair.two)})
    whys: dict[Conflict, set[str]] = {}
    for pair in found:
        conflict = explain_pair(pair, explain, reading)
        whys.setdefault(conflict._replace(why=""), set()).add(conflict.why)  # each may dispute the other
    conflicts = Conflicts(sorted(conflict._replace(why=" ".join(sorted(said))) for conflict, said in whys.items()))
    conflicts.left_out = left_out
    return conflicts


@as_claimgraph_writes()
def find_all_pairs(store: Store) -> tuple[Reading, Iterator[Pair]]:
    """Return the pairs of all claims that conflict, and what was read to find them; no words are looked up."""
    answers, reading = read_contested(store)
    return reading, find_pairs(reading, group_answers(store, reading._replace(statements=answers)))


def find_pairs(reading: Reading, groups: Iterable[Group]) -> Iterator[Pair]:
    """Yield all pairs of claims that conflict, of all kinds."""
    with as_claimgraph_writes():  # numbers that are none are met only when they are compared
        for group in groups:
            yield from pair_excluded(group, reading.excluded)
        yield from pair_same_statements(reading)
    for pair in reading.disputes:
        one, two = (reading.frames.get(claim) for claim in pair)
        if one and two and one != two and not one.gone and not two.gone:
            yield Pair("disputed", Question("", ""), one.claim, two.claim)


def terms_of(pairs: Iterable[Pair]) -> set[Any]:
    """Return what the words for some pairs have to name: terms of the store, and IRIs as text."""
    terms: set[Any] = set()
    for pair in pairs:
        terms |= {pair.question.subject, pair.a, pair.b} - {None, ""}
        terms |= {term for subject, _, value in pair.question.statements for term in (subject, value)}
    return terms


def explain_pair(pair: Pair, explain: Explainer, reading: Reading) -> Conflict:
    """Return a pair as a conflict: the claim whose CURIE is first in the alphabet speaks first."""
    compact, question, kind = explain.compact, pair.question, pair.kind
    one, two = compact(pair.one), compact(pair.two)
    turned = two < one
    ids = (two, one) if turned else (one, two)
    if kind == "disputed":
        return Conflict(kind, *ids, f"“{explain.name(pair.one)}” disputes “{explain.name(pair.two)}”.")
    ends = (compact(question.subject), compact(question.predicate))
    answers = answers_of(pair, explain)[:: -1 if turned else 1]
    if kind in _WAYS:
        heading, what = explain.stated(question)
        says = [says for says, _ in _WAYS[kind]][:: -1 if turned else 1]
        why = f"{heading}{'' if len(question.statements) == 1 else ','} {what}: one {says[0]}, the other {says[1]}."
    else:
        rule = rule_of(kind, reading.predicates[question.predicate].grain)
        heading = explain.heading(question, pair.b if turned else pair.a)
        why = f"{heading}: one says {answers[0]}, the other {answers[1]}, and {rule}."
    return Conflict(kind, *ids, why, *ends, *answers)


def answers_of(pair: Pair, explain: Explainer) -> tuple[str, str]:
    """Return in words what each claim of a pair answers."""
    if pair.kind == "disputed":
        return explain.name(pair.one), explain.name(pair.two)
    if pair.kind in _WAYS:
        what = explain.stated(pair.question)[1]
        one, two = (way.format(what) for _, way in _WAYS[pair.kind])
        return one, two
    return explain.name(pair.a), explain.name(pair.b)


def _first(pairs: Iterator[Pair], limit: int | None) -> tuple[list[Pair], int]:
    """Return the first pairs by kind and claims, and how many others there were, without keeping these."""
    if limit is None:
        return list(pairs), 0
    count = 0

    def counted() -> Iterator[Pair]:
        nonlocal count
        for pair in pairs:
            count += 1
            yield pair

    kept = heapq.nsmallest(max(limit, 0), counted(), key=lambda pair: (pair.kind, *sorted((pair.one, pair.two)), str(pair)))
    count += sum(1 for _ in pairs)  # of a limit of nothing, none was read
    return kept, count - len(kept)
