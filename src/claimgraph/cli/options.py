"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimgraph.workspace import Opened

__all__ = ["corpus_options", "open_facts", "texts_option"]

_F = TypeVar("_F", bound="Callable[..., Any]")


def corpus_options(command: _F) -> _F:
    """Add the options that say which facts, as they stood when."""
    for option in reversed(
        [
            click.option("--facts", metavar="DIR", help="The folder of facts; by default ./facts or the nearest above."),
            click.option("--store", metavar="DIR", default="", help="Keep the store in this folder, not in the cache."),
            click.option("--as-of", metavar="DATE", default="", help="Only what had been said by the end of DATE."),
            click.option("--valid-on", metavar="DATE", default="", help="Only what is said to hold on DATE."),
        ]
    ):
        command = option(command)
    return command


def texts_option(command: _F) -> _F:
    """Add the option that says where the snapshots of the sources are."""
    option = click.option("--texts", metavar="DIR", default="", help="Verify evidence against the texts in this folder.")
    return option(command)


def open_facts(facts: str | None, store: str, as_of: str, valid_on: str) -> Opened:
    """Open the store that the corpus options name, and say what --as-of left out."""
    from claimgraph.folder import find_folder
    from claimgraph.workspace import open_corpus_store

    opened = open_corpus_store(
        find_folder(facts), as_of=_last_day(as_of, "--as-of"), valid_on=_last_day(valid_on, "--valid-on"), keep=store
    )
    if opened.undated:
        plural = "s have" if opened.undated != 1 else " has"
        click.echo(f"note: {opened.undated} claim{plural} no date of saying and are left out", err=True)
    return opened


def _last_day(text: str, option: str) -> str:
    """Return the last day of a date of any precision."""
    if not text:
        return ""
    from claimgraph.values import parse_date

    bounds = parse_date(text)
    if bounds is None:
        raise QueryError(f"{option}: '{text}' is not a date of the calendar", "write 2026, 2026-04 or 2026-04-08")
    return bounds.latest
