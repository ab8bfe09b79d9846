"""Commands in; what they cost the processor out, taken in turns so that a busy moment hits all of them."""

from __future__ import annotations

import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Command", "Cost", "RunError", "Timing", "child_environment", "measure", "python_command", "script_command", "summary"]

#: What ru_maxrss counts: kilobytes, but on a Mac bytes.
_RSS = 1 if sys.platform == "darwin" else 1024
#: A command that takes longer, in seconds, has run away.
_LIMIT = 1_500
_HERE = os.path.dirname(os.path.abspath(__file__))


class RunError(RuntimeError):
    """A command that is measured ended with an error, or not at all."""

    def __init__(self, command: Command, why: str) -> None:
        words = " ".join(os.path.basename(word) if os.sep in word else word for word in command.argv)
        super().__init__(f"{words} failed: {why}")


class Command(NamedTuple):
    """A command line, the folder it runs in, what is to be done before each run, and a cache of its own, if it has one."""

    argv: tuple[str, ...]
    folder: str
    before: Callable[[], object] | None = None
    cache: str = ""


class Cost(NamedTuple):
    """What one run of a command cost, in seconds, the most memory it held, in bytes, and what it printed."""

    cpu: float
    wall: float
    output: str
    memory: int = 0


class Timing(NamedTuple):
    """What several runs of a command cost, in seconds: medians, and the spread of the middle half; the most memory, in bytes; each run."""

    cpu: float
    spread: float
    wall: float
    output: str
    memory: int = 0
    runs: tuple[Cost, ...] = ()

    def __str__(self) -> str:
        """Write the time and its spread in milliseconds.

        >>> str(Timing(0.1234, 0.01, 1.0, "")), str(Timing(0.00121, 0.0004, 1.0, ""))
        ('123 ±5 ms', '1.21 ±0.20 ms')
        """
        digits = 0 if self.cpu >= 0.01 else 2
        return f"{self.cpu * 1000:.{digits}f} ±{self.spread * 500:.{digits}f} ms"


def python_command(module: str, *arguments: str, folder: str = "") -> Command:
    """Return the command that runs `main` of a module of `benchmarks/peers` in a bare interpreter."""
    peers = os.path.join(_HERE, "peers")
    code = f"import sys; sys.path[0] = {peers!r}; import {module}; {module}.main()"
    return Command((sys.executable, "-c", code, *arguments), folder or peers)


def script_command(name: str, *arguments: str, folder: str) -> Command | None:
    """Return the command that runs an installed script of this Python, or None if it is not installed."""
    import sysconfig

    path = os.path.join(sysconfig.get_path("scripts"), name)
    return Command((path, *arguments), folder) if os.path.exists(path) else None


def child_environment(scratch: str) -> dict[str, str]:
    """Return the environment of all children: compiled modules are kept, as those of an installed package are."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "CLAIMGRAPH_CACHE": os.path.join(scratch, "cache"),
        "PYTHONPYCACHEPREFIX": os.path.join(scratch, "compiled"),
        "PYTHONHASHSEED": "0",
        "NO_COLOR": "1",
    }


def measure(
    commands: Mapping[str, Command], rounds: int, environment: dict[str, str], *, warm: bool = True, budget: float = math.inf
) -> dict[str, Timing]:
    """Run commands in turns, once to warm up (unless they take so long that it does not matter) and then so many times; return what each cost.

    What has used up its `budget`, in seconds by the clock, is not run again, if it was run at all.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    spent = dict.fromkeys(commands, 0.0)
    for number in range(rounds + warm):
        for name, command in commands.items():
            if costs[name] and spent[name] >= budget:
                continue
            cost = _run(command, environment)
            spent[name] += cost.wall
            if number >= warm or spent[name] >= budget:
                costs[name].append(cost)
    return {name: summary(found) for name, found in costs.items()}


def summary(costs: Sequence[Cost]) -> Timing:
    """Return the medians of several runs, and how far they spread.

    >>> summary([Cost(3.0, 5.0, ""), Cost(1.0, 2.0, ""), Cost(2.0, 2.5, "2")])[:4]
    (2.0, 2.0, 2.5, '2')
    """
    times = sorted(cost.cpu for cost in costs)
    quarter = len(times) // 4
    spread = times[-1 - quarter] - times[quarter]
    wall = statistics.median(cost.wall for cost in costs)
    runs = tuple(cost._replace(output="") for cost in costs)
    return Timing(statistics.median(times), spread, wall, costs[-1].output, max(cost.memory for cost in costs), runs)


def _run(command: Command, environment: dict[str, str]) -> Cost:
    """Run a command to its end; a failure of it is one of the benchmark."""
    if command.before:
        command.before()
    if command.cache:
        environment = environment | {"CLAIMGRAPH_CACHE": command.cache}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command.argv, cwd=command.folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        watch = threading.Timer(_LIMIT, process.kill)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)  # the usage of this child alone
        except BaseException:  # whoever interrupts the benchmarks does not want this to go on
            process.kill()
            raise
        finally:
            watch.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RunError(command, _why(err.read()) if wall < _LIMIT else f"it took longer than {_LIMIT} seconds")
        return Cost(usage.ru_utime + usage.ru_stime, wall, out.read().decode(), usage.ru_maxrss * _RSS)


def _why(said: bytes) -> str:
    """Return the last line that tells of an error in what a program said, or its last line."""
    lines = said.decode(errors="replace").strip().splitlines() or ["it said nothing"]
    return next((line for line in reversed(lines) if re.search("error", line, re.IGNORECASE)), lines[-1])
