"""`claimgraph conflicts`: claims that cannot both hold, and updates that only look like it."""

from __future__ import annotations

import sys

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

__all__ = ["command"]

#: What --kind may name: the kinds of conflict, and what only looks like one.
_KINDS = ("functional", "disjoint", "denied", "not-yet", "disputed", "update", "not-comparable")


@click.command("conflicts")
@click.argument("claim_id", metavar="[CLAIM]", required=False)
@click.option("--about", multiple=True, metavar="X", help="What has to do with claims that speak of an entity: an id or a name.")
@click.option("--source", multiple=True, metavar="X", help="What has to do with claims that appear in, or go back to, a source.")
@click.option("--kind", multiple=True, metavar="KIND", type=click.Choice(_KINDS),
              help="functional (only one can be so), disjoint (it cannot be both), denied, not-yet (still to come, or so already), disputed; update; not-comparable.")  # fmt: skip
@click.option("--require-none", is_flag=True, help="Exit 1 if any claims conflict.")
@report_options
def command(
    claim_id: str | None, about: tuple[str, ...], source: tuple[str, ...], kind: tuple[str, ...], require_none: bool,
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Find claims that cannot both hold, and show all sides of each disagreement.

    Compared is what is said to be so, as a fact, at one time, within the exactness of
    numbers and dates. A later answer in place of an earlier one is an update; scores of
    other settings, and amounts in other units, are not comparable. Both are listed apart.
    CLAIM is the id of a claim, with or without its prefix: then what it has a part in.

    Exit 0, or 1 if there are conflicts and --require-none is given.

    \b
    claimgraph conflicts --about Mango
    """
    from claimgraph.analyses.survey import SURVEYED, survey_conflicts
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.choose import choose_claims
    from claimgraph.views.conflicts import report_conflicts
    from claimgraph.views.report import render_report
    from claimgraph.wording.lookup import resolve_value

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    focus = choose_claims(opened.store, about=about, source=source).claims
    if claim_id is not None:
        named = set(resolve_value(opened.store, "id", claim_id))
        focus = named if focus is None else focus & named
    kinds = kind or SURVEYED
    survey = survey_conflicts(opened.store, focus=focus, kinds=kinds)
    report = report_conflicts(
        opened.store,
        survey,
        kinds=kinds,
        as_of=last_day(as_of, "--as-of"),
        undated=opened.undated,
        texts=load_snapshots(facts, texts, store),
    )
    write_output(lambda _: render_report(report, format_), output)
    if require_none and survey.disagreements:
        number = len(survey.disagreements)
        click.echo(f"{number} disagreement{'s' if number > 1 else ''}, and --require-none allows none", err=True)
        sys.exit(1)
