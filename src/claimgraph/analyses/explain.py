"""What claims speak of, in; the words a reader knows it by out, having asked the store for all of them at once."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.analyses.sides import CONTEXT, is_node
from claimgraph.analyses.statements import select_parts
from claimgraph.queries import fill_values, package_query
from claimgraph.vocab import CG, QUDT, SCHEMA
from claimgraph.wording.cells import text_of
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import Words, amount_text, date_text, list_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimgraph.analyses.exclusion import Question
    from claimgraph.store.protocol import Store

__all__ = ["Explainer"]

#: What is named inside a value, with the word that leads to it.
_NESTED = {SCHEMA + "variableMeasured": "on", CG + "inRespectOf": "in respect of", CG + "comparedWith": "beside"}
_SETTING, _UNIT = CG + "setting", QUDT + "unit"


class Explainer:
    """Says in words what terms of a store stand for: things, claims and values."""

    def __init__(self, store: Store, terms: Iterable[Any], claims: Collection[str] = ()) -> None:
        """Ask for what is called what: terms (IRIs as text, too), what their values name, and the sentences of claims by IRI."""
        self.compact = functools.cache(Compactor(store.prefixes))
        self.words = Words(list_words(store))
        iris = {term if isinstance(term, str) else term.value for term in terms if isinstance(term, str | ox.NamedNode)}
        nodes = {iri for iri in iris if is_node(store, iri)}
        self._parts: dict[str, dict[str, Any]] = {}
        for name in ("parts-in-force", "parts"):  # most are in force, where each is found once
            for query in fill_values(package_query(f"analyses/{name}"), (f"<{node}>" for node in nodes - self._parts.keys())):
                for node, key, value in store.rows(query):
                    about = self._parts.setdefault(node.value, {})
                    about[key.value if key.value in _NESTED else self.compact(key.value)] = self._part(key.value, value)
        things = (iris - nodes) | {part[key] for part in self._parts.values() for key in _NESTED if key in part}
        self._called: dict[Any, str] = {}
        self._names = read_names(store, things)
        for row in select_parts(store, "labels", "claim", claims) if claims else ():
            claim, label = row["claim"].value, text_of(row["label"])
            self._names[claim] = min(label, self._names.get(claim, label))  # of several, the same one every time

    def _part(self, key: str, value: Any) -> Any:
        if not isinstance(value, ox.NamedNode):
            return {"value": text_of(value)}
        return value.value if key in _NESTED else self.compact(value.value)

    def name(self, term: Any) -> str:
        """Return what a reader calls a thing, a claim or a value; IRIs may be given as text."""
        known = self._called.get(term)
        if known is None:
            known = self._called[term] = self._call(term)
        return known

    def _call(self, term: Any) -> str:
        if isinstance(term, ox.Literal):
            return self.words.literal({"value": term.value, "datatype": self.compact(term.datatype.value)})
        iri = term if isinstance(term, str) else text_of(term)
        if iri in self._names:
            return self._names[iri]
        about = self._parts.get(iri, {})
        if about.get("rdf:type") == "cg:Date":
            return date_text(about)
        if "cg:exactness" in about:
            return amount_text(about, self.words)
        if "cg:relation" in about:
            return self.words(about["cg:relation"])
        return str(about["rdfs:label"]["value"]) if "rdfs:label" in about else self.words(self.compact(iri))

    def circumstances(self, term: Any) -> str:
        """Return under what conditions a value is given: the benchmark, the setting, what it is compared with."""
        about = self._parts.get(term.value, {}) if isinstance(term, ox.NamedNode) else {}
        parts = [f" {word} {self.name(about[key])}" for key, word in _NESTED.items() if key in about]
        if "cg:setting" in about:
            parts.append(f" ({about['cg:setting']['value']})")
        return "".join(parts)

    def heading(self, question: Question, term: Any = None) -> str:
        """Return what is asked: the subject, the predicate, and in which circumstances a term gives the answer."""
        return f"{self.name(question.subject)}, {self.words(self.compact(question.predicate))}{self.circumstances(term)}"

    def context(self, question: Question, differs: Collection[str], term: Any) -> str:
        """Return what sets a question apart from others like it: its setting, unit and so on, as far as these differ, as a term gives them."""
        found = []
        about = self._parts.get(text_of(term), {})
        for (key, name), value in zip(CONTEXT.items(), question.context, strict=True):
            if name in differs:
                setting = about.get(self.compact(key), {"value": value})["value"] if key == _SETTING and value else ""
                unit = self.words(self.compact(value)) if key == _UNIT and value else ""
                found.append(setting or unit or (self.name(value) if value else f"no {name} given"))
        return ", ".join(found)

    def stated(self, question: Question) -> tuple[str, str]:
        """Return what is asked and what is stated, such as ("The Lab, led by", "Ann") or ("Model A", "codename Mango and launched on 2026")."""
        if len(question.statements) == 1:
            value = question.statements[0][2]
            return self.heading(question, value), self.name(value)
        parts = []
        for subject, predicate, value in question.statements:
            what = f"{self.words(self.compact(predicate))}{self.circumstances(value)} {self.name(value)}"
            parts.append(what if subject == question.subject else f"{self.name(subject)}, {what}")
        return self.name(question.subject), " and ".join(parts)
