"""Rows with their reasons in; the same rows with one column more out, as an answer that every format of rows can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

if TYPE_CHECKING:
    from claimgraph.views.why import Explained

__all__ = ["widen_answer"]


def widen_answer(explained: Explained) -> ox.QuerySolutions:
    """Return the answer with a column `claims`: the claims behind a row, by CURIE, with spaces between them.

    If the query has a column of that name, ours gets an underscore behind it.
    """
    answered = explained.answered
    column = "claims"
    while column in answered.columns:
        column += "_"
    columns = [*answered.columns, column]
    bindings = []
    for row, reasons in zip(answered.rows, explained.reasons, strict=True):
        claims = dict.fromkeys(claim for reason in reasons or () for claim in reason.claims)
        cells = [*row, ox.Literal(" ".join(claims))]
        bindings.append({name: _term(term) for name, term in zip(columns, cells, strict=True) if term is not None})
    # The engine writes rows in all of their formats, and takes them in this one.
    text = json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}})
    answer = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _term(term: Any) -> dict[str, Any]:
    """Write a term as SPARQL's results in JSON have it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return {"type": "triple", "value": {name: _term(part) for name, part in parts}}
    literal = {"type": "literal", "value": term.value}
    return literal | ({"xml:lang": term.language} if term.language else {"datatype": term.datatype.value})
