"""What the analyses find stands in the page: disagreements with their sides, updates, what is due, who is behind a claim."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pytest
from helpers import ENTITIES, ROOT
from page_fixtures import Show, drawn_page, facts_page, made_claim, made_conflict, made_entity, made_page, made_source, tram_page

from claimgraph.views.pageorigins import Origins

if TYPE_CHECKING:
    from helpers import MakeCorpus
    from playwright.sync_api import Locator, Page

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def open_view(show: Show, html: str, view: str = "contradictions", **options: Any) -> Page:
    """Open a page and go to one of its views."""
    page = show(html, **options)
    page.click(f"#tab-{view}")
    page.wait_for_selector(f"#view-{view} h2")
    return page


def texts(found: Locator) -> list[str]:
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def act(page: Page, script: str) -> Any:
    """Run a script in the page, and let the page follow at once."""
    return page.evaluate(f"(() => {{ const result = {script}; flush(); return result ?? null; }})()")


def only_where(page: Page, test: str) -> None:
    """Let only those claims pass that fit a test."""
    page.evaluate(f"claimTests.push(() => (claim) => {test})")
    act(page, "change({ hidden: state.hidden })")


# ------------------------------------------------------------ disagreements


def test_both_sides_of_a_disagreement(show: Show) -> None:
    """What it is about and why on top, the values large beneath, all who say so where and when, the words where they may be shown."""
    page = open_view(show, tram_page())
    card = page.locator(".clash-card", has=page.locator("h4", has_text="Tram line 2, opens"))
    assert card.count() == 1
    assert card.locator(".clash-kind").inner_text() == "There can be only one value"
    assert card.locator(".clash-why").inner_text() == "Only one can be so."
    sides = card.locator(".clash-side")
    assert texts(sides.locator(".clash-value")) == ["December 2029", "May 2031"]
    assert texts(sides.locator(".clash-backing")) == ["1 claim · 1 independent origin", "1 claim · 1 independent origin"]
    assert texts(sides.locator(".saying-label")) == ["Tram line 2 opens in December 2029", "Tram line 2 will not open before May 2031"]
    assert texts(sides.nth(1).locator(".part-chain li")) == ["Evening Tribune", "Delta Wire", "Ironway", "two engineers"]
    assert texts(sides.nth(1).locator(".part-unnamed")) == ["two engineers"]
    assert texts(sides.locator(".saying-day")) == ["4 March 2025", "18 September 2025"]
    assert sides.nth(0).locator(".saying-how a").get_attribute("href") == "https://example.org/gazette/tram-2"
    assert sides.nth(0).locator("blockquote").inner_text() == "Trams will run from December 2029"
    assert "characters 0–29, verified" in sides.nth(1).inner_text()  # noqa: RUF001
    one, two = (side.bounding_box() for side in sides.all())
    assert one
    assert two
    assert one["y"] == two["y"]
    assert one["x"] + one["width"] <= two["x"]


def test_many_claims_make_few_disagreements(show: Show) -> None:
    """One card for each, with as many sides as there are answers; on a phone they stand below one another."""
    for size in (WIDE, PHONE):
        page = open_view(show, facts_page(), viewport=size)
        card = page.locator(".clash-card", has=page.locator("h4", has_text="deal, amount"))
        boxes = [side.bounding_box() for side in card.locator(".clash-side").all()]
        assert len(boxes) > 2
        assert all(boxes)
        tops = {box["y"] for box in boxes if box}
        assert len(tops) == (1 if size is WIDE else len(boxes))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_disagreements_are_counted_and_grouped(show: Show) -> None:
    """They stand under what they are about, what most claims are about first; a kind shows only its own."""
    page = open_view(show, tram_page())
    number = page.evaluate("DATA.disagreements.length")
    assert page.locator(".clash-card").count() == number == 6
    assert page.inner_text("#tab-contradictions .number") == str(number)
    assert page.inner_text(".clash-lead >> nth=0").startswith(f"{number} disagreements:")
    assert texts(page.locator(".clash-group h3")) == [
        "Tram line 2 4 disagreements",
        "Claims against claims 1 disagreement",
        "Nordwind Energy 1 disagreement",
    ]
    counts = page.evaluate("[...document.querySelectorAll('.pills button b')].map((b) => Number(b.textContent))")
    assert sum(counts) == number
    page.click(".pills button:has-text('exclude')")
    assert texts(page.locator(".clash-card h4")) == ["Tram line 2, fare"]
    assert page.evaluate("document.activeElement.textContent").endswith("1"), "the button keeps the focus"
    page.keyboard.press("Enter")
    assert page.locator(".clash-card").count() == number


def test_a_side_that_is_filtered_out_says_so(show: Show) -> None:
    """A disagreement stays as long as one claim passes; the others are marked. Without any it goes, and is counted."""
    page = open_view(show, tram_page())
    before = page.locator(".clash-card").count()
    only_where(page, "claim.source !== 'src:tribune-delay'")
    card = page.locator(".clash-card", has_text="Tram line 2, opens")
    assert "clash-out" in (card.locator(".clash-side").nth(1).get_attribute("class") or "")
    assert card.locator(".saying-filtered").inner_text() == "filtered out"
    assert page.locator(".clash-card").count() == before
    only_where(page, "false")
    assert page.locator(".clash-card").count() == 0
    assert f"{before} disagreements filtered out" in page.inner_text(".clash-lead >> nth=0")


def test_a_claim_of_a_side_opens(show: Show) -> None:
    """By the keyboard too; the focus goes into the panel, and back to the button when that is closed."""
    page = open_view(show, tram_page())
    button = page.locator(".clash-card >> nth=0 >> .saying-label >> nth=1")
    label = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == label
    assert button.get_attribute("aria-pressed") == "true"
    assert "clash-lit" in (page.get_attribute(".clash-card >> nth=0", "class") or "")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    page.wait_for_selector(".clash-lit", state="detached")
    assert page.evaluate("document.activeElement.textContent") == label


@functools.cache
def crowded_page() -> str:
    """Draw two sides of a matter, one with twelve claims, one with a claim that was refuted."""
    claims = [made_claim(n, [["org:a", ":is", "org:b"]], label=f"It is so, says number {n}", source=f"src:s{n % 4}") for n in range(12)]
    refuted = {"verdict": "cg:refuted", "agent": "org:b", "source": None, "said": None, "rating": None, "note": None}
    claims.append(made_claim(12, [["org:a", ":is", "org:a"]], assessments=[refuted]))
    sides = [{"value": "so", "claims": [f"claim:c{n}" for n in range(12)]}, {"value": "not so", "claims": ["claim:c12"]}]
    entities = {"org:a": made_entity("A"), "org:b": made_entity("B")}
    sources = {f"src:s{n}": made_source(f"Page {n}") for n in range(4)}
    names = [[{"id": "org:a", "name": "A"}], [{"id": "x", "name": "Somebody"}]]
    backed = {f"claim:c{n}": {"kind": "named", "ends": [n % 2], "anonymous": False, "statement": 0} for n in range(12)}
    backed["claim:c12"] = {"kind": "unknown", "ends": [], "anonymous": False, "statement": 1}
    origins = Origins(names, [{"ends": [0, 1], "unknown": 0, "circular": 0}, {"ends": [], "unknown": 1, "circular": 0}], backed)
    conflict = made_conflict("", "", subject="org:a") | {"heading": "A, is", "sides": sides}
    return made_page(claims, entities, sources, conflicts=[conflict], findings={"origins": origins})


def test_a_side_with_many_claims_is_cut_and_can_be_opened(show: Show) -> None:
    page = open_view(show, crowded_page())
    side = page.locator(".clash-side").first
    assert side.locator(".clash-backing").inner_text() == "12 claims of 4 outlets · 2 independent origins"
    assert side.locator(".saying").count() == 4
    side.locator(".sayings-more").click()
    assert side.locator(".saying").count() == 12
    assert page.locator(".clash-side .sayings-more").count() == 0


def test_what_is_chosen_is_shown_in_a_list_that_is_cut(show: Show) -> None:
    page = open_view(show, crowded_page(), at="#claim=claim:c9")
    assert texts(page.locator(".clash-side >> nth=0 >> [aria-pressed=true]")) == ["It is so, says number 9"]


def test_paper_has_all_of_a_list(show: Show) -> None:
    """There nothing can be opened; afterwards the page is as it was."""
    page = open_view(show, crowded_page())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".clash-side >> nth=0 >> .saying").count() == 12
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".clash-side >> nth=0 >> .saying").count() == 4


def test_a_side_that_was_refuted_says_so_and_stays(show: Show) -> None:
    page = open_view(show, crowded_page())
    side = page.locator(".clash-side").nth(1)
    assert side.locator(".clash-verdict").inner_text() == "This claim was found refuted."
    assert side.locator(".verdict").inner_text().endswith("refuted")
    assert side.locator(".clash-backing").inner_text() == "1 claim · no known origin"


def test_no_disagreements(show: Show) -> None:
    """Then the page says what was compared."""
    page = open_view(show, made_page([made_claim(1, [])], {}, {"src:s": made_source("Page")}))
    assert page.inner_text(".clash-lead").startswith("Nothing in these claims contradicts. Compared is what is said to be so")
    assert page.locator(".clash-card").count() == 0


def test_what_there_was_no_room_for_is_counted(show: Show) -> None:
    page = open_view(show, made_page([made_claim(1, [])], {}, {"src:s": made_source("Page")}, findings={"left_out": 17}))
    assert "for want of room: 17 further disagreements, updates and promises" in page.inner_text(".clash-note")
    assert page.inner_text("#notes") == "Left out: 17 further disagreements, updates and promises."


def test_a_disagreement_of_several_kinds_is_one_card(show: Show) -> None:
    """It says both, counts as both, and is found by either."""
    claims = [made_claim(n, [["org:a", ":is", "org:b"]]) for n in range(2)]
    conflict = made_conflict("claim:c0", "claim:c1", subject="org:a") | {"kinds": ["denied", "disjoint"]}
    page = open_view(show, made_page(claims, {"org:a": made_entity("A")}, {"src:s": made_source("S")}, conflicts=[conflict]))
    assert texts(page.locator(".clash-kind")) == ["One says so, the other denies it · The values exclude each other"]
    for kind in ("said and denied", "values exclude each other"):
        page.click(f".pills button:has-text('{kind}')")
        assert page.locator(".clash-card").count() == 1
        page.click(f".pills button:has-text('{kind}')")


# ------------------------------------------------------------ who answers for a source

AGENCY = """
sources:
  - id: src:wire
    type: NewsArticle
    headline: The budget
    publisher: org:Gazette
    author: person:Ann
    published: 2026-01-10
    claims:
      - {id: claim:cut, label: The budget is cut, says: {id: topic:Budget, judged: cut}}
      - {id: claim:told, label: The council says so, says: {id: topic:Budget, judged: told}, attribution: [{agent: org:Council}]}
      - {id: claim:self, label: Ann says so, says: {id: topic:Budget, judged: self}, attribution: [{agent: person:Ann}, {agent: org:Council}]}
"""


@pytest.fixture
def agency(make_corpus: MakeCorpus) -> str:
    """Draw a page of the Gazette that prints what Ann wrote."""
    return drawn_page(make_corpus({"entities.yaml": ENTITIES, "wire.yaml": AGENCY}))


def test_the_agency_stands_before_the_outlet_that_prints_it(show: Show, agency: str) -> None:
    """In the panel, the table and the provenance, as in every command; each of the two can be opened."""
    page = show(agency, at="#claim=claim:told")
    assert texts(page.locator("#panel .chain li"))[0].startswith("Ann via The Gazette")
    assert texts(page.locator("#panel .chain li:first-child .link")) == ["Ann", "The Gazette"]
    assert "Ann via The Gazette, 10 January 2026" in page.inner_text("#panel")
    act(page, "chooseNode('src:wire')")
    assert texts(page.locator("#panel dl dt")) == ["by", "published by", "published"]
    act(page, "chooseNode('person:Ann')")
    assert "What it says (2)" in texts(page.locator("#panel h3"))
    page.click("#tab-table")
    assert texts(page.locator("td[data-label='Who says so']")) == [
        "Ann via The Gazette",
        "Ann via The Gazette → City Council",
        "Ann via The Gazette → City Council",
    ]
    page.click("#tab-provenance")
    assert texts(page.locator(".way-name b")) == ["Ann via The Gazette", "City Council"]


def test_the_page_and_the_commands_name_outlets_alike(show: Show) -> None:
    import claimgraph
    from claimgraph.views.receipts import gather_receipts

    store = claimgraph.load(ROOT / "facts").store
    receipts = gather_receipts(store, [row["claim"].value for row in store.rows("SELECT ?claim { ?claim a cg:Claim }")])
    page = show(facts_page())
    found = page.evaluate("Object.fromEntries(DATA.claims.map((claim) => [claim.source, outletOf(claim)]))")
    assert found == {source: receipts.outlet(source) for source in found}
    assert "AP via Lincoln Daily News" in found.values()


# ------------------------------------------------------------ updates


def test_updates_are_no_contradictions(show: Show) -> None:
    """What a later claim replaced stands below, step by step with day, value and who said so; what was taken back beneath it."""
    page = open_view(show, tram_page())
    card = page.locator(".update-card", has=page.locator("h3", has_text="Tram line 2, builder"))
    assert texts(card.locator(".trail-when")) == ["4 March 2025", "11 March 2025"]
    assert texts(card.locator(".trail-value")) == ["Brightrail", "Ironway"]
    assert texts(card.locator(".trail > li >> nth=1 >> .link")) == ["Riverton Gazette", "Delta Wire"]
    assert "replaces an earlier one" in card.locator(".clash-why").inner_text()
    assert page.locator(".clash-card", has_text="Brightrail").count() == 0
    back = page.locator(".withdrawn")
    assert texts(back.locator(".trail-value")) == ["Tram line 2 stops at the harbour", "There will be no stop at the harbour"]
    assert texts(back.locator(".trail-note")) == ["takes it back"]
    card.locator(".trail .link").first.click()
    page.wait_for_function("state.chosen?.claim === 'claim:brightrail-builds'")


def test_a_step_whose_order_is_not_known_says_so(show: Show) -> None:
    """It stands apart from those that have an order, so that nobody reads it as the last."""
    claims = [made_claim(n, [["org:a", ":cost", {"value": str(n), "datatype": None, "lang": None}]]) for n in range(3)]
    steps = [
        {"when": when, "value": str(n), "claims": [f"claim:c{n}"], "note": "order not known" if unsure else "", "unsure": unsure}
        for n, (when, unsure) in enumerate([("May 2026", False), ("undated", True), ("June 2026", False)])
    ]
    update = {"subject": "org:a", "heading": "A, cost", "why": "It changed.", "contested": False, "steps": steps}
    page = open_view(show, made_page(claims, {"org:a": made_entity("A")}, {"src:s": made_source("S")}, findings={"updates": [update]}))
    card = page.locator(".update-card")
    assert texts(card.locator("ol.trail .trail-value")) == ["0", "2"]
    assert texts(card.locator(".trail-last .trail-value")) == ["2"]
    assert texts(card.locator(".trail-apart-head")) == ["In no known order:"]
    assert texts(card.locator(".trail-apart > li")) == ["undated 1 order not known S"]


def test_what_cannot_be_compared_is_folded_away(show: Show) -> None:
    claims = [made_claim(n, [["org:a", ":score", {"value": str(n), "datatype": None, "lang": None}]]) for n in range(2)]
    why = "Not comparable: differs in setting (no tools / with tools)."
    sides = [{"value": f"{n} ({setting})", "claims": [f"claim:c{n}"]} for n, setting in enumerate(("no tools", "with tools"))]
    apart = {"subject": "org:a", "heading": "A, score on the Exam", "why": why, "sides": sides}
    page = open_view(show, made_page(claims, {"org:a": made_entity("A")}, {"src:s": made_source("S")}, findings={"incomparable": [apart]}))
    assert page.inner_text(".apart summary") == "Not comparable (1)"
    assert page.is_hidden(".apart article")
    page.click(".apart summary")
    assert page.inner_text(".apart article .clash-why") == why
    assert texts(page.locator(".apart dt")) == ["0 (no tools)", "1 (with tools)"]
    page.click(".apart .saying-label >> nth=0")
    page.wait_for_selector("#panel h2")
    assert page.is_visible(".apart article"), "it stays open when the view is drawn anew"


# ------------------------------------------------------------ what is due

PROMISES = """
sources:
  - id: src:plans
    type: NewsArticle
    headline: Plans
    publisher: org:Meta
    published: 2026-01-10
    claims:
      - {id: claim:march, label: It comes in March, says: {id: model:A, launchedOn: 2026-03}, modality: planned}
      - {id: claim:soon, label: The other comes soon, says: {id: model:B, rollsOutTo: product:App}, modality: planned, due: {label: in the coming weeks, earliest: 2026-01-10, exactness: vague}}
  - id: src:later
    type: NewsArticle
    headline: Later
    publisher: org:Meta
    published: 2026-02-10
    claims:
      - {id: claim:may, label: It comes in May, says: {id: model:A, launchedOn: 2026-05}, modality: planned}
"""
SETTINGS = """
format = 1
base = "https://example.org/t/"

[prefixes]
model = "model/"
"""
THINGS = """
entities:
  - {id: org:Meta, type: Organization, name: Meta}
  - {id: model:A, type: Model, name: Model A}
  - {id: model:B, type: Model, name: Model B}
  - {id: product:App, type: Product, name: the App}
"""


@pytest.fixture
def promises(make_corpus: MakeCorpus) -> Any:
    """Draw what was promised for March, then for May, and what for soon."""
    facts = make_corpus({"entities.yaml": THINGS, "plans.yaml": PROMISES}, toml=SETTINGS)
    return functools.partial(drawn_page, facts)


def at_day(page: Page, day: str) -> Page:
    """Let the reader's own day be another."""
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate("() => { showView('due'); flush(); }")
    return page


def test_overdue_is_what_is_past_on_the_readers_own_day(show: Show, promises: Any) -> None:
    """The page is the same for everybody, and tells every day anew; the last possible day must be past."""
    page = show(promises())
    at_day(page, "2026-05-31")
    assert "as of your own date, 31 May 2026" in page.inner_text("#view-due .clash-lead")
    assert texts(page.locator(".due-group h3")) == ["○ Open 2"]
    at_day(page, "2026-06-01")
    assert texts(page.locator(".due-group h3")) == ["! Overdue 1", "○ Open 1"]
    assert texts(page.locator(".due-when")) == ["May 2026 1 day past", "in the coming weeks a vague date"]


def test_a_page_as_of_a_day_is_judged_by_that_day(show: Show, promises: Any) -> None:
    page = at_day(show(promises("--as-of", "2026-04-01")), "2030-01-01")
    assert "as of 1 April 2026, the day this page was drawn for" in page.inner_text("#view-due .clash-lead")
    assert texts(page.locator(".due-group h3")) == ["○ Open 2"]
    page = at_day(show(promises("--as-of", "2026-07")), "2026-01-01")
    assert texts(page.locator(".due-group h3")) == ["! Overdue 1", "○ Open 1"]


def test_a_move_is_told_step_by_step(show: Show, promises: Any) -> None:
    page = at_day(show(promises()), "2026-04-01")
    card = page.locator(".due-card", has_text="Model A")
    assert texts(card.locator(".due-what > .clash-why")) == ["Moved once. What is told: March 2026 → May 2026."]
    assert texts(card.locator(".trail-when")) == ["10 January 2026", "10 February 2026"]
    assert texts(card.locator(".trail-value")) == ["March 2026", "May 2026"]
    assert texts(card.locator(".trail-note")) == ["the last word"]
    page.click("#view-due .pills button:has-text('moved')")
    assert page.locator(".due-card").count() == 1


def test_how_many_days_are_left(show: Show, promises: Any) -> None:
    page = at_day(show(promises()), "2026-05-07")
    card = page.locator(".due-card", has_text="Model A")
    assert texts(card.locator(".due-when")) == ["May 2026 24 days left"]
    at_day(page, "2026-05-30")
    assert texts(card.locator(".due-when")) == ["May 2026 1 day left"]
    at_day(page, "2026-05-31")
    assert texts(card.locator(".due-when")) == ["May 2026 last day today"]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_many_days_of_one_promise_are_all_in_sight(show: Show, size: dict[str, int]) -> None:
    """They go on in the next row; what nobody knows the day of stands below, not behind the last word."""
    page = open_view(show, facts_page(), "due", viewport=size)
    card = page.locator(".due-card", has_text="Moved twice")
    assert texts(card.locator("ol.trail > li:last-child .trail-note")) == ["the last word"]
    assert "undated" not in texts(card.locator("ol.trail .trail-when"))
    assert set(texts(card.locator(".trail-apart .trail-when"))) == {"undated"}
    assert texts(card.locator(".trail-apart-head")) == ["Said on days that are not known, so before or after any of these:"]
    assert (
        page.evaluate("[...document.querySelectorAll('.trail')].filter((trail) => trail.scrollWidth > trail.clientWidth + 1).length") == 0
    )


def test_promises_stand_in_the_order_of_their_last_day(show: Show) -> None:
    """As the command lists them; those without a last day come last."""
    page = open_view(show, facts_page(), "due")
    ends = page.evaluate("inDue(DATA.promises).map(({ due }) => due.latest ?? 'never')")
    assert ends == sorted(ends)
    assert "never" in ends
    assert page.inner_text("#tab-due .number") == str(len(ends))


def test_what_was_said_to_be_so_says_when(show: Show) -> None:
    """A month is one time for a rollout: then nobody can tell whether it came before the promise or after it."""
    page = open_view(show, facts_page(), "due")
    card = page.locator(".due-card", has_text="rolls out to WhatsApp")
    assert texts(card.locator(".due-done .clash-why")) == [
        "Said to be so in the same month as it was promised, which here counts as one time"
    ]


def test_the_same_facts_make_the_same_page_on_any_day(promises: Any) -> None:
    assert promises() == promises()


def test_what_came_of_a_promise(show: Show) -> None:
    page = at_day(show(tram_page("--view", "due")), "2026-11-01")
    assert texts(page.locator(".due-group h3")) == ["○ Open 2", "✓ Fulfilled 1", "✕ Dropped 1"]
    kept = page.locator(".due-card", has_text="paid by the State")
    assert texts(kept.locator(".due-done .saying-label")) == ["Talks with the state about paying go on"]
    dropped = page.locator(".due-card", has_text="serves Harbour")
    assert texts(dropped.locator(".due-done .saying-label")) == ["There will be no stop at the harbour"]
    only_where(page, "claim.source === 'src:wire-delay'")
    assert page.locator(".due-card").count() == 1
    assert "3 more filtered out" in page.inner_text("#view-due .clash-lead")


def test_nothing_is_due(show: Show) -> None:
    page = open_view(show, made_page([made_claim(1, [])], {}, {"src:s": made_source("Page")}), "due")
    assert page.inner_text("#view-due .clash-lead") == "Nothing in these claims is promised or planned with a date."


def test_a_link_leads_to_what_is_due(show: Show) -> None:
    page = show(tram_page(), at="#view=due")
    assert page.is_visible("#view-due")
    page.keyboard.press("1")
    page.keyboard.press("5")
    page.wait_for_selector("#view-due", state="visible")
    assert page.evaluate("location.hash") == "#view=due"


# ------------------------------------------------------------ panels


def test_the_panel_of_a_claim_names_its_origins(show: Show) -> None:
    page = show(crowded_page(), at="#claim=claim:c0")
    assert page.locator("#panel h3", has_text="2 independent origins").count() == 1
    assert texts(page.locator("#panel .origins li")) == ["A — this claim", "Somebody"]
    act(page, "chooseClaim('claim:c12')")
    assert page.locator("#panel h3", has_text="No independent origin").count() == 1
    assert "its origin is not known, and does not count" in page.inner_text("#panel")


def test_the_panel_counts_origins_as_the_command_does(show: Show) -> None:
    """Several who repeat one are one origin; in the corpus the numbers are those of `count_origins`."""
    import claimgraph
    from claimgraph.analyses.origins import count_origins
    from claimgraph.wording.compact import Compactor

    store = claimgraph.load(ROOT / "facts").store
    compact = Compactor(store.prefixes)
    wanted = {compact(claim): number for claim, number in count_origins(store).items()}
    page = show(facts_page())
    found = page.evaluate(
        """Object.fromEntries(Object.entries(DATA.origins.claims)
            .map(([id, { statement }]) => [id, statement === null ? 0 : independent(DATA.origins.statements[statement].ends).length]))"""
    )
    assert found == wanted


def test_the_panel_of_a_claim_says_what_speaks_against_it(show: Show) -> None:
    """For each disagreement the other values, and only those that exclude this one; a button leads to the card."""
    page = show(facts_page(), at="#claim=claim:apex36-deal-amount")
    page.evaluate("() => { const clash = CLASHES.find(({ pairs }) => pairs); chooseClaim(clash.sides.at(-1).claims[0].id); flush(); }")
    shown = page.evaluate("against(CLAIMS.get(state.chosen.claim)).flatMap(({ sides }) => sides.map(({ value }) => value))")
    assert texts(page.locator("#panel .against h4")) == shown
    page.click("#panel .against .link >> nth=0")
    page.wait_for_selector("#view-contradictions", state="visible")
    assert page.evaluate("document.activeElement.dataset.finding").startswith("clash ")


def test_the_panel_of_a_claim_says_how_its_value_went_on(show: Show) -> None:
    page = show(tram_page(), at="#claim=claim:brightrail-builds")
    assert texts(page.locator("#panel .short-trail li")) == ["Brightrail 4 March 2025 · 1 claim", "Ironway 11 March 2025 · 2 claims"]
    assert texts(page.locator("#panel .short-trail [aria-current] > span")) == ["Brightrail"]
    page.click("#panel .against .link:has-text('builder')")
    page.wait_for_selector("#view-contradictions", state="visible")
    assert page.evaluate("document.activeElement.textContent").startswith("Tram line 2, builder")


def test_the_panel_of_a_thing_lists_what_was_found_about_it(show: Show) -> None:
    page = show(tram_page(), at="#node=proj:Tram2")
    heads = texts(page.locator("#panel h3"))
    assert heads[:3] == ["Disagreements about it (4)", "Updates about it (2)", "Due (4)"]
    assert "about €2.4 billion (1) ≠ over €3.1 billion (1)" in texts(page.locator("#panel .claims small"))
    page.click("#panel .claims .link:has-text('serves Harbour')")
    page.wait_for_selector("#view-due", state="visible")
    assert "serves Harbour" in page.evaluate("document.activeElement.textContent")
    act(page, "chooseNode('org:Gazette')")
    assert not [head for head in texts(page.locator("#panel h3")) if head.startswith(("Disagreements", "Updates", "Due"))]
