"""Reading only what can be in a conflict finds the same pairs as reading everything."""

from __future__ import annotations

import pathlib

import pytest
from conflict_helpers import ENDS, LABS, WITH_ENDS, Ask
from helpers import MakeCorpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimgraph
from claimgraph.analyses.conflicts import find_all_pairs, find_pairs
from claimgraph.analyses.exclusion import Pair, group_answers
from claimgraph.analyses.statements import read_statements
from claimgraph.queries import package_query
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.protocol import Store

AMOUNTS = [
    "{value: 14.3, unit: USD}", "{value: 15, unit: USD, exactness: about}", "{value: 29, unit: USD}", "{value: 29, unit: EUR}",
    "{low: 115, high: 135, unit: USD}",
]  # fmt: skip
SCORES = [
    f"{{on: bench:Exam, value: {value}, unit: {unit}{setting}}}"
    for value in (50, 60.5)
    for unit in ("percent", "points")
    for setting in ("", ", setting: No tools", ", setting: no tools")
]
STATEMENTS = [
    *(f"{{id: deal:D, amount: {amount}}}" for amount in AMOUNTS),
    *(f"{{id: model:A, score: {score}}}" for score in SCORES),
    *(f"{{id: model:A, launchedOn: {day}}}" for day in ("2026", "2026-04-08", "2025-12")),
    *(f"{{id: org:Lab, ledBy: person:{name}}}" for name in ("Ann", "Bob")),
    *(f"{{id: model:{name}, licence: {word}}}" for name in "AB" for word in ("proprietary", "open-weight", "open-source")),
    *(f"{{id: deal:D, dealKind: {word}}}" for word in ("acquisition", "minority-stake", "investment")),
    *(f"{{id: model:{one}, separateFrom: model:{two}}}" for one, two in ("AB", "BA")),
    *(f"{{id: model:A, codename: {name}}}" for name in ("Mango", "mango", "Avocado")),
    *(f"{{id: org:Council, newlyFormed: {word}}}" for word in ("true", "false")),
    "{id: org:Lab, developing: model:A}",
    *(f"{{id: org:Lab{name}, ledBy: person:{who}}}" for name in "AB" for who in ("Ann", "Bob")),
    *(f"{{id: org:Lab{name}, valuation: {amount}}}" for name in "AB" for amount in AMOUNTS[:3]),
    *(f"{{id: model:A, launchedBy: org:Lab{name}}}" for name in "ABC"),
    *(
        f"{{id: org:{one}, {by}: org:{two}}}"
        for by in ("allyOf", "marriedTo")
        for one, two in (
            ("Lab", "LabA"),
            ("LabB", "Lab"),
            ("LabC", "Lab"),
            ("LabA", "LabC"),
            ("LabA", "LabB"),
        )
    ),
]
DAYS = st.sampled_from(["2025", "2026-03", "2026-04-08", "2026-05"])
MODALITIES = st.sampled_from(["asserted", "conceded", "planned", "hoped", "projected", "possible", "estimated"])


@st.composite
def claims(draw: st.DrawFn) -> str:
    """Return claims, one a line, of everything that pairs depend on."""
    lines = []
    for number in range(draw(st.integers(2, 9))):
        says = draw(st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=2, unique=True))
        parts = [f"says: [{', '.join(says)}]"]
        if draw(st.booleans()):
            parts.append(f"modality: {draw(MODALITIES)}")
        parts += [text for text in ("polarity: denied", "stance: opinion") if draw(st.integers(0, 4)) == 0]
        parts += [f"{key}: {draw(DAYS)}" for key in ("from", "until", "said", "due") if draw(st.integers(0, 3)) == 0]
        if number:
            keys = ("supersedes", "retracts", "disputes")
            parts += [f"{key}: claim:c{draw(st.integers(0, number - 1))}" for key in keys if draw(st.integers(0, 7)) == 0]
        lines.append(f"c{number}: {{{', '.join(parts)}}}")
    return "\n".join(lines)


def all_read(store: Store) -> list[Pair]:
    reading = read_statements(store)
    return sorted(find_pairs(reading, group_answers(store, reading)), key=str)


def contested(store: Store) -> list[Pair]:
    return sorted(find_all_pairs(store)[1], key=str)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("contested")
    (folder / "facts").mkdir()
    (folder / "claimgraph.toml").write_text(WITH_ENDS, encoding="utf-8")
    (folder / "ends.ttl").write_text(ENDS, encoding="utf-8")
    (folder / "facts" / "entities.yaml").write_text(Ask.entities(LABS), encoding="utf-8")
    return folder / "facts"


def load(facts: pathlib.Path, text: str, *, published: str = "2026-04-08") -> EmbeddedStore:
    (facts / "source.yaml").write_text(Ask.source(text, published=published), encoding="utf-8")
    return claimgraph.load(facts).store


@given(text=claims(), published=st.sampled_from(["2026-04-08", ""]))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_pairs_as_from_everything(made: pathlib.Path, text: str, published: str) -> None:
    store = load(made, text, published=published)
    assert contested(store) == all_read(store)


def test_graphs_that_are_no_claims_take_no_part(make_corpus: MakeCorpus) -> None:
    store = Ask(make_corpus).store("one: {says: {id: org:Lab, ledBy: person:Ann}}\ntwo: {says: {id: org:Lab, ledBy: person:Bob}}")
    one, two = (store.prefixes["claim"] + name for name in ("one", "two"))
    store.inner.update(
        f"INSERT DATA {{ GRAPH <https://example.org/left-over> {{ {_led(store, 'Ann')} }} <{one}> <{_DISPUTES}> <https://example.org/x> }}"
    )
    assert [(pair.one, pair.two) for pair in find_all_pairs(store)[1]] == [(one, two)]


_DISPUTES = "http://purl.org/spar/cito/disputes"


def _led(store: EmbeddedStore, who: str) -> str:
    (row,) = store.rows(f"SELECT ?lab ?by ?who {{ GRAPH ?claim {{ ?lab ?by ?who }} FILTER(?who = person:{who}) }}")
    return " ".join(str(row[name]) for name in ("lab", "by", "who"))


QUERIES = sorted(path.stem for path in (pathlib.Path(claimgraph.__file__).parent / "queries" / "contested").glob("*.rq"))


@pytest.mark.parametrize("name", QUERIES)
def test_each_query_says_what_it_is_for(name: str) -> None:
    assert package_query(f"contested/{name}").startswith("# title: ")
