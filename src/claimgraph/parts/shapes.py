"""The statements of some files in; whether the shapes find nothing wrong with them out.

The shapes are written for a whole corpus. They can be asked of one file at a time
because of how facts become statements: everything that a shape looks at (a claim, its
passages, its hops, a source, an entity) is described in one file, and values are
named by their content, so that they are the same wherever they are described. Three
things are not in a file. The classes of what it refers to are checked as references,
so here they are taken to be right. What shapes follow from thing to thing (circles)
is checked over the links of all files. And a claim may be ended by one in another file: here
none is, which shows the shapes no fewer values. A corpus's own modules may hold shapes for
which all this is not so; then only the whole corpus will do (`are_local`).

If something is found, nothing is said about what it is: then the whole corpus is
asked, as it always was, so that what is reported is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.rdf.quads import in_ontology_graph
from claimgraph.rules import core_rules, followed, run_core, run_written
from claimgraph.store.embedded import memory_store
from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, RDF, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology
    from claimgraph.parts.part import Part
    from claimgraph.store.embedded import EmbeddedStore

__all__ = ["Shapes"]

#: The constraint that asks for the classes of what is referred to.
_CLASSES = "wrong-class"


class Shapes:
    """The shapes of one corpus."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Use the shapes of an ontology, and the prefixes of a corpus."""
        self._ontology = ontology
        self._prefixes = settings.all_prefixes()
        own = ontology.fields(CG + "Claim") | ontology.fields(CG + "Source")
        wide = {name for select in _selects(ontology) for name in followed(select)}
        #: Keys of claims and sources that shapes follow from thing to thing, with the properties' IRIs.
        self.followed = {key: field.iri for key, field in own.items() if field.iri in map(_expand, wide)}
        #: Whether each file can be looked at alone.
        self.are_local = (
            set(map(_expand, wide)) <= set(self.followed.values())
            and not _selects(ontology, ontology.module_triples)
            and _paths(ontology).isdisjoint(field.iri for field in ontology.predicates.values())
        )

    def hold(self, texts: Sequence[list[str]], parts: Sequence[Part], *, core: bool = True) -> tuple[bool, bool]:
        """Tell of the statements of files whether the constraints written in SPARQL find nothing, and whether the core constraints find nothing."""
        if not texts:
            return True, True
        store = self._store("\n".join(["\n".join(lines) for lines in texts]))
        written = not any(run_written(store, wide=False))
        if not core or any(run_core(store, [name for name in core_rules() if name != _CLASSES])):
            return written, False
        store.inner.load(self._assumed(parts).encode(), format=ox.RdfFormat.N_QUADS)
        return written, not any(run_core(store, [_CLASSES]))

    def links_hold(self, links: Iterable[tuple[str, str, str]]) -> bool:
        """Tell whether the constraints that follow properties from thing to thing find nothing in the links of all files."""
        lines = [f"<{self._iri(one)}> <{link}> <{self._iri(other)}> ." for one, link, other in links]
        types = {f"<{self._iri(one)}> <{RDF}type> <{CG}{'Source' if one.startswith('src:') else 'Claim'}> ." for one, _, _ in links}
        return not any(run_written(self._store("\n".join([*lines, *types])), wide=True))

    def _store(self, nquads: str) -> EmbeddedStore:
        return memory_store(in_ontology_graph(self._ontology.triples), self._prefixes, nquads=nquads)

    def _assumed(self, parts: Sequence[Part]) -> str:
        """Return the classes that things of other files must have, as statements: whether they have them is checked with the references."""
        here = {name for part in parts for name, _, _ in part.declared}
        wanted = {(target, cls) for part in parts for _, target, classes, _ in part.references if target not in here for cls in classes}
        return "\n".join(f"<{self._iri(target)}> <{RDF}type> <{cls}> ." for target, cls in wanted)

    def _iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        iri = self._prefixes[prefix] + local
        return iri if is_iri(iri) else ""


def _expand(name: str) -> str:
    """Return the IRI of a property that a constraint follows; nothing for what is no plain name."""
    prefix, _, local = name.partition(":")
    return CORE_PREFIXES.get(prefix, "") + local if local else ""


def _selects(ontology: Ontology, triples: Sequence[ox.Triple] | None = None) -> list[str]:
    """Return the constraints written in SPARQL among triples, by default all of the ontology's."""
    return [str(t.object.value) for t in (ontology.triples if triples is None else triples) if t.predicate.value == SH + "select"]  # type: ignore[union-attr]  # no triple terms there


def _paths(ontology: Ontology) -> set[str]:
    """Return the properties that shapes speak of."""
    return {str(t.object.value) for t in ontology.triples if t.predicate.value == SH + "path"}  # type: ignore[union-attr]  # no triple terms there
