"""A file of RDF in, a store in a folder out: for more statements than anybody wants to keep as text.

The file is read twice: first to see that it can be read and what it is, then to load
it; if it has changed meanwhile, nothing is loaded. Lines of N-Quads and N-Triples the engine reads by itself, a slice of the file at a
time: see `lines.py`. In all other syntaxes, the first reading sees that all of it is
sound. Neither needs memory for the whole of it, unless it is JSON-LD, reified, or
nanopublications, which mean something only as a whole.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import StoreError, printable
from claimgraph.imports.content import Content
from claimgraph.imports.lines import load_lines
from claimgraph.imports.progress import Meter
from claimgraph.imports.rdf import default_base, genid, read_quads, read_rdf
from claimgraph.imports.scan import Scan
from claimgraph.imports.survey import Survey, as_meant, survey
from claimgraph.imports.syntaxes import LINES, rdf_syntax
from claimgraph.rdf.describe import Description, describe, description_graph
from claimgraph.rdf.lines import quoted
from claimgraph.store.imported import add_few, add_many, import_into, is_imported, open_imported
from claimgraph.vocab import CORE_PREFIXES, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.draft import Left
    from claimgraph.imports.progress import Progress
    from claimgraph.store.imported import Fill

__all__ = ["Loaded", "load_store"]

_HEAD = 64 * 1024
#: So many statements, of about a thousand claims, are held in memory and added one by one, which is faster then.
FEW = 20_000


class Loaded(NamedTuple):
    """What was loaded: the input's name, the statements read, those new to the store, those in the store; and what is left out."""

    name: str
    statements: int
    added: int
    total: int
    left: list[Left]


class _File(NamedTuple):
    """A file that was read through once: what it is written in, and how its blank nodes and relative IRIs are read."""

    content: Content
    syntax: ox.RdfFormat
    base: str
    names: str


class _Wanted(NamedTuple):
    """What is to be done with a file: its survey, that of what it means, the prefixes it declares, and how a store is filled with it."""

    found: Survey
    now: Survey
    prefixes: dict[str, str]
    fill: Fill
    left: list[Left]


def load_store(
    path: str, folder: str, *, format_: str = "", base: str = "", progress: Progress | None = None, data: bytes | None = None
) -> Loaded:
    """Load a file of RDF (`-` for standard input) into the store of a folder, all or nothing.

    `progress` is told every now and then how far it has come. `data` is the content of
    what `path` then only names.

    Raises:
        InputError: the file is not RDF of its syntax (the message names the place), or changes while it is read.
        StoreError: the folder holds something else, or cannot be written.
    """
    content = Content(path, data)
    meter = Meter(content.share, progress)
    head, syntax, scan = b"", None, None
    for piece in content.read_through():
        if syntax is None:
            head = piece[:_HEAD]
            syntax = rdf_syntax(format_, content.name, head)
            scan = Scan(syntax) if syntax in LINES else None
        if scan:
            scan.feed(piece)
            meter.tell("checked", scan.statements)
    syntax = syntax or rdf_syntax(format_, content.name, head)
    file = _File(content, syntax, base or default_base(content.name), genid(content.digest))
    wanted = _scanned(file, scan, meter) or _parsed(file, meter)
    now = wanted.now
    _check_one_corpus(now, folder)
    known = _prefixes(now, wanted.prefixes)
    add = import_into(
        folder,
        wanted.fill,
        prefixes=known,
        file=_key(content.digest, syntax, file.base),
        beside=lambda: [*_ontology(), *_description(now, wanted.found.description, content.name, known, folder)],
        optimizing=lambda: meter.tell("put in order", wanted.found.statements, at_once=True),
    )
    return Loaded(content.name, wanted.found.statements, add.after - add.before, add.after, wanted.left)


def _scanned(file: _File, scan: Scan | None, meter: Meter) -> _Wanted | None:
    """Return what to do with many plain lines; None where it has to be found out by parsing them."""
    if scan is None or scan.odd:
        return None
    found = scan.found()
    if scan.odd or found.statements <= FEW or found.nanopubs or found.reified or found.metadata:
        return None

    def tell(share: float) -> None:
        meter.tell("loaded", round(found.statements * share), share=share)

    def fill(store: ox.Store) -> None:
        tell(0.0)
        load_lines(store, file.content, file.syntax, file.names, tell)

    return _Wanted(found, found, {}, fill, [])


def _parsed(file: _File, meter: Meter) -> _Wanted:
    """Read all of it as objects, and return what to do with it."""
    content, syntax, base, names = file
    prefixes: dict[str, str] = {}
    whole: list[ox.Quad] | None = None
    if syntax == ox.RdfFormat.JSON_LD:
        with content.open() as opened:
            rdf = read_rdf(opened.read(), content.name, "jsonld", base=base)
        whole, prefixes = rdf.quads, rdf.prefixes

    def read() -> Iterable[ox.Quad]:
        if whole is not None:
            return whole
        return read_quads(content.open, content.name, syntax, names, base=base, prefixes=prefixes)

    found = survey(meter.count(read(), "checked"))
    meant = as_meant(found, read, content.name)
    now = survey(meant.quads) if isinstance(meant.quads, list) else found  # a list is other statements than those of the file

    def fill(store: ox.Store) -> int | None:
        quads = meter.count(meant.quads, "loaded")
        if now.statements <= FEW:
            return add_few(store, quads)
        add_many(store, quads)
        return None

    return _Wanted(found, now, prefixes, fill, meant.left)


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
