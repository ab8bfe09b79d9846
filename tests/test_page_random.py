"""Whatever somebody presses, in whatever order, the page stays whole: its parts agree, and a link brings others to the same."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from page_fixtures import Show, made_claim, made_conflict, made_entity, made_page, made_source, tram_page
from test_page_links import STATE, hash_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEYS = ["n", "p", "f", "t", "1", "2", "3", "4", "5", "6", "+", "-", "0", "Escape", "/", "?", "ArrowLeft", "ArrowDown", "Tab", "Enter", " "]
WORDS = ["tram", "council", "opens", "ZZZ", "", "é", "2029"]

#: Do one thing at random: press a control, a key, a point of the picture, or write into the search. Says what was done.
ACT = """([kind, share, key, word]) => {
    // Of the filters there are more than of all else: most of the time, they are left alone.
    const isFiltering = share < 0.25;
    const controls = [...document.querySelectorAll("button, input[type=checkbox], input[type=range], summary, [role=option], svg [tabindex]")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest("dialog:not([open])") && !["png", "copy-link"].includes(e.id)
            && Boolean(e.closest("#filters")) === isFiltering && !/copy|play/i.test(e.textContent));
    const target = document.activeElement ?? document.body;
    let done = kind;
    if (kind === "control" && controls.length) {
        const control = controls[Math.floor(((share * 7919) % 1) * controls.length)];
        done = `press ${control.id || control.getAttribute("aria-label") || control.textContent || control.dataset.value}`;
        if (control.type === "range") {
            control.value = Math.round(Number(control.min) + share * (control.max - control.min));
            control.dispatchEvent(new Event("input", { bubbles: true }));
        } else control.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    } else if (kind === "key") {
        done = `key ${key}`;
        target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        if (key === "Escape" && document.querySelector("dialog[open]")) document.querySelector("dialog[open]").close();
    } else if (kind === "word") {
        done = `write ${word}`;
        $("search").value = word;
        $("search").dispatchEvent(new Event("input", { bubbles: true }));
    }
    flush();
    return done;
}"""

#: What must hold at any time; says what does not.
WRONG = """() => {
    const wrong = [];
    const must = (holds, what) => { if (!holds) wrong.push(what); };
    const claims = new Set(shown.claims.map((claim) => claim.id));
    must(shown.claims.length <= DATA.claims.length && claims.size === shown.claims.length, "claims are shown twice");
    must([...shown.edges].every((id) => claims.has(EDGES.get(id).claim)), "an edge of a claim that is not shown");
    must([...shown.edges].every((id) => shown.nodes.has(EDGES.get(id).from) && shown.nodes.has(EDGES.get(id).to)), "an edge without its ends");
    const panels = [...document.querySelectorAll("[role=tabpanel]")].filter((e) => !e.hidden).map((e) => e.id);
    must(panels.join() === `view-${state.view}`, `panels in sight: ${panels}`);
    must([...document.querySelectorAll("[role=tab][aria-selected=true]")].map((e) => e.id).join() === `tab-${state.view}`, "another tab is chosen");
    must(document.querySelectorAll("[role=tab][tabindex='0'], [role=tab]:not([tabindex])").length === 1, "not one tab to come to");
    must($("panel").hidden === (state.chosen === null && state.path === null), "the panel and the choice differ");
    must(!state.path || (NODES.has(state.path.from) && NODES.has(state.path.to)), "a way without an end");
    if (state.chosen?.claim) must($("panel").querySelector("h2").textContent === CLAIMS.get(state.chosen.claim).label, "another claim's panel");
    const number = shown.claims.length.toLocaleString("en");
    must($("counts").textContent.startsWith(number), `the counts say ${$("counts").textContent}, not ${number}`);
    if (state.view === "table") must(document.querySelectorAll("#view-table tbody th[scope=row]").length === Math.min(shown.claims.length, 500), "the table has other claims");
    must($("narrowed").hidden === !(isNarrowed() || state.path), "what is left out is not said");
    must(new Set([...document.querySelectorAll("[id]")].map((e) => e.id)).size === document.querySelectorAll("[id]").length, "an id stands twice");
    for (const box of document.querySelectorAll("#filters input[data-filter]")) must(box.checked !== state.hidden.get(box.dataset.filter).has(box.dataset.value), `the box ${box.dataset.value}`);
    return wrong;
}"""


def press(page: Page, seed: int, times: int) -> list[str]:
    """Do so many things; return what was done, and fail when something is wrong."""
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(times):
        kind = chance.choices(["control", "key", "word"], [6, 3, 1])[0]
        done.append(page.evaluate(ACT, [kind, chance.random(), chance.choice(KEYS), chance.choice(WORDS)]))
        assert page.evaluate(WRONG) == [], " · ".join(done[-12:])
    return done


@pytest.mark.parametrize("seed", range(6))
def test_the_page_stays_whole(show: Show, seed: int) -> None:
    page = show(tram_page(), viewport={"width": 390, "height": 844} if seed % 2 else {"width": 1440, "height": 900})
    press(page, seed, 150)
    wanted = page.evaluate(STATE)
    again = show(tram_page(), at=hash_of(page))
    assert again.evaluate(STATE) == wanted


@pytest.mark.parametrize("what", ["nothing", "one claim", "only entities", "nothing but sources"])
def test_a_page_of_next_to_nothing_stays_whole(show: Show, what: str) -> None:
    claims = [made_claim(1, [["org:a", ":p", "org:a"]])] if what == "one claim" else []
    entities = {} if what in {"nothing", "nothing but sources"} else {"org:a": made_entity("A")}
    sources = {} if what == "nothing" else {"src:s": made_source("S")}
    page = show(made_page(claims, entities, sources))
    press(page, 1, 80)


def test_conflicts_with_claims_that_are_not_here_do_no_harm(show: Show) -> None:
    claims = [
        made_claim(1, [["org:a", ":p", "org:b"]], relations={"disputes": ["claim:gone"], "supersededBy": ["claim:gone"]}, source="src:gone")
    ]
    entities = {"org:a": made_entity("A"), "org:b": made_entity("B")}
    page = show(
        made_page(claims, entities, {}, conflicts=[made_conflict("claim:c1", "claim:gone"), made_conflict("claim:gone", "claim:away")])
    )
    press(page, 2, 80)
