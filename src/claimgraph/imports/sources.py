"""What an input says of documents in; sources as facts write them, each once, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.errors import printable
from claimgraph.imports.entities import NotKeptError
from claimgraph.imports.names import label_of, same_address, shown_address, source_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known

__all__ = ["Sources"]

_ORDER = ("id", "type", "headline", "url", "published", "publisher", "author", "language", "derivedFrom", "note", "claims")

#: What is said of a source that could be said otherwise.
_TOLD = ("headline", "published", "publisher", "author", "language", "derivedFrom")
_LISTS = {"note", "assessment", "author", "derivedFrom"}


class Sources:
    """Collects the sources of a draft: by their address, or without one by all that is said of them.

    A source that the corpus has stays as the corpus has it; only claims are added.
    """

    def __init__(self, known: Known) -> None:
        """Begin with none but those that a corpus has."""
        self._known = known
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
        id_: str = "",
        **facts: Any,
    ) -> str:
        """Add a source, or what is new of one that is there; return its id.

        `facts` are as facts write them, and empty where nothing is said. If something else has been
        said of it, that stands; where we are lenient, what is said here becomes a note, but for the
        keys `unsaid`, which are told elsewhere. `id_` is that of a source of the corpus, where the input has it.

        Raises:
            NotKeptError: something else has been said of it, at the place that the message names.
        """
        title = " ".join(title.split())
        told = {key: value for key, value in {"headline": title, **facts}.items() if value}
        if url and not id_:
            id_ = self._known.source_at(url) or source_id(url, same_address(url))
        elif not id_:
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
        trees = [self._made[id_], *([self._known.source_tree(id_)] if id_ in self._known.sources else [])]
        return {maker for tree in trees for key in ("publisher", "author") for maker in _list(tree.get(key, []))}

    def trees(self) -> list[Tree]:
        """Return all sources as facts write them, in the order in which they came up."""
        found = []
        for id_, source in self._made.items():
            claims = [_plain(claim) for claim in source.get("claims", [])]
            if id_ in self._known.sources:
                found.append(self._known.source_tree(id_) | ({"claims": claims} if claims else {}))
                continue
            url = source.get("url", "")
            whole = {"type": "WebPage" if url else "Source", "headline": label_of(shown_address(url)) if url else "", **source}
            whole["claims"] = claims
            found.append(_plain({key: whole[key] for key in _ORDER if whole.get(key)}))
        return found

    def remarks(self) -> list[str]:
        """Say what the input has otherwise of sources that the corpus has."""
        found = []
        for id_ in [id_ for id_ in self._made if id_ in self._known.sources]:
            there = self._known.source_tree(id_)
            other = {key: self._made[id_][key] for key in _TOLD if key in self._made[id_]}
            said = [f"{key} '{printable(', '.join(map(str, _list(value))), limit=80)}'" for key, value in other.items()
                    if not {*map(str, _list(value))} <= {*map(str, _list(there.get(key, [])))}]  # fmt: skip
            if said:
                found.append(f"{id_} is there already and stays as it is; the input gives it the {', the '.join(said)}")
        return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(tree: Tree) -> Tree:
    """Write a list of one as people would: without the list."""
    return {key: value[0] if key in _LISTS and isinstance(value, list) and len(value) == 1 else value for key, value in tree.items()}
