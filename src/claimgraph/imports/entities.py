"""Names in, ids of entities out: those that a corpus has, and new ones that a draft brings along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.errors import did_you_mean
from claimgraph.imports.names import digest, entity_id
from claimgraph.vocab import CG, SCHEMA, SYSTEM_PATHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known

__all__ = ["AGENT", "Entities", "NotKeptError", "used_only"]

AGENT = CG + "Agent"
_ENTITY = CG + "Entity"
_TOPIC = CG + "Topic"
#: Class -> the prefix of ids of its things; the first that fits.
_PREFIXES = {
    SCHEMA + "Organization": "org",
    SCHEMA + "Person": "person",
    SCHEMA + "Project": "proj",
    SCHEMA + "Product": "product",
    SCHEMA + "Place": "place",
    SCHEMA + "Event": "event",
    AGENT: "agent",
}
_ID = re.compile(r"([A-Za-z][A-Za-z0-9]*):[A-Za-z0-9_][A-Za-z0-9._-]*")


class NotKeptError(Exception):
    """Why a unit of the input cannot be kept; whoever reads it reports it, so it never leaves the importer."""


class Entities:
    """Finds or makes the entities that a draft speaks of; the same name is the same entity."""

    def __init__(self, known: Known) -> None:
        """Begin with what a corpus has."""
        self.known = known
        self.ontology = known.ontology
        self._words = {iri: word for word, iri in self.ontology.entity_types().items()}
        self._prefixes = known.settings.entity_prefixes()
        self._made: dict[str, Tree] = {}
        self._classes: dict[str, list[str]] = {}
        self._by_id: dict[str, Tree] = {}
        # The same names come again and again.
        self._found: dict[tuple[str, tuple[str, ...], str], str] = {}

    def find(self, name: str, *classes: str, kind: str = "") -> str:
        """Return the id of a thing by its name, or its id; it is of one of the classes, if there are any.

        `kind` is the class of a new one, where more is known than has to be.

        Raises:
            NotKeptError: it is the id of nothing, or of something else.
        """
        asked = name, classes, kind
        if asked not in self._found:
            self._found[asked] = self._find(*asked)
        return self._found[asked]

    def _find(self, name: str, classes: tuple[str, ...], kind: str) -> str:
        name = " ".join(name.split())
        classes = tuple(cls for cls in classes if cls != _ENTITY)
        shape = _ID.fullmatch(name)
        if shape and shape[1] in self._prefixes:
            return self._declared(name, classes)
        if shape and shape[1] in SYSTEM_PATHS:
            raise NotKeptError(f"{name} is the id of no entity")
        for prefixes in ((), ("agent", "org", "person", "proj")):
            there = self.known.named(name, *prefixes)
            if there and self._fits(self.known.classes[there], classes):
                return there
        return self._new(name, (kind,) if kind and self._fits([kind], classes) else classes)

    def describe(self, id_: str, **more: str) -> None:
        """Add what else is said of a new entity (`url`, `sameAs`), unless it says something else already."""
        for key, text in more.items() if id_ in self._by_id else ():
            self._by_id[id_].setdefault(key, text)

    def trees(self) -> list[Tree]:
        """Return the new entities as facts write them, in the order in which they came up."""
        return [tree | {"type": self._types(self._classes[key])} for key, tree in self._made.items()]

    def _declared(self, id_: str, classes: tuple[str, ...]) -> str:
        if id_ not in self.known.ids:
            raise NotKeptError(f"{id_} is not declared in the corpus. {did_you_mean(id_, self.known.ids)}".strip())
        if not self._fits(self.known.classes[id_], classes):
            is_, should = (" or ".join(self.ontology.label(cls) for cls in group) for group in (self.known.classes[id_], classes))
            raise NotKeptError(f"{id_} is of the kind '{is_}', where '{should}' belongs")
        return id_

    def _fits(self, have: Iterable[str], wanted: tuple[str, ...]) -> bool:
        return not wanted or any(self.ontology.is_a(cls, *wanted) for cls in have)

    def _new(self, name: str, classes: tuple[str, ...]) -> str:
        key = name.casefold()
        if key not in self._made:
            wanted = classes[0] if classes else _TOPIC
            id_ = entity_id(next((prefix for cls, prefix in _PREFIXES.items() if self.ontology.is_a(wanted, cls)), "topic"), name)
            if id_ in self.known.ids or id_ in self._by_id:
                id_ = f"{id_}-{digest(name)}"
            self._made[key] = self._by_id[id_] = {"id": id_, "type": "", "name": name}
            self._classes[key] = []
        if not self._fits(self._classes[key], classes):
            self._classes[key].append(classes[0])
        id_ = self._made[key]["id"]
        return str(id_)

    def _types(self, classes: list[str]) -> str | list[str]:
        """Write classes as words; one that another implies goes without saying."""
        least = [cls for cls in classes or [_TOPIC] if not any(cls in self.ontology.ancestors(c) - {c} for c in classes)]
        words = [self._words[cls] for cls in least if cls in self._words] or ["Entity"]
        return words[0] if len(words) == 1 else words


def used_only(sources: list[Tree], entities: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    """Drop the sources that nothing is claimed in or cited from, and the entities that nothing speaks of."""
    by_id = {source["id"]: source for source in sources}
    todo = [source for source in sources if source.get("claims")]
    used = {source["id"] for source in todo}
    while todo:  # what is cited, and what that in turn is derived from
        source = todo.pop()
        for id_ in _texts([source.get("claims", []), source.get("derivedFrom", [])]):
            if id_ in by_id and id_ not in used:
                used.add(id_)
                todo.append(by_id[id_])
    kept = [source for source in sources if source["id"] in used]
    named = set(_texts(kept))
    return kept, [entity for entity in entities if entity["id"] in named]


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
