"""What is drawn, and where, in; what files for other programs say of it besides the graph out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.exports.network import Context
from claimgraph.views.look import load_look

if TYPE_CHECKING:
    from claimgraph.views.drawing import Drawing
    from claimgraph.views.pagedata import Content

__all__ = ["network_context"]


def network_context(content: Content, drawing: Drawing) -> Context:
    """Return names, places, and the colours of the light theme: those programs draw on white."""
    look = load_look()
    values = dict.fromkeys(look["values"], look["page"]["quiet"]["light"])
    return Context(
        content.entities,
        content.sources,
        {node["id"]: (node["x"], node["y"]) for node in drawing.nodes},
        values | {kind: row["light"] for kind, row in look["kinds"].items()},
        {name: row["light"] for name, row in look["lines"].items()},
    )
