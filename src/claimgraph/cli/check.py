"""`claimgraph check`: is everything in the facts as it should be?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claimgraph.cli.options import texts_option
from claimgraph.errors import render_problem

if TYPE_CHECKING:
    from claimgraph.checking import Report

__all__ = ["command"]


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@texts_option
@click.option("--require-verified", is_flag=True, help="Exit 1 if any evidence could not be verified.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to report.")
def command(paths: tuple[str, ...], texts: str, require_verified: bool, format_: str) -> None:
    """Check facts: form, references, shapes, and evidence against texts.

    PATHS are folders of facts, or single files of one; by default the nearest folder.
    Exit 0 if all is well, 1 if there are problems, 2 if there is nothing to check.

    \b
    claimgraph check
    """
    from claimgraph.checking import check_paths

    reports = check_paths(paths, texts=texts)
    if format_ == "json":
        _print_json(reports)
    else:
        for report in reports:
            _print_text(report)
    problems = any(report.problems for report in reports)
    unverified = any(report.not_verified or report.without_evidence for report in reports)
    sys.exit(1 if problems or (require_verified and unverified) else 0)


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


def _print_json(reports: list[Report]) -> None:
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
    click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
