"""What --store and --facts say in; the store to ask out: of facts, of a folder of imported statements, or elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

from claimgraph.cli.options import last_day, note_undated
from claimgraph.errors import CorpusError, QueryError, RemoteError, did_you_mean, printable

if TYPE_CHECKING:
    from claimgraph.model import Settings
    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.protocol import Store

__all__ = ["Opened", "find_endpoint", "open_facts", "own_settings"]


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
    days = last_day(as_of, "--as-of"), last_day(valid_on, "--valid-on")
    other = _open_other(facts, store) if store else None
    if other is None:
        from claimgraph.folder import find_folder
        from claimgraph.workspace import open_corpus_store

        found = open_corpus_store(find_folder(facts), as_of=days[0], valid_on=days[1], keep=store)
        opened = Opened(found.store, found.undated)
    else:
        opened = _as_of(other, *days, free=free, whole=whole)
    note_undated(opened.undated)
    return opened


def find_endpoint(facts: str | None, store: str) -> Endpoint | None:
    """Return the endpoint that a name of the settings or an address stands for; None if it can only be a folder.

    Raises:
        ClaimgraphError: it is meant as one, but is none.
    """
    from claimgraph.store.endpoint import endpoint_at, endpoint_of, is_address

    if is_address(store):
        return endpoint_at(store)
    known = {settings.name: settings for settings in own_settings(facts, store).stores}
    if store in known:
        return endpoint_of(known[store])
    if known and not os.path.exists(store) and (near := did_you_mean(store, known)):
        raise RemoteError(f"there is no store '{printable(store, limit=60)}' in the settings", f"{near} A folder is written as ./{store}")
    return None


def own_settings(facts: str | None, store: str = "") -> Settings:
    """Return the settings of the user's corpus; with a store that needs none, those of a corpus without any."""
    from claimgraph.folder import find_folder
    from claimgraph.loader import load_settings
    from claimgraph.model import Settings

    try:
        folder = find_folder(facts)
    except CorpusError:
        if facts is None and store:
            return Settings()
        raise
    return load_settings(folder) if folder.config else Settings(root=folder.root)


def _open_other(facts: str | None, store: str) -> Opened | None:
    """Open a store that is not made from facts; None if a folder is named that can hold one that is."""
    endpoint = find_endpoint(facts, store)
    if endpoint is not None:
        from claimgraph.store.remote import open_remote

        remote = open_remote(endpoint, _own_prefixes(facts))
        for note in remote.notes:
            click.echo(f"note: {note}", err=True)
        return Opened(remote, title=remote.title)
    from claimgraph.store.imported import is_imported, open_imported

    return Opened(open_imported(store)) if is_imported(store) else None


def _own_prefixes(facts: str | None) -> dict[str, str]:
    """Return the prefixes of the user's corpus, if there is one."""
    from claimgraph.folder import find_folder

    try:
        find_folder(facts)
    except CorpusError:
        if facts is not None:
            raise
        return {}
    return own_settings(facts).all_prefixes()


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
