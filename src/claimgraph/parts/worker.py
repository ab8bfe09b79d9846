"""The main function of a process that makes parts for another: groups of paths in through its pipe, parts out."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

from claimgraph.errors import ClaimgraphError
from claimgraph.folder import Folder
from claimgraph.ontology import load_ontology
from claimgraph.parts.crew import receive, send, work
from claimgraph.parts.make import Maker
from claimgraph.settings import load_settings

__all__ = ["main"]


def main() -> None:
    """Make parts until the other side has no more files; it alone deals with interrupts."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # as the command line does: there are hardly any circles
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, it does not print into the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        root, facts, base, rules, statements = receive(requests)
        maker: Maker | None = None
        while True:
            paths = receive(requests)
            try:
                if maker is None:
                    settings = load_settings(Folder(root, facts))
                    maker = Maker(load_ontology(settings.modules), settings)
                done = work(maker, base, paths, rules=rules, statements=statements)
            except ClaimgraphError as error:
                send(answers, ("error", error.message, error.hint))
            else:
                send(answers, ("done", done.keys, [tuple(part) for part in done.parts], done.nquads))
