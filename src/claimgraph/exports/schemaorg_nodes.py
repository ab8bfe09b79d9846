"""What a corpus says of claims, sources and entities in; the same as nodes of schema.org out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.vocab import CG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.exports.marked import Marked

__all__ = ["Node", "Works", "filled", "term", "word"]

Node = dict[str, Any]

_TYPE = RDF + "type"
#: What is meant where nothing is written.
_DEFAULTS = {CG + "asserted", CG + "affirmed", CG + "fact"}


class Works:
    """Makes schema.org's nodes of what a corpus says."""

    def __init__(self, corpus: Marked) -> None:
        """Make nodes of a corpus; what is made of it is marked there."""
        self.corpus = corpus
        self._replaced = {old for claim in corpus.nodes(CG + "Claim") for old in corpus.look(claim, PROV + "wasRevisionOf")}
        self._retracted = {old for claim in corpus.nodes(CG + "Claim") for old in corpus.look(claim, CG + "retracts")}

    def claims(self) -> list[str]:
        """Return the claims in the order in which a reader meets them."""
        return sorted(self.corpus.nodes(CG + "Claim"), key=self._place)

    def _place(self, claim: str) -> tuple[list[str], int, str]:
        spans = self.corpus.look(claim, CG + "evidence")
        starts = [int(start) for span in spans for start in self.corpus.look(span, OA + "start")]
        return self.corpus.look(claim, SCHEMA + "appearance"), min(starts, default=0), claim

    # ------------------------------------------------------------ claims

    def claim(self, claim: str) -> Node:
        """Return a Claim with all it comes from."""
        corpus = self.corpus
        corpus.take(claim, _TYPE)
        hops = sorted(corpus.look(claim, PROV + "qualifiedAttribution"), key=self._position)
        appearance = corpus.take(claim, SCHEMA + "appearance")
        cited = self.works(source for hop in hops for source in self._cited(claim, hop))
        return filled({
            "@type": "Claim",
            "@id": claim,
            "text": corpus.first(claim, RDFS + "label"),
            "author": self._speakers(claim, hops[-1]) if hops else self.authors(appearance),
            "datePublished": self.date(claim, CG + "said"),
            "temporalCoverage": self._period(claim),
            "appearance": self.works(appearance),
            "firstAppearance": cited[-1:],
            "citation": cited[:-1],
            "about": [self.thing(node) for node in corpus.named_in(claim) if corpus.is_a(node, CG + "Entity")],
            "keywords": self._keywords(claim),
            "creativeWorkStatus": ["superseded"] * (claim in self._replaced) + ["retracted"] * (claim in self._retracted),
            "description": corpus.take(claim, SKOS + "note"),
        })  # fmt: skip

    def _position(self, hop: str) -> int:
        return int(next(iter(self.corpus.look(hop, CG + "position")), "0"))

    def _cited(self, claim: str, hop: str) -> list[str]:
        """Return the source that a hop cites."""
        cited = self.corpus.take(hop, CG + "citedSource")
        self.corpus.take(claim, PROV + "hadPrimarySource", cited)
        self.corpus.take(claim, PROV + "qualifiedAttribution", [hop] if cited else [])
        return cited

    def _speakers(self, claim: str, hop: str) -> list[Node]:
        """Return whom a claim goes back to: of a chain, who speaks in the end. An unnamed speaker is only described."""
        named = self.corpus.take(hop, PROV + "agent")
        unnamed = self.corpus.take(hop, CG + "unnamed")
        if not named and not unnamed:
            return self.authors(self.corpus.look(hop, CG + "citedSource"))
        self.corpus.take(claim, PROV + "qualifiedAttribution", [hop])
        self.corpus.take(claim, PROV + "wasAttributedTo", named)
        return [*map(self.thing, named), *({"description": words} for words in unnamed)]

    def authors(self, sources: Iterable[str]) -> list[Node]:
        """Return who says what a source says itself: its authors, or else its publisher."""
        found = [(self.corpus.look(source, SCHEMA + "author") or self.corpus.look(source, SCHEMA + "publisher")) for source in sources]
        return [self.thing(agent) for agents in found for agent in agents]

    def _keywords(self, claim: str) -> list[Node]:
        said = [iri for name in ("modality", "polarity", "stance") for iri in self.corpus.take(claim, CG + name)]
        return [term(iri) for iri in said if iri not in _DEFAULTS]

    def _period(self, claim: str) -> str:
        """Return when what is stated holds, as an interval of ISO 8601."""
        start, end = self.date(claim, CG + "validFrom"), self.date(claim, CG + "validUntil")
        return f"{start or '..'}/{end or '..'}" if start or end else ""

    def date(self, node: str, predicate: str) -> str:
        """Return a date that can be written as one; its bounds follow from it only if it is exact."""
        for date in self.corpus.look(node, predicate):
            value = self.corpus.first(date, SCHEMA + "value")
            if value:
                self.corpus.take(node, predicate)
                self.corpus.take(date, _TYPE)
                if self.corpus.take(date, CG + "exactness", [CG + "exact"]):
                    self.corpus.take(date, CG + "earliest")
                    self.corpus.take(date, CG + "latest")
                return value
        return ""

    # ------------------------------------------------------------ sources and entities

    def works(self, sources: Iterable[str], path: tuple[str, ...] = ()) -> list[Node]:
        """Return sources with what they are based on; `path` are those that they are the base of, lest they go round in a circle."""
        return [self._work(source, (*path, source)) for source in sources if source not in path]

    def _work(self, source: str, path: tuple[str, ...]) -> Node:
        corpus = self.corpus
        published = self.date(source, CG + "published")
        return filled({
            "@type": self._types(source, "CreativeWork"),
            "@id": source,
            "headline": corpus.first(source, SCHEMA + "headline"),
            "url": corpus.first(source, SCHEMA + "url"),
            "datePublished": published and (corpus.first(source, SCHEMA + "datePublished") or published),
            "publisher": [self.thing(agent) for agent in corpus.take(source, SCHEMA + "publisher")],
            "author": [self.thing(agent) for agent in corpus.take(source, SCHEMA + "author")],
            "inLanguage": corpus.first(source, SCHEMA + "inLanguage"),
            "isBasedOn": self.works(corpus.take(source, PROV + "wasDerivedFrom"), path),
            "description": corpus.take(source, SKOS + "note"),
        })  # fmt: skip

    def thing(self, entity: str) -> Node:
        """Return an entity with its names."""
        corpus = self.corpus
        return filled({
            "@type": self._types(entity, "Thing"),
            "@id": entity,
            "name": corpus.first(entity, SCHEMA + "name"),
            "alternateName": corpus.take(entity, SCHEMA + "alternateName"),
            "description": corpus.take(entity, SCHEMA + "description"),
            "url": corpus.take(entity, SCHEMA + "url"),
            "sameAs": corpus.take(entity, OWL + "sameAs"),
        })  # fmt: skip

    def _types(self, node: str, general: str) -> list[str]:
        """Return the types that schema.org knows, or the general one; that we count a node among our own follows from where it stands."""
        known = [cls for cls in self.corpus.look(node, _TYPE) if cls.startswith(SCHEMA)]
        self.corpus.take(node, _TYPE, [*known, CG + "Source", CG + "Entity"])
        return [cls.removeprefix(SCHEMA) for cls in known] or [general]


def term(iri: str) -> Node:
    """Return a word of one of our closed lists as a term that others can look up."""
    return {"@type": "DefinedTerm", "@id": iri, "name": word(iri)}


def word(iri: str) -> str:
    """Return a word of one of our closed lists as people write it.

    >>> word(CG + "mostly-true")
    'mostly true'
    """
    return iri.removeprefix(CG).replace("-", " ")


def filled(node: Node) -> Node:
    """Leave out what is empty, and write a list of one as that one.

    >>> filled({"a": [], "b": ["x"], "c": ["x", "y"], "d": ""})
    {'b': 'x', 'c': ['x', 'y']}
    """
    whole = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}
    return {key: value for key, value in whole.items() if value}
