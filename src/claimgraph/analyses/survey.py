"""A store in; the disagreements among its claims out, with the updates that are none, and with what cannot be compared.

A disagreement gathers all claims that answer one question, side by side: each answer
that somebody gives, with everybody who gives it. Hundreds of pairs make up a few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.conflicts import KINDS, answers_of, find_pairs, terms_of
from claimgraph.analyses.everything import are_many, read_everything
from claimgraph.analyses.exclusion import Question, group_answers, kind_of
from claimgraph.analyses.explain import Explainer
from claimgraph.analyses.incomparable import find_incomparable
from claimgraph.analyses.reasons import Reason, why_of
from claimgraph.analyses.sides import read_values
from claimgraph.analyses.statements import read_statements
from claimgraph.analyses.timelines import draw_timeline, find_changed
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.wording.words import join_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from claimgraph.analyses.exclusion import Group, Pair
    from claimgraph.analyses.incomparable import Apart
    from claimgraph.analyses.sides import Value
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

    `subject` and `predicate` are CURIEs, empty where claims dispute one another; `heading`
    says in words what it is about. `reasons` tell why not all sides can be right, each
    with the pairs of claims that exclude one another for it; there is one of each kind.
    """

    subject: str
    predicate: str
    heading: str
    sides: Sequence[Side]
    reasons: Sequence[Reason]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its reasons, in the order of KINDS."""
        return tuple(reason.kind for reason in self.reasons)

    @property
    def kind(self) -> str:
        """The first of its kinds."""
        return self.reasons[0].kind

    @property
    def why(self) -> str:
        """Why not all sides can be right, in a sentence for each kind."""
        return " ".join(reason.why for reason in self.reasons)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The claims that exclude one another for any reason, the first in the alphabet first."""
        return sorted({pair for reason in self.reasons for pair in reason.pairs})


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
    everything = only is None and (focus is None or are_many(store, focus))
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
    denied = {value for pair in shown if pair.kind == "denied" for _, _, value in pair.question.statements}
    values = read_values(store, denied, reading.same)
    explain = Explainer(store, terms, {claim for pair in shown if pair.kind == "disputed" for claim in (pair.one, pair.two)})
    return Survey(
        _disagreements(shown, groups, reading, explain, values),
        sorted((_update(line, explain, contested) for line in moved), key=lambda found: (found.heading, found.pairs)),
        sorted((_incomparable(found, explain) for found in apart), key=lambda found: (found.heading, found.sides)),
    )


def _wanted(pair: Pair, only: Collection[str] | None, focus: Collection[str] | None) -> bool:
    if only is not None and (pair.one not in only or pair.two not in only):
        return False
    return focus is None or pair.one in focus or pair.two in focus


# ------------------------------------------------------------ disagreements


def _disagreements(
    pairs: Iterable[Pair], groups: Iterable[Group], reading: Reading, explain: Explainer, values: Mapping[Any, Value]
) -> list[Disagreement]:
    gathered: dict[tuple[str, Question, str], list[Pair]] = {}
    for pair in pairs:
        about = pair.two if pair.kind == "disputed" else ""  # what several dispute is disputed once
        question, kind = pair.question, pair.kind
        if (asked := _asked(pair, reading, values)) is not None:
            question, kind = asked, ""  # answers that exclude one another and denials of them go side by side
        gathered.setdefault((kind, question, about), []).append(pair)
    by_question = {group.question: group for group in groups}
    found = [_disagreement(several, by_question.get(question), reading, explain) for (_, question, _), several in gathered.items()]
    return sorted(found, key=lambda one: (one.heading, KINDS.index(one.kind), one.sides))


def _asked(pair: Pair, reading: Reading, values: Mapping[Any, Value]) -> Question | None:
    """Return the question that a pair answers: also a denial, if it is of an answer that others may exclude. None if it is no such pair."""
    if pair.kind in {"functional", "disjoint"}:
        return pair.question
    if pair.kind == "denied" and len(pair.question.statements) == 1:
        ((subject, predicate, value),) = pair.question.statements
        if kind_of(predicate, value, reading):
            return Question(subject, predicate, values[value].context)
    return None


def _disagreement(pairs: Sequence[Pair], group: Group | None, reading: Reading, explain: Explainer) -> Disagreement:
    kind, question = pairs[0].kind, pairs[0].question
    sides: dict[tuple[str, ...], set[str]] = {}
    worded: dict[str, list[tuple[Pair, tuple[str, str]]]] = {}
    curies = {claim: explain.compact(claim) for pair in pairs for claim in (pair.one, pair.two)}
    for pair in pairs:
        answers = answers_of(pair, explain)
        worded.setdefault(pair.kind, []).append((pair, answers))
        for claim, answer in zip((curies[pair.one], curies[pair.two]), answers, strict=True):
            sides.setdefault((answer, claim) if kind == "disputed" else (answer,), set()).add(claim)
    listed = sorted((Side(key[0], sorted(claims)) for key, claims in sides.items()), key=lambda side: (-len(side.claims), side))
    if kind == "disputed":
        disputed = curies[pairs[0].two]
        listed.sort(key=lambda side: disputed not in side.claims)
        heading = f"“{explain.name(pairs[0].two)}”"
    else:
        heading = explain.stated(question)[0] if question.statements else explain.heading(question, pairs[0].a)
    reasons = []
    for name in sorted(worded, key=KINDS.index):
        ids = {(min(ends), max(ends)) for pair, _ in worded[name] for ends in [(curies[pair.one], curies[pair.two])]}
        reasons.append(Reason(name, why_of(worded[name], group, reading, named=len(worded) > 1), sorted(ids)))
    ends = ("", "") if kind == "disputed" else (explain.compact(question.subject), explain.compact(question.predicate))
    return Disagreement(*ends, heading, listed, reasons)


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
