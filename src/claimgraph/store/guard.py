"""A query in, an error out if it could write, or reach the network or a file.

An engine may answer `FROM <file:…>` with silence and swallow the failure of
`SERVICE SILENT`; so what a query may not do is found in its text, by a tokenizer
that knows what a string, an IRI and a comment are.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from claimgraph.errors import QueryError, printable
from claimgraph.store.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["UPDATES", "check_query", "place"]

#: Shorter queries cannot hold enough to trouble the engine.
_SHORT = 600
_DEEPEST = 200
_MOST_PARTS = 600
_PARTS = ("UNION", "OPTIONAL", "EXISTS", "MINUS", "FILTER", "BIND", "SELECT", "GRAPH")
_OPERATORS = "+-*/|&!=<>^"
# What long queries consist of that are no trouble: IRIs, and the rows of VALUES that are left of them. Without any
# quotation mark or space they begin and end as what they are, in a string or a comment or outside.
_IRI = re.compile(r"<https?://[^\x00-\x20<>\"'{}|^`\\]*>")
_ROW = re.compile(r"\([\s0-9]*\)")
_PART = re.compile("|".join(_PARTS), re.IGNORECASE)

#: The keywords with which a SPARQL update begins.
UPDATES = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")

# A keyword of ours inside a word or a prefix; an engine may take what is behind it for the next word.
_STUCK = r"(SERVICE|FROM)(?:SILENT|NAMED)?(?P<rest>.*)"
# An IRI that can also be read as `<` and an expression; with :// it cannot.
_MAYBE_LESS = r"<(?![A-Za-z][A-Za-z0-9+.-]*://).*(?:['#\\]|SERVICE|FROM)"


def check_query(
    query: str,
    prefixes: Mapping[str, str],
    has_graph: Callable[[str], bool],
    *,
    allow_service: bool = False,
) -> None:
    """Raise a QueryError if a query is not one that may run.

    `has_graph` tells whether the store holds a named graph; a FROM may name no other.
    """
    if len(query) > _SHORT and not _is_small(query):
        _check_size(query)
    if not query.isascii() or "rom" in query.lower() or "service" in query.lower():
        tokens = list(tokenize(query))
        _check_plain(query, tokens, prefixes)
        if not allow_service:
            _check_service(query, tokens)
        for token, iri in _datasets(tokens, prefixes):
            if not has_graph(iri):
                raise QueryError(
                    f"query:{place(query, token.start)}: FROM {token.text}: the store holds no such graph",
                    "a query reads graphs of the store, never files or addresses; FROM takes the id of a claim",
                )


def _is_small(query: str) -> bool:
    """Tell whether a query has so few signs and words of any kind that it need not be taken apart, as that takes longer than many an answer."""
    rest = _ROW.sub("", _IRI.sub("", query))
    parts = sum(map(rest.count, _OPERATORS)) + sum(1 for _ in _PART.finditer(rest))
    return sum(map(rest.count, "({[")) <= _DEEPEST and parts <= _MOST_PARTS


def _check_size(query: str) -> None:
    """Refuse what is so deep, or has so many parts, that the engine's recursion would end the process."""
    depth = parts = 0
    for token in tokenize(query):
        if token.kind == "sign":
            depth += (token.text in "({[") - (token.text in ")}]")
            parts += token.text in _OPERATORS
        else:
            parts += token.is_word(*_PARTS)
        if depth > _DEEPEST or parts > _MOST_PARTS:
            what = f"nests more than {_DEEPEST} deep" if depth > _DEEPEST else f"has more than {_MOST_PARTS} parts and operators"
            raise QueryError(f"query:{place(query, token.start)}: the query {what}", "ask in several queries, or list values with VALUES")


def _check_service(query: str, tokens: list[Token]) -> None:
    for token in tokens:
        if token.is_word("SERVICE"):
            raise QueryError(
                f"query:{place(query, token.start)}: SERVICE would send the query to another server",
                "`claimgraph query` has --allow-service, if that is what you want",
            )


def _check_plain(query: str, tokens: list[Token], prefixes: Mapping[str, str]) -> None:
    """Refuse what an engine may split otherwise than we do, for SERVICE or FROM could hide there.

    Oxigraph needs no space behind a keyword (`SERVICEex:a`, `trueSERVICE<…>`), and reads
    the `<` of `?a<'>'` as a sign, not as the start of an IRI.
    """
    known = {*prefixes, *(b.text[:-1] for a, b in itertools.pairwise(tokens) if a.is_word("PREFIX"))}
    for number, token in enumerate(tokens):
        if token.kind in {"word", "name"}:
            stuck = re.search(_STUCK, token.text.partition(":")[0], re.IGNORECASE | re.DOTALL)
            if stuck and (token.text.upper() != stuck[1].upper() if token.kind == "word" else stuck["rest"] in known):
                raise QueryError(
                    f"query:{place(query, token.start)}: '{printable(token.text, limit=40)}' could be read as {stuck[1].upper()}",
                    "put a space between the two, or choose another prefix",
                )
        elif token.kind == "iri" and re.match(_MAYBE_LESS, token.text, re.IGNORECASE | re.DOTALL):
            before = tokens[max(0, number - 2) : number]
            if before and not before[-1].is_word("BASE", "FROM", "NAMED", "SERVICE") and not before[0].is_word("PREFIX"):
                raise QueryError(
                    f"query:{place(query, token.start)}: this '<' could start an IRI or mean less than",
                    "put a space behind it, or write the IRI whole: <https://…>",
                )


def _datasets(tokens: list[Token], prefixes: Mapping[str, str]) -> Iterator[tuple[Token, str]]:
    """Yield the graphs a query names behind FROM, with their IRIs."""
    known = dict(prefixes)
    for number, token in enumerate(tokens):
        rest = tokens[number + 1 : number + 3]
        if token.is_word("PREFIX") and len(rest) == 2:
            known[rest[0].text.rstrip(":")] = rest[1].text[1:-1]
        elif token.is_word("FROM") and rest:
            graph = rest[1] if rest[0].is_word("NAMED") and len(rest) == 2 else rest[0]
            if graph.kind == "iri":
                yield graph, graph.text[1:-1]
            elif graph.kind == "name":
                prefix, _, local = graph.text.partition(":")
                yield graph, known.get(prefix, "") + local.replace("\\", "")


def place(query: str, offset: int) -> str:
    r"""Return the line and column of an offset, counted from 1.

    >>> place("a\nbc", 3)
    '2:2'
    """
    return f"{query.count(chr(10), 0, offset) + 1}:{offset - query.rfind(chr(10), 0, offset)}"
