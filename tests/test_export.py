"""Exports: the whole corpus, the same bytes every time; and where a format cannot hold all, an account of what is lost."""

from __future__ import annotations

import gzip
import json
import pathlib
import random
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest
from helpers import ROOT, Run, need
from store_fixtures import Server
from tram_corpus import tram_corpus

from claimgraph.loader import load
from claimgraph.rdf import corpus_quads, description_quads
from claimgraph.store.terms import canonical

CORPUS = load(str(ROOT / "facts"))
CLAIMS = len(CORPUS.claims)
STATEMENTS = len({*corpus_quads(CORPUS).quads, *description_quads(CORPUS)})
WHOLE = f"{STATEMENTS:,} statements of {CLAIMS} claims"
QUADS = ("trig", "nq", "jsonld")
TRIPLES = ("ttl", "nt", "rdf")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pathlib.Path]:
    folder = tmp_path_factory.mktemp("exported")
    found = {extension: folder / f"corpus.{extension}" for extension in (*QUADS, *TRIPLES)}
    for path in found.values():
        subprocess.run([sys.executable, "-m", "claimgraph", "export", "-o", path], check=True, cwd=ROOT, capture_output=True)
    return found


def quads(path: pathlib.Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path)))


def loss(path: pathlib.Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


# ------------------------------------------------------------ RDF


def test_the_formats_with_graphs_hold_everything(exported: dict[str, pathlib.Path]) -> None:
    assert len(quads(exported["nq"])) == STATEMENTS
    assert quads(exported["nq"]) == quads(exported["trig"]) == quads(exported["jsonld"])


def test_the_formats_without_graphs_account_for_what_they_leave_out(run: Run, exported: dict[str, pathlib.Path]) -> None:
    everything = quads(exported["nq"])
    claims = {q.graph_name for q in everything if "/claim/" in str(q.graph_name)}
    kept = {q.triple for q in everything if q.graph_name not in claims}
    for extension in TRIPLES:
        assert {q.triple for q in quads(exported[extension])} == kept
    left = STATEMENTS - len(kept)
    in_force = sum(q.graph_name in claims and q.triple in kept for q in everything)
    done = run("export", "-o", exported["ttl"])
    report = f"{exported['ttl']}.loss.json"
    assert done.stderr == (f"{exported['ttl']}: Turtle, {STATEMENTS - left:,} of {WHOLE}; {left} are lost: see {report}\n")
    why = "Turtle has no named graphs; --reify keeps them"
    assert loss(pathlib.Path(report)) == {
        "format": "ttl",
        "claims": CLAIMS,
        "statements": STATEMENTS,
        "kept": STATEMENTS - left,
        "lost": left,
        "items": [
            {"what": "which claim states what is in force", "statements": in_force, "why": why},
            {"what": "what is stated by claims that are not in force", "statements": left - in_force, "why": why},
        ],
    }


def test_what_loses_nothing_writes_no_report_and_takes_an_older_one_away(run: Run, tmp_path: pathlib.Path) -> None:
    report = tmp_path / "corpus.ttl.loss.json"
    run("export", "-o", tmp_path / "corpus.ttl")
    assert report.exists()
    done = run("export", "-o", tmp_path / "corpus.ttl", "--reify", "rdf-statement")
    assert done.stderr == f"{tmp_path}/corpus.ttl: Turtle, {WHOLE}; nothing is lost\n"
    assert [path.name for path in tmp_path.iterdir()] == ["corpus.ttl"]
    report.write_text('{"mine": true}')
    run("export", "-o", tmp_path / "corpus.ttl", "--reify", "rdf-statement")
    assert report.read_text() == '{"mine": true}'


def test_a_report_goes_where_it_is_told_to(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("export", "--format", "nt", "--loss", tmp_path / "lost.json")
    assert done.stderr.endswith(f"are lost: see {tmp_path}/lost.json\n")
    assert loss(tmp_path / "lost.json")["kept"] == len(done.stdout.splitlines())
    assert "--loss FILE tells which" in run("export", "--format", "nt").stderr
    for name in ("-", tmp_path / "a.nt"):
        done = run("export", "-o", tmp_path / "a.nt", "--loss", name)
        assert (done.returncode, "names no file of its own" in done.stderr) == (2, True)


@pytest.mark.parametrize("how", ["rdf-statement", "rdf12"])
def test_reified_claims_are_all_there_in_every_syntax(
    run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path, how: str
) -> None:
    from claimgraph.rdf.reify import unreify

    everything = quads(exported["nq"])
    for extension in (*QUADS, *TRIPLES):
        if (how, extension) == ("rdf12", "jsonld"):
            continue
        path = tmp_path / f"corpus.{extension}"
        assert run("export", "-o", path, "--reify", how).stderr.endswith(f"{WHOLE}; nothing is lost\n")
        assert set(unreify(quads(path))) == everything
        assert not any("/claim/" in str(q.graph_name) for q in quads(path))
    assert [path.name for path in tmp_path.iterdir() if "loss" in path.name] == []


def test_json_ld_has_no_triple_terms(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("export", "-o", tmp_path / "corpus.jsonld", "--reify", "rdf12")
    assert done.stderr == (
        "error: JSON-LD has no triple terms yet\n  hint: write nq, trig, ttl, nt or rdf; or take --reify rdf-statement\n"
    )
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_metadata_in_a_graph_of_its_own(run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    meta = "https://example.org/metadata"
    for how in ("named-graph", "rdf-statement"):
        run("export", "-o", tmp_path / "corpus.nq", "--meta-graph", meta, "--reify", how)
        found = quads(tmp_path / "corpus.nq")
        assert ox.DefaultGraph() not in {q.graph_name for q in found}
        back = {ox.Quad(q.subject, q.predicate, q.object) if q.graph_name == ox.NamedNode(meta) else q for q in found}
        (named,) = (q for q in back if q.predicate.value == "https://w3id.org/claimgraph/ns#metadataGraph")
        assert (named.subject, named.object) == (named.graph_name, ox.NamedNode(meta))
        back.remove(named)
        assert (back == quads(exported["nq"])) == (how == "named-graph")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "ttl", "--meta-graph", "https://example.org/m"], "Turtle has no named graphs, so none for metadata"),
        (["--format", "nq", "--meta-graph", "no iri"], "--meta-graph: 'no iri' is no absolute IRI"),
        (["--format", "nq", "--meta-graph", "https://w3id.org/claimgraph/ns", "--with-ontology"],
         "--meta-graph: there is a graph <https://w3id.org/claimgraph/ns> already"),
        (["--format", "csv", "--reify", "rdf12"], "--reify rdf12 is for RDF, and CSV has a layout of its own"),
        (["--format", "prov", "--meta-graph", "https://example.org/m"], "--meta-graph is for RDF, and PROV-O has a layout of its own"),
        (["--format", "csv", "--asserted-only"], "--asserted-only leaves no claims, and CSV holds nothing else"),
        (["--format", "graphml"], "another command writes graphml\n  hint: claimgraph draw -o corpus.graphml"),
        (["-o", "net.gexf.gz"], "another command writes gexf\n  hint: claimgraph draw -o net.gexf.gz"),
        (["-o", "rows.tsv"], "another command writes tsv\n  hint: claimgraph list -o rows.tsv --format tsv"),
        (["--format", "turtel"], "there is no export format 'turtel'"),
        (["-o", "corpus.docx"], "the name corpus.docx tells no format"),
        ([], "in which format?"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(run: Run, tmp_path: pathlib.Path, arguments: list[str], said: str) -> None:
    done = run("export", "--facts", ROOT / "facts", *arguments, cwd=tmp_path)
    assert done.stderr.startswith(f"error: {said}\n"), done.stderr
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])


def test_what_it_is_made_from_is_never_replaced(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    queries = facts / "queries"
    queries.mkdir(exist_ok=True)
    (queries / "mine.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    own = [path for path in facts.parent.rglob("*") if path.suffix in {".yaml", ".toml", ".ttl", ".rq"}]
    before = {path: path.read_bytes() for path in own}
    assert {path.suffix for path in own} == {".yaml", ".toml", ".ttl", ".rq"}
    (tmp_path / "link").symlink_to(own[0])
    for path in (*own, tmp_path / "link"):
        for options in (["-o", path, "--format", "nq"], ["-o", tmp_path / "a.ttl", "--loss", path]):
            done = run("export", "--facts", facts, *options)
            assert done.stderr == f"error: {path} is a file of the corpus, and would be replaced\n  hint: name another file to write to\n"
            assert done.returncode == 2
    assert {path: path.read_bytes() for path in own} == before
    run("list", "--facts", facts, "--store", tmp_path / "store")
    inside = next(path for path in (tmp_path / "store").rglob("*") if path.is_file())
    done = run("export", "--facts", facts, "--store", tmp_path / "store", "-o", inside, "--format", "nq")
    assert done.stderr.startswith(f"error: {inside} is in the folder of the store\n")


@pytest.mark.parametrize("extension", [*QUADS, "ttl", "rdf", "nq.gz"])
def test_the_same_corpus_gives_the_same_bytes(run: Run, tmp_path: pathlib.Path, extension: str) -> None:
    bytes_ = set()
    for seed in ("1", "2"):
        run("export", "-o", tmp_path / f"{seed}.{extension}", PYTHONHASHSEED=seed)
        bytes_.add((tmp_path / f"{seed}.{extension}").read_bytes())
        time.sleep(1.1 if extension == "nq.gz" else 0)  # a time in its head would show
    assert len(bytes_) == 1


def test_packed_by_option_or_by_name(run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    run("export", "-o", tmp_path / "corpus.nq.gz")
    run("export", "-o", tmp_path / "packed", "--format", "nq", "--gzip")
    assert (tmp_path / "corpus.nq.gz").read_bytes() == (tmp_path / "packed").read_bytes()
    assert gzip.decompress((tmp_path / "packed").read_bytes()) == exported["nq"].read_bytes()


def test_only_what_is_in_force(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    done = run("export", "--facts", facts, "--format", "nt", "--asserted-only", "--no-description")
    tram, place = "<https://example.org/riverton/project/Tram2>", "<https://example.org/riverton/place/Harbour>"
    assert f"{tram} <https://example.org/tram#builder> <https://example.org/riverton/organization/Ironway> ." in done.stdout
    assert f'{place} <http://schema.org/name> "Harbour" .' in done.stdout
    assert "source/gazette-tram-2> <http://schema.org/headline>" in done.stdout
    for gone in (
        f"{tram} <https://example.org/tram#serves> {place}",
        "tram#builder> <https://example.org/riverton/organization/Brightrail>",
    ):
        assert gone not in done.stdout
    for gone in ("/claim/", "/attribution/", "/evidence/"):
        assert gone not in done.stdout
    described = {quad.subject for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)}
    used = {quad.object for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES)}
    values = {node for node in described if "/value/" in str(node) or "/date/" in str(node)}
    assert values
    assert values <= used


def test_only_what_is_in_force_says_what_it_leaves_out_and_describes_what_is_there(run: Run, tmp_path: pathlib.Path) -> None:
    from claimgraph.rdf.describe import read_description

    facts = tram_corpus(tmp_path)
    done = run("export", "--facts", facts, "-o", tmp_path / "knowledge.nq", "--asserted-only")
    found = quads(tmp_path / "knowledge.nq")
    assert done.stderr == (f"{tmp_path}/knowledge.nq: N-Quads, {len(found)} statements; 25 claims are left out, as --asserted-only asks\n")
    assert "25 claims are left out" in run("export", "--facts", facts, "--format", "ttl", "--asserted-only").stderr
    described = read_description(found)
    cg = "https://w3id.org/claimgraph/ns#"
    kinds = [q.object for q in found if q.predicate.value.endswith("#type") and q.graph_name == ox.DefaultGraph()]
    assert described.title
    assert described.counts == {cg + cls: kinds.count(ox.NamedNode(cg + cls)) for cls in ("Entity", "Source")}
    assert "claim" not in described.prefixes
    said = " ".join(map(str, found - {q for q in found if "/dataset" in str(q.graph_name)}))
    assert all(f"<{iri}" in said for iri in described.prefixes.values())
    assert {"place", "src"} <= set(described.prefixes)


def test_the_description_and_the_vocabulary_of_the_corpus_go_with_it(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    graphs = {
        option: {
            str(q.graph_name)
            for q in ox.parse(run("export", "--facts", facts, "--format", "nq", *option).stdout, format=ox.RdfFormat.N_QUADS)
        }
        for option in ((), ("--no-description",))
    }
    described, ontology = "<https://example.org/riverton/dataset>", "<https://w3id.org/claimgraph/ns>"
    assert {described, ontology} <= graphs[()]
    assert graphs[()] - graphs["--no-description",] == {described}
    title = '"Riverton\'s second tram line: who says what"'
    assert f"{described} <http://purl.org/dc/terms/title> {title} ." in run("export", "--facts", facts, "--format", "nt").stdout


def test_the_ontology_goes_with_it_when_asked(run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    run("export", "-o", tmp_path / "all.nq", "--with-ontology")
    more = quads(tmp_path / "all.nq") - quads(exported["nq"])
    assert {q.graph_name for q in more} == {ox.NamedNode("https://w3id.org/claimgraph/ns")}
    assert len(more) > 1000


def test_what_a_store_holds_is_exported_as_its_facts_are(run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path) -> None:
    for extension in ("nq", "ttl"):
        run("export", "-o", tmp_path / f"stored.{extension}", "--store", tmp_path / "store")
        assert (tmp_path / f"stored.{extension}").read_bytes() == exported[extension].read_bytes()


def test_what_a_server_holds_is_exported_as_its_facts_are(run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path,
                                                         oxigraph_server: Server) -> None:  # fmt: skip
    oxigraph_server.fill(quads(exported["nq"]))
    for extension in ("trig", "ttl"):
        done = run("export", "-o", tmp_path / f"copy.{extension}", "--store", f"{oxigraph_server.url}/query", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert quads(tmp_path / f"copy.{extension}") == quads(exported[extension])
    assert (tmp_path / "copy.trig").read_bytes() == exported["trig"].read_bytes()


def test_from_a_server_with_one_graph_for_all_metadata_it_comes_back_as_it_was(
    run: Run, exported: dict[str, pathlib.Path], tmp_path: pathlib.Path, virtuoso_server: Server
) -> None:
    virtuoso_server.fill(quads(exported["nq"]), meta="https://example.org/metadata")
    done = run("export", "-o", tmp_path / "copy.nq", "--store", f"{virtuoso_server.url}/sparql", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    values = [
        {ox.Quad(q.subject, q.predicate, canonical(q.object), q.graph_name) for q in quads(path)}
        for path in (tmp_path / "copy.nq", exported["nq"])
    ]
    assert values[0] == values[1]


def test_as_of_a_day(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    done = run("export", "--facts", facts, "--format", "nq", "--as-of", "2025-03-05")
    assert "organization/Brightrail> <https://example.org/riverton/claim/brightrail-builds> ." in done.stdout
    assert "claim/ironway-builds>" not in done.stdout


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


def test_a_person_reads_dataset_sources_claims_entities_and_then_parts(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    text = run("export", "--facts", facts, "--format", "trig").stdout
    things = text.split("\n\n")[1:]
    assert things[0].startswith(
        "<https://example.org/riverton/dataset> {\n\t<https://example.org/riverton/dataset> a void:Dataset , dcat:Dataset ;\n"
    )
    heads = [text.index(f"\n\n{head}") for head in ("src:gazette-tram-2 a ", "claim:ironway-builds a cg:Claim ;\n", "claim:ironway-builds {\n",
                                                    "claim:tram-2-harbour a ", "place:University a ", "date:")]  # fmt: skip
    assert heads == sorted(heads)
    assert "\n\nclaim:ironway-builds {\n\tproj:Tram2 tram:builder org:Ironway .\n}\n\n" in text
    assert all(
        " a " in thing.partition("\n")[0] for thing in text.split("\n\n") if thing.startswith(("src:", "place:", "date:", "val:", "ev:"))
    )
    meta = run("export", "--facts", facts, "--format", "trig", "--meta-graph", "https://example.org/m").stdout
    assert meta.count("<https://example.org/m> {") == 1


def test_every_prefix_stands_once_at_the_top(exported: dict[str, pathlib.Path]) -> None:
    text = exported["rdf"].read_text(encoding="utf-8")
    assert text.count("xmlns") == text.splitlines()[1].count("xmlns") > 8
    assert "\t<cg:Claim rdf:about=" in text
    assert "xmlns:unit=" not in text  # no name of an element


def test_to_standard_output_and_by_media_type(run: Run) -> None:
    done = run("export", "--format", "application/n-quads")
    assert len(done.stdout.splitlines()) == STATEMENTS
    assert done.stderr == ""


# ------------------------------------------------------------ rows and provenance


def test_rows_are_those_of_list(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    for format_ in ("csv", "jsonl"):
        run("export", "--facts", facts, "-o", tmp_path / f"rows.{format_}")
        listed = run("list", "--facts", facts, "--format", format_).stdout
        listed = listed.replace('"verified": true', '"verified": null')  # the texts of a corpus are no part of it
        assert (tmp_path / f"rows.{format_}").read_text(encoding="utf-8") == listed
        assert loss(tmp_path / f"rows.{format_}.loss.json")["claims"] == 25


def test_provenance_has_only_terms_that_others_know(run: Run, tmp_path: pathlib.Path) -> None:
    facts = tram_corpus(tmp_path)
    text = run("export", "--facts", facts, "--format", "prov").stdout
    known = (
        "http://www.w3.org/ns/prov#",
        "http://purl.org/dc/terms/",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/1999/02/",
    )
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
        assert quad.predicate.value.startswith(known), quad
        if quad.predicate.value.endswith("#type"):
            assert str(quad.object).strip("<").startswith(known), quad
    store = ox.Store()
    store.load(text, format=ox.RdfFormat.TURTLE)
    chain = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
      SELECT ?who { <https://example.org/riverton/claim/tram-2-opens-2031> prov:qualifiedAttribution ?hop .
                    ?hop a prov:Attribution ; prov:agent/rdfs:label ?who ; rdfs:comment ?how } ORDER BY ?how"""
    rows = store.query(chain)
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["who"].value for row in rows] == ["Delta Wire", "Ironway", "two engineers"]
    prov = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX claim: <https://example.org/riverton/claim/> "
    assert store.query(prov + "ASK { ?new prov:wasRevisionOf ?old }")
    assert not store.query(prov + "ASK { ?x prov:qualifiedDerivation|prov:qualifiedRevision ?says_no_more }")
    unsaid = """ASK { ?claim prov:wasDerivedFrom/<http://purl.org/dc/terms/publisher> ?publisher FILTER STRSTARTS(STR(?claim), STR(claim:))
      FILTER NOT EXISTS { ?claim prov:wasAttributedTo|prov:qualifiedPrimarySource ?who } }"""
    assert not store.query(prov + unsaid)
    said = store.query(prov + "SELECT ?who { claim:ironway-builds prov:wasAttributedTo ?who }")
    assert isinstance(said, ox.QuerySolutions)
    assert [row["who"].value for row in said] == ["https://example.org/riverton/organization/Gazette"]


# ------------------------------------------------------------ killed


def test_a_killed_export_leaves_what_was_there_or_all(tmp_path: pathlib.Path, exported: dict[str, pathlib.Path]) -> None:
    moments = random.Random(4)
    path = tmp_path / "corpus.ttl"
    report = tmp_path / "corpus.ttl.loss.json"
    whole = exported["ttl"].read_bytes()
    whole_report = exported["ttl"].with_name("corpus.ttl.loss.json").read_bytes()
    ends = set()
    for number in range(20):
        path.write_bytes(b"# before")
        report.write_bytes(b"{}")
        process = subprocess.Popen([sys.executable, "-m", "claimgraph", "export", "-o", path], cwd=ROOT, stderr=subprocess.DEVNULL)
        if number % 2:
            time.sleep(moments.uniform(0, 0.6))
        else:  # as soon as it writes, or a little later
            while process.poll() is None and not list(tmp_path.glob(".corpus.ttl.*")):
                pass
            time.sleep(moments.uniform(0, 0.01))
        process.kill()
        process.wait()
        assert path.read_bytes() in {b"# before", whole}
        assert report.read_bytes() in {b"{}", whole_report}
        ends.add(path.read_bytes() == whole)
    subprocess.run([sys.executable, "-m", "claimgraph", "export", "-o", path], check=True, cwd=ROOT, capture_output=True)
    assert path.read_bytes() == whole
    assert False in ends


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
