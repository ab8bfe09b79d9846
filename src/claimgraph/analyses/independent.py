"""Origins in; which of them are independent of one another out: two that share somebody are one (Ann alone, and Ann with Bob)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.circles import strong_components

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["count_independent", "join_origins"]


def join_origins(keys: Iterable[str]) -> list[tuple[str, ...]]:
    """Return origins, each by its key (see `chains.End`), in groups that share nobody; in each, those of fewest people first.

    >>> join_origins(["o:Ann o:Bob", "o:Ann", "o:Cy", "o:Bob o:Dee"])
    [('o:Ann', 'o:Ann o:Bob', 'o:Bob o:Dee'), ('o:Cy',)]
    """
    origins = {key: tuple(key.split(" ")) for key in sorted(set(keys))}
    beside: dict[str, list[str]] = {}
    for key, people in origins.items():
        for one in people:
            beside.setdefault(one, []).append(key)
    # Origins and people are the nodes, told apart by their first field: of many origins that share one, not all pairs are looked at.
    found = strong_components(
        ((True, key) for key in origins),
        lambda node: [(False, one) for one in origins[node[1]]] if node[0] else [(True, key) for key in beside[node[1]]],
    )
    groups = [[key for is_origin, key in component if is_origin] for component in found]
    return sorted(tuple(sorted(group, key=lambda key: (len(origins[key]), key))) for group in groups)


def count_independent(keys: Iterable[str]) -> int:
    """Return how many independent origins there are among some, each given by its key.

    >>> count_independent(["o:Ann o:Bob", "o:Ann", "o:Cy"]), count_independent([])
    (2, 0)
    """
    different = set(keys)
    return len(join_origins(different)) if any(" " in key for key in different) else len(different)
