"""Parts in, kept by what they were made of; the same parts out, in this process and the next.

They are kept in an SQLite database in the user's cache: small, safe to open from
several processes at once, and to lose. One that cannot be used is replaced by one that
lasts as long as this process, on disk, so that there is no need for memory to hold all parts.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING

from claimgraph.parts.part import Part, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Kept"]

_TABLE = "CREATE TABLE IF NOT EXISTS part (key BLOB PRIMARY KEY, made INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"
#: Seconds for which a part is kept that no file has any more: what was changed may be changed back.
_STALE = 24 * 3600
#: Seconds to wait for another process that writes.
_PATIENCE = 5.0


class Kept:
    """The kept parts of one corpus."""

    def __init__(self, path: str) -> None:
        """Open the database at a path, or make it."""
        self._path = path
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self._connection = _open_or_replace(path)
        except (sqlite3.Error, OSError):
            self._connection = _open("")

    def find(self, key: bytes) -> Part | None:
        """Return the part that was kept under a key, or None if there is none or it is damaged."""
        try:
            row = self._connection.execute("SELECT data FROM part WHERE key = ?", (key,)).fetchone()
            return unpack(row[0]) if row else None
        except sqlite3.OperationalError:  # locked for too long
            return None
        except sqlite3.DatabaseError:  # damaged, and so of no use to the next one either
            self._replace()
            return None
        except (ValueError, EOFError, TypeError):
            return None

    def _replace(self) -> None:
        """Begin a new database in place of a damaged one."""
        self._connection.close()
        try:
            os.unlink(self._path)
            self._connection = _open(self._path)
        except (sqlite3.Error, OSError):
            self._connection = _open("")

    def add(self, parts: Iterable[tuple[bytes, Part]]) -> None:
        """Keep parts under their keys, all at once; those that are there already are replaced."""
        rows = [(key, int(time.time()), pack(part)) for key, part in parts]
        try:
            self._write(rows)
        except sqlite3.Error:  # damaged, full, read-only, or locked for too long: go on without it; what was in it is made again
            self._connection.close()
            self._connection = _open("")
            self._write(rows)

    def _write(self, rows: list[tuple[bytes, int, bytes]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def forget(self, current: Collection[bytes]) -> None:
        """Delete the parts that have not been current for a while."""
        with contextlib.suppress(sqlite3.Error):
            old = self._connection.execute("SELECT key FROM part WHERE made < ?", (int(time.time()) - _STALE,)).fetchall()
            gone = [row for row in old if row[0] not in current]
            if gone:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("DELETE FROM part WHERE key = ?", gone)
                self._connection.execute("COMMIT")


def _open_or_replace(path: str) -> sqlite3.Connection:
    """Open the database at a path; what is there and is none, is of no use to anybody."""
    try:
        return _open(path)
    except sqlite3.OperationalError:  # locked, or not ours to write
        raise
    except sqlite3.DatabaseError:
        os.unlink(path)
        return _open(path)


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")  # a part that is lost is made again
    connection.execute(_TABLE)
    return connection
