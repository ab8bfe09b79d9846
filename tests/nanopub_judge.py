"""A program: judges nanopublications in TriG files by the `nanopub` package, and writes the IRI of each that is valid.

It runs in a process of its own, for the package changes how rdflib reads literals.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator

warnings.simplefilter("ignore")

import rdflib  # noqa: E402
from nanopub.nanopub import Nanopub  # noqa: E402


def judge(path: str) -> Iterator[str]:
    """Yield the name of every valid nanopublication of a file, and of others what is wrong; they begin where `this:` is declared."""
    with open(path, encoding="utf-8") as file:
        head, *parts = file.read().split("\n@prefix this:")
    for part in parts:
        graph = rdflib.ConjunctiveGraph()
        graph.parse(data=f"{head}\n@prefix this:{part}", format="trig")
        nanopub = Nanopub(rdf=graph)
        try:
            good = nanopub.is_valid and nanopub.has_valid_trusty
            yield str(nanopub.source_uri) if good else "invalid"
        except ValueError as error:
            yield f"{nanopub.source_uri}: {error}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.writelines(f"{verdict}\n" for verdict in judge(name))
