"""A corpus in, the description of its dataset out, and back: VoID and DCAT, in a named graph of its own.

Whoever holds the statements can tell from it what they are: the title and the licence,
how many claims there are, and which prefixes the ids are written with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, DCAT, DCTERMS, DOMAIN, ONTOLOGY_GRAPH, RDF, SH, VOID, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.model import Corpus, Settings

__all__ = [
    "Description",
    "describe",
    "describe_facts",
    "describes",
    "description_graph",
    "description_quads",
    "metadata_quad",
    "names_metadata",
    "read_description",
]

_TYPE = RDF + "type"
_NAME = "dataset"
_METADATA = CG + "metadataGraph"


class Description(NamedTuple):
    """What a description says: `base` is empty where nothing is described."""

    base: str = ""
    title: str = ""
    license: str = ""
    #: Those that are no core prefixes, with absolute IRIs.
    prefixes: dict[str, str] = {}  # noqa: RUF012  (nobody changes it)
    #: Class -> how many there are of it: cg:Claim, cg:Source, cg:Entity.
    counts: dict[str, int] = {}  # noqa: RUF012
    statements: int | None = None
    #: The graph that stands for the default graph, where the statements are laid out so.
    metadata_graph: str = ""


def description_graph(base: str) -> str:
    """Return the IRI of the graph that describes the corpus of a base, which is also the dataset's own.

    >>> description_graph("https://example.org/riverton/")
    'https://example.org/riverton/dataset'
    """
    return base + _NAME


def describes(iri: str, dataset: str) -> bool:
    """Tell whether an IRI names a dataset or a part of its description."""
    return bool(dataset) and (iri == dataset or iri.startswith(dataset + "/"))


def metadata_quad(base: str, graph: str) -> ox.Quad:
    """Return the statement of a description that names the graph which stands for the default graph."""
    dataset = ox.NamedNode(description_graph(base))
    return ox.Quad(dataset, ox.NamedNode(_METADATA), ox.NamedNode(graph), dataset)


def names_metadata(quad: ox.Quad) -> bool:
    """Tell whether a statement only says which graph stands for the default graph, and nothing of the corpus."""
    return quad.predicate.value == _METADATA and quad.subject == quad.graph_name


def description_quads(corpus: Corpus, *, statements: int | None = None) -> list[ox.Quad]:
    """Return the description of a corpus; `statements` is the number of those described, if it is known."""
    claims, sources, entities = len(corpus.claims), len(corpus.sources), len(corpus.entities)
    return describe_facts(corpus.settings, claims=claims, sources=sources, entities=entities, statements=statements)


def describe_facts(settings: Settings, *, claims: int, sources: int, entities: int, statements: int | None = None) -> list[ox.Quad]:
    """Return the description of a corpus that has so many claims, sources and entities."""
    own = {prefix: iri for prefix, iri in settings.all_prefixes().items() if prefix not in CORE_PREFIXES}
    counts = {CG + "Claim": claims, CG + "Source": sources, CG + "Entity": entities}
    return describe(Description(settings.base, settings.title, settings.license, own, counts, statements))


def describe(about: Description) -> list[ox.Quad]:
    """Return a description as quads."""
    dataset = description_graph(about.base)
    graph = ox.NamedNode(dataset)
    return [ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, graph) for s, p, o in _statements(dataset, about)]


def _statements(dataset: str, about: Description) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
    yield dataset, _TYPE, ox.NamedNode(VOID + "Dataset")
    yield dataset, _TYPE, ox.NamedNode(DCAT + "Dataset")
    yield dataset, DCTERMS + "conformsTo", ox.NamedNode(ONTOLOGY_GRAPH)
    yield dataset, VOID + "uriSpace", ox.Literal(about.base)
    for vocabulary in (CG, DOMAIN):
        yield dataset, VOID + "vocabulary", ox.NamedNode(vocabulary)
    if about.title:
        yield dataset, DCTERMS + "title", ox.Literal(about.title)
    if about.license:
        yield dataset, DCTERMS + "license", ox.NamedNode(about.license)
    if about.statements is not None:
        yield dataset, VOID + "triples", _integer(about.statements)
    if about.metadata_graph:
        yield dataset, _METADATA, ox.NamedNode(about.metadata_graph)
    for cls, count in about.counts.items():
        part = f"{dataset}/{cls.removeprefix(CG)}"
        yield dataset, VOID + "classPartition", ox.NamedNode(part)
        yield part, VOID + "class", ox.NamedNode(cls)
        yield part, VOID + "entities", _integer(count)
    for prefix, iri in about.prefixes.items():
        declaration = f"{dataset}/prefix-{prefix}"
        yield dataset, SH + "declare", ox.NamedNode(declaration)
        yield declaration, SH + "prefix", ox.Literal(prefix)
        yield declaration, SH + "namespace", ox.Literal(iri, datatype=ox.NamedNode(XSD + "anyURI"))


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))


def read_description(quads: Iterable[ox.Quad]) -> Description:
    """Return what the first description among quads says, in whatever graph it stands."""
    values: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
        if _NAME in subject and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    datasets = sorted(s for s, about in values.items() if VOID + "Dataset" in about.get(_TYPE, []) and VOID + "uriSpace" in about)
    own = [s for s in datasets if s == description_graph(values[s][VOID + "uriSpace"][0])]
    return _read(own[0], values) if own else Description()


def _read(dataset: str, values: dict[str, dict[str, list[str]]]) -> Description:
    about = values[dataset]

    def first(subject: str, predicate: str) -> str:
        return values.get(subject, {}).get(predicate, [""])[0]

    def number(text: str) -> int | None:
        return int(text) if re.fullmatch("[0-9]{1,18}", text) else None

    declared = ((first(node, SH + "prefix"), first(node, SH + "namespace")) for node in sorted(about.get(SH + "declare", [])))
    counted = (
        (first(node, VOID + "class"), number(first(node, VOID + "entities"))) for node in sorted(about.get(VOID + "classPartition", []))
    )
    return Description(
        base=first(dataset, VOID + "uriSpace"),
        title=first(dataset, DCTERMS + "title"),
        license=first(dataset, DCTERMS + "license"),
        prefixes={prefix: iri for prefix, iri in declared if iri},
        counts={cls: count for cls, count in counted if cls and count is not None},
        statements=number(first(dataset, VOID + "triples")),
        metadata_graph=first(dataset, _METADATA) if is_iri(first(dataset, _METADATA)) else "",
    )
