"""Strict YAML: text in; entries with their line and column, and problems, out.

Every scalar stays the text its author wrote: `NO` is not False and `1e3` no
number. What makes YAML surprising is refused: anchors, tags, merge keys, duplicate
keys, several documents, deep nesting, invisible direction marks. The YAML events
come from libyaml; only their composition is ours, because that keeps the positions
and cannot run out of stack.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from claimgraph.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml._yaml import Mark as LibMark

    _Mark = yaml.Mark | LibMark

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Entry", "Mapping", "Node", "Scalar", "Sequence", "parse_yaml"]

#: A facts file may not be larger; a corpus has as many files as it likes.
MAX_BYTES = 16 * 1024 * 1024
#: Facts nest about six deep; more than this is a mistake or an attack.
MAX_DEPTH = 32

# C0 and C1 controls but tab and newlines; the marks that reorder what a reader sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_PLAIN = bytes({*b"\t\n\r", *range(0x20, 0x7F)})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}


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
        before = error.object[: error.start].decode("utf-8")  # of the bytes behind a mark that opens the file
        _refuse(file, *_place(before, len(before)), "not-utf8", f"byte 0x{error.object[error.start]:02x} is not UTF-8",
                "save the file as UTF-8")  # fmt: skip
    # Of most files, nothing is left once the plain letters are gone: only where something is, each character is looked at.
    found = _FORBIDDEN.search(text) if data.translate(None, _PLAIN) else None
    if found:
        _refuse(file, *_place(text, found.start()), "control-character", f"the file holds the invisible character U+{ord(found[0]):04X}",
                "delete it")  # fmt: skip
    return text


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _refuse(file: str, line: int, col: int, code: str, message: str, hint: str = "") -> None:
    raise _Refused(Problem(Where(file, line, col), code, message, hint))


def _events(text: str, file: str, stack: list[Mapping | Sequence]) -> Iterator[yaml.Event]:
    """Yield what libyaml reads; `stack` is what the reader of these events has open."""
    event: yaml.Event | None = None
    try:
        take = _LOADER(text).get_event  # yaml.parse would ask before each event whether there is one
        while (event := take()) is not None:
            yield event
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or "") and event and event.end_mark and error.problem_mark:
            _refuse_bracket(text, file, len(stack), event.end_mark, error.problem_mark)
        mark = error.problem_mark or error.context_mark
        line, col = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        _refuse(file, line, col, "yaml-syntax", *_explain(error, text))
    except (yaml.YAMLError, ValueError) as error:
        _refuse(file, 0, 0, "yaml-syntax", " ".join(str(error).split()))


def _refuse_bracket(text: str, file: str, depth: int, last: _Mark, end: _Mark) -> None:
    """Refuse at the first bracket that nests too deep; libyaml, which reads ahead, has given up at a later one.

    What it has read ahead, from the end of its last event, are the tokens of one line.
    """
    line, col = end.line, end.column
    with contextlib.suppress(yaml.YAMLError):  # a piece of text may not be what it was in its place
        for token in yaml.scan(text[last.index : end.index], Loader=yaml.SafeLoader):
            if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
                depth += 1
            elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)):
                depth -= 1
            if depth > MAX_DEPTH:
                mark = token.start_mark
                line, col = last.line + mark.line, mark.column + (0 if mark.line else last.column)
                break
    _refuse_depth(Where(file, line + 1, col + 1))


def _refuse_depth(where: Where) -> None:
    _refuse(*where, "too-deep", f"the text nests more than {MAX_DEPTH} levels deep", "facts nest about six deep: flatten it")


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str]:
    """Return what the parser says, with where the thing it is about begins, and a hint."""
    message = error.problem or error.context or "this is not YAML"
    mark = error.problem_mark
    line = "".join(text.splitlines()[mark.line : mark.line + 1]) if mark else ""
    if "tab" in message or (mark and line[mark.column :].startswith("\t")):
        return message, "indent with spaces, not with tabs"
    if error.problem and error.context and error.context_mark and "next token" not in error.context:
        message += f" {error.context} that starts in line {error.context_mark.line + 1}"
    if "escape" in message:
        return message, "in double quotes a \\ starts an escape: use single quotes"
    if "expected key" in message:
        return message, "the text ends before its line does: in single quotes write '' for an apostrophe"
    if "flow" in message:
        return message, "put a comma, or close the bracket"
    if "end of stream" in message:
        return message, "close the quotation mark"
    return message, "quote texts that hold ': ' or ' #' or that start with a sign such as @ * & ! % - ?"


def _compose(text: str, file: str, problems: list[Problem]) -> Node:
    """Build nodes from events with a stack of our own.

    Every word of a corpus passes here: what nearly all events are, plain texts and ends,
    is dealt with on the spot, and named tuples are made without the detour by keywords.
    """
    root: Node | None = None
    stack: list[Mapping | Sequence] = []
    entries: dict[str, Entry] | None = None  # what is open is a mapping with these,
    items: list[Node] | None = None  # or a list of these
    key: str | None = None  # of the open mapping: the key that waits for its value,
    key_where = Where(file)  # and its place
    make, scalar, ends = tuple.__new__, yaml.ScalarEvent, _ENDS
    node: Node | None
    for event in _events(text, file, stack):
        kind = type(event)
        if isinstance(event, scalar) and event.anchor is None and event.tag is None and event.style != '"':
            mark = event.start_mark
            assert mark is not None
            where = make(Where, (file, mark.line + 1, mark.column + 1))
            if entries is not None and key is None:
                key, key_where = event.value, where
                continue
            node = make(Scalar, (event.value, where))
        elif kind in ends:
            stack.pop()
            entries, items = _opened(stack[-1]) if stack else (None, None)
            continue
        else:
            assert event.start_mark is not None
            where = Where(file, event.start_mark.line + 1, event.start_mark.column + 1)
            if kind is yaml.DocumentStartEvent and root is not None:
                _refuse(*where, "several-documents", "a second document starts here", "one file holds one document")
            node = _node(event, where, len(stack))
            if node is None:
                continue
            if entries is not None and key is None:
                key, key_where = _key(node), where
                continue
        if entries is not None:
            assert key is not None
            entry = make(Entry, (key_where, node))
            if entries.setdefault(key, entry) is not entry:
                problems.append(_twice(key, key_where, entries))
            key = None
        elif items is not None:
            items.append(node)
        else:
            root = node
        if not isinstance(node, Scalar):
            stack.append(node)
            entries, items = _opened(node)
    if root is None:
        _refuse(file, 0, 0, "empty-file", "the file holds nothing", "delete it, or write a source or entities into it")
    assert root is not None
    return root


def _opened(node: Mapping | Sequence) -> tuple[dict[str, Entry] | None, list[Node] | None]:
    return (node.entries, None) if isinstance(node, Mapping) else (None, node.items)


def _node(event: yaml.Event, where: Where, depth: int) -> Node | None:
    """Turn an event into the node that starts there, or None if none does."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        _refuse(*where, "anchor", "anchors and aliases (& and *) are not part of the format", "write the value out")
    if not isinstance(event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)):
        return None
    if event.tag is not None and event.tag != "!":
        _refuse(*where, "tag", f"tags such as {event.tag.replace('tag:yaml.org,2002:', '!!')} are not part of the format", "delete the tag")
    if isinstance(event, yaml.ScalarEvent):
        if event.style == '"' and (found := _FORBIDDEN.search(event.value)):  # by an escape such as \0
            _refuse(*where, "control-character", f"the text holds the invisible character U+{ord(found[0]):04X}", "delete its escape")
        return Scalar(event.value, where)
    if depth >= MAX_DEPTH:
        _refuse_depth(where)
    return Mapping({}, where) if isinstance(event, yaml.MappingStartEvent) else Sequence([], where)


def _key(node: Node) -> str:
    if not isinstance(node, Scalar):
        _refuse(*node.where, "wrong-shape", "a key is a word, not a list or a mapping", "quote it if it starts with [ or {")
    assert isinstance(node, Scalar)
    return node.text


def _twice(key: str, where: Where, entries: dict[str, Entry]) -> Problem:
    message = f"the key '{key}' is written twice; the first is in line {entries[key].where.line}"
    return Problem(where, "duplicate-key", message, "keep one, or make a list of the values")
