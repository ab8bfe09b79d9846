"""A corpus's quads in; its claims as schema.org knows them out: Claim, and ClaimReview for what has been assessed.

The context stands in the file, so that nobody has to fetch one; replacing it by
`"https://schema.org"`, as search engines want it, changes no meaning. What Google asks
of a ClaimReview is there as far as the corpus knows it:
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from claimgraph.exports.loss import Loss, account
from claimgraph.exports.marked import Marked
from claimgraph.exports.schemaorg_loss import Reasons
from claimgraph.vocab import CG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyoxigraph as ox

__all__ = ["write_claimreviews", "write_claims"]

_Node = dict[str, Any]

_TYPE = RDF + "type"
_CONTEXT = {
    "@vocab": SCHEMA,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
}
#: What is meant where nothing is written.
_DEFAULTS = {CG + "asserted", CG + "affirmed", CG + "fact"}
#: A rating in numbers: 2, 2/5, 2 of 5, 2 out of 5.
_NUMBERS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:\s*(?:/|of|out of)\s*([0-9]{1,6}))?")


def write_claims(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], out: BinaryIO) -> Loss:  # noqa: ARG001  (every format is given them)
    """Write a Claim for every claim, in the order of sources and places; returns what schema.org has no place for."""
    return _write("claim", quads, out, lambda works: (works.claim(claim) for claim in works.claims()))


def write_claimreviews(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], out: BinaryIO) -> Loss:  # noqa: ARG001
    """Write a ClaimReview for every assessment of a claim; returns what schema.org has no place for, unassessed claims included."""
    return _write("claimreview", quads, out, lambda works: (review for claim in works.claims() for review in works.reviews(claim)))


def _write(name: str, quads: Sequence[ox.Quad], out: BinaryIO, make: Callable[[_Works], Iterable[_Node]]) -> Loss:
    marked = Marked(quads)
    nodes = list(make(_Works(marked)))
    out.write((json.dumps({"@context": _CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode())
    reasons = Reasons(quads, reviews=name == "claimreview")
    return account(name, quads, lambda quad: None if quad in marked.taken else reasons.why(quad))


class _Works:
    """Makes schema.org's nodes of what a corpus says."""

    def __init__(self, corpus: Marked) -> None:
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

    def claim(self, claim: str) -> _Node:
        """Return a Claim with all it comes from."""
        corpus = self.corpus
        corpus.take(claim, _TYPE)
        hops = sorted(corpus.look(claim, PROV + "qualifiedAttribution"), key=self._position)
        appearance = corpus.take(claim, SCHEMA + "appearance")
        cited = self._works(source for hop in hops for source in self._cited(claim, hop))
        return _filled({
            "@type": "Claim",
            "@id": claim,
            "text": corpus.first(claim, RDFS + "label"),
            "author": self._speakers(claim, hops[-1]) if hops else self._authors(appearance),
            "datePublished": self._date(claim, CG + "said"),
            "temporalCoverage": self._period(claim),
            "appearance": self._works(appearance),
            "firstAppearance": cited[-1:],
            "citation": cited[:-1],
            "about": [self._thing(node) for node in corpus.named_in(claim) if corpus.is_a(node, CG + "Entity")],
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

    def _speakers(self, claim: str, hop: str) -> list[_Node]:
        """Return whom a claim goes back to: of a chain, who speaks in the end. An unnamed speaker is only described."""
        named = self.corpus.take(hop, PROV + "agent")
        unnamed = self.corpus.take(hop, CG + "unnamed")
        if not named and not unnamed:
            return self._authors(self.corpus.look(hop, CG + "citedSource"))
        self.corpus.take(claim, PROV + "qualifiedAttribution", [hop])
        self.corpus.take(claim, PROV + "wasAttributedTo", named)
        return [*map(self._thing, named), *({"description": words} for words in unnamed)]

    def _authors(self, sources: Iterable[str]) -> list[_Node]:
        """Return who says what a source says itself: its authors, or else its publisher."""
        found = [(self.corpus.look(source, SCHEMA + "author") or self.corpus.look(source, SCHEMA + "publisher")) for source in sources]
        return [self._thing(agent) for agents in found for agent in agents]

    def _keywords(self, claim: str) -> list[_Node]:
        said = [word for name in ("modality", "polarity", "stance") for word in self.corpus.take(claim, CG + name)]
        return [_term(word) for word in said if word not in _DEFAULTS]

    def _period(self, claim: str) -> str:
        """Return when what is stated holds, as an interval of ISO 8601."""
        start, end = self._date(claim, CG + "validFrom"), self._date(claim, CG + "validUntil")
        return f"{start or '..'}/{end or '..'}" if start or end else ""

    def _date(self, node: str, predicate: str) -> str:
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

    def _works(self, sources: Iterable[str], path: tuple[str, ...] = ()) -> list[_Node]:
        """Return sources with what they are based on; `path` are those that they are the base of, lest they go round in a circle."""
        return [self._work(source, (*path, source)) for source in sources if source not in path]

    def _work(self, source: str, path: tuple[str, ...]) -> _Node:
        corpus = self.corpus
        published = self._date(source, CG + "published")
        return _filled({
            "@type": self._types(source, "CreativeWork"),
            "@id": source,
            "headline": corpus.first(source, SCHEMA + "headline"),
            "url": corpus.first(source, SCHEMA + "url"),
            "datePublished": published and (corpus.first(source, SCHEMA + "datePublished") or published),
            "publisher": [self._thing(agent) for agent in corpus.take(source, SCHEMA + "publisher")],
            "author": [self._thing(agent) for agent in corpus.take(source, SCHEMA + "author")],
            "inLanguage": corpus.first(source, SCHEMA + "inLanguage"),
            "isBasedOn": self._works(corpus.take(source, PROV + "wasDerivedFrom"), path),
            "description": corpus.take(source, SKOS + "note"),
        })  # fmt: skip

    def _thing(self, entity: str) -> _Node:
        corpus = self.corpus
        return _filled({
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

    # ------------------------------------------------------------ assessments

    def reviews(self, claim: str) -> Iterator[_Node]:
        """Yield a ClaimReview for each assessment of a claim."""
        corpus = self.corpus
        for found in sorted(corpus.take(claim, CG + "assessment"), key=lambda iri: (len(iri), iri)):
            corpus.take(found, _TYPE)
            sources = corpus.take(found, CG + "citedSource")
            named = [self._thing(agent) for agent in corpus.take(found, PROV + "agent")]
            works = self._works(sources)
            verdict = corpus.take(found, CG + "verdict")
            yield _filled({
                "@type": "ClaimReview",
                "@id": found,
                "claimReviewed": corpus.first(claim, RDFS + "label"),
                "itemReviewed": self.claim(claim),
                "reviewRating": _rating(corpus.first(found, CG + "rating"), verdict),
                "author": named or self._authors(sources),
                "datePublished": self._date(found, CG + "said") or next((work["datePublished"] for work in works if "datePublished" in work), ""),
                "url": [work["url"] for work in works if "url" in work],
                "isPartOf": works,
                "reviewBody": corpus.take(found, SKOS + "note"),
                "keywords": [_term(word) for word in verdict],
            })  # fmt: skip


def _rating(words: str, verdict: Sequence[str]) -> _Node:
    """Return a rating: the assessor's words, or else our word for the verdict; numbers only where the assessor gives them.

    >>> _rating("2 out of 5", [CG + "mostly-true"])
    {'@type': 'Rating', 'alternateName': 'mostly true', 'ratingValue': '2', 'bestRating': '5'}
    >>> _rating("Half true", [CG + "mixed"])
    {'@type': 'Rating', 'alternateName': 'Half true'}
    """
    numbers = _NUMBERS.fullmatch(words.strip())
    value, best = numbers.groups(default="") if numbers else ("", "")
    ours = _word(verdict[0]) if verdict else ""
    return _filled({"@type": "Rating", "alternateName": ours if numbers or not words else words, "ratingValue": value, "bestRating": best})


def _term(iri: str) -> _Node:
    return {"@type": "DefinedTerm", "@id": iri, "name": _word(iri)}


def _word(iri: str) -> str:
    return iri.removeprefix(CG).replace("-", " ")


def _filled(node: _Node) -> _Node:
    """Leave out what is empty, and write a list of one as that one.

    >>> _filled({"a": [], "b": ["x"], "c": ["x", "y"], "d": ""})
    {'b': 'x', 'c': ['x', 'y']}
    """
    whole = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}
    return {key: value for key, value in whole.items() if value}
