"""The page is for everybody: by keyboard alone, with a screen reader, large, dark, without motion, on paper."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from helpers import need
from page_fixtures import Show, article_page, facts_page, need_web, tram_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEWS = {
    "entities": "Graph",
    "provenance": "Provenance",
    "timeline": "Timeline",
    "contradictions": "Contradictions",
    "due": "Due",
    "table": "Table",
}
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
#: What axe-core looks for: everything that the guidelines ask at levels A and AA, its best practices, and what it tries out.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "experimental"]


@functools.cache
def axe() -> str:
    return (need_web("axe-core") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, a line for each element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    found = page.evaluate(
        """async (tags) => (await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }))
            .violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))""",
        TAGS,
    )
    return [re.sub(r"\s+", " ", line) for line in found]


def view(page: Page, name: str) -> None:
    """Bring a view to the front."""
    page.evaluate("name => { showView(name); flush(); }", name)


def focused(page: Page) -> str:
    """Return the id of what has the focus, or what it is."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.localName"))


def flushed(page: Page, script: str) -> Any:
    """Return what a script says of the page when all changes are done."""
    page.evaluate("flush()")
    return page.evaluate(script)


# ------------------------------------------------------------ axe-core


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_any_view(show: Show, scheme: str, size: dict[str, Any]) -> None:
    """In every view, with nothing chosen, with a claim's panel and with an entity's."""
    page = show(tram_page(), color_scheme=scheme, **size)
    assert page.evaluate("document.documentElement.dataset.theme || 'as the system'") in {scheme, "as the system"}
    found = {}
    claim = page.evaluate("CLASHES[0].claims[0].id")
    for name in VIEWS:
        view(page, name)
        page.evaluate("() => { clearChoice(); flush(); }")
        found[name] = violations(page)
        page.evaluate("id => { chooseClaim(id); flush(); }", claim)
        page.wait_for_selector("#panel h2")
        found[f"{name} with a claim"] = violations(page)
    page.evaluate("() => { chooseNode('proj:Tram2'); flush(); }")
    found["an entity"] = violations(page)
    page.evaluate("() => { chooseNode('src:gazette-tram-2'); flush(); }")
    found["a source"] = violations(page)
    assert [f"{state}: {line}" for state, lines in found.items() for line in lines] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_what_opens(show: Show, scheme: str, size: dict[str, Any]) -> None:
    """The search with its results, the filters, the bar that says what is left out, RDF, the help."""
    page = show(tram_page(), color_scheme=scheme, **size)
    found = {}
    page.fill("#search", "tram")
    page.wait_for_selector("#found [role=option]")
    found["search"] = violations(page)
    page.fill("#search", "no such thing at all")
    found["nothing found"] = violations(page)
    page.keyboard.press("Escape")
    if page.is_visible("#show-filters"):
        page.click("#show-filters")
        found["filters"] = violations(page)
        page.keyboard.press("Escape")
    page.evaluate("() => { focusOn('proj:Tram2', 2); change({ undated: false }); chooseClaim(CLASHES[0].claims[0].id); flush(); }")
    page.click("#panel summary >> nth=0")
    found["narrowed"] = violations(page)
    page.evaluate("() => { change({ focus: null, undated: true }); showWay('org:Council', 'org:Ironway'); flush(); }")
    found["way"] = violations(page)
    page.click("#help")
    page.wait_for_selector("dialog[open]")
    found["help"] = violations(page)
    assert [f"{state}: {line}" for state, lines in found.items() for line in lines] == []


def test_axe_would_find_something(show: Show) -> None:
    page = show(tram_page())
    page.evaluate(
        "() => { $('zoom-in').removeAttribute('aria-label'); $('zoom-in').removeAttribute('title'); $('counts').style.color = '#eee'; $('counts').style.background = '#fff'; }"
    )
    assert {line.partition(":")[0] for line in violations(page)} >= {"button-name", "color-contrast"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_in_the_canvas_can_be_told_from_its_ground(show: Show, scheme: str) -> None:
    """Axe cannot look into a canvas: texts have a contrast of 4.5, lines and symbols of 3 (WCAG 1.4.3, 1.4.11)."""
    page = show(tram_page(), color_scheme=scheme)
    contrast = """({ front, back }) => {
        const light = (colour) => {
            const context = document.createElement("canvas").getContext("2d");
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            const parts = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        };
        const [dark, bright] = [light(front), light(back)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    }"""

    def of(front: str, back: str) -> float:
        return float(page.evaluate(contrast, {"front": front, "back": back}))

    colours = page.evaluate("({ ...colours, kinds: Object.values(colours.kinds), claims: Object.values(colours.claims) })")
    for text in ("text", "quiet"):
        for ground in ("canvas", "card"):
            assert of(colours[text], colours[ground]) >= 4.5, (text, ground)
    for group in ("kinds", "claims"):
        assert {colour: of(colour, colours["canvas"]) for colour in colours[group] if of(colour, colours["canvas"]) < 3} == {}, group


# ------------------------------------------------------------ the keyboard

#: Everything that the Tab key should come to, by a number that it gets here.
TABBABLE = """() => {
    window.numbers ??= new Map();
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
    return all.filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !e.closest("dialog:not([open]), [inert]")
        && (!e.closest("details:not([open])") || e.localName === "summary")).map((e) => {
        if (!numbers.has(e)) numbers.set(e, numbers.size);
        return [numbers.get(e), e.id || e.outerHTML.slice(0, 100)];
    });
}"""
#: What has the focus: its number, what it is, whether one sees that, and whether it is in sight.
HERE = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    window.numbers ??= new Map();
    if (!numbers.has(e)) numbers.set(e, numbers.size);
    const { left, top, right, bottom } = e.getBoundingClientRect();
    const ringed = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    return { number: numbers.get(e), name: e.id || e.outerHTML.slice(0, 100), ringed: ringed(getComputedStyle(e)) || ringed(getComputedStyle(e.closest("label") ?? e)),
        inSight: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right - left > 0 };
}"""


def looks_focused(page: Page) -> bool:
    """Tell whether what has the focus looks different without it."""
    element = page.evaluate_handle("document.activeElement").as_element()
    assert element
    box = element.bounding_box()
    if not box:
        return False
    clip = {"x": box["x"] - 6, "y": box["y"] - 6, "width": box["width"] + 12, "height": box["height"] + 12}
    focused_ = page.screenshot(clip=clip)  # type: ignore[arg-type]
    element.evaluate("e => e.blur()")
    blurred = page.screenshot(clip=clip)  # type: ignore[arg-type]
    element.evaluate("e => e.focus()")
    return focused_ != blurred


def walk(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Press Tab until it comes round; return all that had the focus."""
    page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); }")
    seen: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here is None or any(here["number"] == each["number"] for each in seen):
            return seen
        # A ring may be drawn around a part of the control that no style tells of: then one sees it in the picture.
        here["ringed"] = here["ringed"] or looks_focused(page)
        seen.append(here)
    raise AssertionError("Tab never comes round")


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_tab_comes_to_everything(show: Show, name: str, size: dict[str, Any]) -> None:
    """In every view, with a panel open: nothing is left out, nothing holds the focus, and one sees where it is."""
    page = show(tram_page("--view", name), **size)
    page.evaluate("() => { chooseClaim(CLASHES[0].claims[0].id, { move: false }); flush(); }")
    page.wait_for_selector("#panel h2")
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }")
    wanted = {number: what for number, what in page.evaluate(TABBABLE) if not what.startswith("<body")}
    seen = walk(page)
    numbers = {each["number"] for each in seen}
    assert {what for number, what in wanted.items() if number not in numbers} == set()
    assert [each["name"] for each in seen if not each["ringed"]] == []
    assert [each["name"] for each in seen if not each["inSight"] and each["name"] != "skip"] == []
    back = walk(page, "Shift+Tab")
    assert {each["number"] for each in back} >= numbers - {seen[0]["number"]}


def test_the_first_tab_skips_to_the_table(show: Show) -> None:
    page = show(tram_page())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-table", state="visible")
    page.wait_for_function("$('view-table').contains(document.activeElement)")


def test_the_second_tab_skips_to_the_graph(show: Show) -> None:
    page = show(tram_page("--view", "table"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the graph"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-entities", state="visible")
    page.wait_for_function("document.activeElement === $('graph')")


def test_arrows_go_along_the_tabs(show: Show) -> None:
    page = show(tram_page())
    page.focus("#tab-entities")
    names = list(VIEWS)
    for name in [*names[1:], names[0]]:
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(f"#view-{name}", state="visible")
        assert focused(page) == f"tab-{name}"
        assert page.evaluate("[...document.querySelectorAll('[role=tab]')].filter(t => t.ariaSelected === 'true').map(t => t.id)") == [
            f"tab-{name}"
        ]
        assert page.evaluate("[...document.querySelectorAll('[role=tabpanel]')].filter(p => p.checkVisibility()).map(p => p.id)") == [
            f"view-{name}"
        ]
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "tab-table"
    page.keyboard.press("Home")
    assert focused(page) == "tab-entities"
    page.keyboard.press("End")
    assert focused(page) == "tab-table"
    page.wait_for_selector("#view-table", state="visible")


def test_filters_and_dates_by_keyboard(show: Show) -> None:
    page = show(tram_page())
    total = page.evaluate("DATA.claims.length")
    page.focus("#filters input[data-value=denied]")
    page.keyboard.press("Space")
    denied = page.evaluate("DATA.claims.filter(c => c.polarity === 'denied').length")
    assert flushed(page, "shown.claims.length") == total - denied
    assert page.inner_text("#counts").startswith(f"{total - denied} of {total} claims")
    page.keyboard.press("Space")
    assert flushed(page, "shown.claims.length") == total
    page.focus("#date-from")
    page.keyboard.press("End")
    assert 0 < flushed(page, "shown.claims.length") < total
    assert page.get_attribute("#date-from", "aria-valuetext")
    page.keyboard.press("Home")
    assert flushed(page, "shown.claims.length") == total
    page.focus("#undated")
    page.keyboard.press("Space")
    assert flushed(page, "shown.claims.length") == page.evaluate("dated.length") < total


def test_search_by_keyboard(show: Show) -> None:
    """The focus goes to what was found, and back to where it was."""
    page = show(tram_page())
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("horse")
    page.wait_for_selector("#found [role=option][aria-selected=true]")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    first = page.get_attribute("#search", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") != first
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#search", "aria-activedescendant") == first
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "Horse tram"
    assert page.is_hidden("#found")
    page.wait_for_function("$('panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert focused(page) != "body"


def test_the_panel_gives_the_focus_back(show: Show) -> None:
    """A claim is opened from the table, read, and closed, all by keys."""
    page = show(tram_page("--view", "table"))
    button = page.locator("#view-table tbody button").nth(2)
    label = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == label
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    page.wait_for_function("label => document.activeElement.innerText === label", arg=label)


def test_the_help_keeps_the_focus_and_gives_it_back(show: Show) -> None:
    page = show(tram_page())
    page.focus("#copy-link")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    for _ in range(4):
        assert page.evaluate("document.activeElement === document.body || $('keys').contains(document.activeElement)")
        page.keyboard.press("Tab")
    for sign in ("/", "N", "P", "F", "0", "Esc", "?"):
        assert page.locator("#keys kbd", has_text=re.compile(f"^{re.escape(sign)}$")).count() == 1, sign
    page.keyboard.press("n")
    assert page.evaluate("state.chosen") is None, "keys do nothing behind the help"
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="hidden")
    assert focused(page) == "copy-link"


def test_keys_go_through_the_claims(show: Show) -> None:
    page = show(tram_page())
    ids = page.evaluate("DATA.claims.map(c => c.id)")
    for key, wanted in [("n", ids[0]), ("n", ids[1]), ("p", ids[0]), ("p", ids[-1]), ("n", ids[0])]:
        page.keyboard.press(key)
        page.wait_for_selector("#panel h2")
        assert flushed(page, "state.chosen.claim") == wanted
    page.keyboard.press("f")
    assert 0 < flushed(page, "shown.claims.length") < len(ids)
    for _ in range(3):  # the panel, then the focus: one after the other
        page.keyboard.press("Escape")
    assert flushed(page, "[state.chosen, state.focus]") == [None, None]
    assert page.is_hidden("#panel")
    page.keyboard.press("t")
    page.wait_for_selector("#view-table", state="visible")


def test_keys_move_the_picture(show: Show) -> None:
    page = show(tram_page())
    page.evaluate("flush()")
    whole = page.evaluate("picture.scale()")
    page.keyboard.press("+")
    page.wait_for_function("scale => picture.scale() > scale", arg=whole)
    page.keyboard.press("-")
    page.wait_for_function("scale => Math.abs(picture.scale() / scale - 1) < 0.02", arg=whole)
    page.focus("#graph")
    before = page.evaluate("picture.positionOf('proj:Tram2').x")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("x => Math.abs(picture.positionOf('proj:Tram2').x - x) > 20", arg=before)
    page.keyboard.press("0")
    page.wait_for_function("scale => Math.abs(picture.scale() / scale - 1) < 0.02", arg=whole)


def test_letters_in_the_search_are_only_letters(show: Show) -> None:
    page = show(tram_page())
    page.keyboard.press("/")
    page.keyboard.type("n+pft?01")
    assert page.input_value("#search") == "n+pft?01"
    assert page.evaluate("[state.chosen, state.view, state.focus, $('keys').open]") == [None, "entities", None, False]


def test_keys_of_the_browser_are_left_alone(show: Show) -> None:
    page = show(tram_page())
    for key in ("Control+n", "Alt+p", "Meta+f", "Control+0", "Control+t"):
        page.evaluate(
            """key => { const [mod, name] = key.split("+"); window.kept = dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true,
                ctrlKey: mod === "Control", altKey: mod === "Alt", metaKey: mod === "Meta" })); }""",
            key,
        )
        assert flushed(page, "[state.chosen, state.view, kept]") == [None, "entities", True], key


# ------------------------------------------------------------ the screen reader


def test_everything_has_its_role_and_its_name(show: Show) -> None:
    page = show(tram_page())
    title = page.title()
    assert page.get_by_role("heading", name=title, level=1).count() == 1
    for role in ("banner", "main", "contentinfo", "search", "navigation"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("combobox", name="Search").count() == 1
    assert page.get_by_role("tablist").count() == 1
    for name in VIEWS.values():
        assert page.get_by_role("tab", name=name, exact=True).count() == 1, name
        page.get_by_role("tab", name=name, exact=True).click()
        page.evaluate("flush()")
        assert page.get_by_role("tabpanel", name=name).count() == 1, name
    for name in ("Zoom in", "Zoom out", "Show all"):
        page.evaluate("() => { showView('entities'); flush(); }")
        assert page.get_by_role("button", name=name).count() >= 1, name
    for name in ("Said from", "Said until"):
        assert page.get_by_role("slider", name=name).count() == 1, name
    for name in ("Copy link", "PNG", "Keys and help"):
        assert page.get_by_role("button", name=name).count() == 1, name
    assert page.get_by_role("checkbox", name=re.compile("planned")).count() == 1
    page.evaluate("() => { chooseClaim(DATA.claims[0].id); flush(); }")
    panel = page.get_by_role("complementary", name="Details")
    assert panel.get_by_role("heading", level=2).inner_text() == page.evaluate("DATA.claims[0].label")
    assert panel.get_by_role("button", name="Close").count() == 1


def test_the_table_is_one(show: Show) -> None:
    """A caption, a heading for every column, and one for every row: the claim itself."""
    page = show(tram_page("--view", "table"))
    table = page.get_by_role("table")
    assert table.count() == 1
    assert table.locator("caption").count() == 1
    columns = table.get_by_role("columnheader").count()
    rows = table.locator("tbody tr")
    labels = page.evaluate("DATA.claims.map(c => c.label)")
    assert [text.strip() for text in table.locator("tbody").get_by_role("rowheader").all_inner_texts()] == labels
    assert rows.nth(0).locator("th, td").count() == columns


def test_the_page_says_what_it_does(show: Show) -> None:
    """Live regions tell how much is shown, which claim of how many, and what was found."""
    page = show(tram_page())
    total = page.evaluate("DATA.claims.length")
    assert {*page.evaluate("['counts', 'said'].map(id => $(id).getAttribute('role'))")} == {"status"}
    assert re.match(rf"{total} claims|{total} of {total} claims", page.inner_text("#counts"))
    page.keyboard.press("n")
    assert page.evaluate("$('said').textContent") == f"Claim 1 of {total}: {page.evaluate('DATA.claims[0].label')}"
    page.uncheck("#filters input[data-value=denied]")
    assert flushed(page, "$('counts').textContent").startswith(f"{page.evaluate('shown.claims.length')} of {total} claims")
    page.fill("#search", "harbour")
    page.wait_for_function("/^[0-9,]+ things? found/.test($('said').textContent)")


def test_the_languages_and_the_title(show: Show) -> None:
    page = show(tram_page())
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == "Riverton's second tram line: who says what"


# ------------------------------------------------------------ other eyes


def test_nothing_moves_for_those_who_ask_for_it(show: Show) -> None:
    page = show(tram_page(), reduced_motion="reduce")
    for name in VIEWS:
        view(page, name)
        page.evaluate("() => { chooseClaim(DATA.claims[1].id); flush(); }")
        assert page.evaluate("document.getAnimations().length") == 0
        moving = """[...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e);
            return s.transitionDuration.split(",").some((t) => parseFloat(t) > 0.01) || s.animationName !== "none" || s.scrollBehavior === "smooth"; })
            .map((e) => e.id || e.className || e.localName)"""
        assert page.evaluate(moving) == []


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize(("width", "height"), [(640, 450), (320, 568)], ids=["twice as large", "four times as large"])
def test_large_letters_lose_nothing(show: Show, name: str, width: int, height: int) -> None:
    """A window of 1280 pixels at 200 % and 400 % is as one of 640 and 320: no second way to scroll, and nothing out of reach."""
    page = show(tram_page("--view", name), viewport={"width": width, "height": height})
    page.evaluate("() => { chooseClaim(CLASHES[0].claims[0].id, { move: false }); flush(); }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """[...document.querySelectorAll("h1, h2, h3, p, li, td, th, button, a, input, label, blockquote, pre, dd")].filter((e) => e.checkVisibility({ visibilityProperty: true })
        && !e.closest(".unseen, .skip, svg, #histogram")).filter((e) => { const { left, right, width } = e.getBoundingClientRect(); return width && (left < -1 || right > innerWidth + 1); })
        .filter((e) => { for (let p = e.parentElement; p; p = p.parentElement) if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return false; return true; })
        .map((e) => e.id || e.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []
    assert page.is_visible("#panel h2")
    page.click("#panel .close")
    for control in ("search", "help", "theme", "copy-link", f"tab-{name}"):
        box = page.locator(f"#{control}").bounding_box()
        assert box, control
        page.locator(f"#{control}").scroll_into_view_if_needed()
        page.click(f"#{control}", trial=True)


def test_targets_on_a_phone_are_large_enough(show: Show) -> None:
    """No control is smaller than 24 by 24 pixels, but for those in a line of text (WCAG 2.5.8)."""
    page = show(tram_page(), **PHONE)
    small = []
    for name in VIEWS:
        view(page, name)
        small += page.evaluate(
            """[...document.querySelectorAll("header button, footer button, .zoom button, [role=tab], #panel .close, header input, summary")].filter((e) => e.checkVisibility())
                .filter((e) => { const { width, height } = e.getBoundingClientRect(); return width && (width < 24 || height < 24); }).map((e) => e.id || e.outerHTML.slice(0, 80))"""
        )
    assert small == []


def test_the_colours_of_the_system_are_taken(show: Show) -> None:
    """Where the system forces its own colours, controls and what is chosen still show."""
    page = show(tram_page("--view", "table"), forced_colors="active")
    page.evaluate("() => { chooseClaim(DATA.claims[0].id); flush(); }")
    assert page.is_visible("#panel h2")
    page.keyboard.press("Tab")
    assert page.evaluate(HERE)["ringed"]
    assert violations(page) == []


# ------------------------------------------------------------ paper


def printed(page: Page, folder: Path) -> str:
    """Return the text of the page on paper."""
    file = folder / "page.pdf"
    page.pdf(path=file, format="A4")
    command = [need("pdftotext", "apt-get install poppler-utils"), "-raw", str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout


def squeeze(text: str) -> str:
    """Leave out white space and hyphens, which paper arranges as it likes."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@pytest.mark.parametrize("make", [facts_page, tram_page])
@pytest.mark.parametrize("name", VIEWS)
def test_paper_has_every_claim(show: Show, tmp_path: Path, make: Any, name: str) -> None:
    page = show(make("--view", name))
    text = squeeze(printed(page, tmp_path))
    assert squeeze(page.title()) in text
    assert [label for label in page.evaluate("DATA.claims.map(c => c.label)") if squeeze(label) not in text] == []


def test_the_head_of_a_printed_table_is_on_every_page(show: Show, tmp_path: Path) -> None:
    """So one knows what a column is; what the source dates is said once above the table."""
    page = show(article_page("--view", "table"))
    pages = printed(page, tmp_path).removesuffix("\f").split("\f")
    assert len(pages) > 2
    assert [n for n, text in enumerate(pages[1:], start=2) if "Who says so" not in text] == []
    assert sum(text.count("published between 8 April 2026 and 23 November 2026") for text in pages) == 1


def test_paper_has_what_is_shown(show: Show, tmp_path: Path) -> None:
    """What the filters leave out is not on paper, and the page is afterwards as it was."""
    page = show(tram_page())
    page.uncheck("#filters input[data-value=denied]")
    page.evaluate("() => { chooseClaim('claim:tram-2-cost-24'); flush(); }")
    text = squeeze(printed(page, tmp_path))
    denied = page.evaluate("DATA.claims.filter(c => c.polarity === 'denied').map(c => c.label)")
    assert denied
    assert [label for label in denied if squeeze(label) in text] == []
    assert [label for label in page.evaluate("shown.claims.map(c => c.label)") if squeeze(label) not in text] == []
    assert page.is_visible("#view-entities")
    assert page.is_hidden("#view-table")


def test_paper_is_white(show: Show, tmp_path: Path) -> None:
    """A dark page is printed with dark letters on white ground."""
    page = show(tram_page(), color_scheme="dark")
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color].map((c) => c.match(/[\\d.]+/g).map(Number))"
    )
    ground, letters = colours
    assert sum(letters[:3]) < 3 * 100
    assert sum(ground[:3]) > 3 * 200 or ground[3:] == [0]
