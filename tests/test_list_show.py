"""`list` and `show`: claims chosen, and one claim as a person would want it."""

from __future__ import annotations

import csv
import io
import json
import pathlib

import pytest
from helpers import MakeCorpus, Run

#: Only what the article of the snapshot says.
ARTICLE = ["--source", "rits-open-weight-plans"]


def ids(run: Run, *args: object) -> list[str]:
    done = run("list", "--format", "json", *args)
    assert done.returncode == 0, done.stderr
    return [claim["id"].removeprefix("claim:") for claim in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["--about", "Mango", *ARTICLE],
            ["mango-in-development", "mango-second-proprietary", "mango-codename", "mango-proprietary", "mango-kind"],
        ),
        (["--about", "model:Mango", "--modality", "ongoing"], ["mango-in-development"]),
        (["--about", "Mango", "--about", "bench:HLE", "--predicate", ":codename"], ["mango-codename"]),
        (["--about", "Mango", "--predicate", "codename"], ["mango-codename"]),
        (["--speaker", "Axios", *ARTICLE], ["axios-open-source-versions"]),
        (["--speaker", "Alexandr Wang"], ["meta-counterweight-anthropic", "meta-counterweight-openai"]),
        (["--source", "axios-open-source-versions", "--about", "model:OpenSourceVersions"], ["axios-open-source-versions"]),
        (["--source", "axios-open-source-versions", "--about", "Llama 4"], ["axios-flagship-before"]),
        (["--modality", "hoped"], ["future-muse-open-source-hoped"]),
        (["--modality", "cg:conceded", "--polarity", "denied"], ["muse-spark-not-level-everywhere"]),
        (["--about", "LLAMA", "--polarity", "denied"], ["llama-not-proprietary"]),
        (["--as-of", "2025-06-08"], ["cna-scale-amount", "cna-scale-not-final", "nasdaq-scale-amount"]),
        (["--status", "superseded"], ["finviz-capex-amount", "stocktwits-capex-amount"]),
        (["--status", "superseded", *ARTICLE], []),
    ],
)
def test_claims_are_chosen_by_name_and_by_id(run: Run, args: list[str], expected: list[str]) -> None:
    assert ids(run, *args) == expected


def test_the_entities_of_a_score_are_what_it_is_about(run: Run) -> None:
    assert ids(run, "--about", "bench:HLE") == ["score-hle-muse-spark", "score-hle-gemini-deep-think", "score-hle-gpt-5-4-pro"]


def test_what_the_page_says_itself_is_said_by_its_publisher(run: Run) -> None:
    found = ids(run, "--speaker", "NYU Shanghai RITS")
    assert "msl-led-by-wang" in found
    assert "future-muse-open-source-hoped" not in found


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["--about", "Mangoo"], "error: --about Mangoo: nothing in these facts has that id or name\n  hint: did you mean mango or wang?\n"),
        (
            ["--modality", "planed"],
            "error: --modality planed: nothing in these facts has that id or name\n  hint: did you mean planned or cg:planned?\n",
        ),
        (["--speaker", "org:Nobody"], "error: --speaker org:Nobody: nothing in these facts has that id or name"),
    ],
)
def test_what_is_not_there_is_an_error(run: Run, args: list[str], error: str) -> None:
    done = run("list", *args)
    assert done.stderr.startswith(error)
    assert (done.returncode, done.stdout) == (2, "")


def test_csv_and_jsonl(run: Run, tmp_path: pathlib.Path) -> None:
    out = tmp_path / "claims.csv"
    assert run("list", "--about", "Mango", *ARTICLE, "--format", "csv", "-o", out).returncode == 0
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode())))
    assert rows[2] == {
        "id": "claim:mango-codename", "label": "Mango is the codename of that model", "modality": "asserted", "speaker": "",
        "source": "src:rits-open-weight-plans", "where": "2448\u20132493, 2486\u20132491",
    }  # fmt: skip
    lines = run("list", "--about", "Mango", *ARTICLE, "--format", "jsonl").stdout.splitlines()
    assert json.loads(lines[0])["id"] == "claim:mango-in-development"


def test_status_is_derived(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        """id: src:a
type: Report
headline: A
claims:
  - {id: claim:old, label: Old, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:new, label: New, says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:old}
  - {id: claim:wrong, label: Wrong, says: {id: org:Council, ledBy: person:Ann}}
  - {id: claim:back, label: Back, says: {id: org:Council, ledBy: person:Ann}, polarity: denied, retracts: claim:wrong}
"""
    )
    found = json.loads(run("list", "--format", "json", "--facts", facts).stdout)
    assert {claim["id"]: claim["status"] for claim in found} == {
        "claim:old": ["superseded"],
        "claim:new": ["in-force"],
        "claim:wrong": ["retracted"],
        "claim:back": [],
    }
    assert ids(run, "--status", "in-force", "--facts", facts) == ["new"]


def test_relations_show_from_both_sides(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        """id: src:a
type: Report
headline: A
claims:
  - {id: claim:old, label: Old, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:new, label: New, says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:old}
"""
    )
    found = json.loads(run("list", "--format", "json", "--facts", facts).stdout)
    assert {claim["id"]: claim["relations"] for claim in found} == {
        "claim:old": {"supersededBy": ["claim:new"]},
        "claim:new": {"supersedes": ["claim:old"]},
    }
    assert "relation: superseded by claim:new\n" in run("show", "old", "--facts", facts).stdout


def test_an_assessment_marks_a_claim_and_removes_nothing(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        """
id: src:gazette
type: NewsArticle
headline: The lab has a head
claims:
  - id: claim:led-by-ann
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
    assessment:
      - {verdict: refuted, agent: org:Council, said: 2026-03-09, source: src:gazette, rating: Pants on fire, note: Bob does}
      - {verdict: mostly-true, agent: person:Bob}
"""
    )
    (claim,) = json.loads(run("list", "--format", "json", "--facts", facts).stdout)
    assert claim["status"] == ["in-force"]
    assert [(found["verdict"], found["agent"], found["source"], found["rating"]) for found in claim["assessments"]] == [
        ("cg:refuted", "org:Council", "src:gazette", "Pants on fire"),
        ("cg:mostly-true", "person:Bob", None, None),
    ]
    assert claim["assessments"][0]["said"]["earliest"] == "2026-03-09"
    assert (
        "assessed: refuted (“Pants on fire”) by City Council in src:gazette, 2026-03-09\n"
        "          Bob does\n"
        "assessed: mostly true by Bob\n" in run("show", "led-by-ann", "--facts", facts).stdout
    )


ASSESSED = """
id: src:gazette
type: NewsArticle
headline: The lab has a head
claims:
  - id: claim:led-by-ann
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
    assessment: [{verdict: refuted, agent: org:Council}, {verdict: mostly-true, agent: person:Bob}]
  - {id: claim:led-by-bob, label: Bob leads the lab, says: {id: org:Lab, ledBy: person:Bob}}
"""


def test_verdicts_are_a_column_where_there_are_any(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(ASSESSED)
    assert run("list", "--format", "tsv", "--facts", facts).stdout.splitlines() == [
        "id\tlabel\tmodality\tspeaker\tsource\twhere\tverdict",
        "claim:led-by-ann\tAnn leads the lab\tasserted\t\tsrc:gazette\t\trefuted, mostly-true",
        "claim:led-by-bob\tBob leads the lab\tasserted\t\tsrc:gazette\t\t",
    ]
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv", "--facts", facts).stdout)))
    assert [row["verdict"] for row in rows] == ["refuted, mostly-true", ""]
    assert run("list", "--format", "table", "--facts", facts).stdout.splitlines()[0].split()[-1] == "verdict"
    assert "verdict" not in run("list", "--format", "csv", "--facts", facts, "--about", "Bob").stdout


def test_claims_are_chosen_by_verdict(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(ASSESSED)
    for verdict in ("refuted", "cg:mostly-true", "Mostly true"):
        assert ids(run, "--verdict", verdict, "--facts", facts) == ["led-by-ann"]
    assert ids(run, "--verdict", "mixed", "--facts", facts) == []
    assert ids(run, "--verdict", "refuted", "--about", "person:Bob", "--facts", facts) == []
    done = run("list", "--verdict", "refutd", "--facts", facts)
    assert done.stderr == (
        "error: --verdict refutd: nothing in these facts has that id or name\n  hint: did you mean refuted or cg:refuted?\n"
    )


def test_no_spreadsheet_runs_a_cell(run: Run, make_corpus: MakeCorpus) -> None:
    labels = {
        "=SUM(A1:A3)": "'=SUM(A1:A3)",
        "@cmd": "'@cmd",
        "-1 or +1": "'-1 or +1",
        "'=1": "''=1",
        "'tis = so": "'tis = so",
        "a = b": "a = b",
    }
    claims = "".join(
        f"  - {{id: claim:c{n}, label: {json.dumps(label)}, says: {{id: org:Lab, ledBy: person:Ann}}}}\n" for n, label in enumerate(labels)
    )
    facts = make_corpus(f"id: src:a\ntype: Report\nheadline: A\nclaims:\n{claims}")
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--facts", facts).stdout)))
    assert [row["label"] for row in rows] == list(labels.values())


def test_show_tells_who_says_it_and_where(run: Run, texts: pathlib.Path) -> None:
    done = run("show", "claim:msl-led-by-wang", "--texts", texts)
    assert done.stdout.startswith("Alexandr Wang leads Meta Superintelligence Labs\n")
    assert "evidence: characters 758 to 831, verified\n" in done.stdout
    assert "said by:  NYU Shanghai RITS\n" in done.stdout
    assert "  org:MSL  :ledBy  person:AlexandrWang\n" in done.stdout


def test_show_draws_the_chain_and_says_what_it_could_not_verify(run: Run) -> None:
    done = run("show", "axios-open-source-versions")
    chain = "Axios in “Scoop: Meta to open source versions of its next AI models” (reported, indirect) → Meta (indirect)"
    assert f"said by:  NYU Shanghai RITS → {chain}\n" in done.stdout
    assert "not verified: no text at hand\n" in done.stdout


def test_show_names_sources_by_their_headlines(run: Run, make_corpus: MakeCorpus) -> None:
    source = """id: src:a
type: Report
headline: A report of nobody
claims:
  - {id: claim:a, label: A, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:b, label: B, says: {id: org:Lab, ledBy: person:Bob}, attribution: {source: src:c, speech: indirect}}
  - {id: claim:d, label: D, says: {id: org:Lab, ledBy: person:Bob}, attribution: {unnamed: two engineers, source: src:c}}
"""
    facts = make_corpus({"a.yaml": source, "c.yaml": "id: src:c\ntype: NewsArticle\nheadline: Bob leads\n"})
    for claim, chain in (
        ("a", "“A report of nobody”"),
        ("b", "“A report of nobody” → “Bob leads” (indirect)"),
        ("d", "“A report of nobody” → unnamed: two engineers in “Bob leads”"),
    ):
        assert f"\nsaid by:  {chain}\n" in run("show", claim, "--facts", facts).stdout


def test_a_wrong_text_is_never_verified(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    import hashlib

    text = tmp_path / "text.txt"
    text.write_text("Ann leads the lab.", encoding="utf-8")
    facts = make_corpus(
        f"""id: src:a
type: Report
headline: A
text: {{sha256: {hashlib.sha256(text.read_bytes()).hexdigest()}, chars: 18}}
claims:
  - {{id: claim:a, label: A, says: {{id: org:Lab, ledBy: person:Ann}},
      evidence: {{start: 0, end: 3, sha256: {hashlib.sha256(b"Bob").hexdigest()}}}}}
"""
    )
    (claim,) = json.loads(run("list", "--format", "json", "--facts", facts, "--texts", tmp_path).stdout)
    assert claim["evidence"][0]["verified"] is False
    assert "WRONG: the text there is another" in run("show", "a", "--facts", facts, "--texts", tmp_path).stdout


def test_show_of_nothing(run: Run) -> None:
    done = run("show", "msl-led-by-wong")
    assert done.stderr == "error: there is no claim msl-led-by-wong\n  hint: did you mean claim:msl-led-by-wang?\n"
    assert done.returncode == 2


JUDGED = """
sources:
  - {id: src:desk, type: NewsArticle, headline: Who leads, published: 2026-03}
  - id: src:paper
    type: NewsArticle
    headline: Ann leads
    published: 2026-01-10
    claims:
      - id: claim:led
        label: Ann leads the Lab
        says: {id: org:Lab, ledBy: person:Ann}
        assessment:
          - {verdict: unverifiable, agent: person:Ann}
          - {verdict: confirmed, agent: person:Ann, said: 2026-02-01}
          - {verdict: refuted, source: src:desk}
"""


@pytest.mark.parametrize(
    ("day", "verdicts"),
    [("2026-01", []), ("2026-02", ["confirmed"]), ("2026-03-30", ["confirmed"]), ("2026-03-31", ["confirmed", "refuted"])],
)
def test_what_is_found_later_is_not_known_yet(make_corpus: MakeCorpus, oxigraph_url: str, run: Run, day: str, verdicts: list[str]) -> None:
    facts = make_corpus({"all.yaml": JUDGED})
    assert run("push", "--facts", facts, oxigraph_url).returncode == 0
    for where in (("--facts", facts), ("--store", oxigraph_url, "--facts", facts)):
        done = run("show", "led", *where, "--as-of", day, "--format", "json")
        assert [found["verdict"].removeprefix("cg:") for found in json.loads(done.stdout)["assessments"]] == verdicts
        done = run("conflicts", *where, "--as-of", day, "--format", "json")  # on a store elsewhere: by a copy as of that day
        assert done.returncode == 0, done.stderr
