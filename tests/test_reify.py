"""Claims without named graphs: as nodes or as triple terms, and back again."""

from __future__ import annotations

import pyoxigraph as ox
from helpers import MakeCorpus
from hypothesis import HealthCheck, given, settings
from strategies import facts

from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads
from claimgraph.rdf.quads import order
from claimgraph.rdf.reify import REIFICATIONS, reify, unreify

BASE = "https://example.org/x/"
QUADS = """
<https://example.org/x/org/Lab> <https://w3id.org/claimgraph/domain#ledBy> <https://example.org/x/person/Ann> .
<https://example.org/x/claim/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/claimgraph/ns#Claim> .
<https://example.org/x/org/Lab> <https://w3id.org/claimgraph/domain#ledBy> <https://example.org/x/person/Ann> <https://example.org/x/claim/a> .
<https://example.org/x/t#p> <http://www.w3.org/2000/01/rdf-schema#label> "p" <https://w3id.org/claimgraph/ns> .
"""


def reified(how: str, *, graphs: bool) -> str:
    done = reify(ox.parse(QUADS, format=ox.RdfFormat.N_QUADS), how, BASE, graphs=graphs)
    text = ox.serialize(done, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return text.decode().replace("https://example.org/x/", "").replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")


def test_a_statement_becomes_a_node() -> None:
    node = "<statement/b10a18387bc60889f203>"
    assert reified("rdf-statement", graphs=True) == (
        f"<claim/a> <rdf:type> <https://w3id.org/claimgraph/ns#Claim> .\n"
        f"<claim/a> <https://w3id.org/claimgraph/ns#states> {node} .\n"
        f"<org/Lab> <https://w3id.org/claimgraph/domain#ledBy> <person/Ann> .\n"
        f"{node} <rdf:object> <person/Ann> .\n"
        f"{node} <rdf:predicate> <https://w3id.org/claimgraph/domain#ledBy> .\n"
        f"{node} <rdf:subject> <org/Lab> .\n"
        f"{node} <rdf:type> <rdf:Statement> .\n"
        '<t#p> <http://www.w3.org/2000/01/rdf-schema#label> "p" <https://w3id.org/claimgraph/ns> .\n'
    )


def test_a_statement_becomes_a_triple_term_and_so_do_those_of_other_graphs_where_there_are_none() -> None:
    assert reified("rdf12", graphs=False) == (
        "<claim/a> <rdf:reifies> <<( <org/Lab> <https://w3id.org/claimgraph/domain#ledBy> <person/Ann> )>> .\n"
        "<claim/a> <rdf:type> <https://w3id.org/claimgraph/ns#Claim> .\n"
        "<org/Lab> <https://w3id.org/claimgraph/domain#ledBy> <person/Ann> .\n"
        '<https://w3id.org/claimgraph/ns> <rdf:reifies> <<( <t#p> <http://www.w3.org/2000/01/rdf-schema#label> "p" )>> .\n'
    )


def test_a_node_that_no_claim_states_stays_what_it_is() -> None:
    loose = list(ox.parse('<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> "a" .', format=ox.RdfFormat.N_QUADS))
    assert unreify(loose) == loose


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_there_and_back_is_the_same(text: str, make_corpus: MakeCorpus) -> None:
    corpus, problems = load_corpus(find_folder(str(make_corpus({"entities.yaml": text}))))
    assert not problems
    quads = sorted(set(store_quads(corpus)), key=order)
    for how in REIFICATIONS:
        for graphs in (True, False):
            done = reify(quads, how, corpus.settings.base, graphs=graphs)
            assert unreify(done) == quads
            if how != "named-graph" and not graphs:
                assert {quad.graph_name for quad in done} == {ox.DefaultGraph()}
