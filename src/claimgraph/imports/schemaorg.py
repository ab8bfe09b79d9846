"""Claims and ClaimReviews of schema.org, as they are found in the wild, in; a draft of facts out.

What each property becomes stands in docs/import-schemaorg.md. An item that cannot be kept
is reported with the reason; what is no claim is counted.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from claimgraph.errors import Where, printable
from claimgraph.imports.claimset import ClaimSet
from claimgraph.imports.dates import column_order, date_bounds, read_date
from claimgraph.imports.draft import Draft, Left
from claimgraph.imports.entities import NotKeptError, used_only
from claimgraph.imports.items import CLAIM, TEXT, Other, Places, is_article, items_of, name_item
from claimgraph.imports.jsonld import read_page
from claimgraph.imports.known import tree_of
from claimgraph.imports.names import claim_id, is_address, label_of, unwritable
from claimgraph.imports.nodes import Graph
from claimgraph.imports.records import UNSORTED
from claimgraph.imports.works import Works
from claimgraph.vocab import CG
from claimgraph.writer import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.imports.draft import Tree
    from claimgraph.imports.items import Item
    from claimgraph.imports.jsonld import Page
    from claimgraph.imports.known import Known
    from claimgraph.imports.nodes import Node

__all__ = ["draft_schemaorg"]

#: The source of claims of which nothing says where they stand.
NOWHERE = "Claims whose source is not given"

_DATES = ("datePublished", "dateCreated", "dateModified", "uploadDate")
_SAID = ("datePublished", "dateCreated")
#: What is read of an item; other properties are counted.
_READ = {
    "@id", "@type", *TEXT, *_SAID, "author", "creator", "publisher", "itemReviewed", "reviewRating", "reviewBody", "appearance",
    "firstAppearance", "citation", "about", "keywords", "temporalCoverage", "url", "mainEntityOfPage", "isPartOf", "inLanguage",
    "creativeWorkStatus", "sameAs",
}  # fmt: skip
_STANCES = ("Modality", "Polarity", "Stance")


def draft_schemaorg(data: bytes, name: str, known: Known, *, order: str = "", about: str = "") -> Draft:
    """Draft facts of JSON-LD, or of a page that holds some; `about` names the topic of claims that do not say what they are about.

    Raises:
        InputError: it is no JSON, or a page without any.
    """
    page = read_page(data, name)
    graphs = [(Graph(document.values), document.line) for document in page.documents]
    order = order or column_order(_dates(graph for graph, _ in graphs))
    reader = _Reader(known, order, about, page)
    for graph, _ in graphs:
        reader.works.learn(graph)
    unclear: list[str] = []
    left = [Left(Where(name, document.line, 1), "a piece of JSON", document.why) for document in page.documents if document.why]
    read = len(left)
    others: list[Other] = []
    within: set[int] = set()
    places = Places(page)
    for graph, line in graphs:
        for item in items_of(graph, line, others):
            read += 1
            within.add(id(item.within))
            place = f"in line {item.line}" if len(graphs) > 1 else f"in item {read}"
            reader.unclear = ""
            try:
                reader.read(item, place)
                if reader.unclear:
                    where = Where(printable(name), places.line(item), 1)
                    unclear.append(f"{where}: its verdict is not read and stands in the note: {reader.unclear}")
            except NotKeptError as error:
                left.append(Left(Where(name, places.line(item), 1), name_item(item), str(error)))
    sources, entities = used_only(reader.works.sources.trees(), reader.works.entities.trees())
    unread = collections.Counter(
        other.type for other in others if id(other.node) not in within and other.graph.id(other.node) not in other.graph.followed - {""}
    )
    again = f"claims that the corpus has already, by their @id: {len(reader.there):,}"
    remarks = (*([again] if reader.there else []), *_remarks(unread, reader.unread), *reader.works.sources.remarks(), *unclear)
    return Draft(name, "items", read, left, sources, entities, remarks=remarks)


def _dates(graphs: Iterator[Graph]) -> Iterator[str]:
    for graph in graphs:
        for node, _, _ in graph.nodes():
            for word in _DATES:
                yield from (value for value in node.get(word, []) if isinstance(value, str))


def _remarks(others: collections.Counter[str], unread: collections.Counter[str]) -> Iterator[str]:
    for what, counted in (("what is no claim is read only where a claim leads to it", others), ("properties that are not read", unread)):
        if counted:
            shown = ", ".join(f"{printable(word, limit=40)} ({number})" for word, number in counted.most_common(12))
            yield f"{what}: {shown}" + (f" and {len(counted) - 12} more" if len(counted) > 12 else "")


def _stated(tree: Tree) -> list[str]:
    says = tree["says"] if isinstance(tree["says"], list) else [tree["says"]]
    return [" ".join(one["stated"].split()) for one in says if isinstance(one.get("stated"), str)]


class _Reader:
    """Reads items one by one."""

    def __init__(self, known: Known, order: str, about: str, page: Page) -> None:
        self.works = Works(known, order, page.url, page.title)
        self.unread: collections.Counter[str] = collections.Counter()
        self._ontology = known.ontology
        self._about = about or UNSORTED
        self._page = page
        self._claims = ClaimSet(self.works.sources)
        #: The claims of the corpus that the input has by their @id.
        self.there: set[str] = set()
        #: What of the last item's rating was not understood.
        self.unclear = ""

    def read(self, item: Item, place: str) -> None:
        """Read an item.

        Raises:
            NotKeptError: why it cannot be kept.
        """
        within = self.works.source(item.graph, item.within, place) if item.within else ""
        if item.kind == CLAIM:
            text = item.graph.text(item.node, *TEXT)
            self._add(item.graph, item.node, text, within, {}, place)
        else:
            self._read_review(item, within, place)

    def _read_review(self, item: Item, within: str, place: str) -> None:
        graph, review = item.graph, item.node
        self.unread.update(word for word in review if word not in _READ)
        published = self._review_source(graph, review, place) or within
        judged = self._judged(graph, review, published)
        reviewed = [node if isinstance(node, dict) else {"text": [node]} for node in graph.things(review, "itemReviewed")]
        text = graph.text(review, "claimReviewed")
        problems: list[NotKeptError] = []
        for node in reviewed or [{}]:
            own = text if len(reviewed) < 2 else ""
            try:
                said = own or graph.text(node, *TEXT) or text
                self._add(graph, node, said, published, judged, place)
            except NotKeptError as error:
                problems.append(error)
        if len(problems) == max(len(reviewed), 1):
            raise problems[0]

    def _review_source(self, graph: Graph, review: Node, place: str) -> str:
        """Return the source in which a review stands: what it says it is part of, or its own page."""
        for node in graph.things(review, "isPartOf"):
            found = self.works.source(graph, node, place) if isinstance(node, dict) else ""
            if found:
                return found
        words = (
            "@type",
            "url",
            "mainEntityOfPage",
            "headline",
            "name",
            "datePublished",
            "dateCreated",
            "author",
            "publisher",
            "inLanguage",
        )
        # Some sites give one address for all their reviews: each keeps its own date as that of its assessment.
        return self.works.source(graph, {word: review[word] for word in words if word in review}, place, unsaid=["published"])

    def _judged(self, graph: Graph, review: Node, published: str) -> Tree:
        """Return the assessment of a review, or a note where it has no clear verdict."""
        rating = self.works.rating(graph, review)
        raters = self.works.named(graph, review, "author", "publisher", "creator")
        date = self.works.date(graph, review, *_SAID)
        ours = next(iter(self._terms(graph, review, "Verdict")), "")
        verdict = ours or (rating.verdict if rating else "")
        explained = graph.text(review, "reviewBody") or (rating.why if rating else "")
        if verdict and (raters or published):
            found: Tree = {"verdict": verdict, "agent": next(iter(raters), ""), "said": date, "source": published}
            words = rating.words if rating and rating.words != verdict else ""
            numbers = rating.numbers if rating and not rating.words.startswith(rating.numbers.partition(" ")[0]) else ""
            if rating and words == ours.replace("-", " "):  # we wrote it ourselves; what the assessor gave were the numbers, if any
                words, numbers = rating.numbers, ""
            note = "; ".join(text for text in (f"in numbers: {numbers}" if numbers else "", explained) if text)
            found |= {"rating": words, "note": note}
            return {"assessment": [{key: value for key, value in found.items() if value}]}
        if not rating:
            return {}
        self.unclear = f"'{printable(rating.words, limit=80)}' is no verdict that is known, so the claim counts as not assessed"
        whom = next(iter(graph.texts(review, "url")), "") or published
        names = [
            name
            for node in graph.things(review, "author")
            if (name := graph.text(node if isinstance(node, dict) else {"name": [node]}, "name"))
        ]
        by = f" by {names[0]}" if names else ""
        by += f", {date}" if isinstance(date, str) else ""
        return {"note": [f'rated "{rating.words}"{by}' + (f", {whom}" if whom else ""), *filter(None, [explained])]}

    # ------------------------------------------------------------ claims

    def _add(self, graph: Graph, node: Node, text: str, elsewhere: str, judged: Tree, place: str) -> None:
        """Add a claim for each speaker and each place where it appears; `elsewhere` is where it stands if nothing says so."""
        if not text:
            raise NotKeptError("it says nothing: there is no text in it")
        self.unread.update(word for word in node if word not in _READ)
        work = self.works
        own = work.entities.known.at(graph.id(node)) or ""
        if own in work.entities.known.claims:
            self._add_own(own, text, judged, place)
            return
        speakers: list[Tree | None] = [*work.agents(graph, node, "author", "creator")] or [None]
        cited = [work.source(graph, value, place) for value in graph.things(node, "citation")]
        first = next(iter([work.source(graph, value, place) for value in graph.things(node, "firstAppearance")]), "")
        places = [found for value in graph.things(node, "appearance") if (found := work.source(graph, value, place)) and found != first]
        if not places and not first:
            first = self._own_place(graph, node, text, place) or elsewhere or self._own_page(place)
        hops = [{"source": id_} for id_ in cited if id_]
        if places and first:
            hops.append({"source": first})
        claim = self._claim(graph, node, text)
        claim |= {key: [*claim.get(key, []), *values] for key, values in judged.items()}
        problems: list[NotKeptError] = []
        chains = [(source, chain) for source in list(dict.fromkeys(places)) or [first]
                  for chain in self._chains(source, hops, speakers, join=bool(places and first))]  # fmt: skip
        for source, chain in chains:
            try:
                self._add_one(claim, source, chain, place)
            except NotKeptError as error:
                problems.append(error)
        if len(problems) == len(chains):
            raise problems[0]

    def _add_own(self, id_: str, text: str, judged: Tree, place: str) -> None:
        """Add a claim of the corpus as the corpus has it, if nothing else is said of it here."""
        known = self.works.entities.known
        tree: Tree = tree_of(known.claims[id_].node)
        if text not in {" ".join(tree["label"].split()), *_stated(tree)}:
            raise NotKeptError(f"{id_} is there already, and its label is '{printable(tree['label'], limit=80)}'")
        have = [one for found in [tree.get("assessment", [])] for one in (found if isinstance(found, list) else [found])]
        for new in judged.get("assessment", []):
            by = {new[key] for key in ("agent", "source") if key in new}
            if not any(one["verdict"] == new["verdict"] and by & {one.get("agent"), one.get("source")} for one in have):
                written = write_yaml({"assessment": new}).strip().replace("\n", " ")
                raise NotKeptError(f"{id_} is there already without this assessment; add to it by hand: {written}")
        if judged.get("note"):
            raise NotKeptError(f"{id_} is there already; its review has no clear verdict: {judged['note'][0]}")
        if id_ not in self.there:
            self.there.add(id_)
            source = known.claims[id_].source.id
            self.works.sources.claims(self.works.sources.add("", "", place, id_=source)).append(tree)

    def _chains(self, source: str, hops: list[Tree], speakers: list[Tree | None], *, join: bool) -> list[list[Tree]]:
        """Return the chain of attribution for each speaker; whoever answers for the source itself is no hop.

        Where we join, the speaker is the one of the source that the last hop cites.
        """
        found: list[list[Tree]] = []
        for speaker in speakers:
            chain = [dict(hop) for hop in hops]
            if speaker and join and "agent" in speaker:
                chain[-1] |= speaker
            elif speaker and (chain or speaker.keys() != {"agent"} or speaker["agent"] not in self.works.sources.makers(source)):
                chain.append(dict(speaker))
            if chain not in found:
                found.append(chain)
        return found

    def _add_one(self, claim: Tree, source: str, chain: list[Tree], place: str) -> None:
        whole = {key: list(value) if isinstance(value, list) else value for key, value in claim.items()}
        notes, judged = whole.pop("note", []), whole.pop("assessment", [])
        content = (source, str(chain), *(f"{key}={value}" for key, value in whole.items() if key != "label"))
        whole |= {"attribution": chain} if chain else {}
        whole |= {"assessment": judged} if judged else {}
        whole |= {"note": notes} if notes else {}
        self._claims.add({"id": claim_id(claim["label"], *content), **whole}, source, content, place)

    def _claim(self, graph: Graph, node: Node, text: str) -> Tree:
        """Return what a claim says, of what, how firmly and when."""
        about = [id_ for value in graph.things(node, "about") if (id_ := self.works.thing(graph, value))]
        says = [{"id": id_, "stated": text} for id_ in about or [self.works.entities.find(self._about)]]
        claim: Tree = {"label": label_of(text), "says": says[0] if len(says) == 1 else says}
        for name in _STANCES:
            claim |= {name.lower(): word for word in self._terms(graph, node, name)}
        said = self.works.date(graph, node, *_SAID)
        claim |= {"said": said} if said else {}
        claim |= self._period(graph, node)
        notes = [note for note in graph.texts(node, "description") if note != text]
        notes += [f"marked as {status}" for status in graph.texts(node, "creativeWorkStatus")]
        return claim | ({"note": notes} if notes else {})

    def _period(self, graph: Graph, node: Node) -> Tree:
        """Return when what is stated holds, of an interval such as 2026-01/.. ; a single date says less than that."""
        found: Tree = {}
        start, slash, end = graph.text(node, "temporalCoverage").partition("/")
        for key, text in (("from", start), ("until", end)) if slash else ():
            read = read_date(text if text != ".." else "")
            if read.why:
                raise NotKeptError(f"its temporalCoverage: {read.why}")
            found |= {key: read.date} if read.date else {}
        if len(found) == 2:
            first, last = date_bounds(found["from"])[0], date_bounds(found["until"])[1]
            if first and last and first > last:
                raise NotKeptError("its temporalCoverage ends before it begins")
        return found

    def _terms(self, graph: Graph, node: Node, name: str) -> list[str]:
        """Return the words of one of our closed lists among the keywords; only terms of ours are meant, not words that look like them."""
        words = {iri: word for word, iri in self._ontology.members(CG + name).items()}
        ids = [graph.id(value) if isinstance(value, dict) else "" for value in node.get("keywords", [])]
        return [words[id_] for id_ in ids if id_ in words]

    def _own_place(self, graph: Graph, node: Node, text: str, place: str) -> str:
        """Return the source that a claim itself is, if it is a document; or the one that it is part of, or whose address it has."""
        if is_article(graph, node):
            title = [value for word in ("headline", "name") for value in graph.texts(node, word) if value != text]
            words = ("@type", "url", "mainEntityOfPage", "sameAs", "publisher", "inLanguage", *_SAID)
            return self.works.source(graph, {"headline": title, **{word: node[word] for word in words if word in node}}, place)
        for value in graph.things(node, "isPartOf"):
            found = self.works.source(graph, value, place)
            if found:
                return found
        own = ("url", "mainEntityOfPage", "publisher")
        return self.works.source(graph, {word: node[word] for word in own if word in node}, place)

    def _own_page(self, place: str) -> str:
        """Return the source of what stands nowhere else: the page that was read, or one that says that nobody knows."""
        title = "" if unwritable(self._page.title) else self._page.title
        page: Node = {"url": [self._page.url], "headline": [title or NOWHERE] if not is_address(self._page.url) else [title]}
        return self.works.source(Graph([]), page, place)
