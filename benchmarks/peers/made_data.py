"""Makes what is measured on: `facts` or `nquads`, a folder, and a number of claims."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Make it in a process of its own: what it takes is no part of anything measured."""
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    from benchmarks.outlets import write_outlets
    from benchmarks.quads import build_nquads

    kind, folder, claims = sys.argv[1:]
    {"facts": write_outlets, "nquads": build_nquads}[kind](folder, int(claims))
