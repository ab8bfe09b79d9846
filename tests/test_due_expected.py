"""Promises of the real facts against what a person found who read the outlets' tables alone, before any analysis ran.

`expected/due.csv` names claims by the ids of the outlets' table; `news.csv` says which claims of ours those are.
"""

from __future__ import annotations

import csv

from helpers import ROOT

import claimgraph
from claimgraph.analyses.due import find_promises

#: An outlook in words that a number replaces months later says it of something else: only a person sees that it stands for it.
TOLD_OTHERWISE = {"meta capex 2026: dollar growth notably larger than in 2025": {"open"}}


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_promises_come_out_as_a_reader_tells_it() -> None:
    slugs = {row["csv_id"]: row["claims"].split() for row in rows("news.csv")}
    outcomes: dict[str, set[str]] = {}
    for promise in find_promises(claimgraph.load(ROOT / "facts").store, today="2026-04-30"):
        for step in promise.steps:
            for claim in step.claims:
                outcomes.setdefault(claim.rpartition("/")[2], set()).add(step.outcome)
    found = {
        row["promise"]: {outcome for one in row["claims"].split() for slug in slugs[one] for outcome in outcomes.get(slug, ())}
        for row in rows("expected/due.csv")
    }
    wrong = {row["promise"]: found[row["promise"]] for row in rows("expected/due.csv") if row["outcome"] not in found[row["promise"]]}
    assert wrong == TOLD_OTHERWISE
    read = {slug for row in rows("expected/due.csv") for one in row["claims"].split() for slug in slugs[one]}
    assert {claim for claim in outcomes if claim not in read and not claim.startswith("rollout-")} == set()
