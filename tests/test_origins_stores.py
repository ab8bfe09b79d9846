"""Origins and traces are the same embedded, on Oxigraph's server, and on Virtuoso."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from helpers import ROOT
from store_fixtures import Server
from test_origins import CIRCLE, PAPERS, corpus
from test_trace import DENIAL, SETTINGS, TREE, two

import claimgraph
from claimgraph.analyses.backing import claims_about, find_backing
from claimgraph.analyses.origins import count_origins
from claimgraph.analyses.trace import trace_claim
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.protocol import Store
from claimgraph.store.remote import open_remote
from claimgraph.views.origins import Asked, report_origins
from claimgraph.views.trace import report_trace

ABOUT = "says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}, modality: projected, stance: opinion"
EXACT = "says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD}}, attribution: [{source: src:times}]"
ALIKE = """a in paper {publisher: org:TheTimes, author: person:Ann}: {attribution: [{agent: org:TheTimes}, {unnamed: people}]}
           b in mail {author: org:Agency, publisher: org:Mail}: {attribution: [{agent: org:TimesUK}]}
           c in later: {says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:b, assessment: {verdict: refuted, agent: org:Post}}"""


class Pair(NamedTuple):
    """The same corpus in two places."""

    embedded: EmbeddedStore
    remote: Store


@pytest.fixture(scope="module", params=["facts", "papers", "circle", "tree", "drift", "alike"])
def embedded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A corpus in an embedded store."""
    if request.param == "facts":
        return claimgraph.load(ROOT / "facts").store
    files = {
        "papers": corpus(PAPERS), "circle": corpus(CIRCLE), "tree": corpus(TREE), "drift": two(ABOUT, EXACT, more=DENIAL), "alike": corpus(ALIKE),
    }[request.param]  # fmt: skip
    folder: pathlib.Path = tmp_path_factory.mktemp(request.param)
    (folder / "facts").mkdir()
    for name, text in files.items():
        (folder / "facts" / name).write_text(text, encoding="utf-8")
    (folder / "claimgraph.toml").write_text(SETTINGS, encoding="utf-8")
    return claimgraph.load(folder / "facts").store


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph-meta", "virtuoso-meta"])
def stores(request: pytest.FixtureRequest, embedded: EmbeddedStore) -> Iterator[Pair]:
    """The same corpus, embedded and on a server."""
    kind, _, meta = request.param.partition("-")
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, "https://example.org/metadata" if meta else "")
    yield Pair(embedded, open_remote(server.endpoint))
    server.fill([])


def both(stores: Pair, ask: Callable[[Store], Any]) -> Any:
    """Return what both stores answer."""
    expected = ask(stores.embedded)
    assert ask(stores.remote) == expected
    return expected


def test_the_numbers_are_the_same(stores: Pair) -> None:
    counts = both(stores, count_origins)
    assert counts
    some = sorted(counts)[:: max(1, len(counts) // 5)]
    assert both(stores, lambda store: count_origins(store, some)) == {claim: counts[claim] for claim in some}


def test_the_reports_are_the_same(stores: Pair) -> None:
    claims = sorted(count_origins(stores.embedded))
    for claim in claims[:: max(1, len(claims) // 6)]:
        both(stores, lambda store: report_trace(store, trace_claim(store, claim)).data)  # noqa: B023
    things = {stores.embedded.prefixes["org"] + name for name in ("Lab", "ScaleAI")}
    found = both(stores, lambda store: sorted(claims_about(store, things)))
    data = both(stores, lambda store: report_origins(store, find_backing(store, found or claims), Asked("it")).data)
    assert data["statements"]
