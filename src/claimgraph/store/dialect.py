"""A query as it is asked of the embedded store in; the text that means the same to a remote one out.

A remote store does not know the prefixes of the corpus, and where its default graph is
the union of all graphs, what stands in ours stands in one named graph, META. There
everything that a query matches is wrapped in `GRAPH <META> { … }`: a `GRAPH ?claim { … }`
inside still means the graphs of the claims. DESCRIBE becomes the CONSTRUCT that it is
here, because each store describes in its own way.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import QueryError
from claimgraph.store.guard import place
from claimgraph.store.tokens import Token, after_prologue, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["prepare"]

# Names that no query of a person has.
_SUBJECT, _PREDICATE, _OBJECT = (f"?claimgraph_{name}" for name in ("subject", "predicate", "object"))


class _Edit(NamedTuple):
    """A text to put in place of a part of the query."""

    start: int
    end: int
    text: str


def prepare(query: str, prefixes: Mapping[str, str], meta: str = "") -> str:
    """Return a query with the prefixes it uses declared, and asked of META if there is one.

    The query is one that the embedded store takes. Without `meta`, its patterns stay as they are.

    Raises:
        QueryError: it says FROM, which cannot be asked of a metadata graph.

    >>> print(prepare("SELECT ?x { ?x a cg:Claim }", {"cg": "https://w3id.org/claimgraph/ns#"}, "urn:meta"))
    PREFIX cg: <https://w3id.org/claimgraph/ns#>
    SELECT ?x { GRAPH <urn:meta> { ?x a cg:Claim } }
    """
    tokens = list(tokenize(query))
    first = after_prologue(tokens)
    if first is None:  # no query: the store will say so
        return query
    declarations = _declarations(tokens, prefixes)
    if meta:
        _refuse_from(query, tokens)
        query = _apply(query, _not_meta(tokens, meta))
        tokens = list(tokenize(query))
    if tokens[first].is_word("DESCRIBE"):
        return declarations + _construct(query, tokens, first, meta)
    return declarations + (_apply(query, _wrap(query, tokens, first, meta)) if meta else query)


def _declarations(tokens: list[Token], prefixes: Mapping[str, str]) -> str:
    """Return PREFIX lines for what is used and not declared."""
    declared = {b.text.partition(":")[0] for a, b in itertools.pairwise(tokens) if a.is_word("PREFIX")}
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"} - declared
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in sorted(used & prefixes.keys()))


def _refuse_from(query: str, tokens: list[Token]) -> None:
    for token in tokens:
        if token.is_word("FROM"):
            raise QueryError(
                f"query:{place(query, token.start)}: FROM cannot be asked of this store, whose metadata stand in a named graph",
                "name the graph in the pattern instead: GRAPH <…> { … }",
            )


def _closing(tokens: list[Token], opening: int) -> int:
    """Return the number of the brace that closes the one of a number; of the last token, if none does."""
    depth = 0
    for number in range(opening, len(tokens)):
        if tokens[number].kind == "sign":
            depth += (tokens[number].text == "{") - (tokens[number].text == "}")
        if depth == 0:
            return number
    return len(tokens) - 1


def _top_groups(tokens: list[Token], start: int) -> Iterable[tuple[int, int]]:
    """Yield the groups in braces that stand in no other, by the numbers of their braces."""
    number = start
    while number < len(tokens):
        if tokens[number].kind == "sign" and tokens[number].text == "{":
            end = _closing(tokens, number)
            yield number, end
            number = end
        number += 1


def _wrap(query: str, tokens: list[Token], first: int, meta: str) -> list[_Edit]:
    """Wrap what a SELECT, ASK or CONSTRUCT matches: its WHERE, and each EXISTS beside it."""
    edits: list[_Edit] = []
    groups = list(_top_groups(tokens, first))
    if tokens[first].is_word("CONSTRUCT") and groups and groups[0][0] == first + 1:
        groups = groups[1:]  # the template
    elif tokens[first].is_word("CONSTRUCT") and groups:  # the short form, whose pattern is the template as well
        here = tokens[groups[0][0]].start
        where = tokens[first + 1].start
        template = query[here : tokens[groups[0][1]].start + 1]
        edits.append(_Edit(where, where, f"{template} "))
    seen = False
    for start, end in groups:
        exists = tokens[start - 1].is_word("EXISTS")
        if exists or not seen:
            edits += _inside(tokens, start, end, f" GRAPH <{meta}> {{", "} ")
        seen = seen or not exists
    return edits


def _inside(tokens: list[Token], start: int, end: int, before: str, behind: str) -> list[_Edit]:
    """Put texts just inside the braces of a group."""
    left, right = tokens[start].start + 1, tokens[end].start
    return [_Edit(left, left, before), _Edit(right, right, behind)]


def _not_meta(tokens: list[Token], meta: str) -> list[_Edit]:
    """Keep META out of what `GRAPH ?g` may be: a default graph has no name."""
    edits = []
    for number, (word, name, brace) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        if word.is_word("GRAPH") and name.kind == "variable" and brace.text == "{":
            end = tokens[_closing(tokens, number + 2)].start + 1
            edits.append(_Edit(end, end, f" FILTER({name.text} != <{meta}>)"))
    return edits


def _construct(query: str, tokens: list[Token], first: int, meta: str) -> str:
    """Write a DESCRIBE as the CONSTRUCT of everything whose subject it names or finds."""
    behind = next((n for n in range(first, len(tokens)) if tokens[n].is_word("FROM", "WHERE") or tokens[n].text == "{"), len(tokens))
    group = next((start for start, _ in _top_groups(tokens, behind)), len(tokens))
    named = tokens[first + 1 : behind]
    if not named:  # no query either
        return query
    if named[0].text == "*":
        named = [token for token in tokens[group:] if token.kind == "variable"]
    found = f"WHERE {query[tokens[group].start :]}\n" if group < len(tokens) else ""
    iris = [token.text for token in named if token.kind in {"iri", "name"}]
    sets = [f"{{ SELECT ({iri} AS {_SUBJECT}) {found}}}" for iri in iris if found]  # said of nothing, if nothing is found
    if iris and not found:
        sets = [f"{{ VALUES {_SUBJECT} {{ {' '.join(iris)} }} }}"]
    sets += [
        f"{{ SELECT (?{name} AS {_SUBJECT}) WHERE {{ {{ SELECT ?{name} {found}}} FILTER(BOUND(?{name})) }} }}"
        for name in dict.fromkeys(token.text[1:] for token in named if token.kind == "variable")
        if found
    ]
    pattern = f"{' UNION '.join(sets) or 'FILTER(false)'} {_SUBJECT} {_PREDICATE} {_OBJECT}"
    clauses = "".join(f"{token.text} " for token in tokens[behind:group] if not token.is_word("WHERE"))
    where = f"GRAPH <{meta}> {{ {pattern} }}" if meta else pattern
    return f"{query[: tokens[first].start]}CONSTRUCT {{ {_SUBJECT} {_PREDICATE} {_OBJECT} }} {clauses}WHERE {{ {where} }}"


def _apply(query: str, edits: list[_Edit]) -> str:
    """Return the query with its edits made; of two at one place, the first in the list comes first."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [query[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, query[done:]])
