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
    from typing import Any

    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.secrets import Credentials

__all__ = ["open_session"]

#: Bytes of a refusal that are read to keep its connection; a longer one costs the connection.
_LARGEST_REFUSAL = 64 * 1024


def open_session(endpoint: Endpoint, credentials: Credentials) -> requests.Session:
    """Return a session that sends no other credentials than those given: a .netrc of the user is not read."""
    session = _Session()
    session.trust_env = False
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    session.headers["User-Agent"] = f"claimgraph/{__version__}"
    session.headers["Accept-Encoding"] = "gzip, deflate"  # and not what else happens to be installed
    user, secret = credentials.user.encode(), credentials.secret.encode()
    if endpoint.auth == "basic":
        session.auth = HTTPBasicAuth(user, secret)
    elif endpoint.auth == "digest":
        session.auth = _Digest(credentials.user, credentials.secret)
    elif endpoint.auth == "bearer":
        session.auth = _Bearer(secret)
    return session


class _Session(requests.Session):
    """Leaves redirects to the caller: the library reads their whole body, however long, also where it does not follow them."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  (the library's signature)
        return None


class _Digest(HTTPDigestAuth):
    """Answers a challenge without reading more of the refusal than a little, for a user of any name."""

    def build_digest_header(self, method: str, url: str) -> str | None:
        """Return the header for a request; None if the challenge cannot be answered."""
        try:
            header: str | None = super().build_digest_header(method, url)  # type: ignore[no-untyped-call]
        except (KeyError, AttributeError):  # a challenge without what belongs into one
            return None
        user = str(self.username)
        quoted = user.replace("\\", "\\\\").replace('"', '\\"')
        sent = quoted.encode().decode("latin-1")  # a header's text is sent as Latin-1, and what is hashed is UTF-8
        return header and header.replace(f'username="{user}"', f'username="{sent}"', 1)

    def handle_401(self, r: requests.Response, **kwargs: Any) -> requests.Response:
        """Send the request again, with what the challenge asks for."""
        if r.status_code != 401:
            return r
        r.raw.read(_LARGEST_REFUSAL, decode_content=False)  # as it came: what is packed may be endless
        r.close()
        return super().handle_401(r, **kwargs)  # type: ignore[no-untyped-call, no-any-return]


class _Bearer:
    """Puts a token into the header of a request."""

    def __init__(self, token: bytes) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = b"Bearer " + self._token  # type: ignore[assignment]
        return request
