"""Statements read back from a store, so many at a time that it does not cut its answer short.

Some stores give at most so many rows and do not say so (Virtuoso's ResultSetMaxRows).
An answer longer than any that is known to be whole is therefore counted, and asked
for in parts if rows are missing: by a hash, since sorting everything has limits too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimgraph.store.client import Client

__all__ = ["Reader", "batches"]

_HEX = "0123456789abcdef"
_DEEPEST = 5


class Reader:
    """Reads from one store; `place`, once it is known, is the graph that holds what belongs to no claim, None for the default graph."""

    def __init__(self, client: Client, progress: Callable[[int, int], None], *, size: int = 200) -> None:
        """Keep the client; `size` is how many names are asked for at a time, `progress` is told how many of how many were."""
        self.client = client
        self.place: str | None = None
        self.size = size
        self._progress = progress
        self._whole = 0  # so many rows were seen to be all

    def graphs(self, iris: Sequence[str]) -> Iterator[dict[str, list[ox.Triple]]]:
        """Return what named graphs hold, a batch of them at a time; one that is not there holds nothing."""
        return self._triples(iris, "?g ?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")

    def subjects(self, iris: Sequence[str]) -> Iterator[dict[str, list[ox.Triple]]]:
        """Return what the place says of subjects, a batch of them at a time."""
        return self._triples(iris, "?s ?p ?o", self.at("?s ?p ?o"))

    def _triples(self, iris: Sequence[str], variables: str, pattern: str) -> Iterator[dict[str, list[ox.Triple]]]:
        """Yield the triples of a pattern by the names that its first variable stands for, a batch of them at a time."""
        by = variables.partition(" ")[0]
        for names in self._batches(iris):
            found: dict[str, list[ox.Triple]] = {name: [] for name in names}
            values = " ".join(f"<{name}>" for name in names)
            for row in self.rows(variables, f"VALUES {by} {{ {values} }} {pattern}", "?s", "?p", "?o"):
                found[row[by[1:]].value].append(ox.Triple(row["s"], row["p"], row["o"]))
            yield found

    def _batches(self, iris: Sequence[str]) -> Iterator[list[str]]:
        done = 0
        for names in batches(iris, lambda: self.size):
            yield names
            done += len(names)
            self._progress(done, len(iris))

    def names(self, where: str) -> set[str]:
        """Return the IRIs that a pattern finds as ?x."""
        return {row["x"].value for row in self.rows("DISTINCT ?x", where, "?x") if isinstance(row["x"], ox.NamedNode)}

    def any(self, where: str) -> bool:
        """Tell whether a pattern finds anything."""
        return bool(self._ask(f"SELECT (1 AS ?found) {{ {where} }} LIMIT 1")[0])

    def count(self, where: str) -> int:
        """Count what a pattern, or a SELECT, finds."""
        return int(self._ask(f"SELECT (COUNT(*) AS ?n) {{ {where} }}")[0][0]["n"].value)

    def at(self, pattern: str) -> str:
        """Put a pattern to the place."""
        return f"GRAPH <{self.place}> {{ {pattern} }}" if self.place else f"{{ {pattern} }}"

    def rows(self, names: str, where: str, *hashed: str, prefix: str = "") -> Iterator[Any]:
        """Yield all rows of a SELECT, in parts by the hash of some of its variables where the store caps them."""
        part = f" FILTER(STRSTARTS(MD5({_text(hashed)}), '{prefix}'))" if prefix else ""
        select = f"SELECT {names} {{ {where}{part} }}"
        rows, cut = self._ask(select)
        if cut or len(rows) > self._whole:
            count = self.count(f"{{ {select} }}")
            if count > len(rows):
                yield from self._parts(names, where, hashed, prefix)
                if not prefix and where.startswith("VALUES"):  # the next batch is to fit into one answer
                    self.size = max(1, min(self.size, self.size * len(rows) // (2 * count)))
                return
            self._whole = max(self._whole, len(rows))
        yield from rows

    def _parts(self, names: str, where: str, hashed: tuple[str, ...], prefix: str) -> Iterator[Any]:
        if len(prefix) >= _DEEPEST:
            raise StoreError(
                f"{self.client.endpoint.name} gives fewer rows than it counts, however little it is asked for",
                "raise the number of rows that the store lets a query return",
            )
        for digit in _HEX:
            yield from self.rows(names, where, *hashed, prefix=prefix + digit)

    def _ask(self, query: str) -> tuple[list[Any], bool]:
        """Return the rows of an answer, and whether the store says that it cut it off."""
        result = self.client.ask(query)
        assert isinstance(result.answer, ox.QuerySolutions)
        return list(result.answer), bool(result.cut)


def _text(hashed: tuple[str, ...]) -> str:
    texts = [f"STR({name})" for name in hashed]
    return texts[0] if len(texts) == 1 else f"CONCAT({', '.join(texts)})"


def batches(items: Iterable[str], size: Callable[[], int]) -> Iterator[list[str]]:
    """Yield items in lists of at most `size()`.

    >>> list(batches("abcde", lambda: 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    some: list[str] = []
    for item in items:
        some.append(item)
        if len(some) >= size():
            yield some
            some = []
    if some:
        yield some
