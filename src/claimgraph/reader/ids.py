"""Ids and types in; whether they are written as they should be, and the references to look up, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.model import Reference
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.vocab import SYSTEM_PATHS

if TYPE_CHECKING:
    from claimgraph.model import Settings
    from claimgraph.reader.findings import Findings

__all__ = ["ENTITY", "SLUG", "Ids"]

#: What stands behind the prefix of a source or claim,
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
#: and of an entity.
ENTITY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")


class Ids:
    """Reads ids, by the prefixes of a corpus, and the words for types."""

    def __init__(self, settings: Settings, findings: Findings) -> None:
        """Know the prefixes that `settings` declare."""
        self.prefixes = settings.all_prefixes()
        self.entity_prefixes = settings.entity_prefixes()
        self._findings = findings

    def read_id(self, node: Mapping, what: str, prefixes: str | set[str], form: re.Pattern[str]) -> str:
        """Return an entry's id, or nothing after reporting why it is none."""
        value = node.find("id")
        allowed = {prefixes} if isinstance(prefixes, str) else prefixes
        if value is None:
            self._findings.problem(node.where, "missing-key", f"{what} has no 'id'")
        elif not isinstance(value, Scalar):
            self._findings.problem(value.where, "wrong-shape", "an id is a word, not a list or a mapping")
        else:
            prefix, colon, local = value.text.partition(":")
            if colon and prefix not in self.prefixes:
                self._unknown_prefix(value, prefix)
            elif not colon or prefix not in allowed:
                self._findings.problem(value.where, "bad-id", f"the id '{value.text}' of {what} does not start with "
                              + " or ".join(f"{p}:" for p in sorted(allowed)),
                              "" if form is SLUG else "claimgraph.toml can declare more, under [prefixes]")  # fmt: skip
            elif not form.fullmatch(local):
                letters = "a-z, 0-9 and -" if form is SLUG else "letters, digits, '.', '_' and '-'"
                mended = re.sub(r"[^a-z0-9]+", "-", local.lower()) if form is SLUG else re.sub(r"[^A-Za-z0-9._-]+", "", local)
                self._findings.problem(value.where, "bad-id", f"the id '{value.text}' of {what} may hold {letters} behind '{prefix}:'",
                              f"such as {prefix}:{mended.strip('-.')}" if mended.strip("-.") else "")  # fmt: skip
            else:
                return value.text
        return ""

    def read_types(self, node: Mapping, known: dict[str, str], what: str, *, single: bool = False) -> tuple[str, ...]:
        """Return the classes that an entry's words for its type stand for."""
        value = node.find("type")
        if value is None:
            self._findings.problem(node.where, "missing-key", f"{what} has no 'type'", f"one of {', '.join(sorted(known))}")
            return ()
        if isinstance(value, Sequence) and (single or not value.items):
            message = "'type' has one value, not a list" if single else "'type' is an empty list"
            self._findings.problem(value.where, "wrong-shape", message, f"one of {', '.join(sorted(known))}")
            return ()
        found = []
        for item in value.items if isinstance(value, Sequence) else [value]:
            if not isinstance(item, Scalar):
                self._findings.problem(item.where, "wrong-shape", "a type is a word")
            elif item.text in known:
                found.append(known[item.text])
            else:
                self._findings.problem(item.where, "bad-value", f"'{item.text}' is no type of {what}",
                              self._findings.guess(item.text, known) or f"one of {', '.join(sorted(known))}")  # fmt: skip
        return tuple(found)

    def read_reference(self, value: Node, classes: tuple[str, ...]) -> None:
        """Note a reference, to something of one of these classes; whether that is there is seen once all is read."""
        if not isinstance(value, Scalar):
            self._findings.problem(value.where, "wrong-shape", "an id is a word, not a list or a mapping")
            return
        prefix, colon, _ = value.text.partition(":")
        if not colon:
            self._findings.problem(value.where, "bad-id", f"'{value.text}' is not an id", "ids have a prefix, as in org:Meta")
        elif prefix not in self.prefixes:
            self._unknown_prefix(value, prefix)
        else:
            self._findings.references.append(Reference(self._findings.holder, value.text, classes, value.where))

    def _unknown_prefix(self, value: Scalar, prefix: str) -> None:
        known = [p for p in self.prefixes if p and p not in SYSTEM_PATHS] + ["claim", "src"]
        hint = self._findings.guess(prefix, known) or f'declare it in claimgraph.toml: [prefixes] {prefix} = "{prefix}/"'
        self._findings.problem(value.where, "unknown-prefix", f"the prefix '{prefix}:' of '{value.text}' is not declared",
                      "name what is there with an id of your own; its address goes into sameAs of an entity" if "://" in value.text else
                      hint if re.fullmatch(r"\w+", prefix) else "")  # fmt: skip
