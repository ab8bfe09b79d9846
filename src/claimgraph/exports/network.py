"""A graph of claims in; a file for Gephi, yEd, Cytoscape or networkx out, the same bytes for the same graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from claimgraph.errors import OutputError, did_you_mean
from claimgraph.exports.xmltext import xml_chars

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

__all__ = ["NETWORK_FORMATS", "Context", "Edge", "Network", "Node", "write_network"]

NETWORK_FORMATS = ("graphml", "gexf", "json")
_JOIN = "; "

Value = str | int | float | bool


class Context(NamedTuple):
    """What is known besides the graph: entities and sources by CURIE, places of nodes, colours by kind of node and of line."""

    entities: Mapping[str, Mapping[str, Any]] = {}
    sources: Mapping[str, Mapping[str, Any]] = {}
    places: Mapping[str, tuple[float, float]] = {}
    node_colours: Mapping[str, str] = {}
    line_colours: Mapping[str, str] = {}


class Node(NamedTuple):
    """A node with its columns; `place` counts y downwards."""

    id: str
    columns: dict[str, Value]
    place: tuple[float, float] | None
    colour: str | None


class Edge(NamedTuple):
    """A statement of a claim with its columns."""

    id: str
    start: str
    end: str
    columns: dict[str, Value]
    colour: str | None


class Network(NamedTuple):
    """What is written: every text in it may stand in XML."""

    nodes: list[Node]
    edges: list[Edge]


def write_network(
    graph: nx.MultiDiGraph[str], claims: Sequence[Mapping[str, Any]], format_: str, out: BinaryIO, context: Context | None = None
) -> None:
    """Write the graph; `claims` are as `list` returns them.

    Raises:
        OutputError: there is no such format.
    """
    network = _network(graph, {claim["id"]: claim for claim in claims}, context or Context())
    if format_ == "graphml":
        from claimgraph.exports.graphml import write_graphml

        write_graphml(network, out)
    elif format_ == "gexf":
        from claimgraph.exports.gexf import write_gexf

        write_gexf(network, out)
    elif format_ == "json":
        _write_json(network, out)
    else:
        raise OutputError(f"there is no network format '{format_}'", did_you_mean(format_, NETWORK_FORMATS))


def _write_json(network: Network, out: BinaryIO) -> None:
    """Write node-link JSON, as networkx's `node_link_graph(…, edges="edges")` reads it."""
    data = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": [{"id": node.id, **node.columns} for node in network.nodes],
        "edges": [{"source": edge.start, "target": edge.end, "key": edge.id, **edge.columns} for edge in network.edges],
    }
    out.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


# ------------------------------------------------------------ columns


def _network(graph: nx.MultiDiGraph[str], claims: Mapping[str, Mapping[str, Any]], context: Context) -> Network:
    """Return the graph in a fixed order, with texts that XML can hold; ids that come out alike are numbered."""
    names = _distinct(sorted(graph))
    nodes = [_node(names[node], node, graph.nodes[node], context) for node in sorted(graph)]
    keyed = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[2], edge[0], edge[1]))
    keys = _distinct([key for _, _, key, _ in keyed])
    edges = [_edge(keys[key], (names[start], names[end]), about, claims, context) for start, end, key, about in keyed]
    return Network(nodes, edges)


def _distinct(ids: Sequence[str]) -> dict[str, str]:
    r"""Return what may stand in a file for each id.

    >>> _distinct(["a", "a\x00", "b"])
    {'a': 'a', 'b': 'b', 'a\x00': 'a (2)'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(ids, key=lambda name: (name != xml_chars(name), name)):
        plain, number = xml_chars(name), 1
        while name not in found and (plain if number == 1 else f"{plain} ({number})") in taken:
            number += 1
        found.setdefault(name, plain if number == 1 else f"{plain} ({number})")
        taken.add(found[name])
    return found


def _node(name: str, node: str, about: Mapping[str, Any], context: Context) -> Node:
    entity, place = context.entities.get(node, {}), context.places.get(node)
    columns = {
        "label": about["label"],
        "kind": about["kind"],
        "degree": about["degree"],
        "predicate": about.get("head"),
        "types": _JOIN.join(entity.get("types", ())),
        "aliases": _JOIN.join(entity.get("aliases", ())),
        "same_as": _JOIN.join(entity.get("sameAs", ())),
        "description": entity.get("description"),
        "x": float(place[0]) if place else None,
        "y": float(place[1]) if place else None,
    }
    colours = context.node_colours
    return Node(name, _clean(columns), place, colours.get(about["kind"], colours.get("other")))


def _edge(key: str, ends: tuple[str, str], about: Mapping[str, Any], claims: Mapping[str, Mapping[str, Any]], context: Context) -> Edge:
    claim = claims[about["claim"]]
    modality, polarity, stance = (claim[name].removeprefix("cg:") for name in ("modality", "polarity", "stance"))
    source = context.sources.get(claim["source"], {})
    columns = {
        "label": about["label"],
        "claim": claim["id"],
        "sentence": claim["label"],
        "modality": modality,
        "polarity": polarity,
        "stance": stance,
        "status": _JOIN.join(claim["status"]),
        # Not `source`: to these programs that is where an edge starts.
        "claim_source": claim["source"],
        "headline": source.get("headline"),
        "speaker": _JOIN.join(_speakers(claim, source, context)),
        "said": _date(claim["said"]),
        # The second line of a comparison is half of a statement.
        "weight": 1.0 if about["main"] else 0.5,
    }
    look = "denied" if polarity == "denied" else modality
    return Edge(key, ends[0], ends[1], _clean(columns), context.line_colours.get(look, context.line_colours.get("asserted")))


def _clean(columns: Mapping[str, Any]) -> dict[str, Value]:
    """Drop columns without a value, and characters that no file can hold."""
    given = {name: value for name, value in columns.items() if value not in {None, ""}}
    return {name: xml_chars(value) if isinstance(value, str) else value for name, value in given.items()}


def _speakers(claim: Mapping[str, Any], source: Mapping[str, Any], context: Context) -> list[str]:
    """Return the names of those who say a claim, outermost first; the publisher where nobody is named."""
    said = [hop["agent"] or hop["unnamed"] for hop in claim["attribution"]] or [source.get("publisher")]
    return [context.entities.get(agent, {}).get("name", agent) for agent in said if agent]


def _date(time: Mapping[str, Any] | None) -> str | None:
    """Return a date, or a span as ISO 8601 writes it, or the words for it."""
    if not time:
        return None
    bounds = [day for day in (time.get("earliest"), time.get("latest")) if day]
    return time.get("value") or "/".join(dict.fromkeys(bounds)) or time.get("label")
