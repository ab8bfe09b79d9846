"""A store in; what all its claims state out, plans and forecasts among it, as `read_statements` returns it, but a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.analyses.alike import same_things
from claimgraph.analyses.columns import Times, read_gone, read_links, read_put
from claimgraph.analyses.frames import Frame, read_newer, read_roles
from claimgraph.analyses.records import read_modalities
from claimgraph.analyses.statements import Reading, Statement, read_disputes, read_excluded, read_predicates, under_one_name
from claimgraph.queries import package_query
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.vocab import CG, SCHEMA
from claimgraph.wording.cells import number_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimgraph.store.protocol import Store

__all__ = ["are_many", "read_everything"]

_ASSERTED, _AFFIRMED, _DENIED, _FACT, _OPINION = (CG + word for word in ("asserted", "affirmed", "denied", "fact", "opinion"))

#: So few claims are always asked about one by one.
_FEW = 200
#: What is said of the things that a claim speaks of takes as long to ask for as so many claims when all are read.
_SHARE = 15


def are_many(store: Store, claims: Collection[str]) -> bool:
    """Tell whether claims are so many of a store's that it is read as a whole sooner than what concerns them."""
    if len(claims) <= _FEW:
        return False
    row = next(iter(store.rows(package_query("analyses/count"))), None)
    return row is not None and len(claims) * _SHARE > (number_of(row["number"]) or 0)


def read_everything(store: Store) -> Reading:
    """Return what `read_statements` returns of all claims; a claim is what appears in a source.

    What has no modality, polarity or stance of its own has the usual one, for only the others are read.
    On a store elsewhere, to which others may have written, a claim that lacks them is none.
    """
    predicates = read_predicates(store)
    words = {claim: word for word in read_modalities(store) if word != _ASSERTED for claim in read_put(store, "modality", word)}
    denied, opinions = (set(read_put(store, *put)) for put in (("polarity", _DENIED), ("stance", _OPINION)))
    gone, sources, times = read_gone(store), read_links(store, SCHEMA + "appearance"), Times(store, due=True)
    if not isinstance(store, EmbeddedStore):
        for row in store.rows(package_query("analyses/unread")):
            sources.pop(row["claim"].value, None)
    frames = {}
    for claim, source in sources.items():
        polarity, stance = _DENIED if claim in denied else _AFFIRMED, _OPINION if claim in opinions else _FACT
        frames[claim] = times.time(Frame(claim, words.get(claim, _ASSERTED), polarity, stance, gone=gone.get(claim, "")), source)
    rows = store.rows(package_query("conflicts/stated"))
    statements = [
        Statement(claim.value, subject.value, predicate.value, value) for claim, subject, predicate, value in rows if claim.value in frames
    ]
    roles, excluded = read_roles(store), read_excluded(store)
    same = same_things(store)
    named = under_one_name(statements, same)
    return Reading(named, frames, predicates, roles, read_disputes(store), excluded, same, read_newer(store))
