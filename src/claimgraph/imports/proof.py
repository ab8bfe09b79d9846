"""Drafted entries in; those that the reader and the rules accept, and the quads that they make again, out.

What is refused is left out: a part that may be missing by itself, else the whole
entry, and then what depends on it, until all that remains is sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.checks import check_corpus
from claimgraph.errors import Where
from claimgraph.model import Corpus
from claimgraph.rdf import corpus_text, ontology_quads
from claimgraph.reader import Reader
from claimgraph.rules import run_rules
from claimgraph.store.embedded import memory_store
from claimgraph.syntax import Entry, Mapping, Node, Scalar, Sequence
from claimgraph.writer import unwritable

if TYPE_CHECKING:
    from claimgraph.errors import Problem
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known
    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology
    from claimgraph.rdf import Text

__all__ = ["Drafted", "Proof", "prove", "tree_node"]

#: The keys without which an entry says something else, or nothing.
_KEPT = {"id", "type", "name", "headline", "label", "says", "attribution", "modality", "polarity", "stance"}


class Drafted(NamedTuple):
    """Entries by the IRI of what they are about; each claim with the IRI of its source."""

    entities: dict[str, Tree]
    sources: dict[str, Tree]
    claims: dict[str, tuple[str, Tree]]


class Proof(NamedTuple):
    """What is sound, and why the rest is not.

    `dropped` says it by IRI, `pruned` by IRI and key.
    """

    corpus: Corpus
    nquads: str
    dropped: dict[str, str]
    pruned: dict[tuple[str, str], str]


def prove(drafted: Drafted, settings: Settings, ontology: Ontology, known: Known) -> Proof:
    """Take away from a draft what the reader or the rules refuse; the draft's own trees are what remains."""
    proving = _Proving(drafted, settings, ontology, known)
    while True:
        reader = proving.read()
        problems = [*reader.problems, *check_corpus(reader.ontology, reader.declared, reader.references)]
        if problems:
            proving.remove(problems)
            continue
        corpus = Corpus(settings, ontology, tuple(reader.sources), tuple(reader.entities), tuple(reader.claims), ())
        text = corpus_text(corpus)
        broken = proving.broken(corpus, text)
        if not broken:
            return Proof(corpus, text.nquads, proving.dropped, proving.pruned)
        for iri, why in broken.items():
            proving.drop(iri, why)


class _Proving:
    """A draft while it is being proved: each entry with its node, whose places name the entry and the key."""

    def __init__(self, drafted: Drafted, settings: Settings, ontology: Ontology, known: Known) -> None:
        self.drafted = drafted
        self.settings = settings
        self.ontology = ontology
        self.known = known
        self.dropped: dict[str, str] = {}
        self.pruned: dict[tuple[str, str], str] = {}
        claims = {iri: tree for iri, (_, tree) in drafted.claims.items()}
        self.trees: dict[str, Tree] = {**drafted.entities, **drafted.sources, **claims}
        self.keys = {iri: list(tree) for iri, tree in self.trees.items()}
        self.nodes: dict[str, Mapping] = {}
        for iri, tree in self.trees.items():
            self.nodes[iri] = tree_node(tree, iri)
        ids = {tree["id"] for tree in self.trees.values()}
        self.declared = [entry for entry in known.declared if entry[0] not in ids]
        self._refuse_unwritable()

    def _refuse_unwritable(self) -> None:
        """Take away what no facts file may hold."""
        for iri, tree in list(self.trees.items()):
            for key, value in list(tree.items()):
                if found := _unwritable(value):
                    self._take(iri, key, f"no facts file may hold the character U+{ord(found):04X}")

    def read(self) -> Reader:
        """Let the reader read what is left."""
        reader = Reader(self.ontology, self.settings)
        reader.declared += self.declared
        drafted = self.drafted
        claims: dict[str, list[Node]] = {}
        for iri, (source, _) in drafted.claims.items():
            claims.setdefault(source, []).append(self.nodes[iri])
        sources: list[Node] = []
        for iri in drafted.sources:
            node = self.nodes[iri]
            found = claims.get(iri)
            listed = {"claims": Entry(Where(iri), Sequence(found, Where(iri)))} if found else {}
            sources.append(Mapping({**node.entries, **listed}, node.where))
        for key, items in (("entities", [self.nodes[iri] for iri in drafted.entities]), ("sources", sources)):
            nowhere = Where("")
            reader.read_file(Mapping({key: Entry(nowhere, Sequence([*items], nowhere))}, nowhere))
        return reader

    def remove(self, problems: list[Problem]) -> None:
        """Take away what problems are about."""
        for problem in problems:
            iri, number, _ = problem.where
            self._take(iri, self.keys[iri][number - 1] if number else "", problem.message)

    def broken(self, corpus: Corpus, text: Text) -> dict[str, str]:
        """Return the entries that break a rule, with what it says; what is there already counts, but is not judged."""
        others = self.known.without({tree["id"] for tree in self.trees.values()})
        nquads = text.nquads + corpus_text(others).nquads if others else text.nquads
        store = memory_store(ontology_quads(corpus), self.settings.all_prefixes(), nquads=nquads)
        found: dict[str, str] = {}
        for violation in run_rules(store):
            if violation.focus in text.origins:
                found.setdefault(text.origins[violation.focus].file, violation.message)
        return found

    def _take(self, iri: str, key: str, why: str) -> None:
        """Take away one key of an entry, or all of it where it would say something else without."""
        if iri in self.dropped or (key and key not in self.trees[iri]):
            return
        if not key or key in _KEPT:
            self.drop(iri, why)
            return
        self.pruned[iri, key] = why
        del self.trees[iri][key]
        del self.nodes[iri].entries[key]

    def drop(self, iri: str, why: str) -> None:
        """Leave an entry out, and the claims of a source with it."""
        if iri in self.dropped:
            return
        self.dropped[iri] = why
        self.drafted.entities.pop(iri, None)
        self.drafted.claims.pop(iri, None)
        if self.drafted.sources.pop(iri, None) is not None:
            for claim, (source, _) in list(self.drafted.claims.items()):
                if source == iri:
                    self.drop(claim, f"its source is left out: {why}")


def tree_node(value: object, iri: str, line: int = 0) -> Mapping:
    """Return a tree as the reader takes it; the places are the entry's IRI and the number of its key."""
    assert isinstance(value, dict)
    entries = {}
    for n, (key, item) in enumerate(value.items(), 1):
        where = Where(iri, line or n, 1)
        entries[key] = Entry(where, _any_node(item, where))
    return Mapping(entries, Where(iri, line, 1))


def _any_node(value: object, where: Where) -> Node:
    if isinstance(value, dict):
        return tree_node(value, where.file, where.line)
    if isinstance(value, list):
        return Sequence([_any_node(item, where) for item in value], where)
    assert isinstance(value, str)
    return Scalar(value, where)


def _unwritable(value: object) -> str:
    if isinstance(value, str):
        return unwritable(value)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for item in items if (found := _unwritable(item))), "")
