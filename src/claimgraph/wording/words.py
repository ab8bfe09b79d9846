"""Terms, amounts and dates in; the words a reader sees for them out."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimgraph.store.protocol import Store

__all__ = ["DATE_FORMS", "Words", "amount_text", "date_text", "join_words", "list_words", "shorten"]

#: How a date is said that is meant otherwise than exactly, by the local name of its exactness.
DATE_FORMS = {
    "exact": "{}", "range": "{}", "": "{}", "about": "about {}", "nearly": "shortly before {}", "over": "after {}",
    "at-least": "{} or later", "at-most": "{} or earlier", "vague": "{} (vague)",
}  # fmt: skip

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£"}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2})(?:T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?(?![\d-])")
_ONTOLOGY = """
SELECT ?term ?name ?notation {
  GRAPH <https://w3id.org/claimgraph/ns> { ?term rdfs:label ?name . FILTER(isIRI(?term)) OPTIONAL { ?term skos:notation ?notation } }
}"""


def list_words(store: Store) -> dict[str, str]:
    """Return what the ontologies call their terms, by CURIE; units by their short signs."""
    compact = Compactor(store.prefixes)
    return {compact(row["term"].value): (row["notation"] or row["name"]).value for row in sorted(store.rows(_ONTOLOGY), key=str)}


class Words:
    """Says in words what a CURIE or a literal stands for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Use the words of the ontologies, by CURIE."""
        self._known = known

    def __call__(self, curie: str) -> str:
        """Return the words for a term; an unknown one gets its local name.

        >>> Words({":ledBy": "led by"})(":ledBy"), Words({})("cg:at-least"), Words({})("<http://x/y>")
        ('led by', 'at least', 'http://x/y')
        """
        if curie in self._known:
            return self._known[curie]
        if curie.startswith("<"):
            return curie.strip("<>")
        return curie.partition(":")[2].replace("-", " ") or curie

    def knows(self, curie: str) -> bool:
        """Tell whether an ontology has a word for a term."""
        return curie in self._known

    def literal(self, value: Mapping[str, Any]) -> str:
        """Return the text of a literal; truth values as yes and no."""
        text = str(value.get("value", ""))
        return {"true": "yes", "false": "no"}.get(text, text) if value.get("datatype") == "xsd:boolean" else text


def amount_text(value: Mapping[str, Any], words: Words) -> str:
    r"""Write an amount or a score with unit and exactness.

    >>> amount_text({"schema:value": {"value": "15000000000"}, "qudt:unit": "unit:CCY_USD",
    ...              "cg:exactness": "cg:nearly"}, Words({"unit:CCY_USD": "USD"}))
    'nearly $15 billion'
    >>> amount_text({"cg:low": {"value": "1"}, "cg:high": {"value": "2.5"}, "qudt:unit": "cg:points"}, Words({}))
    '1\u20132.5 points'
    >>> amount_text({"schema:value": {"value": "-5"}, "qudt:unit": "unit:CCY_EUR"}, Words({"unit:CCY_EUR": "EUR"}))
    '-€5'
    """
    numbers = [number for key in ("schema:value", "cg:low", "cg:high") if (number := _number(value.get(key))) is not None]
    if _number(value.get("schema:value")) is not None:
        numbers = numbers[:1]
    unit = words(value["qudt:unit"]) if value.get("qudt:unit") else ""
    scale, name = next(((s, n) for s, n in _SCALES if numbers and max(map(abs, numbers)) >= s), (Decimal(1), ""))
    sign = _CURRENCIES.get(unit, "")
    figure = _figure([number / scale for number in dict.fromkeys(numbers)], sign) or sign + (_text(value.get("schema:value")) or "?")
    exactness = words(value.get("cg:exactness") or "")
    before = "" if exactness in {"exact", "range", ""} else f"{exactness} "
    after = (f" {name}" if name else "") + ("" if sign or unit == "items" else "%" if unit == "percent" else f" {unit}" if unit else "")
    return before + figure + after


def date_text(value: Mapping[str, Any]) -> str:
    """Write a date to its own precision, or in the words of its source.

    >>> date_text({"schema:value": {"value": "2026-04-08"}}), date_text({"schema:value": {"value": "2026-04"}})
    ('8 April 2026', 'April 2026')
    >>> date_text({"cg:earliest": {"value": "2026-04-08"}})
    'from 8 April 2026'
    >>> date_text({"value": "2026-05", "exactness": "cg:at-least"}), date_text({"value": "2026-11-26T23:59:59-12:00"})
    ('May 2026 or later', '26 November 2026, 23:59:59 UTC-12:00')
    """
    label = _text(value.get("rdfs:label") or value.get("label"))
    written = _text(value.get("schema:value") or value.get("value"))
    first, last = (_day(_text(value.get(f"cg:{key}") or value.get(key))) for key in ("earliest", "latest"))
    exactness = (value.get("cg:exactness") or value.get("exactness") or "cg:exact").removeprefix("cg:")
    if written:
        text = DATE_FORMS.get(exactness, "{} (" + exactness.replace("-", " ") + ")").format(_day(written))
    elif first and last:
        text = f"{first} to {last}"
    else:
        text = f"from {first}" if first else f"until {last}" if last else ""
    return f"{label} ({text})" if label and text else label or text


def join_words(words: Sequence[str], last: str) -> str:
    """Write a list as a sentence has it; `last` is the word before the last.

    >>> join_words(["a", "b", "c"], "or"), join_words(["a"], "and")
    ('a, b or c', 'a')
    """
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def shorten(text: str, limit: int) -> str:
    """Cut a text that is too long for its place.

    >>> shorten("abcdef", 4)
    'abc…'
    """
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _text(value: object) -> str:
    return str(value.get("value") or "") if isinstance(value, dict) else str(value or "")


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(_text(value))
    except InvalidOperation:
        return None
    # What has more digits than anybody reads, or is none at all, is shown as it is written.
    return number if number.is_finite() and abs(number.adjusted()) < 100 else None


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(numbers: Sequence[Decimal], sign: str) -> str:
    """Write a number, or the two ends of a range, with the sign of a currency; the minus stands before that."""
    if any(number < 0 for number in numbers):
        return " to ".join(f"{'-' if number < 0 else ''}{sign}{_plain(abs(number))}" for number in numbers)
    return sign + "\u2013".join(map(_plain, numbers)) if numbers else ""


def _day(text: str) -> str:
    """Write the ISO months, days and moments in a text out in full; anything else stays as it is."""
    return _ISO.sub(_moment, text)


def _moment(found: re.Match[str]) -> str:
    text = f"{int(found[3])} {_month(found)}" if found[3] else _month(found)
    if found[4]:
        text += f", {found[4]}{'' if found[5] in {None, ':00'} else found[5]}"
    zone = found[6]
    return text if not zone else f"{text} UTC" if zone == "Z" else f"{text} UTC{zone}"


def _month(found: re.Match[str]) -> str:
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
