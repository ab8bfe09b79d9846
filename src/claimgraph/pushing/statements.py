"""Statements as pushing handles them: a triple and where it stands, compared by value."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyoxigraph as ox

from claimgraph.store.terms import canonical

__all__ = ["Key", "Statement", "compare", "has_blank", "key"]

#: A triple by value: subject and predicate as text, the object in its canonical spelling.
Key = tuple[str, str, Any]


class Statement(NamedTuple):
    """A triple, and the named graph that it stands in; None is where a store keeps what belongs to no claim."""

    graph: str | None
    triple: ox.Triple


def key(triple: ox.Triple) -> Key:
    """Return a triple by value.

    >>> p = ox.NamedNode("https://example.org/p")
    >>> low, high = (ox.Literal(n, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")) for n in ("0.9", "0.90"))
    >>> key(ox.Triple(p, p, low)) == key(ox.Triple(p, p, high))
    True
    """
    return str(triple.subject), str(triple.predicate), canonical(triple.object)


def has_blank(triple: ox.Triple) -> bool:
    """Tell whether a triple speaks of a blank node, which no update can name."""
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def compare(wanted: list[ox.Triple], stored: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Return what is missing from a store, and what is too much in it; two spellings of one value are one too many."""
    want = {key(triple): triple for triple in wanted}
    seen: dict[Key, ox.Triple] = {}
    extra = []
    for triple in stored:
        name = key(triple)
        if name not in want:
            extra.append(triple)
        elif name not in seen:
            seen[name] = triple
        elif triple == want[name]:
            extra.append(seen[name])
            seen[name] = triple
        else:
            extra.append(triple)
    return [triple for name, triple in want.items() if name not in seen], extra
