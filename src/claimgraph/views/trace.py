"""The trace of a claim in; a report for a person, a spreadsheet and a program out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimgraph.views.origins import evidence_line
from claimgraph.views.receipts import gather_receipts
from claimgraph.views.report import Report
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import Words, amount_text, date_text, list_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimgraph.analyses.drift import Drift
    from claimgraph.analyses.records import Hop
    from claimgraph.analyses.trace import Link, Node, Trace
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store
    from claimgraph.views.receipts import Receipts

__all__ = ["report_trace"]

_COLUMNS = ("direction", "depth", "claim", "of", "match", "chain", "said", "put", "label", "drift")
#: Of a source that states something else so many claims are listed; of more, where to see them is said.
_OTHERS = 12
_STANDING = {"again": "shown above", "circle": "a circle: it leads back to here", "deeper": "and so on: claimgraph trace {}"}


def report_trace(store: Store, trace: Trace, *, as_of: str = "", undated: int = 0, texts: Mapping[str, Snapshot] | None = None) -> Report:
    """Return the report on the trace of a claim."""
    nodes = list(_walk(trace.tree, None, 0))
    links = [link for node, _, _ in nodes for link in node.links]
    drifts = [drift for node, _, _ in nodes for drift in node.drift]
    claims = {node.claim for node, _, _ in nodes} | {repeat.claim for repeat in trace.repeats} | set(trace.resolved.passed)
    claims |= {other for link in links for other in link.others}
    claims |= {other for drift in (*drifts, *(drift for repeat in trace.repeats for drift in repeat.drift)) for other in drift.denials}
    things = {who for end in trace.resolved.ends for who in end.who}
    things |= {iri for drift in drifts for hop in drift.lost for iri in (hop.agent, hop.source) if iri}
    things |= {iri for repeat in trace.repeats for drift in repeat.drift for hop in drift.lost for iri in (hop.agent, hop.source) if iri}
    things |= {iri for link in links for iri in (link.hop.agent, link.hop.source) if iri}
    told = _Teller(store, gather_receipts(store, claims, texts=texts), read_names(store, things))
    lines = [
        *told.summary(trace, drifts, any(node.standing != "circle" for node, _, _ in nodes[1:])),
        "",
        *told.tree(trace.tree),
        *told.repeats(trace),
        "",
        evidence_line(told.receipts),
    ]
    data = {
        "analysis": "trace",
        "asOf": as_of or None,
        "undated": undated,
        "claim": told.curie(trace.tree.claim),
        "goesBackTo": told.ends(trace),
        "independent": trace.independent,
        "drift": [told.drift(drift) for drift in drifts],
        "tree": told.node(trace.tree),
        "repeatedBy": [told.repeat(repeat) for repeat in trace.repeats],
    }
    rows = [told.row("from", depth, node.claim, above, node.match, node.drift) for node, above, depth in nodes]
    rows += [told.row("repeated by", repeat.depth, repeat.claim, repeat.of, "same", repeat.drift) for repeat in trace.repeats]
    return Report(lines, _COLUMNS, rows, data | told.receipts.as_json())


def _walk(node: Node, above: str | None, depth: int) -> Iterator[tuple[Node, str | None, int]]:
    yield node, above, depth
    for link in node.links:
        for found in link.found:
            yield from _walk(found, node.claim, depth + 1)


class _Teller:
    """Says a trace in words and in fields."""

    def __init__(self, store: Store, receipts: Receipts, names: Mapping[str, str]) -> None:
        self.curie = Compactor(store.prefixes)
        self.receipts, self._names, self._words = receipts, names, Words(list_words(store))

    # ------------------------------------------------------------ words

    def summary(self, trace: Trace, drifts: Sequence[Drift], compared: bool) -> Iterator[str]:
        """Say where the claim goes back to, and what changed on the way."""
        resolved = trace.resolved
        who = ", ".join(self._who(end.who) + (" (sources it does not name)" if end.anonymous else "") for end in resolved.ends)
        said = {
            "named": f"This goes back to {who}",
            "own": f"{who} says this in its own voice, naming nobody",
            "unknown": "Whom this comes from is not known",
            "circular": "This leads only round in a circle",
            "withdrawn": "What this goes back to was superseded or retracted",
        }[resolved.kind]
        number = f"{trace.independent} independent origin{'' if trace.independent == 1 else 's'}"
        yield f"{said}. Behind the statement as a whole: {number if trace.independent else 'no independent origin that is known'}."
        if drifts:
            yield f"On the way it became firmer, or something was lost, {_times(len(drifts))}:"
            yield from (f"  {self._sentence(drift)}" for drift in drifts)
        elif compared:
            yield "On the way nothing became firmer, as far as the reports on the way are in these facts."
        elif resolved.kind != "own":
            yield "No earlier report of it is in these facts, so whether it became firmer on the way cannot be told."

    def tree(self, node: Node) -> Iterator[str]:
        """Draw the tree above a claim."""
        yield self._line(node)
        yield from self._branches(node)

    def _line(self, node: Node) -> str:
        """Return a claim of the tree on a line: without its chain, which stands below, where it does."""
        claim, receipts = self.curie(node.claim), self.receipts
        if node.standing != "shown":
            return receipts.line(claim)
        label, place = receipts.claims[claim]["label"], receipts.place(claim)
        return f"{self._outlet(node.claim)}, {receipts.day(claim)}: {label} [{receipts.put(claim)}; {claim}; {place}]"

    def _branches(self, node: Node) -> Iterator[str]:
        for number, link in enumerate(node.links):
            last = number == len(node.links) - 1
            yield f"{'└─' if last else '├─'} {self._lead(link, first=number == 0 or node.links[number - 1].copy)}"
            yield from (("   " if last else "│  ") + line for line in self._under(link))

    def _lead(self, link: Link, *, first: bool) -> str:
        if link.copy:
            return f"in what is derived from {self._hop(link.hop)}"
        alone = "" if link.found or link.others else ", not named" if link.hop.unnamed else ", of whom no report on this is in these facts"
        return f"{'has it from' if first else 'who has it from'} {self._hop(link.hop)}{alone}"

    def _under(self, link: Link) -> Iterator[str]:
        """Say what these facts hold of whom a hop names."""
        for number, node in enumerate(link.found):
            last = number == len(link.found) - 1
            claim = self.curie(node.claim)
            note = f" ({_STANDING[node.standing].format(claim)})" if node.standing != "shown" else ""
            similar = "says something similar: " if node.match == "similar" else ""
            yield f"{'└─' if last else '├─'} {similar}{self._line(node)}{note}"
            margin = "   " if last else "│  "
            yield from (f"{margin}! {self._sentence(drift)}" for drift in node.drift)
            yield from (margin + line for line in self._branches(node))
        if link.others:
            count = len(link.others)
            yield (
                f"{'Its one claim in these facts states' if count == 1 else f'Its {count} claims in these facts state'} something else"
                + (":" if count <= _OTHERS else f": claimgraph list --source {self.curie(link.hop.source)}")
            )
            yield from (f"· {self.receipts.line(self.curie(other))}" for other in link.others if count <= _OTHERS)

    def repeats(self, trace: Trace) -> Iterator[str]:
        """Say who repeats the claim."""
        if trace.repeats:
            yield ""
            yield f"Repeated {_times(len(trace.repeats))}:"
        for repeat in trace.repeats:
            yield f"{'  ' * repeat.depth}{self.receipts.line(self.curie(repeat.claim))}"
            yield from (f"{'  ' * repeat.depth}! {self._sentence(drift)}" for drift in repeat.drift)

    def _sentence(self, drift: Drift) -> str:
        """Say a drift in a sentence."""
        earlier, later = self._outlet(drift.earlier), self._outlet(drift.later)
        if earlier == later:
            earlier, later = (f"{earlier} in {self.curie(claim)}" for claim in (drift.earlier, drift.later))
        if drift.kind == "firmer":
            was, became = (self._words(self.curie(modality)) for modality in (drift.was, drift.became))
            return f"Firmer: {earlier} has it as {was}, {later} as {became}."
        if drift.kind == "exactness":
            return f"More exact: {earlier} says {self._value(drift.earlier, drift.was)}, {later} {self._value(drift.later, drift.became)}."
        if drift.kind == "attribution":
            return f"Attribution dropped: {earlier} has it from {' → '.join(map(self._hop, drift.lost))}, which {later} does not say."
        if drift.kind == "denial":
            denials = ", ".join(map(self.curie, drift.denials))
            return f"Denial dropped: {earlier} also tells that it is denied or disputed ({denials}), {later} does not."
        return f"Opinion as fact: {earlier} puts it as an opinion, {later} as a fact."

    def _value(self, claim: str, node: str) -> str:
        for _, _, value in self.receipts.claims[self.curie(claim)]["triples"]:
            if isinstance(value, dict) and value.get("id") == self.curie(node):
                return date_text(value) if value.get("type") == "cg:Date" else amount_text(value, self._words)
        return self.curie(node)

    def _outlet(self, claim: str) -> str:
        return self.receipts.outlet(self.receipts.claims[self.curie(claim)]["source"])

    def _hop(self, hop: Hop) -> str:
        who = self._name(hop.agent) if hop.agent else hop.unnamed
        return " in ".join(part for part in (who, f"“{self._name(hop.source)}”" if hop.source else "") if part)

    def _name(self, iri: str) -> str:
        return self._names.get(iri, self.curie(iri))

    def _who(self, who: Sequence[str]) -> str:
        return " and ".join(map(self._name, who))

    # ------------------------------------------------------------ fields

    def ends(self, trace: Trace) -> dict[str, Any]:
        """Return what a claim goes back to."""
        return {
            "kind": trace.resolved.kind,
            "origins": [
                {"origin": [self.curie(who) for who in end.who], "name": self._who(end.who), "anonymous": end.anonymous}
                for end in trace.resolved.ends
                if end.who
            ],
            "through": sorted(self.curie(claim) for claim in trace.resolved.passed if claim != trace.tree.claim),
        }

    def node(self, node: Node) -> dict[str, Any]:
        """Return a claim of the tree with all above it."""
        return {
            "claim": self.curie(node.claim),
            "match": node.match,
            "standing": node.standing,
            "drift": [self.drift(drift) for drift in node.drift],
            "from": [
                self._hop_data(link.hop)
                | {"copy": link.copy, "found": [self.node(found) for found in link.found], "others": [self.curie(o) for o in link.others]}
                for link in node.links
            ],
        }

    def repeat(self, repeat: Any) -> dict[str, Any]:
        """Return a claim that repeats another."""
        drift = [self.drift(drift) for drift in repeat.drift]
        return {"claim": self.curie(repeat.claim), "of": self.curie(repeat.of), "depth": repeat.depth, "drift": drift}

    def drift(self, drift: Drift) -> dict[str, Any]:
        """Return what changed between two claims."""
        return {
            "kind": drift.kind,
            "earlier": self.curie(drift.earlier),
            "later": self.curie(drift.later),
            "was": self.curie(drift.was) if drift.was else None,
            "became": self.curie(drift.became) if drift.became else None,
            "lost": [self._hop_data(hop) for hop in drift.lost],
            "denials": [self.curie(claim) for claim in drift.denials],
            "sentence": self._sentence(drift),
        }

    def _hop_data(self, hop: Hop) -> dict[str, Any]:
        agent, source = (self.curie(iri) if iri else None for iri in (hop.agent, hop.source))
        return {"agent": agent, "source": source, "unnamed": hop.unnamed or None}

    def row(self, direction: str, depth: int, iri: str, of: str | None, match: str, drift: Sequence[Drift]) -> list[str]:
        """Return a claim of the tree as a row."""
        claim, receipts = self.curie(iri), self.receipts
        chain, above = " → ".join(receipts.chain(claim)), self.curie(of) if of else ""
        label, changes = receipts.claims[claim]["label"], " ".join(map(self._sentence, drift))
        return [direction, str(depth), claim, above, match if of else "", chain, receipts.day(claim), receipts.put(claim), label, changes]


def _times(number: int) -> str:
    """Say how often.

    >>> _times(1), _times(2), _times(3)
    ('once', 'twice', '3 times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
