"""A store in; the same store as it stood on a day out, of which there is no corpus as text to filter."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from claimgraph.errors import QueryError
from claimgraph.queries import package_query
from claimgraph.rdf.keep import keep_claims
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from claimgraph.store.protocol import Answer, Store

__all__ = ["LARGEST_COPY", "DayStore", "local_copy"]

#: A store of more statements is not copied into memory.
LARGEST_COPY = 3_000_000
#: The variables of our own queries that stand for a claim.
_CLAIMS = ("claim", "other", "one", "two", "x")
_REFUSED = "a free query on a store that is not made from facts cannot be asked as of another day: its answers are worked out there, from all claims"


class DayStore:
    """A store of which only the claims said by `as_of` and holding on `valid_on` are listed (ISO days)."""

    @as_claimgraph_writes()
    def __init__(self, store: Store, *, as_of: str = "", valid_on: str = "") -> None:
        """Ask when everything was said; `whole` is the store itself, `undated` counts the claims left out because that is not known."""
        self.prefixes = store.prefixes
        self.whole = store
        self.kept, self._gone, self.undated = _choose(store, as_of, valid_on)
        self._later = _assessed_later(store, as_of) if as_of else set()

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, allow_service: bool = False) -> Answer:  # noqa: ARG002  (it is refused)
        """Refuse a free query.

        Raises:
            QueryError: always.
        """
        raise QueryError(_REFUSED, "list, show and draw can; or ask the facts themselves, without --store")

    def rows(self, query: str) -> Iterator[Any]:
        """Yield the rows of a query of our own that speak of no other claims than those kept."""
        rows = self.whole.rows(query)
        first = next(rows, None)
        if first is None:
            return
        columns = [(name, self._gone) for name in _CLAIMS if _has(first, name)]
        columns += [("assessment", self._later)] if _has(first, "assessment") else []
        for row in itertools.chain([first], rows):
            if not any(row[name] is not None and row[name].value in gone for name, gone in columns):
                yield row

    def quads(self) -> Iterator[ox.Quad]:
        """Yield what the store would hold if there were no other claims."""
        yield from keep_claims(_counted(self.whole.quads()), self.kept, self.prefixes, without=self._later)


def local_copy(store: Store, more: Iterable[ox.Quad] = ()) -> EmbeddedStore:
    """Return a copy of a store in memory, where all queries can be asked; with `more` beside what it holds.

    Raises:
        QueryError: it is too large for that.
    """
    return memory_store(itertools.chain(_counted(store.quads()), more), store.prefixes)


def _counted(quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    for count, quad in enumerate(quads):
        if count == LARGEST_COPY:
            raise QueryError(f"the store holds more than {LARGEST_COPY:,} statements, which are too many to copy for another day's view",
                             "list and show do without a copy; or draw from the facts, without --store")  # fmt: skip
        yield quad


def _has(row: Any, name: str) -> bool:
    try:
        row[name]
    except KeyError:
        return False
    return True


def _choose(store: Store, as_of: str, valid_on: str) -> tuple[set[str], set[str], int]:
    """Return the claims that were said by a day and hold on a day, the others, and how many of these may have been said by then."""
    times: dict[str, dict[str, Any]] = {}
    for row in store.rows(package_query("list/times")):
        times.setdefault(row["kind"].value.removeprefix(CG), {})[row["claim"].value] = _days(row, "earliest", "latest")
    published = _published(store)
    kept: set[str] = set()
    gone: set[str] = set()
    undated = 0
    for row in store.rows(package_query("list/claims")):
        claim = row["claim"].value
        start, end = times.get("said", {}).get(claim) or published.get(row["source"].value, ("", ""))
        late = bool(as_of) and (not end or end > as_of)
        undated += late and (not start or start <= as_of)
        holds = not valid_on or _holds(claim, times, valid_on)
        (gone if late or not holds else kept).add(claim)
    return kept, gone, undated


def _published(store: Store) -> dict[str, tuple[str, str]]:
    return {row["source"].value: _days(row, "first", "last") for row in store.rows(package_query("list/sources"))}


def _assessed_later(store: Store, as_of: str) -> set[str]:
    """Return the assessments that are not known to have been made by a day."""
    published, later = _published(store), set()
    for row in store.rows(package_query("list/assessments")):
        source = text_of(row["source"]) if row["source"] is not None else ""
        end = _days(row, "earliest", "latest")[1] if row["exactness"] is not None else published.get(source, ("", ""))[1]
        if not end or end > as_of:
            later.add(row["assessment"].value)
    return later


def _days(row: Any, first: str, last: str) -> tuple[str, str]:
    start, end = (text_of(row[name]) if row[name] is not None else "" for name in (first, last))
    return start, end


def _holds(claim: str, times: Mapping[str, Mapping[str, tuple[str, str]]], day: str) -> bool:
    start = times.get("validFrom", {}).get(claim, ("", ""))[0]
    end = times.get("validUntil", {}).get(claim, ("", ""))[1]
    return (not start or start <= day) and (not end or day <= end)
