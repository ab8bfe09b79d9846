"""A finished store's files in, a short text that tells later whether they are still as they were."""

from __future__ import annotations

import os
import zlib

__all__ = ["is_sound", "write_seal"]

_ENDS = 64 * 1024  # bytes at either end of a file that its seal sums up


def is_sound(store: str) -> bool:
    """Tell whether a store's files are as they were built: RocksDB answers from a cut one as if it were empty."""
    try:
        with open(os.path.join(store, "seal"), encoding="utf-8") as file:
            return file.read() == _seal(store)
    except (OSError, ValueError):
        return False


def write_seal(store: str) -> None:
    """Seal a finished store: the folder that holds its files below `data`."""
    with open(os.path.join(store, "seal"), "w", encoding="utf-8") as file:
        file.write(_seal(store))


def _seal(store: str) -> str:
    """Describe the files of a store by their sizes, and by sums of their beginnings and ends."""
    data = os.path.join(store, "data")
    lines = []
    for name in sorted(os.listdir(data)):
        if name.endswith((".sst", ".log")) or name.startswith(("CURRENT", "MANIFEST")):
            with open(os.path.join(data, name), "rb") as file:
                size = os.fstat(file.fileno()).st_size
                crc = zlib.crc32(file.read(_ENDS))
                file.seek(max(size - _ENDS, min(size, _ENDS)))
                lines.append(f"{name} {size} {zlib.crc32(file.read(), crc):08x}")
    return "\n".join(lines)
