"""The corpus: what a folder of facts says, each thing with the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.vocab import CORE_PREFIXES, DEFAULT_BASE, ENTITY_PATHS, SYSTEM_PATHS

if TYPE_CHECKING:
    from claimgraph.errors import Where
    from claimgraph.ontology import Ontology
    from claimgraph.stores import StoreSettings
    from claimgraph.syntax import Mapping

__all__ = ["Claim", "Corpus", "Entity", "Reference", "Settings", "Source"]


class Entity(NamedTuple):
    """A thing that claims are about."""

    id: str
    classes: tuple[str, ...]
    node: Mapping
    where: Where


class Source(NamedTuple):
    """A document, read or only cited."""

    id: str
    node: Mapping
    where: Where


class Claim(NamedTuple):
    """A statement of one source."""

    id: str
    source: Source
    node: Mapping
    where: Where


class Reference(NamedTuple):
    """A mention of one thing by another, to be looked up once everything is read."""

    holder: str
    target: str
    classes: tuple[str, ...]
    where: Where


class Settings(NamedTuple):
    """What `claimgraph.toml` settles: names, and where a corpus's parts are."""

    root: str = "."
    base: str = DEFAULT_BASE
    prefixes: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()
    texts: str = ""
    title: str = ""
    license: str = ""
    stores: tuple[StoreSettings, ...] = ()

    def all_prefixes(self) -> dict[str, str]:
        """Return every prefix of the corpus with its absolute IRI.

        >>> Settings(base="https://example.org/x/").all_prefixes()["org"]
        'https://example.org/x/organization/'
        """
        paths = {**SYSTEM_PATHS, **ENTITY_PATHS, **dict(self.prefixes)}
        return CORE_PREFIXES | {p: i if ":" in i else self.base + i for p, i in paths.items()}

    def entity_prefixes(self) -> set[str]:
        """Return the prefixes that ids of entities may have."""
        return set(ENTITY_PATHS) | {prefix for prefix, _ in self.prefixes}


class Corpus(NamedTuple):
    """Everything loaded from one folder of facts; it holds only what was read without a problem."""

    settings: Settings
    ontology: Ontology
    sources: tuple[Source, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    files: tuple[str, ...]
