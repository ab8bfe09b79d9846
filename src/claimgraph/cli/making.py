"""Steps of the reading of facts in; a line for a person at a terminal who waits, out."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph.parts.steps import Step

__all__ = ["making_line", "progress_shown", "time_left"]

#: What takes less than so many seconds is not worth a word.
_SHORT = 1.0


@contextlib.contextmanager
def progress_shown() -> Iterator[Callable[[Step], None] | None]:
    """Yield what is to be told of each step; at the end the line is wiped away. None where nobody looks at standard error."""
    if not sys.stderr.isatty():
        yield None
        return
    width = 0

    def tell(step: Step) -> None:
        nonlocal width
        if step.seconds >= _SHORT:
            text = making_line(step)
            click.echo("\r" + text.ljust(width), nl=False, err=True)
            width = max(width, len(text))

    try:
        yield tell
    finally:
        if width:
            click.echo("\r" + " " * width + "\r", nl=False, err=True)


def making_line(step: Step) -> str:
    """Say how many claims are read, how fast, which part of the text, and how long it will take.

    >>> from claimgraph.parts.steps import Step
    >>> making_line(Step("read", 12_000, 0.25, 4.0))
    '12,000 claims read, 3,000 a second, 25 % of the text, 12 s left'
    >>> making_line(Step("put in order", 48_000, 1.0, 17.0))
    '48,000 claims are put in order'
    """
    if step.what != "read":
        return f"{step.claims:,} claims are {step.what}"
    rate = step.claims / step.seconds
    return (
        f"{step.claims:,} claims read, {rate:,.0f} a second, {round(step.share * 100)} % of the text{time_left(step.seconds, step.share)}"
    )


def time_left(seconds: float, share: float) -> str:
    """Say how long the rest will take, of whose whole a share took so many seconds; nothing where it is not worth a word.

    >>> time_left(4.0, 0.25), time_left(60.0, 0.25), time_left(4.0, 1.0)
    (', 12 s left', ', 3 min left', '')
    """
    left = seconds * (1 - share) / share if share else 0.0
    return f", {left:.0f} s left" if 0.5 <= left < 100 else f", {left / 60:.0f} min left" if left >= 100 else ""
