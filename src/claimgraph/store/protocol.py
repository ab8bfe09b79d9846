"""What every store can do, wherever it is: be asked, and give back all it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Answer", "Store"]

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(Protocol):
    """A store with the prefixes of its corpus, that can only be asked."""

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that a query may use without declaring them, with their IRIs."""

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, allow_service: bool = False) -> Answer:
        """Answer a SPARQL query; `prefixes` replaces those of the corpus.

        Raises:
            QueryError: the query is wrong, or asks for what a query may not do.
            RemoteError: the store is elsewhere, and does not answer.
        """

    def rows(self, query: str) -> Iterator[Any]:
        """Yield the rows of a SELECT of our own; each can be asked for a term by the variable's name."""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield everything the store holds; what a remote store keeps in its metadata graph comes back as the default graph."""
