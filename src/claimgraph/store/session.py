"""An endpoint and its credentials in; a session of the HTTP library that does nothing of its own accord, out.

It follows no redirect and reads no body that nobody asked for. Only what sends
requests imports this module: the library takes its time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from claimgraph import __version__

if TYPE_CHECKING:
    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.secrets import Credentials

__all__ = ["open_session"]


def open_session(endpoint: Endpoint, credentials: Credentials) -> requests.Session:
    """Return a session that sends no other credentials than those given: a .netrc of the user is not read."""
    session = _Session()
    session.trust_env = False
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    session.headers["User-Agent"] = f"claimgraph/{__version__}"
    user, secret = credentials.user.encode(), credentials.secret.encode()
    if endpoint.auth == "basic":
        session.auth = HTTPBasicAuth(user, secret)
    elif endpoint.auth == "digest":
        session.auth = HTTPDigestAuth(credentials.user, credentials.secret)
    elif endpoint.auth == "bearer":
        session.auth = _Bearer(secret)
    return session


class _Session(requests.Session):
    """Leaves redirects to the caller: the library reads their whole body, however long, also where it does not follow them."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  (the library's signature)
        return None


class _Bearer:
    """Puts a token into the header of a request."""

    def __init__(self, token: bytes) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = b"Bearer " + self._token  # type: ignore[assignment]
        return request
