"""Statements of strangers in; groups of what is stated together, with what is said of each group, out.

A group is a named graph, or what one reifier says: `<r> rdf:reifies <<( … )>>`, or
a node of type rdf:Statement with its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.vocab import DCTERMS, PROV, RDF, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Gathered", "Stated", "gather"]

_DC = "http://purl.org/dc/elements/1.1/"
_PAV = "http://purl.org/pav/"
_SCHEMAS = "https://schema.org/"
#: Predicate -> what it says of a group: where it comes from, who says it, when it was said.
SAID_OF_GROUPS = {
    **dict.fromkeys((PROV + "wasDerivedFrom", PROV + "hadPrimarySource", DCTERMS + "source", _DC + "source"), "source"),
    **dict.fromkeys((SCHEMA + "citation", _SCHEMAS + "citation", PROV + "wasQuotedFrom"), "source"),
    **dict.fromkeys((PROV + "wasAttributedTo", DCTERMS + "creator", _DC + "creator", _PAV + "authoredBy"), "speaker"),
    **dict.fromkeys((SCHEMA + "author", SCHEMA + "creator", _SCHEMAS + "author", _SCHEMAS + "creator"), "speaker"),
    **dict.fromkeys((PROV + "generatedAtTime", DCTERMS + "created", DCTERMS + "issued", DCTERMS + "date", _DC + "date"), "said"),
    **dict.fromkeys((SCHEMA + "datePublished", SCHEMA + "dateCreated", _SCHEMAS + "datePublished", _SCHEMAS + "dateCreated"), "said"),
}
_TYPE = ox.NamedNode(RDF + "type")
_REIFIES = ox.NamedNode(RDF + "reifies")
_STATEMENT = ox.NamedNode(RDF + "Statement")
_PARTS = tuple(ox.NamedNode(RDF + part) for part in ("subject", "predicate", "object"))


class Stated(NamedTuple):
    """A statement, and the quads of the input that make it."""

    subject: Any
    predicate: Any
    object: Any
    quads: tuple[ox.Quad, ...]


class Gathered(NamedTuple):
    """Statements by the group they are of ("" for the default graph), and quads that say where, by whom and when, by group."""

    groups: dict[str, list[Stated]]
    about: dict[str, list[ox.Quad]]


def gather(quads: Iterable[ox.Quad]) -> Gathered:
    """Sort statements by what they are stated in; none is lost."""
    given = list(quads)
    nodes = _statement_nodes(given)
    parts = {quad for made in nodes.values() for quad in made.quads}
    names = {quad.graph_name.value for quad in given if isinstance(quad.graph_name, ox.NamedNode)} | nodes.keys()
    names |= {_text(quad.subject) for quad in given if _is_reifier(quad)}
    found = Gathered({}, {})
    for quad in given:
        if quad in parts:
            continue
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        subject = _text(quad.subject)
        if _is_reifier(quad):
            inner: Any = quad.object
            found.groups.setdefault(subject, []).append(Stated(inner.subject, inner.predicate, inner.object, (quad,)))
        elif subject in names and subject != graph and quad.predicate.value in SAID_OF_GROUPS:
            found.about.setdefault(subject, []).append(quad)
        else:
            found.groups.setdefault(graph, []).append(Stated(quad.subject, quad.predicate, quad.object, (quad,)))
    for name, made in nodes.items():
        found.groups.setdefault(name, []).append(made)
    return found


def _is_reifier(quad: ox.Quad) -> bool:
    return quad.predicate == _REIFIES and isinstance(quad.object, ox.Triple)


def _statement_nodes(quads: Iterable[ox.Quad]) -> dict[str, Stated]:
    """Return the statements that nodes of type rdf:Statement spell out, by the node."""
    told: dict[tuple[Any, Any], dict[Any, list[ox.Quad]]] = {}
    for quad in quads:
        if quad.predicate in _PARTS or (quad.predicate == _TYPE and quad.object == _STATEMENT):
            told.setdefault((quad.subject, quad.graph_name), {}).setdefault(quad.predicate, []).append(quad)
    found: dict[str, Stated] = {}
    for (node, _), about in told.items():
        if all(len(about.get(part, [])) == 1 for part in (*_PARTS, _TYPE)) and node.value not in found:
            subject, predicate, object_ = (about[part][0].object for part in _PARTS)
            if isinstance(predicate, ox.NamedNode) and isinstance(subject, ox.NamedNode):
                found[node.value] = Stated(subject, predicate, object_, tuple(quad for part in (*_PARTS, _TYPE) for quad in about[part]))
    return found


def _text(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
