"""What a format could not hold: every statement accounted for, as a report for other programs."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.files import open_output
from claimgraph.vocab import CG, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyoxigraph as ox

__all__ = ["Loss", "Lost", "account", "report_name", "write_report"]

_TYPE, _CLAIM = RDF + "type", CG + "Claim"


class Lost(NamedTuple):
    """One kind of statements that are left out."""

    what: str
    statements: int
    why: str


class Loss(NamedTuple):
    """What a file holds of what it was made of; with nothing in `items`, all.

    `notes` say what else whoever uses the file may want to know.
    """

    format: str
    claims: int
    statements: int
    kept: int
    items: tuple[Lost, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lost(self) -> int:
        """How many statements are left out."""
        return self.statements - self.kept

    def report(self) -> str:
        """Return the loss report, which is JSON.

        >>> print(Loss("csv", 1, 5, 3, (Lost("digests", 2, "no column"),)).report().replace(chr(10), ""))
        {"format": "csv", "claims": 1, "statements": 5, "kept": 3, "lost": 2,
         "items": [  {"what": "digests", "statements": 2, "why": "no column"} ]}
        """
        head = {"format": self.format, "claims": self.claims, "statements": self.statements, "kept": self.kept, "lost": self.lost}
        items = ",\n  ".join(json.dumps(item._asdict(), ensure_ascii=False) for item in self.items)
        listed = f"\n  {items}\n " if items else ""
        return json.dumps(head, ensure_ascii=False)[:-1] + f',\n "items": [{listed}]}}\n'


def account(format_: str, quads: Sequence[ox.Quad], why: Callable[[ox.Quad], tuple[str, str] | None]) -> Loss:
    """Account for quads: `why` returns for each what kind it is of and why it is left out, or None where it is kept."""
    claims, kept = 0, 0
    lost: dict[tuple[str, str], int] = {}
    for quad in quads:
        # The engine makes a new object for each part that is asked for: the value of the predicate first, most need no more.
        claims += quad.predicate.value == _TYPE and str(quad.object) == f"<{_CLAIM}>"
        reason = why(quad)
        if reason is None:
            kept += 1
        else:
            lost[reason] = lost.get(reason, 0) + 1
    items = sorted((Lost(what, count, why_) for (what, why_), count in lost.items()), key=lambda item: (-item.statements, *item))
    return Loss(format_, claims, len(quads), kept, tuple(items))


def report_name(output: str) -> str:
    """Return the name of the report that goes with a file.

    >>> report_name("corpus.ttl")
    'corpus.ttl.loss.json'
    """
    return f"{output}.loss.json"


def write_report(loss: Loss, path: str) -> None:
    """Write the report where something is lost; where nothing is, an older report of this name must not say otherwise.

    Raises:
        OutputError: the file cannot be written.
    """
    if loss.items:
        with open_output(path) as file:
            file.write(loss.report().encode())
    elif _is_report(path):
        with contextlib.suppress(OSError):
            os.unlink(path)


def _is_report(path: str) -> bool:
    """Tell whether a file is a report of ours: nobody else's is deleted."""
    try:
        with open(path, encoding="utf-8") as file:
            found = json.loads(file.read(1_000_000))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"format", "claims", "statements", "kept", "lost", "items"} == found.keys()
