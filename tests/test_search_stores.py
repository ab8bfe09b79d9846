"""`search` on a store elsewhere finds what the index finds; only the order is another where scores are near."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from helpers import ROOT

import claimgraph
from claimgraph.cli.app import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store_fixtures import Server

NOTE = "note: a store elsewhere has no search index: all its texts are searched there\n"
WORDS = [
    "avocado", "avocado may", "Avocado -mango -source", "gpt5", "GPT-5", "open-source", "opensource", '"open source" OR "open weight"',
    "zuckerb*", "wang", "axios scoop", "14.3", "people familiar", "hasn\u2019t", "xyzzy", "meta's", "org:Meta", "claim:msl-led-by-wang",
]  # fmt: skip


@pytest.fixture(scope="module")
def here() -> claimgraph.Corpus:
    return claimgraph.load(ROOT / "facts")


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(request: pytest.FixtureRequest, here: claimgraph.Corpus) -> Iterator[str]:
    """The address of a server that holds the facts."""
    server: Server = request.getfixturevalue(f"{request.param}_server")
    server.fill(here.store.inner, "https://example.org/metadata" if server.is_virtuoso else "")
    yield server.endpoint.query
    server.fill([])


@pytest.mark.parametrize("words", WORDS)
def test_the_same_is_found_there(here: claimgraph.Corpus, there: str, words: str) -> None:
    expected = {hit["id"]: hit for hit in here.search(words, limit=0)}
    found = {hit["id"]: hit for hit in claimgraph.connect(there).search(words, limit=0)}
    assert sorted(found) == sorted(expected)
    for id_, hit in found.items():
        assert (hit["text"], hit["marks"], hit[hit["kind"]]) == tuple(expected[id_][key] for key in ("text", "marks", hit["kind"]))


def test_what_is_meant_by_its_name_comes_first_there_too(here: claimgraph.Corpus, there: str) -> None:
    for words in ("avocado", "Meta", "Axios"):
        assert claimgraph.connect(there).search(words)[0]["id"] == here.search(words)[0]["id"]


def test_kinds_limits_and_notes(there: str) -> None:
    done = CliRunner().invoke(
        cli, ["search", "avocado", "--kind", "claim", "--limit", "3", "--format", "json", "--store", there], catch_exceptions=False
    )
    hits = json.loads(done.stdout)
    assert [hit["kind"] for hit in hits] == ["claim"] * 3
    assert all("avocado" in hit["title"].lower() for hit in hits)  # their labels say so: they come before those that are only about it
    assert done.stderr.startswith(NOTE + "note: 3 of ")


def test_as_of_a_day(here: claimgraph.Corpus, there: str) -> None:
    done = CliRunner().invoke(
        cli, ["search", "avocado", "--as-of", "2026-03-13", "--format", "json", "--limit", "0", "--store", there], catch_exceptions=False
    )
    expected = {hit["id"] for hit in here.as_of("2026-03-13").search("avocado", limit=0)}
    assert {hit["id"] for hit in json.loads(done.stdout)} == expected
