"""Claims whose chains name somebody in; the claims there that state not the same, but something similar, out.

A chain is followed only to what states the same. "80 million", from a wire that says "about
80 million", so ends with the wire; yet the wire may have it from the one who is an origin already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.drift import shared_statements
from claimgraph.analyses.grounds import with_sources
from claimgraph.analyses.routes import read_near, read_stated, read_works

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.analyses.chains import Chains
    from claimgraph.analyses.grounds import Grounds
    from claimgraph.analyses.records import Hop
    from claimgraph.store.protocol import Store

__all__ = ["find_similar"]


def find_similar(store: Store, grounds: Grounds, chains: Chains, claims: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for claims (by IRI) those in the source, or by the agent, that their chains end with, which may mean the same.

    These say something of the same thing by the same predicate, and their values can be
    the same. Claims that have none are left out, and so are those whose chain leads on.
    """
    leading = {claim: hops[-1] for claim in claims if (hops := _naming(grounds, chains, claim))}
    near = read_near(store, leading)
    if not near:
        return {}
    grounds = with_sources(store, grounds, near.keys())
    chains = grounds.chains()
    works = read_works(grounds, chains)
    others = {}
    for claim, hop in leading.items():
        sources = {source for level in chains.lineage(hop.source) for source in level} if hop.source else set()
        sources |= set(works.get(chains.one(hop.agent), ())) if hop.agent else set()
        others[claim] = {other for source in sources - {grounds.records[claim].source} for other in near.get(source, ())} - {claim}
    if not any(others.values()):
        return {}
    stated = read_stated(store, set(others).union(*others.values()))
    found = {
        claim: tuple(
            sorted(other for other in near_by if any(True for _ in shared_statements(stated.get(other, ()), stated.get(claim, ()))))
        )
        for claim, near_by in others.items()
    }
    return {claim: near_by for claim, near_by in found.items() if near_by}


def _naming(grounds: Grounds, chains: Chains, claim: str) -> list[Hop]:
    """Return the hops with which a claim names somebody; none where its chain leads on."""
    record = grounds.records[claim]
    return [] if chains.step(record).places else [hop for hop in chains.own_hops(record) if hop.agent or hop.source]
