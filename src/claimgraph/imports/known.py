"""What the corpus that is imported into has already, so that drafts use its names instead of making new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.imports.names import same_address
from claimgraph.model import Settings
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.syntax import Mapping, Scalar, Sequence
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from claimgraph.errors import Where
    from claimgraph.imports.draft import Tree
    from claimgraph.model import Claim, Corpus, Entity, Source
    from claimgraph.syntax import Node

__all__ = ["Known", "tree_of"]


class Known:
    """The entities of a corpus by id and by name, its sources by id and by address, its claims, its prefixes and its vocabulary."""

    def __init__(self, corpus: Corpus | None = None, *, rewritten: Collection[str] = ()) -> None:
        """Look at a corpus, or at none; `rewritten` are the files (as its problems name them) that this import writes anew."""
        self.corpus = corpus
        self.settings: Settings = corpus.settings if corpus else Settings()
        self.ontology: Ontology = corpus.ontology if corpus else load_ontology()
        #: Prefix -> IRI, the core's included.
        self.prefixes: dict[str, str] = self.settings.all_prefixes()
        kept = [entity for entity in (corpus.entities if corpus else ()) if entity.where.file not in rewritten]
        #: The ids of all entities that are there already.
        self.ids: frozenset[str] = frozenset(entity.id for entity in kept)
        #: Their classes.
        self.classes: dict[str, tuple[str, ...]] = {entity.id: entity.classes for entity in kept}
        #: The id, the classes and the place of all that the corpus declares, and that this import does not write anew.
        self.declared: list[tuple[str, tuple[str, ...], Where]] = [(entity.id, entity.classes, entity.where) for entity in kept]
        self._named: dict[str, list[str]] = {}
        #: The sources and the claims by id.
        self.sources: dict[str, Source] = {source.id: source for source in (corpus.sources if corpus else ())}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in (corpus.claims if corpus else ())}
        self._addresses: dict[str, str] = {}
        for source in self.sources.values():
            self._addresses.setdefault(same_address(source.node.find_text("url") or ""), source.id)
        if corpus:
            ontology = corpus.ontology
            self.declared += [(s.id, (ontology.types[s.node.find_text("type") or ""],), s.where) for s in corpus.sources]
            self.declared += [(c.id, (CG + "Claim",), c.where) for c in corpus.claims]
        for entity in kept:
            for name in _names(entity):
                self._named.setdefault(_fold(name), []).append(entity.id)

    def named(self, name: str, *prefixes: str) -> str | None:
        """Return the id of the entity with this name or alias, whatever its case; None if there is none, or more than one.

        `prefixes` say what kinds will do ("person", "org"); without them, any.
        """
        found = {id_ for id_ in self._named.get(_fold(name), []) if not prefixes or id_.partition(":")[0] in prefixes}
        return found.pop() if len(found) == 1 else None

    def source_at(self, url: str) -> str | None:
        """Return the id of the source with this address; None if there is none."""
        return self._addresses.get(same_address(url)) if url else None

    def source_tree(self, id_: str) -> Tree:
        """Return what the corpus has of a source, as facts write it, without its claims."""
        return {key: value for key, value in tree_of(self.sources[id_].node).items() if key != "claims"}

    def at(self, iri: str) -> str | None:
        """Return the id of what the corpus has under an IRI; None if there is nothing."""
        if self.corpus is None or not iri.startswith(("http:", "https:", "urn:")):
            return None
        end = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
        ids = (f"{prefix}:{iri[end:]}" for prefix, namespace in self.prefixes.items() if namespace == iri[:end])
        return next((id_ for id_ in ids if id_ in self.ids or id_ in self.sources or id_ in self.claims), None)

    def without(self, ids: Container[str]) -> Corpus | None:
        """Return the corpus without the things of these ids; None where there is no corpus."""
        if self.corpus is None:
            return None
        corpus = self.corpus
        return corpus._replace(
            sources=tuple(source for source in corpus.sources if source.id not in ids),
            entities=tuple(entity for entity in corpus.entities if entity.id not in ids),
            claims=tuple(claim for claim in corpus.claims if claim.id not in ids),
        )


def tree_of(node: Node) -> Any:
    """Return a node as facts write it: mappings, lists and texts."""
    if isinstance(node, Mapping):
        return {key: tree_of(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [tree_of(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _names(entity: Entity) -> list[str]:
    aliases = entity.node.find("aliases")
    items = aliases.items if isinstance(aliases, Sequence) else [aliases]
    return [entity.node.find_text("name") or "", *(item.text for item in items if isinstance(item, Scalar))]
