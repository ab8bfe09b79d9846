"""A store in; its claims out as the analyses compare them: what each states, how, when, and whom it has it from.

A record is what is needed to reckon with many claims; what a reader sees of a few of
them is what `list_claims` returns. Each aspect is a query of its own, joined here: all
stores answer such queries alike, and time grows with the number of claims and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.queries import package_query, values_of
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG
from claimgraph.wording.cells import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = [
    "Days",
    "Hop",
    "Modality",
    "Origin",
    "Record",
    "read_modalities",
    "read_origins",
    "read_records",
    "select_by",
    "select_rows",
    "texts_of_sources",
]


class Days(NamedTuple):
    """The first and the last day that a date can mean, as ISO days; empty where that end is not known."""

    first: str = ""
    last: str = ""


class Hop(NamedTuple):
    """One hop of a chain: IRIs of the agent and of the cited source, or the words for somebody unnamed; empty where not said."""

    agent: str = ""
    source: str = ""
    unnamed: str = ""


class Record(NamedTuple):
    """A claim by IRI: the digest of what it states, its source, words of the closed lists as IRIs, and when it was said.

    `said` is the claim's own, or else when its source was published. `gone` is
    `superseded`, `retracted` or empty. `hops` lead away from the source, outermost first.
    """

    claim: str
    digest: str
    source: str
    modality: str
    polarity: str
    stance: str
    said: Days = Days()
    gone: str = ""
    hops: tuple[Hop, ...] = ()


class Origin(NamedTuple):
    """A source by IRI, with who answers for it (authors, publisher) and the sources that it is derived from; sorted IRIs."""

    source: str
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    published: Days = Days()


class Modality(NamedTuple):
    """A modality's axis (an IRI), its strength on it (larger is firmer), and whether it says what is so now."""

    axis: str
    strength: int
    now: bool


@as_claimgraph_writes()
def read_records(
    store: Store, claims: Collection[str] | None = None, *, sources_of: Callable[[Collection[str]], Mapping[str, Origin]] | None = None
) -> dict[str, Record]:
    """Return the records of claims, by IRI: of those named, for which a store is not read as a whole, or of all.

    `sources_of` returns sources, by IRI, with at least those that it is given: where claims appear, and what they cite.
    """
    rows = list(select_rows(store, "claims", claims))
    said = {row["claim"].value: _days(row) for row in select_rows(store, "said", claims)}
    gone: dict[str, str] = {}
    for row in select_rows(store, "gone", claims):
        retracted = row["property"].value == CG + "retracts"
        gone[row["claim"].value] = "retracted" if retracted else gone.get(row["claim"].value, "superseded")
    hops: dict[str, list[tuple[int, Hop]]] = {}
    for row in select_rows(store, "hops", claims):
        hop = Hop(*(text_of(row[name]) if row[name] else "" for name in Hop._fields))
        hops.setdefault(row["claim"].value, []).append((number_of(row["position"]) or 0, hop))
    if sources_of:
        sources = sources_of({text_of(row["source"]) for row in rows} | {hop.source for chain in hops.values() for _, hop in chain} - {""})
    else:
        sources = read_origins(store, None if claims is None else {text_of(row["source"]) for row in rows})
    records = {}
    for row in rows:
        claim, source = row["claim"].value, text_of(row["source"])
        published = sources[source].published if source in sources else Days()
        digest, modality, polarity, stance = (text_of(row[name]) for name in ("digest", "modality", "polarity", "stance"))
        chain = tuple(hop for _, hop in sorted(hops.get(claim, ())))
        when = said.get(claim, published)
        records[claim] = Record(claim, digest, source, modality, polarity, stance, when, gone.get(claim, ""), chain)
    return records


@as_claimgraph_writes()
def read_origins(store: Store, sources: Collection[str] | None = None) -> dict[str, Origin]:
    """Return sources by IRI, read or only cited: those named, or all."""
    origins: dict[str, Origin] = {}
    for row in select_by(store, "analyses/sources", "source", sources):
        source = row["source"].value
        known = origins.get(source, Origin(source))
        origins[source] = Origin(
            source,
            _with(known.publishers, row["publisher"]),
            _with(known.authors, row["author"]),
            _with(known.derived, row["derived"]),
            _days(row),
        )
    return origins


def read_modalities(store: Store) -> dict[str, Modality]:
    """Return the closed list of modalities by IRI."""
    return {
        row["modality"].value: Modality(row["axis"].value, number_of(row["strength"]) or 0, row["now"] is not None)
        for row in store.rows(package_query("analyses/modalities"))
    }


def select_rows(store: Store, name: str, claims: Collection[str] | None = None) -> Iterator[Any]:
    """Yield the rows of `queries/analyses/NAME.rq`: those on some claims (by `?claim`), or all."""
    yield from select_by(store, f"analyses/{name}", "claim", claims)


def select_by(store: Store, name: str, variable: str, terms: Collection[str] | None) -> Iterator[Any]:
    """Yield the rows of `queries/NAME.rq` in which a variable is one of some IRIs, however many; or all, without any given."""
    for query in values_of(package_query(name), variable, terms):
        yield from store.rows(query)


def texts_of_sources(store: Store, texts: Mapping[str, Snapshot]) -> dict[str, Snapshot]:
    """Return the texts at hand, which are given by hash, by the IRI of the source that they are of."""
    rows = store.rows(package_query("list/snapshots")) if texts else ()
    return {row["source"].value: texts[text] for row in rows if (text := text_of(row["text"])) in texts}


def _with(known: tuple[str, ...], term: Any) -> tuple[str, ...]:
    return tuple(sorted({*known, text_of(term)})) if term else known


def _days(row: Any) -> Days:
    return Days(*(text_of(row[name]) if row[name] else "" for name in ("earliest", "latest")))
