"""The W3C's SPARQL queries in; the triple patterns that rdflib's parser finds in each, and for every row a match, out of `query --why`.

The queries and their data are those of rdflib's source package; none of them is kept here.
"""

from __future__ import annotations

import collections
import functools
import posixpath
import random
import tarfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from helpers import missing
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from test_w3c import ARCHIVE, INSTALL, TOP

from claimgraph.analyses.why.parse import parse_select
from claimgraph.analyses.why.pattern import Parsed
from claimgraph.analyses.why.rows import match_rows
from claimgraph.errors import QueryError
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.tokens import tokenize

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
#: Queries in which rdflib reads other terms: it keeps the backslashes of names, and takes a number with a dot behind it for another.
OTHERWISE = {"syn-pname-05.rq", "syn-pname-06.rq", "syn-pname-07.rq", "term-4.rq", "term-5.rq"}


@functools.cache
def archive() -> dict[str, bytes]:
    """Return the files of the SPARQL suites by their path."""
    if not ARCHIVE.is_file():
        missing("the W3C's test files", INSTALL)
    with tarfile.open(ARCHIVE) as tar:
        names = [m for m in tar if m.isfile() and m.name.startswith(f"{TOP}data/suites/w3c/") and ("dawg" in m.name or "sparql" in m.name)]
        found = {member.name: tar.extractfile(member) for member in names}
        return {name: file.read() for name, file in found.items() if file}


def queries() -> Iterator[tuple[str, str, Parsed]]:
    """Yield the queries that can be explained: name, text, and what was made of them."""
    for path, data in sorted(archive().items()):
        if path.endswith(".rq"):
            text = data.decode("utf-8", "replace")
            try:
                yield posixpath.basename(path), text, parse_select(text, {})
            except QueryError:
                continue


def patterns(query: str) -> list[Any]:
    """Return the triple patterns that rdflib finds."""
    found: list[Any] = []

    def visit(node: Any) -> None:
        if getattr(node, "name", "") == "BGP":
            found.extend(node.triples)

    traverse(translateQuery(parseQuery(query)).algebra, visitPost=visit)
    return found


def shape(terms: Any) -> tuple[str, ...]:
    return tuple("?" if isinstance(term, (rdflib.Variable, rdflib.BNode)) else str(term) for term in terms)


def own_shape(query: str, parsed: Parsed) -> collections.Counter[tuple[str, ...]]:
    """Return the patterns with their variables alike; what constants mean, rdflib says."""
    prologue = query[: query.upper().index("SELECT")]

    def constant(text: str) -> str:
        (found,) = patterns(f"{prologue} SELECT * {{ ?s ?p {text} }}")
        return str(found[2])

    return collections.Counter(tuple("?" if term.name else constant(term.text) for term in pattern.triple) for pattern in parsed.patterns)


def test_rdflib_finds_the_same_patterns() -> None:
    compared = 0
    for name, query, parsed in queries():
        if name in OTHERWISE or "/" in "".join(t.text for t in tokenize(query) if t.kind == "sign"):
            continue  # rdflib keeps a path in one piece
        try:
            theirs = collections.Counter(map(shape, patterns(query)))
        except Exception:  # noqa: BLE001  (it has bugs of its own)
            continue
        if "^" not in [t.text for t in tokenize(query)]:
            assert sum(theirs.values()) == len(parsed.patterns), name
            assert theirs == own_shape(query, parsed), name
            compared += 1
    assert compared > 250


class Case(NamedTuple):
    """A query of a manifest, with its address, and a store with its data."""

    base: str
    query: str
    store: EmbeddedStore


def cases() -> Iterator[Case]:
    files = archive()
    for path, data in sorted(files.items()):
        if posixpath.basename(path) != "manifest.ttl":
            continue
        manifest = ox.Store()
        manifest.load(data, format=ox.RdfFormat.TURTLE, base_iri=f"file:///{path}")
        rows = manifest.query(f"SELECT ?action ?query {{ ?test <{MANIFEST}action> ?action . ?action <{QUERY}query> ?query }}")
        for row in rows:  # type: ignore[union-attr]
            base, store = row["query"].value, ox.Store()
            used = [
                (quad.object.value, key)  # type: ignore[union-attr]
                for key in ("data", "graphData")
                for quad in manifest.quads_for_pattern(row["action"], ox.NamedNode(QUERY + key), None)
            ]
            if any(iri.removeprefix("file:///") not in files for iri in (base, *dict(used))):
                continue  # the package does not have all of them
            for iri, key in used:
                format_ = ox.RdfFormat.from_extension(iri.rpartition(".")[2])
                graph = ox.NamedNode(iri) if key == "graphData" else None
                store.load(files[iri.removeprefix("file:///")], format=format_, base_iri=iri, to_graph=graph)
            yield Case(base, files[base.removeprefix("file:///")].decode("utf-8", "replace"), EmbeddedStore(store, {}))


def test_every_row_finds_what_it_matched() -> None:
    rows = 0
    for case in cases():
        query = f"BASE <{case.base}>\n{case.query}"
        try:
            parsed = parse_select(query, {})
        except QueryError:
            continue
        answered = match_rows(case.store, query, parsed, {})
        assert answered.remarks == (), case.base
        held = set(case.store.inner)
        for matches in answered.matches:
            assert matches is not None, case.base
            assert all(ox.Quad(*match.triple, match.graph or ox.DefaultGraph()) in held for match in matches), case.base
        rows += len(answered.rows)
    assert rows > 1000


# ------------------------------------------------------------ queries with something wrong

DATA = """
@prefix : <http://example/> .
:a :p :b , :c . :b :p :c ; :q 5 , "x"@en . :x a :C .
GRAPH :g { :a :p :c }
"""
SOUND = [
    "SELECT * { ?x :p ?y OPTIONAL { ?y :p ?z . FILTER(?z != ?x) } }",
    "SELECT ?x ?y { { ?x :p ?y } UNION { ?y :q ?x } ?x ^:p ?w }",
    "SELECT * { GRAPH ?g { ?x :p ?y } ?x :p/:p ?z ; :p [ :q ?n ] }",
    "SELECT DISTINCT ?x (?n*2 AS ?m) { ?x :p ?y . ?y :q ?n FILTER(?n<6&&?n>1) } ORDER BY ?x LIMIT 3",
    "SELECT * { ?x ?p ?y BIND(?y AS ?z) OPTIONAL { ?z ?q ?w } } VALUES ?p { :p }",
]
NASTY = [
    *"<>'\"{}()[]#\n;,.a^/~", "?x", "_:b", "<<", "{|", "'''", "\\u007d", "UNDEF", "UNION", "GROUPBY", "LIMIT1", ":p*", "+5", ".5",
    "OPTIONAL{", "VALUES ?x{:a}", "GRAPH ?g", "FILTER(?x<?y)", "BIND(1 AS ?k)", "FILTER NOT EXISTS{}", "SELECT * {", "(COUNT(*) AS ?n)",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_query_is_refused_or_explained(seed: int) -> None:
    """Never is anything else raised, and never is a row explained from another query than the engine's."""
    store = EmbeddedStore(ox.Store(), {"": "http://example/"})
    store.inner.load(DATA, format=ox.RdfFormat.TRIG)
    chance, explained = random.Random(seed), 0
    for _ in range(1500):
        query = spoilt(chance, chance.choice(SOUND))
        try:
            parsed = parse_select(query, store.prefixes)
            answered = match_rows(store, query, parsed, store.prefixes)
        except QueryError:
            continue
        explained += 1
        assert answered.remarks == (), query
        assert None not in answered.matches, query
    assert explained > 100


def spoilt(chance: random.Random, query: str) -> str:
    """Return a query in which tokens are missing, doubled, swapped or put in."""
    parts, done = [], 0
    for token in tokenize(query):
        end = token.start + len(token.text)
        parts += [query[done : token.start], token.text]
        done = end
    for _ in range(chance.choice([1, 1, 2, 3])):
        one, two = chance.randrange(len(parts)), chance.randrange(len(parts))
        match chance.randrange(4):
            case 0:
                parts[one] = ""
            case 1:
                parts.insert(one, parts[two])
            case 2:
                parts[one], parts[two] = parts[two], parts[one]
            case _:
                parts.insert(one, chance.choice(NASTY))
    return "".join(parts)
