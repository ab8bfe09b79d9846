"""What answers cost with claimgraph: asked of an opened store, and written as the command line does."""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

from claimgraph.store.imported import open_imported
from claimgraph.views.results import write_answer

if TYPE_CHECKING:
    from claimgraph.store.embedded import EmbeddedStore


def main() -> None:
    """Answer the questions of a file into a folder, tell the other side the prefixes, and print the seconds of each."""
    folder, prefixes, questions, answers, times = sys.argv[1:]
    gc.disable()  # as the command line does
    store = open_imported(folder)
    with open(prefixes, "w", encoding="utf-8") as file:
        json.dump(store.prefixes, file)
    with open(questions, encoding="utf-8") as file:
        asked = json.load(file)
    os.makedirs(answers, exist_ok=True)
    spent = {name: _spent(store, query, format_, os.path.join(answers, name), int(times)) for name, (format_, query) in asked.items()}
    spent["short names"] = _spent(store, asked["20,000 rows of 6 columns"][1], "", os.path.join(answers, "short names"), int(times))
    print(json.dumps(spent))


def _spent(store: EmbeddedStore, query: str, format_: str, path: str, times: int) -> float:
    seconds = []
    for _ in range(times + 1):  # the first to warm up
        start = time.process_time()
        with open(path, "wb") as out:
            write_answer(store.query(query), format_, out, store.prefixes)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds[1:])
