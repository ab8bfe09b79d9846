"""What is a disagreement, what an update, and what cannot be compared: claims as text in, what is found in words out."""

from __future__ import annotations

import pytest
from conflict_helpers import Ask
from helpers import MakeCorpus

from claimgraph.analyses.survey import Survey, survey_conflicts


@pytest.fixture
def ask(make_corpus: MakeCorpus) -> Ask:
    return Ask(make_corpus)


def sides(survey: Survey) -> list[str]:
    """Write disagreements as `kinds: value (claims) | value (claims)`."""
    return [
        f"{', '.join(one.kinds)}: {' | '.join(f'{side.value} ({names(side.claims)})' for side in one.sides)}"
        for one in survey.disagreements
    ]


def steps(survey: Survey) -> list[str]:
    """Write updates as `heading: day value (claims) → …`; a question mark where the order is not known, ~ where it is expected only."""
    return [
        f"{update.heading}: "
        + " → ".join(
            f"{step.day}{'' if step.ordered else '?'} {'~' * step.expected}{step.value} ({names(step.claims)})" for step in update.steps
        )
        for update in survey.updates
    ]


def names(claims: object) -> str:
    return " ".join(str(claim).removeprefix("claim:") for claim in claims)  # type: ignore[attr-defined]


def amount(name: str, value: str, more: str = "") -> str:
    return f"{name}: {{says: {{id: deal:D, amount: {{{value}, scale: billion, unit: USD}}}}{', ' * bool(more)}{more}}}"


# ---------------------------------------------------------------- numbers and dates, within what they can mean


@pytest.mark.parametrize(
    ("one", "two", "conflict"),
    [
        ("value: 15, exactness: about", "value: 14.3", False),
        ("value: 14.3", "value: 29", True),
        ("value: 10, exactness: over", "value: 14.3", False),
        ("value: 15, exactness: nearly", "value: 14.3", False),
        ("low: 14.8, high: 15", "value: 14.3", True),
        ("low: 14.8, high: 15", "value: 14", True),
        ("value: 14", "value: 14.3", False),
        ("value: 14", "value: 15", True),  # each within half of its last digit: they touch, and share nothing
        ("value: 15, exactness: nearly", "value: 15, exactness: over", True),
        ("value: 15, exactness: nearly", "value: 15, exactness: at-least", True),
        ("value: 15, exactness: at-most", "value: 15, exactness: at-least", False),
        ("value: 10, exactness: over", "value: 9", True),
        ("value: 10, exactness: over", "value: 30, exactness: over", False),
    ],
)
def test_amounts_conflict_where_they_leave_no_common_value(ask: Ask, one: str, two: str, *, conflict: bool) -> None:
    survey = ask.survey(amount("one", one) + "\n" + amount("two", two))
    assert [found.pairs for found in survey.disagreements] == ([[("claim:one", "claim:two")]] if conflict else [])
    assert not survey.updates


def test_a_disagreement_shows_every_answer_with_all_who_give_it(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 14.3"), amount("b", "value: 14.3"), amount("c", "value: 14"), amount("d", "low: 14.8, high: 15"),
        amount("e", "value: 10, exactness: over"),
    ]))  # fmt: skip
    (found,) = survey.disagreements
    assert found.heading == "the deal, amount"
    assert sides(survey) == ["functional: $14.3 billion (a b) | $14 billion (c) | $14.8\u201315 billion (d)"]
    assert found.why == "Only one can be so: $14.8\u201315 billion excludes $14 billion and $14.3 billion."
    assert found.pairs == [("claim:a", "claim:d"), ("claim:b", "claim:d"), ("claim:c", "claim:d")]


def test_acquisition_against_a_minority_stake(ask: Ask) -> None:
    survey = ask.survey("""
        one: {says: {id: deal:D, dealKind: acquisition}}
        two: {says: {id: deal:D, dealKind: minority-stake}}
        three: {says: {id: deal:D, dealKind: investment}}
        four: {says: {id: deal:D, dealKind: acquisition}, polarity: denied}
    """)
    assert sides(survey) == [
        "denied, disjoint: acquisition (one) | investment (three) | minority stake (two) | not acquisition (four)",
    ]
    (found,) = survey.disagreements
    assert (
        found.why == "What some say is so, others deny: acquisition. It cannot be both: acquisition excludes investment and minority stake."
    )
    assert [reason.pairs for reason in found.reasons] == [
        [("claim:four", "claim:one")],
        [("claim:one", "claim:three"), ("claim:one", "claim:two")],
    ]
    assert found.kind == "denied"


def test_an_amount_that_some_deny_and_others_exclude(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 14"), amount("b", "value: 16"), amount("c", "value: 14", "polarity: denied"),
        "d: {says: {id: deal:D, amount: {value: 9, unit: EUR}}}", "e: {says: {id: deal:D, amount: {value: 9, unit: EUR}}, polarity: denied}",
    ]))  # fmt: skip
    assert sides(survey) == [
        "denied, functional: $14 billion (a) | $16 billion (b) | not $14 billion (c)",
        "denied: not \u20ac9 (e) | \u20ac9 (d)",
    ]


def test_numbers_that_only_some_write_so_exactly(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: deal:D, amount: {value: "5.0", scale: million, unit: EUR}}}
        b: {says: {id: deal:D, amount: {value: 5000, scale: thousand, unit: EUR}}}
        c: {says: {id: deal:D, amount: {value: 5.04, scale: million, unit: EUR}}}
        d: {says: {id: deal:D, amount: {value: 6, scale: million, unit: EUR}}}
    """)
    (found,) = survey.disagreements
    assert found.why == (
        "Only one can be so: \u20ac6 million excludes \u20ac5 million and \u20ac5.04 million; "
        "\u20ac5.04 million excludes \u20ac5 million as only some write it."
    )
    assert ("claim:a", "claim:c") not in found.pairs
    assert ("claim:b", "claim:c") in found.pairs


def test_a_claim_does_not_disagree_with_itself(ask: Ask) -> None:
    assert not ask.survey("one: {says: {id: org:Lab, ledBy: person:Ann}}").disagreements
    store = ask.store("one: {says: {id: org:Lab, ledBy: person:Ann}}")
    one = store.prefixes["claim"] + "one"
    store.inner.update(f"INSERT DATA {{ <{one}> <http://purl.org/spar/cito/disputes> <{one}> }}")
    assert not survey_conflicts(store).disagreements


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (["a: said: 2025-01-01", "b: said: 2025-01-02"], " They were said 1 day apart, and neither says since when"),
        (["a: said: {latest: 2025-01-01}", "b: said: 2025-01-31"], " They were said at least 30 days apart, and neither says since when"),
        (["a: said: 2025-01-01", "a: said: 2026-01-01", "b: said: 2025-04-01"], " They were said about 3 to 9 months apart, and do not say since when"),
        (["a: said: 2025-01-01", "a: said: 2025-01-05", "b: said: 2025-01-05"], " Some were said 4 days apart, and do not say since when"),
        (["a: said: 2025-01-01", "b: said: 2025-01-01"], ""),
        (["a: said: 2025-01-01, until: 2026", "b: said: 2025-01-09"], ""),
    ],
)  # fmt: skip
def test_what_may_have_changed_between_two_reports(ask: Ask, says: list[str], why: str) -> None:
    lines = []
    for number, one in enumerate(says):
        name, _, when = one.partition(": ")
        lines.append(f"c{number}: {{says: {{id: org:Lab, ledBy: person:{'Ann' if name == 'a' else 'Bob'}}}, {when}}}")
    (found,) = ask.survey("\n".join(lines)).disagreements
    rest = ": it may have changed in between; `from` would say so." if why else ""
    assert found.why == f"Only one can be so at a time.{why}{rest}"


def test_what_may_have_changed_until_it_was_denied(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: org:Lab, ledBy: person:Ann}, said: 2025-01}
        b: {says: {id: org:Lab, ledBy: person:Ann}, polarity: denied, said: 2025-02-10}
        c: {says: {id: model:A, codename: Mango}, said: 2025-01}
        d: {says: {id: model:A, codename: Mango}, polarity: denied, said: 2025-02-10}
    """)
    changed = "it may have changed in between; `from` would say so."
    assert [found.why for found in survey.disagreements] == [
        "What some say is so, others deny.",  # a codename never changes
        f"What some say is so, others deny. They were said 10 to 40 days apart, and neither says since when: {changed}",
    ]


def test_closed_against_open_at_the_same_time(ask: Ask) -> None:
    closed = "one: {says: {id: model:A, licence: proprietary}, until: 2026-03}\n"
    assert sides(ask.survey(closed + "two: {says: {id: model:A, licence: open-weight}, from: 2025}")) == [
        "disjoint: open weight (two) | proprietary (one)"
    ]
    assert steps(ask.survey(closed + "two: {says: {id: model:A, licence: open-weight}, from: 2026-04-01}")) == [
        "Model A, licence: 2026-03-01 proprietary (one) → 2026-04-01 open weight (two)"
    ]


def test_what_several_dispute_is_disputed_once(ask: Ask) -> None:
    survey = ask.survey("""
        one: {says: {id: org:Lab, pursues: topic:Budget}, modality: planned}
        two: {says: {id: org:Lab, abandoned: topic:Budget}, stance: opinion, disputes: claim:one}
        three: {says: {id: org:Council, pursues: topic:Budget}, disputes: claim:one}
    """)
    (found,) = survey.disagreements
    assert (found.kind, found.subject, found.predicate, found.heading) == ("disputed", "", "", "“Claim one”")
    assert sides(survey) == ["disputed: Claim one (one) | Claim three (three) | Claim two (two)"]


def test_several_statements_denied_together_are_one_disagreement(ask: Ask) -> None:
    survey = ask.survey("""
        one: {says: {id: model:A, codename: Mango, launchedOn: 2026}, polarity: denied}
        two: {says: {id: model:A, codename: Mango, launchedOn: 2026, licence: proprietary}}
        three: {says: {id: model:A, codename: Mango}}
    """)
    assert sides(survey) == [
        "denied: codename Mango and launched on 2026 (two) | not codename Mango and launched on 2026 (one)",
    ]


# ---------------------------------------------------------------- still to come, or so already


def rollout(planned: str, already: str) -> str:
    return f"""
        plan: {{says: {{id: model:A, rollsOutTo: product:App}}, modality: planned{planned}}}
        fact: {{says: {{id: model:A, rollsOutTo: product:App}}{already}}}
    """


APP = "\n  - {id: model:A, type: Model, name: Model A}\n  - {id: product:App, type: Product, name: the App}\n"


@pytest.mark.parametrize(
    ("planned", "already", "conflict"),
    [
        (", said: 2026-04-08", ", said: 2026-04-09", True),  # a rollout goes by months
        (", said: 2026-04-08", ", said: 2026-04-01", True),
        (", said: 2026-04-08", ", said: 2026-02", True),
        (", said: 2026-04-08", ", said: 2026-05-01", False),  # fulfilled since
        (", said: 2026-04-08", ", said: 2026-05-01, from: 2026-03", True),  # but it says since when
        (", said: 2026-04-08", ", said: 2026-04-08, from: 2026-05", False),
        (", said: 2026-04-08", ", said: 2026-04-08, until: 2025", False),  # it was so once
        (", said: 2026-04-08", ", said: 2026", False),  # perhaps later
        (", said: 2026", ", said: 2026-04-08", False),  # perhaps earlier
        (", said: {earliest: 2026-04-08, exactness: vague}", ", said: 2026-04-09", True),
        (", said: {latest: 2026-04-08, exactness: vague}", ", said: 2026-04-01", False),
    ],
)
def test_still_to_come_against_already(ask: Ask, planned: str, already: str, *, conflict: bool) -> None:
    survey = survey_conflicts(ask.store(rollout(planned, already), entities=APP))
    assert sides(survey) == (["not-yet: the App: already (fact) | the App: still to come (plan)"] if conflict else [])
    assert not survey.updates


@pytest.mark.parametrize("modality", ["planned", "hoped", "envisioned", "projected"])
def test_what_is_yet_to_come_by_the_day(ask: Ask, modality: str) -> None:
    plan = f"plan: {{says: {{id: model:A, licence: open-source}}, modality: {modality}, said: 2026-04-08}}\n"
    assert len(ask(plan + "fact: {says: {id: model:A, licence: open-source}, said: 2026-04-08}")) == 1
    assert not ask(plan + "fact: {says: {id: model:A, licence: open-source}, said: 2026-04-09}")


@pytest.mark.parametrize("modality", ["possible", "alleged", "estimated", "ongoing", "conceded"])
def test_what_leaves_it_open_whether_it_is_so_already(ask: Ask, modality: str) -> None:
    assert not ask(f"""
        one: {{says: {{id: model:A, licence: open-source}}, modality: {modality}}}
        two: {{says: {{id: model:A, licence: open-source}}}}
    """)


@pytest.mark.parametrize(
    "plan", ["polarity: denied", "stance: opinion", "says: {id: model:A, licence: open-source, codename: Mango}"], ids=str
)
def test_other_things_that_are_still_to_come(ask: Ask, plan: str) -> None:
    says = "" if plan.startswith("says") else "says: {id: model:A, licence: open-source}, "
    assert not ask(f"plan: {{{says}{plan}, modality: planned}}\nfact: {{says: {{id: model:A, licence: open-source}}}}")


def test_an_undated_source_is_never_still_to_come(make_corpus: MakeCorpus, ask: Ask) -> None:
    store = ask.store(rollout("", ", said: 2026-04-01"), entities=APP)
    assert len(survey_conflicts(store).disagreements) == 1
    facts = make_corpus({"entities.yaml": ask.entities(APP), "source.yaml": ask.source(rollout("", ", said: 2026-04-01"), published="")})
    import claimgraph

    assert not survey_conflicts(claimgraph.load(facts).store).disagreements


# ---------------------------------------------------------------- updates


def test_guidance_that_was_raised(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "low: 115, high: 135", "modality: projected, said: 2026-01-28"),
        amount("b", "low: 125, high: 145", "modality: projected, said: 2026-04-29, supersedes: claim:a"),
    ]))  # fmt: skip
    assert steps(survey) == ["the deal, amount: 2026-01-28 ~$115\u2013135 billion (a) → 2026-04-29 ~$125\u2013145 billion (b)"]
    assert survey.updates[0].why == "A later claim replaces an earlier one by its own word."
    assert survey.updates[0].pairs == [("claim:a", "claim:b")]
    assert not survey.disagreements


def test_a_release_that_was_moved_and_came(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: model:A, launchedOn: {earliest: 2026-01-01, latest: 2026-03-31}}, modality: projected, said: 2025-12-10}
        b: {says: {id: model:A, launchedOn: {value: 2026-05, exactness: at-least}}, modality: planned, said: 2026-03-13}
        c: {says: {id: model:A, launchedOn: 2026-06-09}, said: 2026-06-10}
    """)
    (written,) = steps(survey)
    assert written.split(" → ") == [
        "Model A, launched on: 2025-12-10 ~1 January 2026 to 31 March 2026 (a)",
        "2026-03-13 ~May 2026 or later (b)",
        "2026-06-10 9 June 2026 (c)",
    ]
    assert survey.updates[0].pairs == [("claim:a", "claim:b"), ("claim:a", "claim:c")]  # June is as was expected last
    assert not survey.updates[0].contested


def test_expected_and_then_otherwise(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: org:Lab, valuation: {value: 25, scale: billion, unit: USD, exactness: about}}, modality: projected, said: 2025-06-11}
        b: {says: {id: org:Lab, valuation: {value: 29, scale: billion, unit: USD, exactness: over}}, said: 2025-06-13}
    """)
    assert steps(survey) == ["The Lab, valuation: 2025-06-11 ~about $25 billion (a) → 2025-06-13 over $29 billion (b)"]
    assert survey.updates[0].why == "What was expected is not what is said to be so."


@pytest.mark.parametrize(
    "more",
    [
        "a: {says: {id: model:A, licence: open-source}, modality: planned}\nb: {says: {id: model:A, licence: proprietary}}",
        "a: {says: {id: model:A, licence: open-source}, modality: projected, due: 2027}\nb: {says: {id: model:A, licence: proprietary}}",
        "a: {says: {id: model:A, licence: open-source}, modality: projected}\nb: {says: {id: model:A, licence: proprietary}, said: 2020}",
        "a: {says: {id: model:A, licence: open-source}, modality: planned}\nb: {says: {id: model:A, licence: proprietary}, modality: projected}",
        "a: {says: {id: model:A, licence: open-source}, modality: possible}\nb: {says: {id: model:A, licence: proprietary}}",
        "a: {says: {id: org:Lab, ledBy: person:Ann}, stance: opinion}\nb: {says: {id: org:Lab, ledBy: person:Bob}, modality: planned}",
        "a: {says: {id: org:Lab, ledBy: person:Ann}, from: 2020}\nb: {says: {id: org:Lab, ledBy: person:Ann}, supersedes: claim:a}",
        "a: {says: {id: org:Lab, ledBy: person:Ann}}\nb: {says: {id: org:Lab, ledBy: person:Bob}, retracts: claim:a}",
    ],
    ids=["a plan for what is not so yet", "not due yet", "so before it was expected to change", "a plan and a forecast", "what may be",
         "an opinion", "the same once more", "taken back"],
)  # fmt: skip
def test_neither_a_disagreement_nor_an_update(ask: Ask, more: str) -> None:
    survey = ask.survey(more)
    assert not survey.disagreements
    assert not survey.updates


def test_one_after_the_other(ask: Ask) -> None:
    survey = ask.survey("""
        b: {says: {id: org:Lab, ledBy: person:Bob}, from: 2021}
        a: {says: {id: org:Lab, ledBy: person:Ann}, until: 2020}
        c: {says: {id: org:Lab, ledBy: person:Ann}, until: 2019-06}
    """)
    assert steps(survey) == ["The Lab, led by: 2019-06-01 Ann (c a) → 2021-01-01 Bob (b)"]
    assert survey.updates[0].why == "One is said to be so at one time, the other at another."


def test_until_and_since_when_what_is_always_so_was_so(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: deal:D, dealKind: minority-stake}, until: 2020}
        b: {says: {id: deal:D, dealKind: acquisition}, from: 2026}
    """)
    assert steps(survey) == ["the deal, kind of deal: 2020-01-01 minority stake (a) → 2026-01-01 acquisition (b)"]
    assert survey.updates[0].why == "One is said to be so at one time, the other at another."
    assert not survey.disagreements


def test_what_supersedes_comes_behind_it_whatever_was_said_first(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: org:Lab, ledBy: person:Ann}, said: 2025-03}
        b: {says: {id: org:Lab, ledBy: person:Bob}, said: 2025-01, supersedes: claim:a}
    """)
    assert steps(survey) == ["The Lab, led by: 2025-03-01 Ann (a) → 2025-01-01 Bob (b)"]


def test_an_estimate_expects_nothing(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "modality: estimated, said: 2026-01-28"), amount("b", "value: 15", "modality: estimated, said: 2026-02-28"),
        amount("c", "value: 14", "said: 2026-03-28"),
    ]))  # fmt: skip
    assert not survey.updates
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "modality: estimated, said: 2026-01-28"),
        amount("b", "value: 14", "modality: estimated, said: 2026-03-28, supersedes: claim:a"),
    ]))  # fmt: skip
    assert steps(survey) == ["the deal, amount: 2026-01-28 $12 billion (a) → 2026-03-28 $14 billion (b)"]


def test_an_order_that_is_not_known(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "modality: projected, said: 2026-01-28"),
        amount("b", "value: 14", "modality: planned, said: 2026-01-28"),
    ]))  # fmt: skip
    assert steps(survey) == ["the deal, amount: 2026-01-28 ~$12 billion (a) → 2026-01-28? ~$14 billion (b)"]


def test_what_is_told_more_exactly_is_one_step(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 15, exactness: about", "modality: projected, said: 2026-01-01"),
        amount("b", "value: 14.3", "modality: planned, said: 2026-01-02"),
        amount("c", "value: 20", "modality: projected, said: 2026-01-03"),
        amount("d", "value: 14.3", "modality: projected, said: 2026-01-04"),
        amount("e", "value: 14.3", "said: 2026-01-05"),
        amount("f", "value: 14", "said: 2026-01-06"),
    ]))  # fmt: skip
    (written,) = steps(survey)
    assert written.split(" → ") == [
        "the deal, amount: 2026-01-01 ~about $15 billion or $14.3 billion (a b)",
        "2026-01-03 ~$20 billion (c)",
        "2026-01-04 ~$14.3 billion (d)",
        "2026-01-05 $14.3 billion or $14 billion (e f)",
    ]


def test_what_supersedes_needs_no_date(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "modality: projected, said: {earliest: 2026-01-01, exactness: vague}"),
        amount("z", "value: 10", "modality: projected, said: {latest: 2027-01-01, exactness: vague}, supersedes: claim:a"),
    ]))  # fmt: skip
    assert steps(survey) == ["the deal, amount: 2026-01-01 ~$12 billion (a) →  ~$10 billion (z)"]


def test_claims_that_supersede_one_another_in_a_circle_end(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "supersedes: claim:c"), amount("b", "value: 10", "supersedes: claim:a"), amount("c", "value: 8", "supersedes: claim:b"),
    ]))  # fmt: skip
    assert [sorted(claim for step in update.steps for claim in step.claims) for update in survey.updates] == [
        ["claim:a", "claim:b", "claim:c"]
    ]


def test_an_update_in_another_unit(ask: Ask) -> None:
    survey = ask.survey("""
        a: {says: {id: deal:D, amount: {value: 12, unit: USD}}, said: 2025}
        b: {says: {id: deal:D, amount: {value: 10, unit: EUR}}, said: 2026, supersedes: claim:a}
    """)
    assert steps(survey) == ["the deal, amount: 2025-01-01 $12 (a) → 2026-01-01 €10 (b)"]
    assert not survey.incomparable


def test_an_update_that_others_contest(ask: Ask) -> None:
    survey = ask.survey("\n".join([
        amount("a", "value: 12", "modality: projected"), amount("b", "value: 14"), amount("c", "value: 16"),
    ]))  # fmt: skip
    assert sides(survey) == ["functional: $14 billion (b) | $16 billion (c)"]
    assert [(update.pairs, update.contested) for update in survey.updates] == [([("claim:a", "claim:b"), ("claim:a", "claim:c")], True)]


# ---------------------------------------------------------------- what cannot be compared


def score(name: str, value: str) -> str:
    return f"{name}: {{says: {{id: model:A, score: {{on: bench:Exam, {value}}}}}}}"


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("value: 50, unit: percent, setting: No Tools", "value: 60, unit: percent, setting: with tools",
         "Not comparable: differs in setting (No Tools / with tools)."),
        ("value: 50, unit: percent", "value: 60, unit: percent, setting: with tools",
         "Not comparable: differs in setting (no setting given / with tools)."),
        ("value: 50, unit: percent", "value: 50, unit: points", "Not comparable: differs in unit (percent / points)."),
        ("value: 50, unit: percent, setting: x", "value: 50, unit: points", "Not comparable: differs in unit and setting (percent, x / points, no setting given)."),
        ("value: 50, unit: percent, setting: No Tools", "value: 50, unit: percent, setting: with tools", None),
        ("value: 50, unit: percent, setting: No Tools", "value: 48, unit: percent, setting: no tools", None),
    ],
)  # fmt: skip
def test_scores_are_compared_in_one_setting_and_unit_only(ask: Ask, one: str, two: str, why: str | None) -> None:
    survey = ask.survey(score("one", one) + "\n" + score("two", two))
    assert [found.why for found in survey.incomparable] == ([why] if why else [])
    if why:
        assert survey.incomparable[0].heading == "Model A, score on the Exam"
        assert sorted(claim for side in survey.incomparable[0].sides for claim in side.claims) == ["claim:one", "claim:two"]
    assert bool(survey.disagreements) == ("48" in two)


def test_scores_of_other_benchmarks_and_models_have_nothing_in_common(ask: Ask) -> None:
    survey = ask.survey("""
        one: {says: {id: model:A, score: {on: bench:Exam, value: 50, unit: percent}}}
        two: {says: {id: model:B, score: {on: bench:Exam, value: 60, unit: points}}}
    """)
    assert not survey.incomparable


def test_amounts_in_other_money(ask: Ask) -> None:
    survey = ask.survey("""
        one: {says: {id: deal:D, amount: {value: 12, unit: USD}}}
        two: {says: {id: deal:D, amount: {value: 10, unit: EUR}}}
    """)
    assert [found.why for found in survey.incomparable] == ["Not comparable: differs in unit (EUR / USD)."]
    assert not survey.disagreements


# ---------------------------------------------------------------- what a claim has a part in


def test_what_a_claim_has_a_part_in(ask: Ask) -> None:
    store = ask.store("""
        a: {says: {id: org:Lab, ledBy: person:Ann}}
        b: {says: {id: org:Lab, ledBy: person:Bob}}
        c: {says: {id: org:Lab, ledBy: person:Bob}, polarity: denied}
        d: {says: {id: model:A, codename: Mango}}
        e: {says: {id: model:A, codename: Kiwi}, disputes: claim:a}
    """)

    def found(*claims: str) -> list[str]:
        return sides(survey_conflicts(store, focus={store.prefixes["claim"] + claim for claim in claims}))

    assert found("a") == ["functional: Ann (a) | Bob (b)", "disputed: Claim a (a) | Claim e (e)"]
    assert found("c") == ["denied: Bob (b) | not Bob (c)"]
    assert found("d") == ["functional: Kiwi (e) | Mango (d)"]
    assert found("d", "c") == ["functional: Kiwi (e) | Mango (d)", "denied: Bob (b) | not Bob (c)"]
    assert found() == []
