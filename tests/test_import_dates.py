"""Dates as people write them, and as facts write them; what could mean two things is not read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.imports.dates import column_order, date_bounds, read_date
from claimgraph.values import parse_date

READ = """
2026                                    2026
2026-04                                 2026-04
2026-04-08                              2026-04-08
2026-4-8                                2026-04-08
2026/04/08                              2026-04-08
2026.04.08                              2026-04-08
20260408                                2026-04-08
20260408T120000Z                        2026-04-08T12:00:00Z
2026-04-08T12:00:00Z                    2026-04-08T12:00:00Z
2026-04-08t12:00:00.123z                2026-04-08T12:00:00Z
2026-04-08T12:00:00.123456+02:00        2026-04-08T12:00:00+02:00
2026-04-08T12:00:00+0200                2026-04-08T12:00:00+02:00
2026-04-08T12:00:00+02                  2026-04-08T12:00:00+02:00
2026-04-08T12:00                        2026-04-08T12:00:00
2026-04-08 12:00:00                     2026-04-08T12:00:00
2026-04-08 12:00:00 UTC                 2026-04-08T12:00:00Z
13/4/2026                               2026-04-13
4/13/2026                               2026-04-13
13.04.2026                              2026-04-13
13. 4. 2026                             2026-04-13
8.4.2026                                2026-04-08
8.4.2026 12:00                          2026-04-08T12:00:00
Mi., 15.04.2026                         2026-04-15
Di 14.4.2026                            2026-04-14
mié. 15/04/2026                         2026-04-15
ven. 17 avril 2026                      2026-04-17
13-4-2026                               2026-04-13
4/4/2026                                2026-04-04
13/4/2026 2:30 PM                       2026-04-13T14:30:00
12/31/2026, 12:05:09 a.m.               2026-12-31T00:05:09
13.4.2026 14:30 Uhr                     2026-04-13T14:30:00
04/2026                                 2026-04
4.2026                                  2026-04
8 April 2026                            2026-04-08
8th April 2026                          2026-04-08
8th of April, 2026                      2026-04-08
8-Apr-2026                              2026-04-08
08 APR 2026                             2026-04-08
April 8, 2026                           2026-04-08
Apr. 8 2026                             2026-04-08
April 8th, 2026                         2026-04-08
Sept 1, 2026                            2026-09-01
2026 April 8                            2026-04-08
April 8, 2026 at 5:00 p.m.              2026-04-08T17:00:00
Wednesday, April 8, 2026                2026-04-08
Wed, 08 Apr 2026 12:00:00 GMT           2026-04-08T12:00:00Z
Wed, 08 Apr 2026 12:00:00 +0200         2026-04-08T12:00:00+02:00
Wed Apr 08 2026 12:00:00 GMT+0200 (CEST)  2026-04-08T12:00:00+02:00
Wed Apr  8 12:00:00 2026                2026-04-08T12:00:00
Apr 2026                                2026-04
April, 2026                             2026-04
8. April 2026                           2026-04-08
Mittwoch, 8. April 2026                 2026-04-08
März 2026                               2026-03
1er avril 2026                          2026-04-01
15 août 2026                            2026-08-15
8 de abril de 2026                      2026-04-08
2026-W15-3                              2026-04-08
Q2 2026                                 2026-04-01 .. 2026-06-30
2026-Q2                                 2026-04-01 .. 2026-06-30
2Q 2026                                 2026-04-01 .. 2026-06-30
second quarter of 2026                  2026-04-01 .. 2026-06-30
H1 2026                                 2026-01-01 .. 2026-06-30
first half of 2026                      2026-01-01 .. 2026-06-30
2026-W15                                2026-04-06 .. 2026-04-12
2025-2026                               2025-01-01 .. 2026-12-31
2025\u20132026                          2025-01-01 .. 2026-12-31
2026-04-01/2026-06-30                   2026-04-01 .. 2026-06-30
8 Apr 2026 to 10 Apr 2026               2026-04-08 .. 2026-04-10
c. 2026                                 2026 about
around April 2026                       2026-04 about
"""

NOT_READ = """
4/8/2026                     | '4/8/2026' can be 4 August or 8 April
8-4-2026                     | '8-4-2026' can be 8 April or 4 August
5.02.26                      | '5.02.26' has a year of two digits
Do., 15.04.2026              | 'Do., 15.04.2026' is on no do
4/8/26                       | '4/8/26' has a year of two digits
08-Apr-26                    | '08-Apr-26' has a year of two digits
Apr-26                       | 'Apr-26' has a year of two digits
spring 2026                  | 'spring 2026' is no date that can be read without guessing
early 2026                   | 'early 2026' is no date that can be read without guessing
tomorrow                     | 'tomorrow' is no date that can be read without guessing
May                          | 'May' is no date that can be read without guessing
12                           | '12' is no date that can be read without guessing
46120                        | 46120 looks like a date that a spreadsheet keeps as a number (--date-order excel)
1775606400                   | 1775606400 looks like seconds since 1970 (--date-order unix)
2026-02-30                   | '2026-02-30' is not in the calendar
31 April 2026                | '31 April 2026' is not in the calendar
29/2/2026                    | '29/2/2026' is not in the calendar
13/13/2026                   | '13/13/2026' is not in the calendar
0/0/2026                     | '0/0/2026' is not in the calendar
2026-04-08T25:00             | '2026-04-08T25:00' is not in the calendar
8 April 2026 13:00 pm        | '8 April 2026 13:00 pm' is not in the calendar
2026-04-08T12:00:00+15:00    | '2026-04-08T12:00:00+15:00' is not in the calendar
2026-W54                     | '2026-W54' is not in the calendar
Thursday, 8 April 2026       | 'Thursday, 8 April 2026' is on no thursday
2026-06 to 2026-04           | '2026-06 to 2026-04' ends before it begins
2026-04-08 12:00 EST         | '2026-04-08 12:00 EST' is no date that can be read without guessing
13/4/2026 or so              | '13/4/2026 or so' begins with a date, but goes on
"""


def _shown(date: object) -> str:
    if isinstance(date, dict):
        return f"{date['value']} {date['exactness']}" if "value" in date else f"{date['earliest']} .. {date['latest']}"
    return str(date)


@pytest.mark.parametrize("line", READ.strip().split("\n"))
def test_what_is_clear_is_read(line: str) -> None:
    written, _, meant = line.rpartition("  ")
    read = read_date(written)
    assert (_shown(read.date), read.why) == (meant.strip(), "")


@pytest.mark.parametrize("line", NOT_READ.strip().split("\n"))
def test_what_would_be_a_guess_has_a_reason(line: str) -> None:
    written, _, why = line.partition("|")
    assert read_date(written) == (None, why.strip())


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "n.d.", "unknown", "undated", "0000-00-00"])
def test_that_there_is_no_date_is_no_mistake(text: str) -> None:
    assert read_date(text) == (None, "")


@pytest.mark.parametrize(
    ("order", "written", "meant"),
    [
        ("dmy", "4/8/2026", "2026-08-04"),
        ("mdy", "4/8/2026", "2026-04-08"),
        ("mdy", "4.8.2026 1:00 pm", "2026-04-08T13:00:00"),
        ("dmy", "2026-04-08", "2026-04-08"),
        ("excel", "46120", "2026-04-08"),
        ("excel", "46120.5", "2026-04-08T12:00:00"),
        ("excel", "8 April 2026", "2026-04-08"),
        ("unix", "1775606400", "2026-04-08T00:00:00Z"),
        ("unix", "1775606400123", "2026-04-08T00:00:00Z"),
        ("unix", "-1", "1969-12-31T23:59:59Z"),
    ],
)
def test_the_user_says_how_dates_are_meant(order: str, written: str, meant: str) -> None:
    assert read_date(written, order).date == meant


@pytest.mark.parametrize(
    ("order", "written", "why"),
    [
        ("mdy", "13/4/2026", "'13/4/2026' is not in the calendar"),
        ("ymd", "4/8/2026", "'4/8/2026' can be 4 August or 8 April"),
        ("excel", "60", "60 is no day of a spreadsheet, which are 61 to 2958465"),
        ("unix", "9" * 20, "99999999999999999999 seconds lie beyond the calendar"),
    ],
)
def test_what_the_user_says_does_not_hold_for_all(order: str, written: str, why: str) -> None:
    assert read_date(written, order) == (None, why)


def test_what_is_too_long_is_no_date() -> None:
    assert read_date("about " * 5000 + "2026") == (None, "a text of 30004 characters is no date")


def test_a_clear_date_tells_the_order_of_its_column() -> None:
    assert column_order(["4/8/2026", "", "2026-01-01", "23/8/2026"]) == "dmy"
    assert column_order(["Mon, 4/8/2026", "4/23/2026 10:00"]) == "mdy"
    assert column_order(["4/8/2026", "8 April 2026"]) == ""
    assert column_order(["23/8/2026", "8/23/2026"]) == ""  # they contradict one another
    assert column_order(["23.8.2026", "4/8/2026"]) == ""  # points need no order, and tell nothing of slashes
    assert column_order(["4/23/2026", "4.8.2026"]) == ""


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%A, %d %b %Y", "%Y%m%d"]))
def test_every_day_is_read_as_it_is_written(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)).date == day.isoformat()


@given(
    st.one_of(st.text(max_size=30), st.text("0123456789/.-:TZ+ QHWaprilmy,", max_size=24)),
    st.sampled_from(["", "dmy", "mdy", "excel", "unix"]),
)
def test_any_text_is_a_date_of_the_calendar_or_has_a_reason(text: str, order: str) -> None:
    read = read_date(text, order)
    if read.date is None:
        assert read.why or len(text.strip()) < 20
    else:
        assert not read.why
        first, last = date_bounds(read.date)
        assert parse_date(first) is not None
        assert parse_date(last) is not None
        assert first <= last
