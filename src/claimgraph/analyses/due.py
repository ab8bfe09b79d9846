"""A store and a day in; what was promised for when, and what became of it by that day, out.

A promise is said of one thing again and again, by several, for several days: the claims
of one promise are a *thread*, and each day that it was promised for is a *step*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.matters import (
    Moment,
    Predicate,
    Statement,
    Value,
    read_asked,
    read_predicates,
    read_times,
    read_values,
)
from claimgraph.analyses.moves import Move, Saying, Step, find_moves
from claimgraph.analyses.outcomes import Already, Said, tell_fate
from claimgraph.analyses.promised import read_given_up, read_promised
from claimgraph.analyses.records import Days, Record, read_modalities, read_origins, read_records, select_rows
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.records import Origin
    from claimgraph.store.protocol import Store

__all__ = ["OUTCOMES", "Promise", "find_promises"]

#: What may become of a promise; a thread that was moved has one of the others besides.
OUTCOMES = ("overdue", "open", "moved", "fulfilled", "dropped")
#: Modalities that hold not now, and yet speak of what is so, not of what is to come: with them, a date that is the value is no promise.
_NO_PROMISE = {CG + "alleged", CG + "estimated"}
_UNIT = "http://qudt.org/schema/qudt/unit"


class Promise(NamedTuple):
    """One thread: what is promised (IRIs), for when, and what became of it.

    `object` is the term of what is promised, or None where that is the date itself, or
    an amount or the like, which the steps give. `steps` come in the order in which they
    were first said, those without a date last; `current` is the index of the one that
    was said last as far as is known; `moves` speak of steps by index, and so do the
    pairs in `unordered`, of which nobody knows which was said first. `moved` counts
    how often the promise was moved. `came` is the day on which it was fulfilled, if
    that is said. `fulfilled_by`, `dropped_by` and `said_already`
    (which say that it is so, but not after it was promised) are claims, and so are
    `claims`, all those that promise it; IRIs, as everywhere.
    """

    subject: str
    predicate: str
    object: Any
    outcome: str
    timing: str
    moved: int
    current: int
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    unordered: tuple[tuple[int, int], ...]
    came: Days
    fulfilled_by: tuple[str, ...]
    dropped_by: tuple[str, ...]
    already: tuple[Already, ...]
    grain: str

    @property
    def said_already(self) -> tuple[str, ...]:
        """The claims that say it is so, though not after it was promised."""
        return tuple(claim for found in self.already for claim in found.claims)

    @property
    def due(self) -> Moment:
        """The day that it is promised for now."""
        return self.steps[self.current].due

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that promise it, first said first, those without a date last."""
        return tuple(claim for step in self.steps for claim in step.claims)


class _Thread(NamedTuple):
    """The statements of a thread, each with the day it is promised for and the value it gives; `former` are claims of days given up."""

    key: tuple[str, str, str]
    promised: list[tuple[Statement, Moment, Value | None]]
    former: set[str]


def find_promises(store: Store, *, today: str, about: Collection[str] | None = None) -> list[Promise]:
    """Return the promises, as things stand on a day (ISO); those about some IRIs, as subject or object, or all.

    A promise is affirmed as a fact, in a modality that does not hold now, and has a
    date: its `due`, or the date that is its value. Sorted by subject, predicate and object.
    """
    predicates = read_predicates(store)
    same = same_things(store)
    threads = _gather(store, predicates, same, about)
    rivals = _rivals(store, threads, predicates, same)
    claims = {s.claim for thread in threads for s, _, _ in thread.promised} | {s.claim for group in rivals.values() for s, _ in group}
    weigh = _Weigher(store, claims, predicates, today)
    known = [thread for thread in map(weigh.known, threads) if thread is not None]
    found = [weigh(part, rivals.get(thread.key, [])) for thread in known for part in weigh.apart(thread)]
    return sorted(found, key=lambda promise: (promise.subject, promise.predicate, str(promise.object), promise.claims))


# ------------------------------------------------------------ threads


def _gather(store: Store, predicates: Mapping[str, Predicate], same: Mapping[str, str], about: Collection[str] | None) -> list[_Thread]:
    """Return the threads that have a date in them."""
    modalities = {modality for modality, found in read_modalities(store).items() if not found.now}
    told = read_given_up(store, about)
    former = {statement.claim for statement in told}
    promised = [*read_promised(store, modalities, about), *((statement, "") for statement in told)]
    due = read_times(store, {s.claim for s, _ in promised} if about is not None else None, "due")
    values = read_values(store, [s for s, _ in promised if s.claim in due or predicates[s.predicate].dated])
    threads: dict[tuple[str, str, str], _Thread] = {}
    for statement, modality in promised:
        value = values.get(statement.object.value) if isinstance(statement.object, ox.NamedNode) else None
        if predicates[statement.predicate].dated and value is not None:
            when = None if modality in _NO_PROMISE else value.moment
        else:
            when = due.get(statement.claim)
        if when is not None:
            key = _key(statement, value, predicates, same)
            thread = threads.setdefault(key, _Thread(key, [], set()))
            thread.promised.append((statement, when, value))
            if statement.claim in former:
                thread.former.add(statement.claim)
    return [thread for thread in threads.values() if len(thread.promised) > len(thread.former)]


def _key(statement: Statement, value: Value | None, predicates: Mapping[str, Predicate], same: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what the statements of one thread share: the object too, unless it is a date, or the one amount that the subject has."""
    subject = same.get(statement.subject, statement.subject)
    predicate = predicates[statement.predicate]
    if value is not None and predicate.dated:
        return subject, statement.predicate, ""
    if value is not None and predicate.functional:
        return subject, statement.predicate, str(value.parts.get(_UNIT, ""))
    text = str(statement.object)
    return subject, statement.predicate, f"<{same[text[1:-1]]}>" if text[1:-1] in same else text


def _rivals(
    store: Store, threads: Collection[_Thread], predicates: Mapping[str, Predicate], same: Mapping[str, str]
) -> dict[tuple[str, str, str], list[tuple[Statement, Value | None]]]:
    """Return, by thread, all that is stated of the same, however it is put."""
    keys = {thread.key for thread in threads}
    names: dict[str, set[str]] = {}
    for other, one in same.items():
        names.setdefault(one, set()).add(other)
    stated = read_asked(store, {(name, predicate) for subject, predicate, _ in keys for name in names.get(subject, {subject})})
    values = read_values(store, stated)
    found: dict[tuple[str, str, str], list[tuple[Statement, Value | None]]] = {}
    for statement in stated:
        value = values.get(statement.object.value) if isinstance(statement.object, ox.NamedNode) else None
        key = _key(statement, value, predicates, same)
        if key in keys:
            found.setdefault(key, []).append((statement, value))
    return found


# ------------------------------------------------------------ what became of them


class _Weigher:
    """Tells what became of a thread, having read once what is known of all the claims in question."""

    def __init__(self, store: Store, claims: set[str], predicates: Mapping[str, Predicate], today: str) -> None:
        self._origins: dict[str, Origin] = {}
        self._records = read_records(store, claims, sources_of=lambda sources: self._read_origins(store, sources)) if claims else {}
        self._since = read_times(store, claims, "since") if claims else {}
        modalities = read_modalities(store)
        self._now = {modality for modality, found in modalities.items() if found.now}
        self._plans = {modality for modality, found in modalities.items() if found.axis == CG + "intent"}
        self._gone: dict[str, set[str]] = {}
        for row in select_rows(store, "gone", claims) if claims else ():
            self._gone.setdefault(row["claim"].value, set()).add(row["other"].value)
        self._predicates = predicates
        self._today = today

    def _read_origins(self, store: Store, sources: Collection[str]) -> dict[str, Origin]:
        self._origins |= read_origins(store, sources)
        return self._origins

    def known(self, thread: _Thread) -> _Thread | None:
        """Return a thread without claims that lack what every claim has (a source, say); nothing, if there are no others."""
        promised = [found for found in thread.promised if found[0].claim in self._records]
        former = thread.former & self._records.keys()
        return thread._replace(promised=promised, former=former) if len(promised) > len(former) else None

    def apart(self, thread: _Thread) -> list[_Thread]:
        """Return a thread, or where somebody's plan meets what others expect, each by itself: a forecast does not move the plan of another."""
        plans = {s.claim for s, _, _ in thread.promised if s.claim not in thread.former and self._records[s.claim].modality in self._plans}
        voices = {self._voice(self._records[claim]) for claim in plans}
        replaced = {other for claim in plans for other in self._gone.get(claim, ())}
        forecasts = {
            s.claim for s, _, _ in thread.promised
            if s.claim not in plans | thread.former | replaced
            and self._voice(self._records[s.claim]) not in voices and not plans & self._gone.get(s.claim, set())
        }  # fmt: skip
        if not plans or not forecasts:
            return [thread]
        told = {self._records[claim].source for claim in forecasts}
        given_up = {claim for claim in thread.former if self._records[claim].source in told}
        theirs = forecasts | given_up
        return [
            _Thread(thread.key, [one for one in thread.promised if one[0].claim not in theirs], thread.former - given_up),
            _Thread(thread.key, [one for one in thread.promised if one[0].claim in theirs], given_up),
        ]

    def __call__(self, thread: _Thread, rivals: Iterable[tuple[Statement, Value | None]]) -> Promise:
        predicate = self._predicates[thread.key[1]]
        beside = self._beside(thread)
        sayings = [self._saying(*promised, dated=predicate.dated) for promised in thread.promised]
        sayings = [s._replace(gone=beside.get(s.claim, s.gone)) for s in sayings if s.claim not in thread.former or beside.get(s.claim)]
        moves = find_moves(sayings)
        rest = {statement.claim for statement, _, _ in thread.promised}
        weighed = [
            found for found in rivals if found[0].claim in self._records and not (found[0].claim in rest or found[0].claim in self._gone)
        ]
        said = [self._said(statement, value, dated=predicate.dated) for statement, value in weighed]
        fate = tell_fate(moves, said, predicate.grain, self._today)
        statement, _, value = thread.promised[0]
        shared = statement.object if value is None else None
        return Promise(
            statement.subject, statement.predicate, shared, fate.outcome, fate.timing, moves.times, fate.current, fate.steps,
            moves.moves, moves.unordered, fate.came, fate.fulfilled_by, fate.dropped_by, fate.already, predicate.grain,
        )  # fmt: skip

    def _beside(self, thread: _Thread) -> dict[str, tuple[str, ...]]:
        """Return for each claim of a day given up what is said instead: by its source, or else by another part of the same report."""
        instead: dict[object, set[str]] = {}
        for statement, _, _ in thread.promised if thread.former else ():
            if statement.claim not in thread.former:
                record = self._records[statement.claim]
                for key in (record.source, self._report(record)):
                    instead.setdefault(key, set()).add(statement.claim)
        return {claim: tuple(sorted(self._instead(self._records[claim], instead))) for claim in thread.former}

    def _instead(self, record: Record, said: Mapping[object, set[str]]) -> set[str]:
        return said.get(record.source) or said.get(self._report(record)) or set()

    def _report(self, record: Record) -> object:
        """Return what two pages of one report share: who publishes it, whom they have it from, and when; without a publisher, the page."""
        publishers = self._origins[record.source].publishers if record.source in self._origins else ()
        return (tuple(publishers), self._voice(record), record.said) if publishers else record.source

    def _saying(self, statement: Statement, due: Moment, value: Value | None, *, dated: bool) -> Saying:
        record = self._records[statement.claim]
        gone = tuple(sorted(self._gone.get(statement.claim, ())))
        return Saying(statement.claim, record.said, self._voice(record), due, None if dated else value, gone)

    def _said(self, statement: Statement, value: Value | None, *, dated: bool) -> Said:
        record = self._records[statement.claim]
        now = record.modality in self._now and record.stance == CG + "fact"
        since = self._since.get(statement.claim)
        return Said(
            statement.claim, record.said, now, record.polarity == CG + "denied" and record.stance == CG + "fact", since.days if since else Days(),
            value.moment if dated and value else None, None if dated else value,
        )  # fmt: skip

    def _voice(self, record: Record) -> str:
        """Return who says a claim in the end: the last of its chain who has a name, else who publishes its source."""
        named = [hop.agent or hop.source for hop in record.hops if hop.agent or hop.source]
        if named:
            return named[-1]
        publishers = self._origins[record.source].publishers if record.source in self._origins else ()
        return publishers[0] if publishers else record.source
