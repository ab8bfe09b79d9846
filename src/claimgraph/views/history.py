"""What was said over time in; a timeline for a person, rows for a spreadsheet, an object for a program out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.analyses.history import find_history
from claimgraph.views.matters import Teller, count_words, days_text
from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.vocab import CG
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimgraph.analyses.history import Entry, Gap, Matter
    from claimgraph.analyses.matters import Value
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["report_history"]

_COLUMNS = (
    "subject", "predicate", "day", "latest", "value", "modality", "polarity", "stance", "role", "after", "least", "most", "claims",
)  # fmt: skip
#: What an entry does to those that it comes after.
_ROLES = {
    "first": "said first",
    "followed": "follows",
    "changed": "",
    "superseded": "replaces what was said by",
    "retracted": "takes back what was said by",
    "denied": "denies, as it was said by",
    "unknown": "the same is said, before or after, by",
    "undated": "",
}


def report_history(
    store: Store,
    *,
    things: Collection[str] = (),
    claims: Collection[str] = (),
    predicates: Collection[str] = (),
    outlets: Collection[str] | None = None,
    as_of: str = "",
    undated: int = 0,
    texts: Mapping[str, Snapshot] | None = None,
) -> Report:
    """Return what was said of things, or of what claims speak of, over time; see `find_history`.

    `undated` are the claims that `as_of` (a day) left out, `texts` the snapshots by hash.
    """
    found = find_history(store, things=things, claims=claims, predicates=predicates, outlets=outlets)
    entries = [entry for matter in found.matters for entry in matter.entries]
    terms = [matter.subject for matter in found.matters]
    terms += [term for entry in entries for term in (entry.object, entry.before) if term is not None]
    tell = Teller(store, terms, found.values)
    named = {claim for entry in entries for claim in (*entry.claims, *entry.alongside, *entry.after)}
    written = _Writer(tell, found.values, gather_receipts(store, named, texts=texts))
    data = {
        "analysis": "history",
        "asOf": as_of or None,
        "undated": undated,
        "matters": [written.json(matter) for matter in found.matters],
        **written.receipts.as_json(),
    }
    lines = _lines(written, found.matters, undated) if found.matters else iter([_nothing(store, things), *_left_out(undated)])
    return Report(lines, _COLUMNS, (row for matter in found.matters for row in written.rows(matter)), data)


def _lines(written: _Writer, matters: Iterable[Matter], undated: int) -> Iterator[str]:
    blocks = (line for matter in matters for line in written.block(matter))
    next(blocks, None)  # the empty line that sets each apart from the one before
    yield from blocks
    yield from _left_out(undated)


def _left_out(undated: int) -> Iterator[str]:
    if undated:
        yield from ("", f"Left out: {count_words(undated, 'claim')} without a date, which may or may not have been said by then.")


def _nothing(store: Store, things: Collection[str]) -> str:
    """Say that nothing was found; of a source, where what it says itself is to be found."""
    sources = [thing for thing in things if thing.startswith(store.prefixes["src"])]
    if not sources:
        return "Nothing was said of this."
    return f"Nothing was said of this source. What it says itself: claimgraph list --source {Compactor(store.prefixes)(sources[0])}"


class _Writer:
    """Writes matters, having all names and receipts at hand."""

    def __init__(self, tell: Teller, values: Mapping[str, Value], receipts: Any) -> None:
        self._tell = tell
        self._values = values
        self.receipts = receipts

    # -------------------------------------------------------- for a person

    def block(self, matter: Matter) -> Iterator[str]:
        """Yield the lines about one matter: each saying with its day, what it does, and its receipts."""
        claims = {claim for entry in matter.entries for claim in entry.claims}
        undated = {claim for entry in matter.entries if not any(entry.said) for claim in entry.claims}
        some = "" if len(claims) == 1 else "all " if undated == claims else f"{len(undated)} of them "
        rest = f", {some}undated, so neither first nor later" if undated else ""
        yield ""
        yield f"{self._tell.thing(matter.subject)}, {self._tell.predicate(matter.predicate)} ({count_words(len(claims), 'claim')}{rest})"
        for entry in matter.entries:
            yield "; ".join(part for part in (f"  {days_text(entry.said)}: {self._value(entry)}", self._role(entry)) if part)
            for claim in entry.claims:
                yield f"    {self.receipts.line(self._tell.compact(claim))}"
            if entry.alongside:
                yield f"    the same day also: {self._who(entry.alongside)}"

    def _value(self, entry: Entry) -> str:
        """Say what is said, and how it is put."""
        put = [word.removeprefix(CG) for word in (entry.modality, entry.polarity, entry.stance)]
        usual = ("asserted", "affirmed", "fact")
        words = [word for word, left_out in zip(put, usual, strict=True) if word != left_out]
        return self._tell.object(entry.object) + (f" ({', '.join(words)})" if words else "")

    def _role(self, entry: Entry) -> str:
        """Say what an entry does to those before it, how long after, and for a change, whether both can be so."""
        if not entry.after:
            return "denied first" if entry.role == "denied" else _ROLES[entry.role]
        parts = [f"{_ROLES[entry.role]} {self._who(entry.after)}"]
        if entry.role == "changed":
            parts = [f"{self._change(entry)} {self._who(entry.after)}"]
        if entry.gap is not None:
            parts.append(_gap_text(entry.gap))
        text = ", ".join(parts)
        if entry.role == "changed" and not self._is_kept(entry):
            text += "; both can be so" if entry.agrees else "; the two have nothing in common"
        return text

    def _change(self, entry: Entry) -> str:
        """Say how a value is another than the one before it; names of one thing are one value."""
        before, after = (self._tell.object(term) for term in (entry.before, entry.object))
        if not self._is_kept(entry):
            return f"another value than {before}, by"
        return "put otherwise than by" if before == after else f"the same as {before}, put otherwise than by"

    def _is_kept(self, entry: Entry) -> bool:
        """Tell whether a reader is shown the same value twice: 5.0 and 5.00 million have other bounds, and read alike."""
        amount = isinstance(entry.object, ox.NamedNode) and entry.object.value in self._values
        return entry.kept or (amount and self._tell.object(entry.before) == self._tell.object(entry.object))

    def _who(self, claims: Collection[str]) -> str:
        return ", ".join(dict.fromkeys(" → ".join(self.receipts.chain(self._tell.compact(claim))) for claim in claims))

    # -------------------------------------------------------- for programs

    def json(self, matter: Matter) -> dict[str, Any]:
        """Return a matter as docs/json.md describes it."""
        compact = self._tell.compact
        return {
            "subject": compact(matter.subject),
            "predicate": compact(matter.predicate),
            "entries": [
                {
                    "day": entry.said.first or None,
                    "latest": entry.said.last or None,
                    "value": self._tell.object(entry.object),
                    "object": self._tell.json(entry.object),
                    "modality": compact(entry.modality),
                    "polarity": compact(entry.polarity),
                    "stance": compact(entry.stance),
                    "role": entry.role,
                    "after": [compact(claim) for claim in entry.after],
                    "gap": entry.gap._asdict() if entry.gap else None,
                    "agrees": entry.agrees if entry.role == "changed" else None,
                    "claims": [compact(claim) for claim in entry.claims],
                    "alongside": [compact(claim) for claim in entry.alongside],
                }
                for entry in matter.entries
            ],
        }

    def rows(self, matter: Matter) -> Iterator[list[str]]:
        """Yield a matter as rows of cells, an entry each."""
        compact = self._tell.compact
        for entry in matter.entries:
            gap = ["", ""] if entry.gap is None else [str(entry.gap.least), "" if entry.gap.most is None else str(entry.gap.most)]
            put = [word.removeprefix(CG) for word in (entry.modality, entry.polarity, entry.stance)]
            claims = [" ".join(compact(claim) for claim in group) for group in (entry.after, entry.claims)]
            yield [
                self._tell.thing(matter.subject), self._tell.predicate(matter.predicate), *entry.said, self._tell.object(entry.object),
                *put, entry.role, claims[0], *gap, claims[1],
            ]  # fmt: skip


def _gap_text(gap: Gap) -> str:
    """Say how much later something was said.

    >>> from claimgraph.analyses.history import Gap
    >>> _gap_text(Gap(1, 1)), _gap_text(Gap(0, 229)), _gap_text(Gap(3, None))
    ('1 day later', '0 to 229 days later', '3 days or more later')
    >>> _gap_text(Gap(-59, -59)), _gap_text(Gap(-7, -6))
    ('59 days before that was said', '6 to 7 days before that was said')
    """
    if gap.most is not None and gap.most < 0:
        days = count_words(-gap.least, "day")
        return f"{days if gap.least == gap.most else f'{-gap.most:,} to {days}'} before that was said"
    if gap.most is None:
        return f"{count_words(gap.least, 'day')} or more later"
    if gap.least == gap.most:
        return f"{count_words(gap.least, 'day')} later" if gap.least else "the same day"
    return f"{gap.least:,} to {count_words(gap.most, 'day')} later"
