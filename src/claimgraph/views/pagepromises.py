"""A store and the claims of a page in; what was promised for when, how it moved and what came of it, out, as the page takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.analyses.due import find_promises
from claimgraph.views.matters import Teller, days_text, moment_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claimgraph.analyses.due import Promise
    from claimgraph.analyses.moves import Step
    from claimgraph.store.protocol import Store

__all__ = ["page_promises"]

#: On this day nothing is overdue yet: what is, the page itself tells, by the day on which it is read.
_BEFORE_ALL = "0001-01-01"
_TIMINGS = {"early": "early", "in-time": "in time", "late": "late", "unknown": "in time or not is not known"}


def page_promises(store: Store, only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return the promises that one of some claims, by IRI, makes; or all.

    Each has `subject`, `name`, `predicate`, `object` (words; empty where that is the date), `outcome` (open, fulfilled or dropped),
    `timing` and `came` in words, `due` (`text`, `earliest`, `latest`, `vague`), `moved` (how often), `trail` (the days
    that it was promised for: `when` that was said, `value`, `claims`, `note`, `unsure`), `unordered` (sentences), and
    `fulfilledBy`, `droppedBy`, `saidAlready` and `claims` by CURIE.
    """
    found = find_promises(store, today=_BEFORE_ALL)
    if only is not None:
        wanted = set(only)
        found = [promise for promise in found if not wanted.isdisjoint(promise.claims)]
    things = [thing for promise in found for thing in (promise.subject, promise.object) if thing is not None]
    values = {f"{p.subject} {p.predicate} {n}": step.value for p in found for n, step in enumerate(p.steps) if step.value}
    tell = Teller(store, things, values)
    return [_promise(promise, tell) for promise in found]


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
        "saidAlready": _curies(promise.said_already, tell),
        "claims": _curies(promise.claims, tell),
    }


def _words(step: Step, tell: Teller) -> str:
    when = moment_text(step.due, short=True)
    return f"{when}, {tell.value(step.value)}" if step.value else when


def _curies(claims: Sequence[str], tell: Teller) -> list[str]:
    return [tell.compact(claim) for claim in claims]
