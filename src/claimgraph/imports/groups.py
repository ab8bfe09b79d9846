"""Statements that are stated together, and what is known of where, by whom and when; why one is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import printable
from claimgraph.imports.vocabulary import literal_kind
from claimgraph.vocab import XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.imports.gather import Stated

__all__ = ["About", "Group", "LeaveError", "Said", "Speaker", "nameless", "plain_text"]


class About(NamedTuple):
    """What a user says of the source of statements that do not tell it themselves."""

    url: str = ""
    publisher: str = ""
    published: str = ""


class Speaker(NamedTuple):
    """Who says something: an IRI, or a name, or both."""

    iri: str = ""
    name: str = ""


class Group(NamedTuple):
    """Statements that are stated together, and what is known of where, by whom and when."""

    name: str
    quads: Sequence[ox.Quad]
    speakers: Sequence[Speaker] = ()
    source: str = ""
    headline: str = ""
    said: str = ""
    label: str = ""


class Said(NamedTuple):
    """A group on its way to claims."""

    name: str
    stated: list[Stated]
    speakers: Sequence[Speaker] = ()
    source: str = ""
    headline: str = ""
    said: str = ""
    label: str = ""
    about: Sequence[ox.Quad] = ()


class LeaveError(Exception):
    """Why a statement cannot be kept; whoever reads it reports it, so it never leaves the importer."""


def plain_text(term: Any) -> str:
    """Return a plain text that facts can hold."""
    if not isinstance(term, ox.Literal):
        raise LeaveError("it is no text")
    kind, why = literal_kind(term)
    if kind == XSD + "string":
        return str(term.value)
    raise LeaveError(why or "it is no plain text")


def nameless(iri: str) -> str:
    """Say that facts cannot name a thing."""
    return f"facts cannot name {printable(iri, limit=80)}: it is neither a web address nor below a namespace"
