"""Values in, each beside the field that its key stands for; whether they are of its type out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimgraph.reader.bounds import Bounds
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import is_iri, parse_date, parse_number
from claimgraph.vocab import CG, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


class _Known(NamedTuple):
    """A field, a test that sound texts pass, and whether it holds references and nothing else."""

    field: Field
    passes: Callable[[str], object] | None
    refers: bool


class _Form(NamedTuple):
    """The fields of a class, the keys it must have, keys that are no fields, and what looks at several keys together."""

    fields: dict[str, _Known]
    required: list[str]
    extra: set[str]
    check: Callable[[Mapping], None] | None


class Values:
    """Reads the keys of an entry and what stands behind them."""

    def __init__(self, ontology: Ontology, ids: Ids, findings: Findings) -> None:
        """Go by the fields of an ontology."""
        self.ontology = ontology
        self._ids = ids
        self._findings = findings
        self._bounds = Bounds(findings)
        self._forms: dict[str, _Form] = {}
        self._stated: dict[str, tuple[_Known, tuple[str, ...]]] = {}
        self._dates: set[str] = set()

    def read_fields(self, node: Mapping, cls: str, besides: Iterable[str] = ()) -> None:
        """Check every key of an entry against the fields of its class."""
        form = self._forms.get(cls) or self._form(cls)
        fields = form.fields
        for key, entry in node.entries.items():
            known = fields.get(key)
            if known is not None:
                self._read_known(entry.value, known, cls)
            elif key not in besides and key not in form.extra:
                self._findings.unknown_key(entry.where, key, self._article(cls), [*fields, *sorted({*besides, *form.extra})])
        for key in form.required:
            if key not in node.entries:
                self._findings.problem(node.where, "missing-key", f"{self._article(cls)} has no '{key}'")
        if form.check is not None:
            form.check(node)

    def _form(self, cls: str) -> _Form:
        """Prepare to read entries of a class."""
        fields = self.ontology.fields(cls)
        required = [key for key, field in fields.items() if field.required and key not in _DEFAULTED]
        is_amount = self.ontology.is_a(cls, CG + "Amount")
        check = {CG + "Evidence": self._bounds.check_order, CG + "Date": self._bounds.check_date}.get(cls)
        check = self._bounds.check_amount if is_amount else check
        form = _Form({key: self._know(field) for key, field in fields.items()}, required, {"scale"} if is_amount else set(), check)
        return self._forms.setdefault(cls, form)

    def _know(self, field: Field) -> _Known:
        """Prepare to read what stands behind a key."""
        refers = bool(field.classes) and not self.ontology.inline_classes(field) and not self.ontology.is_closed_list(field.classes[0])
        return _Known(field, None if refers else self._quick_test(field), refers)

    def _quick_test(self, field: Field) -> Callable[[str], object] | None:
        """Return a test that only texts pass of which there is nothing to report; nearly all do."""
        if not field.classes and not field.any_iri:
            if field.pattern and field.datatype in _ANY_TEXT:
                search = re.compile(field.pattern).search
                return lambda text: search(text) and text.strip()
            if not field.pattern:
                return str.strip if field.datatype in _ANY_TEXT else _INTEGER.fullmatch if field.datatype == XSD + "integer" else None
        elif field.classes and self.ontology.is_closed_list(field.classes[0]):
            words = frozenset(word for word in self.ontology.members(field.classes[0]) if word.strip())
            return words.__contains__
        elif CG + "Date" in field.classes:
            return self._is_date
        return None

    def _is_date(self, text: str) -> bool:
        """Tell whether a text is a date; the same are written again and again."""
        if text not in self._dates and parse_date(text) is not None:
            self._dates.add(text)
        return text in self._dates

    def _read_known(self, value: Node, known: _Known, holder: str) -> None:
        if isinstance(value, Scalar):
            if known.passes is not None and known.passes(value.text):
                return
            if known.refers and value.text.strip():
                self._ids.read_reference(value, known.field.classes)
                return
        self.read_field(value, known.field, holder)

    def read_statement(self, subject: Node | None, key: str, value: Node) -> bool:
        """Check what is stated with a predicate, and note whom of; tell whether there is such a predicate."""
        stated = self._stated.get(key)
        if stated is None:
            field = self.ontology.predicates.get(key)
            if field is None:
                return False
            stated = self._stated[key] = self._know(field), tuple(self.ontology.domains(field.iri))
        known, domains = stated
        if subject is not None:
            self._ids.read_reference(subject, domains)
        self._read_known(value, known, "")
        return True

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
