"""Every analysis says the same of the facts of this repository, word for word, wherever it asks: here, Oxigraph's server, Virtuoso."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner
from helpers import ROOT

import claimgraph
from claimgraph.cli.app import cli
from claimgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store_fixtures import Server

ANALYSES = [
    ("conflicts",),
    ("conflicts", "--about", "deal:MetaScaleAI"),
    ("conflicts", "indiatoday-scale-acquired"),
    ("origins", "--about", "Avocado"),
    ("origins", "indiatoday-scale-acquired"),
    ("trace", "tugga-muse-spark-type"),
    ("due",),
    ("history", "Avocado"),
    ("history", "Meta", "--outlet", "Axios", "--outlet", "Bloomberg"),
    ("history", "finviz-capex-amount"),
    ("without", "Axios", "src:lincolndaily-scale-investment"),
    ("without", "--rank"),
    ("stats",),
]
DAYS = ["2026-03-15", "2026-12-31"]
QUERIES = [
    "SELECT ?deal ?kind { ?deal :dealKind ?kind } ORDER BY ?deal ?kind",
    "SELECT ?claim ?low ?high { GRAPH ?claim { deal:MetaScaleAI :amount ?a . ?a cg:low ?low } OPTIONAL { ?a cg:high ?high } } ORDER BY ?claim",
    "SELECT ?x ?name ?title { ?x :ledBy ?who . ?who schema:name ?name OPTIONAL { ?who :title ?title } } ORDER BY ?x ?title",
    "SELECT DISTINCT ?m { { ?m :modelType ?t } UNION { ?m :licence ?l } FILTER(?m != model:Nothing) } ORDER BY ?m",
]


class Printed(NamedTuple):
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


def ask(*words: str) -> Printed:
    """Run a command on the facts of this repository."""
    done = CliRunner().invoke(cli, [*words, "--format", "json", "--facts", str(ROOT / "facts")], catch_exceptions=False)
    return Printed(done.stdout, done.stderr, done.exit_code)


here = functools.cache(ask)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that holds the facts; on Virtuoso, what stands in no claim's graph is in a graph of metadata."""
    server: Server = request.getfixturevalue(f"{request.param}_server")
    server.fill(claimgraph.load(ROOT / "facts").store.inner, "https://example.org/metadata" if server.is_virtuoso else "")
    yield server.endpoint.query
    server.fill([])


@pytest.mark.parametrize("words", ANALYSES, ids=" ".join)
def test_an_analysis_is_the_same_there(there: str, words: tuple[str, ...]) -> None:
    expected = here(*words)
    assert expected.code == 0
    assert json.loads(expected.out)["claims"] or words[0] in {"stats", "without"}
    assert ask(*words, "--store", there) == expected


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("words", [("conflicts",), ("origins", "--about", "Meta"), ("due",), ("history", "Avocado"), ("without", "--rank"),
                                   ("stats",), ("trace", "indiatoday-scale-acquired")],
                         ids=" ".join)  # fmt: skip
def test_an_analysis_as_of_a_day_is_the_same_there(there: str, words: tuple[str, ...], day: str) -> None:
    expected = here(*words, "--as-of", day)
    assert (expected.code, json.loads(expected.out)["asOf"]) == (0, day)
    assert json.loads(expected.out) != json.loads(here(*words).out)
    assert ask(*words, "--as-of", day, "--store", there) == expected


@pytest.mark.parametrize("query", QUERIES)
def test_receipts_are_the_same_there(there: str, query: str) -> None:
    expected = here("query", "--why", query)
    assert (expected.code, expected.err) == (0, "")
    assert json.loads(expected.out)["rows"]
    assert ask("query", "--why", query, "--store", there) == expected


def test_a_mistake_is_the_same_there(there: str) -> None:
    for words in (("trace", "nothing"), ("without", "Nobody"), ("history", "Nothing"), ("origins", "--about", "Nothing")):
        with pytest.raises(QueryError) as expected:
            ask(*words)
        with pytest.raises(QueryError) as mistake:
            ask(*words, "--store", there)
        assert (mistake.value.message, mistake.value.hint) == (expected.value.message, expected.value.hint)
