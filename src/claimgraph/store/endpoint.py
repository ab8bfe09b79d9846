"""Where a store is reached, and how; no secret is in it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Endpoint"]


class Endpoint(NamedTuple):
    """The addresses of a SPARQL 1.1 store, and how to talk to it.

    `name` is that of its settings, or its host where a user gave an address. `auth` is
    none, basic, digest or bearer; `default_graph` is separate, union, or auto where it
    is to be found out; `meta_graph` names the graph that holds what elsewhere stands in
    the default graph. `batch` counts statements of an update, `timeout` seconds of a request.
    """

    name: str
    query: str
    update: str = ""
    gsp: str = ""
    auth: str = "none"
    user: str = ""
    default_graph: str = "auto"
    meta_graph: str = ""
    batch: int = 1000
    timeout: float = 60.0
