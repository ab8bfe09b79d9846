"""Numbers and dates as people state them: what is written in, the bounds it implies out.

A value keeps how exactly it was meant; two values are compared by their bounds
alone, never by their spelling.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Context, Decimal
from typing import NamedTuple

import pyoxigraph as ox

__all__ = ["SCALES", "Bounds", "DateBounds", "canonical_decimal", "is_iri", "number_bounds", "parse_date", "parse_number"]

#: Words an author may write for large numbers: `{value: 14.3, scale: billion}`.
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}

# xsd:decimal in Oxigraph holds 18 digits on either side of the point.
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,17})?")  # half of the last digit takes one digit more
# xsd:dateTime asks for the seconds; the zones of the world lie within 14 hours.
_ZONE = r"Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00"
_DATE = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:{_ZONE})?)?)?)?", re.ASCII)
_NINE_TENTHS = Decimal("0.9")
_TENTH = Decimal("0.1")
_EXACT = Context(prec=60)  # wide enough that nothing is rounded


class Bounds(NamedTuple):
    """The least and the most a number can mean; None where there is no end."""

    low: Decimal | None
    high: Decimal | None


class DateBounds(NamedTuple):
    """A date's XML Schema type, and the first and last day (ISO) it can mean."""

    datatype: str
    earliest: str
    latest: str


def parse_number(text: str, scale: str | None = None) -> Decimal | None:
    """Read a plain decimal number, times its scale; None if it is not one.

    >>> parse_number("14.3", "billion"), parse_number("1e3")
    (Decimal('1.43E+10'), None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text).scaleb(SCALES[scale] if scale else 0, _EXACT)


def canonical_decimal(number: Decimal) -> str:
    """Write a number as canonical xsd:decimal: no exponent, no idle zeros.

    >>> canonical_decimal(Decimal("1.43E+10")), canonical_decimal(Decimal("50.20"))
    ('14300000000', '50.2')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def number_bounds(number: Decimal, exactness: str) -> Bounds:
    """Return the bounds that an exactness puts around a number.

    The last digit written carries the precision of an exact number, so 50.2 and
    50.20 are the same value with different bounds.

    >>> [str(b) for b in number_bounds(Decimal("50.2"), "exact")]
    ['50.15', '50.25']
    >>> number_bounds(Decimal(15), "nearly")
    Bounds(low=Decimal('13.5'), high=Decimal('15'))
    >>> number_bounds(Decimal(-10), "nearly")
    Bounds(low=Decimal('-10'), high=Decimal('-9.0'))
    >>> number_bounds(Decimal(10), "over")
    Bounds(low=Decimal('10'), high=None)
    """
    tenth = _EXACT.multiply(number.copy_abs(), _TENTH)
    match exactness:
        case "exact":
            # a Decimal's exponent is an int for every finite number
            half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
            return Bounds(_EXACT.subtract(number, half), _EXACT.add(number, half))
        case "about":
            return Bounds(_EXACT.subtract(number, tenth), _EXACT.add(number, tenth))
        case "nearly":  # short of the value, on the side of nothing
            short = _EXACT.multiply(number, _NINE_TENTHS)
            return Bounds(min(short, number), max(short, number))
        case "over" | "at-least":
            return Bounds(number, None)
        case "at-most":
            return Bounds(None, number)
    return Bounds(number, number)


def parse_date(text: str) -> DateBounds | None:
    """Read a year, a month, a day or a moment; None if it is none of these.

    >>> parse_date("2029-02")
    DateBounds(datatype='gYearMonth', earliest='2029-02-01', latest='2029-02-28')
    >>> parse_date("2029-02-30") is None
    True
    """
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = found.groups()
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
        if hour:
            dt.time(int(hour), int(minute), int(second))
    except ValueError:
        return None
    if day:
        return DateBounds("dateTime" if hour else "date", first.isoformat(), first.isoformat())
    if month:
        last = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) if text < "9999-12" else None
        end = last - dt.timedelta(days=1) if last else dt.date.max
        return DateBounds("gYearMonth", first.isoformat(), end.isoformat())
    return DateBounds("gYear", first.isoformat(), f"{year}-12-31")


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI; JSON-LD drops what is none without a word.

    >>> is_iri("https://example.org/a"), is_iri("https://example.org/[a]")
    (True, False)
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
