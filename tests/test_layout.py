"""Places for nodes: nothing lies on anything, lines keep clear, and the same graph gets the same picture anywhere."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from helpers import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimgraph
from claimgraph.views.drawing import _box, draw_graph
from claimgraph.views.layout import Place, place, place_first, place_symbols
from claimgraph.views.layout.paths import components, hops, neighbours

Graph = nx.MultiDiGraph
Sizes = dict[str, tuple[float, float]]


def random_graph(seed: int, count: int) -> Graph[str]:
    """Return a graph with hubs, parts, loops and parallel edges."""
    graph: Graph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{n:05}" for n in range(count))
    tree = nx.barabasi_albert_graph(count - 9, 1, seed=seed)
    graph.add_edges_from((f"n{u:05}", f"n{v:05}") for u, v in tree.edges())
    graph.add_edges_from([("n00000",) * 2, ("n00000", "n00001"), ("n00000", "n00001"), (f"n{count - 1:05}", f"n{count - 2:05}")])
    return graph


def graph_of(edges: list[tuple[str, str]]) -> Graph[str]:
    graph: Graph[str] = nx.MultiDiGraph()
    graph.add_edges_from(edges)
    return graph


def star(hub: str, leaves: int) -> list[tuple[str, str]]:
    return [(hub, f"{hub}{n:03}") for n in range(leaves)]


def varied_sizes(graph: Graph[str]) -> Sizes:
    return {node: (60.0 + 13 * (n % 7), 30.0 + 9 * (n % 4)) for n, node in enumerate(sorted(graph))}


def overlaps(places: dict[str, tuple[int, int]], sizes: Sizes) -> list[tuple[str, str]]:
    """Return which boxes lie on one another; rounding may bring them a little nearer."""
    return [
        (one, two)
        for one, two in itertools.combinations(sorted(places), 2)
        if all(abs(places[one][k] - places[two][k]) < (sizes[one][k] + sizes[two][k]) / 2 - 2 for k in (0, 1))
    ]


def crosses(one: tuple[Place, Place], two: tuple[Place, Place]) -> bool:
    def side(a: Place, b: Place, c: Place) -> int:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    return side(*one, two[0]) * side(*one, two[1]) < 0 and side(*two, one[0]) * side(*two, one[1]) < 0


def runs_through(line: tuple[Place, Place], middle: tuple[float, float], size: tuple[float, float]) -> bool:
    """Tell whether a line meets a box, by walking along it."""
    steps = np.linspace(0, 1, 400)
    x, y = (line[0][k] * (1 - steps) + line[1][k] * steps for k in (0, 1))
    return bool(((abs(x - middle[0]) < size[0] / 2) & (abs(y - middle[1]) < size[1] / 2)).any())


@pytest.mark.parametrize("seed", range(3))
def test_no_label_lies_on_another(seed: int) -> None:
    """About a hundred labels of different sizes find room, in a picture that fits a screen."""
    graph = random_graph(seed, 100)
    sizes = varied_sizes(graph)
    places = place(graph, sizes)
    assert overlaps(places, sizes) == []
    wide, tall = (max(p[k] for p in places.values()) - min(p[k] for p in places.values()) for k in (0, 1))
    assert 0.8 < wide / tall < 2.6
    assert wide * tall < 8 * sum(w * h for w, h in sizes.values())


@pytest.mark.parametrize("count", [60, 500])
def test_places_do_not_depend_on_the_order_of_edges(count: int) -> None:
    graph = random_graph(1, count)
    turned: Graph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed([(v, u) for u, v in graph.edges()]))
    sizes = varied_sizes(graph)
    assert place(graph, sizes) == place(turned, sizes)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_layouts(count: int) -> None:
    """Nothing, one, two and three nodes have places too."""
    graph: Graph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("abc"[:count])
    nx.add_path(graph, "abc"[:count])
    places = place(graph, dict.fromkeys(graph, (50.0, 20.0)))
    assert len(set(places.values())) == count


@pytest.mark.parametrize(
    "graph",
    [
        graph_of(star("a", 30)),
        graph_of(star("a", 12) + star("b", 12) + star("c", 1) + [("a", "b")]),
        graph_of([("a", "a")]),
        graph_of([("a", "b"), ("b", "a"), ("a", "b"), ("b", "b")]),
        graph_of([(f"{n}", f"{n + 1}") for n in range(40)]),
        graph_of([(u, v) for u, v in itertools.combinations("abcdefgh", 2)]),
        graph_of([(f"a{n:03}", f"b{n:03}") for n in range(90)]),
        nx.empty_graph([f"n{n}" for n in range(70)], create_using=nx.MultiDiGraph),
    ],
    ids=["star", "stars", "loop", "parallel", "path", "complete", "pairs", "strangers"],
)
def test_every_shape_has_places_of_its_own(graph: Graph[str]) -> None:
    sizes = varied_sizes(graph)
    places = place(graph, sizes)
    assert set(places) == set(graph)
    assert overlaps(places, sizes) == []


def test_a_tree_is_drawn_without_crossings() -> None:
    """Two stars and what ties them together."""
    graph = graph_of(star("a", 9) + star("b", 9) + [("a", "m"), ("m", "b")])
    places = place_symbols(graph, dict.fromkeys(graph, (90.0, 40.0)), {})
    lines = [(places[u], places[v]) for u, v in graph.edges()]
    assert not any(crosses(one, two) for one, two in itertools.combinations(lines, 2))


def test_a_label_in_the_middle_of_an_edge_keeps_its_room() -> None:
    graph = graph_of(star("a", 6))
    sizes = dict.fromkeys(graph, (80.0, 40.0))
    places = place(graph, sizes, {("a", "a000"): (120.0, 18.0), ("a", "a003"): (60.0, 18.0)})
    middle = ((places["a"][0] + places["a000"][0]) / 2, (places["a"][1] + places["a000"][1]) / 2)
    for node, (x, y) in places.items():
        assert abs(x - middle[0]) > 95 or abs(y - middle[1]) > 25, node


def test_symbols_stand_at_one_end_of_their_boxes() -> None:
    """The label goes where fewer lines leave."""
    graph = graph_of([("a", "b"), ("b", "c"), ("c", "d")])
    sizes = dict.fromkeys(graph, (80.0, 60.0))
    places = place_symbols(graph, sizes, {"a": 10.0, "b": 10.0, "c": 10.0})
    assert not places["d"].above  # all of it is label
    centres = {node: (p.x, p.y + (0 if node == "d" else -20 if p.above else 20)) for node, p in places.items()}
    assert overlaps(centres, sizes) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=18), st.data())
def test_any_small_graph_is_placed_without_overlaps(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    graph: Graph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{n:02}" for n in range(12))
    graph.add_edges_from((f"n{u:02}", f"n{v:02}") for u, v in pairs)
    side = st.floats(5, 300)
    sizes = {node: (data.draw(side), data.draw(side)) for node in graph}
    places = place(graph, sizes)
    assert overlaps(places, sizes) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))))))
def test_hops_and_components_are_those_of_networkx(case: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = case
    edges = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    graph = nx.empty_graph(count)
    graph.add_edges_from(pairs)
    far = hops(neighbours(count, edges), np.arange(count))
    known = dict(nx.all_pairs_shortest_path_length(graph))
    assert far.tolist() == [[known[u].get(v, -1) for v in range(count)] for u in range(count)]
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    assert [part.tolist() for part in components(count, edges)] == parts


def test_a_readable_graph_above_the_mesh_has_no_overlaps() -> None:
    graph = random_graph(2, 450)
    sizes = varied_sizes(graph)
    assert overlaps(place(graph, sizes), sizes) == []


def test_a_large_graph_spreads_out_and_leaves_nobody_in_the_place_of_another() -> None:
    """Hubs with hundreds of leaves, a long thin part, loners: all have a spot of their own, twice the same."""
    edges = [(hub, f"{hub}{n:04}") for hub in "abc" for n in range(900)] + [("a", "b"), ("b", "c")]
    edges += [(f"p{n:04}", f"p{n + 1:04}") for n in range(600)] + [(f"x{n:03}", f"y{n:03}") for n in range(100)]
    graph = graph_of(edges)
    sizes = dict.fromkeys(graph, (100.0, 50.0))
    places = place(graph, sizes)
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(graph)
    assert places == place(graph, sizes)
    leaves = np.array([places[f"a{n:04}"] for n in range(900)])
    assert (np.ptp(leaves, axis=0) > 500).all()


def test_the_part_that_is_drawn_first_is_a_picture_of_its_own() -> None:
    graph = random_graph(3, 600)
    sizes = varied_sizes(graph)
    chosen = [node for node, degree in sorted(graph.degree(), key=lambda pair: (-pair[1], pair[0]))[:60]]
    first = place_first(graph, sizes, chosen)
    assert set(first) == set(chosen)
    assert overlaps(first, sizes) == []


def test_the_picture_of_the_article_keeps_lines_clear() -> None:
    """Few lines of the article in the repository's own facts cross, or run through what is not theirs; they were 16 and 90 once."""
    nodes, edges = draw_graph(claimgraph.load(ROOT / "facts").graph(source="src:rits-open-weight-plans"), {})
    spots = {node["id"]: Place(node["x"], node["y"], node.get("above", False)) for node in nodes}
    pairs = sorted({(min(e["from"], e["to"]), max(e["from"], e["to"])) for e in edges if e["from"] != e["to"]})
    lines = {pair: (spots[pair[0]], spots[pair[1]]) for pair in pairs}
    assert sum(crosses(lines[a], lines[b]) for a, b in itertools.combinations(pairs, 2) if not {*a} & {*b}) <= 12
    touches, centres, sizes = 0, {}, {}
    for node in nodes:
        (wide, tall), spot = _box(node), spots[node["id"]]
        down = (tall / 2 - node["size"]) * (-1 if spot.above else 1) if node["size"] else 0
        centres[node["id"]], sizes[node["id"]] = (spot.x, round(spot.y + down)), (wide, tall)
        touches += sum(runs_through(line, (spot.x, spot.y + down), (wide, tall)) for pair, line in lines.items() if node["id"] not in pair)
    assert touches <= 26
    assert overlaps(centres, sizes) == []


CODE = """
import json, sys
sys.path.insert(0, {tests!r})
from test_layout import random_graph, varied_sizes
from claimgraph.views.layout import place
graph = random_graph({seed}, {count})
print(json.dumps(place(graph, varied_sizes(graph))))
"""


@pytest.mark.parametrize(
    "machine",
    [{"OPENBLAS_CORETYPE": "Prescott"}, {"OPENBLAS_CORETYPE": "Haswell"}, {"NPY_DISABLE_CPU_FEATURES": "X86_V4 X86_V3 AVX512F AVX2 FMA3"}],
    ids=["old-library", "newer-library", "no-vectors"],
)
@pytest.mark.parametrize("count", [70, 600])
def test_other_processors_draw_the_same_picture(machine: dict[str, str], count: int) -> None:
    """What a processor cannot do, and what its algebra library does otherwise, changes nothing."""
    graph = random_graph(5, count)
    expected = {node: list(spot) for node, spot in place(graph, varied_sizes(graph)).items()}
    code = CODE.format(tests=str(ROOT / "tests"), seed=5, count=count)
    # A feature that this processor lacks, or that this numpy does not know, is only warned of.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True, env=os.environ | machine
    )
    assert json.loads(done.stdout) == expected
