"""An object of texts, numbers, lists and the like in; its JSON out, indented, piece by piece.

The text is the one of `json.dumps(data, indent=2, ensure_ascii=False)`, which takes
several times as long: with an indent, Python's own encoder is not the one written in C.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["json_pieces", "json_text"]

_WORDS = {None: "null", True: "true", False: "false"}


def json_text(value: Any) -> str:
    r"""Return a value as JSON, indented by two.

    >>> json_text({"claims": ["claim:a"], "undated": 0, "sources": {}})
    '{\n  "claims": [\n    "claim:a"\n  ],\n  "undated": 0,\n  "sources": {}\n}'
    """
    return _text(value, "\n")


def json_pieces(data: Mapping[str, Any]) -> Iterator[str]:
    r"""Yield the text of an object in pieces, so that it need not be held as a whole; what stands in it as a list, one by one.

    >>> list(json_pieces({"claims": ["claim:a"], "undated": 0}))
    ['{\n  "claims": [\n    "claim:a"', '\n  ]', ',\n  "undated": 0', '\n}']
    """
    before = "{\n  "
    for key, value in data.items():
        if isinstance(value, list | tuple) and value:
            before += f"{_quoted(key)}: [\n    "
            for item in value:
                yield before + _text(item, "\n    ")
                before = ",\n    "
            yield "\n  ]"
        else:
            yield f"{before}{_quoted(key)}: {_text(value, chr(10) + '  ')}"
        before = ",\n  "
    yield "\n}" if data else "{}"


def _text(value: Any, newline: str) -> str:
    """Return a value whose last line begins as `newline` does."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or value is True or value is False:
        return _WORDS[value]
    if isinstance(value, dict):
        inner = newline + "  "
        return "{" + ",".join([f"{inner}{_key(key)}: {_text(one, inner)}" for key, one in value.items()]) + newline + "}" if value else "{}"
    if isinstance(value, list | tuple):
        inner = newline + "  "
        return "[" + ",".join([inner + _text(one, inner) for one in value]) + newline + "]" if value else "[]"
    return json.dumps(value)


def _key(key: Any) -> str:
    return _quoted(key if isinstance(key, str) else json.dumps(key))
