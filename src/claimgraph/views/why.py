"""A query in; its rows out, each with the claims that stand behind it, pattern by pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.independent import count_independent
from claimgraph.analyses.origins import count_origins, resolve_chains
from claimgraph.analyses.why.owed import find_stated, narrow_parts, read_claimed
from claimgraph.analyses.why.rows import match_rows
from claimgraph.views.receipts import Receipts, gather_receipts
from claimgraph.views.report import Report
from claimgraph.views.table import render_term
from claimgraph.views.whytext import answer_lines
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimgraph.analyses.why.owed import Stated
    from claimgraph.analyses.why.pattern import Parsed
    from claimgraph.analyses.why.rows import Answered, Match
    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["CLAIMS", "CORPUS", "NOBODY", "Explained", "Reason", "explain_rows", "report_why"]

#: To whom a match is owed: to claims; to the corpus, which describes its things and claims itself; or to nobody, which is amiss.
CLAIMS, CORPUS, NOBODY = "claims", "corpus", "nobody"


class Reason(NamedTuple):
    """A pattern, the triple it matched, the graph that stands in (None for the default graph), and to whom that is owed.

    `claims` are the CURIEs of the claims that it is owed to, `origins` is how many independent origins these go back to.
    """

    pattern: str
    triple: tuple[Any, Any, Any]
    graph: Any
    owed: str
    claims: tuple[str, ...]
    origins: int = 0


class Explained(NamedTuple):
    """An answer, the reasons of each row (None where the store's statements do not give it), and the receipts of the claims.

    `origins` is, for each claim, how many independent origins stand behind what it states.
    """

    answered: Answered
    reasons: tuple[tuple[Reason, ...] | None, ...]
    receipts: Receipts
    origins: Mapping[str, int]


def explain_rows(
    store: Store,
    query: str,
    parsed: Parsed,
    prefixes: Mapping[str, str],
    *,
    about: Store | None = None,
    texts: Mapping[str, Snapshot] | None = None,
) -> Explained:
    """Answer a query, and say of each row which claims stand behind it.

    `prefixes` are those that the query may use undeclared, `about` the store that tells of the claims, if it is another, `texts` the
    snapshots to verify evidence against, by hash. Behind a pattern of the default graph stand the claims in force that state its triple.

    Raises:
        ClaimgraphError: the query fails, or the store does not answer.
    """
    known = about or store
    answered = match_rows(store, query, parsed, prefixes)
    matches = list(dict.fromkeys(match for row in answered.matches for match in row or ()))
    stated = find_stated(known, matches)
    graphs = {match.graph.value for match in matches if isinstance(match.graph, ox.NamedNode)}
    receipts = gather_receipts(known, graphs.union(*stated.values()), texts=texts)
    compact = Compactor(known.prefixes)
    found = {iri: claim for iri in graphs.union(*stated.values()) if (claim := receipts.claims.get(compact(iri)))}
    owing = _Owing(known, found, stated)
    reasons = tuple(None if row is None else tuple(owing.reasons(row)) for row in answered.matches)
    used = {claim for row in reasons for reason in row or () for claim in reason.claims}
    iris = {iri for iri, claim in found.items() if claim["id"] in used}
    counts = {compact(iri): number for iri, number in count_origins(known, iris).items()} if used else {}
    return Explained(answered, _with_origins(known, reasons, iris), _only(receipts, used), counts)


def _with_origins(store: Store, reasons: Sequence[tuple[Reason, ...] | None], claims: set[str]) -> tuple[tuple[Reason, ...] | None, ...]:
    """Count for each reason the origins that its claims go back to; `claims` are the IRIs of all of them."""
    compact = Compactor(store.prefixes)
    resolved = resolve_chains(read_grounds(store, claims).chains()) if claims else {}
    keys = {compact(iri): found.keys for iri, found in resolved.items()}

    def count(reason: Reason) -> Reason:
        return reason._replace(origins=count_independent(key for claim in reason.claims for key in keys.get(claim, ())))

    return tuple(None if row is None else tuple(map(count, row)) for row in reasons)


class _Owing:
    """Tells to whom the matches of a row are owed; `found` are the claims as `list_claims` gives them, by IRI."""

    def __init__(self, store: Store, found: Mapping[str, Mapping[str, Any]], stated: Stated) -> None:
        self._store = store
        self._ids = {iri: str(claim["id"]) for iri, claim in found.items()}
        in_force = {iri for iri, claim in found.items() if "in-force" in claim["status"]}
        self._stated = {triple: claims & in_force for triple, claims in stated.items()}
        self._nodes = tuple(store.prefixes[prefix] for prefix in ("val", "date"))
        self._claimed: set[str] | None = None

    def reasons(self, row: Sequence[Match]) -> Iterable[Reason]:
        for match, claims in zip(row, narrow_parts(row, self._stated, self._nodes), strict=True):
            if match.graph is not None:
                claims = {match.graph.value} & self._ids.keys() if isinstance(match.graph, ox.NamedNode) else set()  # noqa: PLW2901  (it says who states it)
            owed = CLAIMS if claims else NOBODY if self._must_be_claimed(match) else CORPUS
            yield Reason(str(match.pattern), match.triple, match.graph, owed, tuple(sorted(self._ids[claim] for claim in claims)))

    def _must_be_claimed(self, match: Match) -> bool:
        """Tell whether only a claim can say this: by its predicate, for what value nodes are made of belongs to whatever holds them."""
        if match.graph is not None:
            return False
        if self._claimed is None:
            self._claimed = read_claimed(self._store)
        return match.triple[1].value in self._claimed


def _only(receipts: Receipts, used: set[str]) -> Receipts:
    """Return the receipts of some of the claims, and of their sources."""
    claims = {curie: claim for curie, claim in receipts.claims.items() if curie in used}
    sources = {claim["source"] for claim in claims.values()}
    sources |= {hop["source"] for claim in claims.values() for hop in claim["attribution"] if hop["source"]}
    return receipts._replace(claims=claims, sources={curie: source for curie, source in receipts.sources.items() if curie in sources})


# ------------------------------------------------------------ the report


def report_why(
    store: Store, explained: Explained, prefixes: Mapping[str, str], *, as_of: str = "", undated: int = 0
) -> tuple[Report, list[str]]:  # fmt: skip
    """Return the report on explained rows, as text and JSON, and what is amiss with some of them, one line each.

    `prefixes` are those to write the values of rows with; `undated` are the claims that `as_of` (a day) left out.
    """
    answered = explained.answered
    compact = Compactor(prefixes)
    cells = [[render_term(term, compact) for term in row] for row in answered.rows]
    names = read_names(store, {term.value for row in answered.rows for term in row if isinstance(term, ox.NamedNode)})
    called = [[_called(term, names, cell) for term, cell in zip(*pair, strict=True)] for pair in zip(answered.rows, cells, strict=True)]
    amiss = list(_amiss(explained))
    what = "1 undated claim is left out: it" if undated == 1 else f"{undated:,} undated claims are left out: they"
    left_out = [f"{what} may or may not have been said by then."] if undated else []
    lines = answer_lines(explained, called, [*left_out, *amiss])
    return Report(lines, (), (), _data(explained, compact, as_of, undated)), amiss


def _called(term: Any, names: Mapping[str, str], cell: str) -> str:
    """Say a value by its name, with its id; without a name as it is."""
    name = names.get(term.value) if isinstance(term, ox.NamedNode) else None
    return f"{name} ({cell})" if name else cell


def _amiss(explained: Explained) -> Iterable[str]:
    yield from explained.answered.remarks
    for number, reasons in enumerate(explained.reasons, 1):
        for pattern in dict.fromkeys(reason.pattern for reason in reasons or () if reason.owed == NOBODY):
            yield f"row {number:,}: no claim in force states what matched {pattern}; does the store's default graph hold more than what is in force?"


def _data(explained: Explained, compact: Compactor, as_of: str, undated: int) -> dict[str, Any]:
    columns = explained.answered.columns
    rows = [
        {
            "values": {name: _value(term, compact) for name, term in zip(columns, row, strict=True)},
            "why": None if reasons is None else [_reason(reason, compact) for reason in reasons],
        }
        for row, reasons in zip(explained.answered.rows, explained.reasons, strict=True)
    ]
    receipts = explained.receipts.as_json()
    claims = [claim | {"origins": explained.origins.get(claim["id"], 0)} for claim in receipts["claims"]]
    return (
        {"analysis": "why", "asOf": as_of or None, "undated": undated, "columns": list(columns), "rows": rows}
        | receipts
        | {"claims": claims}
    )


def _reason(reason: Reason, compact: Compactor) -> dict[str, Any]:
    return {
        "pattern": reason.pattern,
        "triple": [_value(term, compact) for term in reason.triple],
        "graph": _value(reason.graph, compact),
        "owedTo": reason.owed,
        "claims": list(reason.claims),
        "origins": reason.origins,
    }


def _value(term: Any, compact: Compactor) -> Any:
    """Return an IRI as CURIE, and a literal as `list` gives those in triples."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    datatype = None if term.language else compact(term.datatype.value)
    return {"value": term.value, "datatype": datatype, "lang": term.language}
