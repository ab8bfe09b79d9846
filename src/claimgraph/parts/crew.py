"""Groups of files in, their parts out: made in this process, or in as many others as there are processors.

A process of our own takes a tenth of a second to start, so a few files are quicker
made here. The others are plain child processes that read files and answer through
their pipes: nothing of the caller's program is run a second time in them.
"""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import CorpusError, printable
from claimgraph.parts.files import Bytes, read_bytes, read_key
from claimgraph.parts.make import Maker
from claimgraph.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimgraph.folder import Folder
    from claimgraph.parts.basis import Basis

__all__ = ["Crew", "Done", "receive", "send", "work"]

#: For fewer bytes of facts than that, other processes cost more than they save.
_FEW = 2 * 1024 * 1024
#: More processes than that nobody has processors for.
_MOST = 256
#: A group holds about so many bytes of facts: the shapes are asked once a group, and its statements, if they are wanted, are in memory.
GROUP = 4 * 1024 * 1024


class Done(NamedTuple):
    """A group that was made: the key and part of each file, and the statements of all of them as N-Quads, if asked for."""

    keys: list[bytes]
    parts: list[Part]
    nquads: bytes


class Crew:
    """Makes parts of the files of one corpus."""

    def __init__(self, folder: Folder, basis: Basis, *, rules: bool, statements: bool) -> None:
        """Prepare to make parts; `rules` and `statements` say what is wanted beside them."""
        self._folder, self._basis = folder, basis
        self._rules, self._statements = rules, statements
        self._maker: Maker | None = None

    def make(self, paths: Sequence[str]) -> Iterator[Done]:
        """Yield the groups of files, in order; what cannot be read or is refused has a part that says so."""
        sizes = [_size(path) for path in paths]
        # What the largest file leaves to the others is what is won.
        processors = _processors() if sum(sizes) - max(sizes, default=0) >= _FEW else 1
        groups = list(_groups(paths, sizes, min(GROUP, sum(sizes) // processors + 1)))
        workers = [worker for _ in range(min(processors, len(groups)) - 1) if (worker := self._start())]
        if workers:
            yield from self._share_out(groups, workers)
        else:
            yield from map(self._work_here, groups)

    def _work_here(self, group: list[str]) -> Done:
        self._maker = self._maker or Maker(self._basis.ontology, self._basis.settings)
        return work(self._maker, self._basis.key, group, rules=self._rules, statements=self._statements)

    def _share_out(self, groups: list[list[str]], workers: list[subprocess.Popen[bytes]]) -> Iterator[Done]:
        """Make groups in this process and in others."""
        from collections import deque
        from concurrent.futures import Future, ThreadPoolExecutor
        from queue import SimpleQueue

        idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for worker in workers:
            idle.put(worker)
        others = len(workers)

        def make(group: list[str]) -> Done | None:
            worker = idle.get()
            try:
                return _ask(worker, group)
            except (EOFError, OSError):  # it was killed, perhaps for want of memory
                return None
            finally:
                idle.put(worker)

        pool = ThreadPoolExecutor(others)
        todo, running = deque(groups), deque[tuple[list[str], "Future[Done | None] | Done"]]()
        try:
            while todo or running:
                # The others have a second group each to go on with, as long as there is enough for all.
                busy = sum(isinstance(made, Future) and not made.done() for _, made in running)
                for _ in range(min(len(todo), others * (2 if len(todo) > 3 * others else 1) - busy)):
                    running.append((todo[0], pool.submit(make, todo.popleft())))
                if todo and len(running) <= 3 * others:  # what is done and not fetched is in memory
                    running.append((todo[0], self._work_here(todo.popleft())))
                group, made = running.popleft()
                done = made.result() if isinstance(made, Future) else made
                yield self._work_here(group) if done is None else done
        finally:
            for worker in workers:
                worker.kill()
            pool.shutdown(cancel_futures=True)
            for worker in workers:
                worker.communicate()

    def _start(self) -> subprocess.Popen[bytes] | None:
        """Start a process that makes parts, or return None where that cannot be done."""
        code = f"import sys; sys.path[:] = {[str(path) for path in sys.path]!r}; from claimgraph.parts.worker import main; main()"
        # In a group of its own, it does not hear the terminal's Ctrl-C, which is for us.
        group = {"process_group": 0} if os.name == "posix" else {}
        worker: subprocess.Popen[bytes] | None = None
        try:
            worker = subprocess.Popen((sys.executable, "-c", code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, **group)  # type: ignore[call-overload]  # noqa: S603  (ourselves)
            assert worker.stdin is not None
            send(worker.stdin, (os.getpid(), self._folder.root, self._folder.facts, self._basis.key, self._rules, self._statements))
        except (OSError, TypeError, ValueError):  # no program, no memory, too many files or processes
            if worker is not None:
                worker.kill()
                worker.communicate()
            return None
        return worker


def _ask(worker: subprocess.Popen[bytes], group: list[str]) -> Done:
    """Let a worker make the parts of one group of files."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    send(worker.stdin, group)
    answer = receive(worker.stdout)
    if answer[0] == "error":
        raise CorpusError(*answer[1:])
    keys, parts, nquads = answer[1:]
    return Done(keys, [Part(*part) for part in parts], nquads)


def work(maker: Maker, base: bytes, paths: Sequence[str], *, rules: bool, statements: bool) -> Done:
    """Make the parts of one group of files here."""
    read = [read_bytes(path) for path in paths]
    made = maker.make_group([file for file in read if isinstance(file, Bytes)], rules=rules, statements=statements)
    found = iter(made)
    parts = [next(found).part if isinstance(file, Bytes) else file for file in read]
    keys = [read_key(base, file) for file in read]
    nquads = "\n".join("\n".join(one.lines) for one in made).encode() if statements else b""
    return Done(keys, parts, nquads)


def send(pipe: IO[bytes], message: Any) -> None:
    """Write a message of plain values into a pipe."""
    data = marshal.dumps(message)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read a message from a pipe.

    Raises:
        EOFError: the other side has ended.
    """
    size = int.from_bytes(pipe.read(8), "big")
    data = pipe.read(size) if size else b""
    if not size or len(data) < size:
        raise EOFError
    return marshal.loads(data)  # noqa: S302  (the other side is ourselves)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _groups(paths: Sequence[str], sizes: Sequence[int], most: int) -> Iterator[list[str]]:
    group: list[str] = []
    total = 0
    for path, size in zip(paths, sizes, strict=True):
        if group and total + size > most:
            yield group
            group, total = [], 0
        group.append(path)
        total += size
    if group:
        yield group


def _processors() -> int:
    """Return how many processes to use: as many as there are processors for this one, unless CLAIMGRAPH_PROCESSES says otherwise."""
    given = os.environ.get("CLAIMGRAPH_PROCESSES", "")
    if not given:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not re.fullmatch("0*[1-9][0-9]{0,2}", given, re.ASCII) or int(given) > _MOST:
        raise CorpusError(
            f"CLAIMGRAPH_PROCESSES is '{printable(given, limit=40)}', and no number of processes", f"a number from 1 to {_MOST}"
        )
    return int(given)
