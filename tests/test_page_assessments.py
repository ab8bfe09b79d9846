"""What somebody found who looked into a claim stands beside it, wherever the page shows the claim."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest
from page_fixtures import Show, drawn_page, made_claim, made_page, made_source

if TYPE_CHECKING:
    from helpers import MakeCorpus
    from playwright.sync_api import Page

ENTITIES = """
entities:
  - {id: org:Meta, type: Organization, name: Meta}
  - {id: org:FactDesk, type: Organization, name: Fact Desk}
  - {id: org:Gazette, type: Organization, name: Gazette}
  - {id: person:Ann, type: Person, name: Ann}
  - {id: person:Bob, type: Person, name: Bob}
"""
CLAIMS = """
sources:
  - {id: src:desk, type: WebPage, headline: Who leads Meta?, url: "https://example.org/desk", publisher: org:FactDesk}
  - id: src:gazette
    type: NewsArticle
    headline: A new lead
    publisher: org:Gazette
    published: 2025-03-04
    claims:
      - id: claim:one
        label: Ann leads Meta
        says: {id: org:Meta, ledBy: person:Ann}
        assessment:
          - {verdict: refuted, agent: org:FactDesk, said: 2025-03-09, source: src:desk, rating: Pants on fire, note: The register says otherwise.}
          - {verdict: mostly-true, agent: org:Gazette}
      - id: claim:two
        label: Bob leads Meta
        says: {id: org:Meta, ledBy: person:Bob}
"""


@pytest.fixture
def page(show: Show, make_corpus: MakeCorpus) -> Page:
    """A page of two claims, one of them assessed twice."""
    return show(drawn_page(make_corpus({"entities.yaml": ENTITIES, "gazette.yaml": CLAIMS})))


def test_the_panel_tells_verdict_assessor_day_words_and_note(page: Page) -> None:
    page.evaluate("() => { chooseClaim('claim:one'); flush(); }")
    assert page.locator("#panel .badges .verdict > span").all_inner_texts() == ["refuted", "mostly true"]
    assert page.locator("#panel .badges .verdict").first.get_attribute("title") == "by Fact Desk, 9 March 2025"
    first, second = page.locator("#panel .assessed li").all()
    assert [" ".join(line.split()) for line in first.locator("p").all_inner_texts()] == [
        "✕ refuted “Pants on fire”",
        "by Fact Desk, 9 March 2025",
        "Who leads Meta?",
        "The register says otherwise.",
    ]
    assert first.locator("a").get_attribute("href") == "https://example.org/desk"
    assert second.locator(".quiet").inner_text() == "by Gazette"
    page.click("#panel .assessed button:has-text('Fact Desk')")
    page.wait_for_selector("#panel h2:text-is('Fact Desk')")


def test_a_refuted_claim_is_still_in_force(page: Page) -> None:
    page.evaluate("() => { chooseClaim('claim:one'); flush(); }")
    assert "in force" in page.locator("#panel .badges .badge").all_inner_texts()


def test_the_legend_filters_by_verdict(page: Page) -> None:
    """Each verdict with its count, from what holds to what does not; those without one are a value of their own."""
    assert page.locator('#filters details[data-filter="Assessed"] label > span').all_inner_texts() == [
        "mostly true",
        "refuted",
        "not assessed",
    ]
    page.uncheck('#filters input[data-value="refuted"]')
    page.uncheck('#filters input[data-value="mostly-true"]')
    assert page.evaluate("() => { flush(); return shown.claims.map((claim) => claim.id); }") == ["claim:two"]


def test_the_table_and_the_search_know_verdicts(page: Page) -> None:
    page.click("#tab-table")
    cells = page.locator('#view-table td[data-label="Assessed"]').all_inner_texts()
    assert cells == ["refuted by Fact Desk, 9 March 2025; mostly true by Gazette", ""]
    page.fill("#search", "refuted")
    page.wait_for_selector("#found [role=option]")
    assert page.locator("#found [role=option] > span").all_inner_texts() == ["Ann leads Meta"]


@functools.cache
def plain_page() -> str:
    return made_page([made_claim(1, []), made_claim(2, [])], {}, {"src:s": made_source("S")})


def test_where_nobody_assessed_anything_nothing_is_said_of_it(show: Show) -> None:
    page = show(plain_page())
    assert page.locator('#filters details[data-filter="Assessed"]').count() == 0
    page.evaluate("() => { chooseClaim('claim:c1'); showView('table'); flush(); }")
    assert page.locator("#panel .verdict, #panel .assessed").count() == 0
    assert "Assessed" not in page.locator("#view-table thead th").all_inner_texts()


def test_a_verdict_that_no_list_knows_is_shown_as_it_is(show: Show) -> None:
    found = {"verdict": "ex:odd", "agent": None, "source": None, "said": None, "rating": None, "note": None}
    page = show(made_page([made_claim(1, [], assessments=[found])], {}, {"src:s": made_source("S")}))
    page.evaluate("() => { chooseClaim('claim:c1'); flush(); }")
    assert page.locator("#panel .verdict > span").first.inner_text() == "odd"
