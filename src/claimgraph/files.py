"""Files written whole: beside their final name first, then renamed into place."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from claimgraph.errors import OutputError, printable, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cache_folder", "end_at_once", "is_stream", "open_output", "say_interrupted", "temporary_name", "watch_interrupts"]

#: Files that are being written, to be deleted if the process has to end at once.
_parts: set[str] = set()
#: What is still to be said at Ctrl-C; a list, for two threads cannot both pop the same thing.
_unsaid = [b"\ninterrupted\n"]


def temporary_name(path: str) -> str:
    """Return a name beside a path that no other process uses.

    >>> temporary_name("a/b.ttl").startswith("a/.b.ttl.")
    True
    """
    folder, name = os.path.split(path)
    short = name.encode(errors="surrogateescape")[:180].decode(errors="ignore")  # with what is added, no longer than a name may be
    return os.path.join(folder, f".{short}.{os.getpid():x}-{os.urandom(4).hex()}.part")


@contextlib.contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name only when all is written; of a link, the file it leads to.

    Raises:
        OutputError: the file cannot be written; nothing is left behind.
    """
    if "\0" in path:
        raise OutputError(f"{printable(path)} cannot be written: no file can have this name")
    if is_stream(path):
        # A device or a pipe cannot be renamed over, and /dev/stdout must not be, whatever it leads to; behind >> we append.
        try:
            with open(path, "ab") as device:
                yield device
        except OSError as error:
            raise OutputError(f"{printable(path)} cannot be written: {reason(error)}") from None
        return
    final = os.path.realpath(path)
    part = temporary_name(final)
    _parts.add(part)
    try:
        with open(part, "wb") as file:
            yield file
        os.replace(part, final)
    except OSError as error:
        raise OutputError(f"{printable(path)} cannot be written: {reason(error)}") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)
        _parts.discard(part)


def is_stream(path: str) -> bool:
    """Tell whether a path, or a link on its way, is a device, a pipe or an open file of this process."""
    for _ in range(40):  # more links than that are a circle
        if os.path.exists(path) and not os.path.isfile(path):
            return True
        if not os.path.islink(path):
            return False
        if os.path.abspath(path).startswith(("/dev/", "/proc/")):
            return True
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return False


def watch_interrupts() -> None:
    """Let Ctrl-C end the process even while the engine computes, where Python's own handler has to wait.

    Who asks otherwise that it end (SIGTERM, SIGHUP) finds no half-written file either.
    """
    if os.name != "posix":
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # under nohup, SIGHUP is to be ignored
            signal.signal(number, lambda *_: None)  # what is done about it is done by the thread
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    _thread.start_new_thread(_end_after_interrupt, (reader,))


def _end_after_interrupt(reader: int) -> None:
    while (number := os.read(reader, 1)[0]) not in {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}:
        pass
    if number == signal.SIGINT:
        time.sleep(0.5)  # Python's own way out is the better one, if it is open
    if number == signal.SIGINT:
        say_interrupted()
    end_at_once(128 + number)


def end_at_once(code: int, text: str = "") -> None:
    """End the process from any thread, whatever the others are doing: no half-written file is left. The text goes to standard error."""
    for part in list(_parts):
        with contextlib.suppress(OSError):
            os.unlink(part)
    if text:
        with contextlib.suppress(OSError):
            os.write(2, text.encode())
    os._exit(code)


def say_interrupted() -> None:
    """Say that Ctrl-C ended the process: once, whether Python's own way out or the thread comes first."""
    with contextlib.suppress(IndexError, OSError):
        os.write(2, _unsaid.pop())


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
