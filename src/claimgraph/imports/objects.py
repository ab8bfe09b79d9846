"""A cell in, the value that a predicate asks for out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimgraph.errors import did_you_mean, printable
from claimgraph.imports.dates import read_date
from claimgraph.imports.entities import NotKeptError
from claimgraph.imports.names import is_address
from claimgraph.values import parse_number
from claimgraph.vocab import CG, QUDT, XSD

if TYPE_CHECKING:
    from claimgraph.imports.entities import Entities
    from claimgraph.ontology import Field, Ontology

__all__ = ["find_predicate", "read_object", "read_word"]

_AMOUNT = re.compile(
    r"(?P<exactness>about|nearly|over|at least|at most|exactly)?\s*(?P<sign>[$€£])?\s*(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)"
    r"\s*(?P<scale>thousand|million|billion|trillion)?\s*(?P<unit>\S.*)?",
    re.IGNORECASE | re.ASCII,
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "%": "percent", "per cent": "percent", "euros": "EUR", "dollars": "USD", "pounds": "GBP"}
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


def find_predicate(text: str, ontology: Ontology) -> Field:
    """Return the predicate that a text names by its key or its label, whatever its case.

    Raises:
        NotKeptError: there is none.
    """
    plain = _fold(text.removeprefix(":"))
    for key, field in ontology.predicates.items():
        if plain in {_fold(key), _fold(ontology.label(field.iri))}:
            return field
    raise NotKeptError(f"there is no predicate '{printable(text, limit=80)}'. {did_you_mean(text, ontology.predicates)}".strip())


def read_word(text: str, cls: str, ontology: Ontology) -> str:
    """Return the word of a closed list that a text means, whatever its case.

    Raises:
        NotKeptError: it means none.
    """
    words = ontology.members(cls)
    for word, iri in words.items():
        if _fold(text) in {_fold(word), _fold(ontology.label(iri))}:
            return word
    hint = did_you_mean(text.lower(), words) or f"one of {', '.join(words)}"
    raise NotKeptError(f"'{printable(text, limit=80)}' is no {ontology.label(cls)}: {hint}")


def read_object(text: str, field: Field, entities: Entities, order: str) -> Any:
    """Return what a text means as the value of a predicate, as facts write it.

    Raises:
        NotKeptError: it cannot be such a value.
    """
    ontology = entities.ontology
    if field.datatype:
        return _literal(text, field.datatype.removeprefix(XSD), field.key)
    for cls in field.classes:
        if ontology.is_closed_list(cls):
            return read_word(text, cls, ontology)
        if cls == CG + "Date":
            date = read_date(text, order)
            if date.date is None:
                raise NotKeptError(date.why or f"'{text}' is no date")
            return date.date
        if cls == CG + "Amount":
            return _amount(text, ontology)
        if ontology.is_inline(cls):
            raise NotKeptError(f"'{field.key}' takes a {ontology.label(cls)}, whose parts do not fit into one cell")
    return entities.find(text, *field.classes)


def _literal(text: str, datatype: str, key: str) -> str:
    if datatype == "boolean":
        found = _TRUTH.get(text.lower(), "")
    elif datatype == "anyURI":
        found = text if is_address(text) else ""
    elif datatype == "integer":
        found = text if re.fullmatch(r"[0-9]{1,15}", text) else ""
    elif datatype == "decimal":
        found = text if parse_number(text) is not None else ""
    elif datatype == "string":
        found = text
    else:
        raise NotKeptError(f"'{key}' takes a {datatype}, which is not read from tables")
    if not found:
        raise NotKeptError(f"'{printable(text, limit=80)}' is no {datatype}, which '{key}' takes")
    return found


def _amount(text: str, ontology: Ontology) -> dict[str, str]:
    text = " ".join(text.split())
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise NotKeptError(f"'{printable(text, limit=80)}' is no amount such as '14.3 billion USD'")
    number = found["number"]
    if "," in number:
        if not _THOUSANDS.fullmatch(number):
            raise NotKeptError(f"'{printable(number, limit=80)}' can be read in two ways: write 2.4 for a fraction, 2,400,000 for millions")
        number = number.replace(",", "")
    scale = (found["scale"] or "").lower()
    if parse_number(number, scale or None) is None:
        raise NotKeptError(f"'{printable(number, limit=80)}' is no number of at most 18 digits")
    given = (found["unit"] or "").strip().lower()
    unit = _SIGNS.get(found["sign"] or "") or _SIGNS.get(given) or (given and read_word(given, QUDT + "Unit", ontology))
    if not unit or (found["sign"] and given):
        raise NotKeptError(f"'{printable(text, limit=80)}' has no unit, or two: write one behind the number, as in '14.3 billion USD'")
    amount = {"value": number, "unit": unit}
    if scale:
        amount["scale"] = scale
    exactness = (found["exactness"] or "").lower().replace(" ", "-")
    return amount | ({"exactness": exactness} if exactness and exactness != "exactly" else {})


def _fold(text: str) -> str:
    return "-".join(text.replace("_", " ").replace("-", " ").split()).casefold()
