"""Text in, quads out: each example says what becomes of a few lines of facts."""

from __future__ import annotations

import json
import pathlib

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus

from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.model import Corpus
from claimgraph.rdf import corpus_quads, filter_corpus
from claimgraph.rdf.complete import Completer
from claimgraph.views.table import render_term
from claimgraph.wording.compact import Compactor

HEAD = "id: src:paper\ntype: NewsArticle\nheadline: A headline\nclaims:\n"


def corpus_of(facts: pathlib.Path) -> Corpus:
    corpus, problems = load_corpus(find_folder(str(facts)))
    assert problems == []
    return corpus


def lines(corpus: Corpus, *, graph: str = "") -> list[str]:
    """The statements of the default graph, or of a claim's, as short names."""
    compact = Compactor(corpus.settings.all_prefixes())
    wanted = ox.NamedNode(corpus.settings.all_prefixes()["claim"] + graph) if graph else ox.DefaultGraph()
    return [
        " ".join(render_term(t, compact) for t in (q.subject, q.predicate, q.object))
        for q in corpus_quads(corpus).quads
        if q.graph_name == wanted
    ]


def test_a_claim_becomes_a_graph_its_metadata_and_the_view(make_corpus: MakeCorpus) -> None:
    facts = make_corpus(HEAD + "  - {id: claim:a, label: Ann leads the lab, says: {id: org:Lab, ledBy: person:Ann}}")
    corpus = corpus_of(facts)
    assert lines(corpus, graph="a") == ["org:Lab :ledBy person:Ann"]
    found = lines(corpus)
    assert "org:Lab :ledBy person:Ann" in found
    assert [line for line in found if line.startswith("claim:a ") and "Digest" not in line] == [
        "claim:a schema:appearance src:paper",
        "claim:a rdf:type cg:Claim",
        "claim:a rdfs:label Ann leads the lab",
        "claim:a cg:modality cg:asserted",
        "claim:a cg:polarity cg:affirmed",
        "claim:a cg:stance cg:fact",
    ]


@pytest.mark.parametrize(
    ("keys", "in_force"),
    [
        ("modality: asserted", True),
        ("modality: conceded", True),
        ("modality: ongoing", True),
        ("modality: planned", False),
        ("modality: hoped", False),
        ("modality: projected", False),
        ("modality: possible", False),
        ("polarity: denied", False),
        ("stance: opinion", False),
        ("attribution: [{agent: org:Gazette}]", True),
    ],
)
def test_what_is_in_force(make_corpus: MakeCorpus, keys: str, in_force: bool) -> None:
    facts = make_corpus(HEAD + f"  - {{id: claim:a, label: A, says: {{id: org:Lab, ledBy: person:Ann}}, {keys}}}")
    assert ("org:Lab :ledBy person:Ann" in lines(corpus_of(facts))) is in_force


@pytest.mark.parametrize("relation", ["supersedes", "retracts"])
def test_a_claim_of_another_file_takes_one_out_of_force(make_corpus: MakeCorpus, relation: str) -> None:
    facts = make_corpus(
        {
            "a.yaml": HEAD + "  - {id: claim:a, label: A, says: {id: org:Lab, ledBy: person:Ann}}",
            "b.yaml": HEAD.replace("paper", "later")
            + f"  - {{id: claim:b, label: B, says: {{id: org:Lab, ledBy: person:Bob}}, {relation}: claim:a}}",
        }
    )
    found = lines(corpus_of(facts))
    assert "org:Lab :ledBy person:Ann" not in found
    assert "org:Lab :ledBy person:Bob" in found


def test_a_statement_stays_in_force_while_another_claim_needs_it(make_corpus: MakeCorpus) -> None:
    same = "says: {id: topic:Budget, amount: {value: 5, unit: EUR}}"
    facts = make_corpus(
        HEAD
        + f"  - {{id: claim:a, label: A, {same}}}\n  - {{id: claim:b, label: B, {same}}}\n"
        + "  - {id: claim:c, label: C, says: {id: org:Lab, ledBy: person:Ann}, retracts: claim:a}"
    )
    corpus = corpus_of(facts)
    assert lines(corpus, graph="a") == lines(corpus, graph="b")
    assert set(lines(corpus, graph="a")) <= set(lines(corpus))


@pytest.mark.parametrize(
    ("amount", "value", "low", "high"),
    [
        ("{value: 50.2, unit: percent}", "50.2", "50.15", "50.25"),
        ("{value: 50.20, unit: percent}", "50.2", "50.195", "50.205"),
        ("{value: 14.3, scale: billion, unit: USD}", "14300000000", "14250000000", "14350000000"),
        ("{value: 15, scale: billion, unit: USD, exactness: nearly}", "15000000000", "13500000000", "15000000000"),
        ("{value: 15, unit: USD, exactness: about}", "15", "13.5", "16.5"),
        ("{value: 10, unit: times, exactness: over}", "10", "10", None),
        ("{value: 1000, unit: people, exactness: at-least}", "1000", "1000", None),
        ("{value: 7, unit: items, exactness: at-most}", "7", None, "7"),
        ("{low: 115, high: 135, scale: billion, unit: USD}", None, "115000000000", "135000000000"),
        ("{low: -2, high: -1, unit: EUR}", None, "-2", "-1"),
    ],
)
def test_numbers_keep_their_exactness_as_bounds(
    make_corpus: MakeCorpus, amount: str, value: str | None, low: str | None, high: str | None
) -> None:
    facts = make_corpus(HEAD + f"  - {{id: claim:a, label: A, says: {{id: topic:Budget, amount: {amount}}}}}")
    parts = dict(line.split(" ")[1:3] for line in lines(corpus_of(facts), graph="a") if line.startswith("val:"))
    assert (parts.get("schema:value"), parts.get("cg:low"), parts.get("cg:high")) == (value, low, high)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2029", ["2029", "2029-01-01", "2029-12-31", "cg:exact"]),
        ("2028-02", ["2028-02", "2028-02-01", "2028-02-29", "cg:exact"]),
        ("2029-12-05", ["2029-12-05", "2029-12-05", "2029-12-05", "cg:exact"]),
        ("2029-12-05T10:00:00Z", ["2029-12-05T10:00:00Z", "2029-12-05", "2029-12-05", "cg:exact"]),
        ("{value: 2026-05, exactness: at-least}", ["2026-05", "2026-05-01", None, "cg:at-least"]),
        ("{earliest: 2026-01-01, latest: 2026-06-30}", [None, "2026-01-01", "2026-06-30", "cg:range"]),
        ("{earliest: 2026-04-08, exactness: vague, label: soon}", [None, "2026-04-08", None, "cg:vague"]),
    ],
)
def test_dates_of_any_precision_get_an_earliest_and_a_latest_day(make_corpus: MakeCorpus, due: str, expected: list[str | None]) -> None:
    facts = make_corpus(HEAD + f"  - {{id: claim:a, label: A, modality: planned, due: {due}, says: {{id: org:Lab, ledBy: person:Ann}}}}")
    parts = dict(line.split(" ", 2)[1:] for line in lines(corpus_of(facts)) if line.startswith("date:"))
    assert [parts.get(key) for key in ("schema:value", "cg:earliest", "cg:latest", "cg:exactness")] == expected


def digests(make_corpus: MakeCorpus, claim: str, source: str = "src:paper") -> dict[str, str]:
    corpus = corpus_of(make_corpus(HEAD.replace("src:paper", source) + f"  - {claim}"))
    rows = (line.split(" ") for line in lines(corpus) if "Digest" in line)
    return {predicate: digest for _, predicate, digest in rows}


def test_the_content_digest_stays_with_the_content(make_corpus: MakeCorpus) -> None:
    first = digests(make_corpus, "{id: claim:a, label: A, says: {id: topic:Budget, amount: {value: 50.2, unit: EUR}}}")
    renamed = digests(make_corpus, "{id: claim:b, label: B, says: {id: topic:Budget, amount: {value: 50.20, unit: EUR}}}")
    changed = digests(make_corpus, "{id: claim:a, label: A, says: {id: topic:Budget, amount: {value: 50.3, unit: EUR}}}")
    planned = digests(make_corpus, "{id: claim:a, label: A, modality: planned, says: {id: topic:Budget, amount: {value: 50.2, unit: EUR}}}")
    elsewhere = digests(make_corpus, "{id: claim:a, label: A, says: {id: topic:Budget, amount: {value: 50.2, unit: EUR}}}", "src:other")
    assert first == renamed
    assert first["cg:contentDigest"] != changed["cg:contentDigest"]
    assert first["cg:contentDigest"] == planned["cg:contentDigest"] == elsewhere["cg:contentDigest"]
    assert len({d["cg:fullDigest"] for d in (first, planned, elsewhere)}) == 3


DATED = """
  - {id: claim:early, label: E, said: 2026-01-10, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:late, label: L, said: 2026-03, says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:early}
  - {id: claim:unknown, label: U, says: {id: org:Council, ledBy: person:Bob}}
  - {id: claim:after, label: A, said: {earliest: 2027-01-01, exactness: vague}, says: {id: org:Gazette, ledBy: person:Bob}}
"""


@pytest.mark.parametrize(
    ("day", "view", "undated"),
    [
        ("2026-01-09", [], 1),
        ("2026-01-10", ["org:Lab :ledBy person:Ann"], 1),
        ("2026-03-30", ["org:Lab :ledBy person:Ann"], 2),
        ("2026-03-31", ["org:Lab :ledBy person:Bob"], 1),
        ("2027-06-01", ["org:Lab :ledBy person:Bob"], 2),
    ],
)
def test_as_of_shows_the_corpus_of_that_day(make_corpus: MakeCorpus, day: str, view: list[str], undated: int) -> None:
    corpus, left_out = filter_corpus(corpus_of(make_corpus(HEAD + DATED)), as_of=day)
    assert [line for line in lines(corpus) if ":ledBy" in line] == view
    assert left_out == undated


def test_valid_on_keeps_what_holds_that_day(make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        HEAD
        + "  - {id: claim:a, label: A, until: 2026-03, says: {id: org:Lab, ledBy: person:Ann}}\n"
        + "  - {id: claim:b, label: B, from: 2026-04-01, says: {id: org:Lab, ledBy: person:Bob}}\n"
    )
    corpus = corpus_of(facts)
    for day, leader in (("2026-03-31", "Ann"), ("2026-04-01", "Bob")):
        kept, _ = filter_corpus(corpus, valid_on=day)
        assert [line for line in lines(kept) if ":ledBy" in line] == [f"org:Lab :ledBy person:{leader}"]


def test_no_blank_nodes_and_the_same_order_every_time() -> None:
    corpus = corpus_of(ROOT / "facts")
    quads = corpus_quads(corpus).quads
    assert quads == corpus_quads(corpus).quads
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_the_lines_we_write_are_what_a_json_ld_processor_reads() -> None:
    for name in ("facts", "src/claimgraph/example"):
        corpus = corpus_of(ROOT / name)
        document = json.dumps(Completer(corpus).document())
        read = {str(q) for q in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
        written = corpus_quads(corpus).quads
        in_graphs = {(q.subject, q.predicate, q.object) for q in written if q.graph_name != ox.DefaultGraph()}
        view = {str(q) for q in written if q.graph_name == ox.DefaultGraph() and (q.subject, q.predicate, q.object) in in_graphs}
        assert read <= {str(q) for q in written}
        assert {str(q) for q in written} - read <= view


def by_other_processors(document: str) -> dict[str, set[str]]:
    import rdflib
    from pyld import jsonld

    dataset = rdflib.Dataset()
    dataset.parse(data=document, format="json-ld")
    texts = {"pyld": jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"}), "rdflib": dataset.serialize(format="nquads")}
    return {name: {str(q) for q in ox.parse(text, format=ox.RdfFormat.N_QUADS)} for name, text in texts.items()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_other_json_ld_processors_read_the_same_quads(make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        HEAD
        + "  - {id: claim:a, label: A, modality: planned, due: 2029-12, attribution: [{agent: org:Council, speech: indirect}],"
        + " says: {id: topic:Budget, amount: {value: 2.4, scale: billion, unit: EUR, exactness: about}}}\n"
        + "  - {id: claim:b, label: B, says: [{id: org:Lab, ledBy: [person:Ann, person:Bob]}, {id: org:Council, ledBy: person:Bob}]}\n"
    )
    document = json.dumps(Completer(corpus_of(facts)).document())
    ours = {str(q) for q in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    assert len(ours) > 50
    for name, theirs in by_other_processors(document).items():
        # rdflib names the default graph of a dataset by a blank node
        bare = {q.rpartition(" _:")[0] if " _:" in q else q for q in theirs}
        assert bare == ours, name


def test_the_yaml_itself_is_json_ld_under_the_context(make_corpus: MakeCorpus) -> None:
    import yaml

    text = HEAD + "  - {id: claim:a, label: A, modality: hoped, says: {id: org:Lab, ledBy: person:Ann, licence: proprietary}}"
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    corpus = corpus_of(make_corpus(text.replace(", licence: proprietary", "")))
    prefixes = {p: iri for p, iri in corpus.settings.all_prefixes().items() if p not in context and p}
    document = json.dumps({"@context": [prefixes | context], **yaml.safe_load(text)})
    found = {str(q) for q in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    base = "https://example.org/"
    claim = f"<{base}claim/a>"
    assert f"<{base}organization/Lab> <https://w3id.org/claimgraph/domain#ledBy> <{base}person/Ann> {claim}" in found
    assert f"{claim} <https://w3id.org/claimgraph/ns#modality> <https://w3id.org/claimgraph/ns#hoped>" in found
    assert f"{claim} <http://schema.org/appearance> <{base}source/paper>" in found
    licence = "<https://w3id.org/claimgraph/domain#licence> <https://w3id.org/claimgraph/domain#proprietary>"
    assert f"<{base}organization/Lab> {licence} {claim}" in found
