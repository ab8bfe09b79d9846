"""A file of N-Quads in; a Virtuoso that holds it, on a free port of this machine, out; ended by its own process id."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

from benchmarks.servers import free_port, running

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
    sql, http = free_port(), free_port()
    settings = os.path.join(folder, "virtuoso.ini")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(_SETTINGS.format(folder=folder, sql=sql, http=http, allowed=os.path.dirname(os.path.abspath(nquads))))
    command = (_SERVER, "+foreground", "+configfile", settings)
    with running(command, f"http://127.0.0.1:{http}/sparql") as url:
        yield url, _load(sql, os.path.abspath(nquads))


def _load(port: int, path: str) -> float:
    begin = time.perf_counter()
    script = f"log_enable(2); DB.DBA.TTLP(file_open('{path}'), '', '{METADATA}', {_NQUADS}); checkpoint;"
    done = subprocess.run(
        (_CLIENT, f"127.0.0.1:{port}", "dba", "dba", f"EXEC={script}"), check=False, capture_output=True, encoding="utf-8", timeout=900
    )
    if done.returncode or "Error" in done.stderr:
        raise RuntimeError(f"Virtuoso does not load {path}: {(done.stderr or done.stdout).strip()}")
    return time.perf_counter() - begin
