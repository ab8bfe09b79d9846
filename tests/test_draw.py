"""`claimgraph draw` without a browser: the graph, the layout, the file, the command."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from click.testing import CliRunner

from claimgraph.cli.draw import command
from claimgraph.views.graph import Words, busiest, claim_graph, date_text, kind_of, speakers_of
from claimgraph.views.html import embed_json, render_page
from claimgraph.views.layout import place

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {
    "claimgraph.toml": """
format = 1
title = "Trams & <b>models</b>"
[prefixes]
model = "model/"
bench = "benchmark/"
deal = "deal/"
""",
    "facts/entities.yaml": """
entities:
  - {id: org:Gazette, type: Organization, name: Gazette}
  - {id: org:Council, type: Organization, name: City Council, aliases: [the council], sameAs: "https://example.org/council"}
  - {id: person:Ada, type: Person, name: Ada Okoro}
  - {id: model:Tram, type: Model, name: Tram One}
  - {id: model:Bus, type: Model, name: Bus Two}
  - {id: bench:Speed, type: Benchmark, name: Speed Test}
  - {id: deal:Depot, type: Deal, name: Depot deal}
  - {id: topic:Cost, type: Topic, name: cost}
""",
    "facts/gazette.yaml": """
id: src:gazette
type: NewsArticle
headline: Council approves tram line 2
url: https://example.org/gazette/tram-2
published: 2025-03-04
publisher: org:Gazette
text: {sha256: 3f00000000000000000000000000000000000000000000000000000000000000, chars: 5121}
claims:
  - id: claim:led
    label: Ada Okoro leads the council
    says: {id: org:Council, ledBy: person:Ada}
    evidence: {start: 3, end: 9, sha256: 3f00000000000000000000000000000000000000000000000000000000000000}
  - id: claim:led-once
    label: Ada Okoro used to lead the council
    says: {id: org:Council, formerChiefExecutive: person:Ada}
    polarity: denied
    attribution: [{agent: org:Council, speech: indirect, cue: says}]
  - id: claim:tram-speed
    label: Tram One scores 50.2 percent
    says: {id: model:Tram, score: {on: bench:Speed, value: 50.2, unit: percent}}
  - id: claim:bus-speed
    label: Bus Two scores 48 percent
    says: {id: model:Bus, score: {on: bench:Speed, value: 48, unit: percent}}
    stance: opinion
  - id: claim:beats
    label: Tram One is ahead of Bus Two on cost
    says: {id: model:Tram, standing: {relation: ahead, comparedWith: model:Bus, inRespectOf: topic:Cost}}
    modality: projected
  - id: claim:price
    label: The depot costs nearly 15 billion dollars
    says: {id: deal:Depot, amount: {value: 15, scale: billion, unit: USD, exactness: nearly}}
    modality: planned
    due: 2029-12
    attribution: [{agent: org:Council}, {unnamed: people who know, role: insiders, count: 2}]
""",
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small corpus, and keep its store out of the user's cache."""
    for name, text in FACTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draw(*arguments: str) -> str:
    """Run the command, and return what it says."""
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def embedded(page: str, name: str) -> Any:
    """Return the data that a page carries."""
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def claim(number: int, triples: list[Any], **more: Any) -> dict[str, Any]:
    """Return a claim as `list_claims` does."""
    return {
        "id": f"claim:c{number}", "label": f"claim {number}", "source": "src:s", "modality": "cg:asserted", "polarity": "cg:affirmed",
        "stance": "cg:fact", "attribution": [], "evidence": [], "said": None, "from": None, "until": None, "due": None,
        "status": ["in-force"], "note": None, "triples": triples,
    } | more  # fmt: skip


def entity(name: str, kind: str = "schema:Organization") -> dict[str, Any]:
    """Return an entity as `list_entities` does."""
    return {"name": name, "types": [kind], "aliases": [], "sameAs": [], "description": None}


# ------------------------------------------------------------ graph


def test_parallel_claims_are_separate_edges() -> None:
    """Two claims on the same pair, and one the other way round, stay three."""
    entities = {"org:A": entity("A"), "org:B": entity("B")}
    claims = [claim(1, [["org:A", ":x", "org:B"]]), claim(2, [["org:A", ":y", "org:B"]]), claim(3, [["org:B", ":x", "org:A"]])]
    graph = claim_graph(claims, entities, {}, Words({":x": "likes"}))
    assert sorted(at["claim"] for _, _, at in graph.edges(data=True)) == ["claim:c1", "claim:c2", "claim:c3"]
    assert graph.edges["org:A", "org:B", "claim:c1 0"]["label"] == "likes"
    page = embedded(render_page(claims, entities, {}, Words({}), title="t"), "network")
    bends = {edge["claim"]: edge["bend"] * (1 if edge["from"] == "org:A" else -1) for edge in page["edges"]}
    assert len(set(bends.values())) == 3


def test_a_score_is_an_edge_to_the_test() -> None:
    """The value stands on the edge."""
    score = {
        "id": "val:1",
        "type": "cg:Score",
        "schema:variableMeasured": "bench:B",
        "qudt:unit": "unit:PERCENT",
        "schema:value": {"value": "50.2"},
    }
    graph = claim_graph(
        [claim(1, [["model:M", ":score", score]])], {"model:M": entity("M"), "bench:B": entity("B")}, {}, Words({"unit:PERCENT": "percent"})
    )
    (edge,) = graph.edges(data=True)
    assert (edge[0], edge[1], edge[2]["label"], edge[2]["score"]) == ("model:M", "bench:B", "50.2%", True)


def test_equal_values_of_two_subjects_are_two_nodes() -> None:
    """A date that two things share does not tie them together; two claims of one thing share it."""
    date = {"id": "date:2026-04-08", "type": "cg:Date", "schema:value": {"value": "2026-04-08"}}
    triples = [["org:A", ":on", date]], [["org:B", ":on", date]], [["org:A", ":on", date]]
    graph = claim_graph([claim(n, t) for n, t in enumerate(triples)], {"org:A": entity("A"), "org:B": entity("B")}, {}, Words({}))
    dates = [node for node, at in graph.nodes(data=True) if at["kind"] == "Date"]
    assert len(dates) == 2
    assert {graph.nodes[node]["label"] for node in dates} == {"8 April 2026"}
    assert sorted(graph.in_degree(node) for node in dates) == [1, 2]


def test_the_busiest_part_of_a_large_graph() -> None:
    """What most is said of stays."""
    claims = [claim(n, [["org:Hub", ":x", f"org:E{n}"]]) for n in range(9)]
    graph = claim_graph(claims, {"org:Hub": entity("hub"), **{f"org:E{n}": entity(str(n)) for n in range(9)}}, {}, Words({}))
    assert "org:Hub" in busiest(graph, 3)
    assert len(busiest(graph, 3)) == 3
    assert busiest(graph, 10) is graph


def test_speakers() -> None:
    """Those named, outermost first; else the publisher; nobody if only an unnamed one speaks."""
    sources = {"src:s": {"publisher": "org:P"}}
    assert speakers_of(claim(1, []), sources) == ["org:P"]
    assert speakers_of(claim(1, [], attribution=[{"agent": "org:A"}, {"agent": None}, {"agent": "org:B"}]), sources) == ["org:A", "org:B"]
    assert speakers_of(claim(1, [], attribution=[{"agent": None}]), sources) == []


@pytest.mark.parametrize(
    ("types", "kind"),
    [(["schema:Person"], "Person"), ([":Model", "cg:Entity"], "Model"), (["<https://example.org/ns#Tram>"], "Tram"), ([], "Entity")],
)
def test_kinds(types: list[str], kind: str) -> None:
    """A kind is the plain name of a type, whatever its namespace."""
    assert kind_of(types) == kind


def test_dates_in_words() -> None:
    """A vague date says so, and no day is invented."""
    assert date_text({"label": "soon", "earliest": "2026-04-08", "latest": None, "exactness": "cg:vague"}) == "soon (from 8 April 2026)"
    assert date_text({"value": "2026", "exactness": "cg:exact"}) == "2026"
    assert date_text({"value": "2026-04", "exactness": "cg:about"}) == "about April 2026"


# ------------------------------------------------------------ layout


def random_graph(seed: int, count: int) -> nx.MultiDiGraph[str]:
    """Return a graph with hubs, parts, loops and parallel edges."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(f"n{n:03}" for n in range(count))
    tree = nx.barabasi_albert_graph(count - 9, 1, seed=seed)
    graph.add_edges_from((f"n{u:03}", f"n{v:03}") for u, v in tree.edges())
    graph.add_edges_from([("n000", "n000"), ("n000", "n001"), ("n000", "n001"), (f"n{count - 1:03}", f"n{count - 2:03}")])
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_no_label_lies_on_another(seed: int) -> None:
    """About a hundred labels of different sizes find room, in a picture that fits a screen."""
    graph = random_graph(seed, 100)
    sizes = {node: (60.0 + 13 * (n % 7), 30.0 + 9 * (n % 4)) for n, node in enumerate(graph)}
    places = place(graph, sizes)
    for one, two in itertools.combinations(graph, 2):
        apart = [abs(places[one][k] - places[two][k]) - (sizes[one][k] + sizes[two][k]) / 2 for k in (0, 1)]
        assert max(apart) > -2, (one, two)
    wide, tall = (max(p[k] for p in places.values()) - min(p[k] for p in places.values()) for k in (0, 1))
    assert 0.8 < wide / tall < 2.6
    area = sum(w * h for w, h in sizes.values())
    assert wide * tall < 8 * area


def test_places_do_not_depend_on_the_order_of_edges() -> None:
    """The same graph gets the same picture."""
    graph = random_graph(1, 60)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed([(u, v) for u, v in graph.edges()]))
    sizes = dict.fromkeys(graph, (80.0, 40.0))
    assert place(graph, sizes) == place(turned, sizes)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_layouts(count: int) -> None:
    """Nothing, one, two and three nodes have places too."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from("abc"[:count])
    nx.add_path(graph, "abc"[:count])
    places = place(graph, dict.fromkeys(graph, (50.0, 20.0)))
    assert len(set(places.values())) == count


# ------------------------------------------------------------ page


def test_the_same_corpus_gives_the_same_bytes(corpus: Path) -> None:
    """A page can be kept in git."""
    draw("-o", "a.html")
    draw("-o", "b.html")
    assert (corpus / "a.html").read_bytes() == (corpus / "b.html").read_bytes()


def test_what_the_command_says_and_writes(corpus: Path) -> None:
    """One line says what is in the page; the title is that of the settings, as text."""
    assert draw("-o", "a.html") == "a.html: 6 claims, 8 entities\n"
    page = (corpus / "a.html").read_text(encoding="utf-8")
    assert "<title>Trams &amp; &lt;b&gt;models&lt;/b&gt;</title>" in page
    data = embedded(page, "data")
    assert data["claims"][0]["id"] == "claim:beats"
    price = next(c for c in data["claims"] if c["id"] == "claim:price")
    assert price["says"] == [["deal:Depot", "Depot deal", "amount", None, "nearly $15 billion"]]
    assert [hop["who"] for hop in price["chain"]] == ["City Council", "people who know"]
    assert price["times"] == [["due", "December 2029"]]


def test_about_and_title(corpus: Path) -> None:
    """Only what concerns the entity is drawn."""
    assert draw("-o", "a.html", "--about", "the council", "--title", "Council") == "a.html: 2 claims, 3 entities\n"
    page = (corpus / "a.html").read_text(encoding="utf-8")
    assert "<title>Council</title>" in page
    assert set(embedded(page, "data")["entities"]) == {"org:Council", "org:Gazette", "person:Ada"}


def test_evidence_is_verified_against_texts(corpus: Path) -> None:
    """With texts that are not the right ones, evidence stays not verified."""
    (corpus / "texts").mkdir()
    draw("-o", "a.html", "--texts", "texts")
    led = next(c for c in embedded((corpus / "a.html").read_text(encoding="utf-8"), "data")["claims"] if c["id"] == "claim:led")
    assert led["evidence"] == [{"start": 3, "end": 9, "quote": None, "verified": None}]


def test_the_policy_names_every_script_and_style_and_nothing_is_loaded(corpus: Path) -> None:
    """The hashes are those of the text between the tags; no attribute leads out of the file."""
    draw("-o", "a.html")
    page = (corpus / "a.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    for tag in ("script", "style"):
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert texts
        for text in texts:
            assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'\b(?:src|href|action|data)="([^"]*)"', markup) == ["#table"]
    assert not re.search(r'\son\w+=|\sstyle="', markup)


def test_json_cannot_leave_its_element() -> None:
    """What could end the script, or a line of it, is escaped, and means the same."""
    text = "</script><!-- & \u2028 \u2029 ]]>"
    written = embed_json(text)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == text


def test_an_empty_corpus_has_a_page() -> None:
    """No claims, no entities: still a page."""
    assert embedded(render_page([], {}, {}, Words({}), title="nothing"), "network")["nodes"] == []


def test_drawing_is_imported_only_when_something_is_drawn() -> None:
    """The module of the command costs the other commands nothing."""
    code = "import sys, claimgraph.cli.app, claimgraph.cli.draw; print({'networkx', 'numpy', 'pyvis', 'jinja2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
