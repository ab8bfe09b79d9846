"""Ontology, context, shapes, queries and facts speak of the same terms."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest
from helpers import ROOT

from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.ontology import load_ontology, module_terms
from claimgraph.rdf import corpus_quads
from claimgraph.vocab import CG, CORE_PREFIXES, DOMAIN, OWL, RDF, RDFS, SKOS

ONTOLOGY = ROOT / "ontology"
OWN = (CG, DOMAIN)


def parse(name: str) -> list[ox.Quad]:
    return list(ox.parse(path=str(ONTOLOGY / f"{name}.ttl")))


def objects(quads: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [q.object.value for q in quads if q.subject == ox.NamedNode(subject) and q.predicate.value == predicate]  # type: ignore[union-attr]


def defined() -> dict[str, list[str]]:
    """Own terms that the ontology types, with their types."""
    found: dict[str, list[str]] = {}
    for quad in parse("claimgraph") + parse("domain") + parse("shapes"):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(OWN) and quad.predicate.value == RDF + "type":
            found.setdefault(quad.subject.value, []).append(quad.object.value)  # type: ignore[union-attr]
    return found


def used_in_turtle(name: str) -> set[str]:
    return {t.value for q in parse(name) for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode) and t.value.startswith(OWN)}


def used_in_queries() -> set[str]:
    found = set()
    for path in [*(ROOT / "src").rglob("*.rq"), *(ROOT / "facts").rglob("*.rq"), ONTOLOGY / "shapes.ttl"]:
        text = re.sub(r"#.*|\"[^\"]*\"(?=\s*;)" if path.suffix == ".rq" else r"(?m)^#.*", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"<[^>]*>", "", text)
        for prefix, local in re.findall(r"(?<![\w:])(cg|):([A-Za-z][\w-]*)", text):
            found.add(CORE_PREFIXES[prefix] + local)
    return found


def used_in_context() -> set[str]:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    values = [str(v.get("@id") or v.get("@reverse")) if isinstance(v, dict) else v for v in context.values() if v not in (None, 1.1)]
    return {iri for v in values if (iri := load_ontology().expand(v)).startswith(OWN) and iri not in OWN}


def used_in_facts() -> set[str]:
    corpus, problems = load_corpus(find_folder(str(ROOT / "facts")))
    assert problems == []
    terms = {t for q in corpus_quads(corpus).quads for t in (q.predicate, q.object)}
    return {t.value for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(OWN)}


@pytest.mark.parametrize("used", [used_in_context, used_in_facts, used_in_queries], ids=lambda f: f.__name__)
def test_every_term_used_is_defined(used: object) -> None:
    assert callable(used)
    terms = used()
    assert len(terms) > 10
    assert sorted(terms - set(defined())) == []


def test_every_term_the_ontology_mentions_is_defined() -> None:
    mentioned = used_in_turtle("claimgraph") | used_in_turtle("domain") | used_in_turtle("shapes")
    assert sorted(mentioned - set(defined())) == []


def test_every_defined_term_is_used_or_documented() -> None:
    used = used_in_context() | used_in_facts() | used_in_queries() | used_in_turtle("shapes")
    documented = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    names = {iri: ("cg:" if iri.startswith(CG) else ":") + iri.removeprefix(CG).removeprefix(DOMAIN) for iri in defined()}
    shapes = {iri for iri, types in defined().items() if any(t.endswith("NodeShape") for t in types)}
    assert sorted(name for iri, name in names.items() if iri not in used | shapes and f"| `{name}` |" not in documented) == []


def test_own_terms_say_what_they_mean() -> None:
    quads = parse("claimgraph") + parse("domain")
    for iri, types in defined().items():
        if any(t.endswith("NodeShape") for t in types):
            continue
        assert objects(quads, iri, RDFS + "label"), iri
        assert objects(quads, iri, SKOS + "definition"), iri
        if any(t.startswith(OWL) and t.endswith("Property") for t in types):
            assert objects(quads, iri, RDFS + "range"), iri
        if OWL + "ObjectProperty" in types:
            assert objects(quads, iri, RDFS + "domain"), iri


def test_every_domain_predicate_says_how_conflicts_work() -> None:
    quads = parse("domain")
    predicates = [iri for iri, types in defined().items() if iri.startswith(DOMAIN) and any(t.endswith("Property") for t in types)]
    assert len(predicates) > 50
    grains = {iri: objects(quads, iri, CG + "timeGrain") for iri in predicates}
    assert {iri: grain for iri, grain in grains.items() if grain not in (["always"], ["year"], ["month"], ["day"])} == {}


def test_strengths_rise_along_each_axis() -> None:
    quads = parse("claimgraph")
    strengths: dict[str, dict[str, int]] = {}
    for name in load_ontology().members(CG + "Modality"):
        (axis,) = objects(quads, CG + name, SKOS + "broader")
        strengths.setdefault(axis.removeprefix(CG), {})[name] = int(objects(quads, CG + name, CG + "strength")[0])
    assert strengths == {
        "truth": {"possible": 1, "alleged": 2, "estimated": 3, "projected": 3, "conceded": 4, "asserted": 4},
        "intent": {"envisioned": 1, "hoped": 2, "planned": 3, "ongoing": 4},
    }


def test_the_context_holds_the_terms_of_the_domain_module() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    terms = module_terms(parse("domain"))
    assert {term: context.get(term) for term in terms} == terms


def test_the_words_for_units_are_the_same_in_context_and_ontology() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    ontology = load_ontology()
    words = {word: ontology.expand(iri) for word, iri in context["unit"]["@context"].items()}
    assert words == ontology.members("http://qudt.org/schema/qudt/Unit")
