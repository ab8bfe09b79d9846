"""Parsed JSON-LD in, nodes under schema.org's own words out: whatever prefix, namespace or shape they were written in.

A node is a mapping of words to lists of texts and nodes. References are followed when they
are asked for, within one document, so that circles do no harm.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from claimgraph.imports.entities import NotKeptError
from claimgraph.imports.names import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Graph", "Node", "clean"]

Node = dict[str, list[Any]]

_SCHEMA = re.compile(r"https?://(?:www\.)?schema\.org/?#?", re.IGNORECASE)
_KEYWORDS = {"@id": "@id", "@type": "@type", "id": "@id", "type": "@type"}
_WRAPPED = ("@list", "@set")
#: Beyond so many values nobody looks for repetitions.
_MANY = 50
#: Marks of HTML that pages leave in their texts; the attributes have values, so that `a <b and c> d` stays.
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|q|s|small|span|strong|sub|sup|table|tbody|td|tr|u|ul)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))*\s*/?>",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return a text without the marks of HTML, its entities read, and its blanks as one.

    >>> clean("<p>Fish &amp; chips<br/>cost <b>more</b></p>"), clean("a <b and c> d")
    ('Fish & chips cost more', 'a <b and c> d')
    """
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


class Graph:
    """The nodes of one document."""

    def __init__(self, values: Iterable[Any]) -> None:
        """Read values as JSON has them."""
        values = list(values)
        self._prefixes = {"schema", *_own_prefixes(values)}
        self._by_id: dict[str, Node] = {}
        #: The @ids of the nodes that somebody has asked for.
        self.followed: set[str] = set()
        self.roots = [root for value in values for root in self._read(value)]

    def nodes(self) -> Iterator[tuple[Node, tuple[Node, ...], str]]:
        """Yield each node with those around it, outermost first, and the word by which the last of these holds it."""
        todo: list[tuple[Any, tuple[Node, ...], str]] = [(root, (), "") for root in reversed(self.roots)]
        while todo:
            value, around, word = todo.pop()
            if isinstance(value, dict):
                yield value, around, word
                inner = [(item, (*around, value), key) for key, items in value.items() for item in items]
                todo.extend(reversed(inner))

    def types(self, node: Node) -> list[str]:
        """Return the types of a node, as schema.org calls them; those of others are left out."""
        return [word for text in node.get("@type", []) if isinstance(text, str) and (word := self._word(text))]

    def id(self, node: Node) -> str:
        """Return the @id of a node, or nothing."""
        found = node.get("@id", [""])
        return found[0] if found and isinstance(found[0], str) else ""

    def whole(self, value: Any) -> Any:
        """Return what a value refers to, or the value itself."""
        id_ = self.id(value) if isinstance(value, dict) else value
        return self._by_id.get(id_, value) if isinstance(id_, str) else value

    def follow(self, value: Any) -> Any:
        """Return what a value refers to, or the value itself, and remember that it was asked for."""
        found = self.whole(value)
        if isinstance(found, dict):
            self.followed.add(self.id(found))
        return found

    def things(self, node: Node, *words: str) -> list[Any]:
        """Return what stands under words: nodes, and texts that refer to none."""
        return [self.follow(value) for word in words for value in node.get(word, [])]

    def texts(self, node: Node, *words: str) -> list[str]:
        """Return the texts under the first of some words that has any, clean.

        Raises:
            NotKeptError: facts cannot hold one.
        """
        for word in words:
            found = [text for value in node.get(word, []) if isinstance(value, str) and (text := clean(value))]
            for text in found:
                bad = unwritable(text)
                if bad:
                    raise NotKeptError(f"its '{word}' holds {bad}")
            if found:
                return found
        return []

    def text(self, node: Node, *words: str) -> str:
        """Return the first of `texts`, or nothing."""
        return next(iter(self.texts(node, *words)), "")

    def _read(self, value: Any) -> list[Any]:
        """Return a value as a list of texts and nodes."""
        if isinstance(value, list):
            return [item for one in value for item in self._read(one)]
        if isinstance(value, bool):
            return ["true" if value else "false"]
        if not isinstance(value, dict):
            return [] if value is None else [value]
        if "@value" in value:
            return self._read(value["@value"])
        for wrap in _WRAPPED:
            if wrap in value:
                return self._read(value[wrap])
        node: Node = {}
        for key, inner in value.items():
            word = _KEYWORDS.get(key) or (key if key.startswith("@") else self._word(key))
            if word and word != "@context":
                node[word] = node.get(word, []) + self._read(inner)
        self._join(node)
        return [node]

    def _join(self, node: Node) -> None:
        """Add what is said of a node to what is said of it elsewhere; the tree itself stays as it was written, without circles."""
        id_ = self.id(node)
        if id_:
            whole = self._by_id.setdefault(id_, {})
            for word, values in node.items():
                there = whole.get(word, [])
                whole[word] = there + [value for value in values if len(there) > _MANY or value not in there]

    def _word(self, text: str) -> str:
        """Return schema.org's word for a key or a type; nothing if it is somebody else's."""
        own = _SCHEMA.match(text)
        if own:
            return text[own.end() :]
        prefix, colon, local = text.partition(":")
        if not colon:
            return text
        return local if prefix in self._prefixes else ""


def _own_prefixes(values: list[Any]) -> Iterator[str]:
    """Yield the prefixes that contexts give to schema.org."""
    todo = list(values)
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            todo += value.values()
            contexts = value.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, dict):
                    yield from (key for key, iri in context.items() if isinstance(iri, str) and _SCHEMA.fullmatch(iri))
