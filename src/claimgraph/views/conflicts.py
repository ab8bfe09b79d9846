"""Disagreements, updates and what cannot be compared in; the report of `claimgraph conflicts` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.analyses.conflicts import KINDS
from claimgraph.analyses.reasons import Reason
from claimgraph.analyses.survey import Update
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimgraph.analyses.survey import Disagreement, Incomparable, Side, Step, Survey
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store
    from claimgraph.views.receipts import Receipts

__all__ = ["report_conflicts"]

_COLUMNS = (
    "kind",
    "subject",
    "predicate",
    "one",
    "one_value",
    "one_source",
    "one_said",
    "two",
    "two_value",
    "two_source",
    "two_said",
    "why",
)
#: So long a sentence about all answers is given with each pair of them; of a longer one, the rule. Hundreds of answers
#: make a million characters, and a hundred thousand pairs.
_LONG = 10_000


@as_claimgraph_writes()
def report_conflicts(
    store: Store,
    survey: Survey,
    *,
    kinds: Collection[str],
    as_of: str = "",
    undated: int = 0,
    texts: Mapping[str, Snapshot] | None = None,
) -> Report:
    """Return the report of what was found of some kinds; `texts` are those to verify evidence against, by hash."""
    prefixes = store.prefixes
    claims = {_expand(claim, prefixes) for side in _sides(survey) for claim in side.claims}
    receipts = gather_receipts(store, claims, texts=texts)
    data = {
        "analysis": "conflicts",
        "asOf": as_of or None,
        "undated": undated,
        "conflicts": [_disagreement_data(found, receipts) for found in survey.disagreements],
        "updates": [_update_data(found) for found in survey.updates],
        "notComparable": [_incomparable_data(found) for found in survey.incomparable],
        **receipts.as_json(),
    }
    return Report(_lines(survey, receipts, kinds, undated), _COLUMNS, _rows(survey, receipts), data)


def _expand(curie: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return curie.strip("<>") if curie.startswith("<") else prefixes[prefix] + local


def _sides(survey: Survey) -> Iterator[Side | Step]:
    for found in survey.disagreements:
        yield from found.sides
    for update in survey.updates:
        yield from update.steps
    for apart in survey.incomparable:
        yield from apart.sides


def _is_refuted(claims: Iterable[str], receipts: Receipts) -> bool:
    """Tell whether somebody refuted each of some claims."""
    return all(any(found["verdict"] == "cg:refuted" for found in receipts.claims[claim]["assessments"]) for claim in claims)


# ------------------------------------------------------------ data and rows


def _disagreement_data(found: Disagreement, receipts: Receipts) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "kinds": list(found.kinds),
        "subject": found.subject or None,
        "predicate": found.predicate or None,
        "heading": found.heading,
        "why": found.why,
        "sides": [
            {"value": side.value, "claims": list(side.claims), "refuted": _is_refuted(side.claims, receipts)} for side in found.sides
        ],
        "pairs": [list(pair) for pair in found.pairs],
    }


def _update_data(found: Update) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "predicate": found.predicate,
        "heading": found.heading,
        "why": found.why,
        "contested": found.contested,
        "steps": [step._asdict() | {"claims": list(step.claims), "day": step.day or None} for step in found.steps],
        "pairs": [list(pair) for pair in found.pairs],
    }


def _incomparable_data(found: Incomparable) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "predicate": found.predicate,
        "heading": found.heading,
        "differs": list(found.differs),
        "why": found.why,
        "sides": [{"context": side.context, "value": side.value, "claims": list(side.claims)} for side in found.sides],
    }


def _rows(survey: Survey, receipts: Receipts) -> Iterator[Sequence[str]]:
    """Yield a row for each pair of claims that conflict, or of which one replaces the other."""
    for found in survey.disagreements:
        for reason in found.reasons:
            yield from _pair_rows(reason, found, receipts)
    for update in survey.updates:
        yield from _pair_rows(Reason("update", update.why, update.pairs), update, receipts)


def _pair_rows(reason: Reason, found: Disagreement | Update, receipts: Receipts) -> Iterator[Sequence[str]]:
    sides: Sequence[Side | Step] = found.steps if isinstance(found, Update) else found.sides
    values = {claim: side.value for side in sides for claim in side.claims}
    why = reason.why
    if len(why) > _LONG:  # it lists who excludes whom of all: the row names its own two
        why = f"{why.partition(':')[0]}."
    for pair in reason.pairs:
        cells = [(claim, values[claim], receipts.claims[claim]["source"], receipts.day(claim)) for claim in pair]
        yield (reason.kind, found.subject, found.predicate, *cells[0], *cells[1], why)


# ------------------------------------------------------------ lines


def _lines(survey: Survey, receipts: Receipts, kinds: Collection[str], undated: int) -> Iterator[str]:
    yield _summary(survey, kinds)
    if survey.disagreements:
        yield from ("", "DISAGREEMENTS")
    for number, found in enumerate(survey.disagreements, 1):
        yield from ("", f"{number}. {found.heading}")
        for side in found.sides:
            yield f"   {side.value}{' (every claim that says so was found refuted)' if _is_refuted(side.claims, receipts) else ''}"
            yield from (f"     {_line(claim, receipts)}" for claim in side.claims)
        yield f"   Why: {found.why} ({', '.join(found.kinds)})"
    if survey.updates:
        yield from ("", "UPDATES: a later answer in place of an earlier one, which is no disagreement")
    for number, update in enumerate(survey.updates, 1):
        yield from ("", f"{number}. {update.heading}")
        for step in update.steps:
            yield f"   {_when(step)}: {step.value}{' (expected)' if step.expected else ''}"
            yield from (f"     {_line(claim, receipts)}" for claim in step.claims)
        yield f"   Why: {update.why}{' Some of these claims are part of a disagreement, too.' if update.contested else ''}"
    if survey.incomparable:
        yield from ("", "NOT COMPARABLE: they look alike, and measure something else")
    for number, apart in enumerate(survey.incomparable, 1):
        yield from ("", f"{number}. {apart.heading}")
        for side in apart.sides:
            who = ", ".join(f"{receipts.outlet(receipts.claims[claim]['source'])} [{claim}]" for claim in side.claims)
            yield f"   {side.value} ({side.context}): {who}"
        yield f"   {apart.why}"
    if undated:
        who = "it" if undated == 1 else "they"
        yield f"{_count(undated, 'claim was', 'claims were')} left out: nobody knows whether {who} had been said by then."


def _summary(survey: Survey, kinds: Collection[str]) -> str:
    """Return the answer in a line: how much was found of what was looked for."""
    parts = []
    if set(kinds) & set(KINDS):
        pairs = sum(len(found.pairs) for found in survey.disagreements)
        parts.append(_count(len(survey.disagreements), "disagreement") + (f" ({_count(pairs, 'pair')} of claims)" if pairs else ""))
    if "update" in kinds:
        parts.append(_count(len(survey.updates), "update"))
    if "not-comparable" in kinds and survey.incomparable:
        parts.append(f"{_count(len(survey.incomparable), 'group')} of values that cannot be compared")
    return "; ".join(parts or ["nothing that cannot be compared"]) + "."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'no'} {one if number == 1 else many or f'{one}s'}"


def _line(claim: str, receipts: Receipts) -> str:
    """Return a claim on one line, with the time at which it holds."""
    found = receipts.claims[claim]
    holds = [_end(word, date_text(found[word])) for word in ("from", "until") if found[word]]
    return receipts.line(claim) + (f" Holds {', '.join(holds)}." if holds else "")


def _end(word: str, date: str) -> str:
    """Say from or until when something holds; a date may begin with that word itself.

    >>> _end("from", "2026"), _end("from", "from 1 May 2026"), _end("until", "from 1 May 2026")
    ('from 2026', 'from 1 May 2026', 'until some day from 1 May 2026')
    """
    if date.startswith(f"{word} "):
        return date
    return f"{word} some day {date}" if date.startswith(("from ", "until ")) else f"{word} {date}"


def _when(step: Step) -> str:
    """Return when a step was, and whether it is known to follow the one before."""
    day = date_text({"value": step.day}) if step.day else "Undated, but later" if step.ordered else "Undated"
    return day if step.ordered else f"{day}, order not known"
