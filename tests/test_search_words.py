"""Whatever is typed and whatever is written: a search finds the words of a text, or says why it cannot be."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.search.expression import expression
from claimgraph.search.folding import clusters, fold
from claimgraph.search.snippet import choose_snippet, mark, mark_text
from claimgraph.search.wanted import matches, parse_words
from claimgraph.search.words import index_text, joined_at, words_at, words_of

#: Text of all scripts, and often of what is behind a letter and belongs to it.
TEXT = st.text(st.characters(codec="utf-8") | st.characters(categories=["Mn", "Mc", "Cf"]), max_size=40)
TYPED = st.lists(
    st.sampled_from(['"', "-", "*", "OR", "AND", "NOT", " ", "(", "a", "GPT-5", "{", ":", "東京", "\u2019", "ß", "\0"]) | TEXT
).map("".join)


def index(*texts: str) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(title, content = '', tokenize = 'ascii')")
    database.executemany("INSERT INTO texts(rowid, title) VALUES (?, ?)", ((n, index_text(text)) for n, text in enumerate(texts, 1)))
    return database


def found(database: sqlite3.Connection, typed: str) -> set[int]:
    wanted = parse_words(typed)
    return {number for (number,) in database.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (expression(wanted),))}


DATABASE = index("The tram line", "GPT-5", "Zürich", "東京の運賃", "Meta\u2019s open-source plan")


@given(TYPED)
@example('"" OR a')
@example("a OR OR b")
@example("--a")
@example("\0")
@example("½ ﬁ İ \udcff")
def test_what_is_typed_is_searched_for_or_refused(typed: str) -> None:
    with contextlib.suppress(QueryError):
        assert found(DATABASE, typed) <= {1, 2, 3, 4, 5}


@given(TEXT)
@example("Straße ½ ⒗ 한국 กำ")
def test_every_word_of_a_text_finds_it(text: str) -> None:
    database = index(text)
    for word in {*words_of(text), *(word for word in text.split() if words_of(word) and not set(word) & set('"“”„«»*-'))} - {"OR", "NOT"}:
        assert found(database, word) == {1}, word
        assert found(database, f"{words_of(word)[0][:1]}*") == {1}


@given(TEXT)
def test_a_text_as_a_phrase_finds_it(text: str) -> None:
    phrase = "".join(c for c in text if c not in '"“”„«»')
    if words_of(phrase) == words_of(text) != []:
        assert found(index(text), f'"{phrase}"') == {1}


@given(TEXT)
def test_words_stand_where_they_are_marked(text: str) -> None:
    words = words_at(text)
    assert [word.text for word in words] == words_of(text)
    for word in words:
        assert word.text in words_of(text[word.start : word.end])


@given(TEXT, TYPED)
def test_a_store_elsewhere_is_judged_as_the_index_judges(text: str, typed: str) -> None:
    with contextlib.suppress(QueryError):
        wanted = parse_words(typed)
        assert matches(wanted, [words_of(text), *([word.text] for word in joined_at(text))]) == bool(found(index(text), typed))


@given(TEXT)
@example("0:A:0A")
def test_what_is_found_is_marked(text: str) -> None:
    for word in words_of(text):
        snippet = choose_snippet(parse_words(word), [("label", text)])
        assert snippet is not None
        assert snippet.marks
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.marks)
        assert word in "".join(words_of(snippet.text[slice(*snippet.marks[0])]))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Zürich", "zurich"),
        ("cafe\u0301", "cafe"),
        ("\u0141\u00f3d\u017a", "lodz"),
        ("\u00d8rsted", "orsted"),
        ("\u0110\u00ecnh", "dinh"),
        ("I\u011fd\u0131r", "igdir"),
        ("Ærø", "aero"),
        ("Λόγος", "λογοσ"),
        ("ёлка", "елка"),
        ("вы\u0301", "вы"),  # where the stress is
        ("\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05dc\u05d5\u05dd"),  # Hebrew with points, and without them
        ("\u0643\u062a\u064e\u0628\u064e", "\u0643\u062a\u0628"),  # Arabic, the same
        ("\u0623\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f"),  # an alef with hamza, and without it
        ("avo\u00adcado", "avocado"),  # a soft hyphen, as web pages have them
        ("foo\u200bbar", "foobar"),
        ("O\u2019Brie\u0308n", "obrien"),
        ("\uff8a\uff9f\uff98", "パリ"),  # narrow kana
    ],
)
def test_what_is_written_otherwise_is_found(text: str, typed: str) -> None:
    assert found(index(text), typed) == {1}
    assert found(index(typed), text) == {1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("パリ", "ハリ"),
        ("バンク", "ハンク"),
        ("がん", "かん"),
        ("बाल", "बोल"),
        ("बाल", "बल"),
        ("กิน", "กัน"),
        ("தமிழ்", "தமழ"),
        ("йод", "иод"),
        ("\u0457", "\u0456"),
        ("\u0633\u0624\u0627\u0644", "\u0633\u0648\u0627\u0644"),  # a waw with hamza
    ],
)
def test_other_letters_are_not_found(one: str, other: str) -> None:
    assert found(index(other, one), one) == {2}
    assert found(index(one, other), other) == {2}


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Cafe\u0301 society", "cafe", "[Cafe\u0301] society"),
        ("தமிழ் மொழி", "தமிழ்", "[தமிழ்] மொழி"),
        ("မြန်မာ", "မြန်မာ", "[မြန်မာ]"),
        ("an avo\u00adcado", "avocado", "an [avo\u00adcado]"),
        ("by O\u2019Brie\u0308n.", "obrien", "by [O\u2019Brie\u0308n]."),
        ("\u0141\u00f3d\u017a", "lodz", "[\u0141\u00f3d\u017a]"),
    ],
)
def test_marks_do_not_cut_letters(text: str, typed: str, marked: str) -> None:
    assert mark(mark_text(parse_words(typed), "name", text), "[", "]") == marked


@given(TEXT)
@example("\u326e\u11bb")
@example("\u0438\u00ad\u0306")
def test_a_text_is_folded_letter_by_letter_and_once(text: str) -> None:
    assert fold(text) == "".join(fold(text[start:end]) for start, end in clusters(text))
    assert fold(fold(text)) == fold(text)
