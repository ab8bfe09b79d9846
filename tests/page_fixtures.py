"""What tests of the page share: the browser, pages opened and watched in it, and pages made of facts or of nothing."""

from __future__ import annotations

import functools
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from helpers import ROOT, missing, need
from tram_corpus import tram_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Request

__all__ = [
    "PATIENCE",
    "Show",
    "article_page",
    "browser",
    "chromium",
    "drawn_page",
    "facts_page",
    "made_claim",
    "made_conflict",
    "made_entity",
    "made_page",
    "made_source",
    "missing",
    "need_web",
    "playwright_",
    "show",
    "tram_page",
]

#: How long a slow machine may take for one step, in milliseconds.
PATIENCE = 60_000
#: The arguments that the browser starts with: as root it has no sandbox, and it asks nobody for anything.
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")

Show = Callable[..., "Page"]


# ------------------------------------------------------------ the browser


def chromium() -> str:
    """Return the path of the browser; Debian's, unless CHROMIUM names another."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return path if os.path.exists(path) else missing("chromium", "apt-get install chromium")


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    """Start playwright, once for each worker."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright", "pip install playwright")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    """Start the browser, once for each worker."""
    started = playwright_.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS], timeout=2 * PATIENCE)
    yield started
    started.close()


@dataclass
class _Watcher:
    """Opens pages from files, and notes all that is asked of anybody and all that goes wrong."""

    folder: Path
    seen: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, html: str, *, browser: Browser, at: str, allow: str, ready: bool, **options: Any) -> Page:
        file = self.folder / f"page-{len(self.contexts)}.html"
        file.write_text(html, encoding="utf-8", errors="surrogateescape", newline="\n")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        context.on("request", functools.partial(self._note_request, file.as_uri(), allow))
        context.on("page", lambda _: self._note_page(context))
        page = context.new_page()
        page.on("console", lambda message: self._note("console", message.text, allow))
        page.on("pageerror", lambda error: self._note("error", str(error), allow))
        page.on("dialog", self._note_dialog)
        page.goto(file.as_uri() + at)
        if ready:
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    def finish(self) -> None:
        """Close the pages and tell what was wrong with them."""
        pages = [page for context in self.contexts for page in context.pages]
        try:
            hacked = [page.evaluate("window.hacked ?? null") for page in pages if page.locator("html[data-ready]").count()]
        finally:
            for context in self.contexts:
                context.close()
        assert self.seen == []
        assert not any(hacked)

    def _note(self, what: str, text: str, allow: str) -> None:
        if not (allow and re.search(allow, text)):
            self.seen.append(f"{what}: {text}")

    def _note_page(self, context: BrowserContext) -> None:
        if len(context.pages) > 1:
            self.seen.append("a second page was opened")

    def _note_dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, own: str, allow: str, request: Request) -> None:
        # What stands in the page itself (pictures in style sheets, pictures to save) is asked of nobody.
        if not request.url.startswith((own, "data:", "blob:")):
            self._note("request", request.url, allow)


@pytest.fixture
def show(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Show]:
    """Open pages in the browser; at the end nothing may have been asked of anybody, and nothing may have gone wrong.

    `show(html)` gives the page when it is ready. `at="#view=table"` is what stands behind its address, `allow` a pattern of
    console messages and requests that may come, `ready=False` does not wait; further options are those of a browser context, such as
    `viewport`, `color_scheme`, `is_mobile`. Another browser than the shared one may be given as `browser`.
    """
    watcher = _Watcher(tmp_path)

    def show_(html: str, *, at: str = "", allow: str = "", ready: bool = True, browser: Browser | None = None, **options: Any) -> Page:
        used = browser or request.getfixturevalue("browser")
        return watcher.open(html, browser=used, at=at, allow=allow, ready=ready, **options)

    yield show_
    watcher.finish()


# ------------------------------------------------------------ what npm brings


def need_web(package: str) -> Path:
    """Return the folder of an npm package that the tests need; where it is missing skip, but fail in CI."""
    need("node", "apt-get install nodejs")
    folder = ROOT / "tests" / "web" / "node_modules" / package
    if not folder.is_dir():
        missing(f"the npm package {package}", "npm install --prefix tests/web --no-package-lock --no-audit --no-fund")
    return folder


# ------------------------------------------------------------ pages


@functools.cache
def facts_page(*arguments: str) -> str:
    """Draw the facts of this repository as `claimgraph draw` does, with further arguments of the command line."""
    return drawn_page(ROOT / "facts", *arguments)


def article_page(*arguments: str) -> str:
    """Draw the one article among the facts of this repository that was taken apart statement by statement."""
    return facts_page("--source", "rits-open-weight-plans", *arguments)


@functools.cache
def tram_page(*arguments: str) -> str:
    """Draw the made-up corpus about a tram line, which has dates of many years, quotes and contradictions."""
    with tempfile.TemporaryDirectory() as folder:
        return drawn_page(tram_corpus(Path(folder)), *arguments)


def drawn_page(facts: Path, *arguments: str) -> str:
    """Draw a folder of facts."""
    from claimgraph.cli.draw import command

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        result = CliRunner().invoke(command, [*arguments, "-o", str(path), "--facts", str(facts)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return path.read_text(encoding="utf-8", errors="surrogateescape")


def made_claim(number: int, triples: list[Any], **more: Any) -> dict[str, Any]:
    """Return a claim as `list_claims` does; `more` says what is not as usual."""
    return {
        "id": f"claim:c{number}", "label": f"claim {number}", "source": "src:s", "modality": "cg:asserted", "polarity": "cg:affirmed",
        "stance": "cg:fact", "attribution": [], "evidence": [], "said": None, "from": None, "until": None, "due": None,
        "status": ["in-force"], "note": None, "relations": {}, "assessments": [], "triples": triples,
    } | more  # fmt: skip


def made_entity(name: str, *types: str, **more: Any) -> dict[str, Any]:
    """Return an entity as `list_entities` does."""
    return {"name": name, "types": list(types) or ["schema:Organization"], "aliases": [], "sameAs": [], "description": None} | more


def made_source(headline: str, **more: Any) -> dict[str, Any]:
    """Return a source as `list_sources` does."""
    return {
        "headline": headline, "type": "schema:NewsArticle", "url": None, "publisher": None, "published": None, "earliest": None, "latest": None,
    } | more  # fmt: skip


def made_conflict(
    one: str,
    two: str,
    *,
    why: str = "One says so, the other does not.",
    kind: str = "denied",
    subject: str = "",
    values: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """Return a disagreement of two claims as a page holds it; a side without a value shows the claim itself."""
    sides = [{"value": value, "claims": [claim]} for value, claim in zip(values, (one, two), strict=True)]
    return {"kinds": [kind], "subject": subject, "heading": f"{one} and {two}", "why": why, "sides": sides, "pairs": None}


def made_page(
    claims: Sequence[dict[str, Any]],
    entities: Mapping[str, dict[str, Any]],
    sources: Mapping[str, dict[str, Any]],
    *,
    words: Mapping[str, str] | None = None,
    conflicts: Sequence[Any] = (),
    findings: Mapping[str, Any] | None = None,
    bylines: Mapping[str, tuple[str, ...]] | None = None,
    title: str = "Made for a test",
    **options: Any,
) -> str:
    """Draw a corpus that is in no file.

    `words` are those of its ontology, `findings` what else was found, `bylines` the authors of its sources, `options` further ones of the page.
    """
    from claimgraph.views.html import PageOptions, render_page
    from claimgraph.views.pagedata import Content
    from claimgraph.views.pagefindings import Findings
    from claimgraph.wording.words import Words

    found = Findings(disagreements=conflicts, **(findings or {}))
    return render_page(Content(claims, entities, sources, Words(words or {}), found, bylines or {}), PageOptions(title, **options))
