"""Nothing in; the parts of the benchmarks out, in the order in which they are run."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PARTS", "Part"]


class Part(NamedTuple):
    """A part: what it is about, and the function that runs it, as MODULE:NAME of this package.

    The module is imported when the part is run, so that one that cannot be leaves the others alone.
    """

    about: str
    function: str
    #: Whether it can be told to go up to a million claims.
    grows: bool = False

    def run(self, scratch: str, *, smoke: bool, vast: bool) -> Iterator[Any]:
        """Yield the rows of the part, or lines of text."""
        module, _, name = self.function.partition(":")
        function = getattr(importlib.import_module(f"benchmarks.{module}"), name)
        found: Iterator[Any] = function(scratch, smoke=smoke, vast=vast) if self.grows else function(scratch, smoke=smoke)
        return found


PARTS = {
    "cold": Part("a query in a new process", "cold:run_cold"),
    "answers": Part("answers written as CSV and JSON", "answers:run_answers"),
    "check": Part("checking a folder of facts", "checks:run_checks"),
    "recheck": Part("checking again after one file changed", "recheck:run_recheck"),
    "loading": Part("statements into a store on disk", "loading:run_loading"),
    "conflicts": Part("finding all contradictions", "contradictions:run_contradictions"),
    "built": Part("importing, building and checking 10,000, 100,000 and (--vast) 1,000,000 claims", "built:run_built", grows=True),
    "points": Part("questions about one thing in as many claims", "growth:run_points", grows=True),
    "search": Part("finding as many claims by their words", "searching:run_searching", grows=True),
    "analyses": Part("analyses of as many claims, and profiles of the slowest", "growth:run_analyses", grows=True),
    "elsewhere": Part("the same questions put to other engines, for information", "elsewhere:run_elsewhere"),
    "served": Part("commands on a server beside the same on a folder, for information", "served:run_served"),
    "layout": Part("placing a drawing", "layouts:run_layouts"),
    "page": Part("the page in a browser", "page:run_page"),
    "stages": Part("where the time of a check goes", "stages:run_stages"),
}
