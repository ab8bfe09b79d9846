"""`claimgraph stats`: how much there is, from whom, from when, and how well it is backed."""

from __future__ import annotations

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("stats")
@report_options
def command(format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str) -> None:
    """Show how much there is, from whom, from when, and how well it is backed.

    \b
    claimgraph stats --as-of 2026-01
    """
    import datetime as dt

    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.report import render_report
    from claimgraph.views.stats import report_stats

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    snapshots = load_snapshots(facts, texts, store)
    day = last_day(as_of, "--as-of")
    today = day or dt.datetime.now().astimezone().date().isoformat()
    report = report_stats(opened.store, today=today, as_of=day, undated=opened.undated, texts=snapshots)
    write_output(lambda _: render_report(report, format_), output)
