"""What an import says of its input: how much was read, what is left out and why; on the terminal, and as a report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

from claimgraph.errors import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.imports.draft import Left
    from claimgraph.imports.merge import ByHand

__all__ = ["SHOWN", "Account", "check_report"]

#: So many of the units left out are shown, and of the files written.
SHOWN = 20
#: What a report begins with, so that only reports are replaced by reports.
_BEGINS = b'{\n  "input": '


def check_report(path: str, *, store: str = "") -> None:
    """Refuse a report that would replace something else, or that cannot be written, before anything is read; `store` is none of its places.

    Raises:
        OutputError: the reason.
    """
    from claimgraph.errors import OutputError, reason
    from claimgraph.files import is_stream

    shown = printable(path)
    if path == "-" or is_stream(path):
        if path == "-" or os.path.isdir(path):
            raise OutputError(f"--report names a file, which {shown} is not", "such as --report left.json")
        return
    final = os.path.realpath(path)
    if store and os.path.commonpath([final, os.path.realpath(store)]) == os.path.realpath(store):
        raise OutputError(f"the report {shown} would lie in the folder of the store", "name another place for it")
    folder = os.path.dirname(final)
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        why = "no such folder" if not os.path.isdir(folder) else "permission denied"
        raise OutputError(f"the report {shown} cannot be written: {why}")
    try:
        with open(final, "rb") as file:
            start = file.read(len(_BEGINS))
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(f"the report {shown} cannot be written: {reason(error)}") from None
    if start and start != _BEGINS:
        raise OutputError(f"{shown} is there already, and is no report of an import", "name another file for the report")


class Account(NamedTuple):
    """An input's name, what was counted of it ("rows"), how many were read, what is left out; and remarks on it as a whole."""

    name: str
    unit: str
    read: int
    left: Sequence[Left]
    remarks: Sequence[str] = ()

    def say(self) -> None:
        """Say what was read, and the first of what is left out."""
        for remark in self.remarks[:SHOWN]:
            click.echo(f"note: {printable(remark)}", err=True)
        if len(self.remarks) > SHOWN:
            click.echo(f"note: {len(self.remarks) - SHOWN:,} more such notes; --report FILE lists them all", err=True)
        groups = self._groups()
        for item, count in groups[:SHOWN]:
            place = str(item.where) if item.where.file else self.name
            what = printable(item.what, limit=200) + (f" (and {count - 1:,} more)" if count > 1 else "")
            click.echo(f"{printable(place)}: note[left-out]: {what}: {printable(item.why)}", err=True)
        rest = sum(count for _, count in groups[SHOWN:])
        if rest:
            click.echo(f"note: {rest:,} more are left out; --report FILE lists them all", err=True)
        left = f", {len(self.left):,} left out" if self.left else ""
        unit = self.unit if self.read != 1 else self.unit.removesuffix("s")
        click.echo(f"{printable(self.name)}: {self.read:,} {unit} read, {self.read - len(self.left):,} kept{left}")

    def _groups(self) -> list[tuple[Left, int]]:
        """Return the first of those that are left out for one reason, with their number; of rows and items, those that are alike."""
        found: dict[tuple[str, str], list[Left]] = {}
        for item in self.left:
            found.setdefault(("" if self.unit == "statements" else item.what, item.why), []).append(item)
        return [(items[0], len(items)) for items in found.values()]

    def write(self, path: str, files: Sequence[str], by_hand: Sequence[ByHand] = ()) -> None:
        """Write all of it as JSON; `files` are those that were written, `by_hand` is what the user must add.

        Raises:
            OutputError: the report cannot be written.
        """
        import json

        from claimgraph.files import open_output

        left = [
            {"file": item.where.file or self.name, "line": item.where.line, "col": item.where.col, "what": item.what, "why": item.why}
            for item in self.left
        ]
        account = {
            "input": os.path.basename(self.name),
            "unit": self.unit,
            "read": self.read,
            "kept": self.read - len(left),
            "left": left,
            "remarks": list(self.remarks),
            "files": list(files),
            "byHand": [{"file": where.file, "source": source, "claims": claims} for where, source, claims in by_hand],
        }
        with open_output(path) as file:
            file.write(json.dumps(account, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
