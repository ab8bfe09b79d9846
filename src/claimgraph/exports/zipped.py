"""A file in; the same packed by gzip out, the same bytes whenever and wherever it is written."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["packed"]


@contextlib.contextmanager
def packed(out: BinaryIO, *, zipped: bool) -> Iterator[BinaryIO]:
    """Give a file to write to that packs what it is given, with neither time nor name in its head; or the file itself."""
    if not zipped:
        yield out
        return
    import gzip  # only who packs pays for it

    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as file:
        yield cast("BinaryIO", file)
