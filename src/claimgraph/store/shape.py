"""What a store says that is not as claimgraph writes it, as an error that says so: anybody may have written to it, or it is none."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from claimgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["as_claimgraph_writes"]

#: What goes wrong in Python -> what is amiss with the data; the error itself stays as the cause.
_AMISS: dict[type[Exception] | tuple[type[Exception], ...], str] = {
    LookupError: "something that was asked for is not there",
    RecursionError: "something is made of itself",
    ArithmeticError: "a number is none",
    ValueError: "a value is none of its kind",
    (AssertionError, AttributeError, TypeError): "a name, a text or a statement stands where something else should",
}


@contextlib.contextmanager
def as_claimgraph_writes() -> Iterator[None]:
    """Read data of a store that are taken to be as claimgraph writes them; also a decorator.

    Raises:
        StoreError: they are not.
    """
    try:
        yield
    except (LookupError, RecursionError, ArithmeticError, ValueError, AssertionError, AttributeError, TypeError) as error:
        what = next(said for kind, said in _AMISS.items() if isinstance(error, kind))
        raise StoreError(
            f"what the store holds, or answers, is not as claimgraph writes it: {what}",
            "`claimgraph push` puts right what is the corpus's own; what others added to its claims is theirs to mend",
        ) from error
