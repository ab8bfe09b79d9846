"""Text to a file or to standard output; whole or not at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["write_output"]


def write_output(render: Callable[[bool], str], output: str | None) -> None:
    """Write what `render` returns; it is told whether a person at a terminal will read it."""
    if output and output != "-":
        from claimgraph.files import open_output

        text = render(False)
        with open_output(output) as file:
            file.write(text.encode("utf-8", "surrogateescape"))
    else:
        click.echo(render(sys.stdout.isatty()), nl=False)
