"""Why answers exclude one another, where there are many: who excludes whom, each pair once."""

from __future__ import annotations

import csv
import json

import hypothesis
from conflict_helpers import MORE, SETTINGS, Ask
from helpers import MakeCorpus, Run
from hypothesis import strategies as st

from claimgraph.analyses.reasons import in_turn

_PAIRS = st.sets(st.frozensets(st.sampled_from("abcdefghij"), min_size=1, max_size=2), max_size=40)


def one_by_one(excluded: set[frozenset[str]]) -> list[tuple[str, set[str]]]:
    """Return the same by the definition: count all pairs anew before each value."""
    left, found = set(excluded), []
    while left:
        value = max(set().union(*left), key=lambda value: (sum(value in pair for pair in left), value))
        found.append((value, {other for pair in left if value in pair for other in pair - {value}}))
        left = {pair for pair in left if value not in pair}
    return found


@hypothesis.given(_PAIRS)
def test_values_come_by_the_number_of_pairs_that_are_left_of_them(excluded: set[frozenset[str]]) -> None:
    assert list(in_turn(excluded)) == one_by_one(excluded)


def test_a_thousand_values_of_which_each_excludes_most_others_are_put_in_turn() -> None:
    # Each excludes all but its neighbours: half a million pairs. Counted anew for each value, this would take hours.
    values = [f"{number:03}" for number in range(1000)]
    excluded = {frozenset((a, b)) for place, a in enumerate(values) for b in values[place + 2 :]}
    found = list(in_turn(excluded))
    assert sum(len(others) for _, others in found) == len(excluded) == 498_501
    assert found[0] == ("999", set(values[:-2]))


def test_a_row_does_not_repeat_a_sentence_about_dozens_of_answers(make_corpus: MakeCorpus, run: Run) -> None:
    # What is about as much leaves room for its neighbours: so the sentence must name who excludes whom.
    amount = "{{value: {}, scale: billion, unit: USD, exactness: about}}"
    claims = "\n".join(f"c{n}: {{says: {{id: deal:D, amount: {amount.format(n)}}}}}" for n in range(20, 100))
    files = {"entities.yaml": Ask.entities(MORE), "source.yaml": Ask.source(claims)}
    facts = make_corpus(files, toml=SETTINGS)
    rows = list(csv.DictReader(run("conflicts", "--format", "csv", "--facts", facts).stdout.splitlines()))
    assert len(rows) > 1000
    assert {row["why"] for row in rows} == {"Only one can be so."}
    (found,) = json.loads(run("conflicts", "--format", "json", "--facts", facts).stdout)["conflicts"]
    assert found["why"].startswith("Only one can be so: about $20 billion excludes about $25 billion, about $26 billion, ")
