"""The outlets' claims as a reader judged them, before any analysis ran, beside what `conflicts` finds.

`expected/disagreements.csv` names rows of the research; `news.csv` says which claims a row
became. What the reader called unclear counts neither way, and so do claims of the article
that no row stands for.
"""

from __future__ import annotations

import csv
import itertools
import pathlib
from collections.abc import Iterable

import pytest
from helpers import ROOT

import claimgraph
from claimgraph.analyses.survey import Survey, survey_conflicts

TESTS = pathlib.Path(__file__).parent

#: Guidance in words ("more than the year before") and in numbers are said with two predicates, which nothing compares.
MISSED = {("c024", "c044"), ("c024", "c045"), ("c024", "c085")}

Rows = set[tuple[str, ...]]


def table(path: str) -> list[dict[str, str]]:
    with (TESTS / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def survey() -> Survey:
    return survey_conflicts(claimgraph.load(ROOT / "facts").store)


def expected(kind: str) -> Rows:
    return {(row["one"], row["two"]) for row in table("expected/disagreements.csv") if row["kind"] == kind}


def found(pairs: Iterable[tuple[str, str]]) -> Rows:
    """Return pairs of claims as the pairs of rows that they were made from."""
    rows: dict[str, list[str]] = {}
    for row in table("news.csv"):
        for claim in row["claims"].split():
            rows.setdefault(f"claim:{claim}", []).append(row["csv_id"])
    both = (itertools.product(rows.get(one, ()), rows.get(two, ())) for one, two in pairs)
    return {tuple(sorted(pair)) for pairs_ in both for pair in pairs_} - expected("unclear")


def test_the_known_disagreements_are_found_and_no_others(survey: Survey) -> None:
    assert found(pair for one in survey.disagreements for pair in one.pairs) == expected("conflict")


def test_the_known_updates_are_found_and_no_others(survey: Survey) -> None:
    assert found(pair for one in survey.updates for pair in one.pairs) == expected("update") - MISSED


def test_no_known_update_is_called_a_conflict(survey: Survey) -> None:
    assert expected("update")
    assert not found(pair for one in survey.disagreements for pair in one.pairs) & expected("update")
