"""What stands behind statements in; a report for a person, a spreadsheet and a program out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import Words, date_text, list_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimgraph.analyses.backing import Backed, Backing
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store
    from claimgraph.views.receipts import Receipts

__all__ = ["Asked", "evidence_line", "name_origin", "report_origins"]

_COLUMNS = ("statement", "independent", "origin", "kind", "anonymous", "claim", "chain", "said", "put", "source")
_UNNAMED = "sources it does not name"
#: So many reports on a claim's way are all named; of more the first and the last, and how many.
_FEW = 3


class Asked:
    """What the user asked for: the words for it, the fewest origins a statement must have (0 for none), whether own voices count."""

    def __init__(self, about: str, *, require: int = 0, named_only: bool = False, one: bool = False) -> None:
        """Keep what was asked for; `one` if it was a single claim."""
        self.about, self.require, self.named_only, self.one = about, require, named_only, one

    def counts(self, origin: Backed) -> bool:
        """Tell whether an origin counts."""
        return not self.named_only or origin.kind == "named"


def report_origins(
    store: Store, found: Sequence[Backing], asked: Asked, *, as_of: str = "", undated: int = 0, texts: Mapping[str, Snapshot] | None = None
) -> Report:
    """Return the report on what stands behind statements; its data says of each whether it has `enough` origins."""
    claims = {claim for one in found for claim in (*one.claims, *one.gone, *one.supporting, *one.disputing, *_similar(one))}
    names = read_names(store, {who for one in found for ends in one.ends.values() for end in ends for who in end.who})
    told = _Teller(Compactor(store.prefixes), gather_receipts(store, claims, texts=texts), names, Words(list_words(store)), asked)
    statements = [told.data(one) for one in found]
    lines = [*told.summary(statements)]
    for one, data in zip(found, statements, strict=True):
        lines += [*([""] if lines else []), *told.block(one, data)]
    if claims:
        lines += ["", evidence_line(told.receipts)]
    data = {
        "analysis": "origins",
        "asOf": as_of or None,
        "undated": undated,
        "namedOnly": asked.named_only,
        "require": asked.require or None,
    }
    rows = [row for one, data_ in zip(found, statements, strict=True) for row in told.rows(one, data_)]
    return Report(lines, _COLUMNS, rows, data | {"statements": statements} | told.receipts.as_json())


class _Teller:
    """Says in words and in fields what stands behind a statement."""

    def __init__(self, compact: Compactor, receipts: Receipts, names: Mapping[str, str], words: Words, asked: Asked) -> None:
        self._compact, self.receipts, self._names, self._words, self._asked = compact, receipts, names, words, asked

    def data(self, one: Backing) -> dict[str, Any]:
        """Return a statement with what stands behind it, for a program."""
        claims = self._curies(one.claims)
        independent = sum(map(self._asked.counts, one.origins))
        refuted = sum(self._refuted(origin) for origin in one.origins if self._asked.counts(origin))
        at_least = min(independent, one.least)
        return {
            "label": self.receipts.claims[(claims or self._curies(one.gone))[0]]["label"],
            "claims": claims,
            "polarity": self._compact(one.statement.polarity),
            "stance": self._compact(one.statement.stance),
            "holdsNow": one.statement.now,
            "independent": independent,
            "atLeast": at_least,
            # A gate goes by what is sure: what may be the same, and what was refuted, opens none.
            "enough": at_least - refuted >= self._asked.require if self._asked.require else None,
            "named": sum(origin.kind == "named" for origin in one.origins),
            "ownVoice": sum(origin.kind == "own" for origin in one.origins),
            "refuted": refuted,
            "origins": [self._origin(origin) for origin in one.origins],
            "similar": [{"claim": self._compact(claim), "to": self._curies(others)} for claim, others in one.similar.items()],
            "lessSure": sorted(self._curies(one.unsure)),
            "unknown": self._curies(one.unknown),
            "circular": self._curies(one.circular),
            "circles": [self._curies(circle) for circle in one.circles],
            "withdrawn": self._curies(one.withdrawn),
            "gone": self._curies(one.gone),
            "supportedBy": self._curies(one.supporting),
            "disputedBy": self._curies(one.disputing),
        }

    def _origin(self, origin: Backed) -> dict[str, Any]:
        return {
            "origin": self._curies(origin.who),
            "voices": [self._curies(who) for who in origin.voices],
            "name": self._name(origin),
            "kind": origin.kind,
            "anonymous": origin.anonymous,
            "refuted": self._refuted(origin),
            "claims": self._curies(origin.claims),
        }

    def summary(self, statements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """Say in a line how many statements have how many origins; of a single claim the first line of its block says it."""
        if not statements:
            yield f"Nothing is said about {self._asked.about}."
        elif not self._asked.one:
            counts = [data["independent"] for data in statements]
            numbers = (sum(number > 1 for number in counts), counts.count(1), counts.count(0))
            words = ("two or more independent origins", "one", "none")
            parts = [f"{_many(number, 'has', 'have')} {word}" for number, word in zip(numbers, words, strict=True) if number]
            yield f"{_many(len(statements), 'statement')} about {self._asked.about}: {', '.join(parts)}."

    def block(self, one: Backing, data: Mapping[str, Any]) -> Iterator[str]:
        """Say what stands behind a statement."""
        yield f"{self._headline(one)}{self._doubt(data)}"
        yield f"  {data['label']}"
        own = [origin for origin in one.origins if origin.kind == "own" and len(origin.claims) == 1]
        for origin in one.origins:
            if origin not in own:
                yield f"  {self._who(origin)}{self._note(origin)}:"
                yield from self._reports(one, origin.claims)
        if own:
            yield f"  In {'its' if len(own) == 1 else 'their'} own voice, naming nobody{self._note(own[0])}:"
            yield from self._reports(one, [claim for origin in own for claim in origin.claims])
        for claims, why in (
            (one.unknown, "as whom it comes from is not known"),
            (one.circular, "as it leads only round in a circle"),
            (one.withdrawn, "as what it goes back to was superseded or retracted"),
            (one.gone, "as it was superseded or retracted itself"),
        ):
            if claims:
                yield f"  Not counted, {why}:"
                yield from self._reports(one, claims)
        for circle in data["circles"]:
            outlets = [self.receipts.outlet(self.receipts.claims[claim]["source"]) for claim in circle]
            yield f"  The circle: {' → '.join([*outlets, outlets[0]])}"
        for claim, others in one.similar.items():
            yield f"  Where {self._compact(claim)} has it from, not the same is said, but something similar, so it was not followed (see trace):"
            yield from (f"    {self.receipts.line(other)}" for other in self._curies(others))
        for word, claims in (("Supported", one.supporting), ("Disputed", one.disputing)):
            if claims:
                yield f"  {word} by what others say, which is not in the number:"
                yield from (f"    {self.receipts.line(claim)}" for claim in self._curies(claims))
        yield from self._assessments(data["claims"])

    def _headline(self, one: Backing) -> str:
        """Say how many origins there are, and which."""
        counted = [origin for origin in one.origins if self._asked.counts(origin)]
        named = [self._who(origin) for origin in counted if origin.kind == "named"]
        own = [self._name(origin) for origin in counted if origin.kind == "own"]
        who = [", ".join(named)] if named else []
        who += [f"{'and ' if named else ''}in {'its' if len(own) == 1 else 'their'} own voice {', '.join(own)}"] if own else []
        if not counted and one.claims:
            return f"No independent origin is {'named' if self._asked.named_only else 'known'}"
        if not counted:
            return "Nothing stands behind this any more"
        return f"{_many(len(counted), 'independent origin')}: {', '.join(who)}"

    def _doubt(self, data: Mapping[str, Any]) -> str:
        """Say what about the number a reader must not overlook."""
        number, refuted, least = data["independent"], data["refuted"], data["atLeast"]
        which = f"{refuted} of these" if refuted < number else "it" if number == 1 else "them"
        doubts = [f"every report of {which} was refuted"] if refuted else []
        doubts += [f"only {least} if what is similar, below, is the same"] if least < number else []
        return f"; but {', and '.join(doubts)}" if doubts else ""

    def _reports(self, one: Backing, claims: Sequence[str]) -> Iterator[str]:
        for iri in claims:
            claim = self._compact(iri)
            through = [self._passed(one, passed) for passed in one.passed[iri]]
            way = f", through {_way(through, sum(passed in one.unsure for passed in one.passed[iri]))}" if through else ""
            chain = " → ".join(self.receipts.chain(claim)) + self._derived(claim)
            yield f"    {chain}, {self.receipts.day(claim)} [{self.receipts.put(claim)}; {claim}{way}]"

    def _passed(self, one: Backing, claim: str) -> str:
        """Name a claim on the way, with how it is put where it says less than the statement."""
        put = f" ({self._words(self._compact(one.unsure[claim]))})" if claim in one.unsure else ""
        return self._compact(claim) + put

    def _derived(self, claim: str) -> str:
        """Say of a claim that names nobody what its page is a copy of."""
        found = self.receipts.claims[claim]
        originals = () if found["attribution"] else self.receipts.originals.get(found["source"], ())
        return f", derived from {', '.join(f'“{self.receipts.name(source)}”' for source in originals)}" if originals else ""

    def _assessments(self, claims: Sequence[str]) -> Iterator[str]:
        for claim in claims:
            for found in self.receipts.claims[claim]["assessments"]:
                who = f" by {self.receipts.name(found['agent'])}" if found["agent"] else ""
                when = f", {date_text(found['said'])}" if found["said"] else ""
                yield f"  {claim} was found {found['verdict'].removeprefix('cg:').replace('-', ' ')}{who}{when}"

    def rows(self, one: Backing, data: Mapping[str, Any]) -> Iterator[list[str]]:
        """Return a row for each claim behind each origin, then for those that do not count."""
        for origin in one.origins:
            name, anonymous = self._name(origin), "yes" if origin.anonymous else "no"
            yield from (self._row(data, name, origin.kind, anonymous, claim) for claim in self._curies(origin.claims))
        for kind in ("unknown", "circular", "withdrawn", "gone"):
            yield from (self._row(data, "", kind, "", claim) for claim in data[kind])

    def _row(self, data: Mapping[str, Any], name: str, kind: str, anonymous: str, claim: str) -> list[str]:
        receipts = self.receipts
        chain, source = " → ".join(receipts.chain(claim)), receipts.claims[claim]["source"]
        return [
            data["label"],
            str(data["independent"]),
            name,
            kind,
            anonymous,
            claim,
            chain,
            receipts.day(claim),
            receipts.put(claim),
            source,
        ]

    def _refuted(self, origin: Backed) -> bool:
        """Tell whether somebody refuted every claim that goes back to an origin."""
        found = (self.receipts.claims[claim]["assessments"] for claim in self._curies(origin.claims))
        return all(any(assessed["verdict"] == "cg:refuted" for assessed in own) for own in found)

    def _who(self, origin: Backed) -> str:
        """Name an origin, with a word on how it is known."""
        how = f" ({_UNNAMED})" if origin.anonymous else " (in its own voice, naming nobody)" if origin.kind == "own" else ""
        return self._name(origin) + how

    def _note(self, origin: Backed) -> str:
        return "" if self._asked.counts(origin) else ", which was not to count"

    def _name(self, origin: Backed) -> str:
        return name_origin([[self._names.get(who, self._compact(who)) for who in voice] for voice in origin.voices])

    def _curies(self, claims: Collection[str]) -> list[str]:
        return [self._compact(claim) for claim in claims]


def _similar(one: Backing) -> Iterator[str]:
    return (claim for others in one.similar.values() for claim in others)


def name_origin(voices: Sequence[Sequence[str]]) -> str:
    """Name an independent origin, by the names of its voices.

    >>> name_origin([["Ann"]]), name_origin([["Ann", "Bob"]]), name_origin([["Ann"], ["Ann", "Bob"]])
    ('Ann', 'Ann and Bob', 'Ann (also Ann with Bob)')
    """
    first, *others = voices
    also = f" (also {', '.join(' with '.join(names) for names in others)})" if others else ""
    return " and ".join(first) + also


def _way(claims: Sequence[str], unsure: int) -> str:
    """Say through which claims a chain goes: all of a few, the ends of a long one, and how many of these say less.

    >>> _way(["claim:a", "claim:b"], 0), _way(["claim:a", "claim:b", "claim:c", "claim:d"], 0)
    ('claim:a, claim:b', '4 reports: claim:a … claim:d')
    >>> _way(["claim:a", "claim:b", "claim:c (planned)", "claim:d"], 1)
    '4 reports, 1 of them less sure: claim:a … claim:d'
    """
    if len(claims) <= _FEW:
        return ", ".join(claims)
    return f"{len(claims)} reports{f', {unsure} of them less sure' if unsure else ''}: {claims[0]} … {claims[-1]}"


def evidence_line(receipts: Receipts) -> str:
    """Say of how many of the claims the evidence could be verified."""
    spans = [[span["verified"] for span in claim["evidence"]] for claim in receipts.claims.values()]
    verified, placed = sum(bool(own) and all(own) for own in spans), sum(bool(own) for own in spans)
    return (f"Evidence: of {_many(len(spans), 'claim')} {verified} verified in the text, {placed - verified} not verified, "
            f"{len(spans) - placed} without a place in the text.")  # fmt: skip


def _many(number: int, what: str, several: str = "") -> str:
    """Write a number with its noun.

    >>> _many(1, "origin"), _many(2, "origin"), _many(2, "has", "have")
    ('1 origin', '2 origins', '2 have')
    """
    return f"{number} {what if number == 1 else several or what + 's'}"
