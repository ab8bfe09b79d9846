"""A store and a choice of its claims in; the page, a picture, or a file for other programs out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from claimgraph.analyses.records import read_origins
from claimgraph.errors import QueryError
from claimgraph.exports.xmltext import xml_chars
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.views.choose import choose_claims
from claimgraph.views.claims import list_claims, list_entities, list_sources
from claimgraph.views.drawing import draw_graph
from claimgraph.views.formats import MAX_DEPTH
from claimgraph.views.graph import claim_graph, speakers_of
from claimgraph.views.pagedata import Content, voices_of
from claimgraph.views.pagefindings import Findings, find_findings
from claimgraph.views.quotes import drop_quotes, fill_quotes
from claimgraph.wording.compact import Compactor, expand_curies
from claimgraph.wording.words import Words, list_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    import networkx as nx

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["Style", "Subject", "Wish", "draw_subject", "find_subject", "subject_graph"]


class Wish(NamedTuple):
    """What is to be drawn: a query's claims, those about some things, or of some sources; all of them where nothing is wished.

    `as_of` is the last day (ISO) of what the store holds, where somebody asked for one. What only a page shows is looked for
    only if it is to be one. The query is asked `within` something that may watch how long it takes.
    """

    query: str | None = None
    about: Sequence[str] = ()
    source: Sequence[str] = ()
    depth: int = 1
    quotes: bool | None = None
    as_of: str = ""
    page: bool = True
    within: AbstractContextManager[object] = contextlib.nullcontext()


class Subject(NamedTuple):
    """What was found to draw, and what it is centred on."""

    content: Content
    focus: Sequence[str]


class Style(NamedTuple):
    """How it is to be drawn."""

    title: str
    renderer: str = "auto"
    view: str = "entities"
    notes: Sequence[str] = ()


@as_claimgraph_writes()
def find_subject(store: Store, wish: Wish, texts: Mapping[str, Snapshot] | None = None) -> Subject:
    """Return what a wish finds; `texts` are those to verify evidence against, and to quote from.

    Raises:
        QueryError: the query returns nothing that can be drawn, or a name is none of these facts.
    """
    if not 0 <= wish.depth <= MAX_DEPTH:
        raise QueryError(f"a depth of {wish.depth} is none: it goes from 0 to {MAX_DEPTH}")
    if wish.quotes and not texts:
        raise QueryError("--quotes takes the words from the texts of the sources, and there are none", "name their folder: --texts DIR")
    choice = choose_claims(store, query=wish.query, about=wish.about, source=wish.source, depth=wish.depth, within=wish.within)
    claims = list_claims(store, only=choice.claims, texts=texts)
    if wish.quotes is not None:
        fill_quotes(store, claims, texts or {}) if wish.quotes else drop_quotes(claims)
    compact = Compactor(store.prefixes)
    spoken = _spoken(claims) | set(choice.focus)
    read = None if choice.claims is None or not claims else set(expand_curies(spoken, store.prefixes))
    sources = list_sources(store, only=read)
    bylines = {compact(iri): tuple(map(compact, origin.authors)) for iri, origin in read_origins(store, read).items() if origin.authors}
    mentioned = spoken | _speaking(claims, spoken, sources, bylines)
    entities = list_entities(store, only=None if read is None else set(expand_curies(mentioned, store.prefixes)))
    if claims:
        entities = {curie: entity for curie, entity in entities.items() if curie in mentioned}
        sources = {curie: source for curie, source in sources.items() if curie in mentioned}
    findings = find_findings(store, choice.claims, as_of=wish.as_of or None) if wish.page else Findings()
    content = Content(claims, entities, sources, Words(list_words(store)), findings, bylines)
    return Subject(content, choice.focus)


def _spoken(claims: Sequence[dict[str, Any]]) -> set[str]:
    """Return the ids that claims speak of, those inside values included, and those in their chains and assessments."""
    found: set[str] = set()
    for claim in claims:
        found.add(claim["source"])
        found.update(value for hop in claim["attribution"] for key in ("agent", "source") if (value := hop[key]))
        found.update(value for assessed in claim["assessments"] for key in ("agent", "source") if (value := assessed[key]))
        for triple in claim["triples"]:
            for term in triple:
                found.update(value for value in (term.values() if isinstance(term, dict) else [term]) if isinstance(value, str))
    return found


def _speaking(
    claims: Sequence[dict[str, Any]], spoken: set[str], sources: Mapping[str, dict[str, Any]], bylines: Mapping[str, tuple[str, ...]]
) -> set[str]:
    """Return the ids of who says claims, and of who made the sources that are spoken of."""
    found = {speaker for claim in claims for speaker in speakers_of(claim, sources)}
    read = spoken & set(sources)
    found.update(author for source in read for author in bylines.get(source, ()))
    return found | {publisher for source in read if (publisher := sources[source]["publisher"])}


def subject_graph(subject: Subject) -> nx.MultiDiGraph[str]:
    """Return the graph of entities and claims that is drawn."""
    content = subject.content
    return claim_graph(content.claims, content.entities, content.sources, content.words)


def draw_subject(subject: Subject, style: Style, format_: str, out: BinaryIO) -> None:
    """Write the drawing; in every format the same bytes for the same facts.

    Raises:
        OutputError: the format needs something that is not installed, or the drawing is too large for it.
    """
    style = style._replace(title=xml_chars(style.title))
    if format_ == "html":
        from claimgraph.views.html import PageOptions, render_page

        options = PageOptions(style.title, style.renderer, style.view, subject.focus, style.notes)
        out.write(render_page(subject.content, options).encode("utf-8", "replace"))
        return
    graph = subject_graph(subject)
    drawing = draw_graph(graph, voices_of(subject.content), subject.focus)
    if format_ in {"svg", "png"}:
        from claimgraph.views.picture import render_picture

        out.write(render_picture(drawing, subject.content, title=style.title, format_=format_, notes=style.notes))
    else:
        from claimgraph.exports.network import write_network
        from claimgraph.views.network import network_context

        write_network(graph, subject.content.claims, format_, out, network_context(subject.content, drawing))
