"""A term that a store gives in, what it says out: also where somebody wrote a term of another kind than claimgraph does."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["number_of", "text_of"]


def text_of(term: Any) -> str:
    """Return the text of a literal, or the name of anything else.

    >>> import pyoxigraph as ox
    >>> text_of(ox.Literal("so")), text_of(ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c")))
    ('so', '<x:a> <x:b> "c"')
    """
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)


def number_of(term: Any) -> int | None:
    """Return the number that a literal writes; None for what is no whole number of a sensible size.

    >>> import pyoxigraph as ox
    >>> number_of(ox.Literal(3)), number_of(ox.Literal("many"))
    (3, None)
    """
    text = text_of(term)
    return int(text) if re.fullmatch("[+-]?[0-9]{1,18}", text) else None
