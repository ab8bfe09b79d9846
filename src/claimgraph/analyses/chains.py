"""Claims and sources in; where each claim's chain of attribution leads, one step at a time, out.

A claim leads to a *place* (a source or an agent) where the corpus may hold the same
statement, and if it does, on to the claims there; else its chain ends:

- The chain is the claim's hops, outermost first. A first hop that names the source itself
  or those who made it (the Gazette, in the Gazette) leads nowhere and is skipped, unless it
  names another work of theirs, and that states the same.
- The last hop that names an agent or a source is followed: to the claims in the cited
  source that state the same (same digest, same polarity), or else to those in other works
  of who made it, or in whatever the agent publishes or writes. Where there are none the
  chain ends with the agent; where the agent made the cited source, or only a source is
  named, with those who answer for it.
- Where no hop names anybody, and the source is derived from others (a syndicated copy, a
  digest, a translation), the same statement is looked for in these, and the chain ends
  with those who answer for the first of them: of several, from which of them it is is not
  known, and they are one origin together.
- Without hops the source says it itself, and the chain ends with those who answer for it.
  If all it has are people or reports that it does not name, whom the statement goes back
  to is not known; yet for others who cite this source by name it is the origin: their
  unnamed people are these unnamed people, and three papers that repeat it are one.
- Those who answer for a source are the organisations among its authors (Reuters via CNA is
  Reuters), else its publishers, else its authors, else the source stands for itself.
- What owl:sameAs gives several names is one. A subsidiary is not its parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.records import Hop, Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimgraph.analyses.records import Record

__all__ = ["Chains", "End", "Place", "Step"]


class End(NamedTuple):
    """Where a chain ends: IRIs of `who`, usually one; several who answer for a source together are one origin.

    `kind` is `own` (the source says it itself), `named`, `unknown` or `withdrawn` (all it
    goes back to was superseded or retracted); `anonymous` where these have it from somebody they do not name.
    """

    kind: str
    who: tuple[str, ...] = ()
    anonymous: bool = False

    @property
    def key(self) -> str:
        """One text for the origin, equal for equal origins."""
        return " ".join(self.who)


class Place(NamedTuple):
    """Where a statement may be found: in a source, or in what an agent publishes and writes."""

    where: str
    digest: str
    polarity: str


class Step(NamedTuple):
    """Where a claim leads: to places that hold claims, or to an end; `cites` if its own chain names whom it has it from."""

    places: tuple[Place, ...] = ()
    ends: tuple[End, ...] = ()
    cites: bool = False


class Chains:
    """Knows of a set of claims where each leads."""

    def __init__(
        self,
        records: Mapping[str, Record],
        sources: Mapping[str, Origin],
        *,
        same: Mapping[str, str] | None = None,
        organisations: Collection[str] = (),
    ) -> None:
        """Use records and sources by IRI; `same` maps things of several names to one, `organisations` are those among the authors."""
        self.records = records
        self._sources = sources
        self._same = same or {}
        self._organisations = organisations
        self._answering: dict[str, tuple[str, ...]] = {}
        self._steps: dict[str, Step] = {}
        self.members: dict[Place, list[str]] = {}
        for claim, record in records.items():
            for where in {record.source, *self.makers(record.source)}:
                self.members.setdefault(Place(where, record.digest, record.polarity), []).append(claim)

    def one(self, thing: str) -> str:
        """Return the one name of a thing."""
        return self._same.get(thing, thing)

    def source(self, source: str) -> Origin:
        """Return what is known of a source."""
        return self._sources.get(source) or Origin(source)

    def answers_for(self, source: str) -> tuple[str, ...]:
        """Return who answers for a source; the source itself where nobody is named."""
        if source not in self._answering:
            known = self.source(source)
            who = [author for author in known.authors if author in self._organisations] or known.publishers or known.authors
            self._answering[source] = tuple(sorted({self.one(agent) for agent in who})) or (source,)
        return self._answering[source]

    def step(self, record: Record) -> Step:
        """Return where a claim leads."""
        if record.claim not in self._steps:
            self._steps[record.claim] = self._step(record)
        return self._steps[record.claim]

    def _step(self, record: Record) -> Step:
        hops = self.own_hops(record)
        named = [hop for hop in hops if hop.agent or hop.source]
        if named:
            return self._cited(record, named[-1], anonymous=bool(hops[-1].unnamed))
        derived = self.source(record.source).derived
        kind = "own" if not hops else "named" if len(hops) < len(record.hops) else "unknown"
        if derived:
            return self._copied(record, derived, kind)
        return Step(ends=(End(kind, self.answers_for(record.source), anonymous=bool(hops)),))

    def own_hops(self, record: Record) -> tuple[Hop, ...]:
        """Return a claim's hops without those at the beginning that name the source itself, or who made it."""
        hops = record.hops
        while hops and self._names_itself(record, hops[0]):
            hops = hops[1:]
        return hops

    def _names_itself(self, record: Record, hop: Hop) -> bool:
        """Tell whether a first hop leads nowhere: it names the source or its makers, and no other work of theirs that states the same."""
        makers = self.makers(record.source)
        if hop.agent:
            own = self.one(hop.agent) in makers
        else:
            own = hop.source == record.source or bool(hop.source and makers & self.makers(hop.source))
        if not own or hop.source in {"", record.source}:
            return own
        return not any(self._held(Place(where, record.digest, record.polarity)) for level in self.lineage(hop.source) for where in level)

    def rests_on(self, record: Record) -> set[str]:
        """Return the sources and agents without any of which a claim would not be there, or not as it is."""
        names = {self.one(hop.agent) for hop in record.hops if hop.agent}
        cited = {hop.source for hop in record.hops if hop.source}
        if not any(hop.agent or hop.source for hop in self.own_hops(record)):
            cited.add(record.source)
        sources = {record.source}.union(*(level for source in cited for level in self.lineage(source)))
        return names.union(sources, *(self.makers(source) for source in sources))

    def makers(self, source: str) -> set[str]:
        """Return who publishes and who wrote a source."""
        known = self.source(source)
        return {self.one(agent) for agent in (*known.publishers, *known.authors)}

    def _cited(self, record: Record, hop: Hop, *, anonymous: bool) -> Step:
        """Return where a claim leads that names whom it has it from."""
        if hop.agent and hop.source == record.source:  # somebody who speaks in the source itself
            hop = Hop(hop.agent)
        places, who = self._look(record, [hop.source]) if hop.source else ((), ())
        agent = self.one(hop.agent) if hop.agent else ""
        if agent and not places and self._held(found := Place(agent, record.digest, record.polarity)):
            return Step((found,), cites=True)
        if agent and not (hop.source and agent in self.makers(hop.source)):
            who = () if places else (agent,)
        return Step(places, (End("named", who, anonymous),) if who else (), cites=True)

    def _copied(self, record: Record, derived: tuple[str, ...], kind: str) -> Step:
        """Return where a claim leads whose source is derived from others."""
        places, last = self._look(record, derived)
        return Step(places, (End(kind, last, kind != "own"),) if last else (), cites=kind == "named")

    def _look(self, record: Record, sources: Sequence[str]) -> tuple[tuple[Place, ...], tuple[str, ...]]:
        """Look for a statement in sources, in those they are derived from, and in other works of who made them.

        Return where it is, or who answers for the first of them all.
        """
        last: list[str] = []
        works: list[str] = []
        for last in self.lineage(*sources):
            places = tuple(place for where in last if self._held(place := Place(where, record.digest, record.polarity)))
            if places:
                return places, ()
            works += last
        makers = {maker for where in works for maker in self.makers(where)} - self.makers(record.source)
        places = tuple(place for maker in sorted(makers) if self._held(place := Place(maker, record.digest, record.polarity)))
        if places:
            return places, ()
        return (), tuple(sorted({who for where in last for who in self.answers_for(where)}))

    def _held(self, place: Place) -> bool:
        return place in self.members

    def lineage(self, *sources: str) -> Iterator[list[str]]:
        """Yield sources, then what they are derived from, then what that is derived from, each source once."""
        level, seen = list(sources), set(sources)
        while level:
            yield level
            level = sorted({above for one in level for above in self.source(one).derived} - seen)
            seen.update(level)
