"""RDF of others in; claims that `check` accepts, entities, a vocabulary, and an account of the rest out."""

from __future__ import annotations

import pathlib
import tempfile

import pyoxigraph as ox
import pytest
from helpers import Run
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.imports.draft import Draft
from claimgraph.imports.foreign import About, Group, Speaker, draft_foreign, draft_groups
from claimgraph.imports.known import Known
from claimgraph.imports.rdf import Rdf, read_rdf
from claimgraph.imports.target import find_target
from claimgraph.loader import load
from claimgraph.rdf import corpus_quads

HEAD = """
@prefix : <https://city.example/thing/> .
@prefix v: <https://city.example/words#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def draft(text: str, **about: str) -> Draft:
    return draft_foreign(read_rdf((HEAD + text).encode(), "city.trig"), "city.trig", Known(), about=About(**about))


def claims(found: Draft) -> list[dict[str, object]]:
    return [claim for source in found.sources for claim in source["claims"]]


def reasons(found: Draft) -> list[str]:
    return [left.why for left in found.left]


# ---------------------------------------------------------------- what becomes of statements


def test_a_statement_is_a_claim_and_a_name_is_a_name() -> None:
    found = draft(':Tram2 a v:Line ; rdfs:label "Tram 2" ; v:length 12.5 ; v:endsAt :Harbour .')
    assert (found.read, found.kept) == (4, 4)
    assert found.entities == [
        {"id": "city-thing:Tram2", "type": "Line", "name": "Tram 2"},
        {"id": "city-thing:Harbour", "type": "Entity", "name": "Harbour"},
    ]
    assert found.sources == [
        {
            "id": "src:city-trig-04bf8823",
            "type": "Source",
            "headline": "city.trig",
            "claims": [
                {
                    "id": "claim:tram-2-length-12-5-c61e7085",
                    "label": "Tram 2 length 12.5",
                    "says": {"id": "city-thing:Tram2", "length": "12.5"},
                },
                {
                    "id": "claim:tram-2-ends-at-harbour-e98a93ee",
                    "label": "Tram 2 ends at Harbour",
                    "says": {"id": "city-thing:Tram2", "endsAt": "city-thing:Harbour"},
                },
            ],
        }
    ]
    assert found.settings.prefixes == {"city-thing": "https://city.example/thing/", "v": "https://city.example/words#"}
    assert "v:length" not in found.settings.modules["vocabulary-city.ttl"]
    assert (
        "<https://city.example/words#length> a owl:DatatypeProperty ;\n\trdfs:domain cg:Entity ;\n\trdfs:range xsd:decimal ;\n"
        '\trdfs:label "length" ;\n\tcg:timeGrain "always" .'
    ) in found.settings.modules["vocabulary-city.ttl"]


def test_a_small_graph_about_one_thing_is_one_claim() -> None:
    found = draft(":g { :Tram2 v:length 12.5 ; v:stops 21 } :h { :Tram2 v:length 13.5 . :Tram1 v:length 8.5 }")
    assert [claim["says"] for claim in claims(found)] == [
        {"id": "city-thing:Tram2", "length": "12.5", "stops": "21"},
        {"id": "city-thing:Tram2", "length": "13.5"},
        {"id": "city-thing:Tram1", "length": "8.5"},
    ]


@pytest.mark.parametrize(
    "stated",
    [
        ":g { :Tram2 v:length 12.5 } :g {about}",
        "<< :Tram2 v:length 12.5 ~ :g >> {about}",
        ":g rdf:reifies <<( :Tram2 v:length 12.5 )>> ; {about}",
        ":g a rdf:Statement ; rdf:subject :Tram2 ; rdf:predicate v:length ; rdf:object 12.5 ; {about}",
    ],
)
def test_what_is_said_of_a_graph_or_a_reifier_is_where_by_whom_and_when(stated: str) -> None:
    about = 'prov:wasDerivedFrom <https://news.example/tram> ; dcterms:creator "Ada Okoro" ; dcterms:issued "2025-03-04"^^xsd:date .'
    found = draft(stated.replace("{about}", about))
    assert found.left == []
    assert [(source["url"], source["headline"]) for source in found.sources] == [("https://news.example/tram", "news.example/tram")]
    (claim,) = claims(found)
    assert claim["says"] == {"id": "city-thing:Tram2", "length": "12.5"}
    assert claim["attribution"] == [{"agent": "agent:AdaOkoro"}]
    assert claim["said"] == "2025-03-04"


def test_the_user_says_where_statements_come_from() -> None:
    found = draft(":Tram2 v:stops 21 .", url="https://city.example/data", publisher="City of Riverton", published="2025-03")
    source = found.sources[0]
    assert (source["url"], source["published"], source["publisher"]) == (
        "https://city.example/data",
        "2025-03",
        "agent:CityOfRiverton-eeedd1b6",
    )
    for wrong in ({"url": "city.example"}, {"published": "lately"}):
        with pytest.raises(InputError, match=r"--source-url|--published"):
            draft(":Tram2 v:stops 21 .", **wrong)


def test_an_id_of_its_own_for_what_ids_do_not_allow() -> None:
    found = draft("<https://city.example/thing/Tram_(2)> v:stops 21 .")
    assert found.entities == [
        {"id": "thing:tram-2-3987c466", "type": "Entity", "name": "Tram (2)", "sameAs": "https://city.example/thing/Tram_(2)"}
    ]
    assert found.settings.prefixes == {"thing": "thing/", "v": "https://city.example/words#"}


def test_words_that_are_taken_get_another_key() -> None:
    found = draft(":Tram2 foaf:topic :Harbour ; foaf:name 'Tram 2' ; a foaf:Person ; v:type 2 .")
    assert found.left == []
    assert 'skos:notation "v_type"' in found.settings.modules["vocabulary-city.ttl"]
    assert [key[:5] for claim in claims(found) for key in claim["says"]] == ["id", "topic", "id", "v_typ"]  # type: ignore[attr-defined]


def test_keys_are_readable_by_prefixes_that_the_file_declares_or_everybody_writes(run: Run, tmp_path: pathlib.Path) -> None:
    found = draft(":Tram2 a foaf:Person ; dcterms:creator :Ann ; <http://purl.org/dc/elements/1.1/creator> 'Ann' .")
    (entity, _) = found.entities
    assert (entity["type"], [key for claim in claims(found) for key in claim["says"]]) == (  # type: ignore[attr-defined]
        "foaf_Person", ["id", "dcterms_creator", "id", "creator"])  # fmt: skip
    (tmp_path / "t.ttl").write_text(HEAD + ":Tram2 a foaf:Person .", encoding="utf-8")
    assert run("import", "t.ttl", "-o", "new", cwd=tmp_path).returncode == 0
    assert "a foaf:Person" in run("export", "--facts", "new", "--format", "trig", cwd=tmp_path).stdout
    assert run("import", "t.ttl", "-o", "new", cwd=tmp_path).stdout.splitlines()[-1].startswith("nothing")


def test_a_label_that_no_fact_could_hold_and_a_word_longer_than_any_key(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "t.ttl").write_text(HEAD + ':A v:p :B ; v:%s 1 . v:p rdfs:label "a\\u001Bb" .' % ("a" * 5000), encoding="utf-8")
    done = run("import", "t.ttl", "-o", "new", cwd=tmp_path)
    assert (done.returncode, "3 statements read, 2 kept, 1 left out" in done.stdout) == (1, True), done.stderr
    assert run("check", "new", cwd=tmp_path).returncode == 0
    assert run("import", "t.ttl", "-o", "new", cwd=tmp_path).stdout.splitlines()[-1] == "nothing new: all of it is there already"


def test_own_predicates_are_used_where_they_fit() -> None:
    text = "@prefix c: <https://w3id.org/claimgraph/domain#> . :Lab a schema:Organization ; c:ledBy :Ann , 'Bob' , :Harbour . :Ann a schema:Person ."
    found = draft(text)
    assert [claim["says"] for claim in claims(found)] == [{"id": "city-thing:Lab", "ledBy": "city-thing:Ann"}]
    assert reasons(found) == ["the object is not what 'ledBy' of this corpus takes"] * 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (':Tram2 rdfs:label "Linie 2"@de .', "facts keep no language of a text"),
        (":Tram2 v:speed 5e1 .", "facts hold no double"),
        (":Tram2 v:stops -1 .", "facts hold no integer such as this one"),
        (':Tram2 v:shape "x"^^v:shape .', "facts hold no <https://city.example/words#shape>"),
        (':Tram2 v:note " " .', "it is empty"),
        (':Tram2 v:note "a\\u0000b" .', "it holds the invisible character U+0000"),
        (":Tram2 v:stops 1 , 2 , 'three' .", "nearly all objects of this predicate are of another kind (integer)"),
        ("<mailto:a@b.example> v:stops 1 .", "facts cannot name mailto:a@b.example: it is neither a web address nor below a namespace"),
        ("v:Line rdfs:subClassOf v:Way .", "it speaks of words, not of things: a module of the corpus is the place for it"),
        ("v:Line a owl:Class .", "things that claims are about are not of this class"),
        (":Tram2 owl:sameAs <urn:tram:2> .", "sameAs is a web address"),
        (":Tram2 schema:author :Ann .", "facts write this of sources, claims or values only"),
        (":Tram2 v:says <<( :a v:b :c )>> .", "facts say nothing of triples"),
        (':Tram2 schema:description "a", "b" .', "an entity has one description, and there is another already"),
        (":g dcterms:issued 'soon' . :g { :a v:b :c }", "'soon' is no date that facts can hold: to the second, with or without a zone"),
    ],
)
def test_what_facts_cannot_hold_is_left_and_said(text: str, why: str) -> None:
    found = draft(text)
    assert reasons(found) == [why]
    assert found.left[0].where.line == 12
    assert found.read == found.kept + 1


def test_a_name_in_a_language_is_shown_all_the_same() -> None:
    found = draft(':Tram2 rdfs:label "Linie 2"@de ; v:stops 21 .')
    assert found.entities[0]["name"] == "Linie 2"


def test_groups_whose_provenance_is_known() -> None:
    quads = [ox.Quad(ox.NamedNode("https://city.example/a"), ox.NamedNode("https://city.example/p"), ox.Literal("x"))]
    group = Group("https://city.example/np", quads, [Speaker(name="Ada Okoro")], "https://news.example/x", "A paper", "2025", "It is so")
    found = draft_groups([group], Rdf(quads, {}, lambda _: pytest.fail("nothing is left")), "np.trig", Known())
    assert claims(found)[0]["label"] == "It is so"
    assert claims(found)[0]["said"] == "2025"
    assert found.sources[0]["headline"] == "A paper"


def test_check_accepts_it_and_the_second_time_nothing_changes(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "city.trig").write_text(
        HEAD
        + """
        :Tram2 a v:Line ; rdfs:label "Tram 2" ; v:opened "2025-03"^^xsd:gYearMonth ; v:endsAt [ a v:Stop ; foaf:name "Harbour" ] ; v:speed 5e1 .
        v:Line rdfs:label "a line of trams"@en .
        :g { :Tram2 v:cost 2400000000 } :g dcterms:source <https://news.example/tram> .
        """,
        encoding="utf-8",
    )
    done = run("import", "city.trig", "-o", "city", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("city.trig: 10 statements read, 9 kept, 1 left out\n")
    assert "city.trig:13:1: note[left-out]: <https://city.example/thing/Tram2> <https://city.example/words#speed> " in done.stderr
    assert run("check", "city", cwd=tmp_path).stdout.startswith("city/facts: ok: 2 sources, 3 claims, 2 entities\n")
    before = {path: path.read_bytes() for path in (tmp_path / "city").rglob("*") if path.is_file()}
    assert "nothing new" in run("import", "city.trig", "-o", "city", cwd=tmp_path).stdout
    assert {path: path.read_bytes() for path in (tmp_path / "city").rglob("*") if path.is_file()} == before


# ---------------------------------------------------------------- whatever it is

_V = "https://city.example/words#"
_THINGS = [f"https://city.example/thing/{local}" for local in ("A", "B.1", "c_(d)", "", "é", "x/y", "A-")]
_IRIS = st.sampled_from(
    [*_THINGS, "urn:isbn:123", "mailto:a@b.example", "https://example.org/organization/X", "http://schema.org/Person", f"{_V}p"]
)
_WORDS = [
    *(f"{_V}{local}" for local in ("p", "q", "type", "id", "1", "é")),
    *(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{local}" for local in ("type", "type", "value", "subject", "predicate", "object")),
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2002/07/owl#sameAs",
    "http://schema.org/name",
    "http://schema.org/description",
    "http://schema.org/url",
    "http://purl.org/dc/terms/creator",
    "http://purl.org/dc/terms/issued",
    "http://www.w3.org/ns/prov#wasDerivedFrom",
    "https://w3id.org/claimgraph/domain#ledBy",
    "https://w3id.org/claimgraph/domain#stated",
    "https://w3id.org/claimgraph/ns#modality",
]
_CLASSES = ["http://schema.org/Person", "https://schema.org/Organization", f"{_V}Line", f"{_V}p", "http://www.w3.org/2002/07/owl#Class",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement", "http://schema.org/NewsArticle"]  # fmt: skip
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TEXTS = st.sampled_from(
    ["x", "", " ", "a: b", "2", "2.50", "-3", "007", "true", "2025-03-04", "2025", "no", "\u202e", "line\nline", "https://a.example/b"]
)
_LITERALS = st.one_of(
    st.builds(ox.Literal, _TEXTS),
    st.builds(lambda text: ox.Literal(text, language="en"), _TEXTS),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(_XSD + name)),
        _TEXTS,
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "gYear", "dateTime", "anyURI", "string"]),
    ),
)
_NODES = st.builds(ox.NamedNode, _IRIS) | st.sampled_from([ox.BlankNode("a"), ox.BlankNode("b")])
_PREDICATES = st.builds(ox.NamedNode, st.sampled_from(_WORDS))
_PLAIN = st.one_of(_NODES, _LITERALS, st.builds(ox.NamedNode, st.sampled_from(_CLASSES)))
_TRIPLES = st.builds(ox.Triple, _NODES, _PREDICATES, _PLAIN)
_GRAPHS = st.sampled_from([ox.DefaultGraph(), ox.DefaultGraph(), ox.NamedNode("https://city.example/thing/A"), ox.NamedNode("urn:g:1")])
_REIFIED = st.builds(lambda node, triple, graph: ox.Quad(node, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"), triple, graph),
                     _NODES, _TRIPLES, _GRAPHS)  # fmt: skip
_QUADS = st.one_of(
    st.builds(ox.Quad, _NODES, _PREDICATES, _PLAIN, _GRAPHS), _REIFIED, st.builds(ox.Quad, _NODES, _PREDICATES, _TRIPLES, _GRAPHS)
)


@example(
    [
        ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://purl.org/dc/terms/creator"), ox.Literal("a: b"), ox.DefaultGraph()),
        ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"),
                ox.Triple(ox.NamedNode("https://city.example/thing/A"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
                          ox.NamedNode("https://city.example/thing/A")), ox.DefaultGraph()),
    ]
)  # fmt: skip
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_QUADS, min_size=1, max_size=25))
def test_every_statement_is_kept_or_left_and_check_accepts_what_is_kept(quads: list[ox.Quad]) -> None:
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data
    rdf = read_rdf(data, "random.nq")
    found = draft_foreign(rdf, "random.nq", Known())
    assert found.read == len(rdf.quads) == len(set(quads))
    left = {item.what for item in found.left}
    assert len(found.left) == len(left) <= found.read
    assert all(item.why and item.where.line for item in found.left)
    if not (found.sources or found.entities):
        assert found.kept == 0 or all(quad.predicate.value.endswith("label") for quad in rdf.quads if _shown(quad) not in left)
        return
    with tempfile.TemporaryDirectory() as folder:
        find_target(f"{folder}/new", None, "random.nq").write(found)
        again = find_target(f"{folder}/new", None, "random.nq")
        second = draft_foreign(rdf, "random.nq", again.known)
        assert [item.what for item in second.left] == [item.what for item in found.left]
        assert not again.write(second).files
        _assert_kept([quad for quad in rdf.quads if _shown(quad) not in left], f"{folder}/new")


def _shown(quad: ox.Quad) -> str:
    return f"{quad.triple} in {quad.graph_name}" if isinstance(quad.graph_name, ox.NamedNode) else str(quad.triple)


def _assert_kept(kept: list[ox.Quad], folder: str) -> None:
    """Each statement that is said to be kept is in the corpus: its object is, and its predicate, if it is no word for what facts have a key for."""
    text = pathlib.Path(folder).rglob("*")
    written = "\n".join(path.read_text(encoding="utf-8") for path in text if path.is_file())
    predicates = {quad.predicate.value for quad in corpus_quads(load(f"{folder}/facts")).quads}
    for quad in kept:
        triple = quad.object if isinstance(quad.object, ox.Triple) else quad.triple
        if triple.predicate.value.startswith((_V, "https://w3id.org/claimgraph/domain#")):
            assert triple.predicate.value in predicates
        if isinstance(triple.object, ox.Literal):
            assert triple.object.value in written or triple.object.value.lstrip("0") in written or "\n" in triple.object.value
