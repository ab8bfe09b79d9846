"""A store in; all that telling origins takes out: records, sources, who among the authors is an organisation, which names are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.chains import Chains
from claimgraph.analyses.records import read_origins, read_records
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claimgraph.analyses.records import Origin, Record
    from claimgraph.store.protocol import Store

__all__ = ["Grounds", "read_grounds", "same_statements"]

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
def read_grounds(store: Store, claims: Collection[str] | None = None, *, known: Grounds | None = None) -> Grounds:
    """Read what is needed for some claims, which is all claims that state the same as one of them; or for all claims.

    What does not depend on the claims is taken from grounds that are `known`.
    """
    wanted = None if claims is None else same_statements(store, claims)
    if known is None:
        known = Grounds({}, read_origins(store), same_things(store), frozenset(_organisations(store)))
    return known._replace(records=read_records(store, wanted, sources=known.sources))


def same_statements(store: Store, claims: Collection[str]) -> set[str]:
    """Return the claims that state the same as one of some claims, these included, affirmed or denied."""
    digests = set()
    for query in fill_values(_with_values("origins/digests", "claim"), iri_terms(claims)):
        digests |= {text_of(row["digest"]) for row in store.rows(query)}
    found = set()
    for query in fill_values(package_query("origins/stating"), (f'"{digest}"' for digest in digests if digest.isalnum())):
        found |= {row["claim"].value for row in store.rows(query)}
    return found


def _with_values(name: str, variable: str) -> str:
    return package_query(name).replace("WHERE {", f"WHERE {{ VALUES ?{variable} {{ }}", 1)


def _organisations(store: Store) -> set[str]:
    """Return the authors that are organisations, of whatever kind a module may have."""
    kinds: dict[str, set[str]] = {}
    for row in store.rows(package_query("origins/authors")):
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
