"""An input in, a draft of facts out: chooses the importer that knows what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from claimgraph.imports.draft import Draft
    from claimgraph.imports.given import Given
    from claimgraph.imports.known import Known

__all__ = ["Wishes", "make_draft", "statement_kind"]

_NANOPUB = "http://www.nanopub.org/nschema#Nanopublication"
_OWN = {CG + "Claim", CG + "Source", CG + "Entity"}


class Wishes(NamedTuple):
    """What a user says of an input; empty where it is to be found out.

    `mapping` names the columns of a table, `delimiter` and `encoding` how it is written, `order` (see
    `imports.dates.ORDERS`) how its dates are. `about` is what claims in words are about. `base` is what relative
    IRIs are relative to; `url`, `publisher` and `published` tell the source of statements that do not.
    """

    mapping: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    order: str = ""
    about: str = ""
    base: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""


def make_draft(given: Given, wishes: Wishes, known: Known) -> Draft:
    """Draft facts of what was given.

    Raises:
        InputError: it is not what it should be; the message names the place.
    """
    if given.kind == "table":
        from claimgraph.imports.columns import read_mapping
        from claimgraph.imports.table import draft_table

        return draft_table(given.data, given.name, read_mapping(wishes.mapping), known, delimiter=wishes.delimiter,
                           encoding=wishes.encoding, order=wishes.order, about=wishes.about)  # fmt: skip
    if given.kind == "schema":
        from claimgraph.imports.schemaorg import draft_schemaorg

        return draft_schemaorg(given.data, given.name, known, order=wishes.order, about=wishes.about)
    from claimgraph.imports.rdf import read_rdf

    rdf = read_rdf(given.data, given.name, given.format, base=wishes.base)
    kind = statement_kind(rdf.quads)
    if kind == "nanopubs":
        from claimgraph.imports.nanopub_draft import draft_nanopubs

        return draft_nanopubs(rdf, given.name, known)
    if kind == "claims":
        from claimgraph.imports.claims import draft_claims

        return draft_claims(rdf, given.name, known)
    from claimgraph.imports.foreign import About, draft_foreign
    from claimgraph.imports.oneway import refuse_prov

    refuse_prov(rdf.quads, given.name)
    return draft_foreign(rdf, given.name, known, about=About(wishes.url, wishes.publisher, wishes.published))


def statement_kind(quads: Iterable[ox.Quad]) -> str:
    """Tell whether statements are nanopublications, of our own model ("claims"), or "foreign"."""
    found = "foreign"
    for quad in quads:
        if quad.predicate.value == RDF + "type":
            cls = getattr(quad.object, "value", "")
            if cls == _NANOPUB:
                return "nanopubs"
            if cls in _OWN:
                found = "claims"
    return found
