"""A store as it stood on a day: what became of promises, and what was said over time, is told without a copy as from one."""

from __future__ import annotations

import pytest
from helpers import ROOT

import claimgraph
from claimgraph.store.protocol import Store
from claimgraph.views.day import DayStore, local_copy
from claimgraph.views.due import report_due
from claimgraph.views.history import report_history
from claimgraph.views.report import render_report


def told(store: Store, format_: str) -> str:
    """Return what is told of all promises, and of Meta and the model Mango."""
    things = [store.prefixes[prefix] + local for prefix, local in (("org", "Meta"), ("model", "Mango"))]
    reports = report_due(store, today="2026-06-30"), report_history(store, things=things)
    return "".join(piece for report in reports for piece in render_report(report, format_))


@pytest.mark.parametrize("days", [{"as_of": "2026-01-20"}, {"as_of": "2026-04-08"}, {"as_of": "2026-12-31"}, {"valid_on": "2025-07-01"}])
def test_a_day_is_told_as_from_a_copy(days: dict[str, str]) -> None:
    day = DayStore(claimgraph.load(ROOT / "facts").store, **days)
    copy = local_copy(day)
    for format_ in ("text", "json", "tsv"):
        assert told(day, format_) == told(copy, format_)


def test_the_days_differ() -> None:
    store = claimgraph.load(ROOT / "facts").store
    assert told(DayStore(store, as_of="2026-01-20"), "text") != told(DayStore(store, as_of="2026-04-08"), "text")
