"""The bytes of an answer in; whether it is nested deeper than can be read, out.

The engine reads what is in one another by calling itself: what is nested ten thousand
times deep ends the whole process. Nothing that claims are asked for is nested so.
"""

from __future__ import annotations

import re

__all__ = ["DEEPEST", "is_deep_json", "is_deep_rdf"]

#: The deepest that is read for certain; from twice that on nothing is.
DEEPEST = 100
_STRING = re.compile(rb'"[^"]*"?')
_NOT_SHAPE = bytes(set(range(256)) - set(b'"{}[]'))


def is_deep_json(data: bytes) -> bool:
    """Tell whether JSON, which may be cut short, is nested too deep.

    >>> is_deep_json(b'[{"a": "[[["}]' * 1000), is_deep_json(b'{"a":' * 1000)
    (False, True)
    """
    bare = data.replace(rb"\\", b"").replace(rb"\"", b"") if b"\\" in data else data
    shape = _STRING.sub(b"", bare.translate(None, _NOT_SHAPE))
    for _ in range(DEEPEST):  # each turn takes the innermost level away
        left = shape.replace(b"{}", b"").replace(b"[]", b"")
        if left == shape:
            break
        shape = left
    return shape.count(b"{") + shape.count(b"[") > DEEPEST


def is_deep_rdf(data: bytes, *, lines: bool) -> bool:
    r"""Tell whether Turtle or a kin of it has so many triples in triples that they may be too deep.

    In N-Triples and N-Quads (`lines`) no statement goes on in another line; elsewhere all of them are counted.

    >>> is_deep_rdf(b"<a> <b> <<( <a> <b> <c> )>> .\n" * 1000, lines=True), is_deep_rdf(b"<a> <b> " + b"<<( <a> <b> " * 1000, lines=True)
    (False, True)
    """
    if data.count(b"<<") <= DEEPEST:
        return False
    return not lines or any(line.count(b"<<") > DEEPEST for line in data.split(b"\n"))
