"""A store of claims in; the same data as tables of a DuckDB file out, as somebody would lay them out who has no RDF.

One row for each claim with all that is compared of it, one for each statement, one for
each value; and what the ontology says of predicates, modalities and words.
"""

from __future__ import annotations

import csv
import os
import tempfile
from typing import TYPE_CHECKING, Any

from claimgraph.vocab import CG, ONTOLOGY_GRAPH, OWL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.store.embedded import EmbeddedStore

__all__ = ["write_tables"]

_TABLES = {
    "claim": "id, modality, polarity, stance, said_first, said_last, since_first, since_last, until_first, until_last, "
    "due_first, due_last, has_since, has_until, has_due, gone",
    "statement": "claim, subject, predicate, value",
    "val": "id, kind, exactness, low, high, earliest, latest, unit, benchmark, setting, other, respect",
    "predicate": "id, grain, functional, two_ended, scores",
    "modality": "id, now, axis",
    "excluded": "one, two",
    "dispute": "one, two",
}
_NUMBERS = {"low", "high"}
_FLAGS = {"has_since", "has_until", "has_due", "gone", "functional", "two_ended", "scores", "now"}
_PARTS = {
    "exactness": "cg:exactness", "low": "cg:low", "high": "cg:high", "earliest": "cg:earliest", "latest": "cg:latest", "unit": "qudt:unit",
    "benchmark": "schema:variableMeasured", "setting": "cg:setting", "other": "cg:comparedWith", "respect": "cg:inRespectOf",
}  # fmt: skip


def write_tables(store: EmbeddedStore, path: str) -> None:
    """Write a new DuckDB file."""
    import duckdb

    rows = {
        "claim": _claims(store), "statement": _statements(store), "val": _values(store), "predicate": _predicates(store),
        "modality": _modalities(store), "excluded": _excluded(store),
        "dispute": _select(store, "SELECT ?one ?two { ?one a cg:Claim ; cito:disputes ?two . ?two a cg:Claim }"),
    }  # fmt: skip
    with duckdb.connect(path) as database, tempfile.TemporaryDirectory() as folder:
        for table, columns in _TABLES.items():
            kinds = [f"{name} {_kind(name)}" for name in columns.split(", ")]
            database.execute(f"CREATE TABLE {table} ({', '.join(kinds)})")
            file = os.path.join(folder, f"{table}.csv")
            with open(file, "w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows[table])
            database.execute(f"COPY {table} FROM '{file}' (FORMAT csv, HEADER false, NULLSTR '')")
        database.execute("ANALYZE")


def _kind(column: str) -> str:
    return "DECIMAL(36, 18)" if column in _NUMBERS else "BOOLEAN" if column in _FLAGS else "VARCHAR"


def _select(store: EmbeddedStore, query: str) -> Iterable[tuple[str, ...]]:
    return [tuple(term.value if term else "" for term in row) for row in store.rows(query)]


def _days(store: EmbeddedStore, pattern: str) -> dict[str, tuple[str, str]]:
    query = f"SELECT ?one ?first ?last {{ {pattern} OPTIONAL {{ ?date cg:earliest ?first }} OPTIONAL {{ ?date cg:latest ?last }} }}"
    return {one: (first, last) for one, first, last in _select(store, query)}


def _claims(store: EmbeddedStore) -> Iterable[tuple[Any, ...]]:
    own = {word: _days(store, f"?one a cg:Claim ; cg:{word} ?date .") for word in ("said", "validFrom", "validUntil", "due")}
    published = _days(store, "?one cg:published ?date .")
    gone = {two for (two,) in _select(store, "SELECT ?two { VALUES ?how { prov:wasRevisionOf cg:retracts } ?one ?how ?two ; a cg:Claim }")}
    none = ("", "")
    query = """SELECT ?claim ?modality ?polarity ?stance ?source {
        ?claim a cg:Claim ; cg:modality ?modality ; cg:polarity ?polarity ; cg:stance ?stance ; schema:appearance ?source }"""
    for claim, modality, polarity, stance, source in _select(store, query):
        said = own["said"].get(claim) or published.get(source, none)
        held = [own[word] for word in ("validFrom", "validUntil", "due")]
        days = [day for days in held for day in days.get(claim, none)]
        yield claim, modality, polarity, stance, *said, *days, *(claim in days for days in held), claim in gone


def _statements(store: EmbeddedStore) -> Iterable[tuple[str, ...]]:
    return _select(
        store,
        f"""SELECT ?claim ?subject ?predicate ?value {{
            GRAPH <{ONTOLOGY_GRAPH}> {{ ?predicate cg:timeGrain ?grain }} GRAPH ?claim {{ ?subject ?predicate ?value }} ?claim a cg:Claim }}""",
    )


def _values(store: EmbeddedStore) -> Iterable[tuple[str, ...]]:
    """Return all values that statements have: those that are described with their parts, words and things without."""
    parts: dict[str, dict[str, str]] = {
        name: _pairs(_select(store, f"SELECT DISTINCT ?value ?part {{ GRAPH ?claim {{ ?value {curie} ?part }} ?claim a cg:Claim }}"))
        for name, curie in _PARTS.items()
    }
    described = tuple(store.prefixes[prefix] for prefix in ("val", "date"))
    for value in dict.fromkeys(row[3] for row in _statements(store)):
        known = [parts[name].get(value, "") for name in _PARTS]
        kind = "bounded" if value.startswith(described) and known[0] else "plain"
        yield value, kind, *known


def _pairs(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    return {one: two for one, two in rows}  # noqa: C416  (the type checker knows so that there are two)


def _predicates(store: EmbeddedStore) -> Iterable[tuple[Any, ...]]:
    def named(pattern: str) -> set[str]:
        return {one for (one,) in _select(store, f"SELECT ?one {{ GRAPH <{ONTOLOGY_GRAPH}> {{ {pattern} }} }}")}

    functional, symmetric = (named(f"?one a <{OWL}{kind}Property>") for kind in ("Functional", "Symmetric"))
    scores = named("?one rdfs:range/rdfs:subClassOf* cg:Score")
    grains = _select(store, f"SELECT ?one ?grain {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?one cg:timeGrain ?grain }} }}")
    for predicate, grain in grains:
        yield predicate, grain, predicate in functional, predicate in symmetric, predicate in scores


def _modalities(store: EmbeddedStore) -> Iterable[tuple[str, ...]]:
    query = f"SELECT ?one ?now ?axis {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?one a cg:Modality ; skos:broader ?axis OPTIONAL {{ ?one cg:holdsNow ?now }} }} }}"
    return [(one, now or "false", axis.removeprefix(CG)) for one, now, axis in _select(store, query)]


def _excluded(store: EmbeddedStore) -> Iterable[tuple[str, str]]:
    pairs = _select(store, f"SELECT ?one ?two {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?one cg:disjointWith ?two }} }}")
    return sorted({pair for one, two in pairs for pair in ((one, two), (two, one))})
