"""A store in; one aspect of all its claims at a time out: a column or two, which every store gives quickly.

What nearly all claims have alike is asked for by its exceptions: a hundred are denied of
a hundred times as many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.records import Days
from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.vocab import CG, PROV

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimgraph.analyses.frames import Frame
    from claimgraph.store.protocol import Store

__all__ = ["Times", "read_gone", "read_links", "read_put", "read_sources"]

_NEVER = Days()


def read_put(store: Store, aspect: str, word: str) -> list[str]:
    """Return the claims, by IRI, of which an aspect (`modality`, `polarity`, `stance`) is a certain word (an IRI)."""
    query = package_query("contested/put").replace("?put", f"<{CG}{aspect}>")
    return [claim.value for batch in fill_values(query, [f"<{word}>"]) for (claim,) in store.rows(batch)]


def read_links(store: Store, property_: str) -> dict[str, str]:
    """Return all that has a property (an IRI), with one value of it."""
    rows = store.rows(package_query("contested/linked").replace("?property", f"<{property_}>"))
    return {one.value: two.value for one, two in rows}


def read_gone(store: Store) -> dict[str, str]:
    """Return the claims that others supersede or retract, with the word for it."""
    gone: dict[str, str] = {}
    for word, property_ in (("superseded", PROV + "wasRevisionOf"), ("retracted", CG + "retracts")):
        rows = store.rows(package_query("contested/linked").replace("?property", f"<{property_}>"))
        gone |= {two.value: word for _, two in rows}
    return gone


def read_sources(store: Store, claims: Collection[str]) -> dict[str, str]:
    """Return where claims appear; what is none appears nowhere."""
    query = package_query("contested/appears")
    return {one.value: two.value for batch in fill_values(query, iri_terms(claims)) for one, two in store.rows(batch)}


class Times:
    """When claims were said, since when, and until when what they say holds: read for all, put together for those asked for."""

    def __init__(self, store: Store, *, due: bool = False) -> None:
        """Read what is written; when claims fall `due` only if that is asked for."""
        self._since, self._until, self._said = (read_links(store, CG + word) for word in ("validFrom", "validUntil", "said"))
        self._due = read_links(store, CG + "due") if due else {}
        self._published = read_links(store, CG + "published")
        self._first, self._last = (read_links(store, CG + word) for word in ("earliest", "latest"))

    def has_start(self, claim: str) -> bool:
        """Tell whether it is written since when a claim holds."""
        return claim in self._since

    def has_end(self, claim: str) -> bool:
        """Tell whether it is known until when a claim holds; of one without an end it counts when it was said."""
        return bool(self._first.get(self._until.get(claim, "")))

    def time(self, frame: Frame, source: str) -> Frame:
        """Return a frame with its times, those of its source where it has none of its own."""
        claim = frame.claim
        said = self._said.get(claim) or self._published.get(source, "")
        since, until, due = (self._days(date) if (date := dates.get(claim)) else None for dates in (self._since, self._until, self._due))
        return frame._replace(said=self._days(said), since=since, until=until, due=due)

    def _days(self, date: str) -> Days:
        return Days(self._first.get(date, ""), self._last.get(date, "")) if date else _NEVER
