"""`claimgraph import --store DIR`: statements go into a store as they are, however many there are."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from claimgraph.errors import InputError, printable

if TYPE_CHECKING:
    from claimgraph.imports.drafting import Wishes

__all__ = ["load"]


def load(file: str, store: str, format_: str, wishes: Wishes, report: str, *, strict: bool, dry_run: bool) -> None:
    """Load a file of RDF into the store of a folder, and say how many statements there are."""
    from claimgraph.files import open_output
    from claimgraph.imports.load import load_store

    if strict or dry_run:
        raise click.UsageError("--strict and --dry-run are for facts; a store is loaded wholly or not at all")
    if wishes.mapping or format_.lower().lstrip(".") in {"csv", "tsv", "schema"} or file.lower().endswith((".csv", ".tsv")):
        raise InputError("--store takes RDF", "import a table as facts, with -o DIR, and query those with --store DIR")

    def tell(done: int, seconds: float, what: str) -> None:
        click.echo(f"\r{done:,} statements {what}, {done / max(seconds, 0.001):,.0f} a second ", nl=False, err=True)

    loaded = load_store(file, store, format_=format_, base=wishes.base, progress=tell if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        click.echo(err=True)
    for item in loaded.left[:20]:
        click.echo(f"{printable(str(item.where))}: note[left-out]: {printable(item.what, limit=200)}: {printable(item.why)}", err=True)
    if report:
        left = [{"file": i.where.file, "line": i.where.line, "col": i.where.col, "what": i.what, "why": i.why} for i in loaded.left]
        account = {
            "input": loaded.name,
            "unit": "statements",
            "read": loaded.statements,
            "kept": loaded.statements - len(left),
            "left": left,
        }
        with open_output(report) as out:
            out.write(json.dumps(account, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    left_out = f", {len(loaded.left):,} left out" if loaded.left else ""
    click.echo(f"{printable(loaded.name)}: {loaded.statements:,} statements read, {loaded.statements - len(loaded.left):,} kept{left_out}")
    click.echo(f"{printable(store)}: {loaded.added:,} new statements, {loaded.total:,} in all")
    sys.exit(1 if loaded.left else 0)
