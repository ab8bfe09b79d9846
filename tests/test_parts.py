"""Files checked one by one, and kept: the report is that of the whole corpus read at once, whatever was checked before."""

from __future__ import annotations

import collections
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from helpers import ROOT, MakeCorpus, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import facts, spoil

from claimgraph.checking import check_folder
from claimgraph.errors import CorpusError, Problem, Where
from claimgraph.folder import Folder
from claimgraph.loader import load_corpus
from claimgraph.ontology import load_ontology
from claimgraph.parts import crew, keep, lookup, make
from claimgraph.parts.part import Part, pack, unpack
from claimgraph.parts.shapes import Shapes
from claimgraph.rdf import corpus_text, ontology_quads
from claimgraph.rules import run_rules, violation_problems
from claimgraph.settings import load_settings
from claimgraph.store.embedded import memory_store
from claimgraph.wording.compact import Compactor

ENTITIES = """
entities:
  - {id: org:Council, type: Organization, name: The council}
  - {id: person:Ada, type: Person, name: Ada}
  - {id: proj:Tram, type: Project, name: The tram}
  - {id: topic:Trams, type: Topic, name: Trams}
"""
SOURCE = """
id: src:page-{number}
type: NewsArticle
headline: Page {number}
text: {{sha256: {hash}, chars: 100}}
{more}
claims:
{claims}
"""
CLAIM = "  - {{id: claim:c-{number}, label: Claim {number}, says: {{id: org:Council, pursues: topic:Trams}}{more}}}"
#: What a claim may say beside; the last ones are found by no look at one file's text alone.
MORE = [
    "",
    ", supersedes: claim:c-0",
    ", supersedes: claim:c-1",
    ", supersedes: claim:c-2",
    ", retracts: claim:c-1",
    ", disputes: claim:c-0",
    ", modality: planned, due: 2027",
    ", attribution: {agent: person:Ada}",
    ", attribution: {agent: proj:Tram}",
    ", attribution: {agent: person:Ada, unnamed: people}",
    ", attribution: {speech: direct}",
    ", from: 2027, until: 2026",
    ", evidence: {start: 90, end: 101, sha256: " + "0" * 64 + "}",
    ", assessment: {verdict: refuted}",
    ", supports: claim:c-9",
    ", modality: maybe",
]
OF_SOURCES = ["", "derivedFrom: src:page-0", "derivedFrom: src:page-1", "publisher: org:Council", "publisher: proj:Tram"]


def source(number: int, claims: list[tuple[int, str]], more: str = "") -> str:
    lines = "\n".join(CLAIM.format(number=name, more=said) for name, said in claims) or "  []"
    return SOURCE.format(number=number, hash="0" * 64, claims=lines, more=more)


def at_once(folder: Folder) -> list[Problem]:
    """Find the problems of a corpus by reading all of it, and asking the shapes of all of it."""
    corpus, problems = load_corpus(folder)
    text = corpus_text(corpus)
    store = memory_store(ontology_quads(corpus), corpus.settings.all_prefixes(), nquads=text.nquads)
    compact = Compactor(corpus.settings.all_prefixes())
    broken = violation_problems(run_rules(store, core=not problems), text.origins, compact, Where(folder.show(folder.facts)))
    return sorted({*problems, *broken})


def folder_of(path: pathlib.Path) -> Folder:
    return Folder(str(path), str(path / "facts"))


edits = st.tuples(
    st.integers(0, 2),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(MORE)), max_size=3),
    st.sampled_from(OF_SOURCES),
)


@given(st.lists(edits, min_size=1, max_size=6))
@example([(0, [(0, MORE[2])], ""), (1, [(1, MORE[1])], ""), (1, [(1, "")], "")])
@example([(0, [(0, MORE[10])], ""), (1, [(1, "")], OF_SOURCES[4]), (0, [(0, "")], "")])
@example([(0, [], OF_SOURCES[2]), (1, [], OF_SOURCES[1])])
@settings(max_examples=30)
def test_after_every_edit_the_report_is_that_of_the_whole_corpus_and_of_an_empty_cache(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, list[tuple[int, str]], str]]
) -> None:
    place = tmp_path_factory.mktemp("edited")
    (place / "facts").mkdir()
    (place / "facts" / "entities.yaml").write_text(ENTITIES)
    with pytest.MonkeyPatch.context() as patch:
        for number, claims, more in changes:
            (place / "facts" / f"page-{number}.yaml").write_text(source(number, claims, more))
            patch.setenv("CLAIMGRAPH_CACHE", str(place / "warm"))
            warm = check_folder(folder_of(place))
            patch.setenv("CLAIMGRAPH_CACHE", str(place / "cold"))
            shutil.rmtree(place / "cold", ignore_errors=True)
            assert warm == check_folder(folder_of(place))
            assert list(warm.problems) == at_once(folder_of(place))


@given(st.lists(facts(), min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_spoilt_files_have_the_problems_that_they_have_read_at_once(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], random: object
) -> None:
    place = tmp_path_factory.mktemp("spoilt")
    (place / "facts").mkdir()
    for number, text in enumerate(texts):
        data = text.encode().replace(b"src:paper", b"src:paper-%d" % number).replace(b"claim:c-", b"claim:c%d-" % number)
        (place / "facts" / f"{number}.yaml").write_bytes(spoil(random, data, data) if number else data)  # type: ignore[arg-type]
    report = check_folder(folder_of(place))
    assert list(report.problems) == at_once(folder_of(place))
    assert report == check_folder(folder_of(place))


def test_only_what_changed_is_made_again(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_corpus({f"page-{n}.yaml": source(n, [(n, "")]) for n in range(5)} | {"entities.yaml": ENTITIES})
    read: collections.Counter[bytes] = collections.Counter()
    really = make.parse_yaml  # type: ignore[attr-defined]

    def watched(data: bytes, file: str, *, size: int) -> object:
        read[data[:20].strip()] += 1
        return really(data, file, size=size)

    monkeypatch.setattr(make, "parse_yaml", watched)
    folder = folder_of(place.parent)
    assert check_folder(folder).problems == ()
    assert sum(read.values()) == 6
    read.clear()
    assert check_folder(folder).problems == ()
    assert not read
    (place / "page-3.yaml").write_text(source(3, [(3, ", note: mended")]))
    assert check_folder(folder).problems == ()
    assert read == {b"id: src:page-3\ntype": 1}
    read.clear()
    (place / "page-3.yaml").rename(place / "renamed.yaml")
    assert check_folder(folder_of(place.parent)).problems == ()
    assert not read  # a file is known by what it holds
    (place / "entities.yaml").write_text(ENTITIES.replace("person:Ada", "person:Eve"))
    (place / "page-1.yaml").write_text(source(1, [(1, ", attribution: {agent: person:Ada}")]))
    (problem,) = check_folder(folder_of(place.parent)).problems
    assert (problem.code, problem.where.file[-11:], problem.where.line) == ("unknown-entity", "page-1.yaml", 8)


def test_a_module_with_constraints_of_its_own_is_asked_of_the_whole_corpus(make_corpus: MakeCorpus, run: Run) -> None:
    module = """
        @prefix cg: <https://w3id.org/claimgraph/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <urn:shape> sh:targetClass cg:Claim ; sh:sparql [ rdfs:label "said-twice" ; sh:message "no two claims have one label" ;
            sh:select "SELECT $this WHERE { $this rdfs:label ?label . ?other rdfs:label ?label . FILTER($this != ?other) ?other a cg:Claim }" ] .
    """
    same = CLAIM.replace("Claim {number}", "The same")
    files = {f"page-{n}.yaml": SOURCE.format(number=n, hash="0" * 64, more="", claims=same.format(number=n, more="")) for n in range(2)}
    place = make_corpus(files | {"entities.yaml": ENTITIES}, toml='modules = ["own.ttl"]\n')
    (place.parent / "own.ttl").write_text(module)
    for _ in range(2):
        done = run("check", cwd=place.parent)
        assert done.returncode == 1
        assert done.stderr == (
            "facts/page-0.yaml:8:5: error[said-twice]: claim:c-0: no two claims have one label\n"
            "facts/page-1.yaml:8:5: error[said-twice]: claim:c-1: no two claims have one label\n"
        )
    (place.parent / "own.ttl").write_text(module.replace("no two claims", "never two claims"))
    assert "never two claims" in run("check", cwd=place.parent).stderr


def test_our_own_shapes_can_be_asked_of_one_file() -> None:
    shapes = Shapes(load_ontology(), load_settings(Folder(str(ROOT), str(ROOT / "facts"))))
    assert shapes.are_local
    assert set(shapes.followed) == {"supersedes", "retracts", "derivedFrom"}


def test_several_processes_make_the_same_parts(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(
        (
            sys.executable,
            "-c",
            "from benchmarks.corpus import write_corpus; import sys; write_corpus(sys.argv[1], 300)",
            str(tmp_path / "made"),
        ),
        check=True,
        cwd=ROOT,
    )
    place = tmp_path / "made"
    broken = place / "facts" / "source-0002.yaml"
    broken.write_text(broken.read_text().replace("label:", "lable:", 1))
    (place / "facts" / "not.yaml").write_bytes(b"\xff")
    monkeypatch.setattr(crew, "_FEW", 0)
    monkeypatch.setattr(crew, "GROUP", 10_000)
    reports = []
    for processes in ("1", "3"):
        monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path / f"cache-{processes}"))
        monkeypatch.setenv("CLAIMGRAPH_PROCESSES", processes)
        reports.append(check_folder(folder_of(place)))
    assert reports[0] == reports[1]
    assert {problem.code for problem in reports[0].problems} >= {"unknown-key", "missing-key", "not-utf8"}


@pytest.mark.parametrize("damage", ["garbage", "cut", "folder", "read-only", "other table"])
def test_a_cache_that_is_no_use_is_done_without(damage: str, make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    place = make_corpus({"page-0.yaml": source(0, [(0, "")]), "entities.yaml": ENTITIES})
    first = run("check", place, CLAIMGRAPH_CACHE=str(tmp_path / "cache"))
    assert first.returncode == 0, first.stderr
    (database,) = (tmp_path / "cache" / "parts").iterdir()
    if damage == "garbage":
        database.write_bytes(b"this is no database" * 1000)
    elif damage == "cut":
        database.write_bytes(database.read_bytes()[:5000])
    elif damage == "folder":
        database.unlink()
        database.mkdir()
    elif damage == "read-only":
        database.chmod(0o400)
        database.parent.chmod(0o500)
    else:
        connection = sqlite3.connect(database)
        connection.execute("UPDATE part SET data = substr(data, 1, 50)")
        connection.commit()
        connection.close()
    for _ in range(2):
        again = run("check", place, CLAIMGRAPH_CACHE=str(tmp_path / "cache"))
        assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    os.chmod(database.parent, 0o700)


def test_a_part_is_what_was_packed() -> None:
    part = Part(
        problems=[((1, 2), "a", "b", "c")], sources=1, passages=[("claim:a", "src:b", 1, 2, "0" * 64, None, (3, 4))], core_hold=True
    )
    assert unpack(pack(part)) == part
    for data in (b"", b"abc", pack(part)[:-1], pack(part)[:-1] + b"x"):
        with pytest.raises(ValueError, match="damaged"):
            unpack(data)


def test_a_process_that_ends_early_is_done_without(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "entities.yaml").write_text(ENTITIES)
    for number in range(6):
        (tmp_path / "facts" / f"page-{number}.yaml").write_text(source(number, [(number, "")]))
    monkeypatch.setattr(crew, "_FEW", 0)
    monkeypatch.setattr(crew, "GROUP", 100)
    monkeypatch.setenv("CLAIMGRAPH_PROCESSES", "3")
    really = crew.Crew._start
    started = []

    def killed(self: crew.Crew) -> subprocess.Popen[bytes]:
        worker = really(self)
        assert worker
        started.append(worker)
        if len(started) == 1:
            worker.kill()
        return worker

    monkeypatch.setattr(crew.Crew, "_start", killed)
    report = check_folder(folder_of(tmp_path))
    assert (report.claims, report.problems) == (6, ())
    assert len(started) == 2
    assert all(worker.poll() is not None for worker in started)


def test_what_is_read_with_other_settings_is_not_kept(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "claimgraph.toml"
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "entities.yaml").write_text(ENTITIES)
    for number in range(6):
        (tmp_path / "facts" / f"page-{number}.yaml").write_text(source(number, [(number, "")]).replace("org:", "town:"))
    (tmp_path / "facts" / "entities.yaml").write_text(ENTITIES.replace("org:", "town:"))
    monkeypatch.setattr(crew, "_FEW", 0)
    monkeypatch.setattr(crew, "GROUP", 100)
    monkeypatch.setenv("CLAIMGRAPH_PROCESSES", "3")
    declared = '[prefixes]\ntown = "town/"\n'
    config.write_text(declared)
    really = crew.Crew._start

    def meanwhile(self: crew.Crew) -> subprocess.Popen[bytes] | None:
        config.write_text("")
        return really(self)

    with monkeypatch.context() as patch:
        patch.setattr(crew.Crew, "_start", meanwhile)
        with pytest.raises(CorpusError, match="changed while the facts were read"):
            check_folder(folder_of(tmp_path))
    config.write_text(declared)
    assert check_folder(folder_of(tmp_path)).problems == ()


@pytest.mark.parametrize("given", ["0", "-1", "²", "many", "257", "9" * 5000])
def test_a_number_of_processes_that_is_none(given: str, make_corpus: MakeCorpus, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_FEW", 0)
    monkeypatch.setenv("CLAIMGRAPH_PROCESSES", given)
    place = make_corpus({"page-0.yaml": source(0, [(0, "")]), "entities.yaml": ENTITIES})
    with pytest.raises(CorpusError, match="and no number of processes"):
        check_folder(folder_of(place.parent))


@pytest.mark.parametrize("executable", ["", None, "/nowhere/python"])
def test_where_no_process_can_be_started_this_one_does_all(
    executable: str | None, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "entities.yaml").write_text(ENTITIES)
    (tmp_path / "facts" / "page-0.yaml").write_text(source(0, [(0, "")]))
    monkeypatch.setattr(crew, "_FEW", 0)
    monkeypatch.setattr(crew, "GROUP", 100)
    monkeypatch.setenv("CLAIMGRAPH_PROCESSES", "3")
    monkeypatch.setattr(sys, "executable", executable)
    assert check_folder(folder_of(tmp_path)).claims == 1


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc to see its children")
def test_processes_end_with_the_one_that_they_work_for(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "facts").mkdir()
    for number in range(3):
        claims = "\n".join(CLAIM.format(number=f"{number}-{n}", more="") for n in range(20_000))
        (tmp_path / "facts" / f"page-{number}.yaml").write_text(SOURCE.format(number=number, hash="0" * 64, more="", claims=claims))
    command = (sys.executable, "-m", "claimgraph", "check", str(tmp_path))
    process = subprocess.Popen(
        command, env=os.environ | {"CLAIMGRAPH_PROCESSES": "3"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    limit = time.monotonic() + 60
    while len(found := children.read_text().split()) < 2 and time.monotonic() < limit:
        time.sleep(0.01)
    process.kill()
    process.wait()
    limit = time.monotonic() + 10
    while (left := [child for child in found if _runs(child)]) and time.monotonic() < limit:
        time.sleep(0.05)
    assert len(found) == 2
    assert not left


def _runs(pid: str) -> bool:
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("damage", ["cannot be written", "damaged in the middle"])
def test_of_many_files_a_cache_that_fails_half_way_is_done_without(
    damage: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "_MANY", 2)
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path / "cache"))
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "entities.yaml").write_text(ENTITIES)
    for number in range(40):
        (tmp_path / "facts" / f"page-{number}.yaml").write_text(source(number, [(number, f", note: {'long ' * 300}")]))
    first = check_folder(folder_of(tmp_path))
    (database,) = (tmp_path / "cache" / "parts").iterdir()
    (tmp_path / "facts" / "page-7.yaml").write_text(source(7, [(7, "")]))
    with monkeypatch.context() as patch:
        if damage == "cannot be written":
            patch.setattr(keep.Kept, "_write", _refuse_once(keep.Kept._write))
        else:
            data = bytearray(database.read_bytes())
            data[4096 * 2 :] = b"\xaa" * (len(data) - 4096 * 2)
            database.write_bytes(data)
        assert check_folder(folder_of(tmp_path)) == first
    assert check_folder(folder_of(tmp_path)) == first


def _refuse_once(really: Callable[..., None]) -> Callable[..., None]:
    refused: list[bool] = []

    def write(self: keep.Kept, rows: list[tuple[bytes, int, bytes]]) -> None:
        if not refused:
            refused.append(True)
            raise sqlite3.OperationalError("database or disk is full")
        really(self, rows)

    return write


def test_an_order_of_a_modules_own_is_asked_of_every_claim(make_corpus: MakeCorpus, run: Run) -> None:
    module = """
        @prefix cg: <https://w3id.org/claimgraph/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <urn:shape> sh:targetClass cg:Claim ; sh:property [ sh:path rdfs:label ; sh:lessThan skos:note ; sh:message "labels come before notes" ] .
    """
    place = make_corpus(
        {"page-0.yaml": source(0, [(0, ", note: [Zebra]"), (1, ", note: [Ape]")]), "entities.yaml": ENTITIES},
        toml='modules = ["own.ttl"]\n',
    )
    (place.parent / "own.ttl").write_text(module)
    done = run("check", cwd=place.parent)
    assert done.stderr == "facts/page-0.yaml:9:5: error[wrong-order]: claim:c-1 (rdfs:label): labels come before notes\n"


def test_a_file_named_through_a_linked_folder_is_checked(make_corpus: MakeCorpus, run: Run, tmp_path: pathlib.Path) -> None:
    place = make_corpus({"page-0.yaml": source(0, [(0, ", supports: claim:c-9")]), "entities.yaml": ENTITIES})
    (tmp_path / "link").symlink_to(place.parent)
    done = run("check", tmp_path / "link" / "facts" / "page-0.yaml")
    assert done.returncode == 1
    assert "claim:c-9" in done.stderr
