"""A store in; its claims out, one dictionary each, as `list --format json` promises them.

The shape is a contract for other programs: `docs/claims.schema.json` describes it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.analyses.records import select_by, texts_of_sources
from claimgraph.errors import StoreError
from claimgraph.queries import package_query, values_of
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.vocab import CG, RDF, XSD
from claimgraph.wording.cells import number_of, text_of
from claimgraph.wording.compact import Compactor
from claimgraph.wording.lookup import resolve_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.store.protocol import Store

__all__ = ["FILTERS", "list_claims", "list_entities", "list_sources"]

Claims = dict[str, dict[str, Any]]

#: What `list` can be asked for; words of the closed lists may be bare (`planned`).
FILTERS = ("about", "speaker", "source", "modality", "polarity", "stance", "verdict", "predicate", "id")
#: Values in values are shown so deep; ours are two deep, and what others wrote may go round in circles.
_DEEPEST = 4
_TIMES = {CG + "validFrom": "from", CG + "validUntil": "until", CG + "due": "due", CG + "said": "said"}


@as_claimgraph_writes()
def list_claims(
    store: Store,
    chosen: Mapping[str, Iterable[str]] | None = None,
    *,
    only: Collection[str] | None = None,
    texts: Mapping[str, Snapshot] | None = None,
) -> list[dict[str, Any]]:
    """Return claims by id; `chosen` maps names of FILTERS to the values that may hold.

    `only` are the IRIs of the claims to choose from; None for all. With `texts`
    (snapshots by hash), evidence is verified: True, False, or None where its text is
    not among them.

    Raises:
        QueryError: a value is no id or word of the corpus.
        StoreError: the store was written to by others, in a way that cannot be shown.
    """
    compact = Compactor(store.prefixes)
    wanted = _chosen(store, {k: list(v) for k, v in (chosen or {}).items() if v})
    if only is not None:
        wanted = set(only) if wanted is None else wanted.intersection(only)
    claims = {row["claim"].value: _claim(row, compact) for row in _rows(store, "claims", wanted)}
    _add_hops(claims, _rows(store, "hops", wanted), compact)
    _add_evidence(claims, _rows(store, "evidence", wanted), texts_of_sources(store, texts or {}))
    _add_times(claims, _rows(store, "times", wanted), compact)
    _add_relations(claims, _rows(store, "relations", wanted), compact)
    _add_assessments(claims, _rows(store, "assessments", wanted), compact)
    nodes = tuple(store.prefixes[prefix] for prefix in ("val", "date"))
    _add_triples(claims, _rows(store, "triples", wanted), nodes, compact)
    return sorted(claims.values(), key=_natural)


def _part_order(iri: str) -> tuple[str, int]:
    """Return what sorts the numbered parts of a claim: the tenth behind the ninth."""
    name, _, number = iri.rpartition(".")
    return (name, int(number)) if number.isdecimal() else (iri, 0)


def _natural(claim: dict[str, Any]) -> tuple[str, int, str]:
    """Order claims as a reader meets them: by source, then by place in its text."""
    starts = [span["start"] for span in claim["evidence"]]
    return claim["source"], min(starts, default=0), claim["id"]


def _rows(store: Store, name: str, wanted: Collection[str] | None) -> Iterator[Any]:
    """Yield the rows of a query on claims: of all, or of those wanted, for which a store is not read as a whole if they are few."""
    yield from select_by(store, f"list/{name}", "claim", wanted)


def _chosen(store: Store, chosen: dict[str, list[str]]) -> set[str] | None:
    """Return the claims that fit, or None where nothing was asked for."""
    if not chosen:
        return None
    lines = package_query("list/chosen").split("\n")
    for name, values in chosen.items():
        terms = " ".join(f"<{iri}>" for value in values for iri in resolve_value(store, name, value))
        mark = f"  #{name}  "
        lines = [line.replace(mark, "  ").replace("{ }", f"{{ {terms} }}", 1) if line.startswith(mark) else line for line in lines]
    return {row["claim"].value for row in store.rows("\n".join(lines))}


# ------------------------------------------------------------ parts


def _claim(row: Any, compact: Compactor) -> dict[str, Any]:
    modality, polarity, stance = (compact(text_of(row[key])) for key in ("modality", "polarity", "stance"))
    now = row["now"] is not None and row["now"].value in {"true", "1"}
    return {
        "id": compact(row["claim"].value),
        "label": text_of(row["label"]) if row["label"] else compact(row["claim"].value),
        "source": compact(text_of(row["source"])),
        "modality": modality,
        "polarity": polarity,
        "stance": stance,
        "attribution": [],
        "evidence": [],
        "said": None,
        "from": None,
        "until": None,
        "due": None,
        "status": ["in-force"] if now and polarity == "cg:affirmed" and stance == "cg:fact" else [],
        "relations": {},
        "assessments": [],
        "triples": [],
        "note": text_of(row["note"]) if row["note"] else None,
    }


def _add_hops(claims: Claims, rows: Iterator[Any], compact: Compactor) -> None:
    for row in sorted(rows, key=lambda row: (number_of(row["position"]) or sys.maxsize, str(row))):
        claim = claims.get(row["claim"].value)
        if claim:
            hop: dict[str, Any] = {key: compact(text_of(row[key])) if row[key] else None for key in ("agent", "source", "speech")}
            hop |= {key: text_of(row[key]) if row[key] else None for key in ("unnamed", "cue", "role")}
            hop["count"] = number_of(row["count"]) if row["count"] else None
            claim["attribution"].append(hop)


def _add_evidence(claims: Claims, rows: Iterator[Any], texts: Mapping[str, Snapshot]) -> None:
    from claimgraph.evidence import Span, verify_span

    for row in rows:
        claim, start, end = claims.get(row["claim"].value), number_of(row["start"]), number_of(row["end"])
        if claim is None:
            continue
        if start is None or end is None:
            raise StoreError(f"the evidence of {claim['id']} goes from {text_of(row['start'])} to {text_of(row['end'])}, which are no places",
                             "`claimgraph push` puts right what is the corpus's own")  # fmt: skip
        span = Span(start, end, text_of(row["sha256"]))
        snapshot = texts.get(text_of(row["source"]))
        verified = not verify_span(span, snapshot.text) if snapshot else None
        quote = text_of(row["quote"]) if row["quote"] else None
        claim["evidence"].append(span._asdict() | {"verified": verified, "quote": quote})
    for claim in claims.values():
        claim["evidence"].sort(key=lambda span: (span["start"], span["end"]))


def _add_times(claims: Claims, rows: Iterator[Any], compact: Compactor) -> None:
    for row in rows:
        claim = claims.get(row["claim"].value)
        if claim:
            claim[_TIMES[row["kind"].value]] = _time(row, compact)


def _time(row: Any, compact: Compactor) -> dict[str, Any]:
    time = _literal(row["value"], compact) if row["value"] else {"value": None, "datatype": None, "lang": None}
    time |= {key: text_of(row[key]) if row[key] else None for key in ("earliest", "latest", "label")}
    return time | {"exactness": compact(text_of(row["exactness"]))}


def _add_relations(claims: Claims, rows: Iterator[Any], compact: Compactor) -> None:
    for row in sorted(rows, key=lambda row: (row["relation"].value, row["other"].value)):
        claim = claims.get(row["claim"].value)
        if claim:
            claim["relations"].setdefault(row["relation"].value, []).append(compact(row["other"].value))
    for claim in claims.values():
        gone = [name for name in ("superseded", "retracted") if f"{name}By" in claim["relations"]]
        claim["status"] = gone or claim["status"]


def _add_assessments(claims: Claims, rows: Iterator[Any], compact: Compactor) -> None:
    for row in sorted(rows, key=lambda row: _part_order(row["assessment"].value)):
        claim = claims.get(row["claim"].value)
        if claim:
            found: dict[str, Any] = {key: compact(text_of(row[key])) if row[key] else None for key in ("verdict", "agent", "source")}
            found["said"] = _time(row, compact) if row["exactness"] else None
            claim["assessments"].append(found | {key: text_of(row[key]) if row[key] else None for key in ("rating", "note")})


def _add_triples(claims: Claims, rows: Iterator[Any], nodes: tuple[str, ...], compact: Compactor) -> None:
    graphs: dict[str, dict[str, list[tuple[str, Any]]]] = {}
    for row in rows:
        iri = row["claim"].value
        if iri in claims:
            graphs.setdefault(iri, {}).setdefault(text_of(row["subject"]), []).append((row["predicate"].value, row["object"]))
    for iri, graph in graphs.items():
        claims[iri]["triples"] = sorted(
            ([compact(subject), compact(predicate), _term(value, graph, nodes, compact)]
             for subject, pairs in graph.items() if not subject.startswith(nodes)
             for predicate, value in pairs),
            key=str,
        )  # fmt: skip


def _term(
    term: Any, graph: Mapping[str, list[tuple[str, Any]]], nodes: tuple[str, ...], compact: Compactor, within: tuple[str, ...] = ()
) -> Any:
    """Return a CURIE, a literal, or a value node with everything the graph says of it, but not of it once more within itself."""
    if isinstance(term, ox.Literal):
        return _literal(term, compact)
    if not isinstance(term, ox.NamedNode):
        return str(term)
    if not term.value.startswith(nodes) or term.value not in graph or term.value in within or len(within) == _DEEPEST:
        return compact(term.value)
    nested: dict[str, Any] = {"id": compact(term.value)}
    for predicate, value in sorted(graph[term.value], key=str):
        key = "type" if predicate == RDF + "type" else compact(predicate)
        nested[key] = _term(value, graph, nodes, compact, (*within, term.value))
    return nested


def _literal(term: Any, compact: Compactor) -> dict[str, str | None]:
    if not isinstance(term, ox.Literal):
        return {"value": text_of(term), "datatype": None, "lang": None}
    datatype = None if term.language else compact(term.datatype.value) if term.datatype.value.startswith(XSD) else term.datatype.value
    return {"value": term.value, "datatype": datatype, "lang": term.language}


# ------------------------------------------------------------ what claims speak of


@as_claimgraph_writes()
def list_sources(store: Store, *, only: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """Return the sources by CURIE, or `only` some of them, by IRI: type, headline, url, publisher, published (texts or None).

    `earliest` and `latest` are the first and the last day that `published` can mean
    (ISO days, or None where that is open).
    """
    compact = Compactor(store.prefixes)
    return {
        compact(row["source"].value): {
            "type": compact(text_of(row["type"])),
            "headline": text_of(row["headline"]),
            "url": text_of(row["url"]) if row["url"] else None,
            "publisher": compact(text_of(row["publisher"])) if row["publisher"] else None,
            "published": text_of(row["published"]) if row["published"] else None,
            "earliest": text_of(row["first"]) if row["first"] else None,
            "latest": text_of(row["last"]) if row["last"] else None,
        }
        for query in values_of(package_query("list/sources"), "source", only)
        for row in store.rows(query)
    }


@as_claimgraph_writes()
def list_entities(store: Store, *, only: Collection[str] | None = None) -> dict[str, dict[str, Any]]:
    """Return the entities by CURIE, or `only` some of them, by IRI: name, types, aliases, sameAs, description."""
    compact = Compactor(store.prefixes)
    found: dict[str, dict[str, Any]] = {}
    for row in (row for query in values_of(package_query("list/entities"), "entity", only) for row in store.rows(query)):
        entity = found.setdefault(
            compact(row["entity"].value),
            {
                "name": text_of(row["name"]),
                "types": [],
                "aliases": [],
                "sameAs": [],
                "description": text_of(row["description"]) if row["description"] else None,
            },
        )
        for key, value in (
            ("types", compact(text_of(row["type"]))),
            ("aliases", text_of(row["alias"]) if row["alias"] else None),
            ("sameAs", text_of(row["same"]) if row["same"] else None),
        ):
            if value is not None and value not in entity[key]:
                entity[key].append(value)
    for entity in found.values():
        for key in ("types", "aliases", "sameAs"):
            entity[key].sort()
    return dict(sorted(found.items()))
