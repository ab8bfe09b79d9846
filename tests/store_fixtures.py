"""Real triple stores for whole runs of tests: started when first asked for, filled with quads at will, ended with the run.

A pytest plugin, which conftest.py names; each worker of a parallel run has servers of its own.
"""

from __future__ import annotations

import collections
import itertools
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from servers import oxigraph, virtuoso

from claimgraph.store.client import Client
from claimgraph.store.endpoint import Endpoint
from claimgraph.store.terms import canonical

__all__ = ["Server", "comparable", "oxigraph_server", "oxigraph_url", "store", "virtuoso_server"]

_BATCH = 1000


class Server:
    """A store that is running: its address, its endpoint, and a way to give it other contents."""

    def __init__(self, endpoint: Endpoint, url: str) -> None:
        self.endpoint = endpoint
        self.url = url
        self._graphs: set[str] = set()

    @property
    def is_virtuoso(self) -> bool:
        """Virtuoso, whose default graph is the union of all graphs."""
        return self.endpoint.name == "virtuoso"

    def fill(self, quads: Iterable[ox.Quad], meta: str = "") -> None:
        """Hold these quads and no others; those of the default graph in a graph `meta`, if it has a name."""
        graphs: dict[str, list[ox.Quad]] = {}
        for quad in quads:
            name = meta if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
            graphs.setdefault(name, []).append(quad)
        if self.is_virtuoso:
            assert "" not in graphs, "Virtuoso keeps nothing that has no graph"
            self._replace(graphs)
        else:
            moved = (
                ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name) if name else None) for name in graphs for q in graphs[name]
            )
            request = urllib.request.Request(
                f"{self.url}/store", ox.serialize(moved, format=ox.RdfFormat.N_QUADS), {"Content-Type": "application/n-quads"}, method="PUT"
            )
            urllib.request.urlopen(request).close()

    def _replace(self, graphs: dict[str, list[ox.Quad]]) -> None:
        """Drop the graphs that were filled last, and insert others, so many statements at a time."""
        client = Client(self.endpoint)
        old = sorted(self._graphs)
        for start in range(0, len(old), 100):
            client.update(" ;\n".join(f"DROP SILENT GRAPH <{name}>" for name in old[start : start + 100]))
        self._graphs = set(graphs)
        lines = [(name, f"{q.subject} {q.predicate} {q.object} .") for name in graphs for q in graphs[name]]
        for start in range(0, len(lines), _BATCH):
            blocks = (
                f"GRAPH <{name}> {{\n{chr(10).join(line for _, line in group)}\n}}"
                for name, group in itertools.groupby(lines[start : start + _BATCH], key=lambda pair: pair[0])
            )
            client.update(f"INSERT DATA {{\n{' '.join(blocks)}\n}}")


def comparable(answer: Any) -> Any:
    """Return what two equal answers share, values by value."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return {(canonical(t.subject), t.predicate, canonical(t.object)) for t in answer}
    names = sorted(variable.value for variable in answer.variables)
    rows = ([None if row[name] is None else str(canonical(row[name])) for name in names] for row in answer)
    return names, collections.Counter(tuple(row) for row in rows)


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Oxigraph's server."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield Server(Endpoint("oxigraph", f"{url}/query", f"{url}/update", f"{url}/store"), url)


@pytest.fixture(scope="session")
def oxigraph_url(oxigraph_server: Server) -> str:
    """The address of Oxigraph's server, which holds what the last test left there."""
    return oxigraph_server.url


@pytest.fixture
def store(oxigraph_server: Server) -> str:
    """The address of an empty store."""
    oxigraph_server.fill([])
    return oxigraph_server.url


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso; its password, which everybody knows, is in the environment as a user's would be."""
    with pytest.MonkeyPatch.context() as patch, virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=100_000) as url:
        patch.setenv("CLAIMGRAPH_VIRTUOSO_PASSWORD", "dba")
        yield Server(
            Endpoint("virtuoso", f"{url}/sparql", f"{url}/sparql-auth", f"{url}/sparql-graph-crud-auth", auth="digest", user="dba"), url
        )
