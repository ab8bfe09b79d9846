"""`claimgraph due`: what was promised for when, and what became of it."""

from __future__ import annotations

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("due")
@click.option("--about", multiple=True, metavar="X", help="Promises about an entity: an id or a name.")
@click.option("--outcome", "outcomes", multiple=True, metavar="X", type=click.Choice(["overdue", "open", "moved", "fulfilled", "dropped"]),
              help="overdue, open, moved, fulfilled or dropped; given twice, either.")  # fmt: skip
@report_options
def command(
    about: tuple[str, ...], outcomes: tuple[str, ...],
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Show what was promised for when, how it moved, and what became of it.

    A promise is what is planned, hoped, expected or the like, with a date. With
    --as-of, things are judged as they stood on that day, by what had been said;
    otherwise as of today.

    \b
    claimgraph due --about "Muse Spark" --as-of 2026-04-30
    """
    import datetime as dt

    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.due import report_due
    from claimgraph.views.report import render_report
    from claimgraph.wording.lookup import resolve_value

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on)
    day = last_day(as_of, "--as-of")
    report = report_due(
        opened.store,
        today=day or dt.datetime.now().astimezone().date().isoformat(),
        as_of=day,
        undated=opened.undated,
        about={iri for value in about for iri in resolve_value(opened.store, "about", value)} if about else None,
        outcomes=outcomes,
        texts=load_snapshots(facts, texts, store),
    )
    write_output(lambda _: render_report(report, format_), output)
