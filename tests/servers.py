"""Real triple stores for tests: started on a free port of 127.0.0.1, and ended by their own process id."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from helpers import need

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

__all__ = ["free_port", "oxigraph", "virtuoso"]

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: pathlib.Path, *, read_only: bool = False) -> Iterator[str]:
    """Run Oxigraph's server on a store in a folder; gives its address, without a slash at the end."""
    program = need("oxigraph", "pip install oxigraph")
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    word = "serve-read-only" if read_only else "serve"
    with _running(
        [program, word, "--location", str(folder), "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/", seconds=20
    ) as url:
        yield url.rstrip("/")


@contextlib.contextmanager
def virtuoso(folder: pathlib.Path, *, rows: int = 10_000) -> Iterator[str]:
    """Run Virtuoso on a database in a folder, whose answers have at most so many rows; user and password are dba."""
    program = need("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "virtuoso.ini"
    config.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows), encoding="utf-8")
    with _running([program, "+foreground", "+configfile", str(config)], f"http://127.0.0.1:{http}/sparql", seconds=90) as url:
        yield url.removesuffix("/sparql")


@contextlib.contextmanager
def _running(command: Sequence[str], url: str, *, seconds: float) -> Iterator[str]:
    """Start a server, wait until it answers, and end it."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            end = time.monotonic() + seconds
            while not _answers(url):
                assert server.poll() is None, f"{command[0]} ended with {server.returncode}"
                assert time.monotonic() < end, f"{command[0]} does not answer at {url}"
                time.sleep(0.05)
            yield url
        finally:
            server.kill()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
