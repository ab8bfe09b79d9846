"""`claimgraph history`: what was said about a thing over time."""

from __future__ import annotations

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("history")
@click.argument("x", metavar="X")
@click.option("--predicate", multiple=True, metavar="X", help="Only what is said with a predicate, such as :ledBy.")
@click.option("--outlet", multiple=True, metavar="X", help="Only what an outlet or a person says: as publisher, author, or at any hop.")
@report_options
def command(
    x: str, predicate: tuple[str, ...], outlet: tuple[str, ...],
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Show what was said about X over time: by whom first, who followed, what changed.

    X is an entity, by id or name; or a claim, by id, of whose subject and predicate the
    history is shown. An option given twice means either.

    \b
    claimgraph history Avocado --predicate :launchedOn
    """
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.history import report_history
    from claimgraph.views.report import render_report
    from claimgraph.wording.lookup import resolve_subject, resolve_value

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on)
    things, claims = resolve_subject(opened.store, x)
    report = report_history(
        opened.store,
        things=things,
        claims=claims,
        predicates={iri for value in predicate for iri in resolve_value(opened.store, "predicate", value)},
        outlets={iri for value in outlet for iri in resolve_value(opened.store, "speaker", value, option="outlet")} if outlet else None,
        as_of=last_day(as_of, "--as-of"),
        undated=opened.undated,
        texts=load_snapshots(facts, texts, store),
    )
    write_output(lambda _: render_report(report, format_), output)
