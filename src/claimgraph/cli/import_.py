"""`claimgraph import`: facts made of what others wrote."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from claimgraph.cli.accounting import SHOWN, Account, check_report
from claimgraph.errors import CorpusError, FactsError, RemoteError, printable
from claimgraph.writer import unwritable, write_yaml

if TYPE_CHECKING:
    from claimgraph.imports.draft import Draft
    from claimgraph.imports.drafting import Wishes
    from claimgraph.imports.merge import ByHand
    from claimgraph.imports.writing import Written

__all__ = ["command"]

_ORDERS = ["dmy", "mdy", "ymd", "excel", "unix"]


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", metavar="DIR", default="", help="Make a new corpus in this folder.")
@click.option("--facts", metavar="DIR", help="Add to the corpus of this folder; by default ./facts or the nearest above.")
@click.option("--store", metavar="DIR", default="", help="Load it into a store in this folder; no facts are written.")
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    default="",
    help="trig, nq, ttl, nt, rdf, jsonld, schema, csv or tsv; by default by name and content.",
)
@click.option("--report", metavar="FILE", default="", help="Write an account of all that is left out, as JSON.")
@click.option("--strict", is_flag=True, help="Write nothing if anything is left out.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--map", "mapping", metavar="COLUMNS", multiple=True, help="Table: what its columns hold: claim=…,speaker=…,date=…,source=….")
@click.option("--delimiter", metavar="SIGN", default="", help="Table: what stands between two cells; by default as the header shows.")
@click.option("--encoding", metavar="NAME", default="", help="Table: how its signs are encoded; by default UTF-8, or as a mark tells.")
@click.option("--date-order", type=click.Choice(_ORDERS), default=None, help="Table, schema.org: how dates such as 3/4/2025 are meant.")
@click.option("--about", metavar="NAME", default="", help="Table, schema.org: what claims are about that do not tell.")
@click.option("--base", metavar="IRI", default="", help="RDF: what relative IRIs are relative to.")
@click.option("--source-url", metavar="URL", default="", help="RDF of others: where it was published …")
@click.option("--publisher", metavar="NAME", default="", help="… by whom …")
@click.option("--published", metavar="DATE", default="", help="… and when.")
def command(file: str, output: str, facts: str | None, store: str, format_: str, report: str, **options: Any) -> None:
    """Make facts of RDF, nanopublications, schema.org JSON-LD or a table.

    FILE may be packed with gzip; - is standard input. What claimgraph has exported comes
    back as it was. Importing twice changes nothing. Exit 0 if all was kept, 1 if
    something was left out or does not fit, 2 if the input cannot be read.

    \b
    claimgraph import corpus.trig -o my-claims
    """
    from claimgraph.imports.drafting import Wishes

    wishes = Wishes(
        tuple(options["mapping"]), options["delimiter"], options["encoding"], options["date_order"] or "", options["about"],
        options["base"], options["source_url"], options["publisher"], options["published"],
    )  # fmt: skip
    from claimgraph.cli.stores import refuse_no_store

    refuse_no_store(store)
    given = [name for name, value in (("-o", output), ("--facts", facts), ("--store", store)) if value]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} exclude each other: name one place to import to")
    for option in ("about", "publisher"):
        if problem := unwritable(options[option]):
            raise click.UsageError(f"--{option}: no facts file may hold the character U+{ord(problem):04X}")
    if report:
        from claimgraph.cli.ownfiles import spare_own_files

        spare_own_files((report,), output if os.path.isdir(output) else facts, store)
        check_report(report, store=store)
    if store:
        from claimgraph.cli.loading import load
        from claimgraph.elsewhere import find_endpoint, refuse_address

        refuse_address(store)
        if find_endpoint(store) is not None:
            raise RemoteError(
                f"'{printable(store)}' is a store elsewhere, and import fills a folder",
                f"write ./{printable(store)} for the folder; `claimgraph push` fills the store",
            )
        load(file, store, format_, wishes, report, strict=options["strict"], dry_run=options["dry_run"])
        return
    with contextlib.ExitStack() as hold:
        _import(file, output, facts, format_, wishes, report, hold, strict=options["strict"], dry_run=options["dry_run"])


def _import(
    file: str,
    output: str,
    facts: str | None,
    format_: str,
    wishes: Wishes,
    report: str,
    hold: contextlib.ExitStack,
    *,
    strict: bool,
    dry_run: bool,
) -> None:
    from claimgraph.imports.drafting import make_draft
    from claimgraph.imports.given import read_given
    from claimgraph.imports.target import find_target

    try:
        target = find_target(output, facts, file, hold=hold)
    except CorpusError as error:
        if facts is None and not output:
            raise CorpusError(error.message, "make a new corpus with -o DIR, or name one with --facts DIR") from None
        raise
    draft = make_draft(read_given(file, format_=format_, mapped=bool(wishes.mapping)), wishes, target.known)
    account = Account(draft.name, draft.unit, draft.read, draft.left, draft.remarks)
    account.say()
    written: Written | None = None
    try:
        if not (strict and draft.left):
            written = target.write(draft, dry_run=dry_run or strict)
            if strict and not written.by_hand and not dry_run:
                written = target.write(draft)
    except FactsError as error:
        error.message = (
            f"{printable(draft.name)} does not fit in: {len(error.problems)} problem{'s' * (len(error.problems) != 1)}; nothing is written"
        )
        error.hint = ""
        if report:
            account.write(report, [])
        raise
    if written:
        _say_by_hand(written.by_hand)
    _say_written(draft, written if written and not (strict and written.by_hand) else None, dry_run=dry_run)
    if report:
        account.write(report, written.files if written else [], written.by_hand if written else [])
    sys.exit(1 if draft.left or (written and written.by_hand) else 0)


def _say_by_hand(by_hand: list[ByHand]) -> None:
    """Say which claims nobody but the user can add, as they are to be written."""
    for where, source, claims in by_hand:
        count = "a claim" if len(claims) == 1 else f"{len(claims):,} claims"
        what = f"somebody has worked on this file, so {count} of {source} must be added by hand, under its 'claims:'"
        click.echo(f"{printable(str(where))}: note[by-hand]: {what}", err=True)
        text = write_yaml({"claims": claims[:SHOWN]}).partition("\n")[2].rstrip("\n")
        click.echo(text, err=True)
        if len(claims) > SHOWN:
            click.echo(f"note: and {len(claims) - SHOWN:,} more; --report FILE lists them all", err=True)


def _say_written(draft: Draft, written: Written | None, *, dry_run: bool) -> None:
    if written is None:
        click.echo("nothing is written, for something is left out and --strict asks for all")
    elif not written.files and written.by_hand:
        click.echo("nothing to write but what must be added by hand")
    elif not written.files:
        click.echo("nothing new: all of it is there already" if draft.sources or draft.entities else "nothing to write")
    else:
        for name in written.files[:SHOWN]:
            click.echo(f"{'would write' if dry_run else 'wrote'} {printable(name)}")
        if len(written.files) > SHOWN:
            click.echo(f"… and {len(written.files) - SHOWN:,} more files")
        counts = ((written.sources, "source", "sources"), (written.claims, "claim", "claims"), (written.entities, "entity", "entities"))
        new = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
        click.echo(f"new: {new}")
