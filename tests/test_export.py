"""Exports: the whole corpus, the same bytes every time, loadable by others."""

from __future__ import annotations

import pathlib
import subprocess

import pyoxigraph as ox
import pytest
from helpers import Run, need

STATEMENTS = 2386


@pytest.fixture
def exported(run: Run, tmp_path: pathlib.Path) -> dict[str, pathlib.Path]:
    found = {}
    for extension in ("trig", "nq", "jsonld", "ttl", "nt", "rdf"):
        found[extension] = tmp_path / f"corpus.{extension}"
        assert run("export", "-o", found[extension]).returncode == 0
    return found


def quads(path: pathlib.Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path)))


def test_the_formats_with_graphs_hold_everything(exported: dict[str, pathlib.Path]) -> None:
    assert len(quads(exported["nq"])) == STATEMENTS
    assert quads(exported["nq"]) == quads(exported["trig"]) == quads(exported["jsonld"])


def test_the_formats_without_graphs_say_what_they_leave_out(run: Run, exported: dict[str, pathlib.Path]) -> None:
    default = {q for q in quads(exported["nq"]) if q.graph_name == ox.DefaultGraph()}
    assert quads(exported["ttl"]) == quads(exported["nt"]) == quads(exported["rdf"]) == default
    done = run("export", "-o", exported["ttl"])
    left = STATEMENTS - len(default)
    assert f"note: Turtle has no named graphs: {left} statements in the graphs of 113 claims are left out\n" in done.stderr


@pytest.mark.parametrize("extension", ["trig", "nq", "jsonld", "ttl"])
def test_the_same_corpus_gives_the_same_bytes(run: Run, tmp_path: pathlib.Path, extension: str) -> None:
    bytes_ = set()
    for seed in ("1", "2"):
        run("export", "-o", tmp_path / f"{seed}.{extension}", PYTHONHASHSEED=seed)
        bytes_.add((tmp_path / f"{seed}.{extension}").read_bytes())
    assert len(bytes_) == 1


def test_raptor_counts_the_same_statements(exported: dict[str, pathlib.Path]) -> None:
    rapper = need("rapper", "apt-get install raptor2-utils")
    for extension, syntax in (("nq", "nquads"), ("trig", "trig")):
        done = subprocess.run([rapper, "-i", syntax, "-c", exported[extension]], check=False, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert f"Parsing returned {STATEMENTS} triples" in done.stderr


@pytest.mark.parametrize("extension", ["nq", "trig"])
def test_oxigraph_loads_the_same_statements(exported: dict[str, pathlib.Path], tmp_path: pathlib.Path, extension: str) -> None:
    oxigraph = need("oxigraph", "pip install oxigraph")
    store = tmp_path / "store"
    subprocess.run([oxigraph, "load", "--location", store, "--file", exported[extension]], check=True, capture_output=True)
    count = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    command = [oxigraph, "query", "--location", str(store), "--query", count, "--results-format", "csv"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["n", str(STATEMENTS)]
    leader = "SELECT ?who { <https://w3id.org/claimgraph/facts/organization/MSL> <https://w3id.org/claimgraph/domain#ledBy> ?who }"
    command = [oxigraph, "query", "--location", str(store), "--query", leader, "--results-format", "csv"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["who", "https://w3id.org/claimgraph/facts/person/AlexandrWang"]


def test_to_standard_output_and_by_media_type(run: Run) -> None:
    done = run("export", "--format", "application/n-quads")
    assert len(done.stdout.splitlines()) == STATEMENTS
    assert done.stderr == ""


def test_the_ontology_goes_with_it_when_asked(run: Run, tmp_path: pathlib.Path) -> None:
    run("export", "-o", tmp_path / "all.nq", "--with-ontology")
    graphs = {q.graph_name for q in quads(tmp_path / "all.nq")}
    assert ox.NamedNode("https://w3id.org/claimgraph/ns") in graphs
    run("export", "-o", tmp_path / "again.nq", "--with-ontology")
    assert (tmp_path / "all.nq").read_bytes() == (tmp_path / "again.nq").read_bytes()


def test_a_name_that_tells_no_format(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("export", "-o", tmp_path / "corpus.docx")
    assert "tells no format" in done.stderr
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_one_change_of_the_facts_is_a_small_diff(run: Run, tmp_path: pathlib.Path, root: pathlib.Path) -> None:
    import difflib
    import shutil

    for name in ("facts", "claimgraph.toml"):
        source = root / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    run("export", "-o", "before.trig", cwd=tmp_path)
    entities = tmp_path / "facts" / "entities.yaml"
    entities.write_text(entities.read_text(encoding="utf-8").replace("name: Scale AI", "name: Scale"), encoding="utf-8")
    run("export", "-o", "after.trig", cwd=tmp_path)
    before, after = ((tmp_path / f"{n}.trig").read_text(encoding="utf-8").splitlines() for n in ("before", "after"))
    changed = [
        line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert len(changed) == 2
