"""Indexed statements in; entities, sources and claims as facts write them, by the IRI of each, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.imports.proof import Drafted
from claimgraph.imports.values import Unfit, ValueReader
from claimgraph.vocab import CG, RDF, SCHEMA, SYSTEM_PATHS

if TYPE_CHECKING:
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.ids import Ids
    from claimgraph.imports.plain import Index
    from claimgraph.ontology import Field, Ontology

__all__ = ["Entries", "EntryReader"]

_TYPE = RDF + "type"
_APPEARANCE = SCHEMA + "appearance"
_POSITION = CG + "position"
#: What goes without saying.
_USUAL = {"modality": "asserted", "polarity": "affirmed", "stance": "fact"}
#: Classes of parts that are named after their owner and their number.
_PARTS = (CG + "Snapshot", CG + "Evidence", CG + "Attribution", CG + "Assessment")
#: The order in which a person writes the keys of a claim; others follow.
_ORDER = (
    "id", "type", "name", "headline", "label", "says", "url", "published", "attribution", "modality", "polarity", "stance", "from", "until", "due",
    "said", "recorded", "supersedes", "retracts", "supports", "disputes", "assessment", "evidence",
)  # fmt: skip
_NUMBER = re.compile(r"\.([0-9]{1,9})$")


class Entries(NamedTuple):
    """What was read: the entries, what could not be read of them by IRI and key ("" for all of it), and whose part each node is."""

    entries: Drafted
    unfit: dict[tuple[str, str], str]
    owners: dict[str, str]


class EntryReader:
    """Reads the entries of one input."""

    def __init__(self, index: Index, ontology: Ontology, ids: Ids) -> None:
        """Take the statements by graph, and the terms that they use."""
        self.index = index
        self.default = index.get("", {})
        self.ontology = ontology
        self.ids = ids
        self.values = ValueReader(ontology, ids)
        self.unfit: dict[tuple[str, str], str] = {}
        self.owners: dict[str, str] = {}
        self._predicates = {field.iri: field for field in ontology.predicates.values()}
        self._sources = {iri: word for word, iri in reversed(ontology.source_types().items())}
        self._entities = {iri: word for word, iri in reversed(ontology.entity_types().items())}

    def read(self) -> Entries:
        """Return all entries, sorted by IRI."""
        found = Drafted({}, {}, {})
        for iri in sorted(self.default):
            types = [term.value for term in self.default[iri].get(_TYPE, []) if isinstance(term, ox.NamedNode)]
            try:
                if CG + "Claim" in types:
                    self._check_id(iri, "claim")
                    found.claims[iri] = self._claim(iri)
                elif any(cls in self._sources for cls in types):
                    self._check_id(iri, "src")
                    found.sources[iri] = self._thing(iri, types, self._sources, CG + "Source")
                elif any(cls in self._entities for cls in types):
                    found.entities[iri] = self._thing(iri, types, self._entities, CG + "Entity")
            except Unfit as problem:
                self.unfit[iri, ""] = str(problem)
        for iri in [iri for iri, (source, _) in found.claims.items() if source not in found.sources]:
            source, _ = found.claims.pop(iri)
            why = self.unfit.get((source, ""))
            self.unfit[iri, ""] = f"its source {self.ids.short(source)} is " + (f"left out: {why}" if why else "not described")
        return Entries(found, self.unfit, self.owners)

    def _check_id(self, iri: str, prefix: str) -> None:
        """Refuse a claim or a source that lies elsewhere: its id is made of its IRI."""
        if not self.ids.short(iri).startswith(f"{prefix}:"):
            raise Unfit(f"its IRI does not begin with {self.ids.base}{SYSTEM_PATHS[prefix]}")

    # ------------------------------------------------------------ entries

    def _thing(self, iri: str, types: list[str], words: dict[str, str], general: str) -> Tree:
        """Read an entity or a source; that it is one at all need not be written where its kind is."""
        kinds = sorted(words[cls] for cls in types if cls in words and cls != general) or [words[general]]
        tree: Tree = {"id": self.ids.short(iri), "type": kinds[0] if len(kinds) == 1 else kinds}
        return _in_order(tree | self._fields(iri, iri, general))

    def _claim(self, iri: str) -> tuple[str, Tree]:
        about = self.default[iri]
        sources = {str(getattr(term, "value", term)) for term in about.get(_APPEARANCE, [])}
        if len(sources) != 1:
            raise Unfit(
                "a claim appears in one source, not in several" if sources else "the claim has no source: schema:appearance is missing"
            )
        for key in _USUAL:
            if CG + key not in about:
                raise Unfit(f"the claim has no {key}")
        graph = self.index.get(iri)
        if graph is None:
            raise Unfit("nothing is stated in the claim's graph")
        tree: Tree = {"id": self.ids.short(iri)} | self._fields(iri, iri, CG + "Claim")
        tree["says"] = self._says(iri, graph)
        for key, usual in _USUAL.items():
            if tree.get(key) == usual:
                del tree[key]
        return sources.pop(), _in_order(tree)

    def _fields(self, iri: str, owner: str, cls: str) -> Tree:
        """Read every key of an entry, or of a part of one; what cannot be read is noted and left out."""
        tree: Tree = {}
        about = self.default.get(iri, {})
        for predicate, field in self.values.by_iri(cls).items():
            if predicate not in about:
                continue
            try:
                part = next((c for c in field.classes if self.ontology.is_a(c, *_PARTS)), "")
                tree[field.key] = (
                    self._parts(about[predicate], owner, part, field) if part else self._values(about[predicate], owner, field)
                )
            except Unfit as problem:
                if field.required or cls in _PARTS:
                    raise
                self.unfit[owner, field.key] = str(problem)
        return tree

    def _values(self, objects: list[Any], owner: str, field: Field) -> Any:
        for term in objects:
            if isinstance(term, ox.NamedNode) and any(self.ontology.is_inline(cls) for cls in field.classes):
                self.owners.setdefault(term.value, owner)
        return self.values.read(objects, field, self.default)

    def _parts(self, objects: list[Any], owner: str, cls: str, field: Field) -> Any:
        """Read the parts that are named after their owner, in the order of their positions or else of their numbers."""
        found: list[tuple[tuple[int, str], Tree]] = []
        for term in objects:
            if not isinstance(term, ox.NamedNode) or term.value not in self.default:
                raise Unfit(f"'{field.key}' is not described")
            self.owners.setdefault(term.value, owner)
            place = self.default[term.value].get(_POSITION, [])
            number = str(place[0].value) if place and isinstance(place[0], ox.Literal) else (_NUMBER.search(term.value) or ["", ""])[1]
            tree = self._fields(term.value, owner, cls)
            found.append(((int(number) if number.isdecimal() else 0, term.value), tree))
        trees = [tree for _, tree in sorted(found, key=lambda pair: pair[0])]
        alone = len(trees) == 1 and cls != CG + "Attribution"
        return trees[0] if alone else trees

    # ------------------------------------------------------------ statements

    def _says(self, iri: str, graph: dict[str, dict[str, list[Any]]]) -> Tree | list[Tree]:
        """Read what a claim states; a claim of which a part is not understood would state something else."""
        items: list[Tree] = []
        for subject in sorted(graph):
            about = graph[subject]
            if _TYPE in about:
                self.owners.setdefault(subject, iri)
                continue  # a value, to be read where it stands
            item: Tree = {"id": self.ids.short(subject)}
            for predicate in sorted(about):
                field = self._predicates.get(predicate)
                if field is None:
                    raise Unfit(f"the predicate <{predicate}> is not known: it is in no module")
                item[field.key] = self.values.read(about[predicate], field, graph)
            items.append(item)
        return items[0] if len(items) == 1 else items


def _in_order(tree: Tree) -> Tree:
    first = {key: tree[key] for key in _ORDER if key in tree}
    return first | {key: value for key, value in tree.items() if key not in first}
