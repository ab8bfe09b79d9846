"""What a reader finds: references to look up, ids declared, and problems, in the order met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.errors import Problem, Where, did_you_mean
from claimgraph.syntax import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.model import Reference
    from claimgraph.syntax import Node

__all__ = ["Findings"]

#: So many problems, and nobody reads the hints of further ones.
_MANY = 500


class Findings:
    """Collects what the parts of a reader find, and words the problems that several of them report."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        #: The id of the source, entity or claim that is being read.
        self.holder = ""

    def problem(self, where: Where, code: str, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(where, code, message, hint))

    def mappings(self, value: Node, key: str) -> Iterator[Mapping]:
        """Yield the mappings of a list, or the one that stands alone; anything else is a problem."""
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Mapping):
                yield item
            else:
                self.problem(item.where, "wrong-shape", f"'{key}' holds mappings of keys to values", "such as {id: org:Meta, …}")

    def unknown_key(self, where: Where, key: str, what: str, known: Iterable[str]) -> None:
        """Note a key that is none of those known."""
        known = list(known)
        hint = self.guess(key, known) or (
            f"its keys are {', '.join(known)}"
            if len(known) < 20
            else "its predicates are those of the ontology, and of `modules` in claimgraph.toml"
        )
        self.problem(where, "unknown-key", f"{what} has no key '{key}'", hint)

    def guess(self, word: str, known: Iterable[str]) -> str:
        """Guess what was meant; past many problems the guessing would take longer than the reading."""
        return did_you_mean(word, known) if len(self.problems) < _MANY else ""
