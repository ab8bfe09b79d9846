"""A page in a file in; how long it takes a real browser to show it, and what moving it costs the main thread, out."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

__all__ = ["CHROMIUM", "FIND", "Figure", "first_paint", "missing", "move_ours", "move_peer", "open_and_search", "start_browser"]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_FLAGS = ("--no-sandbox", "--disable-background-networking", "--no-first-run")
#: A card imitated in software, in another process: what it takes there, it does not take of the page's main thread.
_CARD = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
#: The software renderer says that it is a card, so that sigma draws.
_PRETEND = """
const real = WebGL2RenderingContext.prototype.getParameter;
WebGL2RenderingContext.prototype.getParameter = function (name) {
    const value = real.call(this, name);
    return typeof value === "string" && /swiftshader|software/i.test(value) ? "A graphics card" : value;
};
"""
#: pyvis's page shows nothing before its physics have come to rest for the first time.
_PEER_IS_STABLE = "typeof network !== 'undefined' && network?.physics?.ready === true && network.getScale() > 0"
FIND = "No. 777"


class Figure(NamedTuple):
    """Several runs of one thing, in seconds: the middle one, the spread of the middle half, the middle one by the clock, and each."""

    middle: float
    spread: float
    wall: float
    costs: tuple[float, ...]
    walls: tuple[float, ...]

    @classmethod
    def of(cls, costs: list[float], walls: list[float]) -> Figure:
        """Sum up what was measured."""
        ordered = sorted(costs)
        quarter = len(ordered) // 4
        return cls(
            statistics.median(ordered), ordered[-1 - quarter] - ordered[quarter], statistics.median(walls), tuple(costs), tuple(walls)
        )


def missing() -> str | None:
    """Tell what is missing for a run, or None."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "pip install playwright"
    return None if os.path.exists(CHROMIUM) else "apt-get install chromium"


@contextlib.contextmanager
def start_browser(*, card: bool = False) -> Iterator[Browser]:
    """Start the browser, if asked for with an imitated graphics card."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_FLAGS, *(_CARD if card else ())])
        yield browser
        browser.close()


@contextlib.contextmanager
def _page(browser: Browser, *, card: bool = False) -> Iterator[Page]:
    """Open an empty page that gets nothing from anywhere but its own file."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(300_000)
    context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    if card:
        context.add_init_script(_PRETEND)
    yield context.new_page()
    context.close()


def _until(page: Page, condition: str, limit: float) -> bool:
    """Ask a page until something holds, or time is up."""
    end = time.perf_counter() + limit
    while time.perf_counter() < end:
        if page.evaluate(condition):
            return True
        page.wait_for_timeout(5)
    return False


# ------------------------------------------------------------ first paint


def first_paint(browser: Browser, path: str, *, ours: bool, rounds: int, limit: float) -> Figure:
    """Measure from the call to a picture with nodes that stays as it is; at most `limit` seconds."""
    condition = "document.documentElement.dataset.ready === 'yes' && picture.isStill()" if ours else _PEER_IS_STABLE
    walls = []
    for _ in range(rounds):
        with _page(browser) as page:
            start = time.perf_counter()
            page.goto(f"file://{path}", wait_until="commit")
            with contextlib.suppress(Exception):  # while it loads there may be nothing to ask
                page.wait_for_load_state("domcontentloaded")
            found = _until(page, condition, limit - (time.perf_counter() - start))
            walls.append(time.perf_counter() - start)
            if found:
                _check_drawn(page)
    return Figure.of(walls, walls)


def _check_drawn(page: Page) -> None:
    """Make sure that the canvas is not blank: nobody is quick by drawing nothing."""
    drawn = page.evaluate("""() => [...document.querySelectorAll("canvas")].some((canvas) => {
        const ctx = canvas.getContext("2d");
        return ctx && canvas.width && new Set(new Uint32Array(ctx.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size > 8;
    })""")
    if not drawn:
        raise RuntimeError("the canvas is blank")


# ------------------------------------------------------------ moving


def _cost_of(page: Page, script: str, frames: int) -> tuple[float, float]:
    """Return what a script costs the main thread for each of so many frames, and how long each took, in seconds."""
    session: Any = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def spent() -> float:
        return float(next(m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"))

    before, start = spent(), time.perf_counter()
    page.evaluate(script, frames)
    return (spent() - before) / frames, (time.perf_counter() - start) / frames


def move_ours(browser: Browser, path: str, *, card: bool, frames: int, rounds: int) -> Figure:
    """Measure a frame of panning with everything drawn: by sigma with a `card`, else on the plain canvas."""
    with _page(browser, card=card) as page:
        page.goto(f"file://{path}")
        page.wait_for_selector("html[data-ready]", state="attached")
        if page.evaluate("picture.name") != ("sigma" if card else "canvas"):
            raise RuntimeError("the browser does not draw as it should: is there WebGL2, at least in software?")
        page.evaluate("change({ all: true }), flush()")
        _until(page, "picture.isStill()", 120)
        script = """async (frames) => {
            const from = picture.camera();
            for (let frame = 0; frame < frames; frame += 1) {
                picture.setCamera({ ...from, x: from.x + (Math.sin(frame / 10) * 200) / from.scale });
                await new Promise(requestAnimationFrame);
            }
        }"""
        page.evaluate(script, min(3, frames - 1))  # to warm up
        costs = [_cost_of(page, script, frames) for _ in range(rounds)]
    return Figure.of([cost for cost, _ in costs], [wall for _, wall in costs])


def move_peer(browser: Browser, path: str, *, frames: int, rounds: int) -> Figure:
    """Measure a frame of panning in pyvis's own page."""
    with _page(browser) as page:
        page.goto(f"file://{path}", wait_until="domcontentloaded")
        page.wait_for_function("typeof network !== 'undefined' && network.getScale() > 0")
        page.evaluate("network.fit({ animation: false })")
        script = """async (frames) => {
            const from = network.getViewPosition();
            const scale = network.getScale();
            for (let frame = 0; frame < frames; frame += 1) {
                network.moveTo({ position: { x: from.x + (Math.sin(frame / 10) * 200) / scale, y: from.y }, animation: false });
                await new Promise(requestAnimationFrame);
            }
        }"""
        page.evaluate(script, min(3, frames - 1))  # to warm up
        costs = [_cost_of(page, script, frames) for _ in range(rounds)]
    return Figure.of([cost for cost, _ in costs], [wall for _, wall in costs])


# ------------------------------------------------------------ very large


def open_and_search(browser: Browser, path: str, node: str) -> tuple[float, float]:
    """Measure how long a page takes to open, and then to find a thing by another of its names and to show it."""
    with _page(browser) as page:
        start = time.perf_counter()
        page.goto(f"file://{path}")
        page.wait_for_selector("html[data-ready]", state="attached")
        _until(page, "picture.isStill()", 120)
        opened = time.perf_counter() - start
        start = time.perf_counter()
        page.keyboard.press("/")
        page.keyboard.type(FIND)
        page.keyboard.press("Enter")
        if not _until(page, f"state.chosen?.node === '{node}' && look.nodes.has('{node}') && picture.isStill()", 120):
            raise RuntimeError("the search did not find what is there")
        return opened, time.perf_counter() - start
