"""The floor of reading facts: YAML's events from libyaml, and the JSON-LD parse of the completed document."""

from __future__ import annotations

import os
import sys

import pyoxigraph as ox
import yaml


def main() -> None:
    """Pass over every event of a folder's YAML, and every quad of a JSON-LD document."""
    facts, document = sys.argv[1:]
    for name in sorted(os.listdir(facts)):
        if name.endswith(".yaml"):
            with open(os.path.join(facts, name), encoding="utf-8") as file:
                for _ in yaml.parse(file.read(), Loader=yaml.CSafeLoader):
                    pass
    with open(document, "rb") as file:
        for _ in ox.parse(file.read(), format=ox.RdfFormat.JSON_LD):
            pass
