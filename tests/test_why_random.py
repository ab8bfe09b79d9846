"""Random corpora and queries in; the claims behind each row as a slow and simple reading of SPARQL finds them, out.

The reading below knows patterns, OPTIONAL, UNION and a few conditions, joins everything
with everything, and remembers what was used. What is in force it is told by the reader of
facts, not by a store.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pyoxigraph as ox
from helpers import MakeCorpus
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from strategies import facts, render

import claimgraph
from claimgraph.analyses.why.parse import parse_select
from claimgraph.folder import find_folder
from claimgraph.loader import load_corpus
from claimgraph.rdf.quads import claims_in_force
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.views.why import Explained, explain_rows
from claimgraph.vocab import ONTOLOGY_GRAPH

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

# ------------------------------------------------------------ what is drawn

PEOPLE = ["person:Ann", "person:Bob-2"]
PLACES = ["org:Lab", "org:Council", "org:a_1"]
ENTITIES = [
    *({"id": id_, "type": "Person", "name": "somebody"} for id_ in PEOPLE),
    *({"id": id_, "type": "Organization", "name": "a place"} for id_ in PLACES),
]


@st.composite
def overlapping(draw: st.DrawFn) -> str:
    """Draw a corpus whose claims often state the same."""
    statement = st.one_of(
        st.builds(lambda x, y: {"id": x, "ledBy": y}, st.sampled_from(PLACES), st.sampled_from(PEOPLE)),
        st.builds(
            lambda x, v: {"id": x, "amount": {"value": v, "unit": "USD"}}, st.sampled_from(PLACES[:2]), st.sampled_from(["1", "2.5"])
        ),
    )
    claims: list[dict[str, Any]] = []
    count = draw(st.integers(1, 7))
    for number in range(count):
        says = draw(statement)
        claim: dict[str, Any] = {"id": f"claim:c-{number}", "label": "so", "says": says}
        claim["modality"] = draw(st.sampled_from(["asserted", "asserted", "conceded", "planned"]))
        claim["polarity"] = draw(st.sampled_from(["affirmed", "affirmed", "denied"]))
        replaces = draw(st.booleans())
        if number and replaces:
            replaced = draw(st.integers(0, number - 1))
            claim[draw(st.sampled_from(["supersedes", "retracts"]))] = f"claim:c-{replaced}"
        claims.append(claim)
    return render({"entities": ENTITIES, "sources": [{"id": "src:paper", "type": "NewsArticle", "headline": "h", "claims": claims}]})


class Triple(NamedTuple):
    """A pattern: variables begin with a question mark; the graph is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    @property
    def shown(self) -> str:
        triple = f"{self.subject} {self.predicate} {self.object}"
        return f"GRAPH {self.graph} {{ {triple} }}" if self.graph else triple

    def __str__(self) -> str:
        return f"{self.shown} ."


class Optional(NamedTuple):
    group: tuple[Any, ...]

    def __str__(self) -> str:
        return f"OPTIONAL {written(self.group)}"


class Union(NamedTuple):
    groups: tuple[tuple[Any, ...], ...]

    def __str__(self) -> str:
        return " UNION ".join(map(written, self.groups))


class Filter(NamedTuple):
    left: str
    sign: str
    right: str

    def __str__(self) -> str:
        return f"FILTER({self.left}{self.sign}{self.right})" if self.sign else f"FILTER(BOUND({self.left}))"


def written(group: Sequence[Any]) -> str:
    return "{ " + "\n# } OPTIONAL {\n ".join(map(str, group)) + " }"


@st.composite
def triples(draw: st.DrawFn, quads: Sequence[ox.Quad]) -> Triple:
    """Draw a pattern that some statement matches by itself, most often one that a claim makes; few names, so that much is joined."""
    stated = {quad.triple for quad in quads if "/claim/" in str(quad.graph_name)}
    view = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph) and quad.triple in stated]
    graphs = [quad for quad in quads if quad.triple in stated and quad not in view]
    quad = draw(st.sampled_from(draw(st.sampled_from([view or quads, view or quads, graphs, quads]))))
    names = [
        draw(st.sampled_from(["?a", "?b", "?c"])),
        draw(st.sampled_from(["?p", "?q"])),
        draw(st.sampled_from(["?a", "?b", "?c", "?v"])),
    ]
    terms = [str(quad.subject), str(quad.predicate), str(quad.object)]
    chosen = [name if draw(st.integers(0, 9)) < likely else term for name, term, likely in zip(names, terms, (8, 2, 8), strict=True)]
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else draw(st.sampled_from(["?g", str(quad.graph_name)]))
    return Triple(chosen[0], chosen[1], chosen[2], graph)


def groups(quads: Sequence[ox.Quad], depth: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw a group of patterns and conditions."""
    variables = st.sampled_from(["?a", "?b", "?c", "?v", "?p"])
    conditions = st.one_of(
        st.builds(Filter, variables, st.sampled_from(["=", "!="]), variables), st.builds(Filter, variables, st.just(""), st.just(""))
    )
    parts: list[st.SearchStrategy[Any]] = [triples(quads), triples(quads), conditions]
    if depth:
        inner = groups(quads, depth - 1)
        parts += [st.builds(Optional, inner), st.builds(Union, st.tuples(inner, inner))]
    rest = st.lists(st.one_of(parts), max_size=2)
    return st.builds(lambda first, rest: (first, *rest), triples(quads), rest)


# ------------------------------------------------------------ the simple reading


class Solution(NamedTuple):
    """What variables are bound to, and which pattern matched what."""

    values: dict[str, str]
    used: tuple[tuple[str, ox.Quad], ...]


def solve(group: Sequence[Any], quads: Sequence[ox.Quad]) -> list[Solution]:
    found = [Solution({}, ())]
    for part in group:
        if isinstance(part, Triple):
            found = joined(found, matches(part, quads))
        elif isinstance(part, Optional):
            conditions = [c for c in part.group if isinstance(c, Filter)]
            right = solve([c for c in part.group if not isinstance(c, Filter)], quads)
            found = [s for left in found for s in [x for x in joined([left], right) if holds(conditions, x)] or [left]]
        elif isinstance(part, Union):
            found = joined(found, [solution for inner in part.groups for solution in solve(inner, quads)])
    return [solution for solution in found if holds([part for part in group if isinstance(part, Filter)], solution)]


def matches(pattern: Triple, quads: Sequence[ox.Quad]) -> Iterator[Solution]:
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph) != (not pattern.graph):
            continue
        values: dict[str, str] = {}
        for wanted, term in zip(pattern, (quad.subject, quad.predicate, quad.object, quad.graph_name), strict=True):
            if wanted and (values.setdefault(wanted, str(term)) if wanted.startswith("?") else wanted) != str(term):
                break
        else:
            yield Solution(values, ((pattern.shown, quad),))


def joined(left: Sequence[Solution], right: Any) -> list[Solution]:
    right = list(right)
    return [
        Solution(one.values | two.values, one.used + two.used)
        for one in left
        for two in right
        if all(one.values.get(name, value) == value for name, value in two.values.items())
    ]


def holds(conditions: Sequence[Filter], solution: Solution) -> bool:
    for condition in conditions:
        left, right = solution.values.get(condition.left), solution.values.get(condition.right)
        if left is None or (condition.sign and (right is None or (left == right) != (condition.sign == "="))):
            return False
    return True


# ------------------------------------------------------------ the comparison


class Corpus(NamedTuple):
    """A corpus as a store to be asked, the store that tells of its claims, its quads, and the claims in force by their graphs."""

    asked: EmbeddedStore
    about: EmbeddedStore
    quads: list[ox.Quad]
    in_force: set[str]


def opened(text: str, make_corpus: MakeCorpus) -> Corpus:
    folder = make_corpus({"entities.yaml": text})
    corpus, problems = load_corpus(find_folder(str(folder)))
    assert not problems
    about = claimgraph.load(folder).store
    # The ontology is known to the store that tells of claims; asked for, it would be in the way of the slow reading.
    quads = [quad for quad in about.inner if quad.graph_name != ox.NamedNode(ONTOLOGY_GRAPH)]
    in_force = {f"<{about.prefixes['claim']}{claim.id.partition(':')[2]}>" for claim in claims_in_force(corpus)}
    return Corpus(memory_store(quads, about.prefixes), about, sorted(quads, key=str), in_force)


Row = tuple[tuple[str, ...], dict[tuple[str, ...], set[str]]]


def seen(explained: Explained, claim: str) -> list[Row]:
    """Return rows with what they rest on: patterns with their triples and graphs, and the claims (IRIs) of each."""
    rows = []
    for values, reasons in zip(explained.answered.rows, explained.reasons, strict=True):
        assert reasons is not None
        found: dict[tuple[str, ...], set[str]] = {}
        for reason in reasons:
            claims = {f"<{claim}{curie.partition(':')[2]}>" for curie in reason.claims}
            found[reason.pattern, *map(str, reason.triple), str(reason.graph or "")] = claims
        rows.append((tuple("" if value is None else str(value) for value in values), found))
    return rows


def read(corpus: Corpus, solution: Solution, columns: Sequence[str]) -> Row:
    """Return the row of a solution as `seen` does."""
    found: dict[tuple[str, ...], set[str]] = {}
    for pattern, quad in solution.used:
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        stating = {str(q.graph_name) for q in corpus.quads if q.triple == quad.triple} & corpus.in_force
        claims = {graph} if "/claim/" in graph else set() if graph else stating
        found[pattern, str(quad.subject), str(quad.predicate), str(quad.object), graph] = claims
    return tuple(solution.values.get(f"?{name}", "") for name in columns), found


def check(corpus: Corpus, data: st.DataObject) -> None:
    group = data.draw(groups(corpus.quads))
    distinct = data.draw(st.booleans())
    chosen = data.draw(st.sampled_from(["*", "?a", "?b ?a", "?v ?p ?g"]))
    query = f"SELECT {'DISTINCT ' * distinct}{chosen} {{ {' '.join(map(str, group))} }}"
    plain = [tuple(row) for row in corpus.asked.rows(query)]
    solutions = solve(group, corpus.quads)
    assume(len(plain) < 300 and len(solutions) < 3000)
    explained = explain_rows(corpus.asked, query, parse_select(query, corpus.asked.prefixes), corpus.asked.prefixes, about=corpus.about)
    assert list(explained.answered.rows) == plain
    assert explained.answered.remarks == ()
    rows = seen(explained, corpus.asked.prefixes["claim"])
    for _, found in rows:
        for (_, *triple, graph), claims in found.items():
            for claim in claims:
                assert claim == graph or claim in corpus.in_force
                assert any([*map(str, q.triple)] == triple and str(q.graph_name) == claim for q in corpus.quads)
    wanted = [read(corpus, solution, explained.answered.columns) for solution in solutions]
    if distinct:
        wanted = merged(wanted)
    # Of an OPTIONAL that is not well designed the engine, which is right or wrong by itself, may make other rows.
    assume(collections.Counter(values for values, _ in wanted) == collections.Counter(values for values, _ in rows))
    event("compared with the slow reading")
    assert bag(rows, corpus) == bag(wanted, corpus)


def merged(rows: Sequence[Row]) -> list[Row]:
    """Make rows with the same values one, which rests on all that they rest on."""
    one: dict[tuple[str, ...], dict[tuple[str, ...], set[str]]] = {}
    for values, found in rows:
        one.setdefault(values, {}).update(found)
    return list(one.items())


def bag(rows: Sequence[Row], corpus: Corpus) -> Any:
    """Return what two lists of rows share that are the same in any order; whose the parts of a value are, a test of their own says."""
    nodes = tuple("<" + corpus.asked.prefixes[prefix] for prefix in ("val", "date"))
    return collections.Counter(
        (values, frozenset((key, () if key[1].startswith(nodes) else tuple(sorted(claims))) for key, claims in found.items()))
        for values, found in rows
    )


@QUICK
@given(text=overlapping(), data=st.data())
def test_rows_rest_on_what_a_slow_reading_finds(text: str, data: st.DataObject, make_corpus: MakeCorpus) -> None:
    corpus = opened(text, make_corpus)
    for _ in range(8):
        check(corpus, data)


@QUICK
@given(text=facts(), data=st.data())
def test_so_do_those_of_any_corpus(text: str, data: st.DataObject, make_corpus: MakeCorpus) -> None:
    check(opened(text, make_corpus), data)
