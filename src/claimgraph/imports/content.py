"""A file's name in, its content out as often as it is asked for: unpacked, behind a byte order mark, at any size."""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import tempfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from claimgraph.errors import InputError, printable, reason
from claimgraph.imports.guards import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Content", "slices"]

_BOM = b"\xef\xbb\xbf"


class _Unpacked(gzip.GzipFile):
    """What a packed file holds; closing it closes the file, too."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()


class Content:
    """A file, standard input put aside in a file without a name, or bytes put aside; unpacked on the fly.

    `digest` is the SHA-256 of the content, once `read_through` has come to its end.
    """

    def __init__(self, path: str, data: bytes | None = None) -> None:
        """Name a file, `-` for standard input, or what `data` is to be called."""
        self.path = path
        self.name = "standard input" if path == "-" else path
        self.digest = ""
        self._aside: BinaryIO | None = None
        self._file: BinaryIO | None = None
        if path == "-" or data is not None:
            self._aside = tempfile.TemporaryFile()  # noqa: SIM115  (it is read until we are done)
            for piece in pieces(sys.stdin.buffer) if data is None else (data,):
                self._aside.write(piece)

    def open(self) -> BinaryIO:
        """Open the content at its beginning, behind a byte order mark."""
        file: BinaryIO
        if self._aside:
            self._aside.flush()
            file = os.fdopen(os.dup(self._aside.fileno()), "rb")
            file.seek(0)
        else:
            file = open(self.path, "rb")  # noqa: SIM115  (whoever asked closes it)
        self._file = file
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed:
            file = cast("BinaryIO", _Unpacked(file))
        if file.read(3) != _BOM:
            file.seek(0)
        return file

    def share(self) -> float:
        """Return how much of the file has been read since it was opened last, from 0 to 1."""
        file = self._file
        if file is None or file.closed:
            return 1.0
        return min(1.0, file.tell() / max(1, os.fstat(file.fileno()).st_size))

    def read_through(self) -> Iterator[bytes]:
        """Yield all of it, piece by piece, and take its hash.

        Raises:
            InputError: it cannot be read.
        """
        digest = hashlib.sha256()
        try:
            with self.open() as file:
                for piece in pieces(file):
                    digest.update(piece)
                    yield piece
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise InputError(f"{printable(self.name)} is not sound gzip, or cut off", "fetch it again, or unpack it first") from None
        except IsADirectoryError:
            raise InputError(f"{printable(self.name)} is a folder", "name a file, or - for standard input") from None
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "no file can have this name"
            raise InputError(f"{printable(self.name)} cannot be read: {why}") from None
        self.digest = digest.hexdigest()


def slices(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield what is left of a file in slices of about so many bytes that end where a line ends."""
    while piece := file.read(size):
        yield piece if piece.endswith(b"\n") else piece + file.readline()
