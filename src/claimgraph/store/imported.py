"""A folder that holds statements loaded by `import --store`, of which there are no facts as text.

The folder keeps whole stores, each under a name of its own, and a file `imported`
that names the one in use. An import works on a copy (hard links, as long as nothing
changes) and then lets that file name it, so a reader sees the store before or after,
never between; a process that is killed leaves the one before. The last but one is
kept for those who still read it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import StoreError, printable, reason
from claimgraph.files import temporary_name
from claimgraph.store.embedded import EmbeddedStore, open_store
from claimgraph.store.seal import is_sound, write_seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    #: Puts statements into a store; returns how many of them it did not hold, or None where the store has to count.
    Fill = Callable[[ox.Store], int | None]

__all__ = [
    "Added",
    "Imported",
    "add_few",
    "add_many",
    "import_into",
    "import_quads",
    "is_begun",
    "is_imported",
    "open_imported",
    "read_imported",
]

_POINTER = "imported"
_LOCK = "imported.lock"
_FORMAT = "claimgraph-imported 1"
_OWN = re.compile(r"imported(?:\.lock)?|store-[0-9a-f]{24}|\..+\.[0-9a-f]+-[0-9a-f]{8}\.part")
#: So many quads are sorted in memory at a time; more are a little faster, and take a kilobyte each.
_BATCH = 200_000
#: Where more than one in so many statements was added since a store was last put in order, it is put in order again.
_LOOSE = 50


class Imported(NamedTuple):
    """What the file `imported` says: the stores in use and before, what is in it, and from what."""

    store: str = ""
    previous: str = ""
    statements: int = 0
    prefixes: Mapping[str, str] = {}
    files: tuple[str, ...] = ()


class Added(NamedTuple):
    """What an import did: how many statements the store held before it was given the quads, and how many after."""

    before: int
    after: int


def is_imported(path: str) -> bool:
    """Tell whether a folder holds imported statements; `path` need not exist."""
    return os.path.isfile(os.path.join(path, _POINTER))


def is_begun(path: str) -> bool:
    """Tell whether all that a folder holds is what imports leave that have not finished: one that was cut off, or is still running."""
    try:
        names = os.listdir(path)
    except OSError:
        return False
    return _LOCK in names and _POINTER not in names and all(_OWN.fullmatch(name) for name in names)


def open_imported(path: str) -> EmbeddedStore:
    """Open the statements of a folder, with the prefixes that they came with.

    Raises:
        StoreError: there are none, or they are damaged.
    """
    for _ in range(2):  # an import may clear the first away between our two looks
        found = read_imported(path)
        store = os.path.join(path, found.store)
        if is_sound(store):
            with contextlib.suppress(StoreError):
                return open_store(os.path.join(store, "data"), found.prefixes)
    raise StoreError(f"the store {printable(path)} is damaged", "delete the folder, and import again")


def read_imported(path: str) -> Imported:
    """Return what a folder of imported statements says of itself.

    Raises:
        StoreError: it is none, or not yet, or of a newer claimgraph.
    """
    try:
        with open(os.path.join(path, _POINTER), encoding="utf-8") as file:
            head, stores, prefixes, files = file.read().split("\n\n", 3)
        store, previous, statements = stores.split("\t")
        pairs = (line.split("\t", 1) for line in prefixes.split("\n") if line)
        found = Imported(store, previous, int(statements), dict(pairs), tuple(files.split()))
    except OSError:
        if is_begun(path):
            raise StoreError(
                f"{printable(path)} is no store yet: an import into it was cut off, or is still running",
                f"run `claimgraph import FILE --store {printable(path)}` again; what is left of the one that was cut off is then cleared away",
            ) from None
        raise StoreError(
            f"{printable(path)} holds no statements that were imported", "fill it with `claimgraph import FILE --store DIR`"
        ) from None
    except ValueError:
        what = f"the store {printable(path)} is damaged: its file '{_POINTER}' does not say what it should"
        raise StoreError(what, "delete the folder, and import again") from None
    if head != _FORMAT:
        raise StoreError(f"{printable(path)} was written by another claimgraph", "import again, into a new folder")
    return found


def import_quads(
    path: str,
    quads: Callable[[], Iterable[ox.Quad]],
    *,
    prefixes: Mapping[str, str],
    file: str,
    beside: Callable[[], Iterable[ox.Quad]] = tuple,
) -> Added:
    """Add quads to the statements of a folder, all or none; see `import_into`."""
    return import_into(path, lambda store: add_many(store, quads()), prefixes=prefixes, file=file, beside=beside)


def import_into(
    path: str,
    fill: Fill,
    *,
    prefixes: Mapping[str, str],
    file: str,
    beside: Callable[[], Iterable[ox.Quad]] = tuple,
    optimizing: Callable[[], object] = tuple,
) -> Added:
    """Let somebody fill in statements beside those of a folder, all or none; a new folder is made.

    `file` names the input by its content: one that is in already is not filled in again.
    `beside` are further quads, such as those of the ontology, that are not counted as new.
    `optimizing` is called when all are in, and are put in order.

    Raises:
        StoreError: the folder holds something else, is being imported into, or cannot be written.
    """
    home = os.path.abspath(path)
    try:
        with _locked(home, path):
            now = read_imported(home) if is_imported(home) else Imported()
            _clear(home, now)
            if file in now.files:
                return Added(now.statements, now.statements)
            return _import(home, now, _Work(beside, fill, optimizing), prefixes, file)
    except OSError as error:
        raise StoreError(
            f"the store cannot be kept in {printable(path)}: {reason(error)}", "is the disk full, or the folder not yours?"
        ) from None


def add_few(store: ox.Store, quads: Iterable[ox.Quad]) -> int:
    """Add quads that fit into memory, and return how many of them the store did not hold.

    What is added so stays beside the sorted files, which costs far less than further files of few statements.
    """
    few = ox.Store()  # to the engine, two ways to write a number are one
    few.extend(quads)
    new = [quad for quad in few if quad not in store]
    store.extend(new)
    return len(new)


def add_many(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Add quads, however many, as sorted files; the store has to count them."""
    todo = iter(quads)
    for first in todo:
        store.bulk_extend(itertools.chain([first], itertools.islice(todo, _BATCH - 1)))


@contextlib.contextmanager
def _locked(home: str, written: str) -> Iterator[None]:
    """Hold the folder against other imports; the system lets go of it even if we are killed. What we made stays only if it is filled."""
    if os.path.isfile(home):
        raise StoreError(f"--store {printable(written)} is a file", "name a folder that is new, empty, or of an earlier import")
    if os.path.isdir(home) and any(not _OWN.fullmatch(name) for name in os.listdir(home)):
        facts = os.path.isfile(os.path.join(home, "claimgraph-store"))
        what = "a store that is kept for facts" if facts else "something else than imported statements"
        raise StoreError(f"--store {printable(written)} holds {what}", "name a new folder")
    made = _make(home)
    lock = os.path.join(home, _LOCK)
    with open(lock, "ab") as file:
        _lock(file, written)
        if not os.path.exists(lock):  # whoever held it has just failed, and taken the folder away
            raise StoreError(f"{printable(written)} was being imported into", "try again")
        try:
            yield
        finally:
            if made and not is_imported(home):
                _remove(lock)
                for folder in made:
                    with contextlib.suppress(OSError):
                        os.rmdir(folder)


def _make(home: str) -> list[str]:
    """Make a folder, and those above it that are missing; returns those that were, the inmost first."""
    missing = []
    while not os.path.isdir(home) and home not in missing:
        missing.append(home)
        home = os.path.dirname(home)
    if missing:
        os.makedirs(missing[0], exist_ok=True)
    return missing


def _lock(file: BinaryIO, written: str) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two imports at once are the user's own doing
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StoreError(f"somebody is importing into {printable(written)} already", "wait for its end, and try again") from None


def _clear(home: str, now: Imported) -> None:
    """Delete what killed imports left behind, and the stores that nobody reads any more."""
    for name in os.listdir(home):
        if name not in {_POINTER, _LOCK, now.store, now.previous}:
            _remove(os.path.join(home, name))


def _let_go(error: BaseException | None) -> None:
    """Forget what was at hand where an error arose: a store that is still open writes into the folder that is to be removed."""
    import traceback

    while error:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__


class _Work(NamedTuple):
    """What an import is asked to do: see `import_into`."""

    beside: Callable[[], Iterable[ox.Quad]]
    fill: Fill
    optimizing: Callable[[], object]


def _import(home: str, now: Imported, work: _Work, prefixes: Mapping[str, str], file: str) -> Added:
    name = f"store-{os.urandom(12).hex()}"
    part = temporary_name(os.path.join(home, name))
    try:
        os.mkdir(part)
        added = _build(part, os.path.join(home, now.store) if now.store else "", now.statements, work)
        write_seal(part)
        known = {**prefixes, **now.prefixes}
        if now.store and added.after == now.statements and known == now.prefixes:
            return added
        os.rename(part, os.path.join(home, name))
        _point(home, Imported(name, now.store, added.after, known, (*now.files, file)))
    except BaseException as error:
        _let_go(error)
        raise
    finally:
        _remove(part)
    _clear(home, read_imported(home))
    return added


def _build(part: str, present: str, held: int, work: _Work) -> Added:
    """Copy the present store, which holds so many statements, let it be filled, and close it."""
    if present and not is_sound(present):
        raise StoreError(f"the store {printable(present)} is damaged", "delete the folder, and import again")
    data = os.path.join(part, "data")
    try:
        if present:
            ox.Store.read_only(os.path.join(present, "data")).backup(data)
        store = ox.Store(data)
        before = held + add_few(store, work.beside())
        new = work.fill(store)
        after = len(store) if new is None else before + new
        loose = _read_loose(present) + after - held
        if loose > after // _LOOSE:  # files that lie beside each other make every look-up slower
            work.optimizing()
            store.optimize()
            loose = 0
        store.flush()
    except (ValueError, RuntimeError) as error:
        raise StoreError(
            f"the store {printable(data)} cannot be written: {printable(str(error), limit=200)}", "is the disk full?"
        ) from None
    with open(os.path.join(part, "loose"), "w", encoding="utf-8") as file:
        file.write(str(loose))
    return Added(before, after)


def _read_loose(store: str) -> int:
    """Return how many statements were added to a store since it was put in order."""
    try:
        with open(os.path.join(store, "loose"), encoding="utf-8") as file:
            return int(file.read())
    except (OSError, ValueError):
        return 0


def _point(home: str, now: Imported) -> None:
    """Let the folder's file name another store: the moment in which an import takes place."""
    parts = [
        _FORMAT,
        f"{now.store}\t{now.previous}\t{now.statements}",
        "\n".join(f"{prefix}\t{iri}" for prefix, iri in now.prefixes.items()),
        "\n".join(now.files),
    ]
    final = os.path.join(home, _POINTER)
    part = temporary_name(final)
    with open(part, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n\n".join(parts))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, final)


def _remove(path: str) -> None:
    import shutil  # with its compressors it costs milliseconds, which a query need not spend

    if os.path.isdir(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            os.unlink(path)
