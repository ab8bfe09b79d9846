"""A query in, its tokens one after another out, read as its grammar reads them at each place.

What `tokenize` gives is enough to find keywords. Here a dot behind a name ends a
statement, and a `<` behind something that can be compared is a sign, whatever follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.why.refuse import refuse_words, unreadable
from claimgraph.store.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cursor"]

_OPERANDS = ("variable", "number", "string", "language", "iri", "name")


class Cursor:
    """Goes through a query that the engine takes; what it does not expect, it refuses."""

    def __init__(self, query: str) -> None:
        """Stand before the first token."""
        self.query = query
        self._tokens = list(_split(tokenize(query)))
        self._at = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the next token, or one further ahead; one without text at the end."""
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else Token("end", "", len(self.query))

    def next(self) -> Token:
        """Return the next token, and go behind it."""
        token = self.peek()
        self._at += 1
        return token

    def sees(self, *signs: str) -> bool:
        """Tell whether the next token is one of these signs."""
        token = self.peek()
        return token.kind == "sign" and token.text in signs

    def takes(self, sign: str) -> bool:
        """Go behind a sign, if it is the next token."""
        found = self.sees(sign)
        self._at += found
        return found

    def expect(self, sign: str) -> Token:
        """Go behind a sign, which must be there.

        Raises:
            QueryError: another token is.
        """
        if not self.sees(sign):
            raise unreadable(self.query, self.peek())
        return self.next()

    def brackets(self, *, steady: bool = False) -> str:
        """Go behind an expression in round brackets, and return its text with them; a `steady` one gives the same value when asked again.

        Raises:
            QueryError: there is none, or something in it cannot be explained.
        """
        start = before = self.expect("(")
        depth = 1
        while depth:
            token = self.next()
            if token.kind == "iri" and _is_operand(before):  # ?a<?b && ?c>?d
                self._read_on(token.start + 1)
                token = Token("sign", "<", token.start)
            if token.kind == "end" or (token.kind == "sign" and token.text in "{}"):
                raise unreadable(self.query, token)
            refuse_words(self.query, [token], steady=steady)
            depth += (token.text == "(") - (token.text == ")") if token.kind == "sign" else 0
            before = token
        return self.query[start.start : before.start + 1]

    def block(self) -> str:
        """Go behind what stands in braces that hold no expressions, and return its text with them."""
        start = token = self.expect("{")
        while not (token.kind == "sign" and token.text == "}"):
            token = self.next()
            if token.kind == "end":
                raise unreadable(self.query, token)
        return self.query[start.start : token.start + 1]

    def _read_on(self, offset: int) -> None:
        """Read the tokens from a place on anew."""
        rest = (token._replace(start=token.start + offset) for token in tokenize(self.query[offset:]))
        self._tokens[self._at :] = _split(rest)


def _is_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.is_word("TRUE", "FALSE") or (token.kind == "sign" and token.text == ")")


def _split(tokens: Iterator[Token]) -> Iterator[Token]:
    r"""Yield tokens, of which none ends with a dot that ends the statement.

    >>> [t.text for t in _split(tokenize(r"?x a cg:Claim. ?x :n 5. ?x :a :b\.. "))]
    ['?x', 'a', 'cg:Claim', '.', '?x', ':n', '5', '.', '?x', ':a', ':b\\.', '.']
    """
    for token in tokens:
        text = token.text
        if token.kind in {"name", "number"}:
            while text.endswith(".") and not text.endswith("\\."):
                text = text[:-1]
            yield token._replace(text=text)
            for n in range(len(text), len(token.text)):
                yield Token("sign", ".", token.start + n)
        else:
            yield token
