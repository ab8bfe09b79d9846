"""What must hold of contradictions whatever is said: names and order mean nothing, and what is added adds its own."""

from __future__ import annotations

import itertools
import pathlib
import random
import tempfile
from collections.abc import Mapping, Sequence

from conflict_helpers import SETTINGS, Ask
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import claimgraph
from claimgraph.analyses.conflicts import find_conflicts
from claimgraph.analyses.survey import Survey, survey_conflicts
from claimgraph.store.embedded import EmbeddedStore

VALUES = (
    *(f"id: org:Lab, ledBy: person:{name}" for name in ("Ann", "Bob")),
    *(f"id: model:A, licence: {name}" for name in ("proprietary", "open-source", "open-weight")),
    *(f"id: model:A, codename: {name}" for name in ("Mango", "mango", "Kiwi")),
    *(f"id: model:A, launchedOn: {day}" for day in ("2025", "2025-06", "2025-06-07", "{earliest: 2025-06-01, exactness: vague}")),
    *(f"id: deal:D, amount: {{{value}}}" for value in (
        "value: 15, unit: USD, exactness: about", "value: 14.3, unit: USD", "value: 14, unit: USD", "value: 10, unit: USD, exactness: over",
        "low: 14.8, high: 15, unit: USD", "value: 14, unit: EUR",
    )),
    *(f"id: model:A, score: {{on: bench:Exam, value: {value}}}" for value in (
        "50, unit: percent", "60, unit: percent", "50, unit: points", "50, unit: percent, setting: Tools", "40, unit: percent, setting: tools",
    )),
    "id: model:A, separateFrom: model:B",
    "id: model:B, separateFrom: model:A",
    "id: model:A, codename: Mango, launchedOn: 2025",
)  # fmt: skip
DAYS = ("2024", "2025-01", "2025-06-07", "2025-06-08", "2026")
MODALITIES = ("asserted", "asserted", "conceded", "ongoing", "planned", "projected", "hoped", "possible", "estimated")

#: A claim as keys with their values, without its name.
Spec = dict[str, str]

claims = st.lists(
    st.fixed_dictionaries(
        {"says": st.sampled_from([f"{{{value}}}" for value in VALUES]), "modality": st.sampled_from(MODALITIES)},
        optional={
            "polarity": st.sampled_from(["denied", "affirmed", "affirmed"]),
            "stance": st.sampled_from(["opinion", "fact", "fact", "fact"]),
            "said": st.sampled_from(DAYS),
            "from": st.sampled_from(DAYS),
            "until": st.sampled_from(DAYS),
            "due": st.sampled_from(DAYS),
        },
    ).filter(lambda spec: "from" not in spec or "until" not in spec or spec["from"] < spec["until"]),
    min_size=2,
    max_size=7,
)
few = settings(max_examples=40, deadline=None)


def load(*sources: Mapping[str, Spec], published: str = "2025-06-07") -> EmbeddedStore:
    """Load sources with claims by name."""
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts"
        facts.mkdir()
        (facts.parent / "claimgraph.toml").write_text(SETTINGS, encoding="utf-8")
        (facts / "entities.yaml").write_text(Ask.entities(), encoding="utf-8")
        for number, specs in enumerate(sources):
            text = "\n".join(f"{name}: {{{', '.join(f'{key}: {value}' for key, value in spec.items())}}}" for name, spec in specs.items())
            (facts / f"s{number}.yaml").write_text(Ask.source(text, name=f"s{number}", published=published), encoding="utf-8")
        return claimgraph.load(facts).store


def named(specs: Sequence[Spec], prefix: str = "c") -> dict[str, Spec]:
    return {f"{prefix}{number}": spec for number, spec in enumerate(specs)}


Pairs = set[tuple[str, str, str, frozenset[str]]]


def conflicts(survey: Survey) -> Pairs:
    return {
        (reason.kind, one.subject, one.predicate, frozenset(pair))
        for one in survey.disagreements
        for reason in one.reasons
        for pair in reason.pairs
    }


def updates(survey: Survey) -> Pairs:
    return {("update", one.subject, one.predicate, frozenset(pair)) for one in survey.updates for pair in one.pairs}


def renamed(pairs: Pairs, names: Mapping[str, str]) -> Pairs:
    return {(kind, *ends, frozenset(f"claim:{names[claim.removeprefix('claim:')]}" for claim in pair)) for kind, *ends, pair in pairs}  # type: ignore[misc]


def about(survey: Survey) -> list[tuple[object, ...]]:
    """Return what a survey says without naming claims."""
    return [
        *sorted(
            (one.kinds, one.heading, one.why, tuple((side.value, len(side.claims)) for side in one.sides)) for one in survey.disagreements
        ),
        *sorted(
            (one.heading, one.why, one.contested, tuple((step.value, step.day, step.ordered, len(step.claims)) for step in one.steps))
            for one in survey.updates
        ),
        *sorted(
            (one.heading, one.why, tuple((side.value, side.context, len(side.claims)) for side in one.sides)) for one in survey.incomparable
        ),
    ]


@few
@given(claims, st.randoms(use_true_random=False))
def test_names_and_order_and_files_mean_nothing(specs: list[Spec], chance: random.Random) -> None:
    before = survey_conflicts(load(named(specs)))
    numbers = list(range(len(specs)))
    chance.shuffle(numbers)
    names = {f"c{number}": f"x{place}" for number, place in enumerate(numbers)}
    shuffled = [(names[f"c{number}"], spec) for number, spec in enumerate(specs)]
    chance.shuffle(shuffled)
    half = len(shuffled) // 2
    after = survey_conflicts(load(dict(shuffled[:half]), dict(shuffled[half:])))
    assert conflicts(after) == renamed(conflicts(before), names)
    assert updates(after) == renamed(updates(before), names)
    assert about(after) == about(before)


@few
@given(claims)
def test_what_is_none_of_it_changes_nothing(specs: list[Spec]) -> None:
    other = {
        "other": {"says": "{id: org:Council, ledBy: person:Ann}"},
        "deny": {"says": "{id: org:Council, ledBy: person:Bob}", "polarity": "denied"},
    }
    assert survey_conflicts(load(named(specs), other)) == survey_conflicts(load(named(specs)))


@few
@given(claims, st.data())
def test_a_copy_adds_only_what_its_original_has(specs: list[Spec], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(specs) - 1))
    before = survey_conflicts(load(named(specs)))
    after = survey_conflicts(load(named(specs), {"copy": specs[number]}))
    for pairs in (conflicts, updates):
        own = {(*rest, pair) for *rest, pair in pairs(before) if f"claim:c{number}" in pair}
        copied = {(*rest, frozenset({"claim:copy", *pair} - {f"claim:c{number}"})) for *rest, pair in own}
        assert pairs(after) == pairs(before) | copied


@few
@given(claims)
def test_the_pairs_are_the_same_however_they_are_asked_for(specs: list[Spec]) -> None:
    store = load(named(specs))
    survey = survey_conflicts(store)
    every = {(one.kind, one.subject, one.predicate, frozenset((one.one, one.two))) for one in find_conflicts(store)}
    assert conflicts(survey) == every
    assert not {pair for *_, pair in updates(survey)} & {pair for *_, pair in every}
    claims_ = [store.prefixes["claim"] + name for name in named(specs)]
    assert {
        (one.kind, one.subject, one.predicate, frozenset((one.one, one.two))) for one in find_conflicts(store, only=set(claims_))
    } == every
    for claim in claims_:
        curie = f"claim:{claim.rpartition('/')[2]}"
        focus = survey_conflicts(store, focus={claim})
        assert conflicts(focus) == {found for found in every if curie in found[3]}
        assert focus.updates == [one for one in survey.updates if any(curie in step.claims for step in one.steps)]
        assert focus.incomparable == [one for one in survey.incomparable if any(curie in side.claims for side in one.sides)]


@few
@given(claims)
def test_sides_and_steps_are_made_of_pairs(specs: list[Spec]) -> None:
    survey = survey_conflicts(load(named(specs)))
    for one in survey.disagreements:
        sides = [set(side.claims) for side in one.sides]
        assert set().union(*sides) == {claim for pair in one.pairs for claim in pair}
        assert not any(set(pair) <= side for pair in one.pairs for side in sides)
        assert len({side.value for side in one.sides}) == len(one.sides) > 1
    for update in survey.updates:
        shown = [claim for step in update.steps for claim in step.claims]
        assert len(shown) == len(set(shown))
        assert {claim for pair in update.pairs for claim in pair} <= set(shown)
        days = [step.day for step in update.steps if step.day]
        assert days == sorted(days)


@few
@given(claims)
def test_what_begins_when_the_other_has_ended_is_no_conflict(specs: list[Spec]) -> None:
    """Whoever says so from a day after all the others' last, contradicts nobody, not even about what is always so."""
    specs = [{**spec, "until": "2025-12-31", "modality": "asserted"} for spec in specs]
    for spec in specs:
        spec.pop("from", None)
    assume(specs)
    before = survey_conflicts(load(named(specs)))
    last, *others = specs
    later = {key: value for key, value in last.items() if key != "until"} | {"from": "2026-01-01"}
    after = survey_conflicts(load(named([later, *others])))
    gone = {found for found in conflicts(before) if "claim:c0" in found[3]}
    assert conflicts(after) == conflicts(before) - gone
    excluded = {found[3] for found in gone if found[0] in {"functional", "disjoint"}}
    assert excluded <= {pair for *_, pair in updates(after)}


def test_every_kind_is_met() -> None:
    """Or the tests above would test nothing."""
    store = load(named([{"says": f"{{{value}}}", **more} for value in VALUES for more in _WAYS]))
    survey = survey_conflicts(store)
    assert {kind for one in survey.disagreements for kind in one.kinds} == {"denied", "disjoint", "functional", "not-yet"}
    assert survey.updates
    assert survey.incomparable
    assert len(list(itertools.chain(*(one.sides for one in survey.incomparable)))) > 4


_WAYS: tuple[Spec, ...] = ({}, {"polarity": "denied"}, {"modality": "planned"})
