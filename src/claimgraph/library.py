"""For Python users: a folder of facts in; the corpus, its claims and an rdflib Dataset out.

>>> import claimgraph, tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "a.yaml").write_text('''
... entities:
...   - {id: org:Lab, type: Organization, name: The Lab}
...   - {id: person:Ann, type: Person, name: Ann}
... sources:
...   - id: src:paper
...     type: NewsArticle
...     headline: Ann takes over
...     claims:
...       - id: claim:led-by-ann
...         label: Ann leads the lab
...         says: {id: org:Lab, ledBy: person:Ann}
... ''')
>>> corpus = claimgraph.load(folder)
>>> [claim["label"] for claim in corpus.claims()]
['Ann leads the lab']
>>> for row in corpus.dataset().query("SELECT ?name { org:Lab :ledBy/schema:name ?name }"):
...     print(row.name)
Ann
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from claimgraph import loader
from claimgraph.errors import QueryError, RemoteError, did_you_mean, printable
from claimgraph.evidence import load_texts
from claimgraph.rdf import filter_corpus, store_quads
from claimgraph.store.embedded import EmbeddedStore, memory_store
from claimgraph.values import parse_date
from claimgraph.views.claims import FILTERS, list_claims, list_entities, list_sources

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import networkx as nx
    import rdflib

    from claimgraph import model
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Answer, Store
    from claimgraph.store.remote import RemoteStore
    from claimgraph.views.gallery import Subject

    Graph = nx.MultiDiGraph[str]

__all__ = ["Asked", "Connection", "Corpus", "connect", "load"]


class Asked:
    """What a corpus and a store elsewhere have in common: a `store`, which answers."""

    @property
    def store(self) -> Store:
        """The store that is asked."""
        raise NotImplementedError

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
        return list_claims(self.store, {k: _several(v) for k, v in chosen.items()}, texts=self._texts())

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
        subject = self._subject(query, about, source, depth, quotes)
        style = Style(title or self.title or "Claims", renderer or "auto", view or "entities")
        with open_output(os.fspath(path)) as file:
            draw_subject(subject, style, wanted, file)

    def _subject(
        self, query: str | None, about: str | Sequence[str], source: str | Sequence[str], depth: int, quotes: bool | None = None
    ) -> Subject:  # fmt: skip
        from claimgraph.views.gallery import Wish, find_subject

        return find_subject(self.store, Wish(query, _several(about), _several(source), depth, quotes), self._texts())

    def _texts(self) -> dict[str, Snapshot]:
        """Return the texts to verify evidence against."""
        return {}


class Corpus(Asked):
    """A loaded corpus. What it returns are copies: the text stays the only truth."""

    def __init__(self, corpus: model.Corpus) -> None:
        """Wrap what `load` has read."""
        self._corpus = corpus
        self._store: EmbeddedStore | None = None

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self._corpus.claims)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the corpus, with their IRIs."""
        return self._corpus.settings.all_prefixes()

    @property
    def store(self) -> EmbeddedStore:
        """The corpus in an Oxigraph store in memory, the ontology and the description in graphs of their own."""
        if self._store is None:
            self._store = memory_store(store_quads(self._corpus), self.prefixes)
        return self._store

    def dataset(self) -> rdflib.Dataset:
        """Return the corpus as a new `rdflib.Dataset` on Oxigraph, with its prefixes bound.

        Its queries stand behind the same guard as those of the command line.
        """
        from claimgraph.dataset import make_dataset

        return make_dataset(store_quads(self._corpus), self.prefixes)

    @property
    def title(self) -> str:
        """The title in the settings."""
        return self._corpus.settings.title

    def _texts(self) -> dict[str, Snapshot]:
        """Return the texts that the settings name."""
        place = self._corpus.settings.texts
        return load_texts(place) if place and os.path.isdir(place) else {}

    def as_of(self, day: str | dt.date) -> Corpus:
        """Return the corpus as it stood at the end of a day, month or year; claims that may be later are left out.

        Raises:
            QueryError: that is no date.
        """
        return Corpus(filter_corpus(self._corpus, as_of=_last_day(day))[0])

    def valid_on(self, day: str | dt.date) -> Corpus:
        """Return the claims that are said to hold on a day.

        Raises:
            QueryError: that is no date.
        """
        return Corpus(filter_corpus(self._corpus, valid_on=_last_day(day))[0])


class Connection(Asked):
    """A store elsewhere, asked as a corpus is; what it holds is as `claimgraph push` put it there."""

    def __init__(self, store: RemoteStore) -> None:
        """Wrap what `connect` has opened."""
        self._store = store

    def __repr__(self) -> str:
        return f"Connection({self._store.client.endpoint.name!r})"

    @property
    def store(self) -> RemoteStore:
        """The store elsewhere."""
        return self._store

    @property
    def title(self) -> str:
        """The title that the store gives to what it holds."""
        return self._store.title

    @property
    def notes(self) -> list[str]:
        """What there is to know of the store and of the queries so far; the command line says it on standard error."""
        return [*self._store.notes, *self._store.remarks]


def _several(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _last_day(day: str | dt.date) -> str:
    bounds = parse_date(str(day))
    if bounds is None:
        raise QueryError(f"'{day}' is not a date of the calendar", "write 2026, 2026-04 or 2026-04-08")
    return bounds.latest


def load(path: str | os.PathLike[str] = "facts") -> Corpus:
    """Load a folder of facts.

    Raises:
        FactsError: something in the facts is wrong; its `problems` say what and where.
        CorpusError: there are no facts, or the settings cannot be used.
    """
    return Corpus(loader.load(path))


def connect(store: str, *, facts: str | os.PathLike[str] | None = None) -> Connection:
    """Open a store elsewhere, by its address, or by a name in the settings of the facts (by default the nearest).

    Secrets come from the environment or a keyring, as docs/remote.md says.

    Raises:
        RemoteError: it is neither, it does not answer, or it is not clear what in it is meant.
        CorpusError: the facts or their settings cannot be used.
    """
    from claimgraph.elsewhere import find_endpoint, open_elsewhere

    if not isinstance(store, str):
        raise RemoteError(f"a store is named by a text, and {printable(repr(store), limit=60)} is none", "such as http://127.0.0.1:7878/")
    folder = None if facts is None else os.fspath(facts)
    endpoint = find_endpoint(store, folder)
    if endpoint is None:
        raise RemoteError(f"'{printable(store, limit=100)}' is neither an address nor the name of a store in the settings",
                          "such as http://127.0.0.1:7878/")  # fmt: skip
    return Connection(open_elsewhere(endpoint, folder))
