"""What each file of facts brought into a store, kept beside it: enough to take it out again."""

from __future__ import annotations

import marshal
import os
import zlib
from typing import NamedTuple

__all__ = ["Brought", "Record", "read_record", "write_record"]

_NAME = "made"


class Brought(NamedTuple):
    """What a file brought: the ids of its sources and entities (claims are found by their source), and how long it is."""

    names: list[str]
    size: int


class Record(NamedTuple):
    """What a store was made of: files by the keys of their parts, which begin with `base`; and how much of it lies beside the sorted files."""

    base: bytes
    files: dict[bytes, Brought]
    statements: int
    loose: int


def read_record(store: str) -> Record | None:
    """Return what a store says it was made of, or None if that cannot be read."""
    try:
        with open(os.path.join(store, _NAME), "rb") as file:
            data = file.read()
        if zlib.crc32(data[4:]) != int.from_bytes(data[:4], "big"):
            return None
        base, files, statements, loose = marshal.loads(data[4:])  # noqa: S302  (the sum says that we wrote it)
        return Record(base, {key: Brought(*found) for key, found in files.items()}, statements, loose)
    except (OSError, ValueError, EOFError, TypeError):
        return None


def write_record(store: str, record: Record) -> None:
    """Write beside a store that is being made what it was made of."""
    data = marshal.dumps((record.base, {key: tuple(found) for key, found in record.files.items()}, record.statements, record.loose))
    with open(os.path.join(store, _NAME), "wb") as file:
        file.write(zlib.crc32(data).to_bytes(4, "big") + data)
