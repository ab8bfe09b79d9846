"""Entries in, sources, entities and claims out: every key known, every value of its type.

The reader walks each entry beside the fields that the ontology gives its class. It
never stops at a mistake; what is wrong is reported and left out of the corpus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.model import Claim, Entity, Settings, Source
from claimgraph.reader.findings import Findings
from claimgraph.reader.ids import ENTITY, SLUG, Ids
from claimgraph.reader.values import Values
from claimgraph.syntax import Mapping, Node, Sequence
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from claimgraph.errors import Where
    from claimgraph.ontology import Ontology

__all__ = ["Reader"]

_COLLECTION = ("entities", "sources")


class Reader:
    """Reads the files of one corpus; collects what is in them, and what is wrong."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Start with nothing read."""
        self.ontology = ontology
        self.sources: list[Source] = []
        self.entities: list[Entity] = []
        self.claims: list[Claim] = []
        #: Every id declared, of sound entries or not, with its classes as far as they are known.
        self.declared: list[tuple[str, tuple[str, ...], Where]] = []
        self._findings = Findings()
        self.references = self._findings.references
        self.problems = self._findings.problems
        self._ids = Ids(settings, self._findings)
        self._values = Values(ontology, self._ids, self._findings)
        self._source_types = ontology.source_types()
        self._entity_types = ontology.entity_types()

    def read_file(self, root: Node) -> None:
        """Read one file: a source with its claims, or lists of entities and sources."""
        if not isinstance(root, Mapping):
            self._findings.problem(root.where, "wrong-shape", "a facts file is a mapping of keys to values",
                          "a source starts with `id: src:…`, a list of entities with `entities:`")  # fmt: skip
        elif any(key in root.entries for key in _COLLECTION):
            self._read_collection(root)
        else:
            self._read_source(root)

    def _read_collection(self, root: Mapping) -> None:
        for key, entry in root.entries.items():
            if key not in _COLLECTION:
                self._findings.unknown_key(entry.where, key, "a file of entities or sources", _COLLECTION)
                continue
            for item in self._findings.mappings(entry.value, key):
                (self._read_entity if key == "entities" else self._read_source)(item)

    def _read_source(self, node: Mapping) -> None:
        before = len(self.problems)
        name = self._ids.read_id(node, "a source", "src", SLUG)
        self._declare(node, name, self._ids.read_types(node, self._source_types, "a source", single=True))
        self._values.read_fields(node, CG + "Source", {"id", "type", "claims"})
        source = Source(name, node, node.where)
        if name and len(self.problems) == before:
            self.sources.append(source)
        claims = node.find("claims")
        for item in self._findings.mappings(claims, "claims") if claims is not None else ():
            self._read_claim(item, source)

    def _read_entity(self, node: Mapping) -> None:
        before = len(self.problems)
        name = self._ids.read_id(node, "an entity", self._ids.entity_prefixes, ENTITY)
        classes = self._ids.read_types(node, self._entity_types, "an entity")
        self._declare(node, name, classes)
        self._values.read_fields(node, CG + "Entity", {"id", "type"})
        if name and len(self.problems) == before:
            self.entities.append(Entity(name, classes, node, node.where))

    def _read_claim(self, node: Mapping, source: Source) -> None:
        before = len(self.problems)
        name = self._ids.read_id(node, "a claim", "claim", SLUG)
        self._declare(node, name, (CG + "Claim",))
        self._values.read_fields(node, CG + "Claim", {"id", "says"})
        says = node.find("says")
        if says is None:
            self._findings.problem(node.where, "missing-key", f"{name or 'the claim'} has no 'says'", "write what is stated")
        else:
            self._read_statements(says)
        if name and len(self.problems) == before:
            self.claims.append(Claim(name, source, node, node.where))

    def _declare(self, node: Mapping, name: str, classes: tuple[str, ...]) -> None:
        self._findings.holder = name
        if name:
            self.declared.append((name, classes, node.entries["id"].value.where))

    def _read_statements(self, says: Node) -> None:
        items = list(self._findings.mappings(says, "says"))
        for item in items:
            subject = item.find("id")
            if subject is None:
                self._findings.problem(item.where, "missing-key", "a statement has no 'id' that says what it speaks of")
            keys = [key for key in item.entries if key != "id"]
            if not keys:
                self._findings.problem(item.where, "missing-key", "a statement says nothing: it has no predicate")
            for key in keys:
                self._read_statement(subject, key, item)
        if not items and isinstance(says, Sequence):
            self._findings.problem(says.where, "wrong-shape", "'says' is empty")

    def _read_statement(self, subject: Node | None, key: str, item: Mapping) -> None:
        entry = item.entries[key]
        if not self._values.read_statement(subject, key, entry.value):
            self._findings.unknown_key(entry.where, key, "a statement", self.ontology.predicates)
