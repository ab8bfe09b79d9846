"""An input in, a draft of facts out: chooses the importer that knows what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

    from claimgraph.imports.draft import Draft
    from claimgraph.imports.given import Given
    from claimgraph.imports.known import Known

__all__ = ["make_draft", "statement_kind"]

_NANOPUB = "http://www.nanopub.org/nschema#Nanopublication"
_OWN = {CG + "Claim", CG + "Source", CG + "Entity"}


def make_draft(given: Given, mapping: Mapping[str, str], known: Known) -> Draft:
    """Draft facts of what was given; `mapping` names the columns of a table.

    Raises:
        InputError: it is not what it should be; the message names the place.
    """
    if given.kind == "table":
        from claimgraph.imports.table import draft_table

        return draft_table(given.data, given.name, dict(mapping), known)
    if given.kind == "schema":
        from claimgraph.imports.schemaorg import draft_schemaorg

        return draft_schemaorg(given.data, given.name, known)
    from claimgraph.imports.rdf import read_rdf

    rdf = read_rdf(given.data, given.name, given.format)
    kind = statement_kind(rdf.quads)
    if kind == "nanopubs":
        from claimgraph.imports.claims import draft_claims
        from claimgraph.imports.nanopubs import unpack_nanopubs

        return draft_claims(unpack_nanopubs(rdf), given.name, known)
    if kind == "claims":
        from claimgraph.imports.claims import draft_claims

        return draft_claims(rdf, given.name, known)
    from claimgraph.imports.foreign import draft_foreign

    return draft_foreign(rdf, given.name, known)


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
