"""The command line: words in, calls below, text out. Only this package knows click."""

from __future__ import annotations

from claimgraph.cli.app import main

__all__ = ["main"]
