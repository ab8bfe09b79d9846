"""Where chains of attribution lead, and which claims contest one another, in; what falls with a source or an agent out.

A claim falls with whatever it rests on: its source, those who made it, the agents and
sources of its hops, and what these are derived from. With it fall the claims that lead
to nothing else. A *statement* (`analyses/origins.py`)

- becomes *unsupported* if it had an origin and has none left,
- has a *single origin* left if it had two or more, and
- is *uncontested* if all claims that contested it have fallen, and it has not.

What one thing takes with it is told by following all chains anew without it. To compare
all things, only the chains that lead through a fallen claim are followed anew: else time
would grow with the square of the number of claims.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.independent import count_independent, join_origins
from claimgraph.analyses.origins import resolve_chains, resolve_claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.chains import Chains, Place
    from claimgraph.analyses.origins import Resolved, Statement

__all__ = ["Borne", "Contests", "Fall", "pair_statements", "rank_things", "take_away"]

#: For each statement that is contested, the claims that contest it.
Contests = dict["Statement", frozenset[str]]
#: Origins by their keys: each tuple is one independent origin, of several keys where these share somebody.
Groups = tuple[tuple[str, ...], ...]


class Fall(NamedTuple):
    """What falls with something: claims by IRI, and statements.

    `fallen` are all claims that fall. Of the other statements of which a claim falls,
    `fewer` lose an origin and keep two or more, `weakened` keep all that they had, and
    `unknown` had none that counts, and no claim is left of them. `origins` are, for those
    that become unsupported, single-origin or fewer, the keys of the origins lost and of
    those left, in groups that are independent of one another.
    """

    fallen: frozenset[str]
    unsupported: tuple[Statement, ...]
    single: tuple[Statement, ...]
    uncontested: tuple[Statement, ...]
    fewer: tuple[Statement, ...]
    weakened: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
    origins: Mapping[Statement, tuple[Groups, Groups]]


class Borne(NamedTuple):
    """How many claims fall with a thing (by IRI), and how many statements become unsupported, single-origin or uncontested."""

    thing: str
    fallen: int
    unsupported: int
    single: int
    uncontested: int


def pair_statements(statements: Mapping[Statement, Collection[str]], pairs: Iterable[tuple[str, str]]) -> Contests:
    """Return what contests each statement, of claims by IRI that contest one another in pairs."""
    states = {claim: statement for statement, claims in statements.items() for claim in claims}
    contests: dict[Statement, set[str]] = {}
    for one, two in pairs:
        for claim, other in ((one, two), (two, one)):
            if claim in states:
                contests.setdefault(states[claim], set()).add(other)
    return {statement: frozenset(others) for statement, others in contests.items()}


def take_away(chains: Chains, statements: Mapping[Statement, Collection[str]], contests: Contests, things: Collection[str]) -> Fall:
    """Return what falls with some things, all of them taken away at once."""
    before, after = resolve_chains(chains), resolve_chains(chains, without=things)
    fallen = frozenset(before.keys() - after.keys())
    lists: dict[str, list[Statement]] = {name: [] for name in ("unsupported", "single", "uncontested", "fewer", "weakened", "unknown")}
    origins = {}
    for statement, claims in sorted(statements.items()):
        had, has = _keys(before, claims), _keys(after, claims)
        left = [claim for claim in claims if claim in after]
        contested = contests.get(statement)
        if contested and left and contested <= fallen:
            lists["uncontested"].append(statement)
        number = count_independent(has)
        if number < count_independent(had):
            lists["fewer" if number > 1 else "single" if number else "unsupported"].append(statement)
            origins[statement] = tuple(join_origins(had - has)), tuple(join_origins(has))
        elif len(left) < len(claims):
            lists["weakened" if left else "unknown"].append(statement)
    return Fall(fallen, **{name: tuple(found) for name, found in lists.items()}, origins=origins)


def _keys(resolved: Mapping[str, Resolved], claims: Iterable[str]) -> set[str]:
    return {key for claim in claims if claim in resolved for key in resolved[claim].keys}


def rank_things(chains: Chains, statements: Mapping[Statement, Collection[str]], contests: Contests) -> list[Borne]:
    """Return what each source and agent bears on which anything rests, in the order of their IRIs."""
    return _Ranking(chains, statements, contests).rank()


class _Ranking:
    """What there is before anything is taken away, by which what changes is told."""

    def __init__(self, chains: Chains, statements: Mapping[Statement, Collection[str]], contests: Contests) -> None:
        self._chains = chains
        self._before = resolve_chains(chains)
        self._states = {claim: statement for statement, claims in statements.items() for claim in claims}
        self._sizes = {statement: len(claims) for statement, claims in statements.items()}
        self._contested = {statement: len(others) for statement, others in contests.items()}
        self._contesting: dict[str, list[Statement]] = {}
        for statement, others in contests.items():
            for other in others:
                self._contesting.setdefault(other, []).append(statement)
        #: For each statement, from how many of its claims each origin is come to.
        self._origins: dict[Statement, collections.Counter[str]] = {}
        for claim, statement in self._states.items():
            found = self._before.get(claim)
            self._origins.setdefault(statement, collections.Counter()).update(set(found.keys) if found else ())
        self._joint = {statement for statement, had in self._origins.items() if any(" " in key for key in had)}
        self._places: dict[str, list[Place]] = {}
        self._leading: dict[Place, list[str]] = {}
        for place, claims in chains.members.items():
            for claim in claims:
                self._places.setdefault(claim, []).append(place)
        for claim, record in chains.records.items():
            for place in chains.step(record).places:
                self._leading.setdefault(place, []).append(claim)

    def rank(self) -> list[Borne]:
        """Return what each thing bears."""
        resting: dict[str, set[str]] = {}
        for claim, record in self._chains.records.items():
            for thing in self._chains.rests_on(record):
                resting.setdefault(thing, set()).add(claim)
        return [self._bears(thing, claims) for thing, claims in sorted(resting.items())]

    def _bears(self, thing: str, resting: set[str]) -> Borne:
        concerned = self._concerned(resting)
        after = resolve_claims(self._chains, concerned, fallen=resting)
        fallen = {claim for claim in (*resting, *concerned) if claim in self._before and claim not in after}
        changes: dict[Statement, collections.Counter[str]] = {}
        gone: collections.Counter[Statement] = collections.Counter()
        for claim in resting | concerned:
            statement = self._states.get(claim)
            if statement is None:
                continue
            gone[statement] += claim not in after
            change = changes.setdefault(statement, collections.Counter())
            change.subtract(set(self._before[claim].keys) if claim in self._before else ())
            change.update(set(after[claim].keys) if claim in after else ())
        unsupported = single = 0
        for statement, change in changes.items():
            had, has = self._count(statement, change)
            unsupported += bool(had) and not has
            single += had > 1 and has == 1
        answered = collections.Counter(statement for claim in fallen for statement in self._contesting.get(claim, ()))
        uncontested = sum(
            1 for statement, count in answered.items() if count == self._contested[statement] and gone[statement] < self._sizes[statement]
        )
        return Borne(thing, len(fallen), unsupported, single, uncontested)

    def _count(self, statement: Statement, change: Mapping[str, int]) -> tuple[int, int]:
        """Return how many independent origins a statement had, and how many it has after a change."""
        had = self._origins[statement]
        if statement not in self._joint and not any(" " in key for key in change):  # then those that do not change need not be looked at
            return len(had), len(had) + sum((had[key] + number > 0) - (had[key] > 0) for key, number in change.items())
        has = (key for key in {*had, *change} if had[key] + change.get(key, 0) > 0)
        return count_independent(had), count_independent(has)

    def _concerned(self, fallen: Collection[str]) -> set[str]:
        """Return the claims that lead to one that falls, however far away, and do not fall with it at once."""
        todo, seen, places = list(fallen), set(fallen), set()
        while todo:
            for place in self._places.get(todo.pop(), ()):
                if place not in places:
                    places.add(place)
                    new = [claim for claim in self._leading.get(place, ()) if claim not in seen]
                    seen.update(new)
                    todo += new
        return seen.difference(fallen)
