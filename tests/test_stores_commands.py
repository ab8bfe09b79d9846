"""Whole commands on real stores, and a larger corpus: the same answers as embedded."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from helpers import ROOT, Run
from store_fixtures import Server, comparable
from tram_corpus import tram_corpus

import claimgraph
from claimgraph.analyses.conflicts import find_conflicts
from claimgraph.queries import package_query
from claimgraph.store.protocol import Store
from claimgraph.store.remote import open_remote
from claimgraph.views.claims import list_claims

META = "https://example.org/metadata"


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--format", "json"],
        ["list", "--about", "Tram line 2", "--modality", "asserted"],
        ["show", "claim:nordwind-supplies"],
        ["query", "SELECT ?claim ?label { ?claim a cg:Claim ; rdfs:label ?label } ORDER BY ?claim"],
        ["query", "--format", "csv", "ASK { ?claim cg:polarity cg:denied }"],
        ["draw", "--about", "proj:Tram2", "--format", "json", "-o", "-"],
    ],
    ids=" ".join,
)
def test_commands_print_the_same(
    run: Run, command: list[str], oxigraph_server: Server, virtuoso_server: Server, tmp_path: pathlib.Path
) -> None:
    folder = tram_corpus(tmp_path)
    quads = list(claimgraph.load(folder).store.inner)
    expected = run(*command, cwd=folder.parent)
    assert (expected.returncode, expected.stdout != "") == (0, True)
    for server, meta in ((oxigraph_server, ""), (virtuoso_server, META)):
        server.fill(quads, meta)
        there = run(*command, "--store", server.endpoint.query, cwd=folder.parent)
        assert (there.stdout, there.stderr, there.returncode) == (expected.stdout, expected.stderr, 0)
        server.fill([])


def test_a_larger_corpus_gives_the_same_on_virtuoso(
    virtuoso_server: Server, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With thousands of claims it plans its joins otherwise, and loses rows where it kept them with hundreds."""
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.corpus import write_corpus

    embedded = claimgraph.load(write_corpus(str(tmp_path), 2_000)).store
    virtuoso_server.fill(embedded.inner, META)
    remote = open_remote(virtuoso_server.endpoint)

    def both(ask: Callable[[Store], Any]) -> Any:
        expected = ask(embedded)
        assert ask(remote) == expected
        return expected

    assert len(both(find_conflicts)) > 500
    assert len(both(list_claims)) == 2_000
    assert both(lambda store: list_claims(store, {"speaker": ["org:N0"], "about": ["model:N0", "model:N1"]}))
    for name in ("conflicts/statements", "conflicts/values", "conflicts/disputed", "list/entities", "list/relations"):
        assert both(lambda store: comparable(store.query(package_query(name))))  # noqa: B023
    virtuoso_server.fill([])
