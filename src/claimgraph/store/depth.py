"""The bytes of an answer, piece by piece, in; whether it is nested deeper than can be read, out.

The engine reads what is in one another by calling itself: what is nested ten thousand
times deep ends the whole process. Nothing that claims are asked for is nested so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DEEPEST", "is_deep_json", "is_deep_rdf"]

#: The deepest that is read for certain; from twice that on nothing is.
DEEPEST = 100
_STRING = re.compile(rb'"[^"]*"?')
_NOT_SHAPE = bytes(set(range(256)) - set(b'"{}[]'))
#: So many brackets that do not fit to one another are no JSON.
_MOST_OPEN = 10_000


def is_deep_json(pieces: Iterable[bytes]) -> bool:
    """Tell whether JSON, which may be cut short and comes in pieces, is nested too deep.

    >>> is_deep_json([b'[{"a": "[[["}]' * 1000]), is_deep_json([b'{"a":' * 1000]), is_deep_json([b'["[', b'["]'] * 60)
    (False, True, False)
    """
    shape, rest, inside = b"", b"", False
    for piece in pieces:
        data = rest + piece
        cut = len(data) - (len(data) - len(data.rstrip(b"\\"))) % 2  # what a backslash stands before may come with the next piece
        data, rest = data[:cut], data[cut:]
        bare = data.replace(rb"\\", b"").replace(rb"\"", b"") if b"\\" in data else data
        bare = (b'"' if inside else b"") + bare.translate(None, _NOT_SHAPE)
        inside = bare.count(b'"') % 2 == 1
        shape = _closed(shape + _STRING.sub(b"", bare))
        if shape.count(b"{") + shape.count(b"[") > DEEPEST or len(shape) > _MOST_OPEN:
            return True
    return False


def _closed(shape: bytes) -> bytes:
    """Return the brackets of a shape that nothing closes, unless they are too deep in one another."""
    for _ in range(DEEPEST):  # each turn takes the innermost level away
        left = shape.replace(b"{}", b"").replace(b"[]", b"")
        if left == shape:
            break
        shape = left
    return shape


def is_deep_rdf(pieces: Iterable[bytes], *, lines: bool) -> bool:
    r"""Tell whether Turtle or a kin of it has so many triples in triples that they may be too deep.

    In N-Triples and N-Quads (`lines`) no statement goes on in another line; elsewhere all of them are counted.

    >>> is_deep_rdf([b"<a> <b> <<( <a> <b> <c> )>> .\n"] * 1000, lines=True), is_deep_rdf([b"<a> <b> " + b"<<( <a> <b> " * 1000], lines=True)
    (False, True)
    """
    count, last = 0, b""
    for piece in pieces:
        data = last + piece
        last = b"<" if data.endswith(b"<") and not data.endswith(b"<<") else b""  # the other may come with the next piece
        if not lines or b"\n" not in data:
            count += data.count(b"<<")
        elif b"<<" not in data:
            count = 0
        else:
            first, *whole, open_ = data.split(b"\n")
            if any(line.count(b"<<") > DEEPEST for line in whole):
                return True
            count += first.count(b"<<")
            if count > DEEPEST:
                return True
            count = open_.count(b"<<")
        if count > DEEPEST:
            return True
    return False
