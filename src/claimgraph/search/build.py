"""A store in; a full-text index of all that can be found in it, in a file or in memory, out.

The store is read a query at a time into a table of texts, which the database sorts by
thing; then each thing is one row of the index. So memory does not grow with the store:
what is sorted lies in temporary files, which are gone with the process.

Rows are numbered by kind, then by the length of the title, then by id. So those with
the shortest titles, which is what ranks first among equals, come first without
looking at all that match.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from typing import TYPE_CHECKING

from claimgraph.errors import StoreError
from claimgraph.search.fields import BY_NAME, COLUMNS, FIELDS, KINDS
from claimgraph.search.reading import read_appearances, read_kinds, read_parts
from claimgraph.search.words import APART, index_text, words_of
from claimgraph.store.shape import as_claimgraph_writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph.store.protocol import Store

    #: Told how many texts or things are done, of how many in all (0 where that is not known yet), and in how many seconds.
    Tell = Callable[[int, int, float], None]

__all__ = ["FORMAT", "fill_index", "is_whole"]

#: Changes when an index of before cannot be asked any more.
FORMAT = "claimgraph-search 2"
#: How many rows are given to the database, and told of, at a time.
_BATCH = 20_000
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT, claims INTEGER);
CREATE TABLE exact (title TEXT, id INTEGER, PRIMARY KEY (title, id)) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, things INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(title, other, body, about, speaker, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE words_of_texts USING fts5vocab(texts, row);
INSERT INTO texts(texts, rank) VALUES ('hashsize', 16777216);
INSERT INTO texts(texts, rank) VALUES ('automerge', 0);
CREATE TEMP TABLE part (iri TEXT, field INTEGER, text TEXT, other TEXT);
CREATE TEMP TABLE named (iri TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TEMP TABLE spoken (iri TEXT, field INTEGER, claims INTEGER, PRIMARY KEY (iri, field)) WITHOUT ROWID;
CREATE TEMP TABLE row (kind INTEGER, length INTEGER, iri TEXT, exact TEXT, title TEXT, other TEXT, body TEXT, about TEXT, speaker TEXT);
CREATE TEMP TABLE naming (field INTEGER PRIMARY KEY);
"""
#: The numbers that stand for a kind, and for the source of a claim, where a part has the number of a field.
_KIND, _APPEARS = -1, -2
_ABOUT = FIELDS.index(BY_NAME["about"])
#: Fields that are whole names, by which a thing is meant if they are all that is asked for.
_NAMES = {FIELDS.index(BY_NAME[name]) for name in ("name", "alias", "headline")}
_NAMED = """
INSERT INTO named SELECT iri, group_concat(text, ?)
FROM (SELECT iri, text FROM part WHERE field IN (SELECT field FROM naming) ORDER BY iri, field, text) GROUP BY iri
"""
_SPOKEN = """
INSERT INTO spoken SELECT other, field, count(*) FROM (SELECT DISTINCT other, field, iri FROM part WHERE field IN (?, ?)) GROUP BY other, field
"""
_PARTS = """
SELECT part.iri, field, coalesce(part.text, named.text) FROM part LEFT JOIN named ON named.iri = other ORDER BY part.iri, field, other, part.text
"""
_ORDERED = """
SELECT row.*, claims FROM row LEFT JOIN spoken ON spoken.iri = row.iri AND spoken.field = CASE kind WHEN 0 THEN ? WHEN 1 THEN ? END
ORDER BY kind, length, row.iri
"""


def fill_index(database: sqlite3.Connection, store: Store, *, seal: str = "", tell: Tell | None = None) -> None:
    """Make the index of a store in an empty database; `seal` says later of which store it is.

    Raises:
        StoreError: the store holds what claimgraph does not write, or this Python cannot search texts.
    """
    try:
        database.executescript(_TABLES)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise StoreError("the SQLite of this Python cannot search texts: it was built without FTS5",
                         "use a Python whose sqlite3 has it, as that of python.org, conda or a Linux distribution has") from None  # fmt: skip
    database.execute("BEGIN")
    database.executemany("INSERT INTO naming VALUES (?)", ((number,) for number in _NAMES))
    with as_claimgraph_writes():
        _write(database, "INSERT INTO part VALUES (?, ?, ?, ?)", _all_parts(store), tell)
    database.execute(_NAMED, (APART,))
    database.execute(_SPOKEN, (_ABOUT, _APPEARS))
    database.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(database))
    database.execute("DELETE FROM part")
    _number(database, tell)
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.execute("INSERT INTO word SELECT term, doc FROM words_of_texts")
    database.executemany("INSERT INTO about VALUES (?, ?)", [("format", FORMAT), ("seal", seal)])
    database.execute("COMMIT")
    for table in ("part", "named", "spoken", "row", "naming"):
        database.execute(f"DROP TABLE temp.{table}")


def is_whole(database: sqlite3.Connection, seal: str) -> bool:
    """Tell whether a database is an index that this version can ask, of the store with this seal."""
    try:
        known = dict(database.execute("SELECT key, value FROM about"))
    except sqlite3.DatabaseError:
        return False
    return known.get("format") == FORMAT and known.get("seal") == seal


def _write(database: sqlite3.Connection, statement: str, rows: Iterator[tuple[object, ...]], tell: Tell | None, total: int = 0) -> None:
    """Give rows to the database, so many at a time, and tell of each time."""
    start, done = time.monotonic(), 0
    while batch := list(itertools.islice(rows, _BATCH)):
        database.executemany(statement, batch)
        done += len(batch)
        if tell:
            tell(done, total, time.monotonic() - start)


def _all_parts(store: Store) -> Iterator[tuple[str, int, str | None, str | None]]:
    """Yield the parts of all things: with a text for the index, or with another thing, whose names are the text."""
    for thing, kind in read_kinds(store):
        yield thing, _KIND, str(kind), None
    for thing, number, text in read_parts(store):
        yield (thing, number, None, text) if FIELDS[number].linked else (thing, number, index_text(text), None)
    for claim, source in read_appearances(store):
        yield claim, _APPEARS, None, source


def _rows(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield a row for each thing: its kind, how many words its title has, its IRI, its names as they are asked for whole, and its columns."""
    for iri, parts in itertools.groupby(database.execute(_PARTS), key=lambda part: part[0]):
        kind = -1
        names: list[str] = []
        columns: list[dict[str, None]] = [{} for _ in COLUMNS]  # each text once, in order
        for _, field, text in parts:
            if field == _KIND:
                kind = int(text) if kind < 0 else kind
            elif field >= 0 and text:
                columns[FIELDS[field].column][text] = None
                if field in _NAMES:
                    names.append(text.partition(APART)[0])
        if kind >= 0:
            if KINDS[kind] == "entity":  # what is known by an id such as model:GPT5.4 is looked for by that, too
                names.append(" ".join(words_of(iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :])))
                columns[1][names[-1]] = None
            title = APART.join(columns[0])
            yield kind, title.count(" "), iri, "\n".join(names), title, *map(APART.join, columns[1:])


def _number(database: sqlite3.Connection, tell: Tell | None) -> None:
    """Give the rows their numbers, and write what the index keeps of each."""
    counts = dict(database.execute("SELECT kind, count(*) FROM row GROUP BY kind"))
    database.executemany("INSERT INTO about VALUES (?, ?)", [(kind, str(counts.get(n, 0))) for n, kind in enumerate(KINDS)])
    start, total, number = time.monotonic(), sum(counts.values()), 0
    ordered = database.execute(_ORDERED, (_ABOUT, _APPEARS))
    while rows := ordered.fetchmany(_BATCH):
        numbered = list(enumerate(rows, number + 1))
        database.executemany("INSERT INTO texts(rowid, title, other, body, about, speaker) VALUES (?, ?, ?, ?, ?, ?)",
                             ((at, *row[4:-1]) for at, row in numbered))  # fmt: skip
        database.executemany("INSERT INTO thing VALUES (?, ?, ?)", ((at, row[2], row[-1]) for at, row in numbered))
        database.executemany("INSERT OR IGNORE INTO exact VALUES (?, ?)",
                             ((name, at) for at, row in numbered for name in row[3].split("\n") if name))  # fmt: skip
        number += len(rows)
        if tell:
            tell(number, total, time.monotonic() - start)
