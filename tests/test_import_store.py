"""RDF in, a store in a folder out, for more than anybody keeps as text: `claimgraph import FILE --store DIR`."""

from __future__ import annotations

import gzip
import itertools
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest
from helpers import Run
from tram_corpus import tram_corpus

from claimgraph.errors import StoreError
from claimgraph.imports.load import load_store
from claimgraph.store.imported import import_quads, is_imported, open_imported, read_imported

FEW = (
    '<https://example.org/a> <https://example.org/p> "1" .\n<https://example.org/a> <https://example.org/p> "2" <https://example.org/g> .\n'
)
SEED = 20261125


@pytest.fixture
def few(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "few.nq"
    path.write_text(FEW, encoding="utf-8")
    return path


def many(path: pathlib.Path, count: int) -> pathlib.Path:
    """Write a file of claims, five statements each."""
    cg, base = "https://w3id.org/claimgraph/ns#", "https://example.org/big/"
    with path.open("w", encoding="utf-8") as file:
        for n in range(count // 5):
            claim = f"<{base}claim/c-{n}>"
            file.write(
                f"<{base}organization/O{n % 50}> <https://w3id.org/claimgraph/domain#ledBy> <{base}person/P{n % 70}> {claim} .\n"
                f"{claim} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{cg}Claim> .\n"
                f'{claim} <http://www.w3.org/2000/01/rdf-schema#label> "Claim number {n}" .\n'
                f"{claim} <http://schema.org/appearance> <{base}source/s-{n % 10}> .\n"
                f"{claim} <{cg}modality> <{cg}asserted> .\n"
            )
    return path


def files(folder: pathlib.Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.exists() else []


def held(folder: pathlib.Path) -> set[ox.Quad]:
    """Return the quads of a store of imported statements, without those of the ontology and of the description."""
    ours = {
        "https://w3id.org/claimgraph/ns",
        "https://example.org/dataset",
        "https://example.org/big/dataset",
        "https://example.org/riverton/dataset",
    }
    return {q for q in open_imported(str(folder)).inner if getattr(q.graph_name, "value", "") not in ours}


# ---------------------------------------------------------------- what is loaded


def test_a_file_is_loaded_and_counted(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    done = run("import", "few.nq", "--store", "big", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    total = len(open_imported(str(tmp_path / "big")).inner)
    assert done.stdout == f"few.nq: 2 statements read, 2 kept\nbig: 2 new statements, {total:,} in all\n"
    assert {str(quad) for quad in held(tmp_path / "big")} == set(FEW.replace(" .\n", "\n").splitlines())


def test_importing_twice_changes_nothing(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    run("import", few, "--store", tmp_path / "big")
    before = {name: (tmp_path / "big" / name).stat().st_mtime_ns for name in files(tmp_path / "big") if name != "imported.lock"}
    done = run("import", few, "--store", tmp_path / "big")
    assert "0 new statements" in done.stdout
    assert {name: (tmp_path / "big" / name).stat().st_mtime_ns for name in before} == before
    few.write_text("# the same, otherwise\n" + FEW, encoding="utf-8")
    assert "0 new statements" in run("import", few, "--store", tmp_path / "big").stdout
    assert {name: (tmp_path / "big" / name).stat().st_mtime_ns for name in before} == before


def test_files_add_up(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    store = str(tmp_path / "big")
    load_store(str(few), store)
    few.write_text(FEW.replace('"2"', '"3"'), encoding="utf-8")
    loaded = load_store(str(few), store)
    assert loaded.added == 1
    assert {str(quad.object) for quad in held(tmp_path / "big")} == {'"1"', '"2"', '"3"'}


def test_a_folder_holds_one_corpus(run: Run, tmp_path: pathlib.Path) -> None:
    for name in ("one", "two"):
        run("init", tmp_path / name)
        run("export", "-o", tmp_path / f"{name}.nq", cwd=tmp_path / name)
        assert run("import", f"{name}.nq", "--store", "kept", cwd=tmp_path).returncode == (0 if name == "one" else 2)
    done = run("import", "two.nq", "--store", "kept", cwd=tmp_path)
    assert done.stderr.endswith(
        "error: kept holds another corpus, https://example.org/one/, and this one is https://example.org/two/\n"
        "  hint: name a new folder for it\n"
    )
    assert run("list", "--store", "kept", "--format", "jsonl", cwd=tmp_path).stdout.count("\n") == 7


def test_a_store_elsewhere_is_filled_by_push(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "claimgraph.toml").write_text('[stores.house]\nurl = "http://127.0.0.1:1/"\n', encoding="utf-8")
    done = run("import", few, "--store", "house", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "error: 'house' is a store elsewhere, and import fills a folder\n"
        "  hint: write ./house for the folder; `claimgraph push` fills the store\n"
    )
    assert not (tmp_path / "house").exists()


def test_packed_and_from_standard_input(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    packed = tmp_path / "few.nq.gz"
    packed.write_bytes(gzip.compress(few.read_bytes()))
    assert "2 new statements" in run("import", packed, "--store", tmp_path / "big").stdout
    assert "0 new statements" in run("import", "-", "--store", tmp_path / "big", stdin=FEW).stdout


@pytest.mark.parametrize(
    ("name", "export"),
    [
        ("tram.nq", []),
        ("tram.trig", []),
        ("tram.jsonld", []),
        ("tram.nq.gz", []),
        ("meta.nq", ["--meta-graph", "https://example.org/meta"]),
        ("nodes.nt", ["--reify", "rdf-statement"]),
        ("terms.ttl", ["--reify", "rdf12"]),
        ("papers.trig", ["--format", "nanopub"]),
    ],
)
def test_what_an_export_says_is_what_the_store_holds(run: Run, tmp_path: pathlib.Path, name: str, export: list[str]) -> None:
    """Whatever way claims are kept in a file, in the store they are named graphs, with metadata and view in the default graph."""
    facts = tram_corpus(tmp_path)
    plain = tmp_path / "plain.nq"
    assert run("export", "--facts", facts, "-o", plain).returncode == 0
    assert run("export", "--facts", facts, "-o", tmp_path / name, *export).returncode == 0
    assert load_store(str(tmp_path / name), str(tmp_path / "big")).left == []
    load_store(str(plain), str(tmp_path / "wanted"))
    found, wanted = ({*open_imported(str(tmp_path / folder)).inner} for folder in ("big", "wanted"))
    if name == "papers.trig":  # nanopublications hold claims, neither modules nor the description: their loss report says so
        assert held(tmp_path / "big") == held(tmp_path / "wanted")
        assert found <= wanted
    else:
        assert found == wanted


NANOPUB = """
@prefix : <https://np.example/1#> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:head { <https://np.example/1> a np:Nanopublication ; np:hasAssertion :a ; np:hasProvenance :p ; np:hasPublicationInfo :i }
:a { <https://drug.example/x> <https://words.example/treats> <https://illness.example/malaria> }
:p { :a prov:wasDerivedFrom <https://paper.example/7> }
:i { <https://np.example/1> dcterms:creator <https://people.example/Ada> }
"""


def test_nanopublications_of_others_are_claims_too(run: Run, tmp_path: pathlib.Path) -> None:
    """They stay what they are; beside that, what they state is a claim of a source, said by somebody."""
    (tmp_path / "np.trig").write_text(NANOPUB, encoding="utf-8")
    assert load_store(str(tmp_path / "np.trig"), str(tmp_path / "big")).left == []
    assert {*ox.parse(path=tmp_path / "np.trig")} <= held(tmp_path / "big")
    done = run("list", "--store", "big", "--format", "tsv", cwd=tmp_path)
    assert [line.split("\t")[1:5] for line in done.stdout.splitlines()[1:]] == [
        ["x treats malaria", "asserted", "people:Ada", "src:paper-example-7-92b60e6b"]
    ]


def test_prefixes_come_back(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    run("export", "--facts", facts, "-o", tmp_path / "tram.nq")
    load_store(str(tmp_path / "tram.nq"), str(tmp_path / "big"))
    store = open_imported(str(tmp_path / "big"))
    rows = list(store.rows("SELECT ?c { GRAPH ?c { proj:Tram2 ?p ?o } ?c a cg:Claim FILTER(STRSTARTS(STR(?c), STR(claim:))) }"))
    assert rows


# ---------------------------------------------------------------- what is refused


def test_an_error_on_the_last_line_changes_nothing(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    bad = many(tmp_path / "bad.nq", 2000)
    with bad.open("a", encoding="utf-8") as file:
        file.write('<https://example.org/a> <https://example.org/p> "open .\n')
    done = run("import", bad, "--store", tmp_path / "new")
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {bad}:2001:")
    assert not (tmp_path / "new").exists()
    load_store(str(few), str(tmp_path / "big"))
    before = files(tmp_path / "big")
    assert run("import", bad, "--store", tmp_path / "big").returncode == 2
    assert files(tmp_path / "big") == before
    assert len(held(tmp_path / "big")) == 2


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder.write_text("", encoding="utf-8"), "is a file"),
        (lambda folder: (folder.mkdir(), (folder / "letter.txt").write_text("", encoding="utf-8")), "holds something else"),
        (lambda folder: (folder.mkdir(), (folder / "claimgraph-store").write_text("", encoding="utf-8")), "a store that is kept for facts"),
    ],
)
def test_a_folder_that_is_taken(
    run: Run, few: pathlib.Path, tmp_path: pathlib.Path, make: Callable[[pathlib.Path], object], says: str
) -> None:
    make(tmp_path / "taken")
    done = run("import", few, "--store", tmp_path / "taken")
    assert done.returncode == 2
    assert says in done.stderr
    assert "  hint: name a" in done.stderr


def test_a_damaged_store_is_not_built_upon(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    big = tmp_path / "big"
    load_store(str(few), str(big))
    store = big / read_imported(str(big)).store / "data"
    cut = max(store.glob("*.sst"), key=lambda path: path.stat().st_size)
    cut.write_bytes(cut.read_bytes()[:100])
    with pytest.raises(StoreError, match="is damaged"):
        open_imported(str(big))
    few.write_text(FEW.replace('"2"', '"3"'), encoding="utf-8")
    done = run("import", few, "--store", big)
    assert done.returncode == 2
    assert "is damaged\n  hint: delete the folder, and import again" in done.stderr


def test_a_damaged_pointer_is_named_as_such(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    load_store(str(few), str(tmp_path / "s"))
    (tmp_path / "s" / "imported").write_bytes(b"x")
    for command in (("list", "--store", tmp_path / "s"), ("import", few, "--store", tmp_path / "s")):
        done = run(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is damaged: its file 'imported' does not say what it should\n  hint: delete the folder, and import again" in done.stderr


def test_two_at_once(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    big = str(tmp_path / "big")

    def meanwhile() -> Iterator[ox.Quad]:
        with pytest.raises(StoreError, match="somebody is importing into"):
            load_store(str(few), big)
        yield ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))

    assert import_quads(big, meanwhile, prefixes={}, file="one").after == 1


def test_a_reader_sees_the_store_before_or_after(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Who has opened a store goes on reading it while others import; who opens it meanwhile sees it as it was."""
    big = str(tmp_path / "big")
    load_store(str(few), big)
    early = open_imported(big)
    before = len(early.inner)

    def meanwhile() -> Iterator[ox.Quad]:
        yield ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))
        assert len(open_imported(big).inner) == before

    import_quads(big, meanwhile, prefixes={}, file="one")
    assert len(early.inner) == len(list(early.inner)) == before
    assert len(open_imported(big).inner) == before + 1


def test_a_failing_import_leaves_nothing_behind(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    big = tmp_path / "big"
    load_store(str(few), str(big))
    before = files(big)

    def broken() -> Iterator[ox.Quad]:
        yield ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_quads(str(big), broken, prefixes={}, file="one")
    assert files(big) == before


# ---------------------------------------------------------------- kill -9


def moments(longest: float) -> list[float]:
    return [random.Random(SEED + n).uniform(0.05, longest) for n in range(20)]  # the same moments in every run


def start(*args: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "claimgraph", *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(process: subprocess.Popen[bytes], after: float) -> bool:
    """Kill a process after some seconds, and tell whether it was still at work."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def took(*args: object) -> float:
    begin = time.monotonic()
    assert start(*args).wait() == 0
    return time.monotonic() - begin


def test_kill_9_of_import_to_a_store(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The store is as before, or complete; and whatever was left behind is gone after a re-run."""
    big, saved = tmp_path / "big", tmp_path / "saved"
    load_store(str(few), str(saved))
    shutil.copytree(saved, big)
    large = many(tmp_path / "large.nq", 40_000)
    seconds = took("import", large, "--store", tmp_path / "whole")
    complete = held(tmp_path / "whole") | held(saved)
    stopped = 0
    for after in moments(seconds):
        stopped += killed(start("import", large, "--store", big), after)
        now = len(open_imported(str(big)).inner)
        assert now == len(open_imported(str(saved)).inner) or held(big) == complete
        if now != len(open_imported(str(saved)).inner):
            shutil.rmtree(big)
            shutil.copytree(saved, big)
    assert stopped >= 10
    load_store(str(large), str(big))
    assert held(big) == complete
    assert not [name for name in files(big) if name.endswith(".part")]
    assert len(files(big)) == 4, "the pointer, the lock, the store, the one before"


#: Imports a file in slices of a tenth of it, and is killed so many milliseconds after a step that it comes to.
KILLED = """
import os, signal, sys, threading, time
from claimgraph.imports import lines, load, progress

path, folder, what, number, later = sys.argv[1:]
load.FEW, lines.SLICE, progress._PAUSE = 0, os.path.getsize(path) // 10, 0
seen = 0

def die():
    time.sleep(float(later) / 1000)
    os.kill(os.getpid(), signal.SIGKILL)

def step(now):
    global seen
    seen += now.what == what
    if seen == int(number) and now.what == what:
        threading.Thread(target=die, daemon=True).start() if float(later) else die()

load.load_store(path, folder, progress=step)
"""


@pytest.mark.parametrize("later", [0, 1, 5])
@pytest.mark.parametrize(("what", "number"), [("checked", 1), ("loaded", 1), ("loaded", 9), ("put in order", 1)])
def test_kill_9_at_each_step(few: pathlib.Path, tmp_path: pathlib.Path, what: str, number: int, later: int) -> None:
    """While the engine reads a slice, or puts all in order: the store is as before, or complete; the next import clears what is left."""
    big, large = tmp_path / "big", many(tmp_path / "large.nq", 5_000)
    load_store(str(few), str(big))
    before = {*open_imported(str(big)).inner}
    command = [sys.executable, "-c", KILLED, str(large), str(big), what, str(number), str(later)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=300)
    assert done.returncode == -signal.SIGKILL or (later and done.returncode == 0), done.stderr
    load_store(str(large), str(tmp_path / "whole"))
    complete = before | {*open_imported(str(tmp_path / "whole")).inner}
    assert {*open_imported(str(big)).inner} in ([before, complete] if later else [before])
    load_store(str(large), str(big))
    assert {*open_imported(str(big)).inner} == complete
    assert len(files(big)) == 4, "the pointer, the lock, the store, the one before"


def test_kill_9_of_the_first_import(tmp_path: pathlib.Path) -> None:
    """A folder in which nothing has been finished yet is no store, and may be used again."""
    large = many(tmp_path / "large.nq", 20_000)
    seconds = took("import", large, "--store", tmp_path / "whole")
    for after in itertools.islice(moments(seconds), 5):
        killed(start("import", large, "--store", tmp_path / "big"), after)
        if is_imported(str(tmp_path / "big")):
            assert held(tmp_path / "big") == held(tmp_path / "whole")
            shutil.rmtree(tmp_path / "big")
    assert start("import", large, "--store", tmp_path / "big").wait() == 0
    assert held(tmp_path / "big") == held(tmp_path / "whole")


def test_a_first_import_that_was_cut_off_is_told_from_a_strange_folder(run: Run, few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """Also where there are facts: the folder was meant for something else than these."""
    facts, large = tram_corpus(tmp_path), many(tmp_path / "large.nq", 5_000)
    command = [sys.executable, "-c", KILLED, str(large), str(tmp_path / "big"), "loaded", "1", "0"]
    assert subprocess.run(command, check=False, timeout=300).returncode == -signal.SIGKILL
    for asked in (["list"], ["query", "ASK {}"], ["list", "--facts", facts], ["search", "tram"], ["export", "-o", "out.nq"]):
        done = run(*asked, "--store", "big", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "error: big is no store yet: an import into it was cut off, or is still running\n"
            "  hint: run `claimgraph import FILE --store big` again; what is left of the one that was cut off is then cleared away\n"
        )
    assert run("import", few, "--store", "big", cwd=tmp_path).returncode == 0
    assert len(files(tmp_path / "big")) == 3, "the pointer, the lock, the store"
    assert run("list", "--store", "big", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="a terminal is made as POSIX has them")
def test_a_store_that_is_made_of_the_facts_is_said_to_be_one(few: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """At a terminal, who mistypes the name of a store of imported statements would else take one answer for the other."""
    tram_corpus(tmp_path)
    load_store(str(few), str(tmp_path / "kept"))

    def said(name: str) -> str:
        """Return what a person sees on standard error."""
        terminal, end = os.openpty()
        command = [sys.executable, "-m", "claimgraph", "list", "--facts", "tram", "--store", name]
        assert subprocess.run(command, check=False, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=end, timeout=300).returncode == 0
        os.write(end, b"the end")
        text = os.read(terminal, 10_000).decode()
        os.close(end)
        os.close(terminal)
        return text.replace("\r\n", "\n").removesuffix("the end")

    assert said("kept") == ""
    assert said("kep").endswith("note: kep was new: it is a store of the facts in tram/facts\n")
    assert said("kep") == ""


def test_kill_9_of_import_to_facts(run: Run, tmp_path: pathlib.Path) -> None:
    """No file under its final name is half-written, and a re-run makes the corpus complete."""
    run("export", "--facts", tram_corpus(tmp_path), "-o", tmp_path / "tram.trig")
    seconds = took("import", tmp_path / "tram.trig", "-o", tmp_path / "whole" / "tram")
    whole = {path.relative_to(tmp_path / "whole"): path.read_bytes() for path in (tmp_path / "whole").rglob("*") if path.is_file()}
    stopped = 0
    for after in moments(seconds):
        stopped += killed(start("import", tmp_path / "tram.trig", "-o", tmp_path / "new" / "tram"), after)
        there = [path for path in (tmp_path / "new").rglob("*") if path.is_file() and ".part" not in str(path)]
        assert {path.relative_to(tmp_path / "new") for path in there} <= whole.keys()
        for path in there:
            assert path.read_bytes() == whole[path.relative_to(tmp_path / "new")]
        if len(there) == len(whole):
            shutil.rmtree(tmp_path / "new")
    assert stopped >= 10
    assert start("import", tmp_path / "tram.trig", "-o", tmp_path / "new" / "tram").wait() == 0
    assert run("check", tmp_path / "new" / "tram").returncode == 0
    for path, data in whole.items():
        assert (tmp_path / "new" / path).read_bytes() == data


# ---------------------------------------------------------------- what commands say


@pytest.mark.parametrize(
    "command", [["list", "--format", "json"], ["show", "claim:ironway-builds"], ["query", "SELECT * { ?a ?b ?c } ORDER BY ?a ?b ?c"]]
)
def test_commands_say_the_same_of_facts_and_of_their_export(run: Run, tmp_path: pathlib.Path, command: list[str]) -> None:
    facts = tram_corpus(tmp_path)
    run("export", "--facts", facts, "-o", tmp_path / "tram.nq")
    assert run("import", "tram.nq", "--store", "big", cwd=tmp_path).returncode == 0
    texts = [] if command[0] == "query" else ["--texts", facts.parent / "texts"]
    found, wanted = (run(*command, *texts, *place, cwd=tmp_path) for place in (["--store", "big"], ["--facts", facts]))
    assert found.returncode == wanted.returncode == 0
    assert found.stdout == wanted.stdout
    assert len(found.stdout) > 100
