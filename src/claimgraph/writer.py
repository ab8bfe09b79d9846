"""Mappings, lists and texts in; YAML as facts are written out, which the strict reader reads back the same.

What is short stands on one line, in brackets; what is long, in blocks. Every text is
plain where that cannot be misread, and quoted where it could.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimgraph.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WIDTH", "unwritable", "write_yaml"]

#: A line in brackets is at most this long.
WIDTH = 140
#: The lists whose items are the matter of a file: each begins a line.
_LISTS = ("entities", "sources", "claims")
#: What no facts file may hold: see `syntax`.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BRACKETS = re.compile(r"[,\[\]{}]|:(?![\w-])|://")


def unwritable(text: str) -> str:
    r"""Return the first character of a text that no facts file may hold, or nothing.

    >>> unwritable("plain"), unwritable("a\x00b")
    ('', '\x00')
    """
    found = _FORBIDDEN.search(text)
    return found[0] if found else ""


def write_yaml(tree: dict[str, Any], *, head: Iterable[str] = ()) -> str:
    """Write a mapping as a file; `head` are lines of comment to begin with.

    Raises:
        ValueError: a text holds what no facts file may hold; see `unwritable`.

    >>> print(write_yaml({"id": "src:a", "headline": "Scoop: so", "claims": [{"id": "claim:b", "label": "no"}]}, head=["One."]), end="")
    # One.
    id: src:a
    headline: "Scoop: so"
    claims:
      - id: claim:b
        label: no
    """
    lines = [f"# {printable(line, limit=WIDTH)}" for line in head]
    return "\n".join([*lines, *_mapping(tree, "")]) + "\n"


def _mapping(tree: dict[str, Any], pad: str) -> Iterator[str]:
    if not tree:
        yield pad + "{}"
    for key, value in tree.items():
        name = f"{pad}{_text(key, inside=False)}:"
        if key in _LISTS and isinstance(value, list) and value:
            yield name
            yield from _items(value, pad + "  ", blocks=key == "claims", apart=key != "entities")
            continue
        if isinstance(value, str):
            yield f"{name} {_text(value, inside=False)}"
            continue
        line = f"{name} {_brackets(value)}"
        if len(line) <= WIDTH or not value:
            yield line
        elif isinstance(value, dict):
            yield name
            yield from _mapping(value, pad + "  ")
        else:
            yield name
            yield from _items(value, pad + "  ")


def _items(items: list[Any], pad: str, *, blocks: bool = False, apart: bool = False) -> Iterator[str]:
    """Write a list, an item a line; in `blocks` if they are never to stand in brackets, `apart` with empty lines between."""
    for n, item in enumerate(items):
        if apart and n:
            yield ""
        line = f"{pad}- {_brackets(item)}"
        if isinstance(item, str) or not item or (not blocks and len(line) <= WIDTH and not _holds_list(item)):
            yield line if not isinstance(item, str) else f"{pad}- {_text(item, inside=False)}"
            continue
        inner = _mapping(item, pad + "  ") if isinstance(item, dict) else _items(item, pad + "  ")
        yield f"{pad}- {next(inner).lstrip(' ')}"
        yield from inner


def _holds_list(item: Any) -> bool:
    """Tell whether an item is a source with claims of its own, which never stand in brackets."""
    return isinstance(item, dict) and "claims" in item


def _brackets(value: Any) -> str:
    if isinstance(value, str):
        return _text(value, inside=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key, inside=True)}: {_brackets(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_brackets(item) for item in value) + "]"


def _text(text: str, *, inside: bool) -> str:
    """Write a text; `inside` brackets more signs have a meaning of their own."""
    if _is_plain(text) and not (inside and _BRACKETS.search(text)):
        return text
    if unwritable(text):
        raise ValueError(f"no facts file may hold the character U+{ord(unwritable(text)):04X}")
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else _escape(c)) for c in text) + '"'


def _is_plain(text: str) -> bool:
    return text[:1].isalnum() and text.isprintable() and not text.endswith((" ", ":")) and ": " not in text and " #" not in text


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
