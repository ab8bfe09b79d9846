"""Makes the store that analyses are measured on: a folder, and a number of claims."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Make a store, in a process of its own: what it takes is no part of anything measured."""
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    from benchmarks.quads import build_imported

    build_imported(sys.argv[1], int(sys.argv[2]))
