"""The claims of the Muse Spark page: complete, exact, verified."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

import pytest
from helpers import ROOT, Run

import claimgraph

ARTICLE = "src:rits-open-weight-plans"


@pytest.fixture(scope="module")
def claims() -> dict[str, dict[str, Any]]:
    return {claim["id"]: claim for claim in claimgraph.load(ROOT / "facts").claims(source=ARTICLE)}


def test_every_span_of_evidence_is_verified(run: Run, texts: pathlib.Path) -> None:
    """Those of the article, that is: of other sources we have no texts, and cite none."""
    done = run("check", "--texts", texts)
    spans, verified = re.findall(r"\nevidence: (\d+) spans, (\d+) verified; \d+ claims without evidence\n$", done.stdout)[0]
    assert int(spans) == int(verified) > 100
    assert done.returncode == 0
    found = json.loads(run("list", "--source", ARTICLE, "--format", "json", "--texts", texts).stdout)
    assert {span["verified"] for claim in found for span in claim["evidence"]} == {True}
    assert [claim["id"] for claim in found if not claim["evidence"]] == []


def test_without_texts_nothing_passes_as_verified(run: Run) -> None:
    done = run("check")
    assert re.search(r"evidence: (\d+) spans, 0 verified, \1 not verified \(no texts to look in: give --texts DIR\);", done.stdout)
    assert done.returncode == 0
    assert run("check", "--require-verified").returncode == 1


def test_the_evidence_covers_the_body_of_the_article(claims: dict[str, dict[str, Any]], texts: pathlib.Path) -> None:
    text = (texts / "muse-spark-open-weight-plans.txt").read_text(encoding="utf-8")
    covered = {n for claim in claims.values() for span in claim["evidence"] for n in range(span["start"], span["end"])}
    body = [n for a, b in ((88, 520), (625, 1805), (1904, 2187), (2286, 3230), (3265, 4010)) for n in range(a, b) if text[n].isalnum()]
    assert sum(n in covered for n in body) / len(body) > 0.93


def triples(claim: dict[str, Any]) -> list[Any]:
    return [[s, p, o if isinstance(o, str) else o.get("value") or number(o)] for s, p, o in claim["triples"]]


def number(node: dict[str, Any]) -> str:
    value = node.get("schema:value")
    return str(value["value"]) if value else f"{node['cg:low']['value']}..{node['cg:high']['value']}"


@pytest.mark.parametrize(
    ("name", "statement", "how"),
    [
        ("msl-led-by-wang", ["org:MSL", ":ledBy", "person:AlexandrWang"], "asserted affirmed fact"),
        ("muse-spark-launch-date", ["model:MuseSpark", ":launchedOn", "2026-04-08"], "asserted affirmed fact"),
        ("muse-spark-codename", ["model:MuseSpark", ":codename", "Avocado"], "asserted affirmed fact"),
        ("mango-codename", ["model:Mango", ":codename", "Mango"], "asserted affirmed fact"),
        ("llama-not-proprietary", ["model:LlamaSeries", ":licence", ":proprietary"], "asserted denied fact"),
        ("future-muse-open-source-planned", ["model:FutureMuse", ":licence", ":open-source"], "planned affirmed fact"),
        ("future-muse-open-source-hoped", ["model:FutureMuse", ":licence", ":open-source"], "hoped affirmed fact"),
        ("scale-deal-amount", ["deal:MetaScaleAI", ":amount", "15000000000"], "asserted affirmed fact"),
        ("capex-2026", ["budget:MetaAICapex2026", ":amount", "115000000000..135000000000"], "projected affirmed fact"),
        ("meta-greatest-contributor", ["org:Meta", ":greatestContributorTo", "topic:OpenWeightAI"], "asserted affirmed opinion"),
        ("meta-counterweight-openai", ["org:Meta", ":counterweightTo", "org:OpenAI"], "envisioned affirmed fact"),
        ("largest-models-may-stay-closed", ["model:LargestFrontierModels", ":licence", ":proprietary"], "possible affirmed fact"),
    ],
)
def test_a_claim_says_what_the_page_says(claims: dict[str, dict[str, Any]], name: str, statement: list[str], how: str) -> None:
    claim = claims[f"claim:{name}"]
    assert statement in triples(claim)
    assert " ".join(claim[key].removeprefix("cg:") for key in ("modality", "polarity", "stance")) == how


def test_every_score_of_the_page(claims: dict[str, dict[str, Any]]) -> None:
    nodes = [(s, o) for claim in claims.values() for s, p, o in claim["triples"] if p == ":score"]
    scores = {
        (s, o["schema:variableMeasured"], o["schema:value"]["value"], o["qudt:unit"], o.get("cg:setting", {}).get("value"))
        for s, o in nodes
    }
    assert scores == {
        ("model:MuseSpark", "bench:HLE", "50.2", "unit:PERCENT", "Contemplating Mode"),
        ("model:Gemini3.1DeepThink", "bench:HLE", "48.4", "unit:PERCENT", None),
        ("model:GPT5.4Pro", "bench:HLE", "43.9", "unit:PERCENT", None),
        ("model:MuseSpark", "bench:HealthBenchHard", "42.8", "cg:points", None),
        ("model:GPT5.4", "bench:HealthBenchHard", "40.1", "cg:points", None),
        ("model:MuseSpark", "bench:ARC-AGI-2", "42.5", "cg:points", None),
        ("model:Gemini3.1Pro", "bench:ARC-AGI-2", "76.5", "cg:points", None),
        ("model:MuseSpark", "bench:Terminal-Bench-2.0", "59", "cg:points", None),
        ("model:GPT5.4", "bench:Terminal-Bench-2.0", "75.1", "cg:points", None),
    }


def test_the_axios_report_keeps_its_chain_and_date(claims: dict[str, dict[str, Any]]) -> None:
    claim = claims["claim:axios-open-source-versions"]
    assert [(hop["agent"], hop["source"]) for hop in claim["attribution"]] == [
        ("org:Axios", "src:axios-open-source-versions"),
        ("org:Meta", None),
    ]
    assert claim["said"]["value"] == "2026-04-06"
    assert claim["modality"] == "cg:ongoing"


def test_five_platforms_are_five_promises_with_a_vague_date(claims: dict[str, dict[str, Any]]) -> None:
    rollouts = {claim["triples"][0][2]: claim for name, claim in claims.items() if name.startswith("claim:rollout-")}
    assert sorted(rollouts) == [f"product:{p}" for p in ("Facebook", "Instagram", "Messenger", "RayBanGlasses", "WhatsApp")]
    for claim in rollouts.values():
        assert claim["modality"] == "cg:planned"
        assert (claim["due"]["earliest"], claim["due"]["latest"], claim["due"]["exactness"]) == ("2026-04-08", None, "cg:vague")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("who-leads-msl", "Alexandr Wang\tNYU Shanghai RITS\t\t758 to 831\tclaim:msl-led-by-wang"),
        ("who-leads-msl", "Alexandr Wang\tIndia Today\t2026-03-13\t\tclaim:indiatoday-wang-leads-msl"),
        ("codenames", "Avocado\tMuse Spark\tmodel:MuseSpark\tclaim:muse-spark-codename"),
        ("goes-back-to-axios", "claim:axios-open-source-versions\tMeta is working on open-source editions of the AI models it will bring out next\t2\torg:Meta\t\t\t2026-04-06"),
        ("goes-back-to-axios", "claim:axios-muse-open-source\tVersions of Muse are expected to be offered as open source eventually\t2\t\tsources\t\t"),
        ("scores", "Terminal-Bench 2.0\tGPT 5.4\t75.1\tcg:points\t\twinner\tclaim:score-terminal-bench-gpt-5-4"),
        ("stays-proprietary", "cybersecurity code generation\tcg:planned\tcg:affirmed\tMeta plans to keep the generation of cybersecurity code proprietary\tclaim:keeps-cybersecurity-proprietary"),
        ("promises", "Muse Spark is to come to WhatsApp in the weeks ahead\tcg:planned\t\twithin the coming weeks\t2026-04-08\t\tclaim:rollout-whatsapp"),
        ("only-hoped", "Meta hopes to make later versions of the Muse series open source\tcg:hoped\torg:Meta\tcg:direct\tclaim:future-muse-open-source-hoped"),
    ],
)  # fmt: skip
def test_saved_queries_answer_the_questions_of_the_article(run: Run, name: str, expected: str) -> None:
    done = run("query", "--name", name)
    assert expected in done.stdout.splitlines()
    assert done.returncode == 0


def test_the_json_of_list_keeps_its_contract(run: Run, texts: pathlib.Path) -> None:
    import jsonschema

    schema = json.loads((ROOT / "docs" / "claims.schema.json").read_text(encoding="utf-8"))
    found = json.loads(run("list", "--format", "json", "--texts", texts).stdout)
    jsonschema.validate(found, schema)
    assert len(found) == len(claimgraph.load(ROOT / "facts"))
