"""Whose is what: the statements of a store that a corpus may change, by their subject and predicate.

A store may hold anybody's statements beside ours, also about our own claims. Ours are
those that claimgraph writes: about claims and sources of our base and their parts,
with claimgraph's predicates; about entities of our base, what the facts may say of
an entity. What claims state is told by their graphs, and not here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.vocab import CG, DOMAIN, ENTITY_PATHS, PROV, RDF, RDFS, SCHEMA, SYSTEM_PATHS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from claimgraph.pushing.wanted import Wanted

__all__ = ["Ours"]

_TYPE = RDF + "type"
#: What the completer adds and no shape names.
_ADDED = frozenset([_TYPE, RDFS + "label", PROV + "wasAttributedTo", PROV + "hadPrimarySource", SCHEMA + "datePublished"])
_VALUES = ("val", "date")
_LOCAL = re.compile(r"[A-Za-z0-9._-]+")


class Ours:
    """Tells the statements of a corpus from those of others."""

    def __init__(self, wanted: Wanted) -> None:
        """Take the predicates from the corpus's ontology, and the paths from its prefixes."""
        base = wanted.base
        system = {base + path: prefix for prefix, path in SYSTEM_PATHS.items()}
        named = {
            iri: "entity" for iri in [*wanted.prefixes.values(), *(base + path for path in ENTITY_PATHS.values())] if iri.startswith(base)
        }
        named.pop(base, None)
        self._kinds = {**named, **system}
        #: Names that another corpus gives to its description and its metadata: its base may be one of our paths.
        self.others: frozenset[str] = frozenset()
        self._fields = _ADDED | wanted.ontology("?shape sh:path ?x FILTER(isIRI(?x))")
        self._of_entities = wanted.ontology("?class rdfs:subClassOf* cg:Entity . ?shape sh:targetClass ?class ; sh:property/sh:path ?x")
        self._classes = wanted.ontology("{ ?x a owl:Class } UNION { ?x rdfs:subClassOf ?c }")

    def kind(self, iri: str) -> str:
        """Return what a name of our base names: "entity", or the prefix of a system path; nothing for any other.

        The base of another corpus may begin with ours; its names then have a path more.
        """
        if iri in self.others:
            return ""
        for sign in "/#":
            end = iri.rfind(sign) + 1
            found = self._kinds.get(iri[:end], "")
            if found and _LOCAL.fullmatch(iri, end):
                return found
        return ""

    def is_value(self, iri: str) -> bool:
        """Tell whether a name is that of a date or another value, which is named by its content and may be shared."""
        return self.kind(iri) in _VALUES

    def writes(self, triple: ox.Triple) -> bool:
        """Tell whether a statement outside the claims' graphs is one that only claimgraph makes."""
        kind = self.kind(str(getattr(triple.subject, "value", "")))
        predicate = triple.predicate.value
        if not kind:
            return False
        if predicate == _TYPE:
            cls = str(getattr(triple.object, "value", ""))
            return cls in self._classes or cls.startswith((CG, DOMAIN))
        if kind == "entity":
            return predicate in self._of_entities
        return predicate in self._fields or predicate.startswith(CG)
