"""Exports read by the programs of others: the same statements, and the same answers to every saved query.

Each program reads its files in one start, and writes what it read as N-Quads beside them.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from helpers import ROOT, need
from interop import STORES, jena_classpath, need_npm, rdf4j_classpath, run_java
from unusual import UNUSUAL, unusual

from claimgraph.cli.export import command
from claimgraph.exports.corpus import Shape, export_quads
from claimgraph.exports.formats import export_format
from claimgraph.rdf.reify import unreify
from claimgraph.store.embedded import memory_store
from claimgraph.store.terms import canonical

FACTS = ROOT / "facts"
SYNTAXES = ("nq", "trig", "nt", "ttl", "rdf", "jsonld")
QUERIES = sorted((FACTS / "queries").glob("*.rq"))
Files = dict[str, list[Path]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Exports by syntax: of the facts, of the facts with claims as nodes, and of unusual content; and by `rdf12`, those with triple terms."""
    folder = tmp_path_factory.mktemp("interop")
    found: Files = {"rdf12": []}
    odd = sorted({quad for text in UNUSUAL.values() for quad in unusual(text)}, key=str)
    for syntax in SYNTAXES:
        made = [folder / f"{name}.{syntax}" for name in ("facts", "rdf-statement", "unusual")]
        export(made[0])
        export(made[1], "--reify", "rdf-statement")
        with made[2].open("wb") as out:
            prefixes = {"ex": "https://example.org/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
            export_quads(odd, export_format(syntax, ""), out, prefixes, "https://example.org/", Shape())
        found[syntax] = made
        if syntax != "jsonld":
            found["rdf12"].append(folder / f"rdf12.{syntax}")
            export(found["rdf12"][-1], "--reify", "rdf12")
    return found


def export(path: Path, *options: str) -> None:
    result = CliRunner().invoke(command, ["-o", str(path), "--facts", str(FACTS), *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def quads(path: Path, format_: ox.RdfFormat | None = None) -> set[ox.Quad]:
    """Read a file, values in one spelling."""
    return {ox.Quad(q.subject, q.predicate, canonical(q.object), q.graph_name) for q in ox.parse(path=str(path), format=format_)}


def agree(files: list[Path]) -> None:
    """Compare what a program read with what Oxigraph reads."""
    assert files
    for path in files:
        read, meant = quads(Path(f"{path}.read"), ox.RdfFormat.N_QUADS), quads(path)
        assert len(read) == len(meant) > 10
        assert read == meant, path.name


# ------------------------------------------------------------ parsers


@pytest.mark.parametrize(
    ("syntax", "theirs"), [("nq", "nquads"), ("trig", "trig"), ("nt", "ntriples"), ("ttl", "turtle"), ("rdf", "rdfxml")]
)
def test_raptor(files: Files, syntax: str, theirs: str) -> None:
    rapper = need("rapper", "apt-get install raptor2-utils")
    for path in files[syntax]:
        command: list[str | Path] = [rapper, "-q", "-i", theirs, "-o", "nquads", path]
        done = subprocess.run(command, check=False, capture_output=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, b"")
        Path(f"{path}.read").write_bytes(done.stdout)
    agree(files[syntax])


def test_rdf4j(files: Files) -> None:
    every = [path for syntax in SYNTAXES for path in files[syntax]]
    run_java(rdf4j_classpath(), STORES / "Rio.java", *every)
    agree(every)


def test_n3js(files: Files) -> None:
    need_npm("n3")
    read = [path for syntax in ("nq", "trig", "nt", "ttl") for path in files[syntax]]
    terms = [path for path in files["rdf12"] if path.suffix != ".rdf"]
    subprocess.run(["node", STORES / "parse.mjs", *read, *terms], check=True, capture_output=True, timeout=120)
    agree([*read, *terms])


# ------------------------------------------------------------ stores


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The saved queries with the prefixes of the facts, for programs that know none."""
    from claimgraph.folder import find_folder
    from claimgraph.settings import load_settings

    folder = tmp_path_factory.mktemp("queries")
    prefixes = load_settings(find_folder(str(FACTS))).all_prefixes()
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    for query in QUERIES:
        (folder / query.name).write_text(head + query.read_text(encoding="utf-8"), encoding="utf-8")
    return sorted(folder.glob("*.rq"))


def rows(solutions: Any) -> list[tuple[str, ...]]:
    """Return the rows of an answer, values in one spelling, sorted: queries may leave the order open."""
    names = [variable.value for variable in solutions.variables]
    return sorted(tuple(str(canonical(row[name])) if row[name] is not None else "" for name in names) for row in solutions)


def same_answers(asked: list[Path], path: Path) -> None:
    """Compare answers that stand beside the queries with ours, to queries of what a file holds."""
    store = memory_store(ox.parse(path=str(path)), {})
    assert len(asked) > 5
    for query in asked:
        theirs = ox.parse_query_results(Path(f"{query}.json").read_bytes(), format=ox.QueryResultsFormat.JSON)
        ours = rows(store.query(query.read_text(encoding="utf-8")))
        assert ours
        assert rows(theirs) == ours, query.name


def test_jena_and_its_store_tdb2(files: Files, asked: list[Path], tmp_path: Path) -> None:
    classpath = jena_classpath(tmp_path / "messages")
    every = [path for syntax in SYNTAXES if syntax != "jsonld" for path in files[syntax]]  # Debian's package has no JSON library for it
    packed = tmp_path / "facts.nq.gz"
    export(packed)
    run_java(classpath, "tdb2.tdbloader", "--loc", tmp_path / "store", packed)
    run_java(classpath, STORES / "Jena.java", tmp_path / "store", *every, *asked)
    agree(every)
    same_answers(asked, files["nq"][0])


@pytest.mark.parametrize("syntax", ["nq", "trig", "jsonld"])
def test_comunica(files: Files, asked: list[Path], syntax: str) -> None:
    need_npm("@comunica/query-sparql-file")
    subprocess.run(["node", STORES / "ask.mjs", files[syntax][0], *asked], check=True, capture_output=True, timeout=120)
    same_answers(asked, files["nq"][0])


def test_claims_as_nodes_give_the_same_answers_once_they_are_graphs_again(files: Files, asked: list[Path]) -> None:
    graphs = memory_store(ox.parse(path=str(files["nq"][0])), {})
    nodes = memory_store(unreify(ox.parse(path=str(files["ttl"][1]))), {})
    for query in asked:
        text = query.read_text(encoding="utf-8")
        assert rows(nodes.query(text)) == rows(graphs.query(text))
