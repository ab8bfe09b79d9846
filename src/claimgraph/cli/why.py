"""`claimgraph query --why`: the rows of a SELECT, each with the claims that stand behind it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from claimgraph.cli.options import last_day, load_snapshots
from claimgraph.cli.stores import completed_store, say_remarks
from claimgraph.errors import QueryError, did_you_mean, printable

if TYPE_CHECKING:
    from claimgraph.cli.clock import Clock
    from claimgraph.cli.stores import Opened

__all__ = ["why_format", "write_why"]

_FORMATS = ("text", "json", "csv", "tsv")
_NAMES = {
    "": "text", "table": "text", "txt": "text", "text/plain": "text", "application/json": "json",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip


def why_format(name: str, output: str) -> str:
    """Return the format of an explained answer, by its name, its media type, or the extension of the output.

    Raises:
        QueryError: there is none of that name, or it cannot hold what stands behind a row.

    >>> why_format("", "rows.json"), why_format("", "-"), why_format("table", ""), why_format("text/csv; charset=utf-8", "")
    ('json', 'text', 'text', 'csv')
    """
    wanted = name.lower().lstrip(".").partition(";")[0].strip()
    known = _NAMES.get(wanted, wanted)
    if not wanted:
        known = os.path.splitext(output)[1].lower().lstrip(".")
        return known if known in _FORMATS else "text"
    if known not in _FORMATS:
        hint = did_you_mean(wanted, _FORMATS) or f"one of {', '.join(_FORMATS)}; or ask without --why"
        raise QueryError(f"with --why there is no format '{printable(name, limit=40)}': it has no place for what stands behind a row", hint)
    return known


def write_why(
    query: str, opened: Opened, format_: str, output: str | None, clock: Clock, *, prefixes: dict[str, str], facts: str | None, store: str, texts: str, as_of: str
) -> None:  # fmt: skip
    """Answer a query with what stands behind each row, and write that; `format_` is one that `why_format` returns, the clock runs.

    Raises:
        ClaimgraphError: the query is wrong, says what cannot be explained, or fails.
    """
    from claimgraph.analyses.why.parse import parse_select
    from claimgraph.cli.output import send_answer, write_output
    from claimgraph.views.report import render_report
    from claimgraph.views.why import explain_rows, report_why
    from claimgraph.views.whyrows import widen_answer

    parsed = parse_select(query, prefixes)
    about = completed_store(opened.store)
    explained = explain_rows(opened.store, query, parsed, prefixes, about=about, texts=load_snapshots(facts, texts, store))
    report, amiss = report_why(about, explained, prefixes, as_of=last_day(as_of, "--as-of"), undated=opened.undated)
    say_remarks(opened.store)
    for line in amiss:
        click.echo(f"note: {line}", err=True)
    if format_ in {"csv", "tsv"}:
        send_answer(widen_answer(explained), format_, output, prefixes, clock)
    else:
        text = render_report(report, format_)
        with clock.standing():
            write_output(lambda _: text, output)
