"""Terms compared by value: stores respell `0.90` as `0.9`, and `1` as `true`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

__all__ = ["canonical", "same"]


def canonical(term: Term) -> Term:
    """Return the term in the one spelling that all spellings of its value share."""
    raise NotImplementedError(term)


def same(a: Term, b: Term) -> bool:
    """Tell whether two terms are one value."""
    return canonical(a) == canonical(b)
