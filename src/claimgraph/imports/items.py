"""The nodes of a document in, its Claims and ClaimReviews out: each once, however often it is spoken of."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.imports.jsonld import Page
    from claimgraph.imports.nodes import Graph, Node

__all__ = ["CLAIM", "REVIEW", "TEXT", "Item", "Other", "Places", "is_article", "items_of", "name_item"]

REVIEW, CLAIM = "ClaimReview", "Claim"
#: Where a claim has its text, the likelier words first.
TEXT = ("text", "claimReviewed", "name", "headline", "description")
#: Types of documents in which claims stand, beside ours.
_ARTICLES = re.compile(r".*(Article|Posting|Report|WebPage|Post)|CreativeWork|VideoObject|Legislation|Book|Speech|PodcastEpisode")


class Item(NamedTuple):
    """A Claim or ClaimReview: its node, the document around it if there is one, and what it stands in."""

    kind: str
    node: Node
    within: Node | None
    graph: Graph
    line: int


class Other(NamedTuple):
    """A node that is no claim, and its type."""

    graph: Graph
    node: Node
    type: str


def items_of(graph: Graph, line: int, others: list[Other]) -> Iterator[Item]:
    """Yield the items of a document, each once; note what else stands there on its own."""
    found: dict[Any, Item] = {}
    reviewed: set[Any] = set()
    for node, around, word in graph.nodes():
        whole = _whole(graph, node)
        types = graph.types(whole)
        kind = REVIEW if REVIEW in types else CLAIM if CLAIM in types else ""
        key = graph.id(node) if whole is not node else id(node)
        if word == "itemReviewed":
            reviewed.add(key)
        reviewed.update(value for value in whole.get("itemReviewed", []) if isinstance(value, str))
        if kind:
            within = next((outer for outer in reversed(around) if is_article(graph, outer)), None)
            there = found.get(key)
            if there is None or (there.within is None and within):
                found[key] = Item(kind, whole, within, graph, line)
        elif types and not any(graph.types(outer) for outer in around):
            others.append(Other(graph, node, types[0]))
    yield from (item for key, item in found.items() if item.kind == REVIEW or key not in reviewed)


def _whole(graph: Graph, node: Node) -> Node:
    """Return all that is said of a node; but the node alone where two things were given the same name."""
    whole = graph.whole(node)
    if not isinstance(whole, dict) or any(len(whole.get(word, [])) > 1 for word in ("claimReviewed", "text", "itemReviewed")):
        return node
    return whole


def is_article(graph: Graph, node: Node) -> bool:
    """Tell whether a node is a document in which claims can stand."""
    types = graph.types(node)
    return not {CLAIM, REVIEW} & set(types) and any(_ARTICLES.fullmatch(word) for word in types)


def name_item(item: Item) -> str:
    """Say which item it is, by its kind and the beginning of its words."""
    words = [value for word in ("claimReviewed", *TEXT, "url", "@id") for value in item.node.get(word, []) if isinstance(value, str)]
    return f"the {item.kind} '{printable(' '.join(words[0].split()), limit=40)}'" if words else f"a {item.kind}"


class Places:
    """Finds the lines of items by their own words, for JSON keeps no places."""

    def __init__(self, page: Page) -> None:
        """Begin at the first line."""
        self._page = page
        self._at, self._line = 0, 1

    def line(self, item: Item) -> int:
        """Return the line of an item; items are asked for in their order, so that each is looked for behind the one before."""
        if len(self._page.documents) > 1:
            return item.line
        for word in ("@id", "url", "claimReviewed", *TEXT):
            for value in item.node.get(word, []):
                for written in _spellings(value):
                    at = self._page.text.find(written, self._at)
                    if at >= 0:
                        self._line += self._page.text.count("\n", self._at, at)
                        self._at = at
                        return self._line
        return self._line


def _spellings(value: Any) -> tuple[str, ...]:
    """Return how a text may stand in JSON: as it is, in ASCII alone, and as PHP writes that."""
    if not isinstance(value, str) or not value:
        return ()
    return json.dumps(value, ensure_ascii=False), json.dumps(value), json.dumps(value).replace("/", "\\/")
