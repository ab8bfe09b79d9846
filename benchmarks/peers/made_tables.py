"""Makes the tables that DuckDB is asked on: the folder of an imported store, and the file to make."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Write the tables, in a process of its own: what it takes is no part of anything measured."""
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    from benchmarks.tables import write_tables
    from claimgraph.store.imported import open_imported

    write_tables(open_imported(sys.argv[1]), sys.argv[2])
