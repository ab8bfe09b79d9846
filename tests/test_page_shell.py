"""The page around its views: every control does what it says, in a real browser."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from helpers import ROOT
from page_fixtures import Show, article_page, facts_page, made_claim, made_conflict, made_entity, made_page, made_source, tram_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
#: Which claims are shown, when all changes are done.
SHOWN = "() => { flush(); return shown.claims.map((claim) => claim.id); }"


def claims_where(page: Page, test: str) -> list[str]:
    """Return the ids of the claims of a page that pass a test written in JavaScript."""
    found: list[str] = page.evaluate(f"DATA.claims.filter((c) => {test}).map((c) => c.id)")
    return found


def choose(page: Page, what: str, thing: str) -> None:
    """Open a claim or a node in the panel."""
    page.evaluate(f"(id) => {{ {'chooseClaim' if what == 'claim' else 'chooseNode'}(id); flush(); }}", thing)
    page.wait_for_selector("#panel h2")


def search(page: Page, words: str) -> list[str]:
    """Search for words and return the names of what was found."""
    page.fill("#search", words)
    page.wait_for_function("() => searching.isReady && !$('found').hidden")
    return page.locator("#found [role=option]:not(.note) > span").all_inner_texts()


def panel_claims(page: Page, heading: str) -> list[str]:
    """Return the claims that the panel lists below a heading."""
    return page.locator(f"#panel h3:has-text('{heading}') ~ div .claim-link span").all_inner_texts()


# ------------------------------------------------------------ filters


@pytest.mark.parametrize(
    ("name", "value", "test"),
    [
        ("How firmly", "planned", "c.modality === 'planned'"),
        ("Affirmed or denied", "denied", "c.polarity === 'denied'"),
        ("Fact or opinion", "opinion", "c.stance === 'opinion'"),
        ("Standing", "superseded", "c.status.includes('superseded')"),
        ("Standing", "in conflict", "!c.status.some((s) => s === 'superseded' || s === 'retracted') && clashesOf(c.id).length > 0"),
        ("Said by", "org:Council", "c.speakers.includes('org:Council')"),
        ("Source", "src:wire-delay", "c.source === 'src:wire-delay'"),
        ("Predicate", "builder", "c.says.every((says) => says[2] === 'builder')"),
    ],
)
def test_the_legend_is_the_filter(show: Show, name: str, value: str, test: str) -> None:
    """A box switches its claims off and on; “only” switches all others off."""
    page = show(tram_page("--view", "table"))
    theirs, total = claims_where(page, test), page.evaluate("DATA.claims.length")
    assert 0 < len(theirs) < total
    box = page.locator(f'#filters input[data-filter="{name}"][data-value="{value}"]')
    row = page.locator("#filters li", has=page.locator(f'input[data-filter="{name}"][data-value="{value}"]'))
    box.uncheck()
    assert page.evaluate(SHOWN) == [each for each in page.evaluate("DATA.claims.map(c => c.id)") if each not in theirs]
    assert page.inner_text("#counts").startswith(f"{total - len(theirs)} of {total} claims")
    assert page.locator("#view-table tbody tr").count() == total - len(theirs)
    assert row.locator("b").inner_text() == f"0 of {len(theirs)}"
    assert name.lower() in page.inner_text("#filter-chip")
    box.check()
    assert len(page.evaluate(SHOWN)) == total
    assert page.is_hidden("#narrowed")
    row.hover()
    row.locator(".only").click()
    assert page.evaluate(SHOWN) == theirs
    row.locator("label").dblclick()
    assert len(page.evaluate(SHOWN)) == total, "only, once more: all are back"


def test_a_kind_that_is_left_out_is_not_drawn(show: Show) -> None:
    page = show(tram_page())
    page.uncheck('#filters input[data-value="Place"]')
    page.evaluate(SHOWN)
    kinds = page.evaluate("[...shown.nodes].map(id => NODES.get(id).kind)")
    assert "Place" not in kinds
    assert "Project" in kinds
    ends = page.evaluate("[...shown.edges].flatMap(id => [EDGES.get(id).from, EDGES.get(id).to]).map(id => NODES.get(id).kind)")
    assert "Place" not in ends
    assert page.evaluate("shown.claims.every(c => edgesOf(c.id).some(e => shown.edges.has(e.id)) || !edgesOf(c.id).length)")


def test_a_single_kind_is_shown_with_what_is_said_of_it(show: Show) -> None:
    page = show(tram_page())
    page.locator("#filters li", has=page.locator('input[data-value="Place"]')).locator(".only").click()
    page.evaluate(SHOWN)
    ends = page.evaluate("[...shown.edges].map(id => [EDGES.get(id).from, EDGES.get(id).to].map(id => NODES.get(id).kind))")
    assert ends
    assert all("Place" in pair for pair in ends)


def test_show_all_takes_everything_back(show: Show) -> None:
    page = show(tram_page())
    assert page.is_disabled("#show-everything")
    page.uncheck('#filters input[data-value="hoped"]')
    page.uncheck("#undated")
    page.evaluate("() => { focusOn('place:Harbour'); flush(); }")
    assert page.locator("#narrowed .chip").count() == 3
    page.click("#show-everything")
    assert len(page.evaluate(SHOWN)) == page.evaluate("DATA.claims.length")
    assert page.is_checked('#filters input[data-value="hoped"]')
    assert page.is_checked("#undated")
    assert page.is_disabled("#show-everything")


def test_long_lists_are_cut_and_can_be_searched(show: Show) -> None:
    claims = [made_claim(n, [["org:a", f":does-{n:02}", "org:b"]]) for n in range(40)]
    entities = {"org:a": made_entity("A", "schema:Organization"), "org:b": made_entity("B", "schema:Organization")}
    page = show(made_page(claims, entities, {"src:s": made_source("A source")}))
    section = page.locator('#filters details[data-filter="Predicate"]')
    assert section.locator("li").count() == 12
    section.locator(".more").click()
    assert section.locator("li").count() == 40
    assert section.locator(".more").get_attribute("aria-expanded") == "true"
    section.locator(".more").click()
    section.locator("input[type=search]").fill("DOES 3")
    assert section.locator("li label > span").all_inner_texts() == [f"does {n}" for n in range(30, 40)]
    section.locator("input[type=search]").fill("nothing of the kind")
    assert section.locator("li").inner_text() == "Nothing found."


# ------------------------------------------------------------ dates


def said(number: int, *days: str | None) -> dict[str, Any]:
    """Return a claim that was said on a day, or between two."""
    first, last = days if len(days) == 2 else days * 2
    return made_claim(number, [["org:a", ":knows", "org:b"]], said={"value": None, "earliest": first, "latest": last})


def dated_page(*times: tuple[str | None, ...], undated: int = 0) -> str:
    """Draw claims that were said at some times, and some of which nobody knows when."""
    claims = [said(n, *days) for n, days in enumerate(times)]
    claims += [made_claim(n, [["org:a", ":knows", "org:b"]]) for n in range(len(times), len(times) + undated)]
    entities = {"org:a": made_entity("A", "schema:Organization"), "org:b": made_entity("B", "schema:Organization")}
    return made_page(claims, entities, {"src:s": made_source("A source")})


def slide(page: Page, which: str, key: str, times: int = 1) -> None:
    """Move a slider by keys."""
    page.focus(f"#date-{which}")
    for _ in range(times):
        page.keyboard.press(key)
    page.evaluate("flush()")


def test_the_sliders_narrow_by_date(show: Show) -> None:
    page = show(dated_page(("2024-01-05",), ("2024-01-08",), ("2024-01-12",), undated=2))
    bars = page.evaluate("BARS.length")
    assert bars == 8, "a bar for each day"
    slide(page, "from", "ArrowRight")
    assert page.evaluate(SHOWN) == ["claim:c1", "claim:c2", "claim:c3", "claim:c4"]
    assert page.get_attribute("#date-from", "aria-valuetext") == "6 January 2024"
    assert page.inner_text("#date-chip").startswith("Said from 6 January 2024")
    slide(page, "to", "Home")
    assert page.evaluate(SHOWN) == ["claim:c3", "claim:c4"], "the sliders do not pass each other"
    assert page.input_value("#date-from") == page.input_value("#date-to")
    slide(page, "from", "Home")
    slide(page, "to", "End")
    assert page.is_hidden("#narrowed")
    assert len(page.evaluate(SHOWN)) == 5


def test_undated_claims_are_counted_and_can_be_left_out(show: Show) -> None:
    page = show(dated_page(("2024-01-05",), ("2024-01-08",), undated=2))
    assert page.inner_text("#undated-text") == "2 claims have no date of their own: shown"
    page.uncheck("#undated")
    assert page.evaluate(SHOWN) == ["claim:c0", "claim:c1"]
    assert page.inner_text("#undated-text") == "2 claims have no date of their own: left out"
    page.click("#date-chip button")
    assert len(page.evaluate(SHOWN)) == 4
    assert page.is_checked("#undated")


def test_a_claim_passes_if_its_time_touches_the_range(show: Show) -> None:
    page = show(dated_page(("2024-01-01", "2024-01-20"), ("2024-01-05",), ("2024-01-25", None), (None, "2024-01-03")))
    page.evaluate("change({ from: '2024-01-04', to: '2024-01-10' })")
    assert page.evaluate(SHOWN) == ["claim:c0", "claim:c1"]
    page.evaluate("change({ from: '2024-03-01', to: '' })")
    assert page.evaluate(SHOWN) == ["claim:c2"]
    page.evaluate("change({ from: '', to: '2024-01-02' })")
    assert page.evaluate(SHOWN) == ["claim:c0", "claim:c3"]
    assert page.locator("#histogram .maybe").count() > 0
    assert "day not known" in page.inner_text("#dates-text")


@pytest.mark.parametrize(
    ("times", "bars"),
    [
        ([("2024-01-01",), ("2024-02-10",)], 41),
        ([("2024-01-01",), ("2024-12-30",)], 53),
        ([("2020-01-15",), ("2024-12-30",)], 60),
        ([("1980-01-15",), ("2024-12-30",)], 45),
        ([("-0300-01-01",), ("2024-12-30",)], 24),
    ],
)
def test_bars_are_as_wide_as_the_time_asks_for(show: Show, times: list[tuple[str]], bars: int) -> None:
    page = show(dated_page(*times))
    assert page.evaluate("BARS.length") == bars
    assert page.evaluate("BARS.every((bar, n) => n === 0 || bar.first === BARS[n - 1].last + 1)")


def test_what_stands_far_off_gets_a_bar_of_its_own(show: Show) -> None:
    page = show(dated_page(("1066-10-14",), *[(f"2024-03-{day:02}",) for day in range(1, 31)]))
    assert page.evaluate("BARS.length") == 31
    slide(page, "from", "ArrowRight")
    assert len(page.evaluate(SHOWN)) == 30


@pytest.mark.parametrize(
    ("times", "undated", "text"),
    [
        ([("2024-01-05",)] * 3, 0, "All claims were said on 5 January 2024."),
        ([("2024-01-05",)] * 3, 1, "3 claims were said on 5 January 2024."),
        ([("2024-01-05", "2024-02-01")], 1, "1 claim was said between 5 January 2024 and 1 February 2024."),
        ([("2024-01-05", None)] * 2, 0, "All claims were said from 5 January 2024 on."),
        ([(None, "2024-01-05")] * 2, 0, "All claims were said by 5 January 2024."),
        ([], 2, "No claim has a date of its own."),
    ],
)
def test_a_single_time_is_said_in_words(show: Show, times: list[tuple[str | None, ...]], undated: int, text: str) -> None:
    page = show(dated_page(*times, undated=undated))
    assert page.inner_text("#dates p") == text
    assert page.locator("#dates input[type=range]").count() == 0


# ------------------------------------------------------------ search


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Nordwind Energy", "Nordwind Energy"),
        ("second tram line", "Tram line 2"),
        ("NORDWIND", "Nordwind Energy"),
        ("Minutes of the council", "Minutes of the council: transport"),
        ("builder", "builder"),
    ],
)
def test_search_puts_names_first(show: Show, words: str, first: str) -> None:
    page = show(tram_page())
    assert search(page, words)[0] == first


def test_search_looks_into_quotes_speakers_and_predicates(show: Show) -> None:
    page = show(tram_page())
    label = page.evaluate("CLAIMS.get('claim:tram-2-approved').label")
    quote = page.evaluate("DATA.claims.flatMap(c => c.evidence.map(e => [e.quote, c.label])).find(([quote]) => quote)")
    assert quote[1] in search(page, quote[0])
    assert label in search(page, "council approved")
    speaker = page.evaluate(
        "DATA.claims.filter(c => c.chain.some(h => h.agent === 'person:Okoro' || h.who === 'Ada Okoro')).map(c => c.label)"
    )
    assert speaker
    assert set(speaker) <= set(search(page, "ada okoro"))


def test_search_results_are_counted_and_cut(show: Show) -> None:
    claims = [made_claim(n, [["org:a", ":knows", "org:b"]], label=f"common claim {n}") for n in range(100)]
    entities = {"org:a": made_entity("A", "schema:Organization"), "org:b": made_entity("B", "schema:Organization")}
    page = show(made_page(claims, entities, {"src:s": made_source("A source")}))
    assert len(search(page, "common")) == 30
    assert page.inner_text("#found .note") == "and 70 more"
    assert search(page, "no such thing") == []
    assert page.inner_text("#found .note") == "Nothing found."


def test_a_predicate_found_narrows_the_claims(show: Show) -> None:
    page = show(tram_page("--view", "table"))
    search(page, "builder")
    page.click("#found [role=option] >> nth=0")
    assert page.evaluate(SHOWN) == claims_where(page, "c.says.some((says) => says[2] === 'builder')")


# ------------------------------------------------------------ panel


def test_the_panel_of_a_claim(show: Show) -> None:
    """Everything there is to know, and a way on from each part of it."""
    page = show(tram_page("--view", "table"))
    one, two = page.evaluate("CLASHES[0].sides.map(({ claims }) => claims[0].id)")
    choose(page, "claim", one)
    claim, other = page.evaluate("([one, two]) => [CLAIMS.get(one), CLAIMS.get(two)]", [one, two])
    assert page.inner_text("#panel h2") == claim["label"]
    assert claim["modality"] in page.inner_text("#panel .badges")
    assert page.locator("#panel .chain > li").count() == 1 + len(claim["chain"])
    assert page.evaluate("CLASHES[0].why") in page.inner_text(".against >> nth=0")
    page.click(f"#panel .against button:has-text({json.dumps(other['label'])})")
    page.wait_for_function("label => document.querySelector('#panel h2').textContent === label", arg=other["label"])
    page.click("#panel .says button >> nth=0")
    page.wait_for_function("() => Boolean(state.chosen.node)")


def test_a_chain_is_drawn_from_the_page_to_who_said_it(show: Show) -> None:
    """The article has from Axios that Meta works on open models."""
    page = show(article_page("--view", "table"))
    choose(page, "claim", claims_where(page, "c.chain.length === 2")[0])
    assert page.locator("#panel .chain > li").count() == 3
    stops = page.locator("#panel .chain > li > :first-child").all_inner_texts()
    assert stops == ["NYU Shanghai RITS", "Axios", "Meta"]
    page.click("#panel .chain button:has-text('Axios') >> nth=0")
    page.wait_for_function("() => document.querySelector('#panel h2').textContent === 'Axios'")


def test_unnamed_speakers_are_told_with_role_and_number(show: Show) -> None:
    page = show(tram_page())
    claim = claims_where(page, "c.chain.some((hop) => hop.unnamed && hop.count)")[0]
    choose(page, "claim", claim)
    hop = page.evaluate("id => CLAIMS.get(id).chain.find(hop => hop.unnamed)", claim)
    text = page.inner_text("#panel .chain .unnamed")
    assert hop["who"] in text
    assert f"{hop['count']} of them" in text
    assert "not named" in text


@pytest.mark.parametrize(
    ("one", "two", "heading"), [("supersedes", "supersededBy", "Superseded by"), ("retracts", "retractedBy", "Taken back by")]
)
def test_what_became_of_a_claim(show: Show, one: str, two: str, heading: str) -> None:
    """A claim leads to what superseded it or took it back, and that one back to it."""
    page = show(tram_page())
    claim = claims_where(page, f"(c.relations.{two} ?? []).length")[0]
    later = page.evaluate(f"id => CLAIMS.get(id).relations.{two}[0]", claim)
    assert claim in page.evaluate(f"id => CLAIMS.get(id).relations.{one}", later)
    choose(page, "claim", claim)
    assert page.locator("#panel h3", has_text=heading).count() == 1
    page.locator(f"#panel h3:has-text('{heading}') + ul button").first.click()
    page.wait_for_function("id => state.chosen.claim === id", arg=later)


def test_evidence_is_quoted_or_located(show: Show) -> None:
    page = show(tram_page())
    quoted = claims_where(page, "c.evidence.some((e) => e.quote)")[0]
    choose(page, "claim", quoted)
    assert page.inner_text("#panel blockquote >> nth=0") == page.evaluate("id => CLAIMS.get(id).evidence.find(e => e.quote).quote", quoted)
    located = claims_where(page, "c.evidence.length && !c.evidence.some((e) => e.quote)")[0]
    choose(page, "claim", located)
    assert page.locator("#panel blockquote").count() == 0
    assert re.match(r"characters \d+.\d+ · ✓ verified", page.inner_text("#panel .place >> nth=0"))


def test_the_query_of_a_claim_finds_it(show: Show) -> None:
    """What the panel gives as SPARQL is asked of the same facts."""
    from claimgraph.cli.query import command

    page = show(facts_page("--view", "table"))
    claims = page.evaluate("DATA.claims.map(c => c.id)")
    for claim in [
        claims[0],
        *claims_where(page, "c.polarity === 'denied'")[:1],
        *claims_where(page, "c.rdf.some((t) => t[2].startsWith('['))")[:1],
    ]:
        query = page.evaluate("id => sparql(CLAIMS.get(id))", claim)
        result = CliRunner().invoke(command, [query, "--format", "csv", "--facts", str(ROOT / "facts")], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        assert claim.removeprefix("claim:") in result.output


def test_texts_can_be_copied(show: Show) -> None:
    page = show(tram_page(), permissions=["clipboard-read", "clipboard-write"])
    choose(page, "claim", page.evaluate("DATA.claims[0].id"))
    page.click("#panel summary:has-text('As SPARQL')")
    page.click("#panel details[open] .copy")
    page.wait_for_function("() => $('said').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("sparql(DATA.claims[0])")
    page.click("#copy-link")
    page.wait_for_function("() => $('copy-link').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.wait_for_function("() => $('copy-link').textContent === 'Copy link'")


def test_the_panel_of_an_entity(show: Show) -> None:
    """Its names, its claims by predicate in the order of time, and what it says itself."""
    page = show(tram_page())
    choose(page, "node", "proj:Tram2")
    assert page.inner_text("#panel h2") == "Tram line 2"
    assert "second tram line" in page.inner_text("#panel dl")
    about = claims_where(page, "c.says.some((says) => says[0] === 'proj:Tram2')")
    assert len(panel_claims(page, "Claims about it")) >= len(about)
    days = page.evaluate("inTime(claimsOf('proj:Tram2')).map(sortDay).map(d => d === Infinity ? 1e9 : d)")
    assert days == sorted(days)
    choose(page, "node", "org:Council")
    said_by_it = claims_where(page, "c.speakers.includes('org:Council')")
    assert f"What it says ({len(said_by_it)})" in page.inner_text("#panel")


def test_the_panel_of_a_source_and_of_a_value(show: Show) -> None:
    page = show(tram_page())
    choose(page, "node", "src:gazette-tram-2")
    assert page.inner_text("#panel h2") == page.evaluate("DATA.sources['src:gazette-tram-2'].headline")
    inside = claims_where(page, "c.source === 'src:gazette-tram-2'")
    assert f"Claims in it ({len(inside)})" in page.inner_text("#panel")
    value = page.evaluate("NETWORK.nodes.find(n => n.kind === 'Amount').id")
    choose(page, "node", value)
    assert page.locator("#panel .claim-link").count() == len(page.evaluate("id => claimsOf(id).map(c => c.id)", value))


def test_the_panel_goes_to_the_next_and_closes(show: Show) -> None:
    page = show(tram_page("--view", "table"))
    labels = page.evaluate("DATA.claims.map(c => c.label)")
    page.click("#view-table tbody button >> nth=0")
    page.wait_for_selector("#panel h2")
    page.click("#panel button[aria-label='Next claim']")
    page.wait_for_function("label => document.querySelector('#panel h2').textContent === label", arg=labels[1])
    assert page.inner_text("#panel .stepper small") == f"2 of {len(labels)}"
    assert page.locator("#view-table tr.chosen").count() == 1
    page.click("#panel .close")
    page.wait_for_selector("#panel", state="hidden")
    assert page.locator("#view-table tr.chosen").count() == 0
    page.keyboard.press("p")
    page.wait_for_function("label => document.querySelector('#panel h2')?.textContent === label", arg=labels[-1])


# ------------------------------------------------------------ tabs


def test_tabs_that_go_on_fade_at_the_edge(show: Show) -> None:
    """On a phone they scroll: where there are more of them, they fade out; on a wide screen all are there."""
    page = show(facts_page(), **PHONE)
    fades = "[...$('tabs').classList].join(' ')"
    assert page.evaluate(fades) == "more-right"
    assert "40px" in page.evaluate("getComputedStyle($('tabs')).maskImage")
    page.evaluate("$('tabs').scrollTo(1e4, 0)")
    page.wait_for_selector("#tabs.more-left:not(.more-right)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert show(facts_page()).evaluate(fades) == ""


# ------------------------------------------------------------ table


@pytest.mark.parametrize("column", ["claim", "firmly", "who", "source", "when", "evidence", "standing"])
def test_the_table_is_sorted_by_any_column(show: Show, column: str) -> None:
    """Upwards, downwards, and back to the order of the corpus; what has no value stands last."""
    page = show(tram_page("--view", "table"))
    head = page.locator(f"#view-table thead button[data-column={column}]")
    first = "#view-table tbody tr >> nth=0"
    ids = "() => { flush(); return [...document.querySelectorAll('#view-table tbody tr')].map((row) => row.dataset.claim); }"
    corpus = page.evaluate(ids)
    orders = {}
    for order in ("ascending", "descending"):
        head.click()
        orders[order] = page.evaluate(ids)
        assert page.locator(f"#view-table th[aria-sort={order}]").count() == 1
        assert sorted(orders[order]) == sorted(corpus)
        assert page.evaluate("document.activeElement.dataset.column") == column
    values = {
        name: page.evaluate(
            f"ids => ids.map(id => {{ const c = COLUMNS.find(c => c.name === '{column}'); return (c.key ?? c.of)(CLAIMS.get(id)); }})", ids
        )
        for name, ids in orders.items()
    }
    assert values["ascending"] != values["descending"]
    assert page.is_visible(first)
    head.click()
    assert page.evaluate(ids) == corpus
    assert page.locator("#view-table th[aria-sort]").count() == 0


def test_a_long_table_is_made_in_pieces(show: Show) -> None:
    claims = [made_claim(n, [["org:a", ":knows", "org:b"]]) for n in range(450)]
    entities = {"org:a": made_entity("A", "schema:Organization"), "org:b": made_entity("B", "schema:Organization")}
    page = show(made_page(claims, entities, {"src:s": made_source("A source")}), at="#view=table")
    rows = page.locator("#view-table tbody tr")
    assert rows.count() == 200
    assert "The first 200 are listed" in page.inner_text("#view-table caption")
    page.click("#view-table .more")
    page.click("#view-table .more")
    assert rows.count() == 450
    assert page.is_hidden("#view-table .more")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 450
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rows.count() == 200


def test_the_table_says_when_nothing_passes(show: Show) -> None:
    page = show(tram_page("--view", "table"))
    for modality in page.evaluate("[...new Set(DATA.claims.map(c => c.modality))]"):
        page.uncheck(f'#filters input[data-filter="How firmly"][data-value="{modality}"]')
    page.wait_for_selector("text=No claim passes the filters.")


# ------------------------------------------------------------ focus and ways


def test_focus_shows_a_node_and_its_neighbours(show: Show) -> None:
    page = show(tram_page())
    choose(page, "node", "place:Harbour")
    page.click("#focus-here")
    near = "depth => { flush(); return shown.nodes.size; }"
    sizes = []
    for depth in (1, 2, 3):
        page.click(f"#focus-chip .steps button >> nth={depth - 1}")
        sizes.append(page.evaluate(near))
        assert page.evaluate("state.focus.depth") == depth
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]
    page.evaluate("() => { focusOn('place:Harbour', 1); flush(); }")
    touching = set(page.evaluate("edgesAt('place:Harbour').flatMap(e => [e.from, e.to])"))
    assert set(page.evaluate("[...shown.nodes]")) == touching
    assert set(page.evaluate("claimsOf('place:Harbour').map(c => c.id)")) <= set(page.evaluate(SHOWN))
    page.click("#focus-chip button[aria-label='End the focus']")
    assert len(page.evaluate(SHOWN)) == page.evaluate("DATA.claims.length")


def test_focus_on_somebody_who_only_speaks_shows_what_they_say(show: Show) -> None:
    page = show(tram_page())
    silent = page.evaluate("Object.keys(DATA.entities).find(id => !claimsOf(id).length && claimsBy(id).length)")
    page.evaluate("id => focusOn(id, 1)", silent)
    assert set(page.evaluate("id => claimsBy(id).map(c => c.id)", silent)) <= set(page.evaluate(SHOWN))


def test_the_way_between_two_things(show: Show) -> None:
    """It is asked for in the panel, its end is searched for, and it is told step by step."""
    page = show(tram_page())
    choose(page, "node", "org:Nordwind")
    page.click("#way-from-here")
    assert page.get_attribute("#search", "placeholder") == "Way from Nordwind Energy to …"
    assert "Harbour" in search(page, "harbour")
    assert all(page.evaluate("searching.found.map(item => Boolean(item.node))")), "only what has a place in the picture"
    page.click("#found [role=option]:has-text('Harbour') >> nth=0")
    page.wait_for_selector("#panel .way")
    assert page.locator("#panel .way .stop").all_inner_texts() == ["Nordwind Energy", "Tram line 2", "Harbour"]
    assert page.locator("#panel .way .step").count() == 2
    page.click("#panel .way .step button >> nth=0")
    page.wait_for_function("() => Boolean(state.chosen?.claim)")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel .way")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert page.evaluate("state.path") is None


def test_ways_follow_the_filters(show: Show) -> None:
    page = show(tram_page())
    page.evaluate("() => { showWay('org:Nordwind', 'place:Harbour'); flush(); }")
    for box in page.locator('#filters input[data-filter="How firmly"]').all():
        box.uncheck()
    page.wait_for_function("() => document.querySelector('#panel').innerText.includes('There is no way from Nordwind Energy to Harbour')")


# ------------------------------------------------------------ theme, help, links


def test_the_theme_goes_round(show: Show) -> None:
    page = show(tram_page(), color_scheme="dark")
    theme = functools.partial(page.evaluate, "document.documentElement.dataset.theme")
    background = functools.partial(page.evaluate, "getComputedStyle(document.body).backgroundColor")
    dark = background()
    assert theme() == "dark"
    page.click("#theme")
    assert (theme(), page.get_attribute("#theme", "aria-label")) == ("light", "Theme: light")
    assert background() != dark
    page.click("#theme")
    assert (theme(), background()) == ("dark", dark)
    page.click("#theme")
    assert page.get_attribute("#theme", "aria-label") == "Theme: as the system"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'light' && colours.text === LOOK.page.text.light")
    assert page.evaluate("localStorage.length + document.cookie.length") == 0


def test_a_link_to_what_is_not_here_says_so(show: Show) -> None:
    page = show(tram_page(), at="#claim=claim:gone&focus=org:Gone&from=yesterday&depth=x&hide=Nothing&hide=:&view=none&sort=none")
    assert page.inner_text("#missing-text") == "The link names something that is not in this page: claim:gone, org:Gone"
    assert page.evaluate("[state.chosen, state.focus, state.from, state.view, state.sort]") == [None, None, "", "entities", None]
    assert len(page.evaluate(SHOWN)) == page.evaluate("DATA.claims.length")
    page.click("#forget-missing")
    assert page.is_hidden("#missing")


@pytest.mark.parametrize(
    "hash_", ["#%", "#%E0%A4%A", "#===&&&", "#hide=%00:%zz", "#claim", "#__proto__", "#node=constructor", "#view=__proto__&focus=toString"]
)
def test_malformed_links_do_no_harm(show: Show, hash_: str) -> None:
    page = show(tram_page(), at=hash_)
    assert len(page.evaluate(SHOWN)) == page.evaluate("DATA.claims.length")


def test_an_address_that_changes_is_followed(show: Show) -> None:
    page = show(tram_page())
    page.evaluate("location.hash = '#view=table&claim=claim:tram-2-approved&sort=-when&q=harbour'")
    page.wait_for_selector("#view-table", state="visible")
    page.wait_for_selector("#panel h2")
    assert page.input_value("#search") == "harbour"
    assert page.locator("#view-table th[aria-sort=descending]").inner_text().startswith("When")
    page.evaluate("location.hash = '#proj:Tram2'")
    page.wait_for_function("() => document.querySelector('#panel h2').textContent === 'Tram line 2'")


# ------------------------------------------------------------ small screens, hostile texts, large pages


def test_on_a_phone_filters_are_a_drawer_and_the_panel_a_sheet(show: Show) -> None:
    page = show(tram_page(), **PHONE)
    assert page.is_hidden("#filters")
    page.click("#show-filters")
    assert page.is_visible("#filters")
    assert page.get_attribute("#show-filters", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.is_hidden("#filters")
    assert page.evaluate("document.activeElement.id") == "show-filters"
    choose(page, "node", "proj:Tram2")
    box = page.locator("#panel").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    for name in ("provenance", "timeline", "contradictions", "due", "table"):
        page.click(f"#tab-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_names_that_look_like_properties_are_only_names(show: Show) -> None:
    """An entity may be called as JavaScript calls its own things."""
    names = ["__proto__", "constructor", "toString", "hasOwnProperty"]
    entities = {name: made_entity(name, "schema:Person", aliases=["valueOf"]) for name in names}
    claims = [made_claim(n, [[name, "knows", names[n - 1]]], modality=f"cg:{name}") for n, name in enumerate(names)]
    page = show(
        made_page(
            claims, entities, {"src:s": made_source("__proto__")}, conflicts=[made_conflict("claim:c0", "claim:c1", kind="constructor")]
        )
    )
    for name in names:
        choose(page, "node", name)
        assert page.inner_text("#panel h2") == name
        assert page.locator("#panel .claim-link").count() >= 2
    choose(page, "claim", "claim:c0")
    assert page.locator("#panel .against li").count() == 1
    assert len(search(page, "constructor")) >= 1


# ------------------------------------------------------------ counts, dates and signs


def test_everybody_of_a_chain_is_a_speaker(show: Show) -> None:
    """The article has it from Axios, and Axios from Meta: both are in the filter, and either keeps the claim."""
    page = show(article_page("--view", "table"))
    said = claims_where(page, "c.chain.length === 2")
    axios = page.evaluate("(id) => CLAIMS.get(id).speakers[0]", said[0])
    assert page.evaluate("(id) => nameOf(id)", axios) == "Axios"
    page.locator("#filters li", has=page.locator(f'input[data-filter="Said by"][data-value="{axios}"]')).locator(".only").click()
    assert page.evaluate(SHOWN) == said


def test_the_counts_of_entities_and_sources_follow_the_filters(show: Show) -> None:
    page = show(tram_page("--view", "table"))
    assert page.inner_text("#counts") == "25 claims · 14 entities · 7 sources"
    source = page.locator("#filters li", has=page.locator('input[data-value="src:wire-delay"]'))
    source.locator(".only").click()
    page.evaluate("flush()")
    claims, entities, sources = page.inner_text("#counts").split(" · ")
    assert claims == "4 of 25 claims"
    assert 0 < int(entities.split(" of ")[0]) < 14
    assert entities.endswith(" of 14 entities")
    assert sources == "1 of 7 sources"


def test_the_sliders_say_what_they_do_not_do(show: Show) -> None:
    """They choose claims; standing is as of all of them."""
    page = show(tram_page())
    assert page.is_hidden("#dates-note")
    page.evaluate("() => { change({ to: '2025-03-20' }); flush(); }")
    assert "--as-of DATE" in page.inner_text("#dates-note")
    page.evaluate("() => { change({ from: '2025-03-01', to: '' }); flush(); }")
    assert page.is_hidden("#dates-note")


def test_the_legend_shows_the_line_of_a_conflict(show: Show) -> None:
    page = show(tram_page())
    row = page.locator("#filters li", has=page.locator('input[data-value="in conflict"]'))
    assert row.locator("line").get_attribute("stroke") == "var(--claim-disputed)"
    choose(page, "claim", page.evaluate("CLASHES.find((clash) => clash.kinds.includes('disputed')).claims[0].id"))
    badges = page.locator("#panel .badge").all_inner_texts()
    assert len([text for text in badges if "disagreement" in text]) == 1
    assert "disputed" not in badges
