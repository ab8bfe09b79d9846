"""Claims and sources in; for each claim the origins that it goes back to out, and for each statement how many there are.

Chains are followed as `analyses/chains.py` says. An origin counts once, however many
reports go back to it, and origins that share somebody count as one (`analyses/independent.py`). What goes back to nobody who is named does not count, nor what
leads only round in a circle (A cites B, B cites A), nor what goes back only to claims
that have been superseded or retracted.

A *statement* is what is stated (digest), affirmed or denied, as a fact or an opinion, and
either as so now (asserted, conceded, ongoing) or as not yet so. Claims that have been
superseded or retracted do not stand behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.chains import Chains, End, Place
from claimgraph.analyses.circles import strong_components
from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.independent import count_independent
from claimgraph.analyses.records import read_modalities

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.records import Modality, Origin, Record
    from claimgraph.store.protocol import Store

    #: A claim, or a place; and whether it was come to by naming it, rather than from itself or a copy of it.
    Node = tuple[str | Place, bool]

__all__ = [
    "Resolved",
    "Statement",
    "count_origins",
    "group_statements",
    "passed_in_order",
    "resolve",
    "resolve_chains",
    "resolve_claims",
    "statement_of",
]

_COUNTED = ("named", "own")


class Resolved(NamedTuple):
    """What a claim goes back to.

    `kind` is `named`, `own` (the source says it itself), `unknown`, `circular` or
    `withdrawn`. `ends` are the origins, hardly ever more than one; `passed` are the IRIs
    of the claims on the way there.
    """

    kind: str
    ends: tuple[End, ...]
    passed: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The origins that count, each as one text; none for what is unknown, circular or withdrawn."""
        return tuple(end.key for end in self.ends) if self.kind in _COUNTED else ()


class Statement(NamedTuple):
    """What several claims may state alike: digest, polarity and stance as IRIs, and whether it is said to be so now."""

    digest: str
    polarity: str
    stance: str
    now: bool


def resolve(
    records: Mapping[str, Record],
    sources: Mapping[str, Origin],
    *,
    without: Collection[str] = (),
    same: Mapping[str, str] | None = None,
    organisations: Collection[str] = (),
) -> dict[str, Resolved]:
    """Return for each claim what it goes back to.

    `without` are sources and agents, by IRI, that are taken away: claims that rest on one
    of them are not in the answer, nor are those whose chains then end in nothing.

    >>> from claimgraph.analyses.records import Hop, Origin, Record
    >>> one = Record("c:1", "d", "s:1", "asserted", "affirmed", "fact", hops=(Hop("o:B"),))
    >>> two = Record("c:2", "d", "s:2", "asserted", "affirmed", "fact")
    >>> records, sources = {"c:1": one, "c:2": two}, {"s:1": Origin("s:1", ("o:A",)), "s:2": Origin("s:2", ("o:B",))}
    >>> [(found.kind, found.keys) for found in resolve(records, sources).values()]
    [('named', ('o:B',)), ('own', ('o:B',))]
    >>> resolve(records, sources, without=["s:2"])
    {}
    """
    return resolve_chains(Chains(records, sources, same=same, organisations=organisations), without=without)


def resolve_chains(chains: Chains, *, without: Collection[str] = ()) -> dict[str, Resolved]:
    """Return the same as `resolve` from chains that are there already."""
    taken = {chains.one(name) for name in without}
    fallen = {claim for claim, record in chains.records.items() if not taken.isdisjoint(chains.rests_on(record))} if taken else set()
    return resolve_claims(chains, chains.records, fallen=fallen)


def resolve_claims(chains: Chains, claims: Iterable[str], *, fallen: Collection[str]) -> dict[str, Resolved]:
    """Return the same for some claims only, without those that have `fallen`; time grows with what can be reached from them."""
    roots = [claim for claim in claims if claim not in fallen]
    reached = _Reached(chains, roots, fallen)
    found = {}
    for claim in roots:
        resolved = reached.resolve(claim)
        if resolved:
            found[claim] = resolved
    return found


class _Reached:
    """What can be reached from each node: ends, claims, and whether there is a circle."""

    def __init__(self, chains: Chains, claims: Iterable[str], fallen: Collection[str]) -> None:
        self._chains = chains
        self._fallen = fallen
        self._ends: dict[Node, frozenset[End]] = {}
        self._passed: dict[Node, frozenset[str]] = {}
        self._circles: set[Node] = set()
        roots: list[Node] = [(claim, False) for claim in claims]
        for component in strong_components(roots, self._follow):
            self._enter(component)

    def resolve(self, claim: str) -> Resolved | None:
        """Return what a claim goes back to; None if its chains end in nothing."""
        node: Node = (claim, False)
        ends, passed = self._ends[node], self._passed[node]
        counted = _merged(end for end in ends if end.kind in _COUNTED)
        if counted:
            return Resolved("own" if all(end.kind == "own" for end in counted) else "named", counted, passed)
        for kind in ("unknown", "withdrawn"):
            if any(end.kind == kind for end in ends):
                return Resolved(kind, tuple(sorted(end for end in ends if end.kind == kind)), passed)
        return Resolved("circular", (), passed) if node in self._circles else None

    def _follow(self, node: Node) -> list[Node]:
        at, cited = node
        if isinstance(at, str):
            step = self._chains.step(self._chains.records[at])
            return [(place, cited or step.cites) for place in step.places]
        return [(claim, cited) for claim in self._valid(at) if claim not in self._fallen]

    def _valid(self, place: Place) -> list[str]:
        return [claim for claim in self._chains.members[place] if not self._chains.records[claim].gone]

    def _own_ends(self, node: Node) -> set[End]:
        at, cited = node
        if isinstance(at, str):
            ends = self._chains.step(self._chains.records[at]).ends
            return {End("named", end.who, end.anonymous) for end in ends} if cited else set(ends)
        return set() if self._valid(at) else {End("withdrawn")}

    def _enter(self, component: list[Node]) -> None:
        """Enter what can be reached from the nodes of a component, which is the same for all of them."""
        inside = set(component)
        further = list(dict.fromkeys(other for node in component for other in self._follow(node) if other not in inside))
        ends = set().union(*(self._own_ends(node) for node in component), *(self._ends[other] for other in further))
        claims = {at for at, _ in (component if len(component) > 1 else ()) if isinstance(at, str)}
        claims |= {at for at, _ in further if isinstance(at, str)}
        for node in component:
            if not isinstance(node[0], str) and not self._valid(node[0]):
                claims.update(self._chains.members[node[0]])
        # Most claims lead to one place: they share its set, or a corpus of long chains would not fit into memory.
        shared = self._passed[further[0]] if len(further) == 1 else frozenset[str]().union(*(self._passed[other] for other in further))
        passed = shared if claims <= shared else shared | claims
        circular = len(component) > 1 or any(other in self._circles for other in further)
        for node in component:
            self._ends[node], self._passed[node] = frozenset(ends), passed
            if circular:
                self._circles.add(node)


def _merged(ends: Iterable[End]) -> tuple[End, ...]:
    """Return each origin once: named if anybody names it, anonymous only if all who lead there say so."""
    found: dict[tuple[str, ...], End] = {}
    for end in sorted(ends):
        known = found.get(end.who, end)
        found[end.who] = End(min(end.kind, known.kind), end.who, end.anonymous and known.anonymous)
    return tuple(sorted(found.values()))


def passed_in_order(chains: Chains, claim: str, passed: Collection[str]) -> tuple[str, ...]:
    """Return the claims that one passes on its way (without itself), as `Resolved` has them, nearest first."""
    way, left = [claim], set(passed) - {claim}
    for one in way:
        new = sorted({other for place in chains.step(chains.records[one]).places for other in chains.members[place]} & left)
        way += new
        left.difference_update(new)
    return tuple(way[1:])


def statement_of(record: Record, modalities: Mapping[str, Modality]) -> Statement:
    """Return what a claim states, as that by which claims are counted together."""
    now = record.modality in modalities and modalities[record.modality].now
    return Statement(record.digest, record.polarity, record.stance, now)


def group_statements(records: Mapping[str, Record], modalities: Mapping[str, Modality]) -> dict[Statement, list[str]]:
    """Return the claims that stand behind each statement, by IRI, sorted."""
    groups: dict[Statement, list[str]] = {}
    for claim, record in sorted(records.items()):
        if not record.gone:
            groups.setdefault(statement_of(record, modalities), []).append(claim)
    return groups


def count_origins(store: Store, claims: Collection[str] | None = None) -> dict[str, int]:
    """Return for claims, by IRI, or for all, how many independent origins stand behind what each states.

    For few claims only those are read that state the same.
    """
    grounds = read_grounds(store, claims)
    modalities = read_modalities(store)
    resolved = resolve_chains(grounds.chains())
    counts = {
        statement: count_independent(key for claim in members for key in resolved[claim].keys)
        for statement, members in group_statements(grounds.records, modalities).items()
    }
    wanted = grounds.records if claims is None else [claim for claim in claims if claim in grounds.records]
    return {claim: counts.get(statement_of(grounds.records[claim], modalities), 0) for claim in wanted}
