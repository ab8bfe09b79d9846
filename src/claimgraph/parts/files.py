"""Paths of facts in; their bytes, and the keys under which their parts are kept, out."""

from __future__ import annotations

import hashlib
import os
from typing import NamedTuple

from claimgraph.errors import reason
from claimgraph.parts.part import Part
from claimgraph.syntax import MAX_BYTES

__all__ = ["Bytes", "read_bytes", "read_key"]


class Bytes(NamedTuple):
    """The beginning of a file, as far as one may be long, and its size."""

    data: bytes
    size: int


def read_bytes(path: str) -> Bytes | Part:
    """Return the bytes of a file, or a part that says why they cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
            return Bytes(data, max(len(data), os.fstat(file.fileno()).st_size))
    except OSError as error:
        return Part(problems=[((0, 0), "unreadable", f"the file cannot be read: {reason(error)}", "")])


def read_key(base: bytes, file: Bytes | Part) -> bytes:
    """Return the key under which the part of a file is kept; an empty one for a file that cannot be read."""
    if isinstance(file, Part):
        return b""
    digest = hashlib.sha256(base)
    digest.update(file.data)
    digest.update(str(file.size).encode())
    return digest.digest()[:20]
