"""What an analysis found in; text for a person, rows for a spreadsheet, or JSON for a program out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import printable
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.views.indented import json_pieces
from claimgraph.views.listing import write_csv
from claimgraph.views.table import render_tabbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["REPORT_FORMATS", "Report", "render_report"]

#: The formats in which every analysis answers.
REPORT_FORMATS = ("text", "json", "csv", "tsv")


class Report(NamedTuple):
    """An analysis, three times: lines for a person, flat rows under `columns`, and an object for programs with stable field names.

    Lines and rows may be iterators, which are gone through once: of a large report they are made only where they are asked for.
    """

    lines: Iterable[str]
    columns: Sequence[str]
    rows: Iterable[Sequence[str]]
    data: Mapping[str, Any]


def render_report(report: Report, format_: str) -> Iterator[str]:
    r"""Yield the pieces of a report's text: json piece by piece, and text, csv and tsv whole; it ends with a newline.

    >>> report = Report(["One conflict."], ["one", "two"], [["claim:a", "claim:b"]], {"conflicts": 1})
    >>> list(render_report(report, "text")), list(render_report(report, "tsv"))
    (['One conflict.\n'], ['one\ttwo\nclaim:a\tclaim:b\n'])
    """
    if format_ == "json":
        yield from json_pieces(report.data)
        yield "\n"
    else:
        yield _whole(report, format_)


@as_claimgraph_writes()
def _whole(report: Report, format_: str) -> str:
    if format_ == "csv":
        return write_csv([report.columns, *report.rows])
    lines = (
        render_tabbed(report.columns, iter(report.rows)) if format_ == "tsv" else (printable(line, limit=10_000) for line in report.lines)
    )
    return "".join(line + "\n" for line in lines)
