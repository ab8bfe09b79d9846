"""A store in; for everything that owl:sameAs gives several names, one of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.queries import package_query
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.store.protocol import Store

__all__ = ["all_names", "one_name_each", "same_things"]


def same_things(store: Store) -> dict[str, str]:
    """Return for each thing of several names one that the corpus itself uses, as only that has a name to be shown."""
    rows = store.rows(package_query("origins/alike"))
    return one_name_each((row["thing"].value, text_of(row["other"])) for row in rows)


def all_names(same: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for the one name of each thing all that it has.

    >>> all_names({"a": "a", "b": "a", "http://q/1": "a"})
    {'a': ['a', 'b', 'http://q/1']}
    """
    names: dict[str, list[str]] = {}
    for thing, name in sorted(same.items()):
        names.setdefault(name, []).append(thing)
    return names


def one_name_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each thing in pairs that are the same one name: of those that stand first in a pair, the first in the alphabet.

    >>> one_name_each([("b", "http://q/1"), ("a", "http://q/1"), ("c", "http://q/2")])
    {'a': 'a', 'http://q/1': 'a', 'b': 'a', 'c': 'c', 'http://q/2': 'c'}
    """
    beside: dict[str, set[str]] = {}
    own: set[str] = set()
    for one, two in pairs:
        own.add(one)
        beside.setdefault(one, set()).add(two)
        beside.setdefault(two, set()).add(one)
    found: dict[str, str] = {}
    for thing in sorted(own):
        new = [] if thing in found else [thing]
        while new:
            name = new.pop()
            found[name] = thing
            new += sorted(beside[name] - found.keys())
    return found
