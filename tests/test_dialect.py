"""A query for the embedded store, prepared for a remote one: the same answers where the metadata stand in a named graph."""

from __future__ import annotations

import collections
import functools
import random
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.store.dialect import prepare

META = "http://x/meta"
PREFIXES = {"": "http://x/", "cg": "http://x/cg#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
DATA = """
@prefix : <http://x/> . @prefix cg: <http://x/cg#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:c1 a cg:Claim ; rdfs:label "one" ; :by :ann ; :n 1 .      :c1 { :lab :ledBy :ann . :lab :size 3 }
:c2 a cg:Claim ; rdfs:label "two" ; :by :bob ; :n 2 .      :c2 { :lab :ledBy :bob }
:c3 a cg:Claim ; rdfs:label "{ GRAPH # <" ; :revises :c1 . :c3 { :bob :knows :ann . :ann :knows :bob }
:lab :ledBy :bob ; :name "Lab" . :bob :name "Bob" ; :knows :ann . :ann :name "Ann" .
:ns { cg:Claim rdfs:subClassOf cg:Thing . :ledBy :grain "day" }
"""


@functools.cache
def _stores() -> tuple[ox.Store, ox.Store]:
    """The data with a default graph, and with META in its place."""
    plain, moved = ox.Store(), ox.Store()
    plain.load(DATA, format=ox.RdfFormat.TRIG)
    for s, p, o, graph in plain:
        moved.add(ox.Quad(s, p, o, ox.NamedNode(META) if isinstance(graph, ox.DefaultGraph) else graph))
    return plain, moved


def _answer(answer: Any) -> Any:
    """Return what two equal answers share: rows or triples with their number, or yes or no."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return {str(triple) for triple in answer}
    return [v.value for v in answer.variables], collections.Counter(tuple(str(term) for term in row) for row in answer)


def _check(query: str) -> Any:
    plain, moved = _stores()
    expected = _answer(plain.query(query, prefixes=PREFIXES))
    assert _answer(plain.query(prepare(query, PREFIXES))) == expected
    wrapped = prepare(query, PREFIXES, META)
    assert _answer(moved.query(wrapped)) == expected, wrapped
    return expected


# each has an answer of some rows, triples, or yes
BY_HAND = [
    "SELECT ?x { ?x a cg:Claim }",
    "select ?x where{?x a cg:Claim}",
    "SELECT * WHERE { ?x a cg:Claim } ORDER BY ?x LIMIT 2 OFFSET 1",
    "SELECT ?who { :lab :ledBy ?who }",
    "SELECT ?claim ?who { GRAPH ?claim { :lab :ledBy ?who } }",
    "SELECT ?claim ?who { GRAPH ?claim { :lab :ledBy ?who } ?claim a cg:Claim }",
    "SELECT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT $g { graph $g { ?s ?p ?o } . ?g rdfs:label ?l }",
    "SELECT ?g ?p { ?g a cg:Claim OPTIONAL { GRAPH ?g { :lab ?p 3 } } }",
    "SELECT ?g { { GRAPH ?g { :lab ?p ?o } } UNION { ?g :revises ?x } }",
    "SELECT ?s { ?s ?p ?o MINUS { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?s ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?s ?o { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT ?x (EXISTS { ?newer :revises ?x } AS ?old) { ?x a cg:Claim }",
    "SELECT (EXISTS { GRAPH ?g { ?a :knows ?b } } AS ?yes) {}",
    "SELECT (NOT EXISTS { ?a :knows :nobody } AS ?yes) WHERE { }",
    "SELECT ?x { ?x a cg:Claim BIND(EXISTS { ?newer :revises ?x } AS ?old) FILTER(?old) }",
    "SELECT ?x { ?x a cg:Claim } ORDER BY (EXISTS { ?newer :revises ?x }) ?x LIMIT 1",
    "SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x HAVING(EXISTS { ?x a cg:Claim })",
    "SELECT ?yes (COUNT(*) AS ?n) { ?x a cg:Claim } GROUP BY (EXISTS { ?any :revises ?x } AS ?yes)",
    "SELECT ?x ?n { ?x :n ?n } VALUES ?n { 1 2 }",
    "SELECT ?x ?n { VALUES (?x ?n) { (:c1 1) (:c2 UNDEF) } ?x :n ?n }",
    "SELECT ?x ?best { { SELECT (MAX(?n) AS ?best) { ?any :n ?n } } ?x :n ?best }",
    "SELECT ?x { SELECT ?x { ?x a cg:Claim } ORDER BY ?x LIMIT 1 }",
    "SELECT ?x { { SELECT ?x { GRAPH ?x { :lab :ledBy ?who } } } ?x a cg:Claim }",
    "SELECT ?x { GRAPH :ns { cg:Claim rdfs:subClassOf ?c } ?x a cg:Claim }",
    "SELECT ?p ?g { ?s ?p ?o . GRAPH <http://x/ns> { ?p :grain ?g } }",
    "SELECT ?x { ?x :revises+ :c1 }",
    "SELECT ?x { :bob (:knows|^:knows)/:name ?x }",
    "SELECT ?x { :lab !(:name|:size) ?x }",
    "SELECT ?x { ?x rdfs:label '{ GRAPH # <' }",
    'SELECT ?x { ?x rdfs:label """{ GRAPH # <""" } # } GRAPH ?x {',
    "SELECT ?x # } {\n{ # GRAPH ?g { \n ?x a cg:Claim # }\n}",
    "PREFIX cg: <http://x/cg#>\nSELECT ?x { ?x a cg:Claim }",
    "PREFIX other: <http://x/> SELECT ?x { ?x a cg:Claim ; other:by :ann }",
    "BASE <http://x/> SELECT ?who { <lab> <ledBy> ?who }",
    "BASE <http://x/y/> PREFIX up: <../> SELECT ?who { up:lab <../ledBy> ?who }",
    "SELECT ?x { ?x :n ?n FILTER(?n<2) }",
    "SELECT ?x { ?x :n ?n FILTER(?n<3&&?n>1) }",
    "SELECT ?x { ?x :n ?n . FILTER (?n IN (1, 2)) }",
    "SELECT (CONCAT('{', ?l, '}') AS ?t) { ?x rdfs:label ?l }",
    "SELECT ?x { { ?x a cg:Claim } { ?x :by :ann } }",
    "SELECT ?x { [] :by ?x }",
    "SELECT ?x { _:c :by ?x ; rdfs:label ?l }",
    "SELECT ?x ?l { ?x a cg:Claim . OPTIONAL { ?x :by ?who . OPTIONAL { ?who :name ?l FILTER(?l = 'Bob') } } }",
    "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (GROUP_CONCAT(?l; separator=' } ') AS ?all) { { SELECT ?l { ?x rdfs:label ?l } ORDER BY ?l } }",
    "SELECT ?x ?y { ?x :by ?y } GROUP BY ?x ?y ORDER BY DESC(?y)",
    "SELECT REDUCED ?x { ?x a cg:Claim }",
    "ASK { :lab :ledBy :bob }",
    "ASK{GRAPH ?g{:lab :ledBy :ann}}",
    "ASK WHERE { ?x :n 2 }",
    "CONSTRUCT { ?x :is ?l } WHERE { ?x rdfs:label ?l }",
    "CONSTRUCT { ?x :is ?l } { ?x rdfs:label ?l } LIMIT 9",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } ?g a cg:Claim }",
    "CONSTRUCT { :a :b :c } { FILTER EXISTS { ?x a cg:Claim } }",
    "CONSTRUCT WHERE { ?x a cg:Claim ; rdfs:label ?l }",
    "construct where { ?x :by :ann } limit 5",
    "DESCRIBE :bob",
    "DESCRIBE <http://x/bob> :ann",
    "DESCRIBE ?x { ?x a cg:Claim }",
    "DESCRIBE ?x ?y WHERE { ?x :by ?y OPTIONAL { ?x :revises ?z } }",
    "DESCRIBE ?x :lab { OPTIONAL { :lab :nothing ?x } }",
    "DESCRIBE * { ?x :by ?y . { SELECT ?x { ?x ?hidden ?o } } } # the end",
    "DESCRIBE ?g { GRAPH ?g { :lab :size ?n } } ORDER BY ?g LIMIT 1",
    "DESCRIBE ?x { ?x :n ?n } VALUES ?n { 2 }",
    "DESCRIBE ?x :lab { ?x :n ?n } ORDER BY DESC(?n) LIMIT 1",
    "DESCRIBE ?x :lab { ?x :by :ann }",
    "DESCRIBE ?x { ?x ?p 'Bob' FILTER(?x != :ann) } # } {",
]  # fmt: skip


@pytest.mark.parametrize("query", BY_HAND)
def test_a_prepared_query_means_the_same(query: str) -> None:
    found = _check(query)
    assert found[1] if isinstance(found, tuple) else found


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("SELECT ?x { ?x a cg:Claim }", "PREFIX cg: <http://x/cg#>\nSELECT ?x { GRAPH <http://x/meta> { ?x a cg:Claim } }"),
        ("ASK { ?x ?p 'cg:no' }", "ASK { GRAPH <http://x/meta> { ?x ?p 'cg:no' } }"),
        (
            "CONSTRUCT WHERE { ?x :by ?y }",
            "PREFIX : <http://x/>\nCONSTRUCT { ?x :by ?y } WHERE { GRAPH <http://x/meta> { ?x :by ?y } }",
        ),
        (
            "SELECT ?g { GRAPH ?g { ?s ?p 1 } }",
            "SELECT ?g { GRAPH <http://x/meta> { GRAPH ?g { ?s ?p 1 } FILTER(?g != <http://x/meta>) } }",
        ),
    ],
)
def test_what_a_store_is_sent(query: str, text: str) -> None:
    assert prepare(query, PREFIXES, META) == text


def test_without_a_metadata_graph_only_prefixes_are_added() -> None:
    query = "SELECT ?x # all\n{ GRAPH ?x { ?x a cg:Claim } }"
    assert prepare(query, PREFIXES) == "PREFIX cg: <http://x/cg#>\n" + query


def test_from_is_left_to_a_store_without_a_metadata_graph() -> None:
    query = "SELECT ?s FROM <http://x/c1> { ?s ?p ?o }"
    assert prepare(query, PREFIXES) == query
    with pytest.raises(QueryError, match=r"query:1:11: FROM cannot be asked"):
        prepare(query, PREFIXES, META)


@pytest.mark.parametrize(
    "text", ["", "#", "PREFIX", "SELECT", "SELECT ?x {", "}", "DESCRIBE", "CONSTRUCT {", "ASK {{", "GRAPH ?g {", "BASE"]
)
def test_what_is_no_query_stays_none(text: str) -> None:
    with pytest.raises(SyntaxError):
        ox.Store().query(prepare(text, PREFIXES, META))


# ------------------------------------------------------------ drawn

_VARIABLES = ["?a", "?b", "?c", "?g"]
_NODES = [":c1", ":c2", ":lab", ":bob", ":ann", "cg:Claim"]
_PREDICATES = ["a", ":by", ":ledBy", ":knows", ":revises", ":name", ":revises*", "(:knows|^:by)", "!(a|:by)", "?p"]


def _pattern(dice: random.Random, depth: int) -> str:
    """Return a group pattern, without its braces."""
    return " ".join(_part(dice, depth) for _ in range(dice.randint(1, 3)))


def _part(dice: random.Random, depth: int) -> str:
    kinds = ["triple"] * 4 + (["graph", "optional", "union", "minus", "exists", "bind", "select", "values", "group"] if depth else [])
    kind = dice.choice(kinds)
    inner = functools.partial(_pattern, dice, depth - 1)
    term = functools.partial(dice.choice, _VARIABLES + _NODES)
    if kind == "triple":
        return f"{term()} {dice.choice(_PREDICATES)} {term()} ."
    if kind == "graph":
        # Oxigraph leaves ?g unbound where no triple is asked for
        return f"GRAPH {dice.choice(['?g', '?g', ':c1', ':ns', '?a'])} {{ {term()} ?p {term()} . {inner()} }}"
    if kind == "union":
        return f"{{ {inner()} }} UNION {{ {inner()} }}"
    if kind == "exists":
        return f"FILTER {dice.choice(['', 'NOT '])}EXISTS {{ {inner()} }}"
    if kind == "bind":
        return f"{{ {inner()} BIND({dice.choice(['1', 'EXISTS { ' + inner() + ' }'])} AS ?new{dice.randint(0, 10**9)}) }}"
    if kind == "select":
        return f"{{ SELECT DISTINCT {dice.choice(_VARIABLES)} {{ {inner()} }} }}"
    if kind == "values":
        return f"VALUES {dice.choice(_VARIABLES)} {{ {' '.join(dice.sample(_NODES, 2))} }}"
    return {"optional": "OPTIONAL ", "minus": "MINUS ", "group": ""}[kind] + f"{{ {inner()} }}"


def _query(dice: random.Random) -> str:
    pattern = _pattern(dice, 3)
    return dice.choice(
        [
            f"SELECT * {{ {pattern} }}",
            f"SELECT DISTINCT ?a ?g WHERE {{ {pattern} }} ORDER BY ?a",
            f"SELECT ?a (COUNT(?g) AS ?n) {{ {pattern} }} GROUP BY ?a HAVING(COUNT(*) > 1 || EXISTS {{ {_pattern(dice, 1)} }})",
            f"SELECT ?b {{ {pattern} }} VALUES ?b {{ :bob :c1 }}",
            f"ASK {{ {pattern} }}",
            f"CONSTRUCT {{ ?a :x ?b }} WHERE {{ {pattern} }}",
            f"DESCRIBE ?a :bob {{ {pattern} }}",
        ]
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**64))
def test_any_query_means_the_same(seed: int) -> None:
    query = _query(random.Random(seed))
    try:
        _stores()[0].query(query, prefixes=PREFIXES)
    except SyntaxError:
        return  # a drawn query may bind a variable twice
    _check(query)
