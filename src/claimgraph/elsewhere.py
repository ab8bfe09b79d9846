"""A name of the settings, or an address, in; the endpoint it stands for, and the store behind it, out."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from claimgraph.errors import CorpusError, RemoteError, did_you_mean, printable
from claimgraph.folder import find_folder
from claimgraph.loader import load_settings
from claimgraph.model import Settings
from claimgraph.store.endpoint import Endpoint, endpoint_at, endpoint_of, is_address

if TYPE_CHECKING:
    from claimgraph.store.remote import RemoteStore

__all__ = ["find_endpoint", "open_elsewhere", "own_settings"]


def own_settings(facts: str | None) -> Settings | None:
    """Return the settings of the user's corpus; None where there is none, which a store elsewhere does not need.

    Raises:
        CorpusError: `facts` names none, or the settings cannot be used.
    """
    try:
        folder = find_folder(facts)
    except CorpusError:
        if facts is not None:
            raise
        return None
    return load_settings(folder) if folder.config else Settings(root=folder.root)


def find_endpoint(store: str, facts: str | None = None) -> Endpoint | None:
    """Return the endpoint that a name of the settings or an address stands for; None if it can only be a folder.

    Raises:
        RemoteError: it is meant as an address or a name, but is none.
        CorpusError: `facts` names no corpus, or its settings cannot be used.
    """
    if is_address(store):
        return endpoint_at(store)
    if re.fullmatch(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}(?:/.*)?", store) and not os.path.exists(store):
        raise RemoteError(
            f"'{printable(store, limit=100)}' is an address without its beginning", f"write http://{printable(store, limit=100)}"
        )
    settings = own_settings(facts)
    known = {one.name: one for one in settings.stores} if settings else {}
    if store in known:
        return endpoint_of(known[store])
    if known and not os.path.exists(store) and (near := did_you_mean(store, known)):
        raise RemoteError(f"there is no store '{printable(store, limit=60)}' in the settings", f"{near} A folder is written as ./{store}")
    return None


def open_elsewhere(endpoint: Endpoint, facts: str | None = None) -> RemoteStore:
    """Open the store of an endpoint; where it says nothing of prefixes, those of the user's corpus hold.

    Raises:
        RemoteError: it does not answer, or it is not clear what in it is meant.
        CorpusError: `facts` names no corpus, or its settings cannot be used.
    """
    from claimgraph.store.remote import open_remote

    settings = own_settings(facts)
    return open_remote(endpoint, settings.all_prefixes() if settings else {})
