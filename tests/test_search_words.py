"""Whatever is typed and whatever is written: a search finds the words of a text, or says why it cannot be."""

from __future__ import annotations

import contextlib
import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.search.expression import expression
from claimgraph.search.snippet import choose_snippet
from claimgraph.search.wanted import matches, parse_words
from claimgraph.search.words import index_text, joined_at, words_at, words_of

#: Text of all scripts, and what a search takes for a sign; no jamo, which make one letter of several.
TEXT = st.text(st.characters(codec="utf-8").filter(lambda c: not "\u1100" <= c <= "\u11ff"), max_size=40)
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
    for word in {*words_of(text), *(word for word in text.split() if words_of(word) and not set(word) & set('"“”„«»*-'))} - {"OR"}:
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
