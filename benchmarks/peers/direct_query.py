"""The floor of `claimgraph query --format csv`: click and pyoxigraph, and nothing between them."""

from __future__ import annotations

import json
import sys

import click
import pyoxigraph as ox


@click.command()
@click.argument("store")
@click.argument("prefixes")
@click.argument("sparql")
def main(store: str, prefixes: str, sparql: str) -> None:
    """Ask a store on disk, and let the engine write the rows."""
    with open(prefixes, encoding="utf-8") as file:
        known = json.load(file)
    answer = ox.Store.read_only(store).query(sparql, prefixes=known)
    assert isinstance(answer, ox.QuerySolutions)
    answer.serialize(sys.stdout.buffer, format=ox.QueryResultsFormat.CSV)
