"""A store elsewhere and the patterns of a query in; a store here with all that they can match out.

Each pattern is asked for on its own: a store may lose rows of a query that joins much,
and answers this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.queries import fill_values
from claimgraph.store.embedded import EmbeddedStore, memory_store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimgraph.analyses.why.pattern import Pattern
    from claimgraph.store.protocol import Store

__all__ = ["read_part"]

#: With more values than this, a pattern is asked for without them.
_MANY = 2_000


def read_part(
    store: Store, patterns: Sequence[Pattern], constants: Mapping[str, Any], known: Mapping[str, Collection[Any]]
) -> EmbeddedStore:
    """Return a store in memory that holds what the patterns match in another.

    `constants` are the terms of the patterns' constants by their text, `known` the values
    that variables have in every row in question, by name: what has others is not read.

    Raises:
        RemoteError: the store does not answer.
    """
    quads: set[ox.Quad] = set()
    asked: set[str] = set()
    for pattern in patterns:
        question = _Question(pattern, constants)
        for query in question.queries(known):
            if query not in asked:
                asked.add(query)
                quads.update(question.quad(row) for row in store.rows(query))
    return memory_store(quads, store.prefixes)


class _Question:
    """Asks for what one pattern matches."""

    def __init__(self, pattern: Pattern, constants: Mapping[str, Any]) -> None:
        self._pattern = pattern
        self._constants = constants
        # Names of ours: those of a user could be ones by which rows are chosen.
        self._names: dict[str, str] = {}
        for term in pattern.terms:
            if term.name:
                self._names.setdefault(term.name, f"part{len(self._names)}")

    def queries(self, known: Mapping[str, Collection[Any]]) -> Iterator[str]:
        """Yield the queries to send; none for a pattern that nothing can match."""
        subject, predicate, value = (self._text(term.text, term.name) for term in self._pattern.triple)
        if subject.startswith('"') or predicate.startswith('"'):
            return
        where = f"{subject} {predicate} {value}"
        if self._pattern.graph is not None:
            where = f"GRAPH {self._text(self._pattern.graph.text, self._pattern.graph.name)} {{ {where} }}"
        head = " ".join(f"?{name}" for name in self._names.values()) or "(1 AS ?part0)"
        name, terms = self._fewest(known)
        if name:
            yield from fill_values(f"SELECT {head} WHERE {{ VALUES ?{self._names[name]} {{ }} {where} }}", terms)
        else:
            yield f"SELECT {head} WHERE {{ {where} }}"

    def quad(self, row: Any) -> ox.Quad:
        """Return the statement that a row stands for."""
        subject, predicate, value, *graph = (
            row[self._names[term.name]] if term.name else self._constants[term.text] for term in self._pattern.terms
        )
        return ox.Quad(subject, predicate, value, graph[0] if graph else ox.DefaultGraph())

    def _text(self, text: str, name: str) -> str:
        return f"?{self._names[name]}" if name else str(self._constants[text])

    def _fewest(self, known: Mapping[str, Collection[Any]]) -> tuple[str, list[str]]:
        """Return the variable for which the fewest IRIs are to be asked, and these; empty, where there are too many or none is known."""
        fit = {
            name: values
            for name in self._names
            if (values := known.get(name)) and len(values) <= _MANY and all(isinstance(value, ox.NamedNode) for value in values)
        }
        name = min(fit, key=lambda name: len(fit[name]), default="")
        return name, [str(value) for value in fit.get(name, ())]
