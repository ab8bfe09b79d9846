"""JSON-LD in, the same with the contexts that it names elsewhere put in, as far as we know them; nothing is fetched."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["find_context", "inline_contexts"]

_CONTEXT = re.compile(rb'"@(?:context|import)"\s*:\s*(?:\[[^\]]*)?"')
_SCHEMA = re.compile(r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.json(?:ld)?)?")
#: What schema.org's own context comes to, as far as it matters: its terms, and those that hold addresses of things.
_SCHEMA_CONTEXT: dict[str, Any] = {
    "@vocab": "http://schema.org/",
    "schema": "http://schema.org/",
    "id": "@id",
    "type": "@type",
    **{term: {"@id": f"http://schema.org/{term}", "@type": "@id"} for term in ("sameAs", "url", "image", "license", "mainEntityOfPage")},
}


def inline_contexts(data: bytes) -> bytes:
    """Put schema.org's context where its address stands; another one the parser will report."""
    if not _CONTEXT.search(data):
        return data
    try:
        return json.dumps(_replace(json.loads(data.decode("utf-8"))), ensure_ascii=False, allow_nan=False).encode()
    except (RecursionError, ValueError):
        return data  # the parser says what is wrong with it, and where


def find_context(data: bytes) -> tuple[int, int]:
    """Return line and column of the first context that is elsewhere; zeros if none shows."""
    found = _CONTEXT.search(data)
    if not found:
        return 0, 0
    return data.count(b"\n", 0, found.end()) + 1, found.end() - (data.rfind(b"\n", 0, found.end()) + 1)


def _replace(node: Any) -> Any:
    if isinstance(node, list):
        return [_replace(item) for item in node]
    if isinstance(node, dict) and node.get("@type") != "@json":  # that is not JSON-LD, but a text
        return {key: _known(value) if key == "@context" else _replace(value) for key, value in node.items()}
    return node


def _known(context: Any) -> Any:
    if isinstance(context, list):
        return [_known(item) for item in context]
    if isinstance(context, str):
        return _SCHEMA_CONTEXT if _SCHEMA.fullmatch(context) else context
    return _replace(context)
