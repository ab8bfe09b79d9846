"""What the same shapes cost with a SHACL engine: pySHACL on the default graph."""

from __future__ import annotations

import sys

import pyshacl
import rdflib


def main() -> None:
    """Validate a file of N-Triples against a Turtle file of shapes, with the classes of an ontology."""
    data, *ontology = sys.argv[1:]
    facts, shapes = rdflib.Graph(), rdflib.Graph()
    facts.parse(data, format="nt")
    for path in ontology:
        facts.parse(path, format="turtle")
        shapes.parse(path, format="turtle")
    conforms, _, report = pyshacl.validate(facts, shacl_graph=shapes, inference="none", advanced=True)
    if not conforms:
        sys.exit(str(report))
