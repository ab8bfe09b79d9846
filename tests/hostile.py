"""An HTTP server for tests that answers as badly as it is told to; it keeps what it was asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

__all__ = ["MOST", "ROWS", "Asked", "Hostile", "Talk", "endless", "reply", "serve"]

#: A good answer, with one row.
ROWS = '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "fine"}}]}}'
#: Bytes after which an endless answer gives up.
MOST = 400_000_000


class Asked(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: Message
    body: str


class Talk(BaseHTTPRequestHandler):
    """One request; a script answers it by `wfile`, or by `send_response` and so on."""

    server: Hostile

    def _talk(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.asked.append(Asked(self.command, self.path, self.headers, body))
        with contextlib.suppress(ConnectionError):
            self.server.script(self)

    do_GET = do_POST = do_PUT = do_DELETE = _talk  # noqa: N815  (the names that the library calls)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Hostile(ThreadingHTTPServer):
    """The server: its script, and all it was asked."""

    daemon_threads = True

    def __init__(self, script: Callable[[Talk], object]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.script = script
        self.asked: list[Asked] = []
        self.sent = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


@contextlib.contextmanager
def serve(script: Callable[[Talk], object]) -> Iterator[Hostile]:
    """Run a server with a script."""
    with Hostile(script) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def reply(talk: Talk, status: int = 200, body: str | bytes = ROWS, **headers: str) -> None:
    """Answer in order; headers are given with _ for -."""
    data = body.encode() if isinstance(body, str) else body
    known = {"Content_Type": "application/sparql-results+json", "Content_Length": str(len(data))} | headers
    talk.send_response(status)
    for name, value in known.items():
        talk.send_header(name.replace("_", "-"), value)
    talk.end_headers()
    talk.wfile.write(data)


def endless(talk: Talk, status: int, **headers: str) -> None:
    """Answer with a body that does not end; it stops when nobody reads on, or after far more than anybody should read."""
    talk.send_response(status)
    for name, value in headers.items():
        talk.send_header(name.replace("_", "-"), value)
    talk.end_headers()
    while talk.server.sent < MOST:
        talk.server.sent += talk.wfile.write(b"x" * 65536)
