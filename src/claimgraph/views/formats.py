"""What can be drawn, by name; so light that the command line can say it before it loads what draws."""

from __future__ import annotations

import os

from claimgraph.errors import QueryError, did_you_mean

__all__ = ["FORMATS", "RENDERERS", "VIEWS", "drawing_format"]

FORMATS = ("html", "svg", "png", "graphml", "gexf", "json")
RENDERERS = ("auto", "pyvis", "sigma")
VIEWS = ("entities", "provenance", "timeline", "contradictions", "table")


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
    what = f"there is no format '{name}' to draw in" if name else f"{output} tells no format to draw in"
    raise QueryError(what, did_you_mean(wanted, FORMATS) or f"one of {', '.join(FORMATS)}")
