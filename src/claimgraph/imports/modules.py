"""The ontology's graph in, what a corpus has added to claimgraph's own ontology out: as the text of a module."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.vocab import CG, CORE_PREFIXES, DOMAIN, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.ontology import Ontology

__all__ = ["module_text", "own_triples"]

#: What `ontology` names blank nodes, in the order of their first appearance.
_NODE = re.compile(re.escape(ONTOLOGY_GRAPH) + r"/node/([0-9]{1,9})")


def own_triples(quads: Iterable[ox.Quad], ontology: Ontology) -> list[ox.Triple]:
    """Return what the ontology's graph says beyond an ontology; what it says otherwise of claimgraph's own terms is no part of it."""
    known = set(ontology.triples)
    further = {q.triple for q in quads if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value == ONTOLOGY_GRAPH} - known
    taken = {triple.subject for triple in known}
    found = {t for t in further if t.subject not in taken and not _numbered(t.subject) and not _is_ours(t.subject)}
    nodes: dict[Any, list[ox.Triple]] = {}
    for triple in further:
        nodes.setdefault(triple.subject, []).append(triple)
    todo = [t.object for t in found]
    while todo:
        node = todo.pop()
        if isinstance(node, ox.NamedNode) and _NODE.fullmatch(node.value):
            more = nodes.pop(node, [])
            found.update(more)
            todo += [t.object for t in more]
    return sorted(found, key=str)


def _is_ours(subject: Any) -> bool:
    """Tell whether a term lies in claimgraph's own namespaces, so that another version of it has declared it."""
    return isinstance(subject, ox.NamedNode) and subject.value.startswith((CG, DOMAIN))


def module_text(triples: list[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """Write triples as a Turtle file whose nameless nodes will get the names again that they have."""
    numbers = {node: int(found[1]) for t in triples for node in (t.subject, t.object) if (found := _numbered(node))}
    first: list[ox.Triple] = []
    seen: set[Any] = set()
    for node in sorted(numbers, key=lambda n: numbers[n]):
        if node not in seen:
            first.append(_introducing(node, triples, numbers, seen))
            seen.update(term for term in first[-1] if term in numbers)
    ordered = [*first, *sorted(set(triples) - set(first), key=str)]
    blank: dict[Any, Any] = {node: ox.BlankNode(f"n{number}") for node, number in numbers.items()}
    renamed = [ox.Triple(blank.get(t.subject, t.subject), t.predicate, blank.get(t.object, t.object)) for t in ordered]
    used = {prefix: iri for prefix, iri in {**CORE_PREFIXES, **prefixes}.items() if prefix and _is_used(iri, renamed)}
    out = io.BytesIO()
    ox.serialize(renamed, out, ox.RdfFormat.TURTLE, prefixes=used)
    lines = out.getvalue().decode().split("\n")
    body = "\n".join(lines[len(used) :]).replace(" .\n", " .\n\n").replace("\n\t", "\n    ")  # Turtle's texts hold no end of a line
    return "\n".join([*lines[: len(used)], "", body.rstrip("\n"), ""])


def _numbered(node: Any) -> re.Match[str] | None:
    return _NODE.fullmatch(node.value) if isinstance(node, ox.NamedNode) else None


def _introducing(node: Any, triples: list[ox.Triple], numbers: Mapping[Any, int], seen: set[Any]) -> ox.Triple:
    """Return a triple whose first nameless node yet unseen is this one: names go by the order of appearance."""
    mentions = [t for t in triples if node in (t.subject, t.object)]

    def fits(triple: ox.Triple) -> bool:
        new = [term for term in (triple.subject, triple.object) if term in numbers and term not in seen]
        return (
            new == sorted(new, key=lambda n: numbers[n])
            and new[:1] == [node]
            and (
                len(new) == 1 or numbers[new[1]] == min(number for other, number in numbers.items() if other not in seen and other != node)
            )
        )

    return next((t for t in mentions if fits(t)), mentions[0])


def _is_used(namespace: str, triples: list[ox.Triple]) -> bool:
    return any(namespace in str(triple) for triple in triples)
