"""Entries in, sources, entities and claims out: every key known, every value of its type.

The reader walks each entry beside the fields that the ontology gives its class. It
never stops at a mistake; what is wrong is reported and left out of the corpus.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimgraph.errors import Problem, Where, did_you_mean
from claimgraph.model import Claim, Entity, Reference, Settings, Source
from claimgraph.syntax import Mapping, Node, Scalar, Sequence
from claimgraph.values import SCALES, is_iri, parse_date, parse_number
from claimgraph.vocab import CG, SYSTEM_PATHS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimgraph.ontology import Field, Ontology

__all__ = ["Reader"]

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ENTITY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_LONG = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_INTEGER = re.compile(r"[0-9]{1,15}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
#: What the completer writes when the author does not.
_DEFAULTED = {"modality", "polarity", "stance", "exactness"}
_COLLECTION = ("entities", "sources")
_ANY_TEXT = {"", XSD + "string"}
#: Engines hold 18 digits before the point.
_TOO_LARGE = 10**18
#: So many problems, and nobody reads the hints of further ones.
_MANY = 500


class Reader:
    """Reads the files of one corpus; collects what is in them, and what is wrong."""

    def __init__(self, ontology: Ontology, settings: Settings) -> None:
        """Start with nothing read."""
        self.ontology = ontology
        self.prefixes = settings.all_prefixes()
        self.entity_prefixes = settings.entity_prefixes()
        self.sources: list[Source] = []
        self.entities: list[Entity] = []
        self.claims: list[Claim] = []
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        #: Every id declared, of sound entries or not, with its classes as far as they are known.
        self.declared: list[tuple[str, tuple[str, ...], Where]] = []
        self._holder = ""
        self._forms: dict[str, tuple[dict[str, Field], list[str], set[str]]] = {}
        self._source_types = ontology.source_types()
        self._entity_types = ontology.entity_types()

    # ------------------------------------------------------------ files

    def read_file(self, root: Node) -> None:
        """Read one file: a source with its claims, or lists of entities and sources."""
        if not isinstance(root, Mapping):
            self._problem(root.where, "wrong-shape", "a facts file is a mapping of keys to values",
                          "a source starts with `id: src:…`, a list of entities with `entities:`")  # fmt: skip
        elif any(key in root.entries for key in _COLLECTION):
            self._read_collection(root)
        else:
            self._read_source(root)

    def _read_collection(self, root: Mapping) -> None:
        for key, entry in root.entries.items():
            if key not in _COLLECTION:
                self._unknown_key(entry.where, key, "a file of entities or sources", _COLLECTION)
                continue
            for item in self._mappings(entry.value, key):
                (self._read_entity if key == "entities" else self._read_source)(item)

    def _read_source(self, node: Mapping) -> None:
        before = len(self.problems)
        name = self._read_id(node, "a source", "src", _SLUG)
        self._declare(node, name, self._read_types(node, self._source_types, "a source", single=True))
        self._read_fields(node, CG + "Source", {"id", "type", "claims"})
        source = Source(name, node, node.where)
        if name and len(self.problems) == before:
            self.sources.append(source)
        claims = node.find("claims")
        for item in self._mappings(claims, "claims") if claims is not None else ():
            self._read_claim(item, source)

    def _read_entity(self, node: Mapping) -> None:
        before = len(self.problems)
        name = self._read_id(node, "an entity", self.entity_prefixes, _ENTITY)
        classes = self._read_types(node, self._entity_types, "an entity")
        self._declare(node, name, classes)
        self._read_fields(node, CG + "Entity", {"id", "type"})
        if name and len(self.problems) == before:
            self.entities.append(Entity(name, classes, node, node.where))

    def _read_claim(self, node: Mapping, source: Source) -> None:
        before = len(self.problems)
        name = self._read_id(node, "a claim", "claim", _SLUG)
        self._declare(node, name, (CG + "Claim",))
        self._read_fields(node, CG + "Claim", {"id", "says"})
        says = node.find("says")
        if says is None:
            self._problem(node.where, "missing-key", f"{name or 'the claim'} has no 'says'", "write what is stated")
        else:
            self._read_statements(says)
        if name and len(self.problems) == before:
            self.claims.append(Claim(name, source, node, node.where))

    def _declare(self, node: Mapping, name: str, classes: tuple[str, ...]) -> None:
        self._holder = name
        if name:
            self.declared.append((name, classes, node.entries["id"].value.where))

    # ------------------------------------------------------------ statements

    def _read_statements(self, says: Node) -> None:
        items = list(self._mappings(says, "says"))
        for item in items:
            subject = item.find("id")
            if subject is None:
                self._problem(item.where, "missing-key", "a statement has no 'id' that says what it speaks of")
            keys = [key for key in item.entries if key != "id"]
            if not keys:
                self._problem(item.where, "missing-key", "a statement says nothing: it has no predicate")
            for key in keys:
                self._read_statement(subject, key, item)
        if not items and isinstance(says, Sequence):
            self._problem(says.where, "wrong-shape", "'says' is empty")

    def _read_statement(self, subject: Node | None, key: str, item: Mapping) -> None:
        entry = item.entries[key]
        field = self.ontology.predicates.get(key)
        if field is None:
            self._unknown_key(entry.where, key, "a statement", self.ontology.predicates)
            return
        if subject is not None:
            self._read_reference(subject, tuple(self.ontology.domains(field.iri)))
        self._read_field(entry.value, field)

    # ------------------------------------------------------------ fields

    def _read_fields(self, node: Mapping, cls: str, besides: Iterable[str] = ()) -> None:
        """Check every key of an entry against the fields of its class."""
        fields, required, extra = self._form(cls)
        for key, entry in node.entries.items():
            if key in fields:
                self._read_field(entry.value, fields[key], cls)
            elif key not in besides and key not in extra:
                self._unknown_key(entry.where, key, self._article(cls), [*fields, *sorted({*besides, *extra})])
        for key in required:
            if key not in node.entries:
                self._problem(node.where, "missing-key", f"{self._article(cls)} has no '{key}'")
        if cls == CG + "Evidence":
            self._check_order(node)
        elif cls == CG + "Date":
            self._check_date(node)
        elif self.ontology.is_a(cls, CG + "Amount"):
            self._check_amount(node)

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

    def _read_field(self, value: Node, field: Field, holder: str = "") -> None:
        if isinstance(value, Sequence):
            if field.single:
                self._problem(value.where, "wrong-shape", f"'{field.key}' has one value, not a list")
                return
            if not value.items:
                self._problem(value.where, "wrong-shape", f"'{field.key}' is an empty list", "leave the key out")
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
                self._read_fields(value, inline[0])
            else:
                self._problem(value.where, "wrong-shape", f"'{field.key}' is a plain value, not a mapping")
        elif isinstance(value, Sequence):
            self._problem(value.where, "wrong-shape", f"'{field.key}' is a list of values, not of lists")
        elif not value.text.strip():
            self._problem(value.where, "bad-value", f"'{field.key}' is empty", "leave the key out, or write the value")
        elif field.any_iri:
            self._read_iri(value)
        elif self.ontology.is_closed_list(field.classes[0]):
            self._read_word(value, field)
        elif CG + "Date" in inline:
            self._read_date(value)
        elif inline and len(inline) == len(field.classes):
            self._problem(value.where, "wrong-shape", f"'{field.key}' is a mapping, not a plain value",
                          f"its keys are {', '.join(self.ontology.fields(inline[0]))}")  # fmt: skip
        else:
            self._read_reference(value, tuple(cls for cls in field.classes if cls not in inline))

    def _read_literal(self, value: Scalar, field: Field, holder: str) -> None:
        datatype = field.datatype.removeprefix(XSD)
        text = value.text
        if datatype == "decimal" and parse_number(text) is None and _LONG.fullmatch(text):
            self._problem(value.where, "bad-number", "this number has too many digits",
                          "at most 18 before the point and 17 behind it; large numbers take scale: billion")  # fmt: skip
        elif datatype == "decimal" and parse_number(text) is None:
            self._problem(value.where, "bad-number", f"'{text}' is not a plain decimal number",
                          "write digits, with a point if need be: 14.3; large numbers take scale: billion")  # fmt: skip
        elif datatype == "integer" and not _INTEGER.fullmatch(text):
            self._problem(value.where, "bad-number", f"'{text}' is not a whole number of zero or more")
        elif datatype == "boolean" and text not in {"true", "false"}:
            self._problem(value.where, "bad-value", f"'{field.key}' is true or false, not '{text}'")
        elif datatype == "anyURI" and not _URL.fullmatch(text):
            self._problem(value.where, "bad-url", f"'{text}' is not an address", "write it whole: https://example.org/page")
        elif datatype in {"date", "dateTime"} and not self._is_day(text, field.datatype):
            self._bad_date(value, "a moment such as 2026-04-08T12:00:00Z" if datatype == "dateTime" else "a day such as 2026-04-08")
        elif field.pattern and not re.search(field.pattern, text):
            what = "64 lower-case hexadecimal digits" if field.key == "sha256" else f"of the form {field.pattern}"
            hint = "run `claimgraph cite TEXT 'phrase'` to have the line written" if holder == CG + "Evidence" else field.message
            self._problem(value.where, "bad-value", f"'{field.key}' is not {what}", hint)

    def _is_day(self, text: str, datatype: str) -> bool:
        bounds = parse_date(text)
        return bounds is not None and XSD + bounds.datatype == datatype

    def _read_word(self, value: Scalar, field: Field) -> None:
        words = self.ontology.members(field.classes[0])
        if value.text not in words:
            self._problem(value.where, "bad-value", f"'{value.text}' is no {self.ontology.label(field.classes[0])}",
                          self._guess(value.text, words) or f"one of {', '.join(words)}")  # fmt: skip

    def _read_date(self, value: Scalar) -> None:
        if parse_date(value.text) is None:
            self._bad_date(value, "2026, 2026-04 or 2026-04-08, or {earliest: 2026-04-08, exactness: vague}")

    def _bad_date(self, value: Scalar, form: str) -> None:
        what = "a date of the calendar" if parse_date(value.text) is None else form.partition(" such")[0]
        moment = "a moment such as 2026-04-08T12:00:00Z, with the seconds"
        self._problem(
            value.where,
            "bad-date",
            f"'{value.text}' is not {what}",
            f"write {moment if 'T0' in value.text or 'T1' in value.text else form}",
        )

    def _read_iri(self, value: Scalar) -> None:
        if not _URL.fullmatch(value.text) or not is_iri(value.text):
            self._problem(value.where, "bad-url", f"'{value.text}' is not an absolute IRI",
                          "write it whole: https://…; signs such as [ ] % take the form %5B %5D %25")  # fmt: skip

    def _check_order(self, node: Mapping) -> None:
        start, end = node.find_text("start") or "", node.find_text("end") or ""
        if _INTEGER.fullmatch(start) and _INTEGER.fullmatch(end) and int(start) >= int(end):
            self._problem(node.where, "bad-offset", f"evidence starts at {start} and ends at {end}",
                          "the end is the offset behind the last character")  # fmt: skip

    def _check_date(self, node: Mapping) -> None:
        value = node.find("value")
        earliest, latest = node.find_text("earliest") or "", node.find_text("latest") or ""
        if isinstance(value, Scalar) and parse_date(value.text) is None:
            self._bad_date(value, "2026, 2026-04 or 2026-04-08")
        elif value and (earliest or latest):
            self._problem(node.where, "bad-date", "a date has either a value, or an earliest and a latest day, not both", "keep one")
        elif not (value or earliest or latest):
            self._problem(node.where, "missing-key", "a date has neither a value nor an earliest or a latest day")
        elif earliest and latest and earliest > latest:
            self._problem(node.where, "bad-date", f"the earliest day, {earliest}, is after the latest, {latest}", "swap them")

    def _check_amount(self, node: Mapping) -> None:
        scale = node.entries.get("scale")
        word = node.find_text("scale") or ""
        if scale and word not in SCALES:
            self._problem(scale.value.where, "bad-value", f"'{word}' is no scale", f"one of {', '.join(SCALES)}")
            return
        numbers = {key: parse_number(node.find_text(key) or "", word or None) for key in ("value", "low", "high")}
        for key, number in numbers.items():
            if number is not None and abs(number) >= _TOO_LARGE:
                self._problem((node.find(key) or node).where, "bad-number", f"'{key}' is too large", "a number has at most 18 digits")
        low, high = numbers["low"], numbers["high"]
        if not any(node.find(key) for key in ("value", "low", "high")):
            self._problem(node.where, "missing-key", "an amount has neither a value nor a low and a high")
        elif node.find("value") and (node.find("low") or node.find("high")):
            self._problem(node.where, "bad-value", "an amount has either a value, or a low and a high, not both",
                          "bounds of a value follow from its exactness")  # fmt: skip
        elif low is not None and high is not None and low > high:
            self._problem(node.where, "bad-number", f"the low, {node.find_text('low')}, is above the high, {node.find_text('high')}",
                          "swap them")  # fmt: skip
        elif exactness := node.find("exactness"):
            self._check_open_ends(exactness, low=node.find("low") is not None, high=node.find("high") is not None)

    def _check_open_ends(self, exactness: Node, *, low: bool, high: bool) -> None:
        """Report an exactness that says otherwise than the ends that are given: it is said of a value."""
        allowed = {(True, True): {"range"}, (True, False): {"at-least", "over"}, (False, True): {"at-most"}}.get((low, high))
        if allowed and isinstance(exactness, Scalar) and exactness.text not in allowed:
            ends = " and ".join(name for name, there in (("a low", low), ("a high", high)) if there)
            self._problem(exactness.where, "bad-value", f"an amount with {ends} is not '{exactness.text}'",
                          "leave the exactness out, or give one value in place of the ends")  # fmt: skip

    # ------------------------------------------------------------ ids and references

    def _read_id(self, node: Mapping, what: str, prefixes: str | set[str], form: re.Pattern[str]) -> str:
        """Return an entry's id, or nothing after reporting why it is none."""
        value = node.find("id")
        allowed = {prefixes} if isinstance(prefixes, str) else prefixes
        if value is None:
            self._problem(node.where, "missing-key", f"{what} has no 'id'")
        elif not isinstance(value, Scalar):
            self._problem(value.where, "wrong-shape", "an id is a word, not a list or a mapping")
        else:
            prefix, colon, local = value.text.partition(":")
            if colon and prefix not in self.prefixes:
                self._unknown_prefix(value, prefix)
            elif not colon or prefix not in allowed:
                self._problem(value.where, "bad-id", f"the id '{value.text}' of {what} does not start with "
                              + " or ".join(f"{p}:" for p in sorted(allowed)),
                              "" if form is _SLUG else "claimgraph.toml can declare more, under [prefixes]")  # fmt: skip
            elif not form.fullmatch(local):
                letters = "a-z, 0-9 and -" if form is _SLUG else "letters, digits, '.', '_' and '-'"
                mended = re.sub(r"[^a-z0-9]+", "-", local.lower()) if form is _SLUG else re.sub(r"[^A-Za-z0-9._-]+", "", local)
                self._problem(value.where, "bad-id", f"the id '{value.text}' of {what} may hold {letters} behind '{prefix}:'",
                              f"such as {prefix}:{mended.strip('-.')}" if mended.strip("-.") else "")  # fmt: skip
            else:
                return value.text
        return ""

    def _read_types(self, node: Mapping, known: dict[str, str], what: str, *, single: bool = False) -> tuple[str, ...]:
        value = node.find("type")
        if value is None:
            self._problem(node.where, "missing-key", f"{what} has no 'type'", f"one of {', '.join(sorted(known))}")
            return ()
        if isinstance(value, Sequence) and (single or not value.items):
            message = "'type' has one value, not a list" if single else "'type' is an empty list"
            self._problem(value.where, "wrong-shape", message, f"one of {', '.join(sorted(known))}")
            return ()
        found = []
        for item in value.items if isinstance(value, Sequence) else [value]:
            if not isinstance(item, Scalar):
                self._problem(item.where, "wrong-shape", "a type is a word")
            elif item.text in known:
                found.append(known[item.text])
            else:
                self._problem(item.where, "bad-value", f"'{item.text}' is no type of {what}",
                              self._guess(item.text, known) or f"one of {', '.join(sorted(known))}")  # fmt: skip
        return tuple(found)

    def _read_reference(self, value: Node, classes: tuple[str, ...]) -> None:
        if not isinstance(value, Scalar):
            self._problem(value.where, "wrong-shape", "an id is a word, not a list or a mapping")
            return
        prefix, colon, _ = value.text.partition(":")
        if not colon:
            self._problem(value.where, "bad-id", f"'{value.text}' is not an id", "ids have a prefix, as in org:Meta")
        elif prefix not in self.prefixes:
            self._unknown_prefix(value, prefix)
        else:
            self.references.append(Reference(self._holder, value.text, classes, value.where))

    # ------------------------------------------------------------ reporting

    def _mappings(self, value: Node, key: str) -> Iterator[Mapping]:
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Mapping):
                yield item
            else:
                self._problem(item.where, "wrong-shape", f"'{key}' holds mappings of keys to values", "such as {id: org:Meta, …}")

    def _unknown_key(self, where: Where, key: str, what: str, known: Iterable[str]) -> None:
        known = list(known)
        hint = self._guess(key, known) or (
            f"its keys are {', '.join(known)}"
            if len(known) < 20
            else "its predicates are those of the ontology, and of `modules` in claimgraph.toml"
        )
        self._problem(where, "unknown-key", f"{what} has no key '{key}'", hint)

    def _unknown_prefix(self, value: Scalar, prefix: str) -> None:
        known = [p for p in self.prefixes if p and p not in SYSTEM_PATHS] + ["claim", "src"]
        hint = self._guess(prefix, known) or f'declare it in claimgraph.toml: [prefixes] {prefix} = "{prefix}/"'
        self._problem(value.where, "unknown-prefix", f"the prefix '{prefix}:' of '{value.text}' is not declared",
                      "name what is there with an id of your own; its address goes into sameAs of an entity" if "://" in value.text else
                      hint if re.fullmatch(r"\w+", prefix) else "")  # fmt: skip

    def _guess(self, word: str, known: Iterable[str]) -> str:
        """Guess what was meant; past many problems the guessing would take longer than the reading."""
        return did_you_mean(word, known) if len(self.problems) < _MANY else ""

    def _problem(self, where: Where, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))
