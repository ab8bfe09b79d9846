"""The ontology's graph in, what a corpus has added to claimgraph's own ontology out: as the text of a module."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.vocab import CG, CORE_PREFIXES, DOMAIN, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.ontology import Ontology

__all__ = ["module_text", "own_triples"]

#: What the terms and the nameless nodes of claimgraph's own ontology begin with.
_OURS = (CG, DOMAIN, f"{ONTOLOGY_GRAPH}/node/")


def own_triples(quads: Iterable[ox.Quad], ontology: Ontology) -> list[ox.Triple]:
    """Return what the ontology's graph says beyond an ontology; what it says otherwise of claimgraph's own terms is no part of it."""
    known = set(ontology.triples)
    taken = {triple.subject for triple in known}
    further = {q.triple for q in quads if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value == ONTOLOGY_GRAPH} - known
    return sorted((t for t in further if t.subject not in taken and not _is_ours(t.subject)), key=str)


def _is_ours(subject: Any) -> bool:
    """Tell whether a term is claimgraph's own, so that another version of it has declared it."""
    return not isinstance(subject, ox.NamedNode) or subject.value.startswith(_OURS)


def module_text(triples: list[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Write triples as a Turtle file."""
    text = "".join(map(str, triples))
    used = {prefix: iri for prefix, iri in {**CORE_PREFIXES, **prefixes}.items() if prefix and f"<{iri}" in text}
    out = io.BytesIO()
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=used)
    lines = out.getvalue().decode().split("\n")
    body = "\n".join(lines[len(used) :]).replace(" .\n", " .\n\n").replace("\n\t", "\n    ")  # Turtle's texts hold no end of a line
    return "\n".join([*lines[: len(used)], "", body.rstrip("\n"), ""])
