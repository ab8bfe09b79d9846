"""What a store holds, counted, in; an overview for a person, and all its numbers for a program, out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.stats import bucket_days, count_claims
from claimgraph.queries import fill_values, package_query
from claimgraph.views.report import Report
from claimgraph.vocab import CG
from claimgraph.wording.cells import text_of
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names
from claimgraph.wording.words import date_text, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimgraph.analyses.records import Days
    from claimgraph.analyses.stats import Stats
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["report_stats"]

#: So many of the busiest are shown to a person; the rest is counted.
_SHOWN = 5
#: So many spans of time, and no more, are a picture.
_SPANS = 30
#: So many dates that are not known to the month are shown one by one.
_ROUGH = 4
_BAR = 28
_NAME = 40
_EIGHTHS = "▏▎▍▌▋▊▉█"


class _Line(NamedTuple):
    """One line of a chart: what is counted, how often, what there is to say of it, and whether it can be compared with the others.

    A line without a number says what is not shown.
    """

    name: str
    number: int | None = None
    remark: str = ""
    bar: bool = True


class _Named:
    """What is counted, with the words for it."""

    def __init__(self, store: Store, stats: Stats) -> None:
        self.stats = stats
        self.curie = Compactor(store.prefixes)
        things = stats.sources.keys() | stats.cited.keys() | stats.outlets.keys() | stats.speakers.keys()
        self._names = read_names(store, things)
        self.labels: dict[str, str] = {}
        for query in fill_values(package_query("stats/labels"), (f"<{one.claims[0]}>" for one in stats.repeated)):
            for row in store.rows(query):
                claim, label = row["claim"].value, text_of(row["label"])
                self.labels[claim] = min(label, self.labels.get(claim, label))

    def name(self, iri: str) -> str:
        return self._names.get(iri) or self.labels.get(iri) or self.curie(iri)

    def ordered(self, counts: Mapping[str, int]) -> list[tuple[str, int]]:
        """Return what was counted, most first, then by name."""
        return sorted(counts.items(), key=lambda pair: (-pair[1], self.name(pair[0]), pair[0]))


def report_stats(
    store: Store, *, as_of: str = "", undated: int = 0, texts: Mapping[str, Snapshot] | None = None
) -> Report:  # fmt: skip
    """Return the overview of a store; `undated` are the claims that `as_of` (a day) left out, `texts` the snapshots by hash."""
    stats = count_claims(store, texts=texts)
    named = _Named(store, stats)
    lines = _lines(named, as_of, undated)
    return Report(lines, ("section", "id", "name", "count"), list(_rows(named)), _data(named, as_of, undated))


# ------------------------------------------------------------ for a person


def _lines(named: _Named, as_of: str, undated: int) -> list[str]:
    stats = named.stats
    when = f"As of {date_text({'value': as_of})}: " if as_of else ""
    left_out = [f"Left out: {_some(undated, 'claim')} that may or may not have been said by then."] if undated else []
    if not stats.claims:
        return [f"{when}no claims.", *left_out]
    lines = [f"{when}{_some(stats.claims, 'claim')} from {_some(len(stats.sources), 'source')}{_span(stats.said)}.", *left_out]
    blocks = [
        ("What there is", _totals(named)),
        ("When it was said", _times(stats.said)),
        ("Busiest outlets", _busiest(named, stats.outlets, "outlet")),
        ("Busiest sources", _busiest(named, stats.sources, "source")),
        ("Named most often in the chains of claims", _busiest(named, stats.speakers, "speaker")),
        ("Whose word it is", _voices(stats)),
        ("How claims are put", _put(stats)),
        ("Evidence", _evidence(stats)),
        ("What was found by those who looked into claims", _verdicts(stats)),
        ("Statements that most outlets make, and how many do", _repeated(named)),
    ]
    for title, block in blocks:
        if block:
            lines += ["", title, *_chart(block, stats.claims if title in _SHARED else 0)]
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


def _totals(named: _Named) -> list[_Line]:
    stats = named.stats
    standing = [f"{stats.in_force:,} in force"]
    standing += [f"{len(stats.doubted):,} of them refuted by somebody"] if stats.doubted else []
    standing += [f"{count:,} {gone}" for gone, count in sorted(stats.gone.items())]
    shared = f"{len(stats.repeated):,} made by more than one outlet" if stats.repeated else "none made by more than one outlet"
    doubted = sum(1 for one in stats.repeated if stats.refuted.intersection(one.claims))
    shared += f", {doubted:,} of them refuted by somebody" if doubted else ""
    beside = [f"{_some(len(stats.cited), 'more')[:-1] if len(stats.cited) != 1 else '1 more'} only cited"] if stats.cited else []
    beside += [f"{stats.idle:,} without a claim yet"] if stats.idle else []
    totals = [
        ("claims", stats.claims, standing),
        ("statements", stats.statements, [shared]),
        ("sources", len(stats.sources), beside),
        ("outlets", len(stats.outlets), []),
        ("speakers", len(stats.speakers), ["named in the chains of claims"]),
        ("entities", stats.entities, []),
    ]
    return [_Line(name, number, ", ".join(remarks), bar=False) for name, number, remarks in totals]


def _times(said: Mapping[Days, int]) -> list[_Line]:
    counts, rough = bucket_days(said, _SPANS)
    lines = [_Line(f"{span}0s" if len(span) == 3 else date_text({"value": span}), count) for span, count in counts.items()]
    known = sorted((days, count) for days, count in rough.items() if days.first or days.last)
    if len(known) <= _ROUGH:
        lines += [_rough(date_text({"earliest": days.first, "latest": days.last}), count) for days, count in known]
    else:
        lines.append(_rough("some longer time", sum(count for _, count in known)))
    none = sum(count for days, count in rough.items() if not days.first and not days.last)
    return lines + ([_Line("no date known", none, bar=False)] if none else [])


def _rough(name: str, count: int) -> _Line:
    return _Line(name, count, "when in it is not known", bar=False)


def _busiest(named: _Named, counts: Mapping[str, int], what: str) -> list[_Line]:
    ordered = named.ordered(counts)
    lines = [_Line(shorten(named.name(iri), _NAME), count, named.curie(iri)) for iri, count in ordered[:_SHOWN]]
    rest = ordered[_SHOWN:]
    if len(rest) == 1:  # one more line says it as shortly as a line that counts it
        return [*lines, _Line(shorten(named.name(rest[0][0]), _NAME), rest[0][1], named.curie(rest[0][0]))]
    # How often the rest is counted would say nothing where a claim has several; how many they are does.
    return [*lines, _Line(f"… and {_some(len(rest), f'more {what}')}")] if rest else lines


def _by_word(stats: Stats, field: str) -> list[tuple[str, int]]:
    counts: collections.Counter[str] = collections.Counter()
    for put, count in stats.put.items():
        counts[getattr(put, field)] += count
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _voices(stats: Stats) -> list[_Line]:
    return [
        _Line("the source's own", stats.own),
        _Line("passed on from others", stats.claims - stats.own),
        _Line("… of these, from people not named", stats.unnamed),
    ]


def _put(stats: Stats) -> list[_Line]:
    lines = [_Line(_word(iri), count) for iri, count in _by_word(stats, "modality")]
    unusual = {"polarity": CG + "affirmed", "stance": CG + "fact"}
    for field, usual in unusual.items():
        lines += [_Line(f"{_word(iri)}, however put", count) for iri, count in _by_word(stats, field) if iri != usual]
    return lines


def _word(iri: str) -> str:
    return iri.removeprefix(CG)


def _evidence(stats: Stats) -> list[_Line]:
    found = stats.evidence
    lines = [
        _Line("verified", found.verified, "the text at hand says so where the claim points"),
        _Line("WRONG", found.wrong, "the text at hand says something else where the claim points"),
        _Line("not verified", found.unverified, "a place is given, but no text is at hand (see --texts)"),
        _Line("no place given", found.without),
    ]
    return [line for line in lines if line.number]


def _verdicts(stats: Stats) -> list[_Line]:
    ordered = sorted(stats.verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [_Line(_word(iri), count) for iri, count in ordered]


def _repeated(named: _Named) -> list[_Line]:
    lines = []
    for one in named.stats.repeated[:_SHOWN]:
        refuted = named.stats.refuted.intersection(one.claims)
        remark = named.curie(one.claims[0]) + (", refuted by somebody" if refuted else "")
        lines.append(_Line(shorten(named.name(one.claims[0]), 60), len(one.outlets), remark))
    rest = len(named.stats.repeated) - _SHOWN
    return [*lines, _Line(f"… and {_some(rest, 'more statement')}")] if rest > 0 else lines


def _chart(lines: Sequence[_Line], whole: int) -> list[str]:
    """Return lines with names, numbers and bars one below the other; of a whole, with shares."""
    counted = [(line, line.number or 0) for line in lines if line.number is not None]
    names = max(len(line.name) for line, _ in counted)
    digits = max(len(f"{number:,}") for _, number in counted)
    most = max((number for line, number in counted if line.bar), default=0)
    width = _BAR if any(line.bar and line.remark for line in lines) else 0
    chart = []
    for line in lines:
        if line.number is None:
            chart.append(f"  {line.name}")
            continue
        share = _share(line.number, whole) if whole else ""
        bar = f"  {_bar(line.number, most):<{width}}" if line.bar else ""
        chart.append(f"  {line.name:<{names}}  {line.number:>{digits},}{share}{bar}  {line.remark}".rstrip())
    return chart


def _share(count: int, whole: int) -> str:
    """Return a share of a whole in six characters.

    >>> _share(1, 3), _share(1, 1000), _share(0, 5), _share(999, 1000)
    ('   33%', '   <1%', '    0%', '  >99%')
    """
    percent = round(100 * count / whole)
    text = "<1" if count and not percent else ">99" if count < whole and percent == 100 else str(percent)
    return f"{text + '%':>6}"


def _bar(count: int, most: int) -> str:
    """Return a bar of eighths of a block, at least one for anything at all.

    >>> len(_bar(5, 5)), _bar(0, 5), _bar(1, 10_000)
    (28, '', '▏')
    """
    if not count:
        return ""
    eighths = max(1, round(count * _BAR * 8 / most))
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")


# ------------------------------------------------------------ for a program


def _data(named: _Named, as_of: str, undated: int) -> dict[str, Any]:
    stats, curie = named.stats, named.curie
    months = collections.Counter[str]()
    rough = []
    for days, count in sorted(stats.said.items()):
        if days.first and days.first[:7] == days.last[:7]:
            months[days.first[:7]] += count
        elif days.first or days.last:
            rough.append({"earliest": days.first or None, "latest": days.last or None, "claims": count})
    return {
        "analysis": "stats",
        "asOf": as_of or None,
        "undated": undated,
        "totals": _numbers(stats),
        "months": [{"month": month, "claims": count} for month, count in sorted(months.items())],
        "rough": rough,
        "noDate": sum(count for days, count in stats.said.items() if not days.first and not days.last),
        **{
            f"by{field.title()}": [{field: curie(iri), "claims": count} for iri, count in _by_word(stats, field)]
            for field in ("modality", "polarity", "stance")
        },
        "byVerdict": [{"verdict": curie(iri), "claims": count} for iri, count in named.ordered(stats.verdicts)],
        "bySource": _counted(named, stats.sources, "source"),
        "byCitedSource": _counted(named, stats.cited, "source"),
        "byOutlet": _counted(named, stats.outlets, "outlet"),
        "bySpeaker": _counted(named, stats.speakers, "speaker"),
        "repeated": [
            {
                "label": named.name(one.claims[0]),
                "outlets": [curie(outlet) for outlet in one.outlets],
                "claims": [curie(claim) for claim in one.claims],
                "refuted": [curie(claim) for claim in sorted(stats.refuted.intersection(one.claims))],
            }
            for one in stats.repeated
        ],
        "claims": [],
        "sources": {},
    }  # fmt: skip


def _counted(named: _Named, counts: Mapping[str, int], what: str) -> list[dict[str, Any]]:
    return [{what: named.curie(iri), "name": named.name(iri), "claims": count} for iri, count in named.ordered(counts)]


def _numbers(stats: Stats) -> dict[str, int]:
    """Return every single number, by its stable name."""
    return {
        "claims": stats.claims,
        "inForce": stats.in_force,
        "inForceRefuted": len(stats.doubted),
        "superseded": stats.gone.get("superseded", 0),
        "retracted": stats.gone.get("retracted", 0),
        "statements": stats.statements,
        "repeatedStatements": len(stats.repeated),
        "sources": len(stats.sources),
        "citedSources": len(stats.cited),
        "idleSources": stats.idle,
        "outlets": len(stats.outlets),
        "speakers": len(stats.speakers),
        "entities": stats.entities,
        "ownVoice": stats.own,
        "unnamed": stats.unnamed,
        "assessed": len(stats.assessed),
        "verified": stats.evidence.verified,
        "wrong": stats.evidence.wrong,
        "notVerified": stats.evidence.unverified,
        "noPlace": stats.evidence.without,
    }


def _rows(named: _Named) -> Iterable[tuple[str, str, str, str]]:
    """Yield a row per number: the section it belongs to, an id, a name, and the number."""
    data = _data(named, "", 0)
    for name, number in data["totals"].items():
        yield "totals", name, "", str(number)
    for month in data["months"]:
        yield "months", month["month"], "", str(month["claims"])
    for days in data["rough"]:
        yield "rough", f"{days['earliest'] or ''}/{days['latest'] or ''}", "", str(days["claims"])
    yield "noDate", "", "", str(data["noDate"])
    for section in ("byModality", "byPolarity", "byStance", "byVerdict", "bySource", "byCitedSource", "byOutlet", "bySpeaker"):
        for found in data[section]:
            what = section.removeprefix("by").removeprefix("Cited")
            yield section, found[what[0].lower() + what[1:]], found.get("name", ""), str(found["claims"])
    for one in data["repeated"]:
        yield "repeated", one["claims"][0], one["label"], str(len(one["outlets"]))
