"""Entries with two ends in; whether their ends are in order out: amounts, dates, spans of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.syntax import Mapping, Node, Scalar
from claimgraph.values import SCALES, parse_date, parse_number

if TYPE_CHECKING:
    from claimgraph.reader.findings import Findings

__all__ = ["Bounds"]

_INTEGER = re.compile(r"[0-9]{1,15}")
#: Engines hold 18 digits before the point.
_TOO_LARGE = 10**18


class Bounds:
    """Checks what takes more than one key of an entry to see."""

    def __init__(self, findings: Findings) -> None:
        """Note what is wrong among the findings."""
        self._findings = findings

    def check_order(self, node: Mapping) -> None:
        """Check that a span ends behind its start."""
        start, end = node.find_text("start") or "", node.find_text("end") or ""
        if _INTEGER.fullmatch(start) and _INTEGER.fullmatch(end) and int(start) >= int(end):
            self._findings.problem(node.where, "bad-offset", f"evidence starts at {start} and ends at {end}",
                          "the end is the offset behind the last character")  # fmt: skip

    def check_date(self, node: Mapping) -> None:
        """Check that a date has a value, or ends in order."""
        value = node.find("value")
        earliest, latest = node.find_text("earliest") or "", node.find_text("latest") or ""
        if isinstance(value, Scalar) and parse_date(value.text) is None:
            self.bad_date(value, "2026, 2026-04 or 2026-04-08")
        elif value and (earliest or latest):
            self._findings.problem(
                node.where, "bad-date", "a date has either a value, or an earliest and a latest day, not both", "keep one"
            )
        elif not (value or earliest or latest):
            self._findings.problem(node.where, "missing-key", "a date has neither a value nor an earliest or a latest day")
        elif earliest and latest and earliest > latest:
            self._findings.problem(node.where, "bad-date", f"the earliest day, {earliest}, is after the latest, {latest}", "swap them")

    def check_amount(self, node: Mapping) -> None:
        """Check that an amount has a value that engines can hold, or ends in order."""
        scale = node.entries.get("scale")
        word = node.find_text("scale") or ""
        if scale and word not in SCALES:
            self._findings.problem(scale.value.where, "bad-value", f"'{word}' is no scale", f"one of {', '.join(SCALES)}")
            return
        numbers = {key: parse_number(node.find_text(key) or "", word or None) for key in ("value", "low", "high")}
        for key, number in numbers.items():
            if number is not None and abs(number) >= _TOO_LARGE:
                self._findings.problem(
                    (node.find(key) or node).where, "bad-number", f"'{key}' is too large", "a number has at most 18 digits"
                )
        low, high = numbers["low"], numbers["high"]
        if not any(node.find(key) for key in ("value", "low", "high")):
            self._findings.problem(node.where, "missing-key", "an amount has neither a value nor a low and a high")
        elif node.find("value") and (node.find("low") or node.find("high")):
            self._findings.problem(node.where, "bad-value", "an amount has either a value, or a low and a high, not both",
                          "bounds of a value follow from its exactness")  # fmt: skip
        elif low is not None and high is not None and low > high:
            self._findings.problem(node.where, "bad-number", f"the low, {node.find_text('low')}, is above the high, {node.find_text('high')}",
                          "swap them")  # fmt: skip
        elif exactness := node.find("exactness"):
            self._check_open_ends(exactness, low=node.find("low") is not None, high=node.find("high") is not None)

    def _check_open_ends(self, exactness: Node, *, low: bool, high: bool) -> None:
        """Report an exactness that says otherwise than the ends that are given: it is said of a value."""
        allowed = {(True, True): {"range"}, (True, False): {"at-least", "over"}, (False, True): {"at-most"}}.get((low, high))
        if allowed and isinstance(exactness, Scalar) and exactness.text not in allowed:
            ends = " and ".join(name for name, there in (("a low", low), ("a high", high)) if there)
            self._findings.problem(exactness.where, "bad-value", f"an amount with {ends} is not '{exactness.text}'",
                          "leave the exactness out, or give one value in place of the ends")  # fmt: skip

    def bad_date(self, value: Scalar, form: str) -> None:
        """Note a date that is none; `form` is how it is written."""
        what = "a date of the calendar" if parse_date(value.text) is None else form.partition(" such")[0]
        moment = "a moment such as 2026-04-08T12:00:00Z, with the seconds"
        self._findings.problem(
            value.where,
            "bad-date",
            f"'{value.text}' is not {what}",
            f"write {moment if 'T0' in value.text or 'T1' in value.text else form}",
        )
