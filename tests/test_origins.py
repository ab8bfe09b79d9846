"""Origins: small corpora as text in; whom each claim goes back to, and how many independent origins a statement has, out."""

from __future__ import annotations

import re

import pytest
from helpers import ENTITIES, MakeCorpus

import claimgraph
from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.origins import count_origins, resolve_chains
from claimgraph.store.embedded import EmbeddedStore

MORE = """
  - {id: org:Times, type: Organization, name: The Times}
  - {id: org:TheTimes, type: Organization, name: The Times of London, sameAs: "http://www.wikidata.org/entity/Q50008"}
  - {id: org:TimesUK, type: Organization, name: Times UK, sameAs: "http://www.wikidata.org/entity/Q50008"}
  - {id: org:Agency, type: Organization, name: The Agency}
  - {id: org:Post, type: Organization, name: The Post}
  - {id: org:Mail, type: Organization, name: The Mail}
  - {id: agent:Desk, type: Agent, name: the news desk}
"""
#: Attribution, source details and other keys in short, for one claim a line.
LINE = re.compile(r"^\s*([\w-]+) in ([\w-]+)( \{.*?\})?(?:: \{(.*)\})?\s*$", re.MULTILINE)


def corpus(lines: str) -> dict[str, str]:
    """Return the files of claims such as `one in paper {publisher: org:Post}: {attribution: [{agent: org:Lab}]}`, all of one statement."""
    sources: dict[str, tuple[list[str], list[str]]] = {}
    for claim, source, about, more in LINE.findall(lines):
        head, claims = sources.setdefault(source, ([], []))
        head += [about.strip(" {}")] if about else []
        says = "" if "says:" in more else ", says: {id: org:Lab, ledBy: person:Ann}"
        claims.append(f"  - {{id: claim:{claim}, label: Ann leads the Lab{says}{', ' if more else ''}{more}}}")
    files = {"entities.yaml": ENTITIES + MORE.removeprefix("\n")}
    for source, (head, claims) in sources.items():
        keys = re.sub(r", (?=\w+:)", "\n", "\n".join(head))
        files[f"{source}.yaml"] = (
            f"id: src:{source}\ntype: NewsArticle\nheadline: {source.title()}\n{keys}\nclaims:\n" + "\n".join(claims) + "\n"
        )
    return files


class Ask:
    """Makes a corpus and tells whom its claims go back to."""

    def __init__(self, make_corpus: MakeCorpus) -> None:
        self._make = make_corpus

    def store(self, lines: str) -> EmbeddedStore:
        """Load claims such as `one in paper {publisher: org:Post}: {attribution: [{agent: org:Lab}]}`."""
        return claimgraph.load(self._make(corpus(lines))).store

    def __call__(self, lines: str, *, without: str = "") -> dict[str, str]:
        """Return for each claim its kind and its origins, in short."""
        store = self.store(lines)
        iri = store.prefixes
        taken = [iri[prefix] + local for prefix, _, local in (name.partition(":") for name in without.split())]
        resolved = resolve_chains(read_grounds(store).chains(), without=taken)
        return {
            claim.removeprefix(iri["claim"]): " ".join(
                [found.kind, *(end.key.rpartition("/")[2] + "?" * end.anonymous for end in found.ends if end.who)]
            )
            for claim, found in resolved.items()
        }

    def count(self, lines: str) -> int:
        """Return how many independent origins the statement has, which all claims must agree on."""
        (count,) = set(count_origins(self.store(lines)).values())
        return count


@pytest.fixture
def ask(make_corpus: MakeCorpus) -> Ask:
    return Ask(make_corpus)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("a in paper {publisher: org:Post}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post, author: org:Agency}", {"a": "own Agency"}),
        ("a in paper {publisher: org:Post, author: person:Ann}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post, author: agent:Desk}", {"a": "own Post"}),
        ("a in paper {author: person:Ann}", {"a": "own Ann"}),
        ("a in paper", {"a": "own paper"}),
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}", {"a": "named Times"}),
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}, {agent: person:Ann}]}", {"a": "named Ann"}),
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}, {unnamed: people}]}", {"a": "named Times?"}),
        ("a in paper {publisher: org:Post}: {attribution: [{unnamed: people}]}", {"a": "unknown Post?"}),
        # who names itself first says it itself; and of its own people it is the origin
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Post}]}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post}: {attribution: [{source: src:paper}]}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Post}, {unnamed: sources}]}", {"a": "named Post?"}),
    ],
)
def test_a_chain_ends_with_whom_it_names_last(ask: Ask, lines: str, expected: dict[str, str]) -> None:
    assert ask(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # an agent's own report of the same is followed to whom it has it from
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in times {publisher: org:Times}: {attribution: [{agent: org:Agency}]}""",
            {"a": "named Agency", "b": "named Agency"},
        ),
        # its own voice is the same origin as itself
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in times {publisher: org:Times}""",
            {"a": "named Times", "b": "own Times"},
        ),
        # another statement is not followed, nor is the denial of this one
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in times {publisher: org:Times}: {attribution: [{agent: org:Agency}], says: {id: org:Lab, ledBy: person:Bob}}
               c in times: {attribution: [{agent: org:Mail}], polarity: denied}""",
            {"a": "named Times", "b": "named Agency", "c": "named Mail"},
        ),
        # a source that is cited goes before other works of the agent
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times, source: src:one}]}
               b in one {publisher: org:Times}: {attribution: [{agent: org:Agency}]}
               c in two {publisher: org:Times}: {attribution: [{agent: org:Mail}]}""",
            {"a": "named Agency", "b": "named Agency", "c": "named Mail"},
        ),
        # where several works of the agent say so, it goes back to all that they go back to
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in one {publisher: org:Times}: {attribution: [{agent: org:Agency}]}
               c in two {publisher: org:Times}: {attribution: [{agent: org:Mail}]}""",
            {"a": "named Agency Mail", "b": "named Agency", "c": "named Mail"},
        ),
        # an agent that speaks in a source of somebody else is the origin; one who made the source stands for those who answer for it
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Lab, source: src:one}]}
               b in page {publisher: org:Mail}: {attribution: [{agent: org:Times, source: src:one}]}
               c in blog: {attribution: [{source: src:one}]}
               x in one {publisher: org:Times, author: org:Agency}: {says: {id: org:Lab, ledBy: person:Bob}}""",
            {"a": "named Lab", "b": "named Agency", "c": "named Agency", "x": "own Agency"},
        ),
        # for others, the unnamed people of a report are those of its paper; for the paper itself, they are not known
        (
            """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in times {publisher: org:Times}: {attribution: [{unnamed: people}]}""",
            {"a": "named Times?", "b": "unknown Times?"},
        ),
        # names of one thing are one
        (
            """a in paper: {attribution: [{agent: org:TheTimes}]}
               b in times {publisher: org:TimesUK}: {attribution: [{agent: org:Agency}]}
               c in other: {attribution: [{agent: org:TimesUK}], says: {id: org:Lab, ledBy: person:Bob}}
               d in third: {attribution: [{agent: org:TheTimes}], says: {id: org:Lab, ledBy: person:Bob}}""",
            {"a": "named Agency", "b": "named Agency", "c": "named TheTimes", "d": "named TheTimes"},
        ),
    ],
)
def test_a_chain_is_followed_through_the_corpus(ask: Ask, lines: str, expected: dict[str, str]) -> None:
    assert ask(lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            """a in copy {publisher: org:Post, derivedFrom: src:wire}
               b in wire {publisher: org:Agency}""",
            {"a": "own Agency", "b": "own Agency"},
        ),
        (
            """a in copy {publisher: org:Post, derivedFrom: src:wire}
               b in wire {publisher: org:Agency}: {attribution: [{unnamed: people}]}""",
            {"a": "unknown Agency?", "b": "unknown Agency?"},
        ),
        # what the original does not say (as far as the corpus knows) still comes from there, unless the copy names somebody else
        (
            """a in copy {publisher: org:Post, derivedFrom: src:wire}
               b in copy: {attribution: [{agent: org:Lab}]}
               c in copy: {attribution: [{unnamed: people}]}
               x in wire {publisher: org:Agency}: {says: {id: org:Lab, ledBy: person:Bob}}""",
            {"a": "own Agency", "b": "named Lab", "c": "unknown Agency?", "x": "own Agency"},
        ),
        # a copy of a copy
        (
            """a in copy {derivedFrom: src:middle}
               x in middle {derivedFrom: src:wire}: {says: {id: org:Lab, ledBy: person:Bob}}
               b in wire {publisher: org:Agency}: {attribution: [{agent: org:Lab}]}
               c in paper: {attribution: [{source: src:middle}]}""",
            {"a": "named Lab", "x": "own Agency", "b": "named Lab", "c": "named Lab"},
        ),
    ],
)
def test_a_copy_goes_back_to_what_it_is_derived_from(ask: Ask, lines: str, expected: dict[str, str]) -> None:
    assert ask(lines) == expected


CIRCLE = """a in paper {publisher: org:Post}: {attribution: [{agent: org:Mail}]}
            b in mail {publisher: org:Mail}: {attribution: [{agent: org:Post}]}
            c in blog: {attribution: [{agent: org:Post}]}"""


def test_what_leads_only_round_in_a_circle_has_no_origin(ask: Ask) -> None:
    assert ask(CIRCLE) == {"a": "circular", "b": "circular", "c": "circular"}
    assert ask.count(CIRCLE) == 0


def test_a_circle_with_a_way_out_has_an_origin(ask: Ask) -> None:
    lines = CIRCLE + "\nd in letters {publisher: org:Mail}: {attribution: [{agent: person:Ann}]}"
    assert ask(lines) == dict.fromkeys("abcd", "named Ann")
    assert ask.count(lines) == 1


def test_a_source_may_lead_back_to_itself(ask: Ask) -> None:
    assert ask("a in paper {publisher: org:Post}: {attribution: [{agent: org:Mail}, {agent: org:Post}]}") == {"a": "circular"}


def test_what_was_withdrawn_stands_behind_nothing(ask: Ask) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{agent: org:Mail}]}
               b in mail {publisher: org:Mail}
               c in later {publisher: org:Mail}: {says: {id: org:Lab, ledBy: person:Bob}, retracts: claim:b}"""
    assert ask(lines) == {"a": "withdrawn", "b": "own Mail", "c": "own Mail"}
    again = lines + "\nd in latest {publisher: org:Mail}"
    assert ask(again)["a"] == "named Mail"


@pytest.mark.parametrize(
    ("without", "left"),
    [
        ("", {"a": "named Agency", "b": "named Agency", "c": "own Mail", "d": "own Agency"}),
        ("org:Agency", {"c": "own Mail"}),
        ("src:times", {"c": "own Mail", "d": "own Agency"}),
        ("org:Times", {"c": "own Mail", "d": "own Agency"}),
        ("src:paper", {"b": "named Agency", "c": "own Mail", "d": "own Agency"}),
        ("org:Mail src:wire", {"a": "named Agency", "b": "named Agency"}),
    ],
)
def test_what_rests_on_what_is_taken_away_falls(ask: Ask, without: str, left: dict[str, str]) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in times {publisher: org:Times}: {attribution: [{agent: org:Agency}]}
               c in mail {publisher: org:Mail}
               d in copy {publisher: org:Post, derivedFrom: src:wire}
               x in wire {publisher: org:Agency}: {says: {id: org:Lab, ledBy: person:Bob}}"""
    found = ask(lines, without=without)
    found.pop("x", None)
    assert found == left


def test_an_origin_counts_once(ask: Ask) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{agent: org:Times}]}
               b in mail {publisher: org:Mail}: {attribution: [{agent: org:Times}, {unnamed: people}]}
               c in copy {derivedFrom: src:mail}
               d in blog: {attribution: [{unnamed: reports}]}"""
    assert ask.count(lines) == 1
    assert ask.count(lines + "\ne in wire {publisher: org:Agency}") == 2


def test_a_plan_a_fact_an_opinion_and_a_denial_are_statements_of_their_own(ask: Ask) -> None:
    store = ask.store(
        """a in one {publisher: org:Post}
           b in two {publisher: org:Mail}: {modality: ongoing}
           c in three {publisher: org:Times}: {modality: planned}
           d in four {publisher: org:Agency}: {stance: opinion}
           e in five {publisher: org:Lab}: {polarity: denied}"""
    )
    counts = {claim.rpartition("/")[2]: count for claim, count in count_origins(store).items()}
    assert counts == {"a": 2, "b": 2, "c": 1, "d": 1, "e": 1}
    one = store.prefixes["claim"] + "a"
    assert count_origins(store, [one]) == {one: 2}
