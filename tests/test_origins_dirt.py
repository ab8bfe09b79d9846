"""Origins and traces in stores that others wrote to, or that are none: right, or an error that says so, and never a traceback."""

from __future__ import annotations

import pathlib

import pyoxigraph as ox
import pytest
from helpers import Run
from hostile import serve
from store_fixtures import Server
from test_dirt import DIRT, PREFIXES, SHAPES, _answer
from tram_corpus import tram_corpus

from claimgraph import loader
from claimgraph.rdf import store_quads

COMMANDS = [
    ("origins", "claim:horse-tram-opened", "--require", "1"),
    ("origins", "--about", "proj:Tram2"),
    ("trace", "claim:horse-tram-opened"),
]


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    return store_quads(loader.load(tram_corpus(tmp_path_factory.mktemp("corpus"))))


@pytest.mark.parametrize("dirt", DIRT)
def test_what_others_wrote_ends_no_command_with_a_traceback(
    dirt: str, run: Run, oxigraph_server: Server, quads: list[ox.Quad], tmp_path: pathlib.Path
) -> None:
    store = ox.Store()
    store.extend(quads)
    store.update(PREFIXES + DIRT[dirt])
    oxigraph_server.fill(store)
    for command in COMMANDS:
        done = run(*command, "--store", oxigraph_server.url, cwd=tmp_path)
        assert done.returncode in {0, 1, 2}, (command, done.stderr)
        assert done.returncode != 2 or "  hint: " in done.stderr, (command, done.stderr)
        assert done.returncode != 1 or "too few origins: " in done.stderr, (command, done.stderr)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_server_that_is_no_store_of_claims_is_told_so(shape: str, run: Run, tmp_path: pathlib.Path) -> None:
    with serve(_answer(shape)) as server:
        for command in COMMANDS:
            done = run(*command, "--store", server.url, cwd=tmp_path)
            assert (done.returncode, done.stdout) == (2, ""), (command, done.stdout)
            assert done.stderr.startswith(("error: ", "note: ")), (command, done.stderr)


def test_a_claim_that_lacks_too_much_is_said_to_be_there(run: Run, oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(quads)
    store.update(PREFIXES + DIRT["no modalities"])
    oxigraph_server.fill(store)
    assert run("origins", "horse-tram-opened", "--store", oxigraph_server.url).stderr.endswith(
        "error: the store holds horse-tram-opened without a source, a digest, a modality, a polarity or a stance\n"
        "  hint: `claimgraph push` puts it right\n"
    )
