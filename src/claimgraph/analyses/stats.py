"""A store in; how much it holds out: claims by source, by speaker, by month, by how they are put, and what stands behind them.

Each number is a query of its own that counts where the data is; only what is counted by
more than one rule at once (which statement a claim makes, and whether it stands) is
read claim by claim, and counted here.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.origins import Statement
from claimgraph.analyses.records import Days, read_modalities, read_origins, select_rows
from claimgraph.evidence import Span, verify_span
from claimgraph.queries import package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG
from claimgraph.wording.cells import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimgraph.analyses.records import Origin
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["Evidence", "Put", "Repeated", "Stats", "bucket_days", "count_claims"]

#: A span of time that is written with so many characters of an ISO day: a month, a year, a decade (or what is left of the year).
_SPANS = (7, 4, 3)


class Put(NamedTuple):
    """How a claim is put, each as the IRI of a closed list's word."""

    modality: str
    polarity: str
    stance: str


class Evidence(NamedTuple):
    """Claims by their evidence: found in the text at hand, contradicted by it, with a place but no text at hand, without a place."""

    verified: int = 0
    wrong: int = 0
    unverified: int = 0
    without: int = 0


class Repeated(NamedTuple):
    """A statement that several outlets make: IRIs of the outlets and of the claims, sorted."""

    outlets: tuple[str, ...]
    claims: tuple[str, ...]


class Stats(NamedTuple):
    """How much a store holds; what is counted by thing has IRIs for keys.

    `sources` are those with claims, `cited` those that claims only cite, `idle` how
    many there are besides. `outlets` are the publishers of the claims' sources (else
    their authors, else the sources), `speakers` whoever is named in a chain. `own`
    counts claims that name nobody but their source. `said` counts claims by the days
    on which they may have been said: their own date, or else their source's.
    `repeated` are the statements of more than one outlet, most outlets first.
    `doubted` are the claims in force that somebody refuted all the same.
    """

    claims: int
    in_force: int
    doubted: frozenset[str]
    gone: Mapping[str, int]
    put: Mapping[Put, int]
    said: Mapping[Days, int]
    sources: Mapping[str, int]
    cited: Mapping[str, int]
    idle: int
    outlets: Mapping[str, int]
    speakers: Mapping[str, int]
    own: int
    unnamed: int
    evidence: Evidence
    verdicts: Mapping[str, int]
    assessed: frozenset[str]
    refuted: frozenset[str]
    entities: int
    statements: int
    repeated: tuple[Repeated, ...]


@as_claimgraph_writes()
def count_claims(store: Store, *, texts: Mapping[str, Snapshot] | None = None) -> Stats:
    """Count what a store holds; `texts` are those to verify evidence against, by hash."""
    origins, modalities = read_origins(store), read_modalities(store)
    gone: dict[str, str] = {}
    for row in select_rows(store, "gone", None):
        retracted = row["property"].value == CG + "retracts"
        gone[row["claim"].value] = "retracted" if retracted else gone.get(row["claim"].value, "superseded")
    put: collections.Counter[Put] = collections.Counter()
    sources: collections.Counter[str] = collections.Counter()
    statements: dict[Statement, list[tuple[str, str]]] = {}
    verdicts = [(row["claim"].value, text_of(row["verdict"])) for row in _rows(store, "verdicts")]
    refuted = frozenset(claim for claim, verdict in verdicts if verdict == CG + "refuted")
    in_force, doubted = 0, set()
    for row in select_rows(store, "claims", None):
        claim, source = row["claim"].value, text_of(row["source"])
        how = Put(*(text_of(row[name]) for name in Put._fields))
        now = how.modality in modalities and modalities[how.modality].now
        put[how] += 1
        sources[source] += 1
        if claim not in gone:
            if now and how.polarity == CG + "affirmed" and how.stance == CG + "fact":
                in_force += 1
                doubted |= {claim} & refuted
            statements.setdefault(Statement(text_of(row["digest"]), how.polarity, how.stance, now), []).append((claim, source))
    cited = _counts(store, "cited", "source")
    claims = sources.total()
    return Stats(
        claims=claims,
        in_force=in_force,
        doubted=frozenset(doubted),
        gone=collections.Counter(gone.values()),
        put=put,
        said=_said(store, sources, origins),
        sources=sources,
        cited={source: count for source, count in cited.items() if source not in sources},
        idle=len(origins.keys() - sources.keys() - cited.keys()),
        outlets=_outlets(sources, origins),
        speakers=_counts(store, "speakers", "speaker"),
        own=claims - _count(store, "passed-on"),
        unnamed=_count(store, "unnamed"),
        evidence=_evidence(store, claims, texts),
        verdicts=collections.Counter(verdict for _, verdict in verdicts),
        assessed=frozenset(claim for claim, _ in verdicts),
        refuted=refuted,
        entities=_count(store, "entities", "entities"),
        statements=len(statements),
        repeated=_repeated(statements.values(), origins),
    )


def bucket_days(said: Mapping[Days, int], most: int) -> tuple[dict[str, int], dict[Days, int]]:
    """Count claims by month; by year or decade, where that would be more than `most` spans from the first to the last.

    Returns the counts by span, those in which nothing was said between others with 0,
    and the counts of what is not known so closely, by its days.

    >>> bucket_days({Days("2026-01-05", "2026-01-05"): 2, Days("2026-03-01", "2026-03-31"): 1, Days("2026-01-01", "2026-12-31"): 4}, 12)
    ({'2026-01': 2, '2026-02': 0, '2026-03': 1}, {Days(first='2026-01-01', last='2026-12-31'): 4})
    >>> bucket_days({Days("2025-12-31", "2026-01-01"): 1, Days("1999-01-01", "1999-12-31"): 1}, 30)[0]
    {}
    >>> bucket_days({Days("1999-05-01", "1999-05-31"): 1, Days("2003-01-01", "2003-01-01"): 1}, 30)[0]
    {'1999': 1, '2000': 0, '2001': 0, '2002': 0, '2003': 1}
    """
    for length in _SPANS:
        close = {days: count for days, count in said.items() if days.first and days.first[:length] == days.last[:length]}
        spans = sorted({days.first[:length] for days in close})
        numbers = range(_number(spans[0]), _number(spans[-1]) + 1) if spans else range(0)
        if len(numbers) <= most or length == _SPANS[-1]:
            break
    counts = {_span(number, length): 0 for number in numbers} if len(numbers) <= most else dict.fromkeys(spans, 0)
    for days, count in close.items():
        counts[days.first[:length]] += count
    return counts, {days: count for days, count in said.items() if days not in close}


def _number(span: str) -> int:
    year, _, month = span.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _span(number: int, length: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}" if length == _SPANS[0] else f"{number:0{length}}"


def _rows(store: Store, name: str) -> Iterable[Any]:
    return store.rows(package_query(f"stats/{name}"))


def _count(store: Store, name: str, what: str = "claims") -> int:
    return next((number_of(row[what]) or 0 for row in _rows(store, name)), 0)


def _counts(store: Store, name: str, what: str) -> dict[str, int]:
    return {text_of(row[what]): number_of(row["claims"]) or 0 for row in _rows(store, name) if row[what] is not None}


def _said(store: Store, sources: Mapping[str, int], origins: Mapping[str, Origin]) -> dict[Days, int]:
    """Count claims by when they were said: those with a date of their own, and the rest of each source by the source's."""
    said: collections.Counter[Days] = collections.Counter()
    rest = collections.Counter(sources)
    for row in _rows(store, "said"):
        if row["source"] is None:  # of nothing at all, some stores make one empty group
            continue
        count = number_of(row["claims"]) or 0
        said[Days(*(text_of(row[name]) if row[name] is not None else "" for name in ("earliest", "latest")))] += count
        rest[text_of(row["source"])] -= count
    for source, count in rest.items():
        if count:
            said[origins[source].published if source in origins else Days()] += count
    return dict(said)


def _outlets(sources: Mapping[str, int], origins: Mapping[str, Origin]) -> dict[str, int]:
    outlets: collections.Counter[str] = collections.Counter()
    for source, count in sources.items():
        for outlet in _answerable(source, origins):
            outlets[outlet] += count
    return dict(outlets)


def _answerable(source: str, origins: Mapping[str, Origin]) -> tuple[str, ...]:
    origin = origins.get(source)
    return (origin.publishers or origin.authors if origin else ()) or (source,)


def _evidence(store: Store, claims: int, texts: Mapping[str, Snapshot] | None) -> Evidence:
    if not texts:
        placed = _count(store, "placed")
        return Evidence(unverified=placed, without=claims - placed)
    found: dict[str, set[bool | None]] = {}
    for row in store.rows(package_query("list/evidence")):
        snapshot = texts.get(text_of(row["text"])) if row["text"] is not None else None
        start, end = number_of(row["start"]), number_of(row["end"])
        if start is None or end is None:
            raise ValueError(row["claim"].value)
        span = Span(start, end, text_of(row["sha256"]))
        found.setdefault(row["claim"].value, set()).add(not verify_span(span, snapshot.text) if snapshot else None)
    verified = sum(1 for spans in found.values() if spans == {True})
    wrong = sum(1 for spans in found.values() if False in spans)
    return Evidence(verified, wrong, len(found) - verified - wrong, claims - len(found))


def _repeated(statements: Iterable[list[tuple[str, str]]], origins: Mapping[str, Origin]) -> tuple[Repeated, ...]:
    """Return the statements of more than one outlet: most outlets first, then most claims, then by the ids of the claims."""
    found = []
    for made in statements:
        if len(made) > 1:
            outlets = {outlet for _, source in made for outlet in _answerable(source, origins)[:1]}
            if len(outlets) > 1:
                found.append(Repeated(tuple(sorted(outlets)), tuple(sorted(claim for claim, _ in made))))
    return tuple(sorted(found, key=lambda one: (-len(one.outlets), -len(one.claims), one.claims)))
