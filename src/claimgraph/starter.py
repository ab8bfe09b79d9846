"""A folder's name in; a small corpus in it out, that checks, asks and draws at once."""

from __future__ import annotations

import os
import re
import shutil

from claimgraph.errors import OutputError, reason
from claimgraph.files import temporary_name

__all__ = ["make_corpus"]

_EXAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "example")


def make_corpus(path: str) -> list[str]:
    """Copy the example into a new or empty folder; returns the files, relative to it.

    Raises:
        OutputError: there is something in the folder already, or it cannot be made.
    """
    final = os.path.abspath(path)
    if not path:
        raise OutputError("there is no folder ''", "name a new folder")
    if os.path.exists(final) and not os.path.isdir(final):
        raise OutputError(f"{path} is a file", "name a new folder")
    if os.path.isdir(final) and os.listdir(final):
        raise OutputError(f"the folder {path} is not empty", "name a new folder, so that nothing of yours is touched")
    part = temporary_name(final)
    try:
        os.makedirs(os.path.dirname(final), exist_ok=True)
        shutil.copytree(_EXAMPLE, part, ignore=shutil.ignore_patterns("__pycache__"))
        _name_base(os.path.join(part, "claimgraph.toml"), os.path.basename(final))
        if os.path.isdir(final):  # it stays the folder it is: somebody may be in it
            for name in sorted(os.listdir(part)):
                os.rename(os.path.join(part, name), os.path.join(final, name))
        else:
            os.rename(part, final)
    except (OSError, shutil.Error) as error:
        why = "not everything could be copied" if isinstance(error, shutil.Error) else reason(error)
        raise OutputError(f"the folder {path} cannot be made: {why}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    found = (os.path.join(parent, name) for parent, _, names in os.walk(final) for name in names)
    return sorted(os.path.relpath(file, final).replace(os.sep, "/") for file in found)


def _name_base(config: str, name: str) -> None:
    """Give the new corpus names of its own, after its folder."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "corpus"
    with open(config, encoding="utf-8") as file:
        text = file.read()
    with open(config, "w", encoding="utf-8", newline="\n") as file:
        file.write(text.replace("https://example.org/riverton/", f"https://example.org/{slug}/"))
