"""The made-up claims in; the page that pyvis itself makes of them out, with everything it needs in it."""

from __future__ import annotations

import contextlib
import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.views.pagedata import Content

__all__ = ["peer_page"]


def peer_page(content: Content, *, fixed: bool) -> str:
    """Return pyvis's page: as it comes, with physics on; or `fixed`, with places given and physics off."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="900px", width="100%")
    # In bulk: add_node and add_edge look through all there is, each time.
    places = {name: _place(number) for number, name in enumerate(content.entities)}
    net.nodes = [
        {"id": name, "label": entity["name"], "shape": "dot"} | (dict(zip("xy", places[name], strict=True)) if fixed else {})
        for name, entity in content.entities.items()
    ]
    net.edges = [{"from": claim["triples"][0][0], "to": claim["triples"][0][2], "arrows": "to"} for claim in content.claims]
    if fixed:
        net.options = {"physics": {"enabled": False}, "edges": {"smooth": False}}
    with contextlib.redirect_stdout(io.StringIO()):
        return str(net.generate_html())


def _place(number: int) -> tuple[int, int]:
    """Return a place on a spiral, where no two things meet."""
    radius, angle = 60 * math.sqrt(number), number * 2.399963
    return round(radius * math.cos(angle) * 1.4), round(radius * math.sin(angle))
