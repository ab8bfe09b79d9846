"""How claims look, and the pictures of them: colours, SVG, PNG."""

from __future__ import annotations

import collections
import functools
import importlib.util
import itertools
import os
import re
import struct
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from helpers import ROOT
from page_fixtures import made_claim, made_entity, made_source
from page_hostile import HOSTILE
from tram_corpus import tram_corpus

import claimgraph
from claimgraph.errors import OutputError
from claimgraph.exports.xmltext import xml_chars
from claimgraph.views.drawing import Drawing, draw_graph
from claimgraph.views.graph import claim_graph, speakers_of
from claimgraph.views.look import THEMES, load_look, theme_css
from claimgraph.views.pagedata import Content, page_data
from claimgraph.views.picture import render_picture, render_svg
from claimgraph.views.picture.edgewords import word_ground
from claimgraph.views.picture.svg import Layout, lay_out
from claimgraph.views.picture.things import find_overlaps
from claimgraph.views.raster import MAX_SIDE, check_raster, render_png
from claimgraph.wording.words import Words, list_words

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
needs_raster = pytest.mark.skipif(
    not os.environ.get("CI") and importlib.util.find_spec("resvg_py") is None, reason="pip install 'claimgraph[png]'"
)

# ---------------------------------------------------------------- the table of looks


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["page", "card", "canvas", "mark"])
def test_words_stand_out_from_their_ground(theme: str, ground: str) -> None:
    page = load_look()["page"]
    wanted = {"text": 4.5, "quiet": 4.5, "accent": 4.5} if ground != "mark" else {"text": 4.5}
    faint = {name: contrast(page[name][theme], page[ground][theme]) for name in wanted}
    assert {name: ratio for name, ratio in faint.items() if ratio < wanted[name]} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["page", "card", "canvas"])
def test_symbols_and_lines_stand_out_from_their_ground(theme: str, ground: str) -> None:
    look = load_look()
    colours = {name: about[theme] for table in ("kinds", "lines") for name, about in look[table].items()}
    ratios = {name: contrast(colour, look["page"][ground][theme]) for name, colour in colours.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["page", "card", "canvas"])
def test_verdicts_are_words_in_their_colour_and_can_be_read(theme: str, ground: str) -> None:
    look = load_look()
    ratios = {name: contrast(about[theme], look["page"][ground][theme]) for name, about in look["verdicts"].items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}
    assert len({about["sign"] for about in look["verdicts"].values()}) == len(look["verdicts"])


def test_kinds_differ_in_shape_and_lines_in_more_than_colour() -> None:
    look = load_look()
    outlines = [str(kind["outline"]) for kind in look["kinds"].values()]
    assert len(set(outlines)) == len(outlines)
    lines = {name: (tuple(line["dashes"]), line["head"]) for name, line in look["lines"].items()}
    alike = [pair for pair in itertools.combinations(lines, 2) if lines[pair[0]] == lines[pair[1]]]
    assert alike == []


def test_every_outline_is_about_as_large_as_a_circle_of_radius_one() -> None:
    outlines = {name: kind["outline"] for name, kind in load_look()["kinds"].items() if kind["outline"] != "circle"}
    reach = {name: max(abs(number) for point in points for number in point) for name, points in outlines.items()}
    assert all(0.85 <= far <= 1.25 for far in reach.values()), reach


def test_the_style_sheet_has_each_colour_once_for_each_theme() -> None:
    look, css = load_look(), theme_css(load_look())
    themes = re.findall(r":root[^{]*\{[^}]*\}", css)
    assert [block.split(" {")[0] for block in themes] == [":root", ':root[data-theme="dark"]', ":root:not([data-theme])"]
    names = (
        {f"--kind-{kind}" for kind in look["kinds"]}
        | {f"--claim-{line}" for line in look["lines"]}
        | {f"--verdict-{verdict}" for verdict in look["verdicts"]}
        | {f"--{name}" for name in look["page"]}
    )
    for block in themes:
        declared = re.findall(r"(--[\w-]+): #[0-9a-f]{6};", block)
        assert sorted(declared) == sorted({*names, "--kind-value"})
    assert themes[1].partition("{")[2] == themes[2].partition("{")[2]
    assert f"--claim-denied: {look['lines']['denied']['dark']};" in themes[1]
    assert re.findall(r"\.tone-(\w+) \{ --tone: var\(--claim-\1\); \}", css) == list(look["lines"])


# ---------------------------------------------------------------- a picture


@functools.cache
def facts_drawing() -> tuple[Drawing, Content]:
    """Return the drawing of this repository's facts, and what it is of."""
    return drawn(ROOT / "facts")


def drawn(facts: Path, **chosen: str) -> tuple[Drawing, Content]:
    corpus = claimgraph.load(facts)
    return drawn_content(Content(corpus.claims(**chosen), corpus.entities(), corpus.sources(), Words(list_words(corpus.store))))


def drawn_content(content: Content) -> tuple[Drawing, Content]:
    graph = claim_graph(content.claims, content.entities, content.sources, content.words)
    return draw_graph(graph, collections.Counter(v for claim in content.claims for v in speakers_of(claim, content.sources))), content


def tram(**claims: dict[str, Any]) -> str:
    """Return the picture of claims that the tram opens, one for each name."""
    made = [made_claim(number, [["project:Tram", ":opens", "place:Hill"]], **more) for number, more in enumerate(claims.values())]
    entities = {"project:Tram": made_entity("Tram", "cg:Project"), "place:Hill": made_entity("Hill", "schema:Place")}
    drawing, content = drawn_content(Content(made, entities, {"src:s": made_source("Trams")}, Words({":opens": "opens at"})))
    return render_svg(drawing, page_data(content), title="Trams")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{SVG}text")]


def lines(svg: str) -> list[ET.Element]:
    return [element for element in parsed(svg).iter(f"{SVG}g") if "data-claim" in element.attrib]


@pytest.fixture(scope="module")
def facts_layout() -> Layout:
    drawing, content = facts_drawing()
    return lay_out(drawing, page_data(content)["claims"], load_look())


@pytest.fixture(scope="module")
def article_layout() -> Layout:
    """The layout of what the one article says, which leaves room enough."""
    drawing, content = drawn(ROOT / "facts", source="src:rits-open-weight-plans")
    return lay_out(drawing, page_data(content)["claims"], load_look())


def test_every_claim_and_every_thing_is_in_the_picture() -> None:
    drawing, content = facts_drawing()
    svg = render_svg(drawing, page_data(content), title="Muse Spark")
    assert {line.get("data-claim") for line in lines(svg)} == {claim["id"] for claim in content.claims}
    assert {name.text for line in lines(svg) if (name := line.find(f"{SVG}title")) is not None} == {c["label"] for c in content.claims}
    wanted = collections.Counter(line for node in drawing.nodes for line in node["label"].split("\n"))
    assert not wanted - collections.Counter(texts(svg))


def test_nothing_in_the_picture_stands_on_anything_else(facts_layout: Layout) -> None:
    assert find_overlaps(facts_layout.things) == []
    boxes = [(word.texts, box) for word in facts_layout.words for box in word_ground(word)]
    for text, box in boxes:
        assert [thing.lines for thing in facts_layout.things if thing.body.meets(box) or thing.letters.meets(box)] == [], text
    assert [(one, two) for (one, a), (two, b) in itertools.combinations(boxes, 2) if one is not two and a.meets(b)] == []


def test_every_score_and_most_predicates_are_written(facts_layout: Layout) -> None:
    written = collections.Counter(word.score for word in facts_layout.words)
    assert written[True] == sum(line.score for line in facts_layout.lines) > 5
    assert written[False] > 0.6 * sum(bool(line.text) and not line.score for line in facts_layout.lines)


def test_a_line_passes_behind_no_thing_that_it_could_avoid(article_layout: Layout, facts_layout: Layout) -> None:
    assert len(touched(article_layout)) <= 0.02 * len(article_layout.lines)
    assert len(touched(facts_layout)) <= 0.1 * len(facts_layout.lines)  # all outlets together are crowded


def touched(layout: Layout) -> set[tuple[str, str]]:
    """Return the lines of a picture with the things that each passes behind."""
    return {
        (line.id, thing.id)
        for line in layout.lines
        for thing in layout.things
        if any(thing.body.holds(point, -2) or thing.letters.holds(point, -2) for point in line.curve.points(40)[2:-2])
    }


def test_a_line_ends_where_the_letters_of_its_things_begin(facts_layout: Layout) -> None:
    things = {thing.id: thing for thing in facts_layout.things}
    edges = {edge["id"]: edge for edge in facts_drawing()[0].edges}
    for line in facts_layout.lines:
        for end in ("from", "to"):
            inside = [point for point in line.curve.points(40)[1:-1] if things[edges[line.id][end]].covers(point, 1)]
            assert inside == [], (line.id, end)


def test_claims_between_the_same_things_keep_apart() -> None:
    paths = [line.findall(f"{SVG}path")[0].get("d") for line in lines(tram(a={}, b={}, c={}))]
    assert len(set(paths)) == 3


def test_a_line_shows_how_firmly_its_claim_is_put() -> None:
    svg = tram(
        asserted={},
        planned={"modality": "cg:planned"},
        denied={"polarity": "cg:denied"},
        opinion={"stance": "cg:opinion"},
        past={"status": ["superseded"]},
        disputed={"relations": {"disputedBy": ["claim:c0"]}},
    )
    asserted, planned, denied, opinion, past, disputed = lines(svg)
    colours = {name: row["light"] for name, row in load_look()["lines"].items()}
    shafts = [line.findall(f"{SVG}path")[0] for line in (asserted, planned, denied, disputed)]
    assert [shaft.get("stroke") for shaft in shafts] == [colours[name] for name in ("asserted", "planned", "denied", "disputed")]
    assert [shaft.get("stroke-dasharray") for shaft in shafts] == [None, "8 5", None, "12 4 2 4"]
    assert denied.findall(f"{SVG}path")[1].get("stroke-width") == "3"  # the bar
    assert [line.find(f"{SVG}circle") is not None for line in (asserted, opinion)] == [False, True]
    assert [line.get("opacity") for line in (asserted, past)] == [None, "0.4"]
    legend = texts(svg)[texts(svg).index("How firmly it is claimed") :]
    counts = {"Asserted": "3", "Planned": "1", "Denied": "1", "Disputed": "1", "Opinion": "1", "No longer holds": "1"}
    assert counts.items() <= dict(itertools.pairwise(legend)).items()


def test_the_sheet_says_what_it_shows_and_where_from() -> None:
    svg = tram(one={}, two={})
    assert texts(svg)[:2] == ["Trams", "2 claims about 2 things from 1 source"]
    assert texts(svg)[-2:] == ["Source", "“Trams” (2 claims)"]
    root = parsed(svg)
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["Trams", "A graph of 2 claims about 2 things from 1 source."]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_uses_its_own_colours_only(theme: str) -> None:
    drawing, content = facts_drawing()
    used = set(re.findall(r"#[0-9a-f]{6}", render_svg(drawing, page_data(content), title="t", theme=theme)))
    look = load_look()
    assert used <= {about[theme] for table in ("kinds", "lines", "page") for about in look[table].values()}
    assert look["page"]["canvas"][theme] in used


def test_of_a_large_graph_the_picture_shows_what_the_page_shows_first() -> None:
    drawing, content = facts_drawing()
    first = [node | {"first": [node["x"], node["y"]]} if number < 40 else node for number, node in enumerate(drawing.nodes)]
    svg = render_svg(Drawing(first, drawing.edges), page_data(content), title="t")
    assert f"about 40 of {len(drawing.nodes)} things" in texts(svg)[1]


def test_nothing_to_draw_is_a_sheet_all_the_same() -> None:
    svg = render_svg(Drawing([], []), {"claims": [], "sources": {}}, title="Nothing yet")
    assert texts(svg) == ["Nothing yet", "0 claims about 0 things from 0 sources"]


# ---------------------------------------------------------------- what a corpus may hold


@functools.cache
def hostile_picture() -> tuple[str, list[str]]:
    """Return a picture that has every hostile text in every place, and the texts as an XML file can hold them."""
    claims, entities = [], {}
    for number, text in enumerate(HOSTILE):
        entities[f"org:{number}"] = made_entity(text)
        claims.append(made_claim(number, [[f"org:{number}", ":says", {"value": text, "datatype": None, "lang": None}]], label=text))
        claims[-1]["id"] = f"claim:{text}"
    content = Content(claims, entities, {"src:s": made_source(HOSTILE[0], publisher="org:1")}, Words({":says": HOSTILE[2]}))
    drawing, _ = drawn_content(content)
    return render_svg(drawing, page_data(content), title=HOSTILE[0]), [xml_chars(text) for text in HOSTILE]


def test_hostile_texts_are_shown_as_texts() -> None:
    svg, wanted = hostile_picture()
    root = parsed(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "g", "title", "desc", "path", "circle", "rect", "text"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or name == "style"}
    assert {line.get("data-claim") for line in lines(svg)} == {f"claim:{text}" for text in wanted}
    assert {name.text or "" for line in lines(svg) if (name := line.find(f"{SVG}title")) is not None} == set(wanted)


def test_the_same_claims_give_the_same_bytes_in_another_process() -> None:
    """Hashes of texts differ from one process to the next; nothing may hang on them."""
    script = (
        "import hashlib, test_pictures as t\n"
        "svg = t.tram(a={}, b={'modality': 'cg:planned'}, c={'polarity': 'cg:denied'}, d={'stance': 'cg:opinion'})\n"
        "print(hashlib.sha256(svg.encode()).hexdigest())"
    )
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")])
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}, capture_output=True, text=True,
            check=True, timeout=120,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != ""


def test_every_kind_of_claim_in_a_corpus_that_contradicts_itself_is_drawn(tmp_path: Path) -> None:
    drawing, content = drawn(tram_corpus(tmp_path))
    layout = lay_out(drawing, page_data(content)["claims"], load_look())
    assert {line.claim["id"] for line in layout.lines} == {claim["id"] for claim in content.claims}
    assert find_overlaps(layout.things) == []


def test_an_entity_that_says_something_of_itself_has_a_loop() -> None:
    claims = [made_claim(1, [["org:A", ":owns", "org:A"]])]
    drawing, content = drawn_content(Content(claims, {"org:A": made_entity("A")}, {}, Words({":owns": "owns"})))
    layout = lay_out(drawing, page_data(content)["claims"], load_look())
    assert layout.lines[0].curve.length() > 40


# ---------------------------------------------------------------- PNG


@needs_raster
def test_a_png_has_two_pixels_for_one_and_is_not_blank() -> None:
    svg = tram(a={}, b={"polarity": "cg:denied"})
    width, height = (float(parsed(svg).get(name, "")) for name in ("width", "height"))
    got = read_png(render_png(svg))
    assert abs(got.width - 2 * width) <= 1
    assert abs(got.height - 2 * height) <= 1
    look = load_look()
    for colour in (look["page"]["canvas"], look["page"]["text"], look["kinds"]["Place"], look["lines"]["denied"]):
        assert bytes.fromhex(colour["light"][1:]) in got.colours


@needs_raster
def test_a_png_is_the_same_each_time() -> None:
    drawing, content = drawn_content(Content([], {"org:A": made_entity("Anna")}, {}, Words({})))
    first, second = (render_picture(drawing, content, title="A", format_="png") for _ in range(2))
    assert first == second


@needs_raster
def test_a_picture_too_large_for_a_png_is_made_smaller() -> None:
    """One thing far from the other makes a sheet that twice as large no program would open."""
    node = {"label": "A", "head": "", "kind": "Topic", "size": 10, "fontSize": 16, "y": 0, "above": False}
    drawing = Drawing([node | {"id": "a", "x": 0}, node | {"id": "b", "x": 30_000}], [])
    got = read_png(render_png(render_svg(drawing, {"claims": [], "sources": {}}, title="far")), look=False)
    assert MAX_SIDE - 2 <= got.width <= MAX_SIDE


@needs_raster
def test_hostile_texts_can_be_drawn() -> None:
    assert read_png(render_png(hostile_picture()[0], scale=0.1), look=False).width > 90


def test_without_its_packages_a_png_is_refused_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(OutputError, match="a PNG needs resvg-py and fontpkg-inter") as error:
        check_raster()
    assert "pip install 'claimgraph[png]'" in error.value.hint


# ---------------------------------------------------------------- helpers


class Png:
    """What a small reader of PNGs finds: eight bits, with alpha or without."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height, self.colours = width, height, set[bytes]()


def read_png(data: bytes, *, look: bool = True) -> Png:
    """Read size and colours; every fourth line's, as far as it is stored plainly or by differences."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert depth == 8
    found = Png(width, height)
    if not look:
        return found
    packed, position = b"", 8
    while position < len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        if data[position + 4 : position + 8] == b"IDAT":
            packed += data[position + 8 : position + 8 + length]
        position += length + 12
    step = {2: 3, 6: 4}[kind]
    rows = unfiltered(zlib.decompress(packed), width * step, height, step)
    for row in rows:
        found.colours.update(row[start : start + 3] for start in range(0, len(row), step))
    return found


def unfiltered(raw: bytes, length: int, height: int, step: int) -> list[bytes]:
    """Undo the filters of a PNG's rows."""
    rows: list[bytes] = []
    above = bytes(length)
    for number in range(height):
        start = number * (length + 1)
        row, filter_ = bytearray(raw[start + 1 : start + 1 + length]), raw[start]
        for place in range(length) if filter_ else ():
            left = row[place - step] if place >= step else 0
            corner = above[place - step] if place >= step else 0
            guess = (0, left, above[place], (left + above[place]) // 2, paeth(left, above[place], corner))[filter_]
            row[place] = (row[place] + guess) % 256
        above = bytes(row)
        rows.append(above)
    return rows


def paeth(left: int, above: int, corner: int) -> int:
    wanted = left + above - corner
    return min((left, above, corner), key=lambda value: abs(wanted - value))


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours as WCAG reckons it, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
