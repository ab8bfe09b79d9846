"""What answers cost with pyoxigraph alone: asked of an opened store, and written by the engine."""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import time

import pyoxigraph as ox


def main() -> None:
    """Answer the questions of a file into a folder, and print the seconds of each."""
    data, prefixes, questions, answers, times = sys.argv[1:]
    gc.disable()
    store = ox.Store.read_only(data)
    with open(prefixes, encoding="utf-8") as file:
        known = json.load(file)
    with open(questions, encoding="utf-8") as file:
        asked = json.load(file)
    os.makedirs(answers, exist_ok=True)
    print(
        json.dumps(
            {
                name: _spent(store, known, query, format_, os.path.join(answers, name), int(times))
                for name, (format_, query) in asked.items()
            }
        )
    )


def _spent(store: ox.Store, prefixes: dict[str, str], query: str, format_: str, path: str, times: int) -> float:
    seconds = []
    for _ in range(times + 1):  # the first to warm up
        start = time.process_time()
        with open(path, "wb") as out:
            answer = store.query(query, prefixes=prefixes)
            if isinstance(answer, ox.QueryTriples):
                answer.serialize(out, format=ox.RdfFormat.N_TRIPLES)
            else:
                answer.serialize(out, format=ox.QueryResultsFormat.JSON if format_ == "json" else ox.QueryResultsFormat.CSV)
            if format_ == "json":
                out.write(b"\n")
        seconds.append(time.process_time() - start)
    return statistics.median(seconds[1:])
