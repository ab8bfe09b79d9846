"""Claims, entities and sources in; one graph out that can be laid out and drawn.

Nodes are entities, the words of closed lists, sources, and the values that claims state
(amounts, dates, texts). Every statement of every claim is an edge of its own, with the
claim's id on it, so that parallel claims stay apart. A score is an edge from what was
tested to the test; a comparison is an edge to what it compares with, and one to the
respect in which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from claimgraph.wording.words import Words, amount_text, date_text, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["VALUE_KINDS", "busiest", "claim_graph", "kind_of", "speakers_of"]

Claim = dict[str, Any]

#: Kinds of nodes that are values of claims, and nothing in themselves.
VALUE_KINDS = frozenset({"Amount", "Date", "Text"})
_BROAD = {"cg:Entity", "cg:Agent", "schema:Thing"}
_MAX_LABEL = 64


def claim_graph(
    claims: Sequence[Claim], entities: Mapping[str, dict[str, Any]], sources: Mapping[str, dict[str, Any]], words: Words
) -> nx.MultiDiGraph[str]:
    """Return the graph of claims.

    Nodes have `label`, `kind` and `degree`, and values a `head`, their predicate; edges have `claim`, `label`, `title` (label
    and value in full), `main` (False on the second edge of a comparison), and `modality`, `polarity`, `stance`, `source` and
    `speaker` of the claim.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for curie, entity in sorted(entities.items()):
        graph.add_node(curie, label=entity["name"], kind=kind_of(entity["types"]))
    build = _Builder(graph, sources, words)
    for claim in claims:
        for number, (subject, predicate, value) in enumerate(claim["triples"]):
            build.add(claim["id"], number, subject, predicate, value)
    by_id = {claim["id"]: claim for claim in claims}
    for _, _, edge in graph.edges(data=True):
        claim = by_id[edge["claim"]]
        edge |= {key: claim[key].removeprefix("cg:") for key in ("modality", "polarity", "stance")}
        edge |= {"source": claim["source"], "speaker": "; ".join(speakers_of(claim, sources))}
    for node, degree in graph.degree():
        graph.nodes[node]["degree"] = degree
    return graph


def kind_of(types: Iterable[str]) -> str:
    """Return the plain name of the narrowest type.

    >>> kind_of(["cg:Agent", "schema:Organization"])
    'Organization'
    """
    named = sorted(t for t in types if t not in _BROAD) or ["cg:Entity"]
    return named[0].strip("<>").replace("#", ":").replace("/", ":").rsplit(":", 1)[-1]


def speakers_of(claim: Claim, sources: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return the agents that say a claim, outermost first; the publisher where nobody is named."""
    named = [hop["agent"] for hop in claim["attribution"] if hop["agent"]]
    if not claim["attribution"]:
        publisher = sources.get(claim["source"], {}).get("publisher")
        named = [publisher] if publisher else []
    return list(dict.fromkeys(named))


def busiest(graph: nx.MultiDiGraph[str], limit: int) -> nx.MultiDiGraph[str]:
    """Return the part of a graph that a page can show: the nodes of which most is said."""
    if len(graph) <= limit:
        return graph
    order = sorted(graph, key=lambda node: (-graph.nodes[node]["degree"], node))
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph.subgraph(order[:limit]))
    return kept


class _Builder:
    """Adds statements to a graph, and the nodes they need."""

    def __init__(self, graph: nx.MultiDiGraph[str], sources: Mapping[str, dict[str, Any]], words: Words) -> None:
        self.graph = graph
        self.sources = sources
        self.words = words

    def add(self, claim: str, number: int, subject: str, predicate: str, value: Any) -> None:
        """Add one statement of a claim: a subject, a predicate, and a CURIE, a literal or a value node."""
        source, label = self._thing(subject), self.words(predicate)
        if not isinstance(value, dict):
            self._edge(claim, number, source, self._thing(value), label)
        elif value.get("type") == "cg:Comparison":
            self._comparison(claim, number, source, label, value)
        elif isinstance(value.get("schema:variableMeasured"), str):
            score = amount_text(value, self.words).removesuffix(" points")
            self._edge(claim, number, source, self._thing(value["schema:variableMeasured"]), score, f"{label} {score}", score=True)
        elif isinstance(value.get("cg:comparedWith"), str):
            amount = f"{label}: {amount_text(value, self.words)}"
            self._edge(claim, number, source, self._thing(value["cg:comparedWith"]), amount)
        else:
            self._edge(claim, number, source, self._value(source, label, value), label)

    def _comparison(self, claim: str, number: int, source: str, label: str, value: dict[str, Any]) -> None:
        relation = self.words(value.get("cg:relation") or "")
        other, respect = value.get("cg:comparedWith"), value.get("cg:inRespectOf")
        if isinstance(other, str):
            self._edge(claim, number, source, self._thing(other), f"{label}: {relation}")
        if isinstance(respect, str):
            second = isinstance(other, str)
            self._edge(claim, number, source, self._thing(respect), "in respect of" if second else f"{label}: {relation}", main=not second)

    def _edge(self, claim: str, number: int, source: str, target: str, label: str, title: str = "", *,
              main: bool = True, score: bool = False) -> None:  # fmt: skip
        key = f"{claim} {number}" + ("" if main else "b")
        self.graph.add_edge(source, target, key, claim=claim, label=shorten(label, 40), title=title or label, main=main, score=score)

    def _thing(self, curie: str) -> str:
        """Return the node of a CURIE, adding it if it is no entity."""
        if curie not in self.graph:
            source = self.sources.get(curie)
            label = source["headline"] if source else self.words(curie)
            kind = "Source" if source else "Word" if self.words.knows(curie) else "Entity"
            self.graph.add_node(curie, label=shorten(label, _MAX_LABEL), kind=kind)
        return curie

    def _value(self, subject: str, predicate: str, value: dict[str, Any]) -> str:
        """Return the node of a value, which is shared only by claims of the same on the same subject."""
        kind = {"cg:Date": "Date", None: "Text"}.get(value.get("type"), "Amount")
        texts = {"Text": self.words.literal, "Date": date_text}
        text = texts[kind](value) if kind in texts else amount_text(value, self.words)
        node = f"{subject} {predicate} {value.get('id') or text}"
        self.graph.add_node(node, label=shorten(text, _MAX_LABEL), kind=kind, head=predicate)
        return node
