"""A corpus's quads in; its claims as schema.org knows them out: Claim, and ClaimReview for what has been assessed.

The context stands in the file, so that nobody has to fetch one; replacing it by
`"https://schema.org"`, as search engines want it, changes no meaning. What Google asks
of a ClaimReview is there as far as the corpus knows it:
https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, BinaryIO

from claimgraph.exports.loss import Loss, account
from claimgraph.exports.marked import Marked
from claimgraph.exports.schemaorg_loss import Reasons
from claimgraph.exports.schemaorg_nodes import Node, Works, filled, term, word
from claimgraph.vocab import CG, PROV, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyoxigraph as ox

__all__ = ["write_claimreviews", "write_claims"]

_CONTEXT = {
    "@vocab": SCHEMA,
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "datePublished": {"@type": "Date"},
}
#: A rating in numbers: 2, 2/5, 2 of 5, 2 out of 5.
_NUMBERS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:\s*(?:/|of|out of)\s*([0-9]{1,6}))?")


def write_claims(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], out: BinaryIO) -> Loss:  # noqa: ARG001  (every format is given them)
    """Write a Claim for every claim, in the order of sources and places; returns what schema.org has no place for."""
    return _write("claim", quads, out, lambda works: (works.claim(claim) for claim in works.claims()))


def write_claimreviews(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], out: BinaryIO) -> Loss:  # noqa: ARG001
    """Write a ClaimReview for every assessment of a claim; returns what schema.org has no place for, unassessed claims included."""
    return _write("claimreview", quads, out, lambda works: (review for claim in works.claims() for review in _reviews(works, claim)))


def _write(name: str, quads: Sequence[ox.Quad], out: BinaryIO, make: Callable[[Works], Iterable[Node]]) -> Loss:
    marked = Marked(quads)
    nodes = list(make(Works(marked)))
    out.write((json.dumps({"@context": _CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode())
    reasons = Reasons(quads, reviews=name == "claimreview")
    loss = account(name, quads, lambda quad: None if quad in marked.taken else reasons.why(quad))
    return loss._replace(notes=tuple(_wanting(nodes))) if name == "claimreview" else loss


def _wanting(reviews: Sequence[Node]) -> Iterator[str]:
    """Say what search engines ask of a review and some lack.

    >>> list(_wanting([{"url": "https://example.org/1", "author": {"@type": "Organization"}}, {"author": {"@type": "Person"}}]))
    ['search engines ask for a url: 1 of 2 reviews has none; it is that of the source of an assessment']
    """
    unplaced = sum("url" not in review for review in reviews)
    unsigned = sum(not _signed(review) for review in reviews)
    if unplaced:
        yield f"search engines ask for a url: {_of(unplaced, reviews)} none; it is that of the source of an assessment"
    if unsigned:
        yield f"search engines ask for an author who is a person or an organization: {_of(unsigned, reviews)} none"


def _of(number: int, reviews: Sequence[Node]) -> str:
    return f"{number:,} of {len(reviews):,} reviews {'has' if number == 1 else 'have'}"


def _signed(review: Node) -> bool:
    found = review.get("author", [])
    return any(author.get("@type") in {"Person", "Organization"} for author in (found if isinstance(found, list) else [found]))


def _reviews(works: Works, claim: str) -> Iterator[Node]:
    """Yield a ClaimReview for each assessment of a claim."""
    corpus = works.corpus
    for found in sorted(corpus.take(claim, CG + "assessment"), key=lambda iri: (len(iri), iri)):
        corpus.take(found, RDF + "type")
        sources = corpus.take(found, CG + "citedSource")
        named = [works.thing(agent) for agent in corpus.take(found, PROV + "agent")]
        published = works.works(sources)
        verdict = corpus.take(found, CG + "verdict")
        yield filled({
            "@type": "ClaimReview",
            "@id": found,
            "claimReviewed": corpus.first(claim, RDFS + "label"),
            "itemReviewed": works.claim(claim),
            "reviewRating": _rating(corpus.first(found, CG + "rating"), verdict),
            "author": named or works.authors(sources),
            "datePublished": works.date(found, CG + "said") or next((work["datePublished"] for work in published if "datePublished" in work), ""),
            "url": [work["url"] for work in published if "url" in work],
            "isPartOf": published,
            "reviewBody": corpus.take(found, SKOS + "note"),
            "keywords": [term(iri) for iri in verdict],
        })  # fmt: skip


def _rating(words: str, verdict: Sequence[str]) -> Node:
    """Return a rating: the assessor's words, or else our word for the verdict; numbers only where the assessor gives them.

    >>> _rating("2 out of 5", [CG + "mostly-true"])
    {'@type': 'Rating', 'alternateName': 'mostly true', 'ratingValue': '2', 'bestRating': '5'}
    >>> _rating("Half true", [CG + "mixed"])
    {'@type': 'Rating', 'alternateName': 'Half true'}
    """
    numbers = _NUMBERS.fullmatch(words.strip())
    value, best = numbers.groups(default="") if numbers else ("", "")
    ours = word(verdict[0]) if verdict else ""
    return filled({"@type": "Rating", "alternateName": ours if numbers or not words else words, "ratingValue": value, "bestRating": best})
