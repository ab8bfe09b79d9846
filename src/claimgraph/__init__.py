"""claimgraph keeps track of who said what, where, when and how firmly.

    >>> import claimgraph
    >>> corpus = claimgraph.load("facts")  # doctest: +SKIP
    >>> dataset = corpus.dataset()  # doctest: +SKIP

Facts are text; `load` reads and checks them; the dataset is an `rdflib.Dataset` on
Oxigraph, so that everything rdflib knows works. `connect` asks a store elsewhere. The command line is `claimgraph`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["ClaimgraphError", "Corpus", "FactsError", "Problem", "__version__", "connect", "load"]

__version__ = "0.1.0"

if TYPE_CHECKING:
    from claimgraph.errors import ClaimgraphError, FactsError, Problem
    from claimgraph.library import Corpus, connect, load

_HOMES = {
    "ClaimgraphError": "errors",
    "Corpus": "library",
    "FactsError": "errors",
    "Problem": "errors",
    "connect": "library",
    "load": "library",
}


def __getattr__(name: str) -> object:
    """Import the public names when they are first used, so that the command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'claimgraph' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(f"claimgraph.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Name what there is for users, whether it was used already or not."""
    return sorted(__all__)
