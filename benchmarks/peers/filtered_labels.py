"""What a word costs without an index: a filter over all labels, asked of pyoxigraph directly."""

from __future__ import annotations

import glob
import os
import sys

import pyoxigraph as ox


def main() -> None:
    """Print the claims whose label has the word."""
    store, word = sys.argv[1:]
    (data,) = glob.glob(os.path.join(store, "store-*", "data"))
    query = f"""
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX cg: <https://w3id.org/claimgraph/ns#>
    SELECT ?claim ?label {{ ?claim a cg:Claim ; rdfs:label ?label FILTER(REGEX(?label, "(^|[^a-z0-9]){word}([^a-z0-9]|$)", "i")) }} LIMIT 20
    """
    answer = ox.Store.read_only(data).query(query)
    assert isinstance(answer, ox.QuerySolutions)
    for row in answer:
        print(row["claim"].value, row["label"].value)
