"""What is wanted and a store elsewhere in; the things there that have the words out, ranked about as the index ranks them.

There is no index there: for each field, the store looks through all its texts for the
words, and what it finds is judged here. Two texts that differ in accents or soft hyphens
alone are not the same there, other than in the index.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from claimgraph.queries import fill_values, iri_terms, package_query
from claimgraph.search.fields import FACTORS, FIELDS, KINDS, WEIGHTS
from claimgraph.search.lookup import Found, Result
from claimgraph.search.reading import read_kinds
from claimgraph.search.wanted import matches, places_of
from claimgraph.search.words import JOINERS, joined_at, words_of
from claimgraph.wording.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimgraph.search.wanted import Term, Wanted
    from claimgraph.store.protocol import Store

    #: The texts of things that have one of the words, by IRI: each with the number of its field, and as words.
    Texts = dict[str, list[tuple[int, list[str]]]]

__all__ = ["search_elsewhere"]

#: The queries that look for words in what no single property leads to.
_QUERIES = {name: f"search/containing-{name}" for name in ("quotes", "unnamed", "statements")}
_FILTER = 'CONTAINS(REPLACE(LCASE(STR(?text)), "[joiners]", ""), "word")'
#: The constants of BM25, as the index has them.
_K, _B = 1.2, 0.75
_NAMES = {"name", "alias", "headline"}


def search_elsewhere(store: Store, wanted: Wanted, kinds: Collection[str], limit: int) -> Result:
    """Return the best things of some kinds in a store that has no index; a `limit` of 0 is none."""
    texts: dict[str, Texts] = {kind: {} for kind in KINDS}
    for number, field in enumerate(FIELDS):
        for kind in () if field.linked else field.kinds:
            for thing, text in _containing(store, number, kind, wanted):
                texts[kind].setdefault(thing, []).extend((number, words) for words in _readings(text))
    _link(store, texts)
    found = []
    for kind in KINDS:
        if kind in kinds:
            fitting = {thing: has for thing, has in texts[kind].items() if matches(wanted, [words for _, words in has])}
            found += [Found(kind, thing, FACTORS[kind] * score, exact, None) for thing, score, exact in _scored(wanted, fitting)]
    shown = set(read_kinds(store, [one.iri for one in found])) if found else set()
    found = [one for one in found if (one.iri, KINDS.index(one.kind)) in shown]
    order = sorted(found, key=lambda one: (not one.exact, -one.score, KINDS.index(one.kind), one.iri))
    return Result(order[: limit or None], len(order))


def _containing(store: Store, number: int, kind: str, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Yield the things of a kind whose field has one of the words, also of those that must not be there, with its text."""
    field = FIELDS[number]
    name = field.query.rpartition("/")[2]
    query = package_query(_QUERIES.get(name, "search/containing"))
    query = query.replace("$kind", f"cg:{kind.title()}").replace("$property", field.property or "$property")
    words = sorted({word for term in (*wanted.terms(), *wanted.without) for word in _asked(term)})
    test = _FILTER.replace("joiners", JOINERS)
    either = " || ".join(test.replace('"word"', f'"{word}"') for word in words)
    for row in store.rows(query.replace(_FILTER, f"({either})")):
        yield text_of(row["thing"]), text_of(row["text"])


def _asked(term: Term) -> Iterator[str]:
    """Yield for each way to write a term a word that must be in a text then: the longest; and as it was written, with its accents."""
    for way in term.ways:
        yield max(way, key=len)
    written = re.findall(r"[^\W_]+", term.written.lower())
    yield from sorted(written, key=len)[-1:]


def _readings(text: str) -> Iterator[list[str]]:
    """Yield a text as words, and what hyphens join in it as words of their own."""
    yield words_of(text)
    yield from ([word.text] for word in joined_at(text))


def _link(store: Store, texts: Mapping[str, Texts]) -> None:
    """Give claims the names of what they speak of and of who makes them, and sources those of who answers for them."""
    called: dict[str, list[list[str]]] = {}
    for kind in ("entity", "source"):
        for thing, has in texts[kind].items():
            called[thing] = [words for number, words in has if FIELDS[number].name in _NAMES]
    named = [thing for thing, names in called.items() if names]
    for number, field in enumerate(FIELDS):
        if not field.linked or not named:
            continue
        for thing, other in _naming(store, field.property, named):
            texts[field.kinds[0]].setdefault(thing, []).extend((number, words) for words in called[other])


def _naming(store: Store, property_: str, others: list[str]) -> Iterator[tuple[str, str]]:
    """Yield who names which others by a property; without one, which claims speak of them."""
    name, thing, other = ("search/naming", "thing", "other") if property_ else ("search/speaking", "claim", "thing")
    for query in fill_values(package_query(name).replace("$property", property_ or "$property"), iri_terms(others)):
        for row in store.rows(query):
            yield text_of(row[thing]), text_of(row[other])


def _scored(wanted: Wanted, texts: Mapping[str, list[tuple[int, list[str]]]]) -> Iterator[tuple[str, float, bool]]:
    """Yield each thing with its score by BM25, reckoned among what was found, and whether its whole name was asked for."""
    sizes = {thing: sum(len(words) for _, words in has) for thing, has in texts.items()}
    mean = sum(sizes.values()) / (len(sizes) or 1)
    weights = {thing: [_weight(group, has) for group in wanted.groups] for thing, has in texts.items()}
    having = [sum(1 for of_groups in weights.values() if of_groups[n]) for n in range(len(wanted.groups))]
    asked = [word for group in wanted.groups for word in group[0].ways[0]]
    plain = not wanted.without and all(len(group) == 1 and not group[0].begins for group in wanted.groups)
    for thing, has in texts.items():
        part = _K * (1 - _B + _B * sizes[thing] / mean)
        score = sum(
            math.log(1 + (len(texts) + 1) / n) * f * (_K + 1) / (f + part) for f, n in zip(weights[thing], having, strict=True) if n
        )
        exact = plain and any(FIELDS[number].name in _NAMES and words == asked for number, words in has)
        yield thing, score, exact


def _weight(group: tuple[Term, ...], has: list[tuple[int, list[str]]]) -> float:
    return sum(WEIGHTS[FIELDS[number].column] for number, words in has for term in group for _ in places_of(term, words))
