"""How far a reading has come, every now and then, for somebody who waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyoxigraph as ox

    #: Is told how far it has come.
    Progress = Callable[["Step"], None]

__all__ = ["Meter", "Progress", "Step"]

#: Of quads that are read one by one, so many are read between two looks at the clock.
_QUADS = 10_000
#: Seconds between two steps that are told.
_PAUSE = 0.1


class Step(NamedTuple):
    """What is being done ("checked", "loaded", "put in order") with how many statements, for how long, and with what share of the file."""

    what: str
    statements: int
    seconds: float
    share: float


class Meter:
    """Tells somebody, if anybody, how far the reading of a file has come; `share` says how much of it has been read."""

    def __init__(self, share: Callable[[], float], progress: Progress | None) -> None:
        """Start the clock."""
        self._share, self._progress = share, progress
        self._what, self._start, self._last = "", 0.0, 0.0

    def tell(self, what: str, statements: int, *, share: float | None = None, at_once: bool = False) -> None:
        """Tell, unless it was told just before; `share` is what was done with the file, if that is less than was read of it."""
        if self._progress is None:
            return
        now = time.monotonic()
        if what != self._what:
            self._what, self._start, self._last = what, now, now
        if at_once or now - self._last >= _PAUSE:
            self._last = now
            self._progress(Step(what, statements, now - self._start, self._share() if share is None else share))

    def count(self, quads: Iterable[ox.Quad], what: str) -> Iterable[ox.Quad]:
        """Return quads, and tell how many have been read."""
        return quads if self._progress is None else self._counted(quads, what)

    def _counted(self, quads: Iterable[ox.Quad], what: str) -> Iterator[ox.Quad]:
        self.tell(what, 0)
        for number, quad in enumerate(quads, 1):
            if number % _QUADS == 0:
                self.tell(what, number)
            yield quad
