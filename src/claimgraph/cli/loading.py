"""`claimgraph import --store DIR`: statements go into a store as they are, however many there are."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

from claimgraph.cli.accounting import Account
from claimgraph.cli.making import time_left
from claimgraph.errors import printable

if TYPE_CHECKING:
    from claimgraph.imports.drafting import Wishes
    from claimgraph.imports.load import Loaded
    from claimgraph.imports.progress import Step

__all__ = ["load", "progress_line"]

#: Of a line of progress, so that a shorter one covers a longer one.
_WIDTH = 90
_TABLES = {"csv", "tsv"}
#: JSON and pages may hold claims of schema.org, or RDF.
_MIXED = {"json", "jsonl", "jsonld", "html", "htm", "schema"}


def load(file: str, store: str, format_: str, wishes: Wishes, report: str, *, strict: bool, dry_run: bool) -> None:
    """Load a file into the store of a folder, and say how many statements there are."""
    if strict or dry_run:
        raise click.UsageError("--strict and --dry-run are for facts; a store is loaded wholly or not at all")
    account = _load_draft(file, store, format_, wishes) if _may_be_drafted(file, format_, wishes) else None
    if account is None:
        loaded = _load(file, store, format_, wishes.base)
        account = Account(loaded.name, "statements", loaded.statements, loaded.left)
        account.say()
        _say_loaded(store, loaded)
    if report:
        account.write(report, [])
    sys.exit(1 if account.left else 0)


def _may_be_drafted(file: str, format_: str, wishes: Wishes) -> bool:
    """Tell whether it is a table, or may be claims of schema.org: RDF alone can be loaded without holding it in memory."""
    ending = os.path.splitext(file.lower().removesuffix(".gz"))[1]
    known = _TABLES | ({"schema"} if file == "-" else _MIXED)  # standard input is read once
    return bool(wishes.mapping) or (format_ or ending).lower().lstrip(".") in known


def _load_draft(file: str, store: str, format_: str, wishes: Wishes) -> Account | None:
    """Load what has to become claims first; None where it is RDF."""
    from claimgraph.imports.drafting import make_draft
    from claimgraph.imports.given import read_given
    from claimgraph.imports.known import Known
    from claimgraph.imports.stored import draft_nquads

    given = read_given(file, format_=format_, mapped=bool(wishes.mapping))
    if given.kind == "rdf":
        return None
    draft = make_draft(given, wishes, Known())
    account = Account(draft.name, draft.unit, draft.read, draft.left, draft.remarks)
    data = draft_nquads(draft, store)
    account.say()
    _say_loaded(store, _load("draft.nq", store, "nq", "", data))
    return account


def _load(file: str, store: str, format_: str, base: str, data: bytes | None = None) -> Loaded:
    from claimgraph.imports.load import load_store

    shown = sys.stderr.isatty()
    with contextlib.ExitStack() as stack:
        if shown:
            stack.callback(click.echo, err=True)
        return load_store(file, store, format_=format_, base=base, progress=_tell if shown else None, data=data)


def _tell(step: Step) -> None:
    """Say on one line how far it has come, over what was said before."""
    click.echo("\r" + progress_line(step).ljust(_WIDTH), nl=False, err=True)


def progress_line(step: Step) -> str:
    """Say what is done, how fast, which part of the file, and how long it will take.

    >>> from claimgraph.imports.progress import Step
    >>> progress_line(Step("loaded", 1_200_000, 8.0, 0.25))
    '1,200,000 statements loaded, 150,000 a second, 25 % of the file, 24 s left'
    >>> progress_line(Step("put in order", 1_200_000, 0.0, 1.0))
    '1,200,000 statements are put in order'
    """
    if not step.seconds:
        return f"{step.statements:,} statements are {step.what}"
    rate = step.statements / step.seconds
    return f"{step.statements:,} statements {step.what}, {rate:,.0f} a second, {step.share:.0%} of the file{time_left(step.seconds, step.share)}".replace(
        "%", " %", 1
    )


def _say_loaded(store: str, loaded: Loaded) -> None:
    click.echo(f"{printable(store)}: {loaded.added:,} new statements, {loaded.total:,} in all")
