"""The other corpora of a store, as their descriptions tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.rdf.describe import description_graph
from claimgraph.vocab import CG, DCTERMS, ONTOLOGY_GRAPH, VOID

if TYPE_CHECKING:
    from claimgraph.pushing.reading import Reader
    from claimgraph.pushing.wanted import Wanted

__all__ = ["other_datasets", "other_names"]

_DESCRIBED = f"GRAPH ?x {{ ?x a <{VOID}Dataset> ; <{DCTERMS}conformsTo> <{ONTOLOGY_GRAPH}> }}"
_PLACES = f"GRAPH ?dataset {{ ?dataset a <{VOID}Dataset> ; <{CG}metadataGraph> ?x }}"


def other_datasets(wanted: Wanted, reader: Reader) -> set[str]:
    """Return the names of the descriptions of other corpora, which are those of their graphs as well."""
    return reader.names(_DESCRIBED) - {wanted.dataset}


def other_names(wanted: Wanted, reader: Reader) -> frozenset[str]:
    """Return the graphs of other corpora that hold no claim: their descriptions, and where they keep their metadata."""
    datasets = other_datasets(wanted, reader)
    usual = {name.removesuffix(description_graph("")) + "metadata" for name in datasets}
    places = reader.names(f"{_PLACES} FILTER(?dataset != <{wanted.dataset}>)")
    return frozenset(datasets | usual | places)
