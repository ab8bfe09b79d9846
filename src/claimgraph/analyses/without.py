"""A store in; what falls with some sources and agents, or with each of them, out.

For some, only those claims are read that may fall, and those that state the same or
contest them; `analyses/falling.py` says what falls with what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.conflicts import find_all_pairs, find_pairs
from claimgraph.analyses.everything import are_many
from claimgraph.analyses.exclusion import group_answers
from claimgraph.analyses.falling import pair_statements, rank_things, take_away
from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.origins import group_statements, resolve_chains
from claimgraph.analyses.records import read_modalities, select_by
from claimgraph.analyses.statements import read_statements
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

    from claimgraph.analyses.falling import Borne, Contests, Fall
    from claimgraph.analyses.grounds import Grounds
    from claimgraph.analyses.origins import Statement
    from claimgraph.analyses.statements import Reading
    from claimgraph.store.protocol import Store

__all__ = ["Taken", "find_bearing", "find_fall"]


class Taken(NamedTuple):
    """What falls with some things; with the claims of each statement that is concerned, and the claims that contest it, by IRI."""

    fall: Fall
    claims: Mapping[Statement, Collection[str]]
    contests: Contests


def find_fall(store: Store, things: Collection[str]) -> Taken:
    """Return what falls with some sources and agents (IRIs), all of them taken away at once."""
    concerned = _concerned(store, things)
    grounds = read_grounds(store, concerned, things=things)
    chains = grounds.chains()
    standing = resolve_chains(chains, without=things)
    fallen = {claim for claim, record in grounds.records.items() if claim not in standing and not record.gone}
    reading, pairs = _contests_of(store, fallen)
    contested = {other for one, two in pairs for other, falls in ((one, two), (two, one)) if falls in fallen}
    if unread := contested - grounds.records.keys():
        more = read_grounds(store, unread, known=grounds)
        grounds = more._replace(records={**grounds.records, **more.records})
        chains = grounds.chains()
    statements = group_statements(grounds.records, read_modalities(store))
    answered = {
        claim for claims in statements.values() if not contested.isdisjoint(claims) and not fallen.issuperset(claims) for claim in claims
    }
    if reading and not _is_read(reading, fallen, answered):
        _, pairs = _contests_of(store, answered)
    contests = pair_statements(statements, pairs)
    return Taken(take_away(chains, statements, contests, things), statements, contests)


def find_bearing(store: Store) -> tuple[list[Borne], Grounds]:
    """Return what falls with each source and agent that any claim rests on, and what this was told from."""
    grounds = read_grounds(store)
    statements = group_statements(grounds.records, read_modalities(store))
    pairs = [(pair.one, pair.two) for pair in find_all_pairs(store)[1]]
    return rank_things(grounds.chains(), statements, pair_statements(statements, pairs)), grounds


@as_claimgraph_writes()
def _concerned(store: Store, things: Collection[str]) -> set[str]:
    """Return all claims that may rest on things: those made in, by or after them, those that cite them or name them."""
    names = {*things, *same_things(store, things)}
    sources, new = set[str](), names | {row["source"].value for row in select_by(store, "without/works", "agent", names)}
    while new:
        sources |= new
        new = {row["copy"].value for row in select_by(store, "without/copies", "source", new)} - sources
    found = {row["claim"].value for row in select_by(store, "without/naming", "agent", names)}
    for query in ("made", "citing"):
        found |= {row["claim"].value for row in select_by(store, f"without/{query}", "source", sources)}
    return found


def _contests_of(store: Store, claims: AbstractSet[str]) -> tuple[Reading | None, list[tuple[str, str]]]:
    """Return the claims that contest one another, by IRI: all pairs with one of some claims, and maybe others; and what was read for it.

    Nothing is returned for what was read if that is all there is.
    """
    if not claims:
        return None, []
    if are_many(store, claims):
        return None, [(pair.one, pair.two) for pair in find_all_pairs(store)[1]]
    reading = read_statements(store, focus=claims)
    return reading, [(pair.one, pair.two) for pair in find_pairs(reading, group_answers(store, reading))]


def _is_read(reading: Reading, read: AbstractSet[str], claims: AbstractSet[str]) -> bool:
    """Tell whether all that could contest some claims was read when it was for others: they say it of the same things, and one way round."""
    subjects: set[tuple[str, str]] = set()
    spoken: dict[str, set[tuple[str, str]]] = {}
    for statement in reading.statements:
        about = statement.subject, statement.predicate
        if statement.claim in read:
            subjects.add(about)
        if statement.claim in claims:
            spoken.setdefault(statement.claim, set()).add(("", "") if reading.predicates[statement.predicate].symmetric else about)
    disputed = {claim for pair in reading.disputes if not claims.isdisjoint(pair) for claim in pair}
    return claims <= spoken.keys() and disputed <= reading.frames.keys() and all(things <= subjects for things in spoken.values())
