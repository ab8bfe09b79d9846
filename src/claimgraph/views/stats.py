"""What a store holds, counted, in; an overview for a person, and all its numbers for a program, out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from claimgraph.analyses.stats import count_claims
from claimgraph.analyses.tally import count_findings
from claimgraph.views.overview import OUTCOMES, Counted, tell_overview
from claimgraph.views.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.analyses.stats import Stats
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["report_stats"]

#: Of more claims than this the other analyses are not run as well: an overview should come at once.
_FEW = 20_000


def report_stats(
    store: Store, *, today: str, as_of: str = "", undated: int = 0, texts: Mapping[str, Snapshot] | None = None
) -> Report:  # fmt: skip
    """Return the overview of a store, with what became of promises by the day `today` (ISO).

    `undated` are the claims that `as_of` (a day) left out, `texts` the snapshots by hash.
    Of more than 20,000 claims, disagreements, promises and origins are not counted.
    """
    stats = count_claims(store, texts=texts)
    named = Counted(store, stats, count_findings(store, today=today) if stats.claims <= _FEW else None)
    lines = tell_overview(named, as_of, undated, today)
    return Report(lines, ("section", "id", "name", "count"), list(_rows(named, today)), _data(named, as_of, undated, today))


def _data(named: Counted, as_of: str, undated: int, today: str) -> dict[str, Any]:
    stats, curie, tally = named.stats, named.curie, named.tally
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
        "today": today,
        "totals": _numbers(stats),
        "disagreements": tally.disagreements if tally else None,
        "updates": tally.updates if tally else None,
        "promises": {outcome: tally.promises.get(outcome, 0) for outcome in OUTCOMES} | {"moved": tally.moved} if tally else None,
        "byOrigins": [{"origins": number, "statements": count} for number, count in sorted(tally.origins.items())] if tally else None,
        "months": [{"month": month, "claims": count} for month, count in sorted(months.items())],
        "rough": rough,
        "noDate": sum(count for days, count in stats.said.items() if not days.first and not days.last),
        **{
            f"by{field.title()}": [{field: curie(iri), "claims": count} for iri, count in named.by_word(field)]
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


def _counted(named: Counted, counts: Mapping[str, int], what: str) -> list[dict[str, Any]]:
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


def _rows(named: Counted, today: str) -> Iterable[tuple[str, str, str, str]]:
    """Yield a row per number: the section it belongs to, an id, a name, and the number."""
    data = _data(named, "", 0, today)
    for name, number in data["totals"].items():
        yield "totals", name, "", str(number)
    if named.tally:
        yield "disagreements", "", "", str(data["disagreements"])
        yield "updates", "", "", str(data["updates"])
        for outcome, number in data["promises"].items():
            yield "promises", outcome, "", str(number)
        for found in data["byOrigins"]:
            yield "byOrigins", str(found["origins"]), "", str(found["statements"])
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
