"""Things of which claims disagree about nothing in; what is nearest to them and disagreed about out.

Who asks about a company may mean its deal: what claims connect with it, or what has its name in its own.
"""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.conflicts import KINDS
from claimgraph.analyses.survey import survey_conflicts
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimgraph.store.protocol import Store

__all__ = ["Nearby", "find_nearby"]


class Nearby(NamedTuple):
    """A thing by CURIE, what it is called, and how many disagreements there are about it."""

    thing: str
    name: str
    number: int


def find_nearby(store: Store, things: Collection[str], kinds: Collection[str] = KINDS) -> list[Nearby]:
    """Return what is nearest to some things, by IRI, and disagreed about in one of these kinds; what is disagreed about most first."""
    near = _ask(store, "things", "thing", _ask(store, "about", "claim", things)) | _called_after(store, things)
    near -= set(things)
    compact = Compactor(store.prefixes)
    survey = survey_conflicts(store, focus=_ask(store, "subject", "claim", near), kinds=kinds)
    counts = collections.Counter(found.subject for found in survey.disagreements)
    names = read_names(store, near)
    found = [Nearby(curie, names.get(iri, curie), counts[curie]) for iri in near if (curie := compact(iri)) in counts]
    return sorted(found, key=lambda one: (-one.number, one.name, one.thing))


def _called_after(store: Store, things: Iterable[str]) -> set[str]:
    """Return what has the whole name of one of some things in its own."""
    names = read_names(store, things).values()
    if not names:
        return set()
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    return {row["thing"].value for row in store.rows(package_query("conflicts/named")) if whole.search(row["name"].value)}


def _ask(store: Store, name: str, variable: str, iris: Iterable[str]) -> set[str]:
    queries = fill_values(package_query(f"draw/{name}"), iri_terms(iris))
    return {row[variable].value for query in queries for row in store.rows(query)}
