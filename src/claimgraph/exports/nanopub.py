"""A corpus's quads in; one nanopublication per claim, in TriG, out: https://nanopub.net/guidelines/working_draft/.

The assertion is the claim's graph. The provenance says where it comes from and how
firmly it is said; the publication info, what the names in it mean. Each is named by its
own content (a trusty URI), so that the same claim is the same nanopublication for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from claimgraph.exports.belongings import Belongings, Holdings
from claimgraph.exports.loss import Loss, account
from claimgraph.exports.trusty import make_trusty
from claimgraph.vocab import CG, DCTERMS, NP, NPX, ONTOLOGY_GRAPH, PROV, RDF, RDFS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Nanopub", "make_nanopubs", "write_nanopubs"]

_DEFAULT = ox.DefaultGraph()
#: Below the base: where nanopublications have their IRIs.
_PATH = "np/"
_Value = ox.NamedNode | ox.Literal


class Nanopub(NamedTuple):
    """A nanopublication: its trusty URI, its quads in the order in which they are read, and those of the corpus that it holds."""

    iri: str
    separator: str
    quads: list[ox.Quad]
    held: Belongings


def write_nanopubs(quads: Sequence[ox.Quad], prefixes: Mapping[str, str], out: BinaryIO) -> Loss:
    """Write the claims among quads, each with all it needs; returns what no claim needs, and so is left out."""
    holdings = Holdings(quads, prefixes)
    known = {"np": NP, "npx": NPX} | {prefix: iri for prefix, iri in prefixes.items() if prefix not in {"this", "sub"}}
    held: set[ox.Quad] = set()
    texts: list[bytes] = []
    for nanopub in make_nanopubs(holdings, prefixes):
        texts.append(_text(nanopub, known))
        held.update(quad for part in nanopub.held for quad in part)
    used = {prefix: iri for prefix, iri in sorted(known.items()) if any(f"{prefix}:".encode() in text for text in texts)}
    out.write("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in used.items()).encode())
    out.writelines(texts)
    return account("nanopub", quads, lambda quad: None if quad in held else _why(quad, holdings))


def make_nanopubs(holdings: Holdings, prefixes: Mapping[str, str]) -> Iterator[Nanopub]:
    """Yield a nanopublication for every claim that states something."""
    base = prefixes["claim"].removesuffix("claim/")
    # An IRI has one '#' at most.
    separator = "/" if "#" in base else "#"
    for claim in holdings.claims:
        held = holdings.belongings(claim)
        if held.stated:
            drafted = _draft(claim, held, holdings, base + _PATH, separator)
            iri, made = make_trusty(drafted, base + _PATH, separator)
            yield Nanopub(iri, separator, made, held)


def _draft(claim: str, held: Belongings, holdings: Holdings, this: str, separator: str) -> list[ox.Quad]:
    """Return the quads of a nanopublication that has no code yet."""
    head, assertion, provenance, pubinfo = (this + separator + part for part in ("Head", "assertion", "provenance", "pubinfo"))
    links = [(RDF + "type", NP + "Nanopublication"), (NP + "hasAssertion", assertion)]
    links += [(NP + "hasProvenance", provenance), (NP + "hasPublicationInfo", pubinfo)]
    return [
        *_graph(head, _said(this, ((predicate, ox.NamedNode(value)) for predicate, value in links))),
        *_graph(assertion, _triples(held.stated)),
        *_graph(provenance, _said(assertion, _about_assertion(claim, holdings)), _triples(held.origin)),
        *_graph(pubinfo, _said(this, _about_nanopub(claim, holdings)), _triples(held.names)),
    ]


def _triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    return (quad.triple for quad in quads)


def _said(subject: str, said: Iterable[tuple[str, _Value]]) -> Iterator[ox.Triple]:
    node = ox.NamedNode(subject)
    return (ox.Triple(node, ox.NamedNode(predicate), value) for predicate, value in said)


def _graph(name: str, *parts: Iterable[ox.Triple]) -> list[ox.Quad]:
    graph = ox.NamedNode(name)
    triples = sorted({triple for part in parts for triple in part}, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _about_assertion(claim: str, holdings: Holdings) -> Iterator[tuple[str, _Value]]:
    """Yield what tools for nanopublications look for, in the words they know; and what nobody may overlook: a denial is one."""
    yield PROV + "alternateOf", ox.NamedNode(claim)
    for predicate in (CG + "modality", CG + "polarity", CG + "stance"):
        yield from ((predicate, value) for value in holdings.values(claim, predicate))
    agents = holdings.values(claim, PROV + "wasAttributedTo")
    for source in holdings.values(claim, SCHEMA + "appearance"):
        yield PROV + "wasDerivedFrom", source
        agents = agents or holdings.values(source.value, SCHEMA + "author") or holdings.values(source.value, SCHEMA + "publisher")
    for agent in agents:
        yield PROV + "wasAttributedTo", agent


def _about_nanopub(claim: str, holdings: Holdings) -> Iterator[tuple[str, _Value]]:
    yield NPX + "introduces", ox.NamedNode(claim)
    yield from ((RDFS + "label", label) for label in holdings.values(claim, RDFS + "label"))
    for recorded in holdings.values(claim, CG + "recorded"):
        yield from ((DCTERMS + "created", day) for day in holdings.values(recorded.value, SCHEMA + "value"))
    yield DCTERMS + "isPartOf", ox.NamedNode(holdings.dataset)
    yield from ((DCTERMS + "license", license_) for license_ in holdings.values(holdings.dataset, DCTERMS + "license"))
    for predicate in (DCTERMS + "creator", DCTERMS + "publisher"):
        yield from ((PROV + "wasAttributedTo", maker) for maker in holdings.values(holdings.dataset, predicate))


def _text(nanopub: Nanopub, prefixes: Mapping[str, str]) -> bytes:
    """Return a nanopublication as TriG, with prefixes for itself and its parts; the others stand at the head of the file."""
    own = {"this": nanopub.iri, "sub": nanopub.iri + nanopub.separator}
    body = ox.serialize(nanopub.quads, format=ox.RdfFormat.TRIG, prefixes={**prefixes, **own})
    assert body is not None  # it is None only where an output is given
    while body.startswith(b"@prefix "):
        body = body.partition(b"\n")[2]
    return "".join(f"\n@prefix {prefix}: <{iri}> ." for prefix, iri in own.items()).encode() + b"\n\n" + body


def _why(quad: ox.Quad, holdings: Holdings) -> tuple[str, str]:
    """Say what a quad that no nanopublication holds is, and why none does."""
    graph = quad.graph_name
    if graph != _DEFAULT:
        iri = str(graph)
        if iri == f"<{holdings.dataset}>":
            return "the description of the dataset", "each nanopublication says what it is part of, not what else there is"
        if iri == f"<{ONTOLOGY_GRAPH}>":
            return "the vocabulary", "each nanopublication explains the terms that it uses"
        return "other graphs", "a nanopublication holds one claim"
    if quad.triple in holdings.view:
        return "the asserted view", "it follows from the claims, and import makes it again"
    subject = getattr(quad.subject, "value", "")
    if subject in holdings.entities:
        return "entities that no claim names", "a nanopublication holds one claim and what it needs"
    return "sources that no claim comes from or cites, and parts of nothing", "a nanopublication holds one claim and what it needs"
