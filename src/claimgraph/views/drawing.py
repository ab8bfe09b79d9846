"""A graph in; its nodes and edges as they are drawn out: labels wrapped, sizes chosen, everything placed.

The page, the picture and the files for other programs all draw from these.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from claimgraph.views.graph import VALUE_KINDS
from claimgraph.views.layout import place_first, place_symbols
from claimgraph.views.layout.band import place_band
from claimgraph.wording.words import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    Graph = nx.MultiDiGraph

__all__ = ["MAX_NODES", "Drawing", "draw_graph"]

#: The largest graph that is drawn whole from the start.
MAX_NODES = 1500
#: Of a larger one, so much is drawn first.
FIRST_NODES = 150
#: So many that no line leads to find room among the others; more would crowd them.
_AMONG = 12
#: What a character takes of its font's size, on average, in a sans-serif face.
_CHAR = 0.56

Node = dict[str, Any]
Edge = dict[str, Any]


class Drawing(NamedTuple):
    """What is drawn.

    Nodes have `id`, `label` (lines), `head`, `kind`, `size` (radius; 0 for values, which are
    frames), `fontSize`, `x`, `y`, `above` where the label goes above the symbol, `lone` where
    it stands at the foot for want of lines, and in a large graph `first`, a place among what is drawn first. Edges have `id`, `from`, `to`, `claim`,
    `text`, `score`, `main` and `bend`, which keeps edges between the same two nodes apart.
    """

    nodes: list[Node]
    edges: list[Edge]


def draw_graph(graph: Graph[str], voices: Mapping[str, int], focus: Collection[str] = ()) -> Drawing:
    """Place and size everything; `voices` says how many claims each agent makes.

    Where there is much that no line leads to, such as outlets of which nobody says anything, it stands in rows at the foot, who
    says most first.
    """
    nodes = {node: _node(node, graph.nodes[node], voices.get(node, 0)) for node in sorted(graph)}
    boxes = {node: _box(at) for node, at in nodes.items()}
    labels = {(u, v): (len(str(at["label"])) * 15 * _CHAR + 4, 18.0) for u, v, at in graph.edges(data=True) if at["score"]}
    symbols: dict[str, float] = {node: at["size"] for node, at in nodes.items()}
    lone = sorted(
        (node for node, degree in graph.degree() if not degree), key=lambda node: (-voices.get(node, 0), nodes[node]["label"], node)
    )
    lone = lone if _AMONG < len(lone) < len(graph) else []
    tied = graph.subgraph(set(graph).difference(lone))
    for node, spot in place_symbols(tied, boxes, symbols, labels).items():
        nodes[node] |= {"x": spot.x, "y": spot.y} | ({"above": spot.above} if symbols[node] else {})
    for node, (x, y) in place_band(lone, boxes, symbols, _covered([nodes[node] for node in tied])).items():
        nodes[node] |= {"x": x, "y": y, "above": False, "lone": True}
    if len(graph) > MAX_NODES:
        first = place_first(graph, boxes, _first_part(graph, focus), symbols)
        for node, (x, y) in first.items():
            nodes[node]["first"] = [x, y]
    return Drawing(list(nodes.values()), _edges(graph))


def _covered(nodes: Sequence[Node]) -> tuple[float, float, float, float] | None:
    """Return the left, upper, right and lower end of what placed nodes cover with their labels."""
    if not nodes:
        return None
    boxes = []
    for node in nodes:
        wide, high = _box(node)
        lift = (high / 2 - node["size"]) * (-1 if node.get("above") else 1) if node["size"] else 0
        middle = node["y"] + lift
        boxes.append((node["x"] - wide / 2, middle - high / 2, node["x"] + wide / 2, middle + high / 2))
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _first_part(graph: Graph[str], focus: Collection[str]) -> list[str]:
    """Return what a large graph shows first: what was asked for and what is near it, else the busiest; nobody alone."""
    order = sorted(graph, key=lambda node: (-graph.nodes[node]["degree"], node))
    if not focus:
        chosen = order[:FIRST_NODES]
        return sorted(node for node, degree in graph.subgraph(chosen).degree() if degree) or chosen
    rank = {node: number for number, node in enumerate(order)}
    found = [node for node in dict.fromkeys(focus) if node in graph]
    known = set(found)
    for node in found:  # the list grows while it is read: nearest first
        near = sorted(set(nx.all_neighbors(graph, node)) - known, key=rank.__getitem__)
        found += near[: max(0, FIRST_NODES - len(found))]
        known.update(found)
    return sorted(found)


def _node(node: str, about: Mapping[str, Any], says: int) -> Node:
    """Return how a node looks: the busier, the larger; one that only speaks says how much."""
    kind, degree = about["kind"], about["degree"]
    size, font = min(26, 10 + round(degree**0.5 * 2.1)), min(26, 16 + round(degree**0.5 * 1.6))
    if kind in VALUE_KINDS:
        size, font = 0, 15
    elif kind == "Word":
        size, font = 9, 15
    lines = _wrap(about["label"])
    if not degree:
        size, font = 14, 17
    if says and not degree:
        lines.append(f"says {says} claim{'s' if says != 1 else ''}")
    return {"id": node, "label": "\n".join(lines), "head": shorten(about.get("head", ""), 26), "kind": kind, "size": size,
            "fontSize": font}  # fmt: skip


def _wrap(label: str) -> list[str]:
    """Break a label into at most three lines, as narrow as they can be."""
    lines = ["?"]
    for width in range(13, 23):
        lines = textwrap.wrap(label, width, break_on_hyphens=False) or lines
        if len(lines) <= 3 and (width == 22 or max(map(len, label.split()), default=0) <= width):
            return lines
    return [*lines[:2], shorten(" ".join(lines[2:]), 22)]


def _box(node: Node) -> tuple[float, float]:
    """Return the width and height of a node with its label."""
    lines, font, size = node["label"].split("\n"), node["fontSize"], node["size"]
    width = max(max(map(len, lines)) * font, len(node["head"]) * 13) * _CHAR
    height = len(lines) * font * 1.2 + (15 if node["head"] else 0)
    return (max(width, 2 * size), height + 2 * size + 4) if size else (width + 16, height + 10)


def _edges(graph: Graph[str]) -> list[Edge]:
    """Return the edges; those between the same two nodes curve apart."""
    pairs: dict[tuple[str, str], list[tuple[str, str, str, dict[str, Any]]]] = {}
    for source, target, key, about in graph.edges(keys=True, data=True):
        pairs.setdefault((min(source, target), max(source, target)), []).append((key, source, target, about))
    edges = []
    for (first, _), group in sorted(pairs.items()):
        for number, (key, source, target, about) in enumerate(sorted(group, key=lambda edge: edge[0])):
            bend = (number - (len(group) - 1) / 2) * 0.3
            edges.append({
                "id": key,
                "from": source,
                "to": target,
                "claim": about["claim"],
                # A value says its predicate itself.
                "text": "" if graph.nodes[target]["kind"] in VALUE_KINDS else about["label"],
                "score": about["score"],
                "main": about["main"],
                "bend": round(bend if source == first else -bend, 2),
            })  # fmt: skip
    return edges
