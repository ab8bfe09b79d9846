"""A remote store that is opened in; where its metadata stand, its prefixes and its title out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.errors import RemoteError
from claimgraph.model import Settings
from claimgraph.rdf.describe import read_description
from claimgraph.values import is_iri
from claimgraph.vocab import CG, CORE_PREFIXES, DCTERMS, ONTOLOGY_GRAPH, VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.rdf.describe import Description
    from claimgraph.store.client import Client

__all__ = ["Found", "discover"]

_CLAIM = f"?c a <{CG}Claim>"
_METADATA = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {_CLAIM} }} }}"
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
    """What there is to know of a store before it is asked; `mixed` if its default graph cannot be told from the named ones."""

    meta: str
    prefixes: dict[str, str]
    title: str
    notes: tuple[str, ...]
    mixed: bool


def discover(client: Client, known: Mapping[str, str]) -> Found:
    """Look at a store; `known` are the prefixes of the user's own corpus, for where it has none of its own.

    Raises:
        RemoteError: it does not answer; or it holds several corpora, and it is not clear which is meant.
    """
    meta = _find_meta(client)
    about = _find_description(client, known)
    prefixes = _prefixes(about) or dict(known) or _guess(client, meta)
    union = client.endpoint.default_graph == "union" or (client.endpoint.default_graph == "auto" and bool(client.query(_UNION)))
    notes = [_UNION_NOTE] if union and not meta else []
    if not client.query(_ONTOLOGY) and client.query(_within(meta, "ASK", _CLAIM)):
        notes.append(_ONTOLOGY_NOTE)
    return Found(meta, prefixes, about.title, tuple(note.format(name=client.endpoint.name) for note in notes), union and not meta)


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


def _find_meta(client: Client) -> str:
    """Return the named graph in which the claims are described, if they are in one."""
    name, given = client.endpoint.name, client.endpoint.meta_graph
    if given:
        if not client.query(_within(given, "ASK", _CLAIM)):
            raise RemoteError(f"the store {name} describes no claims in its metadata graph <{given}>", "check meta-graph in its settings")
        return given
    graphs = sorted(row["g"].value for row in _rows(client, _METADATA))
    if len(graphs) > 1:
        raise RemoteError(f"the store {name} describes claims in {len(graphs)} graphs: {', '.join(f'<{graph}>' for graph in graphs[:5])}",
                          "say which with meta-graph in its settings")  # fmt: skip
    return graphs[0] if graphs else ""


def _find_description(client: Client, known: Mapping[str, str]) -> Description:
    """Return what the store says of the corpus in it; of several, of the user's own."""
    graphs: dict[str, list[ox.Quad]] = {}
    for row in _rows(client, _DESCRIPTIONS):
        graphs.setdefault(row["g"].value, []).append(ox.Quad(row["s"], row["p"], row["o"], row["g"]))
    found = [about for _, quads in sorted(graphs.items()) if (about := read_description(quads)).base]
    if len(found) > 1:
        own = [about for about in found if about.prefixes.get("claim") == known.get("claim")]
        if not own:
            raise RemoteError(f"the store {client.endpoint.name} holds {len(found)} corpora: {', '.join(about.base for about in found[:5])}",
                              "ask it where the facts of one of them are, or with --facts DIR")  # fmt: skip
        return own[0]
    return found[0] if found else read_description([])


def _guess(client: Client, meta: str) -> dict[str, str]:
    """Return the prefixes of a corpus whose base is to be seen from a claim's IRI only."""
    rows = _rows(client, _within(meta, "SELECT ?c", _CLAIM) + " LIMIT 1")
    base, path, _ = rows[0]["c"].value.rpartition("claim/") if rows and isinstance(rows[0]["c"], ox.NamedNode) else ("", "", "")
    return (Settings(base=base) if path else Settings()).all_prefixes()
