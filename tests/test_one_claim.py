"""What is told of one claim: the same as when everything is read for it, from as few rows however much else there is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyoxigraph as ox
import pytest
from helpers import ENTITIES, ROOT, MakeCorpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimgraph
from claimgraph.analyses.alike import same_things
from claimgraph.analyses.backing import find_backing
from claimgraph.analyses.grounds import read_grounds, with_sources
from claimgraph.analyses.origins import count_origins, resolve_chains, resolve_claims
from claimgraph.analyses.records import select_by
from claimgraph.analyses.survey import survey_conflicts
from claimgraph.analyses.trace import trace_claim
from claimgraph.analyses.without import find_fall
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.views.claims import list_claims
from claimgraph.views.pagepromises import page_promises
from claimgraph.vocab import OWL
from claimgraph.wording.compact import Compactor

Ask = Callable[[EmbeddedStore], object]

#: The queries that are asked of some claims or of all.
OF_CLAIMS = (
    *(f"analyses/{name}" for name in ("claims", "gone", "hops", "said", "stances")),
    *(f"list/{name}" for name in ("assessments", "claims", "evidence", "hops", "relations", "times", "triples")),
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A thousand claims of many outlets, of every kind."""
    folder = tmp_path_factory.mktemp("outlets") / "made"
    code = "import sys; from benchmarks.outlets import write_outlets; write_outlets(sys.argv[1], 1_000)"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT)
    return claimgraph.load(folder / "facts").store


@pytest.mark.parametrize("name", OF_CLAIMS)
def test_the_rows_of_some_claims_are_those_among_the_rows_of_all(facts: EmbeddedStore, name: str) -> None:
    rows = sorted((row["claim"].value, str(row)) for row in select_by(facts, name, "claim", None))
    claims = sorted({claim for claim, _ in rows})
    assert claims
    for some in ([claims[0]], claims[1::3], claims):
        found = sorted((row["claim"].value, str(row)) for row in select_by(facts, name, "claim", some))
        assert found == [row for row in rows if row[0] in some]


def test_origins_of_a_claim_are_told_alike_from_the_sources_of_its_chains_and_from_all(facts: EmbeddedStore) -> None:
    everything = read_grounds(facts)
    chains, counts = everything.chains(), count_origins(facts)
    resolved = resolve_chains(chains)
    for claim in sorted(everything.records)[::7]:
        few = read_grounds(facts, [claim])
        assert len(few.sources) < len(everything.sources)
        assert resolve_claims(few.chains(), [claim], fallen=()) == {claim: resolved[claim]}
        assert count_origins(facts, [claim]) == {claim: counts[claim]}


# ------------------------------------------------------------ drawn at random


def _sources(draw: st.DrawFn) -> Iterator[str]:
    """Yield a few sources, some derived from others, which state one of two things each, and cite others and agents for it."""
    agents = ["org:Council", "org:Gazette", "org:Lab", "person:Ann", "person:Bob"]
    number = draw(st.integers(2, 6))
    for n in range(number):
        yield f"  - id: src:s{n}\n    type: NewsArticle\n    headline: Source {n}\n    publisher: {draw(st.sampled_from(agents))}\n"
        others = [m for m in range(number) if m != n]
        if draw(st.booleans()):
            yield f"    author: {draw(st.sampled_from(agents))}\n"
        if draw(st.booleans()):
            yield f"    derivedFrom: src:s{draw(st.sampled_from(others))}\n"
        hop = st.one_of(
            st.sampled_from(agents).map("{{agent: {}}}".format),
            st.sampled_from(others).map("{{source: src:s{}}}".format),
            st.tuples(st.sampled_from(agents), st.sampled_from(others)).map(lambda pair: f"{{agent: {pair[0]}, source: src:s{pair[1]}}}"),
            st.just("{unnamed: people}"),
        )
        hops = ", ".join(draw(st.lists(hop, max_size=2)))
        value = draw(st.sampled_from(["value: 80", "value: 80, exactness: about", "value: 90"]))
        yield f"    claims:\n      - {{id: claim:c{n}, label: C{n}, says: {{id: org:Lab, valuation: {{{value}, unit: EUR}}}}"
        yield f"{f', attribution: [{hops}]' if hops else ''}}}\n"


@st.composite
def corpora(draw: st.DrawFn) -> str:
    """Draw the text of a corpus."""
    return "sources:\n" + "".join(_sources(draw))


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_any_facts_a_claim_is_told_as_if_all_were_read(make_corpus: MakeCorpus, text: str) -> None:
    two = ENTITIES + "  - {id: org:Town, type: Organization, name: Town, sameAs: http://www.wikidata.org/entity/Q1}\n"
    two = two.replace("name: City Council}", "name: City Council, sameAs: http://www.wikidata.org/entity/Q1}")
    store = claimgraph.load(make_corpus({"entities.yaml": two, "sources.yaml": text})).store
    everything = read_grounds(store)
    resolved = resolve_chains(everything.chains())
    for claim in everything.records:
        grounds = read_grounds(store, [claim])
        assert resolve_chains(grounds.chains())[claim] == resolved[claim]
        all_sources = with_sources(store, grounds, everything.sources.keys())
        assert all_sources.sources == everything.sources
        assert all_sources.organisations == everything.organisations
        assert trace_claim(store, claim).resolved == resolved[claim]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=12), st.sets(st.integers(0, 12)))
def test_the_names_of_some_things_are_those_among_the_names_of_all(pairs: list[tuple[int, int]], some: set[int]) -> None:
    def iri(number: int) -> ox.NamedNode:
        return ox.NamedNode(f"http://x/{number:02}")

    store = memory_store([ox.Quad(iri(one), ox.NamedNode(OWL + "sameAs"), iri(two)) for one, two in pairs], {"owl": OWL})
    things = {iri(number).value for number in some}
    everything = same_things(store)
    found = same_things(store, things)
    assert {thing: found[thing] for thing in things & found.keys()} == {thing: everything[thing] for thing in things & everything.keys()}
    assert found.items() <= everything.items()


# ------------------------------------------------------------ however much else there is


class _Counting(EmbeddedStore):
    """A store that counts the rows it hands out."""

    def __init__(self, store: EmbeddedStore) -> None:
        super().__init__(store.inner, store.prefixes)
        self.number = 0

    def rows(self, query: str) -> Iterator[Any]:
        for row in super().rows(query):
            self.number += 1
            yield row


CLAIM = """
  - id: src:paper
    type: NewsArticle
    headline: Ann leads
    publisher: org:Gazette
    derivedFrom: src:wire
    claims:
      - {id: claim:one, label: Ann leads, says: {id: org:Lab, ledBy: person:Ann}, attribution: [{agent: org:Council, source: src:wire}]}
      - {id: claim:two, label: Bob leads, says: {id: org:Lab, ledBy: person:Bob}, disputes: claim:one, said: 2026-03-01}
  - id: src:wire
    type: NewsArticle
    headline: Ann leads the Lab
    publisher: org:Council
    author: person:Bob
    claims:
      - {id: claim:first, label: Ann leads, says: {id: org:Lab, ledBy: person:Ann}}
"""
ELSE = """
  - id: src:s{0}
    type: NewsArticle
    headline: Source {0}
    publisher: org:O{0}
    claims:
      - {{id: claim:a{0}, label: A, says: {{id: org:O{0}, ledBy: person:P{0}}}, said: 2026-01-01}}
      - {{id: claim:b{0}, label: B, says: {{id: org:O{0}, ledBy: person:Q{0}}}, disputes: claim:a{0}, supersedes: claim:c{0}}}
      - {{id: claim:c{0}, label: C, says: {{id: org:O{0}, ledBy: person:P{0}}}, attribution: [{{agent: org:O{0}}}]}}
"""
OTHERS = """
  - {{id: org:O{0}, type: Organization, name: O{0}, sameAs: http://www.wikidata.org/entity/Q{0}}}
  - {{id: person:P{0}, type: Person, name: P{0}}}
  - {{id: person:Q{0}, type: Person, name: Q{0}}}
"""


def _iri(store: EmbeddedStore, curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return store.prefixes[prefix] + local


ASKED: Sequence[tuple[str, Ask]] = (
    ("list", lambda store: list_claims(store, {"about": ["org:Lab"]})),
    ("show", lambda store: list_claims(store, {"id": ["claim:one"]})),
    ("origins", lambda store: find_backing(store, [_iri(store, "claim:one")])),
    ("trace", lambda store: trace_claim(store, _iri(store, "claim:one"))),
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[EmbeddedStore]:
    """Two corpora with the same claim, one with little else, one with much."""
    found = []
    for number in (2, 80):
        folder = tmp_path_factory.mktemp("corpus") / "facts"
        os.mkdir(folder)
        others = (OTHERS.format(n).removeprefix("\n") for n in range(number))
        (folder / "entities.yaml").write_text(ENTITIES + "".join(others), encoding="utf-8")
        (folder / "sources.yaml").write_text("sources:" + CLAIM + "".join(map(ELSE.format, range(number))), encoding="utf-8")
        found.append(claimgraph.load(folder).store)
    return found


@pytest.mark.parametrize(("name", "ask"), ASKED)
def test_one_claim_is_told_from_the_same_rows_however_many_others_there_are(stores: list[EmbeddedStore], name: str, ask: Ask) -> None:
    few, many = map(_Counting, stores)
    assert ask(few) == ask(many), name
    assert few.number == many.number, name


#: For these all that has several names is still read.
ASKED_WITH_NAMES: Sequence[tuple[str, Ask]] = (
    ("conflicts", lambda store: survey_conflicts(store, focus={_iri(store, "claim:one")})),
    ("without", lambda store: find_fall(store, [_iri(store, "src:wire")])),
)


@pytest.mark.parametrize(("name", "ask"), ASKED_WITH_NAMES)
def test_but_for_who_is_whom_conflicts_of_one_are_told_so_too(stores: list[EmbeddedStore], name: str, ask: Ask) -> None:
    few, many = map(_Counting, stores)
    assert ask(few) == ask(many), name
    assert many.number - few.number == 80 - 2, name


def test_the_promises_of_a_page_are_those_of_its_claims_among_all(facts: EmbeddedStore) -> None:
    everything, compact = page_promises(facts), Compactor(facts.prefixes)
    claims = sorted(read_grounds(facts).records)
    assert everything
    for some in (*([claim] for claim in claims[::25]), *(claims[start : start + 9] for start in range(0, len(claims), 90))):
        curies = set(map(compact, some))
        assert page_promises(facts, some) == [promise for promise in everything if not curies.isdisjoint(promise["claims"])]
