"""Entries in, sources, entities and claims out."""

from __future__ import annotations

from claimgraph.reader.entries import Reader

__all__ = ["Reader"]
