"""What can be drawn, by name; so light that the command line can say it before it loads what draws."""

from __future__ import annotations

import os

from claimgraph.errors import QueryError, did_you_mean, printable

__all__ = ["FORMATS", "MAX_DEPTH", "RENDERERS", "VIEWS", "check_style", "drawing_format"]

FORMATS = ("html", "svg", "png", "graphml", "gexf", "json")
RENDERERS = ("auto", "pyvis", "sigma")
#: How far from a thing a drawing may reach: farther than this, everything is near.
MAX_DEPTH = 9
VIEWS = ("entities", "provenance", "timeline", "contradictions", "due", "table")


def check_style(format_: str, *, view: str | None = None, renderer: str | None = None) -> None:
    """Make sure that a drawing can be made so; a view and a renderer are for pages.

    Raises:
        QueryError: there is no such view or renderer, or the format is none that has one.
    """
    for what, value, known in (("view", view, VIEWS), ("renderer", renderer, RENDERERS)):
        if value and value not in known:
            raise QueryError(
                f"there is no {what} '{printable(value, limit=40)}'", did_you_mean(value, known) or f"one of {', '.join(known)}"
            )
        if value and format_ != "html":
            raise QueryError(f"--{what} is for pages, and {format_} is none", "leave it out, or write a page: -o claims.html")


def drawing_format(name: str, output: str) -> str:
    """Return the format of a name, or of an output's extension; a page where there is neither.

    Raises:
        QueryError: there is no such format.

    >>> drawing_format("", "muse.svg"), drawing_format("", "-"), drawing_format("GEXF", "muse.svg")
    ('svg', 'html', 'gexf')
    """
    wanted = name.lower().lstrip(".") or os.path.splitext(output)[1].lower().lstrip(".")
    wanted = "html" if wanted == "htm" else wanted
    if wanted in FORMATS:
        return wanted
    if not wanted:
        return "html"
    what = f"there is no format '{printable(name, limit=40)}' to draw in" if name else f"{printable(output)} tells no format to draw in"
    raise QueryError(what, did_you_mean(wanted, FORMATS) or f"one of {', '.join(FORMATS)}")
