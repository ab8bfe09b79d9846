"""A table in, a draft of facts out: a claim per row, and every row kept or reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import InputError, Where, printable
from claimgraph.imports.columns import find_delimiter, match_columns, read_mapping
from claimgraph.imports.dates import column_order
from claimgraph.imports.draft import Draft, Left
from claimgraph.imports.entities import NotKeptError, used_only
from claimgraph.imports.names import unwritable
from claimgraph.imports.records import RecordReader
from claimgraph.imports.rows import decode_table, read_delimiter, read_rows

if TYPE_CHECKING:
    from claimgraph.imports.columns import Columns
    from claimgraph.imports.known import Known
    from claimgraph.imports.rows import Row

__all__ = ["draft_table", "read_mapping"]

_DATES = ("date", "from", "until", "due", "published", "rated", "object")
#: What people write into a cell that has nothing to say.
_NOTHING = {"-", "–", "—", "n/a"}  # noqa: RUF001  (dashes)
_SEP = re.compile(r'"?sep=([^\r\n])"?(?:\r\n|\n|\r|\Z)')


class _Opened(NamedTuple):
    header: Row
    rows: list[Row]
    columns: Columns


def draft_table(
    data: bytes,
    name: str,
    mapping: dict[str, str],
    known: Known,
    *,
    delimiter: str = "",
    encoding: str = "",
    order: str = "",
    about: str = "",
) -> Draft:
    """Draft facts of a table; `mapping` (see `read_mapping`) names its columns.

    What is not given is found out: the delimiter from the header, the encoding from the byte order
    mark, and the order of days and months from the clear dates of each column. `about` names the
    topic that statements in words speak of, where no column has their subject.

    Raises:
        InputError: the table as a whole cannot be read; mistakes in single rows are reported in the draft.
    """
    text = decode_table(data, name, encoding)
    table = _open(text, name, mapping, delimiter)
    orders = {key: order or column_order(row.cells[at] for row in table.rows if at < len(row.cells))
              for key, at in table.columns.places.items() if key in _DATES}  # fmt: skip
    headers = {key: table.header.cells[at].strip() for key, at in table.columns.places.items()}
    reader = RecordReader(known, {key: orders.get(key, order) for key in _DATES}, about, _own_title(table.header))
    left: list[Left] = []
    unread: list[str] = []
    read = 0
    for row in table.rows:
        read += 1
        try:
            _check(row, table.header)
            reader.read(_values(row, table.columns, headers), f"in line {row.line}")
        except NotKeptError as error:
            left.append(Left(Where(name, row.line, 1), _what(row), str(error)))
        else:
            place = Where(printable(name), row.line, 1)
            unread += [f"{place}: its {key} is not read and stands in the note: {why}" for key, why in reader.unread.items()]
    sources, entities = used_only(reader.sources.trees(), reader.entities.trees())
    remarks = (*_remarks(table.columns, headers, {} if order else orders), *reader.sources.remarks(), *unread)
    return Draft(name, "rows", read, left, sources, entities, remarks=remarks)


def _open(text: str, name: str, mapping: dict[str, str], delimiter: str) -> _Opened:
    text = text.removeprefix("\ufeff")
    told = _SEP.match(text)
    skipped = 0
    if told:  # a line for spreadsheets alone
        text, skipped = text[told.end() :], 1
        delimiter = delimiter or told[1]
    blank = re.match(r"(?:[ \t]*(?:\r\n|\n|\r))*", text)
    assert blank is not None
    skipped += len(re.findall(r"\r\n|\n|\r", blank[0]))
    text = text[blank.end() :]
    if not text.strip():
        raise InputError(f"{printable(name)} has no line of headers")
    sign = read_delimiter(delimiter) if delimiter else find_delimiter(text, mapping)
    rows = [row._replace(line=row.line + skipped) for row in read_rows(text, sign)]
    header = rows.pop(0)
    return _Opened(header, rows, match_columns(header, mapping, name))


def _check(row: Row, header: Row) -> None:
    """Refuse a row that has nothing in it, or not the cells that the headers ask for."""
    if row.why:
        raise NotKeptError(row.why)
    if not any(cell.strip() for cell in row.cells):
        raise NotKeptError("it is empty")
    have, want = len(row.cells), len(header.cells)
    if have < want or any(cell.strip() for cell in row.cells[want:]):
        raise NotKeptError(f"it has {have} cell{'s' if have != 1 else ''}, where the headers are {want}")


def _values(row: Row, columns: Columns, headers: dict[str, str]) -> dict[str, Any]:
    """Return what the cells that somebody reads hold, without those that say nothing."""
    found = dict(columns.same)
    for key, at in columns.places.items():
        cell = re.sub(r"\r\n?", "\n", row.cells[at]).strip()
        bad = unwritable(cell)
        if bad:
            raise NotKeptError(f"'{headers[key]}' holds {bad}")
        if cell and cell.lower() not in _NOTHING:
            found[key] = cell
        else:
            found.pop(key, None)
    return found


def _what(row: Row) -> str:
    text = " ".join(" ".join(cell.split()) for cell in row.cells).strip()
    return f"the row '{printable(text, limit=40)}'" if text else "a row"


def _own_title(header: Row) -> str:
    """Name the table itself, as the source of rows that name none: by its columns, for a file may be renamed."""
    shown = ", ".join(" ".join(cell.split()) for cell in header.cells if cell.strip())
    return f"Table of {printable(shown, limit=150)}"


def _remarks(columns: Columns, headers: dict[str, str], orders: dict[str, str]) -> tuple[str, ...]:
    found = ["columns: " + ", ".join(f"{key} from '{printable(headers[key], limit=40)}'" for key in columns.places)]
    if columns.unread:
        found.append("columns that are not read: " + ", ".join(f"'{printable(text, limit=40)}'" for text in columns.unread))
    for key, order in orders.items():
        if order and key != "object":
            first = "the day" if order == "dmy" else "the month"
            found.append(
                f"dates in '{printable(headers[key], limit=40)}' were read with {first} first, as the clear ones among them have it"
            )
    return tuple(found)
