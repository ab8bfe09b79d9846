"""The W3C's test files in; what Oxigraph's parser makes of each, no more and no less, out of `import --store`.

The files are those of rdflib's source package, which holds the suites of N-Triples,
N-Quads, Turtle, TriG, RDF/XML and JSON-LD 1.1 (toRdf). None of them is kept here.
"""

from __future__ import annotations

import collections
import functools
import os
import pathlib
import tarfile
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from helpers import ROOT

from claimgraph.errors import InputError
from claimgraph.imports import load
from claimgraph.imports.rdf import default_base
from claimgraph.store.imported import Added, open_imported

ARCHIVE = ROOT / "tests" / "w3c" / "rdflib-7.6.0.tar.gz"
INSTALL = "pip download --no-deps --no-binary :all: -d tests/w3c rdflib==7.6.0"
TOP = "rdflib-7.6.0/test/"
SUITES = {
    "ntriples": f"{TOP}data/suites/w3c/ntriples/",
    "nquads": f"{TOP}data/suites/w3c/nquads/",
    "turtle": f"{TOP}data/suites/w3c/turtle/",
    "trig": f"{TOP}data/suites/w3c/trig/",
    "rdf-xml": f"{TOP}data/suites/w3c/rdf-xml/",
    "jsonld": f"{TOP}jsonld/1.1/toRdf/",
}
#: How many files a suite holds: fewer, and something is amiss with the archive.
SIZES = {"ntriples": 71, "nquads": 88, "turtle": 388, "trig": 440, "rdf-xml": 298, "jsonld": 829}
SYNTAXES = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@functools.cache
def archive() -> dict[str, bytes]:
    """Return all test files by their path."""
    if not ARCHIVE.is_file():
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the W3C's test files: {INSTALL}")
        pytest.skip(f"the W3C's test files are not here: {INSTALL}")
    found = {}
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            if member.isfile() and member.name.startswith(tuple(SUITES.values())):
                file = tar.extractfile(member)
                assert file
                found[member.name] = file.read()
    return found


def files(suite: str) -> dict[str, bytes]:
    found = {path: data for path, data in archive().items() if path.startswith(SUITES[suite]) and pathlib.Path(path).suffix in SYNTAXES}
    assert len(found) == SIZES[suite]
    return found


def parsed(path: str, data: bytes) -> int | None:
    """Return how many quads Oxigraph holds of those that its parser finds, or None if it refuses the file."""
    store = ox.Store()
    try:
        store.extend(ox.parse(data, format=SYNTAXES[pathlib.Path(path).suffix], base_iri=default_base(path)))
        return len(store)
    except SyntaxError:
        return None


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> list[ox.Quad]:
    """Let `load_store` fill a store in memory in place of one on disk, which would take minutes for all the files."""
    held: list[ox.Quad] = []

    def keep(_folder: str, fill: Callable[[ox.Store], object], **_: object) -> Added:
        store = ox.Store()
        fill(store)
        held[:] = store
        return Added(0, len(held))

    monkeypatch.setattr(load, "import_into", keep)
    monkeypatch.setattr(load, "_ontology", list)
    monkeypatch.setattr(load, "_description", lambda *_: [])
    return held


@pytest.mark.parametrize("suite", SUITES)
def test_import_accepts_what_the_parser_accepts(suite: str, tmp_path: pathlib.Path, in_memory: list[ox.Quad]) -> None:
    differing, bare = [], []
    seen: collections.Counter[str] = collections.Counter()
    for path, data in files(suite).items():
        file = tmp_path / pathlib.Path(path).name
        file.write_bytes(data)
        wanted = parsed(path, data)
        found: int | None
        try:
            found = load.load_store(str(file), str(tmp_path / "store"), base=default_base(path)).total
            assert found == len(in_memory)
        except InputError as error:
            found = None
            bare += [] if str(file) in error.message and error.hint else [error.message]
        seen["refused" if found is None else "accepted"] += 1
        if found != wanted:
            differing.append((path, wanted, found))
    assert differing == []
    assert bare == [], "a message names the file, and says what may help"
    assert seen["accepted"] > seen["refused"] > 20, "each suite has tests of both kinds"


@pytest.mark.parametrize("suite", [suite for suite in SUITES if suite != "jsonld"])
def test_import_accepts_what_the_w3c_accepts(suite: str) -> None:
    """Every test of the manifest, but that results are compared: those that are to be read are, those that are not are not."""
    top = SUITES[suite]
    base = "http://manifest/"
    manifest = list(ox.parse(archive()[f"{top}manifest.ttl"], format=ox.RdfFormat.TURTLE, base_iri=f"{base}{top}manifest.ttl"))
    kinds = {str(q.subject): q.object.value for q in manifest if q.predicate.value == TYPE and isinstance(q.object, ox.NamedNode)}
    actions = {
        str(q.subject): q.object.value for q in manifest if q.predicate.value == f"{MANIFEST}action" and isinstance(q.object, ox.NamedNode)
    }
    wrong = []
    for name, action in actions.items():
        path = action.removeprefix(base)
        if (parsed(path, archive()[path]) is None) != ("Negative" in kinds[name]):
            wrong.append(path)
    assert len(actions) > 60
    assert wrong == []


@pytest.mark.parametrize("suite", SUITES)
def test_a_store_holds_what_the_parser_finds(suite: str, tmp_path: pathlib.Path) -> None:
    """Some files of each suite through all of it, onto the disk and back."""
    for path, data in sorted(files(suite).items())[:: len(files(suite)) // 5]:
        wanted = parsed(path, data)
        file = tmp_path / pathlib.Path(path).name
        file.write_bytes(data)
        store = tmp_path / f"store-{file.name}"
        if wanted is None:
            with pytest.raises(InputError):
                load.load_store(str(file), str(store))
            assert not store.exists()
            continue
        load.load_store(str(file), str(store), base=default_base(path))
        ours = ("https://w3id.org/claimgraph/ns", "https://example.org/dataset")
        assert len([q for q in open_imported(str(store)).inner if getattr(q.graph_name, "value", "") not in ours]) == wanted
