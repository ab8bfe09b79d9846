"""What nests in a syntax of RDF, and how to step over what does not: patterns that read it as the parsers do.

A bracket in a comment, a text or an IRI is none; whoever counts one can be fooled.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pyoxigraph as ox

__all__ = ["DOCTYPE", "Nesting", "nesting_of"]


class Nesting(NamedTuple):
    """How a syntax nests: `flat` steps over whole tokens that do not, or little; `up` and `down` are what follows it.

    Each fails at a token whose end is not there yet.
    """

    flat: re.Pattern[bytes]
    up: re.Pattern[bytes]
    down: re.Pattern[bytes]
    what: str
    #: A line begins outside of everything, and nothing nests without this.
    lines: bytes = b""


def _nesting(tokens: bytes, up: bytes, down: bytes, what: str, levels: int = 3) -> Nesting:
    """Make the patterns; what nests a few levels deep, which is nearly all, is stepped over as a whole, to be quick."""
    flat = tokens
    for _ in range(levels):
        flat = rb"%b|(?:%b)(?:%b)*+(?:%b)" % (tokens, up, flat, down)
    return Nesting(re.compile(rb"(?:%b)*+" % flat, re.DOTALL), re.compile(up), re.compile(down), what)


def _text(quote: bytes) -> bytes:
    """Match a short or long text of Turtle; where it may be the beginning of a long one, only behind the next byte."""
    q = quote
    return rb"%b[^%b\\\r\n]++(?:\\.[^%b\\\r\n]*+)*+%b|%b(?:\\.[^%b\\\r\n]*+)++%b|%b%b(?=[^%b])" % (
        q,
        q,
        q,
        q,
        q,
        q,
        q,
        q,
        q,
        q,
    ) + rb"|%b%b%b(?:[^%b\\]++|\\.|%b{1,2}(?!%b))*+%b%b%b" % (q, q, q, q, q, q, q, q, q)


_TURTLE = _nesting(
    rb"[^<>\"'#\[\](){}\\]++|<(?![<\s])[^>]*+>|" + _text(b'"') + rb"|" + _text(b"'") + rb"|#[^\r\n]*+(?=[\r\n])|\\.|[<>]=?(?=\s)|=>",
    rb"<<|[\[({]",
    rb">>|[\])}]",
    "brackets",
    2,
)
_JSON = _nesting(rb'[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"', rb"[\[{]", rb"[\]}]", "brackets")
_TAG = rb"<[^!?/<>\"'][^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+|'[^']*+'[^<>\"']*+)*+"
_XML_UP, _XML_DOWN = _TAG + rb"(?<!/)>", rb"</[^>]*+>"
_XML_TOKENS = rb"[^<]++|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"


def _xml(levels: int = 4) -> Nesting:
    """Do as `_nesting`; an empty element and the first tag of another one begin alike, and are read once for both."""
    inner = rb"%b|%b(?<=/)>" % (_XML_TOKENS, _TAG)
    for _ in range(levels):
        inner = rb"%b|%b>(?:(?<=/>)|(?:%b)*+%b)" % (_XML_TOKENS, _TAG, inner, _XML_DOWN)
    return Nesting(re.compile(rb"(?:%b)*+" % inner, re.DOTALL), re.compile(_XML_UP), re.compile(_XML_DOWN), "elements")


_XML = _xml()
#: A document type ends where its angle brackets do, whatever stands in them: so the parser reads it.
DOCTYPE = re.compile(rb"<!DOCTYPE(?:[^<>]++|<(?:[^<>]++|<[^<>]*+>)*+>)*+>", re.IGNORECASE)


def nesting_of(syntax: ox.RdfFormat) -> Nesting:
    """Return how a syntax nests."""
    if syntax == ox.RdfFormat.JSON_LD:
        return _JSON
    if syntax == ox.RdfFormat.RDF_XML:
        return _XML
    lines = b"<<" if syntax in {ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS} else b""
    return _TURTLE._replace(lines=lines)
