"""Pairs of a claim that denies a statement and one that makes it in; those that contradict one another out.

The rows come from `queries/conflicts/denied.rq`. A claim of several statements denies
them together: it meets only claims that make them all. Which those are is told here,
from the statements of few claims: in SPARQL it is a negation within a negation, in
which one store spent most of a minute and another lost rows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from claimgraph.analyses.sides import meet, time_of
from claimgraph.queries import fill_values, package_query
from claimgraph.vocab import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.store.protocol import Store

    Statements = dict[str, set[tuple[Any, Any, Any]]]

__all__ = ["pair_denials"]

_ALIKE = f"SELECT ?p {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?p a owl:SymmetricProperty }} }}"
#: So many rows are looked at together.
_ROWS = 2_000


def pair_denials(store: Store, rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield `one` (which denies), `two`, `subject`, `predicate`, `a`, `grain` of each two claims that contradict one another."""
    alike: set[Any] | None = None
    stated: Statements = {}
    remaining = (row for row in rows if meet(time_of(row, "A"), time_of(row, "B"), row["grain"].value))
    while some := list(itertools.islice(remaining, _ROWS)):
        _read(store, {row["one"].value for row in some}, stated)
        several = [row for row in some if len(stated[row["one"].value]) > 1]
        if several and alike is None:
            alike = {row["p"] for row in store.rows(_ALIKE)}
        _read(store, {row["two"].value for row in several}, stated)
        for row in some:
            if len(stated[row["one"].value]) == 1 or _makes_all(stated[row["two"].value], stated[row["one"].value], alike or set()):
                yield {name: row[name] for name in ("one", "two", "subject", "predicate", "a", "grain")}


def _read(store: Store, claims: set[str], stated: Statements) -> None:
    """Add what claims state."""
    query = package_query("list/triples").replace("WHERE {", "WHERE { VALUES ?claim { }", 1)
    for batch in fill_values(query, (f"<{claim}>" for claim in claims - stated.keys())):
        for row in store.rows(batch):
            stated.setdefault(row["claim"].value, set()).add((row["subject"], row["predicate"], row["object"]))


def _makes_all(statements: set[tuple[Any, Any, Any]], wanted: set[tuple[Any, Any, Any]], alike: set[Any]) -> bool:
    """Tell whether statements hold all those wanted; what is said of two things alike may stand either way round."""
    return all((s, p, o) in statements or (p in alike and (o, p, s) in statements) for s, p, o in wanted)
