"""A network in; GraphML out, which yEd opens as a drawing too: places, colours, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from claimgraph.exports.xmltext import escape_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimgraph.exports.network import Edge, Network, Node, Value

__all__ = ["write_graphml"]

_START = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:y="http://www.yworks.com/xml/graphml"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
"""
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def write_graphml(network: Network, out: BinaryIO) -> None:
    """Write the network."""
    out.write(_START.encode())
    out.writelines(_keys("node", network.nodes))
    out.writelines(_keys("edge", network.edges))
    out.write(b'<graph id="claims" edgedefault="directed">\n')
    out.writelines(map(_node, network.nodes))
    out.writelines(map(_edge, network.edges))
    out.write(b"</graph>\n</graphml>\n")


def _keys(owner: str, rows: Sequence[Node] | Sequence[Edge]) -> Iterator[bytes]:
    """Declare the columns of nodes or edges, and their drawing."""
    for name, type_ in _types(row.columns for row in rows).items():
        yield f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>\n'.encode()
    if any(row.colour for row in rows):
        yield f'<key id="{owner}_drawn" for="{owner}" yfiles.type="{owner}graphics"/>\n'.encode()


def _node(node: Node) -> bytes:
    # The drawing comes first: who reads its places as columns reads ours last.
    return f'<node id="{escape_xml(node.id)}">{_node_graphics(node)}{_data("node", node.columns)}</node>\n'.encode()


def _edge(edge: Edge) -> bytes:
    ends = f'id="{escape_xml(edge.id)}" source="{escape_xml(edge.start)}" target="{escape_xml(edge.end)}"'
    return f"<edge {ends}>{_edge_graphics(edge)}{_data('edge', edge.columns)}</edge>\n".encode()


def _types(rows: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """Return the columns that occur, in the order in which they are met, and the type of each."""
    found: dict[str, str] = {}
    for columns in rows:
        for name, value in columns.items():
            found.setdefault(name, _TYPES[type(value)])
    return found


def _data(owner: str, columns: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{owner}_{name}">{escape_xml(value)}</data>' for name, value in columns.items())


def _node_graphics(node: Node) -> str:
    if not node.colour:
        return ""
    x, y = node.place or (0, 0)
    return (
        '<data key="node_drawn"><y:ShapeNode>'
        f'<y:Geometry x="{x - 15:g}" y="{y - 15:g}" width="30" height="30"/><y:Fill color="{node.colour}"/>'
        f'<y:NodeLabel modelName="sides" modelPosition="s">{escape_xml(node.columns.get("label", ""))}</y:NodeLabel>'
        '<y:Shape type="ellipse"/></y:ShapeNode></data>'
    )


def _edge_graphics(edge: Edge) -> str:
    if not edge.colour:
        return ""
    plain = edge.columns["modality"] in {"asserted", "conceded"}
    head = "t_shape" if edge.columns["polarity"] == "denied" else "standard" if plain else "plain"
    return (
        '<data key="edge_drawn"><y:PolyLineEdge>'
        f'<y:LineStyle color="{edge.colour}" type="{"line" if plain else "dashed"}" width="1.5"/>'
        f'<y:Arrows source="none" target="{head}"/><y:EdgeLabel>{escape_xml(edge.columns.get("label", ""))}</y:EdgeLabel>'
        "</y:PolyLineEdge></data>"
    )
