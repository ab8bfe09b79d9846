"""Made-up claims in; how quick our page is in a real browser, beside the page that pyvis makes itself, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from benchmarks.pages.chromium import Figure, first_paint, missing, move_ours, move_peer, open_and_search, start_browser
from benchmarks.pages.made import made_content
from benchmarks.pages.ours import our_page
from benchmarks.pages.peer import peer_page
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

__all__ = ["run_page"]

#: The ratio to reach, for the first useful paint and for a frame of panning.
_TARGET = 0.10
#: pyvis's own page is waited for so long, in seconds: with more its ratio would only be better for us.
_LIMIT = 90
_PAINT, _PAN, _VAST = "first paint, {:,} entities / pyvis's page", "panning, {:,} entities, {} / pyvis's page", "{} entities: {}"


def run_page(scratch: str, *, smoke: bool) -> Iterator[Row]:
    """Yield the rows about the page: first paint, panning, and a very large page."""
    lacking = missing()
    if lacking:
        yield Row("page / pyvis's page", "-", f"not run: {lacking}", "-", "-", "-", "-")
        return
    os.makedirs(scratch, exist_ok=True)
    with start_browser() as browser:
        yield _paint(browser, scratch, 60 if smoke else 1000, rounds=1 if smoke else 5)
    for card in (False, True):
        # Both pages in the same browser: with a card it draws otherwise.
        with start_browser(card=card) as browser:
            yield _pan(browser, scratch, 1600 if smoke else 20_000, card=card, rounds=1 if smoke else 5)
    with start_browser() as browser:
        yield from _vast(browser, scratch, 1600 if smoke else 50_000)


def _paint(browser: Browser, scratch: str, entities: int, *, rounds: int) -> Row:
    content = made_content(entities)
    ours = _write(scratch, "ours.html", our_page(content))
    peer = _write(scratch, "peer.html", peer_page(content, fixed=False))
    times = [
        first_paint(browser, ours, ours=True, rounds=rounds, limit=_LIMIT),
        first_paint(browser, peer, ours=False, rounds=1, limit=_LIMIT),
    ]
    return _compare(_PAINT.format(entities), times[0], times[1], limit=_LIMIT)


def _pan(browser: Browser, scratch: str, entities: int, *, card: bool, rounds: int) -> Row:
    ours, peer = (os.path.join(scratch, f"{name}-{entities}.html") for name in ("ours", "peer"))
    if not os.path.exists(ours):
        content = made_content(entities)
        _write(scratch, f"ours-{entities}.html", our_page(content))
        _write(scratch, f"peer-{entities}.html", peer_page(content, fixed=True))
    # A card imitated in software takes seconds for a frame of the peer's.
    few, many = (2, 12) if rounds == 1 else (3, 3) if card else (10, 60)
    moved = move_ours(browser, ours, card=card, frames=many if not card else few, rounds=rounds)
    figures = [moved, move_peer(browser, peer, frames=few, rounds=rounds)]
    return _compare(_PAN.format(entities, "sigma" if card else "canvas"), *figures)


def _vast(browser: Browser, scratch: str, entities: int) -> Iterator[Row]:
    path = os.path.join(scratch, f"ours-{entities}.html")
    if not os.path.exists(path):
        _write(scratch, f"ours-{entities}.html", our_page(made_content(entities)))
    for name, seconds in zip(("open", "search and show"), open_and_search(browser, path, "thing:777"), strict=True):
        yield Row(_VAST.format(f"{entities:,}", name), f"{seconds * 1000:.0f} ms", "-", "-", "-", "-", f"{seconds * 1000:.0f} ms")


def _compare(name: str, ours: Figure, peer: Figure, *, limit: float | None = None) -> Row:
    """Compare the middle of several runs; a peer that was not done in time is at least as slow as that."""
    ratio = ours.middle / peer.middle
    at_least = "> " if limit and peer.middle >= limit else ""
    wall = f"{ours.wall * 1000:.0f} / {peer.wall * 1000:.0f} ms"
    texts = [f"{figure.middle * 1000:.0f} ±{figure.spread * 500:.0f} ms" for figure in (ours, peer)]
    measured = {side: {"cpu": list(figure.costs), "wall": list(figure.walls)} for side, figure in (("ours", ours), ("peer", peer))}
    return Row(name, texts[0], at_least + texts[1], f"{ratio:.2f}", f"≤ {_TARGET:.2f}", "yes" if ratio <= _TARGET else "no", wall, measured)


def _write(folder: str, name: str, html: str) -> str:
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(html)
    return path
