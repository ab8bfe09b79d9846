"""A store and the claims of a page in; who is behind each of them, and behind what it states, out, as the page takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.analyses.grounds import read_grounds
from claimgraph.analyses.origins import group_statements, resolve_chains
from claimgraph.analyses.records import read_modalities
from claimgraph.wording.compact import Compactor
from claimgraph.wording.names import read_names

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from claimgraph.analyses.chains import End
    from claimgraph.analyses.origins import Resolved
    from claimgraph.store.protocol import Store

__all__ = ["Origins", "page_origins"]


class Origins(NamedTuple):
    """The origins behind claims.

    `names` are lists of {id, name}, one for each origin, usually of one. `claims` say by CURIE of a claim what it goes back to: `kind` as
    `analyses.origins` has it, `ends` (numbers of origins), `anonymous` (whether these have it from people they do not name)
    and `statement` (a number, or None for what was superseded or retracted). `statements` say the `ends` of all claims that
    state the same, in the whole corpus, and how many of them are `unknown` or `circular`.
    """

    names: Sequence[list[dict[str, str]]] = ()
    statements: Sequence[dict[str, Any]] = ()
    claims: Mapping[str, dict[str, Any]] = {}


def page_origins(store: Store, only: Collection[str] | None = None) -> Origins:
    """Return who is behind the claims of a page; `only` are their IRIs, None for all."""
    grounds = read_grounds(store, only)
    resolved = resolve_chains(grounds.chains())
    groups = group_statements(grounds.records, read_modalities(store))
    wanted = set(grounds.records) if only is None else set(only)
    kept = [members for members in groups.values() if not wanted.isdisjoint(members)]
    claims = sorted({claim for members in kept for claim in members} | (wanted & set(resolved)))
    number: dict[str, int] = {}
    compact = Compactor(store.prefixes)
    listed: list[tuple[str, ...]] = []
    for claim in claims:
        for end in _counted(resolved[claim]):
            if end.key not in number:
                number[end.key] = len(listed)
                listed.append(end.who)
    words = read_names(store, sorted({iri for who in listed for iri in who}))
    statements: list[dict[str, Any]] = []
    of: dict[str, int] = {}
    for members in kept:
        known = {key for claim in members for key in resolved[claim].keys}
        for claim in members:
            of[claim] = len(statements)
        statements.append({
            "ends": sorted(number[key] for key in known),
            # What a paper has from people it does not name stands with those who cite the paper for it.
            "unknown": sum(resolved[claim].kind == "unknown" and known.isdisjoint(end.key for end in resolved[claim].ends) for claim in members),
            "circular": sum(resolved[claim].kind == "circular" for claim in members),
        })  # fmt: skip
    return Origins(
        [[{"id": compact(iri), "name": words.get(iri, compact(iri))} for iri in who] for who in listed],
        statements,
        {
            compact(claim): _claim(resolved[claim], number, of.get(claim), statements[of[claim]]["ends"] if claim in of else ())
            for claim in claims
            if claim in wanted
        },
    )


def _counted(resolved: Resolved) -> Sequence[End]:
    return resolved.ends if resolved.keys else ()


def _claim(resolved: Resolved, number: Mapping[str, int], statement: int | None, ends: Collection[int]) -> dict[str, Any]:
    """Return what one claim goes back to; `ends` are the origins of all that state the same."""
    own = [number[key] for key in resolved.keys]
    kind = resolved.kind
    if kind == "unknown":  # unless others name its source as theirs
        own = [n for end in resolved.ends if (n := number.get(end.key, -1)) in ends]
        kind = "own" if own else kind
    anonymous = bool(resolved.ends) and all(end.anonymous for end in resolved.ends)
    return {"kind": kind, "ends": own, "anonymous": anonymous, "statement": statement}
