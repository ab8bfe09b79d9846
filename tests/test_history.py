"""What was said over time: small corpora as text in; who said it first, who followed, what changed, out."""

from __future__ import annotations

import json
import pathlib
import random
import tempfile
from collections.abc import Sequence

import pytest
from helpers import MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from outlets import OUTLET_SETTINGS, outlet_files, outlet_store
from store_fixtures import Server

import claimgraph
from claimgraph.analyses.history import Entry, History, find_history
from claimgraph.errors import StoreError
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.remote import open_remote


def lab(store: EmbeddedStore) -> list[str]:
    return [store.prefixes["org"] + "Lab"]


def short(iris: Sequence[str]) -> str:
    return " ".join(iri.rpartition("/")[2] for iri in iris)


def told(entry: Entry) -> str:
    """Tell an entry in short: its claims, what it does to which others, and how many days later."""
    gap = f" {entry.gap.least}..{'' if entry.gap.most is None else entry.gap.most}" if entry.gap else ""
    return f"{short(entry.claims)}: {entry.role}{' ' + short(entry.after) if entry.after else ''}{gap}"


def timeline(history: History) -> list[str]:
    return [told(entry) for matter in history.matters for entry in matter.entries]


ANN, BOB = ("{says: {id: org:Lab, ledBy: person:" + name + "}" for name in ("Ann", "Bob"))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param(
            f"""two Post 2026-01-08: {ANN}}}
                one Gazette 2026-01-05: {ANN}}}
                also Herald 2026-01-05: {ANN}}}""",
            ["also one: first", "two: followed also one 3..3"],
            id="first, on one day by two; and who followed",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {ANN}}}
                two Post 2026-02-05: {BOB}}}""",
            ["one: first", "two: changed one 31..31"],
            id="another value of what has one",
        ),
        pytest.param(
            """one Gazette 2026-01-05: {says: {id: org:Lab, pursues: topic:Budget}, modality: hoped}
               two Post 2026-01-06: {says: {id: org:Lab, pursues: topic:Budget}, modality: planned}""",
            ["one: first", "two: changed one 1..1"],
            id="the same, put otherwise",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {ANN}}}
                two Post 2026-01-06: {ANN}, polarity: denied}}
                three Herald 2026-01-08: {ANN}, polarity: denied}}""",
            ["one: first", "two: denied one 1..1", "three: followed two 2..2"],
            id="denied, and by whom first",
        ),
        pytest.param(
            f"""one Gazette 2026-01-05: {ANN}}}
                two Gazette 2026-01-06: {BOB}, supersedes: claim:one}}
                three Gazette 2026-01-09: {ANN}, retracts: claim:two}}""",
            ["one: first", "two: superseded one 1..1", "three: retracted two 3..3"],
            id="replaced, then taken back",
        ),
        pytest.param(
            f"""one Gazette 2026-03-05: {ANN}}}
                two Gazette 2026-01-05: {BOB}, supersedes: claim:one}}
                three Post 2026-01: {BOB}, retracts: claim:one}}""",
            ["three: retracted one -63..-33", "two: superseded one -59..-59", "one: changed two 59..59"],
            id="what is replaced was said later, oddly",
        ),
        pytest.param(
            f"""one Gazette 2026-01: {ANN}}}
                two Post 2026-01-20: {ANN}}}
                three Herald -: {ANN}}}
                four Post -: {ANN}}}
                five Post 2026-02: {ANN}}}""",
            ["one: unknown two", "two: unknown one", "five: followed two 12..39", "four three: undated"],
            id="never more exact than the dates are",
        ),
        pytest.param(
            f"""one Gazette -: {ANN}, said: {{latest: 2026-03-01}}}}
                two Post 2026-06-10: {ANN}}}""",
            ["one: first", "two: followed one 101.."],
            id="by a day",
        ),
        pytest.param(
            f"""one Gazette -: {ANN}, said: {{earliest: 2026-03-01}}}}
                two Post 2026-06-10: {ANN}}}
                three Herald 2026-02: {BOB}}}""",
            ["three: first", "one: unknown two", "two: unknown one"],
            id="from a day on, nobody knows how long after",
        ),
        pytest.param(
            f"""one Gazette {{earliest: 2026-01-05}}: {ANN}}}
                two Post 2026-01-20: {BOB}}}""".replace("{earliest: 2026-01-05}", "2026"),
            ["one: first", "two: first"],
            id="said at one time, as far as is known, neither is a change",
        ),
    ],
)
def test_what_each_saying_does(make_corpus: MakeCorpus, claims: str, expected: list[str]) -> None:
    store = outlet_store(make_corpus, claims)
    assert timeline(find_history(store, things=lab(store))) == expected


@pytest.mark.parametrize(
    ("one", "two", "agrees"),
    [
        ("launchedOn: {earliest: 2026-03-01, latest: 2026-06-21}", "launchedOn: 2026-05", True),
        ("launchedOn: 2026-03", "launchedOn: 2026-05", False),
        ("parameterCount: {value: 10, scale: billion, unit: items, exactness: over}", "parameterCount: {value: 14, scale: billion, unit: items}", True),
        ("parameterCount: {value: 14, unit: items}", "parameterCount: {value: 15, unit: items}", False),
        ("parameterCount: {value: 14, unit: items}", "parameterCount: {value: 14.0, unit: items}", True),
        ("parameterCount: {value: 15, unit: items, exactness: over}", "parameterCount: {value: 15, unit: items, exactness: at-most}", False),
        ("parameterCount: {value: 10, scale: billion, unit: items}", "parameterCount: {value: 14, scale: billion, unit: items}", False),
        ("codename: Mango", "codename: Papaya", False),
    ],
)  # fmt: skip
def test_a_change_says_whether_both_can_be_so(make_corpus: MakeCorpus, one: str, two: str, agrees: bool) -> None:
    store = outlet_store(
        make_corpus,
        f"one Gazette 2026-01-05: {{says: {{id: model:A, {one}}}}}\ntwo Post 2026-02-05: {{says: {{id: model:A, {two}}}}}",
    )
    (matter,) = find_history(store, things=[store.prefixes["model"] + "A"]).matters
    assert [(entry.role, entry.agrees) for entry in matter.entries] == [("first", False), ("changed", agrees)]


def test_the_object_of_what_has_one_value_shares_its_history(make_corpus: MakeCorpus) -> None:
    """Who else is said to lead belongs to the history of a leader; what else is pursued does not belong to that of the budget."""
    store = outlet_store(
        make_corpus,
        f"""one Gazette 2026-01-05: {ANN}}}
            two Post 2026-02-05: {BOB}}}
            budget Post 2026-02-05: {{says: {{id: org:Lab, pursues: topic:Budget}}}}
            gazette Post 2026-02-05: {{says: {{id: org:Council, pursues: topic:Budget}}}}""",
    )
    person, topic = store.prefixes["person"], store.prefixes["topic"]
    assert timeline(find_history(store, things=[person + "Ann"])) == ["one: first", "two: changed one 31..31"]
    assert timeline(find_history(store, things=[topic + "Budget"])) == ["gazette: first", "budget: first"]
    claim = store.prefixes["claim"] + "two"
    assert find_history(store, claims=[claim]) == find_history(store, things=[person + "Ann"])


LINES = f"""
one Gazette 2026-01-05: {ANN}}}
two Post 2026-01-08: {ANN}, attribution: [{{agent: org:Council}}, {{agent: person:Bob}}]}}
three Herald 2026-01-08: {ANN}}}
later Post 2026-03-01: {BOB}, modality: planned}}
none Herald -: {ANN}}}
"""


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("Gazette", ["one: first"]),
        ("Post", ["two: followed one 3..3", "later: changed three two 52..52"]),
        ("Council", ["two: followed one 3..3"]),
        ("Lab", []),
    ],
)
def test_an_outlet_is_shown_beside_the_others(make_corpus: MakeCorpus, outlet: str, expected: list[str]) -> None:
    store = outlet_store(make_corpus, LINES)
    found = find_history(store, things=lab(store), outlets=[store.prefixes["org"] + outlet])
    assert timeline(found) == expected
    assert {short(entry.alongside) for matter in found.matters for entry in matter.entries if "two" in short(entry.claims)} <= {"three"}


# ---------------------------------------------------------------- the command


def test_a_day_that_is_none_is_told(make_corpus: MakeCorpus) -> None:
    store = outlet_store(make_corpus, f"one Gazette 2026-01-05: {ANN}, said: 2026-01-04}}\ntwo Post 2026-01-06: {ANN}, said: 2026-01-06}}")
    store.inner.update('DELETE { ?d cg:earliest ?e } INSERT { ?d cg:earliest "soon" } WHERE { ?d cg:earliest ?e }', prefixes=store.prefixes)
    with pytest.raises(StoreError, match="not as claimgraph writes it"):
        find_history(store, things=lab(store))


def test_names_of_one_thing_are_one_value_put_otherwise(run: Run, make_corpus: MakeCorpus) -> None:
    """A boss by another name is no other boss; two who share a name are two."""
    people = """
  - {id: person:AnnTwo, type: Person, name: Dr Ann, sameAs: "https://example.org/ann"}
  - {id: person:OtherAnn, type: Person, name: Ann, sameAs: "https://example.org/other"}
"""
    files = outlet_files(
        f"""one Gazette 2026-01-05: {ANN}}}
            two Post 2026-01-06: {ANN.replace("person:Ann", "person:AnnTwo")}, modality: hoped}}
            three Herald 2026-01-09: {ANN.replace("person:Ann", "person:OtherAnn")}}}"""
    )
    entities = files["entities.yaml"].replace("name: Ann}", 'name: Ann, sameAs: "https://example.org/ann"}')
    facts = make_corpus(files | {"entities.yaml": entities + people.removeprefix("\n")}, toml=OUTLET_SETTINGS)
    lines = run("history", "The Lab", "--facts", facts).stdout.splitlines()
    assert "  6 January 2026: Dr Ann (hoped); the same as Ann, put otherwise than by The Gazette, 1 day later" in lines
    assert "  9 January 2026: Ann; another value than Dr Ann, by The Post, 3 days later; the two have nothing in common" in lines


def test_what_is_replaced_or_undated_is_told_in_words(run: Run, make_corpus: MakeCorpus) -> None:
    lines = f"""one Gazette 2026-03-05: {ANN}}}
                two Post 2026-01-05: {BOB}, supersedes: claim:one}}"""
    done = run("history", "The Lab", "--facts", make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS))
    assert "  5 January 2026: Bob; replaces what was said by The Gazette, 59 days before that was said\n" in done.stdout
    done = run("history", "The Lab", "--facts", make_corpus(outlet_files(f"one Gazette -: {ANN}}}"), toml=OUTLET_SETTINGS))
    assert done.stdout.startswith("The Lab, led by (1 claim, undated, so neither first nor later)\n")
    two = f"one Gazette -: {ANN}}}\ntwo Post -: {ANN}}}"
    done = run("history", "The Lab", "--facts", make_corpus(outlet_files(two), toml=OUTLET_SETTINGS))
    assert done.stdout.startswith("The Lab, led by (2 claims, all undated, so neither first nor later)\n")


def test_the_report_reads_like_a_timeline(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)
    assert run("history", "The Lab", "--facts", facts).stdout == (
        "The Lab, led by (5 claims, 1 of them undated, so neither first nor later)\n"
        "  5 January 2026: Ann; said first\n"
        "    The Gazette, 5 January 2026: Claim one [asserted; claim:one; no place in the text given]\n"
        "  8 January 2026: Ann; follows The Gazette, 3 days later\n"
        "    The Herald, 8 January 2026: Claim three [asserted; claim:three; no place in the text given]\n"
        "    The Post → City Council → Bob, 8 January 2026: Claim two [asserted; claim:two; no place in the text given]\n"
        "  1 March 2026: Bob (planned); another value than Ann, by The Herald, The Post → City Council → Bob, 52 days later;"
        " the two have nothing in common\n"
        "    The Post, 1 March 2026: Claim later [planned; claim:later; no place in the text given]\n"
        "  undated: Ann\n"
        "    The Herald, undated: Claim none [asserted; claim:none; no place in the text given]\n"
    )
    assert "    the same day also: The Herald\n" in run("history", "The Lab", "--facts", facts, "--outlet", "The Post").stdout


def test_as_of_knows_nothing_of_what_came_later(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)

    def ask(day: str) -> tuple[list[str], int]:
        report = json.loads(run("history", "org:Lab", "--facts", facts, "--as-of", day, "--format", "json").stdout)
        assert {c for m in report["matters"] for e in m["entries"] for c in e["claims"]} == {c["id"] for c in report["claims"]}
        return [claim["id"] for claim in report["claims"]], report["undated"]

    assert ask("2026-01-05") == (["claim:one"], 1)
    assert ask("2025") == ([], 1)
    assert run("history", "org:Lab", "--facts", facts, "--as-of", "2025").stdout.startswith("Nothing was said of this.\n")


@pytest.mark.parametrize("name", ["claim:one", "one", "Ann", "person:Ann"])
def test_x_is_a_claim_or_a_thing(run: Run, make_corpus: MakeCorpus, name: str) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)
    assert run("history", name, "--facts", facts).stdout.startswith("The Lab, led by (5 claims")


def test_what_is_nothing_is_told(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("history", "The Labb", "--facts", make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS))
    assert (done.returncode, done.stdout) == (2, "")
    assert "The Labb: nothing" in done.stderr
    assert "did you mean the lab?" in done.stderr


def test_of_a_source_it_is_told_where_its_own_words_are(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("history", "src:one", "--facts", make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS))
    assert done.stdout == "Nothing was said of this source. What it says itself: claimgraph list --source src:one\n"


def test_an_unknown_outlet_is_told_by_its_option(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("history", "The Lab", "--outlet", "Nope", "--facts", make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS))
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "error: --outlet Nope: nothing in these facts has that id or name")


def test_csv_has_a_row_for_each_entry(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(outlet_files(LINES), toml=OUTLET_SETTINGS)
    rows = run("history", "org:Lab", "--facts", facts, "--predicate", ":ledBy", "--format", "tsv").stdout.splitlines()
    assert rows[0].split("\t")[:5] == ["subject", "predicate", "day", "latest", "value"]
    assert rows[2].split("\t") == [
        "The Lab", "led by", "2026-01-08", "2026-01-08", "Ann", "asserted", "affirmed", "fact", "followed", "claim:one", "3", "3",
        "claim:three claim:two",
    ]  # fmt: skip
    assert len(rows) == 5


# ---------------------------------------------------------------- rules


SAIDS = ["-", "2026", "2026-01-05", "2026-01", "2026-02-05", "2026-02", "2026-03-01"]


@st.composite
def corpora(draw: st.DrawFn) -> list[str]:
    """Draw lines of who is said to lead."""
    lines = []
    for number in range(draw(st.integers(1, 6))):
        outlet, said, who = (draw(st.sampled_from(list_)) for list_ in (["Gazette", "Herald", "Post"], SAIDS, [ANN, BOB]))
        put = draw(st.sampled_from(["", ", modality: planned", ", polarity: denied"]))
        older = f", supersedes: claim:c{draw(st.integers(0, number - 1))}" if number and draw(st.integers(0, 3)) == 0 else ""
        lines.append(f"c{number} {outlet} {said}: {who}{put}{older}}}")
    return lines


def history(lines: Sequence[str], as_of: str = "", **wish: list[str]) -> History:
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts"
        facts.mkdir()
        for name, text in outlet_files("\n".join(lines)).items():
            (facts / name).write_text(text, encoding="utf-8")
        (facts.parent / "claimgraph.toml").write_text(OUTLET_SETTINGS, encoding="utf-8")
        corpus = claimgraph.load(facts)
        store = (corpus.as_of(as_of) if as_of else corpus).store
        return find_history(store, things=lab(store), **wish)


@settings(max_examples=12, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_neither_order_nor_what_is_said_of_others_counts(lines: list[str], chance: random.Random) -> None:
    more = [*lines, "x1 Post 2026-01-03: {says: {id: org:Council, ledBy: person:Ann}}"]
    chance.shuffle(more)
    assert timeline(history(more)) == timeline(history(lines))


@settings(max_examples=12, deadline=None)
@given(corpora())
def test_every_claim_has_its_place_and_nothing_follows_what_is_later(lines: list[str]) -> None:
    found = history(lines)
    entries = [entry for matter in found.matters for entry in matter.entries]
    assert sorted(short([claim]) for entry in entries for claim in entry.claims) == sorted(line.split()[0] for line in lines)
    said = {claim: entry.said for entry in entries for claim in entry.claims}
    for entry in entries:
        if entry.role in {"followed", "changed"}:
            assert all(said[other].last <= entry.said.first for other in entry.after)
            assert entry.gap is not None
            assert entry.gap.most is not None
            assert 0 <= entry.gap.least <= entry.gap.most
        assert entry.role == "undated" or entry.said.first or entry.role == "superseded"
    dated = [entry.said.first for entry in entries if entry.said.first]
    assert dated == sorted(dated)
    assert [bool(entry.said.first) for entry in entries] == sorted((bool(entry.said.first) for entry in entries), reverse=True)


@settings(max_examples=12, deadline=None)
@given(corpora(), st.sampled_from(["2025-12-31", "2026-01-05", "2026-01-31", "2026-02-28"]))
def test_as_of_a_day_is_the_beginning_of_the_whole(lines: list[str], as_of: str) -> None:
    """What had been said by a day is told as it is told later, unless it was not known then that something came before."""
    ends = {"2026": "2026-12-31", "2026-01": "2026-01-31", "2026-02": "2026-02-28", "-": "9999"}
    early = {line.split()[0] for line in lines if ends.get(said := line.split()[2].rstrip(":"), said) <= as_of}
    found = [entry for matter in history(lines, as_of).matters for entry in matter.entries]
    assert {short([claim]) for entry in found for claim in entry.claims} == early
    assert {short([claim]) for entry in found for claim in entry.after} <= early


# ---------------------------------------------------------------- the same everywhere


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_history_is_the_same_on_servers(request: pytest.FixtureRequest, root: pathlib.Path, kind: str) -> None:
    server: Server = request.getfixturevalue(f"{kind}_server")
    embedded = claimgraph.load(root / "facts").store
    server.fill(embedded.inner, "https://example.org/metadata" if server.is_virtuoso else "")
    remote = open_remote(server.endpoint)
    model, person, org = (embedded.prefixes[prefix] for prefix in ("model", "person", "org"))
    for thing in (model + "MuseSpark", person + "AlexandrWang", embedded.prefixes["deal"] + "MetaScaleAI"):
        expected = find_history(embedded, things=[thing])
        assert sum(len(matter.entries) for matter in expected.matters) > 5
        assert _comparable(find_history(remote, things=[thing])) == _comparable(expected)
    wish = {"things": [model + "MuseSpark"], "outlets": [org + "Meta"]}
    assert _comparable(find_history(remote, **wish)) == _comparable(find_history(embedded, **wish))
    server.fill([])


def _comparable(history: History) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(matter.subject, matter.predicate, [(str(e.object), told(e)) for e in matter.entries]) for matter in history.matters]
