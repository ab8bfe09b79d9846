"""What a query asks for, taken apart: its triple patterns, and the text around them, so that it can be asked with more columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Parsed", "Pattern", "Term"]


class Term(NamedTuple):
    """A variable or a constant: as SPARQL, in which a blank node is a variable of a name of ours, and as its author wrote it."""

    text: str
    shown: str

    @property
    def name(self) -> str:
        """The name of a variable, without its question mark; empty for a constant."""
        return self.text[1:] if self.text.startswith("?") else ""


class Pattern(NamedTuple):
    """A triple pattern, the GRAPH that it stands in, and the marks (variables) of the OPTIONALs and UNION branches around it.

    It is part of a row if all of the marks are bound in it.
    """

    subject: Term
    predicate: Term
    object: Term
    graph: Term | None = None
    marks: tuple[str, ...] = ()

    @property
    def triple(self) -> tuple[Term, Term, Term]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    @property
    def terms(self) -> Iterator[Term]:
        """The triple's terms, and the graph's name where there is one."""
        yield from self.triple
        if self.graph is not None:
            yield self.graph

    def __str__(self) -> str:
        """Write the pattern as a person would.

        >>> print(Pattern(Term("?why1", "[]"), Term("<http://x/p>", ":p"), Term("?y", "?y"), Term("?g", "?g")))
        GRAPH ?g { [] :p ?y }
        """
        triple = " ".join(term.shown for term in self.triple)
        return f"GRAPH {self.graph.shown} {{ {triple} }}" if self.graph is not None else triple


class Parsed(NamedTuple):
    """A SELECT: its patterns, and the pieces of which the same query with more columns is made.

    `prologue` is what stands before SELECT, `distinct` whether rows that are alike become one, `sliced` whether only some rows are asked
    for (LIMIT, OFFSET), `expressions` are those of the SELECT clause with their brackets, `aliases` the names that they give, `group` is
    the WHERE with a mark in every OPTIONAL and UNION branch, `values` the VALUES behind all. `marks` are the variables that mark
    something; `flat` says that no group within the WHERE has anything but patterns in it; `stem` begins the names of ours.
    """

    prologue: str
    distinct: bool
    sliced: bool
    expressions: tuple[str, ...]
    aliases: tuple[str, ...]
    group: str
    values: str
    patterns: tuple[Pattern, ...]
    marks: tuple[str, ...]
    flat: bool
    stem: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables in its patterns, in the order in which they come up."""
        return tuple(dict.fromkeys(term.name for pattern in self.patterns for term in pattern.terms if term.name))

    def strangers(self) -> tuple[Pattern, Pattern] | None:
        """Return two patterns that no chain of shared variables joins, the first and the next one; None where all are joined."""
        joined = list(self.patterns[:1])
        rest = list(self.patterns[1:])
        names = {term.name for pattern in joined for term in pattern.terms if term.name}
        while found := [pattern for pattern in rest if not names.isdisjoint(term.name for term in pattern.terms if term.name)]:
            rest = [pattern for pattern in rest if pattern not in found]
            names.update(term.name for pattern in found for term in pattern.terms if term.name)
        # What has no variable at all multiplies nothing.
        return next(((joined[0], pattern) for pattern in rest if any(term.name for term in pattern.terms)), None)
