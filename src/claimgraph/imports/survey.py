"""Quads in, what they are as a whole out; and the same quads as what they mean in our model.

Whoever has no named graphs, or a default graph that is the union of all, keeps claims
in other ways: see `as_meant`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.model import Settings
from claimgraph.rdf.describe import Description, names_metadata, read_description
from claimgraph.rdf.reify import unreify
from claimgraph.vocab import CG, DCTERMS, DEFAULT_BASE, ONTOLOGY_GRAPH, PROV, RDF, SH, VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimgraph.imports.draft import Left

__all__ = ["TELLING", "Meant", "Survey", "Surveyor", "as_meant", "survey"]

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF + "type")
_CLAIM, _SOURCE, _ENTITY = _COUNTED = tuple(ox.NamedNode(CG + name) for name in ("Claim", "Source", "Entity"))
_NANOPUB = ox.NamedNode("http://www.nanopub.org/nschema#Nanopublication")
_DATASET = ox.NamedNode(VOID + "Dataset")
_REIFIED = {ox.NamedNode(CG + "states"), ox.NamedNode(RDF + "reifies")}
_DESCRIBING = {ox.NamedNode(iri) for iri in (VOID + "uriSpace", DCTERMS + "title", SH + "declare", SH + "prefix", SH + "namespace")}
#: What a claim says of how far it holds.
_MODALITY, _POLARITY, _STANCE = (ox.NamedNode(CG + name) for name in ("modality", "polarity", "stance"))
#: A statement that tells what the file is, as `Surveyor` sees it, names one of these.
TELLING = tuple(term.value for term in (*_COUNTED, _NANOPUB, _DATASET, *_REIFIED, *_DESCRIBING))
_ENDING = {ox.NamedNode(PROV + "wasRevisionOf"), ox.NamedNode(CG + "retracts")}


class Survey(NamedTuple):
    """What a file of statements is."""

    statements: int
    #: The base of the corpus, as it is described or as its claims are named.
    base: str
    #: The prefixes of the corpus, core and all.
    prefixes: dict[str, str]
    #: Class -> how many there are of it.
    counts: dict[str, int]
    #: What the file says of the dataset; empty where it says nothing.
    description: Description
    #: The named graphs that hold metadata of claims in place of the default graph.
    metadata: frozenset[ox.NamedNode]
    reified: bool
    nanopubs: bool


class Meant(NamedTuple):
    """Statements as they stand in a store, and what could not be understood."""

    quads: Iterable[ox.Quad]
    left: list[Left]


class Surveyor:
    """Is shown quads, and tells what they are as a whole."""

    def __init__(self) -> None:
        """Begin with none."""
        self.statements = 0
        self._counts = dict.fromkeys(_COUNTED, 0)
        self._places: set[ox.NamedNode | ox.DefaultGraph | ox.BlankNode] = set()
        self._first = ""
        self._reified = self._nanopubs = self._plainly = False
        self._describing: list[ox.Quad] = []

    def see(self, quads: Iterable[ox.Quad]) -> None:
        """Look at further quads."""
        for quad in quads:
            self.statements += 1
            predicate = quad.predicate
            if predicate == _TYPE:
                self._see_type(quad, quad.object)
            elif predicate in _DESCRIBING:
                if "dataset" in str(getattr(quad.subject, "value", "")):
                    self._describing.append(quad)
            elif predicate in _REIFIED:
                self._reified = True

    def _see_type(self, quad: ox.Quad, cls: Any) -> None:
        if cls in self._counts:
            self._counts[cls] += 1
            if cls == _CLAIM:
                self._places.add(quad.graph_name)
                self._first = self._first or str(getattr(quad.subject, "value", ""))
        elif cls == _NANOPUB:
            self._nanopubs = True
        elif cls == _DATASET:
            self._describing.append(quad)
            self._plainly = self._plainly or quad.graph_name == _DEFAULT

    def found(self) -> Survey:
        """Return what the quads are."""
        about, first, places = read_description(self._describing), self._first, self._places
        base = about.base or (first[: -len(first.rpartition("claim/")[2]) - len("claim/")] if "/claim/" in first else "") or DEFAULT_BASE
        metadata = frozenset() if _DEFAULT in places else frozenset(place for place in places if isinstance(place, ox.NamedNode))
        return Survey(
            statements=self.statements,
            base=base,
            prefixes={**Settings(base=base).all_prefixes(), **about.prefixes},
            counts={cls.value: number for cls, number in self._counts.items() if number},
            description=about,
            metadata=metadata,
            reified=bool(first) and (self._reified or (self._plainly and bool(about.base))),
            nanopubs=self._nanopubs,
        )


def survey(quads: Iterable[ox.Quad]) -> Survey:
    """Read all quads once."""
    surveyor = Surveyor()
    surveyor.see(quads)
    return surveyor.found()


def as_meant(found: Survey, read: Callable[[], Iterable[ox.Quad]], name: str) -> Meant:
    """Return the quads of a file as a store of our own holds them; `read` gives them anew.

    Nanopublications that claimgraph wrote become claims again, and those of others are
    claims, too; reified statements go back into the graphs that state them, a graph of
    metadata becomes the default graph. Everything else stays as it is.
    """
    if found.nanopubs:
        return _from_nanopubs(read, name)
    if found.reified:
        return Meant(unreify(_at_home(read(), found.metadata)), [])
    return Meant(_at_home(read(), found.metadata), [])


def _at_home(quads: Iterable[ox.Quad], metadata: frozenset[ox.NamedNode]) -> Iterable[ox.Quad]:
    """Return quads with those of the graphs of metadata in the default graph, and without what names these."""
    if not metadata:
        return quads
    here = (quad for quad in quads if not (quad.object in metadata and names_metadata(quad)))
    return (ox.Quad(*quad.triple) if quad.graph_name in metadata else quad for quad in here)


def _from_nanopubs(read: Callable[[], Iterable[ox.Quad]], name: str) -> Meant:
    from claimgraph.errors import Where
    from claimgraph.imports.nanopubs import unpack_nanopubs
    from claimgraph.imports.rdf import Rdf

    unpacked = unpack_nanopubs(Rdf(list(dict.fromkeys(read())), {}, lambda _: Where(name)))
    foreign = [quad for nanopub in unpacked.foreign for quad in nanopub.quads]
    return Meant([*_with_view(unpacked.own.quads), *foreign, *_claims_of(foreign, name)], unpacked.left)


def _claims_of(foreign: list[ox.Quad], name: str) -> list[ox.Quad]:
    """Return the claims that nanopublications of others make, beside which they stay what they are; and the words that these need."""
    if not foreign:
        return []
    from claimgraph.errors import Where
    from claimgraph.imports.known import Known
    from claimgraph.imports.nanopub_draft import draft_nanopubs
    from claimgraph.imports.rdf import Rdf
    from claimgraph.imports.stored import draft_nquads

    draft = draft_nanopubs(Rdf(foreign, {}, lambda _: Where(name)), name, Known())
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    words = [quad.triple for text in draft.settings.modules.values() for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    quads = ox.parse(draft_nquads(draft, name), format=ox.RdfFormat.N_QUADS)
    return [*quads, *(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in words)]


def _with_view(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield quads, and the statements of the claims in force in the default graph too."""
    from claimgraph.ontology import load_ontology

    ontology = load_ontology()
    gone = {quad.object for quad in quads if quad.predicate in _ENDING}
    out = {
        quad.subject
        for quad in quads
        if (quad.predicate == _MODALITY and not ontology.holds_now(quad.object.value.removeprefix(CG)))  # type: ignore[union-attr]
        or (quad.predicate == _POLARITY and quad.object.value == CG + "denied")  # type: ignore[union-attr]
        or (quad.predicate == _STANCE and quad.object.value == CG + "opinion")  # type: ignore[union-attr]
    }
    claims = {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == _CLAIM} - gone - out
    for quad in quads:
        yield quad
        if quad.graph_name in claims:
            yield ox.Quad(*quad.triple)
