"""What the engine's own bulk load of a file of N-Quads into a store on disk costs; `optimize` puts the store in order behind it."""

from __future__ import annotations

import sys

import pyoxigraph as ox


def main() -> None:
    """Load a file into a new folder, and put it in order if that is asked for."""
    path, folder, *optimize = sys.argv[1:]
    store = ox.Store(folder)
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    if optimize:
        store.optimize()
    store.flush()
