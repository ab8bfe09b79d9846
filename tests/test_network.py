"""The graph as files for other programs: GraphML, GEXF, node-link JSON."""

from __future__ import annotations

import collections
import io
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from helpers import ROOT
from page_fixtures import made_claim, made_entity, made_source
from page_hostile import HOSTILE

import claimgraph
from claimgraph.errors import OutputError
from claimgraph.exports.network import NETWORK_FORMATS, Context, write_network
from claimgraph.exports.xmltext import xml_chars
from claimgraph.views.graph import claim_graph
from claimgraph.wording.words import Words, list_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Claims = list[dict[str, Any]]

ENTITIES = {
    "org:Council": made_entity("City Council", aliases=["the council", "the town"], sameAs=["https://example.org/council"]),
    "person:Ann": made_entity("Ann", "schema:Person"),
    "model:Tram": made_entity("Tram One", "cg:Model"),
}
SOURCES = {"src:s": made_source("Who leads the council", publisher="org:Council")}
CLAIMS = [
    made_claim(1, [["org:Council", ":ledBy", "person:Ann"]], label="Ann leads the council"),
    made_claim(
        2,
        [["org:Council", ":ledBy", "person:Ann"]],
        polarity="cg:denied",
        modality="cg:planned",
        stance="cg:opinion",
        status=["superseded"],
        said={"value": "2025-03-04", "earliest": "2025-03-04", "latest": "2025-03-04"},
        attribution=[{"agent": "person:Ann", "unnamed": None}, {"agent": None, "unnamed": "people who know"}],
    ),
    made_claim(3, [["model:Tram", ":standing", {"id": "val:1", "type": "cg:Comparison", "cg:relation": "cg:ahead",
                                              "cg:comparedWith": "org:Council", "cg:inRespectOf": "person:Ann"}]]),
]  # fmt: skip
CONTEXT = Context(
    ENTITIES,
    SOURCES,
    places={"org:Council": (10.0, -20.5), "person:Ann": (0, 0)},
    node_colours={"Organization": "#117a56", "other": "#6d7787"},
    line_colours={"asserted": "#596579", "denied": "#c42f1c"},
)


def written(format_: str, claims: Claims = CLAIMS, context: Context = CONTEXT, words: Mapping[str, str] | None = None) -> bytes:
    """Write claims as a file."""
    out = io.BytesIO()
    graph = claim_graph(claims, context.entities, context.sources, Words(words or {":ledBy": "led by"}))  # type: ignore[arg-type]
    write_network(graph, claims, format_, out, context)
    return out.getvalue()


def read(format_: str, data: bytes) -> nx.MultiDiGraph[str]:
    """Read a file as networkx does, which takes a file without parallel edges for a plain graph."""
    if format_ == "json":
        return nx.MultiDiGraph(nx.node_link_graph(json.loads(data), edges="edges"))
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data)) if format_ == "gexf" else nx.read_graphml(io.BytesIO(data)))


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_networkx_reads_back_what_was_written(format_: str) -> None:
    graph = read(format_, written(format_))
    council = graph.nodes["org:Council"]
    assert {name: council[name] for name in ("label", "kind", "degree", "types", "aliases", "same_as", "x", "y")} == {
        "label": "City Council",
        "kind": "Organization",
        "degree": 3,
        "types": "schema:Organization",
        "aliases": "the council; the town",
        "same_as": "https://example.org/council",
        "x": 10.0,
        "y": -20.5,
    }
    edges = {about["claim"]: about for _, _, about in graph.edges(data=True) if about["weight"] == 1}
    wanted = {
        "label": "led by",
        "sentence": "claim 2",
        "modality": "planned",
        "polarity": "denied",
        "stance": "opinion",
        "status": "superseded",
        "claim_source": "src:s",
        "headline": "Who leads the council",
        "speaker": "Ann; people who know",
        "said": "2025-03-04",
        "weight": 1.0,
    }
    assert {name: edges["claim:c2"][name] for name in wanted} == wanted
    # Where nobody is named, the publisher speaks; what is not known is not written.
    assert edges["claim:c1"]["speaker"] == "City Council"
    assert "said" not in edges["claim:c1"]


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_parallel_claims_stay_apart_and_comparisons_have_two_lines(format_: str) -> None:
    graph = read(format_, written(format_))
    claims = collections.Counter((start, end, about["claim"], about["weight"]) for start, end, about in graph.edges(data=True))
    assert claims == {
        ("org:Council", "person:Ann", "claim:c1", 1.0): 1,
        ("org:Council", "person:Ann", "claim:c2", 1.0): 1,
        ("model:Tram", "org:Council", "claim:c3", 1.0): 1,
        ("model:Tram", "person:Ann", "claim:c3", 0.5): 1,
    }


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_all_of_the_facts_are_in_the_file(format_: str) -> None:
    corpus = claimgraph.load(ROOT / "facts")
    context = Context(corpus.entities(), corpus.sources())
    claims, words = corpus.claims(), list_words(corpus.store)
    graph = read(format_, written(format_, claims, context, words))
    whole = claim_graph(claims, corpus.entities(), corpus.sources(), Words(words))
    assert {node: about["label"] for node, about in graph.nodes(data=True)} == {
        node: about["label"] for node, about in whole.nodes(data=True)
    }
    assert counted(graph) == counted(whole)
    assert {about["claim"] for _, _, about in graph.edges(data=True)} == {claim["id"] for claim in claims}


def counted(graph: nx.MultiDiGraph[str]) -> collections.Counter[Sequence[str]]:
    return collections.Counter((start, end, about["claim"], about["label"]) for start, end, about in graph.edges(data=True))


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_the_same_graph_gives_the_same_bytes(format_: str) -> None:
    """In whatever order claims and entities come."""
    turned = CONTEXT._replace(entities=dict(reversed(ENTITIES.items())))
    assert written(format_) == written(format_, CLAIMS[::-1], turned)


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_hostile_texts_come_back_as_they_were(format_: str) -> None:
    """All but the characters that no XML file can hold; those are dropped."""
    entities = {f"org:{number}": made_entity(text, aliases=[text]) for number, text in enumerate(HOSTILE)}
    claims = [made_claim(n, [[f"org:{n}", ":is", "org:0"]], label=text, note=text) for n, text in enumerate(HOSTILE)]
    data = written(format_, claims, Context(entities, {"src:s": made_source(HOSTILE[0])}), {":is": HOSTILE[1]})
    graph = read(format_, data)
    assert graph.number_of_edges() == len(HOSTILE)
    for number, text in enumerate(HOSTILE):
        assert graph.nodes[f"org:{number}"].get("aliases", "") == xml_chars(text)
    sentences = {about["claim"]: about.get("sentence", "") for _, _, about in graph.edges(data=True)}
    assert sentences == {f"claim:c{number}": xml_chars(text) for number, text in enumerate(HOSTILE)}


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_hostile_ids_stay_apart(format_: str) -> None:
    """Two ids that differ by what XML cannot hold are two nodes all the same."""
    ids = ["org:a", "org:a\x00", "org:a\x01", *(f"org:{text}" for text in HOSTILE)]
    claims = [made_claim(1, [[one, ":is", "org:a"] for one in ids])]
    graph = read(format_, written(format_, claims, Context({one: made_entity(one) for one in ids})))
    assert len(graph) == len(set(ids))
    assert graph.number_of_edges() == len(ids)


def test_yed_finds_places_colours_and_arrowheads() -> None:
    root = ET.fromstring(written("graphml"))
    yed = "{http://www.yworks.com/xml/graphml}"
    keys = {key.get("id"): key.get("yfiles.type") for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")}
    assert (keys["node_drawn"], keys["edge_drawn"]) == ("nodegraphics", "edgegraphics")
    corner = next(root.iter(f"{yed}Geometry"))
    assert {fill.get("color") for fill in root.iter(f"{yed}Fill")} == {"#117a56", "#6d7787"}
    assert [style.get("color") for style in root.iter(f"{yed}LineStyle")] == ["#596579", "#c42f1c", "#596579", "#596579"]
    assert [arrows.get("target") for arrows in root.iter(f"{yed}Arrows")] == ["standard", "t_shape", "standard", "standard"]
    assert corner.get("width") == "30"


def test_gephi_finds_places_and_colours() -> None:
    council = read("gexf", written("gexf")).nodes["org:Council"]
    assert council["viz"]["color"] == {"r": 0x11, "g": 0x7A, "b": 0x56, "a": 1.0}
    # Gephi counts y upwards.
    assert council["viz"]["position"] == {"x": 10.0, "y": 20.5, "z": 0.0}
    root = ET.fromstring(written("gexf"))
    assert [meta.attrib for meta in root.iter("{http://www.gexf.net/1.2draft}meta")] == [{}]  # no date, which would differ tomorrow


def test_without_places_or_colours_there_is_no_drawing_in_the_file() -> None:
    assert b"<viz:" not in written("gexf", context=Context(ENTITIES, SOURCES))
    assert b"<y:" not in written("graphml", context=Context(ENTITIES, SOURCES))


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_an_empty_graph_is_a_file_all_the_same(format_: str) -> None:
    assert len(read(format_, written(format_, [], Context()))) == 0


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(OutputError, match="there is no network format 'graphm'") as error:
        written("graphm")
    assert error.value.hint == "did you mean graphml?"
