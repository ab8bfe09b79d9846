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

from claimgraph.rdf.quads import in_ontology_graph
from claimgraph.rdf.sample import Sample
from claimgraph.rules import followed, may_be_sampled, run_written, sample_holds, shape_traits
from claimgraph.store.embedded import memory_store
from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, RDF, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimgraph.model import Settings
    from claimgraph.ontology import Ontology
    from claimgraph.parts.part import Part

__all__ = ["Shapes"]


class Shapes:
    """The shapes of one corpus."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Use the shapes of an ontology, and the prefixes of a corpus."""
        self._ontology = ontology
        self._prefixes = settings.all_prefixes()
        self._traits = shape_traits(ontology)
        own = ontology.fields(CG + "Claim") | ontology.fields(CG + "Source")
        wide = {name for select in _selects(ontology) for name in followed(select)}
        #: Keys of claims and sources that shapes follow from thing to thing, with the properties' IRIs.
        self.followed = {key: field.iri for key, field in own.items() if field.iri in map(_expand, wide)}
        #: Whether each file can be looked at alone.
        self.are_local = set(map(_expand, wide)) <= set(self.followed.values()) and may_be_sampled(ontology)

    def sample(self) -> Sample:
        """Return an empty sample of the statements of files, for `hold`."""
        return Sample(self._traits)

    def hold(self, sample: Sample, parts: Sequence[Part], *, core: bool = True) -> tuple[bool, bool]:
        """Tell of the files of some parts whether it is known that the constraints written in SPARQL find nothing, and that the core constraints do.

        `sample` is what was taken of their statements.
        """
        if not parts:
            return True, True
        here = {name for part in parts for name, _, _ in part.declared}
        wanted = {(target, cls) for part in parts for _, target, classes, _ in part.references if target not in here for cls in classes}
        # Whether things of other files have these classes is checked with the references.
        assumed = [(self._iri(target), cls) for target, cls in sorted(wanted)]
        return sample_holds(sample, self._ontology, self._prefixes, core=core, wide=False, assumed=assumed)

    def links_hold(self, links: Iterable[tuple[str, str, str]]) -> bool:
        """Tell whether the constraints that follow properties from thing to thing find nothing in the links of all files."""
        lines = [f"<{self._iri(one)}> <{link}> <{self._iri(other)}> ." for one, link, other in links]
        types = {f"<{self._iri(one)}> <{RDF}type> <{CG}{'Source' if one.startswith('src:') else 'Claim'}> ." for one, _, _ in links}
        ontology = in_ontology_graph(self._ontology.triples)
        return not any(run_written(memory_store(ontology, self._prefixes, nquads="\n".join([*lines, *types])), wide=True))

    def _iri(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        iri = self._prefixes[prefix] + local
        return iri if is_iri(iri) else ""


def _expand(name: str) -> str:
    """Return the IRI of a property that a constraint follows; nothing for what is no plain name."""
    prefix, _, local = name.partition(":")
    return CORE_PREFIXES.get(prefix, "") + local if local else ""


def _selects(ontology: Ontology) -> list[str]:
    """Return the constraints written in SPARQL."""
    return [str(t.object.value) for t in ontology.triples if t.predicate.value == SH + "select"]  # type: ignore[union-attr]  # no triple terms there
