"""Nodes of the completer's JSON-LD document in, those of their statements out that are enough to see whether the shapes find anything.

Nearly all that a shape asks of a node is decided by the node's form: its classes, its
keys, how many values each has and of which datatypes, the words of closed lists, whether
a text is of the form that a pattern asks for, which of two values is the larger. Nodes of
one form break the same shapes, so one of each form is written down whole. What only the
values decide, a constraint written in SPARQL that compares them or goes on from them, is
asked of all nodes, but looks at few properties: of these every statement is written down.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.rdf.forms import matches
from claimgraph.rdf.lines import quoted
from claimgraph.values import parse_date
from claimgraph.vocab import CG, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from claimgraph.rdf.forms import EntryForms
    from claimgraph.syntax import Mapping as Entries

__all__ = ["Sample", "Traits"]

_CLAIM = CG + "Claim"
_TYPE = f"<{RDF}type>"
_NUMBERS = {XSD + "integer", XSD + "decimal"}
#: Numbers and days that every store can compare; others are to be shown to one.
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")


class Traits(NamedTuple):
    """What makes the form of a node, besides its keys; all names are IRIs."""

    #: The patterns that shapes have for the texts of a property.
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    #: The properties whose values are to be above those of another.
    above: Mapping[str, tuple[str, ...]]
    #: The members of closed lists.
    words: AbstractSet[str]
    #: The properties whose every value decides.
    valued: AbstractSet[str]
    #: What tells the forms of claims before they are completed.
    entries: EntryForms


class Sample:
    """What was written down so far, as lines of N-Quads."""

    def __init__(self, traits: Traits) -> None:
        """Start with nothing."""
        self._traits = traits
        self._special = {
            key: (traits.patterns.get(key, ()), traits.above.get(key, ()), key in traits.valued)
            for key in {*traits.patterns, *traits.above, *traits.valued}
        }
        #: The forms of nodes.
        self.forms: set[tuple[Any, ...]] = set()
        self._seen: set[tuple[Hashable, ...]] = set()
        self._values: set[str] = set()
        self._types: dict[str, Any] = {}
        self._mentioned: set[str] = set()
        #: Whether two nodes have the same name, so that neither's form tells of the whole.
        self.has_twins = False
        #: The statements about one node of each form.
        self.whole: list[str] = []
        #: All statements with the properties whose every value decides.
        self.valued: list[str] = []

    def add(self, nodes: Iterable[dict[str, Any]]) -> None:
        """Take nodes into account, with all nodes inside them."""
        for node in nodes:
            self._add(node)

    def has_seen(self, entry: Entries) -> bool:
        """Tell whether a claim was seen whose entry has the form of this one; of this one, its brief node is then enough."""
        form = self._traits.entries.form(entry, _CLAIM)
        if form in self._seen:
            return True
        self._seen.add(form)
        return False

    def is_valued(self, name: str) -> bool:
        """Tell whether every value of a property decides."""
        return name in self._traits.valued

    def types(self, assumed: Iterable[tuple[str, str]] = ()) -> list[str]:
        """Return the classes of what the nodes written down whole refer to; `assumed` are those of things that were not added, as pairs of IRIs."""
        lines = [f"<{iri}> {_TYPE} <{cls}> ." for iri in sorted(self._mentioned) for cls in _listed(self._types.get(iri, ()))]
        return lines + [f"<{iri}> {_TYPE} <{cls}> ." for iri, cls in assumed if iri in self._mentioned]

    def _add(self, node: dict[str, Any], predicate: str = "", source: str = "") -> None:
        """Take a node into account; `predicate` and `source` are what it says by standing under `@reverse`.

        Everything that is checked passes here: what most values are is dealt with on the spot.
        """
        iri = node["@id"]
        if not iri:
            return  # a reference to what cannot be named is reported as undeclared
        if "@brief" in node:
            self._add_brief(node, predicate, source)
            return
        special, words = self._special, self._traits.words
        form: list[Any] = [predicate]
        if predicate in self._traits.valued:
            self.valued.append(f"<{iri}> <{predicate}> <{source}> .")
        for key, found in node.items():
            if key[0] == "@":
                if key != "@id":
                    self._add_keyword(iri, key, found, form)
                continue
            values = found if type(found) is list else (found,)
            form.append(key)
            if len(values) != 1:
                form.append((len(values),))
            for value in values:
                if "@value" in value:
                    form.append(value.get("@type"))
                elif len(value) > 1:
                    form.append(value["@type"])
                    if value["@id"] not in self._values:
                        self._add_value(value)
                else:
                    name = value["@id"]
                    form.append(name if name in words else bool(name))
            if key in special:
                self._look_closer(node, key, values, form)
        whole = tuple(form)
        if whole not in self.forms:
            self.forms.add(whole)
            self._write_whole(node, predicate, source)

    def _add_keyword(self, iri: str, key: str, found: Any, form: list[Any]) -> None:
        if key == "@type":
            self.has_twins |= iri in self._types
            self._types[iri] = found
            form.append(found if type(found) is str else tuple(found))
        elif key == "@graph":  # the statements themselves are none of the shapes' business, the values in them are
            for statement in found:
                for values in statement.values():
                    for value in values if type(values) is list else ():
                        if len(value) > 1 and "@id" in value and value["@id"] not in self._values:
                            self._add_value(value)
        elif key == "@reverse":
            for predicate, others in found.items():
                for other in others:
                    self._add(other, predicate, iri)

    def _add_brief(self, node: dict[str, Any], predicate: str, source: str) -> None:
        """Take a node into account whose form was seen: the values that decide, and the nodes that are named by their content."""
        iri, write, valued = node["@id"], self.valued.append, self._traits.valued
        if predicate in valued:
            write(f"<{iri}> <{predicate}> <{source}> .")
        for key, values in node.items():
            if key[0] == "@":
                if key in {"@type", "@graph"}:
                    self._add_keyword(iri, key, values, [])
                continue
            is_valued = key in valued
            for value in values:
                if "@value" in value:
                    write(f"<{iri}> <{key}> {_literal(value)} .")
                    continue
                name = value["@id"]
                if is_valued and name:
                    write(f"<{iri}> <{key}> <{name}> .")
                if "@brief" in value:
                    self._add_brief(value, "", "")
                elif len(value) > 1 and name not in self._values:
                    self._add_value(value)

    def _add_value(self, value: dict[str, Any]) -> None:
        """Take a node into account that stands where it is used; one that is named by its content says the same wherever it stands."""
        self._values.add(value["@id"])
        self._add(value)

    def _look_closer(self, node: dict[str, Any], key: str, values: Sequence[dict[str, Any]], form: list[Any]) -> None:
        """Add to a form what it takes the values to see; write down the statements whose values decide."""
        patterns, others, is_valued = self._special[key]
        if patterns:
            form += [matches(patterns, value.get("@value") or value.get("@id") or "") for value in values]
        for above in others:
            form += [_compare(value, other) for value in values for other in _listed(node.get(above, []))]
        if is_valued:
            for value in values:
                if "@value" in value:
                    self.valued.append(f"<{node['@id']}> <{key}> {_literal(value)} .")
                elif value["@id"]:
                    self.valued.append(f"<{node['@id']}> <{key}> <{value['@id']}> .")

    def _write_whole(self, node: dict[str, Any], predicate: str, source: str) -> None:
        subject, write = f"<{node['@id']}>", self.whole.append
        self._mentioned.add(source)
        if predicate:
            write(f"{subject} <{predicate}> <{source}> .")
        for cls in _listed(node.get("@type", ())):
            write(f"{subject} {_TYPE} <{cls}> .")
        for key, found in node.items():
            for value in _listed(found) if key[0] != "@" else ():
                if "@value" in value:
                    write(f"{subject} <{key}> {_literal(value)} .")
                elif value["@id"]:
                    write(f"{subject} <{key}> <{value['@id']}> .")
                    self._mentioned.add(value["@id"])


def _listed(found: Any) -> Any:
    return found if isinstance(found, (list, tuple)) else [found]


def _literal(value: dict[str, str]) -> str:
    return f"{quoted(value['@value'])}^^<{value['@type']}>" if "@type" in value else quoted(value["@value"])


def _compare(value: dict[str, str], other: dict[str, str]) -> Any:
    """Return whether a value is below, the same as or above another; where that is not plain, the two themselves: they are a case of their own."""
    kind, one, two = value.get("@type"), value.get("@value", ""), other.get("@value", "")
    if kind == other.get("@type"):
        if kind in _NUMBERS and _NUMBER.fullmatch(one) and _NUMBER.fullmatch(two):
            number = int if "." not in one + two else Decimal
            low, high = number(one), number(two)
            return (low > high) - (low < high)
        if kind == XSD + "date" and _is_day(one) and _is_day(two):
            return (one > two) - (one < two)
    return kind, one, other.get("@type"), two


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None or ((bounds := parse_date(text)) is not None and bounds.datatype == "date")
