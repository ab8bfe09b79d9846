"""A draft in, the statements of it for a store out; without a detour over files, which hold less than a store does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.errors import FactsError, Problem, Where
from claimgraph.imports.known import Known
from claimgraph.imports.proof import Drafted, prove
from claimgraph.imports.settings import load_draft_settings
from claimgraph.imports.writing import with_settings
from claimgraph.rdf import description_quads

if TYPE_CHECKING:
    from claimgraph.imports.draft import Draft

__all__ = ["draft_nquads"]


def draft_nquads(draft: Draft, folder: str) -> bytes:
    """Return a draft as N-Quads, with the description of its dataset; what has no base is named after the folder.

    Raises:
        FactsError: a part of it breaks a rule.
    """
    draft = with_settings(draft, folder)
    sources = {tree["id"]: {key: value for key, value in tree.items() if key != "claims"} for tree in draft.sources}
    claims = {claim["id"]: (tree["id"], claim) for tree in draft.sources for claim in tree.get("claims", [])}
    drafted = Drafted({tree["id"]: tree for tree in draft.entities}, sources, claims)
    proof = prove(drafted, *load_draft_settings(draft.settings), Known())
    refused = {**proof.dropped, **{name: f"'{key}': {why}" for (name, key), why in proof.pruned.items()}}
    if refused:
        raise FactsError([Problem(Where(draft.name), "refused", f"{name}: {why}") for name, why in sorted(refused.items())])
    described = ox.serialize(description_quads(proof.corpus), format=ox.RdfFormat.N_QUADS)
    assert described is not None
    return proof.nquads.encode() + described
