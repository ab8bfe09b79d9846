"""RDF in any syntax in, quads out, with names for blank nodes that stay; nothing is ever fetched.

A blank node becomes an IRI below `.well-known/genid/`: of the hash of the file's
content and, in the syntaxes of one statement a line, its label there; elsewhere the
number of its first appearance. So the same file gives the same names, and two files
never share one.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import InputError, Where, printable
from claimgraph.imports.guards import Guard, Lines
from claimgraph.imports.longlines import parse_lines
from claimgraph.imports.syntaxes import LINES, rdf_syntax
from claimgraph.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Rdf", "default_base", "genid", "read_quads", "read_rdf"]

_HEAD = 64 * 1024
_BOM = b"\xef\xbb\xbf"
_GENID = DEFAULT_BASE + ".well-known/genid/"
_POSITION = re.compile(r"^Parser error (?:at|between) .*?: |^at \d+\.\.\d+: | \(line \d+\)$")


class Rdf(NamedTuple):
    """The distinct quads of an input without blank nodes, in the order written, and the prefixes it declares.

    `find` tells where a quad is written; whoever moves quads wraps it.
    """

    quads: list[ox.Quad]
    prefixes: dict[str, str]
    find: Callable[[ox.Quad], Where]

    def where(self, quad: ox.Quad) -> Where:
        """Return where a quad is written; the file as a whole where that is not known."""
        return self.find(quad)


class _Places:
    """Where quads are written: worked out by a second reading, line by line, when somebody asks."""

    def __init__(self, data: bytes, name: str, syntax: ox.RdfFormat, base: str, names: str) -> None:
        self._read = data, name, syntax, base, names
        self._found: dict[ox.Quad, Where] | None = None

    def __call__(self, quad: ox.Quad) -> Where:
        data, name, syntax, base, names = self._read
        if self._found is None:
            self._found = {}
            if syntax != ox.RdfFormat.JSON_LD:  # it is read as a whole
                lines = Lines(io.BytesIO(data))
                with contextlib.suppress(MemoryError):  # behind a line that is longer than the parser holds, there are no places
                    for found in _named(ox.parse(lines, format=syntax, base_iri=base), syntax, names):  # type: ignore[arg-type]
                        self._found.setdefault(found, Where(name, lines.line, 1))
        return self._found.get(quad, Where(name))


def default_base(name: str) -> str:
    """Return what relative IRIs of a file are relative to, where nobody says: a reserved address, and the file's name.

    >>> default_base("/home/me/My data.ttl")
    'https://example.org/import/My-data.ttl'
    """
    short = re.sub(r"[^A-Za-z0-9._-]+", "-", name.replace("\\", "/").rpartition("/")[2].removesuffix(".gz")).strip("-.") or "file"
    return f"{DEFAULT_BASE}import/{short}"


def genid(sha256: str) -> str:
    """Return what the IRIs of the blank nodes of a file begin with, whose content has this hash."""
    return _GENID + sha256[:20]


def read_rdf(data: bytes, name: str, format_: str = "", *, base: str = "") -> Rdf:
    """Read RDF that is in memory, in the syntax that `format_` or the name or the content tells.

    Raises:
        InputError: it is not RDF of that syntax, or made to blow up its reader; the message names the place.
    """
    data = data.removeprefix(_BOM)
    if format_ and name.lower().removesuffix(".gz").endswith("." + format_.lower()):
        format_ = ""  # the ending of the name, which need not be one of ours
    syntax = rdf_syntax(format_, name, data[:_HEAD])
    base = base or default_base(name)
    names = genid(hashlib.sha256(data).hexdigest())
    if syntax == ox.RdfFormat.JSON_LD:
        from claimgraph.imports.contexts import check_contexts, inline_contexts

        check_contexts(data, name)
        data = inline_contexts(data)
    prefixes: dict[str, str] = {}
    quads = dict.fromkeys(read_quads(lambda: io.BytesIO(data), name, syntax, names, base=base, prefixes=prefixes))
    return Rdf(list(quads), prefixes, _Places(data, name, syntax, base, names))


def read_quads(
    open_: Callable[[], BinaryIO],
    name: str,
    syntax: ox.RdfFormat,
    names: str,
    *,
    base: str = "",
    prefixes: dict[str, str] | None = None,
    above: int = 0,
) -> Iterator[ox.Quad]:
    """Yield the quads of a file as they are read; it is opened again only to find the place of a mistake.

    `names` is what the IRIs of blank nodes begin with, see `genid`; `prefixes` takes
    up those that the file declares; `above` is the number of lines that stand above
    what is read, where that is a part of the file.

    Raises:
        InputError: the file is not of that syntax, or made to blow up its reader.
    """
    base = base or default_base(name)
    with open_() as file:
        guarded: Any = Guard(file, name, syntax, above=above)
        try:
            if syntax in LINES:
                yield from _named(parse_lines(guarded, syntax, names, base), syntax, names)
            else:
                parser = ox.parse(guarded, format=syntax, base_iri=base)
                yield from _named(parser, syntax, names)
                if prefixes is not None:
                    prefixes |= parser.prefixes
        except SyntaxError as error:
            line, col = error.lineno or 0, error.offset or 1
            if not line and syntax == ox.RdfFormat.RDF_XML:
                line = _line_of_error(open_, syntax, base)
            elif not line and "LoadDocumentCallback" in error.msg:
                line, col = _place_of_context(open_)
            raise _wrong(syntax, error.msg, Where(name, line + above if line else 0, col)) from None
        except ValueError as error:
            raise InputError(
                f"the base '{printable(base)}' cannot be used: {printable(str(error), limit=200)}", "name an absolute IRI"
            ) from None
        except MemoryError as error:
            if "buffer" not in str(error):  # what the parser holds has a limit of its own
                raise
            raise InputError(
                f"{printable(str(Where(name, guarded.long, 1)))}: what begins here is longer than 16 MB",
                "is the file sound? A line of N-Triples or N-Quads may have 64 MB",
            ) from None


def _line_of_error(open_: Callable[[], BinaryIO], syntax: ox.RdfFormat, base: str) -> int:
    """Return the line after which the parser gives up; the one of RDF/XML does not say."""
    with open_() as file:
        lines: Any = Lines(file)
        try:
            for _ in ox.parse(lines, format=syntax, base_iri=base):
                pass
        except SyntaxError:
            return int(lines.line)
    return 0


def _place_of_context(open_: Callable[[], BinaryIO]) -> tuple[int, int]:
    from claimgraph.imports.contexts import find_context

    with open_() as file:
        return find_context(file.read())


def _wrong(syntax: ox.RdfFormat, message: str, where: Where) -> InputError:
    """Say what the parser says, and what may help."""
    what = _POSITION.sub("", _POSITION.sub("", message))
    hint = f"it was read as {syntax.name}; --format names another syntax"
    if "utf-8" in message.lower():
        hint = "save the file as UTF-8"
    elif "end of file" in message:
        hint = f"the file is cut off, or is not {syntax.name}; --format names another syntax"
    elif "LoadDocumentCallback" in message:
        what, hint = "it names a context that is elsewhere; nothing is ever fetched", "put the context itself into the file"
    return InputError(f"{printable(str(where))}: {printable(what, limit=300)}", hint)


def _named(quads: Iterator[ox.Quad], syntax: ox.RdfFormat, names: str) -> Iterator[ox.Quad]:
    """Yield quads with IRIs for blank nodes."""
    name = _by_label(names) if syntax in LINES else _by_order(names)
    blank, triple = ox.BlankNode, ox.Triple
    for quad in quads:
        subject, predicate, object_, graph = quad
        if type(subject) is blank or type(object_) is blank or type(object_) is triple or type(graph) is blank:
            yield ox.Quad(_rename(subject, name), predicate, _rename(object_, name), _rename(graph, name))
        else:
            yield quad


def _rename(term: Any, name: Callable[[ox.BlankNode], ox.NamedNode]) -> Any:
    if isinstance(term, ox.BlankNode):
        return name(term)
    if isinstance(term, ox.Triple):
        return ox.Triple(_rename(term.subject, name), term.predicate, _rename(term.object, name))
    return term


def _by_label(names: str) -> Callable[[ox.BlankNode], ox.NamedNode]:
    """Name by the label: nothing need be remembered of a file that is larger than memory."""
    return lambda node: ox.NamedNode(f"{names}-{node.value}")


def _by_order(names: str) -> Callable[[ox.BlankNode], ox.NamedNode]:
    """Name by the order of first appearance: what has no label gets another one with every reading."""
    known: dict[ox.BlankNode, ox.NamedNode] = {}

    def name(node: ox.BlankNode) -> ox.NamedNode:
        found = known.get(node)
        if found is None:
            found = known[node] = ox.NamedNode(f"{names}.{len(known) + 1}")
        return found

    return name
