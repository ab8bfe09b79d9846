"""Any bytes in: problems or a clean reading out; never another exception, never a hang, never the network.

Twenty thousand spoilt facts files and more are read, fifty to a corpus, as every command reads
them. All is drawn from fixed seeds: a failure fails again. `FILES_SEEN` of a run can be had with
`pytest -s`.
"""

from __future__ import annotations

import contextlib
import pathlib
import random
import re
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from types import FrameType
from typing import Any

import pyoxigraph as ox
import pytest
from helpers import ROOT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from strategies import dates, facts, numbers, spoil, words

from claimgraph import loader
from claimgraph.errors import ClaimgraphError, Problem, QueryError, TextError, Where, render_problem
from claimgraph.evidence import Span, cite, verify_span
from claimgraph.folder import Folder
from claimgraph.model import Corpus
from claimgraph.ontology import load_ontology
from claimgraph.rdf import corpus_quads, ontology_quads
from claimgraph.rules import run_rules, violation_problems
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.store.guard import check_query
from claimgraph.store.tokens import tokenize
from claimgraph.values import SCALES, canonical_decimal, number_bounds, parse_date, parse_number
from claimgraph.verify import verify_corpus
from claimgraph.wording.compact import Compactor

#: Seconds that fifty small files may take, on a slow machine.
PATIENCE = 60
FILES = 50
REAL = sorted((ROOT / "facts").glob("*.yaml")) + sorted((ROOT / "src/claimgraph/example/facts").glob("*.yaml"))

steady = settings(derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        pytest.fail("a facts file made claimgraph reach for the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def _one_ontology(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the ontology once: it is the files that vary."""
    known = load_ontology()
    monkeypatch.setattr(loader, "load_ontology", lambda modules: load_ontology(modules) if modules else known)


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if the block takes longer."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read(folder: str) -> tuple[Corpus, list[Problem]]:
    """Read a folder as `check` does: text, references, RDF, rules, evidence, messages."""
    corpus, problems = loader.load_corpus(Folder(folder, folder))
    graph = corpus_quads(corpus)
    prefixes = corpus.settings.all_prefixes()
    store = memory_store([*graph.quads, *ontology_quads(corpus)], prefixes)
    broken = violation_problems(run_rules(store, core=not problems), graph.origins, Compactor(prefixes), Where(folder))
    return corpus, [*problems, *broken, *verify_corpus(corpus, {}).problems]


def read_all(texts: list[bytes]) -> int:
    """Read texts as the files of one corpus; where that fails, name the file that does it."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            pathlib.Path(folder, f"{number:03}.yaml").write_bytes(text)
        try:
            with within(PATIENCE):
                _, problems = read(folder)
        except ClaimgraphError:
            raise
        except Exception:  # noqa: BLE001  (whatever it is, it is a bug)
            if len(texts) > 1:
                for text in texts:
                    read_all([text])
            raise AssertionError(f"these texts break it: {[text[:2000] for text in texts[:3]]}") from None
    for problem in problems:
        lines = render_problem(problem).split("\n")
        assert 1 <= len(lines) <= 2, lines
        assert all(line.isprintable() for line in lines), lines
        assert lines[0].count(": error[") >= 1, lines
    return len(problems)


def test_the_reading_sees_what_is_wrong() -> None:
    """The measure itself can fail: a spoilt text has problems, a whole one has none."""
    whole = b"entities:\n  - {id: org:Lab, type: Organization, name: The Lab}\n"
    assert read_all([whole]) == 0
    assert read_all([whole, b"id: [", b"\xff", b"- a"]) == 3
    with pytest.raises(TimeoutError), within(0.05):
        time.sleep(5)


# ---------------------------------------------------------------- 14,000 files from the real ones


def pieces(random: random.Random, data: bytes) -> bytes:
    """Return a real file, or its head with a few of its claims: small files fail faster."""
    head, *claims = data.split(b"\n  - id: claim:")
    if not claims or random.random() < 0.02:
        return data
    return head + b"".join(b"\n  - id: claim:" + claim for claim in random.sample(claims, min(len(claims), 3)))


@pytest.mark.parametrize("seed", range(28))
def test_spoilt_real_files(seed: int) -> None:
    chance = random.Random(seed)
    real = [path.read_bytes() for path in REAL]
    found = 0
    for _ in range(10):
        entities = real[0]
        texts = [spoil(chance, pieces(chance, chance.choice(real)), chance.choice(real)) for _ in range(FILES - 1)]
        found += read_all([entities, *texts])
    assert found > 100, "spoiling spoils"


# ---------------------------------------------------------------- 8,000 files from drawn ones


@pytest.mark.parametrize("part", range(8))
def test_spoilt_drawn_files(part: int) -> None:
    found: list[int] = []

    @settings(steady, max_examples=20)
    @given(facts(), facts(), st.integers(0, 2**32))
    def check(text: str, other: str, seed: int) -> None:
        chance = random.Random(seed * 8 + part)
        first, second = text.encode(), other.encode()
        found.append(read_all([first, *(spoil(chance, first, second) for _ in range(FILES - 1))]))

    check()
    assert len(found) >= 20
    assert sum(found) > 1000


@pytest.mark.parametrize("seed", range(4))
def test_bytes_of_any_kind(seed: int) -> None:
    chance = random.Random(seed)
    signs = b"{}[]:,-?&*!|>'\"%@` \n\t#ab01\xc3\xa9"
    texts = [bytes(chance.choices(signs, k=chance.choice([1, 3, 10, 60]))) for _ in range(300)]
    texts += [chance.randbytes(chance.choice([1, 10, 200])) for _ in range(100)]
    assert read_all(texts) >= 400


# ---------------------------------------------------------------- valid facts


@settings(steady, max_examples=60)
@given(facts())
def test_valid_facts_have_no_problems_and_always_the_same_quads(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "a.yaml").write_text(text, encoding="utf-8")
        corpus, problems = read(folder)
        assert [render_problem(problem) for problem in problems] == []
        assert len(corpus.claims) >= 1
        again, _ = loader.load_corpus(Folder(folder, folder))
    assert [str(quad) for quad in corpus_quads(corpus).quads] == [str(quad) for quad in corpus_quads(again).quads]


@settings(steady, max_examples=25)
@given(facts())
def test_the_order_of_files_changes_no_quad(text: str) -> None:
    """One file with entities and sources, or two, or named otherwise: the same RDF."""
    head, _, tail = text.partition('"sources"' if text.startswith("{") else "\nsources:")
    if text.startswith("{"):
        parts = {"b.yaml": head.rstrip().rstrip(",") + "}", "a.yaml": '{"sources"' + tail}
    else:
        parts = {"b.yaml": head, "a.yaml": "sources:" + tail}
    seen = set()
    for files in ({"one.yaml": text}, parts):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                pathlib.Path(folder, name).write_text(content, encoding="utf-8")
            corpus, problems = loader.load_corpus(Folder(folder, folder))
            assert problems == []
            seen.add("\n".join(str(quad) for quad in corpus_quads(corpus).quads))
    assert len(seen) == 1


# ---------------------------------------------------------------- dates and numbers


@steady
@given(st.one_of(st.from_regex(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?", fullmatch=True), st.dates().map(str)))
@example("9999-12")
@example("0000")
@example("2024-02")
@example("2026-04-08T23:59:59+14:00")
def test_a_date_lies_within_its_days(text: str) -> None:
    bounds = parse_date(text)
    if bounds:
        assert bounds.earliest <= bounds.latest
        assert bounds.earliest.startswith(text[:10])
        assert bounds.latest.startswith(text[:10])
        assert parse_date(bounds.earliest) is not None
        assert parse_date(bounds.latest) is not None
        assert bounds.datatype == {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(text), "dateTime")


@steady
@given(numbers(), st.sampled_from([None, *SCALES]), st.sampled_from(["exact", "about", "nearly", "over", "at-least", "at-most", "range"]))
@example("123456789012345678.12345678901234567", "trillion", "exact")
@example("-123456789012345678.12345678901234567", None, "about")
@example("0", None, "nearly")
@example("-0.00", "million", "exact")
def test_a_number_lies_within_its_bounds(text: str, scale: str | None, exactness: str) -> None:
    number = parse_number(text, scale)
    assert number is not None
    assert number == Decimal(text) * (Decimal(10) ** SCALES[scale] if scale else 1) or len(text) > 28  # nothing is rounded
    low, high = number_bounds(number, exactness)
    assert low is None or low <= number
    assert high is None or number <= high
    assert not (exactness == "exact" and low == high), "even an exact number has a last digit"
    written = canonical_decimal(number)
    assert Decimal(written) == number
    assert "E" not in written
    assert not written.endswith(".")
    assert not ("." in written and written.endswith("0"))


@steady
@given(st.text(max_size=30))
@example("1e3")
@example("١٢٣")  # digits, but not ours
@example("+1")
@example("0x10")
def test_a_number_is_digits_or_nothing(text: str) -> None:
    number = parse_number(text)
    assert number is None or Decimal(text) == number
    assert number is None or text.isascii()
    assert parse_date(text) is None or text[:4].isdigit()


# ---------------------------------------------------------------- SPARQL


PIECES = st.sampled_from(
    [
        "SELECT", "?x", "$y", "{", "}", "(", ")", ".", ";", "<", ">", "<=", "=", "&&", "!", "a", ":p", "cg:Claim", "_:b", "ex:a.b", "ex:%41", r"ex:\,", "?s?p",
        "'", '"', "'''", '"""', "'a'", '"b"', r"'\''", r'"\\"', "'''a''b'''", "#", "# SERVICE", "\n", "\r", "\t", " ", "@en", "@en-GB", "^^", "1", "1.5", "1e5", "1.",
        "<http://example.org/a#b>", "<#>", "<'>", r"<http://a/\u0041'>", "SERVICE", "service", "SILENT", "FROM", "NAMED", "FILTER", "true", "é", "\u017f", "\0", "\\",
        "PREFIX ex: <urn:x#>", "BASE <http://b/>", "<<", ">>", "<<(", "{|", "|", "/", "*", "+", "-", ",", "\u2028", "SERVICEex:a", "FROMex:a", "trueSERVICE",
    ]
)  # fmt: skip


def lines(text: str) -> list[str]:
    """Split a text where a comment of SPARQL ends."""
    return re.split(r"[\n\r]", text)


@settings(steady, max_examples=500)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_tokens_and_the_space_between_are_the_whole_query(query: str) -> None:
    at = 0
    for token in tokenize(query):
        gap = query[at : token.start]
        assert query.startswith(token.text, token.start)
        assert token.text
        assert all(part.lstrip().startswith("#") or not part.strip() for part in lines(gap)), gap
        at = token.start + len(token.text)
    assert all(part.lstrip().startswith("#") or not part.strip() for part in lines(query[at:]))


def guarded(query: str) -> str:
    try:
        check_query(query, PREFIXES, lambda iri: iri == "https://example.org/held")
    except QueryError as error:
        return error.message
    return ""


PREFIXES = {"ex": "https://example.org/", "": "https://example.org/"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://a/> {}' }",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        r"SELECT * { ?s ?p 'it\'s SERVICE' }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://a/>",
        "SELECT ?service { ?service a ex:SERVICE }",
        "SELECT * { ?s ?p 'SERVICE'@en }",
        "SELECT * FROM <https://example.org/held> { ?s ?p ?o }",
        "SELECT * FROM NAMED ex:held { ?s ?p 'FROM <file:///etc/passwd>' }",
        "SELECT * { ?s ?p ?o FILTER(?o < 'service' && ?o > 'from') }",
        "PREFIX w: <urn:service#> SELECT * { ?s w:from ?o }",
    ],
)
def test_the_guard_lets_through_what_only_looks_like_a_service(query: str) -> None:
    assert guarded(query) == ""


HIDDEN = [
    "SERVICE <URL> { ?s ?p ?o }",
    "service silent <URL> { ?s ?p ?o }",
    "?a ?b ?c.SERVICE<URL>{ ?s ?p ?o }",
    "?a ?b 1SERVICE<URL>{ ?s ?p ?o }",
    "?a ?b 'x'SERVICE<URL>{ ?s ?p ?o }",
    "?a ?b 'x'@enSERVICE<URL>{ ?s ?p ?o }",
    "SERVICE#comment\n<URL> { ?s ?p ?o }",
    "{SERVICE<URL>{ ?s ?p ?o }}",
    "BIND(<URL> AS ?x) SERVICE ?x { ?s ?p ?o }",
    # an engine needs no space behind a keyword
    "SERVICESILENT<URL>{ ?s ?p ?o }",
    "SERVICEex:a{ ?s ?p ?o }",
    "SERVICESILENTex:a{ ?s ?p ?o }",
    "SERVICE:a{ ?s ?p ?o }",
    "?a ?b trueSERVICE<URL>{ ?s ?p ?o }",
    "?a ?b falseSERVICEex:a{ ?s ?p ?o }",
    # a sign that we take for the start of an IRI, and that swallows a quotation mark or a comment
    "?s ?p ?a FILTER(?a<?b)SERVICE#>\n<URL>{ ?s ?p ?o }",
    "?s ?p ?a FILTER(?a<'>')SERVICE<URL>{ ?s ?p ?o }FILTER(?a!='z')",
    "?s ?p ?a FILTER(?a<#>'''\n?b)SERVICE<URL>{ ?s ?p ?o }FILTER(?a!='''z''')",
    # an escape in an IRI, behind which a quotation mark is no string
    r"?s ?p <http://x/\u0041'>. SERVICE <URL> { ?s ?p ?o } FILTER(?s!='x')",
    r"?s ?p <http://x/\U00000041'>. SERVICE <URL> { ?s ?p ?o } FILTER(?s!='x')",
    "?s ?p <<(?s?p'>')>>. SERVICE <URL> { ?s ?p ?o } FILTER(?s='>')",
]


@pytest.mark.parametrize("body", HIDDEN)
def test_no_query_reaches_a_server(body: str) -> None:
    """A server of our own listens; with the guard nobody ever calls."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.05)
        store = held({"ex": f"http://127.0.0.1:{server.getsockname()[1]}/", "": f"http://127.0.0.1:{server.getsockname()[1]}/"})
        query = "SELECT * { " + body.replace("URL", store.prefixes["ex"]) + " }"
        with pytest.raises(QueryError):
            list(store.rows(query))
        with pytest.raises(TimeoutError):
            server.accept()


def held(prefixes: dict[str, str]) -> EmbeddedStore:
    """Return a store with one quad in it."""
    node = ox.NamedNode("https://example.org/a")
    return memory_store([ox.Quad(node, node, ox.Literal("b"))], prefixes)


@settings(steady, max_examples=500)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("SERVICE")
def test_whatever_the_guard_passes_never_calls_a_server(body: str) -> None:
    """Where the engine answers a query with SERVICE, the guard must have refused it."""
    query = "SELECT * { ?s ?p ?o . " + body + " }"
    assert guarded(query) or not answered(query).startswith("the query failed")


def answered(query: str) -> str:
    """Return what the engine says against a query, past the guard; port 9 is one that it never calls."""
    store = held({"ex": "http://127.0.0.1:9/", "": "http://127.0.0.1:9/"})
    try:
        answer = store.query(query, allow_service=True)
        assert isinstance(answer, ox.QuerySolutions)
        for _ in answer:
            pass
    except QueryError as error:
        return error.message
    except (OSError, RuntimeError) as error:
        return f"the query failed: {error}"
    return ""


def test_the_engine_would_call_if_it_could() -> None:
    """The measure itself can fail."""
    assert answered("SELECT * { SERVICE ex:a { ?s ?p ?o } }").startswith("the query failed: ")


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "SELECT * FROMex:a { ?s ?p ?o }", "SELECT * FROMNAMEDex:a { ?s ?p ?o }",
     "ASK FROM NAMED <http://a/>{}", "SELECT (1 AS ?x)FROM<http://a/>{}", "SELECT(?a<'>' AS ?x) FROM <http://a/> { ?s ?p '' }"],
)  # fmt: skip
def test_no_query_reads_another_graph(query: str) -> None:
    assert guarded(query) != ""


def test_long_queries_are_split_in_no_time() -> None:
    with within(20):
        for piece in ("a.", "'", '"""', "<", "?", "\\", "a:b.", "#", "SERVICE", "('", "_:"):
            assert sum(1 for _ in tokenize(piece * 5_000)) >= 0


# ---------------------------------------------------------------- evidence


@steady
@given(st.text(min_size=1), st.data())
def test_what_is_cited_is_verified(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "replace").decode()  # a text comes from a file
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
    places = [at for at in range(len(text)) if text.startswith(phrase, at)]
    span = cite(text, phrase, nth=places.index(start) + 1)
    assert (span.start, span.end) == (start, start + len(phrase))
    assert verify_span(span, text) == ""
    other = "b" if text[start] == "a" else "a"  # a letter that shifts what stands there must change it
    assert verify_span(span, text[:start] + other + text[start:]) != ""
    assert verify_span(Span(span.start, len(text) + 1, span.sha256), text) != ""
    if len(places) > 1:
        with pytest.raises(TextError):
            cite(text, phrase)


@steady
@given(words(), dates())
def test_what_is_drawn_is_as_described(text: str, date: Any) -> None:
    """The strategies hold what they promise."""
    assert text.strip()
    assert isinstance(date, str) or date.keys() & {"value", "earliest", "latest"}
