"""The picture of a graph that is drawn whole: what one sees first can be read, and what one points at answers."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

import pytest
from page_fixtures import PATIENCE, Show, article_page, facts_page, tram_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Notes every text that is written on a canvas: which, and from where to where, in pixels of the page.
LISTEN = """
window.written = [];
const real = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
    const matrix = this.getTransform();
    const ratio = this.canvas.width / (this.canvas.clientWidth || this.canvas.width);
    const scale = matrix.a / ratio;
    const height = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * scale;
    const width = this.measureText(text).width * scale;
    const { x: across, y: down } = matrix.transformPoint({ x, y });
    const left = across / ratio - (this.textAlign === "center" ? width / 2 : 0);
    // Letters take about seven tenths of the height of their line.
    if (this.canvas.isConnected) written.push({ text, height, box: [left, down / ratio - 0.35 * height, left + width, down / ratio + 0.35 * height], alpha: this.globalAlpha });
    return real.call(this, text, x, y, ...more);
};
"""


def opened(show: Show, html: str, **options: Any) -> Page:
    """Open a page that tells what is written in its picture."""
    page = show(html, ready=False, **options)
    page.add_init_script(LISTEN)
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("picture.name") == "vis"
    return page


def written(page: Page) -> list[dict[str, Any]]:
    """Return what stands in the picture now, each text once."""
    page.evaluate("() => { flush(); written.length = 0; picture.paint(look); }")
    page.wait_for_function("written.length > 0")
    found = {(each["text"], *(round(n) for n in each["box"])): each for each in page.evaluate("written")}
    return list(found.values())


def point_of(page: Page, node: str) -> tuple[float, float]:
    """Return where a node is on the page."""
    at = page.evaluate("id => picture.positionOf(id)", node)
    return at["x"], at["y"]


# ------------------------------------------------------------ what one sees first


@pytest.mark.parametrize("make", [article_page, tram_page])
def test_the_opening_view_can_be_read(show: Show, make: Any) -> None:
    """Everything is in sight, no text is too small, and none stands on another; in a crowd one name may wait until one comes closer."""
    page = opened(show, make())
    width, height = page.evaluate("[$('graph').clientWidth, $('graph').clientHeight]")
    texts = written(page)
    names = {" ".join(name.split()) for name in page.evaluate("NETWORK.nodes.map((node) => node.label.replaceAll('\\n', ' '))")}
    whole = " ".join(each["text"] for each in texts)
    assert len([name for name in names if not all(word in whole for word in name.split())]) <= 1
    assert [each["text"] for each in texts if each["height"] < 7.5] == []
    left, top, right, bottom = (f([each["box"][n] for each in texts]) for n, f in enumerate([min, min, max, max]))
    assert (left >= -2, top >= -2, right <= width + 2, bottom <= height + 2) == (True, True, True, True)
    assert [(one["text"], two["text"]) for one, two in itertools.combinations(texts, 2) if overlap(one["box"], two["box"]) > 8] == []


def overlap(one: list[float], two: list[float]) -> float:
    """Return the area, in square pixels, that two boxes share."""
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 < high else 0.0


def test_it_tells_the_story(show: Show) -> None:
    """Whom the article is about, its models, its codenames, who reported it, and the scores."""
    page = opened(show, article_page())
    texts = " ".join(each["text"] for each in written(page))
    for name in ("Meta", "Superintelligence", "Alexandr Wang", "Muse Spark", "Avocado", "Mango", "Llama", "Axios", "76.5", "42.8", "75.1"):
        assert name in texts, name
    sizes = sorted((each["height"], each["text"]) for each in written(page))
    assert sizes[-1][1] == "Muse Spark", "what most is said of is written largest"
    assert sizes[-1][0] > 1.3 * sizes[len(sizes) // 2][0]


def test_of_many_sources_the_most_said_can_be_read(show: Show) -> None:
    """Two hundred claims of forty outlets are too many to write everything: values wait for a closer look, the names of what most is said of do not."""
    page = opened(show, facts_page())
    names = [each for each in written(page) if each["height"] >= 7.5]
    assert len(names) > 80
    assert [(one["text"], two["text"]) for one, two in itertools.combinations(names, 2) if overlap(one["box"], two["box"]) > 8] == []
    busiest = page.evaluate(
        "NETWORK.nodes.toSorted((a, b) => edgesAt(b.id).length - edgesAt(a.id).length).slice(0, 6).map((node) => node.label)"
    )
    whole = " ".join(each["text"] for each in names)
    assert [name for name in busiest if not all(word in whole for word in name.split())] == []


def test_who_only_speaks_stands_below_the_rest(show: Show) -> None:
    """Outlets that no line leads to do not crowd the picture: they stand in rows below it, who says most first, and the legend leads there."""
    page = show(facts_page())
    lone, tied = page.evaluate(
        "[true, false].map((lone) => NETWORK.nodes.filter((node) => Boolean(node.lone) === lone).map(({ x, y }) => [y, x]))"
    )
    assert len(lone) > 12
    assert min(y for y, _ in lone) > max(y for y, _ in tied)
    says = page.evaluate(
        "NETWORK.nodes.filter((node) => node.lone).sort((a, b) => a.y - b.y || a.x - b.x).map((node) => claimsBy(node.id).length)"
    )
    assert says == sorted(says, reverse=True)
    assert len({x for _, x in lone}) < len(lone) / 2, "they stand below one another"
    in_sight = """(lone) => {
        const box = $("graph").getBoundingClientRect();
        return NETWORK.nodes.filter((node) => Boolean(node.lone) === lone).map(({ id }) => picture.positionOf(id)).filter(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom).length;
    }"""
    assert page.evaluate(in_sight, False) == len(tied)
    assert f"stand {len(lone)} to whom no line leads" in page.inner_text(".legend-note")
    page.click(".legend-note .link")
    until(page, f"({in_sight})(true) === {len(lone)}")


def test_few_who_only_speak_stand_among_the_rest(show: Show) -> None:
    page = show(article_page())
    few = page.evaluate("NETWORK.nodes.filter((node) => !edgesAt(node.id).length).length")
    assert 0 < few <= 12
    assert page.evaluate("NETWORK.nodes.filter((node) => node.lone).length") == 0
    assert page.locator(".legend-note").count() == 0


def test_a_phone_shows_the_middle_of_it(show: Show) -> None:
    """Large enough to be read, the busiest part first."""
    page = opened(show, facts_page(), viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    texts = written(page)
    box = [0, 0, *page.evaluate("[$('graph').clientWidth, $('graph').clientHeight]")]
    seen = [each for each in texts if overlap(each["box"], box) > 0]
    assert {"Meta", "Muse Spark"} & {each["text"] for each in seen}
    assert len(seen) >= 10
    assert min(each["height"] for each in seen) >= 7.5


# ------------------------------------------------------------ lines


def test_claims_about_the_same_two_things_are_lines_of_their_own(show: Show) -> None:
    page = show(facts_page())
    pairs = page.evaluate(
        """() => {
            const pairs = {};
            for (const edge of NETWORK.edges) (pairs[[edge.from, edge.to].sort().join()] ??= []).push(edge.from < edge.to ? edge.bend : -edge.bend);
            return Object.values(pairs);
        }"""
    )
    assert any(len(bends) > 2 for bends in pairs)
    assert all(len(set(bends)) == len(bends) for bends in pairs)


def test_a_claim_looks_as_it_is_put(show: Show) -> None:
    """No two ways to put a claim look alike; what is denied ends in a bar."""
    page = show(facts_page())
    looks = page.evaluate("Object.keys(DATA.look.lines).map((modality) => JSON.stringify(lineOf(modality)))")
    assert len(set(looks)) == len(looks)
    signs = page.evaluate(
        """["affirmed", "denied"].flatMap((polarity) => ["fact", "opinion"].map((stance) => lineSign({ modality: "asserted", polarity, stance }).outerHTML))"""
    )
    assert len(set(signs)) == 4


# ------------------------------------------------------------ the pointer


def test_a_click_opens_what_is_there(show: Show) -> None:
    """A node its panel, a line its claim; the ground closes it."""
    page = show(tram_page())
    page.mouse.click(*point_of(page, "proj:Tram2"))
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "Tram line 2"
    box = page.locator("#graph").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    page.wait_for_selector("#panel", state="hidden")
    page.evaluate("() => { picture.fit(null); flush(); }")
    x, y, claim = page.evaluate(
        """() => {
            const scene = picture.sceneOf();
            const { x, y, scale } = picture.camera();
            const box = $("graph").getBoundingClientRect();
            for (const [n, edge] of scene.edges.entries()) {
                const point = pointOn(curveAt(scene, n), 0.5);
                if (pick(scene, point, 3)?.edge === edge.id) return [box.left + box.width / 2 + (point.x - x) * scale, box.top + box.height / 2 + (point.y - y) * scale, edge.claim];
            }
            return null;
        }"""
    )
    page.mouse.click(x, y)
    page.wait_for_selector("#panel h2")
    assert page.evaluate("state.chosen") == {"claim": claim}


def test_the_pointer_tells_what_is_under_it(show: Show) -> None:
    page = show(tram_page())
    page.mouse.move(*point_of(page, "proj:HorseTram"))
    page.wait_for_selector(".hint", state="visible")
    assert page.inner_text(".hint b") == "Horse tram"
    page.mouse.move(2, 2)
    page.wait_for_selector(".hint", state="hidden")


def test_what_is_chosen_is_lit(show: Show) -> None:
    """It and its neighbours stay; the rest becomes pale, but can still be seen."""
    page = opened(show, tram_page())
    page.evaluate("() => { chooseNode('proj:HorseTram'); flush(); }")
    strength = {each["text"]: each["alpha"] for each in written(page)}
    assert strength["Horse tram"] == 1
    assert 0 < strength["Brightrail"] < 0.5
    page.evaluate("() => { clearChoice(); flush(); }")
    assert {each["alpha"] for each in written(page)} == {1}


def test_what_is_filtered_out_is_not_drawn(show: Show) -> None:
    page = opened(show, tram_page())
    assert "Harbour" in {each["text"] for each in written(page)}
    page.uncheck("#filters input[data-value=Place]")
    texts = {each["text"] for each in written(page)}
    assert "Harbour" not in texts
    assert "Brightrail" in texts


def test_the_buttons_zoom_and_fit(show: Show) -> None:
    page = show(tram_page())
    before = page.evaluate("picture.scale()")
    page.click("#zoom-in")
    page.wait_for_function("scale => picture.scale() > 1.1 * scale", arg=before)
    page.click("#zoom-out")
    page.click("#zoom-out")
    page.wait_for_function("scale => picture.scale() < scale", arg=before)
    page.click("#fit")
    page.wait_for_function("scale => Math.abs(picture.scale() / scale - 1) < 0.02", arg=before)


def test_the_theme_can_be_chosen(show: Show) -> None:
    """The picture takes its colours at once."""
    page = show(tram_page(), color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    seen = [(page.evaluate(ground), page.evaluate("colours.text"))]
    for _ in range(3):
        page.click("#theme")
        seen.append((page.evaluate(ground), page.evaluate("colours.text")))
    assert len(set(seen)) == 2
    assert len({at for at, _ in seen}) == len({text for _, text in seen}) == 2


def test_the_picture_can_be_saved(show: Show) -> None:
    page = show(tram_page())
    with page.expect_download() as download:
        page.click("#png")
    assert download.value.suggested_filename.endswith(".png")
    path = download.value.path()
    with open(path, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20], "big") > 1000


def test_only_the_graph_is_a_picture(show: Show) -> None:
    page = show(tram_page())
    assert page.is_enabled("#png")
    page.click("#tab-table")
    until(page, "$('png').disabled")
    assert "picture of the graph" in str(page.get_attribute("#png", "title"))
    page.click("#tab-entities")
    until(page, "!$('png').disabled")


def test_a_saved_picture_says_what_it_is(show: Show) -> None:
    """The title of the page, how much of the claims it shows, and where they are from, over the graph."""
    page = opened(show, tram_page())
    page.evaluate("() => { focusOn('proj:HorseTram'); flush(); }")
    texts, more = page.evaluate(
        """() => {
            const texts = [];
            const before = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...more) {
                texts.push(text);
                return before.call(this, text, ...more);
            };
            const plain = pictureCanvas(2);
            texts.length = 0;
            const canvas = withHeading(plain);
            CanvasRenderingContext2D.prototype.fillText = before;
            return [texts, canvas.height - plain.height];
        }"""
    )
    assert more > 50
    whole = " ".join(texts)
    for part in (page.evaluate("DATA.title"), page.inner_text("#counts").split(" · ")[0], "Horse tram and neighbours", "Source"):
        assert part in whole
    assert " of " in page.inner_text("#counts")


# ------------------------------------------------------------ where the camera goes

SPARK = "model:MuseSpark"

#: Which of the nodes stand under the panel or out of sight.
HIDDEN = """(ids) => ids.filter((id) => {
    const { x, y } = picture.positionOf(id);
    const isIn = (box, room) => x > box.left - room && x < box.right + room && y > box.top - room && y < box.bottom + room;
    return !isIn($("graph").getBoundingClientRect(), 0) || (!$("panel").hidden && isIn($("panel").getBoundingClientRect(), 8));
})"""
CAMERA = "(({ x, y, scale }) => [x, y, 1000 * scale])(picture.camera())"


def until(page: Page, condition: str) -> None:
    """Wait until something holds; the page's policy lets nobody but us evaluate a text, so playwright cannot wait for it in the page."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition} did not come true"
        page.wait_for_timeout(50)


def clear_of_the_panel(page: Page, node: str) -> bool:
    """Tell whether a node, and three quarters of what is lit with it, can be seen beside the panel."""
    page.wait_for_selector("#panel h2")
    page.evaluate("flush()")
    lit = page.evaluate("[...look.lit.nodes]")
    hidden = page.evaluate(HIDDEN, lit)
    return node not in hidden and len(hidden) <= len(lit) / 4


def test_what_is_clicked_comes_out_from_under_the_panel(show: Show) -> None:
    page = show(article_page())
    page.mouse.click(*point_of(page, SPARK))
    until(page, "look.chosen !== null")
    assert clear_of_the_panel(page, SPARK)
    assert page.evaluate("picture.scale()") > 0.45, "its labels can still be read"


def test_a_click_on_what_is_clear_of_the_panel_moves_nothing(show: Show) -> None:
    page = show(facts_page())
    before = page.evaluate(CAMERA)
    page.mouse.click(*point_of(page, leftmost(page)))
    until(page, "look.chosen !== null")
    assert page.is_visible("#panel")
    assert page.evaluate(CAMERA) == before


def leftmost(page: Page) -> str:
    """Return the node farthest to the left whose neighbours are in the left half as well."""
    found: str = page.evaluate(
        """() => [...NODES.values()].filter((node) => node.size && edgesAt(node.id).length).sort((a, b) => a.x - b.x)
            .find((node) => edgesAt(node.id).every((edge) => [edge.from, edge.to].every((id) => NODES.get(id).x < 0))).id"""
    )
    return found


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_link_opens_beside_the_panel(show: Show, motion: str) -> None:
    page = show(facts_page(), at=f"#node={SPARK}", viewport={"width": 1280, "height": 720}, reduced_motion=motion)
    page.wait_for_selector("#panel h2")
    until(page, f"({HIDDEN})([...look.lit.nodes]).length <= look.lit.nodes.size / 4")
    assert clear_of_the_panel(page, SPARK)


def test_focus_and_the_claims_one_after_the_other_stay_beside_the_panel(show: Show) -> None:
    page = show(facts_page())
    page.evaluate("id => { chooseNode(id); flush(); focusOnChosen(); flush(); }", SPARK)
    assert page.evaluate(HIDDEN, page.evaluate("[...look.nodes]")) == []
    page.evaluate("() => { change({ focus: null }); flush(); }")
    for key in "nnnp":
        page.keyboard.press(key)
        page.evaluate("flush()")
        assert page.evaluate(HIDDEN, page.evaluate("edgesOf(state.chosen.claim).flatMap((edge) => [edge.from, edge.to])")) == []


def test_closing_shows_all_again(show: Show) -> None:
    """And the list of what was found stays closed, though the search has the focus again."""
    page = show(facts_page())
    before = page.evaluate(CAMERA)
    page.keyboard.press("/")
    page.keyboard.type("open-source editions")
    until(page, "searching.isReady && searching.found.length > 0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    until(page, "look.lit !== null")
    assert page.evaluate(CAMERA) != before
    page.click("#panel .close")
    page.wait_for_selector("#panel", state="hidden")
    until(page, "look.lit === null")
    assert page.evaluate(CAMERA) == pytest.approx(before, abs=1)
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.is_hidden("#found")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#found", state="visible")


def test_closing_leaves_a_picture_that_was_moved_by_hand(show: Show) -> None:
    page = show(facts_page())
    page.click("#zoom-in")
    page.evaluate("id => { chooseNode(id); flush(); }", SPARK)
    before = page.evaluate(CAMERA)
    page.click("#panel .close")
    page.wait_for_selector("#panel", state="hidden")
    page.evaluate("flush()")
    assert page.evaluate(CAMERA) == before


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_zoom_buttons_stand_where_nothing_is(show: Show, width: int) -> None:
    page = opened(show, facts_page(), viewport={"width": width, "height": 900})
    box = page.evaluate(
        """() => {
            const [outer, inner] = [$("graph"), document.querySelector(".zoom")].map((element) => element.getBoundingClientRect());
            return [inner.left - outer.left, inner.top - outer.top, inner.right - outer.left, inner.bottom - outer.top];
        }"""
    )
    assert [each["text"] for each in written(page) if overlap(each["box"], box) > 0] == []


def test_what_a_filter_leaves_is_fitted_where_it_is_little(show: Show) -> None:
    page = show(facts_page())
    before = page.evaluate(CAMERA)
    only_hoped = "() => { onlyValue(FILTERS.find((filter) => filter.name === 'How firmly'), 'hoped'); flush(); }"
    page.evaluate(only_hoped)
    assert page.evaluate("picture.scale()") > 2 * before[2] / 1000
    assert page.evaluate(HIDDEN, page.evaluate("[...look.nodes]")) == []
    page.evaluate("() => { change({ hidden: noneHidden() }); flush(); }")
    assert page.evaluate(CAMERA) == pytest.approx(before, abs=1)
    page.click("#zoom-in")
    by_hand = page.evaluate(CAMERA)
    page.evaluate(only_hoped)
    assert page.evaluate(CAMERA) == by_hand, "a picture moved by hand stays"
