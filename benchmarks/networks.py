"""A number of nodes in; a synthetic graph of that size out, the same one every time.

Its shape is that of claims: every thing is spoken of at least once, in a claim about
something that is often spoken of (the n-th in 1/n as many claims as the first), and some
claims tie two lesser things together. A few nodes stand alone, or in twos.
"""

from __future__ import annotations

import itertools
import random

import networkx as nx

__all__ = ["label_sizes", "zipf_graph"]


def zipf_graph(nodes: int, *, seed: int = 20260408) -> nx.MultiDiGraph[str]:
    """Return a graph of so many nodes, and about one and a half times as many edges."""
    rng = random.Random(seed)
    names = [f"n{number:05}" for number in range(nodes)]
    weights = list(itertools.accumulate(1 / number for number in range(1, nodes + 1)))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(names)
    for name in names[: nodes * 97 // 100]:
        graph.add_edge(rng.choices(names, cum_weights=weights)[0], name)
    for _ in range(nodes // 2):
        graph.add_edge(*rng.choices(names, cum_weights=weights if rng.random() < 0.3 else None, k=2))
    return graph


def label_sizes(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Return sizes as those of symbols with labels."""
    return {node: (70.0 + 9 * (number % 8), 40.0 + 14 * (number % 3)) for number, node in enumerate(graph)}
