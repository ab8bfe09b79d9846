"""What a store holds of claims in; which of their statements are in force, and what the default graph has to show of them, out.

The store itself tells: a claim is in force if its modality, polarity and stance say
so, and no claim supersedes or retracts it. A statement of the asserted view may be
owed to several claims, and the description of a value (an amount, a date) to any number of
statements: each goes when the last that needs it does.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.vocab import CG, PROV, RDF, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.ontology import Ontology

__all__ = ["ENDS", "STANDING", "Standing", "end_views", "is_apart"]

_DEFAULT = ox.DefaultGraph()
_TYPE, _ENTITY = ox.NamedNode(RDF + "type"), ox.NamedNode(CG + "Entity")
_MODALITY, _POLARITY, _STANCE = (ox.NamedNode(CG + name) for name in ("modality", "polarity", "stance"))
#: What a claim must say of itself to be in force, beside its modality.
_NEEDED = ((_POLARITY, ox.NamedNode(CG + "affirmed")), (_STANCE, ox.NamedNode(CG + "fact")))
_ENDING = (ox.NamedNode(PROV + "wasRevisionOf"), ox.NamedNode(CG + "retracts"))
#: The properties by which a claim ends another.
ENDS = frozenset(one.value for one in _ENDING)
#: The properties by which a claim may be in force or not.
STANDING = frozenset(one.value for one in (_MODALITY, _POLARITY, _STANCE))
#: Claims whose statements are in memory at a time.
_BATCH = 1_000
_CLASSES = ("Claim", "Source", "Entity", "Evidence", "Snapshot", "Attribution", "Assessment")
#: Prefixes of what is named after its owner and described nowhere else.
_PARTS = ("ev", "hop", "asm", "txt")


def is_apart(ontology: Ontology) -> bool:
    """Tell whether no property of claims, sources, entities and values is also one of statements; a corpus's own module may make it so."""
    shipped = ontology.triples[: len(ontology.triples) - len(ontology.module_triples)]
    own = {str(getattr(t.object, "value", "")) for t in shipped if t.predicate.value == SH + "path"} | {RDF + "type"}
    own |= {field.iri for cls in _CLASSES for field in ontology.fields(CG + cls).values()}
    seen: set[str] = set()
    todo = [cls for field in ontology.predicates.values() for cls in ontology.inline_classes(field)]
    while todo:
        cls = todo.pop()
        if cls not in seen:
            seen.add(cls)
            fields = ontology.fields(cls).values()
            own |= {field.iri for field in fields}
            todo += [inner for field in fields for inner in ontology.inline_classes(field)]
    return own.isdisjoint(field.iri for field in ontology.predicates.values())


class Standing:
    """Answers what a store says of its claims, and corrects what is in force in it."""

    def __init__(self, store: ox.Store, ontology: Ontology, prefixes: dict[str, str]) -> None:
        """Look at a store that can be written to; `prefixes` are those of its corpus."""
        self._store = store
        self._predicates = {field.iri for field in ontology.predicates.values()}
        # A link to any address says nothing of what is there, even if a value has that very name.
        self._links = {field.iri for cls in _CLASSES for field in ontology.fields(CG + cls).values() if field.any_iri}
        self._now = {CG + word for word in ontology.members(CG + "Modality") if ontology.holds_now(word)}
        self._values = tuple(prefixes[prefix] for prefix in ("val", "date"))
        self._parts = tuple(prefixes[prefix] for prefix in _PARTS)

    # ------------------------------------------------------------ what is there

    def is_statement(self, quad: ox.Quad | ox.Triple) -> bool:
        """Tell whether it is a statement of a claim, not one about a claim, source, entity or value."""
        return quad.predicate.value in self._predicates

    def value(self, quad: ox.Quad | ox.Triple) -> ox.NamedNode | None:
        """Return the value that a statement leads to, if it leads to one that is described."""
        found = quad.object
        leads = isinstance(found, ox.NamedNode) and found.value.startswith(self._values) and quad.predicate.value not in self._links
        return found if leads and isinstance(found, ox.NamedNode) else None

    def is_value(self, node: object) -> bool:
        """Tell whether something has the name of a value."""
        return isinstance(node, ox.NamedNode) and node.value.startswith(self._values)

    def described(self, subject: ox.NamedNode) -> Iterator[ox.Quad]:
        """Yield what the default graph says of a claim, source or entity, and of the parts that it alone has."""
        for quad in self._about(subject):
            if not self.is_statement(quad):
                yield quad
                part = quad.object
                if isinstance(part, ox.NamedNode) and quad.predicate.value not in self._links and self._is_part(part):
                    yield from self.described(part)

    def _is_part(self, node: ox.NamedNode) -> bool:
        """Tell whether something is named after its owner: a prefix of the corpus may begin as those of parts do, and what has it is an entity."""
        return node.value.startswith(self._parts) and not self._is_entity(node)

    def stated(self, claim: ox.NamedNode) -> list[ox.Quad]:
        """Return what a claim states: its statements, and the values in them."""
        return list(self._store.quads_for_pattern(None, None, None, claim))

    def is_in_force(self, claim: ox.NamedNode) -> bool:
        """Tell whether a claim is there and in force."""
        if not any(isinstance(q.object, ox.NamedNode) and q.object.value in self._now for q in self._about(claim, _MODALITY)):
            return False
        if not all(ox.Quad(claim, predicate, needed, _DEFAULT) in self._store for predicate, needed in _NEEDED):
            return False
        return not any(True for ending in _ENDING for _ in self._store.quads_for_pattern(None, ending, claim, _DEFAULT))

    def _about(self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None) -> Iterable[ox.Quad]:
        return self._store.quads_for_pattern(subject, predicate, None, _DEFAULT)

    # ------------------------------------------------------------ what should be there

    def settle(self, claims: Iterable[ox.NamedNode], doubtful: Iterable[ox.Quad] = ()) -> None:
        """Show the statements of claims that are in force; of those that are not, and of the doubtful, keep what others in force state."""
        todo = {_in_default(quad) for quad in doubtful}
        for claim in claims:
            stated = [_in_default(quad) for quad in self.stated(claim)]
            if self.is_in_force(claim):
                self._store.extend(stated)
            else:
                todo.update(quad for quad in stated if self.is_statement(quad))
        gone = [quad for quad in todo if quad in self._store and not self._is_stated(quad)]
        for quad in gone:
            self._store.remove(quad)
        self.drop_values(value for quad in gone if (value := self.value(quad)))

    def _is_stated(self, quad: ox.Quad) -> bool:
        found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(isinstance(one.graph_name, ox.NamedNode) and self.is_in_force(one.graph_name) for one in found)

    def drop_values(self, values: Iterable[ox.NamedNode]) -> None:
        """Delete from the default graph the descriptions of those values that nothing there leads to any more."""
        todo = [*values]
        while todo:
            value = todo.pop()
            if not self._is_needed(value):
                for quad in list(self._about(value)):
                    self._store.remove(quad)
                    if inner := self.value(quad):
                        todo.append(inner)

    def _is_needed(self, value: ox.NamedNode) -> bool:
        if any(quad.predicate.value not in self._links for quad in self._store.quads_for_pattern(None, None, value, _DEFAULT)):
            return True
        return self._is_entity(value)  # a prefix of the corpus may begin as that of values does

    def _is_entity(self, node: ox.NamedNode) -> bool:
        return ox.Quad(node, _TYPE, _ENTITY, _DEFAULT) in self._store


def end_views(store: ox.Store, ontology: Ontology, prefixes: dict[str, str]) -> None:
    """Take from the asserted view of a whole store the statements of claims that others end."""
    standing = Standing(store, ontology, prefixes)
    ended = (quad.object for ending in _ENDING for quad in store.quads_for_pattern(None, ending, None, _DEFAULT))
    claims = iter(dict.fromkeys(claim for claim in ended if isinstance(claim, ox.NamedNode)))
    while batch := list(islice(claims, _BATCH)):
        standing.settle(batch)


def _in_default(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
