"""Promises in; what became of each out: for a person, for a spreadsheet, and for a program."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from claimgraph.analyses.due import find_promises
from claimgraph.views.matters import Teller, count_words, days_text, moment_json, moment_text, speaker_text
from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimgraph.analyses.due import Promise
    from claimgraph.analyses.moves import Move, Step
    from claimgraph.analyses.records import Days
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store
    from claimgraph.views.receipts import Receipts

__all__ = ["report_due"]

#: The outcomes in the order in which a reader wants them.
_ORDER = ("overdue", "open", "fulfilled", "dropped")
_COLUMNS = (
    "outcome", "timing", "subject", "predicate", "object", "due", "earliest", "latest", "moved", "moves", "fulfilledBy", "droppedBy", "claims",
)  # fmt: skip
_TIMINGS = {"early": "early", "in-time": "in time", "late": "late", "unknown": "in time or not is not known"}
_TIMES = {1: "once", 2: "twice"}
_KNOWN = {"stated": "", "dated": "", "implied": "as did a date that lies within it"}
#: When it was said to be so, if that was not after it was promised, so that it tells nothing of whether the promise was kept.
_ALREADY = {
    "before": "said to be so before it was promised:",
    "same-time": "said to be so {} as it was promised, which here counts as one time:",
    "unknown": "said to be so, before or after it was promised:",
}
_PERIODS = {"month": "in the same month", "year": "in the same year"}
_NOTHING = "No promises with a date."


def report_due(
    store: Store,
    *,
    today: str,
    as_of: str = "",
    undated: int = 0,
    about: Collection[str] | None = None,
    outcomes: Collection[str] = (),
    texts: Mapping[str, Snapshot] | None = None,
) -> Report:
    """Return the promises as things stand on the day `today` (ISO); `undated` are the claims that `as_of` left out.

    `about` are IRIs of subjects or objects; of the `outcomes`, one must be that of the
    promise, where `moved` is one that has moved.
    """
    found = find_promises(store, today=today, about=about)
    wanted = [p for p in found if not outcomes or p.outcome in outcomes or (p.moved and "moved" in outcomes)]
    wanted.sort(key=lambda p: (_ORDER.index(p.outcome), p.due.days.last or "9999", p.due.days.first))
    written = _Writer(store, wanted, today, texts)
    data = {
        "analysis": "due",
        "asOf": as_of or None,
        "today": today,
        "undated": undated,
        "promises": [written.json(promise) for promise in wanted],
        **written.receipts.as_json(),
    }
    return Report(_lines(written, wanted, today, undated), _COLUMNS, map(written.row, wanted), data)


def _lines(written: _Writer, promises: Sequence[Promise], today: str, undated: int) -> Iterator[str]:
    yield from _head(promises, today)
    for promise in promises:
        yield from written.block(promise)
    if undated:
        yield from ("", f"Left out: {count_words(undated, 'claim')} without a date, which may or may not have been said by then.")


def _head(promises: Sequence[Promise], today: str) -> Iterator[str]:
    day = date_text({"value": today})
    if not promises:
        yield f"{_NOTHING[:-1]}, as of {day}."
        return
    counts = [f"{sum(p.outcome == outcome for p in promises)} {outcome}" for outcome in _ORDER]
    moved = sum(bool(p.moved) for p in promises)
    yield f"As of {day}: {count_words(len(promises), 'promise')} with a date: {', '.join(counts)}; {moved} moved."


class _Writer:
    """Writes promises, having asked once for all names and receipts."""

    def __init__(self, store: Store, promises: Sequence[Promise], today: str, texts: Mapping[str, Snapshot] | None) -> None:
        self._today = dt.date.fromisoformat(today)
        things = [thing for p in promises for thing in (p.subject, p.object) if thing is not None]
        values = {f"{p.subject} {p.predicate} {n}": step.value for p in promises for n, step in enumerate(p.steps) if step.value}
        self._tell = Teller(store, things, values)
        claims = {claim for p in promises for claim in (*p.claims, *p.fulfilled_by, *p.dropped_by, *p.said_already)}
        self.receipts: Receipts = gather_receipts(store, claims, texts=texts)

    # -------------------------------------------------------- for a person

    def block(self, promise: Promise) -> Iterator[str]:
        """Yield the lines about one promise: what became of it, then why one can say so."""
        yield ""
        yield f"{promise.outcome.upper()}  {self._what(promise)}: {self._verdict(promise)}"
        yield from self._moves(promise)
        for number, step in enumerate(promise.steps):
            outcome = f": {self._step_outcome(step)}" if len(promise.steps) > 1 else ""
            now = f" ({self._standing(promise)})" if len(promise.steps) > 1 and number == promise.current else ""
            yield f"  promised for {self._step(step)}{now}{outcome}"
            yield from self._lines(step.claims)
        yield from self._claims("so it is, say" if len(promise.fulfilled_by) > 1 else "so it is, says", promise.fulfilled_by)
        yield from self._claims("dropped by", promise.dropped_by)
        for when, claims in promise.already:
            yield from self._claims(_ALREADY[when].format(_PERIODS.get(promise.grain, "on the same day")), claims)

    def _what(self, promise: Promise) -> str:
        what = f"{self._tell.thing(promise.subject)}, {self._tell.predicate(promise.predicate)}"
        return what if promise.object is None else f"{what} {self._tell.object(promise.object)}"

    def _verdict(self, promise: Promise) -> str:
        """Say in one line what became of a promise, for what day it was, and how often it moved."""
        due = promise.due.days
        moved = f", moved {_TIMES.get(promise.moved, f'{promise.moved} times')}" if promise.moved else ""
        step = self._step(promise.steps[promise.current], short=True)
        if promise.outcome == "overdue":
            late = (self._today - dt.date.fromisoformat(due.last)).days
            return f"{step}{moved}; {count_words(late, 'day')} overdue"
        if promise.outcome == "fulfilled":
            judged = self._judged(promise.fulfilled_by)
            came = f": {days_text(promise.came)}" if any(promise.came) else ""
            return f"{step}{moved}; fulfilled, {_TIMINGS[promise.timing]}{came}{judged}"
        if promise.outcome == "dropped":
            return f"{step}{moved}; dropped{self._judged(promise.dropped_by)}"
        if due.last and promise.due.exactness != "vague" and due.last >= self._today.isoformat():
            left = (dt.date.fromisoformat(due.last) - self._today).days
            return f"{step}{moved}; {count_words(left, 'day')} left, until {date_text({'value': due.last})}"
        if due.last:
            return f"{step}{moved}; a vague date, which is never overdue"
        return f"{step}{moved}; no last day is given"

    def _judged(self, claims: Sequence[str]) -> str:
        """Say so if all that something rests on was refuted."""
        found = [self.receipts.claims[self._tell.compact(claim)] for claim in claims]
        refuted = found and all(any(a["verdict"] == "cg:refuted" for a in claim["assessments"]) for claim in found)
        return ", by claims that somebody refuted" if refuted else ""

    def _standing(self, promise: Promise) -> str:
        """Say what the step is that a promise stands at: others may have been said later, and been dropped since."""
        said = promise.steps[promise.current].said
        later = any(step.said.first > said.last for step in promise.steps if said.last)
        return "where it stands" if later else "the last word"

    def _step(self, step: Step, *, short: bool = False) -> str:
        when = moment_text(step.due, short=short)
        return f"{self._tell.value(step.value)}, due {when}" if step.value else when

    def _step_outcome(self, step: Step) -> str:
        return step.outcome + (f", {_TIMINGS[step.timing]}" if step.timing else "")

    def _moves(self, promise: Promise) -> Iterator[str]:
        """Yield how a promise moved: the way that leads to where it stands now, then the other moves."""
        way = _way(promise)
        if way:
            text = self._step(promise.steps[way[0].before], short=True)
            for move in way:
                text += f" → {self._step(promise.steps[move.after], short=True)} ({self._manner(promise, move)})"
            yield f"  moved: {text}"
        for move in promise.moves:
            if move not in way:
                before, after = (self._step(promise.steps[n], short=True) for n in (move.before, move.after))
                yield f"  also moved: {before} → {after} ({self._manner(promise, move)})"
        for pair in promise.unordered:
            one, two = (self._step(promise.steps[n], short=True) for n in pair)
            yield f"  differ, and which was said first is not known: {one}; {two}"

    def _manner(self, promise: Promise, move: Move) -> str:
        """Say who tells of a move, when, and how it is known."""
        who = ", ".join(dict.fromkeys(speaker_text(self.receipts, self._tell.compact(claim)) for claim in move.claims))
        first = promise.steps[move.after].said
        when = f"first said {days_text(first)}" if not any(move.said) and any(first) else days_text(move.said)
        return "; ".join(part for part in (who, when, _KNOWN[move.known]) if part)

    def _claims(self, words: str, claims: Sequence[str]) -> Iterator[str]:
        if claims:
            yield f"  {words}"
            yield from self._lines(claims)

    def _lines(self, claims: Sequence[str]) -> Iterator[str]:
        return (f"    {self.receipts.line(self._tell.compact(claim))}" for claim in claims)

    # -------------------------------------------------------- for programs

    def json(self, promise: Promise) -> dict[str, Any]:
        """Return a promise as docs/json.md describes it."""
        curies = self._curies
        return {
            "subject": self._tell.compact(promise.subject),
            "predicate": self._tell.compact(promise.predicate),
            "object": None if promise.object is None else self._tell.json(promise.object),
            "outcome": promise.outcome,
            "timing": promise.timing or None,
            "due": moment_json(promise.due),
            "moved": promise.moved,
            "moves": [
                {
                    "from": moment_json(promise.steps[move.before].due),
                    "to": moment_json(promise.steps[move.after].due),
                    "known": move.known,
                    "said": _said(move.said),
                    "claims": curies(move.claims),
                }
                for move in promise.moves
            ],
            "unordered": [[moment_json(promise.steps[n].due) for n in pair] for pair in promise.unordered],
            "steps": [
                {
                    "due": moment_json(step.due),
                    "value": self._tell.value(step.value) if step.value else None,
                    "outcome": step.outcome,
                    "timing": step.timing or None,
                    "said": _said(step.said),
                    "claims": curies(step.claims),
                }
                for step in promise.steps
            ],
            "came": _said(promise.came),
            "fulfilledBy": curies(promise.fulfilled_by),
            "droppedBy": curies(promise.dropped_by),
            "saidAlready": curies(promise.said_already),
            "claims": curies(promise.claims),
        }

    def row(self, promise: Promise) -> list[str]:
        """Return a promise as cells."""
        first, last = promise.due.days
        moves = "; ".join(" → ".join(self._step(promise.steps[n], short=True) for n in (move.before, move.after)) for move in promise.moves)
        thing = "" if promise.object is None else self._tell.object(promise.object)
        groups = (promise.fulfilled_by, promise.dropped_by, promise.claims)
        return [
            promise.outcome, promise.timing, self._tell.thing(promise.subject), self._tell.predicate(promise.predicate), thing,
            self._step(promise.steps[promise.current], short=True), first, last, str(promise.moved), moves,
            *(" ".join(self._curies(group)) for group in groups),
        ]  # fmt: skip

    def _curies(self, claims: Sequence[str]) -> list[str]:
        return [self._tell.compact(claim) for claim in claims]


def _way(promise: Promise) -> list[Move]:
    """Return moves that lead one after another to where a promise stands now, as far back as they go."""
    into: dict[int, list[Move]] = {}
    for move in promise.moves:
        into.setdefault(move.after, []).append(move)
    way: list[Move] = []
    seen = {promise.current}
    step = promise.current
    while found := [move for move in into.get(step, ()) if move.before not in seen]:
        move = max(found, key=lambda m: (m.before in into, m.known != "implied", m.said))
        way.append(move)
        step = move.before
        seen.add(step)
    return way[::-1]


def _said(days: Days) -> dict[str, str | None]:
    return {"earliest": days.first or None, "latest": days.last or None}
