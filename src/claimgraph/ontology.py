"""What may be said: the ontology's files in, the keys and types that facts may use out.

Nothing about claims is written down a second time in Python. Which keys an entry
may have, which it must have and what they hold is read from `shapes.ttl`; what
statements are made of, from `domain.ttl` and a corpus's own modules; how a key
becomes an IRI, from `context.jsonld`.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from typing import Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import CorpusError, printable, reason
from claimgraph.vocab import CG, CORE_PREFIXES, ONTOLOGY_GRAPH, OWL, QUDT, RDF, RDFS, SH, SKOS, XSD, ontology_folder

__all__ = ["Field", "Ontology", "load_ontology", "local_name"]

_TYPE = ox.NamedNode(RDF + "type")
_CONCEPT = SKOS + "Concept"
_UNIT = QUDT + "Unit"
_NEEDED = {"label": RDFS + "label", "domain": RDFS + "domain", "range": RDFS + "range", "time grain": CG + "timeGrain"}
_EXAMPLES = {
    "label": 'rdfs:label "cost"@en',
    "domain": "rdfs:domain cg:Entity",
    "range": "rdfs:range cg:Amount",
    "time grain": 'cg:timeGrain "always"',
}
_GRAINS = ("always", "year", "month", "day")
_FILES = ("claimgraph.ttl", "domain.ttl", "shapes.ttl")


class Field(NamedTuple):
    """What one key of an entry may hold; exactly one of `datatype`, `classes`, `any_iri` says it."""

    key: str
    iri: str
    datatype: str = ""
    classes: tuple[str, ...] = ()
    any_iri: bool = False
    required: bool = False
    single: bool = False
    pattern: str = ""
    message: str = ""


class Ontology:
    """The loaded ontology: a small graph, and the tables that reading facts needs."""

    def __init__(self, quads: list[ox.Quad], context: dict[str, Any], *, shipped: int = 0) -> None:
        """Index the triples of the ontology's files; the first `shipped` are the package's own. See `load_ontology`."""
        self.triples = [ox.Triple(q.subject, q.predicate, q.object) for q in quads]
        #: The triples of a corpus's own modules.
        self.module_triples = self.triples[shipped:]
        self.context = context
        self._objects: dict[tuple[str, str], list[Any]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            subject = _text(quad.subject)
            self._objects.setdefault((subject, quad.predicate.value), []).append(quad.object)
            self._subjects.setdefault((quad.predicate.value, _text(quad.object)), []).append(subject)
        self._ancestors: dict[str, frozenset[str]] = {}
        self.types = {key: value for key, value in self._terms() if self._is_class(value)}
        self.keys = {key: value for key, value in self._terms() if key not in self.types}
        self._keys_of = {iri: key for key, iri in self.keys.items()}
        self._fields: dict[str, dict[str, Field]] = {}
        self._members: dict[str, dict[str, str]] = {}
        self._inline: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._closed: dict[str, bool] = {}
        self.predicates = self._predicates()

    def _terms(self) -> list[tuple[str, str]]:
        found = []
        for key, entry in self.context.items():
            value = entry.get("@id") if isinstance(entry, dict) else entry
            if isinstance(value, str) and not value.startswith("@") and not key.startswith("@") and value != CORE_PREFIXES.get(key):
                found.append((key, self.expand(value)))
        return found

    def expand(self, curie: str) -> str:
        """Expand a CURIE of the ontology's own prefixes; anything else stays as it is."""
        prefix, colon, local = curie.partition(":")
        if colon and prefix in CORE_PREFIXES:
            return CORE_PREFIXES[prefix] + local
        return curie

    def _is_class(self, iri: str) -> bool:
        return iri in self._class_iris()

    def _class_iris(self) -> frozenset[str]:
        declared = self._subjects.get((RDF + "type", OWL + "Class"), [])
        below = (s for (p, _), subjects in self._subjects.items() if p == RDFS + "subClassOf" for s in subjects)
        return frozenset(declared) | frozenset(below)

    def ancestors(self, cls: str) -> frozenset[str]:
        """Return a class and every class above it."""
        known = self._ancestors.get(cls)
        if known is None:
            found: set[str] = set()
            todo = [cls]
            while todo:
                one = todo.pop()
                if one not in found:
                    found.add(one)
                    todo += [_text(parent) for parent in self._objects.get((one, RDFS + "subClassOf"), [])]
            known = self._ancestors[cls] = frozenset(found)
        return known

    def is_a(self, cls: str, *others: str) -> bool:
        """Tell whether a class is one of the others, or below one."""
        return not self.ancestors(cls).isdisjoint(others)

    def is_closed_list(self, cls: str) -> bool:
        """Tell whether the members of a class are a closed list of words."""
        known = self._closed.get(cls)
        if known is None:
            known = self._closed[cls] = self.is_a(cls, _CONCEPT, _UNIT)
        return known

    def is_inline(self, cls: str) -> bool:
        """Tell whether things of a class are written where they are used, not referred to."""
        return self.is_a(cls, CG + "Value", CG + "Evidence", CG + "Attribution", CG + "Assessment", CG + "Snapshot")

    def inline_classes(self, field: Field) -> tuple[str, ...]:
        """Return those classes of a field whose things are written where they are used."""
        known = self._inline.get(field.classes)
        if known is None:
            known = self._inline[field.classes] = tuple(cls for cls in field.classes if self.is_inline(cls))
        return known

    def members(self, cls: str) -> dict[str, str]:
        """Return the words of a closed list with their IRIs, in the ontology's order."""
        known = self._members.get(cls)
        if known is not None:
            return known
        notation = SKOS + "notation"
        found: dict[str, str] = {}
        for iri in self._subjects.get((RDF + "type", cls), []):
            written = self._objects.get((iri, notation))
            found[_text(written[0]) if written else local_name(iri)] = iri
        self._members[cls] = found
        return found

    def words(self) -> frozenset[str]:
        """Return the IRIs of the members of all closed lists."""
        return frozenset(iri for cls in self._class_iris() if self.is_closed_list(cls) for iri in self.members(cls).values())

    def holds_now(self, modality: str) -> bool:
        """Tell whether claims of a modality (its local name) enter the asserted view."""
        return any(_text(o) == "true" for o in self._objects.get((CG + modality, CG + "holdsNow"), []))

    def label(self, iri: str) -> str:
        """Return the label of a term, or its local name."""
        found = self._objects.get((iri, RDFS + "label"))
        return _text(found[0]) if found else local_name(iri)

    def source_types(self) -> dict[str, str]:
        """Return the type words a source may have, with their classes."""
        return {key: iri for key, iri in self.types.items() if self.is_a(iri, CG + "Source")}

    def entity_types(self) -> dict[str, str]:
        """Return the type words an entity may have, with their classes."""
        return {key: iri for key, iri in self.types.items() if self.is_a(iri, CG + "Entity")}

    def fields(self, cls: str) -> dict[str, Field]:
        """Return the keys that an entry of a class may have, those of its superclasses included."""
        known = self._fields.get(cls)
        if known is None:
            known = {}
            for ancestor in sorted(self.ancestors(cls), key=lambda c: len(self.ancestors(c))):
                for shape in self._subjects.get((SH + "targetClass", ancestor), []):
                    for prop in self._objects.get((shape, SH + "property"), []):
                        self._add_field(known, _text(prop))
            self._fields[cls] = known
        return known

    def _add_field(self, fields: dict[str, Field], prop: str) -> None:
        iri = self._one(prop, "path")
        key = self._keys_of.get(iri)
        if key is None:
            return  # a property that no author writes, such as a digest
        inherited = fields.get(key)
        cls = self._one(prop, "class")
        field = Field(
            key=key,
            iri=iri,
            datatype=self._one(prop, "datatype"),
            classes=(cls,) if cls else (),
            any_iri=self._one(prop, "nodeKind") == SH + "IRI",
            required=self._one(prop, "minCount") not in {"", "0"},
            single=self._one(prop, "maxCount") == "1",
            pattern=self._one(prop, "pattern"),
            message=self._one(prop, "message"),
        )
        if inherited:
            field = field._replace(
                datatype=field.datatype or inherited.datatype,
                classes=field.classes or inherited.classes,
                required=field.required or inherited.required,
                single=field.single or inherited.single,
            )
        fields[key] = field

    def _one(self, subject: str, name: str) -> str:
        found = self._objects.get((subject, SH + name))
        return _text(found[0]) if found else ""

    def _predicates(self) -> dict[str, Field]:
        """Index the predicates that statements may use: every property with a time grain."""
        found = {}
        for subject, predicate in self._objects:
            if predicate != CG + "timeGrain":
                continue
            key = self._keys_of.get(subject)
            if key is None:
                continue
            ranges = [_text(o) for o in self._objects.get((subject, RDFS + "range"), [])]
            datatype = next((r for r in ranges if r.startswith(XSD)), "")
            found[key] = Field(key, subject, datatype, tuple(r for r in ranges if r != datatype))
        return found

    def domains(self, predicate: str) -> list[str]:
        """Return the classes whose things a predicate may speak of."""
        return [_text(o) for o in self._objects.get((predicate, RDFS + "domain"), [])]


def _text(term: Any) -> str:
    return "_:" + term.value if isinstance(term, ox.BlankNode) else str(term.value)


def local_name(iri: str) -> str:
    """Return what follows the last '#' or '/' of an IRI.

    >>> local_name("http://schema.org/Person")
    'Person'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def load_ontology(modules: tuple[str, ...] = ()) -> Ontology:
    """Load the shipped ontology, and a corpus's own domain modules (paths of Turtle files).

    Raises:
        CorpusError: a module cannot be read, or one of its terms is already taken.
    """
    folder = ontology_folder()
    quads: list[ox.Quad] = []
    for name in _FILES:
        quads += ox.parse(path=os.path.join(folder, name), format=ox.RdfFormat.TURTLE)
    with open(os.path.join(folder, "context.jsonld"), encoding="utf-8") as file:
        context: dict[str, Any] = json.load(file)["@context"]
    shipped = len(quads)
    for path in modules:
        extra = _parse_module(path)
        _extend_context(context, extra, path)
        _check_predicates(extra, path)
        quads += extra
    return Ontology([*_named(quads[:shipped], "node"), *_named(quads[shipped:], "module")], context, shipped=shipped)


def _named(quads: list[ox.Quad], kind: str) -> list[ox.Quad]:
    """Give every blank node a name, in the order written: stores take names alike, and exports stay the same.

    The name tells of the content, for the modules of several corpora may meet in one store.
    """
    names: dict[ox.BlankNode, ox.NamedNode] = {}
    content = zlib.crc32("\n".join(_text(term) for q in quads for term in q.triple if not isinstance(term, ox.BlankNode)).encode())

    def name(term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term, ox.NamedNode(f"{ONTOLOGY_GRAPH}/{kind}/{content:08x}-{len(names) + 1}"))

    return [ox.Quad(name(q.subject), q.predicate, name(q.object)) for q in quads]


def _parse_module(path: str) -> list[ox.Quad]:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise CorpusError(f"the module {path} cannot be read: {reason(error)}",
                          "`modules` in claimgraph.toml names Turtle files, relative to its own folder") from None  # fmt: skip
    try:
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise CorpusError(f"the module {path} is not Turtle: {printable(error.msg, limit=200)}") from None
    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            raise CorpusError(f"the module {path} speaks of triples ({printable(str(quad.object), limit=80)})", "name what it speaks of")
        if quad.predicate.value == SH + "pattern":
            _check_pattern(_text(quad.object), path)
    return quads


def _check_predicates(quads: list[ox.Quad], path: str) -> None:
    """Refuse a predicate that lacks what reading and comparing its values needs."""
    kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    declared = {_text(q.subject) for q in quads if q.predicate == _TYPE and _text(q.object) in kinds}
    for iri in sorted(declared):
        found = {q.predicate.value: _text(q.object) for q in quads if _text(q.subject) == iri}
        for name, needed in _NEEDED.items():
            if needed not in found:
                raise CorpusError(f"the module {path}: the predicate '{local_name(iri)}' has no {name}", f"give it one: {_EXAMPLES[name]}")
        if found[CG + "timeGrain"] not in _GRAINS:
            raise CorpusError(f"the module {path}: the predicate '{local_name(iri)}' has the time grain '{found[CG + 'timeGrain']}'",
                              f"one of {', '.join(_GRAINS)}")  # fmt: skip


def _check_pattern(pattern: str, path: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise CorpusError(f"the module {path} has a pattern that is none: {printable(pattern, limit=80)}: {error}") from None


def _extend_context(context: dict[str, Any], quads: list[ox.Quad], path: str) -> None:
    """Give every class and every predicate of a module a term: its local name."""
    for term, entry in module_terms(quads).items():
        if context.setdefault(term, entry) != entry:
            raise CorpusError(
                f"the module {path} declares '{term}', which claimgraph already uses for another property",
                "give the property another local name",
            )


def module_terms(quads: list[ox.Quad]) -> dict[str, Any]:
    """Derive the JSON-LD terms of a domain module from its classes and predicates: their skos:notation, or else their local names."""
    words = {q.subject.value: q.object.value for q in quads if q.predicate.value == SKOS + "notation"}  # type: ignore[union-attr]
    grain = {q.subject.value for q in quads if q.predicate.value == CG + "timeGrain"}  # type: ignore[union-attr]
    ranges = {q.subject.value: q.object.value for q in quads if q.predicate.value == RDFS + "range"}  # type: ignore[union-attr]
    concepts = {
        q.subject.value  # type: ignore[union-attr]
        for q in quads
        if q.predicate.value == RDFS + "subClassOf" and q.object.value == _CONCEPT  # type: ignore[union-attr]
    }
    terms: dict[str, Any] = {}
    for quad in quads:
        if quad.predicate == _TYPE and isinstance(quad.subject, ox.NamedNode):
            iri = quad.subject.value
            if quad.object.value == OWL + "Class":  # type: ignore[union-attr]
                terms[words.get(iri) or local_name(iri)] = iri
            elif iri in grain:
                terms[words.get(iri) or local_name(iri)] = _property_term(iri, ranges.get(iri, ""), concepts)
    return terms


def _property_term(iri: str, range_: str, concepts: set[str]) -> dict[str, Any]:
    if range_ in {"", XSD + "string"}:
        return {"@id": iri}
    if range_.startswith(XSD):
        return {"@id": iri, "@type": range_}
    if range_ in concepts:
        namespace = range_[: -len(local_name(range_))]
        return {"@id": iri, "@type": "@vocab", "@context": {"@vocab": namespace}}
    return {"@id": iri, "@type": "@id"}
