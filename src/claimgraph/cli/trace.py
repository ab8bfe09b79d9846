"""`claimgraph trace`: where a claim comes from, step by step, and what changed on the way."""

from __future__ import annotations

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("trace")
@click.argument("claim_id", metavar="CLAIM")
@report_options
def command(claim_id: str, format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str) -> None:
    """Trace a claim: whom it comes from, step by step, and what became firmer on the way.

    Under each hop stand the claims of that source or agent, if these facts hold them, and
    what changed since: a plan told as a fact, a number made exact, an attribution or a
    denial dropped, an opinion told as a fact. Then come those who repeat the claim.
    CLAIM is the id of a claim, with or without its prefix.

    \b
    claimgraph trace axios-open-source-versions
    """
    from claimgraph.analyses.trace import trace_claim
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.report import render_report
    from claimgraph.views.trace import report_trace
    from claimgraph.wording.lookup import resolve_value

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    claim = resolve_value(opened.store, "id", claim_id)[0]
    report = report_trace(
        opened.store, trace_claim(opened.store, claim),
        as_of=last_day(as_of, "--as-of"), undated=opened.undated, texts=load_snapshots(facts, texts, store),
    )  # fmt: skip
    write_output(lambda _: render_report(report, format_), output)
