"""A file of N-Quads in; a Virtuoso that holds it, on a free port of this machine, out; ended by its own process id."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["METADATA", "missing", "virtuoso"]

#: Where it keeps what elsewhere stands in the default graph, of which it has none.
METADATA = "urn:claimgraph:metadata"
_SERVER, _CLIENT = "virtuoso-t", "isql-vt"
_SETTINGS = """
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
NumberOfBuffers = 80000
MaxDirtyBuffers = 60000
SchedulerInterval = 0
DirsAllowed = {allowed}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000000
"""
#: N-Quads, in the numbers of `DB.DBA.TTLP`.
_NQUADS = 512


def missing() -> str:
    """Tell how to get what is not here, or nothing if all is."""
    here = all(shutil.which(name) for name in (_SERVER, _CLIENT))
    return "" if here else "apt-get install virtuoso-opensource-7-bin"


@contextlib.contextmanager
def virtuoso(folder: str, nquads: str) -> Iterator[tuple[str, float]]:
    """Run Virtuoso on a new database with the statements of a file; gives its address for queries, and the seconds to load it."""
    os.makedirs(folder)
    sql, http = _free_port(), _free_port()
    settings = os.path.join(folder, "virtuoso.ini")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(_SETTINGS.format(folder=folder, sql=sql, http=http, allowed=os.path.dirname(os.path.abspath(nquads))))
    command = (_SERVER, "+foreground", "+configfile", settings)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{http}/sparql"
            _wait(url, server)
            yield url, _load(sql, os.path.abspath(nquads))
        finally:
            server.kill()


def _load(port: int, path: str) -> float:
    begin = time.perf_counter()
    script = f"log_enable(2); DB.DBA.TTLP(file_open('{path}'), '', '{METADATA}', {_NQUADS}); checkpoint;"
    done = subprocess.run(
        (_CLIENT, f"127.0.0.1:{port}", "dba", "dba", f"EXEC={script}"), check=False, capture_output=True, encoding="utf-8", timeout=900
    )
    if done.returncode or "Error" in done.stderr:
        raise RuntimeError(f"Virtuoso does not load {path}: {(done.stderr or done.stdout).strip()}")
    return time.perf_counter() - begin


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers, for a minute and a half at most."""
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:  # it answers, if not with what was asked for
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{_SERVER} does not answer at {url}")
