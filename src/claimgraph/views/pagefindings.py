"""What the analyses find among the claims of a page in; the same out as the page's scripts take it: ids, names, texts, days."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.survey import survey_conflicts
from claimgraph.views.pageorigins import Origins, page_origins
from claimgraph.views.pagepromises import page_promises
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from claimgraph.analyses.survey import Disagreement, Incomparable, Side, Step, Update
    from claimgraph.store.protocol import Store

__all__ = ["Findings", "find_findings"]

#: A page holds so many disagreements at most, and so many updates and promises; it says how many more there are.
MAX_FOUND = 5_000

Found = dict[str, Any]


class Findings(NamedTuple):
    """What a page shows beside the claims, as plain objects that name claims by CURIE.

    `disagreements` have `kinds`, `subject`, `heading`, `why`, `sides` (`value`, `claims`) and `pairs`: the claims that exclude one
    another, or None where those of each side exclude all of every other. `updates` have `subject`, `heading`, `why`, `contested` and
    `steps` (`when`, `value`, `claims`, `note`, `unsure`), `incomparable` have `subject`, `heading`, `why` and `sides`; `promises`
    are as `page_promises` returns them. `left_out` counts what there was no room for. `as_of` is the day by which promises
    are judged, where one was asked for: without it, the page takes the reader's own.
    """

    disagreements: Sequence[Found] = ()
    updates: Sequence[Found] = ()
    incomparable: Sequence[Found] = ()
    promises: Sequence[Found] = ()
    origins: Origins = Origins()
    left_out: int = 0
    as_of: str | None = None


def find_findings(store: Store, only: Collection[str] | None = None, *, as_of: str | None = None) -> Findings:
    """Return what is found among some claims, by IRI, or among all."""
    survey = survey_conflicts(store, only=only)
    promises = page_promises(store, only)
    kinds = (survey.disagreements, survey.updates, survey.incomparable, promises)
    return Findings(
        [_disagreement(found) for found in survey.disagreements[:MAX_FOUND]],
        [_update(found) for found in survey.updates[:MAX_FOUND]],
        [_incomparable(found) for found in survey.incomparable[:MAX_FOUND]],
        promises[:MAX_FOUND],
        page_origins(store, only),
        sum(max(0, len(found) - MAX_FOUND) for found in kinds),
        as_of,
    )


def _disagreement(found: Disagreement) -> Found:
    return {
        "kinds": list(found.kinds),
        "subject": found.subject,
        "heading": found.heading,
        "why": found.why,
        "sides": _sides(found.sides),
        "pairs": None if _is_whole(found) else [list(pair) for pair in found.pairs],
    }


def _is_whole(found: Disagreement) -> bool:
    """Tell whether the claims of each side exclude all those of every other: then nobody need list the pairs."""
    whole = {
        (min(one, two), max(one, two))
        for side, other in itertools.combinations(found.sides, 2)
        for one, two in itertools.product(side.claims, other.claims)
        if one != two
    }
    return whole == {(min(pair), max(pair)) for pair in found.pairs}


def _update(found: Update) -> Found:
    return {
        "subject": found.subject,
        "heading": found.heading,
        "why": found.why,
        "contested": found.contested,
        "steps": [_step(step, first=not number) for number, step in enumerate(found.steps)],
    }


def _step(step: Step, *, first: bool) -> Found:
    notes = ["expected"] if step.expected else []
    notes += [] if first or step.ordered else ["order not known"]
    return {
        "when": date_text({"value": step.day}) if step.day else "undated",
        "value": step.value,
        "claims": list(step.claims),
        "note": ", ".join(notes),
        "unsure": not (first or step.ordered),
    }


def _incomparable(found: Incomparable) -> Found:
    sides = [
        {"value": f"{side.value} ({side.context})" if side.context else side.value, "claims": list(side.claims)} for side in found.sides
    ]
    return {"subject": found.subject, "heading": found.heading, "why": found.why, "sides": sides}


def _sides(sides: Iterable[Side]) -> list[Found]:
    return [{"value": side.value, "claims": list(side.claims)} for side in sides]
