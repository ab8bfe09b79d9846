"""A name, a wish and the first bytes of a file in, the syntax of RDF that it is written in out."""

from __future__ import annotations

import io
import os
import re
from typing import Any

import pyoxigraph as ox

from claimgraph.errors import InputError, did_you_mean, printable
from claimgraph.imports.guards import Guard

__all__ = ["LINES", "SYNTAXES", "rdf_syntax"]

#: File ending -> syntax; media types are known, too.
SYNTAXES = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "n3": ox.RdfFormat.N3,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_ALIASES = {
    "nquads": "nq",
    "n-quads": "nq",
    "ntriples": "nt",
    "n-triples": "nt",
    "turtle": "ttl",
    "owl": "rdf",
    "rdfs": "rdf",
    "rdfxml": "rdf",
    "rdf/xml": "rdf",
    "json-ld": "jsonld",
}
#: The syntaxes of one statement a line, in which a blank node has the same label throughout.
LINES = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
_BOM = b"\xef\xbb\xbf"
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_XML = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|!--|rdf:RDF|\w+:RDF)")


def rdf_syntax(format_: str, name: str, head: bytes) -> ox.RdfFormat:
    """Return the syntax that `format_` asks for; else that of the name's ending; else what the first bytes look like.

    >>> rdf_syntax("", "data.nq.gz", b""), rdf_syntax("text/turtle", "x", b""), rdf_syntax("", "-", b'{"@id": "a:b"}')
    (<RdfFormat N-Quads>, <RdfFormat Turtle>, <RdfFormat JSON-LD>)

    Raises:
        InputError: there is no such syntax; or the first bytes are made to blow up whoever looks at them.
    """
    if format_:
        wanted = _known(format_.lower().lstrip("."))
        if wanted is None:
            raise InputError(f"there is no syntax of RDF called '{printable(format_)}'",
                             did_you_mean(format_.lower(), SYNTAXES) or f"one of {', '.join(SYNTAXES)}, or a media type")  # fmt: skip
        return wanted
    ending = os.path.splitext(name.lower().removesuffix(".gz"))[1].lstrip(".")
    return (ending and _known(ending)) or _look(head.removeprefix(_BOM), name)


def _known(word: str) -> ox.RdfFormat | None:
    found = SYNTAXES.get(_ALIASES.get(word, word))
    return found or (ox.RdfFormat.from_media_type(word) if "/" in word else None)


def _look(head: bytes, name: str) -> ox.RdfFormat:
    """Guess from the content: JSON and XML show at once; what is one statement a line throughout is N-Quads; the rest is TriG."""
    if _JSON.match(head):
        return ox.RdfFormat.JSON_LD
    if _XML.match(head):
        return ox.RdfFormat.RDF_XML
    whole = head[: head.rfind(b"\n") + 1] or head
    try:
        guarded: Any = Guard(io.BytesIO(whole), name, ox.RdfFormat.N_QUADS)
        for _ in ox.parse(guarded, format=ox.RdfFormat.N_QUADS):
            pass
    except SyntaxError:
        return ox.RdfFormat.TRIG
    return ox.RdfFormat.N_QUADS
