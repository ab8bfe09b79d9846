"""What the patterns of rows matched in; the claims that state it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.queries import fill_values, package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.store.terms import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from claimgraph.analyses.why.rows import Match
    from claimgraph.store.protocol import Store

__all__ = ["Stated", "find_stated", "narrow_parts", "read_claimed"]

#: The claims (IRIs) that state a triple, by the triple, whose values are in their one spelling.
Stated = dict[tuple[str, str, str], set[str]]


@as_claimgraph_writes()
def find_stated(store: Store, matches: Iterable[Match]) -> Stated:
    """Return which claims state the triples that were matched in the default graph, in force or not."""
    wanted = {_spelled(match.triple) for match in matches if match.graph is None}
    pairs = {f"({match.triple[0]} {match.triple[1]})" for match in matches if match.graph is None and _is_named(match)}
    stated: Stated = {}
    for query in fill_values(package_query("why/stated"), pairs):
        for row in store.rows(query):
            triple = _spelled((row["subject"], row["predicate"], row["object"]))
            if triple in wanted:
                stated.setdefault(triple, set()).add(row["claim"].value)
    return stated


def read_claimed(store: Store) -> set[str]:
    """Return the predicates (IRIs) with which claims state something: a statement with one has to have a claim."""
    return {row["predicate"].value for row in store.rows(package_query("why/predicates"))}


def narrow_parts(row: Sequence[Match], stated: Mapping[tuple[str, str, str], AbstractSet[str]], nodes: tuple[str, ...]) -> list[set[str]]:
    """Return for each match of a row the claims that it is owed to.

    `stated` are those that state its triple, `nodes` what the IRIs of value nodes begin with. Equal values share their parts: where
    the row says whose value a node is, the node's parts are owed to the claims that say so, and to no others.
    """
    above: dict[str, list[int]] = {}
    for number, match in enumerate(row):
        if match.graph is None and isinstance(match.triple[2], ox.NamedNode) and match.triple[2].value.startswith(nodes):
            above.setdefault(match.triple[2].value, []).append(number)
    owed: dict[int, set[str]] = {}

    def owe(number: int, seen: tuple[int, ...]) -> set[str]:
        match = row[number]
        if number not in owed:
            claims = set(stated.get(_spelled(match.triple), ())) if match.graph is None else set()
            holders = above.get(getattr(match.triple[0], "value", ""), []) if match.graph is None else []
            holders = [holder for holder in holders if holder not in {number, *seen}]
            if holders:
                claims &= set[str]().union(*(owe(holder, (*seen, number)) for holder in holders))
            owed[number] = claims
        return owed[number]

    return [owe(number, ()) for number in range(len(row))]


def _spelled(triple: Collection[Any]) -> tuple[str, str, str]:
    subject, predicate, value = (str(canonical(term)) for term in triple)
    return subject, predicate, value


def _is_named(match: Match) -> bool:
    return all(isinstance(term, ox.NamedNode) for term in match.triple[:2])
