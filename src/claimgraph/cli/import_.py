"""`claimgraph import`: facts made of what others wrote."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from claimgraph.errors import CorpusError, FactsError, printable

if TYPE_CHECKING:
    from claimgraph.imports.draft import Draft, Left
    from claimgraph.imports.drafting import Wishes
    from claimgraph.imports.writing import Written

__all__ = ["command"]

#: So many of the units left out are shown.
_SHOWN = 20
_ORDERS = ["dmy", "mdy", "ymd", "excel", "unix"]


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", metavar="DIR", default="", help="Make a new corpus in this folder.")
@click.option("--facts", metavar="DIR", help="Add to the corpus of this folder; by default ./facts or the nearest above.")
@click.option("--store", metavar="DIR", default="", help="Load RDF into a store in this folder; no facts are written.")
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
    given = [name for name, value in (("-o", output), ("--facts", facts), ("--store", store)) if value]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} exclude each other: name one place to import to")
    if store:
        from claimgraph.cli.loading import load

        load(file, store, format_, wishes, report, strict=options["strict"], dry_run=options["dry_run"])
        return
    _import(file, output, facts, format_, wishes, report, strict=options["strict"], dry_run=options["dry_run"])


def _import(file: str, output: str, facts: str | None, format_: str, wishes: Wishes, report: str, *, strict: bool, dry_run: bool) -> None:
    from claimgraph.imports.drafting import make_draft
    from claimgraph.imports.given import read_given
    from claimgraph.imports.target import find_target

    try:
        target = find_target(output, facts, file)
    except CorpusError as error:
        if facts is None and not output:
            raise CorpusError(error.message, "make a new corpus with -o DIR, or name one with --facts DIR") from None
        raise
    draft = make_draft(read_given(file, format_=format_, mapped=bool(wishes.mapping)), wishes, target.known)
    _say_left(draft)
    written: Written | None = None
    try:
        if not (strict and draft.left):
            written = target.write(draft, dry_run=dry_run)
    except FactsError as error:
        error.message = (
            f"{printable(draft.name)} does not fit in: {len(error.problems)} problem{'s' * (len(error.problems) != 1)}; nothing is written"
        )
        error.hint = ""
        raise
    finally:
        if report:
            _write_report(draft, written, report)
    _say_written(draft, written, dry_run=dry_run)
    sys.exit(1 if draft.left else 0)


def _say_left(draft: Draft) -> None:
    """Say what was read and what of it is left out: equal reasons of a whole group once."""
    for remark in draft.remarks:
        click.echo(f"note: {printable(remark)}", err=True)
    for item in draft.left[:_SHOWN]:
        place = str(item.where) if item.where.file else draft.name
        click.echo(f"{printable(place)}: note[left-out]: {printable(item.what, limit=200)}: {printable(item.why)}", err=True)
    if len(draft.left) > _SHOWN:
        click.echo(f"note: {len(draft.left) - _SHOWN:,} more are left out; --report FILE lists them all", err=True)
    left = f", {len(draft.left):,} left out" if draft.left else ""
    click.echo(f"{printable(draft.name)}: {draft.read:,} {draft.unit} read, {draft.kept:,} kept{left}")


def _say_written(draft: Draft, written: Written | None, *, dry_run: bool) -> None:
    if written is None:
        click.echo("nothing is written, for something is left out and --strict asks for all")
    elif not written.files:
        click.echo("nothing new: all of it is there already" if draft.sources or draft.entities else "nothing to write")
    else:
        for name in written.files[:_SHOWN]:
            click.echo(f"{'would write' if dry_run else 'wrote'} {printable(name)}")
        if len(written.files) > _SHOWN:
            click.echo(f"… and {len(written.files) - _SHOWN:,} more files")
        counts = ((written.sources, "source", "sources"), (written.claims, "claim", "claims"), (written.entities, "entity", "entities"))
        new = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
        click.echo(f"new: {new}")


def _write_report(draft: Draft, written: Written | None, path: str) -> None:
    import json

    from claimgraph.files import open_output

    def item(left: Left) -> dict[str, Any]:
        return {"file": left.where.file or draft.name, "line": left.where.line, "col": left.where.col, "what": left.what, "why": left.why}

    account = {
        "input": os.path.basename(draft.name),
        "unit": draft.unit,
        "read": draft.read,
        "kept": draft.kept,
        "left": [item(left) for left in draft.left],
        "remarks": list(draft.remarks),
        "files": written.files if written else [],
    }
    with open_output(path) as file:
        file.write(json.dumps(account, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
