"""Predicates and classes of strangers in; what facts can say with them, and a module that declares them, out."""

from __future__ import annotations

import io
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.imports.names import digest, is_address, plain_letters, unwritable
from claimgraph.imports.things import prefixes_of, words_of
from claimgraph.ontology import local_name
from claimgraph.values import parse_date, parse_number
from claimgraph.vocab import CG, CORE_PREFIXES, DOMAIN, OWL, RDF, RDFS, SCHEMA, SH, SKOS, XSD

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from claimgraph.ontology import Field, Ontology

__all__ = ["Vocabulary", "literal_kind", "plain_iri"]

ENTITY = CG + "Entity"
DATE = CG + "Date"
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
#: Of a local name so much makes a key, where the whole cannot be one.
_LONGEST = 60
_INTEGER = re.compile(r"[0-9]{1,15}")
#: What these namespaces say is about words, not about the world.
_OF_WORDS = (RDF, RDFS, OWL, SH, CG, DOMAIN)
_LABEL = ox.NamedNode(RDFS + "label")
_SCHEMAS = "https://schema.org/"
_CLOSED = (SKOS + "Concept", SKOS + "ConceptScheme")


def plain_iri(iri: str) -> str:
    """Return a word of schema.org by its one IRI, and every other as it is.

    >>> plain_iri("https://schema.org/Person")
    'http://schema.org/Person'
    """
    return SCHEMA + iri.removeprefix(_SCHEMAS) if iri.startswith(_SCHEMAS) else iri


class Vocabulary:
    """What may be said: by the corpus's ontology, and by the predicates and classes that are declared beside it."""

    def __init__(self, ontology: Ontology, prefixes: Mapping[str, str] = MappingProxyType({})) -> None:
        """Begin with what the corpus has; `prefixes` are those that the input declares."""
        self.ontology = ontology
        self._prefixes = prefixes_of(prefixes)
        self._fields = {field.iri: field for field in ontology.predicates.values()}
        self._words = {iri: word for word, iri in ontology.entity_types().items()}
        self._taken = set(ontology.context)
        self._used = set(ontology.keys.values()) | set(ontology.types.values())
        #: What our own classes are a kind of: were it a kind of entity, so would claims and sources be.
        self._above = {above for cls in ontology.types.values() for above in ontology.ancestors(cls)}
        #: Predicate -> its key, and its range; class -> its word: what has to be declared.
        self._new: dict[str, tuple[str, str]] = {}
        self._classes: dict[str, str] = {}
        self._labels: dict[str, list[ox.Literal]] = {}

    # ------------------------------------------------------------ predicates

    def settle(self, used: Mapping[str, Counter[str]]) -> None:
        """Give every predicate that the corpus lacks the range that most of its objects have; `used` counts them by kind."""
        for iri in sorted(used):
            kinds = {kind: count for kind, count in used[iri].items() if kind}
            if iri not in self._fields and not self.refuses(iri) and kinds:
                self._new[iri] = self._name(iri), min(kinds, key=lambda kind: (-kinds[kind], kind != ENTITY, kind))

    def refuses(self, iri: str) -> str:
        """Say why no statement can be made with a predicate, or nothing."""
        if iri in self._fields:
            return ""
        if iri.startswith(_OF_WORDS):
            return "it speaks of words, not of things: a module of the corpus is the place for it"
        if iri in self._classes:
            return "it is a class here, and so no predicate"
        if iri in self._used:
            return "facts write this of sources, claims or values only"
        return ""

    def field(self, iri: str) -> Field | None:
        """Return what the corpus's ontology says of a predicate."""
        return self._fields.get(iri)

    def key(self, iri: str) -> str:
        """Return the key of a predicate."""
        field = self._fields.get(iri)
        return field.key if field else self._new[iri][0]

    def range(self, iri: str) -> str:
        """Return what the objects of a predicate are that is declared here: a datatype, cg:Date or cg:Entity."""
        return self._new[iri][1]

    def label(self, iri: str) -> str:
        """Return a predicate as words of a sentence."""
        return self.ontology.label(iri) if iri in self._fields else words_of(iri).lower()

    # ------------------------------------------------------------ classes

    def word(self, iri: str) -> str:
        """Return the type word of a class, declaring it if need be; nothing if entities cannot be of it."""
        if iri in self._words:
            return self._words[iri]
        if iri.startswith(_OF_WORDS) or iri in self._used or iri in self._above or iri in _CLOSED:
            return ""
        if iri not in self._classes:
            self._classes[iri] = self._name(iri)
        return self._classes[iri]

    def _name(self, iri: str) -> str:
        """Return a key that is not taken: the local name, or the same behind its prefix, or one made for it."""
        local = local_name(iri)
        letters = re.sub(r"^[^A-Za-z]+|[^A-Za-z0-9]", "", plain_letters(local))[:_LONGEST] or "term"
        prefix = self._prefixes.get(iri.removesuffix(local), "").replace("-", "_")
        tries = [local, f"{prefix}_{local}" if prefix else "", f"{letters}_{digest(iri)}"]
        key = next(key for key in tries if _KEY.fullmatch(key) and len(key) <= 2 * _LONGEST and key not in self._taken)
        self._taken.add(key)
        return key

    # ------------------------------------------------------------ the module

    def add_label(self, iri: str, label: ox.Literal) -> bool:
        """Add a label to a word that is declared here; False if it is not, and the corpus has no such label of it either."""
        iri = plain_iri(iri)
        if unwritable(label.value):
            return False
        if iri in self._new or iri in self._classes:
            self._labels.setdefault(iri, []).append(label)
            return True
        return ox.Triple(ox.NamedNode(iri), _LABEL, label) in self.ontology.triples

    def namespaces(self) -> set[str]:
        """Return the namespaces of what is declared here."""
        return {iri.removesuffix(local_name(iri)) for iri in [*self._new, *self._classes]}

    def module(self) -> str:
        """Write what has to be declared as a Turtle file; empty if there is nothing."""
        triples = [*self._class_triples(), *self._predicate_triples()]
        if not triples:
            return ""
        out = io.BytesIO()
        prefixes = {name: iri for name, iri in CORE_PREFIXES.items() if iri in {CG, OWL, RDFS, SKOS, XSD}}
        ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
        lines = out.getvalue().decode().split("\n")
        head = sorted(line for line in lines if line.startswith("@prefix "))
        return "\n".join([*head, "", *(line for line in lines if not line.startswith("@prefix "))])

    def _class_triples(self) -> Iterable[ox.Triple]:
        for iri, word in sorted(self._classes.items()):
            yield from _declared(iri, word, self._labels.get(iri), {RDF + "type": OWL + "Class", RDFS + "subClassOf": ENTITY})

    def _predicate_triples(self) -> Iterable[ox.Triple]:
        for iri, (key, range_) in sorted(self._new.items()):
            kind = OWL + ("DatatypeProperty" if range_.startswith(XSD) else "ObjectProperty")
            yield from _declared(iri, key, self._labels.get(iri), {RDF + "type": kind, RDFS + "domain": ENTITY, RDFS + "range": range_})
            yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(CG + "timeGrain"), ox.Literal("always"))


def _declared(iri: str, key: str, labels: list[ox.Literal] | None, links: Mapping[str, str]) -> Iterable[ox.Triple]:
    node = ox.NamedNode(iri)
    for predicate, object_ in links.items():
        yield ox.Triple(node, ox.NamedNode(predicate), ox.NamedNode(object_))
    for label in labels or [ox.Literal(words_of(iri).lower())]:
        yield ox.Triple(node, _LABEL, label)
    if key != local_name(iri):
        yield ox.Triple(node, ox.NamedNode(SKOS + "notation"), ox.Literal(key))


def literal_kind(literal: Any) -> tuple[str, str]:
    """Return as what facts can hold a literal (a datatype, or cg:Date), or else nothing and why they cannot.

    >>> literal_kind(ox.Literal("2025-03", datatype=ox.NamedNode(XSD + "gYearMonth")))[0] == DATE
    True
    >>> literal_kind(ox.Literal("Tram", language="en"))
    ('', 'facts keep no language of a text')
    """
    text, datatype = literal.value, literal.datatype.value
    name = datatype.removeprefix(XSD)
    if literal.language:
        return "", "facts keep no language of a text"
    if hidden := unwritable(text):
        return "", f"it holds {hidden}"
    if not text.strip():
        return "", "it is empty"
    if name == "string" or (name == "anyURI" and is_address(text)):
        return datatype, ""
    bounds = parse_date(text)
    if bounds and bounds.datatype == name:
        return DATE, ""
    fits = {"boolean": text in {"true", "false"}, "integer": bool(_INTEGER.fullmatch(text)), "decimal": parse_number(text) is not None}
    if fits.get(name):
        return datatype, ""
    shown = name if datatype.startswith(XSD) else f"<{datatype}>"
    return "", f"facts hold no {shown}" if name not in fits else f"facts hold no {shown} such as this one"
