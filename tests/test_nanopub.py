"""Nanopublications: one per claim, with all it needs, under a name that nobody can keep who changes a letter."""

from __future__ import annotations

import base64
import hashlib
import io
import pathlib
import subprocess
import sys
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus, need
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import facts, words
from tram_corpus import tram_corpus

from claimgraph.errors import InputError
from claimgraph.exports.loss import Loss
from claimgraph.exports.nanopub import write_nanopubs
from claimgraph.exports.selection import select_quads
from claimgraph.exports.trusty import artifact_code, make_trusty, verify_trusty
from claimgraph.folder import find_folder
from claimgraph.imports.nanopubs import Unpacked, unpack_nanopubs
from claimgraph.imports.rdf import read_rdf
from claimgraph.loader import load_corpus
from claimgraph.rdf import corpus_quads, store_quads

TOML = """
format = 1
title = "A city's plans"
base = "https://example.org/city/"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
"""
COUNCIL = """
id: src:gazette
type: NewsArticle
headline: Council plans
url: https://example.org/gazette
published: 2025-03
publisher: org:Gazette
claims:
  - id: claim:ann-leads
    label: Ann does not lead the lab
    says: {id: org:Lab, ledBy: person:Ann}
    attribution: [{agent: org:Council, cue: denied}]
    polarity: denied
    recorded: 2025-03-05
"""
#: The whole file, but for the code that its content gives it.
WRITTEN = """\
@prefix : <https://w3id.org/claimgraph/domain#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix claim: <https://example.org/city/claim/> .
@prefix date: <https://example.org/city/date/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix hop: <https://example.org/city/attribution/> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix npx: <http://purl.org/nanopub/x/> .
@prefix org: <https://example.org/city/organization/> .
@prefix person: <https://example.org/city/person/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix src: <https://example.org/city/source/> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

@prefix this: <https://example.org/city/np/CODE> .
@prefix sub: <https://example.org/city/np/CODE#> .

sub:Head {
	this: np:hasAssertion sub:assertion ;
		np:hasProvenance sub:provenance ;
		np:hasPublicationInfo sub:pubinfo ;
		a np:Nanopublication .
}
sub:assertion {
	org:Lab :ledBy person:Ann .
}
sub:provenance {
	hop:ann-leads.1 a cg:Attribution ;
		prov:agent org:Council ;
		cg:cue "denied" ;
		cg:position 1 .
	claim:ann-leads schema:appearance src:gazette ;
		a cg:Claim ;
		rdfs:label "Ann does not lead the lab" ;
		prov:qualifiedAttribution hop:ann-leads.1 ;
		prov:wasAttributedTo org:Council ;
		cg:contentDigest "DIGEST" ;
		cg:fullDigest "DIGEST" ;
		cg:modality cg:asserted ;
		cg:polarity cg:denied ;
		cg:recorded date:2025-03-05 ;
		cg:stance cg:fact .
	date:2025-03-05 schema:value "2025-03-05"^^xsd:date ;
		a cg:Date ;
		cg:earliest "2025-03-05"^^xsd:date ;
		cg:exactness cg:exact ;
		cg:latest "2025-03-05"^^xsd:date .
	date:2025-03 schema:value "2025-03"^^xsd:gYearMonth ;
		a cg:Date ;
		cg:earliest "2025-03-01"^^xsd:date ;
		cg:exactness cg:exact ;
		cg:latest "2025-03-31"^^xsd:date .
	sub:assertion prov:alternateOf claim:ann-leads ;
		prov:wasAttributedTo org:Council ;
		prov:wasDerivedFrom src:gazette ;
		cg:modality cg:asserted ;
		cg:polarity cg:denied ;
		cg:stance cg:fact .
	src:gazette schema:datePublished "2025-03"^^xsd:gYearMonth ;
		schema:headline "Council plans" ;
		schema:publisher org:Gazette ;
		schema:url "https://example.org/gazette"^^xsd:anyURI ;
		a schema:NewsArticle , cg:Source ;
		cg:published date:2025-03 .
}
sub:pubinfo {
	<https://example.org/city/dataset> dcterms:conformsTo <https://w3id.org/claimgraph/ns> ;
		dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
		dcterms:title "A city's plans" ;
		void:uriSpace "https://example.org/city/" ;
		void:vocabulary : , cg: ;
		a void:Dataset , dcat:Dataset .
	this: dcterms:created "2025-03-05"^^xsd:date ;
		dcterms:isPartOf <https://example.org/city/dataset> ;
		dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
		npx:introduces claim:ann-leads ;
		rdfs:label "Ann does not lead the lab" .
	org:Council schema:name "City Council" ;
		a schema:Organization , cg:Entity .
	org:Gazette schema:name "The Gazette" ;
		a schema:Organization , cg:Entity .
	org:Lab schema:name "The Lab" ;
		a schema:Organization , cg:Entity .
	person:Ann schema:name "Ann" ;
		a schema:Person , cg:Entity .
}
"""


def chosen(folder: pathlib.Path) -> tuple[list[ox.Quad], dict[str, str]]:
    """Return what an export of a folder holds, and its prefixes."""
    corpus, problems = load_corpus(find_folder(str(folder)))
    assert not problems
    return select_quads(store_quads(corpus), corpus.settings.base), corpus.settings.all_prefixes()


def written(folder: pathlib.Path) -> tuple[str, list[ox.Quad], Loss]:
    quads, prefixes = chosen(folder)
    out = io.BytesIO()
    loss = write_nanopubs(quads, prefixes, out)
    return out.getvalue().decode(), quads, loss


def unpacked(text: str) -> Unpacked:
    return unpack_nanopubs(read_rdf(text.encode(), "claims.trig"))


def names(text: str) -> list[str]:
    return [line.split("<")[1].split(">")[0] for line in text.splitlines() if line.startswith("@prefix this:")]


@pytest.fixture
def tram(tmp_path: pathlib.Path) -> pathlib.Path:
    return tram_corpus(tmp_path)


def test_a_claim_as_a_nanopublication(make_corpus: MakeCorpus) -> None:
    text, _, _ = written(make_corpus(COUNCIL, toml=TOML))
    (name,) = names(text)
    lines = (f'{line.split(chr(34))[0]}"DIGEST" ;' if "Digest " in line else line for line in text.splitlines())
    assert "\n".join([*lines, ""]).replace(artifact_code(name), "CODE") == WRITTEN


def test_the_report_tells_what_is_left_out(tram: pathlib.Path) -> None:
    _, quads, loss = written(tram)
    assert [item.what for item in loss.items] == ["the description of the dataset", "the asserted view", "the vocabulary"]
    assert (loss.claims, loss.statements, loss.kept + loss.lost) == (25, len(quads), len(quads))


def test_the_same_claims_are_the_same_nanopublications_for_ever(make_corpus: MakeCorpus) -> None:
    first = names(written(make_corpus(COUNCIL, toml=TOML))[0])
    more = COUNCIL + "  - {id: claim:bob-leads, label: Bob leads, says: {id: org:Lab, ledBy: person:Bob}}\n"
    assert set(first) < set(names(written(make_corpus(more, toml=TOML))[0]))


def test_the_bytes_do_not_depend_on_the_run(tmp_path: pathlib.Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "claimgraph", "export", "--format", "nanopub", "-o", str(tmp_path / seed)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env={"PYTHONHASHSEED": seed, "CLAIMGRAPH_CACHE": str(tmp_path)})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


# ------------------------------------------------------------ what others say of them


def judged(*files: pathlib.Path) -> list[str]:
    """Return what the nanopub package says: the names of valid nanopublications, or what is wrong."""
    need("np", "pip install nanopub")
    done = subprocess.run([sys.executable, ROOT / "tests" / "nanopub_judge.py", *files], check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_nanopub_package_finds_them_valid(tram: pathlib.Path, tmp_path: pathlib.Path) -> None:
    text = written(tram)[0]
    (tmp_path / "tram.trig").write_text(text, encoding="utf-8")
    assert judged(tmp_path / "tram.trig") == names(text)
    assert len(names(text)) == 25


def test_the_nanopub_package_finds_what_was_changed(make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    text = written(make_corpus(COUNCIL, toml=TOML))[0].replace("cg:polarity cg:denied", "cg:polarity cg:affirmed")
    (tmp_path / "changed.trig").write_text(text, encoding="utf-8")
    (verdict,) = judged(tmp_path / "changed.trig")
    assert "is not valid" in verdict


#: What is easily written or sorted in another way than the specification's.
NASTY: list[ox.Literal | ox.NamedNode] = [
    ox.Literal("b\nc"), ox.Literal("b\\nc"), ox.Literal("b\\"), ox.Literal("b\tc\r"), ox.Literal(""), ox.Literal(" "), ox.Literal("\U0001f600"), ox.Literal("\uffff"),
    ox.Literal("colour", language="en-gb"), ox.Literal("colour", language="de"), ox.Literal("colour"), ox.Literal("Colour"),
    ox.Literal("1.0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), ox.Literal("1.0"), ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/a#b"), ox.NamedNode("https://example.org/é"), ox.NamedNode("https://example.org/np/other"),
]  # fmt: skip
P = "https://example.org/p"


def nanopub(
    values: Sequence[ox.Literal | ox.NamedNode], draft: str = "https://example.org/np/", separator: str = "#"
) -> tuple[str, list[ox.Quad]]:
    head, assertion, provenance, pubinfo = (
        ox.NamedNode(draft + separator + part) for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    this, ns, p = ox.NamedNode(draft), "http://www.nanopub.org/nschema#", ox.NamedNode(P)
    links = [("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", pubinfo)]
    quads = [ox.Quad(this, ox.NamedNode(ns + name), graph, head) for name, graph in links]
    quads.append(ox.Quad(this, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(ns + "Nanopublication"), head))
    quads += [ox.Quad(assertion, p, this, provenance), ox.Quad(this, p, assertion, pubinfo)]
    quads += [ox.Quad(ox.NamedNode("https://example.org/s"), p, value, assertion) for value in values]
    return make_trusty(quads, draft, separator)


def test_the_nanopub_package_gives_the_same_names(tmp_path: pathlib.Path) -> None:
    files = []
    expected = []
    for number, values in enumerate([NASTY, *([value] for value in NASTY)]):
        name, quads = nanopub(values)
        file = tmp_path / f"{number}.trig"
        text = ox.serialize(quads, format=ox.RdfFormat.TRIG)
        assert text
        file.write_text(f"\n@prefix this: <{name}> .\n{text.decode()}", encoding="utf-8", newline="")
        files.append(file)
        expected.append(name)
    assert judged(*files) == expected


def test_a_name_that_the_specification_gives() -> None:
    # Written out by hand: graph, subject, predicate, object, a line each, sorted; the code is a blank.
    quads = [
        ox.Quad(ox.NamedNode("http://x.org/r."), ox.NamedNode("http://x.org/p"), ox.Literal("b\\\n"), ox.NamedNode("http://x.org/r.")),
        ox.Quad(
            ox.NamedNode("http://x.org/r."), ox.NamedNode("http://x.org/p"), ox.NamedNode("http://x.org/z"), ox.NamedNode("http://x.org/r.")
        ),
        ox.Quad(ox.NamedNode("http://x.org/a"), ox.NamedNode("http://x.org/p"), ox.Literal("b", language="EN")),
    ]
    line = "http://x.org/r. \nhttp://x.org/r. \nhttp://x.org/p\n"
    text = (
        "\nhttp://x.org/a\nhttp://x.org/p\n@en b\n"
        + line
        + "http://x.org/z\n"
        + line
        + "^http://www.w3.org/2001/XMLSchema#string b\\\\\\n\n"
    )
    code = "RA" + base64.b64encode(hashlib.sha256(text.encode()).digest(), b"-_").decode()[:43]
    name, renamed = make_trusty(quads, "http://x.org/r.")
    assert name == "http://x.org/r." + code
    assert verify_trusty(renamed, name)


@pytest.mark.parametrize("separator", ["#", "/", "."])
@given(values=st.lists(st.builds(ox.Literal, words()), min_size=1, max_size=3, unique=True))
@settings(max_examples=20, deadline=None)
def test_a_name_is_verified_by_its_content_alone(separator: str, values: list[ox.Literal]) -> None:
    name, quads = nanopub(values, separator=separator)
    assert verify_trusty(quads, name)
    assert verify_trusty(reversed(quads), name)
    assert not verify_trusty(quads[:-1], name)
    assert not verify_trusty([*quads, ox.Quad(quads[0].subject, ox.NamedNode(P), ox.Literal("\0 more"), quads[0].graph_name)], name)


def test_what_has_blank_nodes_has_no_such_name() -> None:
    with pytest.raises(ValueError, match="only IRIs and literals"):
        make_trusty([ox.Quad(ox.BlankNode("b"), ox.NamedNode(P), ox.Literal("x"))], "https://example.org/np/")


# ------------------------------------------------------------ and back


def kept(quads: list[ox.Quad], loss: Loss, found: list[ox.Quad]) -> bool:
    """Tell whether what came back is what went in, less what the report says is lost."""
    return set(found) <= set(quads) and len(set(found)) == loss.kept


def test_our_own_give_back_what_they_were_made_of(tram: pathlib.Path) -> None:
    text, quads, loss = written(tram)
    back = unpacked(text)
    assert kept(quads, loss, back.own.quads)
    assert (back.foreign, back.left, back.total) == ([], [], 25)
    default = ox.DefaultGraph()
    stated = {quad for quad in quads if quad.graph_name != default and "/claim/" in quad.graph_name.value}  # type: ignore[union-attr]
    assert stated <= set(back.own.quads)


@given(text=facts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_corpus_comes_back_less_what_is_lost(make_corpus: MakeCorpus, text: str) -> None:
    nanopubs, quads, loss = written(make_corpus({"entities.yaml": text}))
    back = unpacked(nanopubs)
    assert kept(quads, loss, back.own.quads)
    assert not back.left
    assert sum(item.statements for item in loss.items) == loss.lost == loss.statements - loss.kept
    stated = {quad for quad in quads if str(quad.graph_name).startswith("<https://example.org/claim/")}
    about = {
        quad
        for quad in quads
        if str(quad.graph_name) == "DEFAULT"
        and str(quad.subject).startswith(
            ("<https://example.org/claim/", "<https://example.org/attribution/", "<https://example.org/source/")
        )
    }
    assert stated | about <= set(back.own.quads)


def test_a_corpus_below_a_hash_has_nanopublications_too(make_corpus: MakeCorpus) -> None:
    corpus, _ = load_corpus(find_folder(str(make_corpus(COUNCIL, toml='base = "https://example.org/city#"'))))
    quads = corpus_quads(corpus).quads
    out = io.BytesIO()
    loss = write_nanopubs(quads, corpus.settings.all_prefixes(), out)
    text = out.getvalue().decode()
    (name,) = names(text)
    assert f"@prefix sub: <{name}/> ." in text
    assert kept(quads, loss, unpacked(text).own.quads)


CHANGES = {
    "a word": ('rdfs:label "Ann does not lead the lab" ;', 'rdfs:label "Ann does lead the lab" ;'),
    "a letter": ("Council plans", "Council plane"),
    "a statement more": ("org:Lab :ledBy person:Ann .", "org:Lab :ledBy person:Ann , org:Council ."),
    "a statement less": ("\t\tcg:polarity cg:denied ;\n", ""),
    "a datatype": ('"2025-03-05"^^xsd:date', '"2025-03-05"'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_changed_is_not_kept(make_corpus: MakeCorpus, change: tuple[str, str]) -> None:
    more = COUNCIL + "  - {id: claim:bob-leads, label: Bob leads, says: {id: org:Lab, ledBy: person:Bob}}\n"
    text, _, _ = written(make_corpus(more, toml=TOML))
    blocks = text.split("\n@prefix this:")
    at = next(n for n, block in enumerate(blocks) if "claim:ann-leads schema" in block)
    assert change[0] in blocks[at]
    blocks[at] = blocks[at].replace(*change, 1)
    back = unpacked("\n@prefix this:".join(blocks))
    spoilt = blocks[at].split("<")[1].split(">")[0]
    assert {left.what for left in back.left} == {f"nanopublication {spoilt}"}
    assert {left.why for left in back.left} == {
        "its trusty URI does not name this content: something has been changed, added or taken away"
    }
    claims = {quad.subject.value for quad in back.own.quads if str(quad.object) == "<https://w3id.org/claimgraph/ns#Claim>"}  # type: ignore[union-attr]
    assert claims == {"https://example.org/city/claim/bob-leads"}


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_letter_can_be_changed_unnoticed(make_corpus: MakeCorpus, data: st.DataObject) -> None:
    text, _, _ = written(make_corpus(COUNCIL, toml=TOML))
    at = data.draw(st.integers(text.index("\n@prefix this:"), len(text) - 1))
    changed = text[:at] + data.draw(st.sampled_from("aB0-é\n. ")) + text[at + 1 :]
    try:
        back = unpacked(changed)
    except InputError:
        return  # it is no TriG any more
    assert back.left or set(back.own.quads) == set(unpacked(text).own.quads) or not claims_of(back)


def claims_of(back: Unpacked) -> set[str]:
    """Return the claims that a file still has."""
    return {
        str(quad.subject)
        for quad in back.own.quads
        if str(quad.object) == "<https://w3id.org/claimgraph/ns#Claim>" and quad.graph_name == ox.DefaultGraph()
    }


def test_what_was_not_kept_is_told_with_its_place(make_corpus: MakeCorpus) -> None:
    text, _, _ = written(make_corpus(COUNCIL, toml=TOML))
    back = unpacked(text.replace("Council plans", "Council plane"))
    lines = text.splitlines()
    assert len(back.left) == len(read_rdf(text.encode(), "x.trig").quads)
    assert {left.where.file for left in back.left} == {"claims.trig"}
    assert min(left.where.line for left in back.left) == lines.index("sub:Head {") + 2


def test_one_claim_in_two_versions_is_kept_once(make_corpus: MakeCorpus) -> None:
    first, _, _ = written(make_corpus(COUNCIL, toml=TOML))
    second, _, _ = written(
        make_corpus(COUNCIL.replace("Council plans", "Other plans").replace("does not lead", "is not head of"), toml=TOML)
    )
    back = unpacked(first + second)
    assert {left.why for left in back.left} == {f"it is of the same claim as {names(first)[0]}, which says something else"}
    assert set(back.own.quads) == set(unpacked(first).own.quads)
    assert not unpacked(first + first).left


def test_a_nanopublication_speaks_of_its_own_claim_alone(make_corpus: MakeCorpus) -> None:
    more = COUNCIL + "  - {id: claim:bob-leads, label: Bob leads, says: {id: org:Lab, ledBy: person:Bob}}\n"
    quads, prefixes = chosen(make_corpus(more, toml=TOML))
    out = io.BytesIO()
    write_nanopubs(quads, prefixes, out)
    # Somebody makes a nanopublication of one claim that says something of the other, and names it as it should be.
    found = list(ox.parse(out.getvalue(), format=ox.RdfFormat.TRIG))
    ann = names(out.getvalue().decode())[0]
    own = [quad for quad in found if str(quad.graph_name).startswith(f"<{ann}")]
    bob = next(
        claim for claim in ("ann-leads", "bob-leads") if f"claim/{claim}>" not in str([q for q in own if "introduces" in str(q.predicate)])
    )
    draft = "https://example.org/city/np/"
    retold = [ox.Quad(*(ox.NamedNode(t.value.replace(ann, draft)) if isinstance(t, ox.NamedNode) else t for t in quad)) for quad in own]
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    retold.append(
        ox.Quad(ox.NamedNode(f"https://example.org/city/claim/{bob}"), label, ox.Literal("nonsense"), ox.NamedNode(draft + "#provenance"))
    )
    name, made = make_trusty(retold, draft)
    text = ox.serialize([*made, *(quad for quad in found if quad not in own)], format=ox.RdfFormat.TRIG)
    assert text
    back = unpacked(text.decode())
    assert [left.what for left in back.left] == [f"nanopublication {name}"]
    assert "nonsense" not in str(back.own.quads)


FOREIGN = """
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix ex: <https://example.org/their/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
ex:head { ex:np a np:Nanopublication ; np:hasAssertion ex:assertion ; np:hasProvenance ex:provenance ; np:hasPublicationInfo ex:pubinfo . }
ex:assertion { ex:malaria ex:isTransmittedBy ex:mosquitoes . }
ex:provenance { ex:assertion prov:wasAttributedTo ex:Ross . }
ex:pubinfo { ex:np prov:wasAttributedTo ex:Ross . }
"""


def test_those_of_others_are_told_apart(make_corpus: MakeCorpus) -> None:
    text, quads, loss = written(make_corpus(COUNCIL, toml=TOML))
    back = unpacked(text + FOREIGN)
    assert [nanopub.iri for nanopub in back.foreign] == ["https://example.org/their/np"]
    assert [str(quad.triple) for quad in back.foreign[0].assertion] == [
        "<https://example.org/their/malaria> <https://example.org/their/isTransmittedBy> <https://example.org/their/mosquitoes>"
    ]
    assert kept(quads, loss, back.own.quads)
    assert not back.left


MALFORMED = {
    "no provenance": ("np:hasProvenance ex:provenance ;", ""),
    "two assertions": ("np:hasAssertion ex:assertion ;", "np:hasAssertion ex:assertion , ex:provenance ;"),
    "one graph for two parts": ("np:hasProvenance ex:provenance ;", "np:hasProvenance ex:assertion ;"),
    "a part that is not there": ("ex:assertion {", "ex:other {"),
}


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_malformed_is_reported(change: tuple[str, str]) -> None:
    assert change[0] in FOREIGN
    back = unpacked(FOREIGN.replace(*change))
    assert back.foreign == []
    assert {left.what for left in back.left} == {"nanopublication https://example.org/their/np"}
    assert {left.why for left in back.left} == {
        "it has not exactly one assertion, provenance and publication info, each in a graph of its own"
    }
    assert len(back.left) + len(back.own.quads) == len(read_rdf(FOREIGN.replace(*change).encode(), "x.trig").quads)
