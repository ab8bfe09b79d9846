"""A name of the settings, or an address, in; the endpoint it stands for, and the store behind it, out."""

from __future__ import annotations

import os
import re
import urllib.parse
from typing import TYPE_CHECKING

from claimgraph.errors import CorpusError, RemoteError, did_you_mean, printable
from claimgraph.folder import find_folder
from claimgraph.model import Settings
from claimgraph.settings import load_settings
from claimgraph.store.endpoint import Endpoint, endpoint_at, endpoint_of, is_address

if TYPE_CHECKING:
    from claimgraph.store.protocol import Store
    from claimgraph.store.remote import RemoteStore

__all__ = ["copy_completed", "find_endpoint", "open_elsewhere", "own_settings", "refuse_address"]

#: How a folder begins that nobody can take for an address.
_FOLDER = re.compile(r"\.{0,2}/(?!/)|[~\\]|[A-Za-z]:[\\/](?!/)")
#: How an address without its beginning does: a host with a port or two slashes before it, a name that only hosts have, or one with a path.
_HOST = re.compile(
    r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}(?:/|$)|//[A-Za-z0-9.\[]|(?:localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?:/|$)"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/"
)


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
    if not os.path.exists(store):
        _refuse_secret(store)
    settings = own_settings(facts)
    known = {one.name: one for one in settings.stores} if settings else {}
    if store in known:
        return endpoint_of(known[store])
    if not os.path.exists(store):
        if known and (near := did_you_mean(store, known)):
            raise RemoteError(
                f"there is no store '{printable(store, limit=60)}' in the settings", f"{near} A folder is written as ./{store}"
            )
        refuse_address(store)
    return None


def refuse_address(store: str) -> None:
    """Refuse what names no folder yet and looks like an address: nobody wants a folder `http:`, nor an answer from elsewhere than they asked.

    What begins with `./`, `../` or one `/` is a folder, whatever else is in it.

    Raises:
        RemoteError: it is empty, or looks like an address.
    """
    if os.path.exists(store) or _FOLDER.match(store):
        return
    if not store.strip():
        raise RemoteError("no store is named", "give a folder, a name of the settings, or an address such as http://127.0.0.1:7878/")
    _refuse_secret(store)
    shown = printable(store, limit=100)
    if is_address(store) or re.match(r"https?:", store, re.IGNORECASE):
        raise RemoteError(f"'{shown}' is not an address that starts with http:// or https://, and no folder that is there",
                          f"a folder is written as ./{shown}")  # fmt: skip
    if _HOST.match(store) and not os.path.exists(store.partition("/")[0]):
        raise RemoteError(f"'{shown}' is an address without its beginning", f"write http://{shown.lstrip('/')}")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", store):
        raise RemoteError(f"'{shown}' is neither an address nor the name of a store, and no folder that is there",
                          f"an address begins with http:// or https://; a folder is written as ./{shown.lstrip('/')}")  # fmt: skip


def _refuse_secret(store: str) -> None:
    """Refuse what may hold a password, without showing it."""
    if not _FOLDER.match(store) and re.search(r":.*@", urllib.parse.unquote(store), re.DOTALL):
        raise RemoteError("the address of the store holds a user or a password, which would end up where others read it",
                          "write it as http://host:port/; secrets come from the environment, see docs/remote.md")  # fmt: skip


def open_elsewhere(endpoint: Endpoint, facts: str | None = None) -> RemoteStore:
    """Open the store of an endpoint; where it says nothing of prefixes, those of the user's corpus hold.

    Raises:
        RemoteError: it does not answer, or it is not clear what in it is meant.
        CorpusError: `facts` names no corpus, or its settings cannot be used.
    """
    from claimgraph.store.remote import open_remote

    settings = own_settings(facts)
    return open_remote(endpoint, settings.all_prefixes() if settings else {})


def copy_completed(remote: RemoteStore) -> Store | None:
    """Return a copy of a store with the ontology that it lacks; None if it lacks none, or cannot be copied."""
    from claimgraph.errors import ClaimgraphError
    from claimgraph.exports.selection import package_quads
    from claimgraph.views.day import local_copy

    if not remote.bare:
        return None
    try:
        return local_copy(remote, package_quads())
    except ClaimgraphError:  # it is too large, or its default graph is a union: it is asked as it is, and that is said
        return None
