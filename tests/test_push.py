"""`claimgraph push`: into real stores, nothing of anybody else touched, and what is there afterwards is what the facts say."""

from __future__ import annotations

import json
import pathlib
import re
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import pytest
from helpers import ROOT, MakeCorpus, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import virtuoso
from strategies import facts
from tram_corpus import tram_corpus

from claimgraph.folder import Folder
from claimgraph.loader import load_corpus
from claimgraph.pushing import Pushed, Wish, push
from claimgraph.rdf import store_quads
from claimgraph.rdf.describe import metadata_quad
from claimgraph.store.client import Client
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.store.endpoint import Endpoint
from claimgraph.store.terms import canonical
from claimgraph.vocab import ONTOLOGY_GRAPH

BASE = "https://example.org/town/"
TOML = f'format = 1\nbase = "{BASE}"\n'
SOURCE = """
id: src:gazette
type: NewsArticle
headline: News of the town
url: https://example.org/gazette
published: 2025-03-04
publisher: org:Gazette
claims:
  - {id: claim:ann-leads, label: Ann leads the lab, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:budget, label: The lab has 40 million, says: {id: org:Lab, amount: {value: 40, scale: million, unit: EUR}}, said: 2025-03}
"""


def _update(url: str, text: str) -> None:
    _request(f"{url}/update", text.encode(), "application/sparql-update")


def _request(url: str, body: bytes, kind: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": kind}), timeout=30) as reply:
        assert reply.status in {200, 201, 204}


def _load(url: str, quads: Iterable[ox.Quad]) -> None:
    _request(f"{url}/store", ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"", "application/n-quads")


def _content(url: str) -> set[ox.Quad]:
    """Return all that a store holds, by value."""
    request = urllib.request.Request(f"{url}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return {_plain(quad) for quad in ox.parse(reply.read(), format=ox.RdfFormat.N_QUADS)}


def _plain(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, canonical(quad.object), quad.graph_name)


def _embedded(folder: pathlib.Path) -> EmbeddedStore:
    corpus, problems = load_corpus(Folder(str(folder.parent), str(folder)))
    assert not problems
    return memory_store(store_quads(corpus), corpus.settings.all_prefixes())


def _wanted(folder: pathlib.Path) -> set[ox.Quad]:
    return {_plain(quad) for quad in _embedded(folder).inner}


PLAIN = Wish()


class _DeathError(Exception):
    """What ends a push that is to die."""


class _Mortal(Client):
    """A client that takes so many updates, and then no more."""

    updates = 0

    def update(self, text: str, *, repeat: bool = True) -> None:
        self.updates -= 1
        if self.updates < 0:
            raise _DeathError
        super().update(text, repeat=repeat)


def _push(store: EmbeddedStore, url: str, wish: Wish = PLAIN, *, dies_after: int | None = None, **more: object) -> Pushed:
    endpoint = Endpoint("house", f"{url}/query", f"{url}/update", f"{url}/store")._replace(**more)  # type: ignore[arg-type]
    client = Client(endpoint, pauses=(0.01, 0.02)) if dies_after is None else _Mortal(endpoint)
    if isinstance(client, _Mortal):
        client.updates = dies_after or 0
    return push(store, client, wish, lambda *_: None)


# ---------------------------------------------------------------- what is written


def test_the_first_push_writes_all_and_the_second_nothing(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    wanted = _wanted(corpus)
    ontology, dataset = (sum(quad.graph_name == ox.NamedNode(name) for quad in wanted) for name in (ONTOLOGY_GRAPH, BASE + "dataset"))
    assert ontology > 1000
    assert dataset > 10
    count = len(wanted)
    what = (
        f"{store.removeprefix('http://')}: {count:,} statements of 2 claims, "
        f"{ontology:,} of the ontology and {dataset} of the description among them"
    )

    first = run("push", store, "--facts", corpus)
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"{what}; inserted {count:,}, deleted 0 ({dataset} in the description); verified: missing 0, extra 0\n"
    assert _content(store) == _wanted(corpus)

    second = run("push", store, "--facts", corpus)
    assert second.stdout == f"{what}; inserted 0, deleted 0; verified: missing 0, extra 0\n"
    assert first.stderr == second.stderr == ""

    make_corpus(SOURCE.replace("  - {id: claim:budget", "  # - {id: claim:budget"), toml=TOML)
    less = run("push", store, "--facts", corpus).stdout
    assert "; inserted 1, deleted 1 (all in the description); " in less, "it counts the claims; the claim itself stays without --prune"


def test_a_dry_run_says_what_would_change_and_changes_nothing(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    run("push", store, "--facts", corpus)
    before = _content(store)
    make_corpus(SOURCE.replace("Ann leads the lab", "Ann is head of the lab"), toml=TOML)

    done = run("push", store, "--facts", corpus, "--dry-run")
    assert done.stdout.endswith("; would insert 1, delete 1\n  changes: claim:ann-leads\n")
    assert _content(store) == before

    assert "inserted 1, deleted 1; verified: missing 0, extra 0" in run("push", store, "--facts", corpus).stdout
    assert _content(store) == _wanted(corpus)


def test_what_two_claims_state_goes_only_when_neither_is_in_force(make_corpus: MakeCorpus, store: str) -> None:
    also = "\n  - {id: claim:also, label: Ann heads the lab, says: {id: org:Lab, ledBy: person:Ann}"
    for polarity in (("affirmed", "affirmed"), ("denied", "affirmed"), ("denied", "denied"), ("affirmed", "denied")):
        text = SOURCE.replace("ledBy: person:Ann}", f"ledBy: person:Ann}}, polarity: {polarity[0]}") + f"{also}, polarity: {polarity[1]}}}"
        corpus = make_corpus(text, toml=TOML)
        pushed = _push(_embedded(corpus), store)
        assert not pushed.missing
        assert _content(store) == _wanted(corpus), polarity


def test_what_another_file_supersedes_leaves_the_view(make_corpus: MakeCorpus, store: str) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    _push(_embedded(corpus), store)
    later = """
id: src:later
type: NewsArticle
headline: A correction
url: https://example.org/later
claims:
  - {id: claim:bob-leads, label: Bob leads the lab, says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:ann-leads}
"""
    make_corpus({"source.yaml": SOURCE, "later.yaml": later}, toml=TOML)
    _push(_embedded(corpus), store)
    led = {
        str(quad.object)
        for quad in _content(store)
        if str(quad.predicate).endswith("#ledBy>") and isinstance(quad.graph_name, ox.DefaultGraph)
    }
    assert led == {f"<{BASE}person/Bob>"}
    assert _content(store) == _wanted(corpus)


def test_parts_of_a_claim_and_dates_that_nothing_needs_go_with_what_named_them(make_corpus: MakeCorpus, store: str) -> None:
    hops = "attribution: [{agent: person:Ann, cue: said}, {agent: person:Bob}], said: 2025-01-01"
    corpus = make_corpus(SOURCE.replace("ledBy: person:Ann}}", f"ledBy: person:Ann}}, {hops}}}"), toml=TOML)
    _push(_embedded(corpus), store)
    assert f"<{BASE}date/2025-01-01>" in {str(quad.subject) for quad in _content(store)}
    make_corpus(SOURCE.replace("ledBy: person:Ann}}", "ledBy: person:Ann}, attribution: [{agent: person:Bob}]}"), toml=TOML)
    _push(_embedded(corpus), store)
    assert _content(store) == _wanted(corpus)


# ---------------------------------------------------------------- whose is what


def test_nothing_of_anybody_else_is_touched(make_corpus: MakeCorpus, store: str, tmp_path: pathlib.Path) -> None:
    foreign = f"""
        <{BASE}claim/ann-leads> <https://audit.example/checkedBy> "somebody" .
        <{BASE}claim/ann-leads> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://audit.example/Checked> .
        <{BASE}organization/Lab> <https://audit.example/rating> 5 .
        <{BASE}organization/Lab> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <https://example.com/lab> .
        <{BASE}organization/Unknown> <https://audit.example/rating> 1 .
        <https://example.com/lab> <http://schema.org/name> "The Lab elsewhere" .
        _:somebody <http://schema.org/knows> <{BASE}person/Ann> .
        <https://example.org/town/sub/claim/x> <http://www.w3.org/2000/01/rdf-schema#label> "a base that begins with ours" .
        GRAPH <https://example.com/graph> {{ <{BASE}claim/ann-leads> <https://audit.example/p> "x" . _:b <https://audit.example/p> 1 }}
        GRAPH <https://example.org/town/sub/claim/x> {{ <https://example.com/a> <https://example.com/b> 1 }}
    """
    tram = _embedded(tram_corpus(tmp_path))
    _push(tram, store)
    _update(store, f"INSERT DATA {{ {foreign} }}")
    before = _content(store)
    corpus = make_corpus(SOURCE, toml=TOML)
    for text in (SOURCE, SOURCE.replace("Ann}}", "Bob}}"), SOURCE.partition("claims:")[0], SOURCE):
        make_corpus(text, toml=TOML)
        for wish in (Wish(), Wish(prune=True)):
            pushed = _push(_embedded(corpus), store, wish)
            assert not pushed.missing
            assert not pushed.extra
            assert before <= _content(store)
    assert _content(store) == before | _wanted(corpus)
    assert _push(tram, store).inserted == []


def test_what_another_corpus_holds_to_be_so_stays_in_the_view(make_corpus: MakeCorpus, store: str, tmp_path: pathlib.Path) -> None:
    shared = 'format = 1\nbase = "https://{}.example/"\n[prefixes]\nwd = "https://wikidata.example/"\n'
    entities = "entities: [{id: wd:Lab, type: Organization, name: The Lab}, {id: wd:Ann, type: Person, name: Ann}]"
    text = (
        SOURCE.partition("  - {id: claim:budget")[0]
        .replace("publisher: org:Gazette\n", "")
        .replace("org:Lab", "wd:Lab")
        .replace("person:Ann", "wd:Ann")
    )
    ours = make_corpus({"entities.yaml": entities, "source.yaml": text}, toml=shared.format("ours"))
    mine = _embedded(ours)
    same = {"entities.yaml": entities, "source.yaml": text}
    theirs = _embedded(make_corpus(same, toml=shared.format("theirs")))
    _push(mine, store)
    _push(theirs, store)
    led = "<https://wikidata.example/Lab>", "<https://w3id.org/claimgraph/domain#ledBy>"

    def view() -> list[str]:
        found = [q for q in _content(store) if (str(q.subject), str(q.predicate)) == led and isinstance(q.graph_name, ox.DefaultGraph)]
        return [str(quad.object) for quad in found]

    make_corpus(same | {"source.yaml": text.replace("wd:Ann}", "wd:Ann}, polarity: denied")}, toml=shared.format("ours"))
    _push(_embedded(ours), store)
    assert view() == ["<https://wikidata.example/Ann>"]  # theirs says so still
    make_corpus(same | {"source.yaml": text.replace("wd:Ann}", "wd:Ann}, modality: hoped")}, toml=shared.format("theirs"))
    _push(_embedded(ours), store)
    assert view() == []


#: A module that says more of terms of claimgraph's own, and has a term of the corpus's.
MODULE = """
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix : <https://w3id.org/claimgraph/domain#> .
:ledBy rdfs:label "WORD"@de .
<BASEvocabulary/owns> a owl:ObjectProperty ; rdfs:domain cg:Entity ; rdfs:range cg:Entity ; cg:timeGrain "day" ; rdfs:label "owns"@en .
"""
MORE = 'modules = ["module.ttl"]\n'


def _with_module(make_corpus: MakeCorpus, base: str, word: str) -> EmbeddedStore:
    folder = make_corpus(SOURCE, toml=f'format = 1\nbase = "{base}"\n{MORE}')
    (folder.parent / "module.ttl").write_text(MODULE.replace("WORD", word).replace("BASE", base), encoding="utf-8")
    return _embedded(folder)


def test_corpora_that_say_more_of_the_same_terms_leave_each_other_alone(make_corpus: MakeCorpus, store: str) -> None:
    both = [_with_module(make_corpus, base, word) for base, word in ((BASE, "geleitet"), ("https://other.example/", "unter"))]
    for one in both:
        _push(one, store)
    held = _content(store)
    for one in both:
        for wish in (Wish(), Wish(prune=True)):
            again = _push(one, store, wish)
            assert (again.inserted, again.deleted, again.missing, again.extra) == ([], [], [], [])
    assert _content(store) == held


def test_terms_of_others_in_the_graph_of_the_ontology_stay(make_corpus: MakeCorpus, store: str) -> None:
    _push(_with_module(make_corpus, BASE, "geleitet"), store)
    foreign = f"GRAPH <{ONTOLOGY_GRAPH}> {{ <https://foreign.example/Thing> a <http://www.w3.org/2002/07/owl#Class> }}"
    _update(store, f"INSERT DATA {{ {foreign} }}")
    corpus = make_corpus(SOURCE, toml=TOML)
    _push(_embedded(corpus), store)
    assert f"<{BASE}vocabulary/owns>" in {str(quad.subject) for quad in _content(store)}
    _push(_embedded(corpus), store, Wish(prune=True))
    assert {str(quad.subject) for quad in _content(store) - _wanted(corpus)} == {"<https://foreign.example/Thing>"}


@pytest.mark.parametrize("within", ["claim/", "source/", "person/", "value/"])
@pytest.mark.parametrize("meta", ["", "metadata", "about"])
def test_a_corpus_whose_base_is_a_path_of_ours_is_left_alone(within: str, meta: str, make_corpus: MakeCorpus, store: str) -> None:
    inner = BASE + within
    theirs = _embedded(make_corpus(SOURCE, toml=f'format = 1\nbase = "{inner}"\n'))
    _push(theirs, store, meta_graph=inner + meta if meta else "")
    before = _content(store)
    corpus = make_corpus(SOURCE, toml=TOML)
    for text in (SOURCE, SOURCE.replace("Ann}}", "Bob}}")):
        make_corpus(text, toml=TOML)
        pushed = _push(_embedded(corpus), store, Wish(prune=True))
        assert (pushed.place, pushed.left, pushed.missing, pushed.extra) == ("", 0, [], [])
        assert before <= _content(store)
    assert _content(store) == before | _wanted(corpus)
    again = _push(theirs, store, Wish(prune=True))
    assert (again.inserted, again.deleted) == ([], [])


# ---------------------------------------------------------------- what the corpus no longer has


def test_claims_that_are_gone_are_counted_and_with_prune_removed(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    run("push", store, "--facts", corpus)
    shorter = SOURCE.partition("  - {id: claim:budget")[0]
    make_corpus({"entities.yaml": "entities: [{id: org:Gazette, type: Organization, name: G}, {id: org:Lab, type: Organization, name: L}, "
                 "{id: person:Ann, type: Person, name: Ann}]", "source.yaml": shorter}, toml=TOML)  # fmt: skip

    kept = run("push", store, "--facts", corpus)
    assert "missing 0, extra 0" in kept.stdout
    assert kept.stderr == f"note: 1 claim of {BASE} is in {store[7:]} and no longer in the facts; --prune removes it\n"
    assert f"<{BASE}claim/budget>" in {str(quad.graph_name) for quad in _content(store)}

    dry = run("push", store, "--facts", corpus, "--prune", "--dry-run")
    assert "1 claim no longer in the facts would be removed" in dry.stderr
    assert "claim:budget" in dry.stdout

    pruned = run("push", store, "--facts", corpus, "--prune")
    assert "missing 0, extra 0" in pruned.stdout
    assert "note: 1 claim no longer in the facts removed" in pruned.stderr
    assert _content(store) == _wanted(corpus)


def test_pruning_under_the_base_of_everybody_needs_a_word_more(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE)
    run("push", store, "--facts", corpus)
    before = _content(store)
    make_corpus(SOURCE.partition("  - {id: claim:budget")[0])
    done = run("push", store, "--facts", corpus, "--prune")
    assert done.returncode == 2
    assert "say --yes" in done.stderr
    assert _content(store) == before
    assert run("push", store, "--facts", corpus, "--prune", "--yes").returncode == 0
    assert _content(store) == _wanted(corpus)


#: Corpora, each with how its push ends: pruned or not, and after how many updates it dies.
_SEQUENCE = st.lists(st.tuples(facts(), st.booleans(), st.none() | st.integers(0, 60)), min_size=2, max_size=3)


@settings(max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=_SEQUENCE, last=facts())
def test_pushing_any_corpora_one_after_the_other_ends_with_the_last(
    oxigraph_url: str, tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[str, bool, int | None]], last: str
) -> None:
    folder = tmp_path_factory.mktemp("corpus") / "facts"
    folder.mkdir()
    _update(oxigraph_url, "CLEAR ALL")
    (folder / "all.yaml").write_text(last, encoding="utf-8")
    _load(oxigraph_url, (q for q in _wanted(folder) if q.graph_name == ox.NamedNode(ONTOLOGY_GRAPH)))  # so that a push dies over the corpus
    for text, prune, updates in [*sequence, (last, True, None)]:
        (folder / "all.yaml").write_text(text, encoding="utf-8")
        try:
            pushed = _push(_embedded(folder), oxigraph_url, Wish(prune=prune, sure=True), dies_after=updates, batch=4, gsp="")
        except _DeathError:
            continue
        assert (pushed.missing, pushed.extra) == ([], [])
        assert _wanted(folder) <= _content(oxigraph_url)
    assert _content(oxigraph_url) == _wanted(folder)


# ---------------------------------------------------------------- other stores


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Virtuoso that gives at most 300 rows of any answer."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=300) as url:
        yield url


def test_virtuoso_holds_the_same_in_a_graph_for_what_belongs_to_no_claim(virtuoso_server: str, tmp_path: pathlib.Path, run: Run) -> None:
    folder = tram_corpus(tmp_path)
    config = folder.parent / "claimgraph.toml"
    config.write_text(
        f'{config.read_text()}\n[stores.house]\nurl = "{virtuoso_server}"\nkind = "virtuoso"\nauth = "digest"\nuser = "dba"\n'
    )
    meta = "https://example.org/riverton/metadata"

    def told(*more: str) -> dict[str, object]:
        done = run("push", "house", "--facts", folder, "--format", "json", *more, CLAIMGRAPH_HOUSE_PASSWORD="dba")
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    def held() -> set[ox.Quad]:
        endpoint = Endpoint("house", f"{virtuoso_server}/sparql")
        found = set()
        for digit in "0123456789abcdef":
            part = f"STRSTARTS(STR(?g), 'https://example.org/riverton/') && STRSTARTS(MD5(CONCAT(STR(?s), STR(?p), STR(?o))), '{digit}')"
            for row in Client(endpoint).query(f"SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({part}) }}"):  # type: ignore[union-attr]
                graph = ox.DefaultGraph() if row["g"].value == meta else row["g"]
                found.add(_plain(ox.Quad(row["s"], row["p"], row["o"], graph)))
        return found - {metadata_quad("https://example.org/riverton/", meta)}

    def wanted() -> set[ox.Quad]:
        return {quad for quad in _wanted(folder) if quad.graph_name != ox.NamedNode("https://w3id.org/claimgraph/ns")}

    first = told()
    assert (first["metaGraph"], first["inserted"], first["missing"], first["extra"]) == (meta, first["statements"], [], [])
    assert held() == wanted()
    assert told()["inserted"] == 0

    gazette = folder / "gazette.yaml"
    text = gazette.read_text(encoding="utf-8").replace("org:Brightrail}", "org:Ironway}")
    gazette.write_text(text[: text.index("  - id: claim:tram-2-harbour")], encoding="utf-8")
    (folder / "correction.yaml").unlink()
    for name in ("tribune", "wire", "minutes"):
        (folder / f"{name}.yaml").unlink()
    assert told()["left"] != 0
    assert (told("--prune")["missing"], told()["left"]) == ([], 0)
    assert held() == wanted()


def test_a_metadata_graph_that_was_chosen_once_is_found_again(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    meta = "https://example.org/town/about"
    assert run("push", store, "--facts", corpus, "--meta-graph", meta).returncode == 0
    moved = {
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(meta)) if q.graph_name == ox.DefaultGraph() else q for q in _wanted(corpus)
    } | {metadata_quad(BASE, meta)}
    assert _content(store) == moved
    assert "inserted 0, deleted 0" in run("push", store, "--facts", corpus).stdout

    other = run("push", store, "--facts", corpus, "--meta-graph", "https://example.org/town/other")
    assert other.returncode == 2
    assert f"in <{meta}> already" in other.stderr
    assert f"hint: push with --meta-graph {meta}" in other.stderr
    separate = run("push", store, "--facts", corpus, "--default-graph", "separate")
    assert separate.returncode == 2
    assert _content(store) == moved


#: What somebody may note about our claims in a graph of theirs.
NOTE = f"""GRAPH <https://other.example/notes> {{
    <{BASE}claim/ann-leads> a <https://w3id.org/claimgraph/ns#Claim> ; <http://www.w3.org/2000/01/rdf-schema#label> "to be looked into" }}"""


@pytest.mark.parametrize("meta", ["", BASE + "about"])
@pytest.mark.parametrize("first", ["note", "corpus"])
def test_a_graph_in_which_somebody_speaks_of_our_claims_is_not_taken_for_ours(
    first: str, meta: str, make_corpus: MakeCorpus, store: str, run: Run
) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    more = ("--meta-graph", meta) if meta else ()
    if first == "corpus":
        run("push", store, "--facts", corpus, *more)
    _update(store, f"INSERT DATA {{ {NOTE} }}")
    note = {quad for quad in _content(store) if str(quad.graph_name) == "<https://other.example/notes>"}
    for again in (more, ()):
        pushed = run("push", store, "--facts", corpus, *again)
        assert "missing 0, extra 0" in pushed.stdout, pushed.stderr
    assert {quad for quad in _content(store) if str(quad.graph_name) == "<https://other.example/notes>"} == note
    assert len(_content(store)) == len(_wanted(corpus)) + len(note) + bool(meta)
    assert run("list", "--store", store).stdout == run("list", "--facts", corpus).stdout


def test_a_whole_copy_of_our_claims_elsewhere_is_not_taken_for_ours(make_corpus: MakeCorpus, store: str, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    for meta in ("", BASE + "about"):
        _update(store, "CLEAR ALL")
        run("push", store, "--facts", corpus, *(("--meta-graph", meta) if meta else ()))
        pattern = f"?s <http://schema.org/appearance> ?o ; ?p ?v FILTER(?s = <{BASE}claim/budget>)"
        where = f"GRAPH <{meta}> {{ {pattern} }}" if meta else pattern
        _update(store, f"INSERT {{ GRAPH <https://other.example/copy> {{ ?s ?p ?v }} }} WHERE {{ {where} }}")
        assert "inserted 0, deleted 0; verified: missing 0, extra 0" in run("push", store, "--facts", corpus).stdout
        assert run("list", "--store", store).stdout == run("list", "--facts", corpus).stdout


def test_where_nothing_is_described_settings_say_that_it_is_the_default_graph(
    make_corpus: MakeCorpus, store: str, tmp_path: pathlib.Path, run: Run
) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    copy = ox.NamedNode("https://other.example/copy")
    plain = {quad for quad in _wanted(corpus) if str(quad.graph_name) != f"<{BASE}dataset>"}
    _load(store, plain | {ox.Quad(q.subject, q.predicate, q.object, copy) for q in plain if q.graph_name == ox.DefaultGraph()})
    settings = tmp_path / "elsewhere" / "claimgraph.toml"
    (settings.parent / "facts").mkdir(parents=True)
    settings.write_text(f'{TOML}[stores.house]\nurl = "{store}"\ndefault-graph = "separate"\n', encoding="utf-8")
    _update(store, f"DELETE WHERE {{ GRAPH <{copy.value}> {{ <{BASE}claim/budget> ?p ?o }} }}")
    assert run("list", "--store", "house", cwd=settings.parent).stdout == run("list", "--facts", corpus).stdout


def test_a_store_that_shows_a_copy_of_the_description_is_not_taken_for_a_union(make_corpus: MakeCorpus, store: str) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    copy = [q for q in _wanted(corpus) if str(q.graph_name) == f"<{BASE}dataset>"]
    _update(store, f"INSERT DATA {{ {' '.join(f'{q.triple} .' for q in copy)} }}")
    assert _push(_embedded(corpus), store).place == ""
    assert _content(store) == _wanted(corpus) | {ox.Quad(q.subject, q.predicate, q.object) for q in copy}


def test_what_import_loaded_is_pushed_as_it_is(make_corpus: MakeCorpus, store: str, tmp_path: pathlib.Path, run: Run) -> None:
    corpus = make_corpus(SOURCE, toml=TOML)
    dump = tmp_path / "all.nq"
    dump.write_bytes(ox.serialize(_embedded(corpus).inner, format=ox.RdfFormat.N_QUADS) or b"")
    assert run("import", dump, "--store", tmp_path / "loaded").returncode == 0
    done = run("push", store, "--from", tmp_path / "loaded")
    assert "of 2 claims" in done.stdout, done.stderr
    assert _content(store) == _wanted(corpus)


def test_the_page_tells_of_every_option(run: Run) -> None:
    page = (ROOT / "docs" / "push.md").read_text(encoding="utf-8")
    options = set(re.findall(r"(--[a-z-]+)", run("push", "--help").stdout)) - {"--help", "--facts"}
    assert {option for option in options if option not in page} == set()


def test_the_example_of_the_help_runs(store: str, run: Run) -> None:
    (example,) = re.findall(r"claimgraph (push http.*)", run("push", "--help").stdout)
    done = run(*example.replace("http://127.0.0.1:7878/", store).split())
    assert "would insert" in done.stdout
    assert _content(store) == set()


def test_a_name_that_is_no_store_is_said(run: Run) -> None:
    done = run("push", "hause")
    assert done.returncode == 2
    assert done.stderr.startswith("error: 'hause' is neither an address nor a store of the settings\n  hint: give an address")
