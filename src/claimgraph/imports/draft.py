"""What an importer makes of its input: sources and entities as facts write them, and an account of what is left."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.errors import Where

__all__ = ["Draft", "DraftSettings", "Left", "Tree"]

#: A mapping as facts write it: keys of docs/format.md, over texts, lists and further mappings. Numbers and dates are texts, too.
Tree = dict[str, Any]


class Left(NamedTuple):
    """One unit that was read and is not kept: where it stands, what it is, and why it is left out."""

    where: Where
    what: str
    why: str


class DraftSettings(NamedTuple):
    """What the input says of the corpus as a whole; empty where it says nothing.

    `modules` are Turtle files by their name, `prefixes` what `claimgraph.toml` would hold under [prefixes].
    """

    base: str = ""
    title: str = ""
    license: str = ""
    prefixes: Mapping[str, str] = MappingProxyType({})
    modules: Mapping[str, str] = MappingProxyType({})


class Draft(NamedTuple):
    """Facts that nobody has checked or written yet.

    `read` counts the units of the input ("rows", "statements", "items"); each is kept, or in `left`.
    Each source holds its claims under "claims". `remarks` are lines for the user about the input as a whole.
    """

    name: str
    unit: str
    read: int
    left: list[Left]
    sources: list[Tree]
    entities: list[Tree]
    settings: DraftSettings = DraftSettings()
    remarks: tuple[str, ...] = ()

    @property
    def kept(self) -> int:
        """The number of units that the draft holds."""
        return self.read - len(self.left)
