"""JSON-LD in, the same with schema.org's context put in where its address stands; nothing is fetched."""

from __future__ import annotations

import json
import re
from typing import Any

from claimgraph.errors import InputError, printable

__all__ = ["check_contexts", "find_context", "inline_contexts"]

_ELSEWHERE = re.compile(rb'"@(?:context|import)"\s*:\s*(?:\[[^\]]*?)?(?=")')
_SCHEMA = re.compile(rb'("@context"\s*:\s*(?:\[[^\]]*?)?)"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?"')
#: The key, whichever of its signs are written as escapes.
_KEY = re.compile('"' + "".join(rf"(?:{sign}|\\u00{ord(sign):02x})" for sign in "@context") + r'"\s*:\s*(?=[\[{])', re.IGNORECASE)
#: So many terms of a context may stand for one another in a row.
_LONGEST_CHAIN = 100
#: What schema.org's own context comes to, as far as it matters: its terms, and those that hold addresses of things.
_CONTEXT = {
    "@vocab": "http://schema.org/",
    "schema": "http://schema.org/",
    "id": "@id",
    "type": "@type",
    **{term: {"@id": f"http://schema.org/{term}", "@type": "@id"} for term in ("sameAs", "url", "image", "license", "mainEntityOfPage")},
}


def inline_contexts(data: bytes) -> bytes:
    """Put in schema.org's context; any other that is elsewhere the parser will report."""
    return _SCHEMA.sub(rb"\1" + json.dumps(_CONTEXT).encode(), data)


def check_contexts(data: bytes, name: str) -> None:
    """Look for terms that stand for one another in a long row: the parser falls over at the end of it.

    Raises:
        InputError: a context has such.
    """
    if data.count(b":") <= _LONGEST_CHAIN:
        return
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=_Pairs)
    for found in _KEY.finditer(text):
        try:
            context, _ = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue  # the parser says it better
        if any(
            _chained(local) > _LONGEST_CHAIN for local in (context if type(context) is list else [context]) if isinstance(local, _Pairs)
        ):
            line = text.count("\n", 0, found.start()) + 1
            what = f"more than {_LONGEST_CHAIN} terms of this context stand for one another"
            raise InputError(f"{printable(name)}:{line}:1: {what}", "write addresses in full")


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON; a key may stand twice."""


def _chained(context: _Pairs) -> int:
    """Count the terms that stand for others, and that others stand for: a row of them is not longer."""
    terms = {term for term, _ in context}
    uses: set[str] = set()
    using: set[str] = set()
    for term, meant in context:
        values = [value for _, value in meant] if isinstance(meant, _Pairs) else [meant]
        for value in [term.partition(":")[0], *(value for value in values if isinstance(value, str))]:
            other = value if value in terms else value.partition(":")[0]
            if other in terms and other != term:
                uses.add(other)
                using.add(term)
    return len(uses & using)


def find_context(data: bytes) -> tuple[int, int]:
    """Return line and column of the first context that is elsewhere; zeros if none shows."""
    found = _ELSEWHERE.search(data)
    if not found:
        return 0, 0
    return data.count(b"\n", 0, found.end()) + 1, found.end() - data.rfind(b"\n", 0, found.end())
