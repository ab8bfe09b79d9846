"""The rules that `check` runs find what a SHACL engine finds with the same shapes."""

from __future__ import annotations

import random
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus

from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.ontology import load_ontology
from claimgraph.rdf import corpus_quads, ontology_quads
from claimgraph.rules import run_rules
from claimgraph.store.embedded import memory_store
from claimgraph.vocab import CG, CITO, OA, PROV, RDF, RDFS, SCHEMA, XSD

BASE = "https://example.org/"
A, B = ox.NamedNode(BASE + "claim/a"), ox.NamedNode(BASE + "claim/b")
FACTS = """
id: src:paper
type: NewsArticle
headline: A headline
url: https://example.org/paper
published: 2026-01
publisher: org:Gazette
language: en
text: {sha256: 00000000000000000000000000000000000000000000000000000000000000aa, chars: 100}
claims:
  - id: claim:a
    label: The budget is about 5 million
    says: {id: topic:Budget, amount: {value: 5, scale: million, unit: EUR, exactness: about}}
    modality: planned
    from: 2026-01-01
    until: 2026-12
    due: {earliest: 2026-02-01, exactness: vague}
    attribution: [{agent: org:Council, speech: indirect}, {unnamed: an official, count: 1}]
    evidence: [{start: 1, end: 9, sha256: 00000000000000000000000000000000000000000000000000000000000000bb}]
  - id: claim:b
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
    supersedes: claim:a
"""


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def literal(text: str, datatype: str = "string") -> ox.Literal:
    return ox.Literal(text, datatype=node(XSD + datatype))


@pytest.fixture
def quads(make_corpus: MakeCorpus) -> list[ox.Quad]:
    corpus, problems = load_corpus(find_folder(str(make_corpus(FACTS))))
    assert problems == []
    return [*corpus_quads(corpus).quads, *ontology_quads(corpus)]


def ours(quads: list[ox.Quad]) -> set[str]:
    return {violation.focus for violation in run_rules(memory_store(quads, {**_prefixes()}))}


def _prefixes() -> dict[str, str]:
    from claimgraph.vocab import CORE_PREFIXES

    return CORE_PREFIXES


def theirs(quads: list[ox.Quad]) -> set[str]:
    """The nodes that pySHACL finds in the default graph, the ontology's classes and lists beside it."""
    import pyshacl
    import rdflib

    default = [ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.graph_name == ox.DefaultGraph()]
    ontology = load_ontology()
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(data=ox.serialize(default, format=ox.RdfFormat.N_TRIPLES), format="nt")
    shapes.parse(data=ox.serialize(ontology.triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data + shapes, shacl_graph=shapes, advanced=True, inference="none")
    focus = rdflib.URIRef("http://www.w3.org/ns/shacl#focusNode")
    return {str(value) for value in report.objects(None, focus)}


def drop(subject: ox.NamedNode, predicate: str) -> Callable[[list[ox.Quad]], list[ox.Quad]]:
    return lambda quads: [q for q in quads if not (q.subject == subject and q.predicate.value == predicate)]


def add(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> Callable[[list[ox.Quad]], list[ox.Quad]]:
    return lambda quads: [*quads, ox.Quad(subject, node(predicate), value, ox.DefaultGraph())]


def replace(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> Callable[[list[ox.Quad]], list[ox.Quad]]:
    return lambda quads: add(subject, predicate, value)(drop(subject, predicate)(quads))


HOP1, HOP2 = node(BASE + "attribution/a.1"), node(BASE + "attribution/a.2")
EV, SRC, TXT = node(BASE + "evidence/a.1"), node(BASE + "source/paper"), node(BASE + "text/paper")
LAB, JANUARY = node(BASE + "organization/Lab"), node(BASE + "date/2026-01")

MUTATIONS = {
    "nothing": lambda quads: quads,
    "no label": drop(A, RDFS + "label"),
    "two labels": add(A, RDFS + "label", literal("another")),
    "label in a language": replace(A, RDFS + "label", ox.Literal("eins", language="de")),
    "no source": drop(A, SCHEMA + "appearance"),
    "source is a person": replace(A, SCHEMA + "appearance", node(BASE + "person/Ann")),
    "source is text": replace(A, SCHEMA + "appearance", literal("the paper")),
    "no modality": drop(A, CG + "modality"),
    "two modalities": add(A, CG + "modality", node(CG + "hoped")),
    "modality is a polarity": replace(A, CG + "modality", node(CG + "denied")),
    "unknown modality": replace(A, CG + "modality", node(CG + "sworn")),
    "no polarity": drop(B, CG + "polarity"),
    "two stances": add(B, CG + "stance", node(CG + "opinion")),
    "digest is short": replace(A, CG + "contentDigest", literal("abc")),
    "no digest": drop(A, CG + "fullDigest"),
    "from after until": replace(A, CG + "validUntil", node(BASE + "date/2026-01-01-1")),
    "until before from": lambda quads: add(node(BASE + "date/x"), RDF + "type", node(CG + "Date"))(
        add(node(BASE + "date/x"), CG + "latest", literal("2020-01-01", "date"))(
            add(node(BASE + "date/x"), CG + "exactness", node(CG + "exact"))(replace(A, CG + "validUntil", node(BASE + "date/x"))(quads))
        )
    ),
    "supersedes itself": add(A, PROV + "wasRevisionOf", A),
    "supersedes in a circle": add(A, PROV + "wasRevisionOf", B),
    "supersedes an organisation": add(A, PROV + "wasRevisionOf", LAB),
    "retracts in a circle": lambda quads: add(A, CG + "retracts", B)(add(B, CG + "retracts", A)(quads)),
    "supports nothing known": add(A, CITO + "supports", node(BASE + "claim/nowhere")),
    "evidence ends at its start": replace(EV, OA + "end", literal("1", "integer")),
    "evidence beyond the text": replace(EV, OA + "end", literal("101", "integer")),
    "evidence without hash": drop(EV, CG + "sha256"),
    "evidence starts at a text": replace(EV, OA + "start", literal("one")),
    "hop without a speaker": drop(HOP1, PROV + "agent"),
    "hop named and unnamed": add(HOP2, PROV + "agent", LAB),
    "hop without a place": drop(HOP2, CG + "position"),
    "hops in one place": replace(HOP2, CG + "position", literal("1", "integer")),
    "agent is a topic": replace(HOP1, PROV + "agent", node(BASE + "topic/Budget")),
    "headline missing": drop(SRC, SCHEMA + "headline"),
    "two addresses": add(SRC, SCHEMA + "url", literal("https://example.org/2", "anyURI")),
    "address is a plain text": replace(SRC, SCHEMA + "url", literal("https://example.org/2")),
    "publisher is a claim": replace(SRC, SCHEMA + "publisher", B),
    "language is a sentence": replace(SRC, SCHEMA + "inLanguage", literal("in English")),
    "text without a length": drop(TXT, CG + "chars"),
    "entity without a name": drop(LAB, SCHEMA + "name"),
    "entity same as a text": add(LAB, "http://www.w3.org/2002/07/owl#sameAs", literal("Lab Inc.")),
    "date upside down": replace(JANUARY, CG + "earliest", literal("2027-01-01", "date")),
    "date without ends": lambda quads: drop(JANUARY, CG + "earliest")(drop(JANUARY, CG + "latest")(quads)),
    "date with a moment for a day": replace(JANUARY, CG + "latest", literal("2026-01-31T00:00:00Z", "dateTime")),
    "date without exactness": drop(JANUARY, CG + "exactness"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_rules_and_shacl_agree(quads: list[ox.Quad], name: str) -> None:
    mutated = MUTATIONS[name](quads)
    found = ours(mutated)
    assert found == theirs(mutated)
    assert bool(found) is (name != "nothing")


@pytest.mark.parametrize("value", ["{value: 5, unit: EUR}", "{low: 1, high: 2, unit: EUR}"])
def test_amounts_in_force_are_held_to_their_shape(make_corpus: MakeCorpus, value: str) -> None:
    text = FACTS.replace("{value: 5, scale: million, unit: EUR, exactness: about}", value).replace(
        "modality: planned", "modality: asserted"
    )
    corpus, problems = load_corpus(find_folder(str(make_corpus(text.replace("supersedes: claim:a", "")))))
    assert problems == []
    quads = [*corpus_quads(corpus).quads, *ontology_quads(corpus)]
    found = (q.subject for q in quads if q.graph_name == ox.DefaultGraph() and q.object == node(CG + "Amount"))
    amount = next(subject for subject in found if isinstance(subject, ox.NamedNode) and "/value/" in subject.value)
    changes: list[Callable[[list[ox.Quad]], list[ox.Quad]]] = [
        drop(amount, "http://qudt.org/schema/qudt/unit"),
        drop(amount, CG + "exactness"),
        replace(amount, CG + "high", literal("0", "decimal")),
        replace(amount, CG + "low", literal("many")),
        lambda quads: drop(amount, SCHEMA + "value")(drop(amount, CG + "low")(drop(amount, CG + "high")(quads))),
    ]
    assert ours(quads) == theirs(quads) == set()
    for change in changes:
        assert ours(change(quads)) == theirs(change(quads)) == {amount.value}


def is_number(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in {XSD + "integer", XSD + "decimal"}


def test_random_damage_is_found_alike() -> None:
    corpus, _ = load_corpus(find_folder(str(ROOT / "facts")))
    quads = [*corpus_quads(corpus).quads, *ontology_quads(corpus)]
    chance = random.Random(20261123)
    default = [q for q in quads if q.graph_name == ox.DefaultGraph()]
    terms = [q.object for q in default]
    damaged = quads
    for quad in chance.sample(default, 60):
        damaged = [q for q in damaged if q != quad]
        if chance.random() < 0.5:
            new = chance.choice(terms)
            # rdflib compares a text with a number, where SPARQL has an error.
            if not (is_number(quad.object) and isinstance(new, ox.Literal) and not is_number(new)):
                damaged.append(ox.Quad(quad.subject, quad.predicate, new, ox.DefaultGraph()))
    found = ours(damaged)
    assert found == theirs(damaged)
    assert len(found) > 20
