"""Claims, entities and sources in; one graph out that can be laid out and drawn.

Nodes are entities, the words of closed lists, sources, and the values that claims state
(amounts, dates, texts). Every statement of every claim is an edge of its own, with the
claim's id on it, so that parallel claims stay apart. A score is an edge from what was
tested to the test; a comparison is an edge to what it compares with, and one to the
respect in which.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import networkx as nx

from claimgraph.views.table import Compactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimgraph.store.embedded import EmbeddedStore

__all__ = [
    "VALUE_KINDS",
    "Words",
    "amount_text",
    "busiest",
    "claim_graph",
    "date_text",
    "kind_of",
    "list_words",
    "shorten",
    "speakers_of",
]

Claim = dict[str, Any]

#: Kinds of nodes that are values of claims, and nothing in themselves.
VALUE_KINDS = frozenset({"Amount", "Date", "Text"})
_BROAD = {"cg:Entity", "cg:Agent", "schema:Thing"}
_MAX_LABEL = 64
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?![\d-])")
_ONTOLOGY = """
SELECT ?term ?name ?notation {
  GRAPH <https://w3id.org/claimgraph/ns> { ?term rdfs:label ?name . FILTER(isIRI(?term)) OPTIONAL { ?term skos:notation ?notation } }
}"""


def claim_graph(
    claims: Sequence[Claim], entities: Mapping[str, dict[str, Any]], sources: Mapping[str, dict[str, Any]], words: Words
) -> nx.MultiDiGraph[str]:
    """Return the graph of claims.

    Nodes have `label`, `kind` and `degree`, and values a `head`, their predicate; edges have `claim`, `label`, `title` (label
    and value in full) and `main` (False on the second edge of a comparison).
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for curie, entity in sorted(entities.items()):
        graph.add_node(curie, label=entity["name"], kind=kind_of(entity["types"]))
    build = _Builder(graph, sources, words)
    for claim in claims:
        for number, (subject, predicate, value) in enumerate(claim["triples"]):
            build.add(claim["id"], number, subject, predicate, value)
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


# ------------------------------------------------------------ words


def list_words(store: EmbeddedStore) -> dict[str, str]:
    """Return what the ontologies call their terms, by CURIE; units by their short signs."""
    compact = Compactor(store.prefixes)
    return {
        compact(row["term"].value): (row["notation"] or row["name"]).value
        for row in sorted(store.query(_ONTOLOGY), key=str)  # type: ignore[arg-type]
    }


class Words:
    """Says in words what a CURIE or a literal stands for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Use the words of the ontologies, by CURIE."""
        self._known = known

    def __call__(self, curie: str) -> str:
        """Return the words for a term; an unknown one gets its local name.

        >>> Words({":ledBy": "led by"})(":ledBy"), Words({})("cg:at-least"), Words({})("<http://x/y>")
        ('led by', 'at least', 'http://x/y')
        """
        if curie in self._known:
            return self._known[curie]
        if curie.startswith("<"):
            return curie.strip("<>")
        return curie.partition(":")[2].replace("-", " ") or curie

    def knows(self, curie: str) -> bool:
        """Tell whether an ontology has a word for a term."""
        return curie in self._known

    def literal(self, value: Mapping[str, Any]) -> str:
        """Return the text of a literal; truth values as yes and no."""
        text = str(value.get("value", ""))
        return {"true": "yes", "false": "no"}.get(text, text) if value.get("datatype") == "xsd:boolean" else text


def amount_text(value: Mapping[str, Any], words: Words) -> str:
    r"""Write an amount or a score with unit and exactness.

    >>> amount_text({"schema:value": {"value": "15000000000"}, "qudt:unit": "unit:CCY_USD",
    ...              "cg:exactness": "cg:nearly"}, Words({"unit:CCY_USD": "USD"}))
    'nearly $15 billion'
    >>> amount_text({"cg:low": {"value": "1"}, "cg:high": {"value": "2.5"}, "qudt:unit": "cg:points"}, Words({}))
    '1\u20132.5 points'
    """
    numbers = [number for key in ("schema:value", "cg:low", "cg:high") if (number := _number(value.get(key))) is not None]
    if _number(value.get("schema:value")) is not None:
        numbers = numbers[:1]
    unit = words(value["qudt:unit"]) if value.get("qudt:unit") else ""
    scale, name = next(((s, n) for s, n in _SCALES if numbers and max(map(abs, numbers)) >= s), (Decimal(1), ""))
    figure = "\u2013".join(_plain(number / scale) for number in numbers) or "?"
    exactness = words(value.get("cg:exactness") or "")
    before = "" if exactness in {"exact", "range", ""} else f"{exactness} "
    sign = _CURRENCIES.get(unit, "")
    after = (f" {name}" if name else "") + ("" if sign or unit == "items" else "%" if unit == "percent" else f" {unit}" if unit else "")
    return before + sign + figure + after


def date_text(value: Mapping[str, Any]) -> str:
    """Write a date to its own precision, or in the words of its source.

    >>> date_text({"schema:value": {"value": "2026-04-08"}}), date_text({"schema:value": {"value": "2026-04"}})
    ('8 April 2026', 'April 2026')
    >>> date_text({"cg:earliest": {"value": "2026-04-08"}})
    'from 8 April 2026'
    """
    label = _text(value.get("rdfs:label") or value.get("label"))
    written = _text(value.get("schema:value") or value.get("value"))
    first, last = (_day(_text(value.get(f"cg:{key}") or value.get(key))) for key in ("earliest", "latest"))
    exactness = (value.get("cg:exactness") or value.get("exactness") or "cg:exact").removeprefix("cg:")
    if written:
        text = _day(written) if exactness in {"exact", ""} else f"{exactness.replace('-', ' ')} {_day(written)}"
    elif first and last:
        text = f"{first} to {last}"
    else:
        text = f"from {first}" if first else f"until {last}" if last else ""
    return f"{label} ({text})" if label and text else label or text


def shorten(text: str, limit: int) -> str:
    """Cut a text that is too long for its place.

    >>> shorten("abcdef", 4)
    'abc…'
    """
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _text(value: object) -> str:
    return str(value.get("value") or "") if isinstance(value, dict) else str(value or "")


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(_text(value))
    except InvalidOperation:
        return None


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(text: str) -> str:
    """Write the ISO days and months in a text out in full; anything else stays as it is."""
    return _ISO.sub(lambda found: f"{int(found[3])} {_month(found)}" if found[3] else _month(found), text)


def _month(found: re.Match[str]) -> str:
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
