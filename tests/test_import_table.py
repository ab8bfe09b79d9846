"""Tables in, facts out: every row is kept, or reported with its line and the reason."""

from __future__ import annotations

import csv
import io
import pathlib
import random
import re
from typing import Any

import pytest
from draft_helpers import draft_problems, draft_text, known_of, known_of_none, left_lines, rule_problems
from helpers import MakeCorpus, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import spoil

from claimgraph.errors import InputError
from claimgraph.imports.columns import KEYS
from claimgraph.imports.draft import Draft
from claimgraph.imports.table import draft_table, read_mapping


def draft(table: str | bytes, map_: str = "", *, name: str = "t.csv", **options: Any) -> Draft:
    data = table if isinstance(table, bytes) else table.encode()
    made = draft_table(data, name, read_mapping([map_] if map_ else []), known_of_none(), **options)
    assert draft_problems(made) == []
    return made


def claims(made: Draft) -> list[dict[str, Any]]:
    return [claim for source in made.sources for claim in source.get("claims", [])]


def stated(made: Draft) -> list[str]:
    return [claim["says"]["stated"] for claim in claims(made)]


def error_of(table: str | bytes, map_: str = "", **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        draft(table, map_, **options)
    return f"{caught.value.message} | {caught.value.hint}"


# ---------------------------------------------------------------- what a row becomes


def test_a_table_of_statements() -> None:
    table = """\
Statement,Who,Date,URL
Rides are free,Ada Okoro,2025-03-04,https://example.org/a
"Tram line 2 costs ""too much"", they say",Bo Lund,March 2025,https://example.org/a
"""
    made = draft(table, "claim=Statement,speaker=Who,date=Date,source=URL")
    assert rule_problems(made) == []
    assert (
        draft_text(made)
        == """\
entities:
  - {id: topic:UnsortedStatements, type: Topic, name: Unsorted Statements}
  - {id: agent:AdaOkoro, type: Agent, name: Ada Okoro}
  - {id: agent:BoLund, type: Agent, name: Bo Lund}
sources:
  - id: src:example-org-a-fc92a45a
    type: WebPage
    headline: example.org/a
    url: https://example.org/a
    claims:
      - id: claim:rides-are-free-caa3d486
        label: Rides are free
        says: {id: topic:UnsortedStatements, stated: Rides are free}
        attribution: [{agent: agent:AdaOkoro}]
        said: 2025-03-04

      - id: claim:tram-line-2-costs-too-much-they-say-b86a3a99
        label: Tram line 2 costs "too much", they say
        says: {id: topic:UnsortedStatements, stated: "Tram line 2 costs \\"too much\\", they say"}
        attribution: [{agent: agent:BoLund}]
        said: 2025-03
"""
    )


def test_a_table_with_all_columns() -> None:
    headers = ("claim", "subject", "speaker", "role", "cited", "url", "title", "publisher", "author", "published", "date", "from", "until", "due",
               "modality", "polarity", "stance", "quote", "note", "verdict", "rater", "rated", "id")  # fmt: skip
    row = ("The line opens", "Tram line 2", "Ada Okoro", "chair", "Agency copy", "https://example.org/b", "Second line late", "The Gazette",
           "Cy Dahl", "18 Sept 2025", "2025-09-17", "2029", "2031-05", "Q2 2031", "Planned", "DENIED", "opinion", "it will not open", "see p. 3",
           "Half true", "The Checker", "2025-10-01", "opening")  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows([headers, row])
    made = draft(text.getvalue())
    assert rule_problems(made) == []
    assert (
        draft_text(made)
        == """\
entities:
  - {id: topic:TramLine2-ccb119d6, type: Topic, name: Tram line 2}
  - {id: agent:AdaOkoro, type: Agent, name: Ada Okoro}
  - {id: agent:TheChecker, type: Agent, name: The Checker}
  - {id: agent:TheGazette, type: Agent, name: The Gazette}
  - {id: agent:CyDahl, type: Agent, name: Cy Dahl}
sources:
  - id: src:example-org-b-287af51e
    type: WebPage
    headline: Second line late
    url: https://example.org/b
    published: 2025-09-18
    publisher: agent:TheGazette
    author: agent:CyDahl
    claims:
      - id: claim:opening
        label: The line opens
        says: {id: topic:TramLine2-ccb119d6, stated: The line opens}
        attribution: [{source: src:agency-copy-ba4fa081}, {agent: agent:AdaOkoro, role: chair}]
        modality: planned
        polarity: denied
        stance: opinion
        said: 2025-09-17
        from: 2029
        until: 2031-05
        due: {earliest: 2031-04-01, latest: 2031-06-30}
        assessment: {verdict: mixed, agent: agent:TheChecker, said: 2025-10-01, rating: Half true}
        note: ["quoted: \\"it will not open\\"", see p. 3]

  - {id: src:agency-copy-ba4fa081, type: Source, headline: Agency copy}
"""
    )


def test_statements_taken_apart_use_the_predicates_of_the_ontology() -> None:
    table = """\
subject;predicate;object;url
Muse Spark;launched on;8 April 2026;https://example.org/m
Muse Spark;launchedBy;Meta;https://example.org/m
Muse Spark;licence;Open source;https://example.org/m
Muse Spark;parameterCount;about 1.5 billion items;https://example.org/m
MSL;newlyFormed;yes;https://example.org/m
"""
    made = draft(table)
    assert made.left == []
    assert rule_problems(made) == []
    assert [claim["says"] for claim in claims(made)] == [
        {"id": "topic:MuseSpark", "launchedOn": "2026-04-08"},
        {"id": "topic:MuseSpark", "launchedBy": "org:Meta"},
        {"id": "topic:MuseSpark", "licence": "open-source"},
        {"id": "topic:MuseSpark", "parameterCount": {"value": "1.5", "unit": "items", "scale": "billion", "exactness": "about"}},
        {"id": "org:MSL-66c5248fbc9d6a17", "newlyFormed": "true"},
    ]
    assert claims(made)[1]["label"] == "Muse Spark: launched by Meta"
    assert [entity["type"] for entity in made.entities] == ["Model", "Organization", "Organization"]


def test_parts_that_do_not_fit_a_predicate_are_reported() -> None:
    table = """\
subject,predicate,object
Muse,launchedOn,spring
Muse,lanchedOn,2026
Muse,licence,free
Muse,parameterCount,14.3
Muse,parameterCount,$14 billion items
Muse,parameterCount,"1,5 items"
MSL,newlyFormed,perhaps
Muse,score,50.2 percent
Muse,availableAt,example.org
Muse,launchedBy,
"""
    assert left_lines(draft(table)) == [
        "2: 'spring' is no date that can be read without guessing",
        "3: there is no predicate 'lanchedOn'. did you mean launchedOn or launchedBy?",
        "4: 'free' is no licence: one of proprietary, open-source, open-weight",
        "5: '14.3' has no unit, or two: write one behind the number, as in '14.3 billion USD'",
        "6: '$14 billion items' has no unit, or two: write one behind the number, as in '14.3 billion USD'",
        "7: '1,5' can be read in two ways: write 2.4 for a fraction, 2,400,000 for millions",
        "8: 'perhaps' is no boolean, which 'newlyFormed' takes",
        "9: 'score' takes a score, whose parts do not fit into one cell",
        "10: 'example.org' is no anyURI, which 'availableAt' takes",
        "11: it says nothing: the claim is empty",
    ]


def test_the_corpus_knows_its_people(make_corpus: MakeCorpus) -> None:
    facts = make_corpus({})
    table = "claim,speaker,publisher,subject\nIt is late,city council,The Gazette,THE BUDGET\nIt is late,person:Ann,Somebody,org:Lab\nIt is late,person:An,,\n"
    made = draft_table(table.encode(), "t.csv", {}, known_of(facts))
    assert [(claim["attribution"][0]["agent"], claim["says"]["id"]) for claim in claims(made)] == [
        ("org:Council", "topic:Budget"),
        ("person:Ann", "org:Lab"),
    ]
    assert [source.get("publisher") for source in made.sources] == ["org:Gazette", "agent:Somebody"]
    assert [entity["id"] for entity in made.entities] == ["agent:Somebody"]
    assert left_lines(made) == ["4: person:An is not declared in the corpus. did you mean person:Ann or person:Bob?"]


# ---------------------------------------------------------------- columns

COLUMNS = [
    ("exact", "Statement,Who\nA b c,Ann\n", "claim=Statement,speaker=Who"),
    ("other case and blanks", "The  STATEMENT,Who\nA b c,Ann\n", "claim=the statement,speaker=who"),
    ("header is the word", "claim,speaker\nA b c,Ann\n", ""),
    ("word in another case", " Claim ,SPEAKER\nA b c,Ann\n", ""),
    ("the text format's words", "claim,said,headline\nA b c,2026,T\n", ""),
    ("one column", "claim\nA b c\n", ""),
    ("semicolons", "claim;speaker\nA b c;Ann, Bob\n", ""),
    ("tabs", "claim\tspeaker\nA b c\tAnn; Bob\n", ""),
    ("pipes", "claim|speaker\nA b c|Ann\n", ""),
    ("commas in semicolon headers", "What, exactly;Who\nA b c;Ann\n", "claim=What, exactly,speaker=Who"),
    ("a line for spreadsheets", "sep=;\nclaim;speaker\nA b c;Ann\n", ""),
    ("headers in quotation marks", '"claim","speaker"\n"A b c","Ann"\n', ""),
    ("a header of two lines", '"The\nclaim",speaker\nA b c,Ann\n', "claim=The claim"),
    ("blank lines first", "\n  \nclaim,speaker\nA b c,Ann\n", ""),
    ("no end of line", "claim,speaker\nA b c,Ann", ""),
    ("carriage returns", "claim,speaker\rA b c,Ann\r", ""),
    ("both", "claim,speaker\r\nA b c,Ann\r\n", ""),
    ("a mark of UTF-8", "\ufeffclaim,speaker\nA b c,Ann\n", ""),
    ("columns without headers", "claim,,speaker,\nA b c,x,Ann,\n", ""),
    ("empty cells behind", "claim,speaker\nA b c,Ann,,,\n", ""),
    ("blanks around marks", 'claim, speaker\n"A b c" , "Ann"\n', ""),
    ("the same in every row", "claim\nA b c\n", "publisher==The Gazette,speaker==Ann"),
    ("a column left out", "claim,label\nA b c,true\n", "label="),
]


@pytest.mark.parametrize(("table", "map_"), [pytest.param(table, map_, id=id_) for id_, table, map_ in COLUMNS])
def test_columns_are_found(table: str, map_: str) -> None:
    made = draft(table, map_)
    assert (stated(made), made.left) == (["A b c"], [])


WRONG_COLUMNS = [
    ("no such column", "Statement,Who\na,b\n", "claim=Statment", "t.csv:1: there is no column 'Statment'; the columns are 'Statement', 'Who' | did you mean statement?"),
    ("nothing mapped", "Statement,Who\na,b\n", "", "t.csv:1: no column is known to hold the claims; the columns are 'Statement', 'Who' | name it: --map claim=COLUMN"),
    ("only half a statement", "subject,predicate\na,b\n", "", "t.csv:1: no column is known to hold the claims; the columns are 'subject', 'predicate' | name it: --map claim=COLUMN"),
    ("twice", "claim,Claim\na,b\n", "", "t.csv:1: two columns are called 'Claim' | give one another name"),
    ("no headers", "\n\n", "", "t.csv has no line of headers | "),
    ("a broken header", 'claim,"x\ny" z\n', "claim=claim", "t.csv:1: the line of headers cannot be read: a quotation mark opens a text in line 1 that goes on behind its end in line 2 | "),
    ("nobody judges", "claim,verdict\na,false\n", "", "t.csv:1: there are verdicts, but no column says whose they are | --map rater=COLUMN; or rater==NAME if all are the same; or verdict=,rating= to leave them out"),
    ("no key", "claim\na\n", "clam=claim", "--map clam=claim: nothing is called 'clam' | did you mean claim?"),
    ("no pair", "claim\na\n", "claim", "--map claim: a mapping is KEY=COLUMN | such as --map claim=Statement,speaker=Who"),
    ("two columns for one key", "claim,b\na,b\n", "claim=claim,claim=b", "--map names two columns for 'claim': claim and b | "),
]  # fmt: skip


@pytest.mark.parametrize(("table", "map_", "message"), [pytest.param(*rest, id=id_) for id_, *rest in WRONG_COLUMNS])
def test_columns_that_are_not_found_are_an_error(table: str, map_: str, message: str) -> None:
    assert error_of(table, map_) == message


def test_the_keys_are_those_of_the_manual(root: pathlib.Path) -> None:
    manual = (root / "docs" / "import-tables.md").read_text(encoding="utf-8")
    first_cells = " ".join(line.split("|")[1] for line in manual.split("\n") if line.startswith("| `"))
    assert set(KEYS) <= set(re.findall("`([a-z]+)`", first_cells))


def test_what_is_not_read_is_said() -> None:
    made = draft("Statement,Mood,claim\na,b,c\n", "claim=Statement")
    assert made.remarks == ("columns: claim from 'Statement'", "columns that are not read: 'Mood', 'claim'")


# ---------------------------------------------------------------- encodings and delimiters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_tells_the_encoding(encoding: str) -> None:
    assert stated(draft("claim,speaker\nCafé €,Ann\n".encode(encoding))) == ["Café €"]


def test_other_encodings_are_named_by_the_user() -> None:
    data = "claim,speaker\nCafé,Ann\nThé,Ann\n".encode("cp1252")
    assert stated(draft(data, encoding="cp1252")) == ["Café", "Thé"]
    assert error_of(data) == (
        "t.csv:2: the byte 0xE9 is no UTF-8 | spreadsheets on Windows often write --encoding cp1252; else save the table as UTF-8"
    )
    assert error_of(data, encoding="hex").startswith("'hex' is no encoding of text")
    assert error_of(data, encoding="klingon").startswith("'klingon' is no encoding of text")
    assert error_of("claim\nx\n".encode("utf-16-le")) == "t.csv looks like UTF-16 without its mark | say so: --encoding utf-16-le"
    assert error_of(b"PK\x03\x04...") == "t.csv is a spreadsheet or an archive, not a table of text | save the sheet as CSV UTF-8"
    assert stated(draft("claim\nx\n".encode("utf-16-le"), encoding="utf-16-le")) == ["x"]


def test_the_user_says_what_stands_between_cells() -> None:
    assert stated(draft("claim:speaker\na:b\n", delimiter=":")) == ["a"]
    assert stated(draft("claim\tspeaker\na, b\tc\n", delimiter="tab")) == ["a, b"]
    assert error_of("claim\na\n", delimiter="::") == "'::' cannot be a delimiter | one sign, or tab, comma, semicolon, pipe"


# ---------------------------------------------------------------- rows

ROWS = [
    ("a line end in a text", 'claim,speaker\n"A\nb",Ann\n', ["A\nb"], []),
    ("every kind of line end", 'claim,speaker\n"A\r\nb\rc",Ann\r\n', ["A\nb\nc"], []),
    ("doubled marks", 'claim,speaker\n"He said ""no""",Ann\n', ['He said "no"'], []),
    ("marks inside a text", 'claim,speaker\nThe "big" day,Ann\nIt is 5" long,Ann\n', ['The "big" day', 'It is 5" long'], []),
    ("marks at the beginning of a text", 'claim,speaker\n"No" he said,Ann\n', ['"No" he said'], []),
    ("an empty text in marks", 'claim,speaker\n"",Ann\n', [], ["2: it says nothing: the claim is empty"]),
    ("short", "claim,speaker\nA\nB,Ann\n", ["B"], ["2: it has 1 cell, where the headers are 2"]),
    ("long", "claim,speaker\nA,Ann,x\n", [], ["2: it has 3 cells, where the headers are 2"]),
    ("empty", "claim,speaker\n,\n\n  ,  \nB,Ann\n", ["B"], ["2: it is empty", "3: it is empty", "4: it is empty"]),
    ("a mark that never closes", 'claim,speaker\n"A,Ann\nB,Ann\n', ["B"], ["2: a quotation mark opens a text in line 2 that never ends"]),
    (
        "a mark that closes in the middle",
        'claim,speaker\n"A,Ann\nB is "late",Ann\nC,Ann\n',
        ["C"],
        [
            "2: a quotation mark opens a text in line 2 that goes on behind its end in line 3",
            "3: it may belong to the text that a quotation mark opens in line 2",
        ],
    ),
    ("lines are those of the file", 'claim,speaker\n"A\n\nb",Ann\nC\n', ["A\n\nb"], ["5: it has 1 cell, where the headers are 2"]),
    ("a sign that nobody sees", "claim,speaker\nA\0b,Ann\nC\u202ed,Ann\n", [], [
        "2: 'claim' holds the invisible character U+0000", "3: 'claim' holds the invisible character U+202E"]),
    ("no claim", "claim,speaker\n,Ann\n-,Ann\nN/A,Ann\n", [], [f"{n}: it says nothing: the claim is empty" for n in (2, 3, 4)]),
    ("a dash is no speaker", "claim,speaker\nA,-\n", ["A"], []),
    ("the same again", "claim,speaker\nA,Ann\nA ,  Ann\nA,Bob\n", ["A", "A"], ["3: it says the same as what stands in line 2"]),
    ("a word that is none", "claim,modality\nA,planed\nB,wished\nC,PLANNED\n", ["C"], [
        "2: 'planed' is no modality: did you mean planned?",
        "3: 'wished' is no modality: one of " + "possible, alleged, estimated, projected, conceded, asserted, envisioned, hoped, planned, ongoing"]),
    ("until before from", "claim,from,until\nA,2026,2025\n", [], ["2: it holds until a day before it begins: its from is after its until"]),
    ("a source that is nearly an address", "claim,source\nA,https://a b\n", [], ["2: its source 'https://a b' is no whole address"]),
    ("named and unnamed", "claim,speaker,unnamed\nA,Ann,an aide\n", [], ["2: its speaker has a name, and is unnamed, too"]),
    ("a role of nobody", "claim,role\nA,minister\n", [], ["2: it has the role of a speaker, but no speaker"]),
    ("an id that is none", "claim,id\nA,a b\nB,claim:b-1\n", ["B"], ["2: its id 'a b' may hold a-z, 0-9 and - only"]),
    ("an id used twice", "claim,id\nA,x\nB,X\nA,x\n", ["A"], [
        "3: claim:x is another claim already, in line 2", "4: it says the same as what stands in line 2"]),
    ("what list writes", "id,label,speaker,source\na,A,org:X → org:Y,T\nb,B,src:x,T\nc,C,,src:x\n", [], [
        "2: its speaker is a chain of several, which does not fit into a cell",
        "3: src:x is the id of no entity",
        "4: its source src:x is the id of none that the corpus has."]),
    ("a source of two titles", "claim,url,title\nA,https://e.org/,T\nB,https://e.org/,\nC,https://e.org/,U\n", ["A", "B"], [
        "4: the source https://e.org/ has the headline 'T' in line 2, but 'U' here"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "kept", "left"), [pytest.param(*rest, id=id_) for id_, *rest in ROWS])
def test_rows_are_kept_or_reported(table: str, kept: list[str], left: list[str]) -> None:
    made = draft(table)
    assert (stated(made), left_lines(made)) == (kept, left)


def test_a_cell_that_may_be_missing_costs_no_row() -> None:
    table = """\
claim,date,due,url,published,rated,verdict,rater
A,5.02.26,,https://example.org/a,,,,
A,6.02.26,4/8/2026,https://example.org/a,soon,,,
B,Mi. 15.4.2026,,example.org/b,,gestern,false,The Checker
"""
    made = draft(table)
    assert made.left == []
    assert rule_problems(made) == []
    assert [(claim["label"], claim.get("said"), claim["note"]) for claim in claims(made)] == [
        ("A", None, "Said: 5.02.26"),
        ("A", None, ["Said: 6.02.26", "Due: 4/8/2026", "Published: soon"]),
        ("B", "2026-04-15", ["Rated: gestern", "Address: example.org/b"]),
    ]
    assert [source["headline"] for source in made.sources] == ["example.org/a", "example.org/b"]
    assert made.remarks[1:] == (
        "t.csv:2:1: its date is not read and stands in the note: '5.02.26' has a year of two digits",
        "t.csv:3:1: its date is not read and stands in the note: '6.02.26' has a year of two digits",
        "t.csv:3:1: its due is not read and stands in the note: '4/8/2026' can be 4 August or 8 April (--date-order dmy or mdy)",
        "t.csv:3:1: its published is not read and stands in the note: 'soon' is no date that can be read without guessing",
        "t.csv:4:1: its rated is not read and stands in the note: 'gestern' is no date that can be read without guessing",
        "t.csv:4:1: its url is not read and stands in the note: 'example.org/b' is no whole address such as https://example.org/page",
    )


def test_a_very_long_cell_is_kept_whole_and_its_label_is_cut() -> None:
    text = "word " * 100_000
    made = draft(f'claim\n"{text}"\n')
    assert stated(made) == [text.strip()]
    assert len(claims(made)[0]["label"]) <= 200


def test_the_order_of_days_and_months_is_that_of_the_column() -> None:
    made = draft("claim,date,due\nA,4/8/2026,4/8/2026\nB,23/8/2026,8/23/2026\n")
    assert [(claim["said"], claim["due"]) for claim in claims(made)] == [("2026-08-04", "2026-04-08"), ("2026-08-23", "2026-08-23")]
    assert made.remarks[1:] == (
        "dates in 'date' were read with the day first, as the clear ones among them have it",
        "dates in 'due' were read with the month first, as the clear ones among them have it",
    )
    assert claims(draft("claim,date\nA,4/8/2026\n", order="mdy"))[0]["said"] == "2026-04-08"
    assert claims(draft("claim,date\nA,46120\n", order="excel"))[0]["said"] == "2026-04-08"


# ---------------------------------------------------------------- sources, verdicts, names


def test_one_source_for_one_address_or_one_title() -> None:
    table = """\
claim,source,publisher,published
A,https://example.org/x,,
B,https://example.org/x,The Gazette,
C,The Gazette of 4 March,The Gazette,2025-03-04
D,The Gazette of 4 March,The Gazette,2025-03-04
E,The Gazette,The Gazette,2025-03-04
F,The Gazette,The Gazette,2025-03-05
G,,,
"""
    made = draft(table)
    assert made.left == []
    found = [(s["headline"], s.get("publisher"), s.get("published"), "".join(c["label"] for c in s["claims"])) for s in made.sources]
    assert found == [
        ("example.org/x", "agent:TheGazette", None, "AB"),
        ("The Gazette of 4 March", "agent:TheGazette", "2025-03-04", "CD"),
        ("The Gazette", "agent:TheGazette", "2025-03-04", "E"),
        ("The Gazette", "agent:TheGazette", "2025-03-05", "F"),
        ("Table of claim, source, publisher, published", None, None, "G"),
    ]


def test_verdicts_are_of_somebody_and_keep_their_words() -> None:
    table = """\
claim,rating,rater,rated
A,Pants on Fire!,The Checker,2026-01-02
A,mostly-true,Others,
A,Two geese,The Checker,2026-02
A,Two geese,The Checker,2026-02
B,false,,
C,,The Checker,
"""
    made = draft(table)
    assert rule_problems(made) == []
    one, two = claims(made)
    assert one["assessment"] == [
        {"verdict": "refuted", "agent": "agent:TheChecker", "said": "2026-01-02", "rating": "Pants on Fire!"},
        {"verdict": "mostly-true", "agent": "agent:Others"},
    ]
    assert one["note"] == 'rated "Two geese" by The Checker, 2026-02'
    assert "assessment" not in two
    assert left_lines(made) == ["5: it says the same as what stands in line 2", "6: it has a verdict, but nobody who gives it"]


def test_a_verdict_that_is_not_understood_is_said_with_its_row_and_word() -> None:
    made = draft("claim,verdict,rater\nA,Two geese,The Checker\nB,halb wahr,The Checker\n")
    assert made.remarks[1:] == (
        "t.csv:2:1: its verdict is not read and stands in the note: 'Two geese' is no verdict that is known, so the claim counts as not assessed",
    )
    assert [claim.get("assessment", {}).get("verdict") for claim in claims(made)] == [None, "mixed"]


def test_a_table_tells_kinds_and_the_address_of_a_review() -> None:
    table = """\
claim,speaker,speakerkind,verdict,rater,reviewurl
A,Ada Okoro,Person,false,The Desk,https://desk.example/a
B,Ada Okoro,,false,The Desk,desk.example/b
C,Bo Lund,robot,Two geese,The Desk,https://desk.example/c
"""
    made = draft(table, "raterkind==organization")
    assert rule_problems(made) == []
    assert {entity["name"]: entity["type"] for entity in made.entities[1:]} == {
        "Ada Okoro": "Person", "The Desk": "Organization", "Bo Lund": "Agent"}  # fmt: skip
    first, second, third = claims(made)
    review = next(source for source in made.sources if source.get("url"))
    assert review["url"] == "https://desk.example/a"
    assert first["assessment"] == {"verdict": "refuted", "agent": "org:TheDesk", "source": review["id"], "rating": "false"}
    assert second["note"] == "Review: desk.example/b"
    assert third["note"] == ['rated "Two geese" by The Desk, https://desk.example/c', "Kind of the speaker: robot"]
    assert [remark[:7] for remark in made.remarks[1:]] == ["t.csv:3", "t.csv:4", "t.csv:4"]


def test_one_name_is_one_entity_of_all_its_kinds() -> None:
    table = "claim,subject,predicate,object,speaker\n,Meta,developing,Muse,META\n,Muse,launchedBy,meta,Muse\n"
    made = draft(table)
    assert rule_problems(made) == []
    assert made.entities == [
        {"id": "topic:Muse", "type": ["Model", "Agent"], "name": "Muse"},
        {"id": "org:Meta", "type": "Organization", "name": "Meta"},
    ]


def test_letters_that_have_a_plain_spelling_get_it_in_every_id() -> None:
    made = draft("claim,speaker,source\nStraßenbahn für Łódź,Ängelika Groß,Æro Ørsted\n")
    ids = [made.entities[1]["id"], made.sources[0]["id"], claims(made)[0]["id"]]
    assert [re.sub("-[0-9a-f]{8}$", "", id_) for id_ in ids] == [
        "agent:AngelikaGross", "src:aero-orsted", "claim:strassenbahn-fur-lodz"]  # fmt: skip


def test_names_that_no_id_can_hold_get_a_digest() -> None:
    made = draft("claim,speaker\n是,李雷\n是,韩梅\n不,李雷\n")
    assert [entity["name"] for entity in made.entities[1:]] == ["李雷", "韩梅"]
    assert len({entity["id"] for entity in made.entities} | {claim["id"] for claim in claims(made)}) == 6


def test_free_statements_speak_of_the_topic_that_the_user_names() -> None:
    made = draft("claim\nIt is late\n", about="Tram Line")
    assert claims(made)[0]["says"] == {"id": "topic:TramLine", "stated": "It is late"}


# ---------------------------------------------------------------- twice, and under another name


def test_the_same_content_has_the_same_ids_whatever_the_file_is_called() -> None:
    table = "claim,speaker,date\nA,Ann,4/13/2026\nB,,\n"
    assert draft(table)._replace(name="") == draft(table, name="other.csv")._replace(name="")
    # … and however it is written
    assert draft_text(draft("date;speaker;claim\r\n13 April 2026;Ann;A\r\n;;B\r\n", "date=date")).count("claim:") == 2
    one, two = claims(draft(table)), claims(draft("claim,speaker,date\nA,Ann,13 April 2026\nB,,\n"))
    assert [claim["id"] for claim in one] == [claim["id"] for claim in two]


def test_import_from_the_command_line(run: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "t.csv").write_text("Statement,Who,When\nRides are free,Ada Okoro,4/13/2026\nx\n", encoding="utf-8")
    made = run("import", "t.csv", "--map", "claim=statement,speaker=who,date=when", "-o", "new", cwd=tmp_path)
    assert made.returncode == 1
    assert "t.csv: 2 rows read, 1 kept, 1 left out" in made.stdout + made.stderr
    assert "t.csv:3:1: note[left-out]: the row 'x': it has 1 cell, where the headers are 3" in made.stderr
    assert run("check", "new/facts", cwd=tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in sorted((tmp_path / "new").rglob("*")) if path.is_file()}
    (tmp_path / "t.csv").rename(tmp_path / "renamed.csv")
    again = run("import", "renamed.csv", "--map", "claim=statement,speaker=who,date=when", "--facts", "new/facts", cwd=tmp_path)
    assert "nothing new" in again.stdout + again.stderr
    assert before == {path: path.read_bytes() for path in sorted((tmp_path / "new").rglob("*")) if path.is_file()}


# ---------------------------------------------------------------- properties

_CELLS = st.one_of(
    st.text(max_size=12),
    st.text('"",;\n\r\t| ab', max_size=8),
    st.sampled_from(
        ["", "2026-04-08", "4/8/2026", "13/4/2026", "https://example.org/a", "Ann", "planned", "denied", "false", "org:Nobody", "-"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(_CELLS, min_size=6, max_size=6), max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_row_is_kept_whole_or_reported(keys: list[str], rows: list[list[str]], delimiter: str, end: str, quoting: Any) -> None:
    keys = list(dict.fromkeys(["claim", *keys, "rater"]))
    rows = [
        [cell.replace("\r", "\r\n") for cell in (row * 2)[: len(keys)]] for row in rows
    ]  # Python's writer leaves a bare \r without marks
    text, lines = "", []
    for row in [keys, *rows]:
        lines.append(len(re.findall(r"\r\n|\n|\r", text)) + 1)
        one = io.StringIO()
        csv.writer(one, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(row)
        text += one.getvalue()
    made = draft(text.encode("utf-8", "surrogatepass")) if not re.search("[\ud800-\udfff]", text) else None
    if made is None:
        return
    assert made.read == len(rows)
    reported = [left.where.line for left in made.left]
    assert set(reported) <= set(lines[1:])
    assert len(reported) == len(set(reported))
    words = {
        " ".join(str(text).split()) for claim in claims(made) for text in (claim["says"].get("stated"), claim["label"], claim.get("note"))
    }
    for line, row in zip(lines[1:], rows, strict=True):
        if line not in reported and row[0].strip() not in {"", "-"} and "label" not in keys:
            assert " ".join(row[0].split()) in words


@settings(max_examples=100, deadline=None)
@given(st.integers(), st.sampled_from(["", "claim=a"]))
def test_no_damage_makes_a_row_vanish(seed: int, map_: str) -> None:
    rng = random.Random(seed)
    rows = [["a", "speaker", "date", "claim"], *([f"A {n}", "Ann", "2026-04-08", 'b "c"\nd'] for n in range(4))]
    text = io.StringIO()
    csv.writer(text, delimiter=rng.choice(",;\t|"), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])).writerows(rows)
    spoilt = spoil(rng, text.getvalue().encode(), b'"claim"|"speaker"\n"a",b\n')
    try:
        made = draft(spoilt, map_)
    except InputError:
        return  # it says what is wrong with the table as a whole
    assert made.read == made.kept + len(made.left)
    assert len(claims(made)) <= made.kept
    assert all(left.where.line >= 2 and left.why for left in made.left)


def test_the_sample_of_the_manual_is_kept_whole(run: Run, root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    mapping = "claim=Statement,speaker=Who,date=Said,source=Link"
    done = run("import", root / "docs" / "examples" / "factchecks.csv", "--map", mapping, "-o", "factchecks", cwd=tmp_path)
    assert (done.returncode, "8 rows read, 8 kept" in done.stdout) == (0, True), done.stderr
    assert run("check", "factchecks", cwd=tmp_path).returncode == 0


def test_a_table_on_standard_input_is_known_by_its_header(run: Run, tmp_path: pathlib.Path) -> None:
    done = run("import", "-", "-o", "new", cwd=tmp_path, stdin="claim,speaker\nTrams are loud,Ann\n")
    assert done.stdout.startswith("standard input: 1 row read, 1 kept\n"), done.stderr
