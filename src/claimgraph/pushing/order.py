"""The order in which a difference is written, so that a process may die between any two statements.

What is left of a killed push is found, and finished, by the next one: a claim's graph
is there before anything speaks of it, and goes last; parts and values change before
what refers to them; and a claim's type, by which queries find it, comes last and goes
first. The changes of one subject stand together, for most of them to fall into one
request, which many stores carry out as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.pushing.ours import Ours
    from claimgraph.pushing.statements import Statement

__all__ = ["Step", "is_claim", "safe_order"]

_TYPE = ox.NamedNode(RDF + "type")
_CLAIM = ox.NamedNode(CG + "Claim")
#: What changes after the parts and values that it refers to; what is none of our names is so too.
_WHOLES = frozenset(["claim", "src", "entity", ""])


class Step(NamedTuple):
    """A statement to write: `word` is DELETE or INSERT."""

    word: str
    statement: Statement


def safe_order(missing: Iterable[Statement], extra: Iterable[Statement], ours: Ours) -> list[Step]:
    """Put what is missing and what is too much into the order in which to write it."""
    steps = [*(Step("DELETE", statement) for statement in extra), *(Step("INSERT", statement) for statement in missing)]
    return sorted(steps, key=lambda step: (_rank(step, ours), step.statement.graph or "", str(step.statement.triple.subject)))


def _rank(step: Step, ours: Ours) -> int:
    comes = step.word == "INSERT"
    if step.statement.graph is not None:
        return 1 if comes else 4
    if is_claim(step.statement.triple):
        return 5 if comes else 0
    return 3 if ours.kind(str(getattr(step.statement.triple.subject, "value", ""))) in _WHOLES else 2


def is_claim(triple: ox.Triple) -> bool:
    """Tell whether a statement says that something is a claim."""
    return triple.predicate == _TYPE and triple.object == _CLAIM
