"""What is cited and the texts in; which evidence is verified, which cannot be, and problems out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import Problem, Where
from claimgraph.evidence import Snapshot, Span, verify_span
from claimgraph.syntax import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.model import Claim, Corpus, Source

__all__ = ["CitedText", "Passage", "Verification", "cited_text", "passages", "verify", "verify_corpus"]


class CitedText(NamedTuple):
    """A text that a source says it has: its SHA-256 and its number of characters, as they are written there."""

    source: str
    sha256: str
    chars: str
    where: Where


class Passage(NamedTuple):
    """A stretch of the text of a source that a claim cites, with the words if it quotes them."""

    claim: str
    source: str
    span: Span
    quote: str | None
    where: Where


class Verification(NamedTuple):
    """The verdict on evidence: how many passages are in the texts, how many have no text to look in, how many are wrong.

    `unmatched` are the sources whose text is not among the snapshots.
    """

    verified: int
    not_verified: int
    wrong: int
    unmatched: tuple[str, ...]
    problems: tuple[Problem, ...]


def verify_corpus(corpus: Corpus, texts: dict[str, Snapshot]) -> Verification:
    """Verify all evidence of a corpus against the snapshots, by their SHA-256."""
    cited = [text for source in corpus.sources if (text := cited_text(source))]
    return verify(cited, (passage for claim in corpus.claims for passage in passages(claim)), texts)


def verify(cited: Iterable[CitedText], evidence: Iterable[Passage], texts: dict[str, Snapshot]) -> Verification:
    """Verify passages against the snapshots of the texts that are cited."""
    found: dict[str, Snapshot] = {}
    unmatched: list[str] = []
    problems: list[Problem] = []
    for text in cited:
        snapshot = texts.get(text.sha256)
        if snapshot is None:
            unmatched.append(text.source)
            continue
        found[text.source] = snapshot
        if str(len(snapshot.text)) != text.chars:
            message = f"the text of {text.source} has {len(snapshot.text)} characters, not {text.chars}"
            problems.append(Problem(text.where, "wrong-evidence", message, f"write chars: {len(snapshot.text)}"))
    verified = not_verified = wrong = 0
    for passage in evidence:
        snapshot = found.get(passage.source)
        if snapshot is None:
            not_verified += 1
        elif why := verify_span(passage.span, snapshot.text) or _wrong_quote(passage, snapshot):
            wrong += 1
            hint = "find the passage again with `claimgraph cite`"
            problems.append(Problem(passage.where, "wrong-evidence", f"the evidence of {passage.claim} does not hold: {why}", hint))
        else:
            verified += 1
    return Verification(verified, not_verified, wrong, tuple(unmatched), tuple(problems))


def cited_text(source: Source) -> CitedText | None:
    """Return the text that a source says it has, or None if it says nothing of one."""
    text = source.node.find("text")
    if not isinstance(text, Mapping):
        return None
    return CitedText(source.id, text.find_text("sha256") or "", text.find_text("chars") or "", text.where)


def passages(claim: Claim) -> Iterator[Passage]:
    """Yield the passages that a claim cites, in the order written."""
    value = claim.node.find("evidence")
    for item in value.items if isinstance(value, Sequence) else [value]:
        if isinstance(item, Mapping):
            start, end, digest = (item.find_text(key) or "0" for key in ("start", "end", "sha256"))
            quote = item.find("quote")
            words = quote.text if isinstance(quote, Scalar) else None
            yield Passage(claim.id, claim.source.id, Span(int(start), int(end), digest), words, item.where)


def _wrong_quote(passage: Passage, snapshot: Snapshot) -> str:
    if passage.quote is not None and passage.quote != snapshot.text[passage.span.start : passage.span.end]:
        return f"the quote is not the text from {passage.span.start} to {passage.span.end}"
    return ""
