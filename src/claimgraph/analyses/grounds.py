"""A store in; all that telling origins takes out: records, sources, who among the authors is an organisation, which names are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.chains import Chains
from claimgraph.analyses.records import read_origins, read_records, select_by
from claimgraph.queries import fill_values, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimgraph.analyses.records import Origin, Record
    from claimgraph.store.protocol import Store

__all__ = ["Grounds", "read_grounds", "same_statements", "with_sources"]

_ORGANISATION = "http://schema.org/Organization"


class Grounds(NamedTuple):
    """Records and sources by IRI; for each thing of several names one of them; and the authors that are organisations."""

    records: Mapping[str, Record]
    sources: Mapping[str, Origin]
    same: Mapping[str, str]
    organisations: frozenset[str]

    def chains(self) -> Chains:
        """Return where each claim leads."""
        return Chains(self.records, self.sources, same=self.same, organisations=self.organisations)


@as_claimgraph_writes()
def read_grounds(
    store: Store, claims: Collection[str] | None = None, *, known: Grounds | None = None, things: Collection[str] = ()
) -> Grounds:
    """Read what is needed for some claims, which is all claims that state the same as one of them; or for all claims.

    Of some claims only those sources are read that their chains can lead to, and of these
    no more than `known` grounds lack. `things` are others whose names must be known.
    """
    if claims is None:
        sources = read_origins(store)
        records = read_records(store, sources_of=lambda _: sources)
        return Grounds(records, sources, same_things(store), frozenset(_organisations(store)))
    known = known or Grounds({}, {}, {}, frozenset())
    read = dict(known.sources)

    def lineage(wanted: Collection[str]) -> Mapping[str, Origin]:
        read.update(_lineage(store, wanted, read))
        return read

    records = read_records(store, same_statements(store, claims), sources_of=lineage)
    agents = {hop.agent for claim in records.keys() - known.records.keys() for hop in records[claim].hops if hop.agent}
    return _completed(store, known._replace(records=records), read, agents.union(things))


@as_claimgraph_writes()
def with_sources(store: Store, grounds: Grounds, sources: Collection[str], *, things: Collection[str] = ()) -> Grounds:
    """Return grounds with further sources, and what they are derived from; `things` are others whose names must be known."""
    return _completed(store, grounds, {**grounds.sources, **_lineage(store, sources, grounds.sources)}, things)


def _lineage(store: Store, sources: Collection[str], known: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return sources, those they are derived from, and so on; without those known, of which the same is known of all that."""
    found: dict[str, Origin] = {}
    asked, new = set[str](), set(sources) - known.keys()
    while new:
        asked |= new
        origins = read_origins(store, new)
        found |= origins
        new = {above for origin in origins.values() for above in origin.derived} - asked - known.keys()
    return found


def _completed(store: Store, grounds: Grounds, sources: Mapping[str, Origin], things: Iterable[str]) -> Grounds:
    """Return grounds with sources in place of some of them, and with what is needed of who made the new ones, and of some things."""
    new = [sources[iri] for iri in sources.keys() - grounds.sources.keys()]
    authors = {author for origin in new for author in origin.authors}
    makers = authors.union(*(origin.publishers for origin in new))
    same = {**grounds.same, **same_things(store, makers.union(things) - grounds.same.keys())}
    return grounds._replace(sources=sources, same=same, organisations=grounds.organisations | _organisations(store, authors))


def same_statements(store: Store, claims: Collection[str]) -> set[str]:
    """Return the claims that state the same as one of some claims, these included, affirmed or denied."""
    digests = {text_of(row["digest"]) for row in select_by(store, "origins/digests", "claim", claims)}
    found = set()
    for query in fill_values(package_query("origins/stating"), (f'"{digest}"' for digest in digests if digest.isalnum())):
        found |= {row["claim"].value for row in store.rows(query)}
    return found


def _organisations(store: Store, authors: Collection[str] | None = None) -> set[str]:
    """Return the authors that are organisations, of whatever kind a module may have: of some authors, or of all."""
    kinds: dict[str, set[str]] = {}
    for row in select_by(store, "origins/authors", "author", authors):
        kinds.setdefault(row["author"].value, set()).add(text_of(row["kind"]))
    if not kinds:
        return set()
    below: dict[str, set[str]] = {}
    for row in store.rows(package_query("analyses/classes")):
        below.setdefault(text_of(row["above"]), set()).add(text_of(row["class"]))
    organisation, new = {_ORGANISATION}, {_ORGANISATION}
    while new:
        new = {kind for above in new for kind in below.get(above, ())} - organisation
        organisation |= new
    return {author for author, own in kinds.items() if own & organisation}
