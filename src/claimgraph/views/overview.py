"""What a store holds, counted, in; an overview for a person, in text, out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from claimgraph.analyses.stats import bucket_days
from claimgraph.queries import fill_values, package_query
from claimgraph.views.chart import Line, draw_chart
from claimgraph.vocab import CG
from claimgraph.wording.cells import text_of
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import date_text, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.analyses.records import Days
    from claimgraph.analyses.stats import Stats
    from claimgraph.analyses.tally import Tally
    from claimgraph.store.protocol import Store

__all__ = ["OUTCOMES", "Counted", "tell_overview"]

#: The outcomes of promises in the order in which a reader wants them.
OUTCOMES = ("overdue", "open", "fulfilled", "dropped")
#: So many of the busiest are shown to a person; the rest is counted.
_SHOWN = 5
#: So many spans of time, and no more, are a picture.
_SPANS = 30
#: So many dates that are not known to the month are shown one by one.
_ROUGH = 4
_NAME = 40


class Counted:
    """What is counted, with the words for it: `stats`, and `tally` if the other analyses were run; `curie` shortens an IRI."""

    def __init__(self, store: Store, stats: Stats, tally: Tally | None) -> None:
        """Read the names of what is counted."""
        self.stats, self.tally = stats, tally
        self.curie = Compactor(store.prefixes)
        things = stats.sources.keys() | stats.cited.keys() | stats.outlets.keys() | stats.speakers.keys()
        self._names = read_names(store, things)
        self.labels: dict[str, str] = {}
        for query in fill_values(package_query("stats/labels"), (f"<{one.claims[0]}>" for one in stats.repeated)):
            for row in store.rows(query):
                claim, label = row["claim"].value, text_of(row["label"])
                self.labels[claim] = min(label, self.labels.get(claim, label))

    def name(self, iri: str) -> str:
        """Return what a thing is called, or what a claim says."""
        return self._names.get(iri) or self.labels.get(iri) or self.curie(iri)

    def by_word(self, field: str) -> list[tuple[str, int]]:
        """Count claims by one of the words of `Put`: modality, polarity or stance; most first, then by the word."""
        counts: collections.Counter[str] = collections.Counter()
        for put, count in self.stats.put.items():
            counts[getattr(put, field)] += count
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def ordered(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        """Return what was counted, most first, then by name."""
        return sorted(counts.items(), key=lambda pair: (-pair[1], self.name(pair[0]), pair[0]))


def tell_overview(named: Counted, as_of: str, undated: int, today: str) -> list[str]:
    """Return the lines of the overview; `undated` are the claims that `as_of` left out, `today` is the day by which promises are judged."""
    stats = named.stats
    when = f"As of {date_text({'value': as_of})}: " if as_of else ""
    left_out = [f"Left out: {_some(undated, 'claim')} that may or may not have been said by then."] if undated else []
    if not stats.claims:
        return [f"{when}no claims." if when else "No claims.", *left_out]
    lines = [f"{when}{_some(stats.claims, 'claim')} from {_some(len(stats.sources), 'source')}{_span(stats.said)}.", *left_out]
    blocks = [
        ("What there is", _totals(named)),
        ("What the other commands find", _findings(named, today)),
        ("Statements by the number of independent origins behind them", _origins(named)),
        ("When it was said", _times(stats.said)),
        ("Busiest outlets", _busiest(named, stats.outlets, "outlet")),
        ("Busiest sources", _busiest(named, stats.sources, "source")),
        ("Named most often in the chains of claims", _busiest(named, stats.speakers, "speaker")),
        ("Whose word it is", _voices(stats)),
        ("How claims are put", _put(named)),
        ("Evidence", _evidence(stats)),
        ("What was found by those who looked into claims", _verdicts(stats)),
        ("Statements that most outlets make, and how many do", _repeated(named)),
    ]
    for title, block in blocks:
        if block:
            lines += ["", title, *draw_chart(block, stats.claims if title in _SHARED else 0)]
    if not named.tally:
        lines += ["", "Of so many claims, disagreements, promises and origins are not counted here: see conflicts, due and origins."]
    if not stats.assessed:
        lines += ["", "Nobody has looked into a claim: there are no assessments."]
    return lines


#: Charts whose counts are shares of all claims.
_SHARED = ("Whose word it is", "How claims are put", "Evidence")


def _some(count: int, what: str) -> str:
    """Say how many there are.

    >>> _some(1, "claim"), _some(2001, "claim")
    ('1 claim', '2,001 claims')
    """
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _span(said: Mapping[Days, int]) -> str:
    ends = [day for days in said for day in days if day]
    if not ends:
        return ", none of them dated"
    first, last = (date_text({"value": day}) for day in (min(ends), max(ends)))
    return f", said between {first} and {last}" if first != last else f", said on {first}"


def _totals(named: Counted) -> list[Line]:
    stats = named.stats
    standing = [f"{stats.in_force:,} in force"]
    standing += [f"{len(stats.doubted):,} of them refuted by somebody"] if stats.doubted else []
    standing += [f"{count:,} {gone}" for gone, count in sorted(stats.gone.items())]
    shared = f"{len(stats.repeated):,} made by more than one outlet" if stats.repeated else "none made by more than one outlet"
    doubted = sum(1 for one in stats.repeated if stats.refuted.intersection(one.claims))
    shared += f", {doubted:,} of them refuted by somebody" if doubted else ""
    beside = [f"{len(stats.cited):,} more only cited"] if stats.cited else []
    beside += [f"{stats.idle:,} without a claim yet"] if stats.idle else []
    totals = [
        ("claims", stats.claims, standing),
        ("statements", stats.statements, [shared]),
        ("sources", len(stats.sources), beside),
        ("outlets", len(stats.outlets), []),
        ("speakers", len(stats.speakers), ["named in the chains of claims"]),
        ("entities", stats.entities, []),
    ]
    return [Line(name, number, ", ".join(remarks), bar=False) for name, number, remarks in totals]


def _findings(named: Counted, today: str) -> list[Line]:
    tally = named.tally
    if tally is None:
        return []
    outcomes = [f"{tally.promises[outcome]:,} {outcome}" for outcome in OUTCOMES if tally.promises.get(outcome)]
    outcomes += [f"{tally.moved:,} of all moved"] if tally.moved else []
    promises = f"{', '.join(outcomes)}, as of {date_text({'value': today})}; see due" if outcomes else "see due"
    return [
        Line("disagreements", tally.disagreements, "see conflicts", bar=False),
        Line("updates", tally.updates, "which are no disagreements; see conflicts", bar=False),
        Line("promises with a date", sum(tally.promises.values()), promises, bar=False),
    ]


def _origins(named: Counted) -> list[Line]:
    """Return how many statements have none, one, two, three, or more origins."""
    if named.tally is None:
        return []
    counts: collections.Counter[int] = collections.Counter()
    for number, statements in named.tally.origins.items():
        counts[min(number, 4)] += statements
    names = {0: "none that is known", 1: "one", 2: "two", 3: "three", 4: "four or more"}
    return [Line(name, counts[number]) for number, name in names.items() if counts[number]]


def _times(said: Mapping[Days, int]) -> list[Line]:
    counts, rough = bucket_days(said, _SPANS)
    lines = [Line(f"{span}0s" if len(span) == 3 else date_text({"value": span}), count) for span, count in counts.items()]
    known = sorted((days, count) for days, count in rough.items() if days.first or days.last)
    if len(known) <= _ROUGH:
        lines += [_rough(date_text({"earliest": days.first, "latest": days.last}), count) for days, count in known]
    else:
        lines.append(_rough("some longer time", sum(count for _, count in known)))
    none = sum(count for days, count in rough.items() if not days.first and not days.last)
    return lines + ([Line("no date known", none, bar=False)] if none else [])


def _rough(name: str, count: int) -> Line:
    return Line(name, count, "when in it is not known", bar=False)


def _busiest(named: Counted, counts: Mapping[str, int], what: str) -> list[Line]:
    ordered = named.ordered(counts)
    lines = [Line(shorten(named.name(iri), _NAME), count, named.curie(iri)) for iri, count in ordered[:_SHOWN]]
    rest = ordered[_SHOWN:]
    if len(rest) == 1:  # one more line says it as shortly as a line that counts it
        return [*lines, Line(shorten(named.name(rest[0][0]), _NAME), rest[0][1], named.curie(rest[0][0]))]
    # How often the rest is counted would say nothing where a claim has several; how many they are does.
    return [*lines, Line(f"… and {_some(len(rest), f'more {what}')}")] if rest else lines


def _voices(stats: Stats) -> list[Line]:
    return [
        Line("the source's own", stats.own),
        Line("passed on from others", stats.claims - stats.own),
        Line("… of these, from people not named", stats.unnamed),
    ]


def _put(named: Counted) -> list[Line]:
    lines = [Line(_word(iri), count) for iri, count in named.by_word("modality")]
    unusual = {"polarity": CG + "affirmed", "stance": CG + "fact"}
    for field, usual in unusual.items():
        lines += [Line(f"{_word(iri)}, however put", count) for iri, count in named.by_word(field) if iri != usual]
    return lines


def _word(iri: str) -> str:
    return iri.removeprefix(CG)


def _evidence(stats: Stats) -> list[Line]:
    found = stats.evidence
    lines = [
        Line("verified", found.verified, "the text at hand says so where the claim points"),
        Line("WRONG", found.wrong, "the text at hand says something else where the claim points"),
        Line("not verified", found.unverified, "a place is given, but no text is at hand (see --texts)"),
        Line("no place given", found.without),
    ]
    return [line for line in lines if line.number]


def _verdicts(stats: Stats) -> list[Line]:
    ordered = sorted(stats.verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Line(_word(iri), count) for iri, count in ordered]


def _repeated(named: Counted) -> list[Line]:
    lines = []
    for one in named.stats.repeated[:_SHOWN]:
        refuted = named.stats.refuted.intersection(one.claims)
        remark = named.curie(one.claims[0]) + (", refuted by somebody" if refuted else "")
        lines.append(Line(shorten(named.name(one.claims[0]), 60), len(one.outlets), remark))
    rest = len(named.stats.repeated) - _SHOWN
    return [*lines, Line(f"… and {_some(rest, 'more statement')}")] if rest > 0 else lines
