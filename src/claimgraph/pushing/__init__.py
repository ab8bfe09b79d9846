"""A store of a corpus in, any SPARQL 1.1 store that holds the same out: only the difference is written, and what was written is verified."""

from __future__ import annotations

from claimgraph.pushing.push import Pushed, Wish, push

__all__ = ["Pushed", "Wish", "push"]
