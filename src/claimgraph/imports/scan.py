"""The text of N-Quads or N-Triples in, what it is as a whole out, without making an object of every statement.

Most statements tell nothing of the file, and need only be counted: one stands on a
line. Lines that name what tells something are looked for as bytes, and read by a parser.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from claimgraph.imports.survey import TELLING, Survey, Surveyor
from claimgraph.vocab import SH, VOID

__all__ = ["LONGEST_LINE", "Scan"]

#: A longer line is nobody's statement; the one who reads it slowly says so.
LONGEST_LINE = 64 * 1024**2
#: An IRI stands for itself, between its brackets, unless there are escapes in it. Those of these vocabularies are looked for together.
_TOGETHER = (SH, VOID)
_NEEDLES = tuple(f"<{iri}>".encode() for iri in TELLING if not iri.startswith(_TOGETHER)) + tuple(f"<{iri}".encode() for iri in _TOGETHER)
_ESCAPES = (rb"\u", rb"\U")
#: The end of a line, behind which there is one without a statement.
_BARE = re.compile(rb"\n[ \t\r]*(?=[#\n])")
_FIRST_BARE = re.compile(rb"[ \t\r]*[#\n]")


class Scan:
    """Is fed a text piece by piece.

    `odd` is True where lines are not what they are taken for, and the text has to be read by a parser.
    """

    def __init__(self, syntax: ox.RdfFormat) -> None:
        """Begin with nothing."""
        self.odd = False
        self.statements = 0
        self._syntax = syntax
        self._surveyor = Surveyor()
        self._rest: list[bytes] = []
        self._held = 0

    def feed(self, piece: bytes) -> None:
        """Look at the next piece of the text."""
        if self.odd:
            return
        end = piece.rfind(b"\n") + 1
        if end:
            self._look(b"".join((*self._rest, piece[:end])))
            self._rest, self._held = [], 0
        self._rest.append(piece[end:])
        self._held += len(piece) - end
        self.odd = self.odd or self._held > LONGEST_LINE

    def found(self) -> Survey:
        """Return what the whole text is, if it is not odd; a last line may lack its end."""
        if self._held and not self.odd:
            self._look(b"".join(self._rest) + b"\n")
            self._rest, self._held = [], 0
        return self._surveyor.found()._replace(statements=self.statements)

    def _look(self, lines: bytes) -> None:
        if b"\r" in lines and lines.count(b"\r") != lines.count(b"\r\n"):
            self.odd = True  # a carriage return alone ends a line, too
            return
        self.statements += lines.count(b"\n") - sum(1 for _ in _BARE.finditer(lines)) - bool(_FIRST_BARE.match(lines))
        telling = _telling(lines)
        if b"_:" in telling:  # a blank node needs a name first
            self.odd = True
        elif telling:
            try:
                self._surveyor.see(ox.parse(telling, format=self._syntax))
            except (SyntaxError, MemoryError):  # a mistake, or a line that is longer than the parser holds
                self.odd = True


def _telling(lines: bytes) -> bytes:
    """Return the lines that may tell something of the file, in their order; all lines have an end."""
    starts = set()
    for needle in _NEEDLES + _ESCAPES if b"\\" in lines else _NEEDLES:
        at = lines.find(needle)
        while at >= 0:
            starts.add(lines.rfind(b"\n", 0, at) + 1)
            at = lines.find(needle, lines.index(b"\n", at))
    return b"".join(lines[start : lines.index(b"\n", start) + 1] for start in sorted(starts))
