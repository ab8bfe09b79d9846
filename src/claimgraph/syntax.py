"""Strict YAML: text in; entries with their line and column, and problems, out.

Every scalar stays the text its author wrote: `NO` is not False and `1e3` no
number. What makes YAML surprising is refused: anchors, tags, merge keys, duplicate
keys, several documents, deep nesting, invisible direction marks. The YAML events
come from libyaml; only their composition is ours, because that keeps the positions
and cannot run out of stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from claimgraph.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Entry", "Mapping", "Node", "Scalar", "Sequence", "parse_yaml"]

#: A facts file may not be larger; a corpus has as many files as it likes.
MAX_BYTES = 16 * 1024 * 1024
#: Facts nest about six deep; more than this is a mistake or an attack.
MAX_DEPTH = 32

# C0 and C1 controls but tab and newlines; the marks that reorder what a reader sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text, as written."""

    text: str
    where: Where


class Sequence(NamedTuple):
    """A list of nodes."""

    items: list[Node]
    where: Where


class Entry(NamedTuple):
    """A value of a mapping, and where its key stands."""

    where: Where
    value: Node


class Mapping(NamedTuple):
    """Nodes by key, in the order written."""

    entries: dict[str, Entry]
    where: Where

    def find(self, key: str) -> Node | None:
        """Return the value under a key, or None."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def find_text(self, key: str) -> str | None:
        """Return the text under a key, or None if there is none or it is no text."""
        value = self.find(key)
        return value.text if isinstance(value, Scalar) else None


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818  (it carries a problem, and is none)
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_yaml(data: bytes, file: str, *, size: int = 0) -> tuple[Node | None, list[Problem]]:
    r"""Parse one document of strict YAML; None comes with at least one problem.

    `size` is the file's, in bytes, where only its beginning was read.

    >>> node, problems = parse_yaml(b"id: src:a\n", "a.yaml")
    >>> node.find_text("id"), problems
    ('src:a', [])
    >>> parse_yaml(b"a: 1\na: 2\n", "a.yaml")[1][0].message
    "the key 'a' is written twice; the first is in line 1"
    """
    problems: list[Problem] = []
    try:
        text = _decode(data, file, max(size, len(data)))
        return _compose(text, file, problems), problems
    except _Refused as refusal:
        return None, [*problems, refusal.problem]


def _decode(data: bytes, file: str, size: int) -> str:
    """Return the text of a file, or refuse what no author can have meant."""
    if size > MAX_BYTES:
        _refuse(file, 0, 0, "too-large", f"the file has {size:,} bytes; a facts file has at most {MAX_BYTES:,}",
                "split it: one file per source")  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        col = error.start - (before.rfind(b"\n") + 1) + 1
        _refuse(file, line, col, "not-utf8", f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")
    found = _FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        col = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        _refuse(file, line, col, "control-character", f"the file holds the invisible character U+{ord(found[0]):04X}",
                "delete it")  # fmt: skip
    return text


def _refuse(file: str, line: int, col: int, code: str, message: str, hint: str = "") -> None:
    raise _Refused(Problem(Where(file, line, col), code, message, hint))


def _events(text: str, file: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, col = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        _refuse(file, line, col, "yaml-syntax", error.problem or error.context or "this is not YAML",
                "quote texts that hold ': ' or ' #' or that start with a sign such as @ * & ! % - ?")  # fmt: skip
    except (yaml.YAMLError, ValueError) as error:
        _refuse(file, 0, 0, "yaml-syntax", " ".join(str(error).split()))


def _compose(text: str, file: str, problems: list[Problem]) -> Node:
    """Build nodes from events with a stack of our own."""
    root: Node | None = None
    stack: list[Mapping | Sequence] = []
    keys: list[Scalar | None] = []  # per open mapping: the key that waits for its value
    documents = 0
    for event in _events(text, file):
        assert event.start_mark is not None
        where = Where(file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                _refuse(*where, "several-documents", "a second document starts here", "one file holds one document")
            continue
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            keys.pop()
            continue
        node = _node(event, where, len(stack))
        if node is None:
            continue
        if not stack:
            root = node
        elif isinstance(top := stack[-1], Sequence):
            top.items.append(node)
        elif (key := keys[-1]) is None:
            keys[-1] = _key(node)
        else:
            keys[-1] = None
            _put(top, key, node, problems)
        if not isinstance(node, Scalar):
            stack.append(node)
            keys.append(None)
    if root is None:
        _refuse(file, 0, 0, "empty-file", "the file holds nothing", "delete it, or write a source or entities into it")
    assert root is not None
    return root


def _node(event: yaml.Event, where: Where, depth: int) -> Node | None:
    """Turn an event into the node that starts there, or None if none does."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        _refuse(*where, "anchor", "anchors and aliases (& and *) are not part of the format", "write the value out")
    if not isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        return None
    if event.tag is not None and event.tag != "!":
        _refuse(*where, "tag", f"tags such as {event.tag} are not part of the format", "delete the tag")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, where)
    if depth >= MAX_DEPTH:
        _refuse(*where, "too-deep", f"the text nests more than {MAX_DEPTH} levels deep")
    return Mapping({}, where) if isinstance(event, yaml.MappingStartEvent) else Sequence([], where)


def _key(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        _refuse(*node.where, "wrong-shape", "a key is a word, not a list or a mapping")
    assert isinstance(node, Scalar)
    return node


def _put(mapping: Mapping, key: Scalar, value: Node, problems: list[Problem]) -> None:
    first = mapping.entries.get(key.text)
    if first is None:
        mapping.entries[key.text] = Entry(key.where, value)
        return
    message = f"the key '{key.text}' is written twice; the first is in line {first.where.line}"
    problems.append(Problem(key.where, "duplicate-key", message, "keep one, or make a list of the values"))
