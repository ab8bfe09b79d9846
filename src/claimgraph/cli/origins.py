"""`claimgraph origins`: how many independent origins stand behind a statement."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claimgraph.cli.options import last_day, load_snapshots, report_options
from claimgraph.cli.stores import open_facts
from claimgraph.errors import QueryError, StoreError, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimgraph.analyses.backing import Backing
    from claimgraph.views.report import Report

__all__ = ["command"]


@click.command("origins")
@click.argument("claim_id", metavar="[CLAIM]", required=False)
@click.option("--about", metavar="X", help="All statements that speak of an entity: an id or a name.")
@click.option("--require", metavar="N", type=click.IntRange(min=1), default=None,
              help="Exit 1 if a statement has fewer independent origins than N.")  # fmt: skip
@click.option("--named-only", is_flag=True, help="Do not count those who say it in their own voice, naming nobody.")
@report_options
def command(
    claim_id: str | None, about: str | None, require: int | None, named_only: bool,
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
) -> None:  # fmt: skip
    """Count the independent origins that stand behind a statement.

    Chains are followed to where they end. Reports of the same origin count once, and so
    do copies. What comes from nobody knows whom, or leads only round in a circle, does not
    count. CLAIM is the id of a claim, with or without its prefix.

    Exit 0, or 1 if a statement has fewer origins than --require.

    \b
    claimgraph origins msl-led-by-wang --require 2
    """
    from claimgraph.analyses.backing import claims_about, find_backing
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.origins import Asked, report_origins
    from claimgraph.views.report import render_report
    from claimgraph.wording.lookup import resolve_value

    if (claim_id is None) == (about is None):
        raise QueryError("give one claim, or --about X, and not both", "claimgraph origins CLAIM, or claimgraph origins --about X")
    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on, whole=True)
    if about is not None:
        claims = claims_about(opened.store, resolve_value(opened.store, "about", about))
    else:
        claims = set(resolve_value(opened.store, "id", claim_id or ""))
    found = find_backing(opened.store, claims)
    _note_unread(claims, found, claim_id)
    asked = Asked(about or claim_id or "", require=require or 0, named_only=named_only, one=about is None)
    report = report_origins(
        opened.store, found, asked,
        as_of=last_day(as_of, "--as-of"), undated=opened.undated, texts=load_snapshots(facts, texts, store),
    )  # fmt: skip
    write_output(lambda _: render_report(report, format_), output)
    if require:
        _gate(report, asked.about, require)


def _note_unread(claims: Collection[str], found: Iterable[Backing], claim_id: str | None) -> None:
    """Say which claims others wrote in such a way that they cannot be reckoned with.

    Raises:
        StoreError: it is the one that was asked for.
    """
    unread = set(claims).difference(*((*one.claims, *one.gone) for one in found))
    if unread and claim_id is not None:
        raise StoreError(f"the store holds {printable(claim_id, limit=80)} without a source, a digest, a modality, a polarity or a stance",
                         "`claimgraph push` puts it right")  # fmt: skip
    if unread:
        what = "claim is left out: it lacks" if len(unread) == 1 else "claims are left out: they lack"
        click.echo(f"note: {len(unread)} {what} a source, a digest, a modality, a polarity or a stance", err=True)


def _gate(report: Report, about: str, require: int) -> None:
    """End with 1 where a statement has too few origins, naming it; and where there is no statement that could have any."""
    statements = report.data["statements"]
    fewer = [data for data in statements if not data["enough"]]
    for data in fewer:
        which = f" ({', '.join(data['claims'])})" if data["claims"] else ""
        what = printable(data["label"] + which, limit=500)
        doubts = [f"{data['atLeast']} if what is similar is the same"] if data["atLeast"] < data["independent"] else []
        doubts += [f"{data['refuted']} of them refuted"] if data["refuted"] else []
        doubt = f" ({', '.join(doubts)})" if doubts else ""
        click.echo(f"too few origins: {data['independent']}{doubt} of the {require} required for: {what}", err=True)
    if not statements:
        click.echo(f"too few origins: nothing is said about {printable(about, limit=200)}", err=True)
    if fewer or not statements:
        sys.exit(1)
