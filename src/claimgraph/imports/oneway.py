"""What claimgraph exports for others, and cannot take back, is told from what only looks like it; and what to export instead."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from claimgraph.errors import InputError, printable
from claimgraph.vocab import CG, DCTERMS, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

__all__ = ["refuse_prov", "refuse_rows", "refuse_unstated"]

_HINT = "export it as trig, nq or jsonld, which come back as they were"
_COLUMNS = {"id", "label", "modality", "speaker", "source", "where"}
_KEYS = {"id", "label", "modality", "source", "triples"}


def refuse_rows(data: bytes, name: str) -> None:
    """Refuse the rows of `list`, as CSV or as JSON Lines: they name sources and entities by ids alone.

    Raises:
        InputError: this is what was given.
    """
    first, _, rest = data[:4096].decode("utf-8-sig", "replace").lstrip().partition("\n")
    form = ""
    if first.startswith("{") and '"triples"' in data[:1_000_000].partition(b"\n")[0].decode("utf-8", "replace"):
        try:
            row = json.loads(data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0])
        except ValueError:
            return
        form = "JSON Lines" if row.keys() >= _KEYS and str(row["id"]).startswith("claim:") else ""
    elif {cell.strip(' "\r') for cell in re.split("[,;\t]", first)} >= _COLUMNS and rest.lstrip('"').startswith("claim:"):
        form = "CSV"
    if form:
        raise InputError(f"{printable(name)} is a list of claims as claimgraph exports it as {form}, which does not come back: "
                         "sources and entities are ids in it, and nothing more", _HINT)  # fmt: skip


def refuse_prov(quads: Iterable[ox.Quad], name: str) -> None:
    """Refuse our own PROV-O, which says who said it, and of what is said only the label.

    Raises:
        InputError: this is what was given.
    """
    for quad in quads:
        if quad.predicate.value == DCTERMS + "conformsTo" and getattr(quad.object, "value", "").rstrip("#") in {ONTOLOGY_GRAPH, CG[:-1]}:
            raise InputError(f"{printable(name)} is PROV-O as claimgraph exports it, which does not come back: "
                             "it holds who said what, but not what is stated", _HINT)  # fmt: skip


def refuse_unstated(claims: Iterable[str], graphs: Iterable[str], name: str) -> None:
    """Refuse claims of which none states anything, because the format has lost which of them states what.

    Raises:
        InputError: this is what was given.
    """
    known = set(claims)
    if known and known.isdisjoint(graphs):
        count = "one claim" if len(known) == 1 else f"{len(known):,} claims"
        raise InputError(f"{printable(name)} has {count}, but not which claim states what: a format without named graphs does not hold it",
                         "export it again with --reify rdf-statement, or as trig, nq or jsonld")  # fmt: skip
