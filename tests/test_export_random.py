"""What exports hold of any corpus: everything, or what is left of everything after what the report says is lost."""

from __future__ import annotations

import functools
import io
import json
import pathlib
from typing import Any
from xml.parsers import expat

import pyld
import pyoxigraph as ox
import pytest
import rdflib
from helpers import MakeCorpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import facts
from unusual import UNUSUAL, unusual

from claimgraph.exports.corpus import Shape, export_quads
from claimgraph.exports.formats import RDF_FORMATS, export_format
from claimgraph.exports.loss import Loss
from claimgraph.exports.nanopub import write_nanopubs
from claimgraph.exports.prov import write_prov
from claimgraph.exports.rows import _Rows, account_rows
from claimgraph.exports.schemaorg import write_claimreviews, write_claims
from claimgraph.exports.selection import package_quads, select_quads
from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.rdf import store_quads
from claimgraph.rdf.quads import order
from claimgraph.rdf.reify import REIFICATIONS, unreify
from claimgraph.store.embedded import memory_store
from claimgraph.views.claims import list_claims
from claimgraph.views.listing import render_claims

BASE = "https://example.org/"
LITERAL = rdflib.Literal
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib uses it itself
Exported = tuple[list[ox.Quad], dict[str, str], list[ox.Quad]]


def chosen(folder: pathlib.Path) -> Exported:
    """Return the quads of an export of a folder, its prefixes, and all that a store of it holds."""
    corpus, problems = load_corpus(find_folder(str(folder)))
    assert not problems
    everything = store_quads(corpus)
    return select_quads(everything, corpus.settings.base), corpus.settings.all_prefixes(), everything


def written(quads: list[ox.Quad], name: str, shape: Shape, prefixes: dict[str, str] | None = None) -> tuple[bytes, Loss]:
    out = io.BytesIO()
    loss = export_quads(quads, export_format(name, ""), out, prefixes or {}, BASE, shape)
    return out.getvalue(), loss


def parsed(data: bytes, name: str) -> list[ox.Quad]:
    return list(ox.parse(data, format=RDF_FORMATS[name]))


def adds_up(loss: Loss) -> bool:
    report = json.loads(loss.report())
    return bool(report["kept"] + report["lost"] == report["statements"] and sum(i["statements"] for i in report["items"]) == report["lost"])


def write_provenance(quads: list[ox.Quad], prefixes: dict[str, str], out: io.BytesIO) -> Loss:
    return write_prov(quads, prefixes, BASE, out)


def rows_hold(name: str, quads: list[ox.Quad], quad: ox.Quad) -> bool:
    return _judge(name, tuple(quads)).why(quad) is None


@functools.lru_cache(maxsize=4)
def _judge(name: str, quads: tuple[ox.Quad, ...]) -> _Rows:
    return _Rows(name, quads)


def term(term_: Any) -> str:
    """Write a term of rdflib as N-Triples do, without touching its spelling."""
    if isinstance(term_, LITERAL):
        return str(ox.Literal(str(term_), language=term_.language) if term_.language else
                   ox.Literal(str(term_), datatype=ox.NamedNode(str(term_.datatype or rdflib.XSD.string))))  # fmt: skip
    return f"<{term_}>"


def by_rdflib(data: bytes, format_: str) -> set[tuple[str, ...]]:
    rdflib.NORMALIZE_LITERALS = False
    dataset = rdflib.Dataset()
    try:
        dataset.parse(data=data, format=format_)
    finally:
        rdflib.NORMALIZE_LITERALS = True
    default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    return {(term(s), term(p), term(o), "" if g in {None, default} else term(g)) for s, p, o, g in dataset.quads()}


def by_oxigraph(quads: list[ox.Quad]) -> set[tuple[str, ...]]:
    return {
        (str(q.subject), str(q.predicate), str(q.object), "" if q.graph_name == ox.DefaultGraph() else str(q.graph_name)) for q in quads
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_a_lossless_export_parses_back_to_the_same_statements(text: str, make_corpus: MakeCorpus) -> None:
    quads, prefixes, _ = chosen(make_corpus({"entities.yaml": text}))
    for how in REIFICATIONS:
        for name, format_ in RDF_FORMATS.items():
            if (how == "named-graph" and not format_.supports_datasets) or (how, name) == ("rdf12", "jsonld"):
                continue
            data, loss = written(quads, name, Shape(how), prefixes)
            assert (loss.kept, loss.items, adds_up(loss)) == (len(quads), (), True)
            assert unreify(parsed(data, name)) == quads


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_other_parsers_read_the_same_statements(text: str, make_corpus: MakeCorpus) -> None:
    quads, prefixes, _ = chosen(make_corpus({"entities.yaml": text}))
    graphs, nodes = Shape(), Shape("rdf-statement")
    for name, other, shape in (("nq", "nquads", graphs), ("trig", "trig", graphs), ("ttl", "turtle", nodes), ("rdf", "xml", nodes)):
        data, _ = written(quads, name, shape, prefixes)
        assert by_rdflib(data, other) == by_oxigraph(parsed(data, name))
    data, _ = written(quads, "jsonld", graphs, prefixes)
    assert b'"cg:modality": {"@id": "cg:' in data
    assert by_rdflib(data, "json-ld") == by_oxigraph(quads)
    options = {"format": "application/n-quads", "documentLoader": None}
    assert set(ox.parse(pyld.jsonld.to_rdf(json.loads(data), options), format=ox.RdfFormat.N_QUADS)) == set(quads)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=facts())
def test_what_is_kept_and_what_is_lost_is_all(text: str, make_corpus: MakeCorpus) -> None:
    quads, prefixes, everything = chosen(make_corpus({"entities.yaml": text}))
    for name in ("ttl", "nt", "rdf"):
        data, loss = written(quads, name, Shape(), prefixes)
        assert adds_up(loss)
        assert len(parsed(data, name)) == len({q.triple for q in quads if "/claim/" not in str(q.graph_name)}) == loss.kept
    claims = list_claims(memory_store(everything, prefixes))
    for name in ("csv", "jsonl"):
        loss = account_rows(name, quads)
        assert adds_up(loss)
        assert loss.claims == len(claims)
        rows = render_claims(claims, name)
        for quad in quads:
            # What is said to be kept is there to be found; the place of a hop shows by its order.
            if quad.predicate.value.endswith("#position"):
                continue
            if rows_hold(name, quads, quad) and isinstance(quad.object, ox.Literal):
                said = quad.object.value
                assert (said if name == "csv" else json.dumps(said, ensure_ascii=False)[1:-1]) in rows.replace('""', '"'), quad
    for write in (write_nanopubs, write_claims, write_claimreviews, write_provenance):
        loss = write(quads, prefixes, io.BytesIO())
        assert (adds_up(loss), loss.statements, loss.claims) == (True, len(quads), len(claims)), write


# ------------------------------------------------------------ short names

#: Prefixes that tempt a writer to names that others read differently: schemes, nested ones, ones that end in no separator, XML's own.
TEMPTING = {
    "": "https://example.org/a/",
    "a": "https://example.org/a/",
    "b": "https://example.org/a/b",
    "c": "https://example.org/a/b/",
    "https": "https://example.org/c/",
    "urn": "https://example.org/urn#",
    "tag": "urn:tag:",
    "xml": "https://example.org/x/",
    "rdf": "https://example.org/r/",
    "its": "https://example.org/i/",
    "type": "https://example.org/t#",
    "p.q-r": "https://example.org/p?x=",
}
LOCALS = [
    "",
    "x",
    "/x",
    "//x",
    "b",
    "b/",
    "b/c",
    "a:b",
    "1",
    "é",
    "x.",
    "-x",
    "x y".replace(" ", "%20"),
    "@id",
    "type",
    "x#y",
    "tag:x",
    "b'c&d",
]
iris = st.builds(
    "".join, st.tuples(st.sampled_from([*TEMPTING.values(), "urn:", "urn:urn:", "tag:", "type:", "https:x/"]), st.sampled_from(LOCALS))
)
nodes = iris.filter(lambda iri: iri.count("#") < 2).map(ox.NamedNode)
values = st.one_of(
    nodes,
    st.builds(ox.Literal, st.sampled_from(["", "a:b", "https://example.org/a/x", ' .\n"} .\r\n\t', "@id"])),
    st.builds(lambda text, iri: ox.Literal(text, datatype=iri), st.sampled_from(["1", "a b"]), nodes),
    st.just(ox.Literal("Straße", language="de-at")),
)
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
anything = st.lists(
    st.builds(ox.Quad, nodes, st.one_of(nodes, st.just(TYPE)), values, st.one_of(nodes, st.just(ox.DefaultGraph()))), max_size=12
)
prefixed = st.dictionaries(st.sampled_from([*TEMPTING]), st.sampled_from([*TEMPTING.values()]), max_size=6) | st.just(TEMPTING)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(quads=anything, prefixes=prefixed)
def test_a_short_name_is_never_read_as_another(quads: list[ox.Quad], prefixes: dict[str, str]) -> None:
    quads = sorted(set(quads), key=order)
    for name in ("jsonld", "trig"):
        data, loss = written(quads, name, Shape(), prefixes)
        assert set(parsed(data, name)) == set(quads)
        assert written(quads, name, Shape(), dict(reversed(prefixes.items()))) == (data, loss)
        if name == "jsonld":
            told = pyld.jsonld.to_rdf(json.loads(data), {"format": "application/n-quads", "documentLoader": None})
            assert set(ox.parse(told, format=ox.RdfFormat.N_QUADS)) == set(quads)
    flat = sorted({ox.Quad(*quad.triple) for quad in quads}, key=order)
    data, loss = written(flat, "rdf", Shape(), prefixes)
    assert written(flat, "rdf", Shape(), dict(reversed(prefixes.items()))) == (data, loss)
    assert len(set(parsed(data, "rdf"))) == loss.kept
    assert set(parsed(data, "rdf")) <= set(flat)
    expat.ParserCreate(namespace_separator=" ").Parse(data, True)


def test_names_are_short_where_nobody_can_take_them_for_others() -> None:
    tram, opens = ox.NamedNode("https://example.org/a/Tram"), ox.NamedNode("https://example.org/t#opens")
    quads = [
        ox.Quad(tram, TYPE, ox.NamedNode("https://example.org/t#Line")),
        ox.Quad(tram, opens, ox.NamedNode("urn:x:2031")),
        ox.Quad(tram, opens, ox.Literal("2031")),
        ox.Quad(tram, opens, ox.NamedNode("https://example.org/a//x"), ox.NamedNode("https://example.org/a/graph")),
    ]
    data, _ = written(
        quads, "jsonld", Shape(), {"a": "https://example.org/a/", "t": "https://example.org/t#", "urn": "https://example.org/"}
    )
    assert (
        data.decode()
        == """{
 "@context": {
  "a": "https://example.org/a/",
  "t": "https://example.org/t#"
 },
 "@graph": [
  {
   "@id": "a:Tram",
   "@type": "t:Line",
   "t:opens": ["2031", {"@id": "urn:x:2031"}]
  },
  {
   "@id": "a:graph",
   "@graph": [
    {
     "@id": "a:Tram",
     "t:opens": {"@id": "https://example.org/a//x"}
    }
   ]
  }
 ]
}
"""
    )


# ------------------------------------------------------------ unusual, but valid


@pytest.mark.parametrize("kind", UNUSUAL)
@pytest.mark.parametrize("name", RDF_FORMATS)
def test_unusual_content_survives(name: str, kind: str) -> None:
    quads = unusual(UNUSUAL[kind])
    data, loss = written(quads, name, Shape(), {"schema": "http://schema.org/"})
    assert loss.items == ()
    assert set(parsed(data, name)) == set(quads)
    if name == "rdf":
        assert by_rdflib(data, "xml") == by_oxigraph(quads)
    if name == "trig":
        assert by_rdflib(data, "trig") == by_oxigraph(quads)


def test_blank_nodes_that_others_left_in_a_store_get_names() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    blank = [ox.Quad(ox.BlankNode("1"), label, ox.BlankNode("2")), ox.Quad(ox.BlankNode("2"), label, ox.Literal("two"), ox.BlankNode("1"))]
    quads = select_quads(blank, BASE)
    one, two = (ox.NamedNode(f"{BASE}.well-known/genid/{number}") for number in (1, 2))
    assert quads == [ox.Quad(one, label, two), ox.Quad(two, label, ox.Literal("two"), one)]


def test_the_ontology_is_known_however_a_store_spells_it() -> None:
    boolean = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    spelt = [
        ox.Quad(q.subject, q.predicate, ox.Literal("1", datatype=boolean) if q.object == ox.Literal(True) else q.object, q.graph_name)
        for q in package_quads()
    ]
    assert set(spelt) != package_quads()
    assert select_quads(spelt, BASE) == []


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_a_character_that_xml_cannot_hold_is_lost_there_and_nowhere_else(name: str) -> None:
    quads = [*unusual("plain"), *unusual("a\x01b\ufffe")]
    data, loss = written(quads, name, Shape(), {})
    if name != "rdf":
        assert set(parsed(data, name)) == set(quads)
        return
    assert [(item.what, item.statements) for item in loss.items] == [("statements with control characters", 4)]
    assert (loss.kept, adds_up(loss)) == (len(quads) - 4, True)
    assert by_rdflib(data, "xml") == by_oxigraph(unusual("plain"))


def test_a_name_that_xml_cannot_hold_is_lost_there_with_a_reason() -> None:
    iri, type_ = ox.NamedNode("https://example.org/a"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    odd, plain = ox.NamedNode("https://example.org/1"), ox.NamedNode("https://example.org/b")
    reserved = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#li")
    quads = [
        ox.Quad(iri, odd, iri),
        ox.Quad(iri, reserved, iri),
        ox.Quad(iri, type_, odd),
        ox.Quad(iri, plain, iri),
        ox.Quad(plain, type_, odd),
    ]
    data, loss = written(quads, "rdf", Shape())
    assert [(item.what, item.statements) for item in loss.items] == [
        ("statements whose predicate is no XML name", 2),
        ("types that are no XML name", 1),
    ]
    assert by_rdflib(data, "xml") == by_oxigraph([quads[2], quads[3]])
