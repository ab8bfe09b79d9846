"""`claimgraph check`: is everything in the facts as it should be?"""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, NoReturn

import click

from claimgraph.cli.options import texts_option
from claimgraph.errors import CorpusError, render_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.checking import Report
    from claimgraph.errors import ClaimgraphError

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@texts_option
@click.option("--require-verified", is_flag=True, help="Exit 1 if any evidence could not be verified.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option("--watch", "watched", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
def command(paths: tuple[str, ...], texts: str, require_verified: bool, format_: str, watched: bool) -> None:
    """Check facts: form, references, shapes, and evidence against texts.

    PATHS are folders of facts, or single files of one; by default the nearest folder.
    Exit 0 if all is well, 1 if there are problems, 2 if there is nothing to check.
    With --watch each report stands below a line with the time; in JSON, each is one line.
    Ctrl-C ends the watch, and the exit code is 130, whatever the last report says.

    \b
    claimgraph check
    """
    from claimgraph.checking import check_paths
    from claimgraph.cli.making import progress_shown

    if watched:
        if require_verified:
            raise click.UsageError("--require-verified decides how the command exits; a watch does not exit by itself")
        with _named_by_argument():
            _watch(paths, texts, as_json=format_ == "json")
    with _named_by_argument(), progress_shown() as tell:
        reports = check_paths(paths, texts=texts, progress=tell)
    if format_ == "json":
        _print_json(reports)
    else:
        for report in reports:
            _print_text(report)
    problems = any(report.problems for report in reports)
    unverified = any(report.not_verified or report.without_evidence for report in reports)
    sys.exit(1 if problems or (require_verified and unverified) else 0)


@contextlib.contextmanager
def _named_by_argument() -> Iterator[None]:
    """Let a hint say how facts are named here: other commands have an option for it."""
    try:
        yield
    except CorpusError as error:
        error.hint = error.hint.replace(" with --facts DIR", ": claimgraph check DIR")
        raise


def _watch(paths: tuple[str, ...], texts: str, *, as_json: bool) -> NoReturn:
    """Check again and again; ends by an interrupt, or an error of what cannot be watched."""
    from claimgraph.checking import check_paths
    from claimgraph.cli.watching import watch

    def report() -> None:
        with _named_by_argument():
            reports = check_paths(paths, texts=texts)
        if as_json:
            _print_json(reports, indent=None)
        else:
            click.echo(time.strftime("%H:%M:%S"))
            for one in reports:
                _print_text(one)

    def fail(error: ClaimgraphError) -> None:
        if as_json:
            import json

            click.echo(json.dumps({"error": error.message, "hint": error.hint}, ensure_ascii=False))
        else:
            click.echo(time.strftime("%H:%M:%S"))
            click.echo(f"error: {error.message}" + (f"\n  hint: {error.hint}" if error.hint else ""), err=True)

    watch(paths, texts, report, fail)


def _print_text(report: Report) -> None:
    for problem in report.problems:
        click.echo(render_problem(problem), err=True)
    counts = ", ".join(_count(n, what) for n, what in (
        (report.sources, "source"), (report.claims, "claim"), (report.entities, "entity")))  # fmt: skip
    state = _count(len(report.problems), "problem") if report.problems else "ok"
    click.echo(f"{report.facts}: {state}: {counts}")
    line = f"evidence: {_count(report.spans, 'span')}, {report.verified} verified"
    if report.not_verified:
        missing = f"no text in {report.texts} has the hash of {', '.join(report.unmatched[:3])}"
        missing += f" and {len(report.unmatched) - 3} more" if len(report.unmatched) > 3 else ""
        why = missing if report.texts else "no texts to look in: give --texts DIR"
        line += f", {report.not_verified} not verified ({why})"
    if report.wrong:
        line += f", {report.wrong} wrong"
    if report.without_evidence:
        line += f"; {_count(report.without_evidence, 'claim')} without evidence"
    click.echo(line)


def _count(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else plural}"


def _print_json(reports: list[Report], indent: int | None = 2) -> None:
    import json

    rows = [
        report._asdict()
        | {
            "problems": [
                {"file": p.where.file, "line": p.where.line, "col": p.where.col} | {k: getattr(p, k) for k in ("code", "message", "hint")}
                for p in report.problems
            ]
        }
        for report in reports
    ]
    click.echo(json.dumps(rows, indent=indent, ensure_ascii=False))
