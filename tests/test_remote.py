"""A store elsewhere, from the command line and from Python: found, looked at, and asked as the facts are asked."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest
import strategies
from helpers import Run
from hostile import reply, serve
from hypothesis import HealthCheck, given, settings
from servers import virtuoso
from store_fixtures import Server
from tram_corpus import tram_corpus

import claimgraph
from claimgraph import loader
from claimgraph.errors import ClaimgraphError, RemoteError
from claimgraph.exports.selection import package_quads
from claimgraph.rdf import description_graph, filter_corpus, store_quads
from claimgraph.store.client import Client
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.store.endpoint import Endpoint
from claimgraph.store.imported import import_quads
from claimgraph.store.remote import RemoteStore, open_remote
from claimgraph.views import day as day_view
from claimgraph.views.claims import list_claims
from claimgraph.views.day import DayStore
from claimgraph.vocab import CG, DEFAULT_BASE, ONTOLOGY_GRAPH, SH

BASE = "https://example.org/riverton/"
META = BASE + "metadata"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The tram corpus without its texts, which are not in a store either."""
    facts = tram_corpus(tmp_path_factory.mktemp("corpus"))
    (facts.parent / "texts").rename(facts.parent / "elsewhere")
    return facts


@pytest.fixture(scope="module")
def quads(facts: pathlib.Path) -> list[ox.Quad]:
    return store_quads(loader.load(facts))


@pytest.fixture
def server(oxigraph_server: Server, quads: list[ox.Quad]) -> Server:
    """Oxigraph's server with the tram corpus in it."""
    oxigraph_server.fill(quads)
    return oxigraph_server


@pytest.fixture
def remote(server: Server) -> RemoteStore:
    return open_remote(server.endpoint)


def said(error: ClaimgraphError) -> str:
    return f"{error.message}\n  hint: {error.hint}" if error.hint else error.message


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize(
    "command",
    [
        ("list", "--format", "json"),
        ("show", "{claim}"),
        ("query", "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isLiteral(?o)) } ORDER BY ?s ?p ?o"),
        ("query", "SELECT ?g ?s { GRAPH ?g { ?s a ?class } } ORDER BY ?g ?s"),
        ("draw", "-o", "-"),
        ("export", "--format", "nq"),
        ("list", "--as-of", "2025-09-16", "--format", "json"),
        ("list", "--valid-on", "2025-09-17", "--format", "tsv"),
        ("draw", "-o", "-", "--as-of", "2025-09"),
        ("export", "--format", "nq", "--as-of", "2025-09-16"),
    ],
    ids=" ".join,
)
def test_a_store_elsewhere_answers_as_the_facts_do(
    command: tuple[str, ...], run: Run, facts: pathlib.Path, server: Server, tmp_path: pathlib.Path
) -> None:
    claim = claimgraph.load(facts).claims()[0]["id"]
    words = [word.format(claim=claim) if word == "{claim}" else word for word in command]
    here = run(*words, "--facts", facts)
    there = run(*words, "--store", server.url, cwd=tmp_path)  # where there are no facts
    assert there.returncode == here.returncode == 0, there.stderr
    assert there.stdout == here.stdout
    assert there.stderr == here.stderr
    assert len(here.stdout) > 3


def test_evidence_is_verified_against_the_users_own_texts(run: Run, facts: pathlib.Path, server: Server, tmp_path: pathlib.Path) -> None:
    done = run("list", "--format", "json", "--store", server.url, "--texts", facts.parent / "elsewhere", cwd=tmp_path)
    assert '"verified": true' in done.stdout
    assert '"verified": null' not in done.stdout


def test_a_name_of_the_settings_is_a_store(run: Run, facts: pathlib.Path, server: Server, tmp_path: pathlib.Path) -> None:
    (tmp_path / "claimgraph.toml").write_text(f'[stores.town]\nurl = "{server.url}"\nkind = "oxigraph"\n', encoding="utf-8")
    (tmp_path / "facts").mkdir()
    done = run("list", "--format", "tsv", "--store", "town", cwd=tmp_path)
    assert done.stdout == run("list", "--format", "tsv", "--facts", facts).stdout
    assert run("list", "--store", "twon", cwd=tmp_path).stderr == (
        "error: there is no store 'twon' in the settings\n  hint: did you mean town? A folder is written as ./twon\n"
    )


def test_saved_queries_of_the_facts_are_asked_there(run: Run, server: Server, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    saved = facts / "queries"
    saved.mkdir(exist_ok=True)
    (saved / "labels.rq").write_text("# title: all labels\nSELECT ?l { ?c a cg:Claim ; rdfs:label ?l } ORDER BY ?l\n", encoding="utf-8")
    here, there = (
        run("query", "--name", "labels", "--facts", facts),
        run("query", "--name", "labels", "--facts", facts, "--store", server.url),
    )
    assert there.stdout == here.stdout
    assert there.stdout.count("\n") > 20
    for words in (("--name", "labels"), ("--list",)):
        nowhere = run("query", *words, "--store", server.url, cwd=tmp_path)
        assert nowhere.stderr == (
            "error: there are no facts here, and saved queries are kept with the facts\n"
            "  hint: ask from their folder or with --facts DIR; or give the query itself, or its file with -f\n"
        )


def test_a_free_query_has_no_other_day(run: Run, server: Server, tmp_path: pathlib.Path) -> None:
    done = run("query", "ASK {}", "--as-of", "2025", "--store", server.url, cwd=tmp_path)
    assert done.stderr == (
        "error: a free query cannot be asked as of another day on a store that is not made from facts: "
        "what was in force then is not kept there\n  hint: list, show and draw can; or ask the facts themselves, without --store\n"
    )
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x {", "query:1:11: this '{' is never closed\n  hint: close it"),
        ("SELECT ?x { ?x a gc:Claim }", "query:1:18: the prefix 'gc:' is not declared\n  hint: declare it: PREFIX gc: <…>"),
        ("DELETE WHERE { ?s ?p ?o }", "query:1:1: DELETE would change the store; a query only reads\n  hint: edit the facts instead; the store follows"),
        ("SELECT ?x { SERVICE <http://x/> { ?x ?y ?z } }", ("query:1:13: SERVICE would send the query to another server\n"
         "  hint: `claimgraph query` has --allow-service, if that is what you want")),
        ("SELECT ?x FROM <http://x/none> { ?x ?y ?z }", ("query:1:16: FROM <http://x/none>: the store holds no such graph\n"
         "  hint: a query reads graphs of the store, never files or addresses; FROM takes the id of a claim")),
    ],
)  # fmt: skip
def test_a_wrong_query_is_explained_before_it_is_sent(query: str, message: str) -> None:
    with serve(lambda talk: reply(talk, 200, '{"head": {}, "boolean": false}')) as broken:
        store = RemoteStore(Client(Endpoint("town", broken.url)), {"cg": CG})
        with pytest.raises(ClaimgraphError) as caught:
            store.query(query)
    assert said(caught.value) == message
    assert not any("none" not in asked.body for asked in broken.asked)


def test_a_claims_graph_may_be_asked_by_from(remote: RemoteStore) -> None:
    (claim, *_) = [row["c"].value for row in remote.rows("SELECT ?c { ?c a cg:Claim } ORDER BY ?c")]
    assert bool(remote.query(f"ASK FROM <{claim}> {{ ?s ?p ?o }}")) is True


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("command", ["list", "draw", "export", "query"])
def test_no_command_prints_a_secret(command: str, run: Run, tmp_path: pathlib.Path) -> None:
    words = {"query": ["query", "ASK {}"], "export": ["export", "--format", "nq"]}.get(command, [command])
    with serve(lambda talk: reply(talk, 401, talk.headers["Authorization"] or "")) as server:
        toml = f'[stores.town]\nquery = "{server.url}"\nauth = "bearer"\n'
        (tmp_path / "claimgraph.toml").write_text(toml, encoding="utf-8")
        (tmp_path / "facts").mkdir()
        done = run(*words, "--store", "town", cwd=tmp_path, CLAIMGRAPH_TOWN_TOKEN="tram-depot-41")
    assert done.stderr == "error: the store town does not accept the credentials (401)\n  hint: check CLAIMGRAPH_TOWN_TOKEN and the user\n"
    assert server.asked[0].headers["Authorization"] == "Bearer tram-depot-41"
    assert "tram-depot" not in done.stdout + done.stderr


def test_a_store_that_anybody_may_read_is_read_without_a_secret(
    run: Run, virtuoso_server: Server, quads: list[ox.Quad], facts: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    virtuoso_server.fill(quads, META)
    toml = f'[stores.house]\nurl = "{virtuoso_server.url}"\nkind = "virtuoso"\nauth = "digest"\nuser = "dba"\n'
    (tmp_path / "claimgraph.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "facts").mkdir()
    done = run("list", "--store", "house", cwd=tmp_path)
    assert done.stdout == run("list", "--facts", facts).stdout, done.stderr


@pytest.mark.parametrize(("auth", "kind"), [("basic", "password"), ("digest", "password"), ("bearer", "token")])
def test_a_store_that_asks_for_a_secret_is_told_of_by_what_is_missing(auth: str, kind: str, run: Run, tmp_path: pathlib.Path) -> None:
    with serve(lambda talk: reply(talk, 401, "")) as server:
        toml = f'[stores.town]\nquery = "{server.url}"\nauth = "{auth}"\nuser = "ann"\n'
        (tmp_path / "claimgraph.toml").write_text(toml, encoding="utf-8")
        (tmp_path / "facts").mkdir()
        done = run("list", "--store", "town", cwd=tmp_path)
    assert done.stderr == (
        f"error: the store town needs a {kind}, and none is to be found\n"
        f"  hint: put it into the environment as CLAIMGRAPH_TOWN_{kind.upper()}, or into a keyring: keyring set claimgraph town\n"
    )
    assert not any("Authorization" in asked.headers for asked in server.asked)


def test_an_address_with_a_password_is_refused_and_not_repeated(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("list", "--store", "http://ann:tram-depot@h/", cwd=tmp_path)
    assert done.stderr == (
        "error: the address of the store holds a user or a password, which would end up where others read it\n"
        "  hint: secrets come from the environment, see docs/remote.md\n"
    )


# ---------------------------------------------------------------- what is found in a store


def moved(quads: Iterable[ox.Quad], meta: str) -> list[ox.Quad]:
    """Put what stands in the default graph into a named one."""
    return [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(meta) if q.graph_name == ox.DefaultGraph() else q.graph_name) for q in quads
    ]


def test_what_a_store_says_of_itself(remote: RemoteStore, facts: pathlib.Path, quads: list[ox.Quad]) -> None:
    corpus = loader.load(facts)
    assert (remote.meta, remote.title, remote.notes) == ("", corpus.settings.title, ())
    assert remote.prefixes == corpus.settings.all_prefixes()
    assert sorted(map(str, remote.quads())) == sorted(map(str, quads))


def test_metadata_in_a_graph_of_its_own_is_found(oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    oxigraph_server.fill(quads, META)
    store = open_remote(oxigraph_server.endpoint)
    assert store.meta == META
    assert sorted(map(str, store.quads())) == sorted(map(str, quads)), "it comes back as the default graph"
    assert len(list(store.query("SELECT ?c { ?c a cg:Claim }"))) == 25  # type: ignore[arg-type]


def test_metadata_in_two_graphs_have_to_be_told_apart(oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    other = "https://example.org/other"
    oxigraph_server.fill([*moved(quads, META), *moved(quads, other)])
    with pytest.raises(RemoteError) as caught:
        open_remote(oxigraph_server.endpoint)
    assert said(caught.value) == (
        f'the store oxigraph describes claims in 2 graphs: <{other}>, <{META}>\n  hint: say which with meta-graph in its settings, or default-graph = "separate" if in none of them'
    )
    assert open_remote(oxigraph_server.endpoint._replace(meta_graph=META)).meta == META
    with pytest.raises(RemoteError, match=r"describes no claims in its metadata graph <https://example\.org/none>"):
        open_remote(oxigraph_server.endpoint._replace(meta_graph="https://example.org/none"))


def test_two_corpora_have_to_be_told_apart(oxigraph_server: Server, quads: list[ox.Quad], facts: pathlib.Path, root: pathlib.Path) -> None:
    oxigraph_server.fill([*quads, *store_quads(loader.load(root / "facts"))])
    with pytest.raises(RemoteError, match="the store oxigraph holds 2 corpora: "):
        open_remote(oxigraph_server.endpoint)
    prefixes = loader.load(facts).settings.all_prefixes()
    assert open_remote(oxigraph_server.endpoint, prefixes).prefixes == prefixes


def test_without_a_description_the_users_own_prefixes_hold_or_else_a_claim_tells(
    oxigraph_server: Server, quads: list[ox.Quad], facts: pathlib.Path
) -> None:
    prefixes = loader.load(facts).settings.all_prefixes()
    base = prefixes["claim"].removesuffix("claim/")
    oxigraph_server.fill(quad for quad in quads if quad.graph_name != ox.NamedNode(description_graph(base)))
    assert open_remote(oxigraph_server.endpoint, prefixes).prefixes == prefixes
    assert open_remote(oxigraph_server.endpoint).prefixes["org"] == prefixes["org"]


def test_what_cannot_be_a_prefix_is_not_taken_for_one(oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    graph = ox.NamedNode(description_graph(BASE))
    assert any(quad.graph_name == graph for quad in quads)
    wrong = {"cg": "https://example.org/not-ours#", "a b": "https://example.org/ab/", "x": "https://example.org/> SERVICE <"}
    node = ox.NamedNode(f"{graph.value}/prefix-org")
    for prefix, iri in wrong.items():
        spoilt = [q for q in quads if q.subject != node]
        spoilt += [
            ox.Quad(graph, ox.NamedNode(SH + "declare"), node, graph),
            ox.Quad(node, ox.NamedNode(SH + "prefix"), ox.Literal(prefix), graph),
            ox.Quad(node, ox.NamedNode(SH + "namespace"), ox.Literal(iri), graph),
        ]
        oxigraph_server.fill(spoilt)
        store = open_remote(oxigraph_server.endpoint)
        assert iri not in store.prefixes.values()
        assert store.prefixes["org"] == BASE + "organization/"


def test_an_empty_store_has_no_claims_and_says_so(oxigraph_server: Server) -> None:
    oxigraph_server.fill([])
    store = open_remote(oxigraph_server.endpoint)
    assert store.prefixes["claim"] == DEFAULT_BASE + "claim/"
    assert list_claims(store) == []
    assert list(store.quads()) == []


def test_a_union_without_metadata_is_warned_of(server: Server, run: Run, tmp_path: pathlib.Path) -> None:
    toml = f'[stores.town]\nurl = "{server.url}"\ndefault-graph = "union"\n'
    (tmp_path / "claimgraph.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "facts").mkdir()
    done = run("query", "ASK { ?c a cg:Claim }", "--store", "town", cwd=tmp_path)
    assert done.stdout == "true\n"
    assert done.stderr == (
        "note: the default graph of the store town is the union of all graphs: a free query also finds what is only planned, hoped or denied; "
        "`claimgraph push` puts what is in force into a graph of its own\n"
    )
    assert run("export", "--format", "nq", "--store", "town", cwd=tmp_path).stderr.endswith(
        "error: the default graph of the store town is the union of all graphs, so nobody can tell what stands in it alone\n"
        "  hint: push the corpus with `claimgraph push`, or name its meta-graph\n"
    )


def test_a_store_without_the_ontology_is_told_of(
    oxigraph_server: Server, quads: list[ox.Quad], facts: pathlib.Path, run: Run, tmp_path: pathlib.Path
) -> None:
    plain = [quad for quad in quads if quad.graph_name != ox.NamedNode(ONTOLOGY_GRAPH)]
    oxigraph_server.fill(plain)
    note = (
        "the store oxigraph holds claims, but not claimgraph's ontology: what is in force and what contradicts what cannot be told; "
        "`claimgraph push` brings it, and so does a file of `claimgraph export --with-ontology`"
    )
    store = open_remote(oxigraph_server.endpoint)
    assert store.notes == (note,)
    then = claimgraph.load(facts).as_of("2025-03-05")
    want = {quad for quad in then.store.quads() if quad.graph_name != ox.NamedNode(ONTOLOGY_GRAPH)}
    assert set(DayStore(store, as_of="2025-03-05").quads()) == want
    name = oxigraph_server.url.removeprefix("http://")
    done = run("query", "ASK { ?c a cg:Claim }", "--store", oxigraph_server.url, cwd=tmp_path)
    assert done.stderr == f"note: {note.replace('oxigraph', name, 1)}\n"


@pytest.mark.parametrize(
    "command",
    [("list", "--format", "json"), ("list", "--status", "in-force"), ("list", "--as-of", "2025-03-05"), ("draw", "--format", "json", "-o", "-"), ("export", "--format", "nq")],
    ids=" ".join,
)  # fmt: skip
def test_claims_of_a_store_without_the_ontology_are_answered_here(
    command: tuple[str, ...], oxigraph_server: Server, quads: list[ox.Quad], facts: pathlib.Path, run: Run, tmp_path: pathlib.Path
) -> None:
    package = package_quads()
    oxigraph_server.fill(quad for quad in quads if quad not in package)
    here, there = run(*command, "--facts", facts), run(*command, "--store", oxigraph_server.url, cwd=tmp_path)
    assert there.stdout == here.stdout
    assert len(there.stdout) > 100
    name = oxigraph_server.url.removeprefix("http://")
    assert there.stderr.startswith(
        f"note: the store {name} holds claims, but not claimgraph's ontology: they were read from it, and answered here; "
    )


def test_what_others_keep_in_the_store_is_not_the_corpus(oxigraph_server: Server, quads: list[ox.Quad]) -> None:
    theirs = ox.Quad(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), ox.NamedNode("http://x/c"), ox.NamedNode("http://x/theirs"))
    oxigraph_server.fill([*quads, theirs])
    assert sorted(map(str, open_remote(oxigraph_server.endpoint).quads())) == sorted(map(str, quads))


# ---------------------------------------------------------------- stores that cut answers off


def test_answers_that_virtuoso_cuts_off_are_read_in_pieces_or_refused(
    quads: list[ox.Quad], facts: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMGRAPH_VIRTUOSO_PASSWORD", "dba")
    with virtuoso(tmp_path / "virtuoso", rows=100) as url:
        endpoint = Endpoint("virtuoso", f"{url}/sparql", f"{url}/sparql-auth", auth="digest", user="dba")
        Server(endpoint, url).fill(quads, META)
        store = open_remote(endpoint)
        assert store.meta == META
        assert list_claims(store) == claimgraph.load(facts).claims()
        assert sorted(map(str, store.quads())) == sorted(map(str, quads))
        for query in (
            "SELECT ?s { ?s ?p ?o }",
            "SELECT ?s { ?s ?p ?o } ORDER BY ?s",
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "CONSTRUCT WHERE { ?s ?p ?o }",
        ):
            with pytest.raises(RemoteError, match="the store virtuoso gives no more than 100 rows of an answer, and there may be more"):
                store.query(query)
        assert len(list(store.query("CONSTRUCT WHERE { ?s a cg:Claim }"))) == 25  # type: ignore[arg-type]


# ---------------------------------------------------------------- as of a day


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(strategies.facts(), strategies.days(), strategies.days())
def test_statements_alone_tell_how_things_stood_on_a_day(
    tmp_path_factory: pytest.TempPathFactory, text: str, said_by: str, holding: str
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    corpus = loader.load(folder)
    prefixes = corpus.settings.all_prefixes()
    store = memory_store(store_quads(corpus), prefixes)
    for days in ({"as_of": said_by}, {"valid_on": holding}, {"as_of": said_by, "valid_on": holding}):
        then, undated = filter_corpus(corpus, **days)
        found = DayStore(store, **days)
        assert found.undated == undated
        assert set(found.quads()) == set(store_quads(then))
        assert list_claims(found) == list_claims(memory_store(store_quads(then), prefixes))


def test_what_is_not_said_yet_is_no_claim(run: Run, facts: pathlib.Path, server: Server, tmp_path: pathlib.Path) -> None:
    claims = claimgraph.load(facts).claims()
    later = next(
        claim["id"] for claim in claims if claim["id"] not in {c["id"] for c in claimgraph.load(facts).as_of("2025-03-05").claims()}
    )
    words = ("show", later, "--as-of", "2025-03-05")
    here, there = run(*words, "--facts", facts), run(*words, "--store", server.url, cwd=tmp_path)
    assert there.stderr == here.stderr
    assert f"error: there is no claim {later}" in there.stderr


def test_a_store_too_large_to_copy_is_not_drawn_as_of_a_day(remote: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_view, "LARGEST_COPY", 1000)
    with pytest.raises(ClaimgraphError, match="the store holds more than 1,000 statements"):
        day_view.local_copy(DayStore(remote, as_of="2025-09-16"))


# ---------------------------------------------------------------- imported folders


@pytest.fixture
def imported(quads: list[ox.Quad], facts: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    folder = tmp_path / "loaded"
    import_quads(str(folder), lambda: quads, prefixes=loader.load(facts).settings.all_prefixes(), file="0")
    return folder


@pytest.mark.parametrize(
    "command", [("list",), ("list", "--as-of", "2025-09-16"), ("draw", "-o", "-", "--title", "x", "--as-of", "2025-09")]
)
def test_a_folder_of_imported_statements_is_asked_likewise(
    command: tuple[str, ...], run: Run, facts: pathlib.Path, imported: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    assert run(*command, "--store", imported, cwd=tmp_path).stdout == run(*command, "--facts", facts).stdout


# ---------------------------------------------------------------- from Python


def test_python_asks_a_store_elsewhere_as_it_asks_facts(server: Server, facts: pathlib.Path, tmp_path: pathlib.Path) -> None:
    corpus, there = claimgraph.load(facts), claimgraph.connect(server.url)
    assert there.claims() == corpus.claims()
    assert there.claims(modality="planned") == corpus.claims(modality="planned")
    assert there.entities() == corpus.entities()
    assert there.sources() == corpus.sources()
    assert there.prefixes == corpus.prefixes
    assert there.graph(about="proj:Tram2").nodes == corpus.graph(about="proj:Tram2").nodes
    for name, asked in (("here", corpus), ("there", there)):
        asked.draw(tmp_path / f"{name}.svg")
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()
    assert repr(there) == f"Connection('{server.url.removeprefix('http://')}')"


def test_python_reads_rows_of_a_store_by_name(server: Server, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = f'[stores.town]\nurl = "{server.url}"\nkind = "oxigraph"\ndefault-graph = "union"\n'
    (tmp_path / "claimgraph.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "facts").mkdir()
    by_folder = claimgraph.connect("town", facts=tmp_path)
    monkeypatch.chdir(tmp_path)
    town = claimgraph.connect("town")
    assert town.title == by_folder.title
    rows: Any = town.query(
        "SELECT ?who ?none { ?claim schema:appearance ?source . ?source schema:publisher ?who OPTIONAL { ?who :none ?none } }"
    )
    assert {(row["who"].value.rpartition("/")[2], row["none"]) for row in rows} >= {("Tribune", None)}
    assert [note.partition(":")[0] for note in town.notes] == ["the default graph of the store town is the union of all graphs"]


def test_python_is_told_what_is_no_store(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RemoteError, match="'town' is neither an address nor the name of a store in the settings"):
        claimgraph.connect("town")
    with pytest.raises(RemoteError) as caught:
        claimgraph.connect("127.0.0.1:7878")
    for nothing in (None, 5, b"http://127.0.0.1:7878", ["town"]):
        with pytest.raises(RemoteError, match=r"^a store is named by a text, and .+ is none$"):
            claimgraph.connect(nothing)  # type: ignore[arg-type]
    assert said(caught.value) == "'127.0.0.1:7878' is an address without its beginning\n  hint: write http://127.0.0.1:7878"


def test_the_engine_here_and_a_store_elsewhere_are_one_protocol(remote: RemoteStore, quads: list[ox.Quad]) -> None:
    here = EmbeddedStore(ox.Store(), remote.prefixes)
    here.inner.extend(quads)
    assert sorted(map(str, here.quads())) == sorted(map(str, remote.quads()))
