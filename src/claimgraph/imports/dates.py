"""Dates as people write them in, dates as facts write them out, or the reason why that would be a guess.

Libraries that read any date fill in what is not there: today's month, the month before
the day, a century. Here what can mean two things is not read: 4/8/2026 is a day in
April or in August until the column, or the user, says which.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.imports.months import MONTHS, WEEKDAYS
from claimgraph.values import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["ORDERS", "FactDate", "ReadDate", "column_order", "date_bounds", "read_date"]

#: What `--date-order` may say: which part comes first; or that numbers are days of a spreadsheet, or seconds of Unix.
ORDERS = ("dmy", "mdy", "ymd", "excel", "unix")

#: A date as facts write it.
FactDate = str | dict[str, str]


class ReadDate(NamedTuple):
    """A date, or None and why not; None without a reason where the text says that there is no date."""

    date: FactDate | None
    why: str = ""

    @property
    def hint(self) -> str:
        """What to do about it, to be put behind the reason."""
        return " (--date-order dmy or mdy)" if re.search(" can be .* or ", self.why) else ""


_form = functools.partial(re.compile, flags=re.ASCII)
_NONE = {"", "-", "--", "?", "n/a", "na", "n.a.", "n.d.", "nd", "none", "null", "nan", "nat", "unknown", "undated", "not known",
         "0000-00-00", "0000-00-00 00:00:00"}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = _form("(" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\.?,? +(?=\S)")
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|o)?"
_ABOUT = _form(r"(?:c\.|ca\.?|circa|about|around|approx\.?|approximately|etwa|um|vers) *(?=\S)")
_TIME = _form(
    r"(?:t|,? at |,? um |[ ,]+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[ap]\.?m\.?))?(?: ?(?P<zone>z|(?:utc|gmt)?[+-]\d\d(?::?\d\d)?|utc|gmt))?(?: uhr)?(?: \([^()]*\))?"
)
_COMPACT = _form(r"(\d{4})(\d\d)(\d\d)(?:t(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(z|[+-]\d\d:?\d\d)?)?")
_NUMBER = _form(r"-?\d+(?:\.\d+)?")
_THREE = _form(r"(\d{1,2})(?P<sign>[-/.]) ?(\d{1,2})(?P=sign) ?(\d{4})")
_SHORT_YEAR = _form(r"\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)[-/. ,]+'?\d\d|[a-z]{3,9}\.?[ -]*'?\d\d")
_PARTS = [_form(form) for form in (
    r"(?P<year>\d{4})(?P<sign>[-/.]) ?(?P<number>\d{1,2})(?P=sign) ?(?P<day>\d{1,2})\.?",
    r"(?P<year>\d{4}) ?[-/.] ?(?P<number>\d{1,2})",
    r"(?P<number>\d{1,2}) ?[-/.] ?(?P<year>\d{4})",
    rf"{_NTH}(?:[-/. ]*| of | de ){_MONTH}(?:[-/., ]*| of | de | del )(?P<year>\d{{4}})",
    rf"{_MONTH}[- ]*{_NTH}(?:,? +|-)(?P<year>\d{{4}})",
    rf"(?P<year>\d{{4}})[-/., ]*{_MONTH}(?:[- ]+{_NTH})?",
    rf"{_MONTH}(?:[-/., ]*| of | de | del )(?P<year>\d{{4}})",
    r"(?P<year>\d{4})",
)]  # fmt: skip
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PERIODS = [_form(form) for form in (
    r"(?P<kind>[qh])(?P<nth>[1-4])(?:[ ,/-]*| of )(?P<year>\d{4})",
    r"(?P<nth>[1-4])(?P<kind>[qh])(?:[ ,/-]*| of )(?P<year>\d{4})",
    r"(?P<year>\d{4})[ ,/-]*(?P<kind>[qh])(?P<nth>[1-4])",
    rf"(?:the )?(?P<nth>{'|'.join(_NTHS)}) (?P<kind>q|h)(?:uarter|alf)(?: of|,)? (?P<year>\d{{4}})",
)]  # fmt: skip
_WEEK = _form(r"(\d{4})-?w(\d\d)(?:-?([1-7]))?")
_BETWEEN = _form(r" ?/ ?| - | to | until | bis |\.\.+|(?<=^\d{4})-(?=\d{4}$)")
_LONGEST = 100
_EXCEL_FIRST = 61  # before 1 March 1900 spreadsheets disagree: one of them has a 29 February 1900
_EXCEL_LAST = 2_958_465
_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (spreadsheets know no zones)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  (written with its Z)


def read_date(text: str, order: str = "") -> ReadDate:
    """Read a date; `order` is one of `ORDERS`, or nothing where nobody says.

    >>> read_date("April 8th, 2026").date, read_date("8.4.2026", "dmy").date, read_date("Q2 2026").date
    ('2026-04-08', '2026-04-08', {'earliest': '2026-04-01', 'latest': '2026-06-30'})
    >>> read_date("4/8/2026").why
    "'4/8/2026' can be 4 August or 8 April"
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return ReadDate(None, f"a text of {len(text)} characters is no date")
    plain = _plain(text)
    if plain in _NONE:
        return ReadDate(None)
    if parse_date(text):
        return ReadDate(text)
    if order in {"excel", "unix"} and _NUMBER.fullmatch(plain):
        return _serial(text, float(plain)) if order == "excel" else _unix(text, float(plain))
    for read in (_compact, _moment, _about, _period, _week, _between):
        found = read(plain, text, order)
        if found:
            return found
    return ReadDate(None, _why_not(plain, text))


def column_order(texts: Iterable[str]) -> str:
    """Tell from the clear dates of a column whether its days ("dmy") or its months ("mdy") come first; else nothing.

    >>> column_order(["4/8/2026", "23/8/2026"]), column_order(["4/8/2026"]), column_order(["4/23/2026", "23/4/2026"])
    ('dmy', '', '')
    """
    found = set()
    dotted = False
    for text in texts:
        three = _THREE.match(_WEEKDAY.sub("", _plain(" ".join(text.split()))))
        if three and three["sign"] == ".":  # these need no order, and tell nothing of the others
            dotted = True
        elif three:
            found |= {"dmy"} if int(three[1]) > 12 else {"mdy"} if int(three[3]) > 12 else set()
    return "" if len(found) != 1 or (dotted and "mdy" in found) else found.pop()


def date_bounds(date: FactDate) -> tuple[str, str]:
    """Return the first and the last day (ISO) that a date of facts can mean; nothing for an end that is not known.

    >>> date_bounds("2026-04")
    ('2026-04-01', '2026-04-30')
    """
    if isinstance(date, dict) and "value" not in date:
        return date.get("earliest", ""), date.get("latest", "")
    bounds = parse_date(date["value"] if isinstance(date, dict) else date)
    return (bounds.earliest, bounds.latest) if bounds else ("", "")


def _plain(text: str) -> str:
    """Return a text in small letters, with plain hyphens, and without accents."""
    letters = unicodedata.normalize("NFKD", re.sub("[‐‑‒–—−]", "-", text).casefold())  # noqa: RUF001  (all that look like a hyphen)
    return "".join(c for c in letters if not unicodedata.combining(c))


def _compact(plain: str, text: str, _: str) -> ReadDate | None:
    found = _COMPACT.fullmatch(plain)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{month}-{day}"
    if hour:
        date += f"T{hour}:{minute}:{second or '00'}" + _zone(zone or "")
    return ReadDate(date) if parse_date(date) else _not_in_calendar(text)


def _moment(plain: str, text: str, order: str) -> ReadDate | None:
    """Read a day, a month or a year; behind a day, a time."""
    weekday = _WEEKDAY.match(plain)
    rest = plain[weekday.end() :] if weekday else plain
    time = None
    for found in _TIME.finditer(rest):
        if found.end() == len(rest) or re.fullmatch(r" \d{4}", rest[found.end() :]):  # the year comes last where C writes dates
            time = found
            rest = rest[: found.start()] + rest[found.end() :]
            break
    day = _three(rest, text, order) or _day(rest, text)
    if not isinstance(day, str):
        return day
    bounds = parse_date(day)
    if not bounds:
        return _not_in_calendar(text)
    if weekday and (bounds.datatype != "date" or dt.date.fromisoformat(day).weekday() != WEEKDAYS[weekday[1]]):
        return ReadDate(None, f"'{text}' is on no {weekday[1]}")
    if time is None:
        return ReadDate(day)
    moment = f"{day}T{_clock(time)}" if bounds.datatype == "date" else ""
    return ReadDate(moment) if parse_date(moment) else _not_in_calendar(text)


def _three(plain: str, text: str, order: str) -> str | ReadDate | None:
    """Read two numbers and a year, where the order decides which number is the month; between points days come first everywhere."""
    found = _THREE.fullmatch(plain)
    if not found:
        return None
    one, two, year = int(found[1]), int(found[3]), found[4]
    dotted = found["sign"] == "." and 1 <= two <= 12
    if one == two or order == "dmy" or (order != "mdy" and (one > 12 or dotted)):
        return f"{year}-{two:02}-{one:02}"
    if order == "mdy" or two > 12:
        return f"{year}-{one:02}-{two:02}"
    if not (one and two):
        return _not_in_calendar(text)
    names = [dt.date(2000, month, 1).strftime("%B") for month in (one, two)]
    return ReadDate(None, f"'{text}' can be {one} {names[1]} or {two} {names[0]}")


def _day(plain: str, _: str) -> str | None:
    for form in _PARTS:
        found = form.fullmatch(plain)
        if found:
            parts = found.groupdict()
            month = str(MONTHS[parts["month"]]) if parts.get("month") else parts.get("number")
            day = parts.get("day")
            return parts["year"] + (f"-{month:0>2}" if month else "") + (f"-{day:0>2}" if day else "")
    return None


def _clock(time: re.Match[str]) -> str:
    """Write a time as facts write it; nothing that can be read where there is no such time."""
    hour, half = int(time["hour"]), (time["half"] or "")[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    return f"{hour:02}:{time['minute']}:{time['second'] or '00'}" + _zone(time["zone"] or "")


def _zone(zone: str) -> str:
    digits = re.sub(r"[^\d+-]", "", zone)
    if not digits:
        return "Z" if zone else ""
    return f"{digits[:3]}:{digits[3:] or '00'}"


def _about(plain: str, text: str, order: str) -> ReadDate | None:
    found = _ABOUT.match(plain)
    if not found:
        return None
    inner = read_date(plain[found.end() :], order)
    if isinstance(inner.date, str):
        return ReadDate({"value": inner.date, "exactness": "about"})
    return ReadDate(None, f"'{text}' is no date with an 'about' before it")


def _period(plain: str, text: str, _: str) -> ReadDate | None:
    """Read a quarter or a half of a year."""
    for form in _PERIODS:
        found = form.fullmatch(plain)
        if found:
            length = 3 if found["kind"] == "q" else 6
            last = length * (_NTHS.get(found["nth"]) or int(found["nth"]))
            first = parse_date(f"{found['year']}-{last - length + 1:02}")
            end = parse_date(f"{found['year']}-{last:02}")
            return ReadDate({"earliest": first.earliest, "latest": end.latest}) if first and end else _not_in_calendar(text)
    return None


def _week(plain: str, text: str, _: str) -> ReadDate | None:
    """Read a week of ISO 8601, or a day of one."""
    found = _WEEK.fullmatch(plain)
    if not found:
        return None
    try:
        first = dt.date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        last = first if found[3] else first + dt.timedelta(days=6)
    except (ValueError, OverflowError):
        return _not_in_calendar(text)
    return ReadDate(first.isoformat()) if found[3] else ReadDate({"earliest": first.isoformat(), "latest": last.isoformat()})


def _between(plain: str, text: str, order: str) -> ReadDate | None:
    """Read two dates, the first and the last that can be meant."""
    ends = _BETWEEN.split(plain)
    if len(ends) != 2 or any(len(end) < 4 for end in ends):
        return None
    dates = [read_date(end, order).date for end in ends]
    if dates[0] is None or dates[1] is None:
        return None
    earliest, latest = date_bounds(dates[0])[0], date_bounds(dates[1])[1]
    if not earliest or not latest or earliest > latest:
        return ReadDate(None, f"'{text}' ends before it begins")
    return ReadDate({"earliest": earliest, "latest": latest})


def _serial(text: str, number: float) -> ReadDate:
    """Read a number as spreadsheets keep dates: days since the end of 1899."""
    if not _EXCEL_FIRST <= number < _EXCEL_LAST + 1:
        return ReadDate(None, f"{text} is no day of a spreadsheet, which are {_EXCEL_FIRST} to {_EXCEL_LAST}")
    moment = _ZERO + dt.timedelta(seconds=round(number * 86400))
    return ReadDate(moment.date().isoformat() if number == int(number) else moment.isoformat())


def _unix(text: str, number: float) -> ReadDate:
    """Read seconds since 1970; what is too large for these are milliseconds."""
    try:
        return ReadDate((_EPOCH + dt.timedelta(seconds=number // (1000 if abs(number) >= 10**11 else 1))).isoformat() + "Z")
    except (OverflowError, ValueError):
        return ReadDate(None, f"{text} seconds lie beyond the calendar")


def _not_in_calendar(text: str) -> ReadDate:
    return ReadDate(None, f"'{text}' is not in the calendar")


#: What a text that is no date looks like, and what to say of it.
_LOOKS: list[tuple[Callable[[str], object], str]] = [
    (_SHORT_YEAR.fullmatch, "'{}' has a year of two digits"),
    (_form(r"\d{5}(?:\.\d+)?").fullmatch, "{} looks like a date that a spreadsheet keeps as a number (--date-order excel)"),
    (_form(r"\d{9,10}|\d{12,13}").fullmatch, "{} looks like seconds since 1970 (--date-order unix)"),
    (_THREE.match, "'{}' begins with a date, but goes on"),
]


def _why_not(plain: str, text: str) -> str:
    for looks, why in _LOOKS:
        if looks(plain):
            return why.format(text)
    return f"'{text}' is no date that can be read without guessing"
