"""HTTP to one store: a request in, its whole reply out, in bounded time, and to no other host.

Each request runs in a thread of its client, so that whoever waits can stop waiting:
a server that sends one byte now and then keeps no reader longer than it is allowed.
What can be repeated is repeated, at growing intervals, while the store is busy or
drops the connection.
"""

from __future__ import annotations

import queue
import tempfile
import threading
import time
import urllib.parse
import weakref
from typing import IO, TYPE_CHECKING, NamedTuple

from claimgraph.errors import RemoteError, reason
from claimgraph.store.redirects import redirected
from claimgraph.store.secrets import find_credentials
from claimgraph.store.trouble import Dropped, retry_after, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import requests

    from claimgraph.store.endpoint import Endpoint

__all__ = ["PAUSES", "Reply", "Request", "Transport", "open_body"]

#: Seconds between one try and the next.
PAUSES = (0.5, 1.0, 2.0, 4.0)
#: A store that asks to be left alone for longer than this is not waited for.
_LONGEST_WAIT = 60.0
_BUSY = frozenset({429, 502, 503, 504})
_CONNECT = 10.0
_MOST_HOPS = 5
_CHUNK = 16 * 1024
#: No answer is larger; one that is would fill the disk.
_LARGEST = 4 * 1024**3
#: A longer body is kept in a file that has no name.
_IN_MEMORY = 8 * 1024**2
_LARGEST_ERROR = 64 * 1024
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
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
        #: The seconds that one request and its whole answer may take.
        self.limit = endpoint.timeout
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
            from claimgraph.store.session import open_session

            self._worker = _Worker(open_session(self._endpoint, self.credentials))
        worker, stopped = self._worker, threading.Event()
        limit = self.limit
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
                timeout=(min(_CONNECT, self.limit), self.limit), proxies=_proxies(url),
            )  # fmt: skip
            with response:
                if not response.is_redirect:
                    return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, self._read(response, stopped))
                url = redirected(url, response.headers["location"], self._endpoint.name, self.credentials)
        raise RemoteError(f"the store {self._endpoint.name} redirects in circles", "check its address in the settings")

    def _read(self, response: requests.Response, stopped: threading.Event) -> IO[bytes]:
        """Read a body to its end; of an error's only as much as anybody reads."""
        failed = response.status_code >= 400
        body = open_body()
        if (
            response.headers.get("content-encoding", "").strip().lower() not in _PACKINGS
        ):  # several, one in another, make a gigabyte of a line
            if failed:
                return body
            raise RemoteError(f"the store {self._endpoint.name} packs its answer in a way that nobody asked for", "ask whoever runs it")
        size = 0
        for chunk in response.iter_content(_CHUNK):
            try:
                size += body.write(chunk)
            except OSError as error:
                raise RemoteError(
                    f"the answer of the store {self._endpoint.name} cannot be kept on disk: {reason(error)}",
                    "ask for less at once; or name a folder with more room in the variable TMPDIR",
                ) from None
            if stopped.is_set() or (failed and size >= _LARGEST_ERROR):
                break
            if size > _LARGEST:
                raise RemoteError(
                    f"the answer of the store {self._endpoint.name} is larger than {_LARGEST:,} bytes", "ask for less at once"
                )
        body.seek(0)
        return body


class _Body(tempfile.SpooledTemporaryFile[bytes]):
    """A file that is closed with the last reference to it: the engine reads from it, and says not when it is done."""

    def __del__(self) -> None:
        self.close()


def open_body() -> IO[bytes]:
    """Return a file to write a body to and to read it from: in memory, or on disk if it is long."""
    return _Body(_IN_MEMORY)


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


def _proxies(url: str) -> dict[str, str]:
    """Return the proxies of the environment, which are not asked for what runs on this machine."""
    from requests.utils import get_environ_proxies

    return {} if urllib.parse.urlsplit(url).hostname in _LOOPBACK else get_environ_proxies(url)


def _times(tries: int) -> str:
    return "and was asked once" if tries == 1 else f"and was asked {tries} times"
