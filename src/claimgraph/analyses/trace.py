"""A claim in; the tree of the claims that it goes back to, with what changed at each step, and those that repeat it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.drift import Drift, compare_claims, shared_statements
from claimgraph.analyses.independent import count_independent
from claimgraph.analyses.origins import Resolved, group_statements, resolve_chains, statement_of
from claimgraph.analyses.records import Hop
from claimgraph.analyses.routes import Routes, read_held, read_routes
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimgraph.analyses.records import Record
    from claimgraph.store.protocol import Store

__all__ = ["DEEPEST", "Link", "Node", "Repeat", "Trace", "trace_claim"]

#: So many claims are shown one below the other; what goes on from there is said, and can be asked for.
DEEPEST = 40


class Node(NamedTuple):
    """A claim in the tree, by IRI.

    `match` is `same` if it states the same as the claim above, else `similar`. `standing`
    is `shown`, or why it is not followed here: `again` (it is above already), `circle`
    (it leads back to a claim on the way to it) or `deeper` (see DEEPEST).
    """

    claim: str
    match: str = "same"
    standing: str = "shown"
    drift: tuple[Drift, ...] = ()
    links: tuple[Link, ...] = ()


class Link(NamedTuple):
    """Whom a claim has it from: a hop of its chain, or (`copy`) the source that its own is derived from.

    `found` are the claims there that state the same, or else similar; where there are
    none, `others` are all claims of the source that is named.
    """

    hop: Hop
    copy: bool = False
    found: tuple[Node, ...] = ()
    others: tuple[str, ...] = ()


class Repeat(NamedTuple):
    """A claim that names the source or agent of another and states the same: so many steps below the claim asked for."""

    claim: str
    of: str
    depth: int
    drift: tuple[Drift, ...]


class Trace(NamedTuple):
    """The tree above a claim, those that repeat it, what it goes back to, and how many origins stand behind what it states."""

    tree: Node
    repeats: tuple[Repeat, ...]
    resolved: Resolved
    independent: int


@as_claimgraph_writes()
def trace_claim(store: Store, claim: str) -> Trace:
    """Trace a claim, given by IRI: up to where it comes from, and down to who repeats it."""
    routes = read_routes(store, claim)
    records = routes.grounds.records
    resolved = resolve_chains(routes.chains)
    members = group_statements(records, routes.modalities).get(statement_of(records[claim], routes.modalities), [])
    independent = count_independent(key for member in members for key in resolved[member].keys)
    tracer = _Tracer(store, routes)
    return Trace(tracer.node(claim, (), Node(claim)), tuple(tracer.repeats(claim)), resolved[claim], independent)


class _Tracer:
    """Follows chains through what was read."""

    def __init__(self, store: Store, routes: Routes) -> None:
        self._store = store
        self._routes, self._chains, self._records = routes, routes.chains, routes.grounds.records
        self._shown: set[str] = set()

    def node(self, claim: str, above: Sequence[str], node: Node) -> Node:
        """Return a node with its links, unless the claim has been shown, or is deep down."""
        standing = "circle" if claim in above else "again" if claim in self._shown else "deeper" if len(above) >= DEEPEST else "shown"
        if standing != "shown":
            return node._replace(standing=standing)
        self._shown.add(claim)
        record, way = self._records[claim], (*above, claim)
        hops = self._chains.own_hops(record)
        derived = self._chains.source(record.source).derived
        links = [self._link(record, Hop(source=source), hops, way, copy=True) for source in derived]
        links += [self._link(record, hop, hops[place + 1 :], way) for place, hop in enumerate(hops)]
        return node._replace(links=tuple(links))

    def _link(self, record: Record, hop: Hop, told: Sequence[Hop], way: Sequence[str], *, copy: bool = False) -> Link:
        """Return the link of a hop; `told` are the hops of the claim that come behind it."""
        found = tuple(
            # Where a circle closes, the claim there is no earlier one, of which something could have been lost.
            self.node(claim, way, Node(claim, match, drift=() if claim in way else tuple(self._drift(claim, record.claim, told))))
            for claim, match in self._matches(record, hop)
        )
        others = sorted(read_held(self._store, hop.source)) if hop.source and not found else ()
        return Link(hop, copy, found, tuple(other for other in others if other != record.claim))

    def _matches(self, record: Record, hop: Hop) -> list[tuple[str, str]]:
        """Return the claims where a hop leads that state the same, or else those that state most that is similar."""
        places = list(self._chains.lineage(hop.source)) if hop.source else []
        makers = {maker for level in places for source in level for maker in self._chains.makers(source)}
        for maker in sorted(makers - self._chains.makers(record.source)):
            places.append(sorted(self._routes.works.get(maker, ())))
        places += [sorted(self._routes.works.get(self._chains.one(hop.agent), ()))] if hop.agent else []
        for sources in places:
            near = sorted(claim for source in sources for claim in self._routes.near.get(source, ()) if claim in self._records)
            near = [claim for claim in near if self._records[claim].polarity == record.polarity]
            same = [claim for claim in near if self._records[claim].digest == record.digest]
            if same:
                return [(claim, "same") for claim in same]
            own = self._routes.stated.get(record.claim, ())
            alike = {claim: len(list(shared_statements(self._routes.stated.get(claim, ()), own))) for claim in near}
            most = max(alike.values(), default=0)
            if most:
                return [(claim, "similar") for claim in near if alike[claim] == most]
        return []

    def _drift(self, earlier: str, later: str, told: Sequence[Hop]) -> list[Drift]:
        routes = self._routes
        return compare_claims(
            self._records[earlier], self._records[later], told=told,
            chains=self._chains, modalities=routes.modalities, stated=routes.stated, denials=routes.denials,
        )  # fmt: skip

    def repeats(self, claim: str) -> Iterator[Repeat]:
        """Yield the claims that repeat one, each below the one that it repeats."""
        record = self._records[claim]
        citing = self._citing(record)
        seen, work = {claim}, [Repeat(claim, "", 0, ())]
        while work:
            repeat = work.pop()
            if repeat.depth:
                yield repeat
            places = self._places_of(self._records[repeat.claim])
            found = {one: told for place in places for one, told in citing.get(place, ()) if one not in seen}
            seen.update(found)
            # The last is followed first.
            work += (
                Repeat(one, repeat.claim, repeat.depth + 1, tuple(self._drift(repeat.claim, one, found[one])))
                for one in sorted(found, key=lambda one: (self._records[one].said.first or "9999", one), reverse=True)
            )

    def _places_of(self, record: Record) -> list[str]:
        return [record.source, *sorted(self._chains.makers(record.source))]

    def _citing(self, record: Record) -> dict[str, list[tuple[str, Sequence[Hop]]]]:
        """Return the claims that state the same, by the sources and agents that they name, with what they tell behind these."""
        citing: dict[str, list[tuple[str, Sequence[Hop]]]] = {}
        for claim, other in self._records.items():
            if (other.digest, other.polarity) != (record.digest, record.polarity):
                continue
            hops = self._chains.own_hops(other)
            for place, hop in enumerate(hops):
                where = hop.source or (self._chains.one(hop.agent) if hop.agent else "")
                citing.setdefault(where, []).append((claim, hops[place + 1 :]))
            if not any(hop.agent or hop.source for hop in hops):
                for source in self._chains.source(other.source).derived:
                    citing.setdefault(source, []).append((claim, hops))
        return citing
