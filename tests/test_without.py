"""`claimgraph without`: a few outlets as text in; what falls with one of them, or with each, out."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest
from helpers import ENTITIES, ROOT, MakeCorpus, Run
from store_fixtures import Server

import claimgraph
from claimgraph.analyses.falling import Borne
from claimgraph.analyses.without import find_bearing, find_fall
from claimgraph.store.remote import open_remote
from claimgraph.views.report import Report
from claimgraph.views.without import report_ranking, report_without

#: Two papers have it from the agency, one of them quotes Bob as well; one says otherwise; a copy repeats a paper.
NEWS = """
entities:
  - {id: org:Agency, type: Organization, name: The Agency}
  - {id: org:Herald, type: Organization, name: The Herald}
  - {id: org:Mirror, type: Organization, name: The Mirror}
sources:
  - id: src:gazette
    type: NewsArticle
    headline: Ann leads
    publisher: org:Gazette
    published: 2026-03-01
    claims:
      - id: claim:gazette-ann
        label: Ann leads the Lab
        says: {id: org:Lab, ledBy: person:Ann}
        attribution: [{agent: org:Agency}]
        assessment: {verdict: refuted, agent: org:Council}
      - id: claim:gazette-budget
        label: The Lab gave up on the budget
        says: {id: org:Lab, abandoned: topic:Budget}
        attribution: [{agent: org:Agency}]
  - id: src:mirror
    type: NewsArticle
    headline: Ann leads, says the Gazette
    publisher: org:Mirror
    published: 2026-03-02
    derivedFrom: src:gazette
    claims:
      - {id: claim:mirror-ann, label: Ann leads the Lab, says: {id: org:Lab, ledBy: person:Ann}}
  - id: src:herald
    type: NewsArticle
    headline: The budget is off
    publisher: org:Herald
    published: 2026-03-03
    claims:
      - id: claim:herald-budget
        label: The Lab has given up on the budget
        says: {id: org:Lab, abandoned: topic:Budget}
        attribution: [{agent: person:Bob}]
      - {id: claim:herald-bob, label: Bob leads the Lab, says: {id: org:Lab, ledBy: person:Bob}}
"""
FILES = {"entities.yaml": ENTITIES, "news.yaml": NEWS}

WITHOUT_AGENCY = """\
Without The Agency (org:Agency): 1 statement becomes unsupported, 1 statement keeps a single origin, 1 statement is no longer contested; 3 claims fall.

Unsupported (1)

  Ann leads the Lab (somebody refuted it)
    loses The Agency
    falls   The Gazette → The Agency, 1 March 2026: Ann leads the Lab [asserted, refuted; claim:gazette-ann; no place in the text given]
    falls   The Mirror, 2 March 2026: Ann leads the Lab [asserted; claim:mirror-ann; no place in the text given]

A single origin left (1)

  The Lab gave up on the budget
    loses The Agency; is left with Bob
    falls   The Gazette → The Agency, 1 March 2026: The Lab gave up on the budget [asserted; claim:gazette-budget; no place in the text given]
    stands  The Herald → Bob, 3 March 2026: The Lab has given up on the budget [asserted; claim:herald-budget; no place in the text given]

No longer contested (1)

  Bob leads the Lab
    stands  The Herald, 3 March 2026: Bob leads the Lab [asserted; claim:herald-bob; no place in the text given]
    was contested by
    falls   The Gazette → The Agency, 1 March 2026: Ann leads the Lab [asserted, refuted; claim:gazette-ann; no place in the text given]
    falls   The Mirror, 2 March 2026: Ann leads the Lab [asserted; claim:mirror-ann; no place in the text given]
"""

RANKED = """\
What falls with each source and each agent, the most load-bearing first: statements that become unsupported,
that keep a single origin, or that nobody contests any more; and claims that fall.

Outlets and speakers
  unsupported  single origin  uncontested  claims
            1              1            1       3  The Agency (org:Agency)
            1              1            1       3  The Gazette (org:Gazette)
            1              1            1       2  The Herald (org:Herald)
            0              1            0       1  Bob (person:Bob)
  and 1 without any of which no statement changes

Sources
  unsupported  single origin  uncontested  claims
            1              1            1       3  Ann leads (src:gazette)
            1              1            1       2  The budget is off (src:herald)
  and 1 without any of which no statement changes
"""


@pytest.mark.parametrize("thing", ["org:Agency", "The Agency", "the agency"])
def test_what_falls_is_shown_with_its_receipts(run: Run, make_corpus: MakeCorpus, thing: str) -> None:
    done = run("without", thing, "--facts", make_corpus(FILES))
    assert (done.returncode, done.stdout, done.stderr) == (0, WITHOUT_AGENCY, "")


def test_what_loses_one_of_several_origins_is_not_said_to_lose_none(run: Run, make_corpus: MakeCorpus) -> None:
    """Three outlets say it in their own voice; of two it is left with one, of three with two."""
    source = "id: src:{0}\ntype: NewsArticle\nheadline: {0}\nauthor: {1}\nclaims:\n  - {{id: claim:{0}, label: Ann leads, says: {{id: org:Lab, ledBy: person:Ann}}}}\n"
    files = {
        f"{name}.yaml": source.format(name, who) for name, who in (("one", "person:Ann"), ("two", "person:Bob"), ("three", "org:Council"))
    }
    facts = make_corpus({"entities.yaml": ENTITIES, **files})
    assert run("without", "person:Ann", "--facts", facts).stdout == (
        "Without Ann (person:Ann): no statement loses what it rests on; 1 claim falls.\n"
        "Besides, 1 statement loses an origin and keeps two or more.\n"
    )
    data = json.loads(run("without", "person:Ann", "--facts", facts, "--format", "json").stdout)
    assert (data["fewer"], data["weakened"]) == (1, 0)


def test_what_two_write_together_is_not_independent_of_what_one_of_them_writes(run: Run, make_corpus: MakeCorpus) -> None:
    source = "id: src:{0}\ntype: NewsArticle\nheadline: {0}\nauthor: {1}\nclaims:\n  - {{id: claim:{0}, label: Ann leads, says: {{id: org:Lab, ledBy: person:Ann}}}}\n"
    files = {
        f"{name}.yaml": source.format(name, who)
        for name, who in (("one", "person:Ann"), ("two", "[person:Ann, person:Bob]"), ("three", "org:Council"))
    }
    said = run("without", "org:Council", "--facts", make_corpus({"entities.yaml": ENTITIES, **files})).stdout
    assert said.startswith("Without City Council (org:Council): 1 statement keeps a single origin; 1 claim falls.\n")
    assert "\n    loses City Council; is left with Ann (also Ann with Bob)\n" in said


def test_all_are_ranked_by_what_falls_with_them(run: Run, make_corpus: MakeCorpus) -> None:
    assert run("without", "--rank", "--facts", make_corpus(FILES)).stdout == RANKED


def test_each_row_of_the_ranking_is_what_the_command_says_of_it(make_corpus: MakeCorpus, root: Any) -> None:
    for folder in (make_corpus(FILES), root / "facts"):
        store = claimgraph.load(folder).store
        for row in report_ranking(store).data["ranking"]:
            prefix, _, local = row["id"].partition(":")
            data = report_without(store, [store.prefixes[prefix] + local]).data
            counts = [len(data[name]) for name in ("unsupported", "singleOrigin", "uncontested", "fallen")]
            assert counts == [row[name] for name in ("unsupported", "singleOrigin", "uncontested", "claims")], row["id"]


def test_that_holds_for_many_outlets_too(tmp_path: pathlib.Path) -> None:
    """Also where claims dispute one another and say several things, of which only what is concerned is read."""
    code = "import sys; from benchmarks.outlets import write_outlets; write_outlets(sys.argv[1], 600)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "made")], check=True, cwd=ROOT)
    store = claimgraph.load(tmp_path / "made" / "facts").store
    borne, _ = find_bearing(store)
    some = [one for one in borne if one.uncontested] + borne[::9]
    assert len(some) > 40
    for one in some:
        fall = find_fall(store, [one.thing]).fall
        assert one == Borne(one.thing, len(fall.fallen), len(fall.unsupported), len(fall.single), len(fall.uncontested))


def test_a_program_gets_lists_and_receipts(run: Run, make_corpus: MakeCorpus) -> None:
    data = json.loads(run("without", "The Agency", "--format", "json", "--facts", make_corpus(FILES)).stdout)
    assert data["taken"] == [{"id": "org:Agency", "name": "The Agency"}]
    assert data["fallen"] == ["claim:gazette-ann", "claim:gazette-budget", "claim:mirror-ann"]
    assert data["singleOrigin"] == [
        {
            "label": "The Lab gave up on the budget",
            "claims": ["claim:gazette-budget", "claim:herald-budget"],
            "falling": ["claim:gazette-budget"],
            "standing": ["claim:herald-budget"],
            "lost": [["org:Agency"]],
            "left": [["person:Bob"]],
        }
    ]
    assert [one["contestedBy"] for one in data["uncontested"]] == [["claim:gazette-ann", "claim:mirror-ann"]]
    assert {claim["id"] for claim in data["claims"]} == {*data["fallen"], "claim:herald-budget", "claim:herald-bob"}
    assert set(data["sources"]) == {"src:gazette", "src:herald", "src:mirror"}


def test_a_spreadsheet_gets_a_row_for_each_claim(run: Run, make_corpus: MakeCorpus) -> None:
    lines = run("without", "src:herald", "--format", "tsv", "--facts", make_corpus(FILES)).stdout.splitlines()
    assert [line.split("\t")[0::2][:2] for line in lines[1:]] == [
        ["unsupported", "claim:herald-bob"],
        ["singleOrigin", "claim:herald-budget"],
        ["singleOrigin", "claim:gazette-budget"],
        ["uncontested", "claim:gazette-ann"],
        ["uncontested", "claim:mirror-ann"],
        ["uncontested", "claim:herald-bob"],
    ]


def test_several_are_taken_away_at_once(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("without", "The Agency", "person:Bob", "--facts", make_corpus(FILES))
    assert done.stdout.startswith(
        "Without Bob (person:Bob), The Agency (org:Agency): 2 statements become unsupported, 1 statement is no longer contested; 4 claims fall.\n"
    )


def test_what_was_said_later_does_not_count(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("without", "The Agency", "--as-of", "2026-03-01", "--facts", make_corpus(FILES))
    assert done.stdout.startswith("Without The Agency (org:Agency) as of 1 March 2026: 2 statements become unsupported; 2 claims fall.\n")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["Nobody"], "error: Nobody: no source, outlet or speaker has that id or name\n"),
        (["The Agnecy"], "error: The Agnecy: no source, outlet or speaker has that id or name\n  hint: did you mean the agency?\n"),
        (
            [],
            "error: name what is to be taken away, or give --rank, and not both\n  hint: claimgraph without X, or claimgraph without --rank\n",
        ),
        (["--rank", "gazette"], "error: name what is to be taken away, or give --rank, and not both\n"),
    ],
)
def test_what_is_no_source_and_nobody_is_said(run: Run, make_corpus: MakeCorpus, given: list[str], message: str) -> None:
    done = run("without", *given, "--facts", make_corpus(FILES))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_nothing_rests_on_a_topic(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("without", "the budget", "--facts", make_corpus(FILES))
    assert done.stdout == "Without the budget (topic:Budget): nothing falls; no claim rests on it.\n"


def test_without_claims_nothing_rests_on_anything(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("without", "--rank", "--as-of", "2000", "--facts", make_corpus(FILES))
    assert done.stdout == "There are no claims as of 31 December 2000, and so there is nothing that they rest on.\n"


def _read(report: Report) -> Report:
    """Return a report with all its lines and rows, which it makes only when somebody reads them."""
    return report._replace(lines=list(report.lines), rows=list(report.rows))


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_the_same_falls_wherever_the_claims_are(make_corpus: MakeCorpus, request: pytest.FixtureRequest, kind: str) -> None:
    embedded = claimgraph.load(make_corpus(FILES)).store
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, "https://example.org/metadata")
    remote = open_remote(server.endpoint)
    assert _read(report_ranking(remote)) == _read(report_ranking(embedded))
    for name in ("org:Agency", "org:Gazette", "person:Bob", "src:herald"):
        prefix, _, local = name.partition(":")
        thing = embedded.prefixes[prefix] + local
        assert _read(report_without(remote, [thing])) == _read(report_without(embedded, [thing]))
    server.fill([])
