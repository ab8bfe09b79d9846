"""IRIs in; what the things and sources they stand for are called out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.store.protocol import Store

__all__ = ["read_names"]


def read_names(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return the names of things and the headlines of sources by IRI; of several, the first in the alphabet; what has none is left out."""
    names: dict[str, str] = {}
    for query in fill_values(package_query("analyses/names"), iri_terms(iris)):
        for row in store.rows(query):
            iri, name = row["thing"].value, text_of(row["name"])
            names[iri] = min(name, names.get(iri, name))
    return names
