"""`python -m benchmarks`: one run, one table; every line says whether its target is reached."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile

from benchmarks.checks import run_checks
from benchmarks.cold import run_cold
from benchmarks.contradictions import run_contradictions
from benchmarks.growth import run_growth
from benchmarks.layouts import run_layouts
from benchmarks.page import run_page
from benchmarks.stages import run_stages
from benchmarks.table import render_rows

_RUNS = {"cold": run_cold, "check": run_checks, "conflicts": run_contradictions, "layout": run_layouts, "page": run_page}


def main() -> None:
    """Run what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small and few: is everything there, and does it run?")
    parser.add_argument("--only", choices=[*_RUNS, "stages", "growth"], help="run one part alone")
    parser.add_argument(
        "--vast", action="store_true", help="growth up to a million claims: takes half an hour, 3 GB of memory and 6 of disk"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="claimgraph-benchmarks-") as scratch:
        rows = []
        for name, run in _RUNS.items():
            if arguments.only in {None, name}:
                rows += list(run(os.path.join(scratch, name), smoke=arguments.smoke))
        if rows:
            print(
                f"Processor time (of child processes; of the page its main thread, and the clock for its first paint), median ± half the middle half; {os.cpu_count()} processors."
            )
            print("\n".join(render_rows(rows)))
        if arguments.only in {None, "stages"}:
            print("\n" * bool(rows) + "\n".join(run_stages(scratch, smoke=arguments.smoke)))
        if arguments.only in {None, "growth"}:
            for line in run_growth(os.path.join(scratch, "growth"), smoke=arguments.smoke, vast=arguments.vast):
                print(line, flush=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
