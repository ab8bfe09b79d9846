"""An endpoint in; SPARQL 1.1 over HTTP: queries, updates and the Graph Store Protocol."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import QueryError, RemoteError
from claimgraph.store.answers import read_answer
from claimgraph.store.tokens import query_form
from claimgraph.store.transport import PAUSES, Reply, Request, Transport
from claimgraph.store.trouble import first_line, refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.protocol import Answer

__all__ = ["Client", "Result"]

_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.8"
#: Who counts the seconds says so himself, if he is given a moment more.
_GRACE = 10.0
_LONGEST = 10 * 86_400.0  # longer ones do not fit into what the system counts in


class Result(NamedTuple):
    """An answer, its number of rows, and that at which the store cut it off; 0 where it says nothing of that."""

    answer: Answer
    rows: int
    cut: int


class Client:
    """Talks to one store; nothing is wrapped or checked, what is given is sent."""

    def __init__(self, endpoint: Endpoint, *, pauses: Sequence[float] = PAUSES) -> None:
        """Find the credentials; nothing is sent yet. `pauses` are the seconds between tries.

        Raises:
            RemoteError: the endpoint needs credentials, and there are none.
        """
        self.endpoint = endpoint
        #: What the store calls itself; empty before it has answered, or where it does not say.
        self.server = ""
        self._transport = Transport(endpoint, pauses)

    def __repr__(self) -> str:
        return f"Client({self.endpoint.name!r})"

    def query(self, text: str) -> Answer:
        """Answer a query as it stands; it was read in whole before anything is returned.

        Raises:
            RemoteError: the store cannot be reached, refuses, answers something else, or only a part.
            QueryError: the store finds the query wrong.
        """
        return self.ask(text, whole=True).answer

    def ask(self, text: str, *, whole: bool = False) -> Result:
        """Answer a query as `query` does; unless it has to be `whole`, the caller sees to an answer that was cut off."""
        form = query_form(text)
        accept = _TRIPLES if form in {"CONSTRUCT", "DESCRIBE"} else _ROWS
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        reply = self._transport.send(Request("POST", self.endpoint.query, headers, urllib.parse.urlencode({"query": text}).encode()))
        if reply.status == 400:
            raise QueryError(
                f"the store {self.endpoint.name} does not take the query: {self._said(reply) or 'it says nothing of why that can be shown'}"
            )
        self._check(reply, self.endpoint.query)
        cut = _cut(reply)
        if cut and whole:
            raise self.cut_off(cut)
        self.server = reply.headers.get("server", "")
        answer, rows = read_answer(reply, form, self.endpoint.name, self._transport.credentials)
        return Result(answer, rows, cut)

    def wait_for(self, seconds: float) -> None:
        """Wait for an answer a little longer than so many seconds, 0 for as long as it takes, in place of what the endpoint says."""
        self._transport.limit = min(seconds + _GRACE, _LONGEST) if seconds else _LONGEST

    @property
    def is_virtuoso(self) -> bool:
        """Tell whether the store said that it is Virtuoso, which wants to be asked otherwise than others."""
        return "virtuoso" in self.server.lower()

    def cut_off(self, rows: int) -> RemoteError:
        """Return the error for an answer of which only so many rows were given."""
        return RemoteError(f"the store {self.endpoint.name} gives no more than {rows:,} rows of an answer, and there may be more",
                           "ask for less, with LIMIT and OFFSET; or let the store give more (Virtuoso: ResultSetMaxRows)")  # fmt: skip

    def update(self, text: str, *, repeat: bool = True) -> None:
        """Run an update as it stands; `repeat=False` for one that must not run twice, which is then sent only once.

        Raises:
            RemoteError: the store cannot be reached, or refuses.
        """
        url = self._address("update", self.endpoint.update)
        headers = {"Content-Type": "application/sparql-update; charset=utf-8", "Accept": "*/*"}
        self._check(self._transport.send(Request("POST", url, headers, text.encode("utf-8"), repeat)), url)

    def gsp(self, method: str, graph: str | None, ntriples: bytes = b"") -> bytes:
        """GET, PUT, POST or DELETE a graph (None is the default graph) as N-Triples; a graph that is not there is empty.

        Raises:
            RemoteError: the store cannot be reached, or refuses.
        """
        url = self._address("gsp", self.endpoint.gsp)
        which = "default" if graph is None else urllib.parse.urlencode({"graph": graph})
        headers = {"Accept": "application/n-triples"} if method == "GET" else {"Content-Type": "application/n-triples", "Accept": "*/*"}
        reply = self._transport.send(Request(method, f"{url}{'&' if '?' in url else '?'}{which}", headers, ntriples))
        if reply.status == 404 and method in {"GET", "DELETE"}:
            return b""
        self._check(reply, url)
        return reply.body.read()

    def _address(self, what: str, url: str) -> str:
        if not url:
            raise RemoteError(f"the store {self.endpoint.name} has no address for this", f"write {what} = … in its settings")
        return url

    def _check(self, reply: Reply, url: str) -> None:
        if not 200 <= reply.status < 300:
            shown = urllib.parse.urlsplit(url)._replace(query="").geturl()
            raise refused(reply.status, reply.headers, self._said(reply), self.endpoint, shown)

    def _said(self, reply: Reply) -> str:
        return first_line(reply.body.read(), self._transport.credentials)


def _cut(reply: Reply) -> int:
    """Return the rows at which Virtuoso cut an answer off; it tells of that in a header."""
    rows = reply.headers.get("x-sparql-maxrows", "")
    return int(rows) if rows.isascii() and rows.isdigit() and len(rows) < 16 else 0
