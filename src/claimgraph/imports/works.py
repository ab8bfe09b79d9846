"""Nodes of schema.org in; agents, documents, dates and ratings as facts write them, out."""

from __future__ import annotations

import re
import urllib.parse
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.imports.dates import read_date
from claimgraph.imports.entities import AGENT, Entities, NotKeptError
from claimgraph.imports.items import is_article
from claimgraph.imports.names import is_address, shown_address, unwritable
from claimgraph.imports.sources import Sources
from claimgraph.imports.verdicts import read_verdict
from claimgraph.values import is_iri
from claimgraph.vocab import CG, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.imports.dates import FactDate
    from claimgraph.imports.draft import Tree
    from claimgraph.imports.known import Known
    from claimgraph.imports.nodes import Graph, Node

__all__ = ["Rating", "Works"]

_NOBODY = {"", "-", "n/a", "unknown", "none", "null"}
_DIGITS = re.compile(r"\d{9,13}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
#: Types of schema.org that are nearer to one of ours than to a mere page.
_TYPES = {
    "LiveBlogPosting": "BlogPosting",
    "DiscussionForumPosting": "SocialMediaPosting",
    "Comment": "SocialMediaPosting",
    "Clip": "VideoObject",
    "Movie": "VideoObject",
    "TVEpisode": "VideoObject",
}
_THINGS = ("Person", "Organization", "Place", "Event", "Product", "Project")
#: How deep roles may hold roles; more is a circle.
_DEEPEST = 5
#: So many documents may one be based on, one behind the other.
_MANY = 50


class Rating(NamedTuple):
    """What a rating says: the verdict, if it is clear; its own words; why it was given; and what it is in numbers."""

    verdict: str
    words: str
    why: str
    numbers: str


class Works:
    """Makes the entities and sources of a draft out of nodes."""

    def __init__(self, known: Known, order: str, page: str = "", title: str = "") -> None:
        """Read dates in an order; `page` is the address that short addresses are relative to, and `title` is the page's own."""
        self.entities = Entities(known)
        self.sources = Sources(known)
        self._order = order
        self._page = page
        self._title = "" if unwritable(title) else title
        #: Address -> the article that says of itself that it is there.
        self._articles: dict[str, tuple[Graph, Node]] = {}
        self._source_types = known.ontology.source_types()

    def learn(self, graph: Graph) -> None:
        """Remember the articles of a document, for what is said elsewhere of their addresses alone."""
        for node, _, _ in graph.nodes():
            if is_article(graph, node) and any(isinstance(text, str) for text in node.get("headline", [])):
                address = _place(self._address(graph, node, ["@id"]))
                if address:
                    self._articles.setdefault(address, (graph, node))

    # ------------------------------------------------------------ agents

    def agents(self, graph: Graph, node: Node, *words: str) -> list[Tree]:
        """Return who stands under words, each as a hop names a speaker; the same one once."""
        found: list[Tree] = []
        for value in graph.things(node, *words):
            hop = self._agent(graph, value)
            if hop and hop not in found:
                found.append(hop)
        return found

    def named(self, graph: Graph, node: Node, *words: str) -> list[str]:
        """Return the ids of those under the first of some words that have a name."""
        for word in words:
            found = [hop["agent"] for hop in self.agents(graph, node, word) if "agent" in hop]
            if found:
                return found
        return []

    def thing(self, graph: Graph, value: Any) -> str:
        """Return the id of what a claim is about, or nothing if it has no name."""
        node: Node = value if isinstance(value, dict) else {"name": [value]}
        name = graph.text(node, "name", "headline", "alternateName")
        there = self.entities.known.at(graph.id(node)) or ""
        if there in self.entities.known.ids:
            return there
        return self.entities.find(name, kind=_kind(graph, node) or CG + "Topic") if name and not is_address(name) else ""

    def _agent(self, graph: Graph, value: Any, depth: int = 0) -> Tree | None:
        node: Node = value if isinstance(value, dict) else {"name": [value]}
        if node.get("author") and depth < _DEEPEST and any(word.endswith("Role") for word in graph.types(node)):
            inner = self._agent(graph, graph.follow(node["author"][0]), depth + 1)
            role = graph.text(node, "roleName")
            return inner | {"role": role} if inner and role else inner
        name = graph.text(node, "name", "legalName", "alternateName")
        name = name or " ".join(graph.texts(node, "givenName")[:1] + graph.texts(node, "familyName")[:1])
        links = [text for text in graph.texts(node, "url") + graph.texts(node, "sameAs") if is_address(text) and is_iri(text)]
        described = graph.text(node, "description")
        if is_address(name):
            name, links = "", [*filter(is_iri, [name]), *links]
        if not name and not links and is_address(graph.id(node)) and is_iri(graph.id(node)):
            links = [graph.id(node)]
        if name.startswith(("#", "_:")):  # it refers to what is not there
            return None
        if name.lower() in _NOBODY:
            if not links:
                return {"unnamed": described} if described else None
            name = shown_address(links[0])
        known = self.entities.known.at(graph.id(node)) or ""
        id_ = self.entities.find(known if known in self.entities.known.ids else name, AGENT, kind=_kind(graph, node) or AGENT)
        if links:
            self.entities.describe(id_, **self._links(graph, node, links))
        hop = {"agent": id_}
        role = graph.text(node, "jobTitle", "roleName")
        return hop | ({"role": role} if role else {})

    def _links(self, graph: Graph, node: Node, links: list[str]) -> dict[str, Any]:
        pages = [text for text in graph.texts(node, "url") if text in links]
        same = [text for text in dict.fromkeys(links) if text not in pages[:1]]
        found: dict[str, Any] = {"url": pages[0]} if pages else {}
        if same:
            found["sameAs"] = same if len(same) > 1 else same[0]
        return found

    # ------------------------------------------------------------ documents

    def source(self, graph: Graph, value: Any, place: str, *, seen: set[int] | None = None, unsaid: Iterable[str] = ()) -> str:
        """Add a document, and what it is based on; return the id of its source, or nothing if it has neither address nor title."""
        node: Node = value if isinstance(value, dict) else {"url": [value]}
        seen = set() if seen is None else seen  # documents may be based on one another in a circle
        if id(node) in seen or len(seen) > _MANY:
            return ""
        seen.add(id(node))
        title = graph.text(node, "headline", "name")
        url = self._address(graph, node, [] if title else ["@id"])
        types = graph.types(node)
        if url and not title:
            inside, article = self._articles.get(_place(url), (graph, {}))
            title = inside.text(article, "headline") or (self._title if _place(url) == _place(self._page) else "")
            types += inside.types(article)
            inside.follow(article)
        if not title and not url:
            title = graph.text(node, "url")  # whoever wrote it meant something, though it is no address
        if not title and not url:
            return ""
        based = [
            self.source(graph, inner, place, seen=seen) for inner in graph.things(node, "isBasedOn") if isinstance(inner, dict) or inner
        ]
        there = self.entities.known.at(graph.id(node)) or ""
        return self.sources.add(
            title,
            url,
            place,
            lenient=True,
            unsaid=unsaid,
            id_=there if there in self.entities.known.sources else "",
            type=next(filter(None, map(self._type, types)), ""),
            published=self.date(graph, node, "datePublished", "dateCreated", "uploadDate"),
            publisher=next(iter(self.named(graph, node, "publisher")), ""),
            author=self.named(graph, node, "author", "creator"),
            language=self._language(graph, node),
            derivedFrom=[id_ for id_ in based if id_],
        )

    def _address(self, graph: Graph, node: Node, more: list[str]) -> str:
        """Return the first whole address of a document."""
        for word in ("url", "mainEntityOfPage", "contentUrl", "sameAs", *more):
            for value in graph.things(node, word):
                text = value if isinstance(value, str) else graph.text(value, "url", "@id")
                whole = _joined(self._page, text.strip())
                if is_address(whole):
                    return whole
        return ""

    def _type(self, word: str) -> str:
        """Return our type of document for one of schema.org, or nothing."""
        word = _TYPES.get(word, word)
        if word.endswith("NewsArticle"):
            return "NewsArticle"
        return word if word in self._source_types and word not in {"Source", "WebPage"} else ""

    def _language(self, graph: Graph, node: Node) -> str:
        for value in graph.things(node, "inLanguage"):
            for text in [value] if isinstance(value, str) else graph.texts(value, "alternateName") + graph.texts(value, "name"):
                if _LANGUAGE.fullmatch(text):
                    return text
        return ""

    # ------------------------------------------------------------ dates and ratings

    def date(self, graph: Graph, node: Node, *words: str) -> FactDate | None:
        """Return the date under the first of some words that has one.

        Raises:
            NotKeptError: it cannot be read without guessing.
        """
        for word in words:
            for text in graph.texts(node, word):
                read = read_date(text, "unix" if _DIGITS.fullmatch(text) else self._order)
                if read.why:
                    raise NotKeptError(f"its {word}: {read.why}{read.hint}")
                if read.date is not None:
                    return read.date
        return None

    def rating(self, graph: Graph, node: Node) -> Rating | None:
        """Return what the rating of a review says, or None if there is none."""
        for value in graph.things(node, "reviewRating"):
            rated: Node = value if isinstance(value, dict) else {"ratingValue": [value]}
            number, worst, best = (graph.text(rated, word) for word in ("ratingValue", "worstRating", "bestRating"))
            words = graph.text(rated, "alternateName", "name") or (number if re.search(r"[^\W\d]", number) else "")
            verdict = read_verdict(words, number, worst or "1", best)
            scale = f" ({worst or '…'} to {best or '…'})" if worst or best else ""
            said = words or (f"{number}{scale}" if number else "")
            why = graph.text(rated, "ratingExplanation", "description")
            if said or why:
                return Rating(verdict, said or why, why if said else "", f"{number} out of {best}" if number and best else number)
        return None


def _place(url: str) -> str:
    """Return an address without what names a part of the page."""
    return url.partition("#")[0]


def _joined(page: str, text: str) -> str:
    """Return an address that is relative to a page as a whole one."""
    if not page or text[:1] not in {"/", "."}:
        return text
    try:
        return urllib.parse.urljoin(page, text)
    except ValueError:  # the page's own address is broken
        return text


def _kind(graph: Graph, node: Node) -> str:
    """Return the class of a thing, as far as its type tells."""
    for word in graph.types(node):
        for name in _THINGS:
            if word == name or (name == "Organization" and word.endswith(("Organization", "Corporation", "NGO", "PoliticalParty"))):
                return SCHEMA + name
    return ""
