"""What finding contradictions costs with DuckDB over tables of the same claims: one plan in SQL, its rows as Python's."""

from __future__ import annotations

import json
import os
import sys
import time

import duckdb


def main() -> None:
    """Ask an opened file of tables, and write down the pairs; threads are as many as told."""
    path, rows, threads = sys.argv[1:]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "contradictions.sql"), encoding="utf-8") as file:
        plan = file.read()
    with duckdb.connect(path, read_only=True, config={"threads": threads}) as database:
        database.execute("SET enable_progress_bar = false")
        clock, processor = time.perf_counter(), time.process_time()
        found = database.execute(plan).fetchall()
        spent = {"wall": time.perf_counter() - clock, "cpu": time.process_time() - processor}
    with open(rows, "w", encoding="utf-8") as out:
        out.writelines(
            sorted("\t".join((kind, *sorted((one, two)), subject, predicate)) + "\n" for kind, one, two, subject, predicate, *_ in found)
        )
    print(json.dumps(spent | {"rows": len(found)}))
