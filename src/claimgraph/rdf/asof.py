"""A corpus as it stood on a day: what had been said by then, or what held then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import parse_date

if TYPE_CHECKING:
    from claimgraph.model import Claim, Corpus

__all__ = ["filter_corpus"]


def filter_corpus(corpus: Corpus, *, as_of: str = "", valid_on: str = "") -> tuple[Corpus, int]:
    """Keep the claims said by the end of `as_of` and holding on `valid_on` (ISO days).

    A claim is said on its `said` date, else when its source was published. One that
    may have been said by then or not, its date being too vague, is left out. Returns
    the filtered corpus, and how many claims were left out for that reason. Of a claim
    that is kept, only what assessors are known to have found by then is kept.
    """
    published = {source.id: source.node.find("published") for source in corpus.sources}
    undated = 0
    kept = []
    for claim in corpus.claims:
        if as_of:
            said = claim.node.find("said") or claim.source.node.find("published")
            start, end = _earliest(said), _latest(said)
            if end is None or end > as_of:
                undated += not start or start <= as_of
                continue
        if not valid_on or _holds_on(claim, valid_on):
            kept.append(_assessed_by(claim, as_of, published) if as_of else claim)
    return corpus._replace(claims=tuple(kept)), undated


def _assessed_by(claim: Claim, day: str, published: dict[str, Node | None]) -> Claim:
    """Return a claim without the assessments that are not known to have been made by a day."""
    entry = claim.node.entries.get("assessment")
    if entry is None:
        return claim
    items = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
    # The others leave an empty place, so that those that stay keep their numbers, and with these their names.
    left: list[Node] = [item if _known_by(item, day, published) else Scalar("", item.where) for item in items]
    entries = claim.node.entries | {"assessment": entry._replace(value=Sequence(left, entry.value.where))}
    if not any(isinstance(item, Mapping) for item in left):
        del entries["assessment"]
    return claim._replace(node=claim.node._replace(entries=entries))


def _known_by(assessment: Node, day: str, published: dict[str, Node | None]) -> bool:
    if not isinstance(assessment, Mapping):
        return False
    said = _latest(assessment.find("said") or published.get(assessment.find_text("source") or ""))
    return said is not None and said <= day


def _holds_on(claim: Claim, day: str) -> bool:
    start, end = _earliest(claim.node.find("from")), _latest(claim.node.find("until"))
    return (not start or start <= day) and (not end or day <= end)


def _latest(value: Node | None) -> str | None:
    """Return the last day a date can mean, or None where that is not known."""
    if isinstance(value, Mapping):
        if value.find_text("exactness") in {"at-least", "over", "vague"}:
            return value.find_text("latest")
        return value.find_text("latest") or _latest(value.find("value"))
    bounds = parse_date(value.text) if isinstance(value, Scalar) else None
    return bounds.latest if bounds else None


def _earliest(value: Node | None) -> str | None:
    """Return the first day a date can mean, or None where that is not known."""
    if isinstance(value, Mapping):
        if value.find_text("exactness") == "at-most":
            return value.find_text("earliest")
        return value.find_text("earliest") or _earliest(value.find("value"))
    bounds = parse_date(value.text) if isinstance(value, Scalar) else None
    return bounds.earliest if bounds else None
