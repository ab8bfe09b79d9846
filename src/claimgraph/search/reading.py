"""A store in; all that can be found in it out, a text at a time, in no order; each query reads the store once, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.queries import package_query, values_of
from claimgraph.search.fields import FIELDS, KINDS
from claimgraph.vocab import CG, XSD
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimgraph.search.fields import Field
    from claimgraph.store.protocol import Store

__all__ = ["Part", "field_query", "read_appearances", "read_kinds", "read_parts"]

#: The query that reads the things of each of KINDS that have what is needed to show them; others may write less.
_SHOWN = ("search/entities", "search/sources", "search/claims")
_STATED, _ABOUT = (next(number for number, field in enumerate(FIELDS) if field.name == name) for name in ("stated", "about"))
_TEXTS = {XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


class Part(NamedTuple):
    """One text of a thing (an IRI): the number of its field in FIELDS; of a linked field, the IRI of the thing whose names are the text."""

    thing: str
    field: int
    text: str


def field_query(field: Field, things: Collection[str] | None = None) -> Iterator[str]:
    """Yield the queries that read a field: of some things, by IRI, or of all."""
    return values_of(package_query(field.query).replace("$property", field.property), "thing", things)


def read_kinds(store: Store, things: Collection[str] | None = None) -> Iterator[tuple[str, int]]:
    """Yield the IRI of each thing that can be found, or of some of these, and the number of its kind in KINDS; some come twice."""
    for number, (kind, query) in enumerate(zip(KINDS, _SHOWN, strict=True)):
        for filled in values_of(package_query(query), kind, things):
            for (thing,) in store.rows(filled):
                yield text_of(thing), number


def read_appearances(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each claim with that of its source."""
    query = package_query("search/texts").replace("$property", "schema:appearance")
    for claim, source in store.rows(query):
        yield text_of(claim), text_of(source)


def read_parts(store: Store, things: Collection[str] | None = None) -> Iterator[Part]:
    """Yield the texts of some things, by IRI, or of all; among them texts of what cannot be found, such as the label of a date."""
    for number, field in enumerate(FIELDS):
        if field.query == "search/statements":
            continue
        for query in field_query(field, things):
            for thing, text in store.rows(query):
                yield Part(text_of(thing), number, text_of(text))
    yield from _statements(store, things)


def _statements(store: Store, things: Collection[str] | None) -> Iterator[Part]:
    """Yield what claims state in words, and what they speak of, once where it comes in one piece."""
    nodes = (CG, *(store.prefixes[prefix] for prefix in ("val", "date") if prefix in store.prefixes))
    claim, seen = "", set[str]()
    for query in field_query(FIELDS[_ABOUT], things):
        for thing, subject, value in store.rows(query):
            if thing.value != claim:
                claim, seen = thing.value, set()
            if isinstance(value, ox.Literal):
                if value.datatype.value in _TEXTS:
                    yield Part(claim, _STATED, value.value)
            elif text_of(value) not in seen:
                seen.add(text_of(value))
                if not text_of(value).startswith(nodes):
                    yield Part(claim, _ABOUT, text_of(value))
            if text_of(subject) not in seen:
                seen.add(text_of(subject))
                if not text_of(subject).startswith(nodes):
                    yield Part(claim, _ABOUT, text_of(subject))
