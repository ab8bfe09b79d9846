"""The entry of a claim in, its form out: entries of one form are completed to nodes of one form.

So of a form that was seen, the completer need not say everything again (see `sample`).
A form holds what decides the form of the node: the keys, how many values each has, the
words of closed lists, whether a text is of the form that a pattern asks for, which of two
values is the larger. What a claim states is no part of it, nor are dates and amounts: these
are nodes of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.syntax import Mapping as Entries
from claimgraph.syntax import Node, Scalar, Sequence
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from claimgraph.ontology import Field, Ontology

__all__ = ["EntryForms", "matches"]

#: A reference of these letters has an IRI; any other is a case of its own.
_PLAIN = re.compile(r"[A-Za-z0-9._-]+:[A-Za-z0-9._-]+")
_WHOLE = re.compile(r"[0-9]{1,15}")
_PARTS = (CG + "Snapshot", CG + "Evidence", CG + "Attribution", CG + "Assessment")
_Patterns = Mapping[str, tuple[re.Pattern[str], ...]]


class _Key(NamedTuple):
    """What tells the texts behind a key apart, if anything does; the class of the parts there, if they are parts."""

    trait: Callable[[str], Hashable] | None
    part: str


class EntryForms:
    """Tells the forms of entries."""

    def __init__(self, ontology: Ontology, patterns: _Patterns, above: Mapping[str, tuple[str, ...]]) -> None:
        """Use the fields of an ontology; `patterns` and `above` are as in `Traits`."""
        self._ontology = ontology
        self._patterns, self._above = patterns, above
        self._classes: dict[str, tuple[dict[str, _Key], list[tuple[str, str]]]] = {}

    def form(self, entry: Entries, cls: str) -> tuple[Hashable, ...]:
        """Return the form of an entry of a class."""
        keys, ordered = self._classes.get(cls) or self._prepare(cls)
        form: list[Hashable] = []
        for name, (_, value) in entry.entries.items():
            key = keys.get(name)
            if key is None:
                continue
            form.append(name)
            if not isinstance(value, Scalar):
                form.append(self._several(value, key))
            elif key.trait is not None:
                form.append(key.trait(value.text))
        for one, other in ordered:
            form.append(_order(entry.find_text(one) or "", entry.find_text(other) or ""))
        return tuple(form)

    def _several(self, value: Node, key: _Key) -> Hashable:
        if isinstance(value, Sequence):
            return len(value.items), *(self._several(item, key) for item in value.items)
        if isinstance(value, Entries):
            return self.form(value, key.part) if key.part else ()
        return key.trait(value.text) if key.trait is not None else None

    def _prepare(self, cls: str) -> tuple[dict[str, _Key], list[tuple[str, str]]]:
        fields = self._ontology.fields(cls)
        names = {field.iri: name for name, field in fields.items()}
        ordered = [(name, names[other]) for iri, name in names.items() for other in self._above.get(iri, ()) if other in names]
        keys = {name: _Key(self._trait(field), self._part(field)) for name, field in fields.items()}
        return self._classes.setdefault(cls, (keys, ordered))

    def _part(self, field: Field) -> str:
        return next((cls for cls in field.classes if self._ontology.is_a(cls, *_PARTS)), "")

    def _trait(self, field: Field) -> Callable[[str], Hashable] | None:
        patterns = self._patterns.get(field.iri)
        if patterns:
            return lambda text: matches(patterns, text)
        if not field.classes or CG + "Date" in field.classes:
            return None
        if self._ontology.is_closed_list(field.classes[0]):
            return str
        return lambda text: _PLAIN.fullmatch(text) is not None or text


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[bool, ...]:
    r"""Tell which patterns are found in a text, as a store finds them.

    >>> matches((re.compile("^a$"), re.compile("b")), "a"), matches((re.compile("^a$"),), "a\n")
    ((True, False), (False,))
    """
    # Before a last line end, Python's $ matches, and a store's does not.
    return tuple([pattern.search(text) is not None and text[-1:] != "\n" for pattern in patterns])


def _order(one: str, other: str) -> Hashable:
    """Return whether a whole number is below, the same as or above another; anything else is a case of its own."""
    if _WHOLE.fullmatch(one) and _WHOLE.fullmatch(other):
        low, high = int(one), int(other)
        return (low > high) - (low < high)
    return one, other
