"""A client in; all that its store holds of a corpus out, a piece at a time, counted against what the store says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import RemoteError
from claimgraph.store.paging import rest_of
from claimgraph.store.terms import true_or_false
from claimgraph.vocab import CG, DCTERMS, ONTOLOGY_GRAPH, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.store.client import Client

__all__ = ["read_quads"]

#: So many statements are asked for at once; of graphs, only so many are named in one query.
_PAGE = 50_000
_MOST_GRAPHS = 200
_DESCRIBED = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?g a <{VOID}Dataset> ; <{DCTERMS}conformsTo> <{ONTOLOGY_GRAPH}> }} }}"


def read_quads(client: Client, meta: str) -> Iterator[ox.Quad]:
    """Yield the statements of the claims, of the ontology and of the description, and the default graph or else META.

    Other graphs of the store are not the corpus's, and are left out. Truth is
    `true`, and not 1.

    Raises:
        RemoteError: the store does not answer, or is being changed.
    """
    reader = _Reader(client)
    everything = f"GRAPH <{meta}> {{ ?s ?p ?o }}" if meta else "?s ?p ?o"
    yield from reader.pages(everything, ox.DefaultGraph())
    claims = f"?c a <{CG}Claim>"
    found = reader.rows(f"SELECT DISTINCT ?c {{ {f'GRAPH <{meta}> {{ {claims} }}' if meta else claims} }}")
    own = {row["c"].value for row in found} | {row["g"].value for row in reader.rows(_DESCRIBED)} | {ONTOLOGY_GRAPH}
    yield from reader.graphs(sorted(own - {meta}))


class _Reader:
    """Asks in pieces, and checks that they add up."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def rows(self, query: str) -> list[Any]:
        """Return all rows of a SELECT, even of a store that cuts answers off."""
        found = self._client.ask(query)
        assert isinstance(found.answer, ox.QuerySolutions)
        rows = list(found.answer)
        if found.cut:
            rows += rest_of(rows, query, lambda text: self._client.ask(text).answer, self._client.endpoint.name)
        return rows

    def pages(self, pattern: str, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        """Yield the statements of one graph, however many they are."""
        total = int(self.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0]["n"].value)
        got, seen = 0, set()
        while got < total:
            query = f"SELECT ?s ?p ?o {{ {pattern} }} LIMIT {_PAGE}" + (f" OFFSET {got}" if got else "")
            found = self._client.ask(query)
            assert isinstance(found.answer, ox.QuerySolutions)
            page = 0
            for row in found.answer:
                page += 1
                seen.add(hash(tuple(row)))
                yield ox.Quad(row["s"], row["p"], true_or_false(row["o"]), graph)
            got += page
            if not page or len(seen) < got:
                break
        self._check(got if len(seen) == got else -1, total)

    def graphs(self, names: list[str]) -> Iterator[ox.Quad]:
        """Yield the statements of many small graphs."""
        for start in range(0, len(names), _MOST_GRAPHS):
            values = " ".join(f"<{name}>" for name in names[start : start + _MOST_GRAPHS])
            pattern = f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }}"
            total = int(self.rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")[0]["n"].value)
            rows = self.rows(f"SELECT ?g ?s ?p ?o {{ {pattern} }}")
            self._check(len(rows), total)
            for row in rows:
                yield ox.Quad(row["s"], row["p"], true_or_false(row["o"]), row["g"])

    def _check(self, got: int, total: int) -> None:
        if got != total:
            raise RemoteError(f"the store {self._client.endpoint.name} was changed while it was read, or gives its rows in no steady order",
                              "try again")  # fmt: skip
