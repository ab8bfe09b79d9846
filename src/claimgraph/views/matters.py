"""Things, predicates, values and dates of an analysis in; the words a reader sees for them, and the JSON a program gets, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.vocab import CG, RDF, SCHEMA
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import Words, amount_text, date_text, list_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.analyses.matters import Moment, Value
    from claimgraph.analyses.records import Days
    from claimgraph.store.protocol import Store
    from claimgraph.views.receipts import Receipts

__all__ = ["Teller", "count_words", "days_text", "moment_json", "moment_text", "speaker_text"]

#: What is named inside a value, with the word that leads to it.
_NESTED = {SCHEMA + "variableMeasured": "on", CG + "comparedWith": "than", CG + "inRespectOf": "in respect of"}


class Teller:
    """Says what the subjects, predicates and objects of statements are called; all names are asked for at once."""

    def __init__(self, store: Store, things: Iterable[Any], values: Mapping[str, Value]) -> None:
        """Prepare for `things`, terms or IRIs of subjects and objects, and for value nodes by IRI."""
        self.compact = Compactor(store.prefixes)
        self._words = Words(list_words(store))
        self._values = values
        iris = {thing if isinstance(thing, str) else thing.value for thing in things if not isinstance(thing, ox.Literal)}
        iris |= {value.parts[part].value for value in values.values() for part in _NESTED if part in value.parts}
        self._names = read_names(store, iris - values.keys())

    def thing(self, iri: str) -> str:
        """Return the name of a thing, or the word of a closed list."""
        return self._names.get(iri) or self._words(self.compact(iri))

    def predicate(self, iri: str) -> str:
        """Return what the vocabulary calls a predicate."""
        return self._words(self.compact(iri))

    def object(self, term: Any) -> str:
        """Return the words for what stands behind a predicate: a name, a text, a date or an amount."""
        if isinstance(term, ox.Literal):
            return self._words.literal({"value": term.value, "datatype": self.compact(term.datatype.value)})
        value = self._values.get(term.value)
        return self.value(value) if value is not None else self.thing(term.value)

    def value(self, value: Value) -> str:
        """Return the words for a date, an amount, a score or a comparison."""
        kind = value.parts.get(RDF + "type")
        if kind is not None and kind.value == CG + "Date":
            return moment_text(value.moment)
        parts = {
            self.compact(part): self.compact(term.value) if isinstance(term, ox.NamedNode) else {"value": term.value}
            for part, term in value.parts.items()
        }
        text = self._words(str(parts["cg:relation"])) if "cg:relation" in parts else amount_text(parts, self._words)
        for part, word in _NESTED.items():
            if part in value.parts:
                text += f" {word} {self.thing(value.parts[part].value)}"
        return text + (f" ({value.parts[CG + 'setting'].value})" if CG + "setting" in value.parts else "")

    def json(self, term: Any) -> Any:
        """Return a term as the JSON of `list` gives it: a CURIE, or a literal as an object."""
        if not isinstance(term, ox.Literal):
            return self.compact(term.value)
        return {"value": term.value, "datatype": self.compact(term.datatype.value), "lang": term.language}


def moment_text(moment: Moment, *, short: bool = False) -> str:
    """Write a date in words; a short one is its label alone, if it has one.

    >>> from claimgraph.analyses.matters import Moment
    >>> from claimgraph.analyses.records import Days
    >>> spring = Moment(Days("2026-03-01", "2026-06-21"), "range", "", "spring 2026")
    >>> moment_text(spring), moment_text(spring, short=True)
    ('spring 2026 (1 March 2026 to 21 June 2026)', 'spring 2026')
    """
    if short and moment.label:
        return moment.label
    return date_text(moment_json(moment)) or "no day that is known"


def moment_json(moment: Moment) -> dict[str, str | None]:
    """Return a date with the fields that all dates have in our JSON: value, earliest, latest, exactness, label."""
    first, last = moment.days
    return {
        "value": moment.value or None,
        "earliest": first or None,
        "latest": last or None,
        "exactness": f"cg:{moment.exactness}",
        "label": moment.label or None,
    }


def days_text(days: Days) -> str:
    """Write when something was said, no more exactly than it is known.

    >>> from claimgraph.analyses.records import Days
    >>> days_text(Days("2026-04-08", "2026-04-08")), days_text(Days("2026-04-08", "2026-11-23")), days_text(Days())
    ('8 April 2026', 'between 8 April 2026 and 23 November 2026', 'undated')
    """
    first, last = (date_text({"value": day}) if day else "" for day in days)
    if first and last:
        if days.first == days.last:
            return first
        if days.first[:7] == days.last[:7] and days.first.endswith("-01") and days.last >= days.first[:7] + "-28":
            return date_text({"value": days.first[:7]})
        return f"between {first} and {last}"
    return f"on or after {first}" if first else f"by {last}" if last else "undated"


def speaker_text(receipts: Receipts, claim: str) -> str:
    """Return whom a claim is from in the end: whom its source has it from, hop by hop, or who answers for the source."""
    chain = receipts.chain(claim)
    return " → ".join(chain[1:]) or chain[0]


def count_words(number: int, one: str, several: str = "") -> str:
    """Write a number with its noun.

    >>> count_words(1, "promise"), count_words(3, "promise"), count_words(0, "day")
    ('1 promise', '3 promises', '0 days')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"
