"""An endpoint in; SPARQL 1.1 over HTTP: queries, updates and the Graph Store Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.protocol import Answer

__all__ = ["Client"]


class Client:
    """Talks to one store; nothing is wrapped or checked, what is given is sent."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Keep the endpoint; nothing is sent yet."""
        self.endpoint = endpoint

    def query(self, text: str) -> Answer:
        """Answer a query as it stands.

        Raises:
            RemoteError: the store cannot be reached, refuses, or answers something else.
            QueryError: the store finds the query wrong.
        """
        raise NotImplementedError(text)

    def update(self, text: str) -> None:
        """Run an update as it stands.

        Raises:
            RemoteError: the store cannot be reached, or refuses.
        """
        raise NotImplementedError(text)

    def gsp(self, method: str, graph: str | None, ntriples: bytes = b"") -> bytes:
        """GET, PUT, POST or DELETE a graph (None is the default graph) as N-Triples; a graph that is not there is empty.

        Raises:
            RemoteError: the store cannot be reached, or refuses.
        """
        raise NotImplementedError(method, graph, ntriples)
