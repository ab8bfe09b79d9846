"""The page is safe: what a corpus or a link says is shown as text, nothing of it runs, and nothing is asked of anybody."""

from __future__ import annotations

import base64
import functools
import hashlib
import html.parser
import re
from typing import TYPE_CHECKING, Any

import pytest
from page_fixtures import Show, facts_page, made_claim, made_entity, made_page, made_source
from page_hostile import ADDRESSES, HASHES, HOSTILE, NAMES_OF_OBJECTS, TITLE, hostile_ids_page, hostile_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

VIEWS = ("entities", "provenance", "timeline", "contradictions", "due", "table")
#: Elements that run, load or send something; the page makes none of them but those that stand in its file.
STRANGE = {
    "script", "style", "meta", "iframe", "frame", "img", "picture", "audio", "video", "source", "track", "base", "form", "object", "embed",
    "portal", "link", "textarea", "marquee", "math", "use", "image", "foreignobject", "animate", "set", "template", "area",
}  # fmt: skip

hostile = functools.cache(hostile_page)
hostile_ids = functools.cache(hostile_ids_page)


@functools.cache
def harmless(**options: Any) -> str:
    """Draw three entities and what is said of them, all in plain words."""
    entities = {f"org:e{n}": made_entity(f"entity {n}") for n in range(3)}
    claims = [made_claim(n, [[f"org:e{n}", ":p", f"org:e{(n + 1) % 3}"]]) for n in range(3)]
    return made_page(claims, entities, {"src:s": made_source("S")}, **options)


def choose(page: Page, **chosen: str) -> None:
    """Open the panel of a claim or a node."""
    page.evaluate("({ claim, node }) => { if (claim !== undefined) chooseClaim(claim); else chooseNode(node); flush(); }", chosen)


def view(page: Page, name: str) -> None:
    """Bring a view to the front."""
    page.evaluate("name => { showView(name); flush(); }", name)


def show_more(page: Page, name: str) -> None:
    """Let a view draw what it keeps back at first."""
    more = (
        page.locator(f"#view-{name} button")
        .filter(has_text=re.compile("more", re.IGNORECASE))
        .filter(has_not=page.locator("[aria-pressed]"))
    )
    for _ in range(20):
        visible = [button for button in more.all() if button.is_visible() and re.match(r"show .*more", button.inner_text(), re.IGNORECASE)]
        if not visible:
            return
        visible[-1].click()
        page.evaluate("flush()")


def text_of(page: Page, selector: str) -> str:
    """Return all the text in an element, as it was put there, with the texts of its tool tips."""
    found = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map((element) => [element.textContent,
            ...[...element.querySelectorAll("[title]")].map((e) => e.title), ...[...element.querySelectorAll("[aria-label]")].map((e) => e.ariaLabel)
        ].join("\\n")).join("\\n")""",
        selector,
    )
    return str(found)


def not_in(text: str) -> list[str]:
    """Return the hostile strings that do not stand in a text, at least with their first letters."""
    whole = squeeze(text)
    return [each for each in HOSTILE if squeeze(each[:24]) not in whole]


def squeeze(text: str) -> str:
    """Leave out white space, which a view may arrange as it likes, and the null byte, which a parser replaces."""
    return re.sub(r"[\s\u0000\ufffd]+", "", text)


def assert_harmless(page: Page) -> None:
    """Assert that no markup has come from any text."""
    found = page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName.toLowerCase())")
    wanted = [tag for tag, _, _ in Elements.of(harmless(renderer=page.evaluate("LARGE ? 'sigma' : 'pyvis'")))]
    assert sorted(STRANGE.intersection(found)) == sorted(STRANGE.intersection(wanted))
    assert [found.count(tag) for tag in sorted(STRANGE)] == [wanted.count(tag) for tag in sorted(STRANGE)]
    handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on|^srcdoc$|^formaction$|^ping$/i.test(a.name)).map(a => a.name)"
    assert page.evaluate(handlers) == []
    links = page.evaluate("[...document.querySelectorAll('a[href], area')].map(a => [a.getAttribute('href'), a.rel])")
    assert [
        link for link in links if not (link[0].startswith("#") or (re.match("https?://", link[0]) and link[1] == "noopener noreferrer"))
    ] == []
    assert page.evaluate("window.hacked ?? null") is None
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


# ------------------------------------------------------------ the file


class Elements(html.parser.HTMLParser):
    """Lists the elements of a file: their names, their attributes, and the text right in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        self.is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.found[-1][2].append(data)

    @classmethod
    def of(cls, html: str) -> list[tuple[str, dict[str, str | None], str]]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return [(tag, attributes, "".join(texts)) for tag, attributes, texts in parser.found]


@pytest.mark.parametrize("renderer", ["pyvis", "sigma"])
def test_the_policy_names_what_is_in_the_file_and_nothing_else(renderer: str) -> None:
    elements = Elements.of(hostile(renderer=renderer))
    (policy,) = [at["content"] for _, at, _ in elements if at.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    parts = {name: values for name, *values in (part.split() for part in policy.split(";"))}
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == ["'none'"]
    assert set(parts) <= {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action", "font-src"}
    assert set(parts["img-src"]) <= {"data:", "blob:"}
    for tag, part in (("script", "script-src"), ("style", "style-src")):
        texts = [text for name, at, text in elements if name == tag and at.get("type") != "application/json"]
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert texts
        assert parts[part] == [f"'sha256-{digest}'" for digest in digests]
    assert [at["content"] for _, at, _ in elements if at.get("name") == "referrer"] == ["no-referrer"]
    names = [tag for tag, _, _ in elements]
    assert names.index("meta") < names.index("script"), "the policy comes before what it rules"
    assert not {"src", "href", "srcset", "action"} & {
        name for tag, at, _ in elements for name, value in at.items() if not (name == "href" and str(value).startswith("#"))
    }


def test_bytes_that_are_no_text_do_no_harm(show: Show) -> None:
    """A title from the command line may hold bytes that are no UTF-8: they are left out."""
    page = show(facts_page("--title", b"caf\xe9 \xf0\x9f\xc0<script>window.hacked=1</script>\xff".decode("utf-8", "surrogateescape")))
    assert page.inner_text("h1") == "caf <script>window.hacked=1</script>"


def test_without_scripts_the_page_says_so(show: Show) -> None:
    page = show(facts_page(), ready=False, java_script_enabled=False)
    assert "JavaScript" in page.inner_text("noscript, .noscript >> visible=true")


def test_a_script_that_got_in_would_not_run(show: Show) -> None:
    """The policy forbids what the page does not name, and every connection."""
    # The browser tells of a request that the policy stopped as of any other.
    page = show(facts_page(), allow=r"Content.Security.Policy|violates the following|https://example\.org/")
    page.evaluate(
        """() => {
            window.blocked = [];
            document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
            const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
            add("script", { textContent: "window.hacked = 1" });
            add("script", { src: "data:text/javascript,window.hacked=1" });
            add("style", { textContent: "body { display: none }" });
            add("iframe", { srcdoc: "<script>parent.hacked = 1</scr" + "ipt>" });
            add("iframe", { src: "data:text/html,<script>parent.hacked = 1</scr" + "ipt>" });
            add("img", { src: "https://example.org/pixel.png" });
            add("div", { innerHTML: "<b onclick='window.hacked = 1'>press</b>" });
            document.body.lastChild.firstChild.click();
            fetch("https://example.org/").catch(() => {});
            try { new WebSocket("wss://example.org/"); } catch {}
            navigator.sendBeacon("https://example.org/");
        }"""
    )
    wanted = {"script-src-elem", "script-src-attr", "style-src-elem", "frame-src", "img-src", "connect-src"}
    page.wait_for_function("wanted => wanted.every((directive) => blocked.includes(directive))", arg=sorted(wanted))
    assert set(page.evaluate("blocked")) == wanted
    assert page.evaluate("getComputedStyle(document.body).display") != "none"


@pytest.mark.parametrize("renderer", ["pyvis", "sigma"])
@pytest.mark.parametrize("make", [hostile, hostile_ids])
def test_no_text_is_markup_in_the_file(make: Callable[..., str], renderer: str) -> None:
    """The elements of the file are the same whatever the corpus says."""
    elements, wanted = (Elements.of(html) for html in (make(renderer=renderer), harmless(renderer=renderer)))
    assert [(tag, sorted(at)) for tag, at, _ in elements] == [(tag, sorted(at)) for tag, at, _ in wanted]


# ------------------------------------------------------------ texts


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 90


@pytest.mark.parametrize("renderer", ["pyvis", "sigma"])
def test_every_panel_shows_texts_as_text(show: Show, renderer: str) -> None:
    """Of a claim: label, badges, chain, dates, quote, note, statements, relations, conflicts, RDF. Of an entity: all its names."""
    page = show(hostile(renderer=renderer))
    assert squeeze(page.title()) == squeeze(page.inner_text("h1")) == squeeze(TITLE)
    for n, text in enumerate(HOSTILE):
        choose(page, claim=f"claim:c{n}")
        assert squeeze(page.evaluate("document.querySelector('#panel h2').textContent")).endswith(squeeze(text))
        shown = text_of(page, "#panel")
        # The label, the note, the quote, who, cue, role and speech, the source, its type or publisher, the dates, the statements, the RDF.
        assert shown.count(text) >= 10, (text, shown.count(text))
        choose(page, node=f"org:e{n}")
        assert page.evaluate("document.querySelector('#panel h2').textContent") == text
        assert text_of(page, "#panel").count(text) >= 4, text
        choose(page, node=f"src:s{n}")
        assert squeeze(text) in squeeze(text_of(page, "#panel"))
    assert_harmless(page)


@pytest.mark.parametrize("name", ["provenance", "timeline", "contradictions", "due", "table"])
def test_every_view_shows_texts_as_text(show: Show, name: str) -> None:
    page = show(hostile(view=name))
    assert page.is_visible(f"#view-{name}")
    show_more(page, name)
    assert not_in(text_of(page, f"#view-{name}")) == []
    assert_harmless(page)
    choose(page, claim="claim:c7")
    view(page, "entities")
    view(page, name)
    assert_harmless(page)


@pytest.mark.parametrize("renderer", ["pyvis", "sigma"])
def test_the_picture_survives_any_text(show: Show, renderer: str) -> None:
    """Names stand in a canvas; what is lit, found, focused on and drawn as a file is the same as ever."""
    page = show(hostile(renderer=renderer), allow="GPU stall|WebGL")
    assert page.evaluate("NETWORK.nodes.length") > len(HOSTILE)
    for n in range(0, len(HOSTILE), 9):
        choose(page, node=f"org:e{n}")
        choose(page, claim=f"claim:c{n}")
    page.keyboard.press("0")
    for x in range(300, 1200, 90):  # what lies under the pointer says its name
        page.mouse.move(x, 450)
    page.keyboard.press("f")
    page.evaluate("flush()")
    assert_harmless(page)


def test_the_legend_the_counts_and_the_notes_show_texts_as_text(show: Show) -> None:
    page = show(hostile())
    for name in ("#filters", "#notes"):
        assert "<script>window.hacked=1</script>" in text_of(page, name)
    boxes = page.locator("#filters input[type=checkbox]")
    assert boxes.count() > 10
    for box in boxes.all()[::40]:
        if box.is_visible():
            box.set_checked(not box.is_checked())
            page.evaluate("flush()")
    assert "claims" in page.inner_text("#counts")
    assert_harmless(page)


def test_the_search_finds_and_shows_texts_as_text(show: Show) -> None:
    page = show(hostile())
    unfound = []
    for n, text in enumerate(HOSTILE):
        page.fill("#search", text[:60])
        found = text_of(page, "#found")
        if squeeze(text[:20]) not in squeeze(found):
            unfound.append((n, text[:60]))
        assert page.is_visible("#found") == bool(page.input_value("#search").strip())
    assert_harmless(page)
    assert unfound == []
    page.fill("#search", "onerror")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert "onerror" in page.inner_text("#panel")


def test_only_web_addresses_become_links(show: Show) -> None:
    page = show(hostile())
    choose(page, node="org:e0")
    links = page.evaluate("[...document.querySelectorAll('#panel a')].map(a => [a.protocol, a.host, a.rel])")
    assert links == [["https:", "example.org", "noopener noreferrer"]]
    shown = squeeze(text_of(page, "#panel"))
    assert [address for address in ADDRESSES if squeeze(address) not in shown] == []
    for n in range(len(ADDRESSES)):
        choose(page, claim=f"claim:c{n}")
        protocols = {*page.evaluate("[...document.querySelectorAll('#panel a[href]')].map(a => a.protocol)")}
        assert protocols == ({"https:"} if n == len(ADDRESSES) - 1 else set())


# ------------------------------------------------------------ ids


@pytest.mark.parametrize("renderer", ["pyvis", "sigma"])
def test_ids_and_kinds_may_be_anything(show: Show, renderer: str) -> None:
    """Even names that every object of JavaScript knows."""
    page = show(hostile_ids(renderer=renderer), allow="GPU stall|WebGL")
    assert page.evaluate("NODES.size") == page.evaluate("NETWORK.nodes.length") == len(HOSTILE)
    for n, text in enumerate(HOSTILE):
        choose(page, claim=text)
        assert page.evaluate("document.querySelector('#panel h2').textContent").endswith(f"claim {n}")
        assert text in text_of(page, "#panel")
        choose(page, node=text)
        assert page.evaluate("document.querySelector('#panel h2').textContent") == f"entity {n}"
    for name in VIEWS:
        view(page, name)
    assert_harmless(page)


@pytest.mark.parametrize("name", [*NAMES_OF_OBJECTS, *HOSTILE[:6], "a&b=c", "50% of +1", "#?=&", "x" * 300])
def test_a_link_to_any_id_leads_there(show: Show, name: str) -> None:
    html = made_page(
        [made_claim(1, [[name, name, "org:b"]], id=name)], {name: made_entity("A"), "org:b": made_entity("B")}, {"src:s": made_source("S")}
    )
    page = show(html)
    for chosen in ({"claim": name}, {"node": name}):
        choose(page, **chosen)
        page.wait_for_function("location.hash.length > 1")
        page.reload()
        page.wait_for_selector("html[data-ready]")
        page.wait_for_selector("#panel h2")
        assert page.evaluate("state.chosen") == chosen


def test_a_filter_of_any_kind_hides_and_shows(show: Show) -> None:
    entities = {f"org:e{n}": made_entity(f"entity {n}", f"cg:{name}") for n, name in enumerate(NAMES_OF_OBJECTS)}
    claims = [
        made_claim(n, [[f"org:e{n}", ":p", f"org:e{n - 1 if n else 1}"]], modality=f"cg:{name}") for n, name in enumerate(NAMES_OF_OBJECTS)
    ]
    page = show(made_page(claims, entities, {"src:s": made_source("S")}))
    for name in NAMES_OF_OBJECTS:
        boxes = page.locator(f'#filters input[data-value="{name}"]')
        assert boxes.count() == 2, name
        boxes.nth(1).uncheck()
        page.evaluate("flush()")
        assert page.evaluate("name => shown.claims.some((claim) => claim.modality === name)", name) is False
        assert page.evaluate("shown.claims.length") == len(claims) - 1
        boxes.nth(1).check()
        page.evaluate("flush()")
    assert page.evaluate("shown.claims.length") == len(claims)


# ------------------------------------------------------------ links


@pytest.mark.parametrize("number", range(len(HASHES)), ids=[each[:40] for each in HASHES])
def test_no_link_does_harm(show: Show, number: int) -> None:
    """Whatever stands behind the address, the page opens and works."""
    page = show(harmless(), at=HASHES[number])
    choose(page, claim="claim:c2")
    assert page.inner_text("#panel h2") == "claim 2"
    view(page, "table")
    assert page.is_visible("#view-table")
    assert_harmless(page)


def test_links_may_change_while_the_page_is_open(show: Show) -> None:
    page = show(facts_page())
    for each in HASHES:
        page.evaluate(
            "hash => new Promise((done) => { addEventListener('hashchange', () => done(), { once: true }); if (location.hash === hash) done(); location.hash = hash; setTimeout(done, 1000); })",
            each,
        )
        page.evaluate("flush()")
    page.evaluate("() => { location.hash = '#view=table'; }")
    page.wait_for_selector("#view-table", state="visible")
    assert_harmless(page)
