"""What an analysis found in; text for a person, rows for a spreadsheet, or JSON for a program out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import printable
from claimgraph.views.listing import write_csv
from claimgraph.views.table import render_tabbed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["REPORT_FORMATS", "Report", "render_report"]

#: The formats in which every analysis answers.
REPORT_FORMATS = ("text", "json", "csv", "tsv")


class Report(NamedTuple):
    """An analysis, three times: lines for a person, flat rows under `columns`, and an object for programs with stable field names."""

    lines: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: Mapping[str, Any]


def render_report(report: Report, format_: str) -> str:
    r"""Render a report as text, json, csv or tsv; the text ends with a newline.

    >>> report = Report(["One conflict."], ["one", "two"], [["claim:a", "claim:b"]], {"conflicts": 1})
    >>> render_report(report, "text"), render_report(report, "tsv")
    ('One conflict.\n', 'one\ttwo\nclaim:a\tclaim:b\n')
    """
    if format_ == "json":
        return json.dumps(report.data, indent=2, ensure_ascii=False) + "\n"
    if format_ == "csv":
        return write_csv([report.columns, *report.rows])
    lines = (
        render_tabbed(report.columns, iter(report.rows)) if format_ == "tsv" else (printable(line, limit=10_000) for line in report.lines)
    )
    return "".join(line + "\n" for line in lines)
