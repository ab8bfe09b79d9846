"""A store and words in; what was found out, the best first, each thing with what it is called, why it was found, and what is known of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from claimgraph.errors import QueryError, StoreError, did_you_mean, printable
from claimgraph.search.fields import BY_NAME, FIELDS, KINDS
from claimgraph.search.index import Making, forget_index, open_index
from claimgraph.search.lookup import Result, look_up
from claimgraph.search.named import count_claims, find_named
from claimgraph.search.reading import field_query, read_parts
from claimgraph.search.remote import search_elsewhere
from claimgraph.search.snippet import Snippet, choose_snippet, mark_text
from claimgraph.search.suggest import explain, suggest, suggest_ids
from claimgraph.search.wanted import parse_words
from claimgraph.store.embedded import EmbeddedStore
from claimgraph.store.shape import as_claimgraph_writes
from claimgraph.views.claims import list_entities, list_sources
from claimgraph.views.day import DayStore
from claimgraph.views.receipts import Receipts, gather_receipts
from claimgraph.wording.cells import text_of
from claimgraph.wording.compact import Compactor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from claimgraph.evidence import Snapshot
    from claimgraph.search.wanted import Wanted
    from claimgraph.store.protocol import Store

__all__ = ["Findings", "Hit", "find_things", "hit_data"]

#: A limit beyond what the index can count to is none that is ever reached.
_MOST_SHOWN = 2**31


class Hit(NamedTuple):
    """A thing that was found: `title` is what it is called, `shown` the text that has more of the words, if another one has."""

    kind: str
    id: str
    score: float
    title: Snippet
    shown: Snippet | None
    data: Mapping[str, Any]


class Findings(NamedTuple):
    """What was found: the best hits in order; how many things match, `more` if there are more than that; receipts of the claims; a hint if nothing was found."""

    hits: list[Hit]
    matching: int
    more: bool
    receipts: Receipts
    hint: str = ""


class _Asked(NamedTuple):
    """What is asked of an index: the words, the kinds, how many; and the id that was typed, if nothing has it."""

    wanted: Wanted
    kinds: list[str]
    limit: int
    id: str = ""


def find_things(
    store: Store, text: str, *, kinds: Iterable[str] = (), limit: int = 20, texts: Mapping[str, Snapshot] | None = None, making: Making | None = None,
) -> Findings:  # fmt: skip
    """Return what a store has for words, the best first: of some `kinds`, or of all, and no more than `limit` (0 is no limit).

    Raises:
        QueryError: there is nothing in the words to search for, or no such kind.
        StoreError: the index cannot be made.
    """
    wanted = parse_words(text)
    chosen = list(kinds) or list(KINDS)
    for kind in chosen:
        if kind not in KINDS:
            raise QueryError(
                f"there is no kind '{printable(kind, limit=60)}' to search for", did_you_mean(kind, KINDS) or f"one of {', '.join(KINDS)}"
            )
    if limit < 0:
        raise QueryError(f"{limit} is no number of things to show", "0 shows all")
    limit = min(limit, _MOST_SHOWN)
    making = making or Making()
    named = find_named(store, text, chosen)
    if isinstance(named, str):  # an id of nothing here: perhaps what it calls is known by another
        wanted = parse_words(named)
    asked = _Asked(wanted, chosen, limit, id=text if isinstance(named, str) else "")
    result, hint = (named, "") if isinstance(named, Result) else _search(store, asked, making)
    if not result.matching and result is not named:
        hint = explain(text, store.prefixes) or hint
    with as_claimgraph_writes():
        return _dress(store, wanted, result, hint, texts)


def hit_data(hit: Hit) -> dict[str, Any]:
    """Return a hit as `claimgraph search --format json` prints it."""
    shown = hit.shown or hit.title
    return {
        "kind": hit.kind,
        "id": hit.id,
        "title": hit.title.text,
        "score": round(hit.score, 2),
        "field": shown.field,
        "text": shown.text,
        "marks": [list(span) for span in shown.marks],
        hit.kind: dict(hit.data),
    }


def _search(store: Store, asked: _Asked, making: Making) -> tuple[Result, str]:
    if isinstance(store, EmbeddedStore):
        return _asked(store, making, lambda database: _look(database, asked, store))
    if isinstance(store, DayStore) and isinstance(store.whole, EmbeddedStore):
        whole, kept = store.whole, store.kept
        everything, hint = _asked(whole, making, lambda database: _look(database, asked._replace(limit=0), whole, kept))
        found = [one for one in everything.found if one.kind != "claim" or one.iri in kept]
        return Result(count_claims(store, found[: asked.limit or None]), len(found)), hint
    making.say("a store elsewhere has no search index: all its texts are searched there")
    result = search_elsewhere(store, asked.wanted, asked.kinds, asked.limit)
    return result._replace(found=count_claims(store, result.found)), ""


def _look(database: sqlite3.Connection, asked: _Asked, store: EmbeddedStore, kept: Collection[str] | None = None) -> tuple[Result, str]:
    """Ask an index; where it has nothing for an id, name others of the store like it, but no claims other than those `kept`."""
    result = look_up(database, asked.wanted, asked.kinds, asked.limit)
    if result.matching or not asked.id:
        return result, suggest(database, asked.wanted, result)
    return result, suggest_ids(database, asked.id, store.prefixes, kept)


def _asked(store: EmbeddedStore, making: Making, ask: Callable[[sqlite3.Connection], tuple[Result, str]]) -> tuple[Result, str]:
    """Ask the index of a store; a damaged one is made anew."""
    try:
        return ask(open_index(store, making))
    except sqlite3.DatabaseError:
        forget_index(store)
    try:
        return ask(open_index(store, making))
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the search index cannot be read: {printable(str(error), limit=200)}", "is the disk in order?") from None


# ------------------------------------------------------------ what is known of what was found


def _dress(store: Store, wanted: Wanted, result: Result, hint: str, texts: Mapping[str, Snapshot] | None) -> Findings:
    compact = Compactor(store.prefixes)
    by_kind = {kind: [one.iri for one in result.found if one.kind == kind] for kind in KINDS}
    receipts = gather_receipts(store, by_kind["claim"], texts=texts) if by_kind["claim"] else Receipts({}, {}, {}, {})
    known: dict[str, Mapping[str, Any]] = dict(receipts.claims)
    known |= list_entities(store, only=by_kind["entity"]) if by_kind["entity"] else {}
    known |= list_sources(store, only=by_kind["source"]) if by_kind["source"] else {}
    fields = _texts(store, [one.iri for one in result.found])
    hits = []
    for one in result.found:
        id_ = compact(one.iri)
        data = known[id_]
        if one.kind != "claim":
            data = {**data, "claims": one.claims}
        name = {"claim": "label", "entity": "name", "source": "headline"}[one.kind]
        title = mark_text(wanted, name, str(data[name]))
        best = choose_snippet(wanted, sorted(fields.get(one.iri, ()), key=lambda pair: list(BY_NAME).index(pair[0])))
        shown = best if best is not None and best.field != name else None
        hits.append(Hit(one.kind, id_, one.score, title, shown, data))
    return Findings(hits, result.matching, result.more, receipts, hint)


def _texts(store: Store, things: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the texts of things by IRI, each with the name of its field; of what they speak of, the names."""
    found: dict[str, list[tuple[str, str]]] = {}
    linked: dict[str, list[tuple[str, str]]] = {}
    for thing, number, text in read_parts(store, things) if things else ():
        field = FIELDS[number]
        if field.linked:
            linked.setdefault(text, []).append((thing, field.name))
        else:
            found.setdefault(thing, []).append((field.name, text))
    for name in ("name", "alias", "headline") if linked else ():
        for query in field_query(BY_NAME[name], linked):
            for other, text in store.rows(query):
                for thing, field_name in linked[text_of(other)]:
                    found.setdefault(thing, []).append((field_name, text_of(text)))
    return {thing: sorted(pairs) for thing, pairs in found.items()}
