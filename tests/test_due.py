"""Promises: small corpora as text in; what was promised for when, how it moved and what became of it out."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import random
import tempfile
from collections.abc import Sequence

import pytest
from helpers import MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from outlets import OUTLET_SETTINGS, outlet_files, outlet_store
from store_fixtures import Server

import claimgraph
from claimgraph.analyses.due import Promise, find_promises
from claimgraph.analyses.matters import Moment
from claimgraph.analyses.moves import Saying, find_moves
from claimgraph.analyses.outcomes import tell_timing
from claimgraph.analyses.records import Days
from claimgraph.errors import StoreError
from claimgraph.store.remote import open_remote

TODAY = "2026-07-15"


def day(date: Moment) -> str:
    """Write a date as tests compare it."""
    return date.value or f"{date.days.first}/{date.days.last}"


def story(promise: Promise) -> tuple[str, list[str], list[str]]:
    """Tell a promise in short: its outcome, its steps with theirs, its moves."""
    steps = [f"{day(step.due)} {step.outcome}{f' {step.timing}' if step.timing else ''}" for step in promise.steps]
    moves = [f"{day(promise.steps[m.before].due)} > {day(promise.steps[m.after].due)} {m.known}" for m in promise.moves]
    return promise.outcome, steps, moves


PLAN = "says: {id: org:Lab, pursues: topic:Budget}, modality: planned"
SO = "says: {id: org:Lab, pursues: topic:Budget}"


@pytest.mark.parametrize(
    ("claims", "outcome", "steps"),
    [
        pytest.param(f"one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}", "overdue", ["2026-06 overdue"], id="past its last day"),
        pytest.param(f"one Gazette 2026-01-05: {{{PLAN}, due: 2026-07}}", "open", ["2026-07 open"], id="within its last month"),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{earliest: 2026-02-01, exactness: vague, label: in the coming weeks}}}}",
            "open",
            ["2026-02-01/ open"],
            id="what is vague is never overdue",
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{latest: 2026-05-01}}}}", "overdue", ["/2026-05-01 overdue"], id="by a last day"
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{latest: 2026-05-01, exactness: vague}}}}",
            "open",
            ["/2026-05-01 open"],
            id="by a last day that is meant vaguely",
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{value: 2026-05, exactness: at-most}}}}", "overdue", ["2026-05 overdue"], id="at most"
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{earliest: 2026-02-01, latest: 2026-05-01}}}}",
            "overdue",
            ["2026-02-01/2026-05-01 overdue"],
            id="between two days",
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{earliest: 2026-02-01}}}}", "open", ["2026-02-01/ open"], id="from a day on"
        ),
        pytest.param(
            f"one Gazette 2026-01-05: {{{PLAN}, due: {{value: 2026-02, exactness: at-least}}}}", "open", ["2026-02 open"], id="an open end"
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2026-05-01: {{{SO}}}""",
            "fulfilled",
            ["2026-06 fulfilled early"],
            id="so before its month",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2026-07-01: {{{SO}}}""",
            "fulfilled",
            ["2026-06 fulfilled unknown"],
            id="said to be so only afterwards, which tells nothing of when it came",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post -: {{{SO}, from: 2026-07-02}}""",
            "fulfilled",
            ["2026-06 fulfilled late"],
            id="undated, but it tells since when",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2025-12-01: {{{SO}}}""",
            "overdue",
            ["2026-06 overdue"],
            id="so before it was promised",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post -: {{{SO}}}""",
            "overdue",
            ["2026-06 overdue"],
            id="so, but nobody knows when that was said",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2026-05-01: {{{SO}, stance: opinion}}
                three Post 2026-05-01: {{{SO}, modality: estimated}}""",
            "overdue",
            ["2026-06 overdue"],
            id="an opinion and an estimate fulfil nothing",
        ),
        pytest.param(
            """one Gazette 2026-05-05: {says: {id: model:A, rollsOutTo: product:App}, modality: planned, due: 2026-06}
               two Post 2026-05-06: {says: {id: model:A, rollsOutTo: product:App}}""",
            "overdue",
            ["2026-06 overdue"],
            id="said at the same time, as the predicate's grain of time tells",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Gazette 2026-02-05: {{{PLAN}, polarity: denied}}""",
            "dropped",
            ["2026-06 dropped"],
            id="the plan is denied later",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Gazette 2026-02-05: {{{SO}, polarity: denied}}""",
            "overdue",
            ["2026-06 overdue"],
            id="not so yet, which does not drop it",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Gazette 2025-02-05: {{{PLAN}, polarity: denied}}""",
            "overdue",
            ["2026-06 overdue"],
            id="denied before",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Gazette 2026-02-05: {{says: {{id: org:Lab, ledBy: person:Ann}}, retracts: claim:one}}""",
            "dropped",
            ["2026-06 dropped"],
            id="taken back",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2026-01-06: {{{PLAN}, due: 2026-06}}
                three Gazette 2026-02-05: {{{PLAN}, supersedes: claim:one}}""",
            "overdue",
            ["2026-06 overdue"],
            id="one claim is replaced by one without a date, but another still says so",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Gazette 2026-02-05: {{{PLAN}, supersedes: claim:one}}""",
            "dropped",
            ["2026-06 dropped"],
            id="replaced by one without a date",
        ),
        pytest.param(
            """one Gazette 2026-01-05: {says: {id: model:A, launchedOn: 2026-06}, modality: projected}
               two Post 2026-08-05: {says: {id: model:A, launchedOn: 2026-06-30}}""",
            "fulfilled",
            ["2026-06 fulfilled in-time"],
            id="the date itself is what was promised",
        ),
    ],
)
def test_what_becomes_of_a_promise(make_corpus: MakeCorpus, claims: str, outcome: str, steps: list[str]) -> None:
    (promise,) = find_promises(outlet_store(make_corpus, claims), today=TODAY)
    assert story(promise)[:2] == (outcome, steps)


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("says: {id: org:Lab, pursues: topic:Budget}, modality: planned", id="no date"),
        pytest.param("says: {id: org:Lab, pursues: topic:Budget}, due: 2026", id="what is so"),
        pytest.param("says: {id: org:Lab, pursues: topic:Budget}, modality: planned, due: 2026, polarity: denied", id="a denial"),
        pytest.param("says: {id: org:Lab, pursues: topic:Budget}, modality: hoped, due: 2026, stance: opinion", id="an opinion"),
        pytest.param("says: {id: model:A, launchedOn: 2026}, modality: alleged", id="what is alleged to have been"),
    ],
)
def test_what_is_no_promise(make_corpus: MakeCorpus, claim: str) -> None:
    assert find_promises(outlet_store(make_corpus, f"one Gazette 2026-01-05: {{{claim}}}"), today=TODAY) == []


def launch(date: str, more: str = "") -> str:
    return f"{{says: {{id: model:A, launchedOn: {date}}}, modality: projected{more}}}"


@pytest.mark.parametrize(
    ("claims", "moved", "moves"),
    [
        pytest.param(
            f"""one Gazette 2026-01-05: {launch("2026-03")}
                two Post 2026-02-05: {launch("2026-05")}
                three Post 2026-04-05: {launch("2026-09")}""",
            2,
            ["2026-03 > 2026-05 dated", "2026-05 > 2026-09 dated"],
            id="twice",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {launch("{earliest: 2026-03-01, latest: 2026-06-21, label: spring}")}
                two Post 2026-02-05: {launch("2026-05")}""",
            0,
            [],
            id="a month of the same spring is no move",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {launch("2026-03")}
                two Post -: {launch("2026-05")}""",
            0,
            [],
            id="what has no date comes neither before nor after",
        ),
        pytest.param(
            f"""one Gazette 2026-02: {launch("2026-03")}
                two Post 2026-02-20: {launch("2026-05")}""",
            0,
            [],
            id="said in one month, in whichever order",
        ),
        pytest.param(
            f"""one Gazette -: {launch("2026-03")}
                two Post -: {launch("2026-05", ", supersedes: claim:one")}""",
            1,
            ["2026-03 > 2026-05 stated"],
            id="one replaces the other, whenever they were said",
        ),
        pytest.param(
            f"""one Gazette -: {launch("2026-03")}
                two Post -: {launch("2026-05", ", supersedes: claim:one")}
                three Herald -: {launch("{earliest: 2026-01-01, latest: 2026-03-31}")}""",
            1,
            ["2026-01-01/2026-03-31 > 2026-05 implied", "2026-03 > 2026-05 stated"],
            id="what moved from March moved from the first quarter",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {launch("2026-03")}
                two Post 2026-02-05: {launch("2026-05")}
                three Herald 2026-02-10: {launch("2026-03")}""",
            1,
            ["2026-03 > 2026-05 dated"],
            id="who repeats the old day moves nothing",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {launch("2026-03")}
                two Post 2026-02-05: {launch("2026-05")}
                three Post 2026-02-10: {launch("2026-03")}""",
            2,
            ["2026-03 > 2026-05 dated", "2026-05 > 2026-03 dated"],
            id="who takes the new day back moves it back",
        ),
        pytest.param(
            f"""one Gazette 2026-02-05: {launch("2026-05")}
                old Post 2026-02-10: {launch("2026-04")}
                new Post 2026-02-10: {launch("{value: 2026-05, exactness: at-least}", ", supersedes: claim:old")}""",
            1,
            ["2026-04 > 2026-05 stated"],
            id="who tells of the old day beside the new one does not move it back",
        ),
        pytest.param(
            """one Gazette 2026-01-05: {says: {id: budget:B, amount: {low: 115, high: 135, unit: USD}}, modality: projected, due: 2026}
               two Post 2026-04-05: {says: {id: budget:B, amount: {value: 120, unit: USD}}, modality: projected, due: 2026}
               three Gazette 2026-05-05: {says: {id: budget:B, amount: {low: 140, high: 150, unit: USD}}, modality: projected, due: 2026}""",
            1,
            ["2026 > 2026 dated", "2026 > 2026 dated"],
            id="an amount that is raised, from both that it had been",
        ),
    ],
)
def test_a_promise_moves(make_corpus: MakeCorpus, claims: str, moved: int, moves: list[str]) -> None:
    (promise,) = find_promises(outlet_store(make_corpus, claims), today=TODAY)
    assert (promise.moved, sorted(story(promise)[2])) == (moved, sorted(moves))


def test_pairs_in_no_known_order_are_told(make_corpus: MakeCorpus) -> None:
    (promise,) = find_promises(
        outlet_store(make_corpus, f"one Gazette 2026-01-05: {launch('2026-03')}\ntwo Post -: {launch('2026-05')}"), today="2026-04-01"
    )
    assert story(promise) == ("open", ["2026-03 overdue", "2026-05 open"], [])
    assert promise.unordered == ((0, 1),)


def test_another_name_is_the_same_thing(make_corpus: MakeCorpus) -> None:
    files = outlet_files(
        """one Gazette 2026-01-05: {says: {id: model:A, launchedOn: 2026-03}, modality: projected}
           two Post 2026-03-05: {says: {id: model:TheA, launchedOn: 2026-03-04}}"""
    )
    files["more.yaml"] = """
entities:
  - {id: model:TheA, type: Model, name: The A, sameAs: "https://example.org/a"}
  - {id: model:Other, type: Model, name: Other}
"""
    files["entities.yaml"] = files["entities.yaml"].replace("name: Model A}", 'name: Model A, sameAs: "https://example.org/a"}')
    (promise,) = find_promises(claimgraph.load(make_corpus(files, toml=OUTLET_SETTINGS)).store, today=TODAY)
    assert (promise.outcome, promise.timing, day(Moment(promise.came))) == ("fulfilled", "in-time", "2026-03-04/2026-03-04")


MODULE = """
@prefix own: <https://example.org/own#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix claimgraph: <https://w3id.org/claimgraph/domain#> .
own:putOffFrom a owl:ObjectProperty ; rdfs:domain cg:Entity ; rdfs:range cg:Date ; cg:timeGrain "always" ;
    cg:formerValueOf claimgraph:launchedOn ; rdfs:label "put off from"@en ; skos:definition "The date that was given up."@en .
"""


def test_a_date_given_up_is_where_it_moved_from(make_corpus: MakeCorpus) -> None:
    """It moved to what the same source says instead; who names only the old date tells of no promise."""
    files = outlet_files(
        f"""new Gazette 2026-04-05: {launch("2026-05")}
            other Post 2026-04-06: {{says: {{id: model:A, putOffFrom: 2026-02}}}}"""
    )
    old = "\n      - {id: claim:old, label: Claim old, says: {id: model:A, putOffFrom: 2026-03}}\n"
    files["source.yaml"] = files["source.yaml"].replace("modality: projected}\n", "modality: projected}" + old)
    facts = make_corpus(files)
    (facts.parent / "claimgraph.toml").write_text(
        OUTLET_SETTINGS.replace("\n[prefixes]", 'modules = ["own.ttl"]\n\n[prefixes]\nown = "https://example.org/own#"'), encoding="utf-8"
    )
    (facts.parent / "own.ttl").write_text(MODULE, encoding="utf-8")
    (promise,) = find_promises(claimgraph.load(facts).store, today="2026-04-10")
    assert story(promise) == ("open", ["2026-05 open", "2026-03 moved"], ["2026-03 > 2026-05 stated"])


# ---------------------------------------------------------------- the command


LINES = f"""
one Gazette 2026-01-05: {launch("2026-03")}
two Post 2026-02-05: {launch("2026-05", ", attribution: [{agent: org:Lab, speech: indirect}]")}
plan Herald -: {{{PLAN}, due: 2026-06}}
"""


def test_the_report_reads_like_an_answer(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)
    done = run("due", "--facts", facts, "--as-of", "2026-06-10")
    assert done.stdout == (
        "As of 10 June 2026: 1 promise with a date: 1 overdue, 0 open, 0 fulfilled, 0 dropped; 1 moved.\n"
        "\n"
        "OVERDUE  Model A, launched on: May 2026, moved once; 10 days overdue\n"
        "  moved: March 2026 → May 2026 (The Lab; 5 February 2026)\n"
        "  promised for March 2026: moved\n"
        "    The Gazette, 5 January 2026: Claim one [projected; claim:one; no place in the text given]\n"
        "  promised for May 2026 (the last word): overdue\n"
        "    The Post → The Lab, 5 February 2026: Claim two [projected; claim:two; no place in the text given]\n"
        "\n"
        "Left out: 1 claim without a date, which may or may not have been said by then.\n"
    )


@pytest.mark.parametrize(
    ("due", "line"),
    [
        ("{latest: 2026-05-01}", "OVERDUE  The Lab, pursues the budget: until 1 May 2026; 40 days overdue"),
        ("{latest: 2026-07-01}", "OPEN  The Lab, pursues the budget: until 1 July 2026; 21 days left, until 1 July 2026"),
        (
            "{latest: 2026-05-01, exactness: vague}",
            "OPEN  The Lab, pursues the budget: until 1 May 2026; a vague date, which is never overdue",
        ),
        ("{earliest: 2026-05-01}", "OPEN  The Lab, pursues the budget: from 1 May 2026; no last day is given"),
        ("{value: 2026-05, exactness: at-most}", "OVERDUE  The Lab, pursues the budget: May 2026 or earlier; 10 days overdue"),
    ],
)
def test_a_verdict_does_not_contradict_its_date(run: Run, make_corpus: MakeCorpus, due: str, line: str) -> None:
    facts = make_corpus(outlet_files(f"one Gazette 2026-01-05: {{{PLAN}, due: {due}}}"), toml=OUTLET_SETTINGS)
    assert line in run("due", "--facts", facts, "--as-of", "2026-06-10").stdout.splitlines()


def test_a_day_said_before_others_that_were_dropped_is_not_the_last_word(run: Run, make_corpus: MakeCorpus) -> None:
    lines = f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-08}}
                two Post 2026-02-05: {{{PLAN}, due: {{earliest: 2026-07-01, latest: 2026-09-30}}}}
                three Post 2026-03-05: {{says: {{id: org:Lab, ledBy: person:Ann}}, retracts: claim:two}}"""
    done = run("due", "--facts", make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS), "--as-of", "2026-06-10").stdout
    assert "  promised for August 2026 (where it stands): open\n" in done


ROLLS = "says: {id: model:A, rollsOutTo: product:App}"


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-04-09", "  said to be so in the same month as it was promised, which here counts as one time:"),
        ("2026-03-31", "  said to be so before it was promised:"),
        ("2026", "  said to be so, before or after it was promised:"),
        ("-", "  said to be so, before or after it was promised:"),
    ],
)
def test_what_is_so_but_not_after_it_was_promised_says_when(run: Run, make_corpus: MakeCorpus, day: str, line: str) -> None:
    lines = f"""one Gazette 2026-04-08: {{{ROLLS}, modality: planned, due: 2026-05}}
                two Post {day}: {{{ROLLS}}}"""
    done = run("due", "--facts", make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS)).stdout.splitlines()
    assert done[done.index(line) + 1].startswith("    The Post, ")


def test_a_claim_without_a_source_promises_nothing(make_corpus: MakeCorpus) -> None:
    """Anybody may have taken something out of a store: the claims that lack it are left out."""
    store = outlet_store(
        make_corpus,
        f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
            two Post 2026-02-05: {{{PLAN}, due: 2026-08}}
            three Post 2026-03-05: {{{SO}}}
            four Post 2026-03-05: {{{ROLLS}, modality: planned, due: 2026-08}}""",
    )
    for claim in ("one", "three", "four"):
        store.inner.update(
            f"DELETE WHERE {{ GRAPH ?g {{ <https://example.org/t/claim/{claim}> schema:appearance ?s }} }}", prefixes=store.prefixes
        )
        store.inner.update(f"DELETE WHERE {{ <https://example.org/t/claim/{claim}> schema:appearance ?s }}", prefixes=store.prefixes)
    assert [story(promise) for promise in find_promises(store, today=TODAY)] == [("open", ["2026-08 open"], [])]


def test_a_day_that_is_none_is_told(make_corpus: MakeCorpus) -> None:
    store = outlet_store(make_corpus, f"one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}")
    store.inner.update('DELETE { ?d cg:latest ?e } INSERT { ?d cg:latest "soon" } WHERE { ?d cg:latest ?e }', prefixes=store.prefixes)
    with pytest.raises(StoreError, match="not as claimgraph writes it"):
        find_promises(store, today=TODAY)


def test_another_amount_is_not_what_was_promised(run: Run, make_corpus: MakeCorpus) -> None:
    """That it is 5 already does not say that it is 9 already."""
    count = "says: {{id: model:A, parameterCount: {{value: {}, scale: billion, unit: items}}}}"
    lines = f"""one Gazette 2026-04-08: {{{count.format(9)}, modality: planned, due: 2026-05}}
                two Post 2026-04-01: {{{count.format(5)}}}"""
    assert "said to be so" not in run("due", "--facts", make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS)).stdout


def test_as_of_knows_nothing_of_what_came_later(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)
    report = json.loads(run("due", "--facts", facts, "--as-of", "2026-01-31", "--format", "json").stdout)
    assert [(p["due"]["value"], p["outcome"], p["claims"]) for p in report["promises"]] == [("2026-03", "open", ["claim:one"])]
    assert [claim["id"] for claim in report["claims"]] == ["claim:one"]
    assert (report["analysis"], report["asOf"], report["undated"]) == ("due", "2026-01-31", 1)
    done = run("due", "--facts", facts, "--as-of", "2025-12-31")
    assert done.stdout.splitlines()[0] == "No promises with a date, as of 31 December 2025."


def test_outcomes_and_things_are_chosen(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)

    def subjects(*args: str) -> list[list[str]]:
        done = run("due", "--facts", facts, "--format", "csv", *args)
        return [[row["subject"], row["outcome"]] for row in csv.DictReader(io.StringIO(done.stdout))]

    assert subjects() == [["Model A", "overdue"], ["The Lab", "overdue"]]
    assert subjects("--outcome", "moved") == subjects("--about", "Model A") == [["Model A", "overdue"]]
    assert subjects("--about", "the budget", "--outcome", "overdue", "--outcome", "open") == [["The Lab", "overdue"]]
    assert subjects("--outcome", "dropped") == []


def test_an_unknown_thing_is_told(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("due", "--facts", make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS), "--about", "Model B")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean model a?" in done.stderr


def test_a_refuted_fulfilment_is_called_so(run: Run, make_corpus: MakeCorpus) -> None:
    lines = f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Post 2026-05-01: {{{SO}, assessment: [{{verdict: refuted, agent: org:Herald, said: 2026-05-02}}]}}"""
    done = run("due", "--facts", make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS))
    assert "the budget: June 2026; fulfilled, early, by claims that somebody refuted\n" in done.stdout


# ---------------------------------------------------------------- the real facts


def test_what_became_of_avocado(root: pathlib.Path) -> None:
    """As a reader of the outlets found before any of this was written: tests/expected/due.csv."""
    store = claimgraph.load(root / "facts").store
    found = find_promises(store, today="2026-04-30", about=[store.prefixes["model"] + "MuseSpark"])
    (promise,) = (p for p in found if p.predicate.endswith("launchedOn"))
    outcomes = {step.due.label or day(step.due): (step.outcome, step.timing) for step in promise.steps}
    assert (promise.outcome, day(Moment(promise.came))) == ("fulfilled", "2026-04-08/2026-04-08")
    assert outcomes["spring 2026"] == outcomes["first half of 2026"] == ("fulfilled", "in-time")
    assert outcomes["2026-05"] == outcomes["May or June 2026"] == ("fulfilled", "early")
    rollouts = [p for p in found if p.predicate.endswith("rollsOutTo")]
    assert {p.outcome for p in rollouts} == {"open"}
    assert sum(bool(p.said_already) for p in rollouts) == 4


# ---------------------------------------------------------------- rules


DUES = ["2026-03", "2026-05", "2026-09", "2026", "{earliest: 2026-03-01, latest: 2026-06-21}", "{value: 2026-05, exactness: at-least}"]
SAIDS = ["-", "2026-01-05", "2026-02", "2026-02-05", "2026-02-20", "2026-04-01", "2026-10-01"]


@st.composite
def corpora(draw: st.DrawFn) -> list[str]:
    """Draw lines of what was promised, done and denied."""
    lines = []
    for number in range(draw(st.integers(1, 6))):
        outlet, said, due = (draw(st.sampled_from(list_)) for list_ in (["Gazette", "Herald", "Post"], SAIDS, DUES))
        what = draw(
            st.sampled_from(
                [
                    f"says: {{id: model:A, launchedOn: {due}}}, modality: projected",
                    f"says: {{id: model:A, launchedOn: {due}}}, modality: planned",
                    "says: {id: model:A, launchedOn: 2026-05-10}",
                    f"{PLAN}, due: {due}",
                    f"{PLAN}, polarity: denied",
                    SO,
                ]
            )
        )
        older = f", supersedes: claim:c{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else ""
        lines.append(f"c{number} {outlet} {said}: {{{what}{older}}}")
    return lines


def promises(lines: Sequence[str], as_of: str = "", today: str = TODAY) -> list[Promise]:
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts"
        facts.mkdir()
        for name, text in outlet_files("\n".join(lines)).items():
            (facts / name).write_text(text, encoding="utf-8")
        (facts.parent / "claimgraph.toml").write_text(OUTLET_SETTINGS, encoding="utf-8")
        corpus = claimgraph.load(facts)
        return find_promises((corpus.as_of(as_of) if as_of else corpus).store, today=today)


@settings(max_examples=12, deadline=None)
@given(corpora())
def test_threads_share_out_the_promises(lines: list[str]) -> None:
    """Every promise with a date is in one step of one thread; each thread has one step at least that it stands at."""
    found = promises(lines)
    wanted = sorted(f"claim:{line.split()[0]}" for line in lines if "modality" in line and "denied" not in line)
    claims = sorted("claim:" + claim.rpartition("/")[2] for promise in found for claim in promise.claims)
    assert claims == wanted
    for promise in found:
        assert promise.steps[promise.current].outcome in {promise.outcome, "moved"}
        assert bool(promise.moved) == bool(promise.moves)
        assert (promise.outcome == "fulfilled") == bool(promise.fulfilled_by)


@settings(max_examples=12, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_neither_order_nor_what_is_said_of_others_counts(lines: list[str], chance: random.Random) -> None:
    more = [*lines, "x1 Post 2026-03-03: {says: {id: org:Council, pursues: topic:Budget}, modality: planned, due: 2025}"]
    chance.shuffle(more)
    assert [p for p in promises(more) if not p.subject.endswith("Council")] == promises(lines)


@settings(max_examples=12, deadline=None)
@given(corpora(), st.sampled_from(["2026-01-01", "2026-02-10", "2026-05-01"]))
def test_as_of_a_day_is_as_if_nothing_had_come_later(lines: list[str], as_of: str) -> None:
    ends = {"2026-02": "2026-02-28"}
    early = [line for line in lines if (said := line.split()[2].rstrip(":")) != "-" and ends.get(said, said) <= as_of]
    names = {line.split()[0] for line in early}
    kept = [line if (older := line.partition("supersedes: claim:")[2].rstrip("}")) in names or not older
            else line.replace(f", supersedes: claim:{older}", "") for line in early]  # fmt: skip
    assert promises(lines, as_of, as_of) == (promises(kept, today=as_of) if kept else [])


spans = st.tuples(st.sampled_from(["", *(f"2026-0{m}-01" for m in range(1, 10))]), st.integers(0, 3)).map(
    lambda pair: Days(pair[0], pair[0] and f"2026-0{min(int(pair[0][6]) + pair[1], 9)}-28")
)


@given(st.lists(st.tuples(spans, spans, st.sampled_from("xyz")), min_size=1, max_size=8))
def test_moves_go_forward_in_time(drawn: list[tuple[Days, Days, str]]) -> None:
    """A move leads to what was said later and has no day in common; those said without a date move nothing."""
    sayings = [Saying(f"c{n}", said, voice, Moment(due)) for n, (said, due, voice) in enumerate(drawn)]
    found = find_moves(sayings)
    assert sorted(c for step in found.steps for c in step.claims) == sorted(s.claim for s in sayings)
    for move in found.moves:
        before, after = found.steps[move.before], found.steps[move.after]
        assert before.due.days.last < after.due.days.first or after.due.days.last < before.due.days.first
        assert any(s.said.last and s.said.last < move.said.first for s in found.sayings[move.before])
    assert found.times <= len(found.moves)
    assert find_moves(sayings[::-1]) == found


@given(st.tuples(*[st.integers(1, 28)] * 3).map(sorted), st.tuples(*[st.integers(1, 28)] * 3).map(sorted))
def test_a_timing_holds_whatever_day_was_meant(due: list[int], came: list[int]) -> None:
    """Within the days that each can mean, one is meant: what is told of the bounds is true of it."""
    first, meant, last = due
    judged = tell_timing(Moment(_days(first, last)), _days(came[0], came[2]))
    assert judged != "early" or came[1] < meant
    assert judged != "late" or came[1] > meant
    assert judged != "in-time" or came[1] <= last
    assert tell_timing(Moment(_days(first, last)), _days(meant, meant)) == "in-time"


def _days(first: int, last: int) -> Days:
    return Days(f"2026-05-{first:02}", f"2026-05-{last:02}")


# ---------------------------------------------------------------- the same everywhere


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_promises_are_the_same_on_servers(request: pytest.FixtureRequest, root: pathlib.Path, kind: str) -> None:
    server: Server = request.getfixturevalue(f"{kind}_server")
    embedded = claimgraph.load(root / "facts").store
    server.fill(embedded.inner, "https://example.org/metadata" if server.is_virtuoso else "")
    remote = open_remote(server.endpoint)
    expected = find_promises(embedded, today=TODAY)
    assert len(expected) > 5
    assert find_promises(remote, today=TODAY) == expected
    about = [embedded.prefixes["product"] + "WhatsApp"]
    assert find_promises(remote, today=TODAY, about=about) == find_promises(embedded, today=TODAY, about=about) != []
    server.fill([])


def test_a_forecast_does_not_move_the_plan_of_another(make_corpus: MakeCorpus) -> None:
    """The Lab misses its June, though somebody doubted it in time; its own later word would have moved it."""
    plan = "says: {id: org:Lab, pursues: topic:Budget}"
    lines = f"""one Gazette 2026-01-05: {{{plan}, modality: planned, due: 2026-06, attribution: [{{agent: org:Lab}}]}}
                two Herald 2026-02-05: {{{plan}, modality: projected, due: 2027, attribution: [{{agent: org:Council}}]}}
                three Post 2027-03-04: {{{plan}, from: 2027-03-04}}"""
    promises = find_promises(outlet_store(make_corpus, lines), today="2027-06-01")
    assert [story(promise) for promise in promises] == [
        ("fulfilled", ["2026-06 fulfilled late"], []),
        ("fulfilled", ["2027 fulfilled in-time"], []),
    ]
    own = lines.replace("agent: org:Council", "agent: org:Lab")
    (promise,) = find_promises(outlet_store(make_corpus, own), today="2027-06-01")
    assert story(promise)[1:] == (["2026-06 moved", "2027 fulfilled in-time"], ["2026-06 > 2027 dated"])


def test_what_an_undated_claim_replaces_keeps_its_date(make_corpus: MakeCorpus) -> None:
    lines = f"""one Gazette 2026-01-05: {{{PLAN}, due: 2026-06}}
                two Herald -: {{{PLAN}, due: 2026-09, supersedes: claim:one}}"""
    (promise,) = find_promises(outlet_store(make_corpus, lines), today=TODAY)
    assert story(promise) == ("open", ["2026-06 moved", "2026-09 open"], ["2026-06 > 2026-09 stated"])
    assert [step.said for step in promise.steps] == [Days("2026-01-05", "2026-01-05"), Days()]
