"""`claimgraph conflicts`: claims that cannot both hold, and updates that only look like it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimgraph.store.protocol import Store

__all__ = ["command"]

#: What --kind may name: the kinds of conflict, and what only looks like one.
_KINDS = ("functional", "disjoint", "denied", "not-yet", "disputed", "update", "not-comparable")
#: So many things are named that are near what was asked for.
_NEARBY = 5


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
    If nobody disagrees about X, a note names what is near it and disagreed about.

    Exit 0, or 1 if there are conflicts and --require-none is given.

    \b
    claimgraph conflicts --about deal:MetaScaleAI
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
    if about and claim_id is None and not source and not survey.disagreements:
        _point_elsewhere(opened.store, about, kinds)
    if require_none and survey.disagreements:
        number = len(survey.disagreements)
        click.echo(f"{number} disagreement{'s' if number > 1 else ''}, and --require-none allows none", err=True)
        sys.exit(1)


def _point_elsewhere(store: Store, about: tuple[str, ...], kinds: Collection[str]) -> None:
    """Say on stderr, where nobody disagrees about what was asked for, what is near it and disagreed about."""
    from claimgraph.analyses.conflicts import KINDS
    from claimgraph.analyses.nearby import find_nearby
    from claimgraph.wording.lookup import resolve_value

    wanted = [kind for kind in KINDS if kind in kinds]
    things = {iri for value in about for iri in resolve_value(store, "about", value)}
    found = find_nearby(store, things, wanted) if wanted else []
    for place, one in enumerate(found[:_NEARBY]):
        start = f"none about {' or '.join(about)} itself; " if place == 0 else ""
        there = f"there {'is 1' if one.number == 1 else f'are {one.number}'}: --about {one.thing}"
        click.echo(f"note: {start}about {one.name} {there}", err=True)
    if len(found) > _NEARBY:
        click.echo(f"note: and about {len(found) - _NEARBY} more things near it", err=True)
