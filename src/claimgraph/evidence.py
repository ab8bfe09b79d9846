"""Texts and the spans that cite them: a folder of snapshots in, verdicts on evidence out.

Offsets count Unicode code points of the file's text, decoded as UTF-8 with no
normalisation and no newline translation; a digest is the SHA-256 of the UTF-8 bytes
of exactly that stretch. A snapshot is found by the SHA-256 of its own bytes, so that
it may have any name.
"""

from __future__ import annotations

import hashlib
import os
from typing import NamedTuple

from claimgraph.errors import TextError, printable, reason

__all__ = ["Snapshot", "Span", "cite", "load_texts", "read_text", "sha256", "verify_span"]

#: Texts larger than this are no articles.
MAX_TEXT_BYTES = 64 * 1024 * 1024


class Snapshot(NamedTuple):
    """A text as it was read."""

    path: str
    sha256: str
    text: str


class Span(NamedTuple):
    """A stretch of a text: code-point offsets [start, end), and the digest of what is there."""

    start: int
    end: int
    sha256: str


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_text(path: str) -> Snapshot:
    """Read a snapshot.

    Raises:
        TextError: the file cannot be read, or is not UTF-8.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        raise TextError(f"the text {path} cannot be read: {reason(error)}") from None
    if len(data) > MAX_TEXT_BYTES:
        raise TextError(f"the text {path} has more than {MAX_TEXT_BYTES:,} bytes")
    try:
        return Snapshot(path, sha256(data), data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TextError(f"the text {path} is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}") from None


def load_texts(folder: str) -> dict[str, Snapshot]:
    """Return the readable texts below a folder by their SHA-256; what is no text is passed over.

    Raises:
        TextError: there is no such folder.
    """
    if not os.path.isdir(folder):
        raise TextError(f"there is no folder of texts {folder}")
    found: dict[str, Snapshot] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)
            if name.startswith(".") or not os.path.isfile(path) or os.path.getsize(path) > MAX_TEXT_BYTES:
                continue
            try:
                snapshot = read_text(path)
            except TextError:
                continue
            found.setdefault(snapshot.sha256, snapshot)
    return found


def verify_span(span: Span, text: str) -> str:
    """Say what is wrong with a span of a text; nothing if its digest is that of the text there.

    >>> verify_span(Span(0, 3, sha256(b"abc")), "abcdef")
    ''
    >>> verify_span(Span(3, 9, "0" * 64), "abcdef")
    'it ends at 9, and the text has 6 characters'
    """
    if span.end > len(text):
        return f"it ends at {span.end}, and the text has {len(text)} characters"
    if sha256(text[span.start : span.end].encode()) != span.sha256:
        return f"the text from {span.start} to {span.end} is not the one the digest was made from"
    return ""


def cite(text: str, phrase: str, *, nth: int = 0) -> Span:
    """Find a phrase in a text, and return its span; `nth` chooses among several, from 1.

    Raises:
        TextError: the phrase is not in the text, or is there more than once.

    >>> cite("one two one", "one", nth=2)[:2]
    (8, 11)
    """
    if not phrase:
        raise TextError("the phrase is empty", "give a few words of the text")
    places = _occurrences(text, phrase)
    if not places:
        raise TextError(f"the phrase is not in the text: {printable(phrase, limit=80)}", _nearest(text, phrase))
    if nth > len(places) or nth < 0:
        raise TextError(f"the phrase is in the text {len(places)} times, not {nth}")
    if len(places) > 1 and not nth:
        lines = "".join(f"\n  --nth {n}: {_around(text, p, len(phrase))}" for n, p in enumerate(places, 1))
        raise TextError(f"the phrase is in the text {len(places)} times:{lines}", "choose one with --nth, or cite more words")
    start = places[nth - 1 if nth else 0]
    end = start + len(phrase)
    return Span(start, end, sha256(text[start:end].encode()))


def _occurrences(text: str, phrase: str) -> list[int]:
    places: list[int] = []
    at = text.find(phrase)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = text.find(phrase, at + 1)
    return places


def _around(text: str, at: int, length: int) -> str:
    line = text.count("\n", 0, at) + 1
    before, behind = text[max(0, at - 25) : at], text[at + length : at + length + 25]
    return printable(f"line {line}, offset {at}: …{before}[{text[at : at + length]}]{behind}…")


_LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\n": " "})  # noqa: RUF001


def _nearest(text: str, phrase: str) -> str:
    """Hint at the same words written with other quotes, dashes, spaces or capitals."""
    plain = text.translate(_LOOKALIKES)
    at = plain.lower().find(phrase.translate(_LOOKALIKES).lower())
    if at < 0 or len(plain.lower()) != len(text):
        return "copy it from the text to the letter"
    return f"the text has it as: {printable(text[at : at + len(phrase)])}"
