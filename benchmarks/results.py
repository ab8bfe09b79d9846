"""Rows and lines of parts in; a file of JSON out, and back, with every measurement and what it was measured on."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from benchmarks.machine import describe_code, describe_machine, peer_versions
from benchmarks.parts import PARTS
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Results"]

_FORMAT = 1
_KEYS = {"smoke", "vast", "date", "commit", "changed", "machine", "versions", "parts"}
#: The runs of one command belong on one line.
_NUMBERS = re.compile(r"\[\s*([-+\d.eE,\s]+?)\s*\]")


class Results:
    """What was measured so far, part by part, as it stands in the file."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    @classmethod
    def new(cls, *, smoke: bool, vast: bool) -> Results:
        """Return results of nothing as yet, on this machine."""
        return cls(
            {"format": _FORMAT, "smoke": smoke, "vast": vast, "machine": describe_machine(), "versions": peer_versions()}
            | describe_code()
            | {"parts": {}}
        )

    @classmethod
    def read(cls, path: str) -> Results:
        """Read a file that `write` wrote; raises ValueError for any other."""
        try:
            with open(path, encoding="utf-8") as file:
                content = json.load(file)
        except ValueError:  # no text, or no JSON
            content = None
        if not isinstance(content, dict) or content.get("format") != _FORMAT or not content.keys() >= _KEYS:
            raise ValueError(
                f"{path} holds no results of benchmarks in format {_FORMAT}: name a file that `python -m benchmarks -o FILE` wrote"
            )
        return cls(content)

    def write(self, path: str) -> None:
        """Write the file whole, or not at all."""
        text = json.dumps(self.content, indent=1, ensure_ascii=False)
        text = _NUMBERS.sub(lambda found: f"[{', '.join(found[1].replace(',', ' ').split())}]", text)
        part = f"{path}.part"
        with open(part, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{text}\n")
        os.replace(part, path)

    def is_done(self, part: str, *, vast: bool = False) -> bool:
        """Tell whether a part was run to its end, and with a million claims if it is to be."""
        done = self.content["parts"].get(part)
        return bool(done) and part not in self.failed() and (done["vast"] or not vast)

    def add(self, part: str, found: Sequence[Row | str], *, vast: bool, seconds: float, error: str = "") -> None:
        """Keep what a part found, or as much of it as there was before it failed."""
        self.content["parts"][part] = describe_code() | {
            "vast": vast,
            "seconds": round(seconds, 1),
            "error": error,
            "rows": [row._asdict() for row in found if isinstance(row, Row)],
            "lines": [line for line in found if isinstance(line, str)],
        }

    def rows(self, *parts: str) -> list[Row]:
        """Return the rows of some parts, or of all, in the order in which parts are run."""
        return [Row(**row) for name, part in self._parts() if not parts or name in parts for row in part["rows"]]

    def lines(self) -> Iterator[str]:
        """Yield what parts say beside their rows, and which of them failed."""
        for name, part in self._parts():
            if part["lines"]:
                yield from ["", *part["lines"]]
            if part["error"]:
                yield from ["", f"part {name} was not run to its end: {part['error']}"]

    def _parts(self) -> list[tuple[str, dict[str, Any]]]:
        order = [*PARTS, *self.content["parts"]]
        return sorted(self.content["parts"].items(), key=lambda item: order.index(item[0]))

    @property
    def versions(self) -> dict[str, str]:
        """The versions of the peers."""
        found: dict[str, str] = self.content["versions"]
        return found

    def failed(self) -> list[str]:
        """Return the parts that were not run to their end, or in which something failed."""
        return [name for name, part in self.content["parts"].items() if part["error"] or any(row.is_failure for row in self.rows(name))]

    def sentence(self) -> str:
        """Return what was measured on, in a sentence."""
        machine = self.content["machine"]
        memory = f", {machine['memory'] / 2**30:.0f} GB" if machine["memory"] else ""
        changed = " with changes" if self.content["changed"] else ""
        return (
            f"Measured on {self.content['date'][:10]}: {machine['processor']}, {machine['processors']} processors{memory}, "
            f"{machine['system']}, Python {machine['python']}; commit {self.content['commit']}{changed}."
        )
