"""A store in; the statements out that can be promises, and those that tell of dates which were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.matters import Statement, read_statements
from claimgraph.analyses.records import select_rows
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.vocab import CG
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimgraph.store.protocol import Store

__all__ = ["read_given_up", "read_promised"]


def read_promised(store: Store, modalities: Collection[str], about: Collection[str] | None = None) -> Iterator[tuple[Statement, str]]:
    """Yield what is affirmed as a fact in some modalities (IRIs), with the modality: each statement once, sorted.

    Of those `about` some things, which stand at either end; or of all.
    """
    if about is None:
        query = package_query("due/promises").replace("SELECT ?claim", "SELECT ?modality ?claim", 1)
        rows = (row for batch in fill_values(query, iri_terms(modalities)) for row in store.rows(batch))
        found = {
            (Statement(row["claim"].value, row["subject"].value, row["predicate"].value, row["object"]), row["modality"].value)
            for row in rows
        }
    else:  # from the things: of a modality an engine goes through all claims
        stated = {statement for end in ("subject", "object") for statement in read_statements(store, end, about)}
        facts = _facts(store, {statement.claim for statement in stated})
        found = {(statement, facts[statement.claim]) for statement in stated if facts.get(statement.claim) in modalities}
    yield from sorted(found, key=lambda pair: (*pair[0][:3], str(pair[0].object)))


def read_given_up(store: Store, about: Collection[str] | None = None) -> list[Statement]:
    """Return what is told of dates that were given up, as statements of what had been promised; with some things as subjects, or all."""
    given: dict[str, set[str]] = {}
    for row in store.rows(package_query("due/former")):
        given.setdefault(row["former"].value, set()).add(row["predicate"].value)
    found = {
        Statement(row["claim"].value, row["subject"].value, predicate, row["object"])
        for query in fill_values(package_query("due/given-up"), iri_terms(given))
        for row in store.rows(query)
        if about is None or row["subject"].value in about
        for predicate in given[row["former"].value]
    }
    facts = _facts(store, {statement.claim for statement in found})
    return sorted((statement for statement in found if statement.claim in facts), key=lambda s: (*s[:3], str(s.object)))


def _facts(store: Store, claims: Collection[str]) -> dict[str, str]:
    """Return of some claims those that affirm a fact, with the modality."""
    return {
        row["claim"].value: text_of(row["modality"])
        for row in select_rows(store, "claims", claims)
        if (text_of(row["polarity"]), text_of(row["stance"])) == (CG + "affirmed", CG + "fact")
    }
