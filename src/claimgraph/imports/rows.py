"""The bytes of a table in, its rows with their lines out: RFC 4180, and what spreadsheets and people write besides.

A field in quotation marks may hold delimiters, line ends and doubled marks, and blanks may
stand around it. Any other mark is text. A mark that opens a field and closes in the middle of a
later line, or never, is a mistake that nobody can mend without guessing: such rows come with a reason.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import InputError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DELIMITERS", "Row", "decode_table", "read_delimiter", "read_rows"]

#: What may stand between fields, the likelier ones first.
DELIMITERS = (",", ";", "\t", "|")

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
#: How workbooks begin, of the newer and the older kind.
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LINE_END = re.compile(r"\r\n|\n|\r")
_WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Row(NamedTuple):
    """One row: the line it begins in, its cells, and why it cannot be read, if it cannot."""

    line: int
    cells: list[str]
    why: str = ""


def decode_table(data: bytes, name: str, encoding: str = "") -> str:
    """Return the text of a table: UTF-8, or what its byte order mark says, or the encoding named.

    Raises:
        InputError: the bytes are not in this encoding; the message names the line.
    """
    if data.startswith(_NO_TEXT):
        raise InputError(f"{printable(name)} is a spreadsheet or an archive, not a table of text", "save the sheet as CSV UTF-8")
    for mark, marked in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], marked
            break
    else:
        if not encoding and data[1:2] == b"\0":
            raise InputError(f"{printable(name)} looks like UTF-16 without its mark", "say so: --encoding utf-16-le")
    try:
        return data.decode(encoding or "utf-8")
    except LookupError:
        raise InputError(f"'{printable(encoding, limit=40)}' is no encoding of text", "such as utf-8, cp1252, utf-16-le") from None
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\n|\r", data[: error.start])) + 1
        raise InputError(f"{printable(name)}:{line}: the byte 0x{data[error.start]:02X} is no {encoding or 'UTF-8'}",
                         "spreadsheets on Windows often write --encoding cp1252; else save the table as UTF-8") from None  # fmt: skip
    except (UnicodeError, ValueError):
        raise InputError(f"{printable(name)} is not written in {encoding}") from None


def read_delimiter(text: str) -> str:
    r"""Return the delimiter that a user names, by its sign or its name.

    >>> read_delimiter("tab")
    '\t'

    Raises:
        InputError: it is none.
    """
    sign = _WORDS.get(text.strip().lower(), text)
    if len(sign) != 1 or sign in '"\r\n':
        raise InputError(f"'{printable(text, limit=40)}' cannot be a delimiter", "one sign, or tab, comma, semicolon, pipe")
    return sign


def read_rows(text: str, delimiter: str) -> Iterator[Row]:
    r"""Yield the rows of a table.

    >>> [row.cells for row in read_rows('a,b\n"x, y","1\n2"\n', ",")]
    [['a', 'b'], ['x, y', '1\n2']]
    >>> [(row.line, row.cells) for row in read_rows('A "big" day,b\r\n"No" he said,c', ",")]
    [(1, ['A "big" day', 'b']), (2, ['"No" he said', 'c'])]
    """
    fields = _Fields(text, delimiter)
    at, line = 0, 1
    doubtful = opened = 0  # up to which line a text may go on that was opened before, and where
    while at < len(text):
        ends = _LINE_END.search(text, at)
        end, after = ends.span() if ends else (len(text), len(text))
        if text.find('"', at, end) < 0:
            yield Row(line, text[at:end].split(delimiter))
            at, line = after, line + 1
            continue
        read = fields.read(at)
        if read.broken:
            # Where it should have ended nobody knows: the next line is taken as the next row.
            opened, doubtful = line + read.lines, line + read.lines + read.broken - 1
            goes_on = f"goes on behind its end in line {doubtful}" if doubtful > opened else "never ends"
            yield Row(line, text[at:end].split(delimiter), f"a quotation mark opens a text in line {opened} that {goes_on}")
            at, line = after, line + 1
            continue
        why = f"it may belong to the text that a quotation mark opens in line {opened}" if read.stray and line <= doubtful else ""
        yield Row(line, read.cells, why)
        ends = _LINE_END.match(text, read.end)
        at, line = ends.end() if ends else read.end, line + read.lines + 1


class _Read(NamedTuple):
    """What was read of a row: its cells, where it ends, the line ends in it, stray marks; and how many lines a broken text spans."""

    cells: list[str]
    end: int
    lines: int
    stray: bool
    broken: int = 0


class _Fields:
    """Reads rows that have quotation marks in them."""

    def __init__(self, text: str, delimiter: str) -> None:
        sign = re.escape(delimiter)
        blanks = rf"(?:(?!{sign})[ \t])*+"
        self.text, self.delimiter = text, delimiter
        self.quoted = re.compile(rf'{blanks}"([^"]*+(?:""[^"]*+)*+)("?){blanks}(?=([\r\n]|{sign}|\Z)?)')
        self.plain = re.compile(rf"(?:(?!{sign})[^\r\n])*+")

    def read(self, at: int) -> _Read:
        cells: list[str] = []
        lines, stray = 0, False
        while True:
            found = self.quoted.match(self.text, at)
            inside = len(_LINE_END.findall(found[1])) if found else 0
            if found and found[2] and found[3] is not None:
                cells.append(found[1].replace('""', '"'))
                at, lines = found.end(), lines + inside
            elif found and (inside or not found[2]):
                return _Read(cells, at, lines, stray, inside + 1 if found[2] else 1)
            else:
                plain = self.plain.match(self.text, at)
                assert plain is not None
                stray = stray or '"' in plain[0]
                cells.append(plain[0])
                at = plain.end()
            if not self.text.startswith(self.delimiter, at):
                return _Read(cells, at, lines, stray)
            at += 1
