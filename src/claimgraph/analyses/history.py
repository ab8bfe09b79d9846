"""A store and things in; what was said of them over time out: who said it first, who followed, what changed.

A saying comes after another only where the days on which they were said leave no
doubt; what has no date comes at the end, and is neither first nor later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.earlier import Alike, Gap, Past, gap_between
from claimgraph.analyses.matters import Statement, Value, join_days, read_predicates, read_statements, read_values
from claimgraph.analyses.moves import apart
from claimgraph.analyses.records import Days, Record, read_origins, read_records, select_rows
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from claimgraph.analyses.matters import Predicate
    from claimgraph.store.protocol import Store

__all__ = ["ROLES", "Entry", "Gap", "History", "Matter", "find_history"]

#: What a saying does to what was said before it.
ROLES = ("first", "followed", "changed", "superseded", "retracted", "denied", "unknown", "undated")


class Entry(NamedTuple):
    """What was said on one day, or between two, in one way; by which claims (IRIs), and what it does to earlier ones.

    `role` is one of ROLES: `followed` is said by who repeats it, `superseded`,
    `retracted` and `denied` by what does that to others. `after` are the claims that it
    follows, changes, replaces or denies, the last of them `gap` days before; `agrees`
    tells of a change whether both values can be so; `before` is the value that it
    changes, which is `kept` where the two are one value, put otherwise. `alongside` are
    claims that said the same on the same day, where only those of an outlet were asked for.
    """

    said: Days
    object: Any
    modality: str
    polarity: str
    stance: str
    role: str
    after: tuple[str, ...]
    gap: Gap | None
    agrees: bool
    claims: tuple[str, ...]
    alongside: tuple[str, ...] = ()
    before: Any = None
    kept: bool = False


class Matter(NamedTuple):
    """A subject and a predicate (IRIs), and what was said of them: by day, the undated at the end."""

    subject: str
    predicate: str
    entries: tuple[Entry, ...]


class History(NamedTuple):
    """The matters, and the values that they speak of, by IRI."""

    matters: tuple[Matter, ...]
    values: Mapping[str, Value]


def find_history(
    store: Store,
    *,
    things: Collection[str] = (),
    claims: Collection[str] = (),
    predicates: Collection[str] = (),
    outlets: Collection[str] | None = None,
) -> History:
    """Return what was said of things (as subject, or as object), or of what claims speak of; all IRIs.

    Of a thing that is the object of what has one value at a time, the other values
    belong to its history; of others, only what is said of itself. `predicates` chooses
    among the predicates; `outlets` among the claims: those that these publish, write,
    or are cited with at any hop. Order and roles are told from all claims in any case.
    """
    known = read_predicates(store)
    same = same_things(store)
    stated = [s for s in _gather(store, known, same, things, claims) if not predicates or s.predicate in predicates]
    values = read_values(store, stated)
    records = read_records(store, {s.claim for s in stated}) if stated else {}
    gone = _replaced(store, records)
    chosen = None if outlets is None else _of_outlets(store, records.values(), outlets)
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in stated:
        if statement.claim in records:
            groups.setdefault((same.get(statement.subject, statement.subject), statement.predicate), []).append(statement)
    matters = []
    for (_, predicate), group in groups.items():
        entries = _Teller(known[predicate], values, records, gone, same).entries(group)
        if chosen is not None:
            entries = [_choose(entry, chosen) for entry in entries if chosen.intersection(entry.claims)]
        if entries:
            matters.append(Matter(group[0].subject, predicate, tuple(entries)))
    return History(tuple(sorted(matters, key=lambda matter: matter[:2])), values)


# ------------------------------------------------------------ what belongs to it


def _gather(
    store: Store, known: Mapping[str, Predicate], same: Mapping[str, str], things: Collection[str], claims: Collection[str]
) -> list[Statement]:
    """Return the statements that belong to the history of things, or of what claims speak of."""
    names = {same.get(thing, thing) for thing in things}
    every = {other for other, one in same.items() if one in names} | set(things)
    found = set(read_statements(store, "subject", every)) if every else set()
    wanted: set[tuple[str, str]] = set()
    for statement in read_statements(store, "object", every) if every else ():
        if known[statement.predicate].functional:
            wanted.add((statement.subject, statement.predicate))
        else:
            found.add(statement)
    wanted |= {(s.subject, s.predicate) for s in (read_statements(store, "claim", claims) if claims else ())}
    if wanted:
        more = read_statements(store, "subject", {subject for subject, _ in wanted})
        found |= {s for s in more if (s.subject, s.predicate) in wanted}
    return sorted(found, key=lambda s: (*s[:3], str(s.object)))


def _replaced(store: Store, records: Mapping[str, Record]) -> dict[str, dict[str, set[str]]]:
    """Return what each claim supersedes and retracts, of those at hand."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in select_rows(store, "gone", records.keys()) if records else ():
        how = "retracted" if row["property"].value == CG + "retracts" else "superseded"
        found.setdefault(row["other"].value, {}).setdefault(how, set()).add(row["claim"].value)
    return found


def _of_outlets(store: Store, records: Iterable[Record], outlets: Collection[str]) -> set[str]:
    """Return the claims that outlets publish, write, or are cited with."""
    origins = read_origins(store)
    found = set()
    for record in records:
        origin = origins.get(record.source)
        voices = {hop.agent for hop in record.hops} | ({*origin.publishers, *origin.authors} if origin else set())
        if voices.intersection(outlets):
            found.add(record.claim)
    return found


def _choose(entry: Entry, chosen: set[str]) -> Entry:
    mine = tuple(claim for claim in entry.claims if claim in chosen)
    return entry._replace(claims=mine, alongside=tuple(claim for claim in entry.claims if claim not in chosen))


# ------------------------------------------------------------ in which order


class _Teller:
    """Orders what was said of one matter, and tells what each saying does to those before it."""

    def __init__(
        self,
        predicate: Predicate,
        values: Mapping[str, Value],
        records: Mapping[str, Record],
        gone: Mapping[str, Mapping[str, set[str]]],
        same: Mapping[str, str],
    ) -> None:
        self._predicate = predicate
        self._values = values
        self._records = records
        self._gone = gone
        self._same = same

    def entries(self, statements: Sequence[Statement]) -> list[Entry]:
        """Return what was said, by day, the undated at the end."""
        groups: dict[tuple[Any, ...], list[Statement]] = {}
        for statement in statements:
            record = self._records[statement.claim]
            put = record.modality, record.polarity, record.stance
            # What is known to the day is of one day, and what has no date of none; other dates may hide an order.
            day = (record.said, statement.claim) if record.said.first != record.said.last else record.said
            groups.setdefault((day, self._value(statement), put), []).append(statement)
        drafts = [self._draft(group) for group in groups.values()]
        # What is only known to have been said by a day has its place at that day.
        drafts.sort(
            key=lambda entry: (
                not any(entry.said), entry.said.first or entry.said.last, entry.said.last or "9999", str(entry.object), entry.claims,
            )
        )  # fmt: skip
        alike: dict[tuple[Any, ...], Alike] = {}
        for draft in drafts:
            alike.setdefault(self._key(draft), Alike()).add(draft)
        past = Past()
        told = []
        for draft in drafts:
            told.append(self._tell(draft, past, alike[self._key(draft)]))
            past.add(draft, self._value(draft))
        return told

    def _draft(self, group: Sequence[Statement]) -> Entry:
        record = self._records[group[0].claim]
        claims = tuple(sorted({statement.claim for statement in group}))
        return Entry(
            record.said, group[0].object, record.modality, record.polarity, record.stance, "first", (), None, agrees=False, claims=claims
        )

    def _tell(self, entry: Entry, past: Past, alike: Alike) -> Entry:
        """Say what an entry does to those in the past, and to those that say the same."""
        for how in ("retracted", "superseded"):
            others = sorted({other for claim in entry.claims for other in self._gone.get(claim, {}).get(how, ())})
            if others:
                said = [self._records[other].said for other in others]
                return entry._replace(role=how, after=tuple(others), gap=gap_between(max(said, key=lambda days: days.last), entry.said))
        if not any(entry.said):
            return entry._replace(role="undated")
        before = alike.surely_before(entry)
        if before is not None:
            return entry._replace(role="followed", after=before.claims, gap=gap_between(before.said, entry.said))
        before = alike.perhaps_before(entry)
        if before is not None:
            return entry._replace(role="unknown", after=before.claims)
        denied = entry.polarity == CG + "denied"
        rival = past.last_before(entry.said, None if self._predicate.functional and not denied else self._value(entry))
        if rival is None:
            return entry._replace(role="denied" if denied else "first")
        role = "denied" if denied else "changed"
        return entry._replace(
            role=role, after=rival.claims, gap=gap_between(rival.said, entry.said), agrees=self._agree(rival, entry), before=rival.object,
            kept=self._value(rival) == self._value(entry),
        )  # fmt: skip

    def _key(self, entry: Entry) -> tuple[Any, ...]:
        """Return what two entries share that say the same in the same way."""
        return self._value(entry), entry.modality, entry.polarity, entry.stance

    def _value(self, said: Statement | Entry) -> str:
        text = said.object.value if isinstance(said.object, ox.NamedNode) else str(said.object)
        return self._same.get(text, text)

    def _agree(self, one: Entry, two: Entry) -> bool:
        """Tell whether two values can both be so: the same one, or days or amounts that have something in common."""
        if self._value(one) == self._value(two):
            return one.polarity == two.polarity
        a, b = (self._values.get(self._value(entry)) for entry in (one, two))
        if a is None or b is None or one.polarity != two.polarity:
            return False
        if self._predicate.dated:
            return join_days(a.moment.days, b.moment.days) is not None
        return (a.low is not None or a.high is not None) and a.parts.get(_UNIT) == b.parts.get(_UNIT) and not apart(a, b)


_UNIT = "http://qudt.org/schema/qudt/unit"
