"""What a user asks to see, as a query, as things or as sources, in; the claims to draw out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import QueryError, printable
from claimgraph.queries import fill_values, package_query
from claimgraph.vocab import CG, XSD
from claimgraph.wording.compact import Compactor
from claimgraph.wording.lookup import resolve_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from claimgraph.store.protocol import Store

__all__ = ["Choice", "choose_claims"]

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_DATES = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_HINT = "add ?claim to the SELECT: GRAPH ?claim { … }"


class Choice(NamedTuple):
    """The IRIs of the claims to draw, or None for all; and the CURIEs of the things that were asked for."""

    claims: set[str] | None
    focus: list[str]


def choose_claims(
    store: Store, *, query: str | None = None, about: Sequence[str] = (), source: Sequence[str] = (), depth: int = 1,
    within: AbstractContextManager[object] = contextlib.nullcontext(),  # noqa: B008  (it holds nothing, so all may share it)
) -> Choice:  # fmt: skip
    """Return the claims that fit all of what is asked for.

    `query` is SPARQL: a SELECT of claims, or of entities or sources, or a CONSTRUCT of
    statements. `about` are ids or names of things; with a `depth` of 0 claims have one
    of them as their subject, of 1 they speak of it, of 2 they speak of it or of a thing
    in those claims, and so on. `source` are ids, headlines or publishers. The query is
    asked `within` something that may watch how long it takes.

    Raises:
        QueryError: nothing was found, or what the query returns cannot be drawn.
    """
    claims: set[str] | None = None
    focus: list[str] = []
    compact = Compactor(store.prefixes)
    if query is not None:
        with within:
            claims, things = _asked(store, query)
        focus += map(compact, sorted(things))
    if about:
        things = {iri for value in about for iri in resolve_value(store, "about", value)}
        found = _around(store, things, depth)
        if not found:
            names = " or ".join(map(compact, sorted(things)))
            raise QueryError(f"no claim is about {names}", "what somebody says is listed by `claimgraph list --speaker`")
        claims = found if claims is None else claims & found
        focus += (curie for curie in map(compact, sorted(things)) if curie not in focus)
    if source:
        found = _ask(store, "source", "claim", {iri for value in source for iri in _sources(store, value)})
        if not found:
            raise QueryError(f"no claim comes from {' or '.join(source)}", "it is declared, but nothing is taken from it")
        claims = found if claims is None else claims & found
    if claims is not None and not claims:
        raise QueryError("no claim fits all of what is asked for", "ask for less at once")
    return Choice(claims, focus)


def _ask(store: Store, name: str, variable: str, iris: Iterable[str]) -> set[str]:
    """Return what one of the queries in `queries/draw` finds for IRIs."""
    queries = fill_values(package_query(f"draw/{name}"), (f"<{iri}>" for iri in iris))
    return {row[variable].value for query in queries for row in store.rows(query)}


# ------------------------------------------------------------ things and sources


def _around(store: Store, things: set[str], depth: int) -> set[str]:
    """Return the claims about things, and about what these speak of, `depth` steps far."""
    if depth <= 0:
        return _ask(store, "subject", "claim", things)
    claims: set[str] = set()
    seen, border = set(things), things
    for step in range(depth):
        new = _ask(store, "about", "claim", border) - claims
        claims |= new
        if not new or step == depth - 1:
            break
        border = _ask(store, "things", "thing", new) - seen
        seen |= border
    return claims


def _sources(store: Store, value: str) -> Iterable[str]:
    """Return the sources of an id or a headline, else those that a publisher of that id or name has brought out."""
    try:
        return resolve_value(store, "source", value)
    except QueryError as unknown:
        try:
            publishers = resolve_value(store, "speaker", value)
        except QueryError:
            raise unknown from None
        return _ask(store, "published", "source", publishers)


# ------------------------------------------------------------ queries


def _asked(store: Store, query: str) -> tuple[set[str], set[str]]:
    """Return the claims that a query is about, and the things it names itself."""
    answer = store.query(query)
    known: dict[str, set[str]] = {kind: set() for kind in ("Claim", "Entity", "Source")}
    for row in store.rows(package_query("draw/known")):
        known[row["kind"].value.removeprefix(CG)].add(row["thing"].value)
    if isinstance(answer, ox.QueryBoolean):
        raise QueryError(
            "the query asks for yes or no, and draw needs claims or entities", "write a SELECT: SELECT ?claim { GRAPH ?claim { … } }"
        )
    try:
        if isinstance(answer, ox.QueryTriples):
            return _of_triples(store, list(answer), known["Claim"]), set()
        columns = [variable.value for variable in answer.variables]
        return _of_columns(store, dict(zip(columns, _columns(answer), strict=True)), known)
    except (ValueError, OSError, RuntimeError) as error:  # the engine reads on while we ask
        raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None


def _columns(answer: ox.QuerySolutions) -> list[set[Any]]:
    columns: list[set[Any]] = [set() for _ in answer.variables]
    for row in answer:
        for terms, term in zip(columns, row, strict=True):
            if term is not None:
                terms.add(term)
    return columns


def _of_columns(store: Store, columns: dict[str, set[Any]], known: dict[str, set[str]]) -> tuple[set[str], set[str]]:
    """Return the claims in a table, else the claims about the entities and sources in it."""
    if not any(columns.values()):
        raise QueryError("the query has no answer, so there is nothing to draw", "look at it with `claimgraph query` first")
    iris = {name: {term.value for term in terms if isinstance(term, ox.NamedNode)} for name, terms in columns.items()}
    pure = [iris[name] for name, terms in columns.items() if terms and len(iris[name]) == len(terms) and iris[name] <= known["Claim"]]
    claims = set().union(*(pure or iris.values())) & known["Claim"]
    if claims:
        return claims, set()
    named = set().union(*iris.values())
    entities, sources = named & known["Entity"], named & known["Source"]
    if not entities and not sources:
        what = ", ".join(f"?{name} ({_what(terms)})" for name, terms in columns.items())
        raise QueryError(f"the query returns {what}, and draw needs claims or entities", _HINT)
    claims = _ask(store, "about", "claim", entities | sources) | _ask(store, "source", "claim", sources)
    if not claims:
        raise QueryError("no claim is about what the query returns", _HINT)
    return claims, entities


def _what(terms: set[Any]) -> str:
    """Say what kind of terms a column holds."""
    kinds = {_kind(term) for term in terms}
    return " and ".join(sorted(kinds)) or "nothing"


def _kind(term: Any) -> str:
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        return "a number" if kind in _NUMBERS else "a date" if kind in _DATES else "yes or no" if kind == XSD + "boolean" else "text"
    return "other ids" if isinstance(term, ox.NamedNode) else "no ids"


def _of_triples(store: Store, triples: list[ox.Triple], known: set[str]) -> set[str]:
    """Return the claims that triples describe, else those that state one of them."""
    if not triples:
        raise QueryError("the query has no answer, so there is nothing to draw", "look at it with `claimgraph query` first")
    claims = {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)} & known
    if claims:
        return claims
    stated = {(triple.subject, triple.predicate, triple.object) for triple in triples}
    rows = store.rows(package_query("list/triples"))
    claims = {row["claim"].value for row in rows if (row["subject"], row["predicate"], row["object"]) in stated}
    if not claims:
        raise QueryError(
            "no claim states any of what the query constructs, and draw needs claims or entities",
            "construct statements as claims make them: CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?claim { ?s ?p ?o } }",
        )
    return claims
