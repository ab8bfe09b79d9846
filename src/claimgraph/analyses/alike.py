"""A store in; for what owl:sameAs gives several names, one of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.analyses.records import select_by
from claimgraph.queries import package_query
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimgraph.store.protocol import Store

__all__ = ["all_names", "one_name_each", "same_things"]


def same_things(store: Store, things: Collection[str] | None = None) -> dict[str, str]:
    """Return for each thing of several names one that the corpus itself uses, as only that has a name to be shown.

    With some `things` given, by IRI, only for these, and for what is the same as one of them.
    """
    if things is None:
        return one_name_each(_pairs(store.rows(package_query("origins/alike"))))
    pairs, asked, new = set[tuple[str, str]](), set[str](), set(things)
    while new:
        asked |= new
        found = {pair for side in ("thing", "other") for pair in _pairs(select_by(store, "origins/alike", side, new))}
        pairs |= found
        new = {one for pair in found for one in pair} - asked
    return one_name_each(pairs)


def _pairs(rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    return ((row["thing"].value, text_of(row["other"])) for row in rows)


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
