"""What several questions cost with one engine, each asked so many times: claimgraph, pyoxigraph, oxrdflib, rdflib, or a server."""

from __future__ import annotations

import json
import sys
import time
import urllib.parse
import urllib.request
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Open or load what is asked, ask each question, and print the seconds of each time and the number of rows."""
    engine, place, questions, rounds = sys.argv[1:]
    warnings.simplefilter("ignore")
    with open(questions, encoding="utf-8") as file:
        asked: dict[str, str] = json.load(file)
    begin = time.perf_counter()
    ask = _ENGINES[engine](place)
    load = time.perf_counter() - begin
    rows: dict[str, int] = {}
    seconds: dict[str, list[float]] = {}
    for name, sparql in asked.items():
        rows[name], seconds[name] = ask(sparql), []  # the first time is for warming up
        for _ in range(int(rounds)):
            begin = time.perf_counter()
            ask(sparql)
            seconds[name].append(time.perf_counter() - begin)
    print(json.dumps({"load": load, "rows": rows, "seconds": seconds}))


def _ours(folder: str) -> Callable[[str], int]:
    from claimgraph.store.imported import open_imported

    store = open_imported(folder)
    return lambda sparql: len([[term.value for term in row] for row in store.rows(sparql)])


def _pyoxigraph(folder: str) -> Callable[[str], int]:
    import pyoxigraph as ox

    store = ox.Store.read_only(folder)
    return lambda sparql: len([[term.value for term in row] for row in store.query(sparql)])  # type: ignore[union-attr]  # a SELECT's answer is rows


def _oxrdflib(folder: str) -> Callable[[str], int]:
    import oxrdflib
    import pyoxigraph as ox
    import rdflib

    dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=ox.Store.read_only(folder)))
    return lambda sparql: len([[str(term) for term in row] for row in dataset.query(sparql)])  # type: ignore[union-attr]  # as above


def _rdflib(path: str) -> Callable[[str], int]:
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")
    return lambda sparql: len([[str(term) for term in row] for row in dataset.query(sparql)])  # type: ignore[union-attr]  # as above


def _server(url: str) -> Callable[[str], int]:
    def ask(sparql: str) -> int:
        body = urllib.parse.urlencode({"query": sparql}).encode()
        request = urllib.request.Request(url, body, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return len(json.load(answer)["results"]["bindings"])

    return ask


_ENGINES = {"ours": _ours, "pyoxigraph": _pyoxigraph, "oxrdflib": _oxrdflib, "rdflib": _rdflib, "server": _server}
