"""Seconds in; a process that is ended when a query has taken longer, whatever it is doing, out.

The engine cannot be asked to stop, but it lets other threads run: one of them sleeps
until the time is over. It is cheap to start, and nothing looks at it meanwhile.
"""

from __future__ import annotations

import _thread
import contextlib
import time
from typing import TYPE_CHECKING, BinaryIO, cast

from claimgraph.files import end_at_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from claimgraph.store.protocol import Store

__all__ = ["EXIT_CODE", "Clock", "clock_for"]

#: How the process ends when the time is over: as under the command `timeout`.
EXIT_CODE = 124
#: What no query takes: longer than that is for ever.
_FOR_EVER = 1e8
_SHORTEST_SLEEP = 0.05


class Clock:
    """Runs while a query is asked, in `with`, and ends the process when it has run for so many seconds; 0 for never.

    It stands still while somebody takes the answer: who reads it page by page is not
    hurried.
    """

    def __init__(self, seconds: float) -> None:
        """Set the clock; it does not run yet."""
        self._seconds = seconds if 0 < seconds < _FOR_EVER else 0.0
        self._spent = 0.0
        self._since: float | None = None
        self._turn = 0
        self._told = False

    def __enter__(self) -> Self:
        """Let it run."""
        if self._seconds:
            self._turn += 1
            self._since = time.monotonic()
            _thread.start_new_thread(self._watch, (self._turn,))
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._turn += 1
        self._since = None

    def writer(self, out: BinaryIO, *, shown: bool = False) -> BinaryIO:
        """Return what writes to `out`, and lets the clock stand meanwhile; `shown` for what somebody sees at once."""
        return cast("BinaryIO", _Standing(self, out, shown=shown)) if self._seconds else out

    @contextlib.contextmanager
    def standing(self, *, shown: bool = False) -> Iterator[None]:
        """Let it stand while something is done that is not the query's; `shown` for a part of the answer that somebody sees."""
        since, self._since = self._since, None
        if since is not None:
            self._spent += time.monotonic() - since
        try:
            yield
        finally:
            self._told = self._told or shown
            if since is not None:
                self._since = time.monotonic()

    def _left(self) -> float:
        since = self._since
        return self._seconds - self._spent - (time.monotonic() - since if since is not None else 0.0)

    def _watch(self, turn: int) -> None:
        while self._turn == turn:
            left = self._left()
            if left <= 0 and self._since is not None:
                self._end()
            time.sleep(max(left, _SHORTEST_SLEEP))

    def _end(self) -> None:
        part = ", and what is printed is only a part of its answer" if self._told else ""
        took = f"{self._seconds:,.15g} second{'' if self._seconds == 1 else 's'}"
        text = (
            f"error: the query was stopped after {took}{part}\n"
            f"  hint: ask for less, with a LIMIT or patterns that share a variable; or give it longer: --timeout {max(2 * self._seconds, 1):.15g}, "
            "or 0 for as long as it takes\n"
        )
        end_at_once(EXIT_CODE, text)


class _Standing:
    """A file that is written to while the clock stands."""

    def __init__(self, clock: Clock, out: BinaryIO, *, shown: bool) -> None:
        self._clock = clock
        self._out = out
        self._shown = shown

    def write(self, data: bytes) -> int:
        with self._clock.standing(shown=self._shown):
            return self._out.write(data)

    def flush(self) -> None:
        with self._clock.standing():
            self._out.flush()


def clock_for(store: Store, seconds: float, *, said: bool) -> Clock:
    """Return the clock for queries to a store; `said` tells whether the user named the seconds.

    A store elsewhere has a time in its settings, which holds unless the user says otherwise.
    """
    if hasattr(store, "remarks"):  # as a store elsewhere has, whose module a store here need not load
        from claimgraph.store.remote import RemoteStore

        if isinstance(store, RemoteStore):
            if not said:
                return Clock(0)
            store.wait_for(seconds)
    return Clock(seconds)
