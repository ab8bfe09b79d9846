"""The header of a table and `--map` in; which column holds what, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import InputError, did_you_mean, printable
from claimgraph.imports.rows import DELIMITERS, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.imports.rows import Row

__all__ = ["KEYS", "Columns", "find_delimiter", "match_columns", "read_mapping"]

#: What a column can hold; docs/import-tables.md says what becomes of each.
KEYS = (
    "claim", "subject", "predicate", "object", "label", "speaker", "speakerkind", "role", "cited", "unnamed", "source", "title", "url", "publisher",
    "author", "published", "date", "from", "until", "due", "modality", "polarity", "stance", "quote", "note", "verdict", "rating",
    "rater", "raterkind", "rated", "reviewurl", "id",
)  # fmt: skip
#: Words of the text format that mean one of these.
_ALSO = {"said": "date", "headline": "title"}
_TEXTS = {"claim", "label", "quote"}
_STATEMENT = {"subject", "predicate", "object"}
#: Behind this a mapping gives the value itself, the same in every row.
_SAME = "="


class Columns(NamedTuple):
    """Which column (from 0) holds what, what is the same in every row, and the columns that nobody reads."""

    places: dict[str, int]
    same: dict[str, str]
    unread: list[str]


def read_mapping(texts: Iterable[str]) -> dict[str, str]:
    """Read what `--map` says, once or several times: `key=Column,key=Column`.

    `key==Text` is the same in every row; `key=` leaves out a column whose header says that it holds this.

    >>> read_mapping(["claim=Statement, as made,speaker=Who", "rater==The Checker"])
    {'claim': 'Statement, as made', 'speaker': 'Who', 'rater': '=The Checker'}

    Raises:
        InputError: a part is no pair, or its key is none.
    """
    found: dict[str, str] = {}
    for text in texts:
        for part in re.split(r",(?=\s*[A-Za-z]+\s*=)", text):
            key, equals, column = part.partition("=")
            key, column = key.strip().lower(), column.strip()
            key = _ALSO.get(key, key)
            if not equals:
                raise InputError(f"--map {printable(part, limit=80)}: a mapping is KEY=COLUMN", "such as --map claim=Statement,speaker=Who")
            if key not in KEYS:
                raise InputError(f"--map {printable(part, limit=80)}: nothing is called '{printable(key, limit=40)}'",
                                 did_you_mean(key, KEYS) or f"one of {', '.join(KEYS)}")  # fmt: skip
            if found.setdefault(key, column) != column:
                raise InputError(
                    f"--map names two columns for '{key}': {printable(found[key], limit=40)} and {printable(column, limit=40)}"
                )
    return found


def find_delimiter(text: str, mapping: Mapping[str, str]) -> str:
    """Return the delimiter that makes most of the first line: columns that are mapped, or else most columns."""
    wanted = {_fold(column) for column in mapping.values()} | set(KEYS) | set(_ALSO)

    def worth(delimiter: str) -> tuple[int, int]:
        cells = next(read_rows(text, delimiter)).cells
        return sum(_fold(cell) in wanted for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


def match_columns(header: Row, mapping: Mapping[str, str], name: str) -> Columns:
    """Find the columns that are mapped, and those whose headers say themselves what they hold.

    Raises:
        InputError: a column is not there, two have the same header, or none holds what is claimed.
    """
    headers = [" ".join(cell.split()) for cell in header.cells]
    place = f"{printable(name)}:{header.line}"
    if header.why:
        raise InputError(f"{place}: the line of headers cannot be read: {header.why}")
    first: dict[str, int] = {}
    for at, text in enumerate(headers):
        if text and first.setdefault(_fold(text), at) != at:
            raise InputError(f"{place}: two columns are called '{printable(text, limit=80)}'", "give one another name")
    places: dict[str, int] = {}
    same: dict[str, str] = {}
    for key, column in mapping.items():
        if not column:
            continue
        if column.startswith(_SAME):
            same[key] = column[1:].strip()
        elif _fold(column) not in first:
            shown = ", ".join(f"'{printable(text, limit=40)}'" for text in headers if text)
            near = did_you_mean(_fold(column), first)
            raise InputError(
                f"{place}: there is no column '{printable(column, limit=80)}'; the columns are {shown or 'without headers'}", near
            )
        else:
            places[key] = first[_fold(column)]
    taken = set(places.values())
    for folded, at in first.items():
        key = _ALSO.get(folded, folded)
        if key in KEYS and key not in mapping and key not in places and at not in taken:
            places[key] = at
    return _settled(Columns(places, same, []), headers, place)


def _settled(columns: Columns, headers: list[str], place: str) -> Columns:
    """Check that the columns go together, and note which nobody reads."""
    places = dict(columns.places)
    there = places.keys() | columns.same.keys()
    if not there >= _STATEMENT:
        for key in ("predicate", "object"):  # one without the other two says nothing
            places.pop(key, None)
        if not _TEXTS & places.keys():
            shown = ", ".join(f"'{printable(text, limit=40)}'" for text in headers if text)
            raise InputError(f"{place}: no column is known to hold the claims; the columns are {shown or 'without headers'}",
                             "name it: --map claim=COLUMN")  # fmt: skip
    if {"verdict", "rating"} & there and "rater" not in there:
        raise InputError(f"{place}: there are verdicts, but no column says whose they are",
                         "--map rater=COLUMN; or rater==NAME if all are the same; or verdict=,rating= to leave them out")  # fmt: skip
    read = set(places.values())
    return Columns(places, columns.same, [text or f"column {at + 1}" for at, text in enumerate(headers) if at not in read])


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()
