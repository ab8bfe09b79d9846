"""A store in; its full-text index out: the one that is kept in the store's own folder, or made now, there or in memory.

The folder of a store is named by its content, and what is in it never changes. So an
index there is right as long as it is whole, of this version, and made from files with
the store's seal. It is made under another name and renamed; who is killed while making
it leaves a file that the next one deletes.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import weakref
import zlib
from typing import TYPE_CHECKING

from claimgraph.errors import OutputError, StoreError, printable
from claimgraph.files import open_output
from claimgraph.search.build import FORMAT, fill_index, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimgraph.search.build import Tell
    from claimgraph.store.embedded import EmbeddedStore

    Say = Callable[[str], None]

__all__ = ["Making", "forget_index", "open_index"]

_NAME = f"search-{FORMAT.rpartition(' ')[2]}.sqlite"
_LOCK = "search.lock"
#: Kilobytes that the database keeps in memory while it sorts and writes.
_CACHE = 32_768
#: What takes longer than this many seconds is worth a word.
_LONG = 1.0
_open: weakref.WeakKeyDictionary[EmbeddedStore, sqlite3.Connection] = weakref.WeakKeyDictionary()


class Making:
    """Says to whoever waits what is being done: `say` a line, `tell` how far it is; what takes fewer seconds than `long` is not worth a word."""

    def __init__(self, say: Say | None = None, tell: Tell | None = None, *, long: float = _LONG) -> None:
        self.say = say or (lambda _: None)
        self._tell = tell
        self._long = long
        self._start = time.monotonic()
        self._said = False

    def say_unkept(self) -> None:
        """Say that the index is for this search alone; how far it is goes on to be told."""
        self._said = True
        self.say("the search index cannot be kept beside the store: it is made in memory, for this search alone")

    def tell(self, done: int, total: int, seconds: float) -> None:
        """Pass on how far it is; a short matter is not worth a word."""
        if time.monotonic() - self._start < self._long:
            return
        if not self._said:
            self._said = True
            self.say("the search index of this store is being made; searches are quick from then on, until the facts change")
        if self._tell:
            self._tell(done, total, seconds)


def open_index(store: EmbeddedStore, making: Making | None = None) -> sqlite3.Connection:
    """Open the index of a store; where there is none, make it: in the store's folder if that can be written to, or else in memory.

    Raises:
        StoreError: it cannot be made.
    """
    database = _open.get(store)
    if database is None:
        making = making or Making()
        try:
            database = _kept(store, making) if store.home else None
            database = database or _in_memory(store, making)
        except sqlite3.Error as error:
            raise StoreError(f"the search index cannot be made: {printable(str(error), limit=200)}", "is the disk full?") from None
        _open[store] = database
        weakref.finalize(store, database.close)
    return database


def forget_index(store: EmbeddedStore) -> None:
    """Delete the index of a store, which is found to be damaged; the next one who asks makes it anew."""
    database = _open.pop(store, None)
    if database is not None:
        database.close()
    if store.home:
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(store.home, _NAME))


def _kept(store: EmbeddedStore, making: Making) -> sqlite3.Connection | None:
    """Open the index in the folder of a store, or make it there; None where it cannot be written."""
    path, seal = os.path.join(store.home, _NAME), _seal(store.home)
    database = _open_file(path, seal)
    if database is not None:
        return database
    try:
        with _locked(store.home, making):
            database = _open_file(path, seal)  # others may have made it while we waited
            if database is None and not os.path.isdir(path):  # what could not be renamed need not be made
                _clear(store.home)
                with open_output(path) as file:
                    _fill(file.name, store, seal, making)
                database = _open_file(path, seal)
    except (OSError, OutputError):
        pass  # a folder that cannot be written to, or is cleared away just now
    if database is None:
        making.say_unkept()
    return database


def _fill(path: str, store: EmbeddedStore, seal: str, making: Making) -> None:
    database = _connect(_address(path, "rw"), uri=True)
    try:
        database.execute("PRAGMA journal_mode = OFF")  # what is not finished is thrown away whole
        database.execute("PRAGMA synchronous = OFF")
        for schema in ("main", "temp"):
            database.execute(f"PRAGMA {schema}.cache_size = -{_CACHE}")
        fill_index(database, store, seal=seal, tell=making.tell)
    finally:
        database.close()


def _in_memory(store: EmbeddedStore, making: Making) -> sqlite3.Connection:
    database = _connect(":memory:")
    fill_index(database, store, tell=making.tell)
    return database


def _open_file(path: str, seal: str) -> sqlite3.Connection | None:
    """Open a finished index for reading; None if it is not there, or not this store's."""
    if not os.path.isfile(path):
        return None
    try:
        database = _connect(_address(path, "ro") + "&immutable=1", uri=True)
    except sqlite3.Error:
        return None
    if is_whole(database, seal):
        return database
    database.close()
    return None


def _connect(name: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(name, uri=uri, isolation_level=None, check_same_thread=False)


def _address(path: str, mode: str) -> str:
    """Return the address of a database file, whatever signs are in its name.

    >>> _address("/a b/?", "ro")
    'file:/a%20b/%3f?mode=ro'
    """
    written = "".join(
        chr(byte) if (chr(byte).isalnum() and byte < 128) or byte in b"/._-" else f"%{byte:02x}" for byte in os.fsencode(path)
    )
    return f"file:{written}?mode={mode}"


def _seal(home: str) -> str:
    """Return a sum of the seal of a store, which is another for other files."""
    try:
        with open(os.path.join(home, "seal"), "rb") as file:
            return f"{zlib.crc32(file.read()):08x}"
    except OSError:
        return ""


@contextlib.contextmanager
def _locked(home: str, making: Making) -> Iterator[None]:
    """Hold the folder against others who would make the same index; the system lets go of it even if we are killed."""
    with open(os.path.join(home, _LOCK), "ab") as file:
        with contextlib.suppress(ImportError):  # Windows: two who make it at once both make it whole
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                making.say("another process is making the search index of this store: waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _clear(home: str) -> None:
    """Delete what killed processes left of an index, and that of another version; nobody else makes one while we hold the folder."""
    for name in os.listdir(home):
        left = name.startswith(".search-") and name.endswith((".part", ".part-journal"))
        if left or (name.startswith("search-") and name.endswith(".sqlite")):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(home, name))
