"""Claims of a draft, each once: what is said of the same claim again is added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.imports.entities import NotKeptError

if TYPE_CHECKING:
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.sources import Sources

__all__ = ["ClaimSet"]


class _Kept(NamedTuple):
    tree: Tree
    content: tuple[str, ...]
    place: str


class ClaimSet:
    """Collects claims into their sources."""

    def __init__(self, sources: Sources) -> None:
        """Begin with none."""
        self._sources = sources
        self._kept: dict[str, _Kept] = {}

    def add(self, claim: Tree, source: str, content: tuple[str, ...], place: str) -> None:
        """Add a claim to a source; or to the claim that is there, what is new: what somebody else thinks of it, and notes.

        Raises:
            NotKeptError: nothing in it is new, or its id belongs to another content.
        """
        there = self._kept.get(claim["id"])
        if there is None:
            self._kept[claim["id"]] = _Kept(claim, content, place)
            self._sources.claims(source).append(claim)
            return
        if there.content != content:
            raise NotKeptError(f"{claim['id']} is another claim already, {there.place}")
        new = False
        for key in ("assessment", "note"):
            for item in claim.get(key, []):
                if item not in there.tree.get(key, []):
                    there.tree.setdefault(key, []).append(item)
                    new = True
        if not new:
            raise NotKeptError(f"it says the same as what stands {there.place}")
