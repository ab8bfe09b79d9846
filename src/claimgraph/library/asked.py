"""What can be asked of any store that holds claims: a query, its claims, its entities and sources, a graph and a drawing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from claimgraph.errors import QueryError, did_you_mean
from claimgraph.library.findings import Findings, several
from claimgraph.views.claims import FILTERS, list_claims, list_entities, list_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from claimgraph.store.protocol import Answer
    from claimgraph.views.gallery import Subject

    Graph = nx.MultiDiGraph[str]

__all__ = ["Asked"]


class Asked(Findings):
    """What a corpus and a store elsewhere have in common: a `store`, which answers."""

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that a query may use, with their IRIs."""
        return self.store.prefixes

    @property
    def title(self) -> str:
        """What the claims are called as a whole; empty where nobody says."""
        return ""

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL query with pyoxigraph's solutions, boolean or triples; a solution gives terms by name: `row["who"].value`.

        Raises:
            QueryError: the query is wrong, or would write or reach out.
        """
        return self.store.query(sparql)

    def claims(self, **chosen: str | list[str]) -> list[dict[str, Any]]:
        """Return the claims as dictionaries, as `claimgraph list --format json` does.

        The keywords are those of `list`: about, speaker, source, modality, polarity,
        stance, verdict, predicate, id; each takes an id or a name, or a list of them. Evidence is
        verified where the settings name a folder of texts.

        Raises:
            QueryError: a keyword is none of these, or a value is nothing in the facts.
        """
        for name in chosen:
            if name not in FILTERS:
                raise QueryError(f"claims cannot be chosen by '{name}'", did_you_mean(name, FILTERS) or f"by {', '.join(FILTERS)}")
        return list_claims(self.store, {k: several(v) for k, v in chosen.items()}, texts=self._texts())

    def search(self, words: str, *, kind: str | Sequence[str] = (), limit: int = 20) -> list[dict[str, Any]]:
        """Return what has some words, the best first, as `claimgraph search --format json` does: entities, claims and sources.

        All words must be there; see docs/search.md for phrases, beginnings and words that must
        not be there. `kind` is claim, entity or source, or several; a `limit` of 0 is none.

        Raises:
            QueryError: there is nothing in the words to search for, or no such kind.
        """
        from claimgraph.search.hits import find_things, hit_data

        found = find_things(self.store, words, kinds=several(kind), limit=limit, texts=self._texts())
        return [hit_data(hit) for hit in found.hits]

    def entities(self) -> dict[str, dict[str, Any]]:
        """Return the entities by CURIE: name, types, aliases, sameAs, description."""
        return list_entities(self.store)

    def sources(self) -> dict[str, dict[str, Any]]:
        """Return the sources by CURIE: type, headline, url, publisher, published, earliest, latest."""
        return list_sources(self.store)

    def graph(
        self, query: str | None = None, *, about: str | Sequence[str] = (), source: str | Sequence[str] = (), depth: int = 1
    ) -> Graph:
        """Return the graph of entities and claims that `draw` draws.

        It is a `networkx.MultiDiGraph`: nodes are CURIEs (and values) with `label`, `kind` and `degree`;
        every statement of a claim is an edge of its own with `claim`, `label` and `title`.

        Raises:
            QueryError: the query returns neither claims nor entities, or a name is none of these facts.
        """
        from claimgraph.views.gallery import subject_graph

        return subject_graph(self._subject(query, about, source, depth))

    def draw(
        self, path: str | os.PathLike[str], query: str | None = None, *, about: str | Sequence[str] = (), source: str | Sequence[str] = (),
        depth: int = 1, title: str = "", format_: str = "", renderer: str = "", view: str = "", quotes: bool | None = None,
    ) -> None:  # fmt: skip
        """Write a page, a picture or a file for other programs, as `claimgraph draw` does; the path's extension names the format.

        Raises:
            QueryError: there is nothing that can be drawn, or no such format.
            OutputError: the file cannot be written.
        """
        from claimgraph.files import open_output
        from claimgraph.views.formats import check_style, drawing_format
        from claimgraph.views.gallery import Style, draw_subject

        wanted = drawing_format(format_, os.fspath(path))
        check_style(wanted, view=view, renderer=renderer)
        subject = self._subject(query, about, source, depth, quotes, page=wanted == "html")
        style = Style(title or self.title or "Claims", renderer or "auto", view or "entities")
        with open_output(os.fspath(path)) as file:
            draw_subject(subject, style, wanted, file)

    def _subject(
        self, query: str | None, about: str | Sequence[str], source: str | Sequence[str], depth: int, quotes: bool | None = None,
        *, page: bool = False,
    ) -> Subject:  # fmt: skip
        from claimgraph.views.gallery import Wish, find_subject

        wish = Wish(query, several(about), several(source), depth, quotes, as_of=self._as_of, page=page)
        return find_subject(self.store, wish, self._texts())
