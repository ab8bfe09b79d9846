"""Facts that change in, the store that is made of the last one out: the same as one that is made anew, whatever changed."""

from __future__ import annotations

import pathlib
import tempfile
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.folder import find_folder
from claimgraph.loader import load
from claimgraph.rdf import store_quads
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.workspace import building, changing, open_corpus_store

FILES = 3
TOML = """
format = 1
base = "https://example.org/town/"
[prefixes]
when = "date/of/"
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
                ("product:M", "Model", "M"), ("topic:Exam", "Benchmark", "Exam"), ("proj:D", "Deal", "D"), ("when:Co", "Organization", "Co"), ("when:Max", "Person", "Max")]  # fmt: skip
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
    lines += ["", "published: 2026-04", "publisher: org:Lab\ntext: {sha256: %s, chars: 9}" % ("1" * 64)][facts.published :][:1]
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

    def build(folder: Any, reading: Any, part: str) -> None:
        built.append(part)
        real(folder, reading, part)

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
