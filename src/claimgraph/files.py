"""Files written whole: beside their final name first, then renamed into place."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from claimgraph.errors import OutputError, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cache_folder", "open_output", "temporary_name", "watch_interrupts"]

#: Files that are being written, to be deleted if the process has to end at once.
_parts: set[str] = set()


def temporary_name(path: str) -> str:
    """Return a name beside a path that no other process uses.

    >>> temporary_name("a/b.ttl").startswith("a/.b.ttl.")
    True
    """
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid():x}-{os.urandom(4).hex()}.part")


@contextlib.contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only when all is written.

    Raises:
        OutputError: the file cannot be written; nothing is left behind.
    """
    if os.path.exists(path) and not os.path.isfile(path):
        # A device or a pipe, such as /dev/stdout, cannot be renamed over.
        try:
            with open(path, "wb") as device:
                yield device
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {reason(error)}") from None
        return
    part = temporary_name(path)
    _parts.add(part)
    try:
        with open(part, "wb") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {reason(error)}") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)
        _parts.discard(part)


def watch_interrupts() -> None:
    """Let Ctrl-C end the process even while the engine computes, where Python's own handler has to wait."""
    if os.name != "posix":
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    _thread.start_new_thread(_end_after_interrupt, (reader,))


def _end_after_interrupt(reader: int) -> None:
    while os.read(reader, 1) != bytes([signal.SIGINT]):
        pass
    time.sleep(0.5)  # Python's own way out is the better one, if it is open
    for part in list(_parts):
        with contextlib.suppress(OSError):
            os.unlink(part)
    os.write(2, b"\ninterrupted\n")
    os._exit(130)


def cache_folder() -> str:
    """Return the user's cache folder for claimgraph; CLAIMGRAPH_CACHE names another."""
    given = os.environ.get("CLAIMGRAPH_CACHE")
    if given:
        return os.path.abspath(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "claimgraph")
