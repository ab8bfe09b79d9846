"""`claimgraph draw` without a browser: the graph, the layout, the file, the command."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from helpers import Run
from page_fixtures import made_claim, made_entity

from claimgraph.cli.draw import command
from claimgraph.views.drawing import draw_graph
from claimgraph.views.graph import claim_graph, kind_of, speakers_of
from claimgraph.views.html import PageOptions, embed_json, render_page
from claimgraph.views.pagedata import Content
from claimgraph.wording.words import Words, amount_text, date_text

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


# ------------------------------------------------------------ graph


def test_parallel_claims_are_separate_edges() -> None:
    """Two claims on the same pair, and one the other way round, stay three."""
    entities = {"org:A": made_entity("A"), "org:B": made_entity("B")}
    claims = [
        made_claim(1, [["org:A", ":x", "org:B"]]),
        made_claim(2, [["org:A", ":y", "org:B"]]),
        made_claim(3, [["org:B", ":x", "org:A"]]),
    ]
    graph = claim_graph(claims, entities, {}, Words({":x": "likes"}))
    assert sorted(at["claim"] for _, _, at in graph.edges(data=True)) == ["claim:c1", "claim:c2", "claim:c3"]
    assert graph.edges["org:A", "org:B", "claim:c1 0"]["label"] == "likes"
    page = embedded(render_page(Content(claims, entities, {}, Words({})), PageOptions("t")), "network")
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
        [made_claim(1, [["model:M", ":score", score]])],
        {"model:M": made_entity("M"), "bench:B": made_entity("B")},
        {},
        Words({"unit:PERCENT": "percent"}),
    )
    (edge,) = graph.edges(data=True)
    assert (edge[0], edge[1], edge[2]["label"], edge[2]["score"]) == ("model:M", "bench:B", "50.2%", True)


def test_equal_values_of_two_subjects_are_two_nodes() -> None:
    """A date that two things share does not tie them together; two claims of one thing share it."""
    date = {"id": "date:2026-04-08", "type": "cg:Date", "schema:value": {"value": "2026-04-08"}}
    triples = [["org:A", ":on", date]], [["org:B", ":on", date]], [["org:A", ":on", date]]
    graph = claim_graph(
        [made_claim(n, t) for n, t in enumerate(triples)], {"org:A": made_entity("A"), "org:B": made_entity("B")}, {}, Words({})
    )
    dates = [node for node, at in graph.nodes(data=True) if at["kind"] == "Date"]
    assert len(dates) == 2
    assert {graph.nodes[node]["label"] for node in dates} == {"8 April 2026"}
    assert sorted(graph.in_degree(node) for node in dates) == [1, 2]


def test_of_a_large_graph_the_busiest_part_is_drawn_first() -> None:
    """Everything has its place; what most is said of has one among those drawn first, and so has what was asked for."""
    claims = [made_claim(n, [["org:Hub", ":x", f"org:E{n}"]]) for n in range(1600)]
    entities = {"org:Hub": made_entity("hub"), **{f"org:E{n}": made_entity(str(n)) for n in range(1600)}}
    graph = claim_graph(claims, entities, {}, Words({}))
    drawing = draw_graph(graph, {})
    first = [node["id"] for node in drawing.nodes if "first" in node]
    assert len(drawing.nodes) == 1601
    assert len(first) == 150
    assert "org:Hub" in first
    asked = draw_graph(graph, {}, ["org:E1234"])
    assert {"org:E1234", "org:Hub"} <= {node["id"] for node in asked.nodes if "first" in node}


def test_many_who_only_speak_stand_in_rows_below() -> None:
    """Who says most first, from left to right; where they are few, or nothing else is there, they are placed as anything is."""
    entities = {name: made_entity(name) for name in ["org:A", "org:B", *(f"org:Voice{n:02}" for n in range(13))]}
    claim = made_claim(1, [["org:A", ":x", "org:B"]])
    nodes = draw_graph(claim_graph([claim], entities, {}, Words({})), {"org:Voice07": 5, "org:Voice03": 2}).nodes
    lone = sorted((node for node in nodes if node.get("lone")), key=lambda node: (node["y"], node["x"]))
    assert [node["id"] for node in lone][:3] == ["org:Voice07", "org:Voice03", "org:Voice00"]
    assert len(lone) == 13
    assert min(node["y"] for node in lone) > max(node["y"] for node in nodes if not node.get("lone"))
    del entities["org:Voice12"]
    assert not any(node.get("lone") for node in draw_graph(claim_graph([claim], entities, {}, Words({})), {}).nodes)
    assert not any(node.get("lone") for node in draw_graph(claim_graph([], entities, {}, Words({})), {}).nodes)


def test_speakers() -> None:
    """Those named, outermost first; else the publisher; nobody if only an unnamed one speaks."""
    sources = {"src:s": {"publisher": "org:P"}}
    assert speakers_of(made_claim(1, []), sources) == ["org:P"]
    assert speakers_of(made_claim(1, [], attribution=[{"agent": "org:A"}, {"agent": None}, {"agent": "org:B"}]), sources) == [
        "org:A",
        "org:B",
    ]
    assert speakers_of(made_claim(1, [], attribution=[{"agent": None}]), sources) == []


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


@pytest.mark.parametrize(
    ("value", "exactness", "text"),
    [
        ("2025-06", "at-most", "June 2025 or earlier"),
        ("2025-06", "at-least", "June 2025 or later"),
        ("2025-06-01", "over", "after 1 June 2025"),
        ("2025-05", "nearly", "shortly before May 2025"),
        ("2025", "vague", "2025 (vague)"),
        ("2026-11-26T23:59:59-12:00", "exact", "26 November 2026, 23:59:59 UTC-12:00"),
        ("2026-11-26T12:00:00Z", "exact", "26 November 2026, 12:00 UTC"),
        ("2026-11-26T12:00:00", "exact", "26 November 2026, 12:00"),
    ],
)
def test_dates_with_exactness_and_time_in_words(value: str, exactness: str, text: str) -> None:
    """However exactly a date is meant, and whether or not it has a time of the day, it reads as one writes it."""
    assert date_text({"value": value, "exactness": f"cg:{exactness}"}) == text


@pytest.mark.parametrize(
    ("ends", "unit", "text"),
    [
        (("-5", "-5"), "EUR", "-€5"),
        (("-5", "-3"), "EUR", "-€5 to -€3"),
        (("-5", "3"), "people", "-5 to 3 people"),
        (("5", "5"), "people", "5 people"),
        (("3000000", "5000000"), "EUR", "€3\u20135 million"),
    ],
)
def test_amounts_below_nothing_and_of_one_number(ends: tuple[str, str], unit: str, text: str) -> None:
    """The minus stands before the currency, and two ends that are one number are one number."""
    value = {"cg:low": {"value": ends[0]}, "cg:high": {"value": ends[1]}, "cg:exactness": "cg:range", "qudt:unit": f"unit:{unit}"}
    assert amount_text(value, Words({f"unit:{unit}": unit})) == text


# ------------------------------------------------------------ page


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
    assert re.findall(r'\b(?:src|href|action|data)="([^"]*)"', markup) == ["#view-table", "#graph"]
    assert not re.search(r'\son\w+=|\sstyle="', markup)


def test_json_cannot_leave_its_element() -> None:
    """What could end the script, or a line of it, is escaped, and means the same."""
    text = "</script><!-- & \u2028 \u2029 ]]>"
    written = embed_json(text)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == text


def test_an_empty_corpus_has_a_page() -> None:
    """No claims, no entities: still a page."""
    assert embedded(render_page(Content([], {}, {}, Words({})), PageOptions("nothing")), "network")["nodes"] == []


# ------------------------------------------------------------ what to draw, and in which format


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--about", "the council"], "2 claims, 3 entities"),
        (["--about", "the council", "--depth", "0"], "2 claims, 3 entities"),
        (["--about", "Speed Test", "--depth", "2"], "3 claims, 5 entities"),
        (["--source", "gazette"], "6 claims, 8 entities"),
        (["SELECT ?claim { ?claim a cg:Claim ; cg:modality cg:planned }"], "1 claim, 3 entities"),
        (["SELECT ?model { ?model a :Model }"], "3 claims, 5 entities"),
        (["CONSTRUCT { ?m :score ?s } { GRAPH ?claim { ?m :score ?s } }"], "2 claims, 4 entities"),
        (["--name", "plans"], "1 claim, 3 entities"),
        (["-f", "facts/queries/plans.rq"], "1 claim, 3 entities"),
        (["--about", "Tram One", "SELECT ?claim { ?claim cg:modality cg:projected }"], "1 claim, 4 entities"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_drawn_can_be_chosen(corpus: Path, arguments: list[str], said: str) -> None:
    """By a thing and what is near it, by a source, by a query of either kind."""
    (corpus / "facts/queries").mkdir()
    (corpus / "facts/queries/plans.rq").write_text("# title: Plans\nSELECT ?claim { ?claim cg:modality cg:planned }\n", encoding="utf-8")
    assert draw("-o", "a.html", *arguments) == f"a.html: {said}\n"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.png", "a.graphml", "a.gexf", "a.json"])
def test_the_same_corpus_gives_the_same_bytes(corpus: Path, name: str) -> None:
    """Whatever is drawn can be kept in git; the name says in which format."""
    draw("-o", name)
    draw("-o", f"b{name}")
    assert (corpus / name).read_bytes() == (corpus / f"b{name}").read_bytes()
    starts = {"html": b"<!doctype html>", "svg": b"<?xml", "png": b"\x89PNG", "graphml": b"<?xml", "gexf": b"<?xml", "json": b"{"}
    assert (corpus / name).read_bytes().lstrip().startswith(starts[name[2:]])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "a.svg", "--view", "timeline"], "--view is for pages, and svg is none"),
        (["--format", "gexf", "--renderer", "sigma"], "--renderer is for pages, and gexf is none"),
        (["--format", "gefx"], "there is no format 'gefx' to draw in\n  hint: did you mean gexf?"),
        (["-o", "-", "--open"], "--open needs a file, and the drawing goes to standard output"),
        (["--quotes"], "--quotes takes the words from the texts of the sources, and there are none"),
        (["ASK { ?claim a cg:Claim }"], "draw needs claims or entities"),
        (["SELECT ?name { ?x schema:name ?name }"], "draw needs claims or entities"),
        (["SELECT ?claim { ?claim a cg:Nothing }"], "the query has no answer, so there is nothing to draw"),
        (["--about", "Ada Okoro", "--depth", "0"], "no claim is about person:Ada"),
        (["SELECT ?claim { ?claim a cg:Claim }", "--name", "plans"], "give one query"),
        (["--about", "the counsil"], "did you mean the council or city council?"),
        (["--source", "gazete"], "did you mean"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_drawn_is_said(corpus: Path, run: Run, arguments: list[str], message: str) -> None:
    """Exit code 2, the reason, and no file."""
    done = run("draw", *arguments, cwd=corpus)
    assert done.returncode == 2
    assert message in done.stderr
    assert {path.name for path in corpus.iterdir()} <= {"cache", "claimgraph.toml", "facts"}


def test_a_page_on_standard_output(corpus: Path, run: Run) -> None:
    """For pipes."""
    done = run("draw", "-o", "-", cwd=corpus)
    assert done.stdout.startswith("<!doctype html>")
    assert done.stderr == "-: 6 claims, 8 entities\n"


def test_the_page_says_what_was_left_out(corpus: Path) -> None:
    """As of a day, and what holds on one."""
    draw("-o", "a.html", "--as-of", "2025-03-04", "--valid-on", "2025-04-01")
    notes = embedded((corpus / "a.html").read_text(encoding="utf-8"), "data")["notes"]
    assert notes == ["As of 2025-03-04.", "Only what is said to hold on 2025-04-01."]


def test_quotes_of_the_evidence(corpus: Path) -> None:
    """Nothing of a text is in a page unless asked for; then the words of what is verified."""
    text = "So the council has led since spring."
    (corpus / "texts").mkdir()
    (corpus / "texts/gazette.txt").write_bytes(text.encode())
    digest = hashlib.sha256
    facts = FACTS["facts/gazette.yaml"].replace(
        "3f" + "0" * 62 + ", chars: 5121", f"{digest(text.encode()).hexdigest()}, chars: {len(text)}"
    )
    facts = facts.replace(
        "{start: 3, end: 9, sha256: 3f" + "0" * 62, "{start: 3, end: 14, sha256: " + digest(text[3:14].encode()).hexdigest()
    )
    (corpus / "facts/gazette.yaml").write_text(facts, encoding="utf-8")

    def quotes(*arguments: str) -> list[Any]:
        draw("-o", "a.html", "--about", "Ada Okoro", *arguments)
        claims = embedded((corpus / "a.html").read_text(encoding="utf-8"), "data")["claims"]
        return [(span["quote"], span["verified"]) for claim in claims for span in claim["evidence"]]

    assert quotes() == [(None, None)]
    assert quotes("--texts", "texts") == [(None, True)]
    assert quotes("--texts", "texts", "--quotes") == [("the council", True)]
    (corpus / "facts/gazette.yaml").write_text(
        facts.replace("start: 3, end: 14,", 'start: 3, end: 14, quote: "the council",'), encoding="utf-8"
    )
    assert quotes() == [("the council", None)]
    assert quotes("--no-quotes") == [(None, None)]


def test_contradictions_are_in_the_page(corpus: Path) -> None:
    """With the reason, in words."""
    second = """
id: src:herald
type: NewsArticle
headline: Who leads
claims:
  - {id: claim:led-by-other, label: The depot leads, says: {id: org:Council, ledBy: org:Gazette}}
"""
    (corpus / "facts/herald.yaml").write_text(second.replace("org:Gazette}", "person:Ada}, polarity: denied"), encoding="utf-8")
    draw("-o", "a.html")
    (found,) = embedded((corpus / "a.html").read_text(encoding="utf-8"), "data")["disagreements"]
    assert (found["kinds"], found["subject"]) == (["denied"], "org:Council")
    assert [side["claims"] for side in found["sides"]] == [["claim:led"], ["claim:led-by-other"]]
    assert found["why"] == "What some say is so, others deny."
    assert "City Council" in found["heading"]


def test_drawing_is_imported_only_when_something_is_drawn() -> None:
    """The module of the command costs the other commands nothing."""
    code = "import sys, claimgraph.cli.app, claimgraph.cli.draw; print({'networkx', 'numpy', 'pyvis', 'jinja2'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
