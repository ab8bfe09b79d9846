"""Where a store is reached, and how; no secret is in it."""

from __future__ import annotations

import os
import re
import urllib.parse
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import RemoteError, printable
from claimgraph.store.secrets import variable
from claimgraph.stores import AUTH, address_problem

if TYPE_CHECKING:
    from claimgraph.stores import StoreSettings

__all__ = ["Endpoint", "endpoint_at", "endpoint_of", "is_address"]

_OWN = "store"


class Endpoint(NamedTuple):
    """The addresses of a SPARQL 1.1 store, and how to talk to it.

    `name` is that of its settings, or its host where a user gave an address. `auth` is
    none, basic, digest or bearer; `default_graph` is separate, union, or auto where it
    is to be found out; `meta_graph` names the graph that holds what elsewhere stands in
    the default graph; `base` names the corpus to read, of several in the store. `batch` counts statements of an update, `timeout` seconds of a request.
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
    base: str = ""


def is_address(text: str) -> bool:
    """Tell whether what a user gave as a store is meant as an address."""
    return "://" in text


def endpoint_of(settings: StoreSettings) -> Endpoint:
    """Return the endpoint that settings describe."""
    given = settings.query, settings.update, settings.gsp
    query, update, gsp = given if settings.query else _addresses(settings.kind or _kind(settings.url), settings.url.rstrip("/"))
    auth = settings.auth or ("none" if not settings.user else "digest" if settings.kind == "virtuoso" else "basic")
    return Endpoint(
        settings.name, query, update, gsp, auth, settings.user, settings.default_graph, settings.meta_graph, settings.batch,
        settings.timeout, settings.base,
    )  # fmt: skip


def endpoint_at(url: str) -> Endpoint:
    """Return the endpoint of an address that a user gave; the others are guessed from its shape.

    Who asks is said if the environment holds CLAIMGRAPH_STORE_PASSWORD or _TOKEN;
    CLAIMGRAPH_STORE_AUTH says how, if not as is usual there.

    Raises:
        RemoteError: it is no address, or holds a password.
    """
    problem = address_problem(url)
    if problem:
        secret = _may_hold_secret(url)
        shown = "the address of the store" if secret else f"'{printable(url, limit=100)}'"
        raise RemoteError(f"{shown} {problem}", "secrets come from the environment, see docs/remote.md" if secret else "")
    parts = urllib.parse.urlsplit(url)
    bare = parts._replace(query="").geturl().rstrip("/")
    digest = bare.endswith("/sparql-auth")
    query, update, gsp = _around(url, bare)
    return Endpoint(parts.netloc, query, update, gsp, _auth(digest=digest))


def _may_hold_secret(url: str) -> bool:
    """Tell whether an address has, or may be meant to have, a user and a password in it."""
    host = url.partition("://")[2].partition("/")[0].rpartition("]")[2]
    return "@" in urllib.parse.unquote(url) or re.search(r":[0-9]*[^0-9]", host) is not None


def _auth(*, digest: bool) -> str:
    given = os.environ.get(variable(_OWN, "AUTH"), "").lower()
    if given:
        if given not in AUTH:
            raise RemoteError(f"{variable(_OWN, 'AUTH')} is none of {', '.join(AUTH)}")
        return given
    if os.environ.get(variable(_OWN, "TOKEN")):
        return "bearer"
    return ("digest" if digest else "basic") if os.environ.get(variable(_OWN, "PASSWORD")) else "none"


def _around(url: str, bare: str) -> tuple[str, str, str]:
    """Return the addresses for queries, updates and graphs, given the one for queries or their common base."""
    base, _, last = bare.rpartition("/")
    if last == "query":
        return url, f"{base}/update", f"{base}/store" if base.count("/") == 2 else ""  # below a path it may be Fuseki's, or another's
    if last == "sparql-auth":
        return url, url, f"{base}/sparql-graph-crud-auth"
    if last == "sparql":
        return url, url, ""
    kind = _kind(bare)
    return _addresses(kind, bare) if kind else (url, url, "")


def _kind(url: str) -> str:
    """Guess the kind of a store from its base."""
    path = urllib.parse.urlsplit(url).path
    return "rdf4j" if "/repositories/" in path else "" if path.strip("/") else "oxigraph"


def _addresses(kind: str, base: str) -> tuple[str, str, str]:
    """Return the addresses for queries, updates and graphs of a kind of store, as its documentation gives them."""
    return {
        "oxigraph": (f"{base}/query", f"{base}/update", f"{base}/store"),
        "virtuoso": (f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth"),
        "fuseki": (f"{base}/query", f"{base}/update", f"{base}/data"),
        "rdf4j": (base, f"{base}/statements", f"{base}/rdf-graphs/service"),
        "stardog": (f"{base}/query", f"{base}/update", base),
        "neptune": (f"{base}/sparql", f"{base}/sparql", f"{base}/sparql/gsp/"),
    }.get(kind, (base, base, ""))
