"""Triples in; RDF/XML with its prefixes at the top out, which every parser of XML reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from claimgraph.exports.xmlsafe import XmlJudge, types_last
from claimgraph.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["write_rdfxml"]

_TYPE = RDF + "type"
#: Names that begin with xml are XML's own, and these two the engine declares itself.
_PREFIX = re.compile("(?!xml|rdf$|its$)[a-z_][a-z0-9_.-]*|", re.IGNORECASE | re.ASCII)


def write_rdfxml(triples: Sequence[ox.Triple], out: BinaryIO, prefixes: Mapping[str, str]) -> dict[ox.Triple, tuple[str, str]]:
    """Write triples whose subjects stand together; returns the types that cannot be written, and why."""
    writable, unnamed = types_last(triples, XmlJudge())
    body = ox.serialize(writable, format=ox.RdfFormat.RDF_XML, prefixes=_used(writable, prefixes))
    assert body is not None  # it is None only where an output is given
    out.write(body.replace(b"\r", b"&#13;"))  # a parser would make a plain newline of it
    return unnamed


def _used(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that names of elements, which are those of predicates and classes, begin with."""
    names = {triple.predicate.value for triple in triples}
    names |= {t.object.value for t in triples if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode)}
    found: dict[str, str] = {}
    for prefix, iri in sorted(prefixes.items()):
        free = iri not in names and iri not in found.values()  # a namespace that is a name itself would leave an empty one
        if free and _PREFIX.fullmatch(prefix) and any(name.startswith(iri) for name in names):
            found[prefix] = iri
    return found
