"""What a store says that is not as claimgraph writes it, as an error that says so: anybody may have written to it, or it is none."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from claimgraph.errors import StoreError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["as_claimgraph_writes"]

#: What goes wrong with a term of another kind than it should be, a column that is not there, or a number that is none.
_AMISS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@contextlib.contextmanager
def as_claimgraph_writes() -> Iterator[None]:
    """Read data of a store that are taken to be as claimgraph writes them; also a decorator.

    Raises:
        StoreError: they are not.
    """
    try:
        yield
    except _AMISS as error:
        what = f"{type(error).__name__}: {error}" if isinstance(error, (AssertionError, KeyError, RecursionError)) else str(error)
        raise StoreError(
            f"what the store holds, or answers, is not as claimgraph writes it ({printable(what, limit=150)})",
            "`claimgraph push` puts right what is the corpus's own; what others added to its claims is theirs to mend",
        ) from error
