"""Text to a file or to standard output; whole or not at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimgraph.store.embedded import Answer

__all__ = ["send_answer", "write_output"]


def send_answer(answer: Answer, format_: str, output: str | None, prefixes: Mapping[str, str]) -> None:
    """Write a query's answer in a format of `result_format`; without one, as suits a person at a terminal or a pipe."""
    from claimgraph.views.results import write_answer

    if output and output != "-":
        from claimgraph.files import open_output

        with open_output(output) as file:
            write_answer(answer, format_, file, prefixes)
    else:
        sys.stdout.flush()
        write_answer(answer, format_, sys.stdout.buffer, prefixes, person=sys.stdout.isatty())
        sys.stdout.buffer.flush()


def write_output(render: Callable[[bool], str], output: str | None) -> None:
    """Write what `render` returns; it is told whether a person at a terminal will read it."""
    if output and output != "-":
        from claimgraph.files import open_output

        text = render(False)
        with open_output(output) as file:
            file.write(text.encode("utf-8", "surrogateescape"))
    else:
        click.echo(render(sys.stdout.isatty()), nl=False)
