"""What the corpus that is imported into has already, so that drafts use its names instead of making new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.model import Settings
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.syntax import Scalar, Sequence
from claimgraph.vocab import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from claimgraph.errors import Where
    from claimgraph.model import Corpus, Entity

__all__ = ["Known"]


class Known:
    """The entities of a corpus by id and by name, its prefixes and its vocabulary."""

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


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _names(entity: Entity) -> list[str]:
    aliases = entity.node.find("aliases")
    items = aliases.items if isinstance(aliases, Sequence) else [aliases]
    return [entity.node.find_text("name") or "", *(item.text for item in items if isinstance(item, Scalar))]
