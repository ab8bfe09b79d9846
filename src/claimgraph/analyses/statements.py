"""A store in; what its claims state out, with all that tells which statements exclude one another.

The whole store is read, in a few plain queries that every store answers alike; or what is
said of a few things, where it is asked about these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.alike import all_names, same_things
from claimgraph.analyses.frames import read_frames, read_newer, read_roles
from claimgraph.analyses.records import select_by
from claimgraph.queries import fill_values, package_query, pair_terms
from claimgraph.vocab import CG, OWL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from claimgraph.analyses.frames import Frame, Roles
    from claimgraph.store.protocol import Store

__all__ = [
    "Predicate",
    "Reading",
    "Statement",
    "read_disputes",
    "read_excluded",
    "read_predicates",
    "read_statements",
    "select_parts",
    "under_one_name",
]


class Statement(NamedTuple):
    """What a claim states: IRIs, and the value as a term of the store."""

    claim: str
    subject: str
    predicate: str
    value: Any


class Predicate(NamedTuple):
    """What the ontologies say of a predicate: at what grain time counts, and whether it has one value, scores, or two equal ends."""

    grain: str
    functional: bool = False
    scores: bool = False
    symmetric: bool = False


class Reading(NamedTuple):
    """What was read.

    In `statements` everything goes by one name. `disputes` are claims with those that they dispute. `excluded` maps words of closed lists to
    those that they exclude, `same` what has several names to one of them, `newer` superseded claims to those that supersede them.
    """

    statements: list[Statement]
    frames: dict[str, Frame]
    predicates: dict[str, Predicate]
    roles: Roles
    disputes: list[tuple[str, str]]
    excluded: dict[str, set[str]]
    same: dict[str, str]
    newer: dict[str, set[str]]


def read_statements(store: Store, *, only: Collection[str] | None = None, focus: AbstractSet[str] | None = None) -> Reading:
    """Return what claims state: all of them, `only` those named by IRI, or all that say what `focus`' claims say something of."""
    predicates, same = read_predicates(store), same_things(store)
    statements = _read(store, "claim", only) if focus is None else _read_focus(store, focus, predicates, same)
    read = None if focus is None and only is None else {statement.claim for statement in statements}.union(focus or (), only or ())
    disputes = read_disputes(store, read)
    claims = only
    if focus is not None:
        claims = (read or set()).union(*(pair for pair in disputes if not focus.isdisjoint(pair)))
    frames = read_frames(store, claims)
    roles, excluded = read_roles(store), read_excluded(store)
    named = under_one_name(statements, same)
    return Reading(named, frames, predicates, roles, disputes, excluded, same, read_newer(store, claims))


def under_one_name(statements: Iterable[Statement], same: Mapping[str, str]) -> list[Statement]:
    """Return statements with one name for each thing that has several."""
    return [_under_one_name(statement, same) for statement in statements] if same else list(statements)


def _under_one_name(statement: Statement, same: Mapping[str, str]) -> Statement:
    subject, value = statement.subject, statement.value
    if subject in same:
        statement = statement._replace(subject=same[subject])
    if isinstance(value, ox.NamedNode) and value.value in same:
        statement = statement._replace(value=ox.NamedNode(same[value.value]))
    return statement


def select_parts(store: Store, name: str, variable: str, terms: Collection[str] | None = None) -> Iterator[Any]:
    """Yield the rows of `queries/conflicts/NAME.rq`: those in which a variable is one of these IRIs, or all."""
    yield from select_by(store, f"conflicts/{name}", variable, terms)


def _read(store: Store, variable: str, terms: Collection[str] | None = None) -> list[Statement]:
    rows = select_parts(store, "statements", variable, terms)
    return [Statement(row["claim"].value, row["subject"].value, row["predicate"].value, row["value"]) for row in rows]


def _read_focus(store: Store, focus: Collection[str], predicates: dict[str, Predicate], same: Mapping[str, str]) -> list[Statement]:
    """Return what answers the questions that some claims answer, and the questions that these answers' claims answer, too.

    A question is a thing and a predicate. What else is said of a thing is left out: of a busy one that is most of a store.
    """
    names = all_names(same)
    found, read = _read(store, "claim", focus), set(focus)
    asked: set[tuple[str, str]] = set()
    either_end = any(predicate.symmetric and predicate.functional for predicate in predicates.values())
    for _ in range(2):  # the second time for what those have against them that were found
        new = {
            (name, statement.predicate)
            for statement in found
            for end in _ends(statement, predicates)
            for name in names.get(same.get(end, end), (end,))
        } - asked
        asked |= new
        claims = _read_pairs(store, "given", new)
        if either_end:
            claims |= _read_pairs(store, "given-to", {pair for pair in new if predicates[pair[1]].symmetric})
        found += _read(store, "claim", claims - read)
        read |= claims
    return found


def _ends(statement: Statement, predicates: Mapping[str, Predicate]) -> Iterator[str]:
    """Yield what a statement is about: its subject, and where it may stand either way round, its value."""
    yield statement.subject
    if predicates[statement.predicate].symmetric and isinstance(statement.value, ox.NamedNode):
        yield statement.value.value


def _read_pairs(store: Store, name: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return the claims that state something of things by a predicate, of pairs of both."""
    queries = fill_values(package_query(f"analyses/{name}"), pair_terms(pairs))
    return {row["claim"].value for query in queries for row in store.rows(query)}


def read_predicates(store: Store) -> dict[str, Predicate]:
    """Return what the ontologies say of each predicate, by IRI."""
    scores = _below(CG + "Score", store)
    found: dict[str, Predicate] = {}
    for row in store.rows(package_query("conflicts/predicates")):
        kind, values = (row[name].value if row[name] else "" for name in ("type", "range"))
        known = found.get(row["predicate"].value, Predicate(row["grain"].value))
        found[row["predicate"].value] = Predicate(
            min(known.grain, row["grain"].value),
            known.functional or kind == OWL + "FunctionalProperty",
            known.scores or values in scores,
            known.symmetric or kind == OWL + "SymmetricProperty",
        )
    return found


def read_excluded(store: Store) -> dict[str, set[str]]:
    """Return the words of closed lists that cannot hold together with others, each with those."""
    excluded: dict[str, set[str]] = {}
    for row in store.rows(package_query("conflicts/excluded")):
        one, two = row["value"].value, row["excluded"].value
        excluded.setdefault(one, set()).add(two)
        excluded.setdefault(two, set()).add(one)
    return excluded


def read_disputes(store: Store, claims: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return what disputes what, by its own word: all, or what has one of some claims at either end; not everything need be a claim."""
    if claims is None:
        return [(row["one"].value, row["two"].value) for row in select_parts(store, "disputed", "one")]
    rows = (row for end in ("one", "two") for row in select_parts(store, "disputed", end, claims))
    return list(dict.fromkeys((row["one"].value, row["two"].value) for row in rows))


def _below(top: str, store: Store) -> set[str]:
    """Return a class and those below it."""
    pairs = [(row["class"].value, row["above"].value) for row in store.rows(package_query("analyses/classes"))]
    found = {top}
    while more := {one for one, above in pairs if above in found and one not in found}:
        found |= more
    return found
