"""Values in, JSON-LD out: numbers and dates made canonical, bounded and named.

A value node is named by the hash of its own content, so that equal statements of
different sources share their triples. Its canonical text, which digests use, leaves
out the bounds: 50.2 and 50.20 are the same statement, made with different precision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.rdf.lines import quoted
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import canonical_decimal, is_iri, number_bounds, parse_date, parse_number
from claimgraph.vocab import CG, RDFS, SCHEMA, XSD

if TYPE_CHECKING:
    from claimgraph.errors import Where
    from claimgraph.ontology import Field, Ontology

__all__ = ["Completed", "Plain", "ValueCompleter"]

_DATE = CG + "Date"
_VALUE = SCHEMA + "value"
_EXACTNESS = CG + "exactness"
_LOW, _HIGH = CG + "low", CG + "high"
_EARLIEST, _LATEST = CG + "earliest", CG + "latest"
_BOUNDS = (f"<{_LOW}>", f"<{_HIGH}>")
_TEXTS = {"", "string"}

#: Makes JSON-LD of a text.
Plain = Callable[[str], dict[str, str]]


class Completed(NamedTuple):
    """A value as JSON-LD, and as the canonical text that digests are made of."""

    jsonld: Any
    canonical: str


class ValueCompleter:
    """Completes what stands behind a key: references, words, literals, dates, amounts."""

    def __init__(self, ontology: Ontology, prefixes: dict[str, str]) -> None:
        """Use the fields of an ontology and the prefixes of a corpus."""
        self.ontology = ontology
        self.prefixes = prefixes
        #: Where the nodes that have no id of their own were written, by IRI.
        self.origins: dict[str, Where] = {}
        # The same names and days are written again and again.
        self._things: dict[tuple[str, tuple[str, ...]], Completed] = {}
        self._iris: dict[str, str] = {}

    def expand(self, curie: str) -> str:
        """Return the IRI of an id whose prefix has been checked."""
        prefix, _, local = curie.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else curie

    def refer(self, curie: str) -> str:
        """Return the IRI of a reference; nothing for one that can have none, which is reported as undeclared."""
        known = self._iris.get(curie)
        if known is None:
            iri = self.expand(curie)
            known = self._iris[curie] = iri if is_iri(iri) else ""
        return known

    def complete(self, value: Node, field: Field) -> list[Completed]:
        """Return what a key holds, one completed value each."""
        items = value.items if isinstance(value, Sequence) else (value,)
        return [self._one(item, field) for item in items]

    def plain_one(self, field: Field) -> Plain | None:
        """Return what makes JSON-LD of a text that stands behind a key, where its canonical text, as digests use it, is not needed.

        There is none for dates: they are nodes, which remember where they were written.
        """
        if field.any_iri:
            return _reference
        if not field.classes:
            datatype = field.datatype.removeprefix(XSD)
            if datatype in {"integer", "decimal"}:
                return lambda text: _jsonld(text, datatype)
            return _string if datatype in _TEXTS else lambda text: {"@value": text, "@type": field.datatype}
        if _DATE in field.classes:
            return None
        known: dict[str, dict[str, str]] = {}
        return lambda text: known.get(text) or known.setdefault(text, self._thing(text, field.classes).jsonld)

    def _one(self, value: Node, field: Field) -> Completed:
        if isinstance(value, Mapping):
            inline = self.ontology.inline_classes(field)[0]
            return self.date(value) if inline == _DATE else self._node(value, inline)
        assert isinstance(value, Scalar)
        classes = field.classes
        if not classes:
            return _word(value.text) if field.any_iri else _literal(value.text, field.datatype.removeprefix(XSD))
        known = self._things.get((value.text, classes))
        if known is None:
            known = self._things[value.text, classes] = self.date(value) if _DATE in classes else self._thing(value.text, classes)
        return known

    def _thing(self, text: str, classes: tuple[str, ...]) -> Completed:
        """Complete a word of a closed list, or a reference."""
        words = self.ontology.members(classes[0]) if self.ontology.is_closed_list(classes[0]) else {}
        return _word(words.get(text) or self.refer(text))

    def _node(self, node: Mapping, cls: str) -> Completed:
        """Complete an amount, a score, a comparison, or a value class of a module."""
        fields = self.ontology.fields(cls)
        content: dict[str, list[Completed]] = {}
        for key, entry in node.entries.items():
            if key in fields:
                content[fields[key].iri] = self.complete(entry.value, fields[key])
        if self.ontology.is_a(cls, CG + "Amount"):
            self._bound(node, content)
        return self._named(node.where, cls, content)

    def _bound(self, node: Mapping, content: dict[str, list[Completed]]) -> None:
        """Make an amount's numbers canonical in the base unit, and add the bounds they imply."""
        scale = node.find_text("scale")
        numbers = {key: parse_number(node.find_text(key) or "", scale) for key in ("value", "low", "high")}
        value, low, high = numbers["value"], numbers["low"], numbers["high"]
        given = node.find_text("exactness")
        exactness = given or ("exact" if value is not None else "range" if None not in {low, high} else
                              "at-least" if high is None else "at-most")  # fmt: skip
        if value is not None:
            low, high = number_bounds(value, exactness)
        content[_EXACTNESS] = [_word(CG + exactness)]
        for iri, number in ((_VALUE, value), (_LOW, low), (_HIGH, high)):
            if number is not None:
                content[iri] = [_decimal(canonical_decimal(number))]

    def date(self, node: Mapping | Scalar) -> Completed:
        """Complete a date: the days it can mean, by its precision and its exactness."""
        written = node if isinstance(node, Scalar) else node.find("value")
        words = {} if isinstance(node, Scalar) else {key: node.find_text(key) for key in node.entries}
        bounds = parse_date(written.text) if isinstance(written, Scalar) else None
        ends = {"earliest", "latest"} & words.keys()
        usual = "range" if len(ends) == 2 else "at-most" if ends == {"latest"} else "vague"
        exactness = words.get("exactness") or ("exact" if bounds else usual)
        content = {_EXACTNESS: [_word(CG + exactness)]}
        earliest, latest = words.get("earliest"), words.get("latest")
        if bounds and isinstance(written, Scalar):
            content[_VALUE] = [_literal(written.text, bounds.datatype)]
            earliest = None if exactness == "at-most" else bounds.earliest
            latest = None if exactness in {"at-least", "over", "vague"} else bounds.latest
        for iri, day in ((_EARLIEST, earliest), (_LATEST, latest)):
            if day:
                content[iri] = [_literal(day, "date")]
        label = words.get("label")
        if label:
            content[RDFS + "label"] = [_literal(label, "string")]
        plain = bounds and exactness == "exact" and not label and bounds.datatype != "dateTime"
        name = self.prefixes["date"] + written.text if plain and isinstance(written, Scalar) else ""
        return self._named(node.where, CG + "Date", content, name)

    def _named(self, where: Where, cls: str, content: dict[str, list[Completed]], name: str = "") -> Completed:
        """Name a node by its content, and write it down."""
        pairs = sorted([f"<{p}> {v.canonical}" for p, values in content.items() for v in values])
        iri = name or self._content_name(cls, pairs)
        if _VALUE in content:  # the bounds follow from it
            pairs = [pair for pair in pairs if not pair.startswith(_BOUNDS)]
        self.origins.setdefault(iri, where)
        jsonld = {"@id": iri, "@type": cls, **{p: [v.jsonld for v in values] for p, values in content.items()}}
        return Completed(jsonld, _canonical(cls, pairs))

    def _content_name(self, cls: str, pairs: list[str]) -> str:
        prefix = self.prefixes["date" if cls == _DATE else "val"]
        return prefix + hashlib.sha256(_canonical(cls, pairs).encode()).hexdigest()[:20]


def _canonical(cls: str, pairs: list[str]) -> str:
    return "[ a <" + cls + "> ; " + " ; ".join(pairs) + " ]"


def _reference(iri: str) -> dict[str, str]:
    return {"@id": iri}


def _string(text: str) -> dict[str, str]:
    return {"@value": text}


def _word(iri: str) -> Completed:
    return Completed({"@id": iri}, f"<{iri}>")


def _literal(text: str, datatype: str) -> Completed:
    """Return a literal in the canonical spelling of its datatype (a local name of XSD)."""
    jsonld = _jsonld(text, datatype)
    written = quoted(jsonld["@value"])
    return Completed(jsonld, f"{written}^^<{XSD}{datatype}>" if "@type" in jsonld else written)


def _decimal(text: str) -> Completed:
    """Return a decimal whose spelling is canonical already."""
    return Completed({"@value": text, "@type": XSD + "decimal"}, f'"{text}"^^<{XSD}decimal>')


def _jsonld(text: str, datatype: str) -> dict[str, str]:
    if datatype in _TEXTS:
        return {"@value": text}
    if datatype == "integer":
        text = str(int(text))
    elif datatype == "decimal":
        number = parse_number(text)
        text = canonical_decimal(number) if number is not None else text
    return {"@value": text, "@type": XSD + datatype}
