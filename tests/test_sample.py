"""Of the nodes of one form, one is enough: the shapes find something in a sample whenever they do in the whole corpus."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from helpers import ROOT, MakeCorpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import facts

from claimgraph.loader import load
from claimgraph.model import Corpus
from claimgraph.rdf import ontology_quads
from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.rdf.quads import claims_in_force
from claimgraph.rdf.sample import Sample
from claimgraph.reader import Reader
from claimgraph.rules import run_rules, sample_holds, shape_traits
from claimgraph.store.embedded import memory_store
from claimgraph.syntax import Mapping, parse_yaml
from claimgraph.vocab import CG, CITO, DEFAULT_BASE, OA, PROV, RDFS, SCHEMA, XSD

Node = dict[str, Any]
FACTS = """
id: src:paper
type: NewsArticle
headline: A headline
published: 2026-01
publisher: org:Gazette
language: en
text: {sha256: 00000000000000000000000000000000000000000000000000000000000000aa, chars: 100}
claims:
  - id: claim:a
    label: The budget is about 5 million
    says: {id: topic:Budget, amount: {value: 5, scale: million, unit: EUR, exactness: about}}
    from: 2026-01-01
    until: 2026-12
    attribution: [{agent: org:Council, speech: indirect}, {unnamed: an official, count: 1}]
    evidence: [{start: 1, end: 9, sha256: 00000000000000000000000000000000000000000000000000000000000000bb}]
    assessment: {verdict: confirmed, agent: org:Council, said: 2026-02-01}
  - id: claim:b
    label: Ann leads the lab
    says: {id: org:Lab, ledBy: person:Ann}
    supersedes: claim:c
    evidence: [{start: 2, end: 10, sha256: 00000000000000000000000000000000000000000000000000000000000000cc}]
  - id: claim:c
    label: The budget is between 4 and 6 million
    says: {id: topic:Budget, amount: {low: 4, high: 6, scale: million, unit: EUR}}
    attribution: [{agent: org:Gazette, speech: indirect}]
"""


def described(corpus: Corpus) -> tuple[list[Node], set[str]]:
    """The nodes of a corpus, and the claims in force."""
    completer = Completer(corpus)
    return list(completer.nodes()), {completer.expand(claim.id) for claim in claims_in_force(corpus)}


def found_in_all(corpus: Corpus, nodes: list[Node], in_force: set[str]) -> list[str]:
    lines = node_lines(nodes, in_force)
    store = memory_store(ontology_quads(corpus), corpus.settings.all_prefixes(), nquads="\n".join(lines))
    return [f"{found.focus} {found.path} {found.code}" for found in run_rules(store)]


def holds(corpus: Corpus, nodes: list[Node]) -> tuple[bool, bool]:
    sample = Sample(shape_traits(corpus.ontology))
    sample.add(nodes)
    return sample_holds(sample, corpus.ontology, corpus.settings.all_prefixes())


def every_node(found: Any) -> Iterator[Node]:
    """All nodes with a class, wherever they stand."""
    if isinstance(found, list):
        for one in found:
            yield from every_node(one)
    elif isinstance(found, dict):
        if "@id" in found and "@type" in found:
            yield found
        for one in found.values():
            yield from every_node(one)


@pytest.fixture
def corpus(make_corpus: MakeCorpus) -> Corpus:
    return load(make_corpus(FACTS))


def the_claim(nodes: list[Node], name: str) -> Node:
    return next(node for node in every_node(nodes) if node["@id"].endswith(f"claim/{name}"))


def the_first(nodes: list[Node], cls: str) -> Node:
    return next(node for node in every_node(nodes) if cls in node["@type"])


def change(cls: str, key: str, value: Any) -> Callable[[list[Node]], None]:
    return lambda nodes: the_first(nodes, cls).update({key: value})


def lose(cls: str, key: str) -> Callable[[list[Node]], None]:
    def damage(nodes: list[Node]) -> None:
        del the_first(nodes, cls)[key]

    return damage


def of_claim(name: str, **found: Any) -> Callable[[list[Node]], None]:
    names = {"revises": PROV + "wasRevisionOf", "disputes": CITO + "disputes", "retracts": CG + "retracts", "label": RDFS + "label"}
    return lambda nodes: the_claim(nodes, name).update({names[key]: value for key, value in found.items()})


A, B = {"@id": f"{DEFAULT_BASE}claim/a"}, {"@id": f"{DEFAULT_BASE}claim/b"}
DAMAGES = {
    "a label is missing": lose(CG + "Claim", RDFS + "label"),
    "two labels": of_claim("b", label=[{"@value": "one"}, {"@value": "two"}]),
    "a label of another datatype": of_claim("b", label=[{"@value": "1", "@type": XSD + "integer"}]),
    "a label that is a thing": of_claim("b", label=[A]),
    "no such modality": change(CG + "Claim", CG + "modality", {"@id": CG + "denied"}),
    "a digest that is none": change(CG + "Claim", CG + "contentDigest", {"@value": "0f"}),
    "a digest with a line end": change(CG + "Claim", CG + "contentDigest", {"@value": "0" * 64 + "\n"}),
    "a passage that ends before it starts": change(CG + "Evidence", OA + "start", [{"@value": "50", "@type": XSD + "integer"}]),
    "a passage beyond its text": change(CG + "Evidence", OA + "end", [{"@value": "101", "@type": XSD + "integer"}]),
    "a passage whose start has a line end": change(CG + "Evidence", OA + "start", [{"@value": "1\n", "@type": XSD + "integer"}]),
    "a day of no calendar": change(CG + "Date", CG + "earliest", [{"@value": "2026-01-32", "@type": XSD + "date"}]),
    "a low above its high": change(CG + "Amount", CG + "low", [{"@value": "9000000000", "@type": XSD + "decimal"}]),
    "days in no order": change(CG + "Date", CG + "earliest", [{"@value": "2031-01-01", "@type": XSD + "date"}]),
    "a hop without a speaker": lose(CG + "Attribution", PROV + "agent"),
    "a hop with two kinds of speakers": change(CG + "Attribution", CG + "unnamed", [{"@value": "an official"}]),
    "a chain numbered twice": change(CG + "Attribution", CG + "position", {"@value": "2", "@type": XSD + "integer"}),
    "an assessment by nobody": lose(CG + "Assessment", PROV + "agent"),
    "evidence of another class": change(CG + "Evidence", "@type", CG + "Snapshot"),
    "a source without a headline": lose(CG + "Source", SCHEMA + "headline"),
    "a language that is none": change(CG + "Source", SCHEMA + "inLanguage", [{"@value": "English, mostly"}]),
    "a circle": of_claim("c", revises=[B]),
    "a claim against itself": of_claim("b", disputes=[B]),
    "a circle of retractions": of_claim("b", retracts=[B]),
}


def test_a_sound_corpus_holds(corpus: Corpus) -> None:
    nodes, in_force = described(corpus)
    assert found_in_all(corpus, nodes, in_force) == []
    assert holds(corpus, nodes) == (True, True)


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_found_in_all_is_found_in_the_sample(corpus: Corpus, name: str) -> None:
    nodes, in_force = described(corpus)
    DAMAGES[name](nodes)
    assert found_in_all(corpus, nodes, in_force)
    assert holds(corpus, nodes) != (True, True)


def test_two_nodes_of_one_name_are_looked_at_together(corpus: Corpus) -> None:
    """Each has one label: in the whole corpus it has two."""
    nodes, in_force = described(corpus)
    twin = copy.deepcopy(the_claim(nodes, "a")) | {RDFS + "label": [{"@value": "Another label"}]}
    next(iter(nodes[-1]["@reverse"].values())).append(twin)
    assert any("too-many" in found for found in found_in_all(corpus, nodes, in_force))
    assert holds(corpus, nodes) == (False, False)


def test_shapes_of_a_module_are_not_sampled(make_corpus: MakeCorpus) -> None:
    """They may ask for anything."""
    facts = make_corpus(FACTS, toml='modules = ["own.ttl"]\n')
    (facts.parent / "own.ttl").write_text(OWN, encoding="utf-8")
    loaded = load(facts)
    nodes, _ = described(loaded)
    assert holds(loaded, nodes) == (False, False)


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
[] a sh:NodeShape ; sh:targetClass cg:Claim ; sh:sparql [ rdfs:label "own" ; sh:message "no" ;
  sh:select "SELECT $this WHERE { $this ?any 'never' }" ] .
"""


def test_random_damage_is_found_in_the_sample() -> None:
    """Every claim, passage, hop, day and amount of the facts of this repository can be the one that is wrong."""
    corpus = load(ROOT / "facts")
    nodes, in_force = described(corpus)
    assert found_in_all(corpus, nodes, in_force) == []
    assert holds(corpus, nodes) == (True, True)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.randoms(use_true_random=False))
    def damaged(rng: random.Random) -> None:
        spoilt = copy.deepcopy(nodes)
        what = spoil(rng.choice(list(every_node(spoilt))), rng)
        found = found_in_all(corpus, spoilt, in_force)
        assert not (found and holds(corpus, spoilt) == (True, True)), what

    damaged()


def both_ways(corpora: list[Corpus]) -> tuple[Sample, Sample]:
    """A sample of all nodes as they are, and one with brief nodes for the claims whose form was seen."""
    traits = shape_traits(corpora[0].ontology)
    full, brief = Sample(traits), Sample(traits)
    for corpus in corpora:
        full.add(Completer(corpus).nodes())
        brief.add(Completer(corpus).nodes(brief))
    return full, brief


def read(text: str, known: Corpus) -> Corpus:
    root, problems = parse_yaml(text.encode(), "facts.yaml")
    reader = Reader(known.ontology, known.settings)
    assert root is not None
    reader.read_file(root)
    assert not problems + reader.problems
    return known._replace(sources=tuple(reader.sources), entities=tuple(reader.entities), claims=tuple(reader.claims))


def renamed(text: str, number: int) -> str:
    """Random facts with ids of their own: in one corpus no two claims have the same."""
    return text.replace("claim:c-", f"claim:c-{number}-").replace("src:paper", f"src:paper-{number}")


def test_brief_nodes_leave_nothing_out() -> None:
    """Entries of one form are completed to nodes of one form, and of what the values decide each is there."""
    known = load(ROOT / "facts")

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(facts(), max_size=6))
    def of_random_facts(texts: list[str]) -> None:
        full, brief = both_ways([known, *(read(renamed(text, number), known) for number, text in enumerate(texts))])
        assert brief.forms == full.forms
        assert sorted(brief.valued) == sorted(full.valued)
        assert len(brief.forms) > 50

    of_random_facts()


def test_a_brief_node_shows_what_is_wrong_with_its_values(corpus: Corpus) -> None:
    """The passage of a claim like others ends beyond its text."""
    longer = corpus.claims[1]
    beyond = parse_yaml(LIKE_B.encode(), "facts.yaml")[0]
    assert isinstance(beyond, Mapping)
    damaged = corpus._replace(claims=(*corpus.claims, longer._replace(id="claim:z", node=beyond)))
    sample = Sample(shape_traits(corpus.ontology))
    nodes = list(Completer(damaged).nodes(sample))
    assert "@brief" in the_claim(nodes, "z")
    sample.add(nodes)
    assert sample_holds(sample, corpus.ontology, corpus.settings.all_prefixes()) == (False, False)


LIKE_B = """
id: claim:z
label: Ann leads the lab, still
says: {id: org:Lab, ledBy: person:Ann}
supersedes: claim:c
evidence: [{start: 2, end: 110, sha256: 00000000000000000000000000000000000000000000000000000000000000dd}]
"""


def spoil(node: Node, rng: random.Random) -> str:
    """Take a value away from a node, double it, or change it; returns what was done."""
    key = rng.choice([key for key in node if key[0] != "@"])
    values = node[key] if isinstance(node[key], list) else [node[key]]
    deed = rng.choice(["lose", "double", "retype", "respell", "raise"])
    literals = [value for value in values if "@value" in value]
    if deed == "lose":
        del node[key]
    elif deed == "double":
        node[key] = [*values, {"@value": "more"}]
    elif literals:
        value = dict(literals[0])
        if deed == "retype":
            value["@type"] = rng.choice([XSD + "date", XSD + "string", XSD + "integer"])
        elif deed == "respell":
            value["@value"] = value["@value"] + rng.choice(["", "x", "\n", "0"])
        else:
            value["@value"] = "9" + value["@value"]
        node[key] = [value]
    return f"{node['@id']} {key}: {deed}"
