"""What must hold of the facts of this repository when they are told otherwise: other names, another order, copies, news of other things.

The files are changed as text, in a copy; then every analysis is asked again. What holds of
any facts, drawn at random, is in test_conflicts_random.py, test_origins_random.py and others.
"""

from __future__ import annotations

import itertools
import json
import pathlib
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from helpers import ROOT

import claimgraph
from claimgraph.analyses.origins import count_origins

Files = dict[str, str]
Tell = Callable[[Files], claimgraph.Corpus]
Found = dict[str, Any]

FACTS = {str(path.relative_to(ROOT / "facts")): path.read_text(encoding="utf-8") for path in (ROOT / "facts").rglob("*.yaml")}
SOURCES = {name: text for name, text in FACTS.items() if "\nclaims:\n" in text}
ABOUT = ("model:MuseSpark", "model:Mango", "deal:MetaScaleAI", "org:MSL", "budget:MetaCapex2026")
TODAY = "2026-06-15"

#: An outlet of its own, which says nothing yet.
COURIER = "entities:\n  - {id: org:Courier, type: Organization, name: The Courier}\n  - {id: model:Teapot, type: Model, name: the teapot}\n"
HEAD = "id: src:{}\ntype: NewsArticle\nheadline: Something else\npublisher: org:Courier\npublished: {}\n{}claims:\n"


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Load facts from texts by file name, with the settings of this repository."""

    def load(files: Files) -> claimgraph.Corpus:
        folder = tmp_path_factory.mktemp("told")
        (folder / "claimgraph.toml").write_text((ROOT / "claimgraph.toml").read_text(encoding="utf-8"), encoding="utf-8")
        for name, text in files.items():
            path = folder / "facts" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return claimgraph.load(folder / "facts")

    return load


@pytest.fixture(scope="module")
def corpus(tell: Tell) -> claimgraph.Corpus:
    """The facts as they are."""
    return tell(FACTS)


def findings(corpus: claimgraph.Corpus, names: Mapping[str, str] | None = None) -> Found:
    """Return what every analysis finds; `names` are the ids of things that have others."""
    names = names or {}
    found: Found = {"conflicts": corpus.conflicts(), "due": corpus.due(today=TODAY), "rank": corpus.without(rank=True)}
    for thing in ABOUT:
        found |= {
            f"origins {thing}": corpus.origins(about=names.get(thing, thing)),
            f"history {thing}": corpus.history(names.get(thing, thing)),
        }
    for bearer in ("Bloomberg", "Axios", "src:rits-open-weight-plans"):
        found[f"without {bearer}"] = corpus.without(names.get(bearer, bearer))
    for claim in ("claim:axios-open-source-versions", "claim:tugga-muse-spark-type"):
        found[f"trace {claim}"] = corpus.trace(names.get(claim, claim))
    return found


def unordered(found: Any) -> Any:
    """Return the same with every list sorted: ties are broken by names, where names are what is to change."""
    if isinstance(found, dict):
        return {key: unordered(value) for key, value in found.items()}
    if isinstance(found, list):
        return sorted((unordered(item) for item in found), key=lambda item: json.dumps(item, sort_keys=True))
    return found


def without_keys(found: Any, *keys: str) -> Any:
    """Return the same without some fields, wherever they are."""
    if isinstance(found, dict):
        return {key: without_keys(value, *keys) for key, value in found.items() if key not in keys}
    return [without_keys(item, *keys) for item in found] if isinstance(found, list) else found


def claims_of(text: str) -> tuple[str, list[str]]:
    """Return what stands above the claims of a source's file, and its claims."""
    head, _, rest = text.partition("claims:\n")
    claims = [claim.rstrip("\n") + "\n" for claim in re.split(r"(?m)^(?=  - id: )", rest) if claim.strip()]
    return head + "claims:\n", claims


def test_names_mean_nothing(tell: Tell, corpus: claimgraph.Corpus) -> None:
    """Every claim, source and thing is called otherwise, and so comes in another order."""
    ids = {name for text in FACTS.values() for name in re.findall(r"\bid: ([a-z]+:[\w.-]+)(?=[\n,}])", text)}
    names = {name: f"{name.partition(':')[0]}:x{zlib.crc32(name.encode()):08x}" for name in ids}
    assert len(set(names.values())) == len(names) > 350
    called = re.compile(rf"(?<![\w/:-])(?:{'|'.join(map(re.escape, sorted(ids, key=len, reverse=True)))})(?![\w-])")
    found = findings(tell({name: called.sub(lambda match: names[match[0]], text) for name, text in FACTS.items()}), names)
    back = {new: old for old, new in names.items()}
    told = re.sub(r"\b[a-z]+:x[0-9a-f]{8}\b", lambda match: back[match[0]], json.dumps(found))
    assert nameless(told) == nameless(json.dumps(findings(corpus)))


def nameless(found: str) -> Any:
    """Return findings without what names decide: the order of what is equal, whose label a statement has, and the ids of values."""
    made = re.sub(r"\b(val|date):[0-9a-f]{20}\b", r"\1:made", found)
    return unordered(json.loads(made, object_hook=lambda one: {key: one[key] for key in one if key != "label" or "claims" not in one}))


def test_order_means_nothing(tell: Tell, corpus: claimgraph.Corpus) -> None:
    """Files come the other way round, and the claims in each."""
    files = {}
    for number, (name, text) in enumerate(sorted(FACTS.items(), reverse=True)):
        head, claims = claims_of(text) if name in SOURCES else (text, [])
        files[f"{number:03}.yaml"] = head + "".join(reversed(claims))
    assert findings(tell(files)) == findings(corpus)


def test_a_source_in_two_parts_is_one(tell: Tell, corpus: claimgraph.Corpus) -> None:
    """Every page that nobody cites is told in two, of one publisher: nothing becomes more independent, and nothing else changes."""
    files, whole = dict(FACTS), {}
    for name, text in SOURCES.items():
        head, claims = claims_of(text)
        source = re.findall(r"(?m)^id: (.*)$", head)[0]
        if len(claims) > 1 and not any(f"{key}: {source}" in other for other in FACTS.values() for key in ("source", "derivedFrom")):
            middle = len(claims) // 2
            files[name] = head + "".join(claims[:middle])
            files[f"part/{pathlib.Path(name).name}"] = head.replace(source, f"{source}-part", 1) + "".join(claims[middle:])
            whole[f"{source}-part"] = source
    assert len(whole) > 20
    parts = findings(tell(files))
    told = json.loads(re.sub(r"\bsrc:[\w-]+-part\b", lambda match: whole[match[0]], json.dumps(parts)))
    now, then = (without_keys(found, "sources") for found in (told, findings(corpus)))
    ranked, before = now.pop("rank")["ranking"], then.pop("rank")["ranking"]
    fell, falls = now.pop("without src:rits-open-weight-plans")["fallen"], then.pop("without src:rits-open-weight-plans")["fallen"]
    assert unordered(now) == unordered(then)
    assert [one for one in ranked if one["kind"] == "agent"] == [one for one in before if one["kind"] == "agent"]
    assert set(fell) < set(falls)  # half of the page


def test_a_copy_is_no_other_origin(tell: Tell, corpus: claimgraph.Corpus) -> None:
    """The Courier copies every page, and says so: each statement has as many origins as before, and nothing new disagrees."""
    files = FACTS | {"courier/entities.yaml": COURIER}
    for name, text in SOURCES.items():
        head, claims = claims_of(text)
        source = re.findall(r"(?m)^id: (.*)$", head)[0]
        copied = [
            re.sub(r"(?m)^    evidence:.*\n(?:      .*\n)*|^    supersedes:.*\n", "", claim).replace("id: claim:", "id: claim:copy-", 1)
            for claim in claims
        ]
        day = "".join(re.findall(r"(?m)^published: (.*)$", head))
        top = HEAD.format(f"copy-{source.removeprefix('src:')}", day, f"derivedFrom: {source}\n")
        files[f"courier/{pathlib.Path(name).name}"] = (top if day else top.replace("published: \n", "")) + "".join(copied)
    told = tell(files)
    before, after = count_origins(corpus.store), count_origins(told.store)
    assert len(after) == 2 * len(before)
    stands = before.keys() - gone(corpus)
    assert {claim: after[claim] for claim in stands} == {claim: before[claim] for claim in stands}
    assert answers(told) == answers(corpus)


def gone(corpus: claimgraph.Corpus) -> set[str]:
    """Return the claims (IRIs) that others replace: what repeats them stands, and counts."""
    found = {claim["id"] for claim in corpus.claims() if {"superseded", "retracted"} & set(claim["status"])}
    assert found == {"claim:finviz-capex-amount", "claim:stocktwits-capex-amount"}
    return {corpus.prefixes["claim"] + claim.removeprefix("claim:") for claim in found}


def answers(corpus: claimgraph.Corpus) -> Any:
    """Return what is in dispute, what was updated and what is due, without who says so."""
    found = corpus.conflicts()
    due = corpus.due(today=TODAY)["promises"]
    return unordered(
        [
            [[one["kind"], one["heading"], one["why"], [side["value"] for side in one["sides"]]] for one in found["conflicts"]],
            [[one["heading"], one["why"], [[step["value"], step["day"]] for step in one["steps"]]] for one in found["updates"]],
            [[one["subject"], one["predicate"], one["outcome"], one["timing"], one["due"], one["moved"]] for one in due],
        ]
    )


def test_news_of_something_else_changes_nothing(tell: Tell, corpus: claimgraph.Corpus) -> None:
    said = "  - id: claim:teapot\n    label: The teapot is closed\n    says: {id: model:Teapot, licence: proprietary}\n"
    found = findings(tell(FACTS | {"courier/entities.yaml": COURIER, "courier/news.yaml": HEAD.format("news", "2026-04-10", "") + said}))
    expected = findings(corpus)
    more = [one for one in found["rank"]["ranking"] if one not in expected["rank"]["ranking"]]
    assert sorted((one["id"], one["unsupported"], one["claims"]) for one in more) == [("org:Courier", 1, 1), ("src:news", 1, 1)]
    for one in more:
        found["rank"]["ranking"].remove(one)
    assert found == expected


def test_an_independent_origin_adds_one(tell: Tell, corpus: claimgraph.Corpus) -> None:
    """The Courier says all of it in its own voice: behind each statement that still stands is one origin more."""
    kept = re.compile(r"(?m)^    (?:evidence|supersedes|attribution|note):.*\n(?:      .*\n)*")
    claims = [claim for text in SOURCES.values() for claim in claims_of(text)[1]]
    said = [kept.sub("", claim).replace("id: claim:", "id: claim:courier-", 1) for claim in claims]
    assert "attribution" not in "".join(said)
    told = tell(FACTS | {"courier/entities.yaml": COURIER, "courier/news.yaml": HEAD.format("news", "2026-04-10", "") + "".join(said)})
    before, after = count_origins(corpus.store), count_origins(told.store)
    stands = before.keys() - gone(corpus)
    assert {claim: after[claim] for claim in stands} == {claim: before[claim] + 1 for claim in stands}


CLOSED = "licence: proprietary}"


@pytest.mark.parametrize(
    ("ours", "theirs", "disagree"),
    [
        ({}, {}, True),
        ({"from": "2026-01-01"}, {"until": "2026-12-31"}, True),
        ({"from": "2027-01-01"}, {"until": "2026-12-31"}, False),  # it begins when the others are over
        ({"until": "2025-12-31"}, {"from": "2026-01-01"}, False),  # it ended before the others begin
        ({"until": "2026-01-02"}, {"from": "2026-01-01"}, True),
    ],
)
def test_what_is_said_of_another_time_is_no_conflict(
    tell: Tell, corpus: claimgraph.Corpus, ours: dict[str, str], theirs: dict[str, str], disagree: bool
) -> None:
    """The Courier has it that Muse Spark is open source; all who say that it is closed are given a time, too."""

    def dated(claim: str, times: dict[str, str]) -> str:
        return claim + "".join(f"    {key}: {day}\n" for key, day in times.items())

    files = {"courier/entities.yaml": COURIER}
    for name, text in SOURCES.items():
        head, claims = claims_of(text)
        files[name] = head + "".join(dated(claim, theirs) if f"{{id: model:MuseSpark, {CLOSED}" in claim else claim for claim in claims)
    said = "  - id: claim:courier-open\n    label: Muse Spark is open source\n    says: {id: model:MuseSpark, licence: open-source}\n"
    files["courier/news.yaml"] = HEAD.format("news", "2026-04-10", "") + dated(said, ours)
    told = tell(FACTS | files)
    before, after = (one.conflicts()["conflicts"] for one in (corpus, told))
    new = [one for one in after if one not in before and one["kind"] == "disjoint"]
    closed = {claim["id"] for claim in told.claims(about="model:MuseSpark", predicate=":licence", modality="asserted")} - {
        "claim:courier-open"
    }
    assert len(closed) > 2
    assert {claim for one in new for pair in one["pairs"] for claim in pair} == (closed | {"claim:courier-open"} if disagree else set())
    assert [one for one in before if one not in after] == []


DAYS = ("2025-06-07", "2025-06-08", "2025-06-13", "2025-12-10", "2026-03-15", "2026-04-08", "2026-04-30", "2026-11-23")


def test_before_anything_was_said_there_is_nothing(corpus: claimgraph.Corpus) -> None:
    """What has no date is left out, and counted."""
    early = corpus.as_of(DAYS[0])
    found = early.conflicts()
    assert (early.claims(), found["conflicts"], found["updates"], found["notComparable"]) == ([], [], [], [])
    assert (early.due()["promises"], early.history("Avocado")["matters"], early.origins(about="Avocado")["statements"]) == ([], [], [])
    assert (early.without(rank=True)["ranking"], early.stats()["totals"]["claims"]) == ([], 0)
    assert found["undated"] == corpus.stats()["noDate"] > 0


def test_what_had_been_said_stays_said(corpus: claimgraph.Corpus) -> None:
    """From day to day claims are added, and origins, and pairs that disagree, save where a claim was taken back."""
    days = [corpus.as_of(day) for day in DAYS]
    assert [len(day.claims()) for day in days] == sorted({len(day.claims()) for day in days})
    whole = corpus.conflicts()
    pairs = [{tuple(pair) for one in day.conflicts()["conflicts"] for pair in one["pairs"]} for day in days]
    assert pairs[-1] < {tuple(pair) for one in whole["conflicts"] for pair in one["pairs"]}
    for (earlier, fewer), (later, more) in itertools.pairwise(zip(days, pairs, strict=True)):
        assert {claim["id"] for claim in earlier.claims()} <= {claim["id"] for claim in later.claims()}
        assert fewer <= more
        counts, then = count_origins(earlier.store), count_origins(later.store)
        assert all(number <= then[claim] for claim, number in counts.items())
