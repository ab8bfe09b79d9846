"""All that a store holds, and the claims to keep, in; what a store of these claims alone would hold out.

`filter_corpus` does the same where there is a corpus as text; a store elsewhere has
only the statements. What of the others was in force may be so no more, and what they
replaced is in force again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.ontology import load_ontology
from claimgraph.rdf.describe import describe, describes, description_graph, read_description
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, PROV, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["keep_claims"]

_DEFAULT = ox.DefaultGraph()
_PARTS = frozenset({PROV + "qualifiedAttribution", CG + "evidence", CG + "assessment"})
_REPLACES = frozenset({PROV + "wasRevisionOf", CG + "retracts"})

Triples = set[ox.Triple]


def keep_claims(
    quads: Iterable[ox.Quad], kept: Collection[str], prefixes: Mapping[str, str], *, without: Collection[str] = ()
) -> list[ox.Quad]:
    """Return the quads that a store would hold if there were no other claims than those kept, by IRI, and not the assessments `without`."""
    graphs: dict[str, Triples] = {}
    for quad in quads:
        name = "" if quad.graph_name == _DEFAULT else str(getattr(quad.graph_name, "value", ""))
        graphs.setdefault(name, set()).add(ox.Triple(quad.subject, quad.predicate, quad.object))
    default = graphs.pop("", set())
    view = _View(default, graphs)
    gone = view.claims - set(kept)
    before, after = view.of(view.claims), view.of(view.claims - gone)
    dropped = gone | set(without) | view.parts(gone) - view.parts(view.claims - gone)
    nodes = tuple(prefixes[prefix] for prefix in ("val", "date"))
    rest = {
        t for t in default
        if _iri(t.subject) not in dropped and _iri(t.object) not in without and not _iri(t.subject).startswith(nodes)
    } - (before - after)  # fmt: skip
    graphs |= {"": _with_nodes(rest | after, default | after, nodes)}
    for claim in gone:
        graphs.pop(claim, None)
    _describe_anew(graphs, len(view.claims - gone))
    return [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name) if name else _DEFAULT) for name, found in graphs.items() for t in found
    ]


class _View:
    """Tells which statements are in force, as far as some claims go."""

    def __init__(self, default: Triples, graphs: Mapping[str, Triples]) -> None:
        self._graphs = graphs
        self._about: dict[str, dict[str, set[str]]] = {}
        for triple in default:
            if isinstance(triple.object, ox.NamedNode):
                self._about.setdefault(_iri(triple.subject), {}).setdefault(triple.predicate.value, set()).add(triple.object.value)
        self.claims = {iri for iri, about in self._about.items() if CG + "Claim" in about.get(RDF + "type", ())}
        now = [t for t in graphs.get(ONTOLOGY_GRAPH, ()) if t.predicate.value == CG + "holdsNow"]
        if not now:  # a store that was filled from a file without the ontology
            now = [t for t in load_ontology().triples if t.predicate.value == CG + "holdsNow"]
        self._now = {_iri(t.subject) for t in now if isinstance(t.object, ox.Literal) and t.object.value in {"true", "1"}}

    def of(self, claims: set[str]) -> Triples:
        """Return what stands in the default graph because these claims state it."""
        replaced = {other for claim in claims for predicate in _REPLACES for other in self._about[claim].get(predicate, ())}
        return {triple for claim in claims - replaced if self._holds(claim) for triple in self._graphs.get(claim, ())}

    def parts(self, claims: set[str]) -> set[str]:
        """Return the nodes that belong to claims: their hops, evidence and assessments."""
        return {part for claim in claims for predicate in _PARTS for part in self._about[claim].get(predicate, ())}

    def _holds(self, claim: str) -> bool:
        about = self._about[claim]
        return (
            bool(about.get(CG + "modality", set()) & self._now)
            and CG + "affirmed" in about.get(CG + "polarity", ())
            and CG + "fact" in about.get(CG + "stance", ())
        )


def _with_nodes(triples: Triples, known: Triples, nodes: tuple[str, ...]) -> Triples:
    """Add the value nodes that triples lead to, with all that is known of them."""
    about: dict[str, Triples] = {}
    for triple in known:
        if _iri(triple.subject).startswith(nodes):
            about.setdefault(_iri(triple.subject), set()).add(triple)
    found = {triple for triple in triples if not _iri(triple.subject).startswith(nodes)}
    todo = [triple.object.value for triple in found if isinstance(triple.object, ox.NamedNode)]
    seen: set[str] = set()
    while todo:
        node = todo.pop()
        if node in about and node not in seen:
            seen.add(node)
            found |= about[node]
            todo += [triple.object.value for triple in about[node] if isinstance(triple.object, ox.NamedNode)]
    return found


def _describe_anew(graphs: dict[str, Triples], claims: int) -> None:
    """Let the description of the dataset count the claims that are left."""
    for name in [name for name in graphs if name.endswith(description_graph("")) and not describes(name, ONTOLOGY_GRAPH)]:
        about = read_description(ox.Quad(t.subject, t.predicate, t.object) for t in graphs[name])
        if about.base and description_graph(about.base) == name:
            counts = about.counts | {CG + "Claim": claims}
            graphs[name] = {q.triple for q in describe(about._replace(counts=counts, statements=None))}


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
