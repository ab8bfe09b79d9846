"""A store and a claim in; the claims out that it may go back to, or that repeat it, with all that is needed to tell how.

Only what may matter to the claim is read: claims that say something of the same things
by the same predicates, in sources that its chain names, in what those agents publish who
are named, and so on from there; and all claims that state the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.drift import Stated
from claimgraph.analyses.grounds import Grounds, read_grounds
from claimgraph.analyses.records import read_modalities, select_rows
from claimgraph.analyses.sides import is_node, read_values
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CITO
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimgraph.analyses.chains import Chains
    from claimgraph.analyses.records import Modality
    from claimgraph.store.protocol import Store

__all__ = ["Routes", "read_near", "read_routes", "read_stated", "read_works"]


class Routes(NamedTuple):
    """What was read, by IRI: grounds and chains, modalities, what claims state, what in their own source denies or disputes them.

    `near` are the claims that say something of the same matters, by source; `works` the
    sources that agents publish or write; `held` all claims of the sources that chains name.
    """

    grounds: Grounds
    chains: Chains
    modalities: Mapping[str, Modality]
    stated: Mapping[str, Sequence[Stated]]
    denials: Mapping[str, Sequence[str]]
    near: Mapping[str, Collection[str]]
    works: Mapping[str, Collection[str]]
    held: Mapping[str, Collection[str]]


@as_claimgraph_writes()
def read_routes(store: Store, claim: str) -> Routes:
    """Read what is needed to trace a claim."""
    near = read_near(store, [claim])
    first = read_grounds(store, [claim])
    chains = first.chains()
    works = read_works(first, chains)
    claims, named = _closure(store, claim, near, chains, works)
    against = _against(store, claims)
    grounds = read_grounds(store, {*claims, *(one for others in against.values() for one in others)}, known=first)
    chains = grounds.chains()
    held: dict[str, set[str]] = {}
    for query in fill_values(package_query("trace/held"), iri_terms(named)):
        for row in store.rows(query):
            held.setdefault(text_of(row["source"]), set()).add(row["claim"].value)
    denials = _denials(grounds, against)
    stated = read_stated(store, grounds.records, grounds.same)
    return Routes(grounds, chains, read_modalities(store), stated, denials, near, works, held)


def read_works(grounds: Grounds, chains: Chains) -> dict[str, set[str]]:
    """Return the sources that agents publish or write, by agent."""
    works: dict[str, set[str]] = {}
    for source, known in grounds.sources.items():
        for agent in (*known.publishers, *known.authors):
            works.setdefault(chains.one(agent), set()).add(source)
    return works


@as_claimgraph_writes()
def read_near(store: Store, claims: Iterable[str]) -> dict[str, set[str]]:
    """Return the claims that say something of the same things by the same predicates as some do, by source."""
    said = {(subject, predicate) for _, subject, predicate, _ in _triples(store, claims)}
    near: dict[str, set[str]] = {}
    for query in fill_values(package_query("trace/near"), iri_terms({subject for subject, _ in said})):
        for row in store.rows(query):
            if (row["subject"].value, row["predicate"].value) in said:
                near.setdefault(text_of(row["source"]), set()).add(row["claim"].value)
    return near


def _triples(store: Store, claims: Iterable[str]) -> Iterator[tuple[str, str, str, object]]:
    """Yield what claims state: the claim, subject, predicate and value; not the parts of values."""
    query = package_query("list/triples").replace("WHERE {", "WHERE { VALUES ?claim { }", 1)
    for batch in fill_values(query, iri_terms(claims)):
        for row in store.rows(batch):
            if not is_node(store, text_of(row["subject"])):
                yield row["claim"].value, text_of(row["subject"]), row["predicate"].value, row["object"]


def _closure(
    store: Store, claim: str, near: Mapping[str, Collection[str]], chains: Chains, works: Mapping[str, Collection[str]]
) -> tuple[set[str], set[str]]:
    """Return the claims that can be come to from one through sources and agents that are named, and the sources named on the way."""
    claims, new, named = {claim}, {claim}, set[str]()
    while new:
        sources = set[str]()
        for query in fill_values(package_query("trace/source"), iri_terms(new)):
            for row in store.rows(query):
                above = list(chains.lineage(text_of(row["source"])))[1:]
                named.update(*above[:1])
                sources.update(*above)
        for row in select_rows(store, "hops", new):
            if row["source"]:
                named.add(text_of(row["source"]))
                sources.update(*chains.lineage(text_of(row["source"])))
            if row["agent"]:
                sources.update(works.get(chains.one(text_of(row["agent"])), ()))
        sources.update(*(works.get(maker, ()) for source in list(sources) for maker in chains.makers(source)))
        new = {one for source in sources for one in near.get(source, ())} - claims
        claims |= new
    return claims, named


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
def read_stated(store: Store, claims: Iterable[str], same: Mapping[str, str]) -> dict[str, list[Stated]]:
    """Return what claims state, by claim."""
    rows = list(_triples(store, claims))
    values = read_values(store, {term for *_, term in rows}, same)
    stated: dict[str, list[Stated]] = {}
    for claim, subject, predicate, term in rows:
        stated.setdefault(claim, []).append(Stated(subject, predicate, term, values[term]))
    return stated
