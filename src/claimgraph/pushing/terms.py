"""What is too much in the ontology's graph, which all corpora of a store share: terms of ours, and never a module of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.vocab import CG, DOMAIN, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["old_terms"]

_NODE = f"{ONTOLOGY_GRAPH}/node/"


def old_terms(want: Sequence[ox.Triple], surplus: Sequence[ox.Triple], *, base: str, shared: bool, prune: bool) -> list[ox.Triple]:
    """Return those of the statements that are too much which an earlier push of this corpus, or of claimgraph's own terms, left.

    `shared` tells that the store holds another corpus, whose modules stand here too, and
    may say more of any term: then nothing goes. `prune` tells that what is named by our
    `base` may go where the corpus no longer has it.
    """
    if shared:
        return []
    subjects = {triple.subject for triple in want}
    mine = [t for t in surplus if _is_core(t) or t.subject in subjects or (prune and _begins(t, base))]
    todo = {t.object for t in mine}
    while todo:  # a shape's constraints have names of no meaning: they go with what refers to them
        parts = [t for t in surplus if t.subject in todo and t.subject not in subjects and _begins(t, _NODE)]
        parts = [t for t in parts if t not in mine]
        mine += parts
        todo = {t.object for t in parts}
    return mine


def _is_core(triple: ox.Triple) -> bool:
    """Tell whether a statement is about a term of claimgraph itself."""
    return triple.subject == ox.NamedNode(ONTOLOGY_GRAPH) or _begins(triple, CG, DOMAIN)


def _begins(triple: ox.Triple, *paths: str) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(paths)
