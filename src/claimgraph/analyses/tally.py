"""A store in; how many disagreements, updates, promises and independent origins the other analyses find in it, out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.due import find_promises
from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.independent import count_independent
from claimgraph.analyses.origins import group_statements, resolve_chains
from claimgraph.analyses.records import read_modalities
from claimgraph.analyses.survey import survey_conflicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.store.protocol import Store

__all__ = ["Tally", "count_findings"]


class Tally(NamedTuple):
    """How much is found: `origins` counts statements by the number of origins behind each, `promises` those of each outcome."""

    origins: Mapping[int, int]
    disagreements: int
    updates: int
    promises: Mapping[str, int]
    moved: int


def count_findings(store: Store, *, today: str) -> Tally:
    """Count what the analyses find, promises as things stand on a day (ISO)."""
    grounds = read_grounds(store)
    resolved = resolve_chains(grounds.chains())
    statements = group_statements(grounds.records, read_modalities(store))
    survey, promises = survey_conflicts(store), find_promises(store, today=today)
    return Tally(
        collections.Counter(count_independent(key for claim in claims for key in resolved[claim].keys) for claims in statements.values()),
        len(survey.disagreements),
        len(survey.updates),
        collections.Counter(promise.outcome for promise in promises),
        sum(bool(promise.moved) for promise in promises),
    )
