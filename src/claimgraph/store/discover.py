"""A remote store that is opened in; where its metadata stand, its prefixes and its title out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import RemoteError
from claimgraph.model import Settings
from claimgraph.rdf.describe import Description, read_description
from claimgraph.store.scope import Scope
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, DCTERMS, ONTOLOGY_GRAPH, SCHEMA, SYSTEM_PATHS, VOID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.store.client import Client

__all__ = ["Found", "discover"]

_CLAIM = f"?c a <{CG}Claim>"
#: A claim with its metadata: others may say of something only that it is a claim.
_WHOLE = f"?c a <{CG}Claim> ; <{SCHEMA}appearance> ?source"
_UNION = f"ASK {{ GRAPH <{ONTOLOGY_GRAPH}> {{ <{CG}Claim> ?p ?o }} <{CG}Claim> ?p ?o }}"
_DESCRIPTIONS = f"""
SELECT ?g ?s ?p ?o {{
  GRAPH ?g {{ ?dataset a <{VOID}Dataset> ; <{DCTERMS}conformsTo> <{ONTOLOGY_GRAPH}> . ?s ?p ?o }}
  FILTER(?g = ?dataset)
}}"""
_ONTOLOGY = f"ASK {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?modality <{CG}holdsNow> ?now }} }}"
_ONTOLOGY_NOTE = (
    "the store {name} holds claims, but not claimgraph's ontology: what is in force and what contradicts what cannot be told; "
    "`claimgraph push` brings it, and so does a file of `claimgraph export --with-ontology`"
)
_UNION_NOTE = (
    "the default graph of the store {name} is the union of all graphs: a free query also finds what is only planned, hoped or denied; "
    "`claimgraph push` puts what is in force into a graph of its own"
)


class Found(NamedTuple):
    """What there is to know of a store before it is asked.

    `mixed` if its default graph cannot be told from the named ones; `scope` where it holds more corpora than the one that is meant;
    `bare` if it holds claims without claimgraph's ontology.
    """

    meta: str
    prefixes: dict[str, str]
    title: str
    notes: tuple[str, ...]
    mixed: bool
    scope: Scope | None
    bare: bool


@as_claimgraph_writes()
def discover(client: Client, known: Mapping[str, str]) -> Found:
    """Look at a store; `known` are the prefixes of the user's own corpus, for where it has none of its own.

    Raises:
        RemoteError: it does not answer; or it holds several corpora, and it is not clear which is meant.
    """
    about, scope = _find_corpus(client, known)
    meta = _find_meta(client, about)
    prefixes = _prefixes(about) or dict(known) or _guess(client, meta)
    union = client.endpoint.default_graph == "union" or (client.endpoint.default_graph == "auto" and bool(client.query(_UNION)))
    notes = [_UNION_NOTE] if union and not meta else []
    bare = not client.query(_ONTOLOGY) and bool(client.query(_within(meta, "ASK", _CLAIM)))
    if bare:
        notes.append(_ONTOLOGY_NOTE)
    said = tuple(note.format(name=client.endpoint.name) for note in notes)
    return Found(meta, prefixes, about.title, said, union and not meta, scope, bare)


def _prefixes(about: Description) -> dict[str, str]:
    """Return the prefixes that a description declares, and those that every corpus has; what is no prefix is passed over."""
    if not is_iri(about.base):
        return {}
    declared = {prefix: iri for prefix, iri in about.prefixes.items() if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", prefix) and is_iri(iri)}
    return {**Settings(base=about.base).all_prefixes(), **declared, **CORE_PREFIXES}


def _within(meta: str, form: str, pattern: str) -> str:
    """Return a query for a pattern in the metadata graph, or else in the default graph."""
    return f"{form} {{ GRAPH <{meta}> {{ {pattern} }} }}" if meta else f"{form} {{ {pattern} }}"


def _rows(client: Client, query: str) -> list[Any]:
    answer = client.query(query)
    return list(answer) if isinstance(answer, ox.QuerySolutions) else []


def _find_meta(client: Client, about: Description) -> str:
    """Return the named graph in which the claims are described, if they are in one: as settings or the description say, or as it looks."""
    name, given = client.endpoint.name, client.endpoint.meta_graph
    if given:
        if not client.query(_within(given, "ASK", _CLAIM)):
            raise RemoteError(f"the store {name} describes no claims in its metadata graph <{given}>", "check meta-graph in its settings")
        return given
    if about.metadata_graph or client.endpoint.default_graph == "separate":
        return about.metadata_graph
    claim = f'{_WHOLE} FILTER(STRSTARTS(STR(?c), "{about.base}{SYSTEM_PATHS["claim"]}"))' if about.base else _WHOLE
    if about.base and client.query(f"ASK {{ {claim} FILTER NOT EXISTS {{ GRAPH ?g {{ {_WHOLE} }} }} }}"):
        return ""  # somebody else's graph may speak of these claims as well
    graphs = sorted(row["g"].value for row in _rows(client, f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {claim} }} }}"))
    if len(graphs) > 1:
        raise RemoteError(f"the store {name} describes claims in {len(graphs)} graphs: {', '.join(f'<{graph}>' for graph in graphs[:5])}",
                          'say which with meta-graph in its settings, or default-graph = "separate" if in none of them')  # fmt: skip
    return graphs[0] if graphs else ""


def _find_corpus(client: Client, known: Mapping[str, str]) -> tuple[Description, Scope | None]:
    """Return what the store says of the corpus in it; of several, of the one that its settings name, or of the user's own."""
    name, wanted = client.endpoint.name, client.endpoint.base
    found = {about.base: about for about in _descriptions(client)}
    if wanted and found and wanted not in found:
        raise RemoteError(f"the store {name} holds no corpus of the base {wanted}, but of {_few(found)}", "correct base in its settings")
    if len(found) < 2 and not wanted:
        return next(iter(found.values()), Description()), None
    base = wanted or known.get("claim", "").removesuffix(SYSTEM_PATHS["claim"])
    if not wanted and base not in found:
        raise RemoteError(f"the store {name} holds {len(found)} corpora: {_few(found)}",
                          f'say which: base = "{next(iter(found))}" in [stores.NAME] of claimgraph.toml; '
                          "or ask where the facts of one of them are, or with --facts DIR")  # fmt: skip
    about = found.get(base, Description(base))
    others = tuple(other for other in found if other != base)
    theirs = {iri for other in others for iri in found[other].prefixes.values() if not iri.startswith(other)}
    known_here = set(_prefixes(about).values())
    return about, Scope(base, others, tuple(sorted(theirs - known_here)))


def _descriptions(client: Client) -> list[Description]:
    """Return what the store says of all corpora in it, by base."""
    graphs: dict[str, list[ox.Quad]] = {}
    for row in _rows(client, _DESCRIPTIONS):
        graphs.setdefault(row["g"].value, []).append(ox.Quad(row["s"], row["p"], row["o"], row["g"]))
    found = (read_description(quads) for _, quads in sorted(graphs.items()))
    return [about for about in found if is_iri(about.base)]


def _few(bases: Iterable[str]) -> str:
    return ", ".join(list(bases)[:5])


def _guess(client: Client, meta: str) -> dict[str, str]:
    """Return the prefixes of a corpus whose base is to be seen from a claim's IRI only."""
    rows = _rows(client, _within(meta, "SELECT ?c", _CLAIM) + " LIMIT 1")
    base, path, _ = rows[0]["c"].value.rpartition("claim/") if rows and isinstance(rows[0]["c"], ox.NamedNode) else ("", "", "")
    return (Settings(base=base) if path else Settings()).all_prefixes()
