"""What is wanted in; an expression of the full-text engine out, which is never wrong: there is nothing in it but our words and its signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.search.wanted import Term, Wanted

__all__ = ["expression"]


def expression(wanted: Wanted, column: str = "") -> str:
    """Return the expression for FTS5; given a column, what must be there must be in it.

    >>> from claimgraph.search.wanted import parse_words
    >>> expression(parse_words("tram OR GPT-5 cost* -bus"))
    '(("tram" OR ("gpt 5" OR "gpt5")) AND ("cost" *)) NOT ("bus")'
    >>> expression(parse_words("tram"), "title")
    '{title} : (("tram"))'
    """
    there = " AND ".join(_either(group) for group in wanted.groups)
    there = f"{{{column}}} : ({there})" if column else f"({there})"
    return f"{there} NOT {_either(wanted.without)}" if wanted.without else there


def _either(terms: Iterable[Term]) -> str:
    return f"({' OR '.join(map(_term, terms))})"


def _term(term: Term) -> str:
    ways = [f'"{" ".join(way)}"' + " *" * term.begins for way in term.ways]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"
