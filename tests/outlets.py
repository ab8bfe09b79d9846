"""Small corpora of many outlets, a claim a line: when and by whom it is said, then what it says."""

from __future__ import annotations

import re

from helpers import ENTITIES, MakeCorpus

import claimgraph
from claimgraph.store.embedded import EmbeddedStore

__all__ = ["OUTLET_ENTITIES", "OUTLET_SETTINGS", "outlet_files", "outlet_store"]

OUTLET_SETTINGS = """
format = 1
base = "https://example.org/t/"

[prefixes]
budget = "budget/"
model = "model/"
"""
OUTLET_ENTITIES = (
    ENTITIES
    + """
  - {id: org:Herald, type: Organization, name: The Herald}
  - {id: org:Post, type: Organization, name: The Post}
  - {id: model:A, type: Model, name: Model A}
  - {id: budget:B, type: Budget, name: the plan}
  - {id: product:App, type: Product, name: the App}
""".removeprefix("\n")
)
_LINE = re.compile(r"^\s*(?P<name>[\w-]+) (?P<outlet>\w+) (?P<day>\S+): \{(?P<rest>.*)$")


def outlet_files(lines: str) -> dict[str, str]:
    """Return the files of a corpus, of lines such as `one Gazette 2026-01-05: {says: …}`; the day is `-` where there is none."""
    sources = []
    for line in filter(str.strip, lines.splitlines()):
        found = _LINE.match(line)
        assert found, line
        name, outlet, day, rest = found.group("name", "outlet", "day", "rest")
        published = "" if day == "-" else f"    published: {day}\n"
        sources.append(
            f"  - id: src:{name}\n    type: NewsArticle\n    headline: What {name} says\n    publisher: org:{outlet}\n{published}"
            f"    claims:\n      - {{id: claim:{name}, label: Claim {name}, {rest}\n"
        )
    return {"entities.yaml": OUTLET_ENTITIES, "source.yaml": "sources:\n" + "".join(sources)}


def outlet_store(make_corpus: MakeCorpus, lines: str) -> EmbeddedStore:
    """Load such a corpus."""
    return claimgraph.load(make_corpus(outlet_files(lines), toml=OUTLET_SETTINGS)).store
