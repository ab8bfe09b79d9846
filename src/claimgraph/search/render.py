"""What a search found in; lines for a person, rows for a spreadsheet, or JSON for a program out."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

from claimgraph.errors import printable
from claimgraph.search.hits import hit_data
from claimgraph.search.snippet import Snippet, mark
from claimgraph.views.listing import write_csv
from claimgraph.views.table import render_tabbed
from claimgraph.wording.words import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.search.hits import Findings, Hit
    from claimgraph.views.receipts import Receipts

__all__ = ["SEARCH_FORMATS", "render_findings"]

SEARCH_FORMATS = ("text", "json", "csv", "tsv")
_COLUMNS = ("kind", "id", "title", "field", "snippet", "source", "where", "claims")
#: What stands around a word that was searched for: in a pipe, and at a terminal (bold).
_SIGNS, _BOLD = ("[", "]"), ("\x1b[1m", "\x1b[22m")


def render_findings(findings: Findings, format_: str, *, bold: bool = False) -> str:
    """Render what was found as text, json, csv or tsv; the text ends with a newline, unless nothing was found."""
    if format_ == "json":
        return json.dumps([hit_data(hit) for hit in findings.hits], indent=2, ensure_ascii=False) + "\n"
    if format_ == "text":
        return "".join(line + "\n" for hit in findings.hits for line in _lines(hit, findings.receipts, _BOLD if bold else _SIGNS))
    rows = [_row(hit) for hit in findings.hits]
    return write_csv([_COLUMNS, *rows]) if format_ == "csv" else "".join(line + "\n" for line in render_tabbed(_COLUMNS, iter(rows)))


def _lines(hit: Hit, receipts: Receipts, signs: tuple[str, str]) -> Iterator[str]:
    """Yield the lines of a hit: its id and what it is called, the text that has more of the words, and where it comes from."""
    yield f"{printable(hit.id)}  {_marked(hit.title, signs)}"
    if hit.shown:
        yield f"  {hit.shown.field}: {_marked(hit.shown, signs)}"
    yield f"  {printable(_origin(hit, receipts), limit=2000)}"


def _marked(snippet: Snippet, signs: tuple[str, str]) -> str:
    """Write a snippet so that a terminal can bear it: only the signs may be other than printable."""
    ends = [0, *(end for span in snippet.marks for end in span), len(snippet.text)]
    pieces = [printable(snippet.text[a:b], limit=10_000) for a, b in itertools.pairwise(ends)]
    return "".join(piece if n % 2 == 0 else signs[0] + piece + signs[1] for n, piece in enumerate(pieces))


def _origin(hit: Hit, receipts: Receipts) -> str:
    if hit.kind == "claim":
        return f"{' → '.join(receipts.chain(hit.id))}, {receipts.day(hit.id)} [{receipts.put(hit.id)}; {receipts.place(hit.id)}]"
    count = f"{hit.data['claims']:,} claim{'s' if hit.data['claims'] != 1 else ''}"
    if hit.kind == "entity":
        return ", ".join([*(_word(type_) for type_ in hit.data["types"]), count])
    published = hit.data["published"]
    return ", ".join(
        filter(None, [_word(hit.data["type"]), hit.data["publisher"], date_text({"value": published}) if published else "undated", count])
    )


def _word(curie: str) -> str:
    """Return the local name of a type.

    >>> _word("schema:NewsArticle")
    'NewsArticle'
    """
    return curie.rpartition(":")[2].strip("<>")


def _row(hit: Hit) -> list[str]:
    shown = hit.shown or hit.title
    claim = hit.data if hit.kind == "claim" else None
    where = ", ".join(f"{span['start']}\u2013{span['end']}" for span in claim["evidence"]) if claim else ""
    claims = "" if claim else str(hit.data["claims"])
    return [hit.kind, hit.id, hit.title.text, shown.field, mark(shown, *_SIGNS), claim["source"] if claim else "", where, claims]
