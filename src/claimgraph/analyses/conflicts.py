"""A store in; the pairs of claims that cannot both be true, or that dispute one another, out, with a sentence why."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.denials import pair_denials
from claimgraph.analyses.sides import pair_excluded, pair_sides, same_things
from claimgraph.queries import fill_values, package_query
from claimgraph.wording.compact import Compactor
from claimgraph.wording.words import Words, amount_text, date_text, list_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from claimgraph.store.protocol import Store

__all__ = ["KINDS", "Conflict", "Conflicts", "find_conflicts"]

#: The kinds of conflict; each is a query of its name, `queries/conflicts/KIND.rq`.
KINDS = ("denied", "disjoint", "disputed", "functional")
#: By kind, the variables whose names a sentence needs.
_NAMED = {"denied": ("subject", "a"), "disjoint": ("subject", "a", "b"), "disputed": ("one", "two"), "functional": ("subject", "a", "b")}
#: What is named inside a value, with the word that leads to it.
_NESTED = {"schema:variableMeasured": "on", "cg:inRespectOf": "in respect of", "cg:comparedWith": "beside"}
_DESCRIBE = """
SELECT ?node ?property ?value {
  VALUES ?node { }
  ?node ?property ?value .
  FILTER(?property IN (
    rdf:type, rdfs:label, schema:name, schema:headline, schema:value, cg:low, cg:high, cg:earliest, cg:latest, cg:exactness, cg:relation,
    cg:setting, qudt:unit, schema:variableMeasured, cg:inRespectOf, cg:comparedWith
  ))
}"""


class Conflict(NamedTuple):
    """Two claims, by CURIE, the first in the alphabet first; and why they conflict, in a sentence that names both values."""

    kind: str
    one: str
    two: str
    why: str


class Conflicts(list[Conflict]):
    """Conflicts, sorted; `left_out` counts those that a limit kept away."""

    left_out: int = 0


def find_conflicts(store: Store, *, only: Collection[str] | None = None, limit: int | None = None) -> Conflicts:
    """Return the conflicts among the claims that stand: neither superseded nor retracted.

    Compared is what is said to be so, as a fact: plans, hopes and opinions conflict
    with nothing, but may be disputed. `only` are the IRIs of the claims to look among;
    None for all. At most `limit` pairs are returned.
    """
    rows: list[tuple[str, Any]] = []
    left_out = 0
    for kind in KINDS:
        pairs = (row for row in _pairs(store, kind) if only is None or (row["one"].value in only and row["two"].value in only))
        found, more = _smallest(pairs, None if limit is None else limit - len(rows))
        rows += ((kind, row) for row in found)
        left_out += more
    reasons: dict[tuple[str, str, str], set[str]] = {}
    explain = _Explainer(store, rows)
    for kind, row in rows:
        one, two = sorted((explain.compact(row["one"].value), explain.compact(row["two"].value)))
        reasons.setdefault((kind, one, two), set()).add(explain(kind, row, one))
    conflicts = Conflicts(sorted(Conflict(*key, " ".join(sorted(whys))) for key, whys in reasons.items()))
    conflicts.left_out = left_out
    return conflicts


def _pairs(store: Store, kind: str) -> Iterable[Any]:
    """Return the pairs of a kind, as far as a row has them already: what takes long or goes wrong in some store is told here."""
    rows = store.rows(package_query(f"conflicts/{kind}"))
    if kind == "denied":
        return pair_denials(store, rows)
    if kind == "disjoint":
        return pair_excluded(rows)
    return pair_sides(rows, same_things(store)) if kind == "functional" else rows


def _smallest(rows: Iterator[Any], limit: int | None) -> tuple[list[Any], int]:
    """Return the first rows by their claims, and how many others there were, without keeping these."""
    if limit is None:
        return list(rows), 0
    count = 0

    def counted() -> Iterator[Any]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    kept = heapq.nsmallest(max(limit, 0), counted(), key=lambda row: (row["one"].value, row["two"].value, str(row)))
    count += sum(1 for _ in rows)  # of a limit of nothing, none was read
    return kept, count - len(kept)


class _Explainer:
    """Writes the sentences, having asked for all the names and values in them at once."""

    def __init__(self, store: Store, rows: Iterable[tuple[str, Any]]) -> None:
        self.compact = Compactor(store.prefixes)
        self._words = Words(list_words(store))
        self._described: dict[str, dict[str, Any]] = {}
        self._ask(store, {row[name].value for kind, row in rows for name in _NAMED[kind] if isinstance(row[name], ox.NamedNode)})
        self._ask(store, {node for about in self._described.values() for key in _NESTED if (node := about.get(key))})

    def _ask(self, store: Store, nodes: set[str]) -> None:
        for query in fill_values(_DESCRIBE, (f"<{node}>" for node in nodes - self._described.keys())):
            for row in store.rows(query):
                about = self._described.setdefault(row["node"].value, {})
                key, value = self.compact(row["property"].value), row["value"]
                nested = isinstance(value, ox.NamedNode) and key in _NESTED
                about[key] = (
                    value.value if nested else self.compact(value.value) if isinstance(value, ox.NamedNode) else {"value": value.value}
                )

    def __call__(self, kind: str, row: Any, first: str) -> str:
        """Return why the claims of a row conflict, speaking first of the claim whose CURIE is `first`."""
        turned = self.compact(row["one"].value) != first
        if kind == "disputed":
            return f"“{self._name(row['one'])}” disputes “{self._name(row['two'])}”."
        about = f"{self._name(row['subject'])}, {self._words(self.compact(row['predicate'].value))}"
        if kind == "denied":
            sides = ("says so", "denies it") if turned else ("denies it", "says so")
            return f"{about} {self._name(row['a'])}: one {sides[0]}, the other {sides[1]}."
        a, b = (row["b"], row["a"]) if turned else (row["a"], row["b"])
        rule = "only one can be so" if kind == "functional" else "it cannot be both"
        once = "" if row["grain"].value == "always" else " at a time"
        return f"{about}{self._circumstances(a)}: one says {self._name(a)}, the other {self._name(b)}, and {rule}{once}."

    def _name(self, term: Any) -> str:
        """Return what a reader calls a thing, a claim or a value."""
        if isinstance(term, ox.Literal):
            return self._words.literal({"value": term.value, "datatype": self.compact(term.datatype.value)})
        about = self._described.get(term.value, {})
        for key in ("schema:name", "schema:headline"):
            if key in about:
                return str(about[key]["value"])
        if about.get("rdf:type") == "cg:Date":
            return date_text(about)
        if "cg:exactness" in about:
            return amount_text(about, self._words)
        if "cg:relation" in about:
            return self._words(about["cg:relation"])
        return str(about["rdfs:label"]["value"]) if "rdfs:label" in about else self._words(self.compact(term.value))

    def _circumstances(self, value: Any) -> str:
        """Return under what conditions two values meet: the benchmark, the setting, what is compared."""
        about = self._described.get(value.value, {}) if isinstance(value, ox.NamedNode) else {}
        parts = [f" {word} {self._name(ox.NamedNode(about[key]))}" for key, word in _NESTED.items() if key in about]
        if "cg:setting" in about:
            parts.append(f" ({about['cg:setting']['value']})")
        return "".join(parts)
