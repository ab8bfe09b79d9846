"""JSON-LD in, the same with schema.org's context put in where its address stands; nothing is fetched."""

from __future__ import annotations

import json
import re

__all__ = ["find_context", "inline_contexts"]

_ELSEWHERE = re.compile(rb'"@(?:context|import)"\s*:\s*(?:\[[^\]]*?)?(?=")')
_SCHEMA = re.compile(rb'("@context"\s*:\s*(?:\[[^\]]*?)?)"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?"')
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


def find_context(data: bytes) -> tuple[int, int]:
    """Return line and column of the first context that is elsewhere; zeros if none shows."""
    found = _ELSEWHERE.search(data)
    if not found:
        return 0, 0
    return data.count(b"\n", 0, found.end()) + 1, found.end() - data.rfind(b"\n", 0, found.end())
