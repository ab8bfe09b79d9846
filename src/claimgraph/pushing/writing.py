"""Statements in, updates of a store out: in batches that it takes, by name, each of them harmless to repeat."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import StoreError
from claimgraph.pushing.statements import has_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claimgraph.pushing.order import Step
    from claimgraph.store.client import Client

__all__ = ["Writer"]

#: A request may hold so many bytes; an update of a thousand long texts is cut earlier.
_BYTES = 1_000_000
#: From so many batches for one graph on it pays to send them as a file, so many batches at a time.
_MANY, _PER_FILE = 5, 10
#: What stores say to an update that is too much for them; some of it also to one that is wrong whatever its size.
_TOO_MUCH = frozenset([400, 413, 500])
_DROPS = 100


class _Piece(NamedTuple):
    """One statement as it is sent: whether it comes or goes, the graph in the store, and its text."""

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

    def write(self, steps: Sequence[Step], gone: Iterable[str] = ()) -> None:
        """Carry out steps in their order, and drop the graphs of claims that are gone, which are empty by then.

        Raises:
            StoreError: the store does not take it.
        """
        if not self.client.endpoint.update:
            raise StoreError(f"{self.client.endpoint.name} has no address for updates", "give it one in claimgraph.toml: update = …")
        self._write([self._piece(step) for step in steps if not has_blank(step.statement.triple)])
        for graph in sorted({step.statement.graph or "" for step in steps if has_blank(step.statement.triple)} - {""}):
            pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
            self.client.update(f"DELETE {{ {pattern} }} WHERE {{ {pattern} FILTER(isBlank(?s) || isBlank(?o)) }}")
        names = sorted(gone)
        for first in range(0, len(names), _DROPS):
            self.client.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in names[first : first + _DROPS]))

    def _piece(self, step: Step) -> _Piece:
        return _Piece(step.word, step.statement.graph or self.place, f"{step.statement.triple} .\n")

    def _write(self, pieces: list[_Piece]) -> None:
        """Write pieces in their order: what is much to add to one graph as a file, the rest by updates."""
        small: list[_Piece] = []
        for (word, graph), run in itertools.groupby(pieces, lambda piece: (piece.word, piece.graph)):
            steps = list(run)
            if word == "DELETE" or len(steps) < _MANY * self.batch:
                small += steps
                continue
            self._send(small)
            small = []
            while steps:
                part, steps = _cut(steps, _PER_FILE * self.batch, _PER_FILE * _BYTES)
                self._post(graph, part)
        self._send(small)

    def _post(self, graph: str | None, steps: list[_Piece]) -> None:
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

    def _send(self, steps: list[_Piece]) -> None:
        while steps:
            part, steps = _cut(steps, self.batch, _BYTES)
            self._update(part)

    def _update(self, steps: list[_Piece]) -> None:
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


def _text(steps: list[_Piece]) -> str:
    """Write steps as SPARQL: one operation for what goes, then one for what comes, a block per graph in each."""
    operations = []
    for word, run in itertools.groupby(sorted(steps, key=lambda step: step.word), lambda step: step.word):
        blocks = []
        for graph, part in itertools.groupby(run, lambda step: step.graph):
            text = "".join(step.text for step in part)
            blocks.append(f"GRAPH <{graph}> {{\n{text}}}\n" if graph else text)
        operations.append(f"{word} DATA {{\n{''.join(blocks)}}}")
    return " ;\n".join(operations)


def _cut(steps: list[_Piece], most: int, size: int) -> tuple[list[_Piece], list[_Piece]]:
    """Cut off the first steps, at most so many and of about so many bytes; returns them, and the rest."""
    held = 0
    for number, step in enumerate(steps[:most]):
        held += len(step.text)
        if held > size and number:
            return steps[:number], steps[number:]
    return steps[:most], steps[most:]
