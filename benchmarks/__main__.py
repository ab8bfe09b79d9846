"""`python -m benchmarks`: one run, one table; every line says whether its target is reached."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time

from benchmarks.kept import KEPT
from benchmarks.parts import PARTS
from benchmarks.results import Results
from benchmarks.table import Row, render_rows

_MEANING = (
    "Processor time of child processes, median ± half the middle half (of a page its main thread, and the clock for its first paint); "
    "the ratio of growth is the power of the number of claims."
)


def main() -> None:
    """Run what is asked for, keep it, and print it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends servers and commands, and clears the scratch away
    arguments = _parser().parse_args()
    _check_paths(arguments)
    results = _begin(arguments)
    if not arguments.shown:
        _run(arguments, results)
    print(results.sentence())
    print(_MEANING)
    print("\n".join([*render_rows(results.rows(), results.versions), *results.lines()]), flush=True)
    if arguments.plot:
        from benchmarks.plot import write_plot

        write_plot(results, arguments.plot)
    sys.exit(1 if results.failed() else 0)


def _parser() -> argparse.ArgumentParser:
    about = "\n".join(f"  {name:<10} {part.about}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, epilog=f"parts:\n{about}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smoke", action="store_true", help="small and few: is everything there, and does it run?")
    parser.add_argument(
        "--only", action="append", choices=list(PARTS), metavar="PART", help="run one part alone, or several: --only a --only b"
    )
    parser.add_argument(
        "--vast", action="store_true", help="growth up to a million claims: takes half an hour more, 4 GB of memory and 15 of disk"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write every measurement as JSON, after each part")
    parser.add_argument("--resume", metavar="FILE", help="go on with such a file: parts that were run to their end are not run again")
    parser.add_argument("--from", dest="shown", metavar="FILE", help="run nothing: print, and draw, what is in such a file")
    parser.add_argument("--plot", metavar="FILE", help="draw the ratios and the growth, as .svg or .png")
    return parser


def _check_paths(arguments: argparse.Namespace) -> None:
    """See that what is to be written can be, before minutes go by."""
    if arguments.plot:
        from benchmarks.plot import check_plot

        try:
            check_plot(arguments.plot)
        except ValueError as problem:
            sys.exit(f"error: {problem}")
    folder = os.path.dirname(arguments.output or "")
    if folder and not os.path.isdir(folder):
        sys.exit(f"error: {arguments.output}: there is no folder {folder}; make it first")


def _begin(arguments: argparse.Namespace) -> Results:
    path = arguments.shown or arguments.resume
    if not path:
        return Results.new(smoke=arguments.smoke, vast=arguments.vast)
    try:
        results = Results.read(path)
    except OSError as problem:
        sys.exit(f"error: {path} cannot be read: {problem.strerror}; name a file that `python -m benchmarks -o FILE` wrote")
    except ValueError as problem:
        sys.exit(f"error: {problem}")
    if arguments.resume:
        if results.content["smoke"] != arguments.smoke:
            sys.exit(f"error: {path} is of a run {'with' if results.content['smoke'] else 'without'} --smoke; go on with it likewise")
        arguments.output = arguments.output or path
        results.content["vast"] |= arguments.vast
    return results


def _run(arguments: argparse.Namespace, results: Results) -> None:
    """Run the parts that are asked for; what fails says why, and the others go on."""
    with tempfile.TemporaryDirectory(prefix="claimgraph-benchmarks-") as scratch:
        # Made-up stores serve several parts; whoever names a folder keeps them for the next run.
        os.environ[KEPT] = os.environ.get(KEPT) or os.path.join(scratch, "stores")
        for name in arguments.only or PARTS:
            if results.is_done(name, vast=arguments.vast and PARTS[name].grows):
                continue
            print(f"{name}: {PARTS[name].about} …", file=sys.stderr, flush=True)
            found: list[Row | str] = []
            begin, error = time.perf_counter(), ""
            try:
                for row in PARTS[name].run(os.path.join(scratch, name), smoke=arguments.smoke, vast=arguments.vast):
                    found.append(row)  # noqa: PERF402  (what there is before a part fails is kept)
            except Exception as problem:  # noqa: BLE001  (whatever it is, the other parts can be run)
                error = f"{type(problem).__name__}: {problem}"
                print(f"{name}: {error}", file=sys.stderr, flush=True)
            results.add(name, found, vast=arguments.vast, seconds=time.perf_counter() - begin, error=error)
            if arguments.output:
                results.write(arguments.output)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
