"""What one file of facts says, apart from its statements: small, and made of plain values, so that it can be kept and sent."""

from __future__ import annotations

import marshal
import zlib
from typing import NamedTuple

__all__ = ["Part", "pack", "unpack"]

#: Lines and columns count from 1.
_Place = tuple[int, int]


class Part(NamedTuple):
    """One file, whatever its name is. Places are lines and columns in it."""

    #: Place, code, message, hint.
    problems: list[tuple[_Place, str, str, str]] = []  # noqa: RUF012  (nobody changes a part)
    #: Every id declared, of sound entries or not; its classes, as far as they are known; its place.
    declared: list[tuple[str, tuple[str, ...], _Place]] = []  # noqa: RUF012
    #: Who refers to what, of which classes it should be, and the place.
    references: list[tuple[str, str, tuple[str, ...], _Place]] = []  # noqa: RUF012
    #: How many sources and entities are sound.
    sources: int = 0
    entities: int = 0
    #: The sound claims: id, the claims that it supersedes or retracts, and whether it may be in force.
    claims: list[tuple[str, list[str], bool]] = []  # noqa: RUF012
    #: The texts that sources say they have: source, SHA-256, number of characters, place.
    texts: list[tuple[str, str, str, _Place]] = []  # noqa: RUF012
    #: Cited passages: claim, source, start, end, SHA-256, the quote if there is one, place.
    passages: list[tuple[str, str, int, int, str, str | None, _Place]] = []  # noqa: RUF012
    #: How many claims cite nothing.
    bare: int = 0
    #: What the shapes follow from thing to thing: an id, the property's IRI, the other id.
    links: list[tuple[str, str, str]] = []  # noqa: RUF012
    #: Whether it is known that the shapes find nothing in it: their constraints written in SPARQL, and the core constraints.
    written_hold: bool = False
    core_hold: bool = False


def pack(part: Part) -> bytes:
    """Return a part as bytes that `unpack` takes: no longer-lived than the Python that wrote them."""
    data = marshal.dumps(tuple(part))
    return zlib.crc32(data).to_bytes(4, "big") + data


def unpack(data: bytes) -> Part:
    """Return the part that was packed.

    Raises:
        ValueError: these are not the bytes that were packed.
    """
    if len(data) < 4 or zlib.crc32(data[4:]) != int.from_bytes(data[:4], "big"):
        raise ValueError("a kept part is damaged")
    return Part(*marshal.loads(data[4:]))  # noqa: S302  (the sum says that we wrote it)
