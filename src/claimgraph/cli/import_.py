"""`claimgraph import`: facts made of what others wrote."""

from __future__ import annotations

import click

__all__ = ["command"]


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
@click.option(
    "--map", "mapping", metavar="COLUMNS", default="", help="What the columns of a table hold: claim=…,speaker=…,date=…,source=…."
)
@click.option("--report", metavar="FILE", default="", help="Write all that was left out to this file, as JSON.")
@click.option("--strict", is_flag=True, help="Write nothing if anything is left out.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(
    file: str, output: str, facts: str | None, store: str, format_: str, mapping: str, report: str, strict: bool, dry_run: bool
) -> None:  # fmt: skip
    """Make facts of RDF, nanopublications, schema.org JSON-LD or a table.

    FILE may be packed with gzip; - is standard input. What claimgraph has exported comes
    back as it was. Importing twice changes nothing. Exit 0 if all was kept, 1 if
    something was left out or does not fit, 2 if the input cannot be read.

    \b
    claimgraph import corpus.trig -o my-claims
    """
    from claimgraph.imports.draft import DraftSettings  # noqa: F401
