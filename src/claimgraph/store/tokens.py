"""SPARQL text in, its tokens out: enough to tell keywords from strings, IRIs and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Token", "after_prologue", "query_form", "tokenize"]

# A text, not a pattern: to compile it takes milliseconds, which hardly any query needs to spend.
_GRAMMAR = r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]*|_)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)?)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>.)
    """


class Token(NamedTuple):
    """A token: its kind, its text, and the offset at which it starts."""

    kind: str
    text: str
    start: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokenize(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without space and comments.

    >>> [t.kind for t in tokenize('SELECT ?x { ?x a :y } # "SERVICE"')]
    ['word', 'variable', 'sign', 'variable', 'word', 'name', 'sign']
    """
    for found in re.finditer(_GRAMMAR, query, re.VERBOSE | re.DOTALL):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], found.start())


def after_prologue(tokens: list[Token]) -> int | None:
    """Return the number of the first token behind PREFIX, BASE and VERSION; None where there is none."""
    number = 0
    while number < len(tokens):
        if tokens[number].is_word("PREFIX"):
            number += 3
        elif tokens[number].is_word("BASE", "VERSION"):
            number += 2
        else:
            return number
    return None


def query_form(query: str) -> str:
    r"""Return the word that says what a query asks for, in capitals; empty where there is none.

    >>> query_form("PREFIX ask: <http://x/> # ASK\n select * {}")
    'SELECT'
    """
    tokens = list(tokenize(query))
    first = after_prologue(tokens)
    return "" if first is None else tokens[first].text.upper()
