"""Commands in; where the time of the slowest of them goes, function by function, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.timing import Command, measure, python_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["profile_slowest"]

_SLOWEST = 3


def profile_slowest(
    commands: Mapping[str, tuple[float, Command]], environment: dict[str, str], *, claims: int, smoke: bool
) -> Iterator[str]:
    """Yield lines on the slowest of some commands, each with the seconds that it takes: the functions that took longest themselves.

    The profiler itself takes its part, most where functions are small and called often;
    what other processes of a command do is not seen.
    """
    slowest = sorted(commands.items(), key=lambda item: -item[1][0])[: 1 if smoke else _SLOWEST]
    for name, (seconds, command) in slowest:
        profiled = python_command("profiled", *command.argv[1:], folder=command.folder)._replace(before=command.before)
        whole, *rows = measure({"it": profiled}, 1, environment, warm=False)["it"].output.splitlines()
        yield f"profile of {name}, {claims:,} claims: {seconds:.2f} s, {whole} s under the profiler"
        yield f"{'itself':>9}  {'with calls':>10}  {'calls':>12}  function"
        for row in rows:
            itself, with_calls, calls, function, place = row.split("\t")
            yield f"{itself:>7} s  {with_calls:>8} s  {calls:>12}  {function} ({place})"
        yield ""
