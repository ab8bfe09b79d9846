"""What --store and --facts say in; the store to ask out: of facts, of a folder of imported statements, or elsewhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from claimgraph.cli.making import progress_shown
from claimgraph.cli.options import last_day, note_undated
from claimgraph.errors import QueryError, printable

if TYPE_CHECKING:
    from claimgraph.store.protocol import Store

__all__ = ["Opened", "completed_store", "open_facts", "refuse_no_store", "say_remarks"]


_COMPLETED = (
    "the store {name} holds claims, but not claimgraph's ontology: they were read from it, and answered here; "
    "`claimgraph push` brings it, and so does a file of `claimgraph export --with-ontology`"
)


class Opened(NamedTuple):
    """A store, how many claims --as-of left out for want of a date, and the title of what is in it, if it says."""

    store: Store
    undated: int = 0
    title: str = ""


def open_facts(facts: str | None, store: str, as_of: str, valid_on: str, *, free: bool = False, whole: bool = False) -> Opened:
    """Open the store that the corpus options name, and say what --as-of left out.

    `free` is for queries of the user's own, `whole` for what asks of all claims at
    once how they stand to one another.

    Raises:
        ClaimgraphError: it cannot be opened, or not as of that day.
    """
    refuse_no_store(store)
    days = last_day(as_of, "--as-of"), last_day(valid_on, "--valid-on")
    other = _open_other(facts, store, free=free and not whole) if store else None
    if other is None:
        from claimgraph.folder import find_folder
        from claimgraph.workspace import open_corpus_store

        folder, new = find_folder(facts), bool(store) and _is_free(store)
        with progress_shown() as tell:
            found = open_corpus_store(folder, as_of=days[0], valid_on=days[1], keep=store, progress=tell)
        if new and sys.stderr.isatty():  # who mistyped the name of another store must not take this one for it
            click.echo(f"note: {printable(store)} was new: it is a store of the facts in {printable(folder.show(folder.facts))}", err=True)
        opened = Opened(found.store, found.undated)
    else:
        opened = _as_of(other, *days, free=free, whole=whole)
        if not free:
            _note_unread(other.store)
    note_undated(opened.undated)
    return opened


def _is_free(store: str) -> bool:
    """Tell whether a folder is missing, or empty."""
    return not os.path.isdir(store) or not os.listdir(store)


def say_remarks(store: Store) -> None:
    """Say what a store elsewhere had to remark on the queries that it was asked."""
    for remark in getattr(store, "remarks", ()):
        click.echo(f"note: {remark}", err=True)


def _note_unread(store: Store) -> None:
    """Say how many claims of a store elsewhere lack what every claim has: they are in no list and no reckoning.

    A folder of imported statements is not asked: that would read all of it for the sake of one claim.
    """
    from claimgraph.queries import package_query
    from claimgraph.store.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):  # asked first: what speaks to a store elsewhere takes as long to load as many an answer
        return
    from claimgraph.store.remote import RemoteStore

    if not isinstance(store, RemoteStore):
        return
    unread = sum(1 for _ in store.rows(package_query("analyses/unread")))
    if unread:
        what = "claim is left out: it lacks" if unread == 1 else "claims are left out: they lack"
        click.echo(f"note: {unread} {what} a source, a digest, a modality, a polarity or a stance; `claimgraph push` puts right what is its own",
                   err=True)  # fmt: skip


def completed_store(store: Store) -> Store:
    """Return a store that knows what is in force: a copy of one elsewhere that lacks the ontology; else the store itself."""
    from claimgraph.elsewhere import copy_completed

    return (copy_completed(store) if getattr(store, "bare", False) else None) or store  # type: ignore[arg-type]  # only a store elsewhere is bare


def refuse_no_store(store: str) -> None:
    """Refuse an option --store that is there and empty: `--store "$STORE"` without such a variable does not mean the facts.

    Raises:
        RemoteError: it is.
    """
    context = click.get_current_context(silent=True)
    if not store and context is not None and context.get_parameter_source("store") is click.core.ParameterSource.COMMANDLINE:
        from claimgraph.elsewhere import refuse_address

        refuse_address(store)


def _open_other(facts: str | None, store: str, *, free: bool) -> Opened | None:
    """Open a store that is not made from facts; None if a folder is named that can hold one that is."""
    from claimgraph.elsewhere import copy_completed, find_endpoint, open_elsewhere

    endpoint = find_endpoint(store, facts)
    if endpoint is not None:
        remote = open_elsewhere(endpoint, facts)
        copy = None if free else copy_completed(remote)
        for note in remote.notes if copy is None else [_COMPLETED.format(name=endpoint.name)]:
            click.echo(f"note: {note}", err=True)
        return Opened(copy or remote, title=remote.title)
    from claimgraph.store.imported import is_begun, is_imported, open_imported

    return Opened(open_imported(store)) if is_imported(store) or is_begun(store) else None


def _as_of(opened: Opened, as_of: str, valid_on: str, *, free: bool, whole: bool) -> Opened:
    """Return a store as it stood on a day, where there is no text to make it from."""
    if not as_of and not valid_on:
        return opened
    from claimgraph.views.day import DayStore, local_copy

    if free and not whole:
        raise QueryError(
            "a free query cannot be asked as of another day on a store that is not made from facts: what was in force then is not kept there",
            "list, show and draw can; or ask the facts themselves, without --store",
        )
    day = DayStore(opened.store, as_of=as_of, valid_on=valid_on)
    return Opened(local_copy(day) if whole else day, day.undated, opened.title)
