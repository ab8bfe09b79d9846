"""Origins: small corpora as text in; whom each claim goes back to, and how many independent origins a statement has, out."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from helpers import ENTITIES, MakeCorpus, Run

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
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Times, source: src:paper}]}", {"a": "named Times"}),
        # who names itself first says it itself; and of its own people it is the origin
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Post}]}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post}: {attribution: [{source: src:paper}]}", {"a": "own Post"}),
        ("a in paper {publisher: org:Post}: {attribution: [{agent: org:Post}, {unnamed: sources}]}", {"a": "named Post?"}),
        # so does who names another work of its own, which is not here
        (
            """a in one {publisher: org:Post}: {attribution: [{agent: org:Post, source: src:scoop}]}
               b in two {publisher: org:Post}: {attribution: [{source: src:scoop}, {unnamed: sources}]}
               x in scoop {publisher: org:Post}: {says: {id: org:Lab, ledBy: person:Bob}}""",
            {"a": "own Post", "b": "named Post?", "x": "own Post"},
        ),
        (
            """a in one {publisher: org:Post}: {attribution: [{agent: org:Post, source: src:scoop}]}
               b in scoop {publisher: org:Post}: {attribution: [{agent: org:Lab}]}""",
            {"a": "named Lab", "b": "named Lab"},
        ),
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
        # where the source that is cited does not say so, other works of who made it may
        (
            """a in paper {publisher: org:Post}: {attribution: [{source: src:one}]}
               x in one {publisher: org:Times}: {says: {id: org:Lab, ledBy: person:Bob}}
               c in two {publisher: org:Times}: {attribution: [{agent: org:Mail}]}""",
            {"a": "named Mail", "x": "own Times", "c": "named Mail"},
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
        # two translations of a work that is not here
        (
            """a in english {publisher: org:Post, derivedFrom: src:original}
               b in french {publisher: org:Post, derivedFrom: src:original}
               x in original {publisher: org:Post}: {says: {id: org:Lab, ledBy: person:Bob}}""",
            {"a": "own Post", "b": "own Post", "x": "own Post"},
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


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("a in one {author: [person:Ann,person:Bob]}\nb in two {author: person:Ann}", 1),
        ("a in one {author: [person:Ann,person:Bob]}\nb in two {author: person:Ann}\nc in three {author: person:Bob}", 1),
        ("a in one {author: [person:Ann,person:Bob]}\nb in two: {attribution: [{agent: person:Bob}]}\nc in three {publisher: org:Post}", 2),
        ("a in one {author: person:Bob}\nb in two {author: person:Ann}", 2),
    ],
)
def test_origins_that_share_somebody_are_one(ask: Ask, lines: str, number: int) -> None:
    assert ask.count(lines) == number


def test_the_voices_of_one_origin_are_told_together(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        corpus("a in one {author: [person:Ann,person:Bob]}\nb in two {author: person:Ann}\nc in three {publisher: org:Post}")
    )
    done = run("origins", "a", "--facts", facts)
    assert done.stdout == (
        "2 independent origins: in their own voice Ann (also Ann with Bob), The Post\n"
        "  Ann leads the Lab\n"
        "  Ann (also Ann with Bob) (in its own voice, naming nobody):\n"
        "    Ann, Bob, undated [asserted; claim:a]\n"
        "    Ann, undated [asserted; claim:b]\n"
        "  In its own voice, naming nobody:\n"
        "    The Post, undated [asserted; claim:c]\n"
        "\n"
        "Evidence: of 3 claims 0 verified in the text, 0 not verified, 3 without a place in the text.\n"
    )
    (statement,) = json.loads(run("origins", "a", "--format", "json", "--facts", facts).stdout)["statements"]
    assert (statement["independent"], statement["ownVoice"]) == (2, 2)
    assert statement["origins"][0]["origin"] == ["person:Ann", "person:Bob"]
    assert statement["origins"][0]["voices"] == [["person:Ann"], ["person:Ann", "person:Bob"]]
    assert run("origins", "a", "--require", "3", "--facts", facts).returncode == 1


def test_a_page_that_names_itself_first_answers_for_its_sources(ask: Ask, run: Run, make_corpus: MakeCorpus) -> None:
    assert ask("a in one {publisher: org:Post}: {attribution: [{unnamed: people}]}") == {"a": "unknown Post?"}
    own = "a in one {publisher: org:Post}: {attribution: [{agent: org:Post}, {unnamed: people}]}"
    assert ask(own) == {"a": "named Post?"}
    assert "\n    The Post → people, undated [asserted; claim:a]\n" in run("origins", "a", "--facts", make_corpus(corpus(own))).stdout


def test_a_page_made_of_several_has_one_origin_at_most(ask: Ask) -> None:
    """Neither states it in these facts: from which of the two it is is not known."""
    store = ask.store("""a in digest {publisher: org:Mail, derivedFrom: [src:one,src:two]}
                         x in one {publisher: org:Post}: {says: {id: org:Lab, ledBy: person:Bob}}
                         y in two {publisher: org:Times}: {says: {id: org:Lab, ledBy: person:Bob}}""")
    claim = store.prefixes["claim"] + "a"
    assert count_origins(store, [claim]) == {claim: 1}
    (end,) = resolve_chains(read_grounds(store).chains())[claim].ends
    assert [who.rpartition("/")[2] for who in end.who] == ["Post", "Times"]


def test_a_copy_says_what_it_is_a_copy_of(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in copy {publisher: org:Mail, derivedFrom: src:wire, published: 2025-03-05}
               x in wire {publisher: org:Post}: {says: {id: org:Lab, ledBy: person:Bob}}"""
    said = run("origins", "a", "--facts", make_corpus(corpus(lines))).stdout
    assert said.startswith("1 independent origin: in its own voice The Post\n")
    assert "    The Mail, derived from “Wire”, 5 March 2025 [asserted; claim:a]\n" in said


def test_what_may_be_the_same_origin_is_said_to_be(run: Run, make_corpus: MakeCorpus) -> None:
    """The wire, too, has it from the Lab, only not so exactly: the chain is not followed, but nobody is told of two without a word."""
    lines = """a in herald {publisher: org:Post}: {says: {id: topic:Budget, amount: {value: 80, unit: EUR}}, attribution: [{agent: org:Agency, source: src:wire}]}
               b in tribune {publisher: org:Mail}: {says: {id: topic:Budget, amount: {value: 80, unit: EUR}}, attribution: [{agent: org:Lab}]}
               c in wire {publisher: org:Agency}: {says: {id: topic:Budget, amount: {value: VALUE, unit: EUR}}, attribution: [{agent: org:Lab}]}"""
    facts = make_corpus(corpus(lines.replace("VALUE", "80, exactness: about")))
    done = run("origins", "a", "--require", "2", "--facts", facts)
    assert done.returncode == 1
    assert done.stdout.startswith("2 independent origins: The Agency, The Lab; but only 1 if what is similar, below, is the same\n")
    assert "  Where claim:a has it from, not the same is said, but something similar, so it was not followed (see trace):\n" in done.stdout
    assert (
        done.stderr == "too few origins: 2 (1 if what is similar is the same) of the 2 required for: Ann leads the Lab (claim:a, claim:b)\n"
    )
    (statement,) = json.loads(run("origins", "a", "--format", "json", "--facts", facts).stdout)["statements"]
    assert (statement["independent"], statement["atLeast"], statement["similar"]) == (2, 1, [{"claim": "claim:a", "to": ["claim:c"]}])
    other = make_corpus(corpus(lines.replace("VALUE", "90")))
    done = run("origins", "a", "--require", "2", "--facts", other)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_origin_that_was_less_sure_is_said_to_be(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in paper {publisher: org:Post}: {attribution: [{source: src:mail}]}
               b in mail {publisher: org:Mail}: {modality: possible}"""
    facts = make_corpus(corpus(lines))
    assert "[asserted; claim:a, through claim:b (possible)]\n" in run("origins", "a", "--facts", facts).stdout
    (statement,) = json.loads(run("origins", "a", "--format", "json", "--facts", facts).stdout)["statements"]
    assert statement["lessSure"] == ["claim:b"]


def test_a_long_way_is_told_by_its_ends(run: Run, make_corpus: MakeCorpus) -> None:
    """The reports on the way stand in the order of the chain, nearest first, not of their names."""
    way = ["a", "z", "m", "k", "b"]
    lines = [f"{one} in in-{one}: {{attribution: [{{source: src:in-{two}}}]}}" for one, two in itertools.pairwise(way)]
    said = run("origins", "a", "--facts", make_corpus(corpus("\n".join([*lines, "b in in-b {publisher: org:Post}"])))).stdout
    assert "claim:a, through 4 reports: claim:z … claim:b]\n" in said
    assert "claim:z, through claim:m, claim:k, claim:b]\n" in said


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


# ---------------------------------------------------------------- the command

PAPERS = """a in paper {publisher: org:Post, published: 2025-03-04}: {attribution: [{agent: org:Times}], modality: planned}
            b in mail {publisher: org:Mail, published: 2025-03-05}: {attribution: [{agent: org:Times}, {unnamed: two people}], modality: hoped}
            c in wire {publisher: org:Gazette, author: org:Agency}: {modality: planned}
            d in blog {published: 2025-03-03}: {attribution: [{unnamed: reports}], modality: planned}
            e in other: {says: {id: org:Council, ledBy: person:Ann}, supports: claim:a}
            f in third: {says: {id: org:Council, ledBy: person:Bob}, disputes: claim:b}"""


def test_the_number_comes_first_then_who_and_by_which_reports(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("origins", "a", "--facts", make_corpus(corpus(PAPERS)))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "2 independent origins: The Times, and in its own voice The Agency\n"
        "  Ann leads the Lab\n"
        "  The Times:\n"
        "    The Post → The Times, 4 March 2025 [planned; claim:a]\n"
        "    The Mail → The Times → two people, 5 March 2025 [hoped; claim:b]\n"
        "  In its own voice, naming nobody:\n"
        "    The Agency via The Gazette, undated [planned; claim:c]\n"
        "  Not counted, as whom it comes from is not known:\n"
        "    “Blog” → reports, 3 March 2025 [planned; claim:d]\n"
        "  Supported by what others say, which is not in the number:\n"
        "    “Other”, undated: Ann leads the Lab [asserted; claim:e; no place in the text given]\n"
        "  Disputed by what others say, which is not in the number:\n"
        "    “Third”, undated: Ann leads the Lab [asserted; claim:f; no place in the text given]\n"
        "\n"
        "Evidence: of 6 claims 0 verified in the text, 0 not verified, 6 without a place in the text.\n"
    )


@pytest.mark.parametrize(
    ("args", "code", "error"),
    [
        (["a", "--require", "2"], 0, ""),
        (["a", "--require", "3"], 1, "too few origins: 2 of the 3 required for: Ann leads the Lab (claim:d, claim:a, claim:b, claim:c)\n"),
        (["a", "--require", "2", "--named-only"], 1,
         "too few origins: 1 of the 2 required for: Ann leads the Lab (claim:d, claim:a, claim:b, claim:c)\n"),
        (["--about", "The Lab", "--require", "2"], 0, ""),
        (["--about", "City Council", "--require", "2"], 1,
         ("too few origins: 1 of the 2 required for: Ann leads the Lab (claim:e)\n"
         "too few origins: 1 of the 2 required for: Ann leads the Lab (claim:f)\n")),
        (["--about", "the budget", "--require", "1"], 1, "too few origins: nothing is said about the budget\n"),
        (["--about", "the budget"], 0, ""),
        (["a", "--as-of", "2025-03-04", "--require", "2"], 1,
         ("note: 3 claims are left out: they may or may not have been said by then\n"
         "too few origins: 1 of the 2 required for: Ann leads the Lab (claim:d, claim:a)\n")),
    ],
)  # fmt: skip
def test_a_gate_says_which_statement_has_too_few(run: Run, make_corpus: MakeCorpus, args: list[str], code: int, error: str) -> None:
    done = run("origins", *args, "--facts", make_corpus(corpus(PAPERS)))
    assert (done.returncode, done.stderr) == (code, error)


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([], "error: give one claim, or --about X, and not both\n  hint: claimgraph origins CLAIM, or claimgraph origins --about X\n"),
        (["a", "--about", "The Lab"], "error: give one claim, or --about X, and not both\n  hint: claimgraph origins CLAIM, or claimgraph origins --about X\n"),
        (["aa"], "error: there is no claim aa\n"),
        (["--about", "The Lap"], "error: --about The Lap: nothing in these facts has that id or name\n"),
    ],
)  # fmt: skip
def test_misuse_is_said(run: Run, make_corpus: MakeCorpus, args: list[str], error: str) -> None:
    done = run("origins", *args, "--facts", make_corpus(corpus(PAPERS)))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(error)


def test_json_says_who_counts_and_who_does_not(run: Run, make_corpus: MakeCorpus) -> None:
    data = json.loads(run("origins", "a", "--format", "json", "--require", "2", "--facts", make_corpus(corpus(PAPERS))).stdout)
    assert {key: data[key] for key in ("analysis", "asOf", "undated", "namedOnly", "require")} == {
        "analysis": "origins", "asOf": None, "undated": 0, "namedOnly": False, "require": 2,
    }  # fmt: skip
    assert data["statements"] == [
        {
            "label": "Ann leads the Lab",
            "claims": ["claim:d", "claim:a", "claim:b", "claim:c"],
            "polarity": "cg:affirmed",
            "stance": "cg:fact",
            "holdsNow": False,
            "independent": 2,
            "atLeast": 2,
            "enough": True,
            "named": 1,
            "ownVoice": 1,
            "refuted": 0,
            "origins": [
                {"origin": ["org:Times"], "voices": [["org:Times"]], "name": "The Times", "kind": "named", "anonymous": False,
                 "refuted": False, "claims": ["claim:a", "claim:b"]},
                {"origin": ["org:Agency"], "voices": [["org:Agency"]], "name": "The Agency", "kind": "own", "anonymous": False,
                 "refuted": False, "claims": ["claim:c"]},
            ],
            "similar": [],
            "lessSure": [],
            "unknown": ["claim:d"],
            "circular": [],
            "circles": [],
            "withdrawn": [],
            "gone": [],
            "supportedBy": ["claim:e"],
            "disputedBy": ["claim:f"],
        }
    ]  # fmt: skip
    assert [claim["id"] for claim in data["claims"]] == ["claim:d", "claim:b", "claim:e", "claim:a", "claim:f", "claim:c"]
    assert data["sources"]["src:wire"]["publisher"] == "org:Gazette"


def test_rows_for_a_spreadsheet(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("origins", "a", "--format", "tsv", "--facts", make_corpus(corpus(PAPERS)))
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["statement", "independent", "origin", "kind", "anonymous", "claim", "chain", "said", "put", "source"]
    assert [row[2:6] for row in rows[1:]] == [
        ["The Times", "named", "no", "claim:a"],
        ["The Times", "named", "no", "claim:b"],
        ["The Agency", "own", "no", "claim:c"],
        ["", "unknown", "", "claim:d"],
    ]


def test_a_circle_is_shown(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(corpus(CIRCLE))
    done = run("origins", "c", "--facts", facts)
    assert done.stdout.startswith(
        "No independent origin is known\n"
        "  Ann leads the Lab\n"
        "  Not counted, as it leads only round in a circle:\n"
        "    The Post → The Mail, undated [asserted; claim:a, through claim:b]\n"
        "    The Mail → The Post, undated [asserted; claim:b, through claim:a]\n"
        "    “Blog” → The Post, undated [asserted; claim:c, through claim:a, claim:b]\n"
        "  The circle: The Post → The Mail → The Post\n"
    )
    (statement,) = json.loads(run("origins", "c", "--format", "json", "--facts", facts).stdout)["statements"]
    assert statement["circles"] == [["claim:a", "claim:b"]]


def test_what_was_refuted_counts_and_says_so(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in paper {publisher: org:Post}: {assessment: {verdict: refuted, agent: org:Council, said: 2025-03-09}}
               b in mail {publisher: org:Mail}"""
    done = run("origins", "b", "--facts", make_corpus(corpus(lines)))
    assert done.stdout.startswith(
        "2 independent origins: in their own voice The Mail, The Post; but every report of 1 of these was refuted\n"
        "  Ann leads the Lab\n"
        "  In their own voice, naming nobody:\n"
        "    The Mail, undated [asserted; claim:b]\n"
        "    The Post, undated [asserted, refuted; claim:a]\n"
        "  claim:a was found refuted by City Council, 9 March 2025\n"
    )


def test_what_was_refuted_opens_no_gate(run: Run, make_corpus: MakeCorpus) -> None:
    lines = "a in paper {publisher: org:Post}: {assessment: {verdict: refuted, agent: org:Council}}"
    done = run("origins", "a", "--require", "1", "--facts", make_corpus(corpus(lines)))
    assert done.stdout.startswith("1 independent origin: in its own voice The Post; but every report of it was refuted\n")
    assert (done.returncode, done.stderr) == (
        1,
        "too few origins: 1 (1 of them refuted) of the 1 required for: Ann leads the Lab (claim:a)\n",
    )


def test_a_claim_that_was_superseded_has_nothing_behind_it(run: Run, make_corpus: MakeCorpus) -> None:
    lines = """a in paper {publisher: org:Post}
               b in paper: {says: {id: org:Lab, ledBy: person:Bob}, supersedes: claim:a}"""
    done = run("origins", "a", "--require", "1", "--facts", make_corpus(corpus(lines)))
    assert done.stdout.startswith(
        "Nothing stands behind this any more\n"
        "  Ann leads the Lab\n"
        "  Not counted, as it was superseded or retracted itself:\n"
        "    The Post, undated [asserted, superseded; claim:a]\n"
    )
    assert (done.returncode, done.stderr) == (1, "too few origins: 0 of the 1 required for: Ann leads the Lab\n")
