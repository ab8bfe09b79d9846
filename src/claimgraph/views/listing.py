"""Claims in; a table, CSV or JSON of them out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from claimgraph.views.indented import json_text
from claimgraph.views.table import render_aligned, render_tabbed
from claimgraph.wording.words import DATE_FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["claim_row", "describe_hop", "describe_time", "describe_verdicts", "render_claims", "write_csv"]

_COLUMNS = ("id", "label", "modality", "speaker", "source", "where")
#: A column that is there only where some claim has been assessed.
_VERDICT = "verdict"
#: What makes a spreadsheet take a cell for a formula; and the mark that keeps it from that, which such a cell may have itself.
_FORMULA = re.compile("'*[=+@\t\r-]")


def render_claims(claims: Sequence[dict[str, Any]], format_: str) -> str:
    """Render claims as table, tsv, csv, json or jsonl; the text ends with a newline.

    Cells of CSV that a spreadsheet would take for a formula begin with an apostrophe.
    """
    if format_ == "json":
        return json_text(claims) + "\n"
    if format_ == "jsonl":
        return "".join(json.dumps(claim, ensure_ascii=False) + "\n" for claim in claims)
    columns, rows = list(_COLUMNS), [claim_row(claim) for claim in claims]
    if any(claim["assessments"] for claim in claims):
        columns.append(_VERDICT)
        rows = [[*row, describe_verdicts(claim)] for row, claim in zip(rows, claims, strict=True)]
    if format_ == "csv":
        return write_csv([columns, *rows])
    lines = render_tabbed(columns, iter(rows)) if format_ == "tsv" else render_aligned(columns, rows)
    return "".join(line + "\n" for line in lines)


def write_csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def _guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell, as OWASP advises; without its first apostrophe, such a cell is what it was.

    >>> [_guarded(cell) for cell in ("=SUM(A1:A3)", "'=1", "a = b", "'tis")]
    ["'=SUM(A1:A3)", "''=1", 'a = b', "'tis"]
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def describe_verdicts(claim: dict[str, Any]) -> str:
    """Say what those found who looked into a claim.

    >>> describe_verdicts({"assessments": [{"verdict": "cg:mostly-true"}, {"verdict": "cg:refuted"}]})
    'mostly-true, refuted'
    """
    return ", ".join(found["verdict"].removeprefix("cg:") for found in claim["assessments"])


def claim_row(claim: dict[str, Any]) -> list[str]:
    """Return a claim as cells: id, label, how it is put, who says it, source, and where."""
    words = [claim["modality"].removeprefix("cg:")]
    words += ["denied"] if claim["polarity"] == "cg:denied" else []
    words += ["opinion"] if claim["stance"] == "cg:opinion" else []
    words += [status for status in claim["status"] if status != "in-force"]
    places = ", ".join(f"{span['start']}–{span['end']}" for span in claim["evidence"])  # noqa: RUF001
    speaker = " → ".join(describe_hop(hop) for hop in claim["attribution"])
    return [claim["id"], claim["label"], ", ".join(words), speaker, claim["source"], places]


def describe_hop(hop: dict[str, Any]) -> str:
    """Say who speaks in a hop: an agent, somebody unnamed, or a source.

    >>> describe_hop({"agent": None, "unnamed": "people familiar with it", "source": None, "count": 2})
    'unnamed: people familiar with it (2)'
    """
    if hop["agent"]:
        return str(hop["agent"]) + (f" ({hop['source']})" if hop["source"] else "")
    if hop["unnamed"]:
        return f"unnamed: {hop['unnamed']}" + (f" ({hop['count']})" if hop.get("count") else "")
    return str(hop["source"])


def describe_time(time: dict[str, Any]) -> str:
    """Say a date as it was meant.

    >>> time = {"value": None, "label": None, "earliest": "2026-04-08", "latest": None, "exactness": "cg:vague"}
    >>> describe_time(time)
    'not before 2026-04-08 (vague)'
    """
    exactness = str(time["exactness"]).removeprefix("cg:")
    if time["value"]:
        return DATE_FORMS.get(exactness, "{} (" + exactness + ")").format(str(time["value"]))
    ends = [f"not before {time['earliest']}" if time["earliest"] else "", f"not after {time['latest']}" if time["latest"] else ""]
    text = ", ".join(end for end in ends if end)
    return f"{time['label']} ({text})" if time["label"] else f"{text} ({exactness})"
