"""Quads in; the same in the order in which a person reads them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.rdf.describe import describes, description_graph
from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["reading_order"]

_DEFAULT = ox.DefaultGraph()
_TYPE = RDF + "type"
#: What comes first: the dataset, sources, claims, entities, then their parts, and last graphs of other kinds.
_DATASET, _SOURCE, _CLAIM, _ENTITY, _PART, _OTHER = range(6)
_RANKS = {f"<{CG}Source>": _SOURCE, f"<{CG}Claim>": _CLAIM, f"<{CG}Entity>": _ENTITY}

_Key = tuple[int, str, bool, str, str, str]


def reading_order(quads: Iterable[ox.Quad], base: str, main: ox.NamedNode | ox.DefaultGraph = _DEFAULT) -> list[ox.Quad]:
    """Return quads sorted: dataset, sources, each claim with what it states, entities, parts; of each thing its types first.

    `main` is the graph in which claims, sources and entities are described. Where it is a
    named one, what claims state comes behind it, so that it need be written only once.
    """
    given = list(quads)
    dataset = description_graph(base)
    ranks: dict[str, int] = {}
    for quad in given:
        rank = _RANKS.get(str(quad.object))
        if rank is not None and quad.predicate.value == _TYPE and quad.graph_name == main:
            subject = _text(quad.subject)
            ranks[subject] = min(rank, ranks.get(subject, rank))

    def key(quad: ox.Quad) -> _Key:
        subject, predicate = _text(quad.subject), quad.predicate.value
        said = (subject, "" if predicate == _TYPE else predicate, str(quad.object))
        if quad.graph_name == main:
            rank = _DATASET if describes(subject, dataset) else ranks.get(subject, _PART)
            return (rank, subject, False, *said)
        graph = _text(quad.graph_name)
        if main == _DEFAULT and ranks.get(graph) == _CLAIM:
            return (_CLAIM, graph, True, *said)
        return (_DATASET if graph == dataset else _OTHER, graph, True, *said)

    return sorted(given, key=key)


def _text(term: Any) -> str:
    return getattr(term, "value", None) or str(term)
