"""What a user typed in; the IRIs it stands for out: an id, a word of a closed list, or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.errors import QueryError, did_you_mean, printable
from claimgraph.wording.cells import text_of
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from claimgraph.store.protocol import Store

__all__ = ["resolve_bearer", "resolve_subject", "resolve_value"]

_PREFIXES = {"id": "claim", "source": "src", "predicate": ""}
_WORDS = {"modality", "polarity", "stance", "verdict"}


def resolve_value(store: Store, name: str, value: str, *, option: str = "") -> list[str]:
    """Return the IRIs that an id, a word, or a name of an entity stands for; `option` is what the user typed it for, if not `name`.

    Raises:
        QueryError: it stands for nothing in the store.
    """
    prefix, colon, local = value.partition(":")
    if name in _WORDS and not colon:
        prefix, colon, local = "cg", ":", value
    if name in _PREFIXES and not colon:  # facts write a predicate without its prefix, too
        prefix, colon, local = _PREFIXES[name], ":", value
    iri = store.prefixes[prefix] + local if colon and prefix in store.prefixes else value.strip("<>")
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        node = None
    if node is not None and node.value in _known(store, name, node.value):  # of one id the rest of the store need not be read
        return [node.value]
    known = _known(store, name)
    named = [iri for iri, names in known.items() if value.lower() in names]
    if named:
        return named
    compact = Compactor(store.prefixes)
    hint = did_you_mean(value, {compact(iri) for iri in known} | {n for names in known.values() for n in names})
    what = (
        f"there is no claim {value or repr(value)}"
        if name == "id"
        else f"--{option or name} {value}: nothing in these facts has that id or name"
    )
    raise QueryError(what, hint)


def resolve_bearer(store: Store, value: str) -> list[str]:
    """Return the IRIs of the source, outlet or speaker that an id, a name or a headline stands for.

    Raises:
        QueryError: it stands for none.
    """
    return _resolve_first(store, ("about", "source"), value, "no source, outlet or speaker has that id or name")[1]


def resolve_subject(store: Store, value: str) -> tuple[list[str], list[str]]:
    """Return the IRIs of the things that a value names, or else of the claim that it is the id of; one of the two is empty.

    Raises:
        QueryError: it is neither.
    """
    kinds = ("id",) if value.startswith("claim:") else ("about", "id")
    kind, found = _resolve_first(store, kinds, value, "nothing in these facts has that id or name, neither an entity nor a claim")
    return (found, []) if kind == "about" else ([], found)


def _resolve_first(store: Store, kinds: tuple[str, ...], value: str, what: str) -> tuple[str, list[str]]:
    """Return the first of some kinds of names that a value is one of, and what it stands for."""
    errors = []
    for kind in kinds:
        try:
            return kind, resolve_value(store, kind, value)
        except QueryError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    raise QueryError(f"{printable(value, limit=80) or repr(value)}: {what}", errors[0].hint)


def _known(store: Store, name: str, only: str = "") -> dict[str, set[str]]:
    """Return what a filter's values may be: IRIs, with the lower-case names of each; or whether one IRI may be."""
    if name in _WORDS:
        query = f"SELECT ?x ?name {{ GRAPH <https://w3id.org/claimgraph/ns> {{ ?x a cg:{name.title()} ; rdfs:label ?name }} }}"
    else:
        query = {
            "id": "SELECT ?x ?name { ?x a cg:Claim OPTIONAL { ?x rdfs:label ?name } }",
            "source": "SELECT ?x ?name { ?x a cg:Source ; schema:headline ?name }",
            "speaker": "SELECT ?x ?name { ?x a cg:Entity ; schema:name|schema:alternateName ?name }",
            "about": "SELECT ?x ?name { { ?x a cg:Entity ; schema:name|schema:alternateName ?name }"
            " UNION { ?x a cg:Source ; schema:headline ?name } }",
            "predicate": "SELECT ?x ?name { GRAPH <https://w3id.org/claimgraph/ns> { ?x cg:timeGrain ?g ; rdfs:label ?name } }",
        }[name]
    if only:
        query = query.replace("{", f"{{ VALUES ?x {{ <{only}> }}", 1)
    known: dict[str, set[str]] = {}
    for row in store.rows(query):
        names = known.setdefault(row["x"].value, set())
        if row["name"] is not None:
            names.add(text_of(row["name"]).lower())
    return known
