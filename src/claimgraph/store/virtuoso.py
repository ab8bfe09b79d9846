"""A query for Virtuoso in; the one to send, so that its rows come in order, and what to beware of, out.

Virtuoso 7.2.5 sorts texts wrongly where there is no LIMIT, and rightly where there is
one, for which it goes another way. Such a LIMIT can be 10,000 at most.
"""

from __future__ import annotations

from claimgraph.store.tokens import Token, after_prologue, tokenize

__all__ = ["PATHS", "REFUSAL", "UNSORTED", "has_long_path", "sorted_rightly"]

#: So many rows can be sorted rightly; Virtuoso's MaxSortedTopRows.
_MOST = 10_000
#: Part of what Virtuoso says where it is set to sort fewer.
REFUSAL = "SR353"
PATHS = (
    "the store {name} is Virtuoso, which can lose rows of paths with * or + and say nothing; "
    "compare with the facts, or write the steps one by one (docs/stores/virtuoso.md)"
)
UNSORTED = (
    f"the store {{name}} is Virtuoso, which sorts texts rightly only where there is a LIMIT of {_MOST:,} or less: the order may be wrong"
)


def sorted_rightly(query: str) -> tuple[str, int]:
    r"""Return a SELECT that sorts and has no LIMIT with the largest LIMIT there can be, and this; an empty text for any other query.

    >>> sorted_rightly("SELECT ?x { ?x a ?y } ORDER BY ?x")
    ('SELECT ?x { ?x a ?y } ORDER BY ?x\nLIMIT 10000 ', 10000)
    """
    top = _top_level(list(tokenize(query)))
    order = next((n for n, token in enumerate(top) if token.is_word("ORDER")), None)
    if order is None or not top[0].is_word("SELECT") or any(token.is_word("LIMIT") for token in top):
        return "", 0
    offset = next((int(value.text) for word, value in zip(top[order:], top[order + 1 :], strict=False)
                   if word.is_word("OFFSET") and value.text.isdecimal()), 0)  # fmt: skip
    if offset >= _MOST:
        return "", 0
    end = next((token.start for token in top[order:] if token.is_word("VALUES")), len(query))
    return f"{query[:end]}\nLIMIT {_MOST - offset} {query[end:]}", _MOST - offset


def _top_level(tokens: list[Token]) -> list[Token]:
    """Return the tokens behind the prologue that stand in no braces and brackets."""
    first = after_prologue(tokens)
    depth, found = 0, []
    for token in tokens[first:] if first is not None else []:
        sign = token.text if token.kind == "sign" else ""
        depth -= sign in {"}", ")"}
        if depth == 0:
            found.append(token)
        depth += sign in {"{", "("}
    return found


def has_long_path(query: str) -> bool:
    """Tell whether a query follows a path of any length, and does not only calculate.

    >>> has_long_path("SELECT * { ?x (:a|:b)+ ?y }"), has_long_path("SELECT * { ?x :a ?y FILTER((?y + 1) * 2 > 4) }")
    (True, False)
    """
    tokens = list(tokenize(query))
    for number in range(1, len(tokens) - 1):
        sign, before, behind = tokens[number], tokens[number - 1], tokens[number + 1]
        if sign.kind != "sign" or sign.text not in {"*", "+"}:
            continue
        apart = before.start + len(before.text) < sign.start
        if apart and behind.kind == "number" and behind.start == sign.start + 1:  # ?x :n +3
            continue
        if before.kind in {"iri", "name"} or before.is_word("A") or (before.text == ")" and _is_path(tokens, number - 1)):
            return True
    return False


def _is_path(tokens: list[Token], closing: int) -> bool:
    """Tell whether brackets, given by the number of the closing one, hold a path: names, and signs between them."""
    depth = 0
    for number in range(closing, -1, -1):
        token = tokens[number]
        depth += (token.text == ")") - (token.text == "(") if token.kind == "sign" else 0
        if depth == 0:
            before = tokens[number - 1] if number else None
            return number + 1 < closing and (before is None or before.kind != "word" or before.is_word("A"))
        if not (token.kind in {"iri", "name", "sign"} or token.is_word("A")):
            return False
    return False
