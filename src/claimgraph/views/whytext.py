"""Rows with their reasons in; lines for a person out: each row, and below it what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimgraph.views.why import Explained, Reason

__all__ = ["answer_lines", "origins_text"]


def answer_lines(explained: Explained, called: Sequence[Sequence[str]], remarks: Sequence[str]) -> list[str]:
    """Return the lines of an answer; `called` are its values in words, `remarks` what there is to say of all of it."""
    rows = explained.reasons
    if not rows:
        return ["The query finds nothing, so there is nothing to explain.", *remarks]
    lines = ["1 row, and what it rests on." if len(rows) == 1 else f"{len(rows):,} rows, and what each rests on.", *remarks]
    for number, (values, reasons) in enumerate(zip(called, rows, strict=True), 1):
        pairs = [f"{name}: {value}" for name, value in zip(explained.answered.columns, values, strict=True) if value]
        lines += ["", f"{number:,}. {', '.join(pairs) or '(no value)'}"]
        lines += ["   no receipts: the store's statements do not give this row"] if reasons is None else _row(explained, reasons)
    return lines


def _row(explained: Explained, reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield the lines of one row: patterns that the same claims stand behind are said together."""
    if not reasons:
        yield "   it rests on no pattern"
    whole: dict[str, list[Reason]] = {}
    for reason in reasons:
        whole.setdefault(reason.pattern, []).append(reason)
    together: dict[tuple[tuple[str, ...], tuple[int, ...]], list[str]] = {}
    for pattern, found in whole.items():
        claims = tuple(dict.fromkeys(claim for reason in found for claim in reason.claims))
        if claims:
            counts = tuple(sorted({reason.origins for reason in found if reason.claims}))
            together.setdefault((claims, counts), []).append(pattern)
    for (claims, counts), patterns in together.items():
        # Where a row has several matches of a pattern, their origins are not to be taken for those of one statement.
        one = counts[0] if len(counts) == 1 and all(len(whole[pattern]) == 1 for pattern in patterns) else None
        yield f"   because {' and '.join(patterns)}{'' if one is None else f' ({origins_text(one)})'}"
        for claim in claims:
            number = explained.origins.get(claim, 0)
            yield f"     {explained.receipts.line(claim)}{'' if number == one else f'; {origins_text(number)}'}"
    claimed = {pattern for patterns in together.values() for pattern in patterns}
    for owed, words in (("corpus", "from the corpus itself"), ("nobody", "NO CLAIM IN FORCE says")):
        rest = [pattern for pattern in _owed(reasons, owed) if owed == "nobody" or pattern not in claimed]
        if rest:
            yield f"   {words}: {'; '.join(rest)}"


def _owed(reasons: Iterable[Reason], owed: str) -> list[str]:
    return list(dict.fromkeys(reason.pattern for reason in reasons if reason.owed == owed))


def origins_text(number: int) -> str:
    """Say how many independent origins there are.

    >>> origins_text(0), origins_text(1), origins_text(3)
    ('no independent origin known', '1 independent origin', '3 independent origins')
    """
    if not number:
        return "no independent origin known"
    return f"{number:,} independent origin{'' if number == 1 else 's'}"
