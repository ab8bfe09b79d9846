"""A folder of facts in; the completed JSON-LD document that its RDF is read from out."""

from __future__ import annotations

import json

from claimgraph.folder import find_folder
from claimgraph.loader import load
from claimgraph.rdf.complete import Completer

__all__ = ["write_completed"]


def write_completed(facts: str, path: str) -> dict[str, str]:
    """Write the completed document of a corpus; returns the prefixes of the corpus."""
    corpus = load(find_folder(facts).facts)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(Completer(corpus).document(), file)
    return corpus.settings.all_prefixes()
