"""The first rows of an answer that a store cut off in; the others out, counted and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimgraph.store.protocol import Answer

__all__ = ["rest_of"]

_COUNT = "claimgraph_count"


def rest_of(first: Sequence[Any], query: str, ask: Callable[[str], Answer], name: str) -> Iterator[Any]:
    """Yield the rows behind the first ones; `query` is a SELECT without PREFIX, LIMIT and OFFSET.

    Nothing obliges a store to give its rows in the same order twice. So they are
    counted by the store as well, and a row that comes again is taken for a sign that
    another is missing.

    Raises:
        RemoteError: rows are missing, or it cannot be said that none is.
    """
    counted = next(iter(_rows(ask(f"SELECT (COUNT(*) AS ?{_COUNT}) {{\n{{ {query}\n}} }}"))), None)
    total = int(counted[_COUNT].value) if counted is not None else 0
    seen = {hash(tuple(row)) for row in first}
    distinct = len(seen) == len(first)
    got = len(first)
    while got < total:
        page = _rows(ask(f"{query}\nLIMIT {total - got} OFFSET {got}"))  # Virtuoso takes no OFFSET without LIMIT
        new = {hash(tuple(row)) for row in page}
        if not page or (distinct and (len(new) < len(page) or not seen.isdisjoint(new))):
            break
        seen |= new
        got += len(page)
        yield from page
    if got != total:
        raise RemoteError(f"the store {name} gives {len(first):,} rows of {total:,}, and the others not in an order that can be relied on",
                          "let it give more rows at once (Virtuoso: ResultSetMaxRows)")  # fmt: skip


def _rows(answer: Answer) -> list[Any]:
    assert isinstance(answer, ox.QuerySolutions)
    return list(answer)
