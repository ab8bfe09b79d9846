"""What `import` makes of statements of our own model, whole or broken, and how a draft becomes part of a corpus."""

from __future__ import annotations

import gzip
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Context

import pyoxigraph as ox
import pytest
from helpers import MakeCorpus, Run

from claimgraph.errors import CorpusError, FactsError, InputError
from claimgraph.folder import find_folder
from claimgraph.imports.draft import Draft, DraftSettings
from claimgraph.imports.drafting import Wishes, make_draft
from claimgraph.imports.given import Given, read_given
from claimgraph.imports.known import Known
from claimgraph.imports.stored import draft_nquads
from claimgraph.imports.target import find_target
from claimgraph.imports.values import written_number
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads
from claimgraph.values import number_bounds, parse_number
from claimgraph.vocab import ONTOLOGY_GRAPH

SOURCE = """
id: src:paper
type: NewsArticle
headline: Ann takes over
url: https://example.org/paper
published: 2026-04-08
claims:
  - {id: claim:led, label: Ann leads the lab, says: {id: org:Lab, ledBy: person:Ann}, said: 2026-04}
  - id: claim:led-no-more
    label: Bob leads the lab
    says: {id: org:Lab, ledBy: person:Bob}
    attribution: [{agent: org:Council, speech: indirect}, {unnamed: a friend}]
    supersedes: claim:led
    assessment: {verdict: confirmed, agent: org:Gazette, said: 2026-05-01}
  - {id: claim:two, label: "The lab has 2.40 thousand people", says: {id: org:Lab, parameterCount: {value: 2.40, scale: thousand, unit: people}}, modality: estimated}
"""
BASE = "https://example.org/"
CG = "https://w3id.org/claimgraph/ns#"
Lines = Callable[..., str]


@pytest.fixture
def lines(make_corpus: MakeCorpus) -> Lines:
    """Return the small corpus as N-Quads, without lines that a pattern finds, and with others instead."""
    source = SOURCE.replace("org:Lab, parameterCount", "product:M, parameterCount")
    entities = "\n  - {id: product:M, type: Model, name: M}"
    facts = make_corpus(source)
    (facts / "entities.yaml").write_text((facts / "entities.yaml").read_text(encoding="utf-8").rstrip() + entities, encoding="utf-8")
    corpus, problems = load_corpus(find_folder(str(facts)))
    assert problems == []
    quads = [quad for quad in store_quads(corpus) if quad.graph_name != ox.NamedNode(ONTOLOGY_GRAPH)]
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert text is not None

    def change(without: str = "", *more: str, sub: tuple[str, str] = ("", "")) -> str:
        kept = [line for line in text.decode().splitlines() if not (without and re.search(without, line))]
        text_ = "\n".join([*kept, *more])
        return re.sub(*sub, text_) if sub[0] else text_

    return change


def drafted(text: str) -> Draft:
    draft = make_draft(Given("in.nq", text.encode(), "rdf", "nq"), Wishes(), Known())
    assert draft.read == draft.kept + len(draft.left)
    return draft


def claims_of(draft: Draft) -> list[str]:
    return sorted(claim["id"] for source in draft.sources for claim in source.get("claims", []))


def reasons(draft: Draft) -> set[str]:
    return {left.why for left in draft.left}


# ---------------------------------------------------------------- our own model


def test_facts_are_written_as_an_author_would(lines: Lines) -> None:
    draft = drafted(lines())
    assert draft.left == []
    (source,) = draft.sources
    assert source["claims"] == [
        {"id": "claim:led", "label": "Ann leads the lab", "says": {"id": "org:Lab", "ledBy": "person:Ann"}, "said": "2026-04"},
        {
            "id": "claim:led-no-more",
            "label": "Bob leads the lab",
            "says": {"id": "org:Lab", "ledBy": "person:Bob"},
            "attribution": [{"agent": "org:Council", "speech": "indirect"}, {"unnamed": "a friend"}],
            "supersedes": "claim:led",
            "assessment": {"verdict": "confirmed", "agent": "org:Gazette", "said": "2026-05-01"},
        },
        {
            "id": "claim:two",
            "label": "The lab has 2.40 thousand people",
            "says": {"id": "product:M", "parameterCount": {"value": "2.40", "scale": "thousand", "unit": "people"}},
            "modality": "estimated",
        },
    ]


@pytest.mark.parametrize(
    "text",
    ["14.3 billion", "50.20", "0", "0.0 million", "-7", "2000", "2 thousand", "999999999999999999", "0.5 trillion", "1.00000000000000001"],
)
def test_the_last_digit_keeps_its_weight(text: str) -> None:
    number, _, scale = text.partition(" ")
    value = parse_number(number, scale or None)
    assert value is not None
    bounds = number_bounds(value, "exact")
    assert bounds.high is not None
    wide = Context(prec=60)
    written = written_number(value.normalize(wide), wide.subtract(bounds.high, value))
    again = parse_number(written["value"], written.get("scale"))
    assert again is not None
    assert (again, number_bounds(again, "exact")) == (value, bounds)


@pytest.mark.parametrize(
    ("without", "more", "lost", "why"),
    [
        (r"claim/led> <[^>]*#label>", [], {"claim:led"}, "a claim has no 'label'"),
        (r"claim/led> <[^>]*/modality>|claim/led> <[^>]*#modality>", [], {"claim:led"}, "the claim has no modality"),
        (r"claim/led> <[^>]*appearance>", [], {"claim:led"}, "the claim has no source: schema:appearance is missing"),
        (r"<https://example.org/claim/led> \.$", [], {"claim:led"}, "nothing is stated in the claim's graph"),
        ("", [f"<{BASE}claim/led> <{CG}modality> <{CG}hoped> ."], {"claim:led"}, "'modality' has one value, not a list"),
        ("", [f"<{BASE}claim/led> <{CG}modality> <{CG}shouted> ."], {"claim:led"}, "'cg:shouted' is no modality"),
        (
            "",
            [f"<{BASE}organization/Lab> <https://example.org/knows> <{BASE}person/Ann> <{BASE}claim/led> ."],
            {"claim:led"},
            "the predicate <https://example.org/knows> is not known: it is in no module",
        ),
        ("", [f"<{BASE}claim/led> <http://www.w3.org/2000/01/rdf-schema#label> <urn:x> ."], {"claim:led"}, "'label' is a thing where a text belongs"),
        (r"source/paper> <[^>]*headline>", [], {"claim:led", "claim:led-no-more", "claim:two"}, "a source has no 'headline'"),
        (r"attribution/led-no-more.2> <[^>]*unnamed>", [], {"claim:led-no-more"}, "a hop says who speaks: an agent, a source, or somebody unnamed"),
        ("", [f"<{BASE}claim/led> <http://www.w3.org/ns/prov#wasRevisionOf> <{BASE}claim/led-no-more> ."], {"claim:led", "claim:led-no-more"},
         "no claim supersedes itself, directly or in a circle"),
    ],
)  # fmt: skip
def test_a_claim_that_would_say_something_else_is_left_out_and_every_statement_of_it_named(
    lines: Lines, without: str, more: list[str], lost: set[str], why: str
) -> None:
    draft = drafted(lines(without, *more))
    assert set(claims_of(draft)) == {"claim:led", "claim:led-no-more", "claim:two"} - lost
    assert any(found.endswith(why) for found in reasons(draft)), reasons(draft)
    assert all(left.where.line for left in draft.left)


def test_what_may_be_missing_is_left_out_alone(lines: Lines) -> None:
    draft = drafted(lines("", f"<{BASE}claim/led> <http://purl.org/spar/cito/disputes> <{BASE}claim/nowhere> ."))
    assert len(claims_of(draft)) == 3
    (left,) = draft.left
    assert left.what == "claim:led cito:disputes claim:nowhere"
    assert left.why == "claim:led speaks of claim:nowhere, which is not declared"


def test_a_graph_that_is_no_claim_is_named(lines: Lines) -> None:
    draft = drafted(lines("", f"<{BASE}a> <{BASE}b> <{BASE}c> <{BASE}claim/unknown> ."))
    assert reasons(draft) == {"its graph is no claim: nothing says whose statement it is"}


def test_ids_that_facts_cannot_have_are_named(lines: Lines) -> None:
    draft = drafted(lines(sub=("claim/led>", "claim/Led%20by>")))
    assert claims_of(draft) == ["claim:led-no-more", "claim:two"]
    assert "claim:Led%20by is left out: the id 'claim:Led%20by' of a claim may hold a-z, 0-9 and - behind 'claim:'" in reasons(draft)
    assert not any(claim.get("supersedes") for claim in draft.sources[0]["claims"])


def test_entities_of_elsewhere_get_a_prefix_and_claims_of_elsewhere_do_not(lines: Lines) -> None:
    draft = drafted(lines("Digest>", sub=("https://example.org/person/Ann", "https://people.example/staff/Ann")))
    assert (draft.left, dict(draft.settings.prefixes)) == ([], {"staff": "https://people.example/staff/"})
    assert {"id": "staff:Ann", "type": "Person", "name": "Ann"} in draft.entities
    draft = drafted(lines(sub=("https://example.org/claim/led>", "https://people.example/claims/led>")))
    assert claims_of(draft) == ["claim:led-no-more", "claim:two"]
    assert "https://people.example/claims/led is left out: its IRI does not begin with https://example.org/claim/" in reasons(draft)


def test_what_claimgraph_derives_is_checked_not_believed(lines: Lines) -> None:
    draft = drafted(lines(sub=(r'(claim/led> <[^>]*contentDigest>) "[0-9a-f]{64}"', r'\1 "' + "0" * 64 + '"')))
    (left,) = draft.left
    assert left.why == "claimgraph computes this itself, and gets something else"
    assert "1 statement is new" in draft.remarks[0]
    view = f"<{BASE}organization/Lab> <https://w3id.org/claimgraph/domain#ledBy> <{BASE}person/Ann> ."
    (left,) = drafted(lines("", view)).left
    assert left.why == "no claim in force states it"


def test_a_value_may_be_spelt_as_some_store_does(lines: Lines) -> None:
    text = lines().replace('"2400"^^', '"+2400.00"^^').replace('"2"^^', '"02"^^').replace('"2026-04-01"^^', '"2026-04-01Z"^^')
    assert text.count('"+2400.00"^^') == 1
    assert text.count('"02"^^') == 1
    assert text.count("-01Z") == 1
    assert drafted(text).left == []
    assert drafted(text).sources == drafted(lines()).sources


def test_a_language_is_not_kept_silently(lines: Lines) -> None:
    draft = drafted(lines(sub=('"Ann leads the lab"', '"Ann leads the lab"@en')))
    assert len(claims_of(draft)) == 3
    assert reasons(draft) == {"the text is kept, the mark of its language is not"}


def test_an_invisible_character_is_named(lines: Lines) -> None:
    draft = drafted(lines(sub=('"Ann leads the lab"', '"Ann\\\\u202E leads"')))
    assert claims_of(draft) == ["claim:led-no-more", "claim:two"]
    assert "claim:led is left out: no facts file may hold the character U+202E" in reasons(draft)


def test_values_that_contain_themselves_end(lines: Lines) -> None:
    module = f"""
<urn:v:Box> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> <{ONTOLOGY_GRAPH}> .
<urn:v:Box> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{CG}Value> <{ONTOLOGY_GRAPH}> .
<urn:v:Box> <http://www.w3.org/2000/01/rdf-schema#label> "box" <{ONTOLOGY_GRAPH}> .
<urn:v:shape> <http://www.w3.org/ns/shacl#targetClass> <urn:v:Box> <{ONTOLOGY_GRAPH}> .
<urn:v:shape> <http://www.w3.org/ns/shacl#property> <urn:v:in> <{ONTOLOGY_GRAPH}> .
<urn:v:in> <http://www.w3.org/ns/shacl#path> <urn:v:holds> <{ONTOLOGY_GRAPH}> .
<urn:v:in> <http://www.w3.org/ns/shacl#class> <urn:v:Box> <{ONTOLOGY_GRAPH}> .
""" + "".join(
        f"<urn:v:holds> <{p}> {o} <{ONTOLOGY_GRAPH}> .\n"
        for p, o in (
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "<http://www.w3.org/2002/07/owl#ObjectProperty>"),
            ("http://www.w3.org/2000/01/rdf-schema#domain", f"<{CG}Entity>"),
            ("http://www.w3.org/2000/01/rdf-schema#range", "<urn:v:Box>"),
            ("http://www.w3.org/2000/01/rdf-schema#label", '"holds"'),
            (f"{CG}timeGrain", '"always"'),
        )
    )
    box, graph = f"<{BASE}value/a>", f"<{BASE}claim/led>"
    circle = [f"<{BASE}organization/Lab> <urn:v:holds> {box} {graph} .", f"{box} <urn:v:holds> {box} {graph} .",
              f"{box} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:v:Box> {graph} ."]  # fmt: skip
    draft = drafted(lines("", module, *circle))
    assert "claim:led" not in claims_of(draft)
    assert "claim:led is left out: its values nest without end" in reasons(draft)


def test_a_vocabulary_that_cannot_be_used_is_left_out_with_what_needs_it(lines: Lines) -> None:
    broken = (
        f"<urn:v:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#DatatypeProperty> <{ONTOLOGY_GRAPH}> ."
    )
    draft = drafted(lines("", broken))
    assert (len(claims_of(draft)), draft.settings.modules) == (3, {})
    (left,) = draft.left
    assert left.why.endswith("the predicate 'v:p' has no label") or "has no label" in left.why


def test_without_a_description_the_base_shows_in_the_claims(lines: Lines) -> None:
    draft = drafted(lines("<https://example.org/dataset>|Digest>").replace(BASE, "https://elsewhere.example/c/"))
    assert (draft.left, draft.settings.base) == ([], "https://elsewhere.example/c/")


# ---------------------------------------------------------------- what is given


def test_a_mistake_on_the_last_line_changes_nothing(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "in.nq"
    broken.write_text(lines() + "\n<urn:a> <urn:b> oops .\n", encoding="utf-8")
    number = len(lines().splitlines()) + 1
    done = run("import", broken, "-o", tmp_path / "new")
    assert done.returncode == 2
    assert re.match(rf"error: .*in\.nq:{number}:\d+: ", done.stderr)
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_gzip_is_unpacked_but_not_a_bomb_and_not_half_of_it(tmp_path: pathlib.Path, lines: Lines) -> None:
    packed = tmp_path / "in.nq.gz"
    packed.write_bytes(gzip.compress(lines().encode()) + gzip.compress(b"\n"))
    given = read_given(str(packed))
    assert (given.data.decode().strip(), given.kind, given.format) == (lines().strip(), "rdf", "nq")
    packed.write_bytes(gzip.compress(lines().encode())[:-20])
    with pytest.raises(InputError, match="is cut off"):
        read_given(str(packed))
    packed.write_bytes(gzip.compress(b"\0" * (200 * 1024 * 1024), 9))
    with pytest.raises(InputError, match="too large"):
        read_given(str(packed))
    packed.write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(InputError, match="not sound gzip"):
        read_given(str(packed))


@pytest.mark.parametrize(
    ("path", "message"), [("nowhere.nq", "cannot be read: no such file"), (".", "is a folder"), ("empty.nq", "is empty")]
)
def test_what_cannot_be_read_is_said(path: str, message: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "empty.nq").write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_given(str(tmp_path / path))


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", "claim,speaker\nx,y", "table"),
        ("a.json", '{"@type": "ClaimReview"}', "schema"),
        ("a.jsonld", '[{"@type": ["Thing", "https://schema.org/Claim"]}]', "schema"),
        ("a.jsonld", '{"@type": "https://w3id.org/claimgraph/ns#Claim", "x": {"@type": "Claim"}}', "rdf"),
        ("a.html", '<html><script type="application/ld+json">{}</script>', "schema"),
        ("a.ttl", "<urn:a> a <urn:b> .", "rdf"),
        ("a", "<urn:a> a <urn:b> .", "rdf"),
    ],
)
def test_what_is_given_is_found_out(name: str, text: str, kind: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_given(str(tmp_path / name)).kind == kind


# ---------------------------------------------------------------- into a corpus


def write(draft: Draft, path: pathlib.Path, *, dry_run: bool = False) -> list[str]:
    files = find_target(str(path), None, draft.name).write(draft, dry_run=dry_run).files
    return [name.replace("\\", "/").rpartition("/")[2] for name in files]


def bytes_of(path: pathlib.Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_a_new_corpus_has_a_file_for_each_source(lines: Lines, tmp_path: pathlib.Path) -> None:
    draft = drafted(lines())
    assert write(draft, tmp_path / "dry", dry_run=True) == ["claimgraph.toml", "entities-in.yaml", "paper.yaml"]
    assert list(tmp_path.glob("*dry*")) == []
    assert write(draft, tmp_path / "new") == ["claimgraph.toml", "entities-in.yaml", "paper.yaml"]
    assert (tmp_path / "new" / "facts" / "paper.yaml").read_text(encoding="utf-8").startswith("# Imported from in.nq.\nid: src:paper\n")
    before = bytes_of(tmp_path / "new")
    assert write(draft, tmp_path / "new") == []
    assert bytes_of(tmp_path / "new") == before


def test_who_was_killed_does_it_again_and_gets_the_same(lines: Lines, tmp_path: pathlib.Path) -> None:
    draft = drafted(lines())
    write(draft, tmp_path / "new")
    whole = bytes_of(tmp_path / "new")
    for lost in ("facts/paper.yaml", "facts/entities-in.yaml"):
        (tmp_path / "new" / lost).unlink()
        if lost == "facts/paper.yaml":  # files are renamed one after the other, those of entities first
            write(draft, tmp_path / "new")
            assert bytes_of(tmp_path / "new") == whole


def test_further_claims_are_added_to_a_file_that_nobody_has_touched(lines: Lines, tmp_path: pathlib.Path) -> None:
    whole = drafted(lines())
    claims = whole.sources[0]["claims"]
    part = whole._replace(sources=[whole.sources[0] | {"claims": claims[:1]}])
    write(part, tmp_path / "new")
    assert write(whole, tmp_path / "new") == ["paper.yaml"]
    write(whole, tmp_path / "other")
    assert bytes_of(tmp_path / "new") == bytes_of(tmp_path / "other")
    write(part, tmp_path / "new")  # what is there stays, though the input has it no more
    assert bytes_of(tmp_path / "new") == bytes_of(tmp_path / "other")


def test_an_entity_may_become_more_but_not_another(lines: Lines, tmp_path: pathlib.Path) -> None:
    draft = drafted(lines())
    write(draft, tmp_path / "new")
    ann = next(tree for tree in draft.entities if tree["id"] == "person:Ann")
    others = [tree for tree in draft.entities if tree is not ann]
    assert write(draft._replace(entities=[*others, ann | {"aliases": ["Annie"]}]), tmp_path / "new") == ["entities-in.yaml"]
    before = bytes_of(tmp_path / "new")
    assert write(draft, tmp_path / "new") == []
    with pytest.raises(FactsError, match="1 problem"):
        write(draft._replace(entities=[*others, ann | {"name": "Anna"}]), tmp_path / "new")
    assert bytes_of(tmp_path / "new") == before


def test_what_somebody_has_worked_on_is_not_overwritten(lines: Lines, tmp_path: pathlib.Path) -> None:
    whole = drafted(lines())
    write(whole._replace(sources=[whole.sources[0] | {"claims": whole.sources[0]["claims"][:1]}]), tmp_path / "new")
    paper = tmp_path / "new" / "facts" / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + "# my own remark\n", encoding="utf-8")
    before = bytes_of(tmp_path / "new")
    written = find_target(str(tmp_path / "new"), None, whole.name).write(whole)
    assert written.files == []
    ((where, source, claims),) = written.by_hand
    assert (where.line, source, [claim["id"] for claim in claims]) == (2, "src:paper", claims_of(whole)[1:])
    assert bytes_of(tmp_path / "new") == before


def test_the_same_id_with_other_content_is_a_problem_and_nothing_is_written(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in.nq").write_text(lines(), encoding="utf-8")
    assert run("import", tmp_path / "in.nq", "-o", tmp_path / "new").returncode == 0
    before = bytes_of(tmp_path / "new")
    other = tmp_path / "other.nq"
    changed = lines(r"Digest>").replace('"Ann leads the lab"', '"Ann runs the lab"').replace('"Bob"', '"Bobby"')
    other.write_text(changed, encoding="utf-8")
    done = run("import", other, "--facts", tmp_path / "new", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "new/facts/entities-in.yaml:7:5: error[already-there]: person:Bob: it is there already as an entity that says something else"
        in done.stderr
    )
    assert re.search(r"new/facts/paper\.yaml:\d+:5: error\[already-there\]: claim:led: it is there already as a claim", done.stderr)
    assert "error: other.nq does not fit in: 2 problems; nothing is written" in done.stderr.replace(str(other), "other.nq")
    assert bytes_of(tmp_path / "new") == before


def test_another_base_or_prefix_or_vocabulary_is_refused_with_the_line_that_mends_it(lines: Lines, tmp_path: pathlib.Path) -> None:
    write(drafted(lines()), tmp_path / "new")
    for settings, message, hint in (
        (DraftSettings(base="https://other.example/"), "the base https://other.example/", "with -o DIR"),
        (DraftSettings(prefixes={"model": "model/"}), "does not declare", 'add under [prefixes]: model = "model/"'),
        (DraftSettings(modules={"v.ttl": ""}), "a vocabulary of its own", 'modules = ["v.ttl"]'),
    ):
        with pytest.raises(CorpusError) as refused:
            write(Draft("x", "items", 0, [], [], [], settings), tmp_path / "new")
        assert message in refused.value.message
        assert hint in refused.value.hint


def test_a_draft_that_breaks_a_rule_changes_nothing(lines: Lines, tmp_path: pathlib.Path) -> None:
    write(drafted(lines()), tmp_path / "new")
    before = bytes_of(tmp_path / "new")
    circle = {"id": "claim:x", "label": "x", "says": {"id": "org:Lab", "ledBy": "person:Ann"}, "supersedes": "claim:x"}
    source = {"id": "src:other", "type": "WebPage", "headline": "Other", "claims": [circle]}
    with pytest.raises(FactsError) as refused:
        write(Draft("x", "items", 1, [], [source], []), tmp_path / "new")
    assert [problem.code for problem in refused.value.problems] == ["supersedes-circle"]
    with pytest.raises(FactsError):
        write(Draft("x", "items", 1, [], [source], []), tmp_path / "second")
    with pytest.raises(FactsError) as refused:
        draft_nquads(Draft("x", "items", 1, [], [source], []), "store")
    assert {problem.code for problem in refused.value.problems} == {"refused"}
    assert (bytes_of(tmp_path / "new"), (tmp_path / "second").exists()) == (before, False)


def test_names_that_are_taken_by_other_files_get_a_number(lines: Lines, tmp_path: pathlib.Path) -> None:
    facts = tmp_path / "new" / "facts"
    facts.mkdir(parents=True)
    for name in ("paper.yaml", "entities-in.yaml"):
        (facts / name).write_text("entities: [{id: org:" + name[0].upper() + ", type: Organization, name: x}]\n", encoding="utf-8")
    assert write(drafted(lines()), tmp_path / "new") == ["entities-in-2.yaml", "paper-2.yaml"]
    assert write(drafted(lines()), tmp_path / "new") == []


def test_a_corpus_keeps_its_own_title_and_says_so(lines: Lines, tmp_path: pathlib.Path) -> None:
    write(drafted(lines()), tmp_path / "new")
    settings = tmp_path / "new" / "claimgraph.toml"
    settings.write_text('title = "Mine"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    title = f'<{BASE}dataset> <http://purl.org/dc/terms/title> "Theirs" <{BASE}dataset> .'
    target = find_target(str(tmp_path / "new"), None, "in.nq")
    draft = make_draft(Given("in.nq", lines("", title).encode(), "rdf", "nq"), Wishes(), target.known)
    assert [left.why for left in draft.left] == ["the corpus has a title, a licence and counts of its own"]
    assert target.write(draft).files == []


# ---------------------------------------------------------------- the command


def test_the_command_accounts_for_all_it_read(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    text = lines("", *(f'<urn:s{n}> <urn:p> "{n}" .' for n in range(30)))
    count = len(text.splitlines())
    done = run("import", "-", "--format", "nq", "-o", "new", "--report", "left.json", stdin=text, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, f"standard input: {count} statements read, {count - 30} kept, 30 left out")
    assert done.stderr == (
        f'standard input:{count - 29}:1: note[left-out]: urn:s0 urn:p "0" (and 29 more): it is about nothing that is kept\n'
    )
    account = json.loads((tmp_path / "left.json").read_bytes())
    assert (account["read"], account["kept"], len(account["left"])) == (count, count - 30, 30)
    assert account["left"][29]["line"] == count
    assert run("check", "new", cwd=tmp_path).returncode == 0


def test_strict_and_dry_run_write_nothing(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    text = lines("", '<urn:s> <urn:p> "1" .')
    done = run("import", "-", "--strict", "-o", "new", stdin=text, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[1]) == (1, "nothing is written, for something is left out and --strict asks for all")
    done = run("import", "-", "--dry-run", "-o", "new", stdin=lines(), cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (
        0,
        ["would write new/claimgraph.toml", "would write new/facts/entities-standard-input.yaml", "would write new/facts/paper.yaml",
         "new: 1 source, 3 claims, 7 entities"],
    )  # fmt: skip
    assert not (tmp_path / "new").exists()


def test_where_to_import_to_must_be_clear(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    done = run("import", "-", stdin=lines(), cwd=tmp_path)
    assert (done.returncode, "make a new corpus with -o DIR" in done.stderr) == (2, True)
    done = run("import", "-", "-o", "a", "--store", "b", stdin=lines(), cwd=tmp_path)
    assert (done.returncode, "-o and --store exclude each other" in done.stderr) == (2, True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    done = run("import", "-", "-o", "full", stdin=lines(), cwd=tmp_path)
    assert (done.returncode, "full is there already, and is no corpus" in done.stderr) == (2, True)
    shutil.rmtree(tmp_path / "full")
    (tmp_path / "full").mkdir()
    assert run("import", "-", "-o", ".", stdin=lines(), cwd=tmp_path / "full").returncode == 0
    assert sorted(path.name for path in (tmp_path / "full").iterdir()) == ["claimgraph.toml", "facts"]


def test_who_is_killed_leaves_whole_files_and_does_it_again(lines: Lines, tmp_path: pathlib.Path) -> None:
    """Into a corpus that is there; for a new one see test_import_store."""
    (tmp_path / "in.nq").write_text(lines(), encoding="utf-8")
    for folder in (tmp_path / "whole", tmp_path / "new"):
        folder.mkdir()
        (folder / "claimgraph.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    command = [sys.executable, "-m", "claimgraph", "import", str(tmp_path / "in.nq"), "-o"]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    length = time.monotonic() - started
    whole = bytes_of(tmp_path / "whole")
    chance = random.Random(20260408)
    for _ in range(8):
        with subprocess.Popen([*command, str(tmp_path / "new")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 1.05) * length)
            process.kill()
        found = {name: data for name, data in bytes_of(tmp_path / "new").items() if not name.endswith(".part")}
        assert found.items() <= whole.items()
        subprocess.run([*command, str(tmp_path / "new")], check=True, capture_output=True)
        assert bytes_of(tmp_path / "new") == whole  # nothing half-written is left either
        shutil.rmtree(tmp_path / "new" / "facts")


def test_a_table_goes_into_a_store_as_claims(run: Run, tmp_path: pathlib.Path) -> None:
    table = "claim,speaker,date,source\nTaxes fell,Jane Roe,2025-03-04,https://example.org/a\nNo source,Jane Roe,2025-03-04,\n"
    done = run("import", "-", "--format", "csv", "--store", "kept", stdin=table, cwd=tmp_path)
    assert done.stdout.splitlines()[0].startswith("standard input: 2 rows read, ")
    again = run("import", "-", "--format", "csv", "--store", "kept", stdin=table, cwd=tmp_path)
    assert re.match(r"kept: 0 new statements, [\d,]+ in all", again.stdout.splitlines()[1])
    assert "Taxes fell" in run("list", "--store", "kept", cwd=tmp_path).stdout


def test_what_is_too_much_for_a_file_is_for_a_store(lines: Lines, tmp_path: pathlib.Path) -> None:
    draft = drafted(lines())
    draft.sources[0]["note"] = "x" * (16 * 1024 * 1024)
    with pytest.raises(FactsError) as refused:
        write(draft, tmp_path / "new")
    (problem,) = refused.value.problems
    assert problem.hint == "load it into a store, with --store DIR"
    assert not (tmp_path / "new").exists()


def test_a_corpus_is_asked_by_name_or_alias(make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        {
            "entities.yaml": "entities:\n  - {id: org:Lab, type: Organization, name: The Lab, aliases: [Lab Inc.]}\n"
            "  - {id: person:Sam, type: Person, name: Sam}\n  - {id: org:Sam, type: Organization, name: SAM}\n",
            "entities-in.yaml": "entities: [{id: person:Ann, type: Person, name: Ann}]",
        }
    )
    known = find_target("", str(facts), "in.csv").known
    assert [known.named(name) for name in ("the  LAB", "lab inc.", "Nobody", "sam", "Ann")] == ["org:Lab", "org:Lab", None, None, None]
    assert (known.named("sam", "person"), known.named("Sam", "org", "agent")) == ("person:Sam", "org:Sam")
    assert known.ids == {"org:Lab", "person:Sam", "org:Sam"}


def test_a_file_whose_name_no_text_can_hold_is_imported_all_the_same(run: Run, lines: Lines, tmp_path: pathlib.Path) -> None:
    name = os.fsdecode(b"odd \xff\nname.nq")
    try:
        (tmp_path / name).write_text(lines(), encoding="utf-8")
    except (OSError, ValueError):
        pytest.skip("this system has no such names")
    assert run("import", tmp_path / name, "-o", tmp_path / "new", "--report", tmp_path / "all.json").returncode == 0
    assert run("import", tmp_path / name, "-o", tmp_path / "new").stdout.splitlines()[-1] == "nothing new: all of it is there already"
    assert (tmp_path / "new" / "facts" / "paper.yaml").read_text(encoding="utf-8").startswith("# Imported from odd \\udcff\\nname.nq.\n")
