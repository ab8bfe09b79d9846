"""A link brings others to what one sees: every part of what the reader did stands behind the address, and comes back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from page_fixtures import Show, made_claim, made_entity, made_page, made_source, tram_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: What the reader did, apart from what is only for a moment.
STATE = """() => {
    flush();
    const { view, chosen, hidden, from, to, undated, focus, path, all, sort } = state;
    const left = [...hidden].filter(([, values]) => values.size).map(([name, values]) => [name, [...values].sort()]);
    return { view, chosen, hidden: left, from, to, undated, focus, path, all, sort: sort ?? null, words: $("search").value,
        claims: shown.claims.map((claim) => claim.id), nodes: [...shown.nodes].sort(), edges: [...shown.edges].sort() };
}"""


def hash_of(page: Page) -> str:
    """Return what stands behind the address."""
    return str(page.evaluate("() => { flush(); saveLink(); return location.hash; }"))


@pytest.mark.parametrize(
    "change",
    [
        "showView('timeline')",
        "showView('table')",
        "chooseClaim('claim:tram-2-cost-24')",
        "chooseNode('proj:Tram2')",
        "chooseNode('src:gazette-tram-2')",
        "change({ hidden: new Map([...state.hidden]).set('How firmly', new Set(['planned', 'hoped'])) })",
        "change({ hidden: new Map([...state.hidden]).set('What', new Set(['Place'])).set('Source', new Set(['src:gazette-tram-2'])) })",
        "change({ from: '2025-03-05' })",
        "change({ from: '1874-01-01', to: '2025-03-08' })",
        "change({ undated: false })",
        "focusOn('proj:Tram2', 1)",
        "focusOn('org:Council', 3)",
        "showWay('org:Council', 'org:Ironway')",
        "showWay('org:Council', 'proj:HorseTram')",
        "(() => { $('search').value = 'harbour & \"stop\" 100 %'; })()",
        "(() => { showView('provenance'); focusOn('proj:Tram2', 2); chooseClaim('claim:tram-2-approved'); change({ to: '2025-12-31', undated: false }); })()",
    ],
)
def test_a_link_restores(show: Show, change: str) -> None:
    page = show(tram_page())
    before = page.evaluate(STATE)
    page.evaluate(change)
    wanted = page.evaluate(STATE)
    assert wanted != before
    link = hash_of(page)
    assert len(link) > 1
    again = show(tram_page(), at=link)
    assert again.evaluate(STATE) == wanted
    assert hash_of(again) == link
    if wanted["chosen"]:
        assert again.inner_text("#panel h2") == page.inner_text("#panel h2")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate(STATE) == wanted


def test_nothing_done_nothing_in_the_address(show: Show) -> None:
    page = show(tram_page())
    assert hash_of(page) == ""
    page.keyboard.press("n")
    assert hash_of(page).startswith("#claim=")
    page.keyboard.press("Escape")
    assert hash_of(page) == ""


def test_a_link_names_the_view_only_where_it_must(show: Show) -> None:
    """A page that opens with the table needs no word of it, but one of the graph."""
    page = show(tram_page("--view", "table"))
    assert hash_of(page) == ""
    page.evaluate("showView('entities')")
    link = hash_of(page)
    assert link == "#view=entities"
    assert show(tram_page("--view", "table"), at=link).is_visible("#view-entities")


def test_a_link_that_is_opened_in_the_page_itself(show: Show) -> None:
    """As when somebody edits the address, or goes back."""
    page = show(tram_page())
    page.evaluate("() => { location.hash = '#view=table&claim=claim:tram-2-cost-24'; }")
    page.wait_for_selector("#view-table", state="visible")
    assert page.inner_text("#panel h2") == "Tram line 2 costs about 2.4 billion euros"
    page.evaluate("() => { location.hash = '#node=proj:HorseTram'; }")
    page.wait_for_selector("#view-entities", state="visible")
    assert page.inner_text("#panel h2") == "Horse tram"
    page.go_back()
    page.wait_for_selector("#view-table", state="visible")
    assert page.inner_text("#panel h2") == "Tram line 2 costs about 2.4 billion euros"


def test_an_id_alone_is_a_link(show: Show) -> None:
    page = show(tram_page(), at="#claim:tram-2-cost-24")
    assert page.inner_text("#panel h2") == "Tram line 2 costs about 2.4 billion euros"


def test_a_link_to_what_is_not_here_says_so(show: Show) -> None:
    page = show(tram_page(), at="#claim=claim:gone")
    assert page.is_hidden("#panel")
    assert "claim:gone" in page.inner_text("body")


def test_the_button_copies_the_link(show: Show) -> None:
    page = show(tram_page(), permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("n")
    link = hash_of(page)
    page.click("#copy-link")
    page.wait_for_function("async (link) => (await navigator.clipboard.readText()).endsWith(link)", arg=link)
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_whole_of_a_large_graph(show: Show) -> None:
    size = 1600
    entities: dict[str, Any] = {f"org:e{n}": made_entity(f"entity {n}") for n in range(size)}
    claims = [made_claim(n, [[f"org:e{n}", ":p", f"org:e{n * 7 % size}"]]) for n in range(size)]
    html = made_page(claims, entities, {"src:s": made_source("S")})
    page = show(html, allow="GPU|WebGL")
    assert page.evaluate("[LARGE, state.all]") == [True, False]
    page.click("#draw-all")
    assert page.evaluate("state.all") is True
    link = hash_of(page)
    assert show(html, at=link, allow="GPU|WebGL").evaluate("state.all") is True
