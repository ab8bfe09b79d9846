"""A store in this process: Oxigraph, in memory or on disk, behind the guard."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import QueryError, StoreError, printable
from claimgraph.store.guard import check_query
from claimgraph.store.protocol import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Answer", "EmbeddedStore", "build_store", "cannot_write", "memory_store", "open_store"]


class EmbeddedStore:
    """A store with the prefixes of its corpus, that can only be asked."""

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str], *, home: str = "") -> None:
        """Wrap a loaded store; `home` is the folder that it is kept in, beside its seal; empty for one in memory."""
        self.inner = store
        self.prefixes = dict(prefixes)
        self.home = home

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, allow_service: bool = False) -> Answer:
        """Answer a SPARQL query; `prefixes` replaces those of the corpus.

        Raises:
            QueryError: the query is wrong, or asks for what a query may not do.
        """
        known = self.prefixes if prefixes is None else dict(prefixes)
        check_query(query, known, self._has_graph, allow_service=allow_service)
        try:
            return self.inner.query(query, prefixes=known)
        except SyntaxError as error:
            from claimgraph.store.explain import explain

            raise explain(query, known, error) from None
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None

    def rows(self, query: str) -> Iterator[Any]:
        """Yield the rows of a SELECT of our own; each can be asked for a term by the variable's name."""
        answer = self.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        try:
            yield from answer
        except (ValueError, OSError, RuntimeError) as error:  # the engine reads on while we ask
            raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None

    def quads(self) -> Iterator[ox.Quad]:
        """Yield everything the store holds, in no particular order."""
        yield from self.inner

    def count(self, graph: str) -> int:
        """Return how many statements stand in a named graph."""
        return sum(1 for _ in self.inner.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _has_graph(self, iri: str) -> bool:
        try:
            return self.inner.contains_named_graph(ox.NamedNode(iri))
        except ValueError:
            return False


def memory_store(quads: Iterable[ox.Quad], prefixes: Mapping[str, str], *, nquads: str = "") -> EmbeddedStore:
    """Return a store in memory that holds quads, and those of a text in N-Quads."""
    store = ox.Store()
    store.load(nquads, format=ox.RdfFormat.N_QUADS, lenient=True)  # every IRI was checked where it came from; in memory, bulk is slower
    store.bulk_extend(quads)
    return EmbeddedStore(store, prefixes)


def build_store(path: str, quads: Iterable[ox.Quad], *, nquads: str = "") -> None:
    """Write quads, and those of a text in N-Quads, into a new store on disk.

    Raises:
        StoreError: the disk does not take it.
    """
    try:
        store = ox.Store(path)
        store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
        store.bulk_extend(quads)
        store.optimize()
        store.flush()
    except (OSError, ValueError, RuntimeError) as error:
        raise cannot_write(path, error) from None


def cannot_write(path: str, error: Exception) -> StoreError:
    """Return the error that says that a store on disk cannot be written."""
    hint = "is the disk full?"
    try:
        path.encode()
    except UnicodeEncodeError:  # the engine takes no others, which the operating system does
        hint = "the name of its folder is not UTF-8: name another place with --store DIR or the variable CLAIMGRAPH_CACHE"
    return StoreError(f"the store {printable(path, limit=4096)} cannot be written: {printable(str(error), limit=200)}", hint)


def open_store(path: str, prefixes: Mapping[str, str]) -> EmbeddedStore:
    """Open a finished store on disk for reading.

    Raises:
        StoreError: there is none, or it is damaged.
    """
    try:
        return EmbeddedStore(ox.Store.read_only(path), prefixes, home=os.path.dirname(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(f"the store {path} cannot be opened: {printable(str(error), limit=200)}",
                         "delete it: it is rebuilt from the facts") from None  # fmt: skip
