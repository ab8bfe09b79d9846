"""A corpus and a store in; the store holds the corpus, and it is verified that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import StoreError
from claimgraph.pushing.datasets import other_names
from claimgraph.pushing.difference import Difference, corpus_difference, graph_difference
from claimgraph.pushing.order import is_claim, safe_order
from claimgraph.pushing.ours import Ours
from claimgraph.pushing.position import known_place, probed_place
from claimgraph.pushing.reading import Reader
from claimgraph.pushing.wanted import Wanted
from claimgraph.pushing.writing import Writer
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimgraph.pushing.statements import Statement
    from claimgraph.store.client import Client
    from claimgraph.store.embedded import EmbeddedStore

    Progress = Callable[[str, int, int], None]

__all__ = ["Pushed", "Wish", "push"]


class Wish(NamedTuple):
    """How to push: `prune` takes away claims that the corpus no longer has, `sure` even under a base that is anybody's."""

    prune: bool = False
    sure: bool = False
    dry_run: bool = False


class Pushed(NamedTuple):
    """What a push did, or would do, and what it found when it read everything back.

    `place` is the graph that holds what belongs to no claim, "" for the default graph;
    `inserted` and `deleted` are in the order of writing; `left` counts the claims of this
    base that the corpus no longer has, `pruned` such claims that went; `missing` and `extra` are what still differs.
    """

    name: str
    base: str
    place: str
    statements: int
    claims: int
    inserted: Sequence[Statement]
    deleted: Sequence[Statement]
    left: int
    pruned: int
    missing: Sequence[Statement]
    extra: Sequence[Statement]


def push(store: EmbeddedStore, client: Client, wish: Wish, progress: Progress) -> Pushed:
    """Make a store hold what an embedded one does; nothing in it that is somebody else's is touched.

    `progress` is told what is being done: "compared", "written" or "verified"; how much of it, of how much.

    Raises:
        StoreError: the store cannot be reached, refuses, or is in use for this corpus in another way.
    """
    wanted = Wanted(store)
    if wish.prune and wanted.base == DEFAULT_BASE and not (wish.sure or wish.dry_run):
        raise StoreError(
            f"the base {DEFAULT_BASE} is anybody's: what --prune takes away may be another corpus's",
            "give the corpus a base of its own in claimgraph.toml, or say --yes",
        )
    with as_claimgraph_writes():
        return _Push(wanted, client, wish, progress).run()


class _Push:
    """One push on its way."""

    def __init__(self, wanted: Wanted, client: Client, wish: Wish, progress: Progress) -> None:
        self.wanted, self.client, self.wish = wanted, client, wish
        self.ours = Ours(wanted)
        self.reader = Reader(client, lambda done, total: progress(self._reading, done, total))
        self._reading = "compared"
        self._progress = progress
        self._written = self._total = 0

    def run(self) -> Pushed:
        """Write what the store lacks, read everything back, and say what still differs."""
        endpoint = self.client.endpoint
        place = known_place(self.wanted, self.reader, endpoint.default_graph, endpoint.meta_graph)
        self.wanted.place = place or ""
        self.ours.others = other_names(self.wanted, self.reader)
        changes = [self._now(self._graphs())]
        if place is None:
            place = self.wanted.place = probed_place(self.wanted, self.reader, write=not self.wish.dry_run)
            changes.append(self._now(self._description(changes[0])))
        self.reader.place = place or None
        corpus = self._corpus()
        changes.append(corpus)
        remaining = Difference([], [])
        if not self.wish.dry_run and any(map(_is_work, changes)):  # where there was nothing to write, all has been read already
            self._write(corpus)
            remaining = self._verify()
        return Pushed(
            endpoint.name,
            self.wanted.base,
            place,
            len(self.wanted),
            len(self.wanted.claims),
            [statement for change in changes for statement in change.missing],
            [statement for change in changes for statement in change.extra],
            corpus.left,
            len(corpus.gone | {str(triple.subject)[1:-1] for _, triple in corpus.extra if is_claim(triple)}),
            remaining.missing,
            remaining.extra,
        )

    def _now(self, change: Difference) -> Difference:
        """Write a change, unless all is only to be told."""
        if not self.wish.dry_run:
            self._write(change)
        return change

    def _description(self, before: Difference) -> Difference:
        """Compare the description again, once it is known what it has to say of the place; what was told `before` is told once."""
        found = graph_difference(self.wanted, self.reader, [self.wanted.dataset], prune=self.wish.prune)
        told = {*before.missing, *before.extra}
        return Difference([s for s in found.missing if s not in told], [s for s in found.extra if s not in told])

    def _verify(self) -> Difference:
        """Read everything back; what is not yet as it should be is written once more."""
        self._reading = "verified"
        remaining = self._read_back()
        if _is_work(remaining):
            self._write(remaining)
            remaining = self._read_back()
        return remaining

    def _read_back(self) -> Difference:
        parts = [self._graphs(), self._corpus()]
        return Difference([s for part in parts for s in part.missing], [s for part in parts for s in part.extra])

    def _graphs(self) -> Difference:
        return graph_difference(self.wanted, self.reader, self.wanted.other_graphs(), prune=self.wish.prune)

    def _corpus(self) -> Difference:
        return corpus_difference(self.wanted, self.ours, self.reader, prune=self.wish.prune)

    def _write(self, change: Difference) -> None:
        if not _is_work(change):
            return
        self._written, self._total = 0, len(change.missing) + len(change.extra)
        steps = safe_order(change.missing, change.extra, self.ours)
        Writer(self.client, self.reader.place, self._tell).write(steps, change.gone)

    def _tell(self, written: int) -> None:
        self._written += written
        self._progress("written", self._written, self._total)


def _is_work(change: Difference) -> bool:
    return bool(change.missing or change.extra or change.gone)
