"""A store in; the disagreements among its claims out, with the updates that are none, and with what cannot be compared.

A disagreement gathers all claims that answer one question, side by side: each answer
that somebody gives, with everybody who gives it. Hundreds of pairs make up a few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.conflicts import KINDS, answers_of, find_pairs, rule_of, terms_of
from claimgraph.analyses.everything import read_everything
from claimgraph.analyses.exclusion import Question, group_answers
from claimgraph.analyses.explain import Explainer
from claimgraph.analyses.incomparable import find_incomparable
from claimgraph.analyses.statements import read_statements
from claimgraph.analyses.timelines import draw_timeline, find_changed
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.wording.words import join_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from claimgraph.analyses.exclusion import Group, Pair
    from claimgraph.analyses.incomparable import Apart
    from claimgraph.analyses.statements import Reading
    from claimgraph.analyses.timelines import Timeline
    from claimgraph.store.protocol import Store

__all__ = ["SURVEYED", "Disagreement", "Incomparable", "Side", "Step", "Survey", "Update", "survey_conflicts"]

#: What can be looked for: the kinds of conflict, and the two that are none.
SURVEYED = (*KINDS, "update", "not-comparable")
_WHYS = {
    "superseded": "a later claim replaces an earlier one by its own word",
    "moved": "what is expected is not what was expected before",
    "turned-out": "what was expected is not what is said to be so",
    "changed": "one is said to be so at one time, the other at another",
}


class Side(NamedTuple):
    """An answer in words, and the claims that give it, by CURIE; of what cannot be compared, `context` tells the setting, unit and so on."""

    value: str
    claims: Sequence[str]
    context: str = ""


class Disagreement(NamedTuple):
    """A question to which claims give answers that cannot all hold.

    `subject` and `predicate` are CURIEs, empty where claims dispute one another;
    `heading` says in words what it is about, and `why` why not all sides can be right.
    `pairs` are the claims that exclude one another, the first in the alphabet first.
    """

    kind: str
    subject: str
    predicate: str
    heading: str
    why: str
    sides: Sequence[Side]
    pairs: Sequence[tuple[str, str]]


class Step(NamedTuple):
    """A step of an update: the answer in words, and who gave it then.

    `day` is the first day (ISO) on which a claim of it was said, or since or until when
    it holds; empty if that is not known. Unless `ordered`, it may as well come before the
    step above. `expected` tells that nobody here says it is so, yet.
    """

    value: str
    claims: Sequence[str]
    day: str
    ordered: bool
    expected: bool


class Update(NamedTuple):
    """Answers that follow one another without being a conflict; `pairs` are those that differ. `contested`: some of it is, with others, a conflict."""

    subject: str
    predicate: str
    heading: str
    why: str
    steps: Sequence[Step]
    pairs: Sequence[tuple[str, str]]
    contested: bool


class Incomparable(NamedTuple):
    """What looks alike and differs in more than its value: `differs` names in what."""

    subject: str
    predicate: str
    heading: str
    differs: Sequence[str]
    why: str
    sides: Sequence[Side]


class Survey(NamedTuple):
    """All that was found."""

    disagreements: Sequence[Disagreement]
    updates: Sequence[Update]
    incomparable: Sequence[Incomparable]


@as_claimgraph_writes()
def survey_conflicts(
    store: Store, *, only: Collection[str] | None = None, focus: AbstractSet[str] | None = None, kinds: Collection[str] = SURVEYED
) -> Survey:
    """Return what is found of some kinds (of SURVEYED) among all claims, or among `only` some, by IRI.

    With a `focus`, what is found must have one of these claims in it; the others need
    not be among them. For a few claims a store is not read as a whole.
    """
    everything = only is None and focus is None
    reading = read_everything(store) if everything else read_statements(store, only=only, focus=focus)
    groups = group_answers(store, reading)
    changed = list(find_changed(groups, reading)) if "update" in kinds else []
    changes = {pair for one in changed for pair in one.changes}
    shown: list[Pair] = []
    conflicts: set[frozenset[str]] = set()  # of what looks like an update
    contested: set[str] = set()
    for pair in find_pairs(reading, groups):
        if changes and (both := frozenset((pair.one, pair.two))) in changes:
            conflicts.add(both)
        if pair.kind != "disputed":
            contested |= {pair.one, pair.two}
        if pair.kind in kinds and _wanted(pair, only, focus):
            shown.append(pair)
    timelines = [line for one in changed if (line := draw_timeline(one, reading, conflicts))]
    moved = [line for line in timelines if focus is None or any(claim in focus for entry in line.entries for claim in entry.claims)]
    apart = [
        found
        for found in (find_incomparable(groups) if "not-comparable" in kinds else ())
        if focus is None or any(claim in focus for group in found.groups for answer in group.answers.values() for claim in answer.now)
    ]
    terms = terms_of(shown) | {
        term for line in moved for term in (line.question.subject, *(t for entry in line.entries for t in entry.terms))
    }
    for group in (group for found in apart for group in found.groups):
        terms |= {group.question.subject, *filter(None, group.question.context[1:-1])}  # what is neither a unit nor words has a name
        terms |= {answer.term for answer in group.answers.values()}
    explain = Explainer(store, terms, {claim for pair in shown if pair.kind == "disputed" for claim in (pair.one, pair.two)})
    return Survey(
        _disagreements(shown, groups, reading, explain),
        sorted((_update(line, explain, contested) for line in moved), key=lambda found: (found.heading, found.pairs)),
        sorted((_incomparable(found, explain) for found in apart), key=lambda found: (found.heading, found.sides)),
    )


def _wanted(pair: Pair, only: Collection[str] | None, focus: Collection[str] | None) -> bool:
    if only is not None and (pair.one not in only or pair.two not in only):
        return False
    return focus is None or pair.one in focus or pair.two in focus


# ------------------------------------------------------------ disagreements


def _disagreements(pairs: Iterable[Pair], groups: Iterable[Group], reading: Reading, explain: Explainer) -> list[Disagreement]:
    gathered: dict[tuple[str, Question, str], list[Pair]] = {}
    for pair in pairs:
        about = pair.two if pair.kind == "disputed" else ""  # what several dispute is disputed once
        gathered.setdefault((pair.kind, pair.question, about), []).append(pair)
    by_question = {group.question: group for group in groups}
    found = [_disagreement(several, by_question.get(question), reading, explain) for (_, question, _), several in gathered.items()]
    return sorted(found, key=lambda one: (one.heading, KINDS.index(one.kind), one.sides))


def _disagreement(pairs: Sequence[Pair], group: Group | None, reading: Reading, explain: Explainer) -> Disagreement:
    kind, question = pairs[0].kind, pairs[0].question
    sides: dict[tuple[str, ...], set[str]] = {}
    against: set[tuple[str, str]] = set()
    curies = {claim: explain.compact(claim) for pair in pairs for claim in (pair.one, pair.two)}
    for pair in pairs:
        answers = answers_of(pair, explain)
        against.add(answers)
        for claim, answer in zip((curies[pair.one], curies[pair.two]), answers, strict=True):
            sides.setdefault((answer, claim) if kind == "disputed" else (answer,), set()).add(claim)
    listed = sorted((Side(key[0], sorted(claims)) for key, claims in sides.items()), key=lambda side: (-len(side.claims), side))
    if kind == "disputed":
        disputed = curies[pairs[0].two]
        listed.sort(key=lambda side: disputed not in side.claims)
        heading = f"“{explain.name(pairs[0].two)}”"
    else:
        heading = explain.stated(question)[0] if question.statements else explain.heading(question, pairs[0].a)
    why = _why(kind, listed, against, reading.predicates[question.predicate].grain if group else "")
    ids = sorted({(min(one, two), max(one, two)) for pair in pairs for one, two in [(curies[pair.one], curies[pair.two])]})
    ends = ("", "") if kind == "disputed" else (explain.compact(question.subject), explain.compact(question.predicate))
    return Disagreement(kind, *ends, heading, why, listed, ids)


def _why(kind: str, sides: Sequence[Side], against: set[tuple[str, str]], grain: str) -> str:
    """Return in a sentence why not all sides can be right."""
    if kind == "denied":
        return "What some say is so, others deny."
    if kind == "not-yet":
        return "What some say is so already is, say others at that time, still to come."
    if kind == "disputed":
        return "Somebody disputes it, by their own word."
    rule = rule_of(kind, grain)
    values = [side.value for side in sides]
    excluded = {frozenset(pair) for pair in against}
    if len(excluded) == len(values) * (len(values) - 1) // 2:
        return f"{rule[0].upper()}{rule[1:]}."
    left = list(excluded)
    parts = []
    while left:  # the value that most others exclude first, with all of these
        value = max(values, key=lambda value: (sum(value in pair for pair in left), value))
        others = sorted(other for pair in left if value in pair for other in pair - {value})
        parts.append(f"{value} excludes {join_words(others, 'and')}")
        left = [pair for pair in left if value not in pair]
    return f"{rule[0].upper()}{rule[1:]}: {'; '.join(parts)}."


# ------------------------------------------------------------ what is none


def _update(line: Timeline, explain: Explainer, contested: Collection[str]) -> Update:
    compact, question = explain.compact, line.question
    steps = [
        Step(join_words(list(dict.fromkeys(map(explain.name, entry.terms))), "or"), [compact(claim) for claim in entry.claims], *entry[2:])
        for entry in line.entries
    ]
    why = "; ".join(_WHYS[kind] for kind in _WHYS if kind in {change.kind for change in line.changes})
    pairs = sorted({(min(pair), max(pair)) for change in line.changes if (pair := (compact(change.one), compact(change.two)))})
    is_contested = any(claim in contested for entry in line.entries for claim in entry.claims)
    heading = explain.heading(question, line.entries[0].terms[0])
    return Update(
        compact(question.subject), compact(question.predicate), heading, f"{why[0].upper()}{why[1:]}.", steps, pairs, is_contested
    )


def _incomparable(found: Apart, explain: Explainer) -> Incomparable:
    compact, question = explain.compact, found.groups[0].question
    contexts = {group.question: explain.context(group.question, found.differs, group.first.term) for group in found.groups}
    sides = [
        Side(explain.name(answer.term), sorted(map(compact, answer.now)), contexts[group.question])
        for group in found.groups
        for answer in group.answers.values()
        if answer.now
    ]
    benchmark = question.context[1]
    heading = f"{explain.name(question.subject)}, {explain.words(compact(question.predicate))}{f' on {explain.name(benchmark)}' if benchmark else ''}"
    why = f"Not comparable: differs in {join_words(found.differs, 'and')} ({' / '.join(sorted(set(contexts.values())))})."
    return Incomparable(
        compact(question.subject),
        compact(question.predicate),
        heading,
        found.differs,
        why,
        sorted(sides, key=lambda side: (side.context, side)),
    )
