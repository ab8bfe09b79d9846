"""What a query may say that cannot be explained yet, by its words; an error that names it, its place, and a way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import QueryError, printable
from claimgraph.store.guard import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.store.tokens import Token

__all__ = ["FORMS", "LIST", "PATH", "STAR", "SUBSELECT", "Reason", "refuse", "refuse_words", "unreadable"]


class Reason(NamedTuple):
    """Why something cannot be explained, and what to write in its place."""

    why: str
    hint: str


_AGGREGATE = Reason(
    "a row that stands for many others has no claims of its own", "ask for the rows themselves, without aggregates and GROUP BY"
)
_ABSENT = Reason("what is absent, no claim states", "leave it out, or ask without --why")
_AGAIN = Reason("it gives another value each time that it is asked", "leave it out, or ask without --why")
_SERVICE = Reason("what another server answers, no claim here states", "ask without --why")
_FROM = Reason("it says which graphs are the default graph", "name the graph in the pattern instead: GRAPH <…> { … }")

#: What a query is, if it is no SELECT.
FORMS = {
    "ASK": Reason("only the rows of a SELECT can be explained", "ask for what it finds: SELECT * { … }"),
    "CONSTRUCT": Reason("only the rows of a SELECT can be explained", "ask for what it finds: SELECT * { … }"),
    "DESCRIBE": Reason("only the rows of a SELECT can be explained", "claimgraph list --about X shows the claims that speak of a thing"),
}
SUBSELECT = Reason("which of its rows stand behind a row is not kept", "write its patterns into the query itself")
PATH = Reason("which steps it went is not kept", "write the steps as patterns of their own, with UNION for |")
LIST = Reason("a list is made of nodes that no claim states", "name its members with patterns of their own")
STAR = Reason("claims state plain triples", "ask for the claim: GRAPH ?claim { … }")

_WORDS = {
    **dict.fromkeys(("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"), _AGGREGATE),
    "GROUP": _AGGREGATE, "HAVING": _AGGREGATE,
    "MINUS": _ABSENT, "EXISTS": Reason("whether something is there is asked, and not what", "write its patterns into the query itself"),
    **dict.fromkeys(("RAND", "UUID", "STRUUID", "BNODE"), _AGAIN),
    "SERVICE": _SERVICE, "FROM": _FROM, "LATERAL": SUBSELECT,
}  # fmt: skip
_SHOWN = {"GROUP": "GROUP BY"}


def refuse(query: str, token: Token, what: str, reason: Reason) -> QueryError:
    """Return the error for something in a query that cannot be explained."""
    return QueryError(f"query:{place(query, token.start)}: --why cannot explain {what} yet: {reason.why}", reason.hint)


def refuse_words(query: str, tokens: Sequence[Token], *, steady: bool = False) -> None:
    """Refuse a query for the first of its words that means what cannot be explained; where it must be `steady`, for NOW as well.

    Raises:
        QueryError: there is one.
    """
    before: Token | None = None
    for token in tokens:
        word = token.text.upper()
        if token.kind == "word" and word in _WORDS:
            if word == "EXISTS" and before is not None and before.is_word("NOT"):
                raise refuse(query, before, "NOT EXISTS", _ABSENT)
            raise refuse(query, token, _SHOWN.get(word, word), _WORDS[word])
        if steady and token.is_word("NOW"):
            raise refuse(query, token, "NOW as a value", _AGAIN)
        before = token


def unreadable(query: str, token: Token) -> QueryError:
    """Return the error for something that the engine understands, and we do not."""
    what = f"'{printable(token.text, limit=40)}'" if token.text else "the end"
    return QueryError(f"query:{place(query, token.start)}: --why does not understand {what} here",
                      "put a space between words, or ask without --why")  # fmt: skip
