"""One import into a folder of facts at a time: what one has read, another must not change before it has written."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from claimgraph.errors import OutputError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["locked"]


@contextlib.contextmanager
def locked(folder: str, shown: str) -> Iterator[None]:
    """Hold a folder until the block ends; the system lets go of it when the process ends, however that comes.

    Systems without such locks on folders have none.

    Raises:
        OutputError: another import holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"another import into {printable(shown)} is running", "run this one again when it has ended") from None
        except OSError:
            pass  # the file system knows no locks
        yield
    finally:
        os.close(handle)
