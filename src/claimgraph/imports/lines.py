"""The lines of N-Quads or N-Triples in, a store that holds them out: the engine reads them by itself, a slice at a time.

It sorts a slice in memory, so slices bound what that takes. Only those with blank
nodes, which need names, or with triple terms, which may nest too deep, are read as objects.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
from collections import deque
from typing import TYPE_CHECKING

from claimgraph.errors import InputError, printable
from claimgraph.imports.content import slices
from claimgraph.imports.rdf import read_quads

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    import pyoxigraph as ox

    from claimgraph.imports.content import Content

__all__ = ["load_lines"]

#: Bytes. Smaller ones make more files to merge at the end, larger ones take memory: eight times their size.
SLICE = 64 * 1024**2
#: While the engine sorts one slice, it reads the next.
_AT_ONCE = 2
#: A blank node; and what follows the beginning of a triple term. Both are found faster than any fixed bytes that say the same.
_BLANK, _TERM = re.compile(rb"_:"), re.compile(rb"\([ \t]*[<_]")


def load_lines(store: ox.Store, content: Content, syntax: ox.RdfFormat, names: str, tell: Callable[[float], object]) -> None:
    """Load all lines, and tell after each slice which share of the file is loaded; `names` is what the IRIs of blank nodes begin with.

    The store has to count what is new.

    Raises:
        InputError: a line is wrong; the message names it.
    """
    from concurrent.futures import ThreadPoolExecutor

    def finish(number: int, share: float, loading: Future[None]) -> None:
        try:
            loading.result()
        except (InputError, SyntaxError) as error:
            _say_where(number, content, syntax, names)
            raise InputError(f"{printable(content.name)}: {printable(str(error), limit=300)}") from None
        tell(share)

    with content.open() as file, ThreadPoolExecutor(_AT_ONCE) as threads:
        begun: deque[tuple[int, float, Future[None]]] = deque()
        for number, part in enumerate(slices(file, SLICE)):
            plain = not _BLANK.search(part) and not _TERM.search(part)
            while begun and (not plain or len(begun) == _AT_ONCE):  # objects are read alone: who waits for the store must not hold Python
                finish(*begun.popleft())
            begun.append((number, content.share(), threads.submit(_load, store, part, content.name, syntax, "" if plain else names)))
            if not plain:
                finish(*begun.popleft())
        while begun:
            finish(*begun.popleft())


def _load(store: ox.Store, part: bytes, name: str, syntax: ox.RdfFormat, names: str) -> None:
    """Load a slice, as objects if there are names to give."""
    if names:
        store.bulk_extend(read_quads(functools.partial(io.BytesIO, part), name, syntax, names))
    else:
        store.bulk_load(part, format=syntax)


def _say_where(number: int, content: Content, syntax: ox.RdfFormat, names: str) -> None:
    """Read on from a slice as objects: this reader fails at the same place, and knows where that is.

    Raises:
        InputError: a line is wrong, of this slice or one below.
    """
    with content.open() as file:
        above = sum(part.count(b"\n") for part in itertools.islice(slices(file, SLICE), number))
        for _ in read_quads(lambda: file, content.name, syntax, names, above=above):
            pass
