"""Where a store keeps what belongs to no claim: in its default graph, or in a named graph where the default graph shows all."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from claimgraph.errors import StoreError
from claimgraph.vocab import CG, DCTERMS, ONTOLOGY_GRAPH, RDF, SCHEMA, VOID

if TYPE_CHECKING:
    from claimgraph.pushing.reading import Reader
    from claimgraph.pushing.wanted import Wanted

__all__ = ["known_place", "probed_place"]

#: A claim with its metadata: others may say of something only that it is a claim.
_CLAIM = f"?x a <{CG}Claim> ; <{SCHEMA}appearance> ?source"


def known_place(wanted: Wanted, reader: Reader, default_graph: str, meta: str) -> str | None:
    """Return the graph for what belongs to no claim, as far as it is told or there: "" for the default graph, None for not known.

    Raises:
        StoreError: claims of this corpus stand elsewhere already.
    """
    places = _places(wanted, reader)
    asked = meta or ("" if default_graph == "separate" else wanted.base + "metadata" if default_graph == "union" and not places else None)
    wrong = [place for place in places if asked is not None and place != asked]
    if wrong or len(places) > 1:
        name = reader.client.endpoint.name
        stand = " and in ".join(f"<{place}>" if place else "the default graph" for place in (wrong or places))
        keep = f"--meta-graph {(wrong or places)[0]}" if (wrong or places)[0] else "no --meta-graph, and --default-graph separate"
        raise StoreError(
            f"{name} has claims of {wanted.base} in {stand} already; what is to be pushed would stand there twice",
            f"push with {keep}; or delete what is there first",
        )
    return asked if asked is not None else places[0] if places else None


def _places(wanted: Wanted, reader: Reader) -> list[str]:
    """Return where the store has claims of this corpus: as its description says, and only without that, wherever they are."""
    named = reader.names(f"GRAPH <{wanted.dataset}> {{ <{wanted.dataset}> <{CG}metadataGraph> ?x }}")
    ours = f'FILTER(STRSTARTS(STR(?s), "{wanted.base}"))'
    described = sorted(name for name in named if reader.any(f"GRAPH <{name}> {{ ?s ?p ?o }} {ours}"))
    if described:
        return described
    claim = f"{_CLAIM} {wanted.own_claims('?x')}"
    alone = reader.any(f"{claim} FILTER NOT EXISTS {{ GRAPH ?g {{ {_CLAIM} }} }}")
    if alone and reader.any(f"GRAPH <{wanted.dataset}> {{ <{wanted.dataset}> a <{VOID}Dataset> }}"):
        return [""]  # somebody else's graph may speak of our claims as we do
    found = reader.names(f"SELECT DISTINCT ?x {{ GRAPH ?x {{ {claim.replace('?x', '?c')} }} }}")
    return sorted(place for place in found if not place.startswith(wanted.claim_path)) + [""] * alone


def probed_place(wanted: Wanted, reader: Reader, *, write: bool) -> str:
    """Find out whether the default graph shows what stands in named graphs, and return the place that follows from it.

    The description, in its named graph, has to be in the store by then. Where the
    default graph shows it, a copy may stand there; so a mark is set that nobody else
    has, and taken away again. Without leave to write, what is there has to do.
    """
    shown = reader.any(f"<{wanted.dataset}> <{RDF}type> <{VOID}Dataset>") or (
        not write and reader.any(f"GRAPH <{ONTOLOGY_GRAPH}> {{ ?s ?p ?o }} ?s ?p ?o")
    )
    if shown and write:
        mark = f'<{wanted.dataset}> <{DCTERMS}identifier> "{uuid.uuid4()}"'
        block = f"DATA {{ GRAPH <{wanted.dataset}> {{ {mark} }} }}"
        reader.client.update(f"INSERT {block}")
        try:
            shown = reader.any(mark)
        finally:
            reader.client.update(f"DELETE {block}")
    return wanted.base + "metadata" if shown else ""
