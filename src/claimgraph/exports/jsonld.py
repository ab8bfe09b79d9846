"""Quads in; JSON-LD that a person can read out: names short, a line for each thing that is said.

The engine writes JSON-LD without a context. Every program that reads JSON-LD 1.0 or 1.1
gets the same statements of this as of that: no short name could also be read in another way.
"""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from claimgraph.errors import OutputError
from claimgraph.vocab import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["write_jsonld"]

_DEFAULT = ox.DefaultGraph()
_TYPE, _STRING = RDF + "type", XSD + "string"
#: JSON-LD has no empty prefix; ours is that of the domain.
_UNNAMED = "domain"
_PREFIX = re.compile("[A-Za-z][A-Za-z0-9._-]*")
#: An IRI that is cut only behind one of these is a prefix in JSON-LD 1.1, too.
_CUTS = tuple(":/?#[]@")
_LOCAL = re.compile(r"\w[\w./-]*")


def write_jsonld(quads: Sequence[ox.Quad], out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Write quads whose graphs, and subjects in them, stand together, with the prefixes that they use.

    Raises:
        OutputError: a quad has a triple term.
    """
    names = _names(quads, prefixes)
    used = {name.partition(":")[0] for iri, name in names.items() if name != iri}
    context = {prefix: iri for prefix, iri in sorted(_usable(prefixes, ()).items()) if prefix in used}
    listed = "".join(f"\n  {_json(prefix)}: {_json(iri)}," for prefix, iri in context.items()).removesuffix(",")
    out.write(f'{{\n "@context": {{{listed}\n }},\n "@graph": ['.encode())
    comma = ""
    for graph, said in itertools.groupby(quads, key=lambda quad: quad.graph_name):
        nodes = _nodes(said, names)
        if graph == _DEFAULT:
            for node in nodes:
                out.write(f"{comma}\n  {_object(node, '   ', '  ')}".encode())
                comma = ","
        else:
            inner = ",".join(f"\n    {_object(node, '     ', '    ')}" for node in nodes)
            out.write(f'{comma}\n  {{\n   "@id": {_json(_name(graph, names))},\n   "@graph": [{inner}\n   ]\n  }}'.encode())
            comma = ","
    out.write(b"\n ]\n}\n")


def _nodes(quads: Iterable[ox.Quad], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what is said of each subject, by predicate."""
    for subject, said in itertools.groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": _name(subject, names)}
        for quad in said:
            predicate, value = quad.predicate.value, quad.object
            if predicate == _TYPE and not isinstance(value, ox.Literal):
                node.setdefault("@type", []).append(_name(value, names))
            else:
                node.setdefault(names[predicate], []).append(_value(value, names))
        yield node


def _object(node: Mapping[str, Any], indent: str, end: str) -> str:
    """Write a node, a predicate a line; a value that is alone needs no list."""
    lines = (
        f"{indent}{_json(key)}: {_json(value[0] if isinstance(value, list) and len(value) == 1 else value)}" for key, value in node.items()
    )
    return "{\n" + ",\n".join(lines) + f"\n{end}}}"


def _value(term: Any, names: Mapping[str, str]) -> Any:
    if isinstance(term, ox.Triple):
        raise OutputError("JSON-LD has no triple terms yet", "write nq, trig, ttl, nt or rdf")
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term, names)}
    if term.language:
        direction = {"@direction": str(term.direction)} if term.direction else {}
        return {"@value": term.value, "@language": term.language, **direction}
    datatype = term.datatype.value
    return term.value if datatype == _STRING else {"@value": term.value, "@type": names[datatype]}


def _name(term: Any, names: Mapping[str, str]) -> str:
    return names[term.value] if isinstance(term, ox.NamedNode) else str(term)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# ------------------------------------------------------------ short names


def _names(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return for each IRI how it is written: short where no reader can take that for another IRI."""
    iris: set[str] = set()
    for quad in quads:
        iris.update(term.value for term in (quad.subject, quad.predicate, quad.graph_name) if isinstance(term, ox.NamedNode))
        value = quad.object
        named = value.datatype if isinstance(value, ox.Literal) else value
        iris.add(named.value if isinstance(named, ox.NamedNode) else RDF)
    usable = _usable(prefixes, {iri.partition(":")[0] for iri in iris})
    longest = sorted(((iri, prefix) for prefix, iri in usable.items()), key=lambda pair: (-len(pair[0]), pair[1]))
    return {iri: _short(iri, longest) for iri in iris}


def _usable(prefixes: Mapping[str, str], schemes: Iterable[str]) -> dict[str, str]:
    """Return the prefixes that JSON-LD knows as such: with `urn` among them, `urn:x` would be another IRI than it says."""
    named = {prefix or _UNNAMED: iri for prefix, iri in prefixes.items() if prefix or _UNNAMED not in prefixes}
    return {p: iri for p, iri in named.items() if _PREFIX.fullmatch(p) and iri.endswith(_CUTS) and p not in schemes}


def _short(iri: str, longest: Iterable[tuple[str, str]]) -> str:
    for namespace, prefix in longest:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else iri
    return iri
