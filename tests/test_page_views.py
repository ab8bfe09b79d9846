"""The views beside the graph: claims along time, and who has them from whom; and what all views do alike."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pytest
from page_fixtures import Show, facts_page, made_claim, made_conflict, made_entity, made_page, made_source, tram_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MANY_SOURCES, MANY_CLAIMS = 40, 1000
PHONE = {"width": 390, "height": 844}


def open_view(show: Show, html: str, view: str, **options: Any) -> Page:
    """Open a page and go to one of its views."""
    page = show(html, **options)
    page.click(f"#tab-{view}")
    page.wait_for_selector(f"#view-{view} h2")
    return page


def texts(found: Locator) -> list[str]:
    return [text.strip() for text in found.all_inner_texts()]


def act(page: Page, script: str) -> Any:
    """Run a script in the page, and let the page follow at once."""
    return page.evaluate(f"(() => {{ const result = {script}; flush(); return result ?? null; }})()")


def fits(page: Page) -> bool:
    """Tell whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@functools.cache
def many_page() -> str:
    """Draw many claims of many sources: every third has a chain, every tenth a due date, pairs of neighbours contradict."""
    sources = {f"src:s{n}": made_source(f"Page {n}", publisher=f"org:p{n % 12}", published=f"20{n + 10}-03-04",
        earliest=f"20{n + 10}-03-04", latest=f"20{n + 10}-03-04") for n in range(MANY_SOURCES)}  # fmt: skip
    entities = {f"org:p{n}": made_entity(f"Paper {n}") for n in range(12)}
    hop = {"unnamed": None, "source": None, "speech": None, "cue": None, "role": None, "count": None}
    claims = [made_claim(n, [[f"org:p{n % 7}", ":says", f"org:p{n % 5}"]], source=f"src:s{n % MANY_SOURCES}",
        attribution=[hop | {"agent": f"org:p{n % 12}"}, hop | {"agent": f"org:p{n % 11}"}][: n % 3],
        due={"value": "2060", "earliest": "2060-01-01", "latest": "2060-12-31", "label": None} if n % 10 == 0 else None)
        for n in range(MANY_CLAIMS)]  # fmt: skip
    conflicts = [made_conflict(f"claim:c{n}", f"claim:c{n + 1}") for n in range(0, 600, 2)]
    return made_page(claims, entities, sources, conflicts=conflicts)


# ------------------------------------------------------------ timeline


def test_claims_stand_along_time(show: Show) -> None:
    """Moments are marks in their order, days not known exactly are bars, and a century without anything is cut out."""
    page = open_view(show, tram_page(), "timeline")
    assert page.locator(".time-mark").count() == page.evaluate("DATA.claims.filter((claim) => claim.day || claim.due).length")
    assert page.inner_text(".time-break") == "151 years"
    places = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".time-mark")].map((mark) =>
            [mark.dataset.key.replace("claim ", ""), mark.querySelector(".time-sign").getBoundingClientRect().x]))"""
    )
    order = ["claim:horse-tram-opened", "claim:tram-2-approved", "claim:ironway-builds", "claim:power-talks", "claim:rides-paid"]
    assert [places[name] for name in order] == sorted(places[name] for name in order)
    assert len({places[name] for name in order}) == len(order)
    width = "(key) => document.querySelector(`[data-key='claim ${key}'] .time-sign svg`).getBoundingClientRect().width"
    assert page.evaluate(width, "claim:rides-paid") >= page.evaluate(width, "claim:rides-free")
    ticks = texts(page.locator(".time-tick"))
    assert ticks[0] == "2 May 1874"
    assert {"2026", "2029", "2031"} <= set(ticks)


def test_due_dates_are_flags(show: Show) -> None:
    """Each at the end of the day, month or year in which it falls due, with a line from where it was said."""
    page = open_view(show, tram_page(), "timeline")
    assert page.locator(".time-due").count() == page.evaluate("DATA.claims.filter((claim) => claim.due).length")
    flags = page.evaluate(
        """[...document.querySelectorAll(".time-due")].map((flag) => [flag.closest("li").querySelector("button").dataset.key, flag.getBoundingClientRect().right])"""
    )
    at = dict(flags)
    assert at["claim claim:state-pays"] < at["claim claim:tram-2-opens-2029"] < at["claim claim:tram-2-testing"]
    assert "due December 2029" in (page.get_attribute("[data-key='claim claim:tram-2-opens-2029']", "aria-label") or "")


def test_due_without_an_end_is_an_arrow(show: Show) -> None:
    """What is to come in the weeks ahead has no day for a flag; a year has its flag inside it."""
    said = {"value": "2026-04-01", "earliest": "2026-04-01", "latest": "2026-04-01"}
    due = {"value": None, "latest": None}
    page = open_view(show, made_page([
        made_claim(1, [], said=said, due=due | {"earliest": "2026-04-08"}),
        made_claim(2, [], said=said, due=due | {"earliest": "2030-01-01", "latest": "2030-12-31"}),
    ], {}, {"src:s": made_source("Page")}), "timeline")  # fmt: skip
    assert "1 flag where something falls due. 1 arrow where it falls due from a day on." in page.inner_text(".time-lead")
    assert page.locator(".time-due").count() == 2
    assert page.locator(".time-due-on").count() == 1
    flag = "(d) => Math.round(timePlace(timeOf(CLAIMS.get('claim:c2')), timeView.scale, true).pole) < timeView.scale.xOf(d)"
    assert page.evaluate(flag, page.evaluate("dayNumber('2030-12-31')"))


def test_marks_tell_and_open(show: Show) -> None:
    """Focus shows the sentence with who says it and when; Enter opens the claim; what was withdrawn is struck out."""
    page = open_view(show, tram_page(), "timeline")
    mark = "[data-key='claim claim:rides-free']"
    page.focus(mark)
    assert page.inner_text("#time-tip").split("\n") == [
        "Rides on tram line 2 are free",
        "Evening Tribune → Ada Okoro",
        "said 18 September 2025",
    ]
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "Rides on tram line 2 are free"
    page.wait_for_selector(f"{mark}[aria-pressed=true]")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"{mark}[aria-pressed=false]")
    assert page.evaluate("document.activeElement.dataset.key") == "claim claim:rides-free"
    assert "time-gone" in (page.get_attribute("[data-key='claim claim:brightrail-builds']", "class") or "")


@pytest.mark.parametrize(("by", "lane"), [("source", "Second tram line late and dear"), ("speaker", "Unnamed speakers"), ("subject", "Nordwind Energy"), ("modality", "hoped")])  # fmt: skip
def test_lanes(show: Show, by: str, lane: str) -> None:
    """By source, speaker, subject, or how firmly; every lane is a list under its name."""
    page = open_view(show, tram_page(), "timeline")
    page.select_option("#time-by", by)
    assert lane in texts(page.locator(".time-lane .time-name"))
    assert page.locator(".time-mark").count() == page.evaluate("DATA.claims.filter((claim) => claim.day || claim.due).length")
    assert page.evaluate("document.activeElement === document.querySelector('#time-by')") or page.input_value("#time-by") == by


def test_nothing_is_hidden_silently(show: Show) -> None:
    """Claims of the very same days are one row, undated ones another; both say how many they are and open."""
    page = open_view(show, facts_page("--source", "rits-open-weight-plans"), "timeline")
    page.select_option("#time-by", "source")
    fold = page.locator(".time-fold")
    folded = int(fold.inner_text().split()[1])
    assert fold.inner_text() == f"▸ {folded} claims: between 8 April and 23 November 2026, the page's own date"
    assert folded + page.locator(".time-mark").count() == page.evaluate("DATA.claims.length")
    fold.click()
    assert page.get_attribute(".time-fold", "aria-expanded") == "true"
    page.click(".time-listed .part-more")
    assert page.locator(".time-list li").count() == folded
    page = open_view(show, tram_page(), "timeline")
    page.click(".time-undated .time-fold")
    assert texts(page.locator(".time-list li")) == ["The horse tram ran to the harbour"]


def test_zooming_into_time(show: Show) -> None:
    """By the buttons and by plus, minus and zero; the day in the middle stays there, and the axis becomes finer."""
    page = open_view(show, tram_page(), "timeline")
    width = "document.querySelector('.time-plot').offsetWidth"
    before, ticks = page.evaluate(width), page.locator(".time-tick").count()
    page.click("[aria-label='Zoom into time']")
    page.keyboard.press("+")
    assert page.evaluate(width) > 1.9 * before
    assert page.locator(".time-tick").count() > ticks
    day = "timeSight().day"
    page.evaluate("document.querySelector('#time-scroll').scrollLeft = 900")
    middle = page.evaluate(day)
    page.keyboard.press("+")
    assert abs(page.evaluate(day) - middle) <= 20
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.evaluate(width) == before


def test_playing_claims_in_their_order(show: Show) -> None:
    """Without motion day by day: only what was said by then is there; at the end, or at Stop, all of it."""
    page = open_view(show, tram_page(), "timeline")
    visible = "[...document.querySelectorAll('.time-mark')].filter((mark) => getComputedStyle(mark).visibility === 'visible').length"
    every = page.evaluate(visible)
    page.click("text=Step through")
    assert page.evaluate(visible) == 1
    assert page.inner_text("#time-now") == "2 May 1874: 1 claim"
    page.click("text=Next day")
    assert page.inner_text("#time-now") == "4 March 2025: 7 claims"
    assert page.evaluate(visible) == 8
    page.click("text=Stop")
    assert page.evaluate(visible) == every
    page = open_view(show, tram_page(), "timeline", reduced_motion="no-preference")
    page.click("text=▶ Play")
    page.wait_for_selector("text=Pause")
    page.wait_for_selector("text=▶ Play", timeout=60_000)
    assert page.evaluate(visible) == every


def test_the_axis_fits_days_and_centuries(show: Show) -> None:
    """Days, months, years, also those before 100 and before Christ."""
    page = open_view(show, tram_page(), "timeline")
    ticks = """(days) => { const span = days.map(dayNumber); const scale = timeScale([span], 900);
        return timeTicks(scale.parts[0], scale.perDay).map((tick) => tick.text); }"""
    assert page.evaluate(ticks, ["2026-02-26", "2026-03-02"])[:5] == [
        "26 Feb 2026",
        "27 Feb 2026",
        "28 Feb 2026",
        "1 Mar 2026",
        "2 Mar 2026",
    ]
    assert page.evaluate(ticks, ["2025-11-20", "2026-04-08"])[:4] == ["Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"]
    assert {"45", "46", "47"} <= set(page.evaluate(ticks, ["0044-03-15", "0052-01-01"]))
    assert page.evaluate(ticks, ["-0099-01-01", "0100-01-01"]) == ["101 BC", "51 BC", "1 BC", "50", "100"]
    assert page.evaluate("[spanText(dayNumber('2025-03-01'), dayNumber('2025-03-31')), spanText(null, dayNumber('0044-03-15'))]") == [
        "March 2025",
        "until 15 March 44",
    ]


# ------------------------------------------------------------ provenance


def test_ways_from_the_page_to_who_said_it(show: Show) -> None:
    """Equal chains are one path with its count; what the page says itself goes straight to its claims."""
    page = open_view(show, facts_page("--source", "rits-open-weight-plans"), "provenance")
    paths = page.evaluate("[...document.querySelectorAll('.way-claims h3')].map((h3) => h3.textContent)")
    assert "NYU Shanghai RITS → Axios → Meta: 1 claim" in paths
    own = page.evaluate("DATA.claims.filter((claim) => !claim.chain.length).length")
    assert f"NYU Shanghai RITS: {own} claims, says so itself" in paths
    assert len(paths) == page.evaluate("new Set(DATA.claims.map((claim) => wayText(claim))).size")
    assert sum(int(path.rpartition(": ")[2].split()[0]) for path in paths) == page.evaluate("DATA.claims.length")
    assert page.evaluate("document.querySelector('.way-ribbons').getAttribute('aria-hidden')") == "true"
    thick = page.evaluate("[...document.querySelectorAll('.way-ribbons path')].map((path) => Number(path.getAttribute('stroke-width')))")
    assert max(thick) > 5 * min(thick)


def test_a_claim_lights_up_its_whole_way(show: Show) -> None:
    """From the page to the last speaker, with the ribbons between; the rest steps back."""
    page = open_view(show, tram_page(), "provenance")
    act(page, "chooseClaim('claim:tram-2-opens-2031')")
    lit = page.locator(".way-card.way-lit b")
    assert texts(lit) == ["Evening Tribune", "Delta Wire", "Ironway", "two engineers"]
    assert page.locator(".way-ribbons .way-on").count() == len(texts(lit))
    assert texts(page.locator(".way-claims [aria-pressed=true]")) == ["Tram line 2 will not open before May 2031"]
    act(page, "clearChoice()")
    assert page.locator(".way-lit, .way-on, .way-off").count() == 0


def test_a_card_shows_what_came_through_it(show: Show) -> None:
    """A known speaker is lit wherever it stands, and opens in the panel; one without a name is lit alone, and looks it."""
    page = open_view(show, tram_page(), "provenance")
    page.locator(".way-card", has_text="Ada Okoro").first.click()
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "Ada Okoro"
    cards = page.locator(".way-card[aria-pressed=true] b")
    assert set(texts(cards)) == {"Ada Okoro"}
    assert cards.count() == 3
    claims = set(texts(page.locator(".way-claims.way-lit li")))
    assert claims == set(
        page.evaluate(
            "claimsBy('person:AdaOkoro').filter((c) => c.chain.some((hop) => hop.agent === 'person:AdaOkoro')).map((c) => c.label)"
        )
    )
    unnamed = page.locator(".way-card.way-unnamed", has_text="treasury")
    assert "not named" in unnamed.inner_text()
    assert unnamed.evaluate("(card) => getComputedStyle(card).borderStyle") == "dashed"
    unnamed.click()
    page.wait_for_selector(".way-unnamed[aria-pressed=true]")
    assert texts(page.locator(".way-claims.way-lit li")) == ["Tram line 2 costs more than 3.1 billion euros"]
    page.keyboard.press("Enter")
    page.wait_for_selector(".way-unnamed[aria-pressed=true]", state="detached")


def test_ways_from_who_said_it(show: Show) -> None:
    """Turned round, one speaker gathers all pages that pass on its words."""
    page = open_view(show, tram_page(), "provenance")
    page.select_option("#way-end", "origin")
    paths = page.evaluate("[...document.querySelectorAll('.way-claims .way-path')].map((path) => path.textContent)")
    assert "two engineers ← Ironway ← Delta Wire ← Evening Tribune: " in paths
    card = page.locator(".way-card", has=page.locator("b", has_text="Ada Okoro"))
    assert texts(card.locator(".way-count")) == ["3 claims"]


# ------------------------------------------------------------ all of them


@pytest.mark.parametrize(("view", "drawn", "most"), [("contradictions", ".clash-card", 40), ("timeline", ".time-mark", 500), ("provenance", ".way-claims", 60)])  # fmt: skip
def test_much_is_drawn_in_parts(show: Show, view: str, drawn: str, most: int) -> None:
    """Of a thousand claims a part at first, with a button that says how much is left and shows more."""
    page = open_view(show, many_page(), view)
    first = page.locator(drawn).count()
    assert 0 < first <= most
    if first == most:
        page.click(f"#view-{view} .part-more >> nth=-1")
        assert page.locator(drawn).count() > most
    assert fits(page)


@pytest.mark.parametrize("view", ["contradictions", "due", "timeline", "provenance"])
@pytest.mark.parametrize("make", [tram_page, many_page])
def test_on_a_phone(show: Show, view: str, make: Any) -> None:
    """Everything is one column wide; nothing makes the page wider than its window."""
    page = open_view(show, make(), view, viewport=PHONE)
    assert fits(page)
    if view == "contradictions":
        one, two = (page.locator(".clash-side").nth(n).bounding_box() for n in (0, 1))
        assert one
        assert two
        assert two["y"] >= one["y"] + one["height"]
    if view == "provenance":
        assert page.is_hidden(".way-ribbons")
        lefts = page.evaluate(
            "[...document.querySelectorAll('.way-card, .way-claims')].slice(0, 2).map((e) => e.getBoundingClientRect().left)"
        )
        assert lefts[0] < lefts[1]


@pytest.mark.parametrize("view", ["contradictions", "due", "timeline", "provenance"])
def test_filters_reach_every_view(show: Show, view: str) -> None:
    """Where no claim passes, the view says so and stays."""
    page = open_view(show, tram_page(), view)
    page.evaluate("claimTests.push(() => () => false)")
    act(page, "change({ hidden: state.hidden })")
    assert page.locator(".clash-card, .update-card, .due-card, .time-mark, .way-claims").count() == 0
    assert "filter" in page.inner_text(f"#view-{view}")
