"""Quads in; what of them the rows of `list` hold out, as CSV and as JSON Lines.

The rows themselves are those of `list`. Which parts of a claim they have is written
here once more, as sets of predicates, so that what they leave out can be counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.exports.loss import Loss, account
from claimgraph.vocab import CG, CITO, OA, ONTOLOGY_GRAPH, PROV, RDF, RDFS, SCHEMA, SKOS, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["account_rows"]

_Reason = tuple[str, str]
_TYPE = RDF + "type"
_AGENT, _CITED, _UNNAMED, _COUNT = PROV + "agent", CG + "citedSource", CG + "unnamed", CG + "speakerCount"
_SHOWN_SOURCE = PROV + "hadPrimarySource"
_RELATIONS = {PROV + "wasRevisionOf", CG + "retracts", CITO + "supports", CITO + "disputes"}
_TIMES = {CG + name for name in ("validFrom", "validUntil", "due", "said")}
_HEAD = {_TYPE, RDFS + "label", SCHEMA + "appearance", PROV + "qualifiedAttribution", PROV + "wasAttributedTo", CG + "evidence",
         *(CG + name for name in ("modality", "polarity", "stance"))}  # fmt: skip
#: Class -> what a row has of such a node.
_CSV = {
    "Claim": _HEAD | {_SHOWN_SOURCE, CG + "assessment"},
    "Attribution": {_TYPE, CG + "position", _AGENT, _CITED, _UNNAMED, _COUNT},
    "Evidence": {_TYPE, OA + "start", OA + "end"},
    "Assessment": {_TYPE, CG + "verdict"},
}
_JSONL = {
    "Claim": _CSV["Claim"] | _RELATIONS | _TIMES | {SKOS + "note"},
    "Attribution": _CSV["Attribution"] | {CG + "speech", CG + "cue", CG + "speakerRole"},
    "Evidence": _CSV["Evidence"] | {CG + "sha256", OA + "exact"},
    "Assessment": _CSV["Assessment"] | {_AGENT, _CITED, CG + "said", CG + "rating", SKOS + "note"},
    "Date": {_TYPE, SCHEMA + "value", CG + "earliest", CG + "latest", CG + "exactness", RDFS + "label"},
}
#: What each part of a claim is called in a report, and why a row leaves it out.
_DIGESTS = ("digests of claims", "they follow from the rest")
_RECORDED = ("when claims were recorded", "rows have no place for it")
_THINGS = {
    "Source": ("what sources are", "rows are claims, which name their source by its id"),
    "Snapshot": ("texts of sources", "rows are claims, which name their source by its id"),
    "Entity": ("what entities are", "rows are claims, which name entities by their ids"),
    "Date": ("the days that dates mean", "rows have no place for dates of sources or of recording"),
}
_STATED = ("what is stated, as RDF", "a row has the sentence alone")
_NO_COLUMN = "CSV has no column for it"
_COLUMNS = {
    **dict.fromkeys(_RELATIONS, ("what claims say of one another", _NO_COLUMN)),
    **dict.fromkeys(_TIMES, ("when claims hold, fall due and were said", _NO_COLUMN)),
    SKOS + "note": ("notes on claims", _NO_COLUMN),
}
_PARTS = {
    "Attribution": ("how and in what role somebody speaks", _NO_COLUMN),
    "Evidence": ("digests and quotes of evidence", _NO_COLUMN),
    "Assessment": ("assessors, and more of assessments than the verdict", _NO_COLUMN),
}
_GONE = ("relations to claims that are not here", "a row can only name a claim that has a row")
_REPEATED = ("further values of a part of a value", "a part of a value has one value there")


def account_rows(name: str, quads: Sequence[ox.Quad]) -> Loss:
    """Account for the quads of rows in a format: csv or jsonl."""
    return account(name, quads, _Rows(name, quads).why)


class _Rows:
    """Knows what each node of a corpus is, and so what a row has of it."""

    def __init__(self, name: str, quads: Sequence[ox.Quad]) -> None:
        self.csv = name == "csv"
        self.kept = _CSV if self.csv else _JSONL
        self.classes: dict[str, str] = {}
        for subject, predicate, value, graph in map(_texts, quads):
            if predicate == _TYPE and not graph and value.startswith(CG) and value.removeprefix(CG) in {*_JSONL, *_THINGS}:
                self.classes.setdefault(subject, value.removeprefix(CG))
        self.stated = {quad.triple for quad in quads if self.classes.get(_text(quad.graph_name)) == "Claim"}
        self.dates = {
            value
            for subject, predicate, value, graph in map(_texts, quads)
            if not graph and predicate in _TIMES and self.classes.get(subject) in {"Claim", "Assessment"}
        }
        self.hops = _hidden(quads) if self.csv else set()
        self.repeated = set() if self.csv else set(_repeated(quads))

    def why(self, quad: ox.Quad) -> _Reason | None:
        """Say what kind a quad is of and why no row has it; None if one has."""
        subject, predicate, value, graph = _texts(quad)
        cls = self.classes.get(subject, "")
        if graph == ONTOLOGY_GRAPH:
            return "the vocabulary of the corpus", "rows are claims"
        if graph and self.classes.get(graph) != "Claim":
            described = graph.endswith("dataset") or predicate.startswith(VOID)
            return ("the description of the dataset" if described else "statements of other named graphs"), "rows are claims"
        if graph or quad.triple in self.stated:
            return _STATED if self.csv else _REPEATED if quad in self.repeated else None
        if cls == "Date" and (subject not in self.dates or self.csv):
            return _THINGS["Date"]
        if cls in {"Source", "Snapshot", "Entity"} or cls not in self.kept:
            return _THINGS.get(cls) or _PARTS.get(cls) or ("other statements", "rows are claims")
        if predicate in self.kept[cls]:
            if predicate in _RELATIONS and self.classes.get(value) != "Claim":
                return _GONE
            return _PARTS["Attribution"] if quad in self.hops else None
        if cls == "Claim":
            return _COLUMNS.get(predicate) or (_RECORDED if predicate == CG + "recorded" else _DIGESTS)
        return _PARTS[cls]


def _hidden(quads: Sequence[ox.Quad]) -> set[ox.Quad]:
    """Return what the column of speakers leaves out: of a hop it names the agent with the source, or who is unnamed with the count."""
    parts: dict[str, dict[str, ox.Quad]] = {}
    for quad in quads:
        if quad.predicate.value in {_AGENT, _CITED, _UNNAMED, _COUNT} and quad.graph_name == ox.DefaultGraph():
            parts.setdefault(_text(quad.subject), {})[quad.predicate.value] = quad
    hidden = set()
    for hop in parts.values():
        leaves = {_UNNAMED, _COUNT} if _AGENT in hop else {_CITED} if _UNNAMED in hop else {_COUNT}
        hidden |= {quad for predicate, quad in hop.items() if predicate in leaves}
    return hidden


def _repeated(quads: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield what a value node in a claim's graph says by a predicate that says something else too: one of them has a place."""
    values: dict[tuple[str, str, str], list[ox.Quad]] = {}
    types = {(_text(q.graph_name), _text(q.subject)) for q in quads if q.predicate.value == _TYPE and q.graph_name != ox.DefaultGraph()}
    for quad in quads:
        graph, subject = _text(quad.graph_name), _text(quad.subject)
        if graph and (graph, subject) in types:
            values.setdefault((graph, subject, quad.predicate.value), []).append(quad)
    for found in values.values():
        yield from sorted(found, key=lambda quad: str((quad.predicate.value, quad.object)))[:-1]  # as `list` does it, the last one stays


def _texts(quad: ox.Quad) -> tuple[str, str, str, str]:
    return _text(quad.subject), quad.predicate.value, _text(quad.object), _text(quad.graph_name)


def _text(term: object) -> str:
    """Return the IRI or text of a term; nothing for the default graph."""
    return "" if isinstance(term, ox.DefaultGraph) else str(getattr(term, "value", term))
