"""`claimgraph stats`: a few outlets as text in; how much there is, from whom and from when, out."""

from __future__ import annotations

import collections
import json
from typing import Any

import pytest
from helpers import ENTITIES, MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from store_fixtures import Server
from strategies import facts as drawn_facts

import claimgraph
from claimgraph.analyses.records import Days
from claimgraph.analyses.stats import bucket_days, count_claims
from claimgraph.evidence import Snapshot, sha256
from claimgraph.store.remote import open_remote
from claimgraph.views import stats as view
from claimgraph.views.stats import report_stats

TEXT = "Ann leads the Lab.\n"
HASH = sha256(TEXT.encode())
NEWS = f"""
entities:
  - {{id: org:Herald, type: Organization, name: The Herald}}
sources:
  - id: src:gazette
    type: NewsArticle
    headline: Ann leads
    publisher: org:Gazette
    published: 2026-03-01
    text: {{sha256: {HASH}, chars: 19}}
    claims:
      - id: claim:gazette-ann
        label: Ann leads the Lab
        says: {{id: org:Lab, ledBy: person:Ann}}
        evidence: {{start: 0, end: 17, sha256: {sha256(b"Ann leads the Lab")}}}
        assessment: [{{verdict: refuted, agent: org:Council, said: 2026-03-09}}, {{verdict: mixed, agent: org:Herald, said: 2026-03-10}}]
      - id: claim:gazette-budget
        label: The Lab gave up on the budget
        says: {{id: org:Lab, abandoned: topic:Budget}}
        attribution: [{{agent: person:Bob}}, {{unnamed: two people, count: 2}}]
        said: 2026-01-05
        evidence: {{start: 4, end: 9, sha256: {"0" * 64}}}
  - id: src:herald
    type: NewsArticle
    headline: Ann has the Lab
    publisher: org:Herald
    claims:
      - id: claim:herald-ann
        label: Ann has the Lab
        says: {{id: org:Lab, ledBy: person:Ann}}
        attribution: [{{source: src:memo, agent: person:Bob}}]
      - id: claim:herald-bob
        label: Bob may lead the Lab
        says: {{id: org:Lab, ledBy: person:Bob}}
        modality: planned
        due: 2026-05
        said: {{earliest: 2026-02-01, latest: 2026-04-30}}
      - {{id: claim:herald-not, label: Bob does not lead, says: {{id: org:Lab, ledBy: person:Bob}}, polarity: denied, supersedes: claim:gazette-budget}}
  - {{id: src:memo, type: Report, headline: A memo}}
  - {{id: src:idle, type: Report, headline: Read by nobody}}
"""
FILES = {"entities.yaml": ENTITIES, "news.yaml": NEWS}

OVERVIEW = """\
5 claims from 2 sources, said between 5 January 2026 and 30 April 2026.

What there is
  claims      5  2 in force, 1 of them refuted by somebody, 1 superseded
  statements  3  1 made by more than one outlet, 1 of them refuted by somebody
  sources     2  1 more only cited, 1 without a claim yet
  outlets     2
  speakers    1  named in the chains of claims
  entities    7

What the other commands find
  disagreements         0  see conflicts
  updates               0  which are no disagreements; see conflicts
  promises with a date  1  1 overdue, as of 1 June 2026; see due

Statements by the number of independent origins behind them
  one  2  ████████████████████████████
  two  1  ██████████████

When it was said
  January 2026                      1  ████████████████████████████
  February 2026                     0
  March 2026                        1  ████████████████████████████
  1 February 2026 to 30 April 2026  1  when in it is not known
  no date known                     2

Busiest outlets
  The Herald   3  ████████████████████████████  org:Herald
  The Gazette  2  ██████████████████▋           org:Gazette

Busiest sources
  Ann has the Lab  3  ████████████████████████████  src:herald
  Ann leads        2  ██████████████████▋           src:gazette

Named most often in the chains of claims
  Bob  2  ████████████████████████████  person:Bob

Whose word it is
  the source's own                   3   60%  ████████████████████████████
  passed on from others              2   40%  ██████████████████▋
  … of these, from people not named  1   20%  █████████▍

How claims are put
  asserted             4   80%  ████████████████████████████
  planned              1   20%  ███████
  denied, however put  1   20%  ███████

Evidence
  verified        1   20%  █████████▍                    the text at hand says so where the claim points
  WRONG           1   20%  █████████▍                    the text at hand says something else where the claim points
  no place given  3   60%  ████████████████████████████

What was found by those who looked into claims
  mixed    1  ████████████████████████████
  refuted  1  ████████████████████████████

Statements that most outlets make, and how many do
  Ann leads the Lab  2  ████████████████████████████  claim:gazette-ann, refuted by somebody
"""


def overview(facts: Any, **more: Any) -> str:
    """Return the text as the command prints it."""
    texts = {HASH: Snapshot("text", HASH, TEXT)}
    return "\n".join(report_stats(claimgraph.load(facts).store, today="2026-06-01", texts=texts, **more).lines) + "\n"


def test_an_overview_says_how_much_there_is(make_corpus: MakeCorpus) -> None:
    assert overview(make_corpus(FILES)) == OVERVIEW


def test_a_day_in_the_past_has_what_was_said_by_then(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("stats", "--as-of", "2026-03", "--facts", make_corpus(FILES))
    assert done.stdout.startswith(
        """\
As of 31 March 2026: 2 claims from 1 source, said between 5 January 2026 and 1 March 2026.
Left out: 3 claims that may or may not have been said by then.

What there is
  claims      2  2 in force, 1 of them refuted by somebody
"""
    )
    assert run("stats", "--as-of", "2000", "--facts", make_corpus(FILES)).stdout == (
        "As of 31 December 2000: no claims.\nLeft out: 2 claims that may or may not have been said by then.\n"
    )


def test_a_program_gets_all_numbers(run: Run, make_corpus: MakeCorpus) -> None:
    data = json.loads(run("stats", "--format", "json", "--as-of", "2026-06", "--facts", make_corpus(FILES)).stdout)
    assert (data["analysis"], data["asOf"], data["today"], data["undated"]) == ("stats", "2026-06-30", "2026-06-30", 2)
    assert data["totals"] == {
        "claims": 3, "inForce": 2, "inForceRefuted": 1, "superseded": 0, "retracted": 0, "statements": 3, "repeatedStatements": 0,
        "sources": 2, "citedSources": 0, "idleSources": 2, "outlets": 2, "speakers": 1, "entities": 7, "ownVoice": 2, "unnamed": 1,
        "assessed": 1, "verified": 0, "wrong": 0, "notVerified": 2, "noPlace": 1,
    }  # fmt: skip
    assert data["months"] == [{"month": "2026-01", "claims": 1}, {"month": "2026-03", "claims": 1}]
    assert (data["rough"], data["noDate"]) == ([{"earliest": "2026-02-01", "latest": "2026-04-30", "claims": 1}], 0)
    assert data["promises"] == {"overdue": 1, "open": 0, "fulfilled": 0, "dropped": 0, "moved": 0}
    assert data["byVerdict"] == [{"verdict": "cg:mixed", "claims": 1}, {"verdict": "cg:refuted", "claims": 1}]
    assert data["byOutlet"] == [
        {"outlet": "org:Gazette", "name": "The Gazette", "claims": 2},
        {"outlet": "org:Herald", "name": "The Herald", "claims": 1},
    ]


def test_a_spreadsheet_gets_a_row_for_each_number(run: Run, make_corpus: MakeCorpus) -> None:
    lines = run("stats", "--format", "tsv", "--facts", make_corpus(FILES)).stdout.splitlines()
    assert lines[:3] == ["section\tid\tname\tcount", "totals\tclaims\t\t5", "totals\tinForce\t\t2"]
    assert lines[-1] == "repeated\tclaim:gazette-ann\tAnn leads the Lab\t2"
    assert {"byCitedSource\tsrc:memo\tA memo\t1", "bySpeaker\tperson:Bob\tBob\t2", "promises\topen\t\t0"} < set(lines)


def test_of_very_many_claims_only_what_is_quick_is_counted(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "_FEW", 4)
    report = report_stats(claimgraph.load(make_corpus(FILES)).store, today="2026-06-01")
    assert "Of so many claims, disagreements, promises and origins are not counted here: see conflicts, due and origins." in report.lines
    assert [report.data[name] for name in ("disagreements", "updates", "promises", "byOrigins")] == [None] * 4
    assert "What the other commands find" not in report.lines


def test_no_list_is_cut_without_a_word(make_corpus: MakeCorpus) -> None:
    sources = [f"  - {{id: src:s{n}, type: Report, headline: Number {n}, claims: [{{id: claim:c{n}, label: It is so, says: {{id: org:Lab, codename: x}}}}]}}"
               for n in range(7)]  # fmt: skip
    text = overview(
        make_corpus("sources:\n" + "\n".join(sources).replace("id: org:Lab, codename: x", "id: topic:Budget, stated: yes it is"))
    )
    assert "  Number 4  1  ████████████████████████████  src:s4\n  … and 2 more sources\n" in text
    assert "Nobody has looked into a claim: there are no assessments." in text
    assert "7 claims from 7 sources, none of them dated." in text


@given(
    st.dictionaries(
        st.builds(lambda two: Days(min(two).isoformat(), max(two).isoformat()), st.tuples(st.dates(), st.dates()))
        | st.dates().map(lambda day: Days(day.isoformat(), day.isoformat()))
        | st.sampled_from([Days(), Days("2026-01-01"), Days("", "2026-01-01")]),
        st.integers(1, 9),
        max_size=8,
    ),
    st.integers(1, 40),
)
def test_each_claim_is_in_one_span_of_time_or_none(said: dict[Days, int], most: int) -> None:
    counts, rough = bucket_days(said, most)
    assert sum(counts.values()) + sum(rough.values()) == sum(said.values())
    assert list(counts) == sorted(counts)
    for days, count in rough.items():
        assert said[days] == count
        assert not any(days.first[: len(span)] == days.last[: len(span)] == span for span in counts)


@settings(max_examples=60)
@given(drawn_facts())
def test_what_is_counted_is_what_is_listed(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    corpus = claimgraph.load(folder)
    claims, stats = corpus.claims(), count_claims(corpus.store)
    assert stats.claims == len(claims) == sum(stats.said.values()) == sum(stats.put.values()) == sum(stats.sources.values())
    assert stats.in_force == sum("in-force" in claim["status"] for claim in claims)
    assert stats.gone == collections.Counter(claim["status"][-1] for claim in claims if {"superseded", "retracted"} & set(claim["status"]))
    named = collections.Counter(name for claim in claims for name in {hop["agent"] for hop in claim["attribution"] if hop["agent"]})
    assert sorted(stats.speakers.values()) == sorted(named.values())
    assert stats.own == sum(not claim["attribution"] for claim in claims)
    assert stats.unnamed == sum(any(hop["unnamed"] for hop in claim["attribution"]) for claim in claims)
    assert stats.evidence.without == sum(not claim["evidence"] for claim in claims)
    assert len(stats.assessed) == sum(bool(claim["assessments"]) for claim in claims)
    verdicts = collections.Counter(verdict for claim in claims for verdict in {found["verdict"] for found in claim["assessments"]})
    assert sorted(stats.verdicts.values()) == sorted(verdicts.values())


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
@pytest.mark.parametrize("corpus", ["news", "facts"])
def test_the_same_is_counted_wherever_the_claims_are(
    make_corpus: MakeCorpus, root: Any, request: pytest.FixtureRequest, kind: str, corpus: str
) -> None:
    embedded = claimgraph.load(make_corpus(FILES) if corpus == "news" else root / "facts").store
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, "https://example.org/metadata")
    assert report_stats(open_remote(server.endpoint), today="2026-06-01") == report_stats(embedded, today="2026-06-01")
    server.fill([])


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_nothing_is_counted_as_nothing_everywhere(make_corpus: MakeCorpus, request: pytest.FixtureRequest, kind: str) -> None:
    embedded = claimgraph.load(make_corpus("id: src:a\ntype: Report\nheadline: Nothing is said here\n")).store
    server: Server = request.getfixturevalue(f"{kind}_server")
    server.fill(embedded.inner, "https://example.org/metadata")
    for store in (embedded, open_remote(server.endpoint)):
        assert report_stats(store, today="2026-06-01").lines == ["No claims."]
    server.fill([])
