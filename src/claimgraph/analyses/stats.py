"""A store in; how much it holds out: claims by source, by speaker, by month, by how they are put, and what stands behind them.

One property of all claims is asked for at a time, which every store answers quickly. It
is counted here: a store that holds several corpora would count the claims of all of them.
"""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.origins import Statement
from claimgraph.analyses.records import Days, read_modalities, read_origins, select_rows, texts_of_sources
from claimgraph.evidence import Span, verify_span
from claimgraph.queries import package_query
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG, PROV, SCHEMA
from claimgraph.wording.cells import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimgraph.analyses.records import Origin
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["Evidence", "Put", "Repeated", "Stats", "bucket_days", "count_claims"]

#: What is asked for by its exceptions.
_UNUSUAL = {CG + "polarity": "denied", CG + "stance": "opinion"}
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
    verdicts = {(row["claim"].value, text_of(row["verdict"])) for row in _rows(store, "verdicts")}
    refuted = frozenset(claim for claim, verdict in verdicts if verdict == CG + "refuted")
    put: collections.Counter[Put] = collections.Counter()
    made: dict[str, str] = {}
    statements: dict[Statement, list[tuple[str, str]]] = {}
    in_force = set()
    for claim, digest, source, how in _claims(store):
        now = how.modality in modalities and modalities[how.modality].now
        put[how] += 1
        made[claim] = source
        if claim not in gone:
            if now and how.polarity == CG + "affirmed" and how.stance == CG + "fact":
                in_force.add(claim)
            statements.setdefault(Statement(digest, how.polarity, how.stance, now), []).append((claim, source))
    sources = collections.Counter(made.values())
    cited = _count_pairs(_hops(store, CG + "citedSource"))
    return Stats(
        claims=len(made),
        in_force=len(in_force),
        doubted=refuted & in_force,
        gone=collections.Counter(gone.values()),
        put=put,
        said=_said(store, made, origins),
        sources=sources,
        cited={source: count for source, count in cited.items() if source not in sources},
        idle=len(origins.keys() - sources.keys() - cited.keys()),
        outlets=_outlets(sources, origins),
        speakers=_count_pairs(_hops(store, PROV + "agent")),
        own=len(made.keys() - {claim for claim, _ in _column(store, PROV + "qualifiedAttribution")}),
        unnamed=len({claim for claim, _ in _hops(store, CG + "unnamed")}),
        evidence=_evidence(store, len(made), texts),
        verdicts=collections.Counter(verdict for _, verdict in verdicts),
        assessed=frozenset(claim for claim, _ in verdicts),
        refuted=refuted,
        entities=sum(1 for _ in _rows(store, "entities")),
        statements=len(statements),
        repeated=_repeated(statements.values(), origins),
    )


def _claims(store: Store) -> Iterator[tuple[str, str, str, Put]]:
    """Yield every claim with its digest, its source, and how it is put; nearly all are affirmed, and a fact."""
    sources, modalities = (dict(_column(store, name)) for name in (SCHEMA + "appearance", CG + "modality"))
    unusual = {name: dict.fromkeys(_having(store, name, CG + word), CG + word) for name, word in _UNUSUAL.items()}
    polarities, stances = unusual[CG + "polarity"], unusual[CG + "stance"]
    usual = CG + "affirmed", CG + "fact"
    for claim, digest in _column(store, CG + "contentDigest"):
        if claim in sources and claim in modalities:
            how = Put(modalities[claim], polarities.get(claim, usual[0]), stances.get(claim, usual[1]))
            yield claim, digest, sources[claim], how


def _column(store: Store, property_: str) -> Iterator[tuple[str, str]]:
    for row in store.rows(package_query("stats/column").replace("?property", f"<{property_}>")):
        yield row["claim"].value, text_of(row["value"])


def _having(store: Store, property_: str, word: str) -> Iterator[str]:
    query = package_query("stats/having").replace("?property", f"<{property_}>").replace("?word", f"<{word}>")
    return (row["claim"].value for row in store.rows(query))


def _hops(store: Store, property_: str) -> Iterator[tuple[str, str]]:
    for row in store.rows(package_query("stats/hops").replace("?property", f"<{property_}>")):
        yield row["claim"].value, text_of(row["value"])


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


def _count_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count the claims that go with each thing, each once."""
    return dict(collections.Counter(thing for _, thing in set(pairs)))


def _said(store: Store, made: Mapping[str, str], origins: Mapping[str, Origin]) -> dict[Days, int]:
    """Count claims by when they were said: by their own date, or else by that of their source."""
    own = {row["claim"].value: row for row in select_rows(store, "said", None)}
    said: collections.Counter[Days] = collections.Counter()
    for claim, source in made.items():
        if claim in own:
            said[Days(*(text_of(own[claim][name]) if own[claim][name] is not None else "" for name in ("earliest", "latest")))] += 1
        else:
            said[origins[source].published if source in origins else Days()] += 1
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
        placed = len({claim for claim, _ in _column(store, CG + "evidence")})
        return Evidence(unverified=placed, without=claims - placed)
    found: dict[str, set[bool | None]] = {}
    known = texts_of_sources(store, texts)
    for row in store.rows(package_query("list/evidence")):
        snapshot = known.get(text_of(row["source"]))
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
