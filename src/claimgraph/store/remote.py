"""A store elsewhere, asked as the embedded one is: the same queries, the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import QueryError, RemoteError
from claimgraph.rdf.describe import names_metadata
from claimgraph.store.client import Client
from claimgraph.store.dialect import prepare
from claimgraph.store.discover import discover
from claimgraph.store.dump import read_quads
from claimgraph.store.guard import check_query
from claimgraph.store.paging import rest_of
from claimgraph.store.secrets import find_credentials, has_secret
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.store.tokens import query_form, tokenize
from claimgraph.store.virtuoso import PATHS, REFUSAL, UNSORTED, has_long_path, sorted_rightly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimgraph.store.client import Result
    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.protocol import Answer
    from claimgraph.store.scope import Scope

__all__ = ["RemoteStore", "open_remote"]


class RemoteStore:
    """A SPARQL 1.1 store with the prefixes of the corpus in it, that can only be asked."""

    def __init__(
        self,
        client: Client,
        prefixes: Mapping[str, str],
        *,
        meta: str = "",
        title: str = "",
        notes: tuple[str, ...] = (),
        mixed: bool = False,
        scope: Scope | None = None,
        bare: bool = False,
    ) -> None:
        """Wrap a client; `meta` names the graph that stands for our default graph, `notes` are for the user.

        `mixed` says that the default graph is a union in which nothing can be told apart; `scope` which corpus
        is meant, of several in the store: our own queries give what is its own, a free one asks all. `bare` says
        that claimgraph's ontology is not in it.
        """
        self.client = client
        self.prefixes = dict(prefixes)
        self.meta = meta
        self.title = title
        self.notes = notes
        #: What there was to say of queries since; each once.
        self.remarks: dict[str, None] = {}
        self.bare = bare
        self._mixed = mixed
        self._scope = scope
        self._graphs: dict[str, bool] = {}

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, allow_service: bool = False) -> Answer:
        """Answer a SPARQL query; `prefixes` replaces those of the corpus. It is checked here, before anything is sent.

        Raises:
            QueryError: the query is wrong, or asks for what a query may not do.
            RemoteError: the store does not answer, or not in full.
        """
        known = self.prefixes if prefixes is None else dict(prefixes)
        check_query(query, known, self._has_graph, allow_service=allow_service)
        _check_syntax(query, known)
        found = self._sorted(query, known) or self.client.ask(prepare(query, known, self.meta), whole=True)
        cut = self._cuts(query, known) if isinstance(found.answer, ox.QueryTriples) and self.client.is_virtuoso else 0
        if self._scope and self._scope.others:
            self._remark(f"the store {{name}} holds other corpora beside {self._scope.base}, and a free query asks them all: "
                         f"{', '.join(self._scope.others[:5])}")  # fmt: skip
        if self.client.is_virtuoso and has_long_path(query):
            self._remark(PATHS)
        if cut:
            del found  # an error would keep it, and only the thread that made it may let it go
            raise self.client.cut_off(cut)
        return found.answer

    def wait_for(self, seconds: float) -> None:
        """Let queries take so many seconds (0 for as long as they take), whatever the settings say: somebody else counts them."""
        self.client.wait_for(seconds)

    def rows(self, query: str) -> Iterator[Any]:
        """Yield the rows of a SELECT of our own; each can be asked for a term by the variable's name.

        Where the store cuts an answer off, the rest is asked for, and the rows are counted. Of several corpora
        only one is spoken of.
        """
        rows = self._all_rows(query)
        yield from self._scope.rows(rows) if self._scope else rows

    def _all_rows(self, query: str) -> Iterator[Any]:
        found = self.client.ask(prepare(query, self.prefixes, self.meta))
        assert isinstance(found.answer, ox.QuerySolutions)
        if not found.cut:
            yield from found.answer
            return
        first = list(found.answer)
        yield from first
        yield from rest_of(
            first, query, lambda text: self.client.ask(prepare(text, self.prefixes, self.meta)).answer, self.client.endpoint.name
        )

    def quads(self) -> Iterator[ox.Quad]:
        """Yield what the store holds of the corpus; its metadata graph comes back as the default graph.

        Raises:
            RemoteError: it does not answer; or its default graph is a union, in which things cannot be told apart.
        """
        if self._mixed:
            raise RemoteError(f"the default graph of the store {self.client.endpoint.name} is the union of all graphs, "
                              "so nobody can tell what stands in it alone", "push the corpus with `claimgraph push`, or name its meta-graph")  # fmt: skip
        with as_claimgraph_writes():
            quads = (quad for quad in read_quads(self.client, self.meta) if not names_metadata(quad))
            yield from self._scope.quads(quads, self.prefixes) if self._scope else quads

    def _has_graph(self, iri: str) -> bool:
        try:
            graph = str(ox.NamedNode(iri))
        except ValueError:
            return False
        if iri not in self._graphs:
            self._graphs[iri] = bool(self.client.query(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"))
        return self._graphs[iri]

    def _remark(self, text: str) -> None:
        self.remarks[text.format(name=self.client.endpoint.name)] = None

    def _sorted(self, query: str, prefixes: Mapping[str, str]) -> Result | None:
        """Return the answer of Virtuoso to a query that sorts, in the right order; None where it does not sort, has a LIMIT of its own, or too many rows."""
        limited, most = sorted_rightly(query) if self.client.is_virtuoso else ("", 0)
        if not limited:
            return None
        try:
            found = self.client.ask(prepare(limited, prefixes, self.meta), whole=True)
        except (QueryError, RemoteError) as error:
            if REFUSAL not in error.message:
                raise
        else:
            if found.rows < most:
                return found
        self._remark(UNSORTED)
        return None

    def _cuts(self, query: str, prefixes: Mapping[str, str]) -> int:
        """Return the rows at which Virtuoso cuts a CONSTRUCT: it says so of a SELECT only, so that is asked in its place."""
        if query_form(query) != "CONSTRUCT":
            return 0
        tokens = list(tokenize(query))
        start = next(token.start for token in tokens if token.is_word("CONSTRUCT"))
        behind = [token for token in tokens if token.start > start]
        where = behind[0].start
        if behind[0].text == "{":  # the template goes
            where = next(token.start for token in behind[_matching(behind) + 1 :])
        select = f"{query[:start]}SELECT (1 AS ?claimgraph_one) {query[where:]}"
        return self.client.ask(prepare(select, prefixes, self.meta)).cut


def _matching(tokens: list[Any]) -> int:
    """Return the number of the brace that closes the first."""
    depth = 0
    for number, token in enumerate(tokens):
        depth += (token.text == "{") - (token.text == "}") if token.kind == "sign" else 0
        if not depth:
            return number
    return len(tokens) - 2


def _check_syntax(query: str, prefixes: Mapping[str, str]) -> None:
    """Explain a query that is wrong as for the embedded store, by letting an empty one read it."""
    if any(token.is_word("SERVICE") for token in tokenize(query)):
        return  # it would be asked from here as well
    try:
        ox.Store().query(query, prefixes=dict(prefixes))
    except SyntaxError as error:
        from claimgraph.store.explain import explain

        raise explain(query, prefixes, error) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be sent: {error}") from None


def open_remote(endpoint: Endpoint, known: Mapping[str, str] | None = None) -> RemoteStore:
    """Open a store elsewhere; `known` are the prefixes of the user's own corpus, for where the store has none.

    Many stores let anybody read: where there is no secret to send, none is.

    Raises:
        RemoteError: it does not answer, wants to know who asks, or it is not clear what in it is meant.
    """
    reader = endpoint if endpoint.auth == "none" or has_secret(endpoint) else endpoint._replace(auth="none")
    try:
        return _open(Client(reader), known)
    except RemoteError as error:
        if error.status == 401 and reader is not endpoint:
            find_credentials(endpoint)  # it says what is missing, and where it is looked for
        raise


def _open(client: Client, known: Mapping[str, str] | None) -> RemoteStore:
    found = discover(client, known or {})
    return RemoteStore(
        client, found.prefixes, meta=found.meta, title=found.title, notes=found.notes, mixed=found.mixed, scope=found.scope, bare=found.bare
    )
