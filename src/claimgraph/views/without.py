"""What falls with sources and agents in; a report for a person, a spreadsheet and a program out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from claimgraph.analyses.without import find_bearing, find_fall
from claimgraph.views.origins import name_origin
from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimgraph.analyses.origins import Statement
    from claimgraph.analyses.without import Taken
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["report_ranking", "report_without"]

_COLUMNS = ("change", "statement", "claim", "part", "chain", "said", "put", "source", "lost", "left")
_RANKED = ("kind", "id", "name", "unsupported", "singleOrigin", "uncontested", "claims")


def report_without(
    store: Store, things: Collection[str], *, as_of: str = "", undated: int = 0, texts: Mapping[str, Snapshot] | None = None
) -> Report:
    """Return what becomes unsupported, single-origin or uncontested if things (IRIs) are taken away, all at once."""
    told = _Teller(store, things, find_fall(store, things), texts)
    data = {
        "analysis": "without",
        "asOf": as_of or None,
        "undated": undated,
        "taken": [{"id": told.compact(thing), "name": told.name(thing)} for thing in sorted(things)],
        **told.data(),
        **told.receipts.as_json(),
    }
    lines = itertools.chain(told.summary(as_of), _left_out(undated), told.blocks())
    return Report(lines, _COLUMNS, told.rows(), data)


def _when(as_of: str) -> str:
    return f" as of {date_text({'value': as_of})}" if as_of else ""


def _left_out(undated: int) -> list[str]:
    return [f"Left out: {_many(undated, 'claim')} that may or may not have been said by then."] if undated else []


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


class _Teller:
    """Says in words and in fields what falls with some things."""

    def __init__(self, store: Store, things: Collection[str], taken: Taken, texts: Mapping[str, Snapshot] | None) -> None:
        self.compact = Compactor(store.prefixes)
        self._things, self._taken, self._fall = things, taken, taken.fall
        told = (*self._fall.unsupported, *self._fall.single, *self._fall.uncontested)
        claims = {claim for statement in told for claim in taken.claims[statement]}
        claims |= {claim for statement in self._fall.uncontested for claim in taken.contests[statement]} | self._fall.fallen
        self.receipts = gather_receipts(store, claims, texts=texts)
        keys = {who for pair in self._fall.origins.values() for groups in pair for keys in groups for key in keys for who in key.split(" ")}
        self._names = read_names(store, {*things, *keys})

    def name(self, thing: str) -> str:
        """Return what a thing is called."""
        return self._names.get(thing, self.compact(thing))

    def _origin(self, keys: Sequence[str]) -> str:
        return name_origin([[self.name(who) for who in key.split(" ")] for key in keys])

    def _label(self, statement: Statement) -> str:
        claims = self._ordered(self._taken.claims[statement])
        refuted = any(found["verdict"] == "cg:refuted" for claim in claims for found in self.receipts.claims[claim]["assessments"])
        return str(self.receipts.claims[claims[0]]["label"]) + (" (somebody refuted it)" if refuted else "")

    def _ordered(self, claims: Iterable[str]) -> list[str]:
        return sorted(map(self.compact, claims))

    def _sorted(self, statements: Iterable[Statement]) -> list[Statement]:
        """Order statements by what they say, whatever the digests of two that say it in the same words."""
        return sorted(statements, key=lambda statement: (self._label(statement), self._ordered(self._taken.claims[statement])))

    def _parted(self, claims: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the claims that fall, and those that stand."""
        claims = list(claims)
        return (
            self._ordered(claim for claim in claims if claim in self._fall.fallen),
            self._ordered(claim for claim in claims if claim not in self._fall.fallen),
        )

    # -------------------------------------------------------- for a person

    def summary(self, as_of: str) -> Iterator[str]:
        """Say in a few lines what falls."""
        fall = self._fall
        which = ", ".join(f"{self.name(thing)} ({self.compact(thing)})" for thing in sorted(self._things, key=self.name)) + _when(as_of)
        if not fall.fallen:
            yield f"Without {which}: nothing falls; no claim rests on {'it' if len(self._things) == 1 else 'them'}."
            return
        changes = [
            (len(fall.unsupported), "becomes unsupported", "become unsupported"),
            (len(fall.single), "keeps a single origin", "keep a single origin"),
            (len(fall.uncontested), "is no longer contested", "are no longer contested"),
        ]
        said = ", ".join(f"{_many(count, 'statement')} {one if count == 1 else more}" for count, one, more in changes if count)
        yield f"Without {which}: {said or 'no statement loses what it rests on'}; {_many(len(fall.fallen), 'claim')} fall{'s' * (len(fall.fallen) == 1)}."
        besides = [
            f"{_many(len(lost), 'statement')} {one if len(lost) == 1 else more}"
            for lost, one, more in (
                (fall.fewer, "loses an origin and keeps two or more", "lose an origin and keep two or more"),
                (fall.weakened, "loses a claim and no origin that counts", "lose a claim and no origin that counts"),
            )
            if lost
        ]
        if besides:
            yield f"Besides, {'; '.join(besides)}."
        if fall.unknown:
            yield f"Nobody else says {_many(len(fall.unknown), 'more statement')}; whom they go back to was not known."

    def blocks(self) -> Iterator[str]:
        """Yield the three lists, each statement with its receipts."""
        fall = self._fall
        lists = (("Unsupported", fall.unsupported), ("A single origin left", fall.single), ("No longer contested", fall.uncontested))
        for title, statements in lists:
            if not statements:
                continue
            yield ""
            yield f"{title} ({len(statements):,})"
            for statement in self._sorted(statements):
                yield ""
                yield f"  {self._label(statement)}"
                yield from self._statement(statement)
                if title == "No longer contested":
                    yield "    was contested by"
                    yield from self._lines(self._ordered(self._taken.contests[statement]), "falls")

    def _statement(self, statement: Statement) -> Iterator[str]:
        if statement in self._fall.origins:
            lost, left = self._fall.origins[statement]
            yield f"    loses {', '.join(map(self._origin, lost))}" + (
                f"; is left with {', '.join(map(self._origin, left))}" if left else ""
            )
        falling, standing = self._parted(self._taken.claims[statement])
        yield from self._lines(falling, "falls")
        yield from self._lines(standing, "stands")

    def _lines(self, claims: Iterable[str], part: str) -> Iterator[str]:
        return (f"    {part:<6}  {self.receipts.line(claim)}" for claim in claims)

    # -------------------------------------------------------- for programs

    def data(self) -> dict[str, Any]:
        """Return the lists of what falls, as docs/json.md describes them."""
        fall = self._fall
        return {
            "fallen": self._ordered(fall.fallen),
            "unsupported": [self._json(statement) for statement in self._sorted(fall.unsupported)],
            "singleOrigin": [self._json(statement) for statement in self._sorted(fall.single)],
            "uncontested": [
                self._json(statement) | {"contestedBy": self._ordered(self._taken.contests[statement])}
                for statement in self._sorted(fall.uncontested)
            ],
            "fewer": len(fall.fewer),
            "weakened": len(fall.weakened),
            "unknown": len(fall.unknown),
        }

    def _json(self, statement: Statement) -> dict[str, Any]:
        falling, standing = self._parted(self._taken.claims[statement])
        lost, left = self._fall.origins.get(statement, ((), ()))
        claims = self._ordered(self._taken.claims[statement])
        return {
            "label": self.receipts.claims[claims[0]]["label"],
            "claims": claims,
            "falling": falling,
            "standing": standing,
            "lost": [[self.compact(who) for who in key.split(" ")] for keys in lost for key in keys],
            "left": [[self.compact(who) for who in key.split(" ")] for keys in left for key in keys],
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield a row for each claim of each statement."""
        fall = self._fall
        for change, statements in (("unsupported", fall.unsupported), ("singleOrigin", fall.single), ("uncontested", fall.uncontested)):
            for statement in self._sorted(statements):
                falling, standing = self._parted(self._taken.claims[statement])
                contesting = self._ordered(self._taken.contests[statement]) if change == "uncontested" else []
                keys = self._fall.origins.get(statement, ((), ()))
                origins = ["; ".join(map(self._origin, found)) for found in keys]
                for part, claims in (("falls", falling), ("stands", standing), ("contested it", contesting)):
                    for claim in claims:
                        found = self.receipts.claims[claim]
                        chain = " → ".join(self.receipts.chain(claim))
                        said = self.receipts.day(claim), self.receipts.put(claim), found["source"]
                        yield change, self._label(statement), claim, part, chain, *said, *origins


# ------------------------------------------------------------ all of them


def report_ranking(store: Store, *, as_of: str = "", undated: int = 0) -> Report:
    """Return all sources and agents by what falls with each, most first."""
    borne, grounds = find_bearing(store)
    compact, names = Compactor(store.prefixes), read_names(store, [one.thing for one in borne])
    ordered = sorted(
        borne, key=lambda one: (-one.unsupported, -one.single, -one.uncontested, -one.fallen, names.get(one.thing, ""), one.thing)
    )
    ranked = [
        {
            "kind": "source" if one.thing in grounds.sources else "agent",
            "id": compact(one.thing),
            "name": names.get(one.thing, compact(one.thing)),
            "unsupported": one.unsupported,
            "singleOrigin": one.single,
            "uncontested": one.uncontested,
            "claims": one.fallen,
        }
        for one in ordered
    ]
    lines = itertools.chain(_ranked_lines(ranked, as_of), _left_out(undated))
    data: dict[str, Any] = {
        "analysis": "without",
        "asOf": as_of or None,
        "undated": undated,
        "ranking": ranked,
        "claims": [],
        "sources": {},
    }
    return Report(lines, _RANKED, ([str(one[column]) for column in _RANKED] for one in ranked), data)


def _ranked_lines(ranked: Sequence[Mapping[str, Any]], as_of: str) -> Iterator[str]:
    if not ranked:
        yield f"There are no claims{_when(as_of)}, and so there is nothing that they rest on."
        return
    yield f"What falls with each source and each agent{_when(as_of)}, the most load-bearing first: statements that become unsupported,"
    yield "that keep a single origin, or that nobody contests any more; and claims that fall."
    for kind, title in (("agent", "Outlets and speakers"), ("source", "Sources")):
        own = [one for one in ranked if one["kind"] == kind]
        bearing = [one for one in own if any(one[column] for column in _RANKED[3:6])]
        yield ""
        yield title
        if bearing:
            yield "  unsupported  single origin  uncontested  claims"
        for one in bearing:
            yield (
                f"  {one['unsupported']:>11,}  {one['singleOrigin']:>13,}  {one['uncontested']:>11,}  {one['claims']:>6,}"
                f"  {one['name']} ({one['id']})"
            )
        if len(own) > len(bearing):
            yield f"  and {len(own) - len(bearing):,} without any of which no statement changes"
