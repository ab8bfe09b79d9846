"""The lines of N-Quads or N-Triples in, a store that holds them out: the engine reads them by itself, a slice at a time.

It sorts a slice in memory, so slices bound what that takes. Only those with blank
nodes, which need names, or with triple terms, which may nest too deep, are read as objects.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from claimgraph.errors import InputError, printable
from claimgraph.imports.rdf import read_quads

if TYPE_CHECKING:
    import pyoxigraph as ox

    from claimgraph.imports.content import Content
    from claimgraph.imports.progress import Meter

__all__ = ["load_lines"]

#: Bytes. Smaller ones make more files to merge at the end, larger ones take memory: eight times their size.
SLICE = 64 * 1024**2


def load_lines(store: ox.Store, content: Content, syntax: ox.RdfFormat, names: str, meter: Meter) -> None:
    """Load all lines; `names` is what the IRIs of blank nodes begin with. The store has to count what is new.

    Raises:
        InputError: a line is wrong; the message names it.
    """
    above = 0
    meter.tell("loaded", 0)
    for part in content.slices(SLICE):
        _load_slice(store, part, content.name, syntax, names, above)
        above += part.count(b"\n")
        meter.tell("loaded", above)


def _load_slice(store: ox.Store, part: bytes, name: str, syntax: ox.RdfFormat, names: str, above: int) -> None:
    quads = read_quads(lambda: io.BytesIO(part), name, syntax, names, above=above)
    if b"_:" in part or b"<<(" in part:
        store.bulk_extend(quads)
        return
    try:
        store.bulk_load(part, format=syntax)
    except SyntaxError as error:
        for _ in quads:  # this reader fails at the same place, and knows the line in the file
            pass
        raise InputError(f"{printable(name)}: {printable(str(error), limit=300)}") from None
