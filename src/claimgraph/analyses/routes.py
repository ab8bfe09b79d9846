"""A store and a claim in; the claims out that it may go back to, or that repeat it, with all that is needed to tell how.

Only what may matter to the claim is read, however much there is: claims that say something of the same things
by the same predicates, in sources that its chain names, in what those agents publish who
are named, and so on from there; and all claims that state the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.drift import Stated
from claimgraph.analyses.grounds import Grounds, read_grounds, with_sources
from claimgraph.analyses.records import read_modalities, select_by, select_rows
from claimgraph.analyses.sides import is_node, read_values
from claimgraph.queries import fill_values, package_query, pair_terms
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CITO
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from claimgraph.analyses.chains import Chains
    from claimgraph.analyses.records import Modality
    from claimgraph.store.protocol import Store

__all__ = ["Routes", "read_held", "read_near", "read_routes", "read_stated", "read_works"]


class Routes(NamedTuple):
    """What was read, by IRI: grounds and chains, modalities, what claims state, what in their own source denies or disputes them.

    `near` are the claims that say something of the same matters, by source; `works` which
    sources agents publish or write, of those that have such claims, or that chains lead to.
    """

    grounds: Grounds
    chains: Chains
    modalities: Mapping[str, Modality]
    stated: Mapping[str, Sequence[Stated]]
    denials: Mapping[str, Sequence[str]]
    near: Mapping[str, Collection[str]]
    works: Mapping[str, Collection[str]]


@as_claimgraph_writes()
def read_routes(store: Store, claim: str) -> Routes:
    """Read what is needed to trace a claim."""
    near = read_near(store, [claim])
    grounds = with_sources(store, read_grounds(store, [claim]), near.keys())
    claims, grounds = _closure(store, claim, near, grounds)
    against = _against(store, claims)
    grounds = read_grounds(store, {*claims, *(one for others in against.values() for one in others)}, known=grounds)
    chains = grounds.chains()
    denials = _denials(grounds, against)
    stated = read_stated(store, grounds.records)
    return Routes(grounds, chains, read_modalities(store), stated, denials, near, read_works(grounds, chains))


def read_works(grounds: Grounds, chains: Chains) -> dict[str, set[str]]:
    """Return the sources that agents publish or write, by agent, of those that were read."""
    works: dict[str, set[str]] = {}
    for source, known in grounds.sources.items():
        for agent in (*known.publishers, *known.authors):
            works.setdefault(chains.one(agent), set()).add(source)
    return works


@as_claimgraph_writes()
def read_near(store: Store, claims: Collection[str]) -> dict[str, set[str]]:
    """Return the claims that say something of the same things by the same predicates as some do, by source."""
    said = {
        (text_of(row["subject"]), row["predicate"].value)
        for row in select_by(store, "list/triples", "claim", claims)
        if not is_node(store, text_of(row["subject"]))
    }
    near: dict[str, set[str]] = {}
    for query in fill_values(package_query("trace/near"), pair_terms(said)):
        for row in store.rows(query):
            near.setdefault(text_of(row["source"]), set()).add(row["claim"].value)
    return near


@as_claimgraph_writes()
def read_held(store: Store, source: str) -> set[str]:
    """Return all claims of a source."""
    return {row["claim"].value for row in select_by(store, "trace/held", "source", [source])}


def _closure(store: Store, claim: str, near: Mapping[str, Collection[str]], grounds: Grounds) -> tuple[set[str], Grounds]:
    """Return the claims that can be come to from one through sources and agents that are named, and grounds with these sources."""
    claims, new = {claim}, {claim}
    while new:
        own = {text_of(row["source"]) for row in select_by(store, "trace/source", "claim", new)}
        hops = list(select_rows(store, "hops", new))
        cited = {text_of(row["source"]) for row in hops if row["source"]}
        agents = {text_of(row["agent"]) for row in hops if row["agent"]}
        grounds = with_sources(store, grounds, own | cited, things=agents)
        chains = grounds._replace(records={}).chains()
        works = read_works(grounds, chains)
        sources = {above for source in own for level in list(chains.lineage(source))[1:] for above in level}
        sources.update(above for source in cited for level in chains.lineage(source) for above in level)
        sources.update(*(works.get(chains.one(agent), ()) for agent in agents))
        sources.update(*(works.get(maker, ()) for source in list(sources) for maker in chains.makers(source)))
        new = {one for source in sources for one in near.get(source, ())} - claims
        claims |= new
    return claims, grounds


def _against(store: Store, claims: Collection[str]) -> dict[str, list[str]]:
    """Return the claims that dispute others, by those."""
    against: dict[str, list[str]] = {}
    for row in select_rows(store, "stances", claims):
        if row["property"].value == CITO + "disputes":
            against.setdefault(row["claim"].value, []).append(row["other"].value)
    return against


def _denials(grounds: Grounds, against: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Return for claims those in their own source that say the contrary of them, or dispute them, and still stand."""
    beside: dict[tuple[str, str], list[str]] = {}
    for claim, record in grounds.records.items():
        beside.setdefault((record.source, record.digest), []).append(claim)
    found: dict[str, list[str]] = {}
    for claim, record in grounds.records.items():
        contrary = {other for other in beside[record.source, record.digest] if grounds.records[other].polarity != record.polarity}
        contrary |= {
            other for other in against.get(claim, ()) if other in grounds.records and grounds.records[other].source == record.source
        }
        standing = sorted(other for other in contrary if not grounds.records[other].gone)
        if standing:
            found[claim] = standing
    return found


@as_claimgraph_writes()
def read_stated(store: Store, claims: Collection[str]) -> dict[str, list[Stated]]:
    """Return what claims state, by claim."""
    rows = list(select_by(store, "list/triples", "claim", claims))
    things = {row["object"].value for row in rows if isinstance(row["object"], ox.NamedNode)}
    same = same_things(store, {thing for thing in things if not is_node(store, thing)})
    rows = [row for row in rows if not is_node(store, text_of(row["subject"]))]
    values = read_values(store, {row["object"] for row in rows}, same)
    stated: dict[str, list[Stated]] = {}
    for row in rows:
        term = row["object"]
        stated.setdefault(row["claim"].value, []).append(Stated(text_of(row["subject"]), row["predicate"].value, term, values[term]))
    return stated
