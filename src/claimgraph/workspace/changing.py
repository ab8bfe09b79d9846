"""The last store of some facts and the files that have changed since in; a store of the facts as they are now out.

It is a copy of the last one (hard links, as long as nothing changes). What the changed
files said is asked of it, what they say now is read from them, and only the difference
is written. What is in force then follows from the store: see standing.py.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.rdf.describe import describe_facts, description_graph
from claimgraph.store.embedded import cannot_write
from claimgraph.vocab import CG, RDF, SCHEMA
from claimgraph.workspace.record import Record, write_record
from claimgraph.workspace.standing import ENDS, STANDING, Standing, is_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.workspace.reading import Reading

__all__ = ["change", "changed_files"]

_DEFAULT = ox.DefaultGraph()
_TYPE, _ENTITY = ox.NamedNode(RDF + "type"), ox.NamedNode(CG + "Entity")
_APPEARANCE = ox.NamedNode(SCHEMA + "appearance")
#: Where more than one byte in so many was changed, all is read anew: to change much takes longer than to make it.
_MUCH = 3
#: Where more than one statement in so many lies beside the sorted files, they are put in order again.
_LOOSE = 10


def changed_files(reading: Reading, record: Record | None) -> list[str] | None:
    """Return the files that the last store does not know; None if there is no such store, or too much has changed for it to be of use."""
    if record is None or record.base != reading.base or not is_apart(reading.ontology):
        return None
    current = set(reading.keys.values())
    paths = [path for path, key in reading.keys.items() if key not in record.files]
    changed = sum(reading.sizes[path] for path in paths) + sum(one.size for key, one in record.files.items() if key not in current)
    return None if changed * _MUCH > sum(reading.sizes.values()) else paths


def change(reading: Reading, last: str, record: Record, paths: list[str], part: str) -> None:
    """Make a store in the folder `part`: that in the folder `last`, in which the files at `paths` are as they are now.

    Raises:
        FactsError: the facts have problems.
        StoreError: the disk does not take it.
    """
    texts = list(reading.make(paths))
    whole = reading.whole()
    keys = set(reading.keys.values())
    gone = [name for key, brought in record.files.items() if key not in keys for name in brought.names]
    data = os.path.join(part, "data")
    try:
        ox.Store.read_only(os.path.join(last, "data")).backup(data)
        store = ox.Store(data)
        new = [quad for text in texts for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True)]
        new += describe_facts(reading.settings, claims=whole.claims, sources=whole.sources, entities=whole.entities)
        less, more = _Change(store, reading).make(gone, new)
        statements, loose = record.statements - less + more, record.loose + less + more
        if loose * _LOOSE > statements:
            reading.tell("put in order", whole.claims, 1.0)
            store.optimize()
            loose = 0
        store.flush()
    except (OSError, ValueError, RuntimeError) as error:
        raise cannot_write(data, error) from None
    files = {key: reading.brought.get(key) or record.files[key] for key in keys}
    write_record(part, Record(reading.base, files, statements, loose))


class _Change:
    """One change of a store."""

    def __init__(self, store: ox.Store, reading: Reading) -> None:
        self._store = store
        self._prefixes = reading.settings.all_prefixes()
        self._dataset = ox.NamedNode(description_graph(reading.settings.base))
        self._standing = Standing(store, reading.ontology, self._prefixes)

    def make(self, names: Iterable[str], new: Iterable[ox.Quad]) -> tuple[int, int]:
        """Replace what was said by files that declared names, with what is said now; returns how many statements went, and how many came."""
        standing = self._standing
        now, values = self._sort(new)
        before = {quad for name in names for quad in self._said(name)}
        before.update(self._store.quads_for_pattern(None, None, None, self._dataset))
        gone, come = before - now, now - before
        for quad in gone:
            self._store.remove(quad)
        self._store.extend([*come, *self._needed(come, values)])
        for graph in _graphs(before) - _graphs(now):
            self._store.remove_graph(graph)
        standing.settle(_unsettled(gone, come), (quad for quad in gone if quad.graph_name != _DEFAULT and standing.is_statement(quad)))
        standing.drop_values(value for quad in gone if quad.graph_name == _DEFAULT and (value := standing.value(quad)))
        return len(gone), len(come)

    def _sort(self, quads: Iterable[ox.Quad]) -> tuple[set[ox.Quad], dict[ox.NamedNode, list[ox.Quad]]]:
        """Return what files say apart from the view, which follows from all files, and the descriptions of values in it."""
        found = set(quads)
        entities = {quad.subject for quad in found if quad.predicate == _TYPE and quad.object == _ENTITY}
        values: dict[ox.NamedNode, list[ox.Quad]] = {}
        for quad in [quad for quad in found if quad.graph_name == _DEFAULT]:
            if isinstance(quad.subject, ox.NamedNode) and self._standing.is_value(quad.subject) and quad.subject not in entities:
                values.setdefault(quad.subject, []).append(quad)
                found.discard(quad)
            elif self._standing.is_statement(quad):
                found.discard(quad)
        return found, values

    def _said(self, name: str) -> Iterator[ox.Quad]:
        """Yield what the store holds because a file declared a source or an entity."""
        prefix, _, local = name.partition(":")
        thing = ox.NamedNode(self._prefixes[prefix] + local)
        yield from self._standing.described(thing)
        if prefix == "src":
            for link in self._store.quads_for_pattern(None, _APPEARANCE, thing, _DEFAULT):
                if isinstance(link.subject, ox.NamedNode):
                    yield from self._standing.described(link.subject)
                    yield from self._standing.stated(link.subject)

    def _needed(self, quads: Iterable[ox.Quad], values: dict[ox.NamedNode, list[ox.Quad]]) -> Iterator[ox.Quad]:
        """Yield the descriptions of the values that quads of the default graph lead to."""
        todo = [value for quad in quads if quad.graph_name == _DEFAULT and (value := self._standing.value(quad))]
        while todo:
            for quad in values.pop(todo.pop(), ()):
                yield quad
                if value := self._standing.value(quad):
                    todo.append(value)


def _graphs(quads: Iterable[ox.Quad]) -> set[ox.NamedNode]:
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


def _unsettled(gone: set[ox.Quad], come: set[ox.Quad]) -> set[ox.NamedNode]:
    """Return the claims whose statements, or whose standing, a change concerns."""
    found = _graphs(gone | come)
    for quad in gone | come:
        if quad.graph_name == _DEFAULT and quad.predicate.value in STANDING | ENDS:
            claim = quad.object if quad.predicate.value in ENDS else quad.subject
            if isinstance(claim, ox.NamedNode):
                found.add(claim)
    return found
