"""Quads in, an `rdflib.Dataset` on Oxigraph out, whose queries stand behind the guard.

rdflib's own engine follows SERVICE and opens FROM addresses; Oxigraph's answers some
of them with silence. So every query text is checked before either sees it, and
prepared queries, whose text is gone, are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from claimgraph.errors import QueryError
from claimgraph.store.guard import check_query
from claimgraph.store.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["GuardedStore", "make_dataset"]


class GuardedStore(OxigraphStore):
    """Oxigraph for rdflib, with the guard of the command line before it."""

    def query(self, query: Any, initNs: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N803
        """Answer a query that neither writes nor reaches out.

        Raises:
            QueryError: it does, or it is a prepared one.
        """
        self._check(query, initNs, "query")
        return super().query(query, initNs, *args, **kwargs)

    def update(self, update: Any, initNs: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N803
        """Run an update on this copy that neither loads a file nor reaches out.

        Raises:
            QueryError: it does, or it is a prepared one.
        """
        self._check(update, initNs, "update")
        for token in tokenize(update):
            if token.is_word("LOAD"):
                raise QueryError("LOAD would reach out to a file or an address", "parse the file in Python instead")
        return super().update(update, initNs, *args, **kwargs)

    def _check(self, text: Any, prefixes: Mapping[str, Any], what: str) -> None:
        if not isinstance(text, str):
            raise QueryError(f"a prepared {what} cannot be checked", "give its text")
        known = {str(prefix): str(iri) for prefix, iri in (prefixes or {}).items()}
        check_query(text, known, self._has_graph)

    def _has_graph(self, iri: str) -> bool:
        try:
            return self._inner.contains_named_graph(ox.NamedNode(iri))
        except ValueError:
            return False


class _GuardedDataset(rdflib.Dataset):
    """A dataset whose own queries and updates cannot ask for rdflib's unguarded engine.

    A graph taken out of it still can, by `use_store_provided=False`: that is the caller's own request.
    """

    def query(self, *args: Any, **kwargs: Any) -> Any:
        """Answer a query by the store, never by rdflib's own engine."""
        kwargs["use_store_provided"] = True
        return super().query(*args, **kwargs)

    def update(self, *args: Any, **kwargs: Any) -> Any:
        """Run an update by the store, never by rdflib's own engine."""
        kwargs["use_store_provided"] = True
        return super().update(*args, **kwargs)


def make_dataset(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """Return a dataset that holds quads, with prefixes bound."""
    store = ox.Store()
    store.bulk_extend(quads)
    dataset = _GuardedDataset(store=GuardedStore(store=store))
    for prefix, iri in prefixes.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
