"""What a store is to hold against what it holds: the statements that are missing, and those of ours that are too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.pushing.datasets import other_datasets
from claimgraph.pushing.needs import kept_for_others, kept_values
from claimgraph.pushing.order import is_claim
from claimgraph.pushing.statements import Key, Statement, compare, has_blank, key
from claimgraph.pushing.terms import old_terms
from claimgraph.vocab import CG, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.pushing.ours import Ours
    from claimgraph.pushing.reading import Reader
    from claimgraph.pushing.wanted import Wanted

__all__ = ["Difference", "corpus_difference", "graph_difference"]


class Difference(NamedTuple):
    """What is missing from a store, and what is too much in it.

    `left` counts the claims of our base that the corpus no longer has; `gone` are the
    graphs that will be empty.
    """

    missing: list[Statement]
    extra: list[Statement]
    left: int = 0
    gone: frozenset[str] = frozenset()


def graph_difference(wanted: Wanted, reader: Reader, graphs: Sequence[str], *, prune: bool) -> Difference:
    """Compare named graphs that are no claims': the description is all ours, the ontology in part, of others nothing goes."""
    missing: list[Statement] = []
    extra: list[Statement] = []
    for stored in reader.graphs(graphs):
        for graph, triples in stored.items():
            want = wanted.graph(graph)
            lack, surplus = compare(want, triples)
            missing += [Statement(graph, triple) for triple in lack]
            if graph == wanted.dataset:
                extra += [Statement(graph, triple) for triple in surplus]
            elif graph == ONTOLOGY_GRAPH and surplus:
                mine = old_terms(want, surplus, base=wanted.base, shared=_is_shared(wanted, reader), prune=prune)
                extra += [Statement(graph, triple) for triple in mine]
    return Difference(missing, extra)


def _is_shared(wanted: Wanted, reader: Reader) -> bool:
    """Tell whether the store holds another corpus, whose modules stand in the ontology's graph too."""
    other = f'FILTER(!STRSTARTS(STR(?x), "{wanted.base}"))'
    if other_datasets(wanted, reader):
        return True
    claims = f"{{ ?x a <{CG}Claim> }} UNION {{ GRAPH ?g {{ ?x a <{CG}Claim> }} }} {other}"
    return reader.any(claims)


def corpus_difference(wanted: Wanted, ours: Ours, reader: Reader, *, prune: bool) -> Difference:
    """Compare the claims' graphs, and what stands in the place for all else."""
    work = _Work(wanted, ours, reader, prune=prune)
    work.graphs()
    work.place()
    work.keep_what_is_needed()
    return work.result()


class _Work:
    """One comparison on its way."""

    def __init__(self, wanted: Wanted, ours: Ours, reader: Reader, *, prune: bool) -> None:
        self.wanted, self.ours, self.reader, self.prune = wanted, ours, reader, prune
        self.missing: list[Statement] = []
        self.in_graphs: list[Statement] = []
        self.in_place: dict[Key, ox.Triple] = {}
        #: What claims' graphs of ours hold in the store and the corpus does not hold to be so.
        self.stated: set[Key] = set()
        #: Of what is too much in the place, what is so for no other reason than that.
        self.view: set[Key] = set()
        self.gone: set[str] = set()
        self.present = 0
        self.spelt_twice: list[Statement] = []

    def graphs(self) -> None:
        """Compare the graphs of claims, those that the corpus no longer has among them if they are to go."""
        path = self.wanted.claim_path
        names = set(self.wanted.claims)
        if self.prune:
            found = self.reader.names(f'GRAPH ?x {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?x), "{path}"))')
            self.gone = {name for name in found - names if self.ours.kind(name)}
        for stored in self.reader.graphs([*sorted(names), *sorted(self.gone)]):
            for graph, triples in stored.items():
                lack, surplus = compare(self.wanted.graph(graph) if graph in names else [], triples)
                self.missing += [Statement(graph, triple) for triple in lack]
                self.in_graphs += [Statement(graph, triple) for triple in surplus]
                for triple in triples:
                    name = key(triple)
                    if isinstance(triple.subject, ox.NamedNode) and name not in self.wanted.keys(triple.subject.value):
                        self.stated.add(name)

    def place(self) -> None:
        """Compare what the place says of our subjects, then of the parts that only what is too much refers to."""
        known = set(self.wanted.subjects())
        todo = known | {name[0][1:-1] for name in self.stated}
        if self.prune:
            pattern = self.reader.at("?x ?p ?o")
            found = self.reader.names(f'{pattern} FILTER(STRSTARTS(STR(?x), "{self.wanted.base}"))')
            todo |= {name for name in found if self.ours.kind(name)}
        done: set[str] = set()
        while todo:
            parts: set[str] = set()
            for stored in self.reader.subjects(sorted(todo)):
                for subject, triples in stored.items():
                    parts |= self._subject(subject, triples, known=subject in known)
            done |= todo
            todo = parts - done - known

    def _subject(self, subject: str, triples: list[ox.Triple], *, known: bool) -> set[str]:
        """Compare what the place says of one subject; returns the parts and values that what is too much refers to."""
        lack, surplus = compare(self.wanted.subject(subject) if known else [], triples)
        self.missing += [Statement(None, triple) for triple in lack]
        self.present += any(map(is_claim, triples)) and subject in self.wanted.claims
        want = self.wanted.keys(subject) if known else frozenset()
        parts = set()
        for triple in surplus:
            name = key(triple)
            written = self.ours.writes(triple)
            if has_blank(triple) or not (written or name in self.stated or name in want):
                continue
            if name in want:  # the same value, spelt another way
                self.spelt_twice.append(Statement(None, triple))
                continue
            self.in_place[name] = triple
            if not written or (self.ours.kind(subject) == "val" and name in self.stated):
                self.view.add(name)
            if isinstance(triple.object, ox.NamedNode) and self.ours.kind(triple.object.value) in {
                "ev",
                "hop",
                "asm",
                "txt",
                "val",
                "date",
            }:
                parts.add(triple.object.value)
        return parts

    def keep_what_is_needed(self) -> None:
        """Leave what another claim in force states, and the values that something refers to which stays."""
        view = {name: self.in_place[name] for name in self.view}
        mine = self.wanted.claims | self.gone
        for name in kept_for_others(view, self.reader, mine, self.wanted.ontology("?x cg:holdsNow true")):
            del self.in_place[name]
        values: dict[str, list[Key]] = {}
        for name in self.in_place:
            subject = name[0][1:-1]
            if self.ours.is_value(subject) and not self.wanted.keys(subject):
                values.setdefault(subject, []).append(name)
        for subject in kept_values(values, self.in_place, self.reader):
            for name in values[subject]:
                del self.in_place[name]

    def result(self) -> Difference:
        """Return what was found."""
        extra = [*self.spelt_twice, *(Statement(None, triple) for triple in self.in_place.values()), *self.in_graphs]
        return Difference(self.missing, extra, 0 if self.prune else self._left(), frozenset(self.gone))

    def _left(self) -> int:
        """Count the claims of our base that the corpus no longer has."""
        found = f"{self.reader.at(f'?x a <{CG}Claim>')} {self.wanted.own_claims('?x')}"
        return self.reader.count(f"{{ SELECT DISTINCT ?x {{ {found} }} }}") - self.present
