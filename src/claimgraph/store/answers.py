"""The body of a store's reply in, the answer that the embedded store would give out.

It is read to its end once before it is returned, so that one that was cut short is
found before anybody has printed half of it. Rows are then read again as they are asked
for, from the body, which is a file if it is long; triples are held, for each is given once.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import RemoteError, printable
from claimgraph.store.depth import is_deep_json, is_deep_rdf
from claimgraph.store.terms import true_or_false
from claimgraph.store.transport import open_body
from claimgraph.store.trouble import first_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.store.protocol import Answer
    from claimgraph.store.secrets import Credentials
    from claimgraph.store.transport import Reply

__all__ = ["Read", "boolean", "read_answer", "triples"]

_PIECE = 1 << 20
_JSON = ox.QueryResultsFormat.JSON
#: What triples may come in: what was asked for, and what some give for it.
_FORMATS = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
#: What Virtuoso calls the only column of an ASK's answer; one row is yes, no row is no.
_VIRTUOSO_ASK = "__ASK_RETVAL"


class Read(NamedTuple):
    """An answer that was read to its end, and the number of its rows; 0 where it has none."""

    answer: Answer
    rows: int = 0


def boolean(value: bool) -> ox.QueryBoolean:
    """Return yes or no as the engine does."""
    answer = ox.parse_query_results(f'{{"head": {{}}, "boolean": {"true" if value else "false"}}}', _JSON)
    assert isinstance(answer, ox.QueryBoolean)
    return answer


def triples(found: Any) -> ox.QueryTriples:
    """Return triples (from an iterable of them) as the engine does."""
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, true_or_false(triple.object)) for triple in found)
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryTriples)
    return answer


def read_answer(reply: Reply, form: str, name: str, credentials: Credentials) -> Read:
    """Read the reply to a query of a form (SELECT, ASK, CONSTRUCT, DESCRIBE).

    Raises:
        RemoteError: it is a web page, something else than an answer to such a query, or only a part of one.
    """
    if reply.status == 206 or "x-sql-message" in reply.headers:
        said = printable(credentials.hide(reply.headers.get("x-sql-message", "the time it allows itself was over")), limit=200)
        raise RemoteError(f"the store {name} gives only a part of the answer{f': {said}' if said else ''}", "ask for less at once")
    start = reply.body.read(2000)
    reply.body.seek(0)
    if reply.media_type in {"text/html", "application/xhtml+xml"} or start.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        title = first_line(start, credentials)
        raise RemoteError(f"the store {name} answers with a web page{f' ({title})' if title else ''} where an answer to a query should be",
                          "is this the address of its user interface? queries have one of their own")  # fmt: skip
    try:
        if form in {"CONSTRUCT", "DESCRIBE"}:
            return Read(triples(_parse(reply)))
        return _rows(reply.body, form, virtuoso="virtuoso" in reply.headers.get("server", "").lower())
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        what = printable(credentials.hide(str(error)), limit=150)
    # Not raised above, where it would keep the half-read answer alive, which only the thread that made it may let go.
    kind = credentials.hide(reply.media_type) if re.fullmatch(r"[a-z0-9.+-]{1,30}/[a-z0-9.+-]{1,40}", reply.media_type) else ""
    raise RemoteError(f"what the store {name} sends{f' ({kind})' if kind else ''} is cut short, or no answer to a query{f': {what}' if what else ''}",
                      "does this address lead to a SPARQL 1.1 store?")  # fmt: skip


def _parse(reply: Reply) -> Iterator[ox.Quad]:
    format_ = ox.RdfFormat.from_media_type(reply.media_type) or ox.RdfFormat.N_TRIPLES
    if format_ not in _FORMATS:
        raise ValueError("it is in a format that nobody asked for")
    _refuse_depth(is_deep_rdf(_pieces(reply.body), lines=format_ in _FORMATS[:2]))
    return ox.parse(reply.body, format=format_)


def _rows(body: IO[bytes], form: str, *, virtuoso: bool) -> Read:
    _refuse_depth(is_deep_json(_pieces(body)))
    answer = ox.parse_query_results(body, _JSON)
    if isinstance(answer, ox.QueryBoolean):
        if form != "ASK":
            raise ValueError("it says yes or no where rows were asked for")
        return Read(answer)
    columns = [variable.value for variable in answer.variables]
    count, respelled = 0, False
    for row in answer:  # a reply that ends too early is found out here
        count += 1
        respelled = respelled or (virtuoso and any(true_or_false(term) is not term for term in row if term is not None))
    if form == "ASK":
        if columns == [_VIRTUOSO_ASK]:
            return Read(boolean(count > 0))
        raise ValueError("it gives rows where yes or no was asked for")
    body.seek(0)
    answer = ox.parse_query_results(body, _JSON)
    assert isinstance(answer, ox.QuerySolutions)
    return Read(_respell(answer, columns) if respelled else answer, count)


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    """Yield a body piece by piece; then it stands at its start again."""
    while piece := body.read(_PIECE):
        yield piece
    body.seek(0)


def _refuse_depth(deep: bool) -> None:
    if deep:
        raise ValueError("it is nested too deep")


def _respell(answer: ox.QuerySolutions, columns: list[str]) -> Answer:
    """Return rows with their values spelled as the embedded store spells them: Virtuoso says 1 for true."""
    lines = open_body()
    lines.write("\t".join(f"?{name}" for name in columns).encode() + b"\n")
    for row in answer:
        lines.write("\t".join("" if term is None else str(true_or_false(term)) for term in row).encode() + b"\n")
    lines.seek(0)
    return ox.parse_query_results(lines, ox.QueryResultsFormat.TSV)
