"""Statements in; those that RDF/XML can hold out, and why it cannot hold the others.

The engine writes what it is given: a control character, or a predicate that is no name
in XML, would make a file of it that no parser reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import pyoxigraph as ox

from claimgraph.exports.xmltext import xml_chars
from claimgraph.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["XmlJudge", "types_last"]

_CHARACTER = ("statements with control characters", "XML 1.0 can hold no such character, not even as a reference")
_NAME = ("statements whose predicate is no XML name", "RDF/XML writes a predicate as the name of an element, and this one cannot be")
_CLASS = ("types that are no XML name", "RDF/XML writes the class as the name of an element, and this one cannot be")
_TYPE = ox.NamedNode(RDF + "type")
_THING = ox.NamedNode("urn:x")


class XmlJudge:
    """Tells which triples RDF/XML cannot hold; each name is tried once."""

    def __init__(self) -> None:
        """Begin with no name tried."""
        self._names: dict[Any, bool] = {}

    def problem(self, triple: ox.Triple, *, as_node: bool = False) -> tuple[str, str] | None:
        """Return what kind of statement a triple is and why it cannot be written, or None if it can.

        With `as_node`, it is written as a node of type rdf:Statement, where its predicate need be no name.
        """
        if not as_node and not self.is_name(triple.predicate):
            return _NAME
        value = triple.object
        return _CHARACTER if isinstance(value, ox.Literal) and xml_chars(value.value) != value.value else None

    def is_name(self, predicate: ox.NamedNode) -> bool:
        """Tell whether a predicate can be the name of an element."""
        known = self._names.get(predicate)
        if known is None:
            known = self._names[predicate] = _reads(ox.Triple(_THING, predicate, _THING))
        return known


def _reads(triple: ox.Triple) -> bool:
    """Tell whether an XML parser that others wrote reads what the engine makes of a triple."""
    try:
        text = ox.serialize([triple], format=ox.RdfFormat.RDF_XML)
        assert text is not None
        expat.ParserCreate(namespace_separator=" ").Parse(text, True)
    except (OSError, expat.ExpatError):
        return False
    return True


def types_last(triples: Iterable[ox.Triple], judge: XmlJudge) -> tuple[list[ox.Triple], dict[ox.Triple, tuple[str, str]]]:
    """Return sorted triples in an order in which the engine makes no element of a class whose name cannot be one.

    It does so with a type that comes first of its subject. Of a subject that has
    nothing else, such a type cannot be written; these are returned too, with the reason.
    """
    done: list[ox.Triple] = []
    lost: dict[ox.Triple, tuple[str, str]] = {}
    waiting: list[ox.Triple] = []
    subject: Any = None
    for triple in [*triples, None]:
        if triple is None or triple.subject != subject:
            if done and done[-1].subject == subject:
                done += waiting
            else:
                lost |= dict.fromkeys(waiting, _CLASS)
            waiting = []
        if triple is None:
            break
        subject = triple.subject
        held = triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode) and not judge.is_name(triple.object)
        (waiting if held else done).append(triple)
    return done, lost
