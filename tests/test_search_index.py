"""The index of a search: made once beside the store, right as long as it is there, and whole or not at all."""

from __future__ import annotations

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys

import pytest
from helpers import ROOT, MakeCorpus, Run

from claimgraph.errors import StoreError
from claimgraph.folder import find_folder
from claimgraph.loader import load
from claimgraph.rdf import store_quads
from claimgraph.search.build import fill_index
from claimgraph.search.index import Making, open_index
from claimgraph.store.embedded import memory_store
from claimgraph.workspace import open_corpus_store

SOURCE = """
id: src:a
type: Report
headline: A report
published: 2026-03-04
claims:
  - {id: claim:a, label: Ann leads the lab, says: {id: org:Lab, ledBy: person:Ann}}
  - {id: claim:b, label: Bob leads the lab, says: {id: org:Lab, ledBy: person:Bob}, said: 2026-05-01}
"""
#: Makes the index of a store, and is killed as soon as something of it is written.
KILLED = """
import os, signal, sys
from claimgraph.folder import find_folder
from claimgraph.search.index import Making, open_index
from claimgraph.workspace import open_corpus_store

class Killed(Making):
    def tell(self, *done):
        os.kill(os.getpid(), signal.SIGKILL)

open_index(open_corpus_store(find_folder(sys.argv[1]), keep=sys.argv[2]).store, Killed())
"""


@pytest.fixture
def kept(tmp_path: pathlib.Path) -> pathlib.Path:
    return tmp_path / "kept"


def found(run: Run, facts: pathlib.Path, kept: pathlib.Path, words: str = "ann") -> list[str]:
    done = run("search", words, "--kind", "claim", "--facts", facts, "--store", kept, "--format", "tsv")
    assert (done.returncode, done.stderr) in {(0, ""), (0, f"note: nothing has {words}\n")}, done.stderr
    return [line.split("\t")[1] for line in done.stdout.splitlines()[1:]]


def index_of(kept: pathlib.Path) -> pathlib.Path:
    (path,) = kept.glob("store-*/search-2.sqlite")
    return path


def test_it_is_made_once(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    run("query", "SELECT ?x { ?x a cg:Claim }", "--facts", facts, "--store", kept)
    assert not list(kept.glob("store-*/search*"))  # who asks no words does not pay for them
    assert found(run, facts, kept) == ["claim:a"]
    made = index_of(kept).stat()
    assert found(run, facts, kept, "bob") == ["claim:b"]
    assert (index_of(kept).stat().st_ino, index_of(kept).stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_it_follows_the_facts(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    assert found(run, facts, kept, "heads") == []
    make_corpus(SOURCE.replace("Bob leads", "Bob heads"))
    assert found(run, facts, kept, "heads") == ["claim:b"]
    assert found(run, facts, kept, "bob -leads") == ["claim:b"]


@pytest.mark.parametrize("left", [0, 100, 4096, 20_000])
def test_a_damaged_one_is_made_anew(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path, left: int) -> None:
    facts = make_corpus(SOURCE)
    found(run, facts, kept)
    whole = index_of(kept).read_bytes()
    index_of(kept).write_bytes(whole[:left])
    assert found(run, facts, kept) == ["claim:a"]
    assert index_of(kept).stat().st_size == len(whole)


def test_one_that_is_overwritten_within_is_made_anew(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    found(run, facts, kept)
    whole = index_of(kept).read_bytes()
    index_of(kept).write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    assert found(run, facts, kept) == ["claim:a"]
    assert found(run, facts, kept, "bob") == ["claim:b"]


def test_that_of_another_version_is_replaced(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    run("query", "ASK {}", "--facts", facts, "--store", kept)
    (folder,) = kept.glob("store-*")
    (folder / "search-1.sqlite").write_bytes(b"made by a claimgraph of before")
    assert found(run, facts, kept) == ["claim:a"]
    assert [path.name for path in folder.glob("search-*")] == ["search-2.sqlite"]


def test_that_of_another_store_does_not_count(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path, tmp_path: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    found(run, facts, kept)
    old = index_of(kept).read_bytes()
    make_corpus(SOURCE.replace("Ann leads", "Ann heads"))
    other = tmp_path / "other"
    found(run, facts, other)
    index_of(other).write_bytes(old)
    assert found(run, facts, other, "heads") == ["claim:a"]


def test_who_is_killed_leaves_nothing_that_matters(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    done = subprocess.run([sys.executable, "-c", KILLED, facts, kept], check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(list(kept.glob("store-*/.search-*.part"))) == 1
    assert found(run, facts, kept) == ["claim:a"]
    left = [path.name for path in index_of(kept).parent.iterdir() if "search" in path.name]
    assert sorted(left) == ["search-2.sqlite", "search.lock"]


def test_two_at_once(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    facts = make_corpus(SOURCE)
    run("query", "ASK {}", "--facts", facts, "--store", kept)
    (folder,) = kept.glob("store-*")
    command = [sys.executable, "-m", "claimgraph", "search", "ann", "--facts", str(facts), "--store", str(kept)]
    with open(folder / "search.lock", "ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
        for one in both:
            assert one.stderr is not None
            assert one.stderr.readline() == "note: another process is making the search index of this store: waiting for it\n"
    outputs = {one.communicate(timeout=60) for one in both}
    assert {one.returncode for one in both} == {0}
    assert len(outputs) == 1
    assert next(iter(outputs))[0].startswith("person:Ann  [Ann]\n")
    assert index_of(kept).is_file()


def test_where_it_cannot_be_kept_it_is_made_for_once(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    run("query", "ASK {}", "--facts", facts, "--store", kept)
    (folder,) = kept.glob("store-*")
    (folder / "search.lock").mkdir()
    done = run("search", "ann", "--kind", "claim", "--facts", facts, "--store", kept)
    assert done.stdout.startswith("claim:a  [Ann] leads the lab\n")
    assert done.stderr == "note: the search index cannot be kept beside the store: it is made in memory, for this search alone\n"
    assert not list(folder.glob("*search-*"))


def test_what_is_said_is_not_contradicted(run: Run, make_corpus: MakeCorpus, kept: pathlib.Path) -> None:
    facts = make_corpus(SOURCE)
    run("query", "ASK {}", "--facts", facts, "--store", kept)
    (folder,) = kept.glob("store-*")
    (folder / "search-2.sqlite").mkdir()
    said: list[str] = []
    told: list[int] = []
    making = Making(said.append, lambda done, _total, _seconds: told.append(done), long=0)
    open_index(open_corpus_store(find_folder(str(facts)), keep=str(kept)).store, making)
    assert said == ["the search index cannot be kept beside the store: it is made in memory, for this search alone"]
    assert told.count(max(told)) == 1  # it is made once


def test_of_imported_statements(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts, store, file = make_corpus(SOURCE), tmp_path / "store", tmp_path / "facts.nq"
    run("export", "--facts", facts, "-o", file)
    assert run("import", file, "--store", store).returncode == 0
    here = run("search", "leads", "--facts", facts)
    assert run("search", "leads", "--store", store).stdout == here.stdout
    assert index_of(store).is_file()
    day = run("search", "leads", "--store", store, "--as-of", "2026-04", "--kind", "claim")
    assert day.stdout.splitlines()[::2] == ["claim:a  Ann [leads] the lab"]
    entity = run("search", "lab", "--store", store, "--as-of", "2026-04", "--kind", "entity")
    assert entity.stdout == "org:Lab  The [Lab]\n  Organization, 1 claim\n"
    more = make_corpus(
        SOURCE.replace("src:a", "src:c").replace("claim:b", "claim:d").replace("claim:a", "claim:c").replace("leads", "heads")
    )
    run("export", "--facts", more, "-o", file)
    assert run("import", file, "--store", store).returncode == 0
    assert run("search", "heads", "--store", store, "--kind", "claim").stdout.splitlines()[::2] == [
        "claim:c  Ann [heads] the lab", "claim:d  Bob [heads] the lab",
    ]  # fmt: skip


def test_a_python_that_cannot_search_texts_is_told(make_corpus: MakeCorpus) -> None:
    class WithoutFts5(sqlite3.Connection):
        def executescript(self, script: str, /) -> sqlite3.Cursor:
            return super().executescript(script.replace("fts5", "fts_that_nobody_built"))

    corpus = load(os.fspath(make_corpus(SOURCE)))
    store = memory_store(store_quads(corpus), corpus.settings.all_prefixes())
    database = sqlite3.connect(":memory:", factory=WithoutFts5, isolation_level=None)
    with pytest.raises(StoreError, match="the SQLite of this Python cannot search texts: it was built without FTS5"):
        fill_index(database, store)


def test_what_cannot_be_shown_is_not_found(run: Run, tmp_path: pathlib.Path) -> None:
    file, store = tmp_path / "others.ttl", tmp_path / "store"
    file.write_text("""
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
<http://e.org/1> a cg:Entity, schema:Organization ; schema:name "papaya one" .
<http://e.org/2> a cg:Entity ; schema:name "papaya" .
<http://e.org/3> a cg:Claim ; rdfs:label "papaya" .
<http://e.org/4> a cg:Source, schema:NewsArticle ; schema:headline "papaya source" .
<http://e.org/5> a cg:Source ; schema:headline "papaya" .
""")
    assert run("import", file, "--store", store).returncode == 0
    done = run("search", "papaya", "--store", store)
    assert done.stdout.splitlines()[::2] == ["<http://e.org/1>  [papaya] one", "<http://e.org/4>  [papaya] source"]
    assert done.stderr == ""
    assert run("search", "papaya", "--limit", 1, "--store", store).stderr == "note: 1 of 2 shown; --limit 0 shows all\n"
    assert run("search", "http://e.org/3", "--store", store).stderr == "note: nothing has http://e.org/3\n"
