"""A corpus's quads in; for each claim, all that it needs to stand alone, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.ontology import load_ontology
from claimgraph.rdf import description_graph
from claimgraph.vocab import CG, CORE_PREFIXES, DCTERMS, ENTITY_PATHS, ONTOLOGY_GRAPH, OWL, RDF, SCHEMA, SH, SYSTEM_PATHS, VOID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["Belongings", "Holdings"]

_TYPE = RDF + "type"
#: What entities have to themselves; anything else that the default graph says of one, a claim says.
_NAMES = {_TYPE, OWL + "sameAs", *(SCHEMA + name for name in ("name", "alternateName", "description", "url"))}
#: What a description says that does not change whenever a claim is added.
_LASTING = {_TYPE, VOID + "uriSpace", VOID + "vocabulary", *(DCTERMS + name for name in ("conformsTo", "title", "license"))}
#: Prefixes that no corpus declares: they are core, or follow from the base.
_FIXED = {*CORE_PREFIXES, *SYSTEM_PATHS, *ENTITY_PATHS}

_Index = dict[str, list[ox.Quad]]


class Belongings(NamedTuple):
    """The quads of one claim: what it states, where it comes from, what its names mean."""

    stated: list[ox.Quad]
    origin: list[ox.Quad]
    names: list[ox.Quad]


class Holdings:
    """The quads of a corpus, by what they are about."""

    def __init__(self, quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> None:
        """Sort quads; the corpus's base is read off its prefix for claims."""
        base = prefixes["claim"].removesuffix("claim/")
        self.dataset = description_graph(base)
        graphs: _Index = {}
        for quad in quads:
            if _nameable(quad):
                graphs.setdefault(_text(quad.graph_name), []).append(quad)
        plain = graphs.get("", [])
        types = [(_text(quad.object), _text(quad.subject)) for quad in plain if quad.predicate.value == _TYPE]
        #: The IRIs of all claims, sorted.
        self.claims = sorted(subject for cls, subject in types if cls == CG + "Claim")
        #: The IRIs of all entities.
        self.entities = frozenset(subject for cls, subject in types if cls == CG + "Entity")
        self._stated = {claim: graphs.get(claim, []) for claim in self.claims}
        #: What claims state.
        self.view = {quad.triple for stated in self._stated.values() for quad in stated}
        self._values = prefixes["val"], prefixes["date"]
        self._about = _by_subject(quad for quad in plain if not self.in_view(quad))
        terms = _by_subject(graphs.get(ONTOLOGY_GRAPH, []))
        shipped = {_text(triple.subject) for triple in load_ontology().triples}  # every claimgraph knows these
        self._terms = {term: said for term, said in terms.items() if term not in shipped}
        self._described = _by_subject(graphs.get(self.dataset, []))
        self._own = {iri for prefix, iri in prefixes.items() if prefix not in _FIXED}

    def in_view(self, quad: ox.Quad) -> bool:
        """Tell whether what the default graph says is there because a claim in force states it.

        A day that claims state may be the day of a source, too; and an entity has its names whoever states them.
        """
        subject = _text(quad.subject)
        apart = subject.startswith(self._values) or (subject in self.entities and quad.predicate.value in _NAMES)
        return not apart and quad.triple in self.view

    def values(self, node: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """Return the objects of what the corpus says about a node apart from its claims, sorted."""
        said = [*self._about.get(node, []), *self._described.get(node, [])]
        found = (quad.object for quad in said if quad.predicate.value == predicate)
        return sorted((term for term in found if isinstance(term, ox.NamedNode | ox.Literal)), key=str)

    def belongings(self, claim: str) -> Belongings:
        """Return a claim's graph; what is said of it, its sources and their parts; of entities, terms and the dataset that it names."""
        stated = self._stated[claim]
        nodes = _reach([claim, *_iris(stated)], self._about, stop=self._stated, start=claim)
        origin = [quad for node in nodes if node not in self.entities for quad in self._about[node]]
        names = [quad for node in nodes if node in self.entities for quad in self._about[node]]
        said = _iris([*stated, *origin, *names])
        names += [quad for term in _reach(said, self._terms) for quad in self._terms[term]]
        return Belongings(stated, origin, [*names, *self._place(_iris([*stated, *origin, *names]))])

    def _place(self, iris: Collection[str]) -> list[ox.Quad]:
        """Return what the description says of the dataset as a whole, and of those of its own prefixes that IRIs are written with."""
        used = {namespace for namespace in self._own if any(iri.startswith(namespace) for iri in iris)}
        about = self._described.get(self.dataset, [])
        found = [quad for quad in about if quad.predicate.value in _LASTING]
        for quad in about:
            if quad.predicate.value == SH + "declare" and used.intersection(self._namespaces(quad)):
                found += [quad, *self._described[_text(quad.object)]]
        return found

    def _namespaces(self, declaring: ox.Quad) -> list[str]:
        return [term.value for term in self.values(_text(declaring.object), SH + "namespace")]


def _reach(todo: list[str], about: _Index, *, stop: Collection[str] = (), start: str = "") -> list[str]:
    """Return the nodes that something is said about, sorted: on from some of them, up to what stops it."""
    todo = list(todo)
    found: set[str] = set()
    while todo:
        node = todo.pop()
        if node not in found and node in about and (node == start or node not in stop):
            found.add(node)
            todo += _iris(about[node])
    return sorted(found)


def _nameable(quad: ox.Quad) -> bool:
    """Tell whether a quad is all IRIs and literals: nothing else can be named by its content."""
    return isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _iris(quads: Iterable[ox.Quad]) -> list[str]:
    return [term.value for quad in quads for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)]


def _by_subject(quads: Iterable[ox.Quad]) -> _Index:
    found: _Index = {}
    for quad in quads:
        found.setdefault(_text(quad.subject), []).append(quad)
    return found
