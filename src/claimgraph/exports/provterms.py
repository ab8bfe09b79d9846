"""Our own terms in, those of PROV, Dublin Core and RDFS out; or why there is none."""

from __future__ import annotations

from claimgraph.vocab import CG, DCTERMS, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["AGENT", "CITED", "CLASSES", "DATES", "EVIDENCE", "HOP", "LINKS", "NO_AGENT", "OWN", "SAME", "STATED", "TIMES", "TYPE", "UNNAMED",
           "Reason", "lost_reason"]  # fmt: skip

Reason = tuple[str, str]
TYPE = RDF + "type"
AGENT, CITED, UNNAMED = PROV + "agent", CG + "citedSource", CG + "unnamed"

#: What our own terms are called in PROV, Dublin Core and RDFS, by the class of their subject.
SAME: dict[str, dict[str, str]] = {
    "Claim": {RDFS + "label": RDFS + "label", SKOS + "note": RDFS + "comment"},
    "Source": {SCHEMA + "headline": DCTERMS + "title", SCHEMA + "url": DCTERMS + "identifier", SCHEMA + "inLanguage": DCTERMS + "language",
               SCHEMA + "datePublished": DCTERMS + "issued", SCHEMA + "publisher": DCTERMS + "publisher",
               SCHEMA + "author": DCTERMS + "creator", SKOS + "note": RDFS + "comment"},
    "Snapshot": {CG + "sha256": DCTERMS + "identifier", PROV + "generatedAtTime": PROV + "generatedAtTime"},
    "Agent": {SCHEMA + "name": RDFS + "label", SCHEMA + "alternateName": DCTERMS + "alternative", OWL + "sameAs": RDFS + "seeAlso",
              SCHEMA + "description": RDFS + "comment"},
    "Assessment": {SKOS + "note": RDFS + "comment", CG + "rating": DCTERMS + "description", AGENT: PROV + "wasAttributedTo",
                   CITED: PROV + "wasDerivedFrom"},
}  # fmt: skip
#: What stands between two entities, and how PROV calls that.
LINKS = {
    ("Claim", SCHEMA + "appearance"): "wasDerivedFrom",
    ("Claim", PROV + "hadPrimarySource"): "hadPrimarySource",
    ("Claim", PROV + "wasRevisionOf"): "wasRevisionOf",
    ("Source", PROV + "wasDerivedFrom"): "wasDerivedFrom",
}
#: When something was said, published or judged, and how Dublin Core calls that.
TIMES = {
    ("Claim", CG + "said"): "created",
    ("Claim", CG + "recorded"): "dateSubmitted",
    ("Source", CG + "published"): "issued",
    ("Assessment", CG + "said"): "created",
}
#: The parts of a hop, all of which are written with it.
HOP = {CG + "position", CG + "speech", CG + "cue", CG + "speakerRole", CG + "speakerCount", AGENT, CITED, UNNAMED}
CLASSES = {"Person": "Person", "Organization": "Organization"}

# What PROV has no place for, and why.
STATED = ("what is stated", "PROV tells where claims come from, not what they state; the label says it in words")
FIRMNESS = ("how firmly claims are put", "PROV has no terms for it")
EVIDENCE = ("where in a text claims stand", "PROV has no terms for places in a text")
RELATED = ("support, dispute, retraction", "PROV knows no more than revisions between claims")
WHEN = ("when claims hold and fall due", "PROV knows when things came to be, not when they hold")
DATES = ("exactness and bounds of dates", "PROV and Dublin Core have one value per date")
NO_AGENT = ("entities that are nobody's speaker", "PROV tells who is behind claims, not what they are about")
DIGEST = ("digests", "they follow from the rest")
OWN = ("what only claimgraph has a term for", "PROV has none")


def lost_reason(kind: str, predicate: str) -> Reason:
    """Say why PROV has no place for a predicate of a kind of node."""
    if kind == "Claim":
        if predicate in {CG + "modality", CG + "polarity", CG + "stance"}:
            return FIRMNESS
        if predicate in {CG + "validFrom", CG + "validUntil", CG + "due"}:
            return WHEN
        if predicate in {CG + "contentDigest", CG + "fullDigest"}:
            return DIGEST
        return EVIDENCE if predicate == CG + "evidence" else RELATED
    return {"Evidence": EVIDENCE, "Date": DATES, "Entity": NO_AGENT}.get(kind, OWN)
