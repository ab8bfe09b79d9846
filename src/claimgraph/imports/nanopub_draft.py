"""Nanopublications in, a draft of facts out: our own as the claims they were made of, those of others as claims of their authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.imports.claims import draft_claims
from claimgraph.imports.draft import Draft, DraftSettings, Left
from claimgraph.imports.foreign import Group, Speaker, draft_groups
from claimgraph.imports.names import is_address
from claimgraph.imports.nanopubs import Nanopub, unpack_nanopubs
from claimgraph.imports.rdf import Rdf
from claimgraph.values import parse_date
from claimgraph.vocab import DCTERMS, PROV, RDFS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known

__all__ = ["draft_nanopubs"]

_DC = "http://purl.org/dc/elements/1.1/"
_PAV = "http://purl.org/pav/"
_SPEAKERS = (PROV + "wasAttributedTo", _PAV + "authoredBy")
_AUTHORS = (_PAV + "authoredBy", DCTERMS + "creator", _DC + "creator", _PAV + "createdBy", SCHEMA + "author", PROV + "wasAttributedTo")
_SOURCES = (
    PROV + "wasDerivedFrom",
    PROV + "hadPrimarySource",
    DCTERMS + "source",
    _DC + "source",
    "http://semanticscience.org/resource/SIO_000253",
)
_DATES = (DCTERMS + "created", PROV + "generatedAtTime", DCTERMS + "issued", _PAV + "createdOn")
_NAMES = ("http://xmlns.com/foaf/0.1/name", SCHEMA + "name", "https://schema.org/name", RDFS + "label")
_TITLES = (RDFS + "label", DCTERMS + "title", _DC + "title")
_WHY = "of a nanopublication, facts keep what it states, who says so, when, and what it comes from"


def draft_nanopubs(rdf: Rdf, name: str, known: Known) -> Draft:
    """Draft facts of a file of nanopublications; every statement is kept or reported, and what they repeat counts once.

    Raises:
        InputError: what the statements say of the corpus as a whole cannot be used.
    """
    unpacked = unpack_nanopubs(rdf)
    groups: list[Group] = []
    told: list[ox.Quad] = []
    left = list(unpacked.left)
    for nanopub in unpacked.foreign:
        origin = _Origin(nanopub)
        groups.append(origin.group())
        used = {*nanopub.head, *origin.used}
        told += used
        rest = (quad for quad in (*nanopub.provenance, *nanopub.pubinfo) if quad not in used)
        left += [Left(rdf.where(quad), f"{quad.triple} in <{nanopub.iri}>", _WHY) for quad in rest]
    drafts = [draft_claims(unpacked.own, name, known)] if unpacked.own.quads else []
    if groups:
        stated = [quad for group in groups for quad in group.quads]
        beside = drafts[0].settings if drafts else DraftSettings()
        drafts.append(draft_groups(groups, Rdf(stated, rdf.prefixes, rdf.find), name, known, beside=beside))
    whole = _joined(name, drafts)
    sound = f"{unpacked.total} nanopublication{'' if unpacked.total == 1 else 's'}; a statement that several make is counted once"
    return whole._replace(read=whole.read + len(told) + len(left), left=[*left, *whole.left], remarks=(*whole.remarks, sound))


class _Origin:
    """Reads what a nanopublication says of itself and its assertion, and notes what it has read."""

    def __init__(self, nanopub: Nanopub) -> None:
        self.nanopub = nanopub
        self.used: list[ox.Quad] = []
        self._about: dict[tuple[str, str], list[ox.Quad]] = {}
        for quad in (*nanopub.provenance, *nanopub.pubinfo):
            self._about.setdefault((getattr(quad.subject, "value", ""), quad.predicate.value), []).append(quad)

    def group(self) -> Group:
        """Return what it states, with its source (itself, if it names no other), its speakers, its date and its title."""
        nanopub, here = self.nanopub, self.nanopub.assertion_iri
        speakers = self._find(here, _SPEAKERS) or self._find(nanopub.iri, _AUTHORS)
        sources = [quad for predicate in _SOURCES for quad in self._find(here, [predicate]) if is_address(_value(quad))][:1]
        days = [(quad, day) for iri in (here, nanopub.iri) for quad in self._find(iri, _DATES) if (day := _day(_value(quad)))][:1]
        titles = [quad for quad in self._find(nanopub.iri, _TITLES) if isinstance(quad.object, ox.Literal)][:1]
        self.used += [*speakers, *sources, *(quad for quad, _ in days), *titles]
        return Group(
            name=nanopub.iri,
            quads=nanopub.assertion,
            speakers=[self._speaker(quad) for quad in speakers],
            source=_value(sources[0]) if sources else nanopub.iri if is_address(nanopub.iri) else "",
            headline=_value(titles[0]) if titles and not sources else "",
            said=days[0][1] if days else "",
            label=_value(titles[0]) if titles else "",
        )

    def _find(self, subject: str, predicates: Iterable[str]) -> list[ox.Quad]:
        """Return what the first of some predicates says of a subject."""
        return next((sorted(found, key=str) for p in predicates if (found := self._about.get((subject, p)))), [])

    def _speaker(self, quad: ox.Quad) -> Speaker:
        if isinstance(quad.object, ox.Literal):
            return Speaker(name=quad.object.value)
        iri = _value(quad)
        named = [found for found in self._find(iri, _NAMES) if isinstance(found.object, ox.Literal)][:1]
        self.used += named
        return Speaker(iri, _value(named[0]) if named else "")


class _Whole(NamedTuple):
    """Drafts on their way to one."""

    sources: dict[str, Tree]
    entities: dict[str, Tree]


def _joined(name: str, drafts: list[Draft]) -> Draft:
    """Return drafts as one; of what two have, the first is kept, with the claims of both."""
    whole = _Whole({}, {})
    settings = DraftSettings()
    for draft in drafts:
        for source in draft.sources:
            there = whole.sources.setdefault(source["id"], source)
            if there is not source:
                ids = {claim["id"] for claim in there.get("claims", [])}
                whole.sources[source["id"]] = there | {
                    "claims": [*there.get("claims", []), *(c for c in source.get("claims", []) if c["id"] not in ids)]
                }
        for entity in draft.entities:
            whole.entities.setdefault(entity["id"], entity)
        settings = DraftSettings(
            settings.base or draft.settings.base,
            settings.title or draft.settings.title,
            settings.license or draft.settings.license,
            {**draft.settings.prefixes, **settings.prefixes},
            {**draft.settings.modules, **settings.modules},
        )
    return Draft(
        name=name,
        unit="statements",
        read=sum(draft.read for draft in drafts),
        left=[left for draft in drafts for left in draft.left],
        sources=list(whole.sources.values()),
        entities=list(whole.entities.values()),
        settings=settings,
        remarks=tuple(remark for draft in drafts for remark in draft.remarks),
    )


def _value(quad: ox.Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def _day(text: str) -> str:
    """Return a date that facts can hold: as it is written, or its day where it is finer than to the second."""
    return text if parse_date(text) else text[:10] if parse_date(text[:10]) else ""
