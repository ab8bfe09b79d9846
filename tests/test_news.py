"""What other outlets report: every row of the research is a claim, with its source, chain, firmness and value, and nothing is added.

`news.csv` lists, row by row of the research, the claims, how firmly each is put, and what they state in words.
"""

from __future__ import annotations

import csv
import pathlib
import re
from typing import Any

import pytest
from helpers import ROOT, Run

import claimgraph
from claimgraph.wording.words import Words, amount_text, date_text, list_words

RESEARCH = ROOT.parent / "shared" / "research"
ARTICLE = "src:rits-open-weight-plans"

Row = dict[str, str]


def rows_of(path: pathlib.Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLE = {row["csv_id"]: row for row in rows_of(ROOT / "tests" / "news.csv")}


@pytest.fixture(scope="module")
def corpus() -> claimgraph.Corpus:
    return claimgraph.load(ROOT / "facts")


@pytest.fixture(scope="module")
def claims(corpus: claimgraph.Corpus) -> dict[str, dict[str, Any]]:
    return {claim["id"]: claim for claim in corpus.claims()}


@pytest.fixture(scope="module")
def research() -> list[tuple[Row, Row]]:
    """Each row of the research with that of its source."""
    if not RESEARCH.is_dir():
        pytest.skip("the research of which the facts are made (../shared/research) is not here")
    sources = {row["id"]: row for row in rows_of(RESEARCH / "news-sources.csv")}
    return [(row, sources[row["source_id"]]) for row in rows_of(RESEARCH / "news-claims.csv")]


@pytest.fixture(scope="module")
def reported(research: list[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
    """The rows of all sources but the article, which was read itself, and more closely than any row tells."""
    return [(row, source) for row, source in research if row["source_id"] != "s32"]


def ids_of(row: Row) -> list[str]:
    return [f"claim:{slug}" for slug in row["claims"].split()]


def test_every_claim_stands_in_one_row(claims: dict[str, dict[str, Any]]) -> None:
    listed = [name for row in TABLE.values() for name in ids_of(row)]
    assert sorted(name for name in listed if claims[name]["source"] != ARTICLE) == sorted(set(claims) - _of_the_article(claims))
    assert len(listed) == len(set(listed))


def _of_the_article(claims: dict[str, dict[str, Any]]) -> set[str]:
    return {name for name, claim in claims.items() if claim["source"] == ARTICLE}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_row_is_put_as_firmly_and_says_what_it_says(corpus: claimgraph.Corpus, claims: dict[str, dict[str, Any]], row: Row) -> None:
    found = [claims[name] for name in ids_of(row)]
    assert " ".join(claim["modality"].removeprefix("cg:") for claim in found) == row["modality"]
    assert "; ".join(_states(claim, corpus) for claim in found) == row["states"]
    assert {claim["stance"] for claim in found} == {"cg:fact"}
    assert len({claim["source"] for claim in found}) == 1


def _states(claim: dict[str, Any], corpus: claimgraph.Corpus) -> str:
    """Return what a claim states, in words: a statement after the other, behind "not:" if it denies them."""
    words = Words(list_words(corpus.store))
    names = {name: entity["name"] for name, entity in corpus.entities().items()}
    said = ", ".join(f"{names[s]}: {words(p)} {_value(o, words, names)}" for s, p, o in claim["triples"])
    return f"not: {said}" if claim["polarity"] == "cg:denied" else said


def _value(value: Any, words: Words, names: dict[str, str]) -> str:
    if isinstance(value, str):
        return names.get(value) or words(value)
    if "cg:relation" in value:
        return f"{words(value['cg:relation'])} than {names[value['cg:comparedWith']]} in {names[value['cg:inRespectOf']]}"
    if value.get("type") == "cg:Date":
        return date_text(value)
    return amount_text(value, words) if "cg:exactness" in value else str(value["value"])


def test_nothing_of_the_research_is_left_out_and_nothing_added(research: list[tuple[Row, Row]]) -> None:
    assert list(TABLE) == [row["id"] for row, _ in research]


def test_a_row_stands_in_its_source(corpus: claimgraph.Corpus, claims: dict[str, dict[str, Any]], reported: list[tuple[Row, Row]]) -> None:
    for row, wanted in reported:
        (source,) = {claims[name]["source"] for name in ids_of(TABLE[row["id"]])}
        assert _described(corpus, source) == (wanted["url"], wanted["title"], wanted["date"], *_outlet(wanted["publisher"])), row["id"]


def test_every_source_of_the_research_is_there_once(corpus: claimgraph.Corpus, research: list[tuple[Row, Row]]) -> None:
    found = [source["url"] for source in corpus.sources().values()]
    assert sorted(found) == sorted({source["url"] for _, source in research})


def _described(corpus: claimgraph.Corpus, name: str) -> tuple[str, ...]:
    """Return address, headline, date, publisher and author of a source."""
    query = f"""SELECT ?url ?headline ?date ?publisher ?author {{
      {name} schema:url ?url ; schema:headline ?headline ; schema:publisher/schema:name ?publisher .
      OPTIONAL {{ {name} cg:published/schema:value ?date }} OPTIONAL {{ {name} schema:author/schema:name ?author }} }}"""
    (row,) = corpus.store.rows(query)
    return tuple(term.value if (term := row[key]) else "" for key in ("url", "headline", "date", "publisher", "author"))


def _outlet(written: str) -> tuple[str, str]:
    """Return who publishes, and whose report it is if that is somebody else.

    "AP via Lincoln Daily News" and "RTTNews/Nasdaq" are reports of the former, published by the latter.
    """
    author, _, publisher = written.replace("/", " via ").rpartition(" via ")
    return publisher, author


def test_a_row_has_its_chain_and_its_firmness(
    corpus: claimgraph.Corpus, claims: dict[str, dict[str, Any]], reported: list[tuple[Row, Row]]
) -> None:
    names = {name: entity["name"] for name, entity in corpus.entities().items()}
    for row, source in reported:
        for name in ids_of(TABLE[row["id"]]):
            chain = [names.get(hop["agent"]) or hop["unnamed"] for hop in claims[name]["attribution"]]
            assert chain == _chain(row, source["publisher"]), name
            assert claims[name]["modality"] == f"cg:{_modality(row, name)}", name


def _chain(row: Row, publisher: str) -> list[str]:
    """Return whom a row says the outlet has it from; its own words go without a chain."""
    who = row["attributed_to"]
    if not who:
        return ["reports it does not name"] if row["hedge"] == "reported" else []
    if publisher == "Axios":
        return {"Axios": [], "Axios sources": ["Axios", "sources"], "Meta via Axios": ["Meta"]}[who]
    return ["The Information", "an internal memo"] if who == "memo via The Information" else [who]


def _modality(row: Row, name: str) -> str:
    """Return how firmly a claim is put: "reported" is a chain, and what is guided or expected is projected."""
    if "planned" in row["value"] or (name.endswith("rollout-whatsapp") and "coming weeks" in row["value"]):
        return "planned"
    if "may be" in row["value"]:
        return "possible"
    if name.endswith("-moved"):  # the date that was given up is no expectation
        return "asserted"
    return "projected" if row["hedge"] == "expected" or row["property"] == "guidance" else "asserted"


def test_a_row_has_its_numbers(claims: dict[str, dict[str, Any]], research: list[tuple[Row, Row]]) -> None:
    for row, _ in research:
        ours = TABLE[row["id"]]["states"] + " ".join(claims[name]["label"] for name in ids_of(TABLE[row["id"]]))
        assert _numbers(row["value"]) <= _numbers(ours.replace(",", "").replace("June", "6").replace("April", "4")), row["id"]


def _numbers(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def test_every_source_says_where_it_is_and_has_claims(corpus: claimgraph.Corpus) -> None:
    speaking = {claim["source"] for claim in corpus.claims()}
    assert {name for name, source in corpus.sources().items() if not source["url"].startswith("https://") or name not in speaking} == set()


def test_check_says_that_they_are_not_verified(run: Run, claims: dict[str, dict[str, Any]], texts: pathlib.Path) -> None:
    """They have no evidence, so that the corpus cannot pass as verified, whatever texts there are."""
    bare = {name for name, claim in claims.items() if not claim["evidence"]}
    assert bare == set(claims) - _of_the_article(claims)
    done = run("check", "--texts", texts, "--require-verified")
    assert done.stdout.endswith(f"verified; {len(bare)} claims without evidence\n")
    assert done.returncode == 1


def test_what_is_plainly_garbled_stays_as_it_was_said_with_a_note(claims: dict[str, dict[str, Any]]) -> None:
    claim = claims["claim:mashdigi-ai-investment"]
    assert claim["triples"][0][2]["schema:value"]["value"] == "6000000000000"
    assert "Others report 600 billion" in claim["note"]


def test_a_digest_derives_from_what_it_digests(corpus: claimgraph.Corpus) -> None:
    found = corpus.store.rows("SELECT ?copy ?original { ?copy prov:wasDerivedFrom ?original ; schema:headline ?headline }")
    assert [(row["copy"].value.rpartition("/")[2], row["original"].value.rpartition("/")[2]) for row in found] == [
        ("tugga-axios-digest", "axios-muse-spark-debut")
    ]


def test_raised_guidance_replaces_what_was_guided_before(claims: dict[str, dict[str, Any]]) -> None:
    assert claims["claim:aardvark-capex-amount"]["relations"] == {
        "supersedes": ["claim:finviz-capex-amount", "claim:stocktwits-capex-amount"]
    }
    assert claims["claim:stocktwits-capex-amount"]["status"] == ["superseded"]
