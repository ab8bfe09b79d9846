"""Several corpora in one store: each is read as if it were alone there, and a free query is told that it is not."""

from __future__ import annotations

import pathlib

import pyoxigraph as ox
import pytest
from helpers import Run
from store_fixtures import Server
from tram_corpus import tram_corpus

import claimgraph
from claimgraph import loader
from claimgraph.analyses.conflicts import find_conflicts
from claimgraph.library import Connection
from claimgraph.rdf import store_quads
from claimgraph.store.remote import RemoteStore, open_remote
from claimgraph.store.scope import Scope
from claimgraph.store.terms import canonical
from claimgraph.views.claims import list_claims, list_entities, list_sources

RIVERTON, TOWN, TWO = "https://example.org/riverton/", "https://example.org/town/", "https://example.org/town/two/"
TOML = 'format = 1\ntitle = "{title}"\nbase = "{base}"\n[prefixes]\nwd = "http://www.wikidata.org/entity/"\n'
#: Two corpora of the same names, whose bases begin alike; they speak of the same things elsewhere, and one denies what the other says.
TEXT = """
entities:
  - {id: org:Paper, type: Organization, name: The Paper}
  - {id: person:Zoe, type: Person, name: Zoe, sameAs: "http://www.wikidata.org/entity/Q1"}
  - {id: wd:Q64, type: Organization, name: Berlin}
  - {id: wd:Q90, type: Organization, name: Paris}
"""
CLAIMS = """
sources:
  - id: src:paper
    type: NewsArticle
    headline: Zoe takes over
    url: https://example.org/paper
    published: 2025-03-04
    publisher: org:Paper
    claims:
      - {id: claim:zoe, label: Zoe leads the paper, says: {id: org:Paper, ledBy: person:Zoe}}
      - {id: claim:not-zoe, label: Zoe does not, says: {id: org:Paper, ledBy: person:Zoe}, polarity: denied, disputes: claim:zoe}
      - {id: claim:order, label: Berlin came later, says: {id: wd:Q64, cameAfter: wd:Q90}POLARITY}
"""
OTHER = """
      - {id: claim:topic, label: Rome is after it, says: {id: wd:Q220, turnedTo: wd:Q64}}
"""


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pathlib.Path]:
    """The folders of three corpora, by base."""
    tram = tram_corpus(tmp_path_factory.mktemp("tram"))
    (tram.parent / "texts").rename(tram.parent / "elsewhere")
    found = {RIVERTON: tram}
    for base, title in ((TOWN, "The town"), (TWO, "The other town")):
        folder = tmp_path_factory.mktemp("town") / "facts"
        folder.mkdir()
        text = TEXT + CLAIMS.replace("POLARITY", ", polarity: denied" if base == TOWN else "")
        if base == TWO:
            text = text.replace("name: Paris}", "name: Paris}\n  - {id: wd:Q220, type: Organization, name: Rome}") + OTHER.removeprefix(
                "\n"
            )
        (folder / "a.yaml").write_text(text, encoding="utf-8")
        (folder.parent / "claimgraph.toml").write_text(TOML.format(title=title, base=base), encoding="utf-8")
        found[base] = folder
    return found


def _quads(folder: pathlib.Path) -> list[ox.Quad]:
    return store_quads(loader.load(folder))


@pytest.fixture(params=["oxigraph", "oxigraph-meta", "oxigraph-metas", "virtuoso-meta", "virtuoso-metas"])
def server(request: pytest.FixtureRequest, corpora: dict[str, pathlib.Path]) -> Server:
    """A store with all of them in it: their metadata in the default graph, in one graph, or in one each."""
    kind, _, meta = request.param.partition("-")
    found: Server = request.getfixturevalue(f"{kind}_server")
    held: dict[ox.Quad, None] = {}
    for base, folder in corpora.items():
        graph = {"": None, "meta": ox.NamedNode("https://example.org/metadata"), "metas": ox.NamedNode(base + "metadata")}[meta]
        for q in _quads(folder):
            held[ox.Quad(q.subject, q.predicate, q.object, graph) if graph and q.graph_name == ox.DefaultGraph() else q] = None
    found.fill(held)
    return found


def _open(server: Server, base: str) -> RemoteStore:
    return open_remote(server.endpoint._replace(base=base))


@pytest.mark.parametrize("base", [RIVERTON, TOWN, TWO])
def test_one_of_several_is_read_as_if_it_were_alone(server: Server, corpora: dict[str, pathlib.Path], base: str) -> None:
    here, there = claimgraph.load(corpora[base]), _open(server, base)
    assert there.title == here.title
    assert there.prefixes == here.prefixes
    assert list_claims(there) == here.claims()
    assert list_claims(there, {"about": ["wd:Q64"] if base != RIVERTON else ["proj:Tram2"]})
    assert find_conflicts(there) == find_conflicts(here.store)
    assert list_sources(there) == here.sources()
    entities = list_entities(there)
    assert entities.items() >= here.entities().items()
    assert all("wikidata" in name for name in entities.keys() - here.entities().keys() if not name.startswith("wd:"))


@pytest.mark.parametrize("base", [RIVERTON, TOWN, TWO])
def test_one_of_several_is_analysed_as_if_it_were_alone(server: Server, corpora: dict[str, pathlib.Path], base: str) -> None:
    here, there = claimgraph.load(corpora[base]), Connection(_open(server, base))
    thing = "wd:Q64" if base != RIVERTON else "proj:Tram2"
    for found, expected in (
        (there.conflicts(), here.conflicts()),
        (there.origins(about=thing), here.origins(about=thing)),
        (there.trace(here.claims()[0]["id"]), here.trace(here.claims()[0]["id"])),
        (there.due(today="2026-01-01"), here.due(today="2026-01-01")),
        (there.history(thing), here.history(thing)),
        (there.without(rank=True), here.without(rank=True)),
        (there.without(here.claims()[0]["source"]), here.without(here.claims()[0]["source"])),
    ):
        assert found == expected, found["analysis"]
    found, expected = there.stats(today="2026-01-01"), here.stats(today="2026-01-01")
    assert found["totals"].pop("entities") >= expected["totals"].pop("entities")  # what is named by nobody's base is everybody's
    assert found == expected


@pytest.mark.parametrize("base", [RIVERTON, TOWN, TWO])
def test_what_is_exported_is_one_of_them(server: Server, corpora: dict[str, pathlib.Path], base: str) -> None:
    def plain(quads: object) -> set[str]:
        return {str(ox.Quad(q.subject, q.predicate, canonical(q.object), q.graph_name)) for q in quads}  # type: ignore[attr-defined]

    assert plain(_open(server, base).quads()) == plain(_quads(corpora[base]))


@pytest.mark.parametrize(
    "command",
    [("list", "--format", "json"), ("show", "claim:zoe"), ("draw", "--format", "json", "-o", "-"), ("export", "--format", "nq"),
     ("list", "--as-of", "2030"), ("draw", "--format", "json", "-o", "-", "--as-of", "2030")],
    ids=" ".join,
)  # fmt: skip
def test_the_users_own_corpus_is_the_one_that_is_meant(
    run: Run, oxigraph_server: Server, corpora: dict[str, pathlib.Path], command: tuple[str, ...]
) -> None:
    oxigraph_server.fill({q: None for folder in corpora.values() for q in _quads(folder)})
    here, there = run(*command, "--facts", corpora[TOWN]), run(*command, "--facts", corpora[TOWN], "--store", oxigraph_server.url)
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout
    assert len(there.stdout) > 20
    assert there.stderr == here.stderr


def test_a_free_query_is_told_of_the_others(run: Run, oxigraph_server: Server, corpora: dict[str, pathlib.Path]) -> None:
    oxigraph_server.fill({q: None for folder in corpora.values() for q in _quads(folder)})
    done = run("query", "SELECT (COUNT(?c) AS ?n) { ?c a cg:Claim }", "--facts", corpora[TOWN], "--store", oxigraph_server.url)
    assert done.stdout == "n\n32\n"
    name = oxigraph_server.url.removeprefix("http://")
    assert done.stderr == (f"note: the store {name} holds other corpora beside {TOWN}, and a free query asks them all: {RIVERTON}, {TWO}\n")


def test_nobody_guesses_which_is_meant(run: Run, oxigraph_server: Server, corpora: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    oxigraph_server.fill({q: None for folder in corpora.values() for q in _quads(folder)})
    (tmp_path / "facts").mkdir()
    toml = tmp_path / "claimgraph.toml"
    toml.write_text(f'base = "https://example.org/mine/"\n[stores.town]\nurl = "{oxigraph_server.url}"\n', encoding="utf-8")
    assert run("list", "--store", "town", cwd=tmp_path).stderr == (
        f"error: the store town holds 3 corpora: {RIVERTON}, {TOWN}, {TWO}\n"
        f'  hint: say which: base = "{RIVERTON}" in [stores.NAME] of claimgraph.toml; or ask where the facts of one of them are, or with --facts DIR\n'
    )
    toml.write_text(f'[stores.town]\nurl = "{oxigraph_server.url}"\nbase = "{TWO}"\n', encoding="utf-8")
    assert run("list", "--store", "town", cwd=tmp_path).stdout == run("list", "--facts", corpora[TWO]).stdout
    toml.write_text(f'[stores.town]\nurl = "{oxigraph_server.url}"\nbase = "https://example.org/"\n', encoding="utf-8")
    assert run("list", "--store", "town", cwd=tmp_path).stderr == (
        f"error: the store town holds no corpus of the base https://example.org/, but of {RIVERTON}, {TOWN}, {TWO}\n"
        "  hint: correct base in its settings\n"
    )
    toml.write_text(f'[stores.town]\nurl = "{oxigraph_server.url}"\nbase = "https://example.org"\n', encoding="utf-8")
    assert "[stores.town]: 'base' does not end in / or #" in run("list", "--store", "town", cwd=tmp_path).stderr


def test_a_base_is_enough_where_nothing_is_described(oxigraph_server: Server, corpora: dict[str, pathlib.Path]) -> None:
    plain = {q: None for folder in corpora.values() for q in _quads(folder) if "dataset" not in str(q.graph_name)}
    oxigraph_server.fill(plain)
    found = list_claims(_open(oxigraph_server, TWO))
    assert [claim["id"] for claim in found] == [claim["id"] for claim in claimgraph.load(corpora[TWO]).claims()]


def test_the_longer_base_names_a_thing() -> None:
    scope = Scope(TOWN, (RIVERTON, TWO))
    assert scope.is_foreign(TWO + "person/Zoe")
    assert scope.is_foreign(RIVERTON + "person/Zoe")
    assert not scope.is_foreign(TOWN + "person/Zoe")
    assert not scope.is_foreign("http://www.wikidata.org/entity/Q1")
    inside = Scope(TOWN, (TOWN + "claim/",))
    assert inside.is_own_claim(TOWN + "claim/zoe")
    assert not inside.is_own_claim(TOWN + "claim/claim/zoe")
    assert not Scope(TWO, (TOWN,)).is_foreign(TWO + "person/Zoe")
    assert Scope(TWO, (TOWN,)).is_foreign(TOWN + "person/Zoe")
