"""HTTP to one store: a request in, its whole reply out, in bounded time, and to no other host.

Each request runs in a thread of its client, so that whoever waits can stop waiting:
a server that sends one byte now and then keeps no reader longer than it is allowed.
What can be repeated is repeated, at growing intervals, while the store is busy or
drops the connection.
"""

from __future__ import annotations

import io
import os
import queue
import threading
import time
import urllib.parse
import weakref
from typing import IO, TYPE_CHECKING, NamedTuple

from claimgraph import __version__
from claimgraph.errors import RemoteError, printable
from claimgraph.store.secrets import find_credentials
from claimgraph.store.trouble import Dropped, retry_after, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import requests

    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.secrets import Credentials

__all__ = ["PAUSES", "Reply", "Request", "Transport"]

#: Seconds between one try and the next.
PAUSES = (0.5, 1.0, 2.0, 4.0)
#: A store that asks to be left alone for longer than this is not waited for.
_LONGEST_WAIT = 60.0
_BUSY = frozenset({429, 502, 503, 504})
_CONNECT = 10.0
_MOST_HOPS = 5
_CHUNK = 16 * 1024
#: No answer is larger; one that is would fill the memory.
_LARGEST = 1024**3
_LARGEST_ERROR = 64 * 1024
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Request(NamedTuple):
    """What is sent; `repeat` tells whether sending it twice does no more than sending it once."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    repeat: bool = True


class Reply(NamedTuple):
    """What came back, in whole, and what the headers say of it (names in lower case)."""

    status: int
    headers: Mapping[str, str]
    body: IO[bytes]

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport:
    """Sends requests to one endpoint, with its credentials."""

    def __init__(self, endpoint: Endpoint, pauses: Sequence[float] = PAUSES) -> None:
        """Find the credentials; nothing is sent yet.

        Raises:
            RemoteError: the credentials are not to be found.
        """
        self._endpoint = endpoint
        self._pauses = pauses
        self.credentials = find_credentials(endpoint)
        self._worker: _Worker | None = None

    def send(self, request: Request) -> Reply:
        """Send a request, again while the store is busy, and return the reply, whatever its status.

        Raises:
            RemoteError: there is no reply, or none that can be read.
        """
        pauses = self._pauses if request.repeat else ()
        for tries, pause in enumerate((*pauses, None), 1):
            try:
                reply = self._once(request)
            except Dropped as error:
                if pause is None:
                    raise RemoteError(f"{error.message}, {_times(tries)}", error.hint) from None
                wait = pause
            else:
                if reply.status not in _BUSY or pause is None:
                    return reply
                wait = max(pause, retry_after(reply.headers.get("retry-after", "")))
                if wait > _LONGEST_WAIT:
                    raise RemoteError(f"the store {self._endpoint.name} is busy ({reply.status}), and asks to come back in {wait:,.0f} seconds",
                                      "try again then")  # fmt: skip
            time.sleep(wait)
        raise AssertionError

    def _once(self, request: Request) -> Reply:
        if self._worker is None:
            self._worker = _Worker(_open_session(self._endpoint, self.credentials))
        worker, stopped = self._worker, threading.Event()
        limit = self._endpoint.timeout
        try:
            done = worker.run(lambda session: self._exchange(session, request, stopped), limit)
        except queue.Empty:
            stopped.set()
            self._worker = None  # it still waits; the next request gets another
            raise RemoteError(f"the store {self._endpoint.name} has not answered in full within {limit:g} seconds",
                              "ask for less at once, or give it longer: `timeout` in its settings") from None  # fmt: skip
        if isinstance(done, Reply):
            return done
        raise understand(done, self._endpoint, self.credentials) from None

    def _exchange(self, session: requests.Session, request: Request, stopped: threading.Event) -> Reply:
        """Send a request, and again where the same host redirects it to."""
        url = request.url
        for _ in range(_MOST_HOPS):
            response = session.request(
                request.method, url, data=request.body or None, headers=dict(request.headers), stream=True, allow_redirects=False,
                timeout=(min(_CONNECT, self._endpoint.timeout), self._endpoint.timeout), proxies=_proxies(url),
            )  # fmt: skip
            with response:
                if not response.is_redirect:
                    return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, self._read(response, stopped))
                url = self._redirected(url, response.headers["location"])
        raise RemoteError(f"the store {self._endpoint.name} redirects in circles", "check its address in the settings")

    def _redirected(self, url: str, location: str) -> str:
        """Return where a redirect leads, if that is the same host: nobody else may see what is asked, or who asks."""
        there = urllib.parse.urljoin(url, location)
        if _origin(there) == _origin(url):
            return there
        parts = urllib.parse.urlsplit(there)
        shown = printable(self.credentials.hide(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"), limit=200)
        raise RemoteError(f"the store {self._endpoint.name} redirects to another place, {shown}; nothing was sent there",
                          "if that is the store you mean, give this address in its settings or with --store")  # fmt: skip

    def _read(self, response: requests.Response, stopped: threading.Event) -> IO[bytes]:
        """Read a body to its end; of an error's only as much as anybody reads."""
        failed = response.status_code >= 400
        body = io.BytesIO()
        size = 0
        for chunk in response.iter_content(_CHUNK):
            size += body.write(chunk)
            if stopped.is_set() or (failed and size >= _LARGEST_ERROR):
                break
            if size > _LARGEST:
                raise RemoteError(
                    f"the answer of the store {self._endpoint.name} is larger than {_LARGEST:,} bytes", "ask for less at once"
                )
        body.seek(0)
        return body


class _Worker:
    """A thread with a session of its own, that does one thing after another; it ends with the last reference to it."""

    def __init__(self, session: requests.Session) -> None:
        self._todo: queue.SimpleQueue[tuple[Callable[[requests.Session], Reply], queue.SimpleQueue[Reply | Exception]] | None]
        self._todo = queue.SimpleQueue()
        threading.Thread(target=_work, args=(session, self._todo), daemon=True).start()
        weakref.finalize(self, self._todo.put, None)

    def run(self, job: Callable[[requests.Session], Reply], seconds: float) -> Reply | Exception:
        """Return what the job returns, or the error that ends it; raises `queue.Empty` when the time is over."""
        done: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
        self._todo.put((job, done))
        return done.get(timeout=seconds)


def _work(
    session: requests.Session,
    todo: queue.SimpleQueue[tuple[Callable[[requests.Session], Reply], queue.SimpleQueue[Reply | Exception]] | None],
) -> None:
    while (task := todo.get()) is not None:
        job, done = task
        try:
            done.put(job(session))
        except Exception as error:  # noqa: BLE001  (a broken server breaks the library in ways nobody can list; who waits has to know)
            done.put(error)
        del task, job, done
    session.close()


def _open_session(endpoint: Endpoint, credentials: Credentials) -> requests.Session:
    """Return a session that sends no other credentials than those given: a .netrc of the user is not read."""
    import requests
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    session = requests.Session()
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


class _Bearer:
    """Puts a token into the header of a request."""

    def __init__(self, token: bytes) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = b"Bearer " + self._token  # type: ignore[assignment]
        return request


def _proxies(url: str) -> dict[str, str]:
    """Return the proxies of the environment, which are not asked for what runs on this machine."""
    from requests.utils import get_environ_proxies

    return {} if urllib.parse.urlsplit(url).hostname in _LOOPBACK else get_environ_proxies(url)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _times(tries: int) -> str:
    return "and was asked once" if tries == 1 else f"and was asked {tries} times"
