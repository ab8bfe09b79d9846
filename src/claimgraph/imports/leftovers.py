"""What processes that were killed have left behind: removed by the next one that writes the same."""

from __future__ import annotations

import contextlib
import os
import re
import shutil

__all__ = ["clear_parts"]

_PART = re.compile(r"\.(.+)\.([0-9a-f]+)-[0-9a-f]{8}\.part")


def clear_parts(path: str) -> None:
    """Remove the half-written parts of a file or folder whose writers are gone; see `files.temporary_name`."""
    folder, name = os.path.split(os.path.abspath(path))
    with contextlib.suppress(OSError):
        for entry in os.listdir(folder):
            found = _PART.fullmatch(entry)
            if found and found[1] == name and not _runs(int(found[2], 16)):
                part = os.path.join(folder, entry)
                if os.path.isdir(part) and not os.path.islink(part):
                    shutil.rmtree(part, ignore_errors=True)
                else:
                    os.unlink(part)


def _runs(process: int) -> bool:
    """Tell whether a process of this number may be running; elsewhere than on POSIX nobody can ask without harm."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
