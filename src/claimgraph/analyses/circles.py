"""A graph in; its strongly connected components out, each after those that it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

__all__ = ["strong_components"]

_N = TypeVar("_N", bound="Hashable")


def strong_components(roots: Iterable[_N], follow: Callable[[_N], Iterable[_N]]) -> Iterator[list[_N]]:
    """Yield the components of what can be reached from the roots, by Tarjan's method, in time linear in nodes and edges.

    It keeps its own stack: a chain may be longer than Python lets functions call one another.

    >>> edges = {"a": "b", "b": "ca", "c": ""}
    >>> [sorted(component) for component in strong_components("a", edges.__getitem__)]
    [['c'], ['a', 'b']]
    """
    index: dict[_N, int] = {}
    low: dict[_N, int] = {}
    waiting: list[_N] = []
    is_waiting: set[_N] = set()
    for root in roots:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        waiting.append(root)
        is_waiting.add(root)
        work = [(root, iter(follow(root)))]
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    waiting.append(other)
                    is_waiting.add(other)
                    work.append((other, iter(follow(other))))
                    break
                if other in is_waiting:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = [waiting.pop()]
                    while component[-1] != node:
                        component.append(waiting.pop())
                    is_waiting.difference_update(component)
                    yield component
