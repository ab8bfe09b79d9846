"""Facts in, what each of them says out, however it is written: so that two can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.errors import FactsError, Where
from claimgraph.imports.proof import tree_node
from claimgraph.rdf.complete import Completer
from claimgraph.rdf.lines import node_lines
from claimgraph.reader import Reader
from claimgraph.vocab import SCHEMA

if TYPE_CHECKING:
    from typing import Any

    from claimgraph.imports.draft import Draft
    from claimgraph.model import Corpus

__all__ = ["facts_lines"]


def facts_lines(corpus: Corpus, draft: Draft | None = None) -> dict[str, frozenset[str]]:
    """Return the statements of each thing of a corpus by its id; or of a draft, as that corpus would read it."""
    completer = Completer(_drafted(corpus, draft) if draft else corpus)
    short = {
        completer.expand(thing.id): thing.id for part in ("entities", "sources", "claims") for thing in getattr(completer.corpus, part)
    }
    found: dict[str, frozenset[str]] = {}
    for node in completer.nodes():
        claims: list[dict[str, Any]] = node.pop("@reverse", {}).get(SCHEMA + "appearance", [])
        for thing in (node, *claims):
            lines = node_lines([thing], frozenset())
            about = [f"in {node['@id']}"] if thing is not node else []
            found[short[thing["@id"]]] = frozenset([*lines, *about])
    return found


def _drafted(corpus: Corpus, draft: Draft) -> Corpus:
    """Return a draft as a corpus, unchecked but for its form.

    Raises:
        FactsError: the reader refuses a part of it.
    """
    reader = Reader(corpus.ontology, corpus.settings)
    reader.read_file(tree_node({"entities": draft.entities, "sources": draft.sources}, draft.name))
    if reader.problems:
        raise FactsError(sorted({problem._replace(where=Where(draft.name)) for problem in reader.problems}))
    return corpus._replace(sources=tuple(reader.sources), entities=tuple(reader.entities), claims=tuple(reader.claims))
