"""Facts that change in, the store that is made of the last one out: the same as one that is made anew, whatever changed."""

from __future__ import annotations

import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from typing import Any, NamedTuple

import pytest
from helpers import MakeCorpus, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.folder import find_folder
from claimgraph.loader import load
from claimgraph.rdf import store_quads
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.seal import is_sound
from claimgraph.workspace import building, changing, open_corpus_store
from claimgraph.workspace.record import read_record

FILES = 3
TOML = """
format = 1
base = "https://example.org/town/"
[prefixes]
when = "date/of/"
lab = "evidence/labs/"
"""
SAYS = [
    "{id: org:Lab, ledBy: person:Ann}",
    "{id: org:Lab, ledBy: person:Bob}",
    "{id: when:Co, ledBy: person:Ann}",
    "{id: org:Lab, ledBy: [person:Ann, when:Max]}",
    "{id: product:M, launchedOn: 2026-04}",
    "{id: product:M, launchedOn: {value: 2026-04, exactness: about}}",
    "[{id: product:M, launchedOn: 2026-04}, {id: org:Lab, ledBy: person:Ann}]",
    "{id: proj:D, amount: {value: 15, scale: billion, unit: USD}}",
    "{id: proj:D, amount: {value: 15.0, scale: billion, unit: USD}}",
    "{id: product:M, score: {on: topic:Exam, value: 50.2, unit: percent, setting: no tools}}",
]
MORE = [
    "",
    "modality: planned, due: 2026-04",
    "modality: conceded, from: 2026-04, until: {value: 2026-04, exactness: about}",
    "polarity: denied",
    "stance: opinion, said: 2026-04-08",
    "evidence: {start: 1, end: 5, sha256: %s}" % ("0" * 64),
    "attribution: [{agent: person:Ann}, {unnamed: people}]",
    "attribution: [{agent: lab:One}]",
    "assessment: {verdict: refuted, agent: org:Lab, said: 2026-04}",
]
NAMES = ["the Lab", "The lab, renamed", "Lab\n  sameAs: https://example.org/town/date/2026-04"]


class Claim(NamedTuple):
    """A claim of a corpus that changes: in which file it is, what it says, and which others it ends."""

    file: int
    says: int
    more: int
    ends: frozenset[int]
    word: str


CLAIMS = st.builds(
    Claim,
    st.integers(0, FILES - 1),
    st.integers(0, len(SAYS) - 1),
    st.integers(0, len(MORE) - 1),
    st.frozensets(st.integers(0, 5), max_size=2),
    st.sampled_from(["supersedes", "retracts"]),
)


class Facts(NamedTuple):
    """A corpus that changes: claims by number, the name of an entity, what a source says of itself."""

    claims: dict[int, Claim]
    name: int
    published: int
    title: str


def _numbered(number: int) -> st.SearchStrategy[tuple[str, int, Any]]:
    return st.one_of(st.tuples(st.just("claim"), st.just(number), st.none()), st.tuples(st.just("claim"), st.just(number), CLAIMS))


EDITS = st.one_of(
    st.integers(0, 5).flatmap(_numbered),
    st.tuples(st.just("name"), st.just(0), st.integers(0, len(NAMES) - 1)),
    st.tuples(st.just("published"), st.just(0), st.integers(0, 2)),
    st.tuples(st.just("title"), st.just(0), st.sampled_from(["", "One town"])),
)
FIRST = st.builds(Facts, st.dictionaries(st.integers(0, 5), CLAIMS, max_size=6), st.just(0), st.just(0), st.just(""))


def changed(facts: Facts, edits: list[tuple[str, int, Any]]) -> Facts:
    """Return facts after some edits."""
    for what, number, value in edits:
        if what != "claim":
            facts = facts._replace(**{what: value})
        else:
            others = {other: claim for other, claim in facts.claims.items() if other != number}
            facts = facts._replace(claims=others if value is None else others | {number: value})
    return facts


def write(root: pathlib.Path, facts: Facts) -> None:
    """Write facts down: a file per source, where it has claims or one says of another that it is cited."""
    (root / "facts").mkdir(exist_ok=True)
    files = {"claimgraph.toml": TOML.replace("format = 1", f'format = 1\ntitle = "{facts.title}"' if facts.title else "format = 1")}
    entities = [("org:Lab", "Organization", NAMES[facts.name]), ("person:Ann", "Person", "Ann"), ("person:Bob", "Person", "Bob"),
                ("product:M", "Model", "M"), ("topic:Exam", "Benchmark", "Exam"), ("proj:D", "Deal", "D"), ("when:Co", "Organization", "Co"), ("when:Max", "Person", "Max"), ("lab:One", "Organization", "Lab One")]  # fmt: skip
    lines = [f"- id: {id_}\n  type: {type_}\n  name: {name}" for id_, type_, name in entities]
    files["facts/entities.yaml"] = "entities:\n" + "\n".join(lines) + "\n"
    for file in range(FILES):
        if text := _source(facts, file):
            files[f"facts/source-{file}.yaml"] = text
    for path in root.glob("facts/*"):
        if f"facts/{path.name}" not in files:
            path.unlink()
    for name, text in files.items():
        if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != text:
            (root / name).write_text(text, encoding="utf-8")


def _source(facts: Facts, file: int) -> str:
    claims = {number: claim for number, claim in facts.claims.items() if claim.file == file}
    if not claims and file:
        return ""
    lines = [f"id: src:s{file}", "type: NewsArticle", "headline: News"]
    lines += ["", "published: 2026-04", "publisher: lab:One\ntext: {sha256: %s, chars: 9}" % ("1" * 64)][facts.published :][:1]
    lines += ["claims:"] if claims else []
    for number, claim in sorted(claims.items()):
        ends = ", ".join(f"claim:c{other}" for other in sorted(claim.ends) if other in facts.claims and other != number)
        parts = [f"id: claim:c{number}", f"label: Number {number}", f"says: {SAYS[claim.says]}", MORE[claim.more]]
        parts += [f"{claim.word}: [{ends}]"] if ends else []
        lines.append(f"- {{{', '.join(part for part in parts if part)}}}")
    return "\n".join(lines) + "\n"


def held(store: EmbeddedStore) -> tuple[list[str], list[str]]:
    """Return all that a store holds, sorted, and the names of its graphs."""
    return sorted(map(str, store.quads())), sorted(map(str, store.inner.named_graphs()))


def anew(facts: pathlib.Path) -> tuple[list[str], list[str]]:
    """Return what a store of facts should hold, as the corpus says it, all of it at once."""
    quads = set(store_quads(load(facts)))
    return sorted(map(str, quads)), sorted({str(quad.graph_name) for quad in quads} - {"DEFAULT"})


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """However much has changed, change the last store; returns the list of those that were built all the same."""
    monkeypatch.setattr(changing, "_MUCH", 0)
    real = building.build
    built: list[str] = []

    def build(reading: Any, part: str) -> None:
        built.append(part)
        real(reading, part)

    monkeypatch.setattr(building, "build", build)
    return built


@settings(max_examples=12, suppress_health_check=[*HealthCheck])
@given(first=FIRST, steps=st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_whatever_changes_the_store_is_as_if_made_anew(builds: list[str], first: Facts, steps: list[list[tuple[str, int, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, facts = pathlib.Path(name), first
        builds.clear()
        for edits in [[], *steps]:
            facts = changed(facts, edits)
            write(root, facts)
            store = open_corpus_store(find_folder(str(root)), keep=str(root / "kept")).store
            assert held(store) == anew(root / "facts")
        assert len(builds) == 1


# ------------------------------------------------------------ one by one, through the command line


PAPER = """
id: src:{name}
type: NewsArticle
headline: What is new in {name}
claims:
"""


def paper(name: str, *claims: str) -> str:
    return PAPER.format(name=name) + "".join(f"  - {{{claim}}}\n" for claim in claims)


def claims(name: str, count: int) -> list[str]:
    """Return claims that fill a file, so that the others are few."""
    return [f"id: claim:{name}-{n}, label: Number {n}, says: {{id: org:Lab, ledBy: person:Ann}}" for n in range(count)]


ANN = "id: claim:ann, label: Ann leads, says: {id: org:Council, ledBy: person:Ann}"
BOB = "id: claim:bob, label: Bob leads, says: {id: org:Council, ledBy: person:Bob}"
WHO = "SELECT ?who { org:Council :ledBy ?who } ORDER BY ?who"


def who(run: Run, facts: pathlib.Path, *more: object, cache: pathlib.Path | None = None) -> list[str]:
    done = run("query", WHO, "--facts", facts, *more, **({"CLAIMGRAPH_CACHE": str(cache)} if cache else {}))
    assert (done.stderr, done.returncode) == ("", 0)
    return [line.strip() for line in done.stdout.splitlines()[1:]]


def write_again(path: pathlib.Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_a_claim_in_another_file_ends_one_and_lets_it_be_again(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    kept = tmp_path / "kept"
    assert who(run, facts, "--store", kept) == ["person:Ann", "person:Bob"]
    write_again(facts / "new.yaml", paper("new", BOB + ", supersedes: claim:ann"))
    assert who(run, facts, "--store", kept) == ["person:Bob"]
    write_again(facts / "third.yaml", paper("third", ANN.replace("claim:ann", "claim:ann-too")))
    assert who(run, facts, "--store", kept) == ["person:Ann", "person:Bob"], "a second claim says it, too"
    (facts / "new.yaml").unlink()
    (facts / "third.yaml").unlink()
    assert who(run, facts, "--store", kept) == ["person:Ann"]


@pytest.mark.parametrize("path", ["evidence/labs/", "text/of/", "attribution/by/", "assessment/a/b/"])
def test_an_entity_whose_name_begins_as_that_of_evidence_stays_when_who_speaks_of_it_changes(
    make_corpus: MakeCorpus, path: str, builds: list[str]
) -> None:
    labs = "entities:\n  - {id: lab:One, type: Organization, name: Lab One}\n  - {id: lab:Two, type: Person, name: Two}\n"
    speaks = BOB + ", attribution: [{agent: lab:Two}], assessment: {verdict: refuted, agent: lab:One, said: 2026-04}"
    text = paper("new", speaks).replace("claims:", "publisher: lab:One\nclaims:")
    files = {"labs.yaml": labs, "old.yaml": paper("old", *claims("old", 40)), "new.yaml": text}
    facts = make_corpus(files, toml=f'[prefixes]\nlab = "{path}"\n')
    for label in ("Bob leads", "Bob leads it"):
        write_again(facts / "new.yaml", text.replace("Bob leads", label))
        store = open_corpus_store(find_folder(str(facts))).store
        assert [
            row["name"].value for row in store.rows("SELECT ?name { ?lab schema:name ?name . FILTER(STRENDS(STR(?lab), '/One')) }")
        ] == ["Lab One"]
        assert held(store) == anew(facts)
    (facts / "new.yaml").unlink()
    assert held(open_corpus_store(find_folder(str(facts))).store) == anew(facts)
    assert len(builds) == 1


def test_problems_in_a_changed_file_leave_the_last_store(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    kept = tmp_path / "kept"
    assert who(run, facts, "--store", kept) == ["person:Ann", "person:Bob"]
    before = sorted(path.name for path in kept.iterdir())
    write_again(facts / "new.yaml", paper("new", BOB.replace("person:Bob", "person:Bo")))
    done = run("query", WHO, "--facts", facts, "--store", kept, cwd=facts)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "new.yaml:6:70: error[unknown-entity]: claim:bob speaks of person:Bo, which is not declared\n"
        "  hint: did you mean person:Bob or person:Ann?\n"
        "error: the facts have 1 problem\n"
        "  hint: run `claimgraph check`\n"
    )
    assert sorted(path.name for path in kept.iterdir()) == before
    write_again(facts / "new.yaml", paper("new", BOB))
    assert who(run, facts, "--store", kept) == ["person:Ann", "person:Bob"]


def test_what_is_exported_is_the_same_to_the_byte(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    who(run, facts)
    write_again(facts / "new.yaml", paper("new", BOB + ", retracts: claim:ann, due: 2026-04"))
    for command in (
        ["export", "--format", "trig", "--with-ontology"],
        ["list", "--format", "json"],
        ["query", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"],
    ):
        changed_, anew_ = (run(*command, "--facts", facts, **more) for more in ({}, {"CLAIMGRAPH_CACHE": str(tmp_path / command[0])}))
        assert changed_.stdout == anew_.stdout
        assert (changed_.returncode, anew_.returncode) == (0, 0)


@pytest.mark.parametrize("damage", ["record", "store"])
def test_a_damaged_last_store_is_no_beginning(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path, damage: str) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    kept = tmp_path / "kept"
    who(run, facts, "--store", kept)
    for path in kept.glob("store-*/made" if damage == "record" else "store-*/data/*.sst"):
        path.write_bytes(path.read_bytes()[:20] + b"?" + path.read_bytes()[21:-1])
    write_again(facts / "new.yaml", paper("new", BOB + ", supersedes: claim:ann"))
    assert who(run, facts, "--store", kept) == ["person:Bob"]


def test_after_many_changes_the_store_is_put_in_order(make_corpus: MakeCorpus, builds: list[str]) -> None:
    facts = make_corpus({"old.yaml": paper("old", *claims("old", 40)), "new.yaml": paper("new", BOB)})
    loose = []
    for number in range(8):
        write_again(facts / "new.yaml", paper("new", *claims(f"new-{number}", 1)))
        store = open_corpus_store(find_folder(str(facts))).store
        record = read_record(store.home)
        assert record is not None
        loose.append(record.loose)
        assert held(store) == anew(facts)
    assert len(builds) == 1
    assert 0 in loose[1:]
    assert max(loose) > 0


# ------------------------------------------------------------ the end of the process, and others at once

KILLER = """
import os, signal, sys
from claimgraph.folder import find_folder
from claimgraph.workspace import open_corpus_store
left, begun = int(sys.argv[1]), False
def trace(frame, event, what):
    global left, begun
    begun = begun or frame.f_code.co_name == "claim_place"
    if begun and "/claimgraph/workspace/" in frame.f_code.co_filename and event in ("call", "line"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
sys.settrace(trace)
open_corpus_store(find_folder(sys.argv[2]))
print("ended by itself")
"""


def test_killed_at_any_step_of_a_change_the_store_is_the_old_one_or_the_new(
    run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    old, new = paper("new", BOB), paper("new", BOB + ", supersedes: claim:ann")
    monkeypatch.setenv("CLAIMGRAPH_CACHE", str(tmp_path / "whole"))
    assert who(run, facts) == ["person:Ann", "person:Bob"]
    rng = random.Random(6)
    for round_ in range(6):
        cache = tmp_path / f"cache-{round_}"
        shutil.copytree(tmp_path / "whole", cache)
        write_again(facts / "new.yaml", new)
        monkeypatch.setenv("CLAIMGRAPH_CACHE", str(cache))
        killed = subprocess.run(
            [sys.executable, "-c", KILLER, str(rng.randrange(3_400)), str(facts)], check=False, capture_output=True, text=True
        )
        assert killed.returncode == -signal.SIGKILL or killed.stdout == "ended by itself\n", killed.stderr
        for path in cache.glob("stores/*/store-*"):
            assert is_sound(str(path))
        assert who(run, facts) == ["person:Bob"]
        write_again(facts / "new.yaml", old)
        assert who(run, facts) == ["person:Ann", "person:Bob"]


def test_eight_processes_change_the_same_store(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    kept = tmp_path / "kept"
    who(run, facts, "--store", kept)
    write_again(facts / "new.yaml", paper("new", BOB + ", supersedes: claim:ann"))
    command = [sys.executable, "-m", "claimgraph", "query", WHO, "--facts", str(facts), "--store", str(kept)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    assert {(*process.communicate(timeout=120), process.returncode) for process in running} == {("who\nperson:Bob\n", "", 0)}
    assert len(list(kept.glob("store-*"))) == 2
    assert list(kept.glob(".*.part")) == []


def test_parts_that_were_lost_are_made_again(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts = make_corpus({"old.yaml": paper("old", ANN, *claims("old", 40)), "new.yaml": paper("new", BOB)})
    kept = tmp_path / "kept"
    assert who(run, facts, "--store", kept) == ["person:Ann", "person:Bob"]
    write_again(facts / "new.yaml", paper("new", BOB + ", supersedes: claim:ann"))
    assert who(run, facts, "--store", kept, cache=tmp_path / "another") == ["person:Bob"]
    write_again(facts / "new.yaml", paper("new", BOB + ", supersedes: claim:nobody"))
    done = run("query", WHO, "--facts", facts, "--store", kept, CLAIMGRAPH_CACHE=str(tmp_path / "third"))
    assert "claim:bob speaks of claim:nobody, which is not declared" in done.stderr


MOTTO = """
@prefix own: <https://example.org/own#> .
@prefix cg: <https://w3id.org/claimgraph/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
own:motto a owl:DatatypeProperty ; rdfs:domain cg:Entity ; rdfs:range xsd:string ; cg:timeGrain "always" ;
    rdfs:label "motto"@en ; skos:definition "What it says of itself."@en .
own:Mottoes a sh:NodeShape ; sh:targetClass cg:Entity ; sh:property own:Motto .
own:Motto sh:path own:motto ; sh:datatype xsd:string .
"""


def test_where_entities_have_what_claims_state_all_is_read_at_once(make_corpus: MakeCorpus) -> None:
    """Whether a statement in the default graph is owed to a claim cannot be told from its property then."""
    says = "id: claim:motto, label: Its motto, says: {id: org:Town, motto: Onward}"
    facts = make_corpus(
        {
            "town.yaml": "entities:\n  - {id: org:Town, type: Organization, name: The Town, motto: Onward}\n",
            "old.yaml": paper("old", says, *claims("old", 40)),
            "new.yaml": paper("new", BOB),
        },
        toml='modules = ["motto.ttl"]\n[prefixes]\nown = "https://example.org/own#"\n',
    )
    (facts.parent / "motto.ttl").write_text(MOTTO, encoding="utf-8")
    for text in (BOB, BOB + ", retracts: claim:motto", BOB):
        write_again(facts / "new.yaml", paper("new", text))
        store = open_corpus_store(find_folder(str(facts))).store
        assert held(store) == anew(facts)
        assert list(store.rows("SELECT ?who { ?who own:motto 'Onward' }"))
