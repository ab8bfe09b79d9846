"""Makes up a graph, and places its nodes in one of several ways, or not at all."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Place so many nodes by the layout of this name, in so many steps."""
    name, nodes, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    import networkx as nx

    from benchmarks.networks import label_sizes, zipf_graph
    from claimgraph.views.layout import place

    graph = zipf_graph(nodes)
    sizes = label_sizes(graph)
    if name == "ours":
        place(graph, sizes)
    elif name.startswith("forceatlas2"):
        nx.forceatlas2_layout(nx.Graph(graph), max_iter=steps, seed=0)
    elif name.startswith("spring"):
        nx.spring_layout(nx.Graph(graph), iterations=steps, seed=0, threshold=0)
