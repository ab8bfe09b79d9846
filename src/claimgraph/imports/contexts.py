"""JSON-LD in, the same with the contexts that it names elsewhere put in, as far as we know them; nothing is fetched."""

from __future__ import annotations

import json
import re
from typing import Any

from claimgraph.errors import InputError, Where, printable

__all__ = ["inline_contexts"]

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


def inline_contexts(data: bytes, name: str) -> bytes:
    """Put schema.org's context where its address stands.

    Raises:
        InputError: the data is not JSON, or names a context that we do not know.
    """
    if not _CONTEXT.search(data):
        return data
    try:
        document = _replace(json.loads(data.decode("utf-8")), data, name)
        return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    except (RecursionError, ValueError):
        return data  # the parser says what is wrong with it, and where


def _replace(node: Any, data: bytes, name: str) -> Any:
    if isinstance(node, list):
        return [_replace(item, data, name) for item in node]
    if isinstance(node, dict):
        return {key: _known(value, data, name) if key == "@context" else _replace(value, data, name) for key, value in node.items()}
    return node


def _known(context: Any, data: bytes, name: str) -> Any:
    if isinstance(context, list):
        return [_known(item, data, name) for item in context]
    if isinstance(context, str):
        if _SCHEMA.fullmatch(context):
            return _SCHEMA_CONTEXT
        at = max(data.find(json.dumps(context, ensure_ascii=False).encode("utf-8", "replace")), 0)
        line, col = data.count(b"\n", 0, at) + 1, len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
        raise InputError(f"{printable(str(Where(name, line, col)))}: the context {printable(context, limit=100)} is elsewhere; nothing is ever fetched",
                         "put the context itself into the file")  # fmt: skip
    return _replace(context, data, name)
