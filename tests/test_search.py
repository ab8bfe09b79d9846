"""`search`: words in, what has them out, the best first."""

from __future__ import annotations

import csv
import io
import json
import pathlib
from typing import Any

import pytest
from helpers import ROOT, MakeCorpus, Run

import claimgraph
from claimgraph.errors import QueryError
from claimgraph.search import lookup
from claimgraph.search.hits import Findings, Hit, find_things
from claimgraph.search.index import open_index
from claimgraph.search.render import render_findings
from claimgraph.search.snippet import mark_text
from claimgraph.search.wanted import parse_words
from claimgraph.search.words import words_of
from claimgraph.views.receipts import Receipts

ENTITIES = """
entities:
  - {id: org:Council, type: Organization, name: Zürich City Council, aliases: [the council]}
  - {id: proj:Tram2, type: Project, name: Tram line 2, aliases: [the new tram, Tramlinie 2], description: A line to the lake}
  - {id: product:GPT5, type: Product, name: GPT-5}
  - {id: product:Spark, type: Product, name: Muse-Spark}
  - {id: person:OBrien, type: Person, name: Sinéad O\u2019Brien}
  - {id: topic:Fares, type: Topic, name: 東京の運賃}
  - {id: topic:Thai, type: Topic, name: รถรางสายสอง}
"""
GAZETTE = """
id: src:gazette
type: NewsArticle
headline: The tram will cost more
publisher: org:Council
published: 2026-03-04
claims:
  - id: claim:cost
    label: Tram line 2 costs 14.3 million euros
    says: {id: proj:Tram2, stated: it is dearer than the open-source bus}
    note: the budget was published a year before
    evidence: {start: 3, end: 9, sha256: 0000000000000000000000000000000000000000000000000000000000000000, quote: a mere bagatelle}
  - id: claim:late
    label: It opens a year later than planned
    says: {id: proj:Tram2, stated: late}
    attribution: [{agent: person:OBrien}, {unnamed: people in the depot}]
  - id: claim:bus
    label: The bus is open-source
    says: {id: product:GPT5, stated: open}
"""
CORPUS = {"entities.yaml": ENTITIES, "gazette.yaml": GAZETTE}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> claimgraph.Corpus:
    """The corpus above, with its index in memory."""
    facts = tmp_path_factory.mktemp("corpus")
    for name, text in CORPUS.items():
        (facts / name).write_text(text, encoding="utf-8")
    return claimgraph.load(facts)


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [hit["id"] for hit in found]


def test_what_a_person_reads(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("search", "tram", "--facts", make_corpus(CORPUS))
    assert done.stdout == (
        "proj:Tram2  [Tram] line 2\n"
        "  Project, 2 claims\n"
        "claim:cost  [Tram] line 2 costs 14.3 million euros\n"
        "  Zürich City Council, 4 March 2026 [asserted; characters 3\u20139, not verified]\n"
        "src:gazette  The [tram] will cost more\n"
        "  NewsArticle, org:Council, 4 March 2026, 3 claims\n"
        "claim:late  It opens a year later than planned\n"
        "  about: [Tram] line 2\n"
        "  Zürich City Council → Sinéad O\u2019Brien → people in the depot, 4 March 2026 [asserted; no place in the text given]\n"
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tram costs", ["claim:cost"]),  # both must be there
        ("tram AND costs", ["claim:cost"]),
        ("council bus", []),
        ('"costs 14.3"', ["claim:cost"]),  # one behind the other
        ('"14.3 costs"', []),
        ("euros OR depot", ["claim:cost", "claim:late"]),
        ("tram OR bus -costs -late", ["claim:bus", "proj:Tram2", "src:gazette"]),
        ("14.3", ["claim:cost"]),
        ("budg*", ["claim:cost"]),
        ("budg", []),
        ("bagatelle", ["claim:cost"]),  # a quote
        ("dearer", ["claim:cost"]),  # what is stated in words
        ("depot", ["claim:late"]),  # who is not named
        ("lake", ["proj:Tram2"]),  # what is said of an entity
        ("tramlinie", ["proj:Tram2", "claim:late", "claim:cost"]),  # another name of what they speak of
        ("MUSE SPARK", ["product:Spark"]),
        ("musespark", ["product:Spark"]),
        ("muse-spark", ["product:Spark"]),
        ("gpt5", ["product:GPT5", "claim:bus"]),
        ("GPT-5", ["product:GPT5", "claim:bus"]),
        ("gpt 5", ["product:GPT5", "claim:bus"]),
        ("opensource", ["claim:bus", "claim:cost"]),
        ("open-source", ["claim:bus", "claim:cost"]),
        ("o'brien", ["person:OBrien", "claim:late"]),
        ("OBrien", ["person:OBrien", "claim:late"]),
        ("sinead", ["person:OBrien", "claim:late"]),  # accents fold, either way
        ("ZURICH", ["org:Council", "src:gazette"]),
        ("Zu\u0308rich", ["org:Council", "src:gazette"]),
        ("運賃", ["topic:Fares"]),  # what is written without spaces
        ("京の", ["topic:Fares"]),
        ("京賃", []),
        ("สายสอง", ["topic:Thai"]),
        ("org:Council", ["org:Council"]),  # an id
        ("claim:late", ["claim:late"]),
        ("proj:Tram", ["proj:Tram2", "claim:cost", "src:gazette", "claim:late"]),  # an id of nothing: its word
    ],
)
def test_what_is_found(corpus: claimgraph.Corpus, words: str, expected: list[str]) -> None:
    assert ids(corpus.search(words)) == expected


def test_one_kind_or_two(corpus: claimgraph.Corpus) -> None:
    assert ids(corpus.search("tram", kind="claim")) == ["claim:cost", "claim:late"]
    assert ids(corpus.search("tram", kind=["source", "entity"])) == ["proj:Tram2", "src:gazette"]
    assert ids(corpus.search("tram", kind="claim", limit=1)) == ["claim:cost"]


def test_a_word_with_a_minus_is_no_option(run: Run, make_corpus: MakeCorpus) -> None:
    done = run("search", "tram", "-costs", "-late", "--kind", "entity", "--facts", make_corpus(CORPUS))
    assert done.stdout == "proj:Tram2  [Tram] line 2\n  Project, 2 claims\n"


def test_how_many_are_not_shown_is_said(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(CORPUS)
    assert run("search", "tram", "--limit", 2, "--facts", facts).stderr == "note: 2 of 4 shown; --limit 0 shows all\n"
    everything = run("search", "tram", "--facts", facts).stdout
    assert run("search", "tram", "--limit", 0, "--facts", facts).stdout == everything
    assert run("search", "tram", "--limit", 2**64, "--facts", facts).stdout == everything


def test_of_very_many_those_with_the_words_in_their_titles_are_ranked_and_no_number_is_made_up(
    corpus: claimgraph.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "MANY", 1)
    found = find_things(corpus.store, "tram", kinds=["claim"])
    assert ([hit.id for hit in found.hits], found.matching, found.more) == (["claim:cost", "claim:late"], 1, True)
    # claim:late is the first of all; claim:cost comes from those that have it in their titles
    assert [hit.id for hit in find_things(corpus.store, "tram", limit=0).hits] == ["proj:Tram2", "claim:cost", "src:gazette", "claim:late"]


def test_every_word_of_every_label_finds_its_claim() -> None:
    store = claimgraph.load(ROOT / "facts").store
    database = open_index(store)
    labels: dict[str, set[str]] = {}
    for row in store.rows("SELECT ?claim ?label { ?claim a cg:Claim ; rdfs:label ?label }"):
        for word in words_of(row["label"].value):
            labels.setdefault(word, set()).add(row["claim"].value)
    assert len(labels) > 300
    for word, claims in labels.items():
        assert claims <= {found.iri for found in lookup.look_up(database, parse_words(f'"{word}"'), ["claim"], 0).found}


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("bagatele", "note: nothing has bagatele\n  hint: did you mean bagatelle?\n"),
        ("depott bugdet", "note: nothing has depott bugdet\n  hint: did you mean depot and budget?\n"),
        (
            "depot lake",
            "note: nothing has depot lake\n  hint: each of these words is there, but nothing has them all: OR between two takes either\n",
        ),
        ("xyzzy", "note: nothing has xyzzy\n"),
        ("claim:bsu", "note: nothing has claim:bsu\n  hint: did you mean claim:bus or claim:cost?\n"),
        ("org:Concil", "note: nothing has org:Concil\n  hint: did you mean org:Council?\n"),
        ("claim:xyzzyxyzzyxyzzy", "note: nothing has claim:xyzzyxyzzyxyzzy\n"),
        (
            "label:tram",
            "note: nothing has label:tram\n  hint: 'label:' begins no id here, and texts are not chosen by name: leave it out\n",
        ),
        ("tr*m", "note: nothing has tr*m\n  hint: a star stands at the end of a word: tra*\n"),
    ],
)
def test_nothing_is_found(run: Run, make_corpus: MakeCorpus, words: str, note: str) -> None:
    done = run("search", words, "--facts", make_corpus(CORPUS))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", note)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "error: there is no word to search for\n  hint: such as: claimgraph search tram budget -bus\n"),
        ("—", "error: there is no word to search for\n  hint: such as: claimgraph search tram budget -bus\n"),
        ("-bus", "error: no word is given that should be there\n  hint: such as: claimgraph search tram budget -bus\n"),
        ('the "tram line', "error: the quotation mark before 'tram line' is not closed\n  hint: write \"a phrase\" with one at its end\n"),
        ("tram OR", "error: OR stands between two words\n  hint: such as: tram OR train\n"),
        ("tram --limit -1", "error: -1 is no number of things to show\n  hint: 0 shows all\n"),
        ("tram OR -bus", "error: OR stands between two words\n  hint: such as: tram OR train\n"),
        (
            "tram NOT bus",
            'error: NOT is not known in a search\n  hint: a minus leaves out what has a word: tram -bus; "NOT" in quotation marks is a word\n',
        ),
        ("claim:\udcff", "error: what is searched for cannot be read: it is not in UTF-8\n  hint: is the terminal set to UTF-8?\n"),
        ("a OR " * 60 + "b", "error: more than 50 words are too many to search for at once\n  hint: give fewer\n"),
        ("a-" * 900, "error: this is too long to search for at once\n  hint: give less of it\n"),
        ("a " * 300, "error: more than 50 words are too many to search for at once\n  hint: give fewer\n"),
        ("a" * 3000, "error: these are 3,000 characters to search for, and more than 2,000 are too many\n  hint: give fewer words\n"),
    ],
)
def test_what_cannot_be_searched_for(run: Run, words: str, error: str) -> None:
    done = run("search", *(words.split() if "--limit" in words else [words]))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)


def test_json_is_what_python_gets(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(CORPUS)
    printed = json.loads(run("search", "tram late", "--format", "json", "--facts", facts).stdout)
    assert printed == claimgraph.load(facts).search("tram late")
    (hit,) = printed
    claim = hit.pop("claim")
    assert hit.pop("score") > 0
    assert hit == {
        "kind": "claim", "id": "claim:late", "title": "It opens a year later than planned",
        "field": "stated", "text": "late", "marks": [[0, 4]],
    }  # fmt: skip
    assert claim == claimgraph.load(facts).claims(id="claim:late")[0]


def test_an_entity_and_a_source_in_json(make_corpus: MakeCorpus) -> None:
    corpus = claimgraph.load(make_corpus(CORPUS))
    entity, source = corpus.search("tram", kind=["entity", "source"])
    assert entity["entity"] == corpus.entities()["proj:Tram2"] | {"claims": 2}
    assert source["source"] == corpus.sources()["src:gazette"] | {"claims": 3}
    with pytest.raises(QueryError, match="there is no kind 'sauce' to search for"):
        corpus.search("tram", kind="sauce")
    with pytest.raises(QueryError, match="-1 is no number of things"):
        corpus.search("tram", limit=-1)


def test_rows_for_a_spreadsheet(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    facts, out = make_corpus(CORPUS), tmp_path / "found.csv"
    assert run("search", "tram", "--format", "csv", "-o", out, "--facts", facts).returncode == 0
    assert run("search", "tram", "-o", tmp_path / "by-its-ending.csv", "--facts", facts).returncode == 0
    assert (tmp_path / "by-its-ending.csv").read_bytes() == out.read_bytes()
    assert run("search", "tram", "--format", "text", "-o", tmp_path / "text.json", "--facts", facts).returncode == 0
    assert (tmp_path / "text.json").read_text(encoding="utf-8").startswith("proj:Tram2  [Tram] line 2\n")
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode())))
    assert rows[1] == {
        "kind": "claim", "id": "claim:cost", "title": "Tram line 2 costs 14.3 million euros", "field": "label",
        "snippet": "[Tram] line 2 costs 14.3 million euros", "source": "src:gazette", "where": "3\u20139", "claims": "",
    }  # fmt: skip
    assert run("search", "bus", "--kind", "claim", "--format", "tsv", "--facts", facts).stdout.splitlines()[1] == (
        "claim\tclaim:bus\tThe bus is open-source\tlabel\tThe [bus] is open-source\tsrc:gazette\t\t"
    )


def test_as_of_a_day(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(CORPUS)
    assert (
        run("search", "costs", "--as-of", "2026-03-03", "--facts", facts).stderr == "note: nothing has costs\n  hint: did you mean cost?\n"
    )
    assert run("search", "costs", "--as-of", "2026-03-04", "--facts", facts).stdout.startswith("claim:cost  ")
    assert claimgraph.load(facts).as_of("2026-03-03").search("claim:late") == []


def test_a_hint_names_no_claim_of_a_later_day(run: Run, make_corpus: MakeCorpus, tmp_path: pathlib.Path) -> None:
    file, store = tmp_path / "facts.nq", tmp_path / "store"
    run("export", "--facts", make_corpus(CORPUS), "-o", file)
    assert run("import", file, "--store", store).returncode == 0
    assert (
        run("search", "claim:bsu", "--store", store).stderr
        == "note: nothing has claim:bsu\n  hint: did you mean claim:bus or claim:cost?\n"
    )
    before = run("search", "claim:bsu", "--store", store, "--as-of", "2026-03-03")
    assert before.stderr == "note: nothing has claim:bsu\n"


def test_a_long_text_is_cut(run: Run, make_corpus: MakeCorpus) -> None:
    facts = make_corpus(
        f"""
id: src:a
type: Report
headline: A
claims:
  - {{id: claim:a, label: "A label", says: {{id: org:Lab, ledBy: person:Ann}}, note: "{"straw " * 50}needle {"hay " * 50}"}}
"""
    )
    assert run("search", "needle", "--facts", facts).stdout.splitlines()[1] == (f"  note: …{' straw' * 8} [needle]{' hay' * 25} …")


def test_what_others_wrote_is_made_safe_for_a_terminal() -> None:
    wanted = parse_words("red")
    hit = Hit("entity", "topic:A", 1.0, mark_text(wanted, "name", "\x1b[31mred\nrose"), None, {"types": ["Topic"], "claims": 1})
    findings = Findings([hit], 1, more=False, receipts=Receipts({}, {}, {}, {}))
    assert render_findings(findings, "text") == "topic:A  \\x1b[31mred rose\n  Topic, 1 claim\n"
    plain = findings._replace(hits=[hit._replace(title=mark_text(wanted, "name", "a red rose"))])
    assert render_findings(plain, "text", bold=True).splitlines()[0] == "topic:A  a \x1b[1mred\x1b[22m rose"
