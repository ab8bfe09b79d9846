"""Text to a file or to standard output; whole or not at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimgraph.cli.clock import Clock
    from claimgraph.store.embedded import Answer

__all__ = ["send_answer", "write_output"]

#: So many characters are written at a time.
_MANY = 1_000_000


def send_answer(answer: Answer, format_: str, output: str | None, prefixes: Mapping[str, str], clock: Clock) -> None:
    """Write a query's answer in a format of `result_format`; without one, as suits a person at a terminal or a pipe.

    The engine goes on with the query while it writes, so the clock runs, and stands where somebody else is waited for.
    """
    from claimgraph.views.results import write_answer

    if output and output != "-":
        from claimgraph.files import open_output

        with open_output(output) as file:
            write_answer(answer, format_, clock.writer(file), prefixes)
    else:
        sys.stdout.flush()
        out = clock.writer(sys.stdout.buffer, shown=True)
        write_answer(answer, format_, out, prefixes, person=sys.stdout.isatty())
        out.flush()


def write_output(render: Callable[[bool], str | Iterator[str]], output: str | None) -> None:
    """Write what `render` returns, a text or its pieces; it is told whether a person at a terminal will read it."""
    if output and output != "-":
        from claimgraph.files import open_output

        pieces = _pieces(render(False))
        with open_output(output) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "surrogateescape"))
    else:
        for piece in _pieces(render(sys.stdout.isatty())):
            click.echo(piece, nl=False)


def _pieces(text: str | Iterator[str]) -> Iterator[str]:
    """Yield a text as a whole; or its pieces, many at a time."""
    if isinstance(text, str):
        yield text
        return
    kept: list[str] = []
    size = 0
    for piece in text:
        kept.append(piece)
        size += len(piece)
        if size > _MANY:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)
