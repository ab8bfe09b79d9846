"""A query's answer in; bytes in any format that RDF and SPARQL know out."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from claimgraph.errors import QueryError, did_you_mean, printable
from claimgraph.views.tabbed import write_tabbed
from claimgraph.views.table import render_aligned, render_tabbed, render_term
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.store.embedded import Answer

__all__ = ["RESULT_FORMATS", "result_format", "write_answer"]

_ROWS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "n3": ox.RdfFormat.N3,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_OTHER_NAMES = {
    "srj": "json",
    "srx": "xml",
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "nquads": "nq",
    "n-quads": "nq",
    "rdfxml": "rdf",
    "rdf/xml": "rdf",
    "owl": "rdf",
    "json-ld": "jsonld",
    "txt": "table",
}
#: The engine ends these without a newline, which a terminal would miss.
_ONE_LINE = {"json", "xml"}
_PREFIXED = {"ttl", "trig", "n3", "rdf"}
#: Lines that are written together: few, so that who reads them sees the first ones soon.
_AT_ONCE = 64

RESULT_FORMATS = ("table", *_ROWS, *_TRIPLES)


def result_format(name: str, output: str = "") -> str:
    """Return the format of a name, a media type, a file extension, or an output's extension.

    Raises:
        QueryError: there is no such format.

    >>> result_format("application/sparql-results+json"), result_format("", "a/b.ttl")
    ('json', 'ttl')
    """
    wanted = name.lower().lstrip(".") or os.path.splitext(output)[1].lower().lstrip(".")
    wanted = _OTHER_NAMES.get(wanted, wanted)
    if not wanted or wanted in RESULT_FORMATS:
        return wanted
    for table in (_ROWS, _TRIPLES):
        for short, known in table.items():
            if wanted.partition(";")[0].strip() == known.media_type.partition(";")[0]:
                return short
    if not name:
        return ""
    raise QueryError(f"there is no format '{name}'", did_you_mean(wanted, RESULT_FORMATS) or f"one of {', '.join(RESULT_FORMATS)}")


def write_answer(answer: Answer, format_: str, out: BinaryIO, prefixes: Mapping[str, str], *, person: bool = False) -> None:
    """Write an answer; without a format, as suits a person at a terminal or a pipe.

    Raises:
        QueryError: the answer cannot be written in the format, or the query fails half-way.
    """
    try:
        _write(answer, format_, out, prefixes, person=person)
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None
    except OSError as error:
        if error.errno is not None:  # the output's own trouble
            raise
        raise QueryError(f"the query failed: {printable(str(error), limit=200)}") from None


def _write(answer: Answer, format_: str, out: BinaryIO, prefixes: Mapping[str, str], *, person: bool) -> None:
    if isinstance(answer, ox.QueryTriples):
        _write_triples(answer, format_ or "ttl", out, prefixes)
    elif format_ in _TRIPLES:
        what = "rows" if isinstance(answer, ox.QuerySolutions) else "yes or no"
        raise QueryError(f"the answer is {what}, and {format_} holds triples", f"one of table, {', '.join(_ROWS)}; or ask with CONSTRUCT")
    elif isinstance(answer, ox.QueryBoolean):
        _write_boolean(answer, format_, out)
    elif format_ in _ROWS:
        answer.serialize(out, format=_ROWS[format_])
        if format_ in _ONE_LINE:
            out.write(b"\n")
    elif format_ == "table" or person:
        compact = Compactor(prefixes)
        _write_lines(
            render_aligned(
                [variable.value for variable in answer.variables], ([render_term(term, compact) for term in row] for row in answer)
            ),
            out,
        )
    else:
        write_tabbed(answer, out, prefixes)


def _write_lines(lines: Iterable[str], out: BinaryIO) -> None:
    rest = iter(lines)
    while block := list(itertools.islice(rest, _AT_ONCE)):
        out.write("\n".join([*block, ""]).encode("utf-8", "surrogateescape"))


def _write_boolean(answer: ox.QueryBoolean, format_: str, out: BinaryIO) -> None:
    if format_ in {"json", "xml"}:
        answer.serialize(out, format=_ROWS[format_])
        out.write(b"\n")
    else:
        out.write(b"true\n" if answer else b"false\n")


def _write_triples(answer: ox.QueryTriples, format_: str, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    if format_ in _ROWS or format_ == "table":
        compact = Compactor(prefixes)
        rows = ([render_term(t, compact) for t in (triple.subject, triple.predicate, triple.object)] for triple in answer)
        if format_ in {"json", "xml", "csv"}:
            raise QueryError(f"the answer is triples, and {format_} holds rows", f"one of table, {', '.join(_TRIPLES)}")
        columns = ["subject", "predicate", "object"]
        _write_lines(render_aligned(columns, rows) if format_ == "table" else render_tabbed(columns, rows), out)
        return
    from claimgraph.exports.serialize import stream_rdf

    stream_rdf(answer, _TRIPLES[format_], out, prefixes if format_ in _PREFIXED else {})
