"""Where the time of a command line of claimgraph goes: runs it in this process, and says what functions took."""

from __future__ import annotations

import contextlib
import cProfile
import gc
import io
import os
import pstats
import re
import sys

_SHOWN = 12


def main() -> None:
    """Run the command line that is given, and print the functions that took longest themselves, as rows with tabs."""
    sys.argv[0] = "claimgraph"
    from claimgraph.cli.app import cli

    gc.disable()  # as the command line does
    profile = cProfile.Profile()
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        profile.enable()
        with contextlib.suppress(SystemExit):
            cli.main(prog_name="claimgraph", standalone_mode=False)
        profile.disable()
    stats = pstats.Stats(profile).get_stats_profile()
    whole = sum(function.tottime for function in stats.func_profiles.values())
    print(f"{whole:.2f}")
    # Functions of one name are one here, as pstats has them.
    longest = sorted(stats.func_profiles.items(), key=lambda item: -item[1].tottime)[:_SHOWN]
    for name, function in longest:
        place = f"{_place(function.file_name)}:{function.line_number}" if function.line_number else "native"
        print(f"{function.tottime:.2f}\t{function.cumtime:.2f}\t{function.ncalls}\t{_tidy(name)}\t{place}")


def _tidy(name: str) -> str:
    return re.sub(r"^<|>$|method | of .* objects|built-in ", "", name).strip("{}") or name


def _place(path: str) -> str:
    return "/".join(path.split(os.sep)[-2:])
