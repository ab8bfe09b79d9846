"""Nanopublications in; quads of our model, and what others state with its provenance, out.

Our own give back the quads of the corpus that they were made of. A nanopublication
whose trusty URI does not name its content has been changed, and is not kept.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from claimgraph.exports.trusty import artifact_code, verify_trusty
from claimgraph.imports.draft import Left
from claimgraph.imports.rdf import Rdf
from claimgraph.rdf.describe import describes
from claimgraph.vocab import CG, NP, NPX, ONTOLOGY_GRAPH, RDF, VOID

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Nanopub", "Unpacked", "unpack_nanopubs"]

_TYPE = ox.NamedNode(RDF + "type")
_NANOPUB = ox.NamedNode(NP + "Nanopublication")
_LINKS = {NP + "hasAssertion": "assertion", NP + "hasProvenance": "provenance", NP + "hasPublicationInfo": "pubinfo"}
_GENID = "/.well-known/genid/"
#: The code of a trusty URI, anywhere in the name of a graph.
_CODE = re.compile(r"(?<![A-Za-z0-9_-])RA[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class Nanopub(NamedTuple):
    """A nanopublication as it was read: its IRI, that of its assertion, and the quads of its four graphs."""

    iri: str
    assertion_iri: str
    head: list[ox.Quad]
    assertion: list[ox.Quad]
    provenance: list[ox.Quad]
    pubinfo: list[ox.Quad]

    @property
    def quads(self) -> list[ox.Quad]:
        """All of them."""
        return [*self.head, *self.assertion, *self.provenance, *self.pubinfo]


class Unpacked(NamedTuple):
    """What a file of nanopublications holds.

    `own` are the quads that ours were made of, and what stands in no nanopublication;
    `foreign` are the sound ones of others; `left` has one entry for every statement
    that is not kept. `total` is the number of nanopublications, sound or not.
    """

    own: Rdf
    foreign: list[Nanopub]
    left: list[Left]
    total: int


def unpack_nanopubs(rdf: Rdf) -> Unpacked:
    """Take nanopublications apart, and verify those that have a trusty URI."""
    found, broken = _find(rdf.quads)
    inside = {quad for nanopub in found for quad in nanopub.quads} | {quad for quads in broken.values() for quad in quads}
    left: list[Left] = []
    for iri, quads in broken.items():
        left += _leave(rdf, quads, iri, "it has not exactly one assertion, provenance and publication info, each in a graph of its own")
    sound: list[Nanopub] = []
    for nanopub in found:
        why = _mistake(nanopub)
        if why:
            left += _leave(rdf, nanopub.quads, nanopub.iri, why)
        else:
            sound.append(nanopub)
    origins = {quad: quad for quad in rdf.quads if quad not in inside}
    foreign = _unpack(rdf, sound, origins, left)
    own = Rdf(list(origins), rdf.prefixes, lambda quad: rdf.where(origins.get(quad, quad)))
    return Unpacked(own, foreign, left, len(found) + len(broken))


def _leave(rdf: Rdf, quads: Iterable[ox.Quad], what: str, why: str) -> list[Left]:
    return [Left(rdf.where(quad), f"nanopublication {what}", why) for quad in quads]


# ------------------------------------------------------------ finding them


def _find(quads: Iterable[ox.Quad]) -> tuple[list[Nanopub], dict[str, list[ox.Quad]]]:
    """Return the well-formed nanopublications, and the quads of each that is not, by its IRI."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    heads = [quad for about in graphs.values() for quad in about if quad.predicate == _TYPE and quad.object == _NANOPUB]
    named = {(_text(quad.subject), _text(quad.graph_name)): _parts(quad, graphs[_text(quad.graph_name)]) for quad in heads}
    uses = Counter(graph for (_, head), parts in named.items() for graph in {head, *(g for listed in parts.values() for g in listed)})
    times = Counter(iri for iri, _ in named)
    found: list[Nanopub] = []
    broken: dict[str, list[ox.Quad]] = {}
    for (iri, head), parts in named.items():
        names = [head, *(graph for key in _LINKS for graph in parts[key])]
        if len(names) == len(set(names)) == 4 and all(graph in graphs and uses[graph] == 1 for graph in names) and times[iri] == 1:
            found.append(Nanopub(iri, names[1], *(graphs[graph] for graph in names)))
        else:
            held = broken.setdefault(iri, [])
            held += [quad for graph in dict.fromkeys(names) for quad in graphs.pop(graph, [])]
    return found, broken


def _parts(head: ox.Quad, about: Iterable[ox.Quad]) -> dict[str, list[str]]:
    """Return the graphs that a nanopublication links to, by predicate."""
    parts: dict[str, list[str]] = {key: [] for key in _LINKS}
    for quad in about:
        if quad.subject == head.subject and quad.predicate.value in parts:
            parts[quad.predicate.value].append(_text(quad.object))
    return parts


def _mistake(nanopub: Nanopub) -> str:
    """Return what is wrong with a nanopublication that is, or was, named by its content; ours are all."""
    if artifact_code(nanopub.iri):
        if verify_trusty(nanopub.quads, nanopub.iri):
            return ""
        if any(_GENID in _text(term) for quad in nanopub.quads for term in (quad.subject, quad.object)):
            return "it has blank nodes, so that its trusty URI cannot be verified"
    elif not _claim(nanopub) and not any(_CODE.search(_text(quad.graph_name)) for quad in nanopub.quads):
        return ""  # somebody's who names no content
    return "its trusty URI does not name this content: something has been changed, added or taken away"


# ------------------------------------------------------------ our own


def _unpack(rdf: Rdf, nanopubs: Iterable[Nanopub], origins: dict[ox.Quad, ox.Quad], left: list[Left]) -> list[Nanopub]:
    """Add the quads that our own were made of, with the place of each, to `origins`; returns those of others."""
    foreign: list[Nanopub] = []
    seen: dict[str, tuple[str, frozenset[ox.Quad]]] = {}
    own: list[tuple[str, Nanopub]] = []
    for nanopub in nanopubs:
        claim = _claim(nanopub)
        if claim:
            own.append((claim, nanopub))
        else:
            foreign.append(nanopub)
    claims = {claim for claim, _ in own}
    for claim, nanopub in own:
        made = _restore(claim, nanopub)
        core = frozenset(quad for quad in made if _text(quad.subject) == claim or _text(quad.graph_name) == claim)
        first, other = seen.setdefault(claim, (nanopub.iri, core))
        if core != other:
            left += _leave(rdf, nanopub.quads, nanopub.iri, f"it is of the same claim as {first}, which says something else")
            continue
        for new, old in made.items():
            subject = _text(new.subject)
            if subject in claims and subject != claim and isinstance(new.graph_name, ox.DefaultGraph):
                left += _leave(rdf, [old], nanopub.iri, f"it is of {claim}, and speaks of {subject}")
            else:
                origins.setdefault(new, old)
    return foreign


def _claim(nanopub: Nanopub) -> str:
    """Return the IRI of the claim that one of our own nanopublications was made of; nothing for others."""
    typed = {_text(quad.subject) for quad in nanopub.provenance if quad.predicate == _TYPE and _text(quad.object) == CG + "Claim"}
    introduced = {_text(q.object) for q in nanopub.pubinfo if q.predicate.value == NPX + "introduces" and _text(q.subject) == nanopub.iri}
    both = typed & introduced
    return both.pop() if len(both) == 1 else ""


def _restore(claim: str, nanopub: Nanopub) -> dict[ox.Quad, ox.Quad]:
    """Return the quads that a nanopublication was made of, each with the one that holds it; its own frame is nobody's."""
    entities = {_text(quad.subject) for quad in nanopub.pubinfo if quad.predicate == _TYPE and _text(quad.object) == CG + "Entity"}
    datasets = [_text(quad.subject) for quad in nanopub.pubinfo if quad.predicate.value == VOID + "uriSpace"]
    dataset = datasets[0] if len(datasets) == 1 else ""
    made = {_moved(quad, ox.NamedNode(claim)): quad for quad in nanopub.assertion}
    for quad in nanopub.provenance:
        if not _text(quad.subject).startswith(nanopub.iri):
            made[_moved(quad, ox.DefaultGraph())] = quad
    for quad in nanopub.pubinfo:
        subject = _text(quad.subject)
        if subject.startswith(nanopub.iri):
            continue
        if subject in entities:
            made[_moved(quad, ox.DefaultGraph())] = quad
        elif describes(subject, dataset):
            made[_moved(quad, ox.NamedNode(dataset))] = quad
        else:
            made[_moved(quad, ox.NamedNode(ONTOLOGY_GRAPH))] = quad
    return made


def _moved(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
