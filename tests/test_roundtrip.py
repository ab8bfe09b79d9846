"""Out and back: whatever form an export has that loses nothing, the import makes the same corpus of it."""

from __future__ import annotations

import gzip
import io
import pathlib
import tempfile
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus, Run
from hypothesis import HealthCheck, given, settings
from strategies import facts
from tram_corpus import tram_corpus

from claimgraph.checking import check_folder
from claimgraph.exports.corpus import Shape, export_quads
from claimgraph.exports.formats import export_format
from claimgraph.exports.nanopub import write_nanopubs
from claimgraph.exports.selection import select_quads
from claimgraph.folder import find_folder
from claimgraph.imports.draft import Draft
from claimgraph.imports.drafting import Wishes, make_draft
from claimgraph.imports.given import Given
from claimgraph.imports.known import Known
from claimgraph.imports.target import find_target
from claimgraph.loader import load_corpus
from claimgraph.model import Corpus
from claimgraph.rdf import store_quads


class Form(NamedTuple):
    """A form of an export: its format, how claims are reified, the graph of the metadata."""

    format: str
    reify: str = "named-graph"
    meta: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.format, self.reify, "meta" * bool(self.meta)) if part)


META = "https://example.org/all-metadata"
FORMS = [
    *(Form(name, meta=meta) for name in ("nq", "trig", "jsonld") for meta in ("", META)),
    *(Form(name, "rdf-statement") for name in ("ttl", "nt", "rdf", "nq", "trig")),
    *(Form(name, "rdf12") for name in ("ttl", "nt", "nq")),
    *(Form("nq", how, META) for how in ("rdf-statement", "rdf12")),
]


def loaded(folder: pathlib.Path) -> Corpus:
    corpus, problems = load_corpus(find_folder(str(folder)))
    assert problems == []
    return corpus


def exported(corpus: Corpus, form: Form) -> bytes:
    quads = select_quads(store_quads(corpus), corpus.settings.base)
    out = io.BytesIO()
    shape = Shape(form.reify, form.meta)
    loss = export_quads(quads, export_format(form.format, ""), out, corpus.settings.all_prefixes(), corpus.settings.base, shape)
    assert loss.items == ()
    return out.getvalue()


def drafted(data: bytes, format_: str) -> Draft:
    draft = make_draft(Given("corpus", data, "rdf", format_), Wishes(), Known())
    assert (draft.left, draft.kept) == ([], draft.read)
    return draft


def made(draft: Draft) -> set[ox.Quad]:
    """Write a draft to a new folder, check that, and return all that a store of it holds."""
    with tempfile.TemporaryDirectory() as root:
        find_target(f"{root}/new", None, draft.name).write(draft)
        folder = find_folder(f"{root}/new")
        assert check_folder(folder).problems == ()
        return set(store_quads(load_corpus(folder)[0]))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_any_corpus_comes_back_from_any_form(text: str, make_corpus: MakeCorpus) -> None:
    folder = make_corpus({"entities.yaml": text})
    corpus = loaded(folder)
    drafts = {form: drafted(exported(corpus, form), form.format) for form in FORMS}
    first = drafts[FORMS[0]]
    for form, draft in drafts.items():
        assert (draft.sources, draft.entities, draft.settings) == (first.sources, first.entities, first.settings), form
    assert made(first) == set(store_quads(corpus))
    here = find_target("", str(folder), "corpus")
    assert here.write(make_draft(Given("corpus", exported(corpus, FORMS[0]), "rdf", "nq"), Wishes(), here.known)).files == []


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_corpus_with_a_vocabulary_of_its_own_comes_back(form: Form, tmp_path: pathlib.Path) -> None:
    corpus = loaded(tram_corpus(tmp_path))
    draft = drafted(exported(corpus, form), form.format)
    assert list(draft.settings.modules) == ["vocabulary.ttl"]
    assert made(draft) == set(store_quads(corpus))


def test_what_claims_say_comes_back_from_nanopublications(tmp_path: pathlib.Path) -> None:
    """They have no room for what no claim is about, and say so; see the loss report."""
    for folder in (tram_corpus(tmp_path), ROOT / "facts"):
        corpus = loaded(folder)
        out = io.BytesIO()
        write_nanopubs(select_quads(store_quads(corpus), corpus.settings.base), corpus.settings.all_prefixes(), out)
        draft = make_draft(Given("corpus", out.getvalue(), "rdf", "trig"), Wishes(), Known())
        claims = {ox.NamedNode(corpus.settings.all_prefixes()["claim"] + claim.id.partition(":")[2]) for claim in corpus.claims}
        expected, found = (
            {quad for quad in quads if {quad.subject, quad.graph_name} & claims} for quads in (store_quads(corpus), made(draft))
        )
        assert found == expected


SHAPES = """
@prefix ex: <https://example.org/tram#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Line a owl:Class ; rdfs:subClassOf cg:Entity ; rdfs:label "a line. @prefix"@en .
ex:LineShape a sh:NodeShape ; sh:targetClass ex:Line ; sh:property [ sh:path rdfs:seeAlso ; sh:nodeKind sh:IRI ] ,
  [ sh:path rdfs:comment ; sh:or ( [ sh:datatype xsd:string ] [ sh:nodeKind sh:IRI ] ) ] .
ex:runs a owl:DatatypeProperty ; rdfs:domain ex:Line ; rdfs:range xsd:string ; rdfs:label "runs" ; cg:timeGrain "always" .
"""


def test_nodes_without_a_name_in_a_vocabulary_keep_those_that_they_get(make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        {"entities.yaml": "entities: [{id: topic:L, type: Line, name: L}]"},
        toml='modules = ["v.ttl"]\nbase = "https://example.org/l/"\n[prefixes]\nex = "https://example.org/tram#"\n',
    )
    (facts.parent / "v.ttl").write_text(SHAPES, encoding="utf-8")
    corpus = loaded(facts)
    for form in (Form("trig"), Form("ttl", "rdf12"), Form("nt", "rdf-statement")):
        assert made(drafted(exported(corpus, form), form.format)) == set(store_quads(corpus))


def test_the_facts_of_this_repository_come_back_by_the_command_line(run: Run, tmp_path: pathlib.Path) -> None:
    before = tmp_path / "before.nq"
    run("export", "--facts", ROOT / "facts", "-o", before)
    packed = tmp_path / "corpus.ttl.gz"
    run("export", "--facts", ROOT / "facts", "--reify", "rdf12", "-o", packed)
    assert gzip.decompress(packed.read_bytes())
    done = run("import", packed, "-o", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert run("check", tmp_path / "new").returncode == 0
    run("export", "--facts", tmp_path / "new", "-o", tmp_path / "after.nq")
    assert (tmp_path / "after.nq").read_bytes() == before.read_bytes()


def test_hand_written_facts_say_the_same_as_their_export_so_nothing_is_new(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    run("export", "--facts", facts, "-o", tmp_path / "tram.trig")
    before = {path: path.read_bytes() for path in facts.parent.rglob("*") if path.is_file()}
    done = run("import", tmp_path / "tram.trig", "--facts", facts)
    assert (done.returncode, done.stderr, done.stdout.splitlines()[1]) == (0, "", "nothing new: all of it is there already")
    assert {path: path.read_bytes() for path in facts.parent.rglob("*") if path.is_file()} == before
