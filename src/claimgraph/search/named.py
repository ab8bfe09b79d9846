"""An id in; the thing that has it out; and how many claims there are about things, where no index has counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.search.fields import KINDS
from claimgraph.search.lookup import Found, Result
from claimgraph.search.reading import read_kinds
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimgraph.store.protocol import Store

__all__ = ["count_claims", "find_named"]


def find_named(store: Store, text: str, kinds: Collection[str]) -> Result | str | None:
    """Return the thing that a text is the id of; of an id that nothing here has, what it calls, as words; None of a text that is no id.

    An id is a CURIE, an IRI, or that of a claim or a source without its prefix.
    """
    text = text.strip()
    if not text or any(sign.isspace() or sign in '"*' for sign in text):
        return None
    prefix, colon, local = text.partition(":")
    if colon and prefix in store.prefixes:
        iris = [store.prefixes[prefix] + local]
    elif colon:
        iris = [text.strip("<>")]
    else:
        iris = [store.prefixes[kept] + text for kept in ("claim", "src") if kept in store.prefixes] if "-" in text.strip("-") else []
    known: dict[str, int] = {}
    for thing, kind in read_kinds(store, iris) if iris else ():
        known.setdefault(thing, kind)
    found = [Found(KINDS[kind], iri, 0.0, exact=True, claims=None) for iri, kind in sorted(known.items()) if KINDS[kind] in kinds]
    if found:
        return Result(count_claims(store, found), len(found))
    return local if colon and prefix in store.prefixes and any(map(str.isalnum, local)) else None


def count_claims(store: Store, found: list[Found]) -> list[Found]:
    """Count the claims that speak of things, and that appear in sources."""
    claims: dict[str, set[str]] = {}
    for kind, query in (("entity", "search/speaking"), ("source", "search/appearing")):
        for filled in fill_values(package_query(query), iri_terms(one.iri for one in found if one.kind == kind)):
            for row in store.rows(filled):
                claims.setdefault(text_of(row["thing"]), set()).add(text_of(row["claim"]))
    return [one if one.kind == "claim" else one._replace(claims=len(claims.get(one.iri, ()))) for one in found]
