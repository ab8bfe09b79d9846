"""A store in; how each claim is put out: as what, since and until when, and what came after it. No word of what it states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.analyses.records import Days, read_modalities, read_origins, select_rows
from claimgraph.queries import package_query, values_of
from claimgraph.vocab import CG
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimgraph.store.protocol import Store

__all__ = ["Frame", "Roles", "read_frames", "read_newer", "read_roles"]

_HOLDS = {CG + "validFrom": "since", CG + "validUntil": "until", CG + "due": "due"}
_NEVER = Days()


class Frame(NamedTuple):
    """A claim by IRI, and how it is put: words of the closed lists as IRIs; None for a time that is not written.

    `said` is the claim's own, or else when its source was published. `gone` is
    `superseded`, `retracted` or empty.
    """

    claim: str
    modality: str
    polarity: str
    stance: str
    said: Days = _NEVER
    since: Days | None = None
    until: Days | None = None
    due: Days | None = None
    gone: str = ""

    @property
    def is_affirmed(self) -> bool:
        """Whether it says that something is so, as a fact."""
        return self.polarity == CG + "affirmed" and self.stance == CG + "fact"

    @property
    def is_denied(self) -> bool:
        """Whether it says that something is not so, as a fact."""
        return self.polarity == CG + "denied" and self.stance == CG + "fact"


class Roles(NamedTuple):
    """The modalities by what they do, as IRIs.

    `now` says that it is so; `to_come` that it is not yet; `expected` what it will
    be or may be taken to be. What is called possible or alleged leaves everything open.
    """

    now: frozenset[str]
    to_come: frozenset[str]
    expected: frozenset[str]


def read_roles(store: Store) -> Roles:
    """Return which modalities speak of what is so, and which of what is to come."""
    known = read_modalities(store)
    now = {iri for iri, modality in known.items() if modality.now}
    to_come = {iri for iri, modality in known.items() if not modality.now and modality.axis == CG + "intent"} | {CG + "projected"}
    return Roles(frozenset(now), frozenset(to_come), frozenset(to_come | {CG + "estimated"}))


def read_frames(store: Store, claims: Collection[str] | None = None) -> dict[str, Frame]:
    """Return how claims are put, by IRI: those named, for which a store is not read as a whole if they are few, or all."""
    rows = list(select_rows(store, "claims", claims))
    sources = read_origins(store, None if claims is None else {text_of(row["source"]) for row in rows})
    published = {iri: origin.published for iri, origin in sources.items()}
    said = {row["claim"].value: _days(row) for row in select_rows(store, "said", claims)}
    gone: dict[str, str] = {}
    for row in select_rows(store, "gone", claims):
        word = "retracted" if row["property"].value == CG + "retracts" else "superseded"
        gone[row["claim"].value] = max(word, gone.get(row["claim"].value, ""), key=("", "superseded", "retracted").index)
    holds: dict[str, dict[str, Days]] = {}
    for kind, word in _HOLDS.items():  # each alone: of several at once an engine looks at all claims, however few are asked for
        for query in values_of(package_query("analyses/holds").replace("?kind", f"<{kind}>"), "claim", claims):
            for row in store.rows(query):
                holds.setdefault(row["claim"].value, {})[word] = _days(row)
    frames = {}
    for row in rows:
        claim = row["claim"].value
        when = said.get(claim) or published.get(text_of(row["source"]), _NEVER)
        modality, polarity, stance = (text_of(row[name]) for name in ("modality", "polarity", "stance"))
        times = holds.get(claim, {})
        frames[claim] = Frame(
            claim, modality, polarity, stance, when, times.get("since"), times.get("until"), times.get("due"), gone.get(claim, "")
        )
    return frames


def read_newer(store: Store, claims: Collection[str] | None = None) -> dict[str, set[str]]:
    """Return for each claim that others supersede those others, by IRI."""
    newer: dict[str, set[str]] = {}
    for row in select_rows(store, "gone", claims):
        if row["property"].value != CG + "retracts":
            newer.setdefault(row["claim"].value, set()).add(row["other"].value)
    return newer


def _days(row: object) -> Days:
    return Days(*(text_of(row[name]) if row[name] else "" for name in ("earliest", "latest")))  # type: ignore[index]
