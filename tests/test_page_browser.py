"""The page of `claimgraph draw` in a real browser: nothing leaves it, nothing runs in it but its own scripts."""

from __future__ import annotations

import functools
import os
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from claimgraph.cli.draw import command
from claimgraph.views.graph import Words
from claimgraph.views.html import render_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

CHROMIUM = "/usr/bin/chromium"

#: Texts that somebody may write into a corpus, or into a page that a corpus quotes.
HOSTILE = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</SCRIPT ><img src=x onerror=window.hacked=1>",
    "<img src=x onerror='window.hacked=1'>",
    "<svg/onload=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<a href='javascript:window.hacked=1'>href</a>",
    "<style>body{display:none}</style>",
    "</style><script>window.hacked=1</script>",
    "</title><script>window.hacked=1</script>",
    "<!-- <script> -->",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example/><input autofocus onfocus=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    '" onmouseover="window.hacked=1',
    "' onfocus='window.hacked=1' autofocus='",
    "`${window.hacked=1}`",
    "'; window.hacked=1; //",
    '"; window.hacked=1; //',
    "\\'; window.hacked=1; //",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "{{7*7}}",
    "{% raw %}{{ config }}{% endraw %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ ''.__class__.__mro__ }}",
    "javascript:window.hacked=1",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "&#x3c;script&#x3e;",
    "line\u2028separator\u2029paragraph",
    "*bold* _italic_ <b>html</b> <i>in a label</i>",
    "__proto__",
    "constructor",
    "toString",
    "Ⓤnicode 日本語 العربية 🦄 ﷽",
    "x" * 4000,
    "many words " * 300,
    "[object Object]",
    "%00%0a%3Cscript%3E",
]
ADDRESSES = ["javascript:window.hacked=1", " javascript:window.hacked=1", "JaVaScRiPt:window.hacked=1", "data:text/html,<script>1</script>",
             "vbscript:x", "file:///etc/passwd", "//evil.example/x", "no address", 'https://example.org/?a=<b>&c="d"']  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser of the system."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not os.path.exists(CHROMIUM):
        pytest.skip(f"there is no {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def watch(page: Page, seen: list[str]) -> None:
    """Note what the page says to the console, and every dialog it opens."""

    def note_dialog(dialog: Dialog) -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", note_dialog)


def note_request(seen: list[str], own: str, request: Request) -> None:
    """Note what is asked of anybody but the page itself and the pictures in vis-network's style sheet."""
    if not request.url.startswith((own, "data:image/png;base64,")):
        seen.append(f"request: {request.url}")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open pages from files, and see at the end that nothing was asked of anybody and nothing went wrong."""
    seen: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(html: str, **options: Any) -> Page:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        watch(page, seen)
        context.on("request", functools.partial(note_request, seen, file.as_uri()))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        return page

    yield open_
    hacked = [page.evaluate("window.hacked") for context in contexts for page in context.pages]
    for context in contexts:
        context.close()
    assert not seen
    assert not any(hacked)


@functools.cache
def facts_page() -> str:
    """Draw the facts of this repository."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.html")
        result = CliRunner().invoke(command, ["-o", path, "--facts", os.path.join(root, "facts")], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        with open(path, encoding="utf-8") as file:
            return file.read()


def claim(number: int, triples: list[Any], **more: Any) -> dict[str, Any]:
    """Return a claim as `list_claims` does."""
    return {
        "id": f"claim:c{number}", "label": f"claim {number}", "source": "src:s", "modality": "cg:asserted", "polarity": "cg:affirmed",
        "stance": "cg:fact", "attribution": [], "evidence": [], "said": None, "from": None, "until": None, "due": None,
        "status": ["in-force"], "note": None, "triples": triples,
    } | more  # fmt: skip


def hostile_page() -> str:
    """Draw a corpus whose every text is an attack."""
    entities, sources, claims = {}, {}, []
    for n, text in enumerate(HOSTILE):
        entities[f"org:e{n}"] = {"name": text, "types": [f"<{text}>"], "aliases": [text], "sameAs": ADDRESSES, "description": text}
        sources[f"src:s{n}"] = {
            "type": text,
            "headline": text,
            "url": ADDRESSES[n % len(ADDRESSES)],
            "publisher": f"org:e{n}",
            "published": text,
        }
        hop = {"agent": None, "unnamed": text, "source": f"src:s{n}", "speech": text, "cue": text, "role": text, "count": 2}
        value = {"value": text, "datatype": "xsd:string", "lang": None}
        claims.append(claim(n, [[f"org:e{n}", f"<{text}>", value], [f"org:e{n}", ":x", f"org:e{(n + 1) % len(HOSTILE)}"]], label=text, source=f"src:s{n}",
            note=text, attribution=[hop], modality=text, polarity=text, stance=text, status=[text],
            evidence=[{"start": 1, "end": 2, "sha256": "0", "verified": None, "quote": text}], due={"value": None, "label": text}))  # fmt: skip
    return render_page(claims, entities, sources, Words({}), title=" ".join(HOSTILE[:38]))


# ------------------------------------------------------------ safety


def test_hostile_texts_are_shown_as_text(show: Callable[..., Page]) -> None:
    """In the title, the legend, every panel, the search and the table, markup is only letters."""
    page = show(hostile_page())
    assert page.inner_text("h1").split() == " ".join(HOSTILE[:38]).split()
    assert page.title().split() == " ".join(HOSTILE[:38]).split()
    for n, text in enumerate(HOSTILE):
        page.evaluate("id => openClaim(id)", f"claim:c{n}")
        assert page.evaluate("document.querySelector('#panel h2').textContent").endswith(text)
        assert page.evaluate("text => document.querySelector('#panel .chain').textContent.includes(text)", text)
        page.evaluate("id => openNode(id)", f"org:e{n}")
        assert page.evaluate("document.querySelector('#panel h2').textContent") == text
        page.fill("#search", text[:60])
        page.keyboard.press("Escape")
    page.click("#show-table")
    assert page.evaluate("[...document.querySelectorAll('#table tbody th')].map(th => th.textContent)") == HOSTILE
    wanted = {"SCRIPT", "STYLE"}
    assert (
        set(page.evaluate("[...document.querySelectorAll('script,style,iframe,img,base,form,object,embed,link')].map(e => e.tagName)"))
        == wanted
    )
    assert (
        page.evaluate("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length")
        == 0
    )
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"


def test_links_lead_to_the_web_or_nowhere(show: Callable[..., Page]) -> None:
    """Only http and https addresses become links, and they tell their target nothing."""
    page = show(hostile_page())
    page.evaluate("openNode('org:e0')")
    links = page.evaluate("[...document.querySelectorAll('#panel a')].map(a => [a.protocol, a.rel])")
    assert links == [["https:", "noopener noreferrer"]]
    text = page.inner_text("#panel")
    for address in ADDRESSES:
        assert address.strip() in text
    for n in range(len(ADDRESSES)):
        page.evaluate("id => openClaim(id)", f"claim:c{n}")
        for protocol, rel in page.evaluate("[...document.querySelectorAll('#panel a')].map(a => [a.protocol, a.rel])"):
            assert (protocol, rel) == ("https:", "noopener noreferrer")


def test_a_script_that_got_in_would_not_run(browser: Browser, tmp_path: Path) -> None:
    """The policy forbids what the page does not name, and every connection."""
    (tmp_path / "a.html").write_text(facts_page(), encoding="utf-8", newline="\n")
    page = browser.new_page()
    page.goto((tmp_path / "a.html").as_uri())
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            document.body.append(script);
            await fetch("https://example.org/").catch(() => {});
            await new Promise((done) => setTimeout(done, 200));
            return seen;
        }"""
    )
    assert set(blocked) == {"script-src-elem", "connect-src"}
    assert page.evaluate("window.hacked") is None
    page.close()


# ------------------------------------------------------------ the picture


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_opening_view_is_readable(show: Callable[..., Page], width: int, height: int, scheme: str) -> None:
    """At its first zoom no text is smaller than nine pixels, and little overlaps; the page fits its window."""
    page = show(facts_page(), viewport={"width": width, "height": height}, color_scheme=scheme)
    scale = page.evaluate("network.getScale()")
    assert scale * page.evaluate("Math.min(...NETWORK.nodes.map(n => n.fontSize))") >= 9
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    overlaps = page.evaluate(
        """() => {
            const context = document.createElement("canvas").getContext("2d");
            const boxes = NETWORK.nodes.map((node) => nodeBox(context, node));
            let hits = 0;
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                if (Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > 4 && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > 4) hits += 1;
            }));
            for (const { x, y } of scores) if (boxes.some(([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom)) hits += 1;
            return hits;
        }"""
    )
    assert page.evaluate("scores.length") >= 8
    assert overlaps == 0


def test_parallel_edges_and_looks(show: Callable[..., Page]) -> None:
    """What is denied ends in a bar, an opinion starts with a ball, a plan is dashed."""
    page = show(facts_page())
    looks = page.evaluate(
        """Object.fromEntries(NETWORK.edges.map((edge) => {
            const claim = CLAIMS.get(edge.claim);
            const look = edgeLook(edge, claim, {});
            return [[claim.modality, claim.polarity, claim.stance, edge.main].join(), [look.dashes, look.arrows.to.type, look.arrows.from.enabled]];
        }))"""
    )
    assert looks["asserted,affirmed,fact,true"] == [False, "arrow", False]
    assert looks["asserted,affirmed,opinion,true"] == [False, "arrow", True]
    assert looks["planned,affirmed,fact,true"] == [[8, 5], "vee", False]
    assert looks["hoped,affirmed,fact,true"] == [[2, 5], "vee", False]
    assert looks["asserted,denied,fact,true"] == [False, "bar", False]
    pairs = page.evaluate(
        """() => {
            const pairs = {};
            for (const edge of NETWORK.edges) {
                const key = [edge.from, edge.to].sort().join();
                (pairs[key] ??= []).push(edge.from < edge.to ? edge.bend : -edge.bend);
            }
            return Object.values(pairs);
        }"""
    )
    assert any(len(bends) > 2 for bends in pairs)
    assert all(len(set(bends)) == len(bends) for bends in pairs)


# ------------------------------------------------------------ controls


def test_the_legend_is_the_filter(show: Callable[..., Page]) -> None:
    """Counts are right; a box taken away hides its claims everywhere; Show all brings them back."""
    page = show(facts_page())
    total = page.evaluate("DATA.claims.length")
    planned = page.evaluate("DATA.claims.filter(c => c.modality === 'planned').length")
    assert page.inner_text("label:has([data-value=planned]) b") == str(planned)
    page.uncheck("[data-value=planned]")
    assert page.inner_text("#counts").startswith(f"{total - planned} of {total} claims")
    assert page.evaluate(
        "edgeSet.get().filter(e => e.hidden).every(e => CLAIMS.get(NETWORK.edges.find(x => x.id === e.id).claim).modality === 'planned')"
    )
    assert page.evaluate("edgeSet.get().some(e => e.hidden)")
    assert page.evaluate("document.querySelectorAll('#table tbody tr').length") == total - planned
    page.click(".all")
    assert page.evaluate("edgeSet.get().some(e => e.hidden)") is False
    page.uncheck("[data-value=Benchmark]")
    assert page.evaluate("nodeSet.get().filter(n => n.hidden && n.kind === 'Benchmark').length") == page.evaluate(
        "NETWORK.nodes.filter(n => n.kind === 'Benchmark').length"
    )
    assert page.evaluate("edgeSet.get().some(e => e.hidden)")


def test_search_finds_entities_and_claims(show: Callable[..., Page]) -> None:
    """By name, alias, and words of a claim; with the keys alone."""
    page = show(facts_page())
    page.keyboard.press("/")
    page.keyboard.type("superintelligence labs")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Meta Superintelligence Labs"
    page.keyboard.press("/")
    page.fill("#search", "msl")
    assert "Meta Superintelligence Labs" in page.inner_text("#found li:first-child")
    page.fill("#search", "codename avocado")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert "Avocado" in page.inner_text("#panel h2")
    page.keyboard.press("/")
    page.fill("#search", "zzz no such thing")
    assert page.inner_text("#found") == "Nothing found."
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert page.is_hidden("#found")


def test_the_panel_of_a_claim(show: Callable[..., Page]) -> None:
    """Sentence, badges, chain, source, place, statements, RDF; its names open panels of their own."""
    page = show(facts_page())
    number = page.evaluate("DATA.claims.findIndex(c => c.chain.length === 2)")
    claim_ = page.evaluate("n => DATA.claims[n]", number)
    page.evaluate("id => openClaim(id)", claim_["id"])
    assert page.inner_text("#panel h2") == claim_["label"]
    assert claim_["modality"] in page.inner_text("#panel .badge:first-child")
    chain = page.evaluate("[...document.querySelectorAll('#panel .chain li')].map(li => li.firstChild.textContent)")
    assert chain == ["NYU Shanghai RITS", "Axios", "Meta"]
    assert "reported, indirect speech" in page.inner_text("#panel .chain")
    span = claim_["evidence"][0]
    assert f"characters {span['start']}–{span['end']} · not verified" in page.inner_text("#panel")  # noqa: RUF001
    hosts = page.evaluate("[...document.querySelectorAll('#panel a')].map(a => a.host)")
    assert hosts == ["axios.com", "rits.shanghai.nyu.edu"]
    page.click("#panel summary")
    assert claim_["id"] in page.inner_text("#panel pre")
    page.click("#panel .chain li:last-child .link")
    assert page.inner_text("#panel h2") == "Meta"
    assert "same as https://www.wikidata.org/entity/Q380" in page.inner_text("#panel")
    assert "also Meta Platforms" in page.inner_text("#panel")
    page.click("#panel .claims button >> nth=0")
    assert page.is_visible("#panel .chain")
    page.click("#panel .close")
    assert page.is_hidden("#panel")


def test_a_denied_claim_says_so(show: Callable[..., Page]) -> None:
    """In the panel, in lists and in the table."""
    page = show(facts_page())
    page.evaluate("openClaim(DATA.claims.find(c => c.polarity === 'denied').id)")
    assert page.inner_text("#panel h2") == page.evaluate("DATA.claims.find(c => c.polarity === 'denied').label")
    assert "WHAT IT DENIES" in page.inner_text("#panel").upper()
    assert "denied" in page.inner_text("#panel .badge >> nth=1")
    denied = page.evaluate("DATA.claims.filter(c => c.polarity === 'denied').length")
    cells = "[...document.querySelectorAll('#table tbody tr')].filter(r => r.children[1].textContent.includes('denied')).length"
    assert page.evaluate(cells) == denied


def test_clicks_on_the_canvas(show: Callable[..., Page]) -> None:
    """A node opens its panel, a line its claim, the background closes it."""
    page = show(facts_page())
    at = "id => { const p = network.canvasToDOM(network.getPositions([id])[id]); const b = $('graph').getBoundingClientRect(); return [p.x + b.x, p.y + b.y]; }"
    x, y = page.evaluate(at, "model:MuseSpark")
    page.mouse.click(x, y)
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#panel h2") == "Muse Spark"
    box = page.locator("#graph").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    page.wait_for_selector("#panel", state="hidden")
    found = page.evaluate("id => edgesOf.get(id)[0]", "claim:meta-ai-powered-by-muse-spark")
    one, two = (page.evaluate(at, found[end]) for end in ("from", "to"))
    page.mouse.click((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
    page.wait_for_selector("#panel .chain")


def test_the_keyboard(show: Callable[..., Page]) -> None:
    """N and P go through the claims, plus and minus zoom, 0 fits, arrows move, Esc clears."""
    page = show(facts_page())
    labels = page.evaluate("DATA.claims.map(c => c.id)")
    fitted = page.evaluate("network.getScale()")
    page.keyboard.press("n")
    assert page.evaluate("chosen.claim") == labels[0]
    page.keyboard.press("n")
    assert page.evaluate("chosen.claim") == labels[1]
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert page.evaluate("chosen.claim") == labels[-1]
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    before = page.evaluate("network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("network.getScale()") > before
    page.keyboard.press("-")
    assert page.evaluate("network.getScale()") == pytest.approx(before)
    page.focus("#graph")
    x = page.evaluate("network.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("network.getViewPosition().x") > x
    page.keyboard.press("0")
    assert page.evaluate("network.getScale()") == pytest.approx(fitted, rel=0.01)
    page.keyboard.press("/")
    page.keyboard.type("n+p")
    assert page.input_value("#search") == "n+p"


def test_buttons_theme_and_table(show: Callable[..., Page]) -> None:
    """The theme toggles, zoom buttons zoom, and the table has every claim and leads back to the graph."""
    page = show(facts_page())
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    before = page.evaluate("network.getScale()")
    page.click("#zoom-in")
    assert page.evaluate("network.getScale()") > before
    page.click("#fit")
    assert page.evaluate("network.getScale()") == pytest.approx(before, rel=0.01)
    page.click("#show-table")
    assert page.is_hidden("#stage")
    rows = page.evaluate("[...document.querySelectorAll('#table tbody th')].map(th => th.textContent)")
    assert rows == page.evaluate("DATA.claims.map(c => c.label)")
    page.click("#table tbody tr:nth-child(3) button")
    assert page.is_visible("#stage")
    assert page.inner_text("#panel h2") == rows[2]


def test_a_link_to_a_claim_opens_it(show: Callable[..., Page]) -> None:
    """The address remembers what is open."""
    page = show(facts_page())
    page.keyboard.press("n")
    first = page.inner_text("#panel h2")
    assert "#claim%3A" in page.url
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.inner_text("#panel h2") == first
    page.keyboard.press("Escape")
    assert "#" not in page.url


def test_on_a_phone(show: Callable[..., Page]) -> None:
    """The filters are in a drawer, the panel at the bottom, and nothing is wider than the screen."""
    page = show(facts_page(), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.is_hidden("#filters")
    page.click("#show-filters")
    assert page.is_visible("#filters")
    page.keyboard.press("Escape")
    assert page.is_hidden("#filters")
    page.keyboard.press("n")
    box = page.locator("#panel").bounding_box()
    assert box
    assert box["width"] == pytest.approx(390)
    assert box["y"] > 300
    page.click("#panel .close")
    page.click("#show-table")
    assert page.evaluate("$('table').scrollWidth <= 390")
    page.click("#table tbody button >> nth=0")
    assert page.is_visible("#panel")


def test_printing_shows_the_table(show: Callable[..., Page]) -> None:
    """On paper the claims are listed below the picture."""
    page = show(facts_page())
    page.emulate_media(media="print")
    assert page.is_visible("#table")
    assert page.is_hidden("#filters")
