"""Terms and value nodes in, what an author would have written for them out: the inverse of `rdf.values`."""

from __future__ import annotations

from decimal import Context
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.ontology import local_name
from claimgraph.values import SCALES, canonical_decimal, parse_date, parse_number
from claimgraph.vocab import CG, RDF, RDFS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.ids import Ids
    from claimgraph.ontology import Field, Ontology

__all__ = ["Unfit", "ValueReader", "written_number"]

_DATE, _AMOUNT = CG + "Date", CG + "Amount"
_VALUE, _EXACTNESS = SCHEMA + "value", CG + "exactness"
_LOW, _HIGH, _EARLIEST, _LATEST = CG + "low", CG + "high", CG + "earliest", CG + "latest"
#: No author nests values so deep, or writes so many mappings as one.
_DEEPEST, _MOST_NODES = 8, 1000
_MOST_DIGITS = 17
_WIDE = Context(prec=60)  # nothing is rounded on the way

#: The objects of a graph by subject and predicate.
Nodes = dict[str, dict[str, list[Any]]]


class Unfit(Exception):  # noqa: N818  (it says why something cannot be written, and is no mistake of ours)
    """What cannot be written as facts are; the message says why."""


class ValueReader:
    """Reads the objects of statements as values of keys."""

    def __init__(self, ontology: Ontology, ids: Ids) -> None:
        """Use the fields of an ontology and the ids of a corpus."""
        self.ontology = ontology
        self.ids = ids
        self._read = 0
        self._words: dict[str, dict[str, str]] = {}
        self._by_iri: dict[str, dict[str, Field]] = {}

    def by_iri(self, cls: str) -> dict[str, Field]:
        """Return the fields of a class by the IRI of their property."""
        known = self._by_iri.get(cls)
        if known is None:
            known = self._by_iri[cls] = {field.iri: field for field in self.ontology.fields(cls).values()}
        return known

    def word(self, cls: str, iri: str) -> str | None:
        """Return the word of a closed list that an IRI stands for."""
        words = self._words.get(cls)
        if words is None:
            words = self._words[cls] = {member: word for word, member in self.ontology.members(cls).items()}
        return words.get(iri)

    def read(self, objects: list[Any], field: Field, nodes: Nodes) -> Any:
        """Return what a key holds: one value, or a sorted list of several.

        Raises:
            Unfit: one of them is nothing that the key can hold.
        """
        self._read = 0
        found = [self.one(term, field, nodes) for term in objects]
        if len(found) == 1:
            return found[0]
        return sorted(found, key=str)

    def one(self, term: Any, field: Field, nodes: Nodes, depth: int = 0) -> str | Tree:
        """Return one value: a text, an id, a word, or a mapping.

        Raises:
            Unfit: it is nothing that the key can hold.
        """
        if isinstance(term, ox.Literal):
            if field.classes or field.any_iri:
                raise Unfit(f"'{field.key}' is a text where a thing belongs")
            return term.value
        if not isinstance(term, ox.NamedNode):
            raise Unfit(f"'{field.key}' is a node without a name")
        if not field.classes and not field.any_iri:
            raise Unfit(f"'{field.key}' is a thing where a text belongs")
        for cls in field.classes:
            if self.ontology.is_inline(cls):
                about = nodes.get(term.value)
                if about is not None and _is_value(about):
                    return self._node(about, cls, nodes, depth + 1)
            elif self.ontology.is_closed_list(cls):
                word = self.word(cls, term.value)
                if word is None:
                    raise Unfit(f"'{self.ids.short(term.value)}' is no {self.ontology.label(cls)}")
                return word
        return term.value if field.any_iri else self.ids.short(term.value)

    def _node(self, about: dict[str, list[Any]], cls: str, nodes: Nodes, depth: int) -> str | Tree:
        self._read += 1
        if self._read > _MOST_NODES or depth > _DEEPEST:
            raise Unfit("its values nest without end")
        if cls == _DATE:
            return _date(about)
        tree: Tree = {}
        fields = self.by_iri(cls)
        for iri, field in fields.items():
            if iri in about and not (self.ontology.is_a(cls, _AMOUNT) and iri in {_VALUE, _LOW, _HIGH, _EXACTNESS}):
                values = sorted((self.one(term, field, nodes, depth) for term in about[iri]), key=str)
                tree[field.key] = values[0] if len(values) == 1 else values
        return _amount(about) | tree if self.ontology.is_a(cls, _AMOUNT) else tree


def _is_value(about: Mapping[str, list[Any]]) -> bool:
    """Tell whether a node is described where it is used: it has a type there, and says something."""
    return RDF + "type" in about and len(about) > 1


def _single(about: Mapping[str, list[Any]], predicate: str) -> str | None:
    found = about.get(predicate, [])
    if len(found) > 1:
        raise Unfit(f"a value has more than one {local_name(predicate)}")
    return str(found[0].value) if found else None


def _date(about: Mapping[str, list[Any]]) -> str | Tree:
    value, label = _single(about, _VALUE), _single(about, RDFS + "label")
    exactness = local_name(_single(about, _EXACTNESS) or "")
    if value is not None:
        tree: Tree = {"value": value} if parse_date(value) else {}
        usual = "exact"
    else:
        tree = {key: day for key, iri in (("earliest", _EARLIEST), ("latest", _LATEST)) if (day := _single(about, iri))}
        usual = "range" if len(tree) == 2 else "at-most" if "latest" in tree else "vague"
    if not tree:
        raise Unfit("a date is none of the calendar")
    if exactness and exactness != usual:
        tree["exactness"] = exactness
    if label:
        tree["label"] = label
    return str(tree["value"]) if tree.keys() == {"value"} else tree


def _amount(about: Mapping[str, list[Any]]) -> Tree:
    """Return the numbers of an amount, written with the precision that its bounds tell."""
    texts = {"value": _single(about, _VALUE), "low": _single(about, _LOW), "high": _single(about, _HIGH)}
    numbers = {key: _number(text) for key, text in texts.items() if text is not None}
    exactness = local_name(_single(about, _EXACTNESS) or "")
    value = numbers.get("value")
    if value is None:
        tree: Tree = {key: canonical_decimal(number) for key, number in numbers.items()}
        usual = "range" if len(numbers) == 2 else "at-least" if "low" in numbers else "at-most"
    else:
        high = numbers.get("high")
        half = _WIDE.subtract(high, value) if high is not None and exactness == "exact" else None
        tree = written_number(value, half)
        usual = "exact"
    return tree | ({"exactness": exactness} if exactness and exactness != usual else {})


def _number(text: str) -> Decimal:
    number = parse_number(text.removesuffix("."))
    if number is None:
        raise Unfit(f"'{text[:40]}' is not a decimal number of at most 18 digits")
    return number


def written_number(value: Decimal, half: Decimal | None) -> Tree:
    """Return a number as somebody would write it whose last digit stands for `half` either way.

    >>> from decimal import Decimal
    >>> written_number(Decimal("14300000000"), Decimal("50000000"))
    {'value': '14.3', 'scale': 'billion'}
    >>> written_number(Decimal("50.2"), Decimal("0.005"))
    {'value': '50.20'}
    """
    canonical = {"value": canonical_decimal(value)}
    if half is None:
        return canonical
    parts = half.normalize().as_tuple()
    if parts.digits != (5,) or not isinstance(parts.exponent, int):
        return canonical  # nobody's last digit; whoever compares will find the bounds changed
    last = parts.exponent + 1
    scale, zeros = next(((word, zeros) for word, zeros in {"": 0, **SCALES}.items() if zeros >= last), ("", 0))
    digits = zeros - last
    scaled = value.scaleb(-zeros, _WIDE)
    text = f"{scaled:.{max(digits, 0)}f}"
    if not 0 <= digits <= _MOST_DIGITS or parse_number(text) != scaled:
        return canonical
    return {"value": text, "scale": scale} if scale else {"value": text}
