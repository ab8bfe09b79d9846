"""What falls with what: chains drawn at random in; comparing all things gives what taking each away gives."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.analyses.chains import Chains
from claimgraph.analyses.falling import Borne, pair_statements, rank_things, take_away
from claimgraph.analyses.origins import group_statements, resolve_chains
from claimgraph.analyses.records import Hop, Modality, Origin, Record

AGENTS = [f"o:{n}" for n in range(4)]
SOURCES = [f"s:{n}" for n in range(5)]
CLAIMS = [f"c:{n}" for n in range(9)]
MODALITIES = {"asserted": Modality("truth", 4, now=True), "planned": Modality("intent", 3, now=False)}


def some(names: list[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


def one_or_none(names: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *names])


HOPS = st.lists(st.builds(Hop, one_or_none(AGENTS), one_or_none(SOURCES), one_or_none(["people"])).filter(any), max_size=3).map(tuple)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Chains, list[tuple[str, str]]]:
    """Draw sources that derive from one another, claims with chains, and pairs of claims that contest one another."""
    sources = {name: Origin(name, draw(some(AGENTS, 1)), draw(some(AGENTS, 2)), draw(some(SOURCES, 1))) for name in SOURCES}
    records = {}
    for claim in draw(some(CLAIMS, 9)):
        modality, polarity = draw(st.sampled_from(sorted(MODALITIES))), draw(st.sampled_from(["affirmed", "denied"]))
        gone = draw(st.sampled_from(["", "", "", "superseded"]))
        source, digest = draw(st.sampled_from(SOURCES)), draw(st.sampled_from(["d:1", "d:2"]))
        records[claim] = Record(claim, digest, source, modality, polarity, "fact", gone=gone, hops=draw(HOPS))
    names = sorted(records)
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=6)) if names else []
    same = draw(st.sampled_from([{}, {}, {"o:1": "o:0", "o:0": "o:0"}]))
    return Chains(records, sources, same=same), [pair for pair in pairs if pair[0] != pair[1]]


def independent(keys: set[str]) -> int:
    """Return how many origins share nobody: those that share somebody are put together until none do."""
    groups = [set(key.split(" ")) for key in keys]
    while pair := next(((one, two) for one, two in itertools.combinations(groups, 2) if one & two), None):
        groups = [group for group in groups if group is not pair[0] and group is not pair[1]] + [pair[0] | pair[1]]
    return len(groups)


@settings(max_examples=150)
@given(corpora())
def test_the_ranking_says_of_each_what_taking_it_away_does(corpus: tuple[Chains, list[tuple[str, str]]]) -> None:
    chains, pairs = corpus
    statements = group_statements(chains.records, MODALITIES)
    contests = pair_statements(statements, pairs)
    ranked = {row.thing: row for row in rank_things(chains, statements, contests)}
    for thing in {chains.one(name) for name in (*AGENTS, *SOURCES)}:
        fall = take_away(chains, statements, contests, [thing])
        counts = Borne(thing, len(fall.fallen), len(fall.unsupported), len(fall.single), len(fall.uncontested))
        assert ranked.get(thing, Borne(thing, 0, 0, 0, 0)) == counts


@settings(max_examples=100)
@given(corpora(), some([*AGENTS, *SOURCES], 3))
def test_what_is_told_of_each_statement_is_what_happened_to_it(
    corpus: tuple[Chains, list[tuple[str, str]]], things: tuple[str, ...]
) -> None:
    chains, pairs = corpus
    statements = group_statements(chains.records, MODALITIES)
    fall = take_away(chains, statements, pair_statements(statements, pairs), things)
    before, after = resolve_chains(chains), resolve_chains(chains, without=things)
    assert fall.fallen == chains.records.keys() - after.keys()
    for statement, claims in statements.items():
        had = independent({key for claim in claims for key in before[claim].keys})
        left = independent({key for claim in claims if claim in after for key in after[claim].keys})
        assert (statement in fall.unsupported) == (bool(had) and not left)
        assert (statement in fall.single) == (had > 1 and left == 1)
        assert (statement in fall.fewer) == (had > left > 1)
        others = {b for a, b in (*pairs, *((b, a) for a, b in pairs)) if a in claims}
        stands = any(claim in after for claim in claims)
        assert (statement in fall.uncontested) == (stands and bool(others) and not any(other in after for other in others))


@given(corpora())
def test_taking_nothing_away_changes_nothing(corpus: tuple[Chains, list[tuple[str, str]]]) -> None:
    chains, pairs = corpus
    statements = group_statements(chains.records, MODALITIES)
    assert not any(take_away(chains, statements, pair_statements(statements, pairs), []))
