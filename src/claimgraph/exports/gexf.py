"""A network in; GEXF for Gephi out, with places and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from claimgraph.exports.xmltext import escape_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.exports.network import Network, Value

__all__ = ["write_gexf"]

_START = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<meta><creator>claimgraph</creator></meta>
<graph defaultedgetype="directed" mode="static">
"""
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
#: What GEXF has attributes of its own for.
_OWN = {"label", "weight"}


def write_gexf(network: Network, out: BinaryIO) -> None:
    """Write the network."""
    out.write(_START.encode())
    types = {owner: _types(row.columns for row in rows) for owner, rows in (("node", network.nodes), ("edge", network.edges))}
    for owner, columns in types.items():
        rows = "".join(f'<attribute id="{name}" title="{name}" type="{type_}"/>\n' for name, type_ in columns.items())
        out.write(f'<attributes class="{owner}" mode="static">\n{rows}</attributes>\n'.encode())
    out.write(b"<nodes>\n")
    for node in network.nodes:
        start = f'<node id="{escape_xml(node.id)}" label="{escape_xml(node.columns.get("label", ""))}">'
        # Gephi counts y upwards.
        place = f'<viz:position x="{node.place[0]:g}" y="{0 - node.place[1]:g}" z="0"/>' if node.place else ""
        out.write(f"{start}{_values(node.columns)}{_colour(node.colour)}{place}</node>\n".encode())
    out.write(b"</nodes>\n<edges>\n")
    for edge in network.edges:
        ends = f'id="{escape_xml(edge.id)}" source="{escape_xml(edge.start)}" target="{escape_xml(edge.end)}"'
        own = f'label="{escape_xml(edge.columns.get("label", ""))}" weight="{edge.columns["weight"]}"'
        out.write(f"<edge {ends} {own}>{_values(edge.columns)}{_colour(edge.colour)}</edge>\n".encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")


def _types(rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for columns in rows:
        for name, value in columns.items():
            if name not in _OWN:
                found.setdefault(name, _TYPES[type(value)])
    return found


def _values(columns: Mapping[str, Value]) -> str:
    values = (f'<attvalue for="{name}" value="{escape_xml(value)}"/>' for name, value in columns.items() if name not in _OWN)
    return f"<attvalues>{''.join(values)}</attvalues>"


def _colour(colour: str | None) -> str:
    if not colour:
        return ""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
