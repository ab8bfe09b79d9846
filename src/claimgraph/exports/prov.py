"""Quads in; provenance out that any reader of PROV-O understands: only terms of PROV, Dublin Core and RDFS.

Claims, sources, texts and assessments are entities; who speaks, publishes or writes is
an agent. A claim derives from the source it appears in, and goes back to those that
its chain cites; each hop of the chain is a qualified attribution, and a claim without a
chain is its source's publisher's. What a claim states has no place in PROV: its label
says it in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from claimgraph.exports.loss import Loss, account
from claimgraph.exports.provterms import (
    AGENT,
    CITED,
    CLASSES,
    DATES,
    EVIDENCE,
    HOP,
    LINKS,
    NO_AGENT,
    OWN,
    SAME,
    STATED,
    TIMES,
    TYPE,
    UNNAMED,
    Reason,
    lost_reason,
)
from claimgraph.exports.serialize import write_rdf
from claimgraph.vocab import CG, DCTERMS, ONTOLOGY_GRAPH, PROV, RDF, RDFS, SCHEMA, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["write_prov"]

_PREFIXES = {"dcterms": DCTERMS, "prov": PROV, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}


def write_prov(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], base: str, out: BinaryIO) -> Loss:
    """Write Turtle; returns what PROV cannot hold."""
    prov = _Prov(quads)
    reasons: dict[ox.Quad, Reason] = {}
    triples: set[ox.Triple] = set()
    for quad in quads:
        made = prov.translate(quad)
        if isinstance(made, set):
            triples |= made
        else:
            reasons[quad] = made
    ordered = sorted(triples, key=lambda t: (_text(t.subject), t.predicate.value != TYPE, t.predicate.value, str(t.object)))
    own = {prefix: iri for prefix, iri in prefixes.items() if iri.startswith(base)}
    write_rdf(ordered, ox.RdfFormat.TURTLE, out, own | _PREFIXES, spaced=True)
    return account("prov", quads, reasons.get)


class _Prov:
    """Knows what every node is, and says it in PROV's words."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self.about: dict[str, dict[str, list[Any]]] = {}
        plain = [quad for quad in quads if quad.graph_name == ox.DefaultGraph()]
        for quad in plain:
            self.about.setdefault(_text(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
        self.stated = {quad.triple for quad in quads if self.is_a(_text(quad.graph_name), "Claim")}
        speaking = {AGENT, PROV + "wasAttributedTo", SCHEMA + "publisher", SCHEMA + "author"}
        self.agents = {_text(quad.object) for quad in plain if quad.predicate.value in speaking}
        self.dates = {_text(q.object) for q in plain if (self.kind(_text(q.subject)), q.predicate.value) in TIMES}

    def is_a(self, iri: str, cls: str) -> bool:
        return any(_text(term) == CG + cls for term in self.about.get(iri, {}).get(TYPE, []))

    def kind(self, iri: str) -> str:
        """Return what a node is: a class of ours by its local name, Agent for an entity that speaks; empty for anything else."""
        if iri in self.agents and self.is_a(iri, "Entity"):
            return "Agent"
        return next((cls for cls in ("Claim", "Source", "Snapshot", "Assessment", "Attribution", "Evidence", "Date", "Entity")
                     if self.is_a(iri, cls)), "")  # fmt: skip

    def first(self, iri: str, predicate: str) -> Any:
        return next(iter(self.about.get(iri, {}).get(predicate, [])), None)

    def translate(self, quad: ox.Quad) -> set[ox.Triple] | Reason:
        """Return a quad in PROV's words, or the reason why it has none."""
        graph = _text(quad.graph_name)
        if graph == ONTOLOGY_GRAPH:
            return "the vocabulary of the corpus", "PROV tells where claims come from, not what they state"
        if graph and not self.is_a(graph, "Claim"):
            return self._described(quad)
        if graph or quad.triple in self.stated:
            return STATED
        subject, predicate = _text(quad.subject), quad.predicate.value
        kind = self.kind(subject)
        if kind == "Attribution":
            return self._hop_part(predicate)
        if predicate == TYPE:
            return self._typed(quad, kind)
        if (kind, predicate) in LINKS:
            return {_triple(quad.subject, PROV + LINKS[kind, predicate], quad.object), *self._said_by_source(quad)}
        if (kind, predicate) in TIMES:
            return self._time(quad, TIMES[kind, predicate])
        if predicate in SAME.get(kind, {}):
            return self._same(quad, SAME[kind][predicate])
        return self._more(quad, kind)

    # ------------------------------------------------------------ things

    def _typed(self, quad: ox.Quad, kind: str) -> set[ox.Triple] | Reason:
        if kind in {"Claim", "Source", "Snapshot", "Assessment"}:
            return {_triple(quad.subject, TYPE, PROV + "Entity")} if _text(quad.object).startswith(CG) else OWN
        if kind == "Agent":
            name = _text(quad.object)
            known = CLASSES.get(name.removeprefix(SCHEMA)) if name.startswith(SCHEMA) else None
            return {_triple(quad.subject, TYPE, PROV + cls) for cls in ("Agent", *([known] if known else []))}
        return NO_AGENT if kind == "Entity" else EVIDENCE if kind == "Evidence" else self._more(quad, kind)

    def _same(self, quad: ox.Quad, term: str) -> set[ox.Triple]:
        made = {_triple(quad.subject, term, quad.object)}
        if quad.predicate.value in {SCHEMA + "publisher", SCHEMA + "author"}:
            made.add(_triple(quad.subject, PROV + "wasAttributedTo", quad.object))
        return made

    def _said_by_source(self, appearance: ox.Quad) -> set[ox.Triple]:
        """Attribute a claim that has no chain to whoever published the source in which it appears, or else to its authors."""
        if appearance.predicate.value != SCHEMA + "appearance" or self.first(_text(appearance.subject), PROV + "qualifiedAttribution"):
            return set()
        source = self.about.get(_text(appearance.object), {})
        speakers = source.get(SCHEMA + "publisher") or source.get(SCHEMA + "author") or []
        return {_triple(appearance.subject, PROV + "wasAttributedTo", agent) for agent in speakers}

    def _time(self, quad: ox.Quad, term: str) -> set[ox.Triple] | Reason:
        value = self.first(_text(quad.object), SCHEMA + "value")
        if value is None:
            return DATES
        made = {_triple(quad.subject, DCTERMS + term, value)}
        if value.datatype.value == XSD + "dateTime":
            made.add(_triple(quad.subject, PROV + "generatedAtTime", value))
        return made

    # ------------------------------------------------------------ chains

    def _hops(self, quad: ox.Quad) -> set[ox.Triple]:
        """Return a hop of a chain: an attribution to an agent or to somebody unnamed; else it only names a source."""
        hop = _text(quad.object)
        agents = list(self.about.get(hop, {}).get(AGENT, []))
        made: set[ox.Triple] = set()
        if not agents and (unnamed := self.first(hop, UNNAMED)) is not None:
            somebody = ox.NamedNode(hop + ".agent")
            agents.append(somebody)
            made |= {_triple(somebody, TYPE, PROV + "Agent"), _triple(somebody, RDFS + "label", unnamed)}
            made.add(_triple(quad.subject, PROV + "wasAttributedTo", somebody))
        words = self._words(hop)
        if not agents:
            made |= {
                _triple(quad.subject, PROV + "qualifiedPrimarySource", quad.object),
                _triple(quad.object, TYPE, PROV + "PrimarySource"),
            }
        else:
            made |= {_triple(quad.subject, PROV + "qualifiedAttribution", quad.object), _triple(quad.object, TYPE, PROV + "Attribution")}
            made |= {_triple(quad.object, AGENT, agent) for agent in agents}
        made |= {_triple(quad.object, PROV + "entity", source) for source in self.about.get(hop, {}).get(CITED, []) if not agents}
        role = self.first(hop, CG + "speakerRole")
        if role is not None:
            node = ox.NamedNode(hop + ".role")
            made |= {_triple(quad.object, PROV + "hadRole", node), _triple(node, TYPE, PROV + "Role"), _triple(node, RDFS + "label", role)}
        return made | {_triple(quad.object, RDFS + "comment", ox.Literal(words))}

    def _words(self, hop: str) -> str:
        """Say in words what PROV has no terms for: the place in the chain, the kind of speech, the cue, how many."""
        speech = _text(self.first(hop, CG + "speech")).removeprefix(CG)
        count = _text(self.first(hop, CG + "speakerCount"))
        source = _text(self.first(hop, CITED)) if self.first(hop, AGENT) is not None or self.first(hop, UNNAMED) is not None else ""
        parts = [f"hop {_text(self.first(hop, CG + 'position'))}", f"{speech} speech" if speech else "", _text(self.first(hop, CG + "cue")),
                 f"{count} speaker{'' if count == '1' else 's'}" if count else "", f"in {source}" if source else ""]  # fmt: skip
        return ", ".join(part for part in parts if part)

    def _hop_part(self, predicate: str) -> set[ox.Triple] | Reason:
        """Parts of a hop are written with the hop."""
        return set() if predicate in HOP or predicate == TYPE else OWN

    # ------------------------------------------------------------ the rest

    def _more(self, quad: ox.Quad, kind: str) -> set[ox.Triple] | Reason:
        predicate = quad.predicate.value
        if kind == "Claim" and predicate == PROV + "qualifiedAttribution":
            return self._hops(quad)
        if kind == "Claim" and predicate == PROV + "wasAttributedTo":
            return {quad.triple}
        if kind == "Source" and predicate == CG + "snapshot":
            return {_triple(quad.object, PROV + "specializationOf", quad.subject)}
        if kind == "Assessment" and predicate == CG + "verdict":
            return {_triple(quad.subject, RDFS + "label", ox.Literal(_text(quad.object).rpartition("#")[2].replace("-", " ")))}
        if kind == "Claim" and predicate == CG + "assessment":
            return {_triple(quad.object, PROV + "wasDerivedFrom", quad.subject)}
        if kind == "Date" and _text(quad.subject) in self.dates and predicate in {TYPE, SCHEMA + "value"}:
            return set() if self.first(_text(quad.subject), SCHEMA + "value") is not None else DATES
        return lost_reason(kind, predicate)

    def _described(self, quad: ox.Quad) -> set[ox.Triple] | Reason:
        """Title, licence and standard of the dataset are terms of Dublin Core already."""
        if quad.predicate.value.startswith(DCTERMS):
            return {quad.triple}
        return "the description of the dataset", "PROV has no terms for it"


def _triple(subject: Any, predicate: str, value: Any) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value) if isinstance(value, str) else value)


def _text(term: object) -> str:
    """Return the IRI or text of a term; nothing for no term and for the default graph."""
    return "" if term is None or isinstance(term, ox.DefaultGraph) else str(getattr(term, "value", term))
