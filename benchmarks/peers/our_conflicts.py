"""What finding contradictions costs with claimgraph: the pairs, from a store in a folder, as Python's."""

from __future__ import annotations

import gc
import json
import sys
import time

from claimgraph.analyses.conflicts import find_all_pairs
from claimgraph.store.imported import open_imported


def main() -> None:
    """Ask an opened store, and write down the pairs."""
    folder, rows = sys.argv[1:]
    gc.disable()  # as the command line does
    store = open_imported(folder)
    clock, processor = time.perf_counter(), time.process_time()
    found = list(find_all_pairs(store)[1])
    spent = {"wall": time.perf_counter() - clock, "cpu": time.process_time() - processor}
    with open(rows, "w", encoding="utf-8") as out:
        out.writelines(
            sorted(
                "\t".join((pair.kind, *sorted((pair.one, pair.two)), pair.question.subject, pair.question.predicate)) + "\n"
                for pair in found
            )
        )
    print(json.dumps(spent | {"rows": len(found)}))
