"""Where a store redirects to in; the address on the same host that is to be asked, or an error, out.

Whatever a redirect says, its host is never dialled: nobody else may see what is asked,
or who asks. Of a redirect to the same host only the path is taken, and put behind the
host that was asked, so that two readers of one address cannot disagree on it.
"""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING

from claimgraph.errors import RemoteError, printable
from claimgraph.stores import address_problem

if TYPE_CHECKING:
    from claimgraph.store.secrets import Credentials

__all__ = ["redirected"]


def redirected(url: str, location: str, name: str, credentials: Credentials) -> str:
    """Return where a redirect of the store `name` leads, if that is on the host of `url`.

    Raises:
        RemoteError: it leads to another place, or to none.
    """
    if not location.strip():
        raise RemoteError(f"the store {name} redirects, and does not say where", "ask whoever runs it, or check its address")
    there = _whole(url, location)
    if not there:
        raise RemoteError(
            f"the store {name} redirects to what is no address; nothing was sent there", "ask whoever runs it, or check its address"
        )
    here, parts = urllib.parse.urlsplit(url), urllib.parse.urlsplit(there)
    if "@" in parts.netloc or _origin(parts) != _origin(here):
        shown = printable(credentials.hide(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"), limit=200)
        raise RemoteError(f"the store {name} redirects to another place{f', {shown}' if shown else ''}; nothing was sent there",
                          "if that is the store you mean, give this address in its settings or with --store")  # fmt: skip
    return urllib.parse.urlunsplit((here.scheme, here.netloc, parts.path or "/", parts.query, ""))


def _whole(url: str, location: str) -> str:
    """Return the whole address that a redirect means; empty if it is none that all would read alike."""
    # Looked at as it came, for a reader of addresses throws signs away that another one minds.
    if not location.isascii() or not location.isprintable() or any(sign in location for sign in ' \\<>"^`{|}'):
        return ""
    try:
        there = urllib.parse.urldefrag(urllib.parse.urljoin(url, location)).url
        parts = urllib.parse.urlsplit(there)
    except ValueError:
        return ""
    return "" if address_problem(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()) else there


def _origin(parts: urllib.parse.SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
