"""What an input says of documents in; sources as facts write them, each once, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.errors import printable
from claimgraph.imports.entities import NotKeptError
from claimgraph.imports.names import label_of, shown_address, source_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.draft import Tree

__all__ = ["Sources"]

_ORDER = ("id", "type", "headline", "url", "published", "publisher", "author", "language", "derivedFrom", "note", "claims")

_LISTS = {"note", "assessment", "author", "derivedFrom"}


class Sources:
    """Collects the sources of a draft: by their address, or without one by all that is said of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[str, Tree] = {}
        #: Where each thing was said first.
        self._said: dict[tuple[str, str], str] = {}

    def add(
        self,
        title: str,
        url: str,
        place: str,
        *,
        notes: Iterable[str] = (),
        lenient: bool = False,
        unsaid: Iterable[str] = (),
        **facts: Any,
    ) -> str:
        """Add a source, or what is new of one that is there; return its id.

        `facts` are as facts write them, and empty where nothing is said. If something else has been
        said of it, that stands; where we are lenient, what is said here becomes a note, but for the
        keys `unsaid`, which are told elsewhere.

        Raises:
            NotKeptError: something else has been said of it, at the place that the message names.
        """
        title = " ".join(title.split())
        told = {key: value for key, value in {"headline": title, **facts}.items() if value}
        if url:
            id_ = source_id(url, url)
        else:
            id_ = source_id(title, title, *(f"{key}={told[key]}" for key in ("publisher", "published", "author") if key in told))
        there = self._made.setdefault(id_, {"id": id_, **({"url": url} if url else {})})
        for key in [key for key, value in told.items() if there.get(key, value) != value]:
            first, here = (printable(str(text), limit=80) for text in (there[key], told.pop(key)))
            if not lenient:
                raise NotKeptError(f"the source {url} has the {key} '{first}' {self._said[id_, key]}, but '{here}' here")
            if key not in {"type", *unsaid}:
                notes = [*notes, f"also given with the {key} '{here}'"]
        for note in notes:
            if note not in there.setdefault("note", []):
                there["note"].append(note)
        for key in told:
            self._said.setdefault((id_, key), place)
        there |= told
        return id_

    def claims(self, id_: str) -> list[Tree]:
        """Return the list of a source's claims, to be added to."""
        found: list[Tree] = self._made[id_].setdefault("claims", [])
        return found

    def makers(self, id_: str) -> set[str]:
        """Return who answers for a source: its publisher and its authors."""
        source = self._made[id_]
        return {source.get("publisher", ""), *source.get("author", [])}

    def trees(self) -> list[Tree]:
        """Return all sources as facts write them, in the order in which they came up."""
        found = []
        for source in self._made.values():
            url = source.get("url", "")
            whole = {"type": "WebPage" if url else "Source", "headline": label_of(shown_address(url)) if url else "", **source}
            whole["claims"] = [_plain(claim) for claim in whole.get("claims", [])]
            found.append(_plain({key: whole[key] for key in _ORDER if whole.get(key)}))
        return found


def _plain(tree: Tree) -> Tree:
    """Write a list of one as people would: without the list."""
    return {key: value[0] if key in _LISTS and isinstance(value, list) and len(value) == 1 else value for key, value in tree.items()}
