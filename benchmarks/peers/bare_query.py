"""The floor of `claimgraph query`: click and pyoxigraph, and nothing between them."""

from __future__ import annotations

import click
import pyoxigraph as ox


@click.command()
@click.argument("store")
@click.argument("prefixes")
@click.argument("sparql")
def main(store: str, prefixes: str, sparql: str) -> None:
    """Ask a store on disk, and print the rows with short names."""
    with open(prefixes, encoding="utf-8") as file:
        known = dict(line.rstrip("\n").split("\t", 1) for line in file)
    answer = ox.Store.read_only(store).query(sparql, prefixes=known)
    assert isinstance(answer, ox.QuerySolutions)
    short = {iri: prefix for prefix, iri in known.items()}
    columns = [variable.value for variable in answer.variables]
    print("\t".join(columns))
    for row in answer:
        print("\t".join(_short(row[name].value, short) for name in columns))


def _short(iri: str, prefixes: dict[str, str]) -> str:
    cut = iri.rfind("/") + 1
    return f"{prefixes[iri[:cut]]}:{iri[cut:]}"
