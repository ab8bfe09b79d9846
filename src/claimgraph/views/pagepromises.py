"""A store and the claims of a page in; what was promised for when, how it moved and what came of it, out, as the page takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.due import find_promises
from claimgraph.analyses.records import select_by
from claimgraph.analyses.sides import is_node
from claimgraph.views.matters import Teller, days_text, moment_text
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claimgraph.analyses.due import Promise
    from claimgraph.analyses.moves import Step
    from claimgraph.store.protocol import Store

__all__ = ["page_promises"]

#: On this day nothing is overdue yet: what is, the page itself tells, by the day on which it is read.
_BEFORE_ALL = "0001-01-01"
#: Of so many things the promises are asked for alone.
_FEW = 500
_TIMINGS = {"early": "early", "in-time": "in time", "late": "late", "unknown": "in time or not is not known"}


def page_promises(store: Store, only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return the promises that one of some claims, by IRI, makes; or all.

    Each has `subject`, `name`, `predicate`, `object` (words; empty where that is the date), `outcome` (open, fulfilled or dropped),
    `timing` and `came` in words, `due` (`text`, `earliest`, `latest`, `vague`), `moved` (how often), `moves` (from what to what, as it is
    told), `trail` (the days that it was promised for: `when` that was said, `value`, `claims`, `note`, `unsure`), `unordered` (sentences),
    `already` (`text`: when, if not after it was promised, it was said to be so, and `claims`), and `fulfilledBy`, `droppedBy`
    and `claims` by CURIE.
    """
    found = find_promises(store, today=_BEFORE_ALL, about=_subjects(store, only))
    if only is not None:
        wanted = set(only)
        found = [promise for promise in found if not wanted.isdisjoint(promise.claims)]
    things = [thing for promise in found for thing in (promise.subject, promise.object) if thing is not None]
    values = {f"{p.subject} {p.predicate} {n}": step.value for p in found for n, step in enumerate(p.steps) if step.value}
    tell = Teller(store, things, values)
    return [_promise(promise, tell) for promise in found]


def _subjects(store: Store, only: Collection[str] | None) -> set[str] | None:
    """Return what some claims speak of, by all its names; None where that is so much that all may as well be read."""
    if only is None or len(only) > _FEW:
        return None
    stated = {text_of(row["subject"]) for row in select_by(store, "list/triples", "claim", only)}
    subjects = {subject for subject in stated if not is_node(store, subject)}
    names = {*subjects, *same_things(store, subjects)}
    return names if len(names) <= _FEW else None


def _promise(promise: Promise, tell: Teller) -> dict[str, Any]:
    due = promise.due
    steps = [_words(step, tell) for step in promise.steps]
    return {
        "subject": tell.compact(promise.subject),
        "name": tell.thing(promise.subject),
        "predicate": tell.predicate(promise.predicate),
        "object": "" if promise.object is None else tell.object(promise.object),
        "outcome": promise.outcome,
        "timing": _TIMINGS.get(promise.timing, ""),
        "came": days_text(promise.came) if any(promise.came) else "",
        "due": {
            "text": steps[promise.current],
            "earliest": due.days.first or None,
            "latest": due.days.last or None,
            "vague": due.exactness == "vague",
        },
        "moved": promise.moved,
        "moves": [[steps[move.before], steps[move.after]] for move in promise.moves],
        "trail": [
            {
                "when": days_text(step.said),
                "value": words,
                "claims": _curies(step.claims, tell),
                "note": "the last word" if len(steps) > 1 and number == promise.current else "",
                "unsure": not any(step.said),
            }
            for number, (step, words) in enumerate(zip(promise.steps, steps, strict=True))
        ],
        "unordered": [
            f"“{steps[one]}” and “{steps[two]}” have no day in common; which was said first is not known." for one, two in promise.unordered
        ],
        "fulfilledBy": _curies(promise.fulfilled_by, tell),
        "droppedBy": _curies(promise.dropped_by, tell),
        "already": [{"text": _already(when, promise.grain), "claims": _curies(claims, tell)} for when, claims in promise.already],
        "claims": _curies(promise.claims, tell),
    }


def _already(when: str, grain: str) -> str:
    """Say when it was said to be so, if that was not after it was promised."""
    period = {"month": "in the same month", "year": "in the same year"}.get(grain, "on the same day")
    texts = {"before": "before it was promised", "same-time": f"{period} as it was promised, which here counts as one time"}
    return f"Said to be so {texts[when]}" if when in texts else "Said to be so, before or after it was promised"


def _words(step: Step, tell: Teller) -> str:
    when = moment_text(step.due, short=True)
    return f"{when}, {tell.value(step.value)}" if step.value else when


def _curies(claims: Sequence[str], tell: Teller) -> list[str]:
    return [tell.compact(claim) for claim in claims]
