"""Why a quad is not in a file of schema.org: what it is part of, and what there is no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.vocab import CG, CITO, ONTOLOGY_GRAPH, PROV, RDF, VOID

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Reasons"]

_Reason = tuple[str, str]

_TYPE = RDF + "type"
_NO_PLACE = "schema.org has no place for it"
_STATED = "what is stated, as RDF", "a Claim has the sentence, and what it is about"
_CHAIN = "who passes a statement on, and how", "a Claim has one author"
_EVIDENCE = "evidence", _NO_PLACE
_ASSESSMENTS = "assessments", "a Claim has none; --format claimreview is of them"
_UNASSESSED = "claims that nobody has assessed", "a ClaimReview is of a claim that somebody has assessed"
_DATES = "the days that dates mean", "a date is written as one; what is vague has no place"
_CLAIM = {
    **dict.fromkeys(
        (PROV + "wasRevisionOf", CG + "retracts", CITO + "supports", CITO + "disputes"),
        ("what claims say of one another", "schema.org defines no relations between claims"),
    ),
    **dict.fromkeys((CG + name for name in ("validFrom", "validUntil", "said")), _DATES),
    **dict.fromkeys((CG + name for name in ("due", "recorded")), ("when claims fall due and were recorded", _NO_PLACE)),
    **dict.fromkeys((CG + name for name in ("contentDigest", "fullDigest")), ("digests of claims", "they follow from the rest")),
    **dict.fromkeys((PROV + name for name in ("qualifiedAttribution", "wasAttributedTo", "hadPrimarySource")), _CHAIN),
    CG + "evidence": _EVIDENCE,
    CG + "assessment": _ASSESSMENTS,
}
_NODES = {
    CG + "Attribution": _CHAIN,
    CG + "Evidence": _EVIDENCE,
    CG + "Assessment": ("parts of assessments", _NO_PLACE),
    CG + "Snapshot": ("texts of sources", _NO_PLACE),
    CG + "Date": _DATES,
}
_THINGS = {
    CG + "Source": "sources that no claim here comes from or cites, and parts of sources",
    CG + "Entity": "entities that nothing here names, and their types",
}


class Reasons:
    """Knows what each node of a corpus is."""

    def __init__(self, quads: Iterable[ox.Quad], *, reviews: bool) -> None:
        """Look at all quads; with `reviews`, those claims count that have been assessed."""
        self._classes: dict[str, set[str]] = {}
        self._parts: dict[str, str] = {}
        self._view: set[ox.Triple] = set()
        self._reviews = reviews
        assessed: set[str] = set()
        for quad in quads:
            if quad.graph_name != ox.DefaultGraph():
                self._view.add(quad.triple)
                continue
            subject, predicate, value = _text(quad.subject), quad.predicate.value, _text(quad.object)
            if predicate == _TYPE:
                self._classes.setdefault(subject, set()).add(value)
            elif predicate in {CG + "evidence", PROV + "qualifiedAttribution"}:
                self._parts[value] = subject
            elif predicate == CG + "assessment":
                assessed.add(subject)
        claims = {node for node, classes in self._classes.items() if CG + "Claim" in classes}
        self._claims = claims
        self._unassessed = claims - assessed if reviews else set()

    def why(self, quad: ox.Quad) -> _Reason:
        """Say what a quad is that was not written, and why it was not."""
        subject, predicate = _text(quad.subject), quad.predicate.value
        graph = "" if quad.graph_name == ox.DefaultGraph() else _text(quad.graph_name)
        if graph == ONTOLOGY_GRAPH:
            return "the vocabulary of the corpus", "schema.org has its own"
        if graph and graph not in self._claims:
            described = graph.endswith("dataset") or predicate.startswith(VOID)
            return ("the description of the dataset" if described else "statements of other named graphs"), "the file holds claims"
        if (graph or self._parts.get(subject) or subject) in self._unassessed:
            return _UNASSESSED
        if graph or quad.triple in self._view:
            return _STATED
        return self._node(subject, predicate)

    def _node(self, subject: str, predicate: str) -> _Reason:
        if subject in self._claims:
            if self._reviews and predicate == CG + "assessment":
                return _NODES[CG + "Assessment"]
            return _CLAIM.get(predicate, ("other statements about claims", _NO_PLACE))
        classes = self._classes.get(subject, set())
        for cls, reason in _NODES.items():
            if cls in classes:
                return _ASSESSMENTS if cls == CG + "Assessment" and not self._reviews else reason
        for cls, what in _THINGS.items():
            if cls in classes:
                return what, _NO_PLACE
        return "other statements", _NO_PLACE


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
