"""Claims and the texts of their sources in; the claims with the words that their evidence points to, or with none, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.analyses.records import texts_of_sources
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["drop_quotes", "fill_quotes"]


def fill_quotes(store: Store, claims: Iterable[dict[str, Any]], texts: Mapping[str, Snapshot]) -> None:
    """Put into each verified span of evidence the words that stand there."""
    compact = Compactor(store.prefixes)
    known = {compact(source): snapshot for source, snapshot in texts_of_sources(store, texts).items()}
    for claim in claims:
        snapshot = known.get(claim["source"])
        for span in claim["evidence"]:
            if snapshot and span["verified"]:
                span["quote"] = snapshot.text[span["start"] : span["end"]]


def drop_quotes(claims: Iterable[dict[str, Any]]) -> None:
    """Leave out every quote, those that stand in the facts as well."""
    for claim in claims:
        for span in claim["evidence"]:
            span["quote"] = None
