"""Traces: small corpora as text in; the tree a claim goes back along, what became firmer on the way, and who repeats it, out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers import ENTITIES, MakeCorpus, Run
from test_origins import CIRCLE, corpus

SETTINGS = 'format = 1\nbase = "https://example.org/t/"\n[prefixes]\ndeal = "deal/"\nmodel = "model/"\n'
THINGS = """
  - {id: org:Times, type: Organization, name: The Times}
  - {id: org:Post, type: Organization, name: The Post}
  - {id: deal:D, type: Deal, name: the deal}
  - {id: model:A, type: Model, name: Model A}
"""


def two(earlier: str, later: str, *, more: str = "") -> dict[str, str]:
    """Return a corpus in which the Post has a claim from the Times, which has made it before; each given by its keys."""
    times = f"id: src:times\ntype: NewsArticle\nheadline: In the Times\npublisher: org:Times\npublished: 2025-03-03\nclaims:\n{more}"
    post = "id: src:post\ntype: NewsArticle\nheadline: In the Post\npublisher: org:Post\npublished: 2025-03-04\nclaims:\n"
    return {
        "entities.yaml": ENTITIES + THINGS.removeprefix("\n"),
        "times.yaml": f"{times}  - {{id: claim:early, label: What the Times has, {earlier}}}\n",
        "post.yaml": f"{post}  - {{id: claim:late, label: What the Post has, {later}}}\n",
    }


ANN = "says: {id: org:Lab, ledBy: person:Ann}"
FROM_TIMES = "attribution: [{agent: org:Times}]"


@pytest.mark.parametrize(
    ("earlier", "later", "kinds", "sentence"),
    [
        (f"{ANN}, modality: possible", f"{ANN}, {FROM_TIMES}", ["firmer"], "Firmer: The Times has it as possible, The Post as asserted."),
        (f"{ANN}, modality: planned", f"{ANN}, {FROM_TIMES}", ["firmer"], "Firmer: The Times has it as planned, The Post as asserted."),
        (f"{ANN}, modality: hoped", f"{ANN}, {FROM_TIMES}, modality: planned", ["firmer"],
         "Firmer: The Times has it as hoped, The Post as planned."),
        # strengths of different axes do not compare
        (f"{ANN}, modality: possible", f"{ANN}, {FROM_TIMES}, modality: planned", [], ""),
        (f"{ANN}, modality: estimated", f"{ANN}, {FROM_TIMES}, modality: projected", [], ""),
        (f"{ANN}", f"{ANN}, {FROM_TIMES}, modality: possible", [], ""),
        (
            "says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}",
            f"says: {{id: deal:D, amount: {{value: 15, scale: billion, unit: USD}}}}, {FROM_TIMES}",
            ["exactness"], "More exact: The Times says about $15 billion, The Post $15 billion.",
        ),
        (
            "says: {id: deal:D, amount: {value: 10, scale: billion, unit: USD, exactness: over}}",
            f"says: {{id: deal:D, amount: {{value: 14.3, scale: billion, unit: USD}}}}, {FROM_TIMES}",
            ["exactness"], "More exact: The Times says over $10 billion, The Post $14.3 billion.",
        ),
        (
            "says: {id: model:A, launchedOn: {earliest: 2026-03-01, latest: 2026-06-21, label: spring 2026}}, modality: projected",
            f"says: {{id: model:A, launchedOn: 2026-05}}, {FROM_TIMES}",
            ["firmer", "exactness"], "More exact: The Times says spring 2026 (1 March 2026 to 21 June 2026), The Post May 2026.",
        ),
        # less exact than before is no drift, nor is another unit the same
        (
            "says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD}}",
            f"says: {{id: deal:D, amount: {{value: 15, scale: billion, unit: USD, exactness: about}}}}, {FROM_TIMES}",
            [], "",
        ),
        (f"{ANN}, attribution: [{{unnamed: two people}}]", f"{ANN}, {FROM_TIMES}", ["attribution"],
         "Attribution dropped: The Times has it from two people, which The Post does not say."),
        (f"{ANN}, attribution: [{{agent: org:Council}}, {{unnamed: two people}}]",
         f"{ANN}, attribution: [{{agent: org:Times}}, {{unnamed: sources}}]", ["attribution"],
         "Attribution dropped: The Times has it from City Council, which The Post does not say."),
        (f"{ANN}, attribution: [{{agent: org:Times}}, {{unnamed: two people}}]",
         f"{ANN}, attribution: [{{agent: org:Times}}, {{unnamed: sources}}]", [], ""),
        (f"{ANN}, stance: opinion", f"{ANN}, {FROM_TIMES}", ["opinion"],
         "Opinion as fact: The Times puts it as an opinion, The Post as a fact."),
    ],
)  # fmt: skip
def test_what_became_firmer_is_said(run: Run, make_corpus: MakeCorpus, earlier: str, later: str, kinds: list[str], sentence: str) -> None:
    facts = make_corpus(two(earlier, later), toml=SETTINGS)
    data = trace(run, "late", "--facts", facts)
    assert [drift["kind"] for drift in data["drift"]] == kinds
    assert sentence in {"", *(drift["sentence"] for drift in data["drift"])}
    assert [found["claim"] for link in data["tree"]["from"] for found in link["found"]] == ["claim:early"]


DENIAL = "  - {id: claim:denial, label: The Lab denies it, says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}\n"
DISPUTE = "  - {id: claim:doubt, label: There is doubt, says: {id: org:Lab, ledBy: person:Bob}, disputes: claim:early}\n"


@pytest.mark.parametrize(("more", "claim"), [(DENIAL, "claim:denial"), (DISPUTE, "claim:doubt")])
def test_a_denial_that_vanished_is_said(run: Run, make_corpus: MakeCorpus, more: str, claim: str) -> None:
    (drift,) = trace(run, "late", "--facts", make_corpus(two(ANN, f"{ANN}, {FROM_TIMES}", more=more), toml=SETTINGS))["drift"]
    assert drift["sentence"] == f"Denial dropped: The Times also tells that it is denied or disputed ({claim}), The Post does not."
    assert (drift["kind"], drift["denials"]) == ("denial", [claim])


def test_a_denial_that_is_carried_on_is_no_drift(run: Run, make_corpus: MakeCorpus) -> None:
    files = two(ANN, f"{ANN}, {FROM_TIMES}", more=DENIAL)
    files["post.yaml"] += DENIAL.replace("claim:denial", "claim:denial-too")
    assert trace(run, "late", "--facts", make_corpus(files, toml=SETTINGS))["drift"] == []


TREE = """a in blog {published: 2025-03-06}: {attribution: [{agent: org:Post}]}
          b in paper {publisher: org:Post, published: 2025-03-05}: {attribution: [{source: src:copy, agent: org:Mail}, {unnamed: people}]}
          c in copy {publisher: org:Mail, derivedFrom: src:wire, published: 2025-03-04}: {modality: planned}
          d in wire {publisher: org:Agency, published: 2025-03-03}: {attribution: [{agent: person:Ann}], modality: planned}
          e in other: {attribution: [{source: src:wire}], modality: planned}"""


def test_the_tree_goes_up_to_where_it_comes_from(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("trace", "a", "--facts", make_corpus(corpus(TREE)))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "This goes back to Ann. Behind the statement as a whole: 1 independent origin.\n"
        "On the way it became firmer, or something was lost, 3 times:\n"
        "  Attribution dropped: The Post has it from The Mail in “Copy” → people, which “Blog” does not say.\n"
        "  Firmer: The Mail has it as planned, The Post as asserted.\n"
        "  Attribution dropped: The Agency has it from Ann, which The Mail does not say.\n"
        "\n"
        "“Blog”, 6 March 2025: Ann leads the Lab [asserted; claim:a; no place in the text given]\n"
        "└─ has it from The Post\n"
        "   └─ The Post, 5 March 2025: Ann leads the Lab [asserted; claim:b; no place in the text given]\n"
        "      ! Attribution dropped: The Post has it from The Mail in “Copy” → people, which “Blog” does not say.\n"
        "      ├─ has it from The Mail in “Copy”\n"
        "      │  └─ The Mail, 4 March 2025: Ann leads the Lab [planned; claim:c; no place in the text given]\n"
        "      │     ! Firmer: The Mail has it as planned, The Post as asserted.\n"
        "      │     └─ in what is derived from “Wire”\n"
        "      │        └─ The Agency, 3 March 2025: Ann leads the Lab [planned; claim:d; no place in the text given]\n"
        "      │           ! Attribution dropped: The Agency has it from Ann, which The Mail does not say.\n"
        "      │           └─ has it from Ann, of whom no report on this is in these facts\n"
        "      └─ who has it from people, not named\n"
        "\n"
        "Evidence: of 4 claims 0 verified in the text, 0 not verified, 4 without a place in the text.\n"
    )


def test_those_who_repeat_it_are_shown(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("trace", "d", "--facts", make_corpus(corpus(TREE)))
    assert done.stdout.partition("\n\n")[2] == (
        "The Agency, 3 March 2025: Ann leads the Lab [planned; claim:d; no place in the text given]\n"
        "└─ has it from Ann, of whom no report on this is in these facts\n"
        "\n"
        "Repeated 4 times:\n"
        "  The Mail, 4 March 2025: Ann leads the Lab [planned; claim:c; no place in the text given]\n"
        "  ! Attribution dropped: The Agency has it from Ann, which The Mail does not say.\n"
        "    The Post → The Mail in “Copy” → people, 5 March 2025: Ann leads the Lab [asserted; claim:b; no place in the text given]\n"
        "    ! Firmer: The Mail has it as planned, The Post as asserted.\n"
        "      “Blog” → The Post, 6 March 2025: Ann leads the Lab [asserted; claim:a; no place in the text given]\n"
        "      ! Attribution dropped: The Post has it from The Mail in “Copy” → people, which “Blog” does not say.\n"
        "  “Other” → “Wire”, undated: Ann leads the Lab [planned; claim:e; no place in the text given]\n"
        "  ! Attribution dropped: The Agency has it from Ann, which “Other” does not say.\n"
        "\n"
        "Evidence: of 5 claims 0 verified in the text, 0 not verified, 5 without a place in the text.\n"
    )


def test_a_circle_ends_where_it_began(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("trace", "a", "--facts", make_corpus(corpus(CIRCLE)))
    assert done.stdout.startswith(
        "This leads only round in a circle. Behind the statement as a whole: no independent origin that is known.\n"
        "On the way nothing became firmer, as far as the reports on the way are in these facts.\n"
        "\n"
        "The Post, undated: Ann leads the Lab [asserted; claim:a; no place in the text given]\n"
        "└─ has it from The Mail\n"
        "   └─ The Mail, undated: Ann leads the Lab [asserted; claim:b; no place in the text given]\n"
        "      └─ has it from The Post\n"
        "         └─ The Post → The Mail, undated: Ann leads the Lab [asserted; claim:a; no place in the text given]"
        " (a circle: it leads back to here)\n"
    )


def test_what_the_cited_source_says_instead_is_shown(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{source: src:times, agent: org:Times}]}
               b in times {publisher: org:Times}: {says: {id: org:Council, ledBy: person:Bob}}"""
    done = run("trace", "a", "--facts", make_corpus(corpus(lines)))
    assert done.stdout.splitlines()[1:6] == [
        "No earlier report of it is in these facts, so whether it became firmer on the way cannot be told.",
        "",
        "The Post, undated: Ann leads the Lab [asserted; claim:a; no place in the text given]",
        "└─ has it from The Times in “Times”",
        "   Its one claim in these facts states something else:",
    ]


def test_a_long_chain_is_cut_where_it_says_so(run: Run, make_corpus: MakeCorpus) -> None:
    chain = [f"c{n} in s{n}: {{attribution: [{{source: src:s{n + 1}}}]}}" for n in range(60)]
    facts = make_corpus(corpus("\n".join([*chain, "c60 in s60 {publisher: org:Agency}"])))
    done = run("trace", "c0", "--facts", facts)
    assert done.stdout.startswith("This goes back to The Agency.")
    assert " (and so on: claimgraph trace claim:c40)\n" in done.stdout
    assert trace(run, "c0", "--facts", facts)["goesBackTo"]["origins"][0]["name"] == "The Agency"


def test_between_a_claim_and_itself_nothing_is_lost(run: Run, make_corpus: MakeCorpus) -> None:
    """A page that cites itself in a circle: the claim at its end is no earlier one."""
    facts = make_corpus(
        corpus("""a in paper {publisher: org:Post}: {attribution: [{source: src:mail}], modality: planned}
                                  b in mail {publisher: org:Mail}: {attribution: [{source: src:paper}, {unnamed: a bird}]}""")
    )
    drift = trace(run, "a", "--facts", facts)["drift"]
    assert [(one["kind"], one["earlier"], one["later"]) for one in drift] == [("attribution", "claim:b", "claim:a")]


def test_what_cites_itself_loses_nothing(run: Run, make_corpus: MakeCorpus) -> None:
    lines = "a in paper {publisher: org:Post}: {attribution: [{agent: org:Mail, source: src:paper}, {unnamed: people}]}"
    assert "dropped" not in run("trace", "a", "--facts", make_corpus(corpus(lines))).stdout
    lines = "a in paper {publisher: org:Post}: {attribution: [{agent: org:Mail}, {source: src:paper}, {unnamed: people}]}"
    said = run("trace", "a", "--facts", make_corpus(corpus(lines))).stdout
    assert "a circle: it leads back to here" in said
    assert "dropped" not in said


def test_json_is_a_tree(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}, {unnamed: people}]}
               b in times {publisher: org:Times}: {modality: alleged}"""
    facts = make_corpus(corpus(lines))
    data = trace(run, "a", "--facts", facts)
    drift = {
        "kind": "firmer", "earlier": "claim:b", "later": "claim:a", "was": "cg:alleged", "became": "cg:asserted",
        "lost": [], "denials": [], "sentence": "Firmer: The Times has it as alleged, The Post as asserted.",
    }  # fmt: skip
    assert {key: data[key] for key in data if key not in {"claims", "sources"}} == {
        "analysis": "trace",
        "asOf": None,
        "undated": 0,
        "claim": "claim:a",
        "goesBackTo": {
            "kind": "named",
            "origins": [{"origin": ["org:Times"], "name": "The Times", "anonymous": False}],
            "through": ["claim:b"],
        },
        "independent": 1,
        "drift": [drift],
        "tree": {
            "claim": "claim:a", "match": "same", "standing": "shown", "drift": [],
            "from": [
                {
                    "agent": "org:Times", "source": None, "unnamed": None, "copy": False, "others": [],
                    "found": [{"claim": "claim:b", "match": "same", "standing": "shown", "drift": [drift], "from": []}],
                },
                {"agent": None, "source": None, "unnamed": "people", "copy": False, "others": [], "found": []},
            ],
        },
        "repeatedBy": [],
    }  # fmt: skip
    assert [claim["id"] for claim in data["claims"]] == ["claim:a", "claim:b"]
    rows = [line.split("\t") for line in run("trace", "b", "--format", "tsv", "--facts", facts).stdout.splitlines()]
    assert rows[0] == ["direction", "depth", "claim", "of", "match", "chain", "said", "put", "label", "drift"]
    assert [row[:5] for row in rows[1:]] == [["from", "0", "claim:b", "", ""], ["repeated by", "1", "claim:a", "claim:b", "same"]]


def test_the_report_on_axios_can_be_checked_against_what_axios_said(run: Run) -> None:
    done = run("trace", "axios-open-source-versions")
    assert done.stdout.startswith("This goes back to Meta.")
    assert "Its 3 claims in these facts state something else:" in done.stdout


def trace(run: Run, *args: object) -> Any:
    done = run("trace", *args, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)
