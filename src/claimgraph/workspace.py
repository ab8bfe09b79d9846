"""A folder of facts in, a store that answers out: from the cache, or built anew.

A store is kept under the user's cache folder, in a folder named by the content it
was built from. A *stamp* file remembers the sizes and times of the files it was made
of, so that a query on unchanged text opens it without reading a fact. Stores are
built under a temporary name and renamed, so a reader never sees half of one; any
number of processes may build at once, and one of them wins.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph import __version__
from claimgraph.errors import FactsError, StoreError, reason
from claimgraph.files import cache_folder, temporary_name
from claimgraph.store.embedded import EmbeddedStore, build_store, open_store
from claimgraph.store.seal import is_sound, write_seal
from claimgraph.vocab import ontology_folder

if TYPE_CHECKING:
    from claimgraph.folder import Folder

__all__ = ["Opened", "open_corpus_store"]

_FORMAT = "claimgraph-store 3"
#: The modules that say what text becomes, beside all of `rdf`.
_CODE = ("loader", "model", "ontology", "reader", "syntax", "values", "vocab")
_MARK = "claimgraph-store"
_KEEP = 4
#: Seconds for which a new store is safe from being cleared away.
_YOUNG = 600
_OWN_STORE = re.compile(r"store-[0-9a-f]{24}")
_OWN_PART = re.compile(r"\..+\.[0-9a-f]+-[0-9a-f]{8}\.part")


class Opened(NamedTuple):
    """A store, and how many claims `as_of` left out for want of a date."""

    store: EmbeddedStore
    undated: int


class _Stamp(NamedTuple):
    """What a finished store was built from, and what must be known to use it."""

    store: str
    undated: int
    modules: tuple[str, ...]
    prefixes: dict[str, str]
    signature: str


class _View(NamedTuple):
    """The days that filter a corpus before it becomes a store; empty for all of it."""

    as_of: str = ""
    valid_on: str = ""

    def __str__(self) -> str:
        return "".join(f"-{name}-{day}" for name, day in zip(self._fields, self, strict=True) if day)


def open_corpus_store(folder: Folder, *, as_of: str = "", valid_on: str = "", keep: str = "") -> Opened:
    """Open the store of a corpus, building it if the text has changed.

    `as_of` and `valid_on` (ISO days) filter the corpus first. `keep` names a folder
    to keep the store in, in place of the cache.

    Raises:
        FactsError: the facts have problems.
        StoreError: the store cannot be kept, or `keep` holds something else.
    """
    home = os.path.abspath(keep) if keep else os.path.join(cache_folder(), "stores", folder.cache_name())
    view = _View(as_of, valid_on)
    if keep:
        _check_own(home, keep)
    stamp = _read_stamp(os.path.join(home, f"stamp{view}"))
    if stamp is None or stamp.signature != _signature(folder, stamp.modules):
        stamp = _refresh(folder, home, view)
    try:
        return _open(home, stamp)
    except StoreError:
        # Deleted or damaged behind our back: the text is the truth, so build it again.
        return _open(home, _refresh(folder, home, view, anew=True))


def _open(home: str, stamp: _Stamp) -> Opened:
    store = os.path.join(home, stamp.store)
    if not is_sound(store):
        raise StoreError(f"the store {store} is damaged", "delete it: it is rebuilt from the facts")
    return Opened(open_store(os.path.join(store, "data"), stamp.prefixes), stamp.undated)


def _check_own(home: str, written: str) -> None:
    """Refuse to touch a folder that somebody filled with something else."""
    if os.path.isfile(home):
        raise StoreError(f"--store {written} is a file", "name a folder that is new, empty, or a store of claimgraph")
    if os.path.isdir(home) and os.listdir(home) and not os.path.isfile(os.path.join(home, _MARK)):
        raise StoreError(f"--store {written} holds something else than a store of claimgraph", "name a new folder")


def _inputs(folder: Folder, modules: tuple[str, ...]) -> list[str]:
    """List every file that a store is made of: facts, settings, modules, the ontology, and the code that makes RDF of them.

    The code has a version, but in a checkout it changes between two of them.
    """
    ontology = ontology_folder()
    own = (os.path.join(ontology, name) for name in sorted(os.listdir(ontology)))
    package = os.path.dirname(__file__)
    code = [os.path.join(package, f"{name}.py") for name in _CODE]
    code += (os.path.join(package, "rdf", name) for name in sorted(os.listdir(os.path.join(package, "rdf"))) if name.endswith(".py"))
    return [*folder.fact_files(), *([folder.config] if folder.config else []), *modules, *own, *code]


def _signature(folder: Folder, modules: tuple[str, ...]) -> str:
    """Describe a store's inputs without reading them: versions, sizes, times, names."""
    lines = [f"{_FORMAT} {__version__} {ox.__version__}"]
    for path in _inputs(folder, modules):
        try:
            stat = os.stat(path)
        except OSError:
            lines.append(f"- {path!r}")
        else:
            lines.append(f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino} {path!r}")
    return "\n".join(lines)


def _content_key(folder: Folder, modules: tuple[str, ...], view: _View) -> str:
    """Hash what a store is made of."""
    import hashlib  # OpenSSL costs milliseconds, which only a build may spend

    digest = hashlib.sha256(f"{_FORMAT} {__version__} {ox.__version__} {view}".encode())
    for path in _inputs(folder, modules):
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        with contextlib.suppress(OSError), open(path, "rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:24]


def _read_stamp(path: str) -> _Stamp | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            head, modules, prefixes, signature = file.read().split("\n\n", 3)
        store, undated = head.split("\t")
        pairs = (line.split("\t", 1) for line in prefixes.split("\n"))
        return _Stamp(store, int(undated), tuple(modules.split("\n")[1:]), dict(pairs), signature)
    except (OSError, ValueError):
        return None


def _write_stamp(path: str, stamp: _Stamp) -> None:
    parts = [
        f"{stamp.store}\t{stamp.undated}",
        "\n".join(["modules", *stamp.modules]),
        "\n".join(f"{p}\t{i}" for p, i in stamp.prefixes.items()),
        stamp.signature,
    ]
    part = temporary_name(path)
    with open(part, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.write("\n\n".join(parts))
    os.replace(part, path)


def _refresh(folder: Folder, home: str, view: _View, *, anew: bool = False) -> _Stamp:
    """Find or build the store that the text asks for, and remember it."""
    from claimgraph.loader import load_settings

    settings = load_settings(folder)
    signature = _signature(folder, settings.modules)  # taken first: a change while we read rebuilds
    name = "store-" + _content_key(folder, settings.modules, view)
    known = None if anew else _read_stamp(os.path.join(home, name, "stamp"))
    stamp = known._replace(signature=signature) if known else None
    try:
        if stamp is None:
            stamp = _build(folder, home, name, view, signature)
        _write_stamp(os.path.join(home, f"stamp{view}"), stamp)
        _forget_old(home, name)
    except OSError as error:
        raise StoreError(
            f"the store cannot be kept in {home}: {reason(error)}",
            "name another place with --store DIR or the variable CLAIMGRAPH_CACHE",
        ) from None
    return stamp


def _build(folder: Folder, home: str, name: str, view: _View, signature: str) -> _Stamp:
    """Build a store under a temporary name, and rename it into place."""
    from claimgraph.loader import load_corpus
    from claimgraph.rdf import corpus_text, description_quads, filter_corpus, ontology_quads

    corpus, problems = load_corpus(folder)
    if problems:
        raise FactsError(problems)
    corpus, undated = filter_corpus(corpus, as_of=view.as_of, valid_on=view.valid_on)
    stamp = _Stamp(name, undated, corpus.settings.modules, corpus.settings.all_prefixes(), signature)
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, _MARK), "a", encoding="utf-8"):
        pass
    final = os.path.join(home, name)
    part = temporary_name(final)
    try:
        os.mkdir(part)
        about = [*ontology_quads(corpus), *description_quads(corpus)]
        build_store(os.path.join(part, "data"), about, nquads=corpus_text(corpus).nquads)
        _write_stamp(os.path.join(part, "stamp"), stamp)
        write_seal(part)
        _put_in_place(part, final)
    finally:
        _remove(part)
    return stamp


def _put_in_place(part: str, final: str) -> None:
    """Rename a built store; if somebody else was faster with the same one, keep theirs."""
    for _ in range(5):
        with contextlib.suppress(OSError):
            os.rename(part, final)
            return
        if is_sound(final):
            return
        damaged = temporary_name(final)
        with contextlib.suppress(OSError):  # another process may clear it away at the same time
            os.rename(final, damaged)
            _remove(damaged)
    os.rename(part, final)


def _forget_old(home: str, current: str) -> None:
    """Delete all but the last few stores, and what killed builds left behind."""
    stores = []
    with os.scandir(home) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # another process deletes too
                stores.append((entry.stat().st_mtime, entry.path, entry.name))
    # Names alone do not make a file ours; and what was just built, somebody may be about to open.
    ours = sorted((s for s in stores if _OWN_STORE.fullmatch(s[2]) and s[2] != current), reverse=True)
    old = [s for s in ours[_KEEP - 1 :] if s[0] < time.time() - _YOUNG]
    left = [s for s in stores if _OWN_PART.fullmatch(s[2]) and s[0] < time.time() - 3600]
    for _, path, _ in [*old, *left]:
        if os.path.isdir(path):
            _remove(path)
        else:
            with contextlib.suppress(OSError):
                os.unlink(path)


def _remove(folder: str) -> None:
    import shutil  # with its compressors it costs milliseconds, which a query need not spend

    shutil.rmtree(folder, ignore_errors=True)
