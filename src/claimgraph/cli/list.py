"""`claimgraph list`: the claims, chosen by what they are about and who says them."""

from __future__ import annotations

import click

from claimgraph.cli.options import corpus_options, load_snapshots, texts_option
from claimgraph.cli.stores import open_facts

__all__ = ["command"]


@click.command("list")
@click.option("--about", multiple=True, metavar="X", help="Claims that speak of an entity: an id or a name.")
@click.option("--speaker", multiple=True, metavar="X", help="Claims that somebody makes, at any hop of their chain.")
@click.option("--source", multiple=True, metavar="X", help="Claims that appear in, or go back to, a source.")
@click.option("--modality", multiple=True, metavar="X", help="asserted, planned, hoped, ...")
@click.option("--polarity", multiple=True, metavar="X", help="affirmed or denied.")
@click.option("--stance", multiple=True, metavar="X", help="fact or opinion.")
@click.option("--verdict", multiple=True, metavar="X", help="Claims that somebody found to be so: refuted, confirmed, ...")
@click.option("--predicate", multiple=True, metavar="X", help="Claims that use a predicate, such as :ledBy.")
@click.option("--status", multiple=True, metavar="X", type=click.Choice(["in-force", "superseded", "retracted"]),
              help="in-force, superseded or retracted.")  # fmt: skip
@click.option("--format", "format_", metavar="FORMAT", default="",
              type=click.Choice(["table", "tsv", "csv", "json", "jsonl", ""]), help="table (at a terminal), tsv (in a pipe), csv, json or jsonl.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to a file, whole or not at all.")
@texts_option
@corpus_options
def command(
    format_: str, output: str | None, texts: str, facts: str | None, store: str, as_of: str, valid_on: str,
    status: tuple[str, ...], **chosen: tuple[str, ...],
) -> None:  # fmt: skip
    """List claims, by what they are about, who says them, how firmly.

    An option given twice means either; different options must all hold.

    \b
    claimgraph list --about MSL --modality asserted
    """
    from claimgraph.cli.output import write_output
    from claimgraph.cli.ownfiles import spare_own_files
    from claimgraph.views.claims import list_claims
    from claimgraph.views.listing import render_claims

    spare_own_files((output or "",), facts, store)
    opened = open_facts(facts, store, as_of, valid_on)
    claims = list_claims(opened.store, chosen, texts=load_snapshots(facts, texts, store))
    if status:
        claims = [claim for claim in claims if set(status) & set(claim["status"])]
    write_output(lambda person: render_claims(claims, format_ or ("table" if person else "tsv")), output)
