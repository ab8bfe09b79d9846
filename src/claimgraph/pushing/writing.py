"""Statements in, updates of a store out: in batches that it takes, by name, each of them harmless to repeat."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import StoreError
from claimgraph.pushing.statements import has_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimgraph.pushing.statements import Statement
    from claimgraph.store.client import Client

__all__ = ["Writer"]

#: A request may hold so many bytes; an update of a thousand long texts is cut earlier.
_BYTES = 1_000_000
#: From so many batches for one graph on it pays to send them as a file, so many batches at a time.
_MANY, _PER_FILE = 5, 10
#: What stores say to an update that is too much for them; some of it also to one that is wrong whatever its size.
_TOO_MUCH = frozenset([400, 413, 500])
_DROPS = 100


class _Step(NamedTuple):
    """One statement to write: whether it comes or goes, and the graph in the store."""

    word: str
    graph: str | None
    text: str


class Writer:
    """Writes to one store; `place` is the graph for what belongs to no claim, None for the default graph."""

    def __init__(self, client: Client, place: str | None, progress: Callable[[int], None]) -> None:
        """Keep the client; `progress` is told how many statements each request has written."""
        self.client = client
        self.place = place
        self.progress = progress
        self.batch = max(1, client.endpoint.batch)
        self._files = bool(client.endpoint.gsp)

    def write(self, extra: Sequence[Statement], missing: Sequence[Statement], gone: Iterable[str] = ()) -> None:
        """Take away what is too much, drop the graphs that are empty then, and add what is missing.

        Raises:
            StoreError: the store does not take it.
        """
        if not self.client.endpoint.update:
            raise StoreError(f"{self.client.endpoint.name} has no address for updates", "give it one in claimgraph.toml: update = …")
        going = [self._step("DELETE", statement) for statement in extra if not has_blank(statement.triple)]
        coming = [self._step("INSERT", statement) for statement in missing]
        blank = sorted({statement.graph or "" for statement in extra if has_blank(statement.triple)} - {""})
        if len(going) + len(coming) <= self.batch and not blank and not gone:
            self._send([*going, *coming])  # where an update is a transaction, nobody sees a part of it
            return
        self._send(going)
        for graph in blank:
            pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
            self.client.update(f"DELETE {{ {pattern} }} WHERE {{ {pattern} FILTER(isBlank(?s) || isBlank(?o)) }}")
        names = sorted(gone)
        for first in range(0, len(names), _DROPS):
            self.client.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in names[first : first + _DROPS]))
        self._add(coming)

    def _step(self, word: str, statement: Statement) -> _Step:
        return _Step(word, statement.graph or self.place, f"{statement.triple} .\n")

    def _add(self, coming: list[_Step]) -> None:
        """Add statements in their order: what is much for one graph as a file, the rest by updates."""
        small: list[_Step] = []
        for graph, run in itertools.groupby(coming, lambda step: step.graph):
            steps = list(run)
            if len(steps) < _MANY * self.batch:
                small += steps
                continue
            self._send(small)
            small = []
            for part in _parts(steps, _PER_FILE * self.batch, _PER_FILE * _BYTES):
                self._post(graph, part)
        self._send(small)

    def _post(self, graph: str | None, steps: list[_Step]) -> None:
        """Send statements of one graph as a file; where the store has no such service, by updates."""
        if self._files:
            try:
                self.client.gsp("POST", graph, "".join(step.text for step in steps).encode())
            except StoreError:
                self._files = False
            else:
                self.progress(len(steps))
                return
        self._send(steps)

    def _send(self, steps: list[_Step]) -> None:
        for part in _parts(steps, self.batch, _BYTES):
            self._update(part)

    def _update(self, steps: list[_Step]) -> None:
        """Send one update; if it is too much for the store, halve it, and all that follow."""
        try:
            self.client.update(_text(steps))
        except StoreError as error:
            if len(steps) == 1 or getattr(error, "status", 0) not in _TOO_MUCH:
                raise
            self.batch = min(self.batch, (len(steps) + 1) // 2)
            self._send(steps)
        else:
            self.progress(len(steps))


def _text(steps: list[_Step]) -> str:
    """Write steps as SPARQL: one operation for what goes, one for what comes, a block per graph in each."""
    operations = []
    for word, run in itertools.groupby(steps, lambda step: step.word):
        blocks = []
        for graph, part in itertools.groupby(run, lambda step: step.graph):
            text = "".join(step.text for step in part)
            blocks.append(f"GRAPH <{graph}> {{\n{text}}}\n" if graph else text)
        operations.append(f"{word} DATA {{\n{''.join(blocks)}}}")
    return " ;\n".join(operations)


def _parts(steps: list[_Step], most: int, size: int) -> Iterator[list[_Step]]:
    """Cut steps into parts of at most so many, and of about so many bytes."""
    part: list[_Step] = []
    held = 0
    for step in steps:
        if part and (len(part) >= most or held + len(step.text) > size):
            yield part
            part, held = [], 0
        part.append(step)
        held += len(step.text)
    if part:
        yield part
