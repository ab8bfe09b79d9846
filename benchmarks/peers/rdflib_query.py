"""What asking the same facts costs with rdflib alone: parse their N-Quads, and ask."""

from __future__ import annotations

import sys
import warnings

import rdflib


def main() -> None:
    """Parse a file of N-Quads, ask it, and print the rows with short names."""
    warnings.simplefilter("ignore")
    quads, prefixes, sparql = sys.argv[1:]
    with open(prefixes, encoding="utf-8") as file:
        known = dict(line.rstrip("\n").split("\t", 1) for line in file)
    dataset = rdflib.Dataset()
    dataset.parse(quads, format="nquads")
    answer = dataset.query(sparql, initNs=known)
    short = {iri: prefix for prefix, iri in known.items()}
    print("\t".join(str(name) for name in answer.vars or []))
    for row in answer:
        print("\t".join(_short(str(term), short) for term in row))  # type: ignore[union-attr]  # a SELECT's answer is rows


def _short(iri: str, prefixes: dict[str, str]) -> str:
    cut = iri.rfind("/") + 1
    return f"{prefixes[iri[:cut]]}:{iri[cut:]}"
