"""Statements of our own model in, the facts that make them again out; and an account of what does not come back.

The inverse of `rdf.complete`, driven by the same ontology. What the completer derives
(digests, bounds, the asserted view) is not written but made anew: only what is then
there again counts as kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import CorpusError, InputError, printable
from claimgraph.imports.draft import Draft, DraftSettings
from claimgraph.imports.entries import EntryReader
from claimgraph.imports.ids import Ids, guess_base
from claimgraph.imports.known import Known
from claimgraph.imports.modules import module_text, own_triples
from claimgraph.imports.oneway import refuse_unstated
from claimgraph.imports.plain import index_quads, plain_quads
from claimgraph.imports.proof import prove
from claimgraph.imports.reasons import explain_left
from claimgraph.imports.settings import load_draft_settings
from claimgraph.rdf.describe import description_quads, read_description
from claimgraph.vocab import CG, ONTOLOGY_GRAPH, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.plain import Index
    from claimgraph.imports.proof import Drafted
    from claimgraph.imports.rdf import Rdf
    from claimgraph.model import Corpus, Settings
    from claimgraph.ontology import Ontology
    from claimgraph.rdf.describe import Description

__all__ = ["draft_claims"]

_TYPE = RDF + "type"
_MODULE = "vocabulary.ttl"


def draft_claims(rdf: Rdf, name: str, known: Known) -> Draft:
    """Draft facts of statements of our own model, in any of the forms that exports have.

    Raises:
        InputError: what the statements say of the corpus as a whole cannot be used, or no claim states anything.
    """
    plain = plain_quads(rdf.quads)
    quads = {quad for said in plain.values() for quad in said}
    index = index_quads(quads)
    default = index.get("", {})
    refuse_unstated((iri for iri, about in default.items() if _has_type(about, CG + "Claim")), index, name)
    described = read_description(quads)
    settings = _settings(index, described, quads, rdf.prefixes, known)
    loaded, ontology, problem = _load(settings, known, name)
    ids = Ids(loaded.base, dict(loaded.prefixes))
    drafted = EntryReader(index, ontology, ids).read()
    proof = prove(drafted.entries, loaded, ontology, known if loaded.base == known.settings.base else Known())
    made = {*ox.parse(proof.nquads, format=ox.RdfFormat.N_QUADS)}
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    derived = len(made - quads)
    made |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in ontology.triples}
    made |= _described(proof.corpus, described.statements)
    lost = [quad for quad, said in plain.items() if not made.issuperset(said)]
    if lost and described.statements is not None:  # it is another number, then
        made -= _described(proof.corpus, described.statements) - _described(proof.corpus, None)
        lost = [quad for quad, said in plain.items() if not made.issuperset(said)]
    left = explain_left(lost, plain, drafted, proof, problem, ids)
    return Draft(
        name=name,
        unit="statements",
        read=len(plain),
        left=[item._replace(where=rdf.where(quad)) for quad, item in zip(lost, left, strict=True)],
        sources=_with_claims(drafted.entries),
        entities=list(drafted.entries.entities.values()),
        settings=settings._replace(modules={} if problem else settings.modules),
        remarks=(f"{_counted(derived)} new: what claimgraph derives was not there, or was otherwise",) if derived else (),
    )


def _settings(index: Index, described: Description, quads: set[ox.Quad], prefixes: Mapping[str, str], known: Known) -> DraftSettings:
    """Find out what corpus the statements are of, and what it adds to the ontology."""
    default = index.get("", {})
    typed = {cls: [s for s, about in default.items() if _has_type(about, CG + cls)] for cls in ("Claim", "Source", "Entity")}
    base = described.base or guess_base(typed["Claim"], typed["Source"]) or known.settings.base
    same = base == known.settings.base
    ids = Ids(base, dict(known.settings.prefixes) if same else {})
    before = set(ids.own)
    ids.declare(described)
    ids.cover(typed["Entity"], prefixes)
    triples = own_triples(quads, known.ontology)
    own = {prefix: path for prefix, path in ids.own.items() if prefix not in before}
    modules = {_MODULE: module_text(triples, {**prefixes, **described.prefixes})} if triples else {}
    license_ = described.license if described.license.startswith(("https://", "http://")) else ""
    return DraftSettings(base, described.title, license_, own, modules)


def _has_type(about: Mapping[str, list[Any]], cls: str) -> bool:
    return any(isinstance(term, ox.NamedNode) and term.value == cls for term in about.get(_TYPE, ()))


def _load(settings: DraftSettings, known: Known, name: str) -> tuple[Settings, Ontology, str]:
    """Return the settings and the ontology to read with; and what is wrong with the module, if it cannot be used."""
    same = settings.base == known.settings.base
    whole = settings._replace(prefixes={**(dict(known.settings.prefixes) if same else {}), **settings.prefixes})
    if same and known.corpus:
        whole = whole._replace(title=known.settings.title, license=known.settings.license)
    try:
        return *load_draft_settings(whole, known.settings.modules), ""
    except CorpusError as error:
        problem = error.message
    if not settings.modules:
        raise InputError(f"{printable(name)}: {problem}")
    try:
        return *load_draft_settings(whole._replace(modules={}), known.settings.modules), problem
    except CorpusError as error:
        raise InputError(f"{printable(name)}: {error.message}", error.hint) from None


def _described(corpus: Corpus, statements: int | None) -> set[ox.Quad]:
    """Return the description that the corpus will have."""
    return set(description_quads(corpus, statements=statements))


def _with_claims(entries: Drafted) -> list[Tree]:
    """Return the sources with their claims, in the order in which their evidence stands in the text."""
    claims: dict[str, list[Tree]] = {}
    for source, tree in entries.claims.values():
        claims.setdefault(source, []).append(tree)
    return [tree | ({"claims": sorted(claims[iri], key=_place)} if iri in claims else {}) for iri, tree in entries.sources.items()]


def _place(claim: Tree) -> tuple[int, str]:
    evidence = claim.get("evidence")
    first = evidence[0] if isinstance(evidence, list) else evidence
    return (int(first["start"]) if first else 10**9, claim["id"])


def _counted(number: int) -> str:
    return "1 statement is" if number == 1 else f"{number:,} statements are"
