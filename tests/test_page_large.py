"""A page of some 2,000 things: it shows a part first and the rest when asked, on a plain canvas or by sigma."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Any

import pytest
from page_fixtures import PATIENCE, Show, made_claim, made_entity, made_page, made_source

if TYPE_CHECKING:
    from playwright.sync_api import Page

THINGS = 2000
TYPES = ("schema:Organization", "schema:Person", "cg:Model", "cg:Benchmark", "schema:Product")

#: What a script may do before the page's own run: the software renderer says that it is a card.
PRETEND = """
const real = WebGL2RenderingContext.prototype.getParameter;
WebGL2RenderingContext.prototype.getParameter = function (name) {
    const value = real.call(this, name);
    return typeof value === "string" && /swiftshader|software/i.test(value) ? "A graphics card" : value;
};
"""
WITHOUT_WEBGL = """
const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === "webgl2" ? null : real.call(this, kind, ...more); };
"""


@functools.cache
def large_page() -> str:
    """Draw a chain of things with a few busy ones; three claims join the first two, and one thing speaks of itself."""
    entities = {f"thing:{n}": made_entity(f"Thing {n}", TYPES[n % len(TYPES)]) for n in range(THINGS)}
    pairs = [(n, n * n % 40 if n % 3 else n - 1) for n in range(1, THINGS)] + [(1, 0), (1, 0), (0, 1), (2, 2)]
    claims = [made_claim(n, [[f"thing:{one}", "cg:uses", f"thing:{two}"]], label=f"{one} uses {two}") for n, (one, two) in enumerate(pairs)]
    claims[-2]["polarity"] = "cg:denied"
    return made_page(claims, entities, {"src:s": made_source("A source", publisher="thing:0")}, words={"cg:uses": "uses"}, title="Large")


@pytest.fixture(params=["canvas", "sigma"])
def large(request: pytest.FixtureRequest, show: Show) -> Page:
    """Open the page with each of its pictures."""
    # A card that is none has to be read back for every frame, and the driver says so.
    page = show(large_page(), ready=False, allow="GPU stall due to ReadPixels")
    if request.param == "sigma":
        page.add_init_script(PRETEND)
        page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    if page.evaluate("picture.name") != request.param:
        pytest.skip("this browser has no WebGL2, not even in software")
    settled(page)
    return page


def until(page: Page, condition: str) -> None:
    """Wait until something holds; the page's policy lets nobody but us evaluate a text, so playwright cannot wait for it in the page."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition} did not come true"
        page.wait_for_timeout(50)


def settled(page: Page) -> None:
    """Wait until all is painted."""
    page.evaluate("flush()")
    until(page, "picture.isStill()")


def place(page: Page, node: str) -> tuple[float, float]:
    at = page.evaluate("id => picture.positionOf(id)", node)
    return at["x"], at["y"]


def colours_in_sight(page: Page) -> int:
    """Count the different colours of a picture of the graph as a PNG would have it."""
    return int(
        page.evaluate("""() => {
            const canvas = picture.toCanvas(1);
            const data = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
            return new Set(data).size;
        }""")
    )


# ------------------------------------------------------------ who draws


def test_without_webgl_a_plain_canvas_draws(show: Show) -> None:
    page = show(large_page(), ready=False)
    page.add_init_script(WITHOUT_WEBGL)
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.get_attribute("html", "data-picture") == "canvas"


def test_without_any_card_nothing_goes_wrong(show: Show) -> None:
    page = show(large_page(), ready=False)
    page.add_init_script(WITHOUT_WEBGL.replace('=== "webgl2"', '!== "2d"'))
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    settled(page)
    assert page.evaluate("picture.name") == "canvas"


def test_webgl_in_software_is_told_from_a_card(show: Show) -> None:
    page = show(large_page())
    assert page.evaluate("hasRealWebGL2()") is False
    assert page.get_attribute("html", "data-picture") == "canvas"


def test_a_card_that_gives_up_is_replaced(large: Page) -> None:
    if large.evaluate("picture.name") == "canvas":
        pytest.skip("only sigma needs a card")
    scale = large.evaluate("picture.scale()")
    large.evaluate("document.querySelector('#graph canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()")
    large.wait_for_selector("html[data-picture=canvas]", state="attached")
    assert large.evaluate("picture.scale()") == pytest.approx(scale, rel=0.01)


# ------------------------------------------------------------ which part


def test_the_busiest_part_opens_and_the_page_says_so(large: Page) -> None:
    drawn = large.evaluate("look.nodes.size")
    assert 20 < drawn <= 150
    assert large.inner_text("#policy") == f"{drawn} of 2,000 entities drawn; search or focus to see more"
    assert large.evaluate("look.nodes.has('thing:0')")
    large.evaluate("flush()")
    in_sight = "[...look.nodes].every(id => { const p = picture.positionOf(id); return document.elementFromPoint(p.x, p.y)?.closest('#view-entities'); })"
    assert large.evaluate(in_sight)


def test_all_of_it_can_be_drawn_and_less_again(large: Page) -> None:
    first = large.evaluate("look.nodes.size")
    large.click("#draw-all")
    settled(large)
    assert large.evaluate("look.nodes.size") == THINGS
    assert large.is_hidden("#policy")
    assert colours_in_sight(large) > 20
    large.click("#draw-all")
    settled(large)
    assert large.evaluate("look.nodes.size") == first
    assert large.is_visible("#policy")


def test_a_search_draws_what_it_finds(large: Page) -> None:
    assert large.evaluate("look.nodes.has('thing:1777')") is False
    large.keyboard.press("/")
    large.keyboard.type("Thing 1777")
    large.keyboard.press("Enter")
    until(large, "look.nodes.has('thing:1777')")
    assert large.inner_text("#panel h2") == "Thing 1777"
    settled(large)
    x, y = place(large, "thing:1777")
    # Beside the panel, not under it.
    assert large.evaluate("([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('#graph'))", [x, y])
    large.keyboard.press("Escape")
    large.evaluate("flush()")
    assert large.evaluate("look.nodes.has('thing:1777')"), "what was found stays"


def test_enter_waits_until_the_best_is_known(large: Page) -> None:
    """The page reads what can be found in pieces; a hasty Enter must not take the best of the first piece."""
    state = large.evaluate("""() => {
        const box = $("search");
        box.focus();
        box.value = "1776 uses";
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        return [searching.isReady, state.chosen];
    }""")
    assert state == [False, None]
    until(large, "state.chosen?.claim === 'claim:c1775'")


def test_focus_puts_a_thing_in_the_middle_of_its_neighbours(large: Page) -> None:
    places = "focusOn('thing:1777', 2), flush(), JSON.stringify([...look.places])"
    first = large.evaluate(places)
    expected = large.evaluate("shown.nodes.size")
    assert 2 < large.evaluate("look.nodes.size") == min(expected, 600)
    assert large.evaluate("look.places.get('thing:1777')") == {"x": 0, "y": 0}
    large.evaluate("change({ focus: null }), flush()")
    assert large.evaluate(places) == first, "the same places every time"


def test_a_filter_that_leaves_little_draws_what_it_leaves(large: Page) -> None:
    large.evaluate("state.hidden.set('Affirmed or denied', new Set(['affirmed'])), change({ hidden: state.hidden }), flush()")
    if large.evaluate("shown.claims.length") != 1:
        name = large.evaluate("FILTERS.find(filter => filter.of !== 'node' && filter.order?.includes('denied')).name")
        large.evaluate("name => { state.hidden.set(name, new Set(['affirmed'])); change({ hidden: state.hidden }); flush(); }", name)
    assert sorted(large.evaluate("[...look.nodes]")) == ["thing:0", "thing:1"]
    assert large.evaluate("look.edges.size") == 1


# ------------------------------------------------------------ pointer and camera


def test_clicks_choose_nodes_and_edges(large: Page) -> None:
    large.mouse.click(*place(large, "thing:0"))
    until(large, "state.chosen?.node === 'thing:0'")
    assert large.inner_text("#panel h2") == "Thing 0"
    large.keyboard.press("Escape")
    large.evaluate("flush()")
    large.evaluate("focusOn('thing:1777'), flush()")
    settled(large)
    edge = large.evaluate("EDGES.get([...look.edges].find(id => [EDGES.get(id).from, EDGES.get(id).to].includes('thing:1777')))")
    (a, b), (c, d) = place(large, edge["from"]), place(large, edge["to"])
    large.mouse.click((a + c) / 2, (b + d) / 2)
    until(large, f"state.chosen?.claim === '{edge['claim']}'")
    assert large.evaluate("flush() || look.lit.edges.size") == 1


def test_a_click_on_nothing_clears(large: Page) -> None:
    large.evaluate("chooseNode('thing:0', { move: false }), flush()")
    box = large.locator("#graph").bounding_box()
    assert box
    large.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    until(large, "state.chosen === null")


def test_the_pointer_tells_what_is_under_it(large: Page) -> None:
    large.mouse.move(*place(large, "thing:0"))
    large.wait_for_selector(".hint")
    assert large.inner_text(".hint b") == "Thing 0"
    assert "about it" in large.inner_text(".hint small")
    assert large.evaluate("$('graph').style.cursor") == "pointer"
    large.mouse.move(2, 2)
    large.wait_for_selector(".hint", state="hidden")


def test_the_wheel_zooms_where_it_is_and_a_drag_moves(large: Page) -> None:
    x, y = place(large, "thing:0")
    scale = large.evaluate("picture.scale()")
    large.mouse.move(x, y)
    large.mouse.wheel(0, -240)
    until(large, f"picture.scale() > {scale} * 1.1")
    assert place(large, "thing:0") == pytest.approx((x, y), abs=2)
    box = large.locator("#graph").bounding_box()
    assert box
    large.mouse.move(box["x"] + 20, box["y"] + 90)
    large.mouse.down()
    large.mouse.move(box["x"] + 60, box["y"] + 110, steps=4)
    large.mouse.move(box["x"] + 120, box["y"] + 140, steps=4)
    large.mouse.up()
    until(large, f"Math.abs(picture.positionOf('thing:0').x - {x} - 100) < 2")
    assert place(large, "thing:0") == pytest.approx((x + 100, y + 50), abs=2)
    assert large.evaluate("state.chosen") is None, "a drag is no click"


def test_the_camera_is_the_same_for_all(large: Page) -> None:
    """Zoom, move and fit do what they say, and paint where they say."""
    before = large.evaluate("picture.camera()")
    large.evaluate("picture.zoom(2)")
    assert large.evaluate("picture.scale()") == pytest.approx(2 * before["scale"], rel=0.01)
    at = place(large, "thing:0")
    large.evaluate("picture.pan(50, -30)")
    assert place(large, "thing:0") == pytest.approx((at[0] - 50, at[1] + 30), abs=1)
    large.click("#fit")
    after = large.evaluate("picture.camera()")
    assert (after["x"], after["y"], after["scale"]) == pytest.approx((before["x"], before["y"], before["scale"]), rel=0.01, abs=2)


# ------------------------------------------------------------ what is drawn


def test_the_picture_as_a_file_is_not_blank(large: Page) -> None:
    assert colours_in_sight(large) > 20
    with large.expect_download() as download:
        large.click("#png")
    assert download.value.suggested_filename == "Large.png"
    path = download.value.path()
    with open(path, "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_claims_about_the_same_two_things_are_lines_of_their_own(large: Page) -> None:
    """Each can be pointed at."""
    found = large.evaluate("""() => {
        const scene = picture.sceneOf();
        return scene.edges.flatMap((edge, n) => {
            if (![edge.from, edge.to].every((id) => ["thing:0", "thing:1"].includes(id)) || edge.from === edge.to) return [];
            // Somewhere along it; in the middle another thing may stand.
            return [[edge.id, [0.3, 0.4, 0.5, 0.6, 0.7].map((share) => pick(scene, pointOn(curveAt(scene, n), share), 6)?.edge)]];
        });
    }""")
    assert len(found) >= 3
    assert all(edge in under for edge, under in found)


def test_a_claim_of_a_thing_about_itself_is_a_loop(large: Page) -> None:
    curve: dict[str, Any] = large.evaluate("""() => {
        const scene = picture.sceneOf();
        return curveAt(scene, scene.edges.findIndex((edge) => edge.from === edge.to));
    }""")
    assert curve["a"] != curve["b"]
    assert curve["c"]["y"] < curve["a"]["y"]
