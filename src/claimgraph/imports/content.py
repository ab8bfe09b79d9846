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
    from collections.abc import Callable, Iterator
    from typing import Self

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


class _Watched:
    """A file that is hashed as it is read; at its end, a hash that is another than it was is a mistake, and so is what cannot be read."""

    def __init__(self, file: BinaryIO, name: str, expected: str) -> None:
        self._file, self._name, self._expected = file, name, expected
        self._hash = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            InputError: they cannot be read, or were the last ones of a content that has changed.
        """
        part = self._take(self._file.read, size)
        if size < 0 or (size and not part):
            self._check()
        return part

    def readline(self) -> bytes:
        """Return the rest of a line; raises what `read` does."""
        part = self._take(self._file.readline, -1)
        if not part:
            self._check()
        return part

    def hexdigest(self) -> str:
        """Return the SHA-256 of what was read."""
        return self._hash.hexdigest()

    def _take(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            part = read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise _unreadable(self._name, error) from None
        self._hash.update(part)
        return part

    def _check(self) -> None:
        if self._expected not in {"", self.hexdigest()}:
            raise InputError(
                f"{printable(self._name)} was changed while it was read",
                "nothing was imported; wait until it is written, and import it then",
            )


class Content:
    """A file, standard input put aside in a file without a name, or bytes put aside; unpacked on the fly.

    `digest` is the SHA-256 of the content, once `read_through` has come to its end. Who
    then opens it again reads the same, or is told at the end that it has changed.
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
        """Open the content at its beginning, behind a byte order mark; it is read, not sought in.

        Raises:
            InputError: it cannot be read; so do its `read` and `readline`, and where it has changed.
        """
        return cast("BinaryIO", self._watch())

    def _watch(self) -> _Watched:
        try:
            return _Watched(self._open(), self.name, self.digest)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise _unreadable(self.name, error) from None

    def _open(self) -> BinaryIO:
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
        with self._watch() as file:
            yield from pieces(cast("BinaryIO", file))
            self.digest = file.hexdigest()


def _unreadable(name: str, error: Exception) -> InputError:
    """Say why a file cannot be read."""
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        return InputError(f"{printable(name)} is not sound gzip, or cut off", "fetch it again, or unpack it first")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{printable(name)} is a folder", "name a file, or - for standard input")
    why = reason(error) if isinstance(error, OSError) else "no file can have this name"
    return InputError(f"{printable(name)} cannot be read: {why}")


def slices(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield what is left of a file in slices of about so many bytes that end where a line ends."""
    while piece := file.read(size):
        yield piece if piece.endswith(b"\n") else piece + file.readline()
