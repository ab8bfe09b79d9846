"""The main function of a process that makes parts for another: groups of paths in through its pipe, parts out."""

from __future__ import annotations

import _thread
import contextlib
import gc
import os
import sys
import time

from claimgraph.errors import ClaimgraphError, CorpusError
from claimgraph.folder import Folder
from claimgraph.parts.basis import load_basis
from claimgraph.parts.crew import receive, send, work
from claimgraph.parts.make import Maker

__all__ = ["main"]


def main() -> None:
    """Make parts until the other side has no more files, or is there no more."""
    gc.disable()  # as the command line does: there are hardly any circles
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, it does not print into the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        parent, root, facts, key, rules, statements = receive(requests)
        _thread.start_new_thread(_end_with, (parent,))
        maker: Maker | None = None
        while True:
            paths = receive(requests)
            try:
                if maker is None:
                    basis = load_basis(Folder(root, facts))
                    if basis.key != key:
                        raise CorpusError("the settings or their modules changed while the facts were read", "try again")
                    maker = Maker(basis.ontology, basis.settings)
                done = work(maker, key, paths, rules=rules, statements=statements)
            except ClaimgraphError as error:
                send(answers, ("error", error.message, error.hint))
            else:
                send(answers, ("done", done.keys, [tuple(part) for part in done.parts], done.nquads))


def _end_with(parent: int) -> None:
    """End this process when the one that it works for has ended, however that came."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
