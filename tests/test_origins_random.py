"""Origins of random corpora: what must not change their number, and what must change it by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimgraph.analyses.chains import Chains, End, Place
from claimgraph.analyses.origins import Resolved, resolve, resolve_chains
from claimgraph.analyses.records import Hop, Origin, Record

DIGESTS = ["digest:1", "digest:2"]


class World(NamedTuple):
    """Records and sources, as `resolve` takes them."""

    records: dict[str, Record]
    sources: dict[str, Origin]


@st.composite
def worlds(draw: st.DrawFn, *, sane: bool = False) -> World:
    """Draw a few sources with claims of two statements; a source says each once, and some are derived from others.

    In a `sane` world no source is derived from itself by way of others, or cites a copy of itself.
    """
    count = draw(st.integers(1, 7))
    agents = [f"org:{n}" for n in range(count + 2)]
    sources = {}
    records = {}
    for n in range(count):
        derived = draw(
            st.lists(st.sampled_from([f"src:{m}" for m in range(count) if m > n or (m < n and not sane)] or ["src:99"]), max_size=1)
        )
        sources[f"src:{n}"] = Origin(f"src:{n}", (f"org:{n}",), derived=tuple(derived))
        for digest in draw(st.lists(st.sampled_from(DIGESTS), unique=True)):
            name = f"claim:{n}-{digest[-1]}"
            cited = st.sampled_from([f"src:{m}" for m in range(n + 1 if sane else 0, count + 1)])
            hop = st.one_of(
                st.builds(Hop, agent=st.sampled_from(agents)),
                st.builds(Hop, source=cited),
                st.builds(Hop, agent=st.sampled_from(agents), source=cited),
                st.just(Hop(unnamed="people")),
            )
            chain = tuple(draw(st.lists(hop, max_size=3)))
            records[name] = Record(name, digest, f"src:{n}", "asserted", "affirmed", "fact", hops=chain)
    return World(records, sources)


def origins(world: World, found: Mapping[str, Resolved] | None = None) -> dict[str, set[str]]:
    """Return the origins behind each statement."""
    resolved = resolve(*world) if found is None else found
    return {
        digest: {key for claim, one in resolved.items() if world.records[claim].digest == digest for key in one.keys} for digest in DIGESTS
    }


def numbers(world: World) -> dict[str, int]:
    """Return how many origins each statement has."""
    return {digest: len(keys) for digest, keys in origins(world).items()}


def renamed(world: World, name: Callable[[str], str]) -> World:
    """Return the same with other names for everything, in another order."""

    def hop(one: Hop) -> Hop:
        return Hop(one.agent and name(one.agent), one.source and name(one.source), one.unnamed)

    records = [
        record._replace(claim=name(record.claim), source=name(record.source), hops=tuple(map(hop, record.hops)))
        for record in reversed(world.records.values())
    ]
    sources = [Origin(name(s.source), tuple(map(name, s.publishers)), (), tuple(map(name, s.derived))) for s in world.sources.values()]
    return World({record.claim: record for record in records}, {source.source: source for source in reversed(sources)})


@settings(deadline=None)
@given(worlds(), st.integers())
def test_names_and_order_change_nothing(world: World, seed: int) -> None:
    rng = random.Random(seed)
    names: dict[str, str] = {}

    def name(old: str) -> str:
        return names.setdefault(old, f"x:{rng.random()}")

    assert numbers(renamed(world, name)) == numbers(world)
    assert {key: found.kind for key, found in resolve(*renamed(world, name)).items()} == {
        name(key): found.kind for key, found in resolve(*world).items()
    }


@settings(deadline=None)
@given(worlds())
def test_what_is_reached_is_what_a_plain_walk_reaches(world: World) -> None:
    chains = Chains(*world)
    for claim, found in resolve_chains(chains).items():
        ends, circular = walk(chains, claim)
        counted = {end for end in ends if end.kind in {"own", "named"}}
        assert set(found.keys) == {end.key for end in counted}
        if counted:
            assert found.kind == ("own" if all(end.kind == "own" for end in counted) else "named")
        else:
            assert found.kind == ("unknown" if ends else "circular")
            assert ends or circular


def walk(chains: Chains, start: str) -> tuple[set[End], bool]:
    """Return all ends that can be reached from a claim, and whether some claim is reached twice on one way."""
    ends: set[End] = set()
    circular = False

    def step(claim: str, way: tuple[tuple[str, bool], ...], *, cited: bool) -> None:
        nonlocal circular
        if (claim, cited) in way:
            circular = True
            return
        here = chains.step(chains.records[claim])
        ends.update(End("named", end.who, end.anonymous) if cited else end for end in here.ends)
        for place in here.places:
            for other in chains.members[place]:
                step(other, (*way, (claim, cited)), cited=cited or here.cites)

    step(start, (), cited=False)
    return ends, circular


@settings(deadline=None)
@given(worlds(sane=True), st.data())
def test_splitting_a_source_changes_nothing(world: World, data: st.DataObject) -> None:
    # A source that is a copy goes before what else its makers have, but not once it is split: it is left whole.
    whole = sorted(name for name, known in world.sources.items() if not known.derived)
    assume(whole)
    source = data.draw(st.sampled_from(whole))
    digest = data.draw(st.sampled_from(DIGESTS))
    known = world.sources[source]

    def moved(record: Record) -> Record:
        if (record.source, record.digest) != (source, digest):
            return record
        # Whoever speaks in the source itself now speaks in the other half.
        return record._replace(
            source="src:other", hops=tuple(hop._replace(source="src:other") if hop.source == source else hop for hop in record.hops)
        )

    records = {claim: moved(record) for claim, record in world.records.items()}
    split = World(records, world.sources | {"src:other": known._replace(source="src:other")})
    assert numbers(split) == numbers(world)


@settings(deadline=None)
@given(worlds(), st.data())
def test_a_syndicated_copy_changes_nothing(world: World, data: st.DataObject) -> None:
    if not world.records:
        return
    record = world.records[data.draw(st.sampled_from(sorted(world.records)))]
    copy = record._replace(claim="claim:copy", source="src:copy", hops=record.hops if data.draw(st.booleans()) else ())
    source = Origin("src:copy", ("org:Copy",), derived=(record.source,))
    assert origins(World(world.records | {"claim:copy": copy}, world.sources | {"src:copy": source})) == origins(world)


@settings(deadline=None)
@given(worlds())
def test_an_unrelated_claim_changes_nothing(world: World) -> None:
    new = Record("claim:new", "digest:new", "src:0", "asserted", "affirmed", "fact", hops=(Hop("org:1"),))
    assert origins(World(world.records | {"claim:new": new}, world.sources)) == origins(world)


@settings(deadline=None)
@given(worlds(), st.booleans())
def test_an_independent_origin_adds_one(world: World, cites: bool) -> None:
    new = Record("claim:new", DIGESTS[0], "src:new", "asserted", "affirmed", "fact", hops=(Hop("org:unheard"),) if cites else ())
    more = World(world.records | {"claim:new": new}, world.sources | {"src:new": Origin("src:new", ("org:new",))})
    before = numbers(world)
    assert numbers(more) == before | {DIGESTS[0]: before[DIGESTS[0]] + 1}


@settings(deadline=None)
@given(worlds(), st.data())
def test_taking_away_adds_nothing(world: World, data: st.DataObject) -> None:
    names = sorted({*world.sources, *(f"org:{n}" for n in range(9))})
    taken = data.draw(st.lists(st.sampled_from(names), max_size=3))
    before, after = origins(world), origins(world, resolve(*world, without=taken))
    assert all(after[digest] <= before[digest] for digest in DIGESTS)
    assert not {key for keys in after.values() for key in keys} & set(taken)


@settings(deadline=None)
@given(worlds())
def test_taking_nothing_away_takes_nothing(world: World) -> None:
    assert resolve(*world, without=["org:nobody"]) == resolve(*world)


def test_a_chain_longer_than_calls_may_be_deep_is_followed() -> None:
    count = 5_000
    sources = {f"src:{n}": Origin(f"src:{n}") for n in range(count + 1)}
    records = {
        f"claim:{n}": Record(f"claim:{n}", "d", f"src:{n}", "asserted", "affirmed", "fact", hops=(Hop(source=f"src:{n + 1}"),))
        for n in range(count)
    }
    found = resolve(records, sources)
    assert found["claim:0"].keys == (f"src:{count}",)
    assert Place("src:1", "d", "affirmed") in Chains(records, sources).members
