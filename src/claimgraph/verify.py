"""A corpus and its texts in; which evidence is verified, which cannot be, and problems out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimgraph.errors import Problem
from claimgraph.evidence import Snapshot, Span, verify_span
from claimgraph.syntax import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimgraph.model import Claim, Corpus, Source

__all__ = ["Verification", "verify_corpus"]


class Verification(NamedTuple):
    """The verdict on a corpus's evidence.

    `spans` maps (claim id, number of the span from 0) to True (the text is there),
    False (it is not), or None (there is no text to look in). `bare` lists the
    claims that cite no evidence at all; `unmatched`, the sources whose text is not
    among the snapshots.
    """

    spans: dict[tuple[str, int], bool | None]
    bare: tuple[str, ...]
    unmatched: tuple[str, ...]
    problems: tuple[Problem, ...]

    def count(self, verdict: bool | None) -> int:
        """Count the spans with a verdict."""
        return sum(found is verdict for found in self.spans.values())


def verify_corpus(corpus: Corpus, texts: dict[str, Snapshot]) -> Verification:
    """Verify every span of a corpus against the snapshots, by their SHA-256."""
    spans: dict[tuple[str, int], bool | None] = {}
    problems: list[Problem] = []
    bare: list[str] = []
    snapshots = {source.id: _find_snapshot(source, texts, problems) for source in corpus.sources}
    for claim in corpus.claims:
        snapshot = snapshots.get(claim.source.id)
        number = -1
        for number, (span, node) in enumerate(_spans(claim)):
            verdict, wrong = None, ""
            if snapshot:
                wrong = verify_span(span, snapshot.text) or _wrong_quote(node, span, snapshot)
                verdict = not wrong
            spans[claim.id, number] = verdict
            if wrong:
                hint = "find the passage again with `claimgraph cite`"
                problems.append(Problem(node.where, "wrong-evidence", f"the evidence of {claim.id} does not hold: {wrong}", hint))
        if number < 0:
            bare.append(claim.id)
    unmatched = tuple(source.id for source in corpus.sources if source.node.find("text") and not snapshots[source.id])
    return Verification(spans, tuple(bare), unmatched, tuple(problems))


def _find_snapshot(source: Source, texts: dict[str, Snapshot], problems: list[Problem]) -> Snapshot | None:
    text = source.node.find("text")
    if not isinstance(text, Mapping):
        return None
    snapshot = texts.get(text.find_text("sha256") or "")
    if snapshot and str(len(snapshot.text)) != text.find_text("chars"):
        message = f"the text of {source.id} has {len(snapshot.text)} characters, not {text.find_text('chars')}"
        problems.append(Problem(text.where, "wrong-evidence", message, f"write chars: {len(snapshot.text)}"))
    return snapshot


def _spans(claim: Claim) -> Iterator[tuple[Span, Mapping]]:
    value = claim.node.find("evidence")
    for item in value.items if isinstance(value, Sequence) else [value]:
        if isinstance(item, Mapping):
            start, end, digest = (item.find_text(key) or "0" for key in ("start", "end", "sha256"))
            yield Span(int(start), int(end), digest), item


def _wrong_quote(node: Mapping, span: Span, snapshot: Snapshot) -> str:
    quote = node.find("quote")
    if isinstance(quote, Scalar) and quote.text != snapshot.text[span.start : span.end]:
        return f"the quote is not the text from {span.start} to {span.end}"
    return ""
