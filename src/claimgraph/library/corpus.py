"""A folder of facts, or the address of a store, in; a corpus, or a connection, that can be asked, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimgraph import loader
from claimgraph.errors import RemoteError, printable
from claimgraph.evidence import load_texts
from claimgraph.library.asked import Asked
from claimgraph.library.findings import last_day
from claimgraph.rdf import corpus_text, description_quads, filter_corpus, ontology_quads, store_quads
from claimgraph.store.embedded import EmbeddedStore, memory_store

if TYPE_CHECKING:
    import datetime as dt

    import rdflib

    from claimgraph import model
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store
    from claimgraph.store.remote import RemoteStore

__all__ = ["Connection", "Corpus", "connect", "load"]


class Corpus(Asked):
    """A loaded corpus. What it returns are copies: the text stays the only truth."""

    def __init__(self, corpus: model.Corpus, *, as_of: str = "", undated: int = 0) -> None:
        """Wrap what `load` has read; `undated` are the claims that `as_of` (a day) left out."""
        self._corpus = corpus
        self._as_of, self._undated = as_of, undated
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
            about = [*ontology_quads(self._corpus), *description_quads(self._corpus)]
            self._store = memory_store(about, self.prefixes, nquads=corpus_text(self._corpus).nquads)
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
        last = last_day(day)
        kept, undated = filter_corpus(self._corpus, as_of=last)
        return Corpus(kept, as_of=min(last, self._as_of or last), undated=self._undated + undated)

    def valid_on(self, day: str | dt.date) -> Corpus:
        """Return the claims that are said to hold on a day.

        Raises:
            QueryError: that is no date.
        """
        kept, _ = filter_corpus(self._corpus, valid_on=last_day(day))
        return Corpus(kept, as_of=self._as_of, undated=self._undated)


class Connection(Asked):
    """A store elsewhere, asked as a corpus is; what it holds is as `claimgraph push` put it there."""

    def __init__(self, store: RemoteStore) -> None:
        """Wrap what `connect` has opened."""
        self._store = store
        self._copy: Store | None = None

    def __repr__(self) -> str:
        return f"Connection({self._store.client.endpoint.name!r})"

    @property
    def store(self) -> RemoteStore:
        """The store elsewhere."""
        return self._store

    def _whole(self) -> Store:
        """Return the store, or a copy of it with the ontology that it lacks."""
        from claimgraph.elsewhere import copy_completed

        if self._copy is None:
            self._copy = copy_completed(self._store) or self._store
        return self._copy

    @property
    def title(self) -> str:
        """The title that the store gives to what it holds."""
        return self._store.title

    @property
    def notes(self) -> list[str]:
        """What there is to know of the store and of the queries so far; the command line says it on standard error."""
        return [*self._store.notes, *self._store.remarks]


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
