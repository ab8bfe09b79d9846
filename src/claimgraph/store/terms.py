"""Terms compared by value: stores respell `0.90` as `0.9`, and `true` as `1`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.vocab import XSD

if TYPE_CHECKING:
    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

__all__ = ["canonical", "same", "true_or_false"]

_WHOLE = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "nonPositiveInteger", "negativeInteger", "positiveInteger",
        "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_DAY = re.compile(r"(-?[0-9]{4,}(?:-[0-9]{2}){0,2})(?:Z|[+-]00:00)")
_MOMENT = re.compile(r"(-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?(?:(Z|[+-]00:00)|([+-][0-9]{2}:[0-9]{2}))?")


def canonical(term: Term) -> Term:
    """Return the term in the one spelling that all spellings of its value share; what is no value stays as it is.

    >>> canonical(ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean"))).value
    'true'
    """
    if isinstance(term, ox.Triple):
        subject = canonical(term.subject)
        assert isinstance(subject, (ox.NamedNode, ox.BlankNode))
        return ox.Triple(subject, term.predicate, canonical(term.object))
    if not isinstance(term, ox.Literal):
        return term
    if term.language:
        return term if term.language.islower() else ox.Literal(term.value, language=term.language.lower())
    text = _respell(term.value, term.datatype.value)
    return term if text == term.value else ox.Literal(text, datatype=term.datatype)


def true_or_false(term: Term) -> Term:
    """Return a truth value as `true` or `false`, which Virtuoso calls 1 and 0; anything else as it is."""
    if isinstance(term, ox.Literal) and term.value in {"0", "1"} and term.datatype.value == XSD + "boolean":
        return canonical(term)
    return term


def same(a: Term, b: Term) -> bool:
    """Tell whether two terms are one value.

    >>> decimal = ox.NamedNode(XSD + "decimal")
    >>> same(ox.Literal("0.90", datatype=decimal), ox.Literal("+.9", datatype=decimal))
    True
    """
    return canonical(a) == canonical(b)


def _respell(text: str, datatype: str) -> str:
    if datatype == XSD + "boolean":
        return {"1": "true", "0": "false"}.get(text, text)
    if datatype == XSD + "decimal" or datatype in _WHOLE:
        return _number(text)
    if datatype in {XSD + "double", XSD + "float"}:
        return _float(text)
    if datatype in {XSD + "date", XSD + "gYear", XSD + "gYearMonth"}:
        found = _DAY.fullmatch(text)
        return found[1] + "Z" if found else text
    if datatype in {XSD + "dateTime", XSD + "dateTimeStamp"}:
        return _moment(text)
    return text


def _number(text: str) -> str:
    found = _DECIMAL.fullmatch(text)
    if not found or not (found[2] or found[3]):
        return text
    whole, part = found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if found[1] == "-" and number != "0" else number


def _float(text: str) -> str:
    if text in {"INF", "-INF", "NaN", "+INF"}:
        return text.removeprefix("+")
    if not re.fullmatch(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", text):
        return text
    return repr(float(text))


def _moment(text: str) -> str:
    """Write a moment without idle fractions, in UTC where it names another zone than none."""
    import datetime as dt

    found = _MOMENT.fullmatch(text)
    if not found:
        return text
    fraction = (found[2] or "").rstrip("0").rstrip(".")
    if not found[4]:
        return found[1] + fraction + ("Z" if found[3] else "")
    try:
        there = dt.datetime.fromisoformat(found[1] + found[4]).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return text
    return there.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + fraction + "Z"
