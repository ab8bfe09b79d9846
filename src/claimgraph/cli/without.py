"""`claimgraph without`: what falls with a source or an agent."""

from __future__ import annotations

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("without")
@click.argument("things", metavar="[X]...", nargs=-1)
@click.option("--rank", is_flag=True, help="All sources and agents, the most load-bearing first.")
@report_options
def command(
    things: tuple[str, ...], rank: bool,
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Show which statements fall with a source or an agent.

    X is the id or the headline of a source, or the id or the name of an outlet or a
    speaker; of several, all are taken away at once. With an outlet all falls that it
    publishes, with a speaker all that goes back to them. Shown are the statements that
    lose their last origin, those that keep a single one, and those that nobody contests
    any more.

    \b
    claimgraph without Bloomberg --as-of 2026-03
    """
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.errors import QueryError
    from claimgraph.views.report import render_report
    from claimgraph.views.without import report_ranking, report_without

    if rank == bool(things):
        raise QueryError(
            "name what is to be taken away, or give --rank, and not both", "claimgraph without X, or claimgraph without --rank"
        )
    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    day = last_day(as_of, "--as-of")
    if rank:
        report = report_ranking(opened.store, as_of=day, undated=opened.undated)
    else:
        from claimgraph.wording.lookup import resolve_bearer

        found = {iri for thing in things for iri in resolve_bearer(opened.store, thing)}
        snapshots = load_snapshots(facts, texts, store)
        report = report_without(opened.store, found, as_of=day, undated=opened.undated, texts=snapshots)
    write_output(lambda _: render_report(report, format_), output)
