"""Contradictions: small corpora as text in, the pairs that cannot both be true out."""

from __future__ import annotations

import pathlib
import shutil
import sys
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest
from conflict_helpers import ENDS, LABS, WITH_ENDS, Ask
from helpers import MakeCorpus

import claimgraph
from claimgraph.analyses.conflicts import Conflict, find_all_pairs, find_conflicts
from claimgraph.analyses.survey import survey_conflicts
from claimgraph.analyses.without import find_bearing
from claimgraph.errors import StoreError
from claimgraph.queries import package_query
from claimgraph.store.embedded import EmbeddedStore, build_store, open_store
from claimgraph.views.claims import list_claims


@pytest.fixture
def ask(make_corpus: MakeCorpus) -> Ask:
    return Ask(make_corpus)


PairsOf = Callable[[str, str], list[Conflict]]


@pytest.fixture
def pairs_of(make_corpus: MakeCorpus) -> PairsOf:
    """Return what finds the conflicts of claims by predicates of a module, the same however it is asked for."""

    def find(claims: str, entities: str) -> list[Conflict]:
        files = {"../ends.ttl": ENDS, "entities.yaml": Ask.entities(entities), "source.yaml": Ask.source(claims)}
        store = claimgraph.load(make_corpus(files, toml=WITH_ENDS)).store
        found = find_conflicts(store)
        every = {claim["id"].removeprefix("claim:") for claim in list_claims(store)}
        iris = {store.prefixes["claim"] + name for name in every}
        assert find_conflicts(store, only=iris) == found
        pairs = [(one.kind, one.one, one.two) for one in found]
        assert sorted((one.kind, *pair) for one in survey_conflicts(store).disagreements for pair in one.pairs) == sorted(pairs)
        for iri in iris:  # a claim alone finds all its others
            focused = survey_conflicts(store, focus={iri}).disagreements
            own = [pair for pair in pairs if f"claim:{iri.rpartition('/')[2]}" in pair]
            assert sorted((one.kind, *pair) for one in focused for pair in one.pairs) == sorted(own)
        return found

    return find


def pair(kind: str, why: str) -> list[tuple[str, ...]]:
    return [(kind, "claim:one", "claim:two", why)]


# ---------------------------------------------------------------- what conflicts


@pytest.mark.parametrize(
    ("claims", "kind", "why"),
    [
        (
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Bob}}""",
            "functional",
            "The Lab, led by: one says Ann, the other Bob, and only one can be so at a time.",
        ),
        (
            """one: {says: {id: model:A, codename: Avocado}, modality: ongoing}
               two: {says: {id: model:A, codename: Mango}, modality: conceded}""",
            "functional",
            "Model A, codename: one says Avocado, the other Mango, and only one can be so.",
        ),
        (
            """one: {says: {id: model:A, launchedOn: 2026-04-08}}
               two: {says: {id: model:A, launchedOn: 2026-05}}""",
            "functional",
            "Model A, launched on: one says 8 April 2026, the other May 2026, and only one can be so.",
        ),
        (
            """one: {says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}}
               two: {says: {id: deal:D, amount: {value: 12, scale: billion, unit: USD}}}""",
            "functional",
            "the deal, amount: one says about $15 billion, the other $12 billion, and only one can be so.",
        ),
        (
            """one: {says: {id: model:A, score: {on: bench:Exam, value: 50.2, unit: percent, setting: No tools}}}
               two: {says: {id: model:A, score: {on: bench:Exam, value: 48, unit: percent, setting: no tools}}}""",
            "functional",
            "Model A, score on the Exam (No tools): one says 50.2%, the other 48%, and only one can be so.",
        ),
        (
            """one: {says: {id: model:A, licence: proprietary}}
               two: {says: {id: model:A, licence: open-weight}}""",
            "disjoint",
            "Model A, licence: one says proprietary, the other open weight, and it cannot be both at a time.",
        ),
        (
            """one: {says: {id: deal:D, dealKind: minority-stake}, until: 2026-02}
               two: {says: {id: deal:D, dealKind: acquisition}, from: 2025-12-31}""",
            "disjoint",
            "the deal, kind of deal: one says minority stake, the other acquisition, and it cannot be both.",
        ),
        (
            """one: {says: {id: deal:D, dealKind: minority-stake}, said: 2020}
               two: {says: {id: deal:D, dealKind: acquisition}, from: 2026}""",
            "disjoint",
            "the deal, kind of deal: one says minority stake, the other acquisition, and it cannot be both.",
        ),
        (
            """one: {says: {id: org:Lab, newlyFormed: true}, until: 2025-03-01}
               two: {says: {id: org:Lab, newlyFormed: false}, from: 2025-03-20}""",
            "functional",
            "The Lab, newly formed: one says yes, the other no, and only one can be so in the same month.",
        ),
        (
            """one: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}
               two: {says: {id: org:Lab, ledBy: person:Ann}}""",
            "denied",
            "The Lab, led by Ann: one denies it, the other says so.",
        ),
        (
            """one: {says: {id: model:A, separateFrom: model:B}}
               two: {says: {id: model:B, separateFrom: model:A}, polarity: denied}""",
            "denied",
            "Model A, separate from Model B: one says so, the other denies it.",
        ),
        (
            """one: {says: {id: org:Lab, pursues: topic:Budget}, modality: planned}
               two: {says: {id: org:Lab, abandoned: topic:Budget}, stance: opinion, disputes: claim:one}""",
            "disputed",
            "“Claim two” disputes “Claim one”.",
        ),
    ],
)
def test_two_claims_conflict(ask: Ask, claims: str, kind: str, why: str) -> None:
    assert [conflict[:4] for conflict in ask(claims)] == pair(kind, why)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("from: 2025, until: 2025-12-31", "from: 2025-06-01"),
        ("until: 2026-03-31", "from: 2026-03-30"),
        ("said: 2026-04-09", "from: 2026-04-01"),  # the first still says so when the second has begun
        ("until: 2024", "until: 2025"),
    ],
)
def test_times_that_meet(ask: Ask, one: str, two: str) -> None:
    assert (
        len(ask(f"one: {{says: {{id: org:Lab, ledBy: person:Ann}}, {one}}}\ntwo: {{says: {{id: org:Lab, ledBy: person:Bob}}, {two}}}")) == 1
    )


def test_each_pair_is_found_once(ask: Ask) -> None:
    found = ask("""
        one: {says: {id: org:Lab, ledBy: person:Ann}}
        two: {says: {id: org:Lab, ledBy: person:Bob}}
        three: {says: {id: org:Lab, ledBy: person:Bob}}
        four: {says: {id: org:Council, ledBy: person:Bob}}
        five: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}
    """)
    assert [(c.kind, c.one, c.two) for c in found] == [
        ("denied", "claim:five", "claim:one"),
        ("functional", "claim:one", "claim:three"),
        ("functional", "claim:one", "claim:two"),
    ]


def test_two_claims_with_two_reasons_are_two_conflicts(ask: Ask) -> None:
    found = ask("""
        one: {says: {id: model:A, codename: Avocado, launchedOn: 2025}}
        two: {says: {id: model:A, codename: Mango, launchedOn: 2026}}
    """)
    assert found == [
        Conflict(
            "functional",
            "claim:one",
            "claim:two",
            "Model A, codename: one says Avocado, the other Mango, and only one can be so.",
            "model:A",
            ":codename",
            "Avocado",
            "Mango",
        ),
        Conflict(
            "functional",
            "claim:one",
            "claim:two",
            "Model A, launched on: one says 2025, the other 2026, and only one can be so.",
            "model:A",
            ":launchedOn",
            "2025",
            "2026",
        ),
    ]


# ---------------------------------------------------------------- what does not


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:one}""",
            id="an update",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied, retracts: claim:one}""",
            id="a retraction",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Bob}}
               three: {says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:one}""",
            id="a claim that somebody else has superseded",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Bob}, disputes: claim:one}
               three: {says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:two}
               four: {says: {id: org:Lab, ledBy: person:Bob}, retracts: claim:one}""",
            id="a dispute with what is retracted",
        ),
        pytest.param(
            """one: {says: {id: model:A, score: {on: bench:Exam, value: 50.2, unit: percent, setting: with tools}}}
               two: {says: {id: model:A, score: {on: bench:Exam, value: 48, unit: percent, setting: no tools}}}
               three: {says: {id: model:A, score: {on: bench:Exam, value: 40, unit: percent}}}
               four: {says: {id: model:A, score: {on: bench:Exam, value: 30, unit: points}}}""",
            id="scores of other settings or units",
        ),
        pytest.param(
            """one: {says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD, exactness: about}}}
               two: {says: {id: deal:D, amount: {value: 14.3, scale: billion, unit: USD}}}""",
            id="amounts that can be the same",
        ),
        pytest.param(
            """one: {says: {id: deal:D, amount: {value: 15, scale: billion, unit: USD}}}
               two: {says: {id: deal:D, amount: {value: 13, scale: billion, unit: EUR}}}""",
            id="amounts in other money",
        ),
        pytest.param(
            """one: {says: {id: model:A, launchedOn: 2026-04-08}}
               two: {says: {id: model:A, launchedOn: 2026-04}}
               three: {says: {id: model:A, launchedOn: {earliest: 2026-01-01, exactness: vague}}}""",
            id="dates that can be the same",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}, from: 2020, until: 2025}
               two: {says: {id: org:Lab, ledBy: person:Bob}, from: 2025}""",
            id="one after the other",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}, said: 2025-03-01}
               two: {says: {id: org:Lab, ledBy: person:Bob}, from: 2026}""",
            id="said before the other began",
        ),
        pytest.param(
            """one: {says: {id: model:A, licence: proprietary}, until: 2025-12-31}
               two: {says: {id: model:A, licence: open-source}, from: 2026-01-01}""",
            id="a change of licence",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}, until: 2025-12-31}
               two: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied, from: 2026}""",
            id="no longer so",
        ),
        pytest.param(
            """one: {says: {id: deal:D, dealKind: minority-stake}, until: 2020}
               two: {says: {id: deal:D, dealKind: acquisition}, from: 2026}
               three: {says: {id: deal:D, dealKind: minority-stake}, polarity: denied, from: 2026}""",
            id="until and since when what is so at all times was written to be so",
        ),
        pytest.param(
            "one: {says: {id: org:Lab, pursues: topic:Budget}, supports: claim:two}\ntwo: {says: {id: org:Lab, ledBy: person:Ann}}",
            id="a claim that supports another",
        ),
        pytest.param(
            """one: {says: {id: model:A, licence: proprietary}}
               two: {says: {id: model:A, licence: open-source}, modality: planned}""",
            id="a plan and a fact",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}, stance: opinion}
               two: {says: {id: org:Lab, ledBy: person:Ann}, stance: opinion, polarity: denied}
               three: {says: {id: org:Lab, ledBy: person:Bob}, stance: opinion}""",
            id="opinions",
        ),
        pytest.param(
            """one: {says: {id: org:Lab, ledBy: person:Ann}}
               two: {says: {id: org:Lab, ledBy: person:Bob}, polarity: denied}""",
            id="a denial that fits",
        ),
        pytest.param(
            """one: {says: {id: model:A, codename: Mango}}
               two: {says: {id: model:A, codename: Avocado, launchedOn: 2026}, polarity: denied}
               three: {says: {id: model:A, launchedOn: 2026}}""",
            id="a denial of two things together, one of which is so",
        ),
        pytest.param("one: {says: {id: org:Lab, ledBy: [person:Ann, person:Bob]}}", id="one claim of two values"),
        pytest.param(
            """one: {says: {id: model:A, builtBy: org:Lab}}
               two: {says: {id: model:A, builtBy: org:Council}}""",
            id="what may have several values",
        ),
        pytest.param(
            """one: {says: {id: model:A, licence: open-source}}
               two: {says: {id: model:A, licence: open-weight}}""",
            id="values that go together",
        ),
        pytest.param(
            """one: {says: {id: model:A, codename: avocado}}
               two: {says: {id: model:A, codename: Avocado}}""",
            id="another spelling",
        ),
        pytest.param(
            """one: {says: {id: model:A, codename: "U\u0308ber  alles"}}
               two: {says: {id: model:A, codename: "\u00fcber alles"}}""",
            id="letters put together otherwise, and another blank",
        ),
    ],
)
def test_no_conflict(ask: Ask, claims: str) -> None:
    assert ask(claims) == []


def test_two_names_of_one_person(ask: Ask) -> None:
    people = """
  - {id: person:Carla, type: Person, name: Carla, sameAs: "http://www.wikidata.org/entity/Q1"}
  - {id: person:CarlaB, type: Person, name: Carla B, sameAs: "http://www.wikidata.org/entity/Q1"}
"""
    claims = "one: {says: {id: org:Lab, ledBy: person:Carla}}\ntwo: {says: {id: org:Lab, ledBy: person:CarlaB}}"
    assert ask(claims, entities=people) == []


def test_a_chain_of_names_is_one_person(ask: Ask) -> None:
    q1, q2, other = (f"http://www.wikidata.org/entity/{name}" for name in ("Q1", "Q2", "Q3"))
    people = f"""
  - {{id: person:A, type: Person, name: A, sameAs: "{q1}"}}
  - {{id: person:B, type: Person, name: B, sameAs: ["{q1}", "{q2}"]}}
  - {{id: person:C, type: Person, name: C, sameAs: "{q2}"}}
  - {{id: person:D, type: Person, name: D, sameAs: "{other}"}}
"""
    claims = "\n".join(f"{name.lower()}: {{says: {{id: org:Lab, ledBy: person:{name}}}}}" for name in "ABCD")
    assert [(c.one, c.two) for c in ask(claims, entities=people)] == [(f"claim:{name}", "claim:d") for name in "abc"]


# ---------------------------------------------------------------- several names, and two ends


@pytest.mark.parametrize(
    ("claims", "kind", "why"),
    [
        (
            """one: {says: {id: org:LabA, ledBy: person:Ann}}
               two: {says: {id: org:LabB, ledBy: person:Bob}}
               three: {says: {id: org:LabC, ledBy: person:Bob}}""",
            "functional",
            "Lab A, led by: one says Ann, the other Bob, and only one can be so at a time.",
        ),
        (
            """one: {says: {id: model:A, licence: proprietary, launchedBy: org:LabB}}
               two: {says: {id: model:A, launchedBy: org:LabA}, polarity: denied}
               three: {says: {id: model:B, launchedBy: org:LabC}}""",
            "denied",
            "Model A, launched by Lab A: one says so, the other denies it.",
        ),
        (
            """one: {says: {id: org:LabB, allyOf: org:Lab}}
               two: {says: {id: org:Lab, allyOf: org:LabA}, polarity: denied}""",
            "denied",
            "The Lab, ally of Lab A: one says so, the other denies it.",
        ),
        (
            """one: {says: {id: org:LabB, marriedTo: org:Lab}}
               two: {says: {id: org:LabC, marriedTo: org:LabA}}
               three: {says: {id: org:Lab, marriedTo: org:LabA}}""",
            "functional",
            "",
        ),
    ],
    ids=["things", "what is denied", "what is denied the other way round", "both ends"],
)
def test_several_names_of_what_claims_speak_of(pairs_of: PairsOf, claims: str, kind: str, why: str) -> None:
    found = pairs_of(claims, LABS)
    assert {(c.kind, c.one, c.two) for c in found} == {(kind, "claim:one", "claim:two")} | (
        {(kind, "claim:three", "claim:two")} if "marriedTo" in claims else set()
    )
    assert not why or [c.why for c in found] == [why]


@pytest.mark.parametrize(
    ("one", "two", "conflict"),
    [
        ("id: org:Lab, marriedTo: org:Council", "id: org:Council, marriedTo: org:LabC", True),
        ("id: org:Lab, marriedTo: org:Council", "id: org:LabC, marriedTo: org:Council", True),
        ("id: org:Lab, marriedTo: org:Council", "id: org:Lab, marriedTo: org:LabC", True),
        ("id: org:Lab, marriedTo: org:Council", "id: org:Council, marriedTo: org:Lab", False),
        ("id: org:Lab, allyOf: org:Council", "id: org:Council, allyOf: org:LabC", False),
    ],
)
def test_what_has_one_other_end_whichever_way_round(pairs_of: PairsOf, one: str, two: str, *, conflict: bool) -> None:
    assert len(pairs_of(f"one: {{says: {{{one}}}}}\ntwo: {{says: {{{two}}}}}", LABS)) == conflict


# ---------------------------------------------------------------- many, and elsewhere

MANY = (
    "\n".join(f"c{n}: {{says: {{id: org:Lab, ledBy: person:{'Ann' if n % 2 else 'Bob'}}}}}" for n in range(6))
    + """
    d0: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied}
"""
)


def test_a_limit_keeps_the_first_and_counts_the_rest(ask: Ask) -> None:
    store = ask.store(MANY)
    every = find_conflicts(store)
    assert (len(every), every.left_out) == (3 + 9, 0)
    for limit in (0, 1, 3, 5, 12, 99):
        some = find_conflicts(store, limit=limit)
        assert (some, some.left_out) == (every[:limit], max(0, 12 - limit))


def test_only_some_claims_are_looked_at(ask: Ask) -> None:
    store = ask.store(MANY)
    only = {store.prefixes["claim"] + name for name in ("c0", "c1", "d0")}
    assert [(c.one, c.two) for c in find_conflicts(store, only=only)] == [("claim:c1", "claim:d0"), ("claim:c0", "claim:c1")]


class _Union:
    """A store whose default graph is the union of all its graphs, as Virtuoso's or GraphDB's is."""

    def __init__(self, inner: ox.Store) -> None:
        self._inner = inner

    def query(self, query: str, **more: Any) -> object:
        return self._inner.query(query, use_default_graph_as_union=True, **more)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


HOPES = """
    e0: {says: {id: model:A, licence: proprietary}}
    e1: {says: {id: model:A, licence: open-source}, modality: hoped}
    e2: {says: {id: model:A, codename: Mango}, stance: opinion}
    e3: {says: {id: model:A, codename: Avocado}}
    e4: {says: {id: model:B, licence: proprietary}, modality: conceded}
    e5: {says: {id: model:B, licence: open-weight}}
"""


def test_a_union_default_graph_gives_the_same_answer(ask: Ask) -> None:
    store = ask.store(MANY + HOPES)
    union = EmbeddedStore(_Union(store.inner), store.prefixes)  # type: ignore[arg-type]
    assert len(list(union.rows("SELECT ?x { ?x :licence ?y }"))) > len(list(store.rows("SELECT ?x { ?x :licence ?y }")))
    expected = find_conflicts(store)
    assert [c.kind for c in expected] == ["denied"] * 3 + ["disjoint"] + ["functional"] * 9
    assert find_conflicts(union) == expected


def test_a_store_on_disk_gives_the_same_answer(ask: Ask, tmp_path: pathlib.Path) -> None:
    store = ask.store(MANY)
    build_store(str(tmp_path / "store"), list(store.inner))
    assert find_conflicts(open_store(str(tmp_path / "store"), store.prefixes)) == find_conflicts(store)


@pytest.mark.parametrize("low", ['"NaN"^^xsd:double', '"abc"', "<urn:x>"])
def test_numbers_that_are_none_are_an_error(ask: Ask, low: str) -> None:
    store = ask.store("""
        one: {says: {id: deal:D, amount: {value: 5, unit: EUR}}}
        two: {says: {id: deal:D, amount: {value: 9, unit: EUR}}}
    """)
    cg = "https://w3id.org/claimgraph/ns#"
    for place in ("?v <%slow> ?n", "GRAPH ?g { ?v <%slow> ?n }"):
        pattern = place % cg
        new = pattern.replace("?n", low.replace("xsd:double", "<http://www.w3.org/2001/XMLSchema#double>"))
        store.inner.update(f"DELETE {{ {pattern} }} INSERT {{ {new} }} WHERE {{ {pattern} }}")
    for find in (find_conflicts, survey_conflicts, lambda store: list(find_all_pairs(store)[1]), find_bearing):
        with pytest.raises(StoreError, match="not as claimgraph writes it"):
            find(store)


QUERIES = sorted(path.stem for path in (pathlib.Path(claimgraph.__file__).parent / "queries" / "conflicts").glob("*.rq"))


def test_each_query_runs_as_it_stands(ask: Ask) -> None:
    store = ask.store(MANY + "x: {says: {id: org:Lab, ledBy: person:Bob, valuation: {value: 1, unit: EUR}}, disputes: claim:c1}" + HOPES)
    for name in QUERIES:
        text = package_query(f"conflicts/{name}")
        assert text.startswith("# title: ")
        assert list(store.rows(text))


def within(corpus: claimgraph.Corpus, *sources: str) -> list[Conflict]:
    """Return the conflicts among the claims of some sources of a corpus."""
    ids = {claim["id"] for source in sources for claim in corpus.claims(source=source)}
    assert ids
    return [found for found in find_conflicts(corpus.store) if {found.one, found.two} <= ids]


def test_the_article_of_the_repository_holds_no_contradiction(root: pathlib.Path) -> None:
    """Read claim by claim: it plans and hopes for what is not so yet, and takes back nothing."""
    assert within(claimgraph.load(root / "facts"), "src:rits-open-weight-plans") == []


def test_a_contradiction_of_the_article_would_be_found(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(root / "facts", facts)
    shutil.copy(root / "claimgraph.toml", tmp_path)
    (facts / "people.yaml").write_text("entities:\n  - {id: person:Other, type: Person, name: Somebody Else}\n", encoding="utf-8")
    (facts / "other.yaml").write_text(
        """
id: src:other
type: WebPage
headline: Another page
published: 2026-05-01
claims:
  - {id: claim:other-leader, label: Somebody else leads the lab, says: {id: org:MSL, ledBy: person:Other}}
  - {id: claim:other-score, label: It scores 58, says: {id: model:MuseSpark, score: {on: bench:HLE, value: 58, unit: percent, setting: Contemplating Mode}}}
  - {id: claim:other-llama, label: Llama is proprietary, says: {id: model:LlamaSeries, licence: proprietary}}
  - {id: claim:other-amount, label: It came to 14.3 billion, says: {id: deal:MetaScaleAI, amount: {value: 14.3, scale: billion, unit: USD}}}
""",
        encoding="utf-8",
    )
    found = within(claimgraph.load(facts), "src:rits-open-weight-plans", "src:other")
    assert [(c.kind, c.one, c.two) for c in found] == [
        ("denied", "claim:llama-not-proprietary", "claim:other-llama"),
        ("functional", "claim:msl-led-by-wang", "claim:other-leader"),
        ("functional", "claim:other-score", "claim:score-hle-muse-spark"),
    ]
    assert found[2].why.endswith("Exam (Contemplating Mode): one says 58%, the other 50.2%, and only one can be so.")


def test_a_thousand_claims_about_one_thing(ask: Ask) -> None:
    """Half a million pairs are counted, and not kept."""
    claims = "\n".join(f"c{n}: {{says: {{id: model:A, codename: Name {n}}}}}" for n in range(1_000))
    found = find_conflicts(ask.store(claims), limit=10)
    assert (len(found), found.left_out) == (10, 1_000 * 999 // 2 - 10)
    assert sys.getsizeof(found) < 10_000
