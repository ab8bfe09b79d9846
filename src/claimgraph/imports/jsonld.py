"""JSON-LD as it is found in the wild in, plain nodes out; a context is never fetched.

One object, a list, JSON Lines, several objects one behind the other, or a page of HTML with
such objects in its `<script type="application/ld+json">`.
"""

from __future__ import annotations

import html.parser
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import InputError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Page", "read_page"]

_DEEPEST = 100
_BEGINS = re.compile(r"[ \t\r\n]*")
_WRAPS = re.compile(r"\A\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*\Z")


class Document(NamedTuple):
    """Values that were written together, the line in which they begin; or why they cannot be read."""

    line: int
    values: list[Any]
    why: str = ""


class Page(NamedTuple):
    """What a file holds: its documents, its text, and if it is HTML its address and title."""

    documents: list[Document]
    text: str
    url: str = ""
    title: str = ""


def read_page(data: bytes, name: str) -> Page:
    """Read JSON of any shape, or the JSON in a page.

    Raises:
        InputError: it is no text, or no JSON; the message names the place.
    """
    text = _decode(data, name)
    if text.lstrip()[:1] == "<":
        return _read_html(text, name)
    try:
        return Page([Document(1, [_load(text)])], text)
    except _NoJsonError as error:
        lines = _json_lines(text)
        if lines:
            return Page(lines, text)
        found = list(_one_by_one(text))
        if found and not found[-1].why:
            return Page(found, text)
        raise InputError(f"{printable(name)}:{error.line}:{error.col}: this is not JSON: {error}", error.hint) from None


class _NoJsonError(Exception):
    def __init__(self, message: str, line: int, col: int, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.col, self.hint = line, col, hint


def _decode(data: bytes, name: str) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{printable(name)}:{line}: the byte 0x{data[error.start]:02X} is no {encoding.upper()}",
                         "save it as UTF-8") from None  # fmt: skip


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep both values where a key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        found = {}
        for key, value in pairs:
            found[key] = value if key not in found else [*_list(found[key]), *_list(value)]
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# Numbers stay the text that was written: a rating of 1.0, a date of 1775606400.
_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str)


def _load(text: str) -> Any:
    value, end = _guarded(text, 0)
    if end < len(text):
        error = json.JSONDecodeError("something follows it", text, end)
        raise _NoJsonError(error.msg, error.lineno, error.colno)
    return value


def _guarded(text: str, at: int) -> tuple[Any, int]:
    """Decode a value, and return it with the place behind it."""
    try:
        start = _BEGINS.match(text, at)
        assert start is not None
        value, end = _DECODER.raw_decode(text, start.end())
        after = _BEGINS.match(text, end)
        assert after is not None
    except json.JSONDecodeError as error:
        raise _NoJsonError(_in_words(error.msg), error.lineno, error.colno, _hint(text, error)) from None
    except RecursionError:
        raise _NoJsonError("it is nested too deep", 1, 1) from None
    if _depth_exceeds(value):
        raise _NoJsonError(f"it is nested more than {_DEEPEST} deep", 1, 1)
    return value, after.end()


def _in_words(message: str) -> str:
    return message[:1].lower() + message[1:]


def _hint(text: str, error: json.JSONDecodeError) -> str:
    before = text[: error.pos].rstrip()[-1:]
    if before == "," and text[error.pos : error.pos + 1] in {"}", "]"}:
        return "take the comma before it away"
    return 'a quotation mark inside a text is written \\"' if "delimiter" in error.msg else ""


def _depth_exceeds(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for node in level if isinstance(node, (dict, list)) for inner in (node.values() if isinstance(node, dict) else node)]
        if not level:
            return False
    return True


def _json_lines(text: str) -> list[Document]:
    """Read a value a line; a line that is none has a reason. Nothing where most lines are none: then it is something else."""
    found = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line.strip():
            try:
                value = _load(line)
                found.append(Document(number, [value]) if isinstance(value, (dict, list)) else Document(number, [], "it is no object"))
            except _NoJsonError as error:
                found.append(Document(number, [], f"column {error.col} is not JSON: {error}"))
    sound = sum(not document.why for document in found)
    return found if len(found) > 1 and sound * 2 > len(found) else []


def _one_by_one(text: str) -> Iterator[Document]:
    at, line = 0, 1
    while at < len(text):
        try:
            value, end = _guarded(text, at)
        except _NoJsonError as error:
            yield Document(line, [], str(error))
            return
        yield Document(line, [value])
        line += text.count("\n", at, end)
        at = end


class _Scripts(html.parser.HTMLParser):
    """Collects the JSON-LD of a page, with its lines, the page's address and its title."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.url = self.title = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "script" and said.get("type", "").partition(";")[0].strip().lower() == "application/ld+json":
            self._inside = tag
            self.found.append((0, ""))
        elif tag == "link" and "canonical" in said.get("rel", "").lower().split():
            self.url = self.url or said.get("href", "").strip()
        elif tag == "title" and not self.title:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            line, text = self.found[-1]
            self.found[-1] = (line or self.getpos()[0], text + data)
        elif self._inside == "title":
            self.title += data


def _read_html(text: str, name: str) -> Page:
    scripts = _Scripts()
    scripts.feed(text)
    scripts.close()
    if not scripts.found:
        raise InputError(
            f"{printable(name)} is a page without JSON-LD", 'what is read of a page stands in <script type="application/ld+json">'
        )
    documents = []
    values: list[Any] = []
    for line, block in scripts.found:
        try:
            values.append(_load(_WRAPS.sub("", block)))
        except _NoJsonError as error:
            documents.append(Document(line + error.line - 1, [], f"column {error.col} is not JSON: {error}"))
    # Blocks of one page refer to one another.
    documents.insert(0, Document(scripts.found[0][0], values))
    return Page(documents, text, scripts.url, " ".join(scripts.title.split()))
