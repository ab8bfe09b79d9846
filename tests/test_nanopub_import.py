"""Nanopublications become facts: our own as they were, those of others as what their authors say."""

from __future__ import annotations

import io
import json
import pathlib

import pytest
from helpers import ROOT, MakeCorpus, Run
from hypothesis import HealthCheck, given, settings
from strategies import facts
from tram_corpus import tram_corpus

from claimgraph.exports.nanopub import write_nanopubs
from claimgraph.exports.selection import select_quads
from claimgraph.folder import find_folder
from claimgraph.imports.draft import Draft
from claimgraph.imports.known import Known
from claimgraph.imports.nanopub_draft import draft_nanopubs
from claimgraph.imports.rdf import read_rdf
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads
from claimgraph.store.imported import open_imported
from claimgraph.views.claims import list_claims

PREFIXES = """
@prefix this: <https://example.org/np/one> .
@prefix sub: <https://example.org/np/one#> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix npx: <http://purl.org/nanopub/x/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix pav: <http://purl.org/pav/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix orcid: <https://orcid.org/> .
@prefix ex: <https://example.org/things/> .
"""
HEAD = "sub:Head { this: a np:Nanopublication ; np:hasAssertion sub:assertion ; np:hasProvenance sub:provenance ; np:hasPublicationInfo sub:pubinfo . }\n"
ASSERTION = "sub:assertion { ex:malaria ex:transmittedBy ex:mosquitoes . }\n"


def drafted(provenance: str, pubinfo: str, *, assertion: str = ASSERTION) -> Draft:
    text = f"{PREFIXES}{HEAD}{assertion}sub:provenance {{ {provenance} }}\nsub:pubinfo {{ {pubinfo} }}\n"
    return draft_nanopubs(read_rdf(text.encode(), "theirs.trig"), "theirs.trig", Known())


ATTRIBUTED = "sub:assertion prov:wasAttributedTo ex:Ross ."
CREATED = 'this: dct:created "2020-04-30T00:07:02.805+02:00"^^xsd:dateTime .'


def test_what_others_state_becomes_a_claim_of_its_author() -> None:
    draft = drafted(ATTRIBUTED, CREATED + ' ex:Ross foaf:name "Ronald Ross" .')
    (source,) = draft.sources
    (claim,) = source.pop("claims")
    assert source["url"] == "https://example.org/np/one"
    agent = claim["attribution"][0]["agent"]
    assert next(entity["name"] for entity in draft.entities if entity["id"] == agent) == "Ronald Ross"
    assert claim["said"] == "2020-04-30"
    assert claim["says"].keys() == {"id", "transmittedBy"}
    assert (draft.read, draft.left) == (8, [])


@pytest.mark.parametrize(
    ("provenance", "pubinfo", "said", "url"),
    [
        (ATTRIBUTED + " sub:assertion prov:wasDerivedFrom <https://example.org/paper> .", CREATED, "2020-04-30", "https://example.org/paper"),
        (ATTRIBUTED + " sub:assertion prov:hadPrimarySource <https://example.org/paper> ; prov:wasDerivedFrom <ftp://example.org/x> .", CREATED, "2020-04-30", "https://example.org/paper"),
        (ATTRIBUTED + ' sub:assertion prov:generatedAtTime "2019"^^xsd:gYear .', CREATED, "2019", "https://example.org/np/one"),
        (ATTRIBUTED, 'this: pav:createdOn "2014-06-16T13:47:00Z"^^xsd:dateTime .', "2014-06-16T13:47:00Z", "https://example.org/np/one"),
        (ATTRIBUTED, 'this: dct:created "the other day" .', None, "https://example.org/np/one"),
    ],
)  # fmt: skip
def test_when_and_whence(provenance: str, pubinfo: str, said: str | None, url: str) -> None:
    (source,) = drafted(provenance, pubinfo).sources
    assert (source["url"], source["claims"][0].get("said")) == (url, said)


@pytest.mark.parametrize(
    ("provenance", "pubinfo", "name"),
    [
        ("sub:assertion prov:wasAttributedTo ex:Ross .", "this: dct:creator ex:Manson .", "Ross"),
        ("sub:assertion rdfs:comment 'no author' .", "this: dct:creator ex:Manson .", "Manson"),
        ("sub:assertion rdfs:comment 'no author' .", "this: pav:createdBy ex:Manson ; rdfs:label 'Malaria' .", "Manson"),
        ("sub:assertion rdfs:comment 'no author' .", "this: dct:creator 'Patrick Manson' .", "Patrick Manson"),
    ],
)
def test_who_says_so(provenance: str, pubinfo: str, name: str) -> None:
    draft = drafted(provenance, pubinfo)
    (hop,) = draft.sources[0]["claims"][0]["attribution"]
    assert {entity["id"]: entity["name"] for entity in draft.entities}[hop["agent"]] == name


def test_its_title_is_the_headline_and_the_sentence() -> None:
    (source,) = drafted(ATTRIBUTED, "this: rdfs:label 'Mosquitoes transmit malaria' .").sources
    assert (source["headline"], source["claims"][0]["label"]) == ("Mosquitoes transmit malaria", "Mosquitoes transmit malaria")


def test_what_facts_have_no_place_for_is_reported() -> None:
    draft = drafted(ATTRIBUTED, CREATED + " this: dct:license <https://example.org/licence> . sub:sig npx:hasAlgorithm 'RSA' .")
    assert draft.kept + len(draft.left) == draft.read == 9
    assert {left.what.partition("> ")[2].partition(" ")[0] for left in draft.left} == {
        "<http://purl.org/dc/terms/license>",
        "<http://purl.org/nanopub/x/hasAlgorithm>",
    }
    assert {left.why for left in draft.left} == {
        "of a nanopublication, facts keep what it states, who says so, when, and what it comes from"
    }
    assert all(left.where.line > 0 for left in draft.left)


def test_one_that_was_changed_is_not_kept() -> None:
    # A nanopublication of somebody else's, from the network, with another year.
    text = (
        """
@prefix this: <http://purl.org/np/RA3WVQx0RigDDBaI7uhxcZfJJt6NdJ1OGzVJJB1WrSB2w> .
@prefix sub: <http://purl.org/np/RA3WVQx0RigDDBaI7uhxcZfJJt6NdJ1OGzVJJB1WrSB2w#> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix ex: <https://example.org/things/> .
"""
        + HEAD
        + ASSERTION
        + "sub:provenance { sub:assertion ex:by ex:Ross . } sub:pubinfo { this: ex:by ex:Ross . }"
    )
    draft = draft_nanopubs(read_rdf(text.encode(), "theirs.trig"), "theirs.trig", Known())
    assert (draft.sources, draft.read, len(draft.left)) == ([], 7, 7)
    assert {left.what for left in draft.left} == {"nanopublication http://purl.org/np/RA3WVQx0RigDDBaI7uhxcZfJJt6NdJ1OGzVJJB1WrSB2w"}


def test_blank_nodes_are_why_a_name_cannot_be_verified() -> None:
    text = PREFIXES.replace("/one", "/RA3WVQx0RigDDBaI7uhxcZfJJt6NdJ1OGzVJJB1WrSB2w") + HEAD + ASSERTION.replace("ex:mosquitoes", "[]")
    text += "sub:provenance { sub:assertion ex:by ex:Ross . } sub:pubinfo { this: ex:by ex:Ross . }"
    draft = draft_nanopubs(read_rdf(text.encode(), "theirs.trig"), "theirs.trig", Known())
    assert {left.why for left in draft.left} == {"it has blank nodes, so that its trusty URI cannot be verified"}


# ------------------------------------------------------------ there and back, by the commands


@pytest.mark.parametrize("corpus", ["tram", "facts"])
def test_a_corpus_there_and_back(run: Run, tmp_path: pathlib.Path, corpus: str) -> None:
    folder = tram_corpus(tmp_path) if corpus == "tram" else ROOT / "facts"
    first, second = tmp_path / "first.trig", tmp_path / "second.trig"
    assert run("export", "--format", "nanopub", "-o", first, "--facts", folder).returncode == 0
    done = run("import", first, "-o", tmp_path / "back")
    assert done.returncode == 0, done.stderr
    assert run("check", tmp_path / "back").returncode == 0
    run("export", "--format", "nanopub", "-o", second, "--facts", tmp_path / "back")
    assert second.read_bytes() == first.read_bytes()
    again = run("import", first, "--facts", tmp_path / "back")
    assert "wrote" not in again.stdout


def test_words_of_vocabularies_that_we_know_by_prefix_come_back_too(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in.ttl").write_text(
        "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix ex: <https://ex.org/> .\nex:a dcterms:creator ex:b ; skos:broader ex:b ; ex:p ex:b .\n",
        encoding="utf-8",
    )
    run("import", "in.ttl", "-o", "first", cwd=tmp_path)
    run("export", "--format", "nanopub", "-o", tmp_path / "np.trig", cwd=tmp_path / "first")
    assert run("import", "np.trig", "-o", "second", cwd=tmp_path).stdout.endswith("new: 1 source, 3 claims, 2 entities\n")


def test_the_command_tells_what_was_changed(run: Run, tmp_path: pathlib.Path) -> None:
    file, report = tmp_path / "claims.trig", tmp_path / "report.json"
    run("export", "--format", "nanopub", "-o", file, "--facts", tram_corpus(tmp_path))
    text = file.read_text(encoding="utf-8")
    assert "A short history of trams in Riverton" in text
    file.write_text(text.replace("Riverton's horse tram opened in 1874", "Riverton's horse tram opened in 1875"), encoding="utf-8")
    done = run("import", file, "-o", tmp_path / "back", "--report", report)
    assert done.returncode == 1
    assert "its trusty URI does not name this content" in done.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    assert len({left["what"] for left in told["left"]}) == 1
    assert told["read"] == told["kept"] + len(told["left"])
    facts = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "back" / "facts").iterdir())
    assert "claim:horse-tram-opened" not in facts
    assert "claim:horse-tram-harbour" in facts


def test_a_store_of_nanopublications_lists_the_same_claims(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    run("export", "--format", "nanopub", "-o", tmp_path / "claims.trig", "--facts", facts)
    assert run("import", tmp_path / "claims.trig", "--store", tmp_path / "store").returncode == 0
    listed = json.loads(run("list", "--format", "json", "--facts", facts).stdout)
    for claim in listed:  # a store has no texts to verify evidence by
        for span in claim["evidence"]:
            span["verified"] = None
    assert list_claims(open_imported(str(tmp_path / "store"))) == listed


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_any_corpus_becomes_facts_again(make_corpus: MakeCorpus, text: str) -> None:
    corpus, problems = load_corpus(find_folder(str(make_corpus({"entities.yaml": text}))))
    assert not problems
    out = io.BytesIO()
    write_nanopubs(select_quads(store_quads(corpus), corpus.settings.base), corpus.settings.all_prefixes(), out)
    draft = draft_nanopubs(read_rdf(out.getvalue(), "claims.trig"), "claims.trig", Known())
    assert draft.left == []
    assert sorted(claim["id"] for source in draft.sources for claim in source["claims"]) == sorted(claim.id for claim in corpus.claims)
