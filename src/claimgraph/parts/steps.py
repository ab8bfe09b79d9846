"""How far the reading of facts is, for who waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Progress", "Step", "Steps"]


class Step(NamedTuple):
    """How far it is: what is being done, how many claims have been read, which share of the text (from 0 to 1), and in how many seconds."""

    what: str
    claims: int
    share: float
    seconds: float


#: Is told of each step.
Progress = Callable[[Step], object]


class Steps:
    """Tells of the steps of one reading, and knows how long it has been under way."""

    def __init__(self, progress: Progress | None) -> None:
        """Begin; without `progress` nobody is told."""
        self._progress, self._start = progress, time.monotonic()

    def tell(self, what: str, claims: int, share: float) -> None:
        """Tell that so many claims and such a share of the text have been dealt with."""
        if self._progress:
            self._progress(Step(what, claims, share, time.monotonic() - self._start))
