"""A store in; what is the same by another name out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.store.protocol import Store

__all__ = ["join_names", "same_things"]


def same_things(store: Store) -> dict[str, str]:
    """Return one of its names for everything that owl:sameAs gives several."""
    return join_names((row["a"].value, row["b"].value) for row in store.rows("SELECT ?a ?b { ?a owl:sameAs ?b }"))


def join_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each name the first in the alphabet of all that lead to one another.

    >>> sorted(join_names([("b", "c"), ("a", "c"), ("x", "y")]).items())
    [('a', 'a'), ('b', 'a'), ('c', 'a'), ('x', 'x'), ('y', 'x')]
    """
    names: dict[str, str] = {}

    def find(name: str) -> str:
        names.setdefault(name, name)
        while names[name] != name:
            names[name] = names[names[name]]  # so that the next way is shorter
            name = names[name]
        return name

    for one, two in pairs:
        first, other = sorted((find(one), find(two)))
        names[other] = first
    return {name: find(name) for name in list(names)}
