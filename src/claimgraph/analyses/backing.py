"""Claims in; for each statement that they make, what stands behind it, out: its origins with their reports, and what does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.grounds import read_grounds, same_statements
from claimgraph.analyses.independent import count_independent, join_origins
from claimgraph.analyses.origins import Resolved, Statement, group_statements, passed_in_order, resolve_chains, statement_of
from claimgraph.analyses.records import read_modalities, select_rows
from claimgraph.analyses.similar import find_similar
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG, CITO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.chains import Chains, End
    from claimgraph.analyses.grounds import Grounds
    from claimgraph.store.protocol import Store

__all__ = ["Backed", "Backing", "claims_about", "find_backing"]


class Backed(NamedTuple):
    """An independent origin, by the IRIs of those who stand for it (usually one), with the claims that go back to it.

    `voices` are more than one where several origins share somebody, and so count as one:
    Ann alone, and Ann with Bob. `kind` is `named` if any of them names it, `own` if all there is is its own voice.
    """

    who: tuple[str, ...]
    kind: str
    anonymous: bool
    claims: tuple[str, ...]
    voices: tuple[tuple[str, ...], ...]


class Backing(NamedTuple):
    """What stands behind a statement; claims are IRIs, in the order in which they were said, as far as that is known.

    Each of `claims` that is not behind an origin is in `unknown`, `circular` or
    `withdrawn`. `circles` are claims in the order in which each leads to the next and the
    last to the first. `gone` are those that state the same and have been superseded or
    retracted themselves. `supporting` and `disputing` are claims that say they do.
    `passed` are for each claim those it goes through, nearest first, `ends` where each ends.
    `unsure` are those gone through that say less than the statement: not that it is so now, or only as an opinion.
    `similar` are for claims whose chain ends with somebody those of his that state not the same, but something
    similar; `least` is how many independent origins there are if these are followed.
    """

    statement: Statement
    claims: tuple[str, ...]
    origins: tuple[Backed, ...]
    unknown: tuple[str, ...]
    circular: tuple[str, ...]
    withdrawn: tuple[str, ...]
    gone: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    supporting: tuple[str, ...]
    disputing: tuple[str, ...]
    passed: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, tuple[End, ...]]
    unsure: Mapping[str, str]
    similar: Mapping[str, tuple[str, ...]]
    least: int


@as_claimgraph_writes()
def claims_about(store: Store, things: Iterable[str]) -> set[str]:
    """Return the claims that speak of things, by IRI."""
    found: set[str] = set()
    for query in fill_values(package_query("origins/about"), iri_terms(things)):
        found |= {row["claim"].value for row in store.rows(query)}
    return found


@as_claimgraph_writes()
def find_backing(store: Store, claims: Collection[str]) -> list[Backing]:
    """Return what stands behind the statements that some claims make, those with most origins first, then those said first.

    Of a claim that has been superseded or retracted, too, the statement is told, though
    nothing may stand behind it any more.
    """
    alike = same_statements(store, claims)
    relations: dict[str, list[tuple[str, str]]] = {}
    for row in select_rows(store, "stances", alike):
        relations.setdefault(row["claim"].value, []).append((row["property"].value, row["other"].value))
    others = {other for pairs in relations.values() for _, other in pairs}
    grounds = read_grounds(store, {*claims, *others})
    chains, modalities = grounds.chains(), read_modalities(store)
    groups = group_statements(grounds.records, modalities)
    wanted = {statement_of(grounds.records[claim], modalities) for claim in claims if claim in grounds.records}
    similar = find_similar(store, grounds, chains, [claim for statement in wanted for claim in groups.get(statement, ())])
    if similar:
        grounds = read_grounds(store, {*grounds.records, *(other for near in similar.values() for other in near)}, known=grounds)
        chains = grounds.chains()
        similar = {claim: tuple(other for other in near if _may_be(grounds, claim, other)) for claim, near in similar.items()}
    resolved = resolve_chains(chains)
    withdrawn: dict[Statement, list[str]] = {}
    for claim, record in grounds.records.items():
        if record.gone:
            withdrawn.setdefault(statement_of(record, modalities), []).append(claim)

    def when(claim: str) -> tuple[str, str]:
        return grounds.records[claim].said.first or "9999", claim

    told: list[tuple[tuple[str, str], Backing]] = []
    for statement in wanted:
        members = sorted(groups.get(statement, ()), key=when)
        gone = sorted(withdrawn.get(statement, ()), key=when)
        beside = [pair for claim in members for pair in relations.get(claim, ()) if pair[1] in grounds.records]
        beside = [pair for pair in beside if not grounds.records[pair[1]].gone]
        backing = _backing(statement, members, gone, resolved, beside, chains)
        unsure = {
            claim: (record.modality if statement.now and not stated.now else record.stance)
            for claim in {one for way in backing.passed.values() for one in way}
            for record in [grounds.records[claim]]
            for stated in [statement_of(record, modalities)]
            if (statement.now and not stated.now) or (stated.stance, statement.stance) == (CG + "opinion", CG + "fact")
        }
        near = {claim: similar[claim] for claim in members if similar.get(claim)}
        least = count_independent(key for claim in members for one in near.get(claim, (claim,)) for key in resolved[one].keys)
        backing = backing._replace(unsure=unsure, similar=near, least=min(least, len(backing.origins)))
        told.append((min(map(when, members or gone)), backing))
    told.sort(key=lambda pair: (-len(pair[1].origins), pair[0]))
    return [backing for _, backing in told]


def _backing(
    statement: Statement,
    members: list[str],
    gone: list[str],
    resolved: Mapping[str, Resolved],
    beside: list[tuple[str, str]],
    chains: Chains,
) -> Backing:
    origins: dict[str, list[tuple[End, str]]] = {}
    for claim in members:
        for end in resolved[claim].ends if resolved[claim].keys else ():
            origins.setdefault(end.key, []).append((end, claim))
    unknown, own = [], set(members)
    for claim in (claim for claim in members if resolved[claim].kind == "unknown"):
        # What a paper has from people it does not name stands with those who cite the paper for it.
        known = [end for end in resolved[claim].ends if end.key in origins]
        for end in known:
            origins[end.key].append((end, claim))
        unknown += [] if known else [claim]
    circular = tuple(claim for claim in members if resolved[claim].kind == "circular")
    return Backing(
        statement,
        tuple(members),
        tuple(sorted((_backed([origins[key] for key in keys], members) for keys in join_origins(origins)), key=_rank)),
        tuple(unknown),
        circular,
        tuple(claim for claim in members if resolved[claim].kind == "withdrawn"),
        tuple(gone),
        _circles(chains, circular),
        _others(beside, "supports", own),
        _others(beside, "disputes", own),
        {claim: passed_in_order(chains, claim, resolved[claim].passed) for claim in (*members, *gone)},
        {claim: resolved[claim].ends for claim in (*members, *gone)},
        {},
        {},
        0,
    )


def _may_be(grounds: Grounds, claim: str, other: str) -> bool:
    """Tell whether a similar claim may be what another repeats: it still stands, and affirms or denies as that does."""
    one, two = grounds.records[claim], grounds.records.get(other)
    return two is not None and not two.gone and two.polarity == one.polarity


def _others(beside: Iterable[tuple[str, str]], word: str, own: Collection[str]) -> tuple[str, ...]:
    """Return the claims that stand so to some of these, of those that state something else."""
    return tuple(sorted({other for relation, other in beside if relation == CITO + word and other not in own}))


def _backed(voices: list[list[tuple[End, str]]], members: list[str]) -> Backed:
    """Return one independent origin, of the ends and claims of each of its voices."""
    counted = [end for pairs in voices for end, _ in pairs if end.kind != "unknown"]
    claims = list(dict.fromkeys(claim for pairs in voices for _, claim in pairs))
    return Backed(
        who=tuple(sorted({who for pairs in voices for who in pairs[0][0].who})),
        kind="named" if any(end.kind == "named" for end in counted) else "own",
        anonymous=all(end.anonymous for end in counted),
        claims=tuple(sorted(claims, key=members.index) if len(voices) > 1 else claims),
        voices=tuple(pairs[0][0].who for pairs in voices),
    )


def _rank(origin: Backed) -> tuple[int, tuple[str, ...]]:
    return -len(origin.claims), origin.who


def _circles(chains: Chains, claims: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the circles that claims lead into, each beginning with its first claim in the alphabet."""
    circles: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        way: dict[str, int] = {}
        while claim not in circles and claim not in way:
            way[claim] = len(way)
            step = chains.step(chains.records[claim])
            claim = min(other for place in step.places for other in chains.members[place] if not chains.records[other].gone)  # noqa: PLW2901  (the walk goes on)
        if claim not in circles:
            circle = list(way)[way[claim] :]
            first = circle.index(min(circle))
            circles[claim] = (*circle[first:], *circle[:first])
        circles |= dict.fromkeys(way, circles[claim])
    return tuple(sorted(set(circles.values())))
