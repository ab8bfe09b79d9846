"""What reading a file of N-Quads costs with rdflib alone, into memory."""

from __future__ import annotations

import sys
import warnings

import rdflib


def main() -> None:
    """Parse a file of N-Quads."""
    warnings.simplefilter("ignore")
    rdflib.Dataset().parse(sys.argv[1], format="nquads")
