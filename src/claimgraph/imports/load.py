"""A file of RDF in, a store in a folder out: for more statements than anybody wants to keep as text.

The file is read twice: first to see that all of it is sound and what it is, then to
load it. Neither needs memory for the whole of it, unless it is JSON-LD, reified, or
nanopublications, which mean something only as a whole.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import tempfile
import time
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import pyoxigraph as ox

from claimgraph.errors import InputError, StoreError, printable, reason
from claimgraph.imports.rdf import default_base, genid, read_quads, read_rdf
from claimgraph.imports.survey import Survey, as_meant, survey
from claimgraph.imports.syntaxes import LINES, rdf_syntax
from claimgraph.rdf.describe import Description, describe, description_graph
from claimgraph.rdf.lines import quoted
from claimgraph.store.imported import import_quads, is_imported, open_imported
from claimgraph.vocab import CORE_PREFIXES, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimgraph.imports.draft import Left

    #: Told a number of statements, seconds, and whether they are "checked" or "loaded".
    Progress = Callable[[int, float, str], None]

__all__ = ["Loaded", "load_store"]

_BOM = b"\xef\xbb\xbf"
_HEAD = 64 * 1024
_PIECE = 1024 * 1024
#: Progress is told after so many statements.
_STEP = 10_000


class Loaded(NamedTuple):
    """What was loaded: the input's name, the statements read, those new to the store, those in the store; and what is left out."""

    name: str
    statements: int
    added: int
    total: int
    left: list[Left]


class _Unpacked(gzip.GzipFile):
    """What a packed file holds; closing it closes the file, too."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()


class _Input:
    """A file, or standard input put aside in a file without a name; unpacked on the fly."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = "standard input" if path == "-" else path
        self._aside: BinaryIO | None = None
        if path == "-":
            self._aside = tempfile.TemporaryFile()  # noqa: SIM115  (it is read until we are done)
            while piece := sys.stdin.buffer.read(_PIECE):
                self._aside.write(piece)
        self.digest, self.head = self._look()

    def open(self) -> BinaryIO:
        """Open the content at its beginning, behind a byte order mark."""
        file: BinaryIO
        if self._aside:
            self._aside.flush()
            file = os.fdopen(os.dup(self._aside.fileno()), "rb")
            file.seek(0)
        else:
            file = open(self.path, "rb")  # noqa: SIM115  (whoever asked closes it)
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed:
            file = cast("BinaryIO", _Unpacked(file))
        if file.read(3) != _BOM:
            file.seek(0)
        return file

    def _look(self) -> tuple[str, bytes]:
        """Read all of it once: it can be read at all, and is what its hash says."""
        digest = hashlib.sha256()
        head = b""
        try:
            with self.open() as file:
                while piece := file.read(_PIECE):
                    head = head or piece[:_HEAD]
                    digest.update(piece)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise InputError(f"{printable(self.name)} is not sound gzip, or cut off", "fetch it again, or unpack it first") from None
        except IsADirectoryError:
            raise InputError(f"{printable(self.name)} is a folder", "name a file, or - for standard input") from None
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "no file can have this name"
            raise InputError(f"{printable(self.name)} cannot be read: {why}") from None
        return digest.hexdigest(), head


def load_store(path: str, folder: str, *, format_: str = "", base: str = "", progress: Progress | None = None) -> Loaded:
    """Load a file of RDF (`-` for standard input) into the store of a folder, all or nothing.

    `progress` is told every now and then how many statements have been checked, and then
    loaded, in how many seconds.

    Raises:
        InputError: the file is not RDF of its syntax; the message names the place.
        StoreError: the folder holds something else, or cannot be written.
    """
    given = _Input(path)
    syntax = rdf_syntax(format_, given.name, given.head)
    base = base or default_base(given.name)
    prefixes: dict[str, str] = {}
    whole: list[ox.Quad] | None = None
    if syntax == ox.RdfFormat.JSON_LD:
        with given.open() as file:
            rdf = read_rdf(file.read(), given.name, "jsonld", base=base)
        whole, prefixes = rdf.quads, rdf.prefixes

    def read() -> Iterable[ox.Quad]:
        if whole is not None:
            return whole
        return read_quads(given.open, given.name, syntax, genid(given.digest), base=base, prefixes=prefixes)

    found = survey(_counted(read(), "checked", progress))
    meant = as_meant(found, read, given.name)
    now = survey(meant.quads) if isinstance(meant.quads, list) else found  # a list is other statements than those of the file
    _check_one_corpus(now, folder)
    known = _prefixes(now, prefixes)
    add = import_quads(
        folder,
        lambda: _counted(meant.quads, "loaded", progress),
        prefixes=known,
        file=_key(given.digest, syntax, base),
        beside=lambda: [*_ontology(), *_description(now, found.description, given.name, known, folder)],
    )
    return Loaded(given.name, found.statements, add.after - add.before, add.after, meant.left)


def _check_one_corpus(now: Survey, folder: str) -> None:
    """Refuse a second corpus in one folder: lists and exports would mix the two, and take them for one.

    Raises:
        StoreError: the folder holds claims of another.
    """
    if not now.description.base or not is_imported(folder):
        return
    store = open_imported(folder)
    for row in store.rows("SELECT DISTINCT ?base { GRAPH ?dataset { ?dataset a void:Dataset ; void:uriSpace ?base } }"):
        base = row["base"].value
        if base != now.description.base and store.query(
            f"ASK {{ ?claim a cg:Claim FILTER(STRSTARTS(STR(?claim), {quoted(base + 'claim/')})) }}"
        ):
            raise StoreError(f"{printable(folder)} holds another corpus, {printable(base)}, and this one is {printable(now.description.base)}",
                             "name a new folder for it")  # fmt: skip


def _key(digest: str, syntax: ox.RdfFormat, base: str) -> str:
    """Name what a file says: its content, how it is read, and what its relative IRIs mean, if it can have any."""
    relative = "" if syntax in LINES else "-" + hashlib.sha256(base.encode()).hexdigest()[:8]
    return f"{digest}-{syntax.file_extension}{relative}"


def _counted(quads: Iterable[ox.Quad], what: str, progress: Progress | None) -> Iterable[ox.Quad]:
    """Return quads, and tell now and then how many have been read."""
    return quads if progress is None else _telling(quads, what, progress)


def _telling(quads: Iterable[ox.Quad], what: str, progress: Progress) -> Iterator[ox.Quad]:
    start = time.monotonic()
    for number, quad in enumerate(quads, 1):
        if number % _STEP == 0:
            progress(number, time.monotonic() - start, what)
        yield quad


def _prefixes(found: Survey, declared: dict[str, str]) -> dict[str, str]:
    """Return the prefixes for queries: the core's, those of the corpus, those of the file where they are free."""
    return {**declared, **found.prefixes, **CORE_PREFIXES}


def _ontology() -> list[ox.Quad]:
    from claimgraph.ontology import load_ontology

    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in load_ontology().triples]


def _description(now: Survey, said: Description, name: str, prefixes: dict[str, str], folder: str) -> list[ox.Quad]:
    """Describe the statements, where neither they nor the store that they are added to do; `said` is what the file said."""
    graph = ox.NamedNode(description_graph(now.base))
    if now.description.base or (is_imported(folder) and open_imported(folder).inner.contains_named_graph(graph)):
        return []
    own = {prefix: iri for prefix, iri in prefixes.items() if prefix not in CORE_PREFIXES}
    return describe(Description(now.base, said.title or os.path.basename(name), said.license, own, now.counts))
