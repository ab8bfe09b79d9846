"""An endpoint in; the user and the password or token for it out, from the environment or a keyring.

Secrets stand in no file of ours, and are never printed: what a server says goes
through `Credentials.hide` first.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from claimgraph.errors import RemoteError
from claimgraph.store.hiding import may_hold

if TYPE_CHECKING:
    from claimgraph.store.endpoint import Endpoint

__all__ = ["Credentials", "find_credentials", "has_secret", "variable"]

_SERVICE = "claimgraph"


class Credentials:
    """A user, and a password or a token; as text it shows neither."""

    def __init__(self, user: str = "", secret: str = "") -> None:
        """Keep both; the secret may be empty where a store asks for none."""
        self.user = user
        self.secret = secret

    def __repr__(self) -> str:
        return f"Credentials({self.user!r}, {'***' if self.secret else 'no secret'})"

    def hide(self, text: str) -> str:
        """Return what somebody else said; empty if the secret may be in it, in whatever spelling.

        >>> Credentials("ann", "tram").hide("no such password: tram"), Credentials("ann", "tram").hide("no such table")
        ('', 'no such table')
        """
        return "" if self.secret and may_hold(text, self.user, self.secret) else text


def variable(name: str, what: str) -> str:
    """Return the environment variable of a store's USER, PASSWORD or TOKEN.

    >>> variable("my-store", "PASSWORD")
    'CLAIMGRAPH_MY_STORE_PASSWORD'
    """
    return f"CLAIMGRAPH_{re.sub(r'[^A-Z0-9]', '_', name.upper())}_{what}"


def find_credentials(endpoint: Endpoint) -> Credentials:
    """Return what an endpoint's `auth` needs.

    Looked for are `CLAIMGRAPH_<NAME>_PASSWORD` (or `_TOKEN`, and `_USER`), then
    `CLAIMGRAPH_STORE_PASSWORD` and so on, then the keyring's entry of the service
    `claimgraph` for the store's name.

    Raises:
        RemoteError: there is none, or it cannot be sent.
    """
    if endpoint.auth == "none":
        return Credentials()
    kind = _kind(endpoint)
    user = _from_environment(endpoint.name, "USER") or endpoint.user
    secret = _secret(endpoint)
    name = variable(endpoint.name, kind)
    if not secret:
        raise RemoteError(
            f"the store {endpoint.name} needs a {kind.lower()}, and none is to be found",
            f"put it into the environment as {name}, or into a keyring: keyring set {_SERVICE} {endpoint.name}",
        )
    if kind == "PASSWORD" and not user:
        raise RemoteError(f"the store {endpoint.name} needs a user beside the password",
                          f"write user = … in its settings, or put it into the environment as {variable(endpoint.name, 'USER')}")  # fmt: skip
    if not (user + secret).isprintable():
        raise RemoteError(f"the {kind.lower()} or the user of the store {endpoint.name} holds a line break or another control character",
                          f"look at {name}")  # fmt: skip
    return Credentials(user, secret)


def has_secret(endpoint: Endpoint) -> bool:
    """Tell whether there is a password or a token for an endpoint."""
    return bool(_secret(endpoint))


def _kind(endpoint: Endpoint) -> str:
    return "TOKEN" if endpoint.auth == "bearer" else "PASSWORD"


def _secret(endpoint: Endpoint) -> str:
    return _from_environment(endpoint.name, _kind(endpoint)) or _from_keyring(endpoint.name)


def _from_environment(name: str, what: str) -> str:
    value = os.environ.get(variable(name, what)) or os.environ.get(variable("store", what)) or ""
    return value.rstrip("\r\n")  # a file's last line break is nobody's password


def _from_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError:  # the extra is not installed
        return ""
    try:
        return keyring.get_password(_SERVICE, name) or ""
    except Exception:  # noqa: BLE001  (none is running, it stays locked, or it fails in a way of its own: there is no secret to be had)
        return ""
