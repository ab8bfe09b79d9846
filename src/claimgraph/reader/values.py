"""Values in, each beside the field that its key stands for; whether they are of its type out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.reader.bounds import Bounds
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import is_iri, parse_date, parse_number
from claimgraph.vocab import CG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimgraph.ontology import Field, Ontology
    from claimgraph.reader.findings import Findings
    from claimgraph.reader.ids import Ids

__all__ = ["Values"]

_LONG = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_INTEGER = re.compile(r"[0-9]{1,15}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
#: What the completer writes when the author does not.
_DEFAULTED = {"modality", "polarity", "stance", "exactness"}
_ANY_TEXT = {"", XSD + "string"}


class Values:
    """Reads the keys of an entry and what stands behind them."""

    def __init__(self, ontology: Ontology, ids: Ids, findings: Findings) -> None:
        """Go by the fields of an ontology."""
        self.ontology = ontology
        self._ids = ids
        self._findings = findings
        self._bounds = Bounds(findings)
        self._forms: dict[str, tuple[dict[str, Field], list[str], set[str]]] = {}

    def read_fields(self, node: Mapping, cls: str, besides: Iterable[str] = ()) -> None:
        """Check every key of an entry against the fields of its class."""
        fields, required, extra = self._form(cls)
        for key, entry in node.entries.items():
            if key in fields:
                self.read_field(entry.value, fields[key], cls)
            elif key not in besides and key not in extra:
                self._findings.unknown_key(entry.where, key, self._article(cls), [*fields, *sorted({*besides, *extra})])
        for key in required:
            if key not in node.entries:
                self._findings.problem(node.where, "missing-key", f"{self._article(cls)} has no '{key}'")
        if cls == CG + "Evidence":
            self._bounds.check_order(node)
        elif cls == CG + "Date":
            self._bounds.check_date(node)
        elif self.ontology.is_a(cls, CG + "Amount"):
            self._bounds.check_amount(node)

    def _form(self, cls: str) -> tuple[dict[str, Field], list[str], set[str]]:
        """Return the fields of a class, the keys it must have, and those that are no fields; it is asked for every entry."""
        known = self._forms.get(cls)
        if known is None:
            fields = self.ontology.fields(cls)
            required = [key for key, field in fields.items() if field.required and key not in _DEFAULTED]
            known = self._forms[cls] = fields, required, {"scale"} if self.ontology.is_a(cls, CG + "Amount") else set()
        return known

    def _article(self, cls: str) -> str:
        label = self.ontology.label(cls)
        if cls == CG + "Evidence":
            return label
        return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"

    def read_field(self, value: Node, field: Field, holder: str = "") -> None:
        """Check what stands behind one key; `holder` is the class of the entry."""
        if isinstance(value, Sequence):
            if field.single:
                self._findings.problem(value.where, "wrong-shape", f"'{field.key}' has one value, not a list")
                return
            if not value.items:
                self._findings.problem(value.where, "wrong-shape", f"'{field.key}' is an empty list", "leave the key out")
            for item in value.items:
                self._read_one(item, field, holder)
        else:
            self._read_one(value, field, holder)

    def _read_one(self, value: Node, field: Field, holder: str) -> None:
        if isinstance(value, Scalar) and not field.classes and not field.any_iri and value.text.strip():
            if field.pattern or field.datatype not in _ANY_TEXT:
                self._read_literal(value, field, holder)
            return
        inline = self.ontology.inline_classes(field)
        if isinstance(value, Mapping):
            if inline:
                self.read_fields(value, inline[0])
            else:
                self._findings.problem(value.where, "wrong-shape", f"'{field.key}' is a plain value, not a mapping")
        elif isinstance(value, Sequence):
            self._findings.problem(value.where, "wrong-shape", f"'{field.key}' is a list of values, not of lists")
        elif not value.text.strip():
            self._findings.problem(value.where, "bad-value", f"'{field.key}' is empty", "leave the key out, or write the value")
        elif field.any_iri:
            self._read_iri(value)
        elif self.ontology.is_closed_list(field.classes[0]):
            self._read_word(value, field)
        elif CG + "Date" in inline:
            self._read_date(value)
        elif inline and len(inline) == len(field.classes):
            self._findings.problem(value.where, "wrong-shape", f"'{field.key}' is a mapping, not a plain value",
                          f"its keys are {', '.join(self.ontology.fields(inline[0]))}")  # fmt: skip
        else:
            self._ids.read_reference(value, tuple(cls for cls in field.classes if cls not in inline))

    def _read_literal(self, value: Scalar, field: Field, holder: str) -> None:
        datatype = field.datatype.removeprefix(XSD)
        text = value.text
        if datatype == "decimal" and parse_number(text) is None and _LONG.fullmatch(text):
            self._findings.problem(value.where, "bad-number", "this number has too many digits",
                          "at most 18 before the point and 17 behind it; large numbers take scale: billion")  # fmt: skip
        elif datatype == "decimal" and parse_number(text) is None:
            self._findings.problem(value.where, "bad-number", f"'{text}' is not a plain decimal number",
                          "write digits, with a point if need be: 14.3; large numbers take scale: billion")  # fmt: skip
        elif datatype == "integer" and not _INTEGER.fullmatch(text):
            self._findings.problem(value.where, "bad-number", f"'{text}' is not a whole number of zero or more")
        elif datatype == "boolean" and text not in {"true", "false"}:
            self._findings.problem(value.where, "bad-value", f"'{field.key}' is true or false, not '{text}'")
        elif datatype == "anyURI" and not _URL.fullmatch(text):
            self._findings.problem(value.where, "bad-url", f"'{text}' is not an address", "write it whole: https://example.org/page")
        elif datatype in {"date", "dateTime"} and not self._is_day(text, field.datatype):
            self._bounds.bad_date(value, "a moment such as 2026-04-08T12:00:00Z" if datatype == "dateTime" else "a day such as 2026-04-08")
        elif field.pattern and not re.search(field.pattern, text):
            what = "64 lower-case hexadecimal digits" if field.key == "sha256" else f"of the form {field.pattern}"
            hint = "run `claimgraph cite TEXT 'phrase'` to have the line written" if holder == CG + "Evidence" else field.message
            self._findings.problem(value.where, "bad-value", f"'{field.key}' is not {what}", hint)

    def _is_day(self, text: str, datatype: str) -> bool:
        bounds = parse_date(text)
        return bounds is not None and XSD + bounds.datatype == datatype

    def _read_word(self, value: Scalar, field: Field) -> None:
        words = self.ontology.members(field.classes[0])
        if value.text not in words:
            self._findings.problem(value.where, "bad-value", f"'{value.text}' is no {self.ontology.label(field.classes[0])}",
                          self._findings.guess(value.text, words) or f"one of {', '.join(words)}")  # fmt: skip

    def _read_date(self, value: Scalar) -> None:
        if parse_date(value.text) is None:
            self._bounds.bad_date(value, "2026, 2026-04 or 2026-04-08, or {earliest: 2026-04-08, exactness: vague}")

    def _read_iri(self, value: Scalar) -> None:
        if not _URL.fullmatch(value.text) or not is_iri(value.text):
            self._findings.problem(value.where, "bad-url", f"'{value.text}' is not an absolute IRI",
                          "write it whole: https://…; signs such as [ ] % take the form %5B %5D %25")  # fmt: skip
